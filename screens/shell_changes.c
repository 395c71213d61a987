#include <string.h>

#include "app/handin.h"
#include "app/handin_changes.h"
#include "app/handin_missing.h"
#include "app/review_show.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"
#include "screens/change.h"
#include "screens/picker.h"
#include "screens/shell_parts.h"

/* What changed since the filing was handed in; who has not handed in. */

void shell_go_near(struct shell *s, struct place p)
{
	struct place cell;

	if (review_cell(s->desk.filing, p, &cell))
		desk_go(&s->desk, cell);
	else if (p.sheet >= 0)
		desk_open_sheet(&s->desk, p.sheet);
	s->focus = FOCUS_TABLE;
}

/* ---- what changed ---- */

static bool changes_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	struct filing *f = s->desk.filing;
	struct handin_changes all;
	size_t at = 0;

	if (end == DIALOG_OTHER)
		return false;
	if (end != DIALOG_DONE || !f || f->id != s->handing || picker_chosen(d) < 0 ||
	    handin_changes(s->desk.w, f, &all, NULL, NULL) < 0)
		return true;
	while (at < all.n && !picker_chose(d, all.change[at].name, NULL))
		at++;
	if (at < all.n && all.change[at].place.sheet >= 0)
		shell_go_near(s, all.change[at].place);
	else if (at == all.n)
		desk_say(&s->desk, NOTE_INFO, "%s", _("这一处已经改回去了。"));
	handin_changes_free(&all);
	return true;
}

static void add_change(struct dialog *d, int id, const struct handin_change *x)
{
	enum { SHOWN = 24 };
	const char *texts[] = {x->old, x->now};
	struct str b = {0};

	for (int i = 0; x->kind == CHANGE_CELL && i < 2; i++) {
		char *clean = text_clean(texts[i] ? texts[i] : "", false);
		size_t length = text_clip(clean, strlen(clean), SHOWN, NULL);

		str_add(&b, i ? " → " : "");
		str_addn(&b, clean, length);
		str_add(&b, clean[length] ? "…" : length ? "" : _("（空）"));
		mem_free(clean);
	}
	if (x->kind != CHANGE_CELL)
		str_add(&b, change_kind_name(x->kind));
	str_addf(&b, "  %s %s", x->who, when_minute(x->time).s);
	picker_add(d, id, x->name, b.s, STYLE_TEXT);
	str_free(&b);
}

void shell_changes(struct shell *s)
{
	struct store_passage *since = NULL;
	struct handin_changes all;
	struct str title = {0};
	struct err e = {0};
	struct dialog *d;

	if (change_nothing(&s->desk))
		return;
	if (handin_changes(s->desk.w, s->desk.filing, &all, &since, &e) < 0) {
		desk_say(&s->desk, NOTE_INFO, "%s", e.text);
		return;
	}
	str_addf(&title, _("%s 上报以来的改动：%zu 处"), when_minute(since->time).s, all.n);
	d = picker_new(title.s);
	for (size_t i = 0; i < all.n; i++)
		add_change(d, (int)i, &all.change[i]);
	if (!all.n)
		picker_add(d, -1, _("没有改动。"), NULL, STYLE_DIM);
	s->handing = s->desk.filing->id;
	shell_open_dialog(s, d, changes_done);
	store_passages_free(since, 1);
	handin_changes_free(&all);
	str_free(&title);
}

/* ---- who is missing ---- */

static bool missing_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	struct err e = {0};

	if (end == DIALOG_OTHER)
		return false;
	if (end != DIALOG_DONE || picker_chosen(d) < 0)
		return true;
	if (s->asked != s->desk.units)
		desk_say(&s->desk, NOTE_WARNING, "%s", _("其间单位有变动，请再看一次。"));
	else if (desk_open(&s->desk, picker_chosen(d), s->handing_year, NULL, &e) < 0)
		desk_say(&s->desk, NOTE_ERROR, "%s", e.text);
	else
		s->focus = s->desk.filing ? FOCUS_TABLE : FOCUS_UNITS;
	return true;
}

static void add_missing(struct dialog *d, const struct work_unit *u,
                        const struct handin_missing_row *row)
{
	struct str left = {0}, right = {0};

	str_addf(&left, "%*s%s", row->depth * 2, "", u->name);
	for (size_t i = 0; i < row->nstates; i++)
		str_addf(&right, "%s%s", i ? " " : "", row->states[i]);
	if (row->none)
		str_add(&right, _("没有填报"));
	if (row->all.due > 1 || (!row->nstates && !row->none))
		str_addf(&right, _("  已上报 %zu/%zu"), row->all.handed_in, row->all.due);
	picker_add(d, row->unit, left.s, str_text(&right), STYLE_TEXT);
	str_free(&left);
	str_free(&right);
}

void shell_missing(struct shell *s)
{
	const struct work_unit *units;
	struct handin_missing m;
	struct str title = {0};
	struct err e = {0};
	struct dialog *d;
	size_t n;

	s->handing_year = s->desk.year;
	if (!s->desk.year || handin_missing(s->desk.w, s->desk.year, -1, &m, &e) < 0) {
		desk_say(&s->desk, NOTE_INFO, "%s", s->desk.year ? e.text : _("没有打开的年度。"));
		return;
	}
	units = work_units(s->desk.w, &n);
	str_addf(&title, _("%d 年还没有上报的单位：应报 %zu，已报 %zu（Enter 打开）"), s->desk.year,
	         m.all.due, m.all.handed_in);
	d = picker_new(title.s);
	for (size_t i = 0; i < m.n; i++)
		add_missing(d, &units[m.row[i].unit], &m.row[i]);
	if (!m.n)
		picker_add(d, -1, _("都上报了。"), NULL, STYLE_OK);
	s->asked = s->desk.units;
	shell_open_dialog(s, d, missing_done);
	handin_missing_free(&m);
	str_free(&title);
}
