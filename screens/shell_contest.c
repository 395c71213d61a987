#include <stdlib.h>
#include <string.h>

#include "app/edit.h"
#include "app/others.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"
#include "screens/change.h"
#include "screens/contest.h"
#include "screens/shell_parts.h"
#include "screens/textbox.h"

/* What I typed and what somebody else did at the same place: asked, never
 * decided here. */

/* «对方（乙 10:32）», as the journal of the cell has it. */
static char *head_of_theirs(const struct desk *d)
{
	struct store_entry *entry = NULL;
	const struct sheet *sheet = desk_sheet(d);
	struct str key = {0}, out = {0};
	size_t n = 0;

	filing_key(d->filing, d->at.place, &key);
	store_journal(work_store(d->w), d->filing->id, sheet->form->id, sheet->copy, str_text(&key),
	              1, &entry, &n, NULL);
	if (n)
		str_addf(&out, _("对方（%s %s）"), *entry[0].who ? entry[0].who : _("他人"),
		         when_short(entry[0].time).s);
	else
		str_add(&out, _("对方"));
	store_journal_free(entry, n);
	str_free(&key);
	return str_take(&out);
}

/* ---- one cell ---- */

static const struct dialog *open_box(const struct shell *s)
{
	const struct dialog *top = shell_dialog(s);

	return dialog_is_textbox(top) ? top : NULL;
}

/* What was to be stored, and what stood there when that began; NULL: not known. */
static const char *mine_of(const struct shell *s, const char **base)
{
	const struct other_change *c = others_at(s->desk.w, s->desk.filing, s->desk.at.place);

	*base = c && c->kind == OTHER_CELL ? (c->old ? c->old : "") : NULL;
	if (open_box(s)) {
		*base = s->text_base;
		return textbox_text(open_box(s));
	}
	if (table_typed(s->table)) {
		*base = table_base(s->table);
		return table_typed(s->table);
	}
	return s->contested;
}

static void store_contested(struct shell *s)
{
	if (change_put_seen(&s->desk, s->contested, s->contest_seen) == CHANGE_CONFLICT)
		shell_ask_conflict(s);
}

/* Over the version that was shown, not over one that came since. */
static void keep_mine(struct shell *s)
{
	if (open_box(s))
		shell_save_text(s, s->contest_seen);
	else if (!table_typed(s->table))
		store_contested(s);
	else if (table_keep_mine(s->table, s->contest_seen) == KEY_WANTS_DECISION)
		shell_ask_conflict(s);
}

static void take_theirs(struct shell *s)
{
	if (!open_box(s)) {
		table_take_theirs(s->table);
		return;
	}
	shell_close_dialog(s);
	desk_say(&s->desk, NOTE_INFO, "%s", _("已用对方的文字，自己输入的没有保存。"));
}

static void go_on(struct shell *s)
{
	const char *base;
	const char *mine = mine_of(s, &base);

	if (open_box(s))
		s->text_seen = s->contest_seen;
	else if (table_typed(s->table))
		table_go_on(s->table, s->contest_seen);
	else
		table_resume(s->table, mine, base, s->contest_seen);
	desk_say(&s->desk, NOTE_INFO, "%s", _("接着改，保存时就盖过刚才看到的对方的值。"));
}

static bool conflict_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	(void)d;
	if (end == DIALOG_DONE)
		keep_mine(s);
	else if (end == DIALOG_NO)
		take_theirs(s);
	else if (end == DIALOG_OTHER)
		go_on(s);
	else
		desk_say(&s->desk, NOTE_INFO, "%s", _("还没有保存，可以接着改。"));
	return true;
}

static void ask_cell(struct shell *s, const char *mine, const char *base)
{
	struct str label = {0}, title = {0};
	char *theirs = head_of_theirs(&s->desk);
	struct dialog *d;

	change_label(&s->desk, &label);
	str_addf(&title, _("这一格刚被他人改过：%s"), str_text(&label));
	d = contest_new(title.s, _("用我的"), _("用对方的"), _("另填"), _("先不定"));
	if (base)
		contest_show(d, _("原来"), base, NULL);
	contest_show(d, theirs, change_text(&s->desk), base);
	contest_show(d, _("我的"), mine, base);
	shell_open_dialog(s, d, conflict_done);
	mem_free(theirs);
	str_free(&title);
	str_free(&label);
}

static bool spot_is_gone(const struct shell *s)
{
	if (open_box(s))
		return !shell_is_at_text(s);
	return !desk_has_cell(&s->desk);
}

void shell_ask_conflict(struct shell *s)
{
	const char *base, *mine;

	s->conflict = false;
	if (s->desk.contested) {
		mem_free(s->contested);
		s->contested = s->desk.contested;
		s->desk.contested = NULL;
	}
	if (shell_find_lost(s) || spot_is_gone(s))
		return;
	mine = mine_of(s, &base);
	s->contest_seen = change_version(&s->desk);
	if (mine)
		ask_cell(s, mine, base);
}

/* ---- what was deleted under my hands ---- */

static int copy_of(const char *form)
{
	const char *hash = strchr(form, '#');

	return hash ? (int)strtol(hash + 1, NULL, 10) : 1;
}

/* Back with all its cells, my text among them; of a row to come the text is
 * typed in again. */
static int restore(struct shell *s, struct err *e)
{
	struct desk *d = &s->desk;
	bool to_come = strstr(s->lost.key, ".+") != NULL;
	char *form = mem_strndup(s->lost.form, strcspn(s->lost.form, "#"));
	int copy = copy_of(s->lost.form);
	int result = edit_restore(d->w, d->filing, form, copy, s->lost.key,
	                          to_come ? NULL : s->lost.text, e);

	mem_free(form);
	desk_changed(d);
	if (result == 0)
		result = shell_go_to_draft(s, &s->lost, e);
	if (result == 0 && to_come)
		table_resume(s->table, s->lost.text, s->lost.base, 0);
	return result;
}

/* The file stays: it is offered again at the next start. */
static void put_aside(struct shell *s)
{
	struct err e = {0};

	if (draft_save(&s->lost, &e) < 0)
		desk_say(&s->desk, NOTE_ERROR, "%s", e.text);
	else
		desk_say(&s->desk, NOTE_INFO, "%s", _("输入的留作草稿，下次启动时再问。"));
}

static bool gone_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	struct err e = {0};

	(void)d;
	if (end == DIALOG_DONE && restore(s, &e) < 0) {
		put_aside(s);
		desk_say(&s->desk, NOTE_ERROR, _("%s；输入的留作草稿。"), e.text);
	} else if (end == DIALOG_DONE) {
		draft_remove(s->lost.file);
		desk_say(&s->desk, NOTE_OK, "%s", _("已恢复，填入了刚才输入的（u 撤销）。"));
	} else if (end == DIALOG_NO) {
		draft_remove(s->lost.file);
		desk_say(&s->desk, NOTE_INFO, "%s", _("已丢弃刚才输入的。"));
	} else {
		put_aside(s);
	}
	draft_free(&s->lost);
	return true;
}

/* «“安全检查机构数”这一行已被 乙 于 10:32 删除 …» */
static char *sentence_of(const struct shell *s)
{
	char *form = mem_strndup(s->lost.form, strcspn(s->lost.form, "#"));
	const struct other_change *c = others_deleted(s->desk.w, s->desk.filing, form,
	                                              copy_of(s->lost.form), s->lost.key);
	struct str out = {0};

	if (c) {
		others_show(c, &out);
		str_add(&out, _("。正在填的就在里面，刚才输入的还没有保存。"));
	} else {
		str_add(&out, _("正在填的这一行或这份表已被他人删除，刚才输入的还没有保存。"));
	}
	mem_free(form);
	return str_take(&out);
}

void shell_ask_gone(struct shell *s)
{
	struct dialog *d = contest_new(_("正在填的已被他人删除"), _("恢复，填入我的"),
	                               _("丢弃我的"), NULL, _("留作草稿"));
	char *sentence = sentence_of(s);

	contest_say(d, sentence);
	if (s->lost.base && *s->lost.base)
		contest_show(d, _("原来"), s->lost.base, NULL);
	contest_show(d, _("我的"), s->lost.text, s->lost.base);
	shell_open_dialog(s, d, gone_done);
	mem_free(sentence);
}

bool shell_find_lost(struct shell *s)
{
	char *text;

	if (table_typed(s->table))
		table_fit(s->table, s->at.table);
	text = table_take_lost(s->table);
	if (!text)
		return false;
	shell_lose(s, text);
	return true;
}
