#ifndef APP_EDIT_H
#define APP_EDIT_H

#include "app/work.h"

/* The only way a value changes: checked, set, recalculated and stored in one
 * transaction – or nothing happened and e says why.  Every call is one step of
 * the journal and of undo.  After ERR_CONFLICT the filing shows the other
 * person's value.  Pointers into the filing are stale after every call; places
 * hold unless rows or sheets changed or the call failed with ERR_CONFLICT. */

/* Why the cell can't be edited, as one sentence for the person; false when it
 * can.  A computed cell says from what it is computed. */
bool edit_refusal(struct work *w, const struct filing *f, struct place p, struct str *why);

/* text NULL or "": blank.  A text that is no figure where one is wanted is
 * kept as typed and marked, not refused.  A code typed in a tree of codes
 * brings its name and the rows above it and moves its row to its place: the
 * row's index is another one then.  ERR_INPUT: invalid UTF-8;
 * ERR_LIMIT: over 64 KiB; ERR_LOCKED: see edit_refusal. */
int edit_cell(struct work *w, struct filing *f, struct place p, const char *text, struct err *e);
/* The cell's version when the person began to edit it (0: it is not there),
 * and the same as edit_cell for what was begun then: ERR_CONFLICT, with who,
 * when and to what, when the cell has another version by now, also when
 * work_refresh has brought it. */
int64_t edit_version(const struct filing *f, struct place p);
int edit_cell_seen(struct work *w, struct filing *f, struct place p, int64_t seen,
                   const char *text, struct err *e);
/* What a document states for a computed cell (EDIT by import or `set --stated`). */
int edit_stated(struct work *w, struct filing *f, struct place p, const char *text, struct err *e);
/* Drops what was stated, so that the formula or the suggestion stands.  Of a
 * computed cell that nobody stated (edit_is_left_blank) it notes that the
 * formula is meant: 合计未填 is no finding then. */
int edit_adopt(struct work *w, struct filing *f, struct place p, struct err *e);
bool edit_is_left_blank(const struct filing *f, struct place p);

/* Says that what was carried over from last year (cell->carried) holds for this
 * year too: takes the mark off these cells, one step; others are passed over. */
int edit_confirm(struct work *w, struct filing *f, const struct place *places, size_t count,
                 struct err *e);

/* A new row in the list (and group, -1: none) after the row at index after
 * (-1: at the group's end), its first column set to text when that is not
 * NULL in column `field`; *out gets its place. */
int edit_row_add(struct work *w, struct filing *f, int sheet, int list, int group, int after,
                 int field, const char *text, struct place *out, struct err *e);
/* Brings in the rows of the list that this one says its rows come from (`from`
 * in the form) and that are not here yet, by code or name, in its order: names
 * and codes, no figures; rows that are here stay.  Of a tree a plain list takes
 * the rows with none below, named with what is above them.  One step.  ERR_INPUT when
 * none is missing, ERR_USAGE for a list without `from`. */
int edit_rows_from(struct work *w, struct filing *f, int sheet, int list, size_t *added,
                   struct err *e);
int edit_row_delete(struct work *w, struct filing *f, struct place p, struct err *e);
/* One up (−1) or down (+1), into the neighbouring group at the edge; *out its new place. */
int edit_row_move(struct work *w, struct filing *f, struct place p, int direction,
                  struct place *out, struct err *e);
int edit_row_copy(struct work *w, struct filing *f, struct place p, struct place *out,
                  struct err *e);
/* Brings back what others deleted and a cell was in – its row, or its sheet
 * with all rows – with every text the journal has of it, and puts text (NULL:
 * nothing) into the cell; one step.  key as in filing_place, or «list.ID».
 * ERR_NOTFOUND: the journal knows of no deletion. */
int edit_restore(struct work *w, struct filing *f, const char *form, int copy, const char *key,
                 const char *text, struct err *e);
/* Marks an empty group 不适用 (a row that says so), or takes the mark off. */
int edit_row_na(struct work *w, struct filing *f, int sheet, int list, int group, struct err *e);

/* One more sheet of a form with copies (*sheet its index), one less. */
int edit_sheet_add(struct work *w, struct filing *f, const struct form *form, int *sheet,
                   struct err *e);
int edit_sheet_delete(struct work *w, struct filing *f, int sheet, struct err *e);

/* Many cells in one step (paste from a spreadsheet): texts[i] goes to places[i]. */
int edit_cells(struct work *w, struct filing *f, const struct place *places,
               const char *const *texts, size_t count, const char *what, struct err *e);
/* The same, and cells of rows that are not there yet: in a list of n rows a place of
 * row n + k is in new row number k, all of one sheet, list and group (−1: none).  They
 * come at the end of the group, in a tree of codes each where its code belongs, and a
 * row that came with a code below it is taken for its own.  What turns out to be
 * computed in them is passed over. */
struct edit_pasted {
	size_t cells, rows, passed; /* put, added, computed */
};
int edit_paste(struct work *w, struct filing *f, const struct place *places,
               const char *const *texts, size_t count, int group, const char *what,
               struct edit_pasted *out, struct err *e);
/* Whether the place is in a row that is not there yet, as above. */
bool edit_is_new_row(const struct filing *f, struct place p);

/* Takes back the newest own step, puts the last one back; *what (owned by the
 * caller) says which; *where (may be NULL) the first cell it changed. */
int edit_undo(struct work *w, struct filing *f, char **what, struct place *where, struct err *e);
int edit_redo(struct work *w, struct filing *f, char **what, struct place *where, struct err *e);

/* What the newest own step would take back (put back), of which others changed
 * a part since, so that edit_undo gave ERR_CONFLICT. */
struct edit_part {
	char *label;     /* of the cell, row or sheet */
	bool disturbed;  /* by others; who and when */
	bool possible;   /* false: what it is in is there no more, or is there already */
	bool is_cell;
	char *who;
	int64_t time;
	char *base, *theirs, *mine; /* of a disturbed cell: left by the step, now, taken back */
	int64_t seen;    /* the version this is of */
};
struct edit_parts {
	bool redo;
	int64_t step;
	char *what;
	struct edit_part *part;
	size_t n;
};
int edit_parts(struct work *w, struct filing *f, bool redo, struct edit_parts *out, struct err *e);
void edit_parts_free(struct edit_parts *p); /* what it holds */
/* Takes back those that are wanted, one step, and counts the step as taken back.
 * ERR_CONFLICT when any of them is not as it was seen. */
int edit_take_parts(struct work *w, struct filing *f, const struct edit_parts *p,
                    const bool *wanted, struct place *where, struct err *e);

/* Takes back any step of the filing, also somebody else's or an old one, as a
 * new step «恢复»; why goes with the work's reason.  cell NULL: the whole step;
 * refused with who and when when any of it was changed since.  Else one cell of
 * it gets its text from before the step back, whatever was done to it since.
 * Fails as store_plan_revert (store/revert.h). */
struct edit_cell_name {
	const char *form;
	int copy;
	const char *key;
};
int edit_revert(struct work *w, struct filing *f, int64_t step, const struct edit_cell_name *cell,
                struct place *where, struct err *e);

#endif
