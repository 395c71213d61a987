#include "screens/mergeview.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/mergeview_parts.h"

/* ---- the lines ---- */

static void add(struct mergeview *d, int side, int item)
{
	d->lines = mem_more(d->lines, d->n, &d->capacity, sizeof *d->lines);
	d->lines[d->n++] = (struct mergeview_line){side, item};
}

/* Conflicts first: they are what a person is asked for. */
static void add_lines(struct mergeview *d)
{
	static const enum merge_side order[] = {MERGE_BOTH, MERGE_THEIRS, MERGE_MINE};

	d->n = 0;
	for (size_t k = 0; k < sizeof order / sizeof *order; k++) {
		if (d->m->count[order[k]] == 0)
			continue;
		add(d, order[k], -1);
		for (size_t i = 0; d->open[order[k]] && i < d->m->n; i++)
			if (d->m->items[i].side == order[k])
				add(d, order[k], (int)i);
	}
}

static void go(struct mergeview *d, int cursor)
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

static void unfold(struct mergeview *d, bool open)
{
	int side;

	if (!d->n)
		return;
	side = d->lines[d->cursor].side;
	d->open[side] = open;
	add_lines(d);
	for (int i = 0; i < (int)d->n && !open; i++)
		if (d->lines[i].side == side)
			d->cursor = i;
	go(d, d->cursor);
}

static void unfold_all(struct mergeview *d)
{
	bool open = !(d->open[MERGE_BOTH] && d->open[MERGE_THEIRS] && d->open[MERGE_MINE]);

	for (int i = 0; i <= MERGE_BOTH; i++)
		d->open[i] = open;
	add_lines(d);
	go(d, 0);
}

/* ---- choosing ---- */

static void turn(struct mergeview *d, size_t item)
{
	bool theirs = d->m->items[item].choice == CHOICE_THEIRS;

	merge_choose(d->m, item, theirs ? CHOICE_MINE : CHOICE_THEIRS, NULL, NULL);
}

static void mark(struct mergeview *d)
{
	if (!d->n)
		return;
	if (d->lines[d->cursor].item >= 0)
		turn(d, (size_t)d->lines[d->cursor].item);
	go(d, d->cursor + 1);
}

static void take_all(struct mergeview *d, enum merge_choice choice)
{
	for (size_t i = 0; i < d->m->n; i++)
		if (d->m->items[i].side == MERGE_BOTH)
			merge_choose(d->m, i, choice, NULL, NULL);
}

int mergeview_item(const struct dialog *dialog)
{
	const struct mergeview *d = (const struct mergeview *)dialog;

	return d->n ? d->lines[d->cursor].item : -1;
}

void mergeview_typed(struct dialog *dialog)
{
	struct mergeview *d = (struct mergeview *)dialog;

	go(d, d->cursor + 1);
}

/* ---- keys ---- */

static enum dialog_end move(struct mergeview *d, enum action a)
{
	int page = d->seen->rows > 1 ? d->seen->rows - 1 : 1;

	go(d, dialog_move(a, d->cursor, page, (int)d->n));
	return DIALOG_OPEN;
}

static enum dialog_end key(struct dialog *dialog, enum action a, const struct key_event *ev)
{
	struct mergeview *d = (struct mergeview *)dialog;

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
	case ACT_ALL_THEIRS:
	case ACT_ALL_MINE:
		take_all(d, a == ACT_ALL_THEIRS ? CHOICE_THEIRS : CHOICE_MINE);
		return DIALOG_OPEN;
	case ACT_STATES:
		d->state = !d->state && merge_has_state(d->m);
		return DIALOG_OPEN;
	case ACT_THIRD:
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
	struct mergeview *d = (struct mergeview *)dialog;

	mem_free(d->lines);
	mem_free(d->seen);
	merge_close(d->m);
	mem_free(d);
}

static const struct dialog_type type = {CTX_MERGE, mergeview_draw, key, discard};

struct dialog *mergeview_new(struct merge *m)
{
	struct mergeview *d = mem_alloc(sizeof *d);

	d->dialog.type = &type;
	d->m = m;
	d->open[MERGE_BOTH] = d->open[MERGE_THEIRS] = true;
	d->seen = mem_alloc(sizeof *d->seen);
	d->seen->rows = 1;
	add_lines(d);
	d->cursor = d->m->count[MERGE_BOTH] ? 1 : 0;
	return &d->dialog;
}

bool dialog_is_mergeview(const struct dialog *d)
{
	return d && d->type == &type;
}

struct merge *mergeview_merge(const struct dialog *d)
{
	return ((const struct mergeview *)d)->m;
}

bool mergeview_state(const struct dialog *d)
{
	return ((const struct mergeview *)d)->state;
}
