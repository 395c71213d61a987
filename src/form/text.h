#ifndef FORM_TEXT_H
#define FORM_TEXT_H

#include <stddef.h>

#include "base/str.h"
#include "form/filing.h"
#include "form/format.h"
#include "form/world.h"

/* Narratives (情况说明): sentences with holes for figures, as read from
 * data/forms/<set>/<text>.text and described in data/forms/README.  A
 * definition is read-only after loading (form/load.h). */

enum bit_kind {
	BIT_TEXT,    /* text as it is printed; a paragraph ends in a newline */
	BIT_FIGURE,  /* {expr format} */
	BIT_HAND,    /* [field]: hand-written, value is its name */
	BIT_NAME,    /* {name}: label of the field a loop has come to */
	BIT_ORDINAL, /* {n}: the number of the loop's entry, from 1 */
	BIT_CHOICE,  /* {if …}, {sign …}, when: the first way whose test holds */
	BIT_OPTION,  /* {? …}: way[0], left out when it has nothing to say */
	BIT_LOOP, /* {each …}, rows: way[0] for each entry (its test: where), way[1] between two */
	BIT_HEAD, /* head: way[0] is a heading */
	BIT_PART  /* part: up to the next head or part is what a field is suggested; text is its key */
};

struct wording {
	struct bit *bits;
	size_t n;
};

struct way {
	struct expr *test; /* NULL: always */
	struct wording wording;
};

struct bit {
	enum bit_kind kind;
	int line;                 /* in the .text file */
	char *text;               /* TEXT */
	struct expr *value;       /* FIGURE, HAND */
	struct format format;     /* FIGURE */
	const struct field *like; /* FIGURE: the first field named in value; NULL: none */
	struct way *ways;
	size_t nways;
	int *loops; /* LOOP: what it goes over, see set_ref: ROWS, SHEETS or PATTERN */
	size_t nloops;
};

/* Wordings that mean the same: the first is printed, a text laid beside may
 * have any. */
struct synonyms {
	char **words;
	size_t n;
};

struct narrative {
	char *id;   /* report */
	char *name; /* 决算情况说明 */
	struct wording body;
	struct synonyms *same;
	size_t nsame;
	char **parts; /* keys of its parts, in order */
	size_t nparts;
};

const struct narrative *set_text(const struct set *s, const char *id); /* NULL: none */

/* What a stretch of a filled-in text says, and why. */
enum told_kind {
	TOLD_FIGURE, /* a value */
	TOLD_HAND,   /* a hand-written part, of length 0 while there is none */
	TOLD_NAME,   /* the label of cell */
	TOLD_CHOICE, /* the words chosen; what is told inside them follows */
	TOLD_HEAD,
	TOLD_LACK, /* «____»: value can't be worked out */
	TOLD_PART  /* what belongs to a part */
};

struct told {
	enum told_kind kind;
	size_t from, length;      /* bytes of the text */
	int line;                 /* in the .text file */
	const struct expr *value; /* FIGURE, HAND, LACK; of a CHOICE the test that held, or NULL */
	struct position at;       /* where value is read */
	const struct filing *in;  /* whose cell it restates: this filing or last year's; */
	struct place cell;        /* NULL: no single cell, value is worked out */
	struct figure figure;     /* FIGURE: as printed, 万元 whatever unit is printed */
	const char *part;         /* PART: its key */
};

struct telling {
	struct told *told; /* by from, outer before inner */
	size_t n, capacity;
};
void telling_free(struct telling *t);

/* Adds the narrative of this filing to out, a line for a paragraph, and what
 * it tells to told.  Empty cells count as 0 here.  Expressions and filings in
 * told are borrowed. */
void text_fill(const struct filing *f, const struct narrative *t, struct str *out,
               struct telling *told);

/* Adds one sentence, read at that place: a rule's message. */
void text_say(const struct filing *f, const struct wording *w, struct position at,
              struct str *out);

#endif
