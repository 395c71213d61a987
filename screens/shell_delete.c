#include "app/others.h"
#include "base/i18n.h"
#include "screens/change.h"
#include "screens/contest.h"
#include "screens/shell_parts.h"

/* A row or a sheet to be deleted: what others just did in it is shown before. */

static void ask_row(struct shell *s);
static void ask_sheet(struct shell *s);

/* The sheet that is asked about, wherever it is by now; −1: gone. */
static int sheet_asked(const struct shell *s)
{
	const struct filing *f = s->desk.filing;

	return f && s->delete_form ? filing_find_sheet(f, s->delete_form, s->delete_copy) : -1;
}

static bool row_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	const struct desk *desk = &s->desk;
	bool same = desk->at.row_id == s->delete_row && sheet_asked(s) == desk->sheet;

	(void)d;
	if (end != DIALOG_DONE)
		return true;
	if (!same)
		shell_still(s);
	else if (s->asked != desk->filed || change_row_delete(&s->desk) == CHANGE_CONFLICT)
		ask_row(s);
	return true;
}

static bool sheet_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	int sheet = sheet_asked(s);

	(void)d;
	if (end != DIALOG_DONE)
		return true;
	if (sheet < 0)
		desk_say(&s->desk, NOTE_INFO, "%s", _("这份表已被他人删除。"));
	else if (s->asked != s->desk.filed ||
	         change_sheet_delete(&s->desk, sheet) == CHANGE_CONFLICT)
		ask_sheet(s);
	return true;
}

/* Row 0: in all of the sheet. */
static void show_others(const struct shell *s, struct dialog *d, int list, int64_t row)
{
	struct str all = {0}, b = {0};
	size_t n = others_within(s->desk.w, s->desk.filing, s->delete_form, s->delete_copy, list,
	                         row, &all);

	if (n) {
		str_addf(&b, _("其中 %zu 处他人刚改过："), n);
		contest_show(d, b.s, all.s, NULL);
	}
	str_free(&all);
	str_free(&b);
}

static void open_question(struct shell *s, const char *title, const char *text, int list,
                          int64_t row, dialog_done *done)
{
	struct dialog *d = contest_new(title, _("删除"), _("不删"), NULL, _("关闭"));

	contest_say(d, text);
	show_others(s, d, list, row);
	s->asked = s->desk.filed;
	shell_open_dialog(s, d, done);
}

static void ask_row(struct shell *s)
{
	const struct desk *d = &s->desk;
	struct place p = d->at.place;
	struct str b = {0}, name = {0};

	if (change_nothing(&s->desk))
		return;
	if (!desk_has_cell(d) || p.list < 0) {
		desk_say(&s->desk, NOTE_WARNING, "%s", _("这里没有可移动、复制、删除的行。"));
		return;
	}
	s->delete_form = desk_form(d);
	s->delete_copy = desk_sheet(d)->copy;
	s->delete_row = d->at.row_id;
	row_label(d->filing, p, &name);
	str_addf(&b, _("删除“%s”这一行吗？删后按 u 可以撤销。"), str_text(&name));
	open_question(s, _("删除行"), b.s, p.list, d->at.row_id, row_done);
	str_free(&b);
	str_free(&name);
}

static void ask_about(struct shell *s, int sheet)
{
	struct str b = {0}, name = {0};

	s->delete_form = s->desk.filing->sheets[sheet].form;
	s->delete_copy = s->desk.filing->sheets[sheet].copy;
	sheet_title(s->desk.filing, sheet, &name);
	str_addf(&b, _("删除“%s”和里面填的全部内容吗？删后按 u 可以撤销。"), str_text(&name));
	open_question(s, _("删除表"), b.s, -1, 0, sheet_done);
	str_free(&b);
	str_free(&name);
}

static void ask_sheet(struct shell *s)
{
	int sheet = sheet_asked(s);

	if (sheet < 0)
		sheet = nav_forms_sheet(s->forms);
	if (change_nothing(&s->desk) || sheet < 0)
		return;
	if (!s->desk.filing->sheets[sheet].form->copies)
		desk_say(&s->desk, NOTE_WARNING, "%s", _("这张表只有一份，不能删除。"));
	else
		ask_about(s, sheet);
}

void shell_ask_delete(struct shell *s, enum action a)
{
	s->delete_form = NULL;
	if (a == ACT_ROW_DELETE)
		ask_row(s);
	else
		ask_sheet(s);
}
