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

enum { KEYS_SHOWN = 4, LARGE_STEP = 40 }; /* changes in a step */

/* ---- help ---- */

static const struct {
	enum context context;
	const char *title;
} chapters[] = {
    {CTX_TABLE, "表格"},        {CTX_LINE, "在格子里输入"}, {CTX_TEXT, "多行编辑"},
    {CTX_UNITS, "单位"},        {CTX_FORMS, "年度和表"},    {CTX_PICK, "列表"},
    {CTX_JOURNAL, "修改日志"},
    {CTX_PROMPT, "命令和查找"}, {CTX_OVERVIEW, "一览"},      {CTX_CHART, "图表"},
    {CTX_SUM, "汇总"},          {CTX_CONTEST, "两人改了同一处"},          {CTX_EXPORT, "导出"},       {CTX_PATH, "导出的文件名"},
    {CTX_BROWSE, "选择文件"},   {CTX_PLAN, "导入的计划"}, {CTX_MERGE, "合并的计划"},
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
	if (s->asked == s->desk.filed)
		return true;
	desk_say(&s->desk, NOTE_WARNING, "%s",
	         _("其间有人改动了这套表，没有执行；请看过再来一次。"));
	return false;
}

static bool undo_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	(void)d;
	if (end == DIALOG_DONE)
		shell_undo(s);
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
