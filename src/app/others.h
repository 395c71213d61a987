#ifndef APP_OTHERS_H
#define APP_OTHERS_H

#include "app/work.h"
#include "form/style.h"

/* What other sessions changed in the open filings while they lay open, with
 * who and when: noted when a filing is reloaded, kept until the person was
 * there or left the filing. */

enum other_kind {
	OTHER_CELL,
	OTHER_ROW_ADDED,
	OTHER_ROW_MOVED,
	OTHER_ROW_DELETED,
	OTHER_SHEET_ADDED,
	OTHER_SHEET_DELETED
};

struct other_change {
	enum other_kind kind;
	int64_t filing;
	const struct form *form;
	int copy;
	int list;        /* −1: none */
	int64_t row;     /* id; 0: none */
	int field;       /* of a row its first column */
	char *who;       /* "": the journal does not know */
	int64_t time;    /* seconds since 1970 UTC */
	char *old, *now; /* of a cell; NULL: absent */
	char *name;      /* of the cell, row or sheet, for people */
	bool told, seen;
};

/* The change that is marked at a cell, a row's at its first column; NULL: none. */
const struct other_change *others_at(const struct work *w, const struct filing *f, struct place p);
/* «乙 10:32 改：39 → 41», «乙 10:32 加了这一行». */
void others_show(const struct other_change *c, struct str *out);
/* One sentence on what came since the last call, «乙 刚改了 3 格（附件2 …）»; NULL:
 * nothing did.  The caller frees it. */
char *others_news(struct work *w, const struct filing *f);
/* The person is at p: its mark goes when it is left; what is gone with it was
 * visited before.  True: a mark went. */
bool others_visit(struct work *w, const struct filing *f, struct place p);
/* The next one after p, in the order of the filing, round and round; in
 * direction −1 the one before.  Of what is deleted *where gets what stands
 * nearest, and its mark goes.  NULL: there is none; good until the next call. */
const struct other_change *others_next(struct work *w, const struct filing *f, struct place p,
                                       int direction, struct place *where);
/* The deletion that took the cell of this key (or «ind.+GROUP.name») with it; NULL:
 * none is known. */
const struct other_change *others_deleted(const struct work *w, const struct filing *f,
                                          const char *form, int copy, const char *key);
/* Those that were not visited, in a row of a sheet (row 0: in all of it), a line
 * each, only the first few; their number. */
size_t others_within(const struct work *w, const struct filing *f, const struct form *form,
                     int copy, int list, int64_t row, struct str *out);
size_t others_count(const struct work *w, const struct filing *f);
/* The filing was left. */
void others_forget(struct work *w, int64_t filing);

/* Marks beside the cells of a sheet; the caller frees the array. */
struct cell_sign *others_signs(const struct work *w, const struct filing *f, int sheet, size_t *n);

/* For the work: f was before, what it is now came from the store. */
void others_note(struct work *w, const struct filing *before, const struct filing *f);
struct others;
void others_free(struct others *o); /* NULL is fine */

#endif
