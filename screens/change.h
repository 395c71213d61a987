#ifndef SCREENS_CHANGE_H
#define SCREENS_CHANGE_H

#include "app/edit.h"
#include "screens/desk.h"

/* The changes a person makes at the cell on the desk.  Each is stored before
 * it returns and says in a note what was saved, or why not (−1). */

/* Why nothing can be typed there; false when it can. */
bool change_refusal(struct desk *d, struct str *why);
/* Says why there is nothing to change: no unit, no filing of the year.  False: there is. */
bool change_nothing(struct desk *d);
/* The text that was typed there. */
const char *change_text(const struct desk *d);
/* The text to begin editing with: of a blank cell what a narrative suggests.
 * That put unchanged stores nothing. */
const char *change_begin_text(const struct desk *d);

int change_put(struct desk *d, const char *text);
/* The same for what was begun when the cell had that version (change_version):
 * CHANGE_CONFLICT when somebody changed it since; the note says who and to what. */
enum { CHANGE_CONFLICT = -2 };
int64_t change_version(const struct desk *d);
int change_put_seen(struct desk *d, const char *text, int64_t seen);
int change_clear(struct desk *d);
int change_adopt(struct desk *d);

int change_row_add(struct desk *d);
int change_row_delete(struct desk *d);
int change_row_move(struct desk *d, int direction);
int change_row_copy(struct desk *d);
int change_row_na(struct desk *d);
int change_rows_from(struct desk *d);

int change_sheet_add(struct desk *d, int sheet); /* one more of the form of that sheet */
int change_sheet_delete(struct desk *d, int sheet);
int change_filing_add(struct desk *d, int year);

int change_undo(struct desk *d);
int change_redo(struct desk *d);
/* A step of the journal, anybody's; cell NULL: all of it (app/edit.h edit_revert). */
int change_revert(struct desk *d, int64_t step, const struct edit_cell_name *cell);

/* A paste, already laid onto cells: one step. */
struct paste;
int change_paste(struct desk *d, const struct paste *p);

/* «在职人数», «文件转发数量·分值»; of a template row the list's. */
void change_label(const struct desk *d, struct str *out);

#endif
