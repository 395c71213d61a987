#include "store/undo.h"

#include <string.h>

#include "base/mem.h"
#include "store/commit.h"

static void take_text(char **to, sqlite3_stmt *q, int column)
{
	mem_free(*to);
	*to = db_text(q, column);
}

/* Rows come oldest first: the first says what was, the last what is. */
static void read_one(sqlite3_stmt *q, struct store_disturbed *x)
{
	if (!x->is)
		take_text(&x->was, q, 4);
	x->is = true;
	take_text(&x->who, q, 1);
	x->time = sqlite3_column_int64(q, 2);
	x->op = (enum store_op)sqlite3_column_int(q, 3);
	take_text(&x->now, q, 5);
}

static int ask_each(struct store *s, int64_t filing, int64_t tip, struct store_disturbed *each,
                    size_t count, struct err *e)
{
	sqlite3_stmt *q = db_ask(s, SQL_STEP_DISTURBED_PARTS,
	                         DB_VALUES(db_int(filing), db_int(tip), db_str(s->actor)), e);
	int more = q ? db_row(s, q, e) : -1;

	for (; more > 0; more = db_row(s, q, e)) {
		int64_t at = sqlite3_column_int64(q, 0);

		if (at >= 0 && (size_t)at < count)
			read_one(q, &each[at]);
	}
	return more;
}

/* ---- a row goes as a whole ---- */

static bool is_of_row(const struct store_change *cell, const struct store_change *row)
{
	struct str key = {0};
	bool yes;

	if (cell->op != OP_CELL || !row->list || cell->copy != row->copy ||
	    strcmp(cell->form, row->form) != 0)
		return false;
	str_addf(&key, "%s.%lld.", row->list, (long long)row->row);
	yes = strncmp(cell->key, str_text(&key), key.length) == 0;
	str_free(&key);
	return yes;
}

static void copy(struct store_disturbed *to, const struct store_disturbed *from)
{
	to->is = true;
	to->op = from->op;
	to->time = from->time;
	to->who = mem_strdup(from->who);
}

/* Of a row that is not to be touched the cells are not emptied either. */
static void spread(const struct store_plan *plan, struct store_disturbed *each)
{
	for (size_t i = 0; i < plan->count; i++) {
		if (!each[i].is || plan->changes[i].op == OP_CELL)
			continue;
		for (size_t k = 0; k < plan->count; k++)
			if (!each[k].is && is_of_row(&plan->changes[k], &plan->changes[i]))
				copy(&each[k], &each[i]);
	}
}

/* ---- the calls ---- */

int store_plan_parts(struct store *s, int64_t filing, bool redo, struct store_plan **plan,
                     struct store_disturbed **each, struct err *e)
{
	*each = NULL;
	if (undo_plan_parts(s, filing, redo, plan, e) < 0)
		return -1;
	*each = mem_array((*plan)->count + 1, sizeof **each);
	if (ask_each(s, filing, undo_tip(*plan), *each, (*plan)->count, e) == 0) {
		spread(*plan, *each);
		return 0;
	}
	store_disturbed_free(*each, (*plan)->count);
	store_plan_free(*plan);
	*each = NULL;
	*plan = NULL;
	return -1;
}

void store_disturbed_free(struct store_disturbed *x, size_t count)
{
	for (size_t i = 0; x && i < count; i++) {
		mem_free(x[i].who);
		mem_free(x[i].was);
		mem_free(x[i].now);
	}
	mem_free(x);
}

/* The order stays: a row comes before its cells. */
void store_plan_choose(struct store_plan *plan, const bool *wanted)
{
	struct store_change *kept = mem_array(plan->count + 1, sizeof *kept);
	size_t n = 0, dropped = 0;

	for (size_t i = 0; i < plan->count; i++)
		if (wanted[i])
			kept[n++] = plan->changes[i];
	for (size_t i = 0; i < plan->count; i++)
		if (!wanted[i])
			kept[n + dropped++] = plan->changes[i];
	memcpy(plan->changes, kept, plan->count * sizeof *kept);
	mem_free(kept);
	undo_cut(plan, n);
}
