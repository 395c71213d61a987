#include "base/i18n.h"
#include "screens/chart.h"
#include "screens/overview.h"
#include "screens/shell_parts.h"

/* Charts of what lies open, and the overview of all units. */

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
