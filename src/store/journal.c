#include "store/commit.h"

#include <limits.h>
#include <string.h>

#include "base/mem.h"

/* The journal keeps these numbers: they do not change and are only added to. */
_Static_assert(OP_CELL == 0 && OP_ROW_ADD == 2 && OP_ROW_DELETE == 3 && OP_ROW_MOVE == 4 &&
                   OP_SHEET_ADD == 5 && OP_SHEET_DELETE == 6,
               "operations as the journal keeps them");

/* ---- writing ---- */

static int open_step(struct commit *c)
{
	if (db_check_said(c->why, c->e) < 0 ||
	    db_run(c->s, SQL_STEP_ADD,
	           DB_VALUES(db_int(c->filing), db_int(c->time), db_str(c->s->actor),
	                     db_str(c->what ? c->what : ""), db_str(c->why),
	                     db_int_or_null(c->undoes, c->undoes), db_str(c->s->host)),
	           c->e) < 0)
		return -1;
	c->step = sqlite3_last_insert_rowid(c->s->sqlite);
	return 0;
}

int commit_journal(struct commit *c, enum store_op op, const char *key, const char *old_text,
                   const char *new_text, bool carried, bool carries)
{
	if (!c->step && open_step(c) < 0)
		return -1;
	return db_run(c->s, SQL_ENTRY_ADD,
	              DB_VALUES(db_int(c->step), db_int(c->filing), db_int(c->form),
	                        db_int(c->copy), db_int(op), db_str(key), db_str(old_text),
	                        db_str(new_text), db_int(carried), db_int(carries)),
	              c->e);
}

/* ---- reading ---- */

static sqlite3_stmt *ask_journal(struct store *s, int64_t filing, const char *form, int copy,
                                 const char *key, int64_t limit, struct err *e)
{
	if (filing && form && copy && key)
		return db_ask(s, SQL_JOURNAL_CELL,
		              DB_VALUES(db_int(filing), db_str(form), db_int(copy), db_str(key),
		                        db_int(limit)),
		              e);
	if (form)
		return db_ask(s, SQL_JOURNAL_SHEET,
		              DB_VALUES(db_int(filing), db_str(form), db_int(copy), db_str(key),
		                        db_int(limit)),
		              e);
	if (filing)
		return db_ask(s, SQL_JOURNAL_FILING,
		              DB_VALUES(db_int(filing), db_str(key), db_int(limit)), e);
	return db_ask(s, SQL_JOURNAL_ALL, DB_VALUES(db_int(limit)), e);
}

static const char *kind_named(const char *name)
{
	static const char *const kinds[] = {"entry",  "event",       "passage",    "remark",
	                                    "explanation", "parcel", "parcel-note"};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (strcmp(name, kinds[i]) == 0)
			return kinds[i];
	}
	return kinds[0];
}

static void read_entry(sqlite3_stmt *q, struct store_entry *entry)
{
	entry->id = sqlite3_column_int64(q, 0);
	entry->step = sqlite3_column_int64(q, 1);
	entry->time = sqlite3_column_int64(q, 2);
	entry->who = db_text(q, 3);
	entry->what = db_text(q, 4);
	entry->why = db_text(q, 5);
	entry->undoes = sqlite3_column_int64(q, 6);
	entry->form = db_text(q, 7);
	entry->copy = sqlite3_column_int(q, 8);
	entry->op = (enum store_op)sqlite3_column_int(q, 9);
	entry->key = db_text(q, 10);
	entry->old_text = db_text(q, 11);
	entry->new_text = db_text(q, 12);
	entry->host = db_text(q, 13);
	entry->filing = sqlite3_column_int64(q, 14);
	entry->kind = kind_named((const char *)sqlite3_column_text(q, 15));
}

int journal_read(struct store *s, sqlite3_stmt *q, struct store_entry **entries, size_t *count,
                 struct err *e)
{
	size_t capacity = 0;
	int more = q ? db_row(s, q, e) : -1;

	*entries = NULL;
	*count = 0;
	for (; more > 0; more = db_row(s, q, e)) {
		*entries = mem_more(*entries, *count, &capacity, sizeof **entries);
		read_entry(q, &(*entries)[(*count)++]);
	}
	if (more == 0)
		return 0;
	store_journal_free(*entries, *count);
	*entries = NULL;
	*count = 0;
	return -1;
}

int store_journal(struct store *s, int64_t filing, const char *form, int copy, const char *key,
                  size_t limit, struct store_entry **entries, size_t *count, struct err *e)
{
	int64_t most = limit < INT_MAX ? (int64_t)limit : INT_MAX;

	return journal_read(s, ask_journal(s, filing, form, copy, key, most, e), entries, count, e);
}

int store_journal_since(struct store *s, int64_t filing, int64_t step, struct store_entry **entries,
                        size_t *count, struct err *e)
{
	return journal_read(s,
	                    db_ask(s, SQL_JOURNAL_SINCE, DB_VALUES(db_int(filing), db_int(step)), e),
	                    entries, count, e);
}

void store_journal_free(struct store_entry *entries, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		mem_free(entries[i].who);
		mem_free(entries[i].host);
		mem_free(entries[i].what);
		mem_free(entries[i].why);
		mem_free(entries[i].form);
		mem_free(entries[i].key);
		mem_free(entries[i].old_text);
		mem_free(entries[i].new_text);
	}
	mem_free(entries);
}
