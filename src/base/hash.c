#include "base/hash.h"

#include <string.h>

uint64_t hash_add(uint64_t hash, const void *bytes, size_t length)
{
	const unsigned char *p = bytes;

	for (size_t i = 0; i < length; i++) {
		hash ^= p[i];
		hash *= UINT64_C(1099511628211);
	}
	return hash;
}

uint64_t hash_add_text(uint64_t hash, const char *text)
{
	return text ? hash_add(hash, text, strlen(text) + 1) : hash_add(hash, "\1", 2);
}
