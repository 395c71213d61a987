#ifndef APP_EDIT_STEP_H
#define APP_EDIT_STEP_H

#include "app/changes.h"
#include "app/edit_text.h"
#include "app/work.h"

/* What a step is called in the journal is data, the same in every language. */
#define EDIT_FILLED "填写"

/* One step of editing, for edit*.c.  Between edit_step_begin and _end nobody
 * else can write, and the filing is as it stands in the store; the functions
 * here change it and note what the store is to be told.  _end recalculates,
 * stores and commits, or puts everything back. */
struct edit_step {
	struct work *w;
	struct filing *f;
	struct filing *before; /* a copy, to go back to and to compare with */
	struct filing *seen;   /* what the person saw, when others changed it since; or NULL */
	struct changes changes;
	bool inside;           /* of a bracket of the caller's */
	struct err *e;
};

/* A cell or a row (field −1), however rows and sheets move, as the person saw it. */
struct edit_target {
	const struct form *form;
	int copy;
	int list, field;
	int64_t row;
	int64_t version;
};
struct edit_target edit_target(const struct filing *f, struct place p);
struct edit_target edit_target_row(const struct filing *f, struct place p);
/* Where it is now; false: it is gone. */
bool edit_target_place(const struct filing *f, const struct edit_target *t, struct place *out);

/* 0 when the person may change something in the filing now.  ERR_DENIED: the
 * role; ERR_LOCKED: the state; ERR_READONLY, ERR_DAMAGED: the database. */
int edit_check_open(struct work *w, const struct filing *f, struct err *e);
/* Whether nothing may be changed, with the reason as one sentence. */
bool edit_is_closed(struct work *w, const struct filing *f, struct str *why);

int edit_step_begin(struct edit_step *s, struct work *w, struct filing *f, struct err *e);
/* The same within a bracket that the caller has opened (an import of several
 * filings).  When anything fails the caller rolls back and reads anew
 * (work_reload) whatever filings it has changed in it. */
int edit_step_begin_inside(struct edit_step *s, struct work *w, struct filing *f, struct err *e);
/* result −1: takes all back and returns −1. */
int edit_step_end(struct edit_step *s, int result, const char *what);
/* The same for a plan of the store. */
int edit_step_end_plan(struct edit_step *s, int result, const struct store_plan *plan);

/* Each −1 with ERR_CONFLICT when others changed it since it was seen.  A text
 * is cleaned (edit_text.h). */
int edit_step_cell(struct edit_step *s, const struct edit_target *t, const char *text);
int edit_step_row_delete(struct edit_step *s, const struct edit_target *t);
int edit_step_row_move(struct edit_step *s, const struct edit_target *t, int group, int64_t order);
/* *row gets its index. */
int edit_step_row_add(struct edit_step *s, int sheet, int list, int group, int64_t order, int *row);
/* The same with an id that no row of the sheet has; its index. */
int edit_step_row_put(struct edit_step *s, int sheet, int list, int group, int64_t order,
                      int64_t id);

/* Moves a row within the filing, nothing else; its new index. */
int edit_move_row(struct filing *f, int sheet, int list, int row, int group, int64_t order);

#endif
