#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* FNV-1a: tells texts apart, not for secrets.  Begins with HASH_START; the
 * hash of several pieces is that of what they make together. */
#define HASH_START UINT64_C(14695981039346656037)

uint64_t hash_add(uint64_t hash, const void *bytes, size_t length);
/* A text with its closing zero byte, so that «ab», «c» and «a», «bc» differ;
 * NULL is another one than "". */
uint64_t hash_add_text(uint64_t hash, const char *text);

#endif
