#ifndef EXCHANGE_PARCEL_INSIDE_H
#define EXCHANGE_PARCEL_INSIDE_H

#include "exchange/parcel.h"

/* Between parcel_write.c, parcel_read.c, which reads fields, and
 * parcel_lines.c, which takes lines. */

#define PARCEL_MAGIC "ziping-parcel"
#define PARCEL_VERSION 1

enum parcel_line {
	PARCEL_LINE_FROM,
	PARCEL_LINE_FILING,
	PARCEL_LINE_KNOWN,
	PARCEL_LINE_SHEET,
	PARCEL_LINE_ROW,
	PARCEL_LINE_CELL,
	PARCEL_LINE_STEP,
	PARCEL_LINE_ENTRY,
	PARCEL_LINE_REMARK,
	PARCEL_LINE_EXPLANATION,
	PARCEL_LINE_PASSAGE,
	PARCEL_LINE_END,
	PARCEL_LINE_COUNT
};
extern const char *const parcel_words[PARCEL_LINE_COUNT];

/* A parcel while it is read. */
struct parcel_reading {
	struct parcel *p;
	const char *name;
	size_t line;
	const char *content, *content_end; /* where its lines stand; NULL: none yet */
	struct err *e;
};
int parcel_refuse(const struct parcel_reading *r, const char *why);
int parcel_too_many(const struct parcel_reading *r, int limit);

/* One field, as its letter wants it. */
struct parcel_value {
	const char *text;
	int64_t number;
	struct parcel_id id;
};

#define PARCEL_BIT(line) (1u << PARCEL_LINE_##line)
#define PARCEL_START (1u << PARCEL_LINE_COUNT)
#define PARCEL_CONTENT (PARCEL_BIT(SHEET) | PARCEL_BIT(ROW) | PARCEL_BIT(CELL))

struct parcel_grammar {
	const char *fields; /* a letter each: read_field */
	unsigned after;     /* bits of the lines it may follow; PARCEL_START: none before */
	/* All fields are there and in bounds. */
	int (*take)(struct parcel_reading *r, const struct parcel_value *v);
};
extern const struct parcel_grammar parcel_grammar[PARCEL_LINE_COUNT];

#endif
