#ifndef AUDIT_READING_H
#define AUDIT_READING_H

#include <stddef.h>
#include <stdint.h>

#include "calc/quantity.h"
#include "calc/target.h"

/* A text as the searches read it: folded (as wording_fold does, but a
 * paragraph still ends where it ended), cut into sentences, with the
 * quantities of each, and a way back to the bytes as typed. */

struct sentence {
	const char *s; /* ends in a zero byte; without «1、», «（一）» in front */
	size_t n;
	struct quantity *q; /* none when the sentence has no digit */
	size_t nq;
};

struct reading {
	char *s;      /* all sentences, a zero byte behind each */
	uint32_t *at; /* for each byte of s where its character begins in the text */
	size_t n;
	struct sentence *sentences;
	size_t nsentences;
};

/* text is valid UTF-8; planned as in quantities_read. */
void reading_make(struct reading *r, const char *text, const struct phrases *planned);
void reading_free(struct reading *r);

/* The bytes of text that part (within one sentence of r) was folded from. */
void reading_span(const struct reading *r, const char *text, struct span part, size_t *from,
                  size_t *length);

#endif
