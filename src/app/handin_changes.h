#ifndef APP_HANDIN_CHANGES_H
#define APP_HANDIN_CHANGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/work.h"
#include "store/passages.h"

/* What changed in a filing since a step: cell by cell the first old and the
 * last new text.  What came back to what it was is left out, and so are the
 * cells of rows and sheets that are gone. */

enum change_kind {
	CHANGE_CELL,
	CHANGE_ROW_ADDED,
	CHANGE_ROW_DELETED,
	CHANGE_ROW_MOVED,
	CHANGE_SHEET_ADDED,
	CHANGE_SHEET_DELETED
};
const char *change_kind_name(enum change_kind kind); /* 填写, 添加行 …: data */

struct handin_change {
	enum change_kind kind;
	char *form;
	int copy;
	char *key;          /* of the cell, of the row («list.ID»), "" of a sheet */
	char *old, *now;    /* of a cell; NULL: absent */
	char *who;          /* of the last change */
	int64_t time;
	bool there;         /* the cell, row or sheet is in the filing … */
	struct place place; /* … at: field −1 a row or sheet; what is gone: its sheet or −1 */
	char *name;         /* for people */
};
struct handin_changes {
	struct handin_change *change; /* in the order of the filing */
	size_t n, capacity;
};
int handin_changes_after(struct work *w, const struct filing *f, int64_t step,
                         struct handin_changes *out, struct err *e);
/* Since it was handed in: the newest hand-in with changes behind it, else the
 * newest.  *since (may be NULL) gets it, the caller frees it with
 * store_passages_free(since, 1).  ERR_NOTFOUND: it was never handed in. */
int handin_changes(struct work *w, const struct filing *f, struct handin_changes *out,
                   struct store_passage **since, struct err *e);
void handin_changes_free(struct handin_changes *c); /* what it holds */

#endif
