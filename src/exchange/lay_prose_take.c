/* What the texts between the headings of a form say. */
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "exchange/lay_prose.h"

#define COVER_MOST 14  /* paragraphs, blank ones too */
#define ORDINAL_MOST 4 /* characters of a number in front: 十一、 */

struct filler {
	struct prose *p;
	struct laid_sheet *sheet;
};

static char *join(const struct lay_doc *doc, size_t first, size_t end)
{
	struct str out = {0};
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
		struct str both = {0};

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
				             (struct laid_cell){item->list, entry, pieces[k].field,
				                                NULL, i, -1, -1},
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

	while (i < end && lay_is_free(doc, i) &&
	       lay_same_part(doc, first > 0 ? first - 1 : first, i))
		i++;
	return i;
}

static void take_text(struct filler *f, const struct prose_part *part, size_t first, size_t end)
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
	             (struct laid_cell){-1, -1, item->row.boxes[0].hole, NULL, first, -1, -1},
	             join(f->p->doc, first, end));
	lay_claim(f->p->doc, first, end);
}

/* The cover: what is printed around the first headings. */
static void take_cover(struct prose *p, struct laid_sheet *sheet, size_t begin, size_t end)
{
	size_t first = begin, last = begin;

	while (first > 0 && begin - first < COVER_MOST && lay_is_free(p->doc, first - 1))
		first--;
	for (size_t i = 0; i < p->links; i++) {
		const struct prose_match *m = &p->matches[p->chain[i]];

		if (m->first - last > COVER_MOST)
			break;
		last = m->end;
		if (p->parts[m->part].item)
			break;
	}
	lay_lines_between(p->doc, p->form, sheet, first, last < end ? last : end);
}

void lay_prose_take(struct prose *p, int unit, size_t end)
{
	struct filler f = {.p = p};
	size_t begin = p->matches[p->chain[0]].first;

	f.sheet = lay_add_sheet(p->doc, p->form, begin);
	f.sheet->unit = unit;
	f.sheet->year = p->form->year;
	f.sheet->sure = (int)p->links * 100 / (p->headings > 0 ? p->headings : 1);
	take_cover(p, f.sheet, begin, end);
	for (size_t i = 0; i < p->links; i++) {
		const struct prose_match *m = &p->matches[p->chain[i]];
		int next = i + 1 < p->links ? p->matches[p->chain[i + 1]].part : (int)p->nparts;

		for (int k = m->part + 1; k < next; k++)
			if (!p->parts[k].heading) {
				take_text(&f, &p->parts[k], m->end, text_end(p->doc, m->end, end));
				break;
			}
	}
}
