#include "store/commit.h"

#include "base/mem.h"

/* ---- a cell as it stands ---- */

struct cell {
	bool there;
	char *text;
	bool carried;
	int64_t version; /* 0 when it is not there, or only derived */
};

static int read_cell(struct commit *c, const char *key, struct cell *cell)
{
	sqlite3_stmt *q = db_ask(c->s, SQL_CELL, DB_VALUES(COMMIT_AT(c), db_str(key)), c->e);
	int found = q ? db_row(c->s, q, c->e) : -1;

	*cell = (struct cell){.there = found > 0};
	if (found <= 0)
		return found;
	cell->text = db_text(q, 0);
	cell->version = sqlite3_column_int64(q, 1);
	cell->carried = sqlite3_column_int(q, 2) != 0;
	db_done(q);
	return 0;
}

/* ---- the operations ---- */

static int check_seen(struct commit *c, const struct store_change *change, const struct cell *cell)
{
	if (!cell->there && commit_check_row(c, change->key) < 0)
		return -1;
	if (cell->version == change->base || cell->version == c->revision)
		return 0;
	return commit_conflict(c, change->key);
}

static int write_cell(struct commit *c, const struct store_change *change, bool there)
{
	return db_run(c->s, there ? SQL_CELL_SET : SQL_CELL_ADD,
	              DB_VALUES(COMMIT_AT(c), db_str(change->key), db_str(change->text),
	                        db_int_or_null(change->has_value, change->value),
	                        db_int(c->revision), db_int(change->carried)),
	              c->e);
}

int commit_cell(struct commit *c, const struct store_change *change, int64_t *row)
{
	struct cell cell;
	int result;

	(void)row;
	if (commit_sheet(c, change->form, change->copy) < 0 || read_cell(c, change->key, &cell) < 0)
		return -1;
	result = check_seen(c, change, &cell);
	if (result == 0)
		result = write_cell(c, change, cell.there);
	if (result == 0)
		result = commit_journal(c, OP_CELL, change->key, cell.text, change->text,
		                        cell.carried, change->carried);
	mem_free(cell.text);
	return result;
}

static int add_derived(struct commit *c, const struct store_change *change)
{
	if (!change->has_value)
		return 0;
	if (commit_check_row(c, change->key) < 0)
		return -1;
	return db_run(c->s, SQL_CELL_ADD,
	              DB_VALUES(COMMIT_AT(c), db_str(change->key), db_str(NULL),
	                        db_int(change->value), db_int(0), db_int(0)),
	              c->e);
}

int commit_derived(struct commit *c, const struct store_change *change, int64_t *row)
{
	(void)row;
	if (commit_sheet(c, change->form, change->copy) < 0)
		return -1;
	if (db_run(c->s, SQL_CELL_DERIVE,
	           DB_VALUES(COMMIT_AT(c), db_str(change->key),
	                     db_int_or_null(change->has_value, change->value)),
	           c->e) < 0)
		return -1;
	if (sqlite3_changes(c->s->sqlite) == 0)
		return add_derived(c, change);
	if (change->has_value)
		return 0;
	return db_run(c->s, SQL_CELL_DROP_EMPTY, DB_VALUES(COMMIT_AT(c), db_str(change->key)),
	              c->e);
}

/* ---- the cells of what is deleted ---- */

int commit_journal_cells(struct commit *c, const char *key, const char *end)
{
	/* No key begins with this byte: it is in no UTF-8 text. */
	static const char after_all[] = "\xff";
	sqlite3_stmt *q = db_ask(
	    c->s, SQL_CELLS_BETWEEN,
	    DB_VALUES(COMMIT_AT(c), db_str(key), db_str(end ? end : after_all)), c->e);
	int more = q ? db_row(c->s, q, c->e) : -1;

	for (; more > 0; more = db_row(c->s, q, c->e)) {
		if (commit_journal(c, OP_CELL, (const char *)sqlite3_column_text(q, 0),
		                   (const char *)sqlite3_column_text(q, 1), NULL,
		                   sqlite3_column_int(q, 2) != 0, false) < 0) {
			db_done(q);
			return -1;
		}
	}
	return more;
}
