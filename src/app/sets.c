#include "app/sets.h"

#include <string.h>

#include "app/codes.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "form/load.h"

/* ---- mistakes ---- */

static void note_failure(struct sets *s, const char *name, const struct err *e)
{
	size_t at;

	s->failures = mem_more(s->failures, s->nfailures, &s->failures_capacity,
	                       sizeof *s->failures);
	for (at = s->nfailures++; at > 0 && strcmp(s->failures[at - 1].set, name) > 0; at--)
		s->failures[at] = s->failures[at - 1];
	s->failures[at] = (struct set_failure){mem_strdup(name), mem_strdup(e->text), e->code};
}

const struct set_failure *sets_failure(const struct sets *s, const char *name)
{
	for (size_t i = 0; i < s->nfailures; i++)
		if (strcmp(s->failures[i].set, name) == 0)
			return &s->failures[i];
	return NULL;
}

static int fail(const struct sets *s, const char *folder, struct err *e)
{
	if (s->nfailures > 0)
		return err_set(e, s->failures[0].code, "%s", s->failures[0].why);
	return err_set(e, ERR_NOTFOUND, _("%s 里没有套表"), folder);
}

/* ---- the set files ---- */

static void add_entry(struct sets *s, const char *path, const char *name)
{
	struct err e = {0};
	struct set *head = set_load_head(path, &e);

	if (!head) {
		note_failure(s, name, &e);
		return;
	}
	s->entries = mem_more(s->entries, s->nentries, &s->entries_capacity, sizeof *s->entries);
	s->entries[s->nentries++] = (struct set_entry){.path = mem_strdup(path),
	                                               .name = mem_strdup(name),
	                                               .id = mem_strdup(head->id),
	                                               .year_from = head->year_from,
	                                               .year_to = head->year_to};
	set_free(head);
}

static int open_all(struct sets *s, const char *folder, struct err *e)
{
	size_t n;
	char **names = file_list(folder, "", &n, e);

	if (!names && e->code)
		return -1;
	for (size_t i = 0; i < n; i++) {
		char *path = file_join(folder, names[i]), *file = file_join(path, "set");

		if (file_is_there(file))
			add_entry(s, path, names[i]);
		mem_free(file);
		mem_free(path);
	}
	file_list_free(names, n);
	return s->nentries > 0 ? 0 : fail(s, folder, e);
}

int sets_open(struct sets *s, const char *folder, struct err *e)
{
	char *data = codes_data_folder();
	char *usual = file_join(data, "forms");
	int rc;

	*s = (struct sets){0};
	rc = codes_load(&s->codes, e);
	if (rc == 0)
		rc = open_all(s, folder ? folder : usual, e);
	mem_free(usual);
	mem_free(data);
	return rc;
}

/* ---- the forms ---- */

static struct set *need(struct sets *s, struct set_entry *x)
{
	struct err e = {0};

	if (x->tried)
		return x->set;
	x->tried = true;
	x->set = set_load(x->path, &s->codes, &e);
	if (!x->set)
		note_failure(s, x->name, &e);
	return x->set;
}

bool sets_load_next(struct sets *s)
{
	for (size_t i = 0; i < s->nentries; i++)
		if (!s->entries[i].tried) {
			need(s, &s->entries[i]);
			return true;
		}
	return false;
}

void sets_load_rest(struct sets *s)
{
	if (s->sets)
		return;
	s->sets = mem_array(s->nentries + 1, sizeof *s->sets);
	for (size_t i = 0; i < s->nentries; i++)
		if (need(s, &s->entries[i]))
			s->sets[s->n++] = s->entries[i].set;
}

int sets_load(struct sets *s, const char *folder, struct err *e)
{
	if (sets_open(s, folder, e) < 0)
		return -1;
	sets_load_rest(s);
	return s->n > 0 ? 0 : fail(s, "", e);
}

void sets_free(struct sets *s)
{
	for (size_t i = 0; i < s->nentries; i++) {
		mem_free(s->entries[i].path);
		mem_free(s->entries[i].name);
		mem_free(s->entries[i].id);
		set_free(s->entries[i].set);
	}
	for (size_t i = 0; i < s->nfailures; i++) {
		mem_free(s->failures[i].set);
		mem_free(s->failures[i].why);
	}
	mem_free(s->failures);
	mem_free(s->entries);
	mem_free(s->sets);
	codes_free(&s->codes);
	*s = (struct sets){0};
}

void sets_tell_failures(const struct sets *s, struct str *out)
{
	for (size_t i = 0; i < s->nfailures; i++)
		str_addf(out, _("套表 %s 有错，没有装入：%s\n"), s->failures[i].set,
		         s->failures[i].why);
}

struct set *sets_find(struct sets *s, const char *id)
{
	struct set *found = NULL;

	for (size_t i = 0; i < s->nentries && !found; i++)
		if (strcmp(s->entries[i].id, id) == 0)
			found = need(s, &s->entries[i]);
	return found;
}

static bool is_for(int from, int to, int year)
{
	return from <= year && (!to || year <= to);
}

struct set *sets_for_year(struct sets *s, int year)
{
	struct set *found = NULL;

	for (size_t i = 0; i < s->nentries && !found; i++)
		if (is_for(s->entries[i].year_from, s->entries[i].year_to, year))
			found = need(s, &s->entries[i]);
	return found;
}
