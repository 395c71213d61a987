#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/change.h"
#include "screens/marks.h"
#include "screens/picker.h"
#include "screens/prompt.h"
#include "screens/shell_parts.h"
#include "screens/textbox.h"
#include "screens/why.h"

/* A finding explained, and what a person says to it.  Its key and what was
 * said to it last are kept here, since lists and reviews change meanwhile. */

enum { HISTORY_COLS = 74 };

void shell_forget_why(struct shell *s)
{
	mem_free(s->why.key);
	s->why = (struct why_place){0};
}

static void remember(struct shell *s, const struct why *y)
{
	char *key = mem_strdup(y->key);

	shell_forget_why(s);
	s->why.key = key;
	s->why.filing = s->desk.filing->id;
	s->why.seen = y->seen;
}

static bool why_done(struct shell *s, struct dialog *d, enum dialog_end end);

static void open_why(struct shell *s, const struct review_item *x, int line)
{
	struct why y;
	struct dialog *d;

	why_make(s->desk.w, s->desk.filing, x, &y);
	remember(s, &y);
	s->asked = s->desk.filed;
	d = why_dialog_new(&y);
	why_dialog_select(d, line);
	shell_open_dialog(s, d, why_done);
}

static const struct review_item *item_of(const struct shell *s)
{
	const struct review *r = desk_review(&s->desk);
	int at = r && s->why.key && s->desk.filing->id == s->why.filing
	             ? review_find_key(r, s->why.key)
	             : -1;

	return at < 0 ? NULL : &r->item[at];
}

/* The one that something was asked of. */
static void why_back(struct shell *s)
{
	const struct review_item *x = item_of(s);

	if (x)
		open_why(s, x, s->why.line);
}

/* Of the list's finding, or of the cell's. */
void shell_why(struct shell *s)
{
	const struct review_item *x;

	if (s->focus == FOCUS_FINDINGS && !findings_pane_go(s->findings))
		return;
	x = marks_finding(&s->desk);
	if (x)
		open_why(s, x, -1);
	else
		desk_say(&s->desk, NOTE_INFO, "%s",
		         _("这一格没有审核发现；按 n 到下一条，按 F3 列出全部。"));
}

bool shell_why_again(struct shell *s)
{
	const struct review_item *x;

	if (!s->why.away)
		return false;
	x = item_of(s);
	if (x)
		open_why(s, x, s->why.line);
	else
		shell_forget_why(s);
	return x != NULL;
}

/* ---- going to a cell ---- */

static void go(struct shell *s, const struct dialog *d)
{
	struct place p = why_dialog_place(d);

	if (p.sheet < 0 || !shell_still(s))
		return;
	desk_go(&s->desk, p);
	s->focus = FOCUS_TABLE;
	s->why.away = true;
	s->why.line = why_dialog_line(d);
	desk_say(&s->desk, NOTE_INFO, "%s", _("按 Esc 回到由来。"));
}

/* ---- saying ---- */

static bool say_failed(struct shell *s, const struct err *e)
{
	const struct review_item *x = item_of(s);

	if (e->code == ERR_CONFLICT && x)
		s->why.seen = x->seen;
	desk_say(&s->desk, NOTE_WARNING,
	         e->code == ERR_CONFLICT ? _("%s；仍要这样就再做一次。") : "%s", e->text);
	return false;
}

/* Said, and counts and signs are shown anew. */
static bool say_done(struct shell *s, const char *note)
{
	const struct review_item *x;

	desk_changed(&s->desk);
	desk_say(&s->desk, NOTE_OK, "%s", note);
	x = item_of(s);
	if (x)
		open_why(s, x, -1);
	return true;
}

static bool explain_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	struct err e = {0};

	if (end != DIALOG_DONE || !s->desk.filing) {
		why_back(s);
		return true;
	}
	if (review_explain(s->desk.w, s->desk.filing, s->why.key, textbox_text(d), s->why.seen,
	                   &e) == 0)
		return say_done(s, _("审核说明已保存。"));
	return say_failed(s, &e);
}

static void explain(struct shell *s, const struct why *y)
{
	struct str title = {0};

	str_addf(&title, _("审核说明：%s"), y->title);
	shell_draft_as(s, "explain", s->why.key, s->why.seen);
	shell_open_dialog(s, textbox_new(title.s, y->said ? y->said : ""), explain_done);
	if (y->said)
		desk_say(&s->desk, NOTE_INFO, "%s", _("这是上次写的，改好后按 Ctrl-S 保存。"));
	str_free(&title);
}

int shell_resume_explain(struct shell *s, const struct draft *d, struct err *e)
{
	int unit = work_find_unit(s->desk.w, d->unit, e);
	const struct review_item *x;
	struct dialog *box;
	struct why y;

	if (unit < 0 || desk_open(&s->desk, unit, d->year, *d->form ? d->form : NULL, e) < 0)
		return -1;
	shell_forget_why(s);
	s->why.key = mem_strdup(d->key);
	s->why.filing = s->desk.filing ? s->desk.filing->id : 0;
	x = s->desk.filing ? item_of(s) : NULL;
	if (!x)
		return err_set(e, ERR_INPUT, _("那条审核发现已经不在了，写的说明是“%s”。"), d->text);
	why_make(s->desk.w, s->desk.filing, x, &y);
	s->why.seen = d->seen;
	box = textbox_new(y.title, d->text);
	textbox_touch(box);
	shell_draft_as(s, d->kind, d->key, d->seen);
	shell_open_dialog(s, box, explain_done);
	why_free(&y);
	return 0;
}

static bool reject_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	struct err e = {0};

	if (end != DIALOG_DONE || !s->desk.filing) {
		why_back(s);
		return true;
	}
	if (review_return(s->desk.w, s->desk.filing, s->why.key, prompt_text(d), s->why.seen, &e) ==
	    0)
		return say_done(s, _("说明已退回。"));
	say_failed(s, &e);
	why_back(s);
	return true;
}

static void take(struct shell *s)
{
	struct err e = {0};

	if (review_adopt(s->desk.w, s->desk.filing, s->why.key, NULL, s->why.seen, &e) == 0) {
		say_done(s, _("说明已采纳。"));
		return;
	}
	say_failed(s, &e);
	why_back(s);
}

static void adopt(struct shell *s, const struct why *y)
{
	if (!y->adoptable) {
		desk_say(&s->desk, NOTE_INFO, "%s", _("这一格没有可采用的算出的数。"));
		why_back(s);
		return;
	}
	if (!shell_still(s) || !marks_go_finding(&s->desk, s->why.key))
		return;
	s->focus = FOCUS_TABLE;
	change_adopt(&s->desk);
}

/* ---- history ---- */

static bool history_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	(void)d;
	(void)end;
	why_back(s);
	return true;
}

static void add_wrapped(struct dialog *d, const char *text)
{
	size_t skip;

	for (size_t length = strlen(text); length;) {
		size_t kept = text_line(text, length, HISTORY_COLS, &skip);
		char *line = mem_strndup(text, kept);

		picker_add(d, -1, line, NULL, STYLE_TEXT);
		mem_free(line);
		text += kept + skip;
		length -= kept + skip;
	}
}

static void history(struct shell *s)
{
	struct dialog *d = reader_new(_("这条发现的经过"));
	struct str text = {0};
	struct err e = {0};
	char *rest = NULL;

	if (why_history(s->desk.w, s->desk.filing, s->why.key, &text, &e) < 0)
		str_add(&text, e.text);
	for (char *line = text.s ? strtok_r(text.s, "\n", &rest) : NULL; line;
	     line = strtok_r(NULL, "\n", &rest))
		add_wrapped(d, line);
	if (!text.length)
		picker_add(d, -1, _("还没有写过说明。"), NULL, STYLE_DIM);
	shell_open_dialog(s, d, history_done);
	str_free(&text);
}

/* ---- what was asked for ---- */

static void answer(struct shell *s, const struct why *y, enum action a)
{
	if (y->answerable && a == ACT_TAKE) {
		take(s);
	} else if (y->answerable) {
		shell_open_dialog(s, prompt_new(_("退回的原因："), ""), reject_done);
	} else {
		desk_say(&s->desk, NOTE_INFO, "%s", _("还没有有效的说明，不能采纳或退回。"));
		why_back(s);
	}
}

static bool why_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	const struct why *y = why_dialog_of(d);
	enum action a = why_dialog_asked(d);

	s->why.line = why_dialog_line(d);
	if (end == DIALOG_DONE)
		go(s, d);
	if (end != DIALOG_OTHER || !s->desk.filing)
		return true;
	if (a == ACT_SAY)
		explain(s, y);
	else if (a == ACT_ADOPT)
		adopt(s, y);
	else if (a == ACT_HISTORY)
		history(s);
	else
		answer(s, y, a);
	return true;
}
