/* Forms that are headings with texts.  The headings of a form are found in
 * their order; what stands between two of them is the text of the hole between
 * them.  Headings are also printed in the table of contents: a chain of
 * headings that have texts between them wins over one of headings alone.  A
 * text ends where the heading of any form of the set stands, at a table, and
 * at a line that belongs to one. */
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "exchange/lay_prose.h"

#define HEADING_MOST 80 /* characters */
#define JOINED_MOST 3   /* paragraphs that make one heading */
#define LEAST_HEADINGS 3
#define TEXT_POINTS 60
#define NO_TEXT_COST 15
#define ITEM_COST 6

/* ---- the form as headings and what is between ---- */

static void add_part(struct prose *p, struct prose_part part)
{
	p->parts = mem_push(p->parts, p->nparts, sizeof *p->parts);
	p->parts[p->nparts++] = part;
}

static bool is_printed(const struct lay_piece *pieces, size_t n)
{
	bool printed = false;

	for (size_t i = 0; i < n; i++) {
		if (pieces[i].kind == LAY_HOLE || pieces[i].kind == LAY_NUMBER)
			return false;
		printed = printed || pieces[i].kind == LAY_PRINTED;
	}
	return printed;
}

static void make_parts(struct prose *p)
{
	for (size_t i = 0; i < p->form->nlines; i++) {
		const struct lay_line *line = &p->form->lines[i];

		if (!line->foot && is_printed(line->pieces, line->n))
			add_part(p, (struct prose_part){ line->pieces, line->n, NULL, true });
	}
	for (size_t i = 0; i < p->form->whole.n; i++) {
		const struct lay_item *item = &p->form->whole.items[i];
		const struct lay_box *box = item->row.boxes;
		bool heading = item->kind == LAY_ROW && is_printed(box->pieces, box->n);

		add_part(p, (struct prose_part){ box->pieces, box->n, item, heading });
	}
}

/* ---- where headings stand ---- */

static int heading_points(const struct prose_part *part, const char *text, const struct lay_chars *chars)
{
	int found, printed;

	if (part->n == 1)
		return lay_alike(&part->pieces[0].text, chars);
	found = lay_found(part->pieces, part->n, text, chars, false);
	printed = lay_printed(part->pieces, part->n);
	return found == printed && chars->n < HEADING_MOST ? 95 : 0;
}

static void add_match(struct prose *p, int part, size_t first, size_t end, int points)
{
	p->matches = mem_push(p->matches, p->n, sizeof *p->matches);
	p->matches[p->n++] = (struct prose_match){ part, first, end, points, 0, -1 };
}

/* One paragraph, or some that make one heading. */
static void match_at(struct prose *p, size_t at, size_t end)
{
	struct str text = { 0 };

	for (size_t n = 0; n < JOINED_MOST && at + n < end && lay_is_free(p->doc, at + n); n++) {
		const struct lay_chars *chars = &p->doc->blocks[at + n].chars;
		struct lay_chars joined;

		if (chars->n == 0 || chars->n > HEADING_MOST)
			break;
		str_addf(&text, "%s%s", n > 0 ? "\n" : "", p->doc->d->blocks[at + n].text);
		joined = lay_chars(str_text(&text));
		for (size_t k = 0; k < p->nparts; k++) {
			int points = p->parts[k].heading
			                 ? heading_points(&p->parts[k], str_text(&text), &joined)
			                 : 0;

			if (points >= 70)
				add_match(p, (int)k, at, at + n + 1, points);
		}
		lay_chars_free(&joined);
	}
	str_free(&text);
}

/* ---- the best chain ---- */

static bool text_between(const struct prose *p, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		if (lay_is_free(p->doc, i) && p->doc->blocks[i].chars.n > 0)
			return true;
	return false;
}

static int link_points(const struct prose *p, const struct prose_match *a,
                       const struct prose_match *b)
{
	bool hole = false, text = text_between(p, a->end, b->first);
	int points = 0;

	for (int k = a->part + 1; k < b->part; k++) {
		hole = hole || !p->parts[k].heading;
		points -= p->parts[k].heading ? ITEM_COST : 0;
	}
	if (text)
		points += hole ? TEXT_POINTS : -NO_TEXT_COST;
	return points;
}

/* The last hole has its text behind the last heading. */
static int end_points(const struct prose *p, const struct prose_match *m, size_t end)
{
	for (size_t k = (size_t)m->part + 1; k < p->nparts; k++)
		if (!p->parts[k].heading)
			return m->end < end && lay_is_free(p->doc, m->end) ? TEXT_POINTS : 0;
	return 0;
}

static void find_chain(struct prose *p, size_t end)
{
	int best = -1, most = 0, length = 0;

	for (size_t i = 0; i < p->n; i++) {
		struct prose_match *m = &p->matches[i];
		int before = 0;

		for (size_t k = 0; k < i; k++) {
			const struct prose_match *other = &p->matches[k];
			int points = other->total + link_points(p, other, m);

			if (other->part >= m->part || other->end > m->first || points < before)
				continue;
			before = points;
			m->before = (int)k;
		}
		m->total = before + m->points;
		if (m->total + end_points(p, m, end) > most) {
			most = m->total + end_points(p, m, end);
			best = (int)i;
		}
	}
	for (int i = best; i >= 0; i = p->matches[i].before)
		length++;
	p->chain = mem_array((size_t)length + 1, sizeof *p->chain);
	p->links = (size_t)length;
	for (int i = best; i >= 0; i = p->matches[i].before)
		p->chain[--length] = i;
	p->points = most;
}

static void count_headings(struct prose *p)
{
	for (size_t i = 0; i < p->nparts; i++)
		p->headings += p->parts[i].heading;
}

static struct prose prose_of(struct lay_doc *doc, const struct lay_form *form, size_t first,
                             size_t end)
{
	struct prose p = { .doc = doc, .form = form };

	make_parts(&p);
	count_headings(&p);
	for (size_t i = first; i < end; i++)
		match_at(&p, i, end);
	find_chain(&p, end);
	return p;
}

static void prose_free(struct prose *p)
{
	mem_free(p->parts);
	mem_free(p->matches);
	mem_free(p->chain);
}

/* Enough of its headings stand there: two thirds of few, some of many. */
static bool is_there(const struct prose *p)
{
	if (p->links >= LEAST_HEADINGS)
		return true;
	return p->links > 0 && (int)p->links * 3 >= p->headings * 2;
}

/* ---- the forms of a set ---- */

static int year_for(const struct lay_doc *doc)
{
	return doc->given->year ? doc->given->year : doc->year;
}

static size_t read_set(struct lay_doc *doc, const struct set *set, size_t first, size_t end,
                       struct prose *out)
{
	size_t n = 0;

	for (size_t i = 0; i < set->nforms; i++) {
		const struct lay_form *form =
		    lay_shelf_form(doc->shelf, set, set->forms[i], year_for(doc));

		if (!form->prose)
			continue;
		out[n] = prose_of(doc, form, first, end);
		if (is_there(&out[n]))
			n++;
		else
			prose_free(&out[n]);
	}
	return n;
}

/* Without tables: the set whose headings are found best. */
static const struct set *best_set(struct lay_doc *doc, size_t first, size_t end)
{
	const struct set *const *sets, *best = NULL;
	size_t nsets;
	int most = 150;

	sets = lay_shelf_sets(doc->shelf, &nsets);
	for (size_t i = 0; i < nsets; i++) {
		struct prose *p = mem_array(sets[i]->nforms + 1, sizeof *p);
		size_t n = read_set(doc, sets[i], first, end, p);
		int points = n > 0 && set_is_for(sets[i], year_for(doc)) ? 50 : 0;

		for (size_t k = 0; k < n; k++) {
			points += p[k].points;
			prose_free(&p[k]);
		}
		mem_free(p);
		if (points > most) {
			most = points;
			best = sets[i];
		}
	}
	return best;
}

void lay_prose(struct lay_doc *doc, const struct set *set, size_t first, size_t end, int unit)
{
	struct prose *p;
	size_t n;

	if (!set)
		set = best_set(doc, first, end);
	if (!set)
		return;
	p = mem_array(set->nforms + 1, sizeof *p);
	n = read_set(doc, set, first, end, p);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < p[i].links; k++) {
			const struct prose_match *m = &p[i].matches[p[i].chain[k]];

			lay_claim(doc, m->first, m->end);
		}
	for (size_t i = 0; i < n; i++) {
		lay_prose_take(&p[i], unit, end);
		prose_free(&p[i]);
	}
	mem_free(p);
}
