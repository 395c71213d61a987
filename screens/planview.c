#include "screens/planview.h"

#include "base/mem.h"
#include "screens/planview_parts.h"

struct plan_sheet *planview_sheet(const struct planview *d, const struct planview_line *l)
{
	if (l->kind != VIEW_SHEET && l->kind != VIEW_CELL)
		return NULL;
	return &d->file.filings[l->filing].sheets[l->sheet];
}

struct plan_cell *planview_cell(const struct planview *d, const struct planview_line *l)
{
	return l->kind == VIEW_CELL ? &planview_sheet(d, l)->cells[l->item] : NULL;
}

size_t planview_count(const struct plan_sheet *p, size_t *wanted)
{
	size_t n = 0;

	*wanted = 0;
	for (size_t i = 0; i < p->laid->ncells; i++) {
		n += p->cells[i].state != PLAN_SAME;
		*wanted += p->cells[i].state != PLAN_SAME && !p->cells[i].refused;
	}
	return n;
}

/* ---- the lines ---- */

static void add(struct planview *d, enum planview_kind kind, size_t filing, size_t sheet,
                size_t item)
{
	d->lines = mem_more(d->lines, d->n, &d->capacity, sizeof *d->lines);
	d->lines[d->n++] = (struct planview_line){kind, filing, sheet, item};
}

static void add_cells(struct planview *d, size_t filing, size_t sheet)
{
	const struct plan_sheet *p = &d->file.filings[filing].sheets[sheet];
	enum planview_depth depth = d->depth[filing][sheet];

	for (size_t i = 0; depth != VIEW_CLOSED && i < p->laid->ncells; i++)
		if (p->cells[i].state == PLAN_OTHER ||
		    (p->cells[i].state == PLAN_NEW && depth == VIEW_ALL))
			add(d, VIEW_CELL, filing, sheet, i);
}

static void add_lines(struct planview *d)
{
	const struct import_file *f = &d->file;

	d->n = 0;
	for (size_t i = 0; i < f->nfilings; i++) {
		add(d, VIEW_FILING, i, 0, 0);
		for (size_t k = 0; k < f->filings[i].nsheets; k++) {
			add(d, VIEW_SHEET, i, k, 0);
			add_cells(d, i, k);
		}
	}
	for (size_t i = 0; i < f->nstrays; i++)
		add(d, VIEW_STRAY, 0, 0, i);
	if (f->laid.nrest)
		add(d, VIEW_RESTS, 0, 0, 0);
	for (size_t i = 0; d->rests && i < f->laid.nrest; i++)
		add(d, VIEW_REST, 0, 0, i);
}

static void go(struct planview *d, int cursor)
{
	int rows = d->seen->rows;

	if (cursor >= (int)d->n)
		cursor = (int)d->n - 1;
	d->cursor = cursor < 0 ? 0 : cursor;
	if (d->cursor < d->top)
		d->top = d->cursor;
	if (d->cursor >= d->top + rows)
		d->top = d->cursor - rows + 1;
}

/* To the sheet or head that a line belongs to. */
static void go_to_head(struct planview *d)
{
	int i = d->cursor;

	while (i > 0 && (d->lines[i].kind == VIEW_CELL || d->lines[i].kind == VIEW_REST))
		i--;
	go(d, i);
}

/* ---- unfolding ---- */

static enum planview_depth deeper(const struct plan_sheet *p, enum planview_depth depth)
{
	if (depth == VIEW_CLOSED && p->count[PLAN_OTHER])
		return VIEW_DIFFERING;
	return p->count[PLAN_NEW] ? VIEW_ALL : depth;
}

static enum planview_depth higher(const struct plan_sheet *p, enum planview_depth depth)
{
	return depth == VIEW_ALL && p->count[PLAN_OTHER] && p->count[PLAN_NEW] ? VIEW_DIFFERING
	                                                                       : VIEW_CLOSED;
}

static void unfold(struct planview *d, bool more)
{
	const struct planview_line *l = &d->lines[d->cursor];
	const struct plan_sheet *p = planview_sheet(d, l);
	enum planview_depth *depth;

	if (l->kind == VIEW_RESTS || l->kind == VIEW_REST) {
		d->rests = more;
	} else if (p) {
		depth = &d->depth[l->filing][l->sheet];
		*depth = more ? deeper(p, *depth) : higher(p, *depth);
	} else {
		return;
	}
	go_to_head(d);
	add_lines(d);
	go(d, d->cursor);
}

static bool is_all_open(const struct planview *d)
{
	for (size_t i = 0; i < d->file.nfilings; i++)
		for (size_t k = 0; k < d->file.filings[i].nsheets; k++) {
			const struct plan_sheet *p = &d->file.filings[i].sheets[k];

			if (deeper(p, d->depth[i][k]) != d->depth[i][k])
				return false;
		}
	return d->rests || !d->file.laid.nrest;
}

static void unfold_all(struct planview *d)
{
	bool open = !is_all_open(d);

	for (size_t i = 0; i < d->file.nfilings; i++)
		for (size_t k = 0; k < d->file.filings[i].nsheets; k++)
			d->depth[i][k] = open ? VIEW_ALL : VIEW_CLOSED;
	d->rests = open;
	add_lines(d);
	go(d, 0);
}

/* ---- wanting ---- */

static void want_sheet(struct plan_sheet *p, bool want)
{
	for (size_t i = 0; i < p->laid->ncells; i++)
		p->cells[i].refused = !want;
}

static bool wants_any(const struct import_filing *f)
{
	size_t wanted;

	for (size_t i = 0; i < f->nsheets; i++) {
		planview_count(&f->sheets[i], &wanted);
		if (wanted)
			return true;
	}
	return false;
}

static void mark(struct planview *d)
{
	const struct planview_line *l = &d->lines[d->cursor];
	struct import_filing *f = &d->file.filings[l->filing];
	size_t wanted;
	bool any;

	if (l->kind == VIEW_FILING) {
		any = wants_any(f);
		for (size_t i = 0; i < f->nsheets; i++)
			want_sheet(&f->sheets[i], !any);
	} else if (l->kind == VIEW_SHEET) {
		planview_count(planview_sheet(d, l), &wanted);
		want_sheet(planview_sheet(d, l), wanted == 0);
	} else if (l->kind == VIEW_CELL) {
		planview_cell(d, l)->refused = !planview_cell(d, l)->refused;
		go(d, d->cursor + 1);
	}
}

/* ---- keys ---- */

static enum dialog_end move(struct planview *d, enum action a)
{
	int page = d->seen->rows > 1 ? d->seen->rows - 1 : 1;

	go(d, dialog_move(a, d->cursor, page, (int)d->n));
	return DIALOG_OPEN;
}

static enum dialog_end key(struct dialog *dialog, enum action a, const struct key_event *ev)
{
	struct planview *d = (struct planview *)dialog;

	(void)ev;
	switch (a) {
	case ACT_LEFT:
	case ACT_RIGHT:
		unfold(d, a == ACT_RIGHT);
		return DIALOG_OPEN;
	case ACT_FOLD_ALL:
		unfold_all(d);
		return DIALOG_OPEN;
	case ACT_MARK:
		mark(d);
		return DIALOG_OPEN;
	case ACT_GIVE_UNIT:
	case ACT_GIVE_YEAR:
		d->asked = a;
		return DIALOG_OTHER;
	case ACT_CHOOSE:
		return DIALOG_DONE;
	case ACT_LEAVE:
		return DIALOG_CANCELLED;
	default:
		return move(d, a);
	}
}

static void discard(struct dialog *dialog)
{
	struct planview *d = (struct planview *)dialog;

	for (size_t i = 0; i < d->file.nfilings; i++)
		mem_free(d->depth[i]);
	mem_free(d->depth);
	mem_free(d->lines);
	mem_free(d->seen);
	import_file_free(&d->file);
	import_close(d->im);
	mem_free(d);
}

static const struct dialog_type type = {CTX_PLAN, planview_draw, key, discard};

/* What differs is shown at once, and what found no place. */
struct dialog *planview_new(struct work *w, struct import *im, struct import_file *f)
{
	struct planview *d = mem_alloc(sizeof *d);

	d->dialog.type = &type;
	d->w = w;
	d->im = im;
	d->file = *f;
	*f = (struct import_file){0};
	d->depth = mem_array(d->file.nfilings + 1, sizeof *d->depth);
	for (size_t i = 0; i < d->file.nfilings; i++) {
		const struct import_filing *x = &d->file.filings[i];

		d->depth[i] = mem_array(x->nsheets + 1, sizeof *d->depth[i]);
		for (size_t k = 0; k < x->nsheets; k++)
			if (x->sheets[k].count[PLAN_OTHER])
				d->depth[i][k] = VIEW_DIFFERING;
	}
	d->rests = true;
	d->seen = mem_alloc(sizeof *d->seen);
	d->seen->rows = 1;
	add_lines(d);
	return &d->dialog;
}

bool dialog_is_planview(const struct dialog *d)
{
	return d && d->type == &type;
}

struct import *planview_import(const struct dialog *d)
{
	return ((const struct planview *)d)->im;
}

struct import_file *planview_file(const struct dialog *d)
{
	return (struct import_file *)&((const struct planview *)d)->file;
}

enum action planview_asked(const struct dialog *d)
{
	return ((const struct planview *)d)->asked;
}
