#include "form/share.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"

static int take_folder(struct share *s, struct words *rest, const char **why)
{
	if (s->folder || !*words_rest(rest)) {
		*why = _("share 只能写一次，后面是文件夹");
		return -1;
	}
	s->folder = mem_strdup(words_rest(rest));
	return 1;
}

static int take_saying(struct share *s, char *form, char *name, struct words *rest,
                       const char **why)
{
	struct saying one = { form, name, mem_strdup(words_rest(rest)) };
	s->sayings = mem_more(s->sayings, s->nsayings, &s->sayings_capacity, sizeof one);
	s->sayings[s->nsayings++] = one;
	if (name && *one.text)
		return 1;
	*why = _("number 要写表的键和表号，phrase 要写名字和用语");
	return -1;
}

static int take_whole(struct share *s, struct words *rest)
{
	for (char *id; (id = words_next(rest)) != NULL;) {
		s->whole = mem_more(s->whole, s->nwhole, &s->whole_capacity, sizeof *s->whole);
		s->whole[s->nwhole++] = id;
	}
	return 1;
}

int share_take(struct share *s, const char *word, struct words *rest, const char **why)
{
	if (strcmp(word, "share") == 0)
		return take_folder(s, rest, why);
	if (strcmp(word, "number") == 0)
		return take_saying(s, words_next(rest), mem_strdup("number"), rest, why);
	if (strcmp(word, "phrase") == 0)
		return take_saying(s, NULL, words_next(rest), rest, why);
	return strcmp(word, "unfold") == 0 ? take_whole(s, rest) : 0;
}

static bool is_one_of(const char *id, char *const *forms, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(forms[i], id) == 0)
			return true;
	return false;
}

const char *share_stranger(const struct share *s, char *const *forms, size_t n)
{
	for (size_t i = 0; i < s->nsayings; i++)
		if (s->sayings[i].form && !is_one_of(s->sayings[i].form, forms, n))
			return s->sayings[i].form;
	for (size_t i = 0; i < s->nwhole; i++)
		if (!is_one_of(s->whole[i], forms, n))
			return s->whole[i];
	return NULL;
}

char *share_path(const struct share *s, const char *folder, const char *name, const char *suffix)
{
	struct str file = { 0 };
	str_addf(&file, "%s%s", name, suffix);
	char *path = file_join(folder, str_text(&file));
	if (s->folder && !file_is_there(path)) {
		char *shared = file_join(folder, s->folder);
		mem_free(path);
		path = file_join(shared, str_text(&file));
		mem_free(shared);
	}
	str_free(&file);
	return path;
}

char *share_folder(const struct share *s, const char *folder)
{
	char *path = s->folder ? file_join(folder, s->folder) : NULL;
	char *real = path ? realpath(path, NULL) : NULL;
	char *out = mem_strdup(real ? real : path);
	free(real);
	mem_free(path);
	return out;
}

/* The saying that {NAME} at text stands for, NULL. */
static const struct saying *saying_at(const struct share *s, const char *form, const char *text)
{
	for (size_t i = 0; *text == '{' && i < s->nsayings; i++) {
		const struct saying *one = &s->sayings[i];
		size_t n = strlen(one->name);
		if (strncmp(text + 1, one->name, n) == 0 && text[n + 1] == '}' &&
		    (!one->form || strcmp(one->form, form) == 0))
			return one;
	}
	return NULL;
}

static char *fill(const struct share *s, const char *form, const char *text)
{
	struct str out = { 0 };
	while (*text) {
		size_t plain = strcspn(text, "{");
		str_addn(&out, text, plain);
		text += plain;
		const struct saying *one = *text ? saying_at(s, form, text) : NULL;
		if (one) {
			str_add(&out, one->text);
			text += strlen(one->name) + 2;
		} else if (*text) {
			str_addc(&out, *text++);
		}
	}
	return str_take(&out);
}

void share_fill(const struct share *s, const char *form, struct lines *lines)
{
	bool whole = is_one_of(form, s->whole, s->nwhole);
	for (size_t i = 0; i < lines->n; i++) {
		struct line *line = &lines->line[i];
		line->foldable = line->foldable && !whole;
		if (!strchr(line->text, '{'))
			continue;
		char *filled = fill(s, form, line->text);
		mem_free(line->text);
		line->text = filled;
	}
}

void share_free(struct share *s)
{
	for (size_t i = 0; i < s->nsayings; i++) {
		mem_free(s->sayings[i].form);
		mem_free(s->sayings[i].name);
		mem_free(s->sayings[i].text);
	}
	for (size_t i = 0; i < s->nwhole; i++)
		mem_free(s->whole[i]);
	mem_free(s->sayings);
	mem_free(s->whole);
	mem_free(s->folder);
	*s = (struct share){ 0 };
}
