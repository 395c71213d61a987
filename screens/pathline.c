#include "screens/pathline.h"

#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "screens/editdraw.h"

enum { PATH_LIMIT = 4096, NAMES_SHOWN = 20 };

struct pathline {
	struct lineedit *line;
	char *folder;
	struct str hint;
};

struct pathline *pathline_new(const char *folder, const char *text)
{
	struct pathline *p = mem_alloc(sizeof *p);

	p->line = lineedit_new(PATH_LIMIT, false);
	p->folder = mem_strdup(folder);
	pathline_set(p, text);
	return p;
}

void pathline_free(struct pathline *p)
{
	if (!p)
		return;
	lineedit_free(p->line);
	mem_free(p->folder);
	str_free(&p->hint);
	mem_free(p);
}

void pathline_set_folder(struct pathline *p, const char *folder)
{
	char *copy = mem_strdup(folder);

	mem_free(p->folder);
	p->folder = copy;
}

void pathline_set(struct pathline *p, const char *text)
{
	lineedit_set(p->line, text);
	str_clear(&p->hint);
}

const char *pathline_text(const struct pathline *p)
{
	return lineedit_text(p->line);
}

enum edit_result pathline_key(struct pathline *p, const struct key_event *ev)
{
	str_clear(&p->hint);
	return lineedit_key(p->line, ev);
}

char *pathline_absolute(const struct pathline *p)
{
	return file_absolute(p->folder, pathline_text(p));
}

const char *pathline_hint(const struct pathline *p)
{
	return str_text(&p->hint);
}

void pathline_draw(struct pathline *p, int y, int x, int width, int *cy, int *cx)
{
	editdraw_line(p->line, y, x, width, cy, cx);
}

/* ---- completion ---- */

struct completion {
	struct str common;
	bool folder; /* the only one found is a folder */
	size_t n;
};

/* Names may be no valid UTF-8; then it is cut before the first such byte. */
static void agree(struct str *common, const char *name)
{
	size_t same = 0;

	while (same < common->length && common->s[same] == name[same])
		same++;
	while (same > 0 && ((unsigned char)common->s[same] & 0xC0) == 0x80)
		same--;
	common->length = same;
	common->s[same] = '\0';
}

static void take(struct pathline *p, struct completion *c, const char *name, bool folder)
{
	if (c->n++ == 0)
		str_add(&c->common, name);
	else
		agree(&c->common, name);
	c->folder = folder;
	if (c->n <= NAMES_SHOWN)
		str_addf(&p->hint, folder ? "%s/  " : "%s  ", name);
}

static void find_names(struct pathline *p, const char *folder, const char *begun,
                       bool (*wanted)(const char *name), struct completion *c)
{
	size_t n, length = strlen(begun);
	char **names = file_list(folder, "", &n, NULL);

	for (size_t i = 0; names && i < n; i++) {
		char *path = file_join(folder, names[i]);
		bool is_folder = file_is_folder(path);

		mem_free(path);
		if (strncmp(names[i], begun, length) != 0 || (names[i][0] == '.' && *begun != '.'))
			continue;
		if (is_folder || (wanted && wanted(names[i])))
			take(p, c, names[i], is_folder);
	}
	if (names)
		file_list_free(names, n);
}

void pathline_complete(struct pathline *p, bool (*wanted)(const char *name))
{
	const char *text = pathline_text(p), *slash = strrchr(text, '/');
	size_t before = slash ? (size_t)(slash - text) + 1 : 0;
	char *typed = mem_strndup(text, before), *folder = file_absolute(p->folder, typed);
	struct completion c = {0};
	struct str whole = {0};

	str_clear(&p->hint);
	find_names(p, folder, text + before, wanted, &c);
	str_add(&whole, typed);
	str_add(&whole, str_text(&c.common));
	if (c.n == 1 && c.folder)
		str_addc(&whole, '/');
	if (c.n == 0)
		str_add(&p->hint, _("没有这样开头的名称"));
	else if (text_check(whole.s, whole.length) == whole.length)
		lineedit_set(p->line, whole.s);
	if (c.n == 1)
		str_clear(&p->hint);
	str_free(&c.common);
	str_free(&whole);
	mem_free(typed);
	mem_free(folder);
}
