#ifndef APP_EDIT_ORDER_H
#define APP_EDIT_ORDER_H

#include "app/edit_step.h"

/* Rows of a list stand by group, order and id.  Orders are given with gaps, so
 * that a row that comes in between or moves is the only one written; when a
 * gap is used up the rows of the group are numbered anew. */

/* The rows of a group: indexes from `first` to before `end`. */
struct span {
	int first, end;
};
struct span edit_order_span(const struct rows *rows, int group);

/* An order between the rows at before − 1 and before, which is in the span or
 * its end. */
int64_t edit_order_before(struct edit_step *s, int sheet, int list, struct span span, int before);

#endif
