#ifndef TESTS_SOAK_KEYS_H
#define TESTS_SOAK_KEYS_H

#include "base/str.h"
#include "screens/keys.h"

/* What a person, a cat or a broken line may do at the terminal, made up from a
 * number: the same number gives the same. */

enum soak_kind {
	SOAK_KEY,     /* one event */
	SOAK_COMMAND, /* `:`, text, Enter */
	SOAK_GO,      /* `g`, text, Enter */
	SOAK_TYPED,   /* text, key by key, and perhaps Enter */
	SOAK_BURST,   /* text at once */
	SOAK_PASTE,
	SOAK_BYTES,   /* raw, for the decoder: perhaps no UTF-8, perhaps half a sequence */
	SOAK_RESIZE,  /* y rows, x columns */
	SOAK_IDLE,    /* key: ms that passed before */
	SOAK_END,     /* a signal ends the program; it is started again */
	SOAK_OTHER    /* somebody else does something on the same database */
};

enum { SOAK_TEXT = 400, SOAK_FILES = 4 };

/* For imports: to be laid into the working directory.  Of tests/inputs but for the
 * last, which is a parcel. */
extern const char *const soak_files[SOAK_FILES];

struct soak_key {
	enum soak_kind kind;
	struct key_event ev;    /* of SOAK_KEY */
	int rows, cols, ms;
	uint64_t number;        /* for what is decided later */
	char text[SOAK_TEXT];   /* length bytes and a 0 */
	size_t length;
};

/* The next of a row of numbers; never repeats within 2^64. */
uint64_t soak_random(uint64_t *state);
void soak_make(uint64_t number, struct soak_key *out);
/* One line about it. */
void soak_print(const struct soak_key *k, struct str *out);
/* How many keys it stands for. */
size_t soak_count(const struct soak_key *k);

#endif
