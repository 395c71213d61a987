#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* A copy of a whole database while others work in it.
 *
 * - All pages are read inside one read transaction: the copy is the state after
 *   one commit, however long it takes.  In WAL mode that keeps nobody from
 *   reading or writing; the log can't be emptied meanwhile and grows.
 * - It is made beside its name and gets the name once it is checked (quick_check,
 *   application_id, version) and on the disk: nobody ever sees half a copy.
 * - It is in rollback-journal mode: one file that is the whole database.
 * - It has the mode of a new database: 0660 less the umask. */
struct backup;

enum {
	BACKUP_REPLACE = 1, /* what has the name already may go */
	BACKUP_OWN = 2      /* the program made the name itself, beside the database: base/privilege.h */
};

/* Begins; ERR_INPUT when the name is taken and is not to be replaced, ERR_FULL
 * when there is not room enough, else as store_open of what is copied. */
struct backup *backup_open(const char *from, const char *to, unsigned flags, struct err *e);
/* Copies that many pages more; then checks the copy, which takes one long step.
 * 1: goes on; 0: all is copied, checked and on the disk; -1. */
int backup_step(struct backup *b, int pages, struct err *e);
/* Pages copied, and of how many; what is copied and not checked yet is all but
 * one of them. */
void backup_progress(const struct backup *b, size_t *done, size_t *total);
/* From any thread: the step that runs and the next one fail with ERR_NONE. */
void backup_stop(struct backup *b);
/* After backup_step gave 0: gives the copy its name. */
int backup_keep(struct backup *b, struct err *e);
/* One that was not kept leaves nothing.  NULL is fine. */
void backup_close(struct backup *b);

/* All of it at once.  progress (may be NULL): false stops, as ERR_NONE. */
int backup_file(const char *from, const char *to, unsigned flags,
                bool (*progress)(void *context, size_t done, size_t total), void *context,
                struct err *e);

/* A copy in a folder of the program's own beside the shared database may be read
 * though the person can't: as privilege_enter. */
bool backup_enter(const char *copy);

/* Whether two databases have the same journal, persons and units: 1, 0; -1 when
 * one of them can't be read.  Microseconds. */
int backup_same(const char *a, const char *b, struct err *e);

#endif
