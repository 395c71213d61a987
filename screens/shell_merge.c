#include "app/merge.h"
#include "app/pack.h"

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "screens/ask.h"
#include "screens/mergeview.h"
#include "screens/prompt.h"
#include "screens/shell_parts.h"

/* Filings that are carried by hand: packing the open one, and merging a file
 * that came back. */

/* ---- packing ---- */

static void say_packed(struct desk *d, const char *path, const struct packed *done)
{
	struct str code = {0};

	parcel_code(done->digest, &code);
	desk_say(d, NOTE_OK, _("校验码 %s，已打包到 %s"), str_text(&code), path);
	str_free(&code);
}

/* false: the file is there already, or it failed, as it says. */
static bool pack(struct shell *s, const char *path, bool replace)
{
	struct desk *d = &s->desk;
	struct packed done;
	struct err e = {0};

	if (!d->filing) {
		desk_say(d, NOTE_WARNING, "%s", _("没有打开的填报。"));
		return false;
	}
	if (pack_file(d->w, d->filing, path, replace, &done, &e) < 0) {
		desk_say(d, NOTE_ERROR, "%s", e.text);
		return false;
	}
	say_packed(d, path, &done);
	return true;
}

static bool replace_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	(void)d;
	if (end == DIALOG_DONE)
		pack(s, s->importing.path, true);
	return true;
}

void shell_pack_to(struct shell *s, const char *path)
{
	char *whole = file_absolute(s->importing.folder, path);
	struct str question = {0};

	if (file_is_there(whole) && !file_is_folder(whole)) {
		mem_free(s->importing.path);
		s->importing.path = mem_strdup(whole);
		str_addf(&question, _("%s 已经有了，用新的覆盖它吗？"), whole);
		shell_open_dialog(s,
		                  ask_new(_("覆盖"), question.s, _("覆盖"), _("不覆盖"), _("关闭")),
		                  replace_done);
		str_free(&question);
	} else {
		pack(s, whole, false);
	}
	mem_free(whole);
}

static bool name_given(struct shell *s, struct dialog *d, enum dialog_end end)
{
	if (end == DIALOG_DONE && *prompt_text(d))
		shell_pack_to(s, prompt_text(d));
	return true;
}

void shell_pack(struct shell *s)
{
	char *name, *path;

	if (!s->desk.filing) {
		desk_say(&s->desk, NOTE_WARNING, "%s", _("没有打开的填报。"));
		return;
	}
	if (!s->importing.folder)
		s->importing.folder = file_absolute(NULL, ".");
	name = pack_name(s->desk.filing);
	path = file_join(s->importing.folder, name);
	shell_open_dialog(s, prompt_new(_("打包到文件："), path), name_given);
	mem_free(name);
	mem_free(path);
}

/* ---- merging ---- */

static bool merge_done(struct shell *s, struct dialog *d, enum dialog_end end);

bool shell_merge_file(struct shell *s, const char *path)
{
	struct err e = {0};
	struct merge *m;

	if (work_is_readonly(s->desk.w)) {
		desk_say(&s->desk, NOTE_WARNING, "%s", _("数据库是只读的，不能改。"));
		return false;
	}
	m = merge_open(s->desk.w, path, &e);
	if (!m) {
		desk_say(&s->desk, NOTE_ERROR, "%s", e.text);
		return false;
	}
	desk_say(&s->desk, NOTE_NONE, "%s", "");
	s->desk.content++; /* the filing may have been opened anew */
	shell_open_dialog(s, mergeview_new(m), merge_done);
	return true;
}

/* «已合并：改 3 格、1 行、0 张表页，按本库的留下 1 处；审核 ✗1 !5 ·3» */
static void say_merged(struct desk *d, const struct merge_done *done)
{
	const struct review *r = desk_review(d);
	struct str b = {0};

	str_addf(&b, _("已合并：改 %zu 格、%zu 行、%zu 张表页，按本库的留下 %zu 处；批注 %zu 条"),
	         done->cells, done->rows, done->sheets, done->kept, done->remarks);
	if (r)
		str_addf(&b, _("；审核 ✗%d !%d ·%d"), r->counts.must, r->counts.verify,
		         r->counts.hint);
	desk_say(d, NOTE_OK, "%s", b.s);
	str_free(&b);
}

static void open_merged(struct shell *s, int unit, int year, const char *set)
{
	struct desk *d = &s->desk;
	struct err e = {0};

	d->units++; /* there may be a new filing */
	if (desk_open_set(d, unit, year, set, NULL, &e) < 0)
		desk_say(d, NOTE_ERROR, "%s", e.text);
	else
		s->focus = d->filing ? FOCUS_TABLE : FOCUS_UNITS;
}

/* After a failure the plan is good for nothing: it is made anew. */
static bool carry_out(struct shell *s, struct dialog *dialog)
{
	struct merge *m = mergeview_merge(dialog);
	struct merge_done done = {0};
	struct err e = {0};
	int unit = m->unit, year = m->parcel.year;

	if (merge_open_items(m) > 0) {
		desk_say(&s->desk, NOTE_WARNING,
		         _("还有 %zu 处两边改得不同，没有选定；空格换一边，T 全取对方的，M 全按本库的。"),
		         merge_open_items(m));
		return false;
	}
	if (merge_store(m, mergeview_state(dialog), &done, &e) < 0) {
		s->desk.content++;
		shell_merge_file(s, s->importing.path);
		desk_say(&s->desk, NOTE_ERROR, "%s", e.text);
		return true;
	}
	open_merged(s, unit, year, m->set->id);
	say_merged(&s->desk, &done);
	return true;
}

static bool text_given(struct shell *s, struct dialog *prompt, enum dialog_end end)
{
	struct dialog *d = shell_dialog(s);
	struct err e = {0};
	int item = dialog_is_mergeview(d) ? mergeview_item(d) : -1;

	if (end != DIALOG_DONE || item < 0)
		return true;
	if (merge_choose(mergeview_merge(d), (size_t)item, CHOICE_TYPED, prompt_text(prompt), &e) < 0)
		desk_say(&s->desk, NOTE_WARNING, "%s", e.text);
	else
		mergeview_typed(d);
	return true;
}

/* A third text, for cells alone. */
static void ask_text(struct shell *s, const struct dialog *d)
{
	const struct merge *m = mergeview_merge(d);
	int item = mergeview_item(d);
	const struct merge_item *i = item >= 0 ? &m->items[item] : NULL;
	const char *now;

	if (!i || i->kind != MERGE_CELL) {
		desk_say(&s->desk, NOTE_WARNING, "%s", _("这里不能另写，只能取对方的或本库的。"));
		return;
	}
	now = i->typed ? i->typed : i->mine ? i->mine : i->theirs;
	shell_open_dialog(s, prompt_new(_("另写："), now ? now : ""), text_given);
}

static bool merge_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	if (end == DIALOG_OTHER) {
		ask_text(s, d);
		return false;
	}
	if (end != DIALOG_DONE) {
		desk_say(&s->desk, NOTE_INFO, "%s", _("没有合并，什么也没有改。"));
		return true;
	}
	return carry_out(s, d);
}
