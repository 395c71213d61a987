#include "store/commit.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

/* ---- turning to a sheet ---- */

static int find_form(struct commit *c)
{
	c->form = 0;
	return db_number(c->s, SQL_FORM, DB_VALUES(db_str(c->set), db_str(c->form_name)), &c->form,
	                 c->e);
}

int commit_look(struct commit *c, const char *form, int copy)
{
	int64_t ignored;
	int found;

	if (c->form_name && c->copy == copy && strcmp(c->form_name, form) == 0)
		return 0;
	mem_free(c->form_name);
	c->form_name = mem_strdup(form);
	c->copy = copy;
	c->there = false;
	found = find_form(c);
	if (found > 0)
		found = db_number(c->s, SQL_SHEET, DB_VALUES(COMMIT_AT(c)), &ignored, c->e);
	c->there = found > 0;
	return found < 0 ? -1 : 0;
}

int commit_sheet(struct commit *c, const char *form, int copy)
{
	if (commit_look(c, form, copy) < 0)
		return -1;
	return c->there ? 0 : commit_conflict(c, "");
}

int commit_intern(struct commit *c, const char *form, int copy)
{
	if (commit_look(c, form, copy) < 0)
		return -1;
	if (c->form)
		return 0;
	if (db_run(c->s, SQL_FORM_ADD, DB_VALUES(db_str(c->set), db_str(form)), c->e) < 0)
		return -1;
	c->form = sqlite3_last_insert_rowid(c->s->sqlite);
	return 0;
}

/* ---- adding and deleting one ---- */

int commit_sheet_add(struct commit *c, const struct store_change *change, int64_t *row)
{
	(void)row;
	if (commit_intern(c, change->form, change->copy) < 0)
		return -1;
	if (c->there)
		return commit_conflict(c, "");
	if (db_run(c->s, SQL_SHEET_ADD,
	           DB_VALUES(COMMIT_AT(c), db_int(c->filing), db_int(c->revision)), c->e) < 0)
		return -1;
	c->there = true;
	return commit_journal(c, OP_SHEET_ADD, "", NULL, NULL, false, false);
}

static int journal_rows(struct commit *c)
{
	sqlite3_stmt *q = db_ask(c->s, SQL_ROWS, DB_VALUES(COMMIT_AT(c)), c->e);
	int more = q ? db_row(c->s, q, c->e) : -1;

	for (; more > 0; more = db_row(c->s, q, c->e)) {
		struct str key = {0}, place = {0};
		int result;

		str_addf(&key, "%s.%lld", (const char *)sqlite3_column_text(q, 0),
		         (long long)sqlite3_column_int64(q, 1));
		commit_write_place(&place, (const char *)sqlite3_column_text(q, 2),
		                   sqlite3_column_int64(q, 3));
		result = commit_journal(c, OP_ROW_DELETE, str_text(&key), str_text(&place), NULL,
		                        sqlite3_column_int(q, 5) != 0, false);
		str_free(&key);
		str_free(&place);
		if (result < 0) {
			db_done(q);
			return -1;
		}
	}
	return more;
}

static int check_version(struct commit *c, int64_t base)
{
	int64_t version = 0;
	int found = db_number(c->s, SQL_SHEET, DB_VALUES(COMMIT_AT(c)), &version, c->e);

	if (found < 0)
		return -1;
	if (base && version != base && version != c->revision)
		return commit_conflict(c, "");
	return 0;
}

/* Journalled from the inside out, so that the other way round puts back the
 * sheet first. */
int commit_sheet_delete(struct commit *c, const struct store_change *change, int64_t *row)
{
	(void)row;
	if (commit_sheet(c, change->form, change->copy) < 0 || check_version(c, change->base) < 0 ||
	    commit_journal_cells(c, "", NULL) < 0 || journal_rows(c) < 0 ||
	    commit_journal(c, OP_SHEET_DELETE, "", NULL, NULL, false, false) < 0)
		return -1;
	if (db_run(c->s, SQL_SHEET_CELLS_DELETE, DB_VALUES(COMMIT_AT(c)), c->e) < 0 ||
	    db_run(c->s, SQL_SHEET_ROWS_DELETE, DB_VALUES(COMMIT_AT(c)), c->e) < 0 ||
	    db_run(c->s, SQL_SHEET_DELETE, DB_VALUES(COMMIT_AT(c)), c->e) < 0)
		return -1;
	c->there = false;
	return 0;
}

/* ---- row ids ---- */

static int next_row_id(struct commit *c, const char *form, int copy, int64_t *id)
{
	if (commit_intern(c, form, copy) < 0)
		return -1;
	return db_number(c->s, SQL_ROW_ID, DB_VALUES(COMMIT_AT(c)), id, c->e) < 0 ? -1 : 0;
}

int store_row_id(struct store *s, int64_t filing, const char *form, int copy, int64_t *id,
                 struct err *e)
{
	struct commit c;
	int result;

	if (db_begin(s, e) < 0)
		return -1;
	result = commit_open(&c, s, filing, e);
	if (result == 0)
		result = next_row_id(&c, form, copy, id);
	commit_release(&c);
	return db_end(s, result, e);
}
