#ifndef STORE_DB_H
#define STORE_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <sqlite3.h>
#include <sys/types.h>

#include "base/err.h"
#include "store/sql.h"

/* The connection below the store: statements prepared once, values bound, and
 * SQLite's refusals as sentences.  Internal to src/store. */

struct store {
	sqlite3 *sqlite;
	char *path; /* as people know it */
	char *file; /* as SQLite is told it */
	dev_t device; /* of the file that is open */
	ino_t inode;  /* 0: not known */
	char *actor;
	char *host; /* where the actor came from; NULL: not known */
	int64_t (*now)(void *context);
	void *now_context;
	char *(*label)(void *context, const char *form, int copy, const char *key);
	void *label_context;
	int64_t data_version; /* as last looked at */
	bool readonly;
	bool lost;    /* that the file is gone was told by store_changed_outside */
	bool bracket; /* between store_begin and its end */
	int patience; /* ms to wait for another process */
	int64_t waiting_since;
	sqlite3_stmt *statements[SQL_COUNT];
};

/* Fills e from what SQLite said last (rc); returns -1. */
int db_fail(const struct store *s, int rc, struct err *e);

/* A value to bind. */
struct db_value {
	int type; /* SQLITE_NULL, SQLITE_INTEGER, SQLITE_TEXT, SQLITE_BLOB */
	int64_t number; /* of a blob: its bytes */
	const char *text; /* must outlive the statement's run */
};
struct db_value db_int(int64_t number);
struct db_value db_int_or_null(bool has, int64_t number);
struct db_value db_str(const char *text); /* NULL binds NULL */
struct db_value db_bytes(const void *bytes, size_t length);

#define DB_VALUES(...)                                                                             \
	(const struct db_value[]){__VA_ARGS__},                                                    \
	    sizeof((const struct db_value[]){__VA_ARGS__}) / sizeof(struct db_value)

/* The statement with its values bound, before its first row.  NULL: e says why. */
sqlite3_stmt *db_ask(struct store *s, enum sql sql, const struct db_value *values, size_t count,
                     struct err *e);
/* 1: a row; 0: no more; -1: failed.  After 0 and -1 the statement is reset. */
int db_row(struct store *s, sqlite3_stmt *q, struct err *e);
/* Ends a statement whose rows are not all wanted. */
void db_done(sqlite3_stmt *q);
/* Runs a statement to its end. */
int db_run(struct store *s, enum sql sql, const struct db_value *values, size_t count,
           struct err *e);
/* The first column of the first row: 1 found, 0 no row, -1 failed. */
int db_number(struct store *s, enum sql sql, const struct db_value *values, size_t count,
              int64_t *number, struct err *e);
/* A copy of a column's text, NULL for NULL; the caller frees it. */
char *db_text(sqlite3_stmt *q, int column);

/* A reason or a remark that a person writes, NULL is fine: ERR_LIMIT when no parcel
 * would take it (PARCEL_TEXT), as what is written stays for ever. */
enum { DB_LONGEST_SAID = 64 << 10 }; /* bytes */
int db_check_said(const char *text, struct err *e);

/* Statements of the schema, run once and not kept. */
int db_exec(struct store *s, const char *sql, struct err *e);
int db_pragma(struct store *s, const char *sql, int64_t *number, struct err *e);

/* ERR_DAMAGED when the path names another file by now, or none: what is
 * written goes where nobody will find it. */
int db_check_file(const struct store *s, struct err *e);

/* A transaction that writes; inside store_begin it is a savepoint.  Every
 * db_begin that returned 0 is followed by one db_end, which commits when result
 * is 0 and takes everything back otherwise, and passes the result on. */
int db_begin(struct store *s, struct err *e);
int db_end(struct store *s, int result, struct err *e);
/* The same for several reads that must see one state. */
int db_begin_read(struct store *s, struct err *e);
int db_end_read(struct store *s, int result);

/* Not open yet: path as people know it, file as it is to be opened; store_close
 * ends it. */
struct store *db_new(const char *path, const char *file);
/* Opens s->file with the settings of every connection; nothing is read yet. */
int db_open(struct store *s, bool write, struct err *e);
/* For a database in a folder that can't be written. */
int db_open_immutable(struct store *s, struct err *e);
void db_close(struct store *s);
/* For reading what is there, of whatever version, and changing nothing: NULL
 * with e when it is no database of ours or a newer one; store_close ends it. */
struct store *db_look(const char *path, struct err *e);
/* SQLite takes "file:…", ":memory:" and "" for something else than a path;
 * what this gives, it takes for the path.  The caller frees it. */
char *db_file_name(const char *path);
/* The file and what SQLite puts beside it go. */
void db_drop_files(const char *path);
/* So that a name given in the folder of the file outlasts a power cut. */
void db_sync_folder(const char *path);
/* How long a statement waits for another process (busy_timeout); 5 s unless
 * told. */
void db_patience(struct store *s, int milliseconds);

int64_t db_now(const struct store *s);

#endif
