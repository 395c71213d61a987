#include "screens/shell.h"

#include <signal.h>
#include <string.h>

#include "app/copies.h"
#include "app/persons.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/change.h"
#include "screens/marks.h"
#include "screens/shell_parts.h"
#include "screens/textbox.h"

enum { PAUSE = 120, TICK = 500, COUNT_MOST = 9999 }; /* ms; others are seen within a second */

/* ---- opening ---- */

static int open_first(struct shell *s, const char *unit, int year, const char *form, struct err *e)
{
	size_t n;
	int number;

	work_units(s->desk.w, &n);
	if (n == 0 && !unit)
		return 0;
	number = unit ? work_find_unit(s->desk.w, unit, e) : persons_home(s->desk.w);
	if (number < 0)
		return -1;
	return desk_open(&s->desk, number, year, form, e);
}

struct shell *shell_new(struct work *w, const char *unit, int year, const char *form, struct err *e)
{
	struct shell *s = mem_alloc(sizeof *s);

	desk_init(&s->desk, w);
	s->units = nav_units_new(&s->desk);
	s->forms = nav_forms_new(&s->desk);
	s->table = table_new(&s->desk);
	s->findings = findings_pane_new(&s->desk);
	s->inspector = inspector_new(&s->desk);
	s->focus = FOCUS_TABLE;
	s->inspect = true;
	if (open_first(s, unit, year, form, e) < 0) {
		shell_free(s);
		return NULL;
	}
	if (!s->desk.filing && s->desk.unit >= 0)
		s->focus = FOCUS_UNITS;
	return s;
}

void shell_free(struct shell *s)
{
	if (!s)
		return;
	while (s->ndialogs)
		dialog_free(s->dialogs[--s->ndialogs].dialog);
	inspector_free(s->inspector);
	findings_pane_free(s->findings);
	table_free(s->table);
	nav_forms_free(s->forms);
	nav_units_free(s->units);
	shell_forget_why(s);
	shell_forget_import(s);
	shell_forget_remark(s);
	shell_forget_journal(s);
	shell_forget_parts(s);
	daily_end(s->daily);
	shell_forget_paste(s);
	mem_free(s->overview.filter);
	draft_free(&s->offered);
	draft_free(&s->typing);
	draft_free(&s->lost);
	mem_free(s->draft_kind);
	mem_free(s->draft_key);
	mem_free(s->text_base);
	mem_free(s->contested);
	mem_free(s->stored);
	desk_free(&s->desk);
	mem_free(s);
}

bool shell_done(const struct shell *s)
{
	return s->done;
}

int shell_timeout(const struct shell *s)
{
	if (shell_counts(s) || s->desk.unaudited)
		return 0;
	if (s->unsaved_since)
		return DRAFT_TICK;
	return s->stale || s->note_old ? PAUSE : TICK;
}

void shell_hurry(struct shell *s)
{
	s->desk.quick = true;
	s->desk.unaudited = s->desk.filing != NULL;
}

void shell_on_wait(struct shell *s, shell_wait *wait, void *context)
{
	s->wait = wait;
	s->wait_context = context;
}

void shell_warn(struct shell *s, const char *text)
{
	if (text)
		desk_say(&s->desk, NOTE_WARNING, "%s", text);
}

/* ---- events ---- */

enum context shell_context(const struct shell *s)
{
	static const enum context of_focus[] = {CTX_UNITS, CTX_FORMS, CTX_TABLE, CTX_FINDINGS};

	if (s->ndialogs)
		return shell_dialog(s)->type->context;
	if (s->focus == FOCUS_UNITS && nav_units_filtering(s->units))
		return CTX_FILTER;
	if (s->focus == FOCUS_TABLE && table_typed(s->table))
		return CTX_LINE;
	return of_focus[s->focus];
}

/* «12j» in the navigator. */
static bool is_count(struct shell *s, enum action a, const struct key_event *ev)
{
	if (s->focus == FOCUS_TABLE || a != ACT_NONE || ev->kind != EV_CHAR || ev->key < '0' ||
	    ev->key > '9' || shell_context(s) == CTX_FILTER)
		return false;
	s->count = s->count * 10 + ev->key - '0';
	if (s->count > COUNT_MOST)
		s->count = COUNT_MOST;
	return true;
}

static enum key_result pane_key(struct shell *s, enum action a, const struct key_event *ev,
                                int times)
{
	switch (s->focus) {
	case FOCUS_UNITS:
		return nav_units_key(s->units, a, ev, times);
	case FOCUS_FORMS:
		return nav_forms_key(s->forms, a, times);
	case FOCUS_FINDINGS:
		return findings_pane_key(s->findings, a, times);
	default:
		return table_key(s->table, a, ev);
	}
}

static void follow(struct shell *s, enum key_result result, const struct key_event *ev,
                   enum action a)
{
	if (result == KEY_WANTS_TEXT)
		shell_edit_text(s, a == ACT_NONE ? ev : NULL);
	if (result == KEY_WANTS_CHOICE) {
		shell_edit_choice(s);
		if (ev->kind == EV_PASTE) /* filters */
			shell_dialog_event(s, ACT_NONE, ev);
	}
	if (result == KEY_WANTS_DECISION)
		shell_ask_conflict(s);
	if (result == KEY_WANTS_TABLE)
		s->focus = s->focus == FOCUS_UNITS && !s->desk.filing ? FOCUS_UNITS : FOCUS_TABLE;
}

static bool is_letter(const struct key_event *ev)
{
	return ev->kind == EV_CHAR && ev->key != ' ';
}

/* Enter where nothing can be typed explains what was found there. */
static bool asks_why(struct shell *s, enum action a, const struct key_event *ev)
{
	struct str why = {0};
	bool refused;

	if (s->focus != FOCUS_TABLE || a != ACT_EDIT || ev->key != K_ENTER || !desk_has_cell(&s->desk))
		return false;
	refused = change_refusal(&s->desk, &why);
	str_free(&why);
	return refused && marks_finding(&s->desk);
}

void shell_run(struct shell *s, enum action a, const struct key_event *ev)
{
	int times = s->count ? s->count : 1;
	enum key_result result;

	if (is_count(s, a, ev))
		return;
	s->count = 0;
	if (asks_why(s, a, ev)) {
		shell_why(s);
		return;
	}
	result = pane_key(s, a, ev, times);
	if (result == KEY_PASS && !shell_command(s, a) && !s->desk.filing && is_letter(ev))
		change_nothing(&s->desk);
	else if (result == KEY_PASS)
		return;
	else
		follow(s, result, ev, a);
}

static bool is_table_paste(const struct shell *s, const struct key_event *ev)
{
	const char *end = ev->kind == EV_PASTE ? strpbrk(ev->text, "\t\n") : NULL;

	return end && end[1] && shell_context(s) == CTX_TABLE;
}

static bool inside(const struct rect *r, const struct key_event *ev)
{
	return ev->y >= r->y && ev->y < r->y + r->rows && ev->x >= r->x && ev->x < r->x + r->cols;
}

static void mouse(struct shell *s, const struct key_event *ev)
{
	enum key_result result = KEY_PASS;

	if (s->ndialogs || s->at.small)
		return;
	if (table_typed(s->table) && ev->button == MOUSE_LEFT) {
		desk_say(&s->desk, NOTE_INFO, _("正在输入：先按 Enter 保存或 Esc 放弃。"));
		return;
	}
	if (s->at.navigator && inside(&s->at.units, ev)) {
		s->focus = ev->button == MOUSE_LEFT ? FOCUS_UNITS : s->focus;
		result = nav_units_mouse(s->units, ev);
	} else if (s->at.navigator && inside(&s->at.forms, ev)) {
		s->focus = ev->button == MOUSE_LEFT ? FOCUS_FORMS : s->focus;
		result = nav_forms_mouse(s->forms, ev);
	} else if (inside(&s->at.findings, ev)) {
		s->focus = ev->button == MOUSE_LEFT ? FOCUS_FINDINGS : s->focus;
		result = findings_pane_mouse(s->findings, ev);
	} else if (inside(&s->at.table, ev)) {
		s->focus = ev->button == MOUSE_LEFT ? FOCUS_TABLE : s->focus;
		result = table_mouse(s->table, ev);
	}
	follow(s, result, ev, ACT_EDIT);
}

/* Of the keys of one burst no more than one takes anything away, and none
 * answers the question it brings up. */
static bool may_run(struct shell *s, enum action a)
{
	switch (a) {
	case ACT_YES:
	case ACT_NO:
	case ACT_CLEAR:
	case ACT_ADOPT:
	case ACT_ROW_NA:
	case ACT_ROW_DELETE:
	case ACT_SHEET_DELETE:
		if (s->burst_spent)
			return false;
		s->burst_spent = true;
		return true;
	default:
		return true;
	}
}

static void key(struct shell *s, const struct key_event *ev)
{
	enum action a = keymap_action(shell_context(s), ev);

	if (s->at.small && a == ACT_QUIT)
		s->done = true;
	if (s->at.small)
		return;
	if (s->burst && !may_run(s, a))
		return;
	if (s->ndialogs)
		shell_dialog_event(s, a, ev);
	else if (is_table_paste(s, ev))
		shell_preview_paste(s, ev->text);
	else
		shell_run(s, a, ev);
}

/* Nothing came for a while: what others did, the inspector, old notes. */
static bool idle(struct shell *s)
{
	bool others = desk_refresh(&s->desk), counted = shell_count(s), old = s->note_old;
	char *wrong = work_check_sets(s->desk.w);

	review_flush(s->desk.w);
	if (wrong) {
		shell_warn(s, wrong);
		mem_free(wrong);
		return true;
	}
	if (old)
		desk_say(&s->desk, NOTE_NONE, "%s", "");
	s->note_old = false;
	others = shell_find_lost(s) || others;
	others = shell_daily(s) || others;
	others = shell_file_gone(s) || others;
	others = shell_look_around(s) || others;
	others = shell_tell_passage(s) || others;
	if (!others && !s->stale && !old)
		return counted;
	s->inspect = true;
	return true;
}

/* Letters that are commands, a digit, a sign: not what an input method sends. */
static bool is_text(const char *text)
{
	size_t length;

	if (strchr(":/", keys_fold((int)text_decode(text, &length))))
		return false;
	for (; *text; text += length)
		if (keys_fold((int)text_decode(text, &length)) > 127)
			return true;
	return false;
}

bool shell_burst(struct shell *s, const char *text)
{
	struct key_event ev = {.kind = EV_PASTE, .text = text, .length = strlen(text)};
	bool dirty = false;
	size_t length;

	if (shell_context(s) == CTX_TABLE && is_text(text))
		return shell_event(s, &ev);
	s->burst = true;
	s->burst_spent = false;
	for (; *text && !s->done; text += length) {
		ev = (struct key_event){.kind = EV_CHAR, .key = (int)text_decode(text, &length)};
		dirty = shell_event(s, &ev) || dirty;
	}
	s->burst = false;
	return dirty;
}

/* The filing was shown at once: with the next drawing it is audited. */
static bool audit_shown(struct shell *s)
{
	if (!s->desk.unaudited)
		return false;
	s->desk.unaudited = false;
	s->desk.content++;
	s->inspect = true;
	return true;
}

bool shell_event(struct shell *s, const struct key_event *ev)
{
	bool audited = audit_shown(s);
	unsigned notes = s->desk.notes, content = s->desk.content;

	if (audited && ev->kind == EV_IDLE)
		return true;
	switch (ev->kind) {
	case EV_IDLE:
		shell_keep_draft(s, false);
		shell_say_here(s);
		return idle(s);
	case EV_SIGNAL:
		s->done = true;
		return false;
	case EV_RESIZE:
		return true;
	case EV_MOUSE:
		mouse(s, ev);
		break;
	default:
		key(s, ev);
	}
	shell_tell_passage(s);
	s->note_old = s->desk.notes == notes && s->desk.note;
	s->stale = true;
	s->inspect = s->inspect || s->desk.content != content;
	if (s->desk.contested)
		shell_ask_conflict(s);
	shell_find_lost(s);
	shell_keep_draft(s, true);
	shell_say_here(s);
	return true;
}

/* ---- drawing ---- */

static void draw_small(int rows, int cols)
{
	struct str b = {0};

	str_addf(&b, _("要 %d×%d，现 %d×%d"), SHELL_COLS, SHELL_ROWS, cols, rows);
	draw_text(rows / 2, 0, cols, b.s, STYLE_WARNING);
	str_free(&b);
}

static void fit(struct shell *s)
{
	shell_visit(s);
	table_fit(s->table, s->at.table);
	if (s->at.navigator) {
		nav_units_fit(s->units, s->at.units);
		nav_forms_fit(s->forms, s->at.forms);
	}
	if (s->listing)
		findings_pane_fit(s->findings, s->at.findings);
	if (s->inspect) {
		if (!shell_tell_finding(s))
			inspector_fit(s->inspector);
		s->inspect = s->stale = false;
	}
}

static void draw_panes(const struct shell *s, int cols, struct caret *caret)
{
	const struct layout *l = &s->at;

	table_draw(s->table, s->focus == FOCUS_TABLE, caret);
	inspector_draw(s->inspector, &l->inspector);
	if (s->listing)
		findings_pane_draw(s->findings, s->focus == FOCUS_FINDINGS, caret);
	if (l->navigator && !l->beside) {
		draw_fill(&l->navigator_box, STYLE_TEXT);
		draw_box(&l->navigator_box, STYLE_FOCUS);
		draw_text(l->navigator_box.y, l->navigator_box.x + 2, 6, _(" 单位 "),
		          s->focus == FOCUS_UNITS ? STYLE_FOCUS : STYLE_TITLE);
	}
	shell_draw_rules(s, cols);
	if (l->navigator) {
		nav_units_draw(s->units, s->focus == FOCUS_UNITS, caret);
		nav_forms_draw(s->forms, s->focus == FOCUS_FORMS, caret);
	}
}

void shell_draw(struct shell *s, int rows, int cols, struct caret *caret)
{
	struct dialog *d = shell_dialog(s);

	*caret = (struct caret){-1, -1};
	shell_lay_out(s, rows, cols);
	if (s->listing) /* it shows nothing but what was found */
		s->desk.unaudited = false;
	draw_clear();
	if (s->at.small) {
		draw_small(rows, cols);
		return;
	}
	fit(s);
	draw_panes(s, cols, caret);
	shell_draw_state(s, cols);
	shell_draw_note(s, rows - 2, cols);
	shell_draw_keys(s, rows - 1, cols);
	for (int i = 0; d && i < s->ndialogs; i++)
		s->dialogs[i].dialog->type->draw(s->dialogs[i].dialog, &s->at.panes, caret);
}
