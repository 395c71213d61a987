#include "store/commit.h"

#include <assert.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/chain.h"
#include "store/filings.h"
#include "store/rights.h"
#include "store/passages.h"

/* ---- what each kind of change needs and does ---- */

enum { NEEDS_KEY = 1, NEEDS_LIST = 2 };

static const struct {
	int needs;
	int (*run)(struct commit *c, const struct store_change *change, int64_t *row);
} operations[] = {
    /* clang-format off */
	[OP_CELL]         = { NEEDS_KEY,  commit_cell },
	[OP_DERIVED]      = { NEEDS_KEY,  commit_derived },
	[OP_ROW_ADD]      = { NEEDS_LIST, commit_row_add },
	[OP_ROW_DELETE]   = { NEEDS_LIST, commit_row_delete },
	[OP_ROW_MOVE]     = { NEEDS_LIST, commit_row_move },
	[OP_SHEET_ADD]    = { 0,          commit_sheet_add },
	[OP_SHEET_DELETE] = { 0,          commit_sheet_delete },
    /* clang-format on */
};
_Static_assert(sizeof operations / sizeof *operations == OP_SHEET_DELETE + 1,
               "one line for each operation");

static bool is_empty(const char *text)
{
	return !text || !*text;
}

static int check_change(const struct store_change *change, struct err *e)
{
	int needs;

	assert((unsigned)change->op < sizeof operations / sizeof *operations);
	needs = operations[change->op].needs;
	if (is_empty(change->form) || change->copy < 1)
		return err_set(e, ERR_USAGE, _("修改没有指明是哪一张表页"));
	if ((needs & NEEDS_KEY) && is_empty(change->key))
		return err_set(e, ERR_USAGE, _("修改没有指明是哪一栏"));
	if ((needs & NEEDS_LIST) && is_empty(change->list))
		return err_set(e, ERR_USAGE, _("修改没有指明是哪一个列表"));
	return 0;
}

/* ---- one commit ---- */

int commit_open(struct commit *c, struct store *s, int64_t filing, struct err *e)
{
	sqlite3_stmt *q = db_ask(s, SQL_FILING_PLACE, DB_VALUES(db_int(filing)), e);
	int found = q ? db_row(s, q, e) : -1;

	*c = (struct commit){.s = s, .e = e, .filing = filing};
	if (found == 0)
		return filings_missing(s, filing, e);
	if (found < 0)
		return -1;
	c->unit = sqlite3_column_int64(q, 0);
	c->year = sqlite3_column_int(q, 1);
	c->set = db_text(q, 2);
	c->revision = sqlite3_column_int64(q, 3) + 1;
	c->time = db_now(s);
	db_done(q);
	return store_may(s, RIGHT_FILL, c->unit, e);
}

void commit_release(struct commit *c)
{
	mem_free(c->set);
	mem_free(c->form_name);
}

static bool is_derived(const struct store_change *changes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (changes[i].op != OP_DERIVED)
			return false;
	}
	return true;
}

int commit_changes(struct commit *c, const struct store_change *changes, size_t count,
                   int64_t *rows)
{
	/* What is derived follows last year's figures, whatever the state. */
	if (!is_derived(changes, count) && passage_check_open(c->s, c->filing, c->e) < 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		rows[i] = changes[i].row;
		if (check_change(&changes[i], c->e) < 0 ||
		    operations[changes[i].op].run(c, &changes[i], &rows[i]) < 0)
			return -1;
	}
	return 0;
}

int commit_close(struct commit *c, const struct store_score *score)
{
	if (score &&
	    db_run(c->s, SQL_FILING_SCORE,
	           DB_VALUES(db_int(c->filing), db_int_or_null(score->has_score, score->score),
	                     db_str(score->grade)),
	           c->e) < 0)
		return -1;
	if (db_run(c->s, SQL_FILING_TOUCH,
	           DB_VALUES(db_int(c->filing), db_int(c->revision), db_int(c->time)), c->e) < 0)
		return -1;
	return c->step ? chain_add(c->s, CHAIN_STEP, c->step, c->e) : 0;
}

void commit_report(const struct commit *c, struct store_change *changes, size_t count,
                   const int64_t *rows)
{
	for (size_t i = 0; i < count; i++) {
		changes[i].row = rows[i];
		if (changes[i].op != OP_DERIVED)
			changes[i].version = c->revision;
	}
}

/* ---- the calls ---- */

static int keep_step(struct store *s, int64_t step, struct err *e)
{
	int64_t unit = 0;

	if (db_number(s, SQL_STEP_UNIT, DB_VALUES(db_int(step)), &unit, e) < 0 ||
	    store_may(s, RIGHT_FILL, unit, e) < 0)
		return -1;
	return db_run(s, SQL_STEP_KEEP, DB_VALUES(db_int(step)), e);
}

int store_step_keep(struct store *s, int64_t step, struct err *e)
{
	if (db_begin(s, e) < 0)
		return -1;
	return db_end(s, keep_step(s, step, e), e);
}

int store_apply(struct store *s, int64_t filing, struct store_change *changes, size_t count,
                const struct store_score *score, const char *what, const char *why, int64_t *step,
                struct err *e)
{
	struct commit c;
	int64_t *rows;
	int result;

	if (db_begin(s, e) < 0)
		return -1;
	rows = mem_array(count + 1, sizeof *rows);
	result = commit_open(&c, s, filing, e);
	c.what = what;
	c.why = why;
	if (result == 0)
		result = commit_changes(&c, changes, count, rows);
	if (result == 0)
		result = commit_close(&c, score);
	result = db_end(s, result, e);
	if (result == 0)
		commit_report(&c, changes, count, rows);
	if (result == 0 && step)
		*step = c.step;
	commit_release(&c);
	mem_free(rows);
	return result;
}
