#include "base/i18n.h"
#include "base/mem.h"
#include "screens/chart.h"
#include "screens/overview.h"
#include "screens/picker.h"
#include "screens/shell_parts.h"
#include "screens/sumview.h"

/* Charts of what lies open, the sum of what is below it, and the overview of
 * all units. */

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

static bool which_done(struct shell *s, struct dialog *dialog, enum dialog_end end)
{
	struct work_filing one;
	struct err e = {0};

	if (end == DIALOG_OTHER)
		return false;
	if (end != DIALOG_DONE || !desk_find_filing(&s->desk, picker_chosen(dialog), &one)) {
		shell_overview(s);
		if (dialog_is_overview(shell_dialog(s)))
			overview_dialog_go(shell_dialog(s), s->overview_unit);
		return true;
	}
	if (desk_open_set(&s->desk, one.unit, one.year, one.set_id, NULL, &e) < 0)
		desk_say(&s->desk, NOTE_ERROR, "%s", e.text);
	else
		s->focus = FOCUS_TABLE;
	return true;
}

/* Of several sets of one year the person says which; false: there are not several. */
static bool ask_which(struct shell *s, int unit, int year)
{
	size_t n = 0, several = 0;
	struct work_filing *filings = work_filings(s->desk.w, unit, &n, NULL);
	struct dialog *list = picker_new(_("这一年有几套表，打开哪一套"));

	for (size_t i = 0; i < n; i++) {
		struct str text = {0};

		if (filings[i].year != year)
			continue;
		desk_describe_filing(&filings[i], &text);
		picker_add(list, (int)filings[i].id, str_text(&text), NULL, STYLE_TEXT);
		str_free(&text);
		several++;
	}
	mem_free(filings);
	s->overview_unit = unit;
	if (several > 1)
		shell_open_dialog(s, list, which_done);
	else
		dialog_free(list);
	return several > 1;
}

static bool overview_done(struct shell *s, struct dialog *dialog, enum dialog_end end)
{
	struct overview_choice chosen;
	struct err e = {0};
	int unit;

	overview_dialog_remember(dialog, &s->overview);
	if (end != DIALOG_DONE || !overview_dialog_chosen(dialog, &chosen))
		return true;
	unit = work_find_unit(s->desk.w, chosen.code, &e);
	if (unit >= 0 && !chosen.set && ask_which(s, unit, chosen.year))
		return true;
	if (unit < 0 || desk_open_set(&s->desk, unit, chosen.year, chosen.set, chosen.form, &e) < 0) {
		desk_say(&s->desk, NOTE_ERROR, "%s", e.text);
		return false;
	}
	s->focus = s->desk.filing ? FOCUS_TABLE : FOCUS_UNITS;
	return true;
}

void shell_overview(struct shell *s)
{
	struct err e = {0};
	struct dialog *d;

	review_flush(s->desk.w);
	d = overview_dialog_new(&s->desk, &s->overview, &e);

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
