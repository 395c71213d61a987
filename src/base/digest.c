#include "base/digest.h"

#include <stdint.h>
#include <sys/types.h>

#include <sha2.h>

void digest_of(const char *bytes, size_t length, char out[DIGEST_SIZE])
{
	SHA2_CTX context;

	SHA256Init(&context);
	SHA256Update(&context, (const uint8_t *)bytes, length);
	SHA256End(&context, out);
}
