/* Two alignments, one in the other, both by dynamic programming over what may
 * be skipped on either side: cells of a row over boxes of a drawn row, and
 * rows of the table over the rows of the drawing.  Points are earned by printed
 * texts found, and a little by values that look like what the hole wants.
 * It is done twice: which columns of the table go with which columns of the
 * drawing is learned from the printed texts of the first time. */
#include "exchange/lay_rows.h"

#include "base/mem.h"
#include "exchange/lay_score.h"

#define ROWS_MOST 2000
#define NEVER (-1000000)

/* ---- the table ---- */

/* A text dump knows cells, not columns: its rows differ in length. */
static bool is_ragged(const struct lay_grid *g)
{
	int shortest = g->t->columns;

	for (int r = 0; r < g->rows; r++) {
		int wide = 0;

		for (size_t i = g->first[r]; i < g->first[r + 1]; i++)
			wide += g->t->cells[g->cover[i]].columns;
		if (wide > 0 && wide < shortest)
			shortest = wide;
	}
	return shortest < g->t->columns;
}

/* A row with any frame is framed, but for a text without one. */
static void find_frames(struct lay_grid *g)
{
	for (size_t i = 0; i < 2 * g->n; i++) {
		const struct doc_cell *c = &g->t->cells[i % g->n];

		if (g->chars[i % g->n].n > 0 && c->framed == (i < g->n))
			g->framed[c->row] = c->framed;
	}
}

struct lay_grid *lay_grid_new(const struct doc_table *t, bool sheet)
{
	struct lay_grid *g = mem_alloc(sizeof *g);
	size_t total = 0, *fill;

	*g = (struct lay_grid){ .t = t, .rows = t->rows < ROWS_MOST ? t->rows : ROWS_MOST };
	g->chars = mem_array(t->n + 1, sizeof *g->chars);
	g->first = mem_array((size_t)g->rows + 2, sizeof *g->first);
	for (size_t i = 0; i < t->n; i++) {
		const struct doc_cell *c = &t->cells[i];

		g->chars[i] = lay_chars(c->text);
		g->texts += g->chars[i].n > 0 && !g->chars[i].dots;
		g->n += c->row < g->rows;
		for (int r = c->row; r < c->row + c->rows && r < g->rows; r++)
			g->first[r + 1]++;
	}
	for (int r = 0; r < g->rows; r++)
		g->first[r + 1] += g->first[r];
	total = g->first[g->rows];
	g->cover = mem_array(total + 1, sizeof *g->cover);
	fill = mem_array((size_t)g->rows + 1, sizeof *fill);
	for (size_t i = 0; i < t->n; i++) {
		const struct doc_cell *c = &t->cells[i];

		for (int r = c->row; r < c->row + c->rows && r < g->rows; r++) {
			size_t at = g->first[r] + fill[r]++;

			for (; at > g->first[r] && t->cells[g->cover[at - 1]].column > c->column; at--)
				g->cover[at] = g->cover[at - 1];
			g->cover[at] = (int)i;
		}
	}
	mem_free(fill);
	g->framed = mem_array((size_t)g->rows + 1, sizeof *g->framed);
	find_frames(g);
	g->ragged = !sheet && is_ragged(g);
	return g;
}

void lay_grid_free(struct lay_grid *g)
{
	if (!g)
		return;
	for (size_t i = 0; i < g->t->n; i++)
		lay_chars_free(&g->chars[i]);
	mem_free(g->chars);
	mem_free(g->first);
	mem_free(g->cover);
	mem_free(g->framed);
	mem_free(g);
}

int lay_count_labels(const struct lay_form *f, const struct lay_grid *g)
{
	int count = 0;

	for (size_t i = 0; i < f->nlabels; i++) {
		const struct lay_chars *label = &f->labels[i];

		for (size_t k = 0; k < g->n; k++) {
			if (lay_same(&g->chars[k], label)) {
				count += label->n > 1;
				break;
			}
		}
	}
	return count;
}

/* ---- one row over one drawn row ---- */

/* A part of the table: the whole, or the columns of one side. */
struct part {
	int row, end, column, right;
};

static int cells_of(const struct lay_grid *g, int row, const struct part *p, int *cells)
{
	int n = 0;

	for (size_t i = g->first[row]; i < g->first[row + 1] && n < LAY_CELLS; i++) {
		const struct doc_cell *c = &g->t->cells[g->cover[i]];

		if (c->column >= p->column && c->column < p->right)
			cells[n++] = g->cover[i];
	}
	return n;
}

struct row_match {
	int score;
	int cell[LAY_CELLS]; /* by box: −1: none lies on it */
};

static void match_row(struct lay_scorer *s, int row, const struct part *p,
                      const struct lay_item *item, struct row_match *out, bool paired)
{
	int best[LAY_CELLS + 1][LAY_CELLS + 1];
	unsigned char from[LAY_CELLS + 1][LAY_CELLS + 1];
	int cells[LAY_CELLS], n = cells_of(s->grid, row, p, cells);
	int boxes = item->row.n < LAY_CELLS ? (int)item->row.n : LAY_CELLS;
	enum { PAIR, CELL, BOX };

	best[0][0] = 0;
	for (int i = 0; i <= n; i++) {
		for (int k = 0; k <= boxes; k++) {
			if (i + k == 0)
				continue;
			best[i][k] = NEVER;
			if (i > 0) {
				best[i][k] = best[i - 1][k] - lay_cell_cost(s, row, cells[i - 1]);
				from[i][k] = CELL;
			}
			if (k > 0) {
				const struct lay_box *box = &item->row.boxes[k - 1];
				int score = best[i][k - 1] - lay_box_cost(s, row, box);

				if (score > best[i][k]) {
					best[i][k] = score;
					from[i][k] = BOX;
				}
				if (i == 0)
					continue;
				score = best[i - 1][k - 1] +
				        lay_pair_score(s, row, cells[i - 1], item, box);
				if (score >= best[i][k]) {
					best[i][k] = score;
					from[i][k] = PAIR;
				}
			}
		}
	}
	out->score = best[n][boxes];
	for (int k = 0; k < LAY_CELLS; k++)
		out->cell[k] = -1;
	for (int i = n, k = boxes; paired && i + k > 0;) {
		unsigned char how = from[i][k];

		if (how == PAIR)
			out->cell[k - 1] = cells[i - 1];
		i -= how != BOX;
		k -= how != CELL;
	}
}

/* ---- rows over rows ---- */

/* A row that lies on nothing costs what it says. */
static int row_cost(const struct lay_scorer *s, int row, const struct part *p)
{
	int cells[LAY_CELLS], n = cells_of(s->grid, row, p, cells), cost = 0;

	for (int i = 0; i < n; i++)
		if (s->grid->t->cells[cells[i]].row == row && lay_says(s, cells[i]))
			cost = 12;
	return cost;
}

static int item_cost(const struct lay_item *item)
{
	if (item->kind != LAY_ROW || item->row.foldable)
		return 0;
	return item->row.labels > 0 ? 8 : 2;
}

/* A row of half tables: any printed text of any of them. */
static int sides_score(struct lay_scorer *s, int row, const struct part *p,
                       const struct lay_item *item)
{
	int cells[LAY_CELLS], n = cells_of(s->grid, row, p, cells), found = 0;

	for (int i = 0; i < n; i++)
		if (lay_is_label_of(s, cells[i], item))
			found++;
	return 2 + 25 * found;
}

static int score_of(struct lay_scorer *s, int row, const struct part *p,
                    const struct lay_item *item)
{
	struct row_match m;

	if (item->kind == LAY_SIDES)
		return sides_score(s, row, p, item);
	match_row(s, row, p, item, &m, false);
	return m.score > 0 ? m.score : NEVER;
}

static void place(struct lay_overlay *o, int row, int cell, const struct lay_item *item,
                  const struct lay_box *box)
{
	o->placed = mem_more(o->placed, o->n, &o->capacity, sizeof *o->placed);
	o->placed[o->n++] = (struct lay_placed){ row, cell, item, box };
}

static void take_row(struct lay_scorer *s, struct lay_overlay *o, int row, const struct part *p,
                     const struct lay_item *item)
{
	struct row_match m;

	match_row(s, row, p, item, &m, true);
	o->used[row] = true;
	for (size_t k = 0; k < item->row.n && k < LAY_CELLS; k++) {
		const struct lay_box *box = &item->row.boxes[k];

		if (m.cell[k] < 0)
			continue;
		place(o, row, m.cell[k], item, box);
		lay_learn(s, m.cell[k], box);
		if (box->label >= 0 && !item->row.foldable && item->kind == LAY_ROW &&
		    lay_label_score(s, m.cell[k], box->label) > 0)
			o->found++;
	}
}

static void over_side(struct lay_scorer *s, struct lay_overlay *o, const struct lay_side *side,
                      struct part p);

/* Which columns of the table a side has: learned from the head, else told by
 * the number of its columns. */
static void over_sides(struct lay_scorer *s, struct lay_overlay *o, const struct lay_item *item,
                       struct part p)
{
	int total = 0, passed = 0;

	for (size_t i = 0; i < item->nsides; i++)
		total += item->sides[i].columns;
	for (size_t i = 0; i < item->nsides; i++) {
		const struct lay_side *side = &item->sides[i];
		struct part half = p;
		int wide = p.right - p.column, learned = lay_column_of(s, side->left);
		int end = i + 1 < item->nsides ? lay_column_of(s, side->right) : p.right;

		half.column = learned >= 0 ? learned : p.column + wide * passed / total;
		passed += side->columns;
		half.right = end >= 0 ? end : p.column + wide * passed / total;
		over_side(s, o, side, half);
	}
}

enum step { SKIP_ROW, SKIP_ITEM, TAKE, AGAIN };

/* The row drawn next to a list on that side stands in the table. */
static bool has_neighbour(const struct lay_side *side, const bool *met, int list, int step)
{
	for (int k = list + step; k >= 0 && k < (int)side->n; k += step)
		if (side->items[k].kind == LAY_ROW)
			return met[k];
	return false;
}

/* Rows of a list stand beside a row that is drawn beside the list. */
static void check_neighbours(const struct lay_side *side, int *taken, int n)
{
	bool *met = mem_array(side->n + 1, sizeof *met);

	for (int i = 0; i < n; i++)
		if (taken[i] >= 0)
			met[taken[i]] = true;
	for (int i = 0; i < n; i++)
		if (taken[i] >= 0 && side->items[taken[i]].kind == LAY_LIST && side->n > 1 &&
		    !has_neighbour(side, met, taken[i], -1) &&
		    !has_neighbour(side, met, taken[i], 1))
			taken[i] = -1;
	mem_free(met);
}

/* from[i * (items + 1) + k]: how rows before i and items before k were met. */
static void trace(struct lay_scorer *s, struct lay_overlay *o, const struct lay_side *side,
                  struct part p, const unsigned char *from)
{
	int n = p.end - p.row, i = n, k = (int)side->n, wide = (int)side->n + 1;
	int *taken = mem_array((size_t)n + 1, sizeof *taken);

	while (i + k > 0) {
		unsigned char how = from[i * wide + k];

		if (how != SKIP_ITEM)
			taken[i - 1] = how == TAKE ? k - 1 : how == AGAIN ? k : -1;
		i -= how != SKIP_ITEM;
		k -= how == SKIP_ITEM || how == TAKE;
	}
	check_neighbours(side, taken, n);
	for (i = 0; i < n;) {
		const struct lay_item *item = taken[i] < 0 ? NULL : &side->items[taken[i]];
		struct part inside = p;

		if (!item || item->kind != LAY_SIDES) {
			if (item)
				take_row(s, o, p.row + i, &p, item);
			i++;
			continue;
		}
		inside.row = p.row + i;
		for (k = taken[i]; i < n && taken[i] == k; i++)
			;
		inside.end = p.row + i;
		over_sides(s, o, item, inside);
	}
	mem_free(taken);
}

static void over_side(struct lay_scorer *s, struct lay_overlay *o, const struct lay_side *side,
                      struct part p)
{
	int n = p.end - p.row, items = (int)side->n, wide = items + 1;
	int *best = mem_array((size_t)(n + 1) * (size_t)wide, sizeof *best);
	unsigned char *from = mem_array((size_t)(n + 1) * (size_t)wide, 1);

	for (int i = 0; i <= n; i++) {
		int lost = i > 0 ? row_cost(s, p.row + i - 1, &p) : 0;

		for (int k = 0; k <= items; k++) {
			int *b = &best[i * wide + k], score;

			if (i + k == 0)
				continue;
			*b = NEVER;
			if (k > 0) {
				*b = best[i * wide + k - 1] - item_cost(&side->items[k - 1]);
				from[i * wide + k] = SKIP_ITEM;
			}
			if (i == 0)
				continue;
			score = best[(i - 1) * wide + k] - lost;
			if (score > *b) {
				*b = score;
				from[i * wide + k] = SKIP_ROW;
			}
			if (k > 0 && side->items[k - 1].kind == LAY_ROW) {
				score = best[(i - 1) * wide + k - 1] +
				        score_of(s, p.row + i - 1, &p, &side->items[k - 1]);
				if (score > *b) {
					*b = score;
					from[i * wide + k] = TAKE;
				}
			}
			if (k < items && side->items[k].kind != LAY_ROW) {
				score = best[(i - 1) * wide + k] +
				        score_of(s, p.row + i - 1, &p, &side->items[k]);
				if (score > *b) {
					*b = score;
					from[i * wide + k] = AGAIN;
				}
			}
		}
	}
	o->score += best[n * wide + items];
	trace(s, o, side, p, from);
	mem_free(best);
	mem_free(from);
}

/* ---- the whole ---- */

static int count_labels(const struct lay_side *side)
{
	int count = 0;

	for (size_t i = 0; i < side->n; i++) {
		const struct lay_item *item = &side->items[i];

		for (size_t k = 0; k < item->nsides; k++)
			count += count_labels(&item->sides[k]);
		for (size_t k = 0; k < item->row.n && item->kind == LAY_ROW; k++)
			count += item->row.boxes[k].label >= 0 && !item->row.boxes[k].up &&
			         !item->row.foldable;
	}
	return count;
}

static struct lay_overlay once(struct lay_scorer *s)
{
	struct part all = { 0, s->grid->rows, 0, s->grid->t->columns };
	struct lay_overlay o = { .labels = count_labels(&s->form->whole) };

	o.used = mem_array((size_t)s->grid->rows + 1, sizeof *o.used);
	over_side(s, &o, &s->form->whole, all);
	return o;
}

struct lay_overlay lay_over(const struct lay_form *f, const struct lay_grid *g)
{
	struct lay_scorer *s = lay_scorer_new(f, g);
	struct lay_overlay o = once(s);

	lay_overlay_free(&o);
	lay_settle(s);
	o = once(s);
	lay_scorer_free(s);
	return o;
}

void lay_overlay_free(struct lay_overlay *o)
{
	mem_free(o->placed);
	mem_free(o->used);
	*o = (struct lay_overlay){ 0 };
}
