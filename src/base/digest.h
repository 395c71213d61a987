#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stddef.h>

/* SHA-256 as 64 small hexadecimal digits and a zero byte. */
enum { DIGEST_LENGTH = 64, DIGEST_SIZE = DIGEST_LENGTH + 1 };

void digest_of(const char *bytes, size_t length, char out[DIGEST_SIZE]);

#endif
