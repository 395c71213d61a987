#ifndef APP_SAFEKEEPING_H
#define APP_SAFEKEEPING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"
#include "store/store.h"

/* Copies that a person asks for, and what becomes of them. */

/* Pages of how many; false stops. */
typedef bool safe_progress(void *context, size_t done, size_t total);

/* Copies the open database to a file; NULL: into its folder of copies.  *made
 * gets the path, the caller's.  Wants 管理 once roles count: a copy holds
 * everything.  ERR_INPUT: the file is there and replace was not said; stopped:
 * -1 with ERR_NONE. */
int safe_backup(struct store *s, const char *to, bool replace, safe_progress *progress,
                void *context, char **made, struct err *e);

/* What comes back and what will be lost, as sentences.  The copy is checked in
 * full; -1: it is no good. */
int safe_restore_look(const char *database, const char *copy, struct str *out, struct err *e);

struct safe_restore {
	const char *database, *copy;
	const char *who, *host;  /* for the journal; host may be NULL */
	int64_t now;
	bool despite_others;     /* though others have it open: they can't write any more */
	safe_progress *progress; /* may be NULL */
	void *context;
};
/* Puts the copy in the place of the database, which nobody may have open in this
 * process.  Wants 管理 once roles count in either of the two; a database that
 * can't be read is for those who may write its file.  *kept: where the replaced
 * one stays; the caller's, NULL when there was none. */
int safe_restore(const struct safe_restore *r, char **kept, struct err *e);

/* Reads what can still be read of a damaged database into a new one (store/
 * salvage.h), and says what is missing.  For those who may read the file. */
int safe_salvage(const char *damaged, const char *to, const char *who, const char *host,
                 struct str *out, struct err *e);

/* Adds to a sentence about a damaged database (ERR_DAMAGED; else nothing) what
 * to do about it: the newest good copy and the command. */
void safe_advise(const char *database, struct err *e);

#endif
