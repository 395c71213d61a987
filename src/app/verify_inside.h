#ifndef APP_VERIFY_INSIDE_H
#define APP_VERIFY_INSIDE_H

#include "app/verify.h"
#include "store/store.h"
#include "store/verify.h"

/* Shared by the files of verify, for nobody else. */

struct verifying {
	const struct verify_request *q;
	struct verify_report *report;
	const char *doing;
};

/* Tells the progress; false: it is to stop, and the report says so. */
bool verify_go_on(struct verifying *v, size_t done, size_t total);
/* Ends a check: what was found (emptied) makes it worse than fine, as bad as
 * worst.  fine: the sentence when nothing was found; wrong: the one with %zu. */
void verify_tell(struct verifying *v, const char *check, struct faults *found,
                 enum verify_state worst, const char *fine, const char *wrong);
/* A check that could not be made. */
void verify_skip(struct verifying *v, const char *check, const char *what, const char *why);

/* verify_sums.c: the figures and scores that are stored, against the forms. */
void verify_sums(struct verifying *v);
/* verify_files.c */
void verify_files(struct verifying *v);
void verify_copies(struct verifying *v);

#endif
