#include <string.h>

#include "app/handin.h"
#include "app/remarks.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"
#include "screens/ask.h"
#include "screens/change.h"
#include "screens/marks.h"
#include "screens/picker.h"
#include "screens/prompt.h"
#include "screens/shell_parts.h"

/* Handing in, returning, accepting, locking and unlocking the open filing. */

/* ---- what is common ---- */

static void say_result(struct shell *s, int result, const struct err *e)
{
	struct str b = {0};

	if (result < 0) {
		desk_say(&s->desk, NOTE_WARNING, "%s", e->text);
		desk_refresh(&s->desk);
		return;
	}
	desk_changed(&s->desk);
	handin_show_state(s->desk.w, s->desk.filing, &b);
	desk_say(&s->desk, NOTE_OK, "%s", b.s);
	str_free(&b);
}

/* The filing that was asked about is the one that lies open. */
static struct filing *asked_filing(struct shell *s, enum dialog_end end)
{
	if (end != DIALOG_DONE || !s->desk.filing || s->desk.filing->id != s->handing)
		return NULL;
	return s->desk.filing;
}

/* «信息中心 2024 年» */
static void add_filing(const struct shell *s, struct str *out)
{
	str_addf(out, _("%s %d 年"), s->desk.filing->unit_name, s->desk.filing->year);
}

/* Who can't pass it on is told so before being asked for anything. */
static bool may_ask(struct shell *s, const char *state)
{
	struct err e = {0};

	if (change_nothing(&s->desk))
		return false;
	s->handing = s->desk.filing->id;
	if (handin_may(s->desk.w, s->desk.filing, state, &e) == 0)
		return true;
	desk_say(&s->desk, NOTE_WARNING, "%s", e.text);
	return false;
}

/* ---- handing in ---- */

static void go_to_item(struct shell *s, const struct handin_item *x)
{
	if (x->key && marks_go_finding(&s->desk, x->key)) {
		s->focus = FOCUS_TABLE;
	} else if (!x->key) {
		shell_go_near(s, x->place);
		desk_say(&s->desk, NOTE_INFO, x->remark ? _("退回意见：%s  按 p 答复。") : "%s",
		         x->text);
	}
}

/* The list is made again: places of an old one may not hold. */
static bool blocked_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	struct filing *f = asked_filing(s, end);
	struct handin_list list;
	struct err e = {0};
	size_t at = 0;

	if (end == DIALOG_OTHER)
		return false;
	if (!f || picker_chosen(d) < 0)
		return true;
	if (handin_check(s->desk.w, f, &list, &e) < 0) {
		desk_say(&s->desk, NOTE_ERROR, "%s", e.text);
		return true;
	}
	while (at < list.n && !picker_chose(d, list.item[at].name, list.item[at].text))
		at++;
	if (at < list.n)
		go_to_item(s, &list.item[at]);
	else
		desk_say(&s->desk, NOTE_INFO, "%s", _("这一处已经不拦着上报了。"));
	handin_list_free(&list);
	return true;
}

static void show_blocked(struct shell *s, const struct handin_list *list)
{
	struct dialog *d = picker_new(_("还不能上报（Enter 转到那一处）"));
	struct str all = {0};

	handin_list_show(list, &all);
	picker_add(d, -1, all.s, NULL, STYLE_WARNING);
	for (size_t i = 0; i < list->n; i++)
		picker_add(d, (int)i, list->item[i].name, list->item[i].text, STYLE_TEXT);
	str_free(&all);
	picker_select(d, 0);
	shell_open_dialog(s, d, blocked_done);
}

static bool submit_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	struct filing *f = asked_filing(s, end);
	struct handin_list list = {0};
	struct err e = {0};

	(void)d;
	if (!f)
		return true;
	say_result(s, handin_submit(s->desk.w, f, NULL, &list, &e), &e);
	if (list.n)
		show_blocked(s, &list);
	handin_list_free(&list);
	return true;
}

void shell_submit(struct shell *s)
{
	struct handin_list list;
	struct str b = {0};
	struct err e = {0};

	if (!may_ask(s, STATE_HANDED_IN))
		return;
	if (handin_check(s->desk.w, s->desk.filing, &list, &e) < 0) {
		desk_say(&s->desk, NOTE_ERROR, "%s", e.text);
		return;
	}
	if (list.n) {
		show_blocked(s, &list);
	} else {
		str_add(&b, _("上报 "));
		add_filing(s, &b);
		str_add(&b, _("的填报吗？上报以后不能再改；要改，请审核人退回。"));
		shell_open_dialog(s, ask_new(_("上报"), b.s, _("上报"), _("不上报"), _("关闭")),
		                  submit_done);
	}
	str_free(&b);
	handin_list_free(&list);
}

/* ---- the reviewer's ---- */

static void give_back(struct shell *s, const char *why)
{
	struct err e = {0};
	int result = handin_return(s->desk.w, s->desk.filing, why, NULL, 0, &e);

	say_result(s, result, &e);
}

void shell_return_for(struct shell *s, const char *why)
{
	if (may_ask(s, STATE_RETURNED))
		give_back(s, why);
}

static bool return_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	if (asked_filing(s, end))
		give_back(s, prompt_text(d));
	return true;
}

void shell_return(struct shell *s)
{
	struct str label = {0};
	size_t n;

	if (!may_ask(s, STATE_RETURNED))
		return;
	n = remarks_unanswered(s->desk.w, s->desk.filing);
	if (n)
		str_addf(&label, _("退回的原因（格上已写 %zu 条退回意见，可不写）："), n);
	else
		str_add(&label, _("退回的原因："));
	shell_open_dialog(s, prompt_new(label.s, ""), return_done);
	str_free(&label);
}

static bool accept_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	struct filing *f = asked_filing(s, end);
	struct err e = {0};

	(void)d;
	if (f)
		say_result(s, handin_accept(s->desk.w, f, NULL, &e), &e);
	return true;
}

static bool lock_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	struct filing *f = asked_filing(s, end);
	struct err e = {0};

	(void)d;
	if (f)
		say_result(s, handin_lock(s->desk.w, f, NULL, &e), &e);
	return true;
}

void shell_accept(struct shell *s)
{
	struct str b = {0};
	struct remarks r;

	if (!may_ask(s, STATE_ACCEPTED))
		return;
	add_filing(s, &b);
	str_add(&b, _("的填报审核通过吗？"));
	if (remarks_load(&r, s->desk.w, s->desk.filing, NULL) == 0 && r.open)
		str_addf(&b, _("还有 %zu 条意见没有了结。"), r.open);
	remarks_free(&r);
	shell_open_dialog(s, ask_new(_("审核通过"), b.s, _("通过"), _("不通过"), _("关闭")),
	                  accept_done);
	str_free(&b);
}

void shell_lock(struct shell *s)
{
	struct str b = {0};

	if (!may_ask(s, STATE_LOCKED))
		return;
	str_add(&b, _("锁定 "));
	add_filing(s, &b);
	str_add(&b, _("的填报吗？锁定以后要改，得先解锁。"));
	shell_open_dialog(s, ask_new(_("锁定"), b.s, _("锁定"), _("不锁定"), _("关闭")), lock_done);
	str_free(&b);
}

/* The term, and perhaps why. */
static void unlock_until(struct shell *s, const char *text)
{
	size_t length = strcspn(text, " ");
	char *term = mem_strndup(text, length);
	int64_t until = 0;
	struct err e = {0};
	int result = handin_term(s->desk.w, term, &until, &e);

	if (result == 0)
		result = handin_unlock(s->desk.w, s->desk.filing, until,
		                       text + length + strspn(text + length, " "), &e);
	say_result(s, result, &e);
	mem_free(term);
}

void shell_unlock_until(struct shell *s, const char *text)
{
	if (may_ask(s, STATE_FILLING))
		unlock_until(s, text);
}

static bool unlock_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	if (asked_filing(s, end))
		unlock_until(s, prompt_text(d));
	return true;
}

void shell_unlock(struct shell *s)
{
	if (may_ask(s, STATE_FILLING))
		shell_open_dialog(
		    s, prompt_new(_("解锁到什么时候（如 2026-12-31、7天，后面可写原因）："), ""),
		    unlock_done);
}

/* ---- what was returned ---- */

bool shell_tell_passage(struct shell *s)
{
	const struct filing *f = s->desk.filing;
	struct str b = {0};
	size_t n;

	if (!f || s->told_filing == f->id || (s->desk.note && s->desk.note_kind >= NOTE_WARNING))
		return false;
	s->told_filing = f->id;
	if (!f->state || strcmp(f->state, STATE_RETURNED) != 0)
		return false;
	handin_show_state(s->desk.w, f, &b);
	n = remarks_unanswered(s->desk.w, s->desk.filing);
	if (n)
		str_addf(&b, _("；还有 %zu 条退回意见没有答复，按 P 看"), n);
	desk_say(&s->desk, NOTE_INFO, "%s", b.s);
	str_free(&b);
	return true;
}

/* ---- all of it in one list ---- */

static const struct {
	enum action action;
	const char *state; /* it leads to; NULL: always there */
	const char *words;
} steps[] = {
    {ACT_SUBMIT, STATE_HANDED_IN, "上报"},    {ACT_RETURN, STATE_RETURNED, "退回"},
    {ACT_ACCEPT, STATE_ACCEPTED, "审核通过"}, {ACT_LOCK, STATE_LOCKED, "锁定"},
    {ACT_UNLOCK, STATE_FILLING, "解锁"},      {ACT_CHANGES, NULL, "上报以来的改动"},
    {ACT_REMARKS, NULL, "本套表的意见"},      {ACT_FOLLOW_UPS, NULL, "各单位没有了结的意见"},
    {ACT_MISSING, NULL, "还没有上报的单位"},
};

static bool handin_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	int chosen = picker_chosen(d);

	if (end == DIALOG_OTHER)
		return false;
	if (end == DIALOG_DONE && chosen >= 0)
		shell_command(s, (enum action)chosen);
	return true;
}

/* How it came into its state, newest first. */
static void add_history(struct dialog *d, const struct shell *s)
{
	struct store_passage *all;
	size_t n;

	if (store_passages(work_store(s->desk.w), s->desk.filing->id, &all, &n, NULL) < 0)
		return;
	for (size_t i = n; i-- > 0;) {
		struct str left = {0}, right = {0};

		str_addf(&left, "%s  %s", when_minute(all[i].time).s, all[i].state);
		str_add(&right, all[i].who);
		if (all[i].until)
			str_addf(&right, _("  解锁至 %s"), when_minute(all[i].until).s);
		if (all[i].why)
			str_addf(&right, "  %s", all[i].why);
		picker_add(d, -1, left.s, right.s, STYLE_DIM);
		str_free(&left);
		str_free(&right);
	}
	store_passages_free(all, n);
}

void shell_handin(struct shell *s)
{
	struct str title = {0};
	struct dialog *d;

	if (change_nothing(&s->desk))
		return;
	str_add(&title, _("上报和审核："));
	handin_show_brief(s->desk.w, s->desk.filing, &title);
	d = picker_new(title.s);
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		const struct key_line *line = keymap_line(CTX_TABLE, steps[i].action);
		struct str name = {0};

		if (steps[i].state &&
		    handin_may(s->desk.w, s->desk.filing, steps[i].state, NULL) < 0)
			continue;
		str_addf(&name, "%s  :%s", _(steps[i].words), line->command);
		picker_add(d, (int)steps[i].action, name.s, _(line->help), STYLE_KEYNAME);
		str_free(&name);
	}
	add_history(d, s);
	shell_open_dialog(s, d, handin_done);
	str_free(&title);
}
