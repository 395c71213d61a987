#include "screens/overview.h"

#include <string.h>

#include "app/handin.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/overview_parts.h"

enum { FILTER_LIMIT = 256, CODE_MOST = 14, STEP = 16 }; /* filings a step */

int overview_row_here(const struct overview_dialog *d)
{
	return d->cursor >= 0 && d->cursor < (int)d->list.nshown ? d->list.shown[d->cursor] : -1;
}

/* ---- loading ---- */

static void measure(struct overview_dialog *d)
{
	d->code_width = text_width(_("代码"));
	for (size_t i = 0; i < d->list.nrows; i++) {
		int width = text_width(d->list.rows[i].code);

		if (width > d->code_width)
			d->code_width = width;
	}
	if (d->code_width > CODE_MOST)
		d->code_width = CODE_MOST;
}

int overview_top(const struct overview_dialog *d)
{
	int rows = d->seen->rows, top = d->top, most = (int)d->list.nshown - rows;

	if (d->cursor < top)
		top = d->cursor;
	if (d->cursor >= top + rows)
		top = d->cursor - rows + 1;
	if (top > most)
		top = most;
	return top < 0 ? 0 : top;
}

static void go(struct overview_dialog *d, int cursor)
{
	int n = (int)d->list.nshown;

	d->cursor = cursor >= n ? n - 1 : cursor < 0 && n ? 0 : cursor;
	d->top = overview_top(d);
}

static void go_to_row(struct overview_dialog *d, int row)
{
	for (size_t i = 0; i < d->list.nshown; i++)
		if (d->list.shown[i] == row) {
			go(d, (int)i);
			return;
		}
	go(d, 0);
}

static void go_to_unit(struct overview_dialog *d, int unit)
{
	for (size_t i = 0; i < d->list.nrows; i++)
		if (d->list.rows[i].unit == unit) {
			go_to_row(d, (int)i);
			return;
		}
	go(d, 0);
}

static int load(struct overview_dialog *d, enum overview_kind kind, int year, struct err *e)
{
	struct overview fresh;
	int sorted = d->list.sorted;
	bool descending = d->list.descending;

	if (overview_load(&fresh, d->desk->w, kind, year, -1, e) < 0)
		return -1;
	overview_free(&d->list);
	d->list = fresh;
	d->built_units = d->desk->units;
	d->built_news = d->desk->news;
	if (d->column >= overview_columns(&d->list))
		d->column = overview_columns(&d->list) - 1;
	if (sorted >= overview_columns(&d->list))
		sorted = OVERVIEW_TREE;
	overview_filter(&d->list, d->filter ? lineedit_text(d->filter) : NULL);
	overview_sort(&d->list, sorted, descending);
	measure(d);
	return 0;
}

/* Another year or kind, or what others changed; at the same unit. */
static void load_again(struct overview_dialog *d, enum overview_kind kind, int year)
{
	struct err e = {0};
	int row = overview_row_here(d), unit = row < 0 ? -1 : d->list.rows[row].unit;

	if (load(d, kind, year, &e) < 0)
		desk_say(d->desk, NOTE_ERROR, "%s", e.text);
	else
		go_to_unit(d, unit);
}

/* ---- counting ---- */

static int next_to_count(const struct overview_dialog *d)
{
	int row = overview_uncounted(&d->list, overview_top(d), d->seen->rows);

	return row < 0 && d->count_all ? overview_uncounted(&d->list, 0, (int)d->list.nshown) : row;
}

bool overview_dialog_busy(const struct dialog *dialog)
{
	const struct overview_dialog *d = (const struct overview_dialog *)dialog;

	return next_to_count(d) >= 0;
}

bool overview_dialog_step(struct dialog *dialog)
{
	struct overview_dialog *d = (struct overview_dialog *)dialog;
	bool changed = false;
	int row;

	if (d->built_units != d->desk->units || d->built_news != d->desk->news) {
		load_again(d, d->list.kind, d->list.year);
		changed = true;
	}
	for (int i = 0; i < STEP && (row = next_to_count(d)) >= 0; i++) {
		overview_count(&d->list, d->desk->w, row);
		changed = true;
	}
	if (changed && d->count_all && !overview_dialog_busy(dialog)) {
		d->count_all = false;
		row = overview_row_here(d);
		overview_sort(&d->list, d->list.sorted, d->list.descending);
		go_to_row(d, row);
		desk_say(d->desk, NOTE_OK, _("各单位都已审核。"));
	}
	return changed;
}

/* ---- keys ---- */

static const struct dialog_type type, filter_type;

static void sort(struct overview_dialog *d)
{
	bool again = d->list.sorted == d->column;
	int row = overview_row_here(d);

	if (again && d->list.descending)
		overview_sort(&d->list, OVERVIEW_TREE, false);
	else
		overview_sort(&d->list, d->column, again);
	go_to_row(d, row);
}

static void step_year(struct overview_dialog *d, int direction)
{
	const struct overview *o = &d->list;
	int best = 0;

	for (size_t i = 0; i < o->nyears; i++) {
		int year = o->years[i];

		if ((year - o->year) * direction > 0 && (!best || (best - year) * direction > 0))
			best = year;
	}
	if (best)
		load_again(d, o->kind, best);
	else if (!o->nyears)
		desk_say(d->desk, NOTE_INFO, "%s", _("还没有填报。"));
	else
		desk_say(d->desk, NOTE_INFO,
		         direction > 0 ? _("没有 %d 年以后的填报。") : _("没有 %d 年以前的填报。"),
		         o->year);
}

static void toggle_count(struct overview_dialog *d)
{
	d->count_all = !d->count_all;
	desk_say(d->desk, NOTE_INFO, "%s",
	         d->count_all ? _("正在审核各单位，再按 m 停下。") : _("已停下，审核过的留着。"));
}

static void move_column(struct overview_dialog *d, int direction)
{
	int column = d->column + direction, n = overview_columns(&d->list);

	d->column = column < 0 ? 0 : column >= n ? n - 1 : column;
}

static enum dialog_end move(struct overview_dialog *d, enum action a)
{
	int page = d->seen->rows > 1 ? d->seen->rows - 1 : 1;

	switch (a) {
	case ACT_UP:
	case ACT_DOWN:
	case ACT_PAGE_UP:
	case ACT_PAGE_DOWN:
	case ACT_FIRST:
	case ACT_LAST:
		go(d, dialog_move(a, d->cursor, page, (int)d->list.nshown));
		break;
	case ACT_LEFT:
	case ACT_RIGHT:
		move_column(d, a == ACT_LEFT ? -1 : 1);
		break;
	default:
		break;
	}
	return DIALOG_OPEN;
}

static void set_filter(struct overview_dialog *d, const char *text)
{
	int row = overview_row_here(d);

	lineedit_set(d->filter, text);
	overview_filter(&d->list, text);
	go_to_row(d, row);
}

/* 未上报, then state after state, then all again. */
static void next_state(struct overview_dialog *d)
{
	static const char *const words[] = {"未上报",        STATE_FILLING,  STATE_RETURNED,
	                                    STATE_HANDED_IN, STATE_ACCEPTED, STATE_LOCKED, ""};
	const char *now = lineedit_text(d->filter);
	size_t next = 0;

	for (size_t i = 0; *now && i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i], now) == 0)
			next = i + 1;
	set_filter(d, words[next]);
	if (*words[next])
		desk_say(d->desk, NOTE_INFO, _("只看%s的：%zu 行；再按 f 换，Esc 看全部。"), words[next],
		         d->list.nshown);
	else
		desk_say(d->desk, NOTE_INFO, "%s", _("看全部。"));
}

static enum dialog_end key(struct dialog *dialog, enum action a, const struct key_event *ev)
{
	struct overview_dialog *d = (struct overview_dialog *)dialog;

	(void)ev;
	switch (a) {
	case ACT_STATES:
		next_state(d);
		return DIALOG_OPEN;
	case ACT_CHOOSE:
		return overview_row_here(d) >= 0 ? DIALOG_DONE : DIALOG_OPEN;
	case ACT_SORT:
		sort(d);
		return DIALOG_OPEN;
	case ACT_FILTER:
		d->dialog.type = &filter_type;
		return DIALOG_OPEN;
	case ACT_OTHER_VIEW:
		load_again(d, d->list.kind == OVERVIEW_FORMS ? OVERVIEW_YEARS : OVERVIEW_FORMS,
		           d->list.year);
		return DIALOG_OPEN;
	case ACT_NEXT_YEAR:
	case ACT_PREVIOUS_YEAR:
		step_year(d, a == ACT_NEXT_YEAR ? 1 : -1);
		return DIALOG_OPEN;
	case ACT_COUNT_MARKS:
		toggle_count(d);
		return DIALOG_OPEN;
	case ACT_LEAVE:
		if (!*lineedit_text(d->filter))
			return DIALOG_CANCELLED;
		set_filter(d, "");
		return DIALOG_OPEN;
	default:
		return move(d, a);
	}
}

/* Esc gives the filter up and stays at what was found. */
static enum dialog_end filter_key(struct dialog *dialog, enum action a, const struct key_event *ev)
{
	struct overview_dialog *d = (struct overview_dialog *)dialog;

	if (a == ACT_CHOOSE || a == ACT_LEAVE) {
		d->dialog.type = &type;
		if (a == ACT_LEAVE)
			set_filter(d, "");
		return DIALOG_OPEN;
	}
	if (a == ACT_UP || a == ACT_DOWN)
		return move(d, a);
	if (lineedit_key(d->filter, ev) == EDIT_CHANGED) {
		overview_filter(&d->list, lineedit_text(d->filter));
		d->top = 0;
		go(d, 0);
	}
	return DIALOG_OPEN;
}

static void discard(struct dialog *dialog)
{
	struct overview_dialog *d = (struct overview_dialog *)dialog;

	overview_free(&d->list);
	lineedit_free(d->filter);
	mem_free(d->seen);
	mem_free(d);
}

static const struct dialog_type type = {CTX_OVERVIEW, overview_draw, key, discard};
static const struct dialog_type filter_type = {CTX_FILTER, overview_draw, filter_key, discard};

void overview_dialog_remember(const struct dialog *dialog, struct overview_memory *m)
{
	const struct overview_dialog *d = (const struct overview_dialog *)dialog;

	mem_free(m->filter);
	*m = (struct overview_memory){
		.there = true,
		.years = d->list.kind == OVERVIEW_YEARS,
		.descending = d->list.descending,
		.column = d->column,
		.sorted = d->list.sorted,
		.filter = mem_strdup(lineedit_text(d->filter)),
	};
}

static void recall(struct overview_dialog *d, const struct overview_memory *m)
{
	d->column = m->there ? m->column : OVERVIEW_NAME;
	d->list.sorted = m->there ? m->sorted : OVERVIEW_TREE;
	d->list.descending = m->descending;
	if (m->filter)
		lineedit_set(d->filter, m->filter);
}

struct dialog *overview_dialog_new(struct desk *desk, const struct overview_memory *m,
                                   struct err *e)
{
	struct overview_dialog *d = mem_alloc(sizeof *d);

	d->dialog.type = &type;
	d->desk = desk;
	d->filter = lineedit_new(FILTER_LIMIT, false);
	recall(d, m);
	d->seen = mem_alloc(sizeof *d->seen);
	d->seen->rows = 1;
	if (load(d, m->years ? OVERVIEW_YEARS : OVERVIEW_FORMS, desk->year, e) < 0) {
		discard(&d->dialog);
		return NULL;
	}
	go_to_unit(d, desk->unit);
	return &d->dialog;
}

void overview_dialog_go(struct dialog *dialog, int unit)
{
	go_to_unit((struct overview_dialog *)dialog, unit);
}

bool dialog_is_overview(const struct dialog *d)
{
	return d && (d->type == &type || d->type == &filter_type);
}

const struct overview *overview_dialog_list(const struct dialog *d)
{
	return &((const struct overview_dialog *)d)->list;
}

bool overview_dialog_chosen(const struct dialog *dialog, struct overview_choice *out)
{
	const struct overview_dialog *d = (const struct overview_dialog *)dialog;
	int row = overview_row_here(d), more = d->column - OVERVIEW_MORE;
	const struct overview_row *r = row < 0 ? NULL : &d->list.rows[row];

	if (!r)
		return false;
	*out = (struct overview_choice){.code = r->code, .year = d->list.year};
	if (d->list.kind == OVERVIEW_YEARS) {
		out->year = more >= 0 ? d->list.years[more] : out->year;
		return true;
	}
	out->set = r->filing ? r->filing->set : NULL;
	if (more >= 0 && r->set && more < (int)r->set->nforms)
		out->form = r->set->forms[more]->id;
	return true;
}
