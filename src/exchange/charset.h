#ifndef EXCHANGE_CHARSET_H
#define EXCHANGE_CHARSET_H

#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

/* Appends a text file's bytes to out as UTF-8 without BOM.  A BOM (UTF-8,
 * UTF-16) says the charset; without one it is UTF-8, else GB18030, each read
 * strictly.  A text that was UTF-8 for some Chinese characters is not tried as
 * GB18030: it is damaged or cut.  ERR_INPUT with «name:line» and the offset of
 * the byte for a NUL and for what is neither; name begins the error. */
int charset_to_utf8(const char *name, const char *bytes, size_t length, struct str *out,
                    struct err *e);

#endif
