#include "form/layout.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "form/flow.h"
#include "form/suggest.h"

/* What holds while it is built:
 * 1. above[u] is the box whose left side is unit u and that was put last
 *    there, or -1; it is continued only when it ends at the row being put.
 * 2. parts of one text lie side by side: a text is finished before the next
 *    is begun. */
struct maker {
	const struct filing *f;
	const struct form *form;
	struct layout *l;
	int sheet;
	int *above;        /* by unit */
	int *above_group;  /* by unit: the group that box is the label of, -1 */
	int line;          /* the last 行次 given */
	struct str scratch;
};

/* The row a text is drawn for. */
static const struct flow_row no_row = {FLOW_ROW, NULL, 0, -1, -1, -1, NULL};

/* ---- parts ---- */

static struct layout_text begin(const struct maker *m)
{
	return (struct layout_text){m->l->nparts, 0};
}

static void add_part(struct maker *m, struct layout_text *text, const char *s,
                     enum page_style style, int spot)
{
	struct layout *l = m->l;
	char *clean = text_clean(s, true);
	struct layout_part part = {l->text.length, strlen(clean), style, spot};

	str_addn(&l->text, clean, part.length);
	mem_free(clean);
	l->parts = mem_more(l->parts, l->nparts, &l->parts_capacity, sizeof *l->parts);
	l->parts[l->nparts++] = part;
	text->n++;
}

static int add_spot(struct maker *m, struct layout_spot spot)
{
	struct layout *l = m->l;

	l->spots = mem_more(l->spots, l->nspots, &l->spots_capacity, sizeof *l->spots);
	l->spots[l->nspots] = spot;
	return (int)l->nspots++;
}

static void add_number(struct maker *m, struct layout_text *text, int number)
{
	char digits[16];

	snprintf(digits, sizeof digits, "%d", number);
	add_part(m, text, digits, PAGE_LABEL, -1);
}

/* *ghost: what the next hole of a template row says. */
static void add_hole(struct maker *m, struct layout_text *text, const struct piece *piece,
                     const struct flow_row *r, const char **ghost)
{
	struct place p = {m->sheet, r->list, r->entry, piece->field};
	bool blank = r->kind == FLOW_BLANK;
	const struct field *field = r->list < 0 ? &m->form->fields[piece->field]
	                                        : &m->form->lists[r->list].columns[piece->field];
	int spot = add_spot(m, (struct layout_spot){p, r->group, field->kind, NULL});

	str_clear(&m->scratch);
	if (blank) {
		size_t n = strcspn(*ghost, "|");

		str_addn(&m->scratch, *ghost, n);
		*ghost += n + ((*ghost)[n] == '|');
	} else {
		cell_show(suggest_cell(m->f, p), field, &m->scratch);
	}
	add_part(m, text, str_text(&m->scratch), style_of(m->f, p), spot);
}

/* The group at a level that a group is in, itself included; -1. */
static int group_at(const struct list *list, int group, int level)
{
	while (group >= 0 && list->groups[group].level > level)
		group = list->groups[group].above;
	return group >= 0 && list->groups[group].level == level ? group : -1;
}

static void add_group(struct maker *m, struct layout_text *text, int level,
                      const struct flow_row *r)
{
	const struct list *list = r->list >= 0 ? &m->form->lists[r->list] : NULL;
	int group = list ? group_at(list, r->group, level) : -1;

	if (group < 0)
		return;
	str_clear(&m->scratch);
	if (list->groups[group].nlabels > 0)
		filing_fill_year(m->f, list->groups[group].labels[0], &m->scratch);
	add_part(m, text, str_text(&m->scratch), PAGE_LABEL, -1);
}

static void add_piece(struct maker *m, struct layout_text *text, const struct piece *piece,
                      const struct flow_row *r, const char **ghost)
{
	switch (piece->kind) {
	case PIECE_TEXT:
		add_part(m, text, piece->text, PAGE_LABEL, -1);
		break;
	case PIECE_HOLE:
		add_hole(m, text, piece, r, ghost);
		break;
	case PIECE_VALUE:
		str_clear(&m->scratch);
		filing_print_value(m->f, piece->value, &m->scratch);
		add_part(m, text, str_text(&m->scratch), PAGE_LABEL, -1);
		break;
	case PIECE_GROUP:
		add_group(m, text, piece->level, r);
		break;
	case PIECE_LINE:
		add_number(m, text, m->line);
		break;
	case PIECE_ORDINAL:
		if (r->entry >= 0)
			add_number(m, text, r->entry + 1);
		break;
	}
}

/* ---- boxes ---- */

static const struct piece *find_piece(const struct drawn_text *text, enum piece_kind kind)
{
	for (size_t i = 0; i < text->n; i++) {
		if (text->pieces[i].kind == kind)
			return &text->pieces[i];
	}
	return NULL;
}

static bool is_figure(const struct layout *l, struct layout_text text)
{
	int spot = layout_only_spot(l, text);

	return spot >= 0 && kind_is_figure(l->spots[spot].kind);
}

static void add_box(struct maker *m, const struct drawn_cell *cell, const struct flow_row *r,
                    struct layout_text text)
{
	struct layout *l = m->l;
	struct layout_box box = {r->top, r->top + 1, cell->left, cell->right, cell->align,
	                         text, r->list, r->entry};

	if (is_figure(l, text) || (cell->text.n == 1 && cell->text.pieces->kind == PIECE_VALUE))
		box.align = ALIGN_RIGHT;
	else if (find_piece(&cell->text, PIECE_HOLE) && r->kind != FLOW_FOLDED)
		box.align = ALIGN_LEFT;
	l->boxes = mem_more(l->boxes, l->nboxes, &l->boxes_capacity, sizeof *l->boxes);
	m->above[cell->left] = (int)l->nboxes;
	l->boxes[l->nboxes++] = box;
}

/* The group whose label the cell is, -1. */
static int label_group(const struct maker *m, const struct drawn_cell *cell,
                       const struct flow_row *r)
{
	const struct piece *piece = find_piece(&cell->text, PIECE_GROUP);

	return piece && r->list >= 0 ? group_at(&m->form->lists[r->list], r->group, piece->level)
	                             : -1;
}

/* Makes the box above one row longer where the cell continues it. */
static bool continues(struct maker *m, const struct drawn_cell *cell, const struct flow_row *r,
                      int group)
{
	int at = m->above[cell->left];
	struct layout_box *box = at >= 0 ? &m->l->boxes[at] : NULL;
	bool same_group = group >= 0 && m->above_group[cell->left] == group && box &&
	                  box->list == r->list;

	if (!box || box->bottom != r->top || box->left != cell->left || box->right != cell->right ||
	    (!cell->up && !same_group))
		return false;
	box->bottom++;
	return true;
}

/* Of a folded row the first text says so and the 行次 stays; of a row that
 * fills up only the 行次. */
static struct layout_text reduced_text(struct maker *m, const struct drawn_text *drawn,
                                       const struct flow_row *r, bool *said)
{
	struct layout_text text = begin(m);

	if (find_piece(drawn, PIECE_LINE)) {
		add_number(m, &text, m->line);
	} else if (r->kind == FLOW_FOLDED && !*said && find_piece(drawn, PIECE_TEXT)) {
		*said = true;
		add_part(m, &text, m->form->fold_text ? m->form->fold_text : "… …", PAGE_LABEL, -1);
	}
	return text;
}

static struct layout_text whole_text(struct maker *m, const struct drawn_text *drawn,
                                     const struct flow_row *r, const char **ghost)
{
	struct layout_text text = begin(m);

	for (size_t i = 0; i < drawn->n; i++)
		add_piece(m, &text, &drawn->pieces[i], r, ghost);
	return text;
}

static bool has_line_number(const struct drawn_row *row)
{
	for (size_t i = 0; i < row->n; i++) {
		if (find_piece(&row->cells[i].text, PIECE_LINE))
			return true;
	}
	return false;
}

static void put_row(struct maker *m, const struct flow_row *r)
{
	const char *ghost = r->ghost ? r->ghost : "";
	bool reduced = r->kind == FLOW_FOLDED || r->kind == FLOW_FILL, said = false;

	m->line += has_line_number(r->row);
	for (size_t i = 0; i < r->row->n; i++) {
		const struct drawn_cell *cell = &r->row->cells[i];
		int group = label_group(m, cell, r);

		if (continues(m, cell, r, group))
			continue;
		add_box(m, cell, r, reduced ? reduced_text(m, &cell->text, r, &said)
		                            : whole_text(m, &cell->text, r, &ghost));
		m->above_group[cell->left] = group;
	}
}

/* ---- lines ---- */

static void put_line(struct maker *m, const struct drawn_line *drawn)
{
	struct layout *l = m->l;
	struct layout_line *line = &l->lines[l->nlines++];
	const char *ghost = "";

	*line = (struct layout_line){drawn->foot, drawn->title, l->nline_parts, drawn->n};
	for (size_t i = 0; i < drawn->n; i++) {
		size_t first = l->nparts;
		struct layout_text text = whole_text(m, &drawn->parts[i], &no_row, &ghost);

		for (size_t k = first; drawn->title && k < l->nparts; k++) {
			if (l->parts[k].spot < 0)
				l->parts[k].style = PAGE_TITLE;
		}
		l->line_parts[l->nline_parts++] =
		    (struct layout_line_part){drawn->aligns ? drawn->aligns[i] : ALIGN_LEFT, text};
	}
}

static void put_lines(struct maker *m)
{
	size_t parts = 0;

	for (size_t i = 0; i < m->form->nlines; i++)
		parts += m->form->lines[i].n;
	m->l->lines = mem_array(m->form->nlines, sizeof *m->l->lines);
	m->l->line_parts = mem_array(parts, sizeof *m->l->line_parts);
	for (size_t i = 0; i < m->form->nlines; i++)
		put_line(m, &m->form->lines[i]);
}

/* ---- the whole ---- */

struct layout *layout_build(const struct filing *f, int sheet, bool fold)
{
	const struct form *form = f->sheets[sheet].form;
	struct maker m = {f, form, mem_alloc(sizeof *m.l), sheet, NULL, NULL, 0, {0}};
	struct flow flow = flow_of(f, sheet, fold);

	m.l->form = form;
	m.l->height = flow.height;
	m.above = mem_array((size_t)form->width + 1, sizeof *m.above);
	m.above_group = mem_array((size_t)form->width + 1, sizeof *m.above_group);
	for (int u = 0; u <= form->width; u++)
		m.above[u] = m.above_group[u] = -1;
	put_lines(&m);
	for (size_t i = 0; i < flow.n; i++) {
		if (flow.rows[i].row)
			put_row(&m, &flow.rows[i]);
	}
	mem_free(m.above);
	mem_free(m.above_group);
	str_free(&m.scratch);
	flow_free(&flow);
	return m.l;
}

void layout_free(struct layout *l)
{
	if (!l)
		return;
	mem_free(l->boxes);
	mem_free(l->parts);
	mem_free(l->spots);
	mem_free(l->lines);
	mem_free(l->line_parts);
	str_free(&l->text);
	mem_free(l);
}

void layout_text(const struct layout *l, struct layout_text text, struct str *out)
{
	for (size_t i = 0; i < text.n; i++) {
		const struct layout_part *part = &l->parts[text.first + i];

		str_addn(out, str_text(&l->text) + part->at, part->length);
	}
}

void layout_box_text(const struct layout *l, const struct layout_box *box, struct str *out)
{
	layout_text(l, box->text, out);
}

int layout_only_spot(const struct layout *l, struct layout_text text)
{
	return text.n == 1 ? l->parts[text.first].spot : -1;
}
