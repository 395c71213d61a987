#ifndef EXCHANGE_PACK_H
#define EXCHANGE_PACK_H

#include "base/err.h"
#include "base/str.h"

/* Makes a zip file in memory: the same parts give the same bytes. */
struct pack;

struct pack *pack_new(void);
/* Adds a part in this order; bytes is taken over and empty then. */
void pack_add(struct pack *p, const char *name, struct str *bytes);
/* Appends the whole file to out and frees p.  ERR_SYSTEM when it fails. */
int pack_end(struct pack *p, struct str *out, struct err *e);

#endif
