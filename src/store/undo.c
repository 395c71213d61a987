#include "store/commit.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

/* A step that was typed, the step that took it back, the one that put it back
 * and so on make a chain.  `step` is its first, `tip` its last: taking back the
 * tip is the undo when the tip made the change, the redo when it took it away. */
struct undo_plan {
	struct store_plan plan; /* first: what the caller sees */
	bool redo;
	bool parts; /* though others changed some of it since */
	int64_t tip;
};

static const struct {
	enum sql find;
	const char *what; /* data in the journal, the same in every language */
	const char *nothing;
} directions[] = {
    {SQL_STEP_UNDO, "撤销", "没有可以撤销的修改"},
    {SQL_STEP_REDO, "重做", "没有可以重做的修改"},
};

/* ---- which step ---- */

struct chain {
	int64_t step, tip;
	char *what;
};

/* 1 found, 0 none, −1 failed. */
static int find_chain(struct store *s, int64_t filing, bool redo, struct chain *chain,
                      struct err *e)
{
	sqlite3_stmt *q = db_ask(s, directions[redo].find,
	                         DB_VALUES(db_int(filing), db_str(s->actor)), e);
	int found = q ? db_row(s, q, e) : -1;

	*chain = (struct chain){.step = 0};
	if (found > 0) {
		chain->step = sqlite3_column_int64(q, 0);
		chain->tip = sqlite3_column_int64(q, 1);
		chain->what = db_text(q, 2);
		db_done(q);
	}
	return found;
}

int undo_check(struct store *s, int64_t filing, int64_t tip, const char *who, struct err *e)
{
	sqlite3_stmt *q = db_ask(s, SQL_STEP_DISTURBED,
	                         DB_VALUES(db_int(filing), db_int(tip), db_str(who)), e);
	int found = q ? db_row(s, q, e) : -1;

	if (found > 0) {
		const struct conflict k = {
		    .who = (const char *)sqlite3_column_text(q, 0),
		    .time = sqlite3_column_int64(q, 1),
		    .op = sqlite3_column_int(q, 2),
		    .key = (const char *)sqlite3_column_text(q, 3),
		    .now = (const char *)sqlite3_column_text(q, 4),
		    .form = (const char *)sqlite3_column_text(q, 5),
		    .copy = sqlite3_column_int(q, 6),
		};

		conflict_set(s, &k, e);
		db_done(q);
	}
	return found == 0 ? 0 : -1;
}

/* ---- the changes that take it back ---- */

/* The other way round of an entry; old is the entry's old text. */
static enum store_op opposite(enum store_op op)
{
	static const enum store_op opposites[] = {
	    [OP_CELL] = OP_CELL,
	    [OP_DERIVED] = OP_DERIVED,
	    [OP_ROW_ADD] = OP_ROW_DELETE,
	    [OP_ROW_DELETE] = OP_ROW_ADD,
	    [OP_ROW_MOVE] = OP_ROW_MOVE,
	    [OP_SHEET_ADD] = OP_SHEET_DELETE,
	    [OP_SHEET_DELETE] = OP_SHEET_ADD,
	};

	return opposites[op];
}

static void turn_cell(struct store_change *change, const char *key, const char *old)
{
	change->key = mem_strdup(key);
	change->text = mem_strdup(old);
}

static void turn_row(struct store_change *change, const char *key, const char *old)
{
	const char *dot = strrchr(key, '.');
	char *group;

	change->list = dot ? mem_strndup(key, (size_t)(dot - key)) : mem_strdup(key);
	change->row = dot ? strtoll(dot + 1, NULL, 10) : 0;
	commit_read_place(old, &group, &change->order);
	change->group = group;
}

static void turn_entry(sqlite3_stmt *q, struct store_change *change)
{
	const char *key = (const char *)sqlite3_column_text(q, 3);
	const char *old = (const char *)sqlite3_column_text(q, 4);

	change->op = opposite((enum store_op)sqlite3_column_int(q, 2));
	change->form = db_text(q, 0);
	change->copy = sqlite3_column_int(q, 1);
	change->carried = sqlite3_column_int(q, 7) != 0;
	if (change->op == OP_CELL)
		turn_cell(change, key, old);
	else if (change->op != OP_SHEET_ADD && change->op != OP_SHEET_DELETE)
		turn_row(change, key, old);
}

int undo_changes(struct store *s, int64_t step, struct store_plan *plan, struct err *e)
{
	sqlite3_stmt *q = db_ask(s, SQL_STEP_ENTRIES, DB_VALUES(db_int(step)), e);
	size_t capacity = 0;
	int more = q ? db_row(s, q, e) : -1;

	for (; more > 0; more = db_row(s, q, e)) {
		plan->changes = mem_more(plan->changes, plan->count, &capacity,
		                         sizeof *plan->changes);
		turn_entry(q, &plan->changes[plan->count++]);
	}
	return more;
}

/* What the change is based on is what stands there now: nobody else was there
 * since the step, and what the author did since is taken back already. */
static int fill_base(struct commit *c, struct store_change *change)
{
	struct db_value key = db_str(change->key);
	sqlite3_stmt *q;
	int version_column = 1;
	int found;

	if (commit_look(c, change->form, change->copy) < 0)
		return -1;
	switch (change->op) {
	case OP_CELL:
		q = db_ask(c->s, SQL_CELL, DB_VALUES(COMMIT_AT(c), key), c->e);
		break;
	case OP_ROW_DELETE:
	case OP_ROW_MOVE:
		q = db_ask(c->s, SQL_ROW, DB_VALUES(COMMIT_AT(c), db_int(change->row)), c->e);
		version_column = 3;
		break;
	case OP_SHEET_DELETE:
		q = db_ask(c->s, SQL_SHEET, DB_VALUES(COMMIT_AT(c)), c->e);
		version_column = 0;
		break;
	default:
		return 0;
	}
	found = q ? db_row(c->s, q, c->e) : -1;
	if (found > 0) {
		change->base = sqlite3_column_int64(q, version_column);
		db_done(q);
	}
	return found < 0 ? -1 : 0;
}

int undo_bases(struct store *s, int64_t filing, struct store_plan *plan, struct err *e)
{
	struct commit c;
	int result = commit_open(&c, s, filing, e);

	for (size_t i = 0; i < plan->count && result == 0; i++)
		result = fill_base(&c, &plan->changes[i]);
	commit_release(&c);
	return result;
}

/* ---- the plan ---- */

static int make_plan(struct store *s, int64_t filing, struct undo_plan *p, struct err *e)
{
	struct chain chain;
	int found = find_chain(s, filing, p->redo, &chain, e);

	if (found == 0)
		err_set(e, ERR_NOTFOUND, "%s", _(directions[p->redo].nothing));
	if (found <= 0)
		return -1;
	p->tip = chain.tip;
	p->plan.step = chain.step;
	p->plan.what = chain.what;
	if ((!p->parts && undo_check(s, filing, p->tip, s->actor, e) < 0) ||
	    undo_changes(s, p->tip, &p->plan, e) < 0)
		return -1;
	return undo_bases(s, filing, &p->plan, e);
}

static int plan_for(struct store *s, int64_t filing, bool redo, bool parts,
                    struct store_plan **plan, struct err *e)
{
	struct undo_plan *p;

	*plan = NULL;
	if (db_begin_read(s, e) < 0)
		return -1;
	p = mem_alloc(sizeof *p);
	p->redo = redo;
	p->parts = parts;
	if (db_end_read(s, make_plan(s, filing, p, e)) < 0) {
		store_plan_free(&p->plan);
		return -1;
	}
	*plan = &p->plan;
	return 0;
}

int store_plan_undo(struct store *s, int64_t filing, struct store_plan **plan, struct err *e)
{
	return plan_for(s, filing, false, false, plan, e);
}

int store_plan_redo(struct store *s, int64_t filing, struct store_plan **plan, struct err *e)
{
	return plan_for(s, filing, true, false, plan, e);
}

int undo_plan_parts(struct store *s, int64_t filing, bool redo, struct store_plan **plan,
                    struct err *e)
{
	return plan_for(s, filing, redo, true, plan, e);
}

int64_t undo_tip(const struct store_plan *plan)
{
	return ((const struct undo_plan *)plan)->tip;
}

/* The texts of a plan's changes are its own, const only for those who read them. */
static void free_text(const char *text)
{
	mem_free((void *)(uintptr_t)text);
}

void undo_cut(struct store_plan *plan, size_t count)
{
	for (; plan->count > count; plan->count--) {
		struct store_change *change = &plan->changes[plan->count - 1];

		free_text(change->form);
		free_text(change->key);
		free_text(change->text);
		free_text(change->list);
		free_text(change->group);
	}
}

void store_plan_free(struct store_plan *plan)
{
	if (!plan)
		return;
	undo_cut(plan, 0);
	mem_free(plan->changes);
	mem_free(plan->what);
	mem_free(plan);
}

/* ---- carrying it out ---- */

/* Between the plan and now another window of the same person, or somebody
 * else, may have been quicker. */
static int check_plan(struct store *s, int64_t filing, const struct undo_plan *p, struct err *e)
{
	struct chain chain;
	int found = find_chain(s, filing, p->redo, &chain, e);

	mem_free(chain.what);
	if (found < 0)
		return -1;
	if (found == 0 || chain.tip != p->tip)
		return err_set(e, ERR_CONFLICT, _("刚才又有新的修改，请再试一次"));
	return p->parts ? 0 : undo_check(s, filing, p->tip, s->actor, e);
}

static int check_derived(const struct store_change *changes, size_t count, struct err *e)
{
	for (size_t i = 0; i < count; i++) {
		if (changes[i].op != OP_DERIVED)
			return err_set(e, ERR_USAGE, _("撤销或重做只能附带重新计算的结果"));
	}
	return 0;
}

static int carry_out(struct commit *c, const struct undo_plan *p,
                     const struct store_change *derived, size_t count,
                     const struct store_score *score, int64_t *rows)
{
	if (check_plan(c->s, c->filing, p, c->e) < 0 ||
	    commit_changes(c, p->plan.changes, p->plan.count, rows) < 0 ||
	    commit_changes(c, derived, count, rows + p->plan.count) < 0)
		return -1;
	if (db_run(c->s, SQL_STEP_TAKE_BACK,
	           DB_VALUES(db_int(p->plan.step), db_int(!p->redo), db_int(c->step)), c->e) < 0)
		return -1;
	return commit_close(c, score);
}

int store_apply_plan(struct store *s, int64_t filing, const struct store_plan *plan,
                     struct store_change *changes, size_t count, const struct store_score *score,
                     int64_t *step, struct err *e)
{
	const struct undo_plan *p = (const struct undo_plan *)plan;
	struct commit c;
	int64_t *rows;
	int result;

	if (check_derived(changes, count, e) < 0 || db_begin(s, e) < 0)
		return -1;
	rows = mem_array(plan->count + count + 1, sizeof *rows);
	result = commit_open(&c, s, filing, e);
	c.what = directions[p->redo].what;
	c.undoes = plan->step;
	if (result == 0)
		result = carry_out(&c, p, changes, count, score, rows);
	result = db_end(s, result, e);
	if (result == 0) {
		commit_report(&c, plan->changes, plan->count, rows);
		if (step)
			*step = c.step;
	}
	commit_release(&c);
	mem_free(rows);
	return result;
}
