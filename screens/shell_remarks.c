#include <stdlib.h>
#include <string.h>

#include "app/handin.h"
#include "app/remarks.h"
#include "app/review_show.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"
#include "screens/change.h"
#include "screens/picker.h"
#include "screens/prompt.h"
#include "screens/shell_parts.h"
#include "screens/textbox.h"

/* What people wrote to a cell and to the filing, and writing it. */

/* Lines of a cell's list; a thread has two, by the number of its head: others
 * may begin threads while the list is open. */
enum { LINE_COMMENT, LINE_FOLLOW, LINE_REASON, LINE_ALL, LINE_ANSWER = 8, LINE_CLOSE };
enum { LINES_OF_THREAD = 2 };

/* ---- what is being written ---- */

void shell_forget_remark(struct shell *s)
{
	mem_free(s->remark.key);
	s->remark = (struct remarking){0};
}

/* A new thread at a place, or one more to that thread. */
static void begin(struct shell *s, const char *kind, struct place p, const struct remark_thread *t)
{
	const struct filing *f = s->desk.filing;
	struct str key = {0};

	shell_forget_remark(s);
	s->remark.filing = f->id;
	s->remark.kind = kind;
	s->remark.head = t ? t->head->id : 0;
	s->remark.seen = t ? remarks_newest(t) : 0;
	finding_put_place(f, p, &key);
	s->remark.key = str_take(&key);
}

/* «annex1#1.staff.actual»; "" is the filing. */
static bool target(const struct filing *f, const char *text, struct place *out)
{
	size_t name = strcspn(text, "#");
	char *form = mem_strndup(text, name);
	const char *copy = text[name] ? text + name + 1 : "1";
	const char *dot = strchr(copy, '.');
	bool there = remarks_place(f, form, atoi(copy), dot ? dot + 1 : "", out);

	mem_free(form);
	return there;
}

static int store(struct shell *s, const char *text, struct err *e)
{
	struct desk *d = &s->desk;
	struct place p;

	if (!d->filing || d->filing->id != s->remark.filing)
		return err_set(e, ERR_NOTFOUND, _("那份填报没有打开着，意见没有保存"));
	if (s->remark.head)
		return remarks_answer(d->w, d->filing, s->remark.head, s->remark.seen,
		                      s->remark.kind, text, e);
	if (!target(d->filing, s->remark.key, &p))
		return err_set(e, ERR_NOTFOUND, _("那一格已不在，意见没有保存"));
	return remarks_add(d->w, d->filing, p, s->remark.kind, text, NULL, e);
}

static bool save(struct shell *s, const char *text)
{
	struct err e = {0};

	if (store(s, text, &e) < 0) {
		desk_say(&s->desk, NOTE_WARNING, "%s", e.text);
		return false;
	}
	desk_changed(&s->desk);
	desk_say(&s->desk, NOTE_OK, _("%s已记下。"), s->remark.kind);
	return true;
}

static bool written(struct shell *s, struct dialog *d, enum dialog_end end)
{
	return end != DIALOG_DONE || save(s, textbox_text(d));
}

static bool said(struct shell *s, struct dialog *d, enum dialog_end end)
{
	if (end == DIALOG_DONE)
		save(s, prompt_text(d));
	return true;
}

static struct dialog *open_box(struct shell *s, const char *text)
{
	struct str title = {0}, draft = {0};
	struct place p;
	struct dialog *d;

	str_addf(&title, "%s：", s->remark.kind);
	if (target(s->desk.filing, s->remark.key, &p))
		review_show_place(s->desk.filing, p, &title);
	d = textbox_new(title.s, text);
	str_addf(&draft, "%s %lld %s", s->remark.kind, (long long)s->remark.head, s->remark.key);
	shell_draft_as(s, "remark", draft.s, s->remark.seen);
	shell_open_dialog(s, d, written);
	str_free(&title);
	str_free(&draft);
	return d;
}

int shell_resume_remark(struct shell *s, const struct draft *d, struct err *e)
{
	static const char *const kinds[] = {REMARK_COMMENT, REMARK_REASON, REMARK_ANSWER};
	int unit = work_find_unit(s->desk.w, d->unit, e);
	const char *blank = strchr(d->key, ' ');
	char *rest = NULL;

	if (unit < 0 || desk_open(&s->desk, unit, d->year, *d->form ? d->form : NULL, e) < 0)
		return -1;
	shell_forget_remark(s);
	for (size_t i = 0; blank && i < sizeof kinds / sizeof *kinds; i++) {
		if (strncmp(d->key, kinds[i], (size_t)(blank - d->key)) == 0)
			s->remark.kind = kinds[i];
	}
	if (blank)
		s->remark.head = strtoll(blank + 1, &rest, 10);
	if (!s->desk.filing || !s->remark.kind || !rest || *rest != ' ')
		return err_set(e, ERR_INPUT, _("写意见的填报已经不在了，写的是“%s”。"), d->text);
	s->remark.filing = s->desk.filing->id;
	s->remark.seen = d->seen;
	s->remark.key = mem_strdup(rest + 1);
	textbox_touch(open_box(s, d->text));
	return 0;
}

/* ---- a cell's ---- */

/* «甲 2026-11-21 22:10  与工资表不一致», on one line. */
static void add_words(struct str *out, const struct store_remark *r)
{
	char *clean = text_clean(r->text, true);

	for (char *c = clean; *c; c++)
		*c = *c == '\n' ? ' ' : *c;
	str_addf(out, "%s %s  %s", r->who, when_minute(r->time).s, clean);
	mem_free(clean);
}

static bool may(const struct shell *s, const char *kind, const char *head)
{
	return remarks_may(s->desk.w, s->desk.filing, kind, head, NULL) == 0;
}

static void add_thread(struct dialog *d, const struct shell *s, const struct remark_thread *t)
{
	struct str left = {0}, right = {0};
	int id = LINE_ANSWER + (int)t->head->id * LINES_OF_THREAD;
	bool answerable = !t->closed && may(s, REMARK_ANSWER, NULL);

	remarks_show_state(t, &left);
	add_words(&right, t->head);
	picker_add(d, answerable ? id : -1, left.s, right.s, STYLE_TEXT);
	for (size_t i = 0; i < t->nanswers; i++) {
		str_clear(&left);
		str_clear(&right);
		str_addf(&left, "  %s", t->answers[i]->kind);
		add_words(&right, t->answers[i]);
		picker_add(d, answerable ? id : -1, left.s, right.s, STYLE_TEXT);
	}
	if (!t->closed && may(s, REMARK_CLOSED, t->head->kind))
		picker_add(d, id + LINE_CLOSE - LINE_ANSWER, _("  了结"),
		           _("这一条不用再管；在上面按 Enter 是答复。"), STYLE_KEYNAME);
	str_free(&left);
	str_free(&right);
}

/* What the person may write there. */
static void add_choices(struct dialog *d, const struct shell *s)
{
	if (may(s, REMARK_COMMENT, NULL)) {
		picker_add(d, LINE_COMMENT, _("写批注"), _("一句话，谁都看得见，不算改动。"),
		           STYLE_KEYNAME);
		picker_add(d, LINE_FOLLOW, _("标为待跟进"), _("格上有 ☆，了结以后去掉。"),
		           STYLE_KEYNAME);
	}
	if (may(s, REMARK_REASON, NULL))
		picker_add(d, LINE_REASON, _("写退回意见"),
		           _("审核人写；退回以后必须答复才能再上报。"), STYLE_KEYNAME);
	picker_add(d, LINE_ALL, _("全部意见"), _("列出这套表的全部意见。"), STYLE_KEYNAME);
}

static void answer(struct shell *s, int line)
{
	bool closes = (line - LINE_ANSWER) % LINES_OF_THREAD;
	struct remarks r;
	int number;

	if (remarks_load(&r, s->desk.w, s->desk.filing, NULL) < 0)
		return;
	number = remarks_find_id(&r, (line - LINE_ANSWER) / LINES_OF_THREAD);
	if (number >= 0) {
		begin(s, closes ? REMARK_CLOSED : REMARK_ANSWER, r.thread[number].place,
		      &r.thread[number]);
		if (closes)
			shell_open_dialog(s, prompt_new(_("了结的话（可不写）："), ""), said);
		else
			open_box(s, "");
	}
	remarks_free(&r);
}

static bool cell_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	static const char *const kinds[] = {REMARK_COMMENT, REMARK_FOLLOW, REMARK_REASON};
	int line = picker_chosen(d);
	struct place p;

	if (end == DIALOG_OTHER)
		return false;
	if (end != DIALOG_DONE || !s->desk.filing || s->desk.filing->id != s->remark.filing)
		return true;
	if (line == LINE_ALL) {
		shell_remarks(s);
	} else if (line >= LINE_ANSWER) {
		answer(s, line);
	} else if (line >= 0 && !target(s->desk.filing, s->remark.key, &p)) {
		desk_say(&s->desk, NOTE_WARNING, "%s", _("那一格已不在，不能写意见。"));
	} else if (line >= 0) {
		begin(s, kinds[line], p, NULL);
		if (line == LINE_FOLLOW)
			shell_open_dialog(s, prompt_new(_("要跟进什么（可不写）："), ""), said);
		else
			open_box(s, "");
	}
	return true;
}

static void open_at(struct shell *s, struct place p)
{
	struct desk *desk = &s->desk;
	struct str title = {0};
	struct err e = {0};
	struct remarks r;
	struct dialog *d;

	if (remarks_load(&r, desk->w, desk->filing, &e) < 0) {
		desk_say(desk, NOTE_ERROR, "%s", e.text);
		return;
	}
	str_add(&title, _("意见："));
	review_show_place(desk->filing, p, &title);
	d = picker_new(title.s);
	for (int i = -1; (i = remarks_find(&r, desk->filing, p, false, i)) >= 0;)
		add_thread(d, s, &r.thread[i]);
	add_choices(d, s);
	begin(s, NULL, p, NULL);
	shell_open_dialog(s, d, cell_done);
	remarks_free(&r);
	str_free(&title);
}

/* Of the cell; in the panes beside the table of the sheet, of the filing. */
void shell_remark(struct shell *s)
{
	struct desk *d = &s->desk;

	if (change_nothing(d))
		return;
	if (s->focus == FOCUS_UNITS)
		open_at(s, (struct place){-1, -1, -1, -1});
	else if (s->focus == FOCUS_FORMS)
		open_at(s, (struct place){nav_forms_sheet(s->forms), -1, -1, -1});
	else if (desk_has_cell(d))
		open_at(s, d->at.place);
	else
		open_at(s, (struct place){d->sheet, -1, -1, -1});
}

/* ---- the filing's ---- */

static bool all_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	struct remarks r;
	int at;

	if (end == DIALOG_OTHER) {
		s->all_remarks = !s->all_remarks;
		shell_remarks(s);
		return true;
	}
	if (end != DIALOG_DONE || picker_chosen(d) < 0 || !s->desk.filing ||
	    remarks_load(&r, s->desk.w, s->desk.filing, NULL) < 0)
		return true;
	at = remarks_find_id(&r, picker_chosen(d));
	if (at >= 0) {
		struct place p = r.thread[at].place;

		shell_go_near(s, p);
		open_at(s, p);
	}
	remarks_free(&r);
	return true;
}

void shell_remarks(struct shell *s)
{
	struct desk *desk = &s->desk;
	struct str title = {0};
	struct err e = {0};
	struct remarks r;
	struct dialog *d;

	if (change_nothing(desk))
		return;
	if (remarks_load(&r, desk->w, desk->filing, &e) < 0) {
		desk_say(desk, NOTE_ERROR, "%s", e.text);
		return;
	}
	str_addf(&title,
	         s->all_remarks
	             ? _("本套表的全部意见：%zu 条，%zu 条没有了结（Tab 只看没有了结的）")
	             : _("本套表没有了结的意见：共 %zu 条，%zu 条没有了结（Tab 看全部）"),
	         r.n, r.open);
	d = picker_new(title.s);
	for (size_t i = 0; i < r.n; i++) {
		const struct remark_thread *t = &r.thread[i];
		struct str left = {0}, right = {0};

		if (t->closed && !s->all_remarks)
			continue;
		remarks_show_place(desk->filing, t, &left);
		remarks_show_state(t, &right);
		str_add(&right, "  ");
		add_words(&right, t->head);
		picker_add(d, (int)t->head->id, left.s, right.s, STYLE_TEXT);
		str_free(&left);
		str_free(&right);
	}
	if (s->all_remarks ? !r.n : !r.open)
		picker_add(d, -1, _("没有；按 p 在一格上写。"), NULL, STYLE_DIM);
	shell_open_dialog(s, d, all_done);
	remarks_free(&r);
	str_free(&title);
}

/* ---- of all units ---- */

/* The list is made again: others may have closed some of it. */
static const struct remarks_open_line *find_line(const struct remarks_open *r, int64_t head)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->line[i].head->id == head)
			return &r->line[i];
	return NULL;
}

static void go_to_thread(struct shell *s, const struct remarks_open_line *x)
{
	struct desk *d = &s->desk;
	struct place p;
	struct err e = {0};

	if (desk_open_set(d, x->unit, s->handing_year, x->set, NULL, &e) < 0 || !d->filing) {
		desk_say(d, NOTE_ERROR, "%s", e.text);
		return;
	}
	remarks_place(d->filing, x->head->form, x->head->copy, x->head->key, &p);
	shell_go_near(s, p);
	open_at(s, p);
}

static bool follow_ups_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	const struct remarks_open_line *x;
	struct remarks_open r;

	if (end == DIALOG_OTHER)
		return false;
	if (end != DIALOG_DONE || picker_chosen(d) < 0 ||
	    remarks_open(&r, s->desk.w, s->handing_year, -1, NULL) < 0)
		return true;
	x = find_line(&r, picker_chosen(d));
	if (x)
		go_to_thread(s, x);
	else
		desk_say(&s->desk, NOTE_INFO, "%s", _("这条意见刚被了结。"));
	remarks_open_free(&r);
	return true;
}

void shell_follow_ups(struct shell *s)
{
	struct desk *desk = &s->desk;
	const struct work_unit *units;
	struct remarks_open r;
	struct str title = {0};
	struct err e = {0};
	struct dialog *d;
	size_t n;

	if (!desk->year || remarks_open(&r, desk->w, desk->year, -1, &e) < 0) {
		desk_say(desk, NOTE_INFO, "%s", desk->year ? e.text : _("没有打开的年度。"));
		return;
	}
	units = work_units(desk->w, &n);
	str_addf(&title, _("%d 年各单位没有了结的意见：%zu 条"), desk->year, r.n);
	d = picker_new(title.s);
	for (size_t i = 0; i < r.n; i++) {
		struct str left = {0}, right = {0};

		str_addf(&left, "%s %s", units[r.line[i].unit].name, r.line[i].place);
		str_addf(&right, "%s  ", r.line[i].head->kind);
		add_words(&right, r.line[i].head);
		picker_add(d, (int)r.line[i].head->id, left.s, right.s, STYLE_TEXT);
		str_free(&left);
		str_free(&right);
	}
	if (!r.n)
		picker_add(d, -1, _("没有。"), NULL, STYLE_DIM);
	s->handing_year = desk->year;
	shell_open_dialog(s, d, follow_ups_done);
	remarks_open_free(&r);
	str_free(&title);
}
