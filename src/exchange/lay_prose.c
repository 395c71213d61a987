/* Forms that are headings with texts.  The headings of a form are found in
 * their order; what stands between two of them is the text of the hole between
 * them.  Headings are also printed in the table of contents: a chain of
 * headings that have texts between them wins over one of headings alone.  A
 * text ends where the heading of any form of the set stands, at a table, and
 * at a line that belongs to one. */
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "exchange/lay_inside.h"

#define HEADING_MOST 80 /* characters */
#define JOINED_MOST 3   /* paragraphs that make one heading */
#define LEAST_HEADINGS 3
#define COVER_MOST 14   /* paragraphs, blank ones too */
#define ORDINAL_MOST 4  /* characters of a number in front: 十一、 */
#define TEXT_POINTS 60
#define NO_TEXT_COST 15
#define ITEM_COST 6

/* A heading, or a hole or list between headings. */
struct part {
	const struct lay_piece *pieces; /* of a heading */
	size_t n;
	const struct lay_item *item;    /* NULL: a line of the form */
	bool heading;
};

struct heading_match {
	int part;
	size_t first, end; /* paragraphs */
	int points, total; /* its own, and of the best chain that ends with it */
	int before;        /* the match before it in that chain; -1 */
};

struct prose {
	struct lay_doc *doc;
	const struct lay_form *form;
	struct part *parts;
	size_t nparts;
	struct heading_match *matches;
	size_t n;
	int *chain;        /* the matches of the best chain, in order */
	size_t links;
	int points, headings;
};

/* ---- the form as headings and what is between ---- */

static void add_part(struct prose *p, struct part part)
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
			add_part(p, (struct part){ line->pieces, line->n, NULL, true });
	}
	for (size_t i = 0; i < p->form->whole.n; i++) {
		const struct lay_item *item = &p->form->whole.items[i];
		const struct lay_box *box = item->row.boxes;
		bool heading = item->kind == LAY_ROW && is_printed(box->pieces, box->n);

		add_part(p, (struct part){ box->pieces, box->n, item, heading });
	}
}

/* ---- where headings stand ---- */

static int heading_points(const struct part *part, const char *text, const struct lay_chars *chars)
{
	char **texts;
	int found, printed = 0;

	if (part->n == 1)
		return lay_alike(&part->pieces[0].text, chars);
	for (size_t i = 0; i < part->n; i++)
		printed += (int)part->pieces[i].text.n;
	texts = mem_array(part->n + 1, sizeof *texts);
	found = lay_match(part->pieces, part->n, text, chars, false, texts);
	mem_free(texts);
	return found == printed && chars->n < HEADING_MOST ? 95 : 0;
}

static void add_match(struct prose *p, int part, size_t first, size_t end, int points)
{
	p->matches = mem_push(p->matches, p->n, sizeof *p->matches);
	p->matches[p->n++] = (struct heading_match){ part, first, end, points, 0, -1 };
}

static bool is_free(const struct prose *p, size_t block)
{
	return p->doc->d->blocks[block].kind == DOC_PARAGRAPH && !p->doc->blocks[block].claimed;
}

/* One paragraph, or some that make one heading. */
static void match_at(struct prose *p, size_t at, size_t end)
{
	struct str text = { 0 };

	for (size_t n = 0; n < JOINED_MOST && at + n < end && is_free(p, at + n); n++) {
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
		if (is_free(p, i) && p->doc->blocks[i].chars.n > 0)
			return true;
	return false;
}

static int link_points(const struct prose *p, const struct heading_match *a,
                       const struct heading_match *b)
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
static int end_points(const struct prose *p, const struct heading_match *m, size_t end)
{
	for (size_t k = (size_t)m->part + 1; k < p->nparts; k++)
		if (!p->parts[k].heading)
			return m->end < end && is_free(p, m->end) ? TEXT_POINTS : 0;
	return 0;
}

static void find_chain(struct prose *p, size_t end)
{
	int best = -1, most = 0, length = 0;

	for (size_t i = 0; i < p->n; i++) {
		struct heading_match *m = &p->matches[i];
		int before = 0;

		for (size_t k = 0; k < i; k++) {
			const struct heading_match *other = &p->matches[k];
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

/* ---- what the texts say ---- */

struct filler {
	struct prose *p;
	struct laid_sheet *sheet;
};

static char *join(const struct lay_doc *doc, size_t first, size_t end)
{
	struct str out = { 0 };
	char *text;

	for (size_t i = first; i < end; i++) {
		char *line = lay_trim(doc->d->blocks[i].text, strlen(doc->d->blocks[i].text));

		str_addf(&out, "%s%s", i > first ? "\n" : "", line);
		mem_free(line);
	}
	text = lay_trim(str_text(&out), out.length);
	str_free(&out);
	return text;
}

static void claim(struct lay_doc *doc, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		doc->blocks[i].claimed = true;
}

/* All boxes of the row one behind the other. */
static struct lay_piece *row_pieces(const struct lay_row *row, size_t *n)
{
	struct lay_piece *pieces = NULL;

	*n = 0;
	for (size_t i = 0; i < row->n; i++)
		for (size_t k = 0; k < row->boxes[i].n; k++) {
			pieces = mem_push(pieces, *n, sizeof *pieces);
			pieces[(*n)++] = row->boxes[i].pieces[k];
		}
	return pieces;
}

static void add_line(struct filler *f, int list, int entry, size_t block)
{
	const char *text = f->p->doc->d->blocks[block].text;

	for (size_t i = f->sheet->ncells; i-- > 0;) {
		struct laid_cell *c = &f->sheet->cells[i];
		struct str both = { 0 };

		if (c->list != list || c->row != entry)
			continue;
		str_addf(&both, "%s\n%s", c->text, text);
		mem_free(c->text);
		c->text = lay_trim(str_text(&both), both.length);
		str_free(&both);
		return;
	}
}

/* Over the pieces of a row; what stands in front of 、 is a number. */
static bool is_row(const struct lay_piece *pieces, size_t n, const char *text,
                   const struct lay_chars *chars, char **texts)
{
	struct lay_chars number;
	bool good = true;

	if (lay_match(pieces, n, text, chars, false, texts) < 0)
		return false;
	if (n > 1 && texts[0] && pieces[1].kind == LAY_PRINTED) {
		number = lay_chars(texts[0]);
		good = number.n <= ORDINAL_MOST;
		lay_chars_free(&number);
	}
	for (size_t i = 0; i < n && !good; i++) {
		mem_free(texts[i]);
		texts[i] = NULL;
	}
	return good;
}

/* Each paragraph that looks like a row is one; others go on with the row before. */
static void take_list(struct filler *f, const struct lay_item *item, size_t first, size_t end)
{
	size_t n;
	struct lay_piece *pieces = row_pieces(&item->row, &n);
	char **texts = mem_array(n + 1, sizeof *texts);
	int entry = -1;

	for (size_t i = first; i < end; i++) {
		const char *text = f->p->doc->d->blocks[i].text;
		struct lay_chars *chars = &f->p->doc->blocks[i].chars;

		if (chars->n == 0)
			continue;
		if (!is_row(pieces, n, text, chars, texts)) {
			f->p->doc->blocks[i].claimed = entry >= 0;
			if (entry >= 0)
				add_line(f, item->list, entry, i);
			continue;
		}
		f->p->doc->blocks[i].claimed = true;
		entry = lay_add_entry(f->sheet, item->list, -1);
		for (size_t k = 0; k < n; k++)
			if (texts[k])
				lay_add_cell(f->sheet,
				             (struct laid_cell){ item->list, entry, pieces[k].field,
				                                 NULL, i, -1, -1 },
				             texts[k]);
	}
	mem_free(texts);
	mem_free(pieces);
}

/* Where the text behind a heading ends: at what is taken by others, at a table,
 * at the end of the worksheet. */
static size_t text_end(const struct lay_doc *doc, size_t first, size_t end)
{
	size_t i = first;

	while (i < end && doc->d->blocks[i].kind == DOC_PARAGRAPH && !doc->blocks[i].claimed &&
	       lay_same_part(doc, first > 0 ? first - 1 : first, i))
		i++;
	return i;
}

static void take_text(struct filler *f, const struct part *part, size_t first, size_t end)
{
	const struct lay_item *item = part->item;

	if (item->kind == LAY_LIST) {
		take_list(f, item, first, end);
		return;
	}
	if (item->row.boxes[0].hole < 0)
		return;
	while (first < end && f->p->doc->blocks[first].chars.n == 0)
		first++;
	if (first == end)
		return;
	lay_add_cell(f->sheet,
	             (struct laid_cell){ -1, -1, item->row.boxes[0].hole, NULL, first, -1, -1 },
	             join(f->p->doc, first, end));
	claim(f->p->doc, first, end);
}

/* The cover: what is printed around the first headings. */
static void take_cover(struct prose *p, struct laid_sheet *sheet, size_t begin, size_t end)
{
	size_t first = begin, last = begin;

	while (first > 0 && begin - first < COVER_MOST && is_free(p, first - 1))
		first--;
	for (size_t i = 0; i < p->links; i++) {
		const struct heading_match *m = &p->matches[p->chain[i]];

		if (m->first - last > COVER_MOST)
			break;
		last = m->end;
		if (p->parts[m->part].item)
			break;
	}
	lay_lines_between(p->doc, p->form, sheet, first, last < end ? last : end);
}

static void fill(struct prose *p, int unit, size_t end)
{
	struct filler f = { .p = p };
	size_t begin = p->matches[p->chain[0]].first;

	f.sheet = lay_add_sheet(p->doc, p->form, begin);
	f.sheet->unit = unit;
	f.sheet->year = p->form->year;
	f.sheet->sure = (int)p->links * 100 / (p->headings > 0 ? p->headings : 1);
	take_cover(p, f.sheet, begin, end);
	for (size_t i = 0; i < p->links; i++) {
		const struct heading_match *m = &p->matches[p->chain[i]];
		int next = i + 1 < p->links ? p->matches[p->chain[i + 1]].part : (int)p->nparts;

		for (int k = m->part + 1; k < next; k++)
			if (!p->parts[k].heading) {
				take_text(&f, &p->parts[k], m->end, text_end(p->doc, m->end, end));
				break;
			}
	}
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

static bool is_for(const struct set *set, int year)
{
	return year >= set->year_from && (set->year_to == 0 || year <= set->year_to);
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
		int points = n > 0 && is_for(sets[i], year_for(doc)) ? 50 : 0;

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
			const struct heading_match *m = &p[i].matches[p[i].chain[k]];

			claim(doc, m->first, m->end);
		}
	for (size_t i = 0; i < n; i++) {
		fill(&p[i], unit, end);
		prose_free(&p[i]);
	}
	mem_free(p);
}
