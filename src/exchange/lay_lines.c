#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "exchange/lay_inside.h"

#define LINES_ABOVE 20 /* paragraphs, blank ones too */
#define LINES_BELOW 16

/* A text near a table that may be one of its lines. */
struct near {
	const char *text;
	const struct lay_chars *chars;
	bool *claimed;
	size_t block;
	int row, column;
};

struct lines {
	struct lay_doc *doc;
	struct laid_sheet *sheet;
	const struct lay_form *form;
	struct near *near;
	size_t n;
};

/* ---- what is near ---- */

static void add_near(struct lines *l, struct near n)
{
	if (n.chars->n == 0)
		return;
	l->near = mem_push(l->near, l->n, sizeof *l->near);
	l->near[l->n++] = n;
}

static void add_paragraph(struct lines *l, size_t i)
{
	add_near(l, (struct near){ l->doc->d->blocks[i].text, &l->doc->blocks[i].chars,
	                           &l->doc->blocks[i].claimed, i, -1, -1 });
}

/* Paragraphs of the same worksheet, or up to the next table. */
static bool belongs(const struct lay_doc *doc, size_t table, size_t i)
{
	return doc->d->blocks[i].kind == DOC_PARAGRAPH && lay_same_part(doc, table, i);
}

static void gather(struct lines *l, size_t block)
{
	struct lay_doc *doc = l->doc;
	struct lay_block *b = &doc->blocks[block];
	size_t from = block;

	while (from > 0 && block - from < LINES_ABOVE && belongs(doc, block, from - 1))
		from--;
	for (; from < block; from++)
		add_paragraph(l, from);
	for (size_t i = 0; i < b->grid->t->n; i++) {
		const struct doc_cell *c = &b->grid->t->cells[i];

		if (!b->said[i] && c->row < b->grid->rows && !b->over.used[c->row])
			add_near(l, (struct near){ c->text, &b->grid->chars[i], &b->said[i], block,
			                           c->row, c->column });
	}
	for (size_t i = block + 1; i < doc->d->n && i <= block + LINES_BELOW; i++) {
		if (!belongs(doc, block, i))
			break;
		add_paragraph(l, i);
	}
}

/* ---- one line of the form over one text ---- */

/* The text begins with something the line prints. */
static bool begins(const struct lay_line *line, const struct lay_chars *chars)
{
	for (size_t i = 0; i < line->n; i++) {
		long at;

		if (line->pieces[i].kind != LAY_PRINTED)
			continue;
		at = lay_find(chars, 0, &line->pieces[i].text);
		if (at >= 0 && (size_t)at <= chars->body)
			return true;
	}
	return false;
}

static bool is_date(const struct lay_chars *chars)
{
	bool year = false, month = false;

	for (size_t i = 0; i < chars->n; i++) {
		year = year || chars->c[i] == 0x5E74;
		month = month || chars->c[i] == 0x6708;
	}
	return year && month && chars->n <= 11;
}

static bool has_holes(const struct lay_line *line)
{
	for (size_t i = 0; i < line->n; i++)
		if (line->pieces[i].kind == LAY_HOLE)
			return true;
	return false;
}

/* A line that is nothing but a date. */
static bool take_date(struct lines *l, const struct lay_line *line, struct near *n)
{
	if (line->n != 1 || line->pieces[0].kind != LAY_HOLE || !is_date(n->chars) ||
	    l->form->form->fields[line->pieces[0].field].kind != KIND_DATE)
		return false;
	lay_add_cell(l->sheet,
	             (struct laid_cell){ -1, -1, line->pieces[0].field, NULL, n->block, n->row,
	                                 n->column },
	             lay_trim(n->text, strlen(n->text)));
	return true;
}

static bool fits(const struct lay_line *line, const struct lay_chars *chars, int found)
{
	if (found < 2 || !begins(line, chars))
		return false;
	/* Without a hole nothing else may stand there. */
	return has_holes(line) || found * 10 >= (int)chars->n * 6;
}

static bool take_line(struct lines *l, const struct lay_line *line, struct near *n)
{
	char **texts;
	bool good;
	int found;

	if (take_date(l, line, n))
		return true;
	if (!has_holes(line) && line->n == 1 && lay_alike(&line->pieces[0].text, n->chars) > 0)
		return true;
	texts = mem_array(line->n + 1, sizeof *texts);
	found = lay_match(line->pieces, line->n, n->text, n->chars, true, texts);
	good = fits(line, n->chars, found);
	for (size_t i = 0; i < line->n; i++) {
		if (good && texts[i])
			lay_add_cell(l->sheet,
			             (struct laid_cell){ -1, -1, line->pieces[i].field, NULL,
			                                 n->block, n->row, n->column },
			             texts[i]);
		else
			mem_free(texts[i]);
	}
	mem_free(texts);
	return good;
}

/* A title in two paragraphs. */
static bool take_two(const struct lay_line *line, struct near *a, struct near *b)
{
	struct str both = { 0 };
	struct lay_chars chars;
	bool good;

	if (*b->claimed || has_holes(line) || line->n != 1)
		return false;
	str_addf(&both, "%s\n%s", a->text, b->text);
	chars = lay_chars(str_text(&both));
	good = lay_alike(&line->pieces[0].text, &chars) >= 80;
	lay_chars_free(&chars);
	str_free(&both);
	if (good)
		*b->claimed = true;
	return good;
}

/* table: index of its block, -1: there is none. */
static void take_lines(struct lines *l, long table)
{
	for (size_t i = 0; i < l->n; i++) {
		struct near *n = &l->near[i];

		for (size_t k = 0; k < l->form->nlines && !*n->claimed; k++) {
			const struct lay_line *line = &l->form->lines[k];
			bool above = (long)n->block < table, below = (long)n->block > table;

			if (table >= 0 && ((above && line->foot) || (below && !line->foot)))
				continue;
			*n->claimed = (i + 1 < l->n && take_two(line, n, &l->near[i + 1])) ||
			              take_line(l, line, n);
		}
	}
	mem_free(l->near);
}

void lay_lines(struct lay_doc *doc, size_t block)
{
	struct lay_block *b = &doc->blocks[block];
	struct lines l = { .doc = doc, .form = b->form, .sheet = &doc->out->sheets[b->sheet] };

	gather(&l, block);
	take_lines(&l, (long)block);
	l.sheet->sure = lay_sureness(&b->over, b->grid, b->said);
}

void lay_lines_between(struct lay_doc *doc, const struct lay_form *form, struct laid_sheet *sheet,
                       size_t first, size_t end)
{
	struct lines l = { .doc = doc, .form = form, .sheet = sheet };

	for (size_t i = first; i < end; i++)
		if (lay_is_free(doc, i))
			add_paragraph(&l, i);
	take_lines(&l, -1);
}
