#ifndef EXCHANGE_ZIP_PACK_H
#define EXCHANGE_ZIP_PACK_H

#include "base/err.h"
#include "base/str.h"

/* Makes a zip file in memory: the same parts give the same bytes. */
struct zip_pack;

struct zip_pack *zip_pack_new(void);
/* Adds a part in this order; bytes is taken over and empty then. */
void zip_pack_add(struct zip_pack *p, const char *name, struct str *bytes);
/* Appends the whole file to out and frees p.  ERR_SYSTEM when it fails. */
int zip_pack_end(struct zip_pack *p, struct str *out, struct err *e);

#endif
