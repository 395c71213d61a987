#ifndef FORM_LINES_H
#define FORM_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "form/load.h"

/* A definition file as lines: comments and empty lines gone, `each` loops
 * written out. */

struct line {
	char *text;    /* without indentation and trailing blanks */
	int indent;    /* blanks before it; a tab counts as one */
	int number;    /* in the file */
	bool foldable; /* out of an `each` with `fold`, past the first N */
};

struct lines {
	char *path;
	struct line *line;
	size_t n, capacity;
	char *fold_text; /* of the last `fold`; NULL: none */
};

/* ERR_INPUT «file:line: …».  codes may be NULL: no `each` then. */
int lines_read(struct lines *l, const char *path, const struct codes *codes, int year,
               struct err *e);
void lines_free(struct lines *l);
/* What the lines say, added to a hash (base/hash.h). */
uint64_t lines_hash(const struct lines *l, uint64_t hash);

/* The words of a line, one after another: blanks part them, "quotes" hold them
 * together. */
struct words {
	const char *s;
};
/* The next word, owned by the caller; NULL at the end. */
char *words_next(struct words *w);
/* What follows, without leading blanks. */
const char *words_rest(struct words *w);

#endif
