#include "store/revert.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/commit.h"

/* ---- a step ---- */

/* 2 of step.undone: it made the filing. */
enum { UNDONE = 1, KEPT = 2 };

struct found_step {
	struct store_step step;
	int64_t tip; /* what last took it back or put it back, or itself */
	int undone;
};

static int read_step(struct store *s, int64_t id, struct found_step *out, struct err *e)
{
	sqlite3_stmt *q = db_ask(s, SQL_STEP, DB_VALUES(db_int(id)), e);
	int found = q ? db_row(s, q, e) : -1;

	*out = (struct found_step){.tip = 0};
	if (found == 0)
		err_set(e, ERR_NOTFOUND, _("修改日志里没有第 %lld 步"), (long long)id);
	if (found <= 0)
		return -1;
	out->step = (struct store_step){.id = id,
	                                .filing = sqlite3_column_int64(q, 0),
	                                .time = sqlite3_column_int64(q, 1),
	                                .who = db_text(q, 2),
	                                .host = db_text(q, 3),
	                                .what = db_text(q, 4),
	                                .why = db_text(q, 5)};
	out->undone = sqlite3_column_int(q, 6);
	out->tip = sqlite3_column_int64(q, 7);
	out->step.taken_back = out->undone == UNDONE;
	db_done(q);
	return 0;
}

int store_step(struct store *s, int64_t id, struct store_step *out, struct err *e)
{
	struct found_step found;
	int result = read_step(s, id, &found, e);

	*out = found.step;
	return result;
}

void store_step_free(struct store_step *x)
{
	mem_free(x->who);
	mem_free(x->host);
	mem_free(x->what);
	mem_free(x->why);
	*x = (struct store_step){.id = 0};
}

/* ---- taking one back ---- */

static int check_whole(struct store *s, const struct found_step *f, struct err *e)
{
	if (f->undone == KEPT)
		return err_set(e, ERR_INPUT, _("第 %lld 步建立了这份填报，不能恢复到它以前"),
		               (long long)f->step.id);
	if (f->undone == UNDONE)
		return err_set(e, ERR_INPUT, _("第 %lld 步已经撤销了，不用恢复"),
		               (long long)f->step.id);
	return undo_check(s, f->step.filing, f->tip, NULL, e);
}

static bool is_cell(const struct store_change *change, const char *form, int copy, const char *key)
{
	return change->op == OP_CELL && change->copy == copy && strcmp(change->form, form) == 0 &&
	       strcmp(change->key, key) == 0;
}

/* Only the cell's changes stay; the last of them has the text from before. */
static int keep_cell(struct store_plan *plan, const char *form, int copy, const char *key,
                     struct err *e)
{
	size_t kept = 0;

	for (size_t i = 0; i < plan->count; i++) {
		struct store_change change = plan->changes[i];

		if (!is_cell(&change, form, copy, key))
			continue;
		plan->changes[i] = plan->changes[kept];
		plan->changes[kept++] = change;
	}
	undo_cut(plan, kept);
	if (kept > 0)
		return 0;
	return err_set(e, ERR_NOTFOUND, _("第 %lld 步没有改过 %s#%d.%s"), (long long)plan->step, form,
	               copy, key);
}

static int make_plan(struct store *s, int64_t step, const char *form, int copy, const char *key,
                     struct store_plan *plan, struct err *e)
{
	struct found_step f;
	int result = read_step(s, step, &f, e);

	if (result == 0 && !key)
		result = check_whole(s, &f, e);
	plan->step = step;
	plan->what = mem_strdup(f.step.what);
	if (result == 0)
		result = undo_changes(s, f.tip, plan, e);
	if (result == 0 && key)
		result = keep_cell(plan, form, copy, key, e);
	if (result == 0)
		result = undo_bases(s, f.step.filing, plan, e);
	store_step_free(&f.step);
	return result;
}

int store_plan_revert(struct store *s, int64_t step, const char *form, int copy, const char *key,
                      struct store_plan **plan, struct err *e)
{
	*plan = NULL;
	if (db_begin_read(s, e) < 0)
		return -1;
	*plan = mem_alloc(sizeof **plan);
	if (db_end_read(s, make_plan(s, step, form, copy, key, *plan, e)) == 0)
		return 0;
	store_plan_free(*plan);
	*plan = NULL;
	return -1;
}
