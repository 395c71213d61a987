#ifndef APP_COPIES_H
#define APP_COPIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* The copies of a database that stand in the folder «FILE.copies» beside it:
 *
 *   2026-11-22.db         of the day, made by itself
 *   2026-11-22-153012.db  made because somebody asked; never deleted by us
 */

struct copy {
	char *path;
	int year, month, day;
	bool daily;
	int64_t time, size; /* seconds, bytes */
};
/* The oldest first; none is no error.  The caller frees with copies_free. */
struct copy *copies_list(const char *database, size_t *count);
void copies_free(struct copy *copies, size_t count);
/* The newest that is whole, as far as can be told in a second: its path, the
 * caller's; NULL: there is none.  *time gets when it was made. */
char *copies_newest(const char *database, int64_t *time);
/* The folder, made when it is not there, for those who can use the database.
 * The caller's; NULL with e. */
char *copies_folder(const char *database, struct err *e);

/* Which of the daily copies stay: those of the 7 newest days that have one, the
 * newest of each of the 4 newest weeks and of the 12 newest months.  It goes by
 * the copies there are, not by how old they are: a clock that jumps takes none
 * away.  Those of days after today stay whatever they are. */
struct copy_day {
	int year, month, day;
	bool stays; /* out */
};
void copies_rotate(struct copy_day *days, size_t n, const struct copy_day *today);

/* The copy of the day, made in a thread of its own while people work. */
struct daily;

/* A few milliseconds: whether one is due (none of today, something changed since
 * the last, nobody else is at it), and then begins it.  NULL with ERR_NONE: none
 * is due; else why there can be none. */
struct daily *daily_begin(const char *database, int64_t now, struct err *e);
/* 1: still at it; 0: the copy is there, those that are too many are gone; -1. */
int daily_poll(struct daily *d, struct err *e);
void daily_end(struct daily *d); /* one that is not done leaves nothing */

#endif
