#include <string.h>

#include "base/text.h"
#include "screens/draw.h"
#include "screens/marks.h"
#include "screens/table_parts.h"

/* The stretch of a text that the finding gone to last is about, found again in
 * the lines of its cell: those hold the text but for blanks and newlines at
 * their ends, and signs for what can't be shown. */

struct span {
	const char *text;
	size_t from, to; /* bytes */
};

static bool same_place(struct place a, struct place b)
{
	return a.sheet == b.sheet && a.list == b.list && a.row == b.row && a.field == b.field;
}

static bool span_of(const struct table *t, struct span *out)
{
	const struct desk *d = t->desk;
	bool looked_at = d->finding && !d->unaudited && t->page && t->spot >= 0;
	const struct review_item *x = looked_at ? marks_finding(d) : NULL;
	const struct finding *f = x ? x->finding : NULL;
	const struct cell *c;

	if (!f || f->length == 0 || strcmp(x->key, d->finding) != 0 ||
	    !same_place(f->place, d->at.place) || !desk_has_cell(d))
		return false;
	c = filing_cell(d->filing, f->place);
	out->text = text_is_blank(c->text) ? c->calc_text : c->text;
	out->from = f->from;
	out->to = f->from + f->length;
	return out->text && out->to <= strlen(out->text);
}

static bool is_gap(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* The columns of one run that are of the span; *at is how far the text was
 * read. */
static void match_run(const struct page_run *run, const struct span *s, size_t *at, int *x,
                      int *width)
{
	size_t length, other;
	int column = run->x;

	*width = 0;
	for (size_t i = 0; i < run->length && s->text[*at]; i += length) {
		text_decode(run->text + i, &length);
		while (is_gap(s->text[*at]) && run->text[i] != s->text[*at])
			++*at;
		if (is_gap(run->text[i]) && run->text[i] != s->text[*at]) {
			column++;
			continue;
		}
		if (*at >= s->from && *at < s->to) {
			*x = *width ? *x : column;
			*width = column + text_widthn(run->text + i, length) - *x;
		}
		column += text_widthn(run->text + i, length);
		text_decode(s->text + *at, &other);
		*at += other;
	}
}

/* Each stretch on a line of its own: draws them, or (row not NULL) tells the
 * first one's row in the page. */
static bool walk(const struct table *t, int *row)
{
	const struct page *p = t->page;
	const struct page_spot *spot = table_spot(t);
	struct span s;
	size_t at = 0;

	if (!span_of(t, &s))
		return false;
	for (int y = spot->y; y < spot->y + spot->height && y < p->height; y++) {
		for (size_t i = p->first_run[y]; i < p->first_run[y + 1]; i++) {
			int x = 0, width = 0;

			if (p->runs[i].spot != t->spot || p->runs[i].mark)
				continue;
			match_run(&p->runs[i], &s, &at, &x, &width);
			if (width && row) {
				*row = y;
				return true;
			}
			if (width)
				draw_restyle(t->at.y + y - t->top, t->at.x + x - t->left, width,
				             STYLE_MARKED);
		}
	}
	return false;
}

bool table_span_row(const struct table *t, int *row)
{
	return walk(t, row);
}

void table_draw_span(const struct table *t)
{
	walk(t, NULL);
}
