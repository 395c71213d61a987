#ifndef APP_PACK_H
#define APP_PACK_H

#include "app/work.h"
#include "base/digest.h"

/* A filing as a file that is carried by hand to another database (DESIGN §5;
 * exchange/parcel.h says what is in it): what stands in it, its journal since
 * the other side last had it, and what was said to it.  Each one packed is kept
 * in the journal, so that what comes back can be compared with it.  Packing
 * again when nothing changed gives the same bytes. */

struct packed {
	char digest[DIGEST_SIZE]; /* its 校验码 begins it: parcel_code */
	size_t steps;             /* of the journal */
	bool again;               /* nothing has changed since the last one */
};

/* The bytes.  ERR_DENIED: it is for who may fill in or review the unit;
 * ERR_LIMIT: too large to be read again. */
int pack_filing(struct work *w, struct filing *f, const char *name, struct str *out,
                struct packed *done, struct err *e);
/* To a file; path NULL: pack_name in the working folder.  An existing one is
 * ERR_INPUT unless replace. */
int pack_file(struct work *w, struct filing *f, const char *path, bool replace,
              struct packed *done, struct err *e);
/* «430602001-2024-yueyanglou-2024.zpk»; the caller frees it. */
char *pack_name(const struct filing *f);
/* Whether a file is called as parcels are: it ends in .zpk. */
bool pack_is_name(const char *name);

#endif
