#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/change.h"
#include "screens/marks.h"
#include "screens/shell_parts.h"
#include "screens/term.h"

static void do_quit(struct shell *s)
{
	s->done = true;
}

static void do_undo(struct shell *s)
{
	if (!shell_ask_undo(s))
		shell_undo(s);
}

static void do_redo(struct shell *s)
{
	shell_redo(s);
}

static void do_next_mark(struct shell *s)
{
	marks_next(&s->desk, 1);
	s->focus = FOCUS_TABLE;
}

static void do_previous_mark(struct shell *s)
{
	marks_next(&s->desk, -1);
	s->focus = FOCUS_TABLE;
}

static void do_next_unit(struct shell *s)
{
	desk_step_unit(&s->desk, 1);
}

static void do_previous_unit(struct shell *s)
{
	desk_step_unit(&s->desk, -1);
}

static void do_next_sheet(struct shell *s)
{
	desk_step_sheet(&s->desk, 1);
}

static void do_previous_sheet(struct shell *s)
{
	desk_step_sheet(&s->desk, -1);
}

static void do_next_year(struct shell *s)
{
	desk_step_year(&s->desk, 1);
}

static void do_previous_year(struct shell *s)
{
	desk_step_year(&s->desk, -1);
}

static void do_next_pane(struct shell *s)
{
	s->focus = (s->focus + 1) % (s->listing ? FOCUS_COUNT : FOCUS_FINDINGS);
}

static void do_previous_pane(struct shell *s)
{
	int panes = s->listing ? FOCUS_COUNT : FOCUS_FINDINGS;

	s->focus = (s->focus + panes - 1) % panes;
}

static void do_zoom(struct shell *s)
{
	s->zoom = !s->zoom;
	s->focus = FOCUS_TABLE;
}

static void do_inspector(struct shell *s)
{
	s->inspector_size = (s->inspector_size + 1) % INSPECTOR_SIZES;
}

static void do_mouse(struct shell *s)
{
	term_set_mouse(!term_mouse());
	desk_say(&s->desk, NOTE_INFO, "%s",
	         term_mouse() ? _("鼠标已开：单击选格，双击编辑，滚轮翻看；选取文字请按住 Shift。")
	                      : _("鼠标已关：可以用鼠标选取文字。"));
}

static void do_borders(struct shell *s)
{
	desk_say(&s->desk, NOTE_INFO, _("表格线画法：%s"), border_name(term_cycle_borders()));
}

static void do_rules(struct shell *s)
{
	s->desk.rules = !s->desk.rules;
	s->desk.content++;
	desk_say(&s->desk, NOTE_INFO, "%s",
	         s->desk.rules ? _("各行之间都画横线；再按 | 收起。")
	                       : _("单行的各行之间不画横线；再按 | 画出。"));
}

static void do_repaint(struct shell *s)
{
	(void)s;
	term_repaint();
}

static void do_leave(struct shell *s)
{
	if (shell_why_again(s))
		return;
	if (s->focus == FOCUS_FINDINGS)
		shell_findings_close(s);
	marks_search(&s->desk, NULL);
	desk_say(&s->desk, NOTE_NONE, "%s", "");
}

static void do_roll(struct shell *s)
{
	shell_roll(s, 0);
}

static void do_sheet_add(struct shell *s)
{
	change_sheet_add(&s->desk, nav_forms_sheet(s->forms));
}

/* clang-format off */
static const struct {
	enum action action;
	void (*run)(struct shell *s);
} commands[] = {
	{ ACT_HELP, shell_help },
	{ ACT_CHART, shell_charts },
	{ ACT_OVERVIEW, shell_overview },
	{ ACT_LAST_YEAR, shell_last_year },
	{ ACT_COMPARE, shell_compare },
	{ ACT_ROLL, do_roll },
	{ ACT_SUM, shell_sum },
	{ ACT_TEXT, shell_texts },
	{ ACT_FINDINGS, shell_findings },
	{ ACT_WHY, shell_why },
	{ ACT_OTHER_VIEW, shell_findings_scope },
	{ ACT_CHECK, shell_check },
	{ ACT_EXPORT, shell_export },
	{ ACT_IMPORT, shell_import },
	{ ACT_PACK, shell_pack },
	{ ACT_MERGE, shell_import },
	{ ACT_BACKUP, shell_backup },
	{ ACT_VERIFY, shell_verify },
	{ ACT_JOURNAL, shell_journal },
	{ ACT_PALETTE, shell_palette },
	{ ACT_QUIT, do_quit },
	{ ACT_UNDO, do_undo },
	{ ACT_REDO, do_redo },
	{ ACT_NEXT_MARK, do_next_mark },
	{ ACT_PREVIOUS_MARK, do_previous_mark },
	{ ACT_NEXT_OTHER, shell_next_other },
	{ ACT_HANDIN, shell_handin },
	{ ACT_SUBMIT, shell_submit },
	{ ACT_RETURN, shell_return },
	{ ACT_ACCEPT, shell_accept },
	{ ACT_LOCK, shell_lock },
	{ ACT_UNLOCK, shell_unlock },
	{ ACT_CHANGES, shell_changes },
	{ ACT_MISSING, shell_missing },
	{ ACT_REMARK, shell_remark },
	{ ACT_REMARKS, shell_remarks },
	{ ACT_FOLLOW_UPS, shell_follow_ups },
	{ ACT_WHO, shell_who },
	{ ACT_PERSONS, shell_persons },
	{ ACT_NEXT_UNIT, do_next_unit },
	{ ACT_PREVIOUS_UNIT, do_previous_unit },
	{ ACT_NEXT_SHEET, do_next_sheet },
	{ ACT_PREVIOUS_SHEET, do_previous_sheet },
	{ ACT_NEXT_YEAR, do_next_year },
	{ ACT_PREVIOUS_YEAR, do_previous_year },
	{ ACT_NEXT_PANE, do_next_pane },
	{ ACT_PREVIOUS_PANE, do_previous_pane },
	{ ACT_ZOOM, do_zoom },
	{ ACT_INSPECTOR, do_inspector },
	{ ACT_MOUSE, do_mouse },
	{ ACT_BORDERS, do_borders },
	{ ACT_RULES, do_rules },
	{ ACT_REPAINT, do_repaint },
	{ ACT_LEAVE, do_leave },
	{ ACT_SHEET_ADD, do_sheet_add },
};
/* What asks for a line first, or whether to go on. */
static const struct {
	enum action action;
	void (*ask)(struct shell *s, enum action a);
} questions[] = {
	{ ACT_COMMAND, shell_prompt },
	{ ACT_FIND, shell_prompt },
	{ ACT_GOTO, shell_prompt },
	{ ACT_UNIT, shell_prompt },
	{ ACT_FILING_ADD, shell_prompt },
	{ ACT_ROW_DELETE, shell_ask_delete },
	{ ACT_SHEET_DELETE, shell_ask_delete },
};
/* clang-format on */

bool shell_command(struct shell *s, enum action a)
{
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		if (commands[i].action != a)
			continue;
		commands[i].run(s);
		return true;
	}
	for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
		if (questions[i].action != a)
			continue;
		questions[i].ask(s, a);
		return true;
	}
	return false;
}

/* ---- answers ---- */

static void open_unit(struct shell *s, const char *text)
{
	struct err e = {0};
	int unit = work_find_unit(s->desk.w, text, &e);

	if (unit < 0 || desk_open(&s->desk, unit, s->desk.year, NULL, &e) < 0)
		desk_say(&s->desk, NOTE_WARNING, "%s", e.text);
}

int shell_year(const char *text)
{
	struct figure year = {0};

	if (num_parse(text, "年", &year) != NUM_OK || year.num < 1990 * NUM_ONE ||
	    year.num > 2100 * NUM_ONE || year.num % NUM_ONE)
		return 0;
	return (int)(year.num / NUM_ONE);
}

static void add_filing(struct shell *s, const char *text)
{
	int year = shell_year(text);

	if (!year)
		desk_say(&s->desk, NOTE_WARNING, _("“%s”不是年度，例如 2025。"), text);
	else if (change_filing_add(&s->desk, year) == 0)
		s->focus = FOCUS_TABLE;
}

void shell_answer(struct shell *s, enum action a, const char *text)
{
	if (a == ACT_COMMAND) {
		shell_command_line(s, text);
	} else if (a == ACT_FIND) {
		marks_search(&s->desk, text);
		if (s->desk.search)
			do_next_mark(s);
	} else if (a == ACT_GOTO) {
		if (marks_go(&s->desk, text) == 0)
			s->focus = FOCUS_TABLE;
	} else if (a == ACT_UNIT) {
		open_unit(s, text);
	} else if (a == ACT_FILING_ADD) {
		add_filing(s, text);
	} else if (a == ACT_COMPARE) {
		shell_compare_with(s, text);
	} else if (a == ACT_ROLL) {
		shell_roll_into(s, text);
	} else if (a == ACT_RETURN) {
		shell_return_for(s, text);
	} else if (a == ACT_UNLOCK) {
		shell_unlock_until(s, text);
	} else if (a == ACT_EXPORT) {
		shell_export_to(s, text);
	} else if (a == ACT_IMPORT) {
		shell_import_file(s, text);
	} else if (a == ACT_PACK) {
		shell_pack_to(s, text);
	} else if (a == ACT_MERGE) {
		shell_import_file(s, text);
	}
}

/* ---- : ---- */

static bool names_file(enum action a)
{
	return a == ACT_EXPORT || a == ACT_IMPORT || a == ACT_PACK || a == ACT_MERGE;
}

static bool takes_word(enum action a)
{
	return a == ACT_FIND || a == ACT_GOTO || a == ACT_UNIT || a == ACT_FILING_ADD ||
	       a == ACT_COMPARE || a == ACT_ROLL || a == ACT_RETURN || a == ACT_UNLOCK ||
	       names_file(a);
}

/* What follows the command, as it was typed: the name of a file is not folded. */
static const char *rest_of(const char *text)
{
	text += strspn(text, " ");
	text += strcspn(text, " ");
	return text + strspn(text, " ");
}

/* The pane a command belongs to gets the keys. */
static void give_focus(struct shell *s, unsigned contexts)
{
	if (contexts & shell_context(s))
		return;
	if (contexts & CTX_TABLE)
		s->focus = FOCUS_TABLE;
	else if (contexts & CTX_FORMS)
		s->focus = FOCUS_FORMS;
	else if (contexts & CTX_FINDINGS)
		shell_findings(s);
	else
		s->focus = FOCUS_UNITS;
}

void shell_command_line(struct shell *s, const char *text)
{
	static const struct key_event none = {.kind = EV_IDLE};
	char *line = text_fold_spaces(text), *blank = strchr(line, ' ');
	const struct key_line *found;

	if (blank)
		*blank = '\0';
	found = keymap_command(line);
	if (found && blank && takes_word(found->action)) {
		shell_answer(s, found->action, names_file(found->action) ? rest_of(text) : blank + 1);
	} else if (found) {
		give_focus(s, found->contexts);
		shell_run(s, found->action, &none);
	} else if (*line) {
		desk_say(&s->desk, NOTE_WARNING, _("没有命令“%s”；F9 列出全部命令。"), line);
	}
	mem_free(line);
}
