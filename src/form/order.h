#ifndef FORM_ORDER_H
#define FORM_ORDER_H

#include "base/err.h"
#include "form/def.h"

/* In what order the formulas of a set are worked out, over all its forms. */

struct step {
	int form, list, field; /* list −1: a field, else a column of every row */
};
struct set_order {
	struct step *steps;
	size_t n, capacity;
};

/* ERR_INPUT naming the circle: «file:line: 公式绕成圈：a → b → a». */
int set_sort(struct set *s, const char *(*path)(void *context, int form), void *context,
             struct err *e);
void order_free(struct set_order *o);

#endif
