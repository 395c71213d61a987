#ifndef FORM_SCRIBE_H
#define FORM_SCRIBE_H

#include "form/read.h"
#include "form/text.h"

/* Reading a .text file.  Used by form/read_narrative.c (lines) and
 * form/read_wording.c (sentences) only. */

struct scribe {
	struct set *set;
	struct narrative *t;
	struct lines lines;
	size_t at;                /* line being read */
	const char *s;            /* where in it */
	int form, list;           /* see bind_scope */
	const struct field *item; /* first one of the pattern gone over; NULL: none */
	bool looping;
	bool rule;                /* a rule's message: also: may be used */
	int depth;
	struct err *e;
};

/* «file:line: what which»; returns -1. */
int scribe_fail(struct scribe *r, const char *what, const char *which);

/* One more at the end, good until the next one. */
struct bit *scribe_bit(const struct scribe *r, struct wording *w, enum bit_kind kind);
struct way *scribe_way(struct bit *b);

/* One level further in; too deep is an error.  Comes back with --r->depth. */
int scribe_deeper(struct scribe *r);

/* Parsed and bound; NULL with file:line. */
struct expr *scribe_expr(struct scribe *r, const char *text);
/* LOOP, text is «NAME… [where EXPR]».  inside becomes r with the scope of an entry. */
int scribe_loop(struct scribe *r, struct bit *b, const char *text, struct scribe *inside);
/* Passes over the word and the blank behind it when it stands here. */
bool scribe_word(struct scribe *r, const char *word);
/* Reads to the end of the paragraph, over lines that end in \, or nested to |
 * or }, without the blanks at both ends of it. */
int scribe_wording(struct scribe *r, struct wording *w, bool nested);

#endif
