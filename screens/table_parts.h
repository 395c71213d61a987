#ifndef SCREENS_TABLE_PARTS_H
#define SCREENS_TABLE_PARTS_H

#include "form/page.h"
#include "screens/lineedit.h"
#include "screens/table.h"

/* Shared by the files of the table, for nobody else.
 * 1. page was built of built_* ; spot is an index in it, −1: it has none.
 * 2. While line is not NULL the desk stays at the cell it is typed in. */
struct table {
	struct desk *desk;
	struct rect at;
	struct page *page;              /* NULL: nothing is open */
	const struct filing *built_filing;
	int built_sheet, built_width;
	unsigned built_content, built_others;
	int spot;
	int top, left;                  /* of the page, at the pane's corner */
	bool follow;                    /* scroll to the cursor at the next fit */

	struct lineedit *line;          /* NULL: nothing is being typed */
	struct spot_at typed_at;
	const struct form *typed_form;  /* an index may be another sheet's when one was deleted */
	int typed_copy;
	bool over;                      /* begun by typing over the old text */
	bool offered;                   /* begun with the kept text */
	bool fresh;                     /* begun with the cell's own text */
	int64_t seen;                   /* its version then … */
	char *base;                     /* … and its text */
	char *lost;                     /* typed in a row that others deleted; NULL */
	enum page_move next;            /* where to after it is stored */
	char *kept;                     /* given up last */
	struct spot_at kept_at;
};

bool table_same_spot(const struct spot_at *a, const struct spot_at *b);
/* Index of the page's spot of a cell or template row, −1. */
int table_find_spot(const struct page *p, const struct spot_at *at);
void table_set_spot(struct table *t, int spot);
const struct page_spot *table_spot(const struct table *t); /* NULL: none */
/* Where in the page the first words of a spot stand, and how wide they are. */
void table_spot_text(const struct page *p, int spot, int *y, int *x, int *width);
void table_step(struct table *t, enum page_move move, int times);

/* table_span.c: the words that the finding gone to last is about */
bool table_span_row(const struct table *t, int *row); /* of the page; false: none */
void table_draw_span(const struct table *t);

/* table_edit.c */
enum key_result table_begin(struct table *t, const struct key_event *typed);
enum key_result table_edit_key(struct table *t, enum action a, const struct key_event *ev);
/* Puts the line aside (table_take_lost) when its row is not there any more. */
void table_check_typed(struct table *t);

#endif
