#include "exchange/lay_form.h"

#include <string.h>

#include "base/mem.h"
#include "base/str.h"

/* Stands for the unit's name while the drawing is made ready. */
#define ANY_UNIT "〓"

struct maker {
	struct lay_form *out;
	struct filing *f; /* an empty one of the year */
	struct str text;  /* printed so far in the box */
};

/* ---- pieces ---- */

struct pieces {
	struct lay_piece *p;
	size_t n;
};

static struct lay_piece *add_piece(struct pieces *to, enum lay_piece_kind kind)
{
	to->p = mem_push(to->p, to->n, sizeof *to->p);
	to->p[to->n] = (struct lay_piece){ .kind = kind, .field = -1 };
	return &to->p[to->n++];
}

static void flush_text(struct pieces *to, const char *s, size_t length)
{
	char *copy = mem_strndup(s, length);
	struct lay_chars text = lay_chars(copy);

	mem_free(copy);
	if (text.n > 0) {
		add_piece(to, LAY_PRINTED)->text = text;
		return;
	}
	lay_chars_free(&text);
	if (memchr(s, '\n', length) && to->n > 0 && to->p[to->n - 1].kind == LAY_HOLE)
		add_piece(to, LAY_BREAK);
}

/* The printed text, parted where the unit's name stands. */
static void flush(struct maker *m, struct pieces *to)
{
	const char *at = str_text(&m->text), *any;

	while ((any = strstr(at, ANY_UNIT)) != NULL) {
		flush_text(to, at, (size_t)(any - at));
		add_piece(to, LAY_ANY);
		at = any + sizeof ANY_UNIT - 1;
	}
	flush_text(to, at, strlen(at));
	str_clear(&m->text);
}

static void add_text(struct maker *m, struct pieces *to, const struct drawn_text *text, int *level)
{
	for (size_t i = 0; i < text->n; i++) {
		const struct piece *p = &text->pieces[i];

		switch (p->kind) {
		case PIECE_TEXT:
			str_add(&m->text, p->text);
			break;
		case PIECE_VALUE:
			filing_print_value(m->f, p->value, &m->text);
			break;
		case PIECE_HOLE:
			flush(m, to);
			add_piece(to, LAY_HOLE)->field = p->field;
			break;
		case PIECE_GROUP:
			*level = p->level;
			break;
		case PIECE_LINE:
		case PIECE_ORDINAL:
			flush(m, to);
			add_piece(to, LAY_NUMBER);
			break;
		}
	}
	flush(m, to);
}

/* ---- rows ---- */

static int label_index(struct lay_form *out, const struct lay_chars *text)
{
	for (size_t i = 0; i < out->nlabels; i++)
		if (lay_same(&out->labels[i], text))
			return (int)i;
	out->labels = mem_push(out->labels, out->nlabels, sizeof *out->labels);
	out->labels[out->nlabels] = (struct lay_chars){ 0 };
	struct lay_chars *copy = &out->labels[out->nlabels];
	*copy = *text;
	copy->c = mem_array(text->n + 1, sizeof *copy->c);
	copy->at = mem_array(text->n + 1, sizeof *copy->at);
	memcpy(copy->c, text->c, text->n * sizeof *copy->c);
	memcpy(copy->at, text->at, (text->n + 1) * sizeof *copy->at);
	return (int)out->nlabels++;
}

static struct lay_box make_box(struct maker *m, const struct drawn_cell *cell)
{
	struct lay_box box = { .left = cell->left, .right = cell->right, .up = cell->up,
		.hole = -1, .label = -1 };
	struct pieces pieces = { 0 };

	add_text(m, &pieces, &cell->text, &box.level);
	box.pieces = pieces.p;
	box.n = pieces.n;
	if (box.n != 1)
		return box;
	if (pieces.p->kind == LAY_HOLE)
		box.hole = pieces.p->field;
	if (pieces.p->kind == LAY_PRINTED)
		box.label = label_index(m->out, &pieces.p->text);
	box.number = pieces.p->kind == LAY_NUMBER;
	return box;
}

static struct lay_row make_row(struct maker *m, const struct drawn_row *drawn)
{
	struct lay_row row = { .n = drawn->n, .foldable = drawn->foldable };

	row.boxes = mem_array(drawn->n, sizeof *row.boxes);
	for (size_t i = 0; i < drawn->n; i++) {
		row.boxes[i] = make_box(m, &drawn->cells[i]);
		for (size_t k = 0; k < row.boxes[i].n && !row.boxes[i].up; k++)
			if (row.boxes[i].pieces[k].kind == LAY_PRINTED) {
				row.labels++;
				break;
			}
	}
	return row;
}

static struct lay_side make_side(struct maker *m, const struct block *blocks, size_t n, int left,
                                 int right);

static struct lay_item make_item(struct maker *m, const struct block *b)
{
	struct lay_item item = { .kind = LAY_ROW, .list = -1, .block = b };

	if (b->kind == BLOCK_SIDES) {
		item.kind = LAY_SIDES;
		item.nsides = b->nsides;
		item.sides = mem_array(b->nsides, sizeof *item.sides);
		for (size_t i = 0; i < b->nsides; i++) {
			const struct side *s = &b->sides[i];

			item.sides[i] = make_side(m, s->blocks, s->nblocks, s->left, s->right);
		}
		return item;
	}
	item.row = make_row(m, &b->row);
	if (b->kind == BLOCK_LIST) {
		item.kind = LAY_LIST;
		item.list = b->list;
	}
	return item;
}

static struct lay_side make_side(struct maker *m, const struct block *blocks, size_t n, int left,
                                 int right)
{
	struct lay_side side = { .left = left, .right = right };

	side.items = mem_array(n + 1, sizeof *side.items);
	for (size_t i = 0; i < n; i++) {
		if (blocks[i].kind == BLOCK_FILL)
			continue;
		side.items[side.n++] = make_item(m, &blocks[i]);
		if (side.items[side.n - 1].row.n > (size_t)side.columns)
			side.columns = (int)side.items[side.n - 1].row.n;
	}
	return side;
}

/* ---- the rest of the form ---- */

static void make_groups(struct maker *m)
{
	const struct form *form = m->out->form;

	for (size_t l = 0; l < form->nlists; l++)
		for (size_t g = 0; g < form->lists[l].ngroups; g++) {
			const struct group *group = &form->lists[l].groups[g];

			for (size_t i = 0; i < group->nlabels; i++) {
				struct lay_form *out = m->out;

				str_clear(&m->text);
				filing_fill_year(m->f, group->labels[i], &m->text);
				out->groups = mem_push(out->groups, out->ngroups, sizeof *out->groups);
				out->groups[out->ngroups++] = (struct lay_group){ (int)l, (int)g,
					group->level, lay_chars(str_text(&m->text)) };
			}
		}
	str_clear(&m->text);
}

static void make_lines(struct maker *m)
{
	const struct form *form = m->out->form;
	int level;

	m->out->nlines = form->nlines;
	m->out->lines = mem_array(form->nlines + 1, sizeof *m->out->lines);
	for (size_t i = 0; i < form->nlines; i++) {
		const struct drawn_line *drawn = &form->lines[i];
		struct lay_line *line = &m->out->lines[i];
		struct pieces pieces = { 0 };

		line->title = drawn->title;
		line->foot = drawn->foot;
		for (size_t k = 0; k < drawn->n; k++)
			add_text(m, &pieces, &drawn->parts[k], &level);
		line->pieces = pieces.p;
		line->n = pieces.n;
	}
}

/* One column of headings and long texts, or rows of a list that are a sentence. */
static bool is_prose(const struct lay_form *f)
{
	bool words = false;

	for (size_t i = 0; i < f->whole.n; i++) {
		const struct lay_item *item = &f->whole.items[i];

		if (item->kind == LAY_SIDES || (item->kind == LAY_ROW && item->row.n != 1))
			return false;
		words = words || item->kind == LAY_LIST ||
		        (item->row.boxes[0].hole >= 0 &&
		         f->form->fields[item->row.boxes[0].hole].kind == KIND_LONG);
	}
	return words;
}

struct lay_form *lay_form_new(const struct set *set, const struct form *form, int year)
{
	struct lay_form *out = mem_alloc(sizeof *out);
	struct maker m = { .out = out, .f = filing_new(set, "", ANY_UNIT, year) };

	*out = (struct lay_form){ .set = set, .form = form, .year = year };
	filing_sheet(m.f, form, 1);
	out->whole = make_side(&m, form->blocks, form->nblocks, 0, form->width);
	make_groups(&m);
	make_lines(&m);
	out->number = lay_chars(form->number);
	out->name = lay_chars(form->name);
	out->prose = is_prose(out);
	filing_free(m.f);
	str_free(&m.text);
	return out;
}

static void free_pieces(struct lay_piece *pieces, size_t n)
{
	for (size_t i = 0; i < n; i++)
		lay_chars_free(&pieces[i].text);
	mem_free(pieces);
}

static void free_side(struct lay_side *side)
{
	for (size_t i = 0; i < side->n; i++) {
		struct lay_item *item = &side->items[i];

		for (size_t k = 0; k < item->row.n; k++)
			free_pieces(item->row.boxes[k].pieces, item->row.boxes[k].n);
		mem_free(item->row.boxes);
		for (size_t k = 0; k < item->nsides; k++)
			free_side(&item->sides[k]);
		mem_free(item->sides);
	}
	mem_free(side->items);
}

void lay_form_free(struct lay_form *f)
{
	if (!f)
		return;
	free_side(&f->whole);
	for (size_t i = 0; i < f->nlabels; i++)
		lay_chars_free(&f->labels[i]);
	mem_free(f->labels);
	for (size_t i = 0; i < f->ngroups; i++)
		lay_chars_free(&f->groups[i].text);
	mem_free(f->groups);
	for (size_t i = 0; i < f->nlines; i++)
		free_pieces(f->lines[i].pieces, f->lines[i].n);
	mem_free(f->lines);
	lay_chars_free(&f->number);
	lay_chars_free(&f->name);
	mem_free(f);
}

const struct field *lay_field(const struct lay_form *f, int list, int field)
{
	return list < 0 ? &f->form->fields[field] : &f->form->lists[list].columns[field];
}
