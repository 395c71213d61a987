#ifndef APP_OTHERS_INSIDE_H
#define APP_OTHERS_INSIDE_H

#include "app/others.h"

/* Shared by others.c and others_note.c, for nobody else. */

enum { OTHERS_MOST = 2000 }; /* marks kept; of more only the first */

struct others {
	struct other_change *change;
	size_t n, capacity;
};

void others_drop(struct others *o, size_t i);
bool others_is_gone(const struct other_change *c);

#endif
