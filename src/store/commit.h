#ifndef STORE_COMMIT_H
#define STORE_COMMIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "store/db.h"
#include "store/store.h"

/* One committed change of a filing while it is carried out, always inside a
 * transaction.  Internal to src/store.
 *
 * 1. What it writes gets version = revision, which no earlier write had: a
 *    version never comes back, so that equal versions mean the same state.
 * 2. What already has this revision was written by this very change and is not
 *    compared with a base.
 * 3. The journal's step is made with its first entry; derived figures alone
 *    make none. */
struct commit {
	struct store *s;
	struct err *e;
	int64_t filing;
	int64_t unit;
	int year;
	char *set;
	int64_t revision; /* the new one */
	int64_t time;
	const char *what;
	const char *why;
	int64_t undoes; /* the step that is taken or put back, 0: none */
	int64_t step;   /* 0: none yet */

	/* The sheet the last change named. */
	char *form_name; /* NULL: none yet */
	int copy;
	int64_t form; /* 0: the set has no such form yet */
	bool there;
};

/* The values for ?1 to ?4 of statements on sheets, rows and cells. */
#define COMMIT_AT(c) db_int((c)->year), db_int((c)->form), db_int((c)->unit), db_int((c)->copy)

/* apply.c */
int commit_open(struct commit *c, struct store *s, int64_t filing, struct err *e);
void commit_release(struct commit *c);
/* rows[i] gets the row of a row change: the caller's changes stay as they were. */
int commit_changes(struct commit *c, const struct store_change *changes, size_t count,
                   int64_t *rows);
int commit_close(struct commit *c, const struct store_score *score);
/* Once it is committed: rows and versions into the changes. */
void commit_report(const struct commit *c, struct store_change *changes, size_t count,
                   const int64_t *rows);

/* sheets.c: turns to the sheet; commit_sheet wants it to be there. */
int commit_look(struct commit *c, const char *form, int copy);
int commit_sheet(struct commit *c, const char *form, int copy);
int commit_intern(struct commit *c, const char *form, int copy);
int commit_sheet_add(struct commit *c, const struct store_change *change, int64_t *row);
int commit_sheet_delete(struct commit *c, const struct store_change *change, int64_t *row);

/* rows.c */
int commit_row_add(struct commit *c, const struct store_change *change, int64_t *row);
int commit_row_delete(struct commit *c, const struct store_change *change, int64_t *row);
int commit_row_move(struct commit *c, const struct store_change *change, int64_t *row);
/* A row's place as the journal has it: "group order", "order" without a group. */
void commit_write_place(struct str *out, const char *group, int64_t order);
/* Back again; *group (NULL: none) is the caller's. */
void commit_read_place(const char *text, char **group, int64_t *order);
/* ERR_CONFLICT when the key belongs to a list row that was deleted. */
int commit_check_row(struct commit *c, const char *key);

/* cells.c */
int commit_cell(struct commit *c, const struct store_change *change, int64_t *row);
int commit_derived(struct commit *c, const struct store_change *change, int64_t *row);
/* Journals the texts of the cells from key (with) to end (without). */
int commit_journal_cells(struct commit *c, const char *key, const char *end);

/* conflict.c: ERR_CONFLICT with who, when and what; returns -1. */
int commit_conflict(struct commit *c, const char *key);
/* What somebody else did to a cell, a row or a sheet. */
struct conflict {
	const char *who;
	int64_t time;
	int op;
	const char *form;
	int copy;
	const char *key;
	const char *now; /* the new text; NULL: none */
};
int conflict_set(const struct store *s, const struct conflict *k, struct err *e);

/* undo.c: 0, or ERR_CONFLICT when somebody but who (NULL: anybody) changed since the
 * step `tip` what it had changed. */
int undo_check(struct store *s, int64_t filing, int64_t tip, const char *who, struct err *e);
/* The changes that take the step back, the last of its entries first; then what
 * they are based on; the plan with its first `count` changes only. */
int undo_changes(struct store *s, int64_t step, struct store_plan *plan, struct err *e);
int undo_bases(struct store *s, int64_t filing, struct store_plan *plan, struct err *e);
void undo_cut(struct store_plan *plan, size_t count);
/* A plan whatever others changed since; the tip of a plan of undo.c. */
int undo_plan_parts(struct store *s, int64_t filing, bool redo, struct store_plan **plan,
                    struct err *e);
int64_t undo_tip(const struct store_plan *plan);

/* journal.c: the entries of a query (NULL: it failed) on JOURNAL's columns. */
int journal_read(struct store *s, sqlite3_stmt *q, struct store_entry **entries, size_t *count,
                 struct err *e);
/* carried: whether it was before the change, carries: from then on */
int commit_journal(struct commit *c, enum store_op op, const char *key, const char *old_text,
                   const char *new_text, bool carried, bool carries);

#endif
