#ifndef SCREENS_ENCODING_H
#define SCREENS_ENCODING_H

#include <stdbool.h>

/* What the terminal's bytes mean: the locale's encoding. */

/* The environment's locale; C.UTF-8 when that is not installed or can write
 * no Chinese. */
void encoding_set(void);
bool encoding_is_utf8(void);

#endif
