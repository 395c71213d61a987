#ifndef EXCHANGE_CODE_H
#define EXCHANGE_CODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* «校验码 3F2A-90C1-55B0-1E77»: at the foot of what is written, so that paper can
 * be held against the journal; what is read again passes over it. */

/* Nothing when there is no code (NULL). */
void code_print(const char *code, struct str *out);
/* The line is nothing but that. */
bool code_is_line(const char *line, size_t length);

#endif
