#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/ask.h"
#include "screens/change.h"
#include "screens/picker.h"
#include "screens/prompt.h"
#include "screens/shell_parts.h"
#include "screens/textbox.h"

enum { JOURNAL_LIMIT = 500, KEYS_SHOWN = 4, LARGE_STEP = 40 }; /* changes in a step */

/* ---- help ---- */

static const struct {
	enum context context;
	const char *title;
} chapters[] = {
    {CTX_TABLE, "表格"},        {CTX_LINE, "在格子里输入"}, {CTX_TEXT, "多行编辑"},
    {CTX_UNITS, "单位"},        {CTX_FORMS, "年度和表"},    {CTX_PICK, "列表"},
    {CTX_PROMPT, "命令和查找"}, {CTX_OVERVIEW, "一览"},      {CTX_CHART, "图表"},
    {CTX_SUM, "汇总"},          {CTX_EXPORT, "导出"},       {CTX_PATH, "导出的文件名"},
    {CTX_BROWSE, "选择文件"},   {CTX_PLAN, "导入的计划"},
};

static void add_chapter(struct dialog *d, enum context context)
{
	size_t n;
	const struct key_line *lines = keymap_lines(&n);
	char names[64];

	for (size_t i = 0; i < n; i++) {
		struct str b = {0};

		if (!(lines[i].contexts & context))
			continue;
		str_add(&b, keymap_names(&lines[i], KEYS_SHOWN, names, sizeof names));
		if (lines[i].command)
			str_addf(&b, "  :%s", lines[i].command);
		picker_add(d, (int)i, b.s, _(lines[i].help), STYLE_KEYNAME);
		str_free(&b);
	}
}

/* The chapter of where the person is comes first. */
void shell_help(struct shell *s)
{
	enum context here = shell_context(s);
	struct dialog *d = reader_new(_("按键"));

	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < sizeof chapters / sizeof *chapters; i++) {
			if ((chapters[i].context == here) != (pass == 0))
				continue;
			picker_add(d, -1, _(chapters[i].title), NULL, STYLE_TITLE);
			add_chapter(d, chapters[i].context);
			picker_add(d, -1, "", NULL, STYLE_TEXT);
		}
	}
	shell_open_dialog(s, d, NULL);
}

/* ---- palette ---- */

static bool palette_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	size_t n;

	if (end == DIALOG_DONE)
		shell_command_line(s, keymap_lines(&n)[picker_chosen(d)].command);
	return end != DIALOG_OTHER;
}

void shell_palette(struct shell *s)
{
	size_t n;
	const struct key_line *lines = keymap_lines(&n);
	struct dialog *d = picker_new(_("命令"));
	char names[64];

	for (size_t i = 0; i < n; i++) {
		struct str b = {0};

		if (!lines[i].command || lines[i].action == ACT_PALETTE)
			continue;
		str_addf(&b, "%-18s %s", lines[i].command,
		         keymap_names(&lines[i], 2, names, sizeof names));
		picker_add(d, (int)i, b.s, _(lines[i].help), STYLE_KEYNAME);
		str_free(&b);
	}
	shell_open_dialog(s, d, palette_done);
}

/* ---- journal ---- */

/* On one line, newlines as blanks. */
static char *one_line(const char *text)
{
	char *clean = text_clean(text ? text : "", true);

	for (char *c = clean; *c; c++)
		*c = *c == '\n' ? ' ' : *c;
	return clean;
}

/* Where two long texts begin to differ, a few characters before it; short ones
 * are shown whole. */
static size_t difference(const char *a, const char *b)
{
	enum { WHOLE = 40, BEFORE = 6 };
	size_t at = 0, from = 0, length;
	int n = 0;

	if (text_width(a) <= WHOLE && text_width(b) <= WHOLE)
		return 0;
	while (a[at]) {
		text_decode(a + at, &length);
		if (strncmp(a + at, b + at, length) != 0)
			break;
		at += length;
		if (++n > BEFORE) {
			text_decode(a + from, &length);
			from += length;
		}
	}
	return from;
}

static void add_entry_value(const char *text, size_t from, struct str *out)
{
	enum { SHOWN = 40 };
	size_t length = text_clip(text + from, strlen(text + from), SHOWN, NULL);

	if (text_is_blank(text)) {
		str_add(out, _("（空）"));
		return;
	}
	str_add(out, from ? "…" : "");
	str_addn(out, text + from, length);
	str_add(out, text[from + length] ? "…" : "");
}

static void add_entry_values(const struct store_entry *entry, struct str *out)
{
	char *old = one_line(entry->old_text), *new = one_line(entry->new_text);
	size_t from = text_is_blank(old) || text_is_blank(new) ? 0 : difference(old, new);

	add_entry_value(old, from, out);
	str_add(out, " → ");
	add_entry_value(new, from, out);
	mem_free(old);
	mem_free(new);
}

static bool entry_place(const struct desk *d, const struct store_entry *entry, struct place *p)
{
	const struct form *form = set_form(d->filing->set, entry->form);
	int sheet = form ? filing_find_sheet(d->filing, form, entry->copy) : -1;

	return sheet >= 0 && entry->key && filing_place(d->filing, sheet, entry->key, p);
}

/* «11-21 22:10 某某» */
static void add_entry(struct dialog *list, const struct desk *d, int id,
                      const struct store_entry *entry)
{
	struct str left = {0}, right = {0};
	struct place p;
	struct tm tm;
	time_t when = (time_t)entry->time;
	char stamp[32];

	localtime_r(&when, &tm);
	strftime(stamp, sizeof stamp, "%m-%d %H:%M", &tm);
	str_addf(&left, "%s %s", stamp, entry->who);
	str_addf(&right, "%s ", entry->what);
	if (entry_place(d, entry, &p))
		place_label(d->filing, p, &right);
	else
		str_add(&right, entry->key);
	if (entry->op == OP_CELL) {
		str_add(&right, "  ");
		add_entry_values(entry, &right);
	}
	picker_add(list, id, left.s, right.s, STYLE_TEXT);
	str_free(&left);
	str_free(&right);
}

static int read_journal(struct shell *s, struct store_entry **entries, size_t *n)
{
	struct desk *d = &s->desk;
	struct str key = {0};
	struct err e = {0};
	bool cell = !s->whole_journal && desk_has_cell(d);
	const struct sheet *sheet = desk_sheet(d);
	int result;

	if (cell)
		filing_key(d->filing, d->at.place, &key);
	result = store_journal(work_store(d->w), d->filing->id, cell ? sheet->form->id : NULL,
	                       cell ? sheet->copy : 0, cell ? str_text(&key) : NULL, JOURNAL_LIMIT,
	                       entries, n, &e);
	if (result < 0)
		desk_say(d, NOTE_ERROR, "%s", e.text);
	str_free(&key);
	return result;
}

static bool journal_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	struct store_entry *entries;
	struct place p;
	size_t n;

	if (end == DIALOG_OTHER) {
		s->whole_journal = !s->whole_journal;
		shell_journal(s);
	} else if (end == DIALOG_DONE && s->desk.filing && read_journal(s, &entries, &n) == 0) {
		int i = picker_chosen(d);

		if (i >= 0 && (size_t)i < n && entry_place(&s->desk, &entries[i], &p))
			desk_go(&s->desk, p);
		store_journal_free(entries, n);
	}
	return true;
}

void shell_journal(struct shell *s)
{
	struct store_entry *entries;
	struct dialog *d;
	size_t n;

	if (!s->desk.filing || read_journal(s, &entries, &n) < 0)
		return;
	d = picker_new(s->whole_journal ? _("本套表的修改日志（Tab 只看这一格）")
	                                : _("这一格的修改日志（Tab 看全套表）"));
	for (size_t i = 0; i < n; i++)
		add_entry(d, &s->desk, (int)i, &entries[i]);
	if (!n)
		picker_add(d, -1, _("还没有修改记录。"), NULL, STYLE_DIM);
	store_journal_free(entries, n);
	shell_open_dialog(s, d, journal_done);
}

/* ---- prompts ---- */

static bool command_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	if (end == DIALOG_DONE)
		shell_answer(s, ACT_COMMAND, prompt_text(d));
	return true;
}

static bool find_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	if (end == DIALOG_DONE)
		shell_answer(s, ACT_FIND, prompt_text(d));
	return true;
}

static bool goto_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	if (end == DIALOG_DONE)
		shell_answer(s, ACT_GOTO, prompt_text(d));
	return true;
}

static bool unit_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	if (end == DIALOG_DONE)
		shell_answer(s, ACT_UNIT, prompt_text(d));
	return true;
}

static bool year_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	if (end == DIALOG_DONE)
		shell_answer(s, ACT_FILING_ADD, prompt_text(d));
	return true;
}

static const struct {
	enum action action;
	const char *label;
	dialog_done *done;
} prompts[] = {
    {ACT_COMMAND, ":", command_done},
    {ACT_FIND, "查找 / ", find_done},
    {ACT_GOTO, "转到（表号、栏目名称或代码）：", goto_done},
    {ACT_UNIT, "单位（名称或代码的一部分）：", unit_done},
    {ACT_FILING_ADD, "新建哪个年度：", year_done},
};

static void offer_commands(struct dialog *d)
{
	size_t n;
	const struct key_line *lines = keymap_lines(&n);

	for (size_t i = 0; i < n; i++)
		if (lines[i].command)
			prompt_offer(d, lines[i].command, _(lines[i].help));
}

void shell_prompt(struct shell *s, enum action a)
{
	char year[16] = "";
	struct dialog *d;

	if (a == ACT_FILING_ADD && s->desk.unit < 0) {
		change_nothing(&s->desk);
		return;
	}
	for (size_t i = 0; i < sizeof prompts / sizeof *prompts; i++) {
		if (prompts[i].action != a)
			continue;
		if (a == ACT_FILING_ADD && s->desk.year)
			snprintf(year, sizeof year, "%d", s->desk.year + (s->desk.filing ? 1 : 0));
		d = prompt_new(_(prompts[i].label),
		               a == ACT_FIND && s->desk.search ? s->desk.search : year);
		if (a == ACT_COMMAND)
			offer_commands(d);
		shell_open_dialog(s, d, prompts[i].done);
	}
}

/* ---- questions ---- */

bool shell_still(struct shell *s)
{
	if (s->asked == s->desk.content)
		return true;
	desk_say(&s->desk, NOTE_WARNING, "%s",
	         _("其间有人改动了这套表，没有执行；请看过再来一次。"));
	return false;
}

static bool row_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	(void)d;
	if (end == DIALOG_DONE && shell_still(s))
		change_row_delete(&s->desk);
	return true;
}

static bool sheet_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	(void)d;
	if (end == DIALOG_DONE && shell_still(s))
		change_sheet_delete(&s->desk, nav_forms_sheet(s->forms));
	return true;
}

static void ask_row(struct shell *s)
{
	const struct desk *d = &s->desk;
	struct place p = d->at.place;
	const struct list *list;
	struct str b = {0}, name = {0};

	if (change_nothing(&s->desk))
		return;
	if (!desk_has_cell(d) || p.list < 0) {
		desk_say(&s->desk, NOTE_WARNING, "%s", _("这里没有可移动、复制、删除的行。"));
		return;
	}
	list = &desk_form(d)->lists[p.list];
	p.field = list->name_column;
	cell_show(filing_cell(d->filing, p), &list->columns[p.field], &name);
	str_addf(&b, _("删除“%s”这一行吗？删后按 u 可以撤销。"), str_text(&name));
	shell_open_dialog(s, ask_new(_("删除行"), b.s, _("删除"), _("不删"), _("关闭")), row_done);
	str_free(&b);
	str_free(&name);
}

static void ask_sheet(struct shell *s)
{
	int sheet = nav_forms_sheet(s->forms);
	struct str b = {0}, name = {0};

	if (change_nothing(&s->desk) || sheet < 0)
		return;
	if (!s->desk.filing->sheets[sheet].form->copies) {
		desk_say(&s->desk, NOTE_WARNING, "%s", _("这张表只有一份，不能删除。"));
		return;
	}
	sheet_title(s->desk.filing, sheet, &name);
	str_addf(&b, _("删除“%s”和里面填的全部内容吗？删后按 u 可以撤销。"), str_text(&name));
	shell_open_dialog(s, ask_new(_("删除表"), b.s, _("删除"), _("不删"), _("关闭")), sheet_done);
	str_free(&b);
	str_free(&name);
}

void shell_ask_delete(struct shell *s, enum action a)
{
	s->asked = s->desk.content;
	if (a == ACT_ROW_DELETE)
		ask_row(s);
	else
		ask_sheet(s);
}

static bool undo_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	(void)d;
	if (end == DIALOG_DONE)
		change_undo(&s->desk);
	return true;
}

/* An import is one step too: nobody shall empty a filing by one key. */
bool shell_ask_undo(struct shell *s)
{
	struct store_plan *plan = NULL;
	struct str b = {0};
	bool large;

	if (!s->desk.filing ||
	    store_plan_undo(work_store(s->desk.w), s->desk.filing->id, &plan, NULL) < 0)
		return false;
	large = plan->count > LARGE_STEP;
	if (large) {
		str_addf(&b, _("撤销“%s”会一次改动 %zu 处，确定吗？撤销后可以重做。"), plan->what,
		         plan->count);
		shell_open_dialog(s, ask_new(_("撤销"), b.s, _("撤销"), _("不撤销"), _("关闭")), undo_done);
	}
	str_free(&b);
	store_plan_free(plan);
	return large;
}
