#include "form/flow.h"

#include "base/mem.h"
#include "base/text.h"

/* What the steps below share. */
struct source {
	const struct filing *f;
	const struct form *form;
	int sheet;
	bool fold;
};

static void add(struct flow *flow, struct flow_row row)
{
	flow->rows = mem_more(flow->rows, flow->n, &flow->capacity, sizeof *flow->rows);
	row.top = flow->height++;
	flow->rows[flow->n++] = row;
}

/* ---- lists ---- */

static void add_blanks(struct flow *flow, const struct block *b, int group)
{
	struct flow_row row = {FLOW_BLANK, &b->row, 0, b->list, -1, group, ""};

	for (size_t i = 0; i < b->nblanks; i++) {
		row.ghost = b->blanks[i] ? b->blanks[i] : "";
		add(flow, row);
	}
	/* Something must be there to be filled in. */
	if (b->nblanks == 0 && group >= 0)
		add(flow, row);
}

/* The rows of one group; false when there are none. */
static bool add_entries(const struct source *s, struct flow *flow, const struct block *b,
                        int group)
{
	const struct rows *rows = &s->f->sheets[s->sheet].lists[b->list];
	bool any = false;

	for (size_t i = 0; i < rows->n; i++) {
		if (rows->rows[i].group != group)
			continue;
		add(flow, (struct flow_row){FLOW_ENTRY, &b->row, 0, b->list, (int)i, group, NULL});
		any = true;
	}
	return any;
}

/* Rows that are in no leaf of the groups are drawn too: nothing is lost. */
static void add_list(const struct source *s, struct flow *flow, const struct block *b)
{
	const struct list *list = &s->form->lists[b->list];

	if (!add_entries(s, flow, b, -1) && list->ngroups == 0)
		add_blanks(flow, b, -1);
	for (size_t g = 0; g < list->ngroups; g++) {
		if (!add_entries(s, flow, b, (int)g) && list->groups[g].leaf)
			add_blanks(flow, b, (int)g);
	}
}

/* ---- folding ---- */

static bool cell_is_empty(const struct cell *c)
{
	return figure_is_empty(c->value.state) && text_is_blank(c->text) &&
	       text_is_blank(c->calc_text);
}

static bool holes_are_empty(const struct source *s, const struct flow_row *r,
                            const struct drawn_text *text)
{
	for (size_t i = 0; i < text->n; i++) {
		struct place p = {s->sheet, r->list, r->entry, text->pieces[i].field};

		if (text->pieces[i].kind == PIECE_HOLE && !cell_is_empty(filing_cell(s->f, p)))
			return false;
	}
	return true;
}

static bool is_foldable(const struct source *s, const struct flow_row *r)
{
	if (!s->fold || (r->kind != FLOW_ROW && r->kind != FLOW_ENTRY) || !r->row->foldable)
		return false;
	for (size_t i = 0; i < r->row->n; i++) {
		if (!holes_are_empty(s, r, &r->row->cells[i].text))
			return false;
	}
	return true;
}

/* Appends one side's rows to flow, from the row of the grid where flow
 * stands, with the runs of empty foldable rows made one. */
static void add_folded(const struct source *s, struct flow *flow, const struct flow *side)
{
	bool folded = false;

	for (size_t i = 0; i < side->n; i++) {
		struct flow_row row = side->rows[i];
		bool foldable = is_foldable(s, &row);

		if (foldable && folded)
			continue;
		if (foldable)
			row.kind = FLOW_FOLDED;
		folded = foldable;
		add(flow, row);
	}
}

/* ---- sides ---- */

/* The neighbour that shows what a fill row looks like: the drawn row above
 * it, else the one below. */
static const struct drawn_row *pattern(const struct flow *side, size_t at)
{
	for (size_t i = at; i-- > 0;) {
		if (side->rows[i].row)
			return side->rows[i].row;
	}
	for (size_t i = at; i < side->n; i++) {
		if (side->rows[i].row)
			return side->rows[i].row;
	}
	return NULL;
}

static void add_fill(struct flow *flow, const struct drawn_row *like, int count)
{
	for (int i = 0; like && i < count; i++)
		add(flow, (struct flow_row){FLOW_FILL, like, 0, -1, -1, -1, NULL});
}

static int drawn_height(const struct flow *side)
{
	int height = 0;

	for (size_t i = 0; i < side->n; i++)
		height += side->rows[i].row != NULL;
	return height;
}

/* Appends a side from the row of the grid `top` on.  The first fill (or else
 * the side's end) takes up what is missing to `height`; a side's own fill
 * stands in it as a row without a drawing. */
static void add_side(struct flow *flow, const struct flow *side, int top, int height)
{
	int missing = height - drawn_height(side), at_end = missing;

	flow->height = top;
	for (size_t i = 0; i < side->n; i++) {
		if (side->rows[i].row) {
			add(flow, side->rows[i]);
		} else if (at_end > 0) {
			add_fill(flow, pattern(side, i), missing);
			at_end = 0;
		}
	}
	add_fill(flow, pattern(side, side->n), at_end);
}

static struct flow flow_blocks(const struct source *s, const struct block *blocks, size_t n);

static void add_sides(const struct source *s, struct flow *flow, const struct block *b)
{
	struct flow *sides = mem_array(b->nsides, sizeof *sides);
	int top = flow->height, height = 0;

	for (size_t i = 0; i < b->nsides; i++) {
		sides[i] = flow_blocks(s, b->sides[i].blocks, b->sides[i].nblocks);
		if (drawn_height(&sides[i]) > height)
			height = drawn_height(&sides[i]);
	}
	for (size_t i = 0; i < b->nsides; i++) {
		add_side(flow, &sides[i], top, height);
		flow_free(&sides[i]);
	}
	flow->height = top + height;
	mem_free(sides);
}

/* ---- blocks ---- */

static void add_block(const struct source *s, struct flow *flow, const struct block *b)
{
	switch (b->kind) {
	case BLOCK_ROW:
		add(flow, (struct flow_row){FLOW_ROW, &b->row, 0, -1, -1, -1, NULL});
		break;
	case BLOCK_LIST:
		add_list(s, flow, b);
		break;
	case BLOCK_SIDES:
		add_sides(s, flow, b);
		break;
	case BLOCK_FILL:
		add(flow, (struct flow_row){FLOW_FILL, NULL, 0, -1, -1, -1, NULL});
		break;
	}
}

static struct flow flow_blocks(const struct source *s, const struct block *blocks, size_t n)
{
	struct flow all = {0}, strip = {0};

	for (size_t i = 0; i < n; i++) {
		if (blocks[i].kind != BLOCK_SIDES) {
			add_block(s, &strip, &blocks[i]);
			continue;
		}
		add_folded(s, &all, &strip);
		strip.n = 0;
		add_sides(s, &all, &blocks[i]);
	}
	add_folded(s, &all, &strip);
	flow_free(&strip);
	return all;
}

struct flow flow_of(const struct filing *f, int sheet, bool fold)
{
	struct source s = {f, f->sheets[sheet].form, sheet, fold};

	return flow_blocks(&s, s.form->blocks, s.form->nblocks);
}

void flow_free(struct flow *flow)
{
	mem_free(flow->rows);
	*flow = (struct flow){0};
}
