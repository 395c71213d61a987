#include "app/sets.h"

#include <string.h>

#include "app/codes.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"

static void note_failure(struct sets *s, const char *name, const struct err *e)
{
	s->failures = mem_more(s->failures, s->nfailures, &s->failures_capacity,
	                       sizeof *s->failures);
	s->failures[s->nfailures++] =
	    (struct set_failure){mem_strdup(name), mem_strdup(e->text)};
}

static void load_one(struct sets *s, const char *folder, const char *name,
                     const struct codes *codes, struct err *first)
{
	struct err e = {0};
	char *path = file_join(folder, name);
	char *file = file_join(path, "set");
	struct set *set = file_is_there(file) ? set_load(path, codes, &e) : NULL;
	if (set) {
		s->sets = mem_more(s->sets, s->n, &s->capacity, sizeof *s->sets);
		s->sets[s->n++] = set;
	} else if (e.code) {
		note_failure(s, name, &e);
		if (!first->code)
			*first = e;
	}
	mem_free(file);
	mem_free(path);
}

static int load_all(struct sets *s, const char *folder, const struct codes *codes, struct err *e)
{
	struct err first = {0};
	size_t n;
	char **names = file_list(folder, "", &n, e);
	if (!names && e->code)
		return -1;
	for (size_t i = 0; i < n; i++)
		load_one(s, folder, names[i], codes, &first);
	file_list_free(names, n);
	if (s->n > 0)
		return 0;
	if (first.code) {
		*e = first;
		return -1;
	}
	return err_set(e, ERR_NOTFOUND, _("%s 里没有套表"), folder);
}

int sets_load(struct sets *s, const char *folder, struct err *e)
{
	struct codes codes = {0};
	char *data = codes_data_folder();
	char *usual = file_join(data, "forms");
	*s = (struct sets){0};
	int rc = codes_load(&codes, e);
	if (rc == 0)
		rc = load_all(s, folder ? folder : usual, &codes, e);
	codes_free(&codes);
	mem_free(usual);
	mem_free(data);
	return rc;
}

void sets_free(struct sets *s)
{
	for (size_t i = 0; i < s->n; i++)
		set_free(s->sets[i]);
	for (size_t i = 0; i < s->nfailures; i++) {
		mem_free(s->failures[i].set);
		mem_free(s->failures[i].why);
	}
	mem_free(s->failures);
	mem_free(s->sets);
	*s = (struct sets){0};
}

void sets_tell_failures(const struct sets *s, struct str *out)
{
	for (size_t i = 0; i < s->nfailures; i++)
		str_addf(out, _("套表 %s 有错，没有装入：%s\n"), s->failures[i].set,
		         s->failures[i].why);
}

struct set *sets_find(const struct sets *s, const char *id)
{
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->sets[i]->id, id) == 0)
			return s->sets[i];
	return NULL;
}

bool set_is_for(const struct set *set, int year)
{
	return set->year_from <= year && (!set->year_to || year <= set->year_to);
}

struct set *sets_for_year(const struct sets *s, int year)
{
	for (size_t i = 0; i < s->n; i++)
		if (set_is_for(s->sets[i], year))
			return s->sets[i];
	return NULL;
}
