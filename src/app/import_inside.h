#ifndef APP_IMPORT_INSIDE_H
#define APP_IMPORT_INSIDE_H

#include "app/import.h"

/* Between import.c, which plans, and import_store.c, which carries out. */

struct import {
	struct work *w;
	struct lay_shelf *shelf;
	struct lay_given given;
	struct lay_unit *names; /* given.units */
};

/* The filing as it stands; NULL with ERR_NOTFOUND when there is none. */
struct filing *import_now(struct import *im, const struct import_filing *x, struct err *e);

#endif
