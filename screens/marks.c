#include "screens/marks.h"

#include <string.h>

#include "app/inspect.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "form/page.h"

enum { ANY_WIDTH = 120 }; /* the order of cells does not depend on it */

static bool is_marked(const struct filing *f, struct place p)
{
	enum page_style style;

	if (p.list >= 0 && p.row < 0)
		return false;
	style = style_of(f, p);
	return style == PAGE_DIFFERS || style == PAGE_FAULT;
}

/* The next marked cell of one sheet after spot number `after` of it. */
static bool next_on(const struct filing *f, int sheet, const struct place *after, int direction,
                    struct place *out)
{
	struct page *p = page_build(f, sheet, ANY_WIDTH, PAGE_UNFOLD);
	int i = after ? page_spot_of(p, *after) : -1;
	bool found = false;

	if (i < 0)
		i = direction > 0 ? -1 : (int)p->nspots;
	for (i += direction; i >= 0 && (size_t)i < p->nspots && !found; i += direction) {
		found = is_marked(f, p->spots[i].place);
		if (found)
			*out = p->spots[i].place;
	}
	page_free(p);
	return found;
}

static void next_mark(struct desk *d, int direction)
{
	int n = (int)d->filing->nsheets, sheet = d->sheet;
	const struct place *after = desk_has_cell(d) ? &d->at.place : NULL;
	struct place to;

	/* The open sheet twice: what is before the cell comes last. */
	for (int i = 0; i <= n; i++, sheet = (sheet + direction + n) % n, after = NULL) {
		if (!next_on(d->filing, sheet, after, direction, &to))
			continue;
		desk_go(d, to);
		desk_say(d, NOTE_NONE, "%s", "");
		return;
	}
	desk_say(d, NOTE_INFO, _("本套表没有差异，也没有错。"));
}

static void next_hit(struct desk *d, int direction)
{
	struct place from = d->at.place, to;

	if (!desk_has_cell(d))
		from = (struct place){d->sheet, -1, -1, -1};
	if (!inspect_find(d->filing, d->search, from, direction, &to)) {
		desk_say(d, NOTE_WARNING, _("没有找到“%s”。"), d->search);
		marks_search(d, NULL);
		return;
	}
	desk_go(d, to);
	desk_say(d, NOTE_INFO, _("“%s”：n 下一处，N 上一处，Esc 结束查找"), d->search);
}

void marks_next(struct desk *d, int direction)
{
	if (!d->filing || d->sheet < 0)
		return;
	if (d->search)
		next_hit(d, direction);
	else
		next_mark(d, direction);
}

void marks_search(struct desk *d, const char *text)
{
	char *copy = text_is_blank(text) ? NULL : mem_strdup(text);

	mem_free(d->search);
	d->search = copy;
}

/* With or without a form in front. */
static bool by_key(const struct desk *d, const char *name, struct place *out)
{
	const struct filing *f = d->filing;

	if (filing_place(f, d->sheet, name, out))
		return true;
	for (size_t i = 0; i < f->nsheets; i++) {
		const char *id = f->sheets[i].form->id;
		size_t length = strlen(id);

		if (strncmp(name, id, length) == 0 && name[length] == '.' &&
		    filing_place(f, (int)i, name + length + 1, out))
			return true;
	}
	return false;
}

int marks_go(struct desk *d, const char *name)
{
	struct place to;

	if (!d->filing || d->sheet < 0 || text_is_blank(name))
		return -1;
	if (!by_key(d, name, &to) &&
	    !inspect_find(d->filing, name, (struct place){d->sheet, -1, -1, -1}, 1, &to)) {
		desk_say(d, NOTE_WARNING, _("没有叫“%s”的格子。"), name);
		return -1;
	}
	desk_go(d, to);
	return 0;
}
