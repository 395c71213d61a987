#ifndef EXCHANGE_ZIP_H
#define EXCHANGE_ZIP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

/* The parts of a zip file in memory, by their exact names; nothing is unpacked
 * to disk. */
struct zip_parts;

/* Keeps no copy of the bytes, which must outlive it.  name begins each error.
 * limit is the most that all parts read may come to when inflated.  NULL with
 * ERR_INPUT for what is no whole zip file. */
struct zip_parts *zip_parts_open(const char *name, const char *bytes, size_t length, size_t limit,
                                 struct err *e);
void zip_parts_close(struct zip_parts *z);

bool zip_parts_has(const struct zip_parts *z, const char *part);

/* Appends the part to out.  ERR_NOTFOUND when there is none; ERR_INPUT when it
 * is damaged (its check sum is wrong) or protected by a password; ERR_LIMIT
 * when the parts come to more than the limit. */
int zip_parts_read(struct zip_parts *z, const char *part, struct str *out, struct err *e);

#endif
