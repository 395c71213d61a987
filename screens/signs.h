#ifndef SCREENS_SIGNS_H
#define SCREENS_SIGNS_H

#include "form/style.h"
#include "screens/desk.h"

/* The signs beside the cells of the open sheet: what others changed (*), where
 * others are typing (@), what was said and is not closed (※ ☆), what the audit
 * finds (✗ ! ·).  A cell with several has
 * them one behind the other, in the style of the gravest. */
struct signs {
	struct cell_sign *sign;
	size_t n, capacity;
	char **texts; /* of the signs that were put together */
	size_t ntexts, texts_capacity;
};

void signs_make(const struct desk *d, struct signs *out);
void signs_free(struct signs *s);

#endif
