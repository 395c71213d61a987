#include "base/i18n.h"
#include "base/mem.h"
#include "screens/beside.h"
#include "screens/chart.h"
#include "screens/overview.h"
#include "screens/picker.h"
#include "screens/shell_parts.h"
#include "screens/sumview.h"

/* Charts of what lies open, last year beside it, the sum of what is below it,
 * and the overview of all units. */

void shell_charts(struct shell *s)
{
	struct desk *d = &s->desk;
	struct charts charts = {0};

	if (!d->filing || d->sheet < 0) {
		desk_say(d, NOTE_INFO, "%s", _("没有打开的表，画不成图。"));
		return;
	}
	if (desk_has_cell(d))
		charts_of_cell(d->w, d->filing, d->at.place, &charts);
	charts_of_sheet(d->w, d->filing, d->sheet, &charts);
	for (int i = 0; i < (int)d->filing->nsheets; i++)
		if (i != d->sheet)
			charts_of_sheet(d->w, d->filing, i, &charts);
	charts_drop_empty(&charts);
	if (charts.n == 0)
		desk_say(d, NOTE_INFO, "%s", _("这一格和这套表的图里都还没有数。"));
	else
		shell_open_dialog(s, chart_dialog_new(&charts), NULL);
	charts_free(&charts);
}

/* ---- last year ---- */

static bool go_beside(struct shell *s, int id)
{
	struct desk *d = &s->desk;
	struct compare *cells;
	bool there;

	if (id < 0)
		return false;
	if (!shell_still(s))
		return true;
	cells = beside_cells(d->filing, d->sheet);
	there = (size_t)id < cells->n && cells->cells[id].later.there;
	if (there) {
		desk_go(d, cells->cells[id].later.place);
		s->focus = FOCUS_TABLE;
	} else {
		desk_say(d, NOTE_INFO, "%s", _("这一格只在上年的表里有。"));
	}
	compare_free(cells);
	return there;
}

static bool beside_done(struct shell *s, struct dialog *dialog, enum dialog_end end)
{
	if (end == DIALOG_OTHER) {
		s->only_differences = !s->only_differences;
		shell_last_year(s);
		return true;
	}
	return end != DIALOG_DONE || go_beside(s, picker_chosen(dialog));
}

void shell_last_year(struct shell *s)
{
	struct desk *d = &s->desk;

	if (!d->filing || d->sheet < 0) {
		desk_say(d, NOTE_INFO, "%s", _("没有打开的表，不能和上年对照。"));
		return;
	}
	if (!d->filing->last) {
		desk_say(d, NOTE_INFO,
		         _("没有 %d 年的填报：按 c 补建；以后的年度用 ziping roll 结转。"), d->year - 1);
		return;
	}
	s->asked = d->content;
	shell_open_dialog(s, beside_dialog_new(d->filing, d->sheet, s->only_differences, d->at.place),
	                  beside_done);
}

/* ---- sum ---- */

/* A unit without filings of its own is asked for with the newest year of all. */
static int sum_year(const struct desk *d)
{
	struct work_filing *filings;
	int year = d->year;
	size_t n = 0;

	if (year)
		return year;
	filings = work_filings(d->w, -1, &n, NULL);
	for (size_t i = 0; i < n; i++)
		year = filings[i].year > year ? filings[i].year : year;
	mem_free(filings);
	return year;
}

/* Without a filing of its own nothing says whose form the one shown last is. */
static struct sum *sum_of_desk(const struct desk *d, struct err *e)
{
	int year = sum_year(d);

	if (d->filing && d->form)
		return sum_tree(d->w, d->unit, year, d->filing->set->id, d->form->id, e);
	return sum_tree(d->w, d->unit, year, NULL, NULL, e);
}

void shell_sum(struct shell *s)
{
	struct desk *d = &s->desk;
	struct err e = {0};
	struct sum *sum = sum_of_desk(d, &e);

	if (sum)
		shell_open_dialog(s, sumview_new(d->w, sum, d->filing && d->form ? d->form->id : NULL),
		                  NULL);
	else
		desk_say(d, NOTE_INFO, "%s", e.text);
}

/* ---- overview ---- */

static bool overview_done(struct shell *s, struct dialog *dialog, enum dialog_end end)
{
	const char *code, *form;
	struct err e = {0};
	int year, unit;

	overview_dialog_remember(dialog, &s->overview);
	if (end != DIALOG_DONE || !overview_dialog_chosen(dialog, &code, &year, &form))
		return true;
	unit = work_find_unit(s->desk.w, code, &e);
	if (unit < 0 || desk_open(&s->desk, unit, year, form, &e) < 0) {
		desk_say(&s->desk, NOTE_ERROR, "%s", e.text);
		return false;
	}
	s->focus = s->desk.filing ? FOCUS_TABLE : FOCUS_UNITS;
	return true;
}

void shell_overview(struct shell *s)
{
	struct err e = {0};
	struct dialog *d = overview_dialog_new(&s->desk, &s->overview, &e);

	if (d)
		shell_open_dialog(s, d, overview_done);
	else
		desk_say(&s->desk, NOTE_ERROR, "%s", e.text);
}

bool shell_counts(const struct shell *s)
{
	const struct dialog *d = shell_dialog(s);

	return dialog_is_overview(d) && overview_dialog_busy(d);
}

bool shell_count(struct shell *s)
{
	struct dialog *d = shell_dialog(s);

	return dialog_is_overview(d) && overview_dialog_step(d);
}
