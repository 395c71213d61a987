#ifndef STORE_REVERT_H
#define STORE_REVERT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/store.h"

/* Steps of the journal, anybody's and however old, and how one is taken back.
 * That is a new step of its own, which can be undone like any other. */

struct store_step {
	int64_t id;
	int64_t filing;
	int64_t time;
	char *who;
	char *host;      /* NULL: not known */
	char *what;
	char *why;       /* NULL: none */
	bool taken_back; /* it is undone just now */
};
/* ERR_NOTFOUND when there is none.  Freed with store_step_free. */
int store_step(struct store *s, int64_t id, struct store_step *out, struct err *e);
void store_step_free(struct store_step *x);

/* The changes that take the whole step back (key NULL), based on what stands
 * now.  ERR_CONFLICT: somebody changed one of its cells, rows or sheets since,
 * with who and when.  ERR_INPUT: it made the filing, or is undone already.
 * Or those that give one cell of it the text from before the step, whatever
 * was done to it since; ERR_NOTFOUND: the step did not change that cell.
 * The caller hands the changes to store_apply, not to store_apply_plan. */
int store_plan_revert(struct store *s, int64_t step, const char *form, int copy, const char *key,
                      struct store_plan **plan, struct err *e);

#endif
