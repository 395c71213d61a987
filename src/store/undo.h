#ifndef STORE_UNDO_H
#define STORE_UNDO_H

#include "store/store.h"

/* Taking back, or putting back, a step of which others changed a part since:
 * store_plan_undo refuses it whole. */

/* What others did since to what a change is about, also to the row or sheet
 * that it is in. */
struct store_disturbed {
	bool is;
	enum store_op op; /* their newest */
	char *who;
	int64_t time;
	char *was, *now;  /* before the first and after the newest of theirs; NULL: absent */
};

/* As store_plan_undo (redo: store_plan_redo), but whatever others did: *each,
 * one for each change, tells what.  Changes are based on what stands now.  Freed
 * with store_plan_free and store_disturbed_free. */
int store_plan_parts(struct store *s, int64_t filing, bool redo, struct store_plan **plan,
                     struct store_disturbed **each, struct err *e);
void store_disturbed_free(struct store_disturbed *x, size_t count);
/* Leaves the changes in the plan that are wanted; store_apply_plan then carries
 * out these, and the step counts as taken back. */
void store_plan_choose(struct store_plan *plan, const bool *wanted);

#endif
