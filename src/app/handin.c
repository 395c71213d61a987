#include "app/handin.h"

#include <string.h>
#include <time.h>

#include "app/edit_step.h"
#include "app/remarks.h"
#include "app/work_inside.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"
#include "calc/date.h"
#include "calc/num.h"

enum { DAY = 24 * 60 * 60, DAYS_MOST = 3660 };

/* ---- one passage ---- */

static int take_state(struct work *w, struct filing *f, struct err *e)
{
	struct store_filing *now;

	if (work_stored(w, f, &now, e) < 0)
		return -1;
	work_take_state(f, now);
	store_filings_free(now, 1);
	return 0;
}

/* A blank why is none. */
static int pass_as(struct work *w, struct filing *f, struct store_pass pass, struct err *e)
{
	char *why = text_is_blank(pass.why) ? NULL : text_clean(pass.why, true);
	int result;

	pass.why = why;
	pass.seen = f->passage;
	result = store_pass(w->store, f->id, &pass, NULL, e);
	mem_free(why);
	return result;
}

static int pass(struct work *w, struct filing *f, struct store_pass pass, struct err *e)
{
	if (pass_as(w, f, pass, e) < 0)
		return -1;
	return take_state(w, f, e);
}

/* ---- handing in ---- */

/* f as the store has it, but in the state that the person saw. */
static int catch_up(struct work *w, struct filing *f, struct err *e)
{
	struct filing *each[] = {f->last, f};

	for (int i = 0; i < 2; i++) {
		struct store_filing *now = NULL;
		int64_t passage = each[i] ? each[i]->passage : 0;

		if (!each[i])
			continue;
		if (work_stored(w, each[i], &now, e) < 0)
			return -1;
		if (now->revision != each[i]->revision && work_reload(w, each[i], NULL, e) < 0) {
			store_filings_free(now, 1);
			return -1;
		}
		each[i]->passage = passage;
		store_filings_free(now, 1);
	}
	return 0;
}

static int refuse(const struct handin_list *list, struct err *e)
{
	struct str all = {0};

	handin_list_show(list, &all);
	err_set(e, ERR_INPUT, _("还不能上报：%s"), str_text(&all));
	str_free(&all);
	return -1;
}

int handin_submit(struct work *w, struct filing *f, const char *why, struct handin_list *list,
                  struct err *e)
{
	struct handin_list found = {0};
	int result = edit_check_open(w, f, e);

	if (result == 0)
		result = catch_up(w, f, e);
	if (result == 0)
		result = handin_check(w, f, &found, e);
	if (result == 0 && found.n)
		result = refuse(&found, e);
	if (result == 0)
		result = pass(w, f,
		              (struct store_pass){
		                  .state = STATE_HANDED_IN, .why = why, .revision = f->revision},
		              e);
	if (list)
		*list = found;
	else
		handin_list_free(&found);
	return result;
}

/* ---- returning ---- */

static bool has_reason(const struct remarks *r)
{
	for (size_t i = 0; i < r->n; i++) {
		if (strcmp(r->thread[i].head->kind, REMARK_REASON) == 0 && !r->thread[i].answered)
			return true;
	}
	return false;
}

static int check_reason(struct work *w, const struct filing *f, const char *why, size_t n,
                        struct err *e)
{
	struct remarks r;
	bool there;

	if (n > 0 || !text_is_blank(why))
		return 0;
	if (remarks_load(&r, w, f, e) < 0)
		return -1;
	there = has_reason(&r);
	remarks_free(&r);
	return there ? 0 : err_set(e, ERR_INPUT, _("退回要写原因，或者先在格上写退回意见"));
}

static int return_inside(struct work *w, struct filing *f, const char *why,
                         const struct handin_reason *reasons, size_t n, struct err *e)
{
	for (size_t i = 0; i < n; i++) {
		if (remarks_add(w, f, reasons[i].place, REMARK_REASON, reasons[i].text, NULL, e) <
		    0)
			return -1;
	}
	return pass_as(w, f,
	               (struct store_pass){.state = STATE_RETURNED, .why = why, .revision = -1}, e);
}

int handin_return(struct work *w, struct filing *f, const char *why,
                  const struct handin_reason *reasons, size_t n, struct err *e)
{
	if (check_reason(w, f, why, n, e) < 0 || store_begin(w->store, e) < 0)
		return -1;
	if (return_inside(w, f, why, reasons, n, e) < 0) {
		store_rollback(w->store);
		return -1;
	}
	if (store_commit(w->store, e) < 0)
		return -1;
	return take_state(w, f, e);
}

/* ---- accepting, locking, unlocking ---- */

int handin_accept(struct work *w, struct filing *f, const char *why, struct err *e)
{
	return pass(w, f, (struct store_pass){.state = STATE_ACCEPTED, .why = why, .revision = -1},
	            e);
}

int handin_lock(struct work *w, struct filing *f, const char *why, struct err *e)
{
	return pass(w, f, (struct store_pass){.state = STATE_LOCKED, .why = why, .revision = -1},
	            e);
}

int handin_unlock(struct work *w, struct filing *f, int64_t until, const char *why, struct err *e)
{
	return pass(
	    w, f,
	    (struct store_pass){.state = STATE_FILLING, .until = until, .why = why, .revision = -1},
	    e);
}

static bool is_below(const struct work_unit *units, int unit, int top)
{
	while (top >= 0 && unit >= 0 && unit != top)
		unit = units[unit].superior;
	return unit == top || top < 0;
}

static int lock_each(struct work *w, const struct store_filing *all, size_t n, int top,
                     const char *why, size_t *left, struct err *e)
{
	size_t nunits;
	const struct work_unit *units = work_units(w, &nunits);
	const struct units *tree = work_tree(w, e);
	int locked = 0;

	for (size_t i = 0; tree && i < n; i++) {
		struct store_pass lock = {
		    .state = STATE_LOCKED, .why = why, .seen = all[i].passage, .revision = -1};
		int unit = units_index(tree, all[i].unit);

		if (unit < 0 || !is_below(units, unit, top) ||
		    strcmp(all[i].state, STATE_LOCKED) == 0)
			continue;
		if (strcmp(all[i].state, STATE_ACCEPTED) != 0) {
			++*left;
			continue;
		}
		if (store_pass(w->store, all[i].id, &lock, NULL, e) < 0)
			return -1;
		locked++;
	}
	return tree ? locked : -1;
}

int handin_lock_all(struct work *w, int year, int unit, const char *why, size_t *left,
                    struct err *e)
{
	struct store_filing *all = NULL;
	size_t n = 0, others = 0;
	int locked = -1;

	if (store_begin(w->store, e) < 0)
		return -1;
	if (store_filings(w->store, 0, year, &all, &n, e) == 0)
		locked = lock_each(w, all, n, unit, text_is_blank(why) ? NULL : why, &others, e);
	store_filings_free(all, n);
	if (locked < 0)
		store_rollback(w->store);
	else if (store_commit(w->store, e) < 0)
		locked = -1;
	if (left)
		*left = others;
	work_reload_changed(w);
	return locked;
}

/* ---- terms ---- */

static bool end_of_day(const struct date *d, int64_t *until)
{
	struct tm tm = {.tm_year = d->year - 1900,
	                .tm_mon = d->month - 1,
	                .tm_mday = d->day,
	                .tm_hour = 23,
	                .tm_min = 59,
	                .tm_sec = 59,
	                .tm_isdst = -1};
	time_t t = mktime(&tm);

	*until = (int64_t)t;
	return t != (time_t)-1;
}

static bool days_from_now(const char *text, int64_t now, int64_t *until)
{
	struct figure n;

	if (num_parse(text, "天", &n) != NUM_OK && num_parse(text, "日", &n) != NUM_OK)
		return false;
	if (n.num % NUM_ONE || n.num < NUM_ONE || n.num > DAYS_MOST * NUM_ONE)
		return false;
	*until = now + n.num / NUM_ONE * DAY;
	return true;
}

int handin_term(struct work *w, const char *text, int64_t *until, struct err *e)
{
	struct date date;
	int64_t now = store_now(w->store);

	if (date_read(text, &date) && date.day) {
		if (!end_of_day(&date, until) || *until <= now)
			return err_set(e, ERR_INPUT, _("“%s”已经过去，期限要在今天或以后"), text);
		return 0;
	}
	if (days_from_now(text, now, until))
		return 0;
	return err_set(e, ERR_INPUT, _("“%s”不是期限，要写日期（如 2026-12-31）或天数（如 7天）"),
	               text);
}

/* ---- showing ---- */

const char *handin_state(struct work *w, const struct filing *f)
{
	if (f->until && f->until <= store_now(w->store))
		return STATE_LOCKED;
	return f->state;
}

int handin_may(struct work *w, const struct filing *f, const char *state, struct err *e)
{
	const char *now = handin_state(w, f);

	if (work_is_readonly(w))
		return err_set(e, ERR_READONLY, _("数据库是只读的，不能修改"));
	for (size_t i = 0; i < store_transitions_count; i++) {
		const struct store_transition *t = &store_transitions[i];

		if (strcmp(t->from, now) == 0 && strcmp(t->to, state) == 0 &&
		    (!t->had_term || f->until))
			return store_may(w->store, t->right, f->unit, e);
	}
	return err_set(e, ERR_LOCKED, _("这份填报的状态是“%s”，不能转为“%s”"), now, state);
}

void handin_show_brief(struct work *w, const struct filing *f, struct str *out)
{
	const char *now = handin_state(w, f);

	str_add(out, now);
	if (f->until && strcmp(now, STATE_LOCKED) != 0)
		str_addf(out, _(" 解锁至 %s"), when_short(f->until).s);
}

void handin_show_passage(struct work *w, const struct filing *f, struct str *out)
{
	struct store_passage *all;
	const struct store_passage *newest;
	size_t n;

	if (f->id <= 0 || store_passages(w->store, f->id, &all, &n, NULL) < 0)
		return;
	newest = n ? &all[n - 1] : NULL;
	if (newest)
		str_addf(out, "%s %s", when_minute(newest->time).s, newest->who);
	if (newest && newest->until)
		str_addf(out, _("  解锁至 %s"), when_minute(newest->until).s);
	if (newest && newest->why)
		str_addf(out, _("  %s"), newest->why);
	store_passages_free(all, n);
}

void handin_show_state(struct work *w, const struct filing *f, struct str *out)
{
	struct str how = {0};

	handin_show_passage(w, f, &how);
	str_addf(out, how.length ? "%s  %s" : "%s%s", handin_state(w, f), str_text(&how));
	str_free(&how);
}
