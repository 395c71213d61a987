#ifndef EXCHANGE_PARCEL_H
#define EXCHANGE_PARCEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/err.h"
#include "base/str.h"

/* 往来文件: one filing carried by hand from one database to another, as one
 * file.  It is a text and nothing else, so that there is no database engine, no
 * decompressor and no XML to defend: UTF-8, a line is a word and its fields,
 * parted by tabs; in a field \t, \n and \\ stand for tab, new line and
 * backslash, and a field that is "\-" is absent.
 *
 *     ziping-parcel  1  SHA-256 of all that follows this line
 *     from           ID WHO HOST TIME        who packed it; ID names this parcel
 *     filing         UNIT NAME YEAR SET FINGERPRINT STATE
 *     known          ID DIGEST               exchanges the sender knows, newest first
 *     sheet          FORM COPY               the content: sheets by form and copy …
 *     row            LIST ID GROUP ORDER CARRIED      … with rows by list and id
 *     cell           KEY TEXT CARRIED                 … and cells by key
 *     step           ID TIME WHO HOST WHAT WHY        the journal, oldest first …
 *     entry          FORM COPY OP KEY OLD NEW         … what a step changed
 *     remark         ID FORM COPY KEY KIND TEXT ANSWERS WHO HOST TIME
 *     explanation    ID FINDING BASIS STATE TEXT WHO HOST TIME
 *     passage        ID STATE WHY WHO HOST TIME
 *     end
 *
 * In this order, each line at most as often as makes sense; what is sorted
 * stands in strictly rising order, so that nothing is there twice and one state
 * has one spelling.  An ID is «7@3fa81b2c»: a number and the database it was
 * given in; of a row of a list, «ind.7@3fa81b2c.target» in keys.
 *
 * The digest says that the file is whole and is the one that a person reads out
 * over the telephone; it says nothing about who made it.  Nothing in a file is
 * believed: each reading fails with one sentence, or all of it is in bounds. */

enum {
	PARCEL_BYTES = 64 << 20, /* the most a file may have */
	PARCEL_LINES = 500000,   /* the most lines … */
	PARCEL_ROWS = 10000,     /* … rows … */
	PARCEL_CELLS = 200000,   /* … and cells */
	PARCEL_TEXT = 64 << 10,  /* the most bytes of a text … */
	PARCEL_BASIS = 1 << 20,  /* … of what an explanation rests on … */
	PARCEL_WORD = 400,       /* … and of a name or key */
	PARCEL_KNOWN = 100       /* the most exchanges that are named */
};
/* Numbers of rows, copies, steps: enough, and far from where sums overflow. */
#define PARCEL_NUMBER INT64_C(999999999)

/* What a database gave the number.  site "" : none. */
#define PARCEL_SITE_LENGTH 8
struct parcel_id {
	int64_t number;
	char site[PARCEL_SITE_LENGTH + 1];
};
void parcel_put_id(struct str *out, const struct parcel_id *id); /* «7@3fa81b2c» */
/* All of text is an id; false: it is none. */
bool parcel_get_id(const char *text, struct parcel_id *out);

/* All texts are valid UTF-8 without control characters but \n and \t, and
 * belong to the parcel; NULL: absent. */
struct parcel_known {
	struct parcel_id id;
	const char *digest; /* of the content that was exchanged */
};
struct parcel_sheet {
	const char *form;
	int copy;
	size_t row, nrows, cell, ncells; /* its part of the rows and cells */
};
struct parcel_row {
	const char *list;
	struct parcel_id id;
	const char *group;
	int64_t order;
	bool carried;
};
struct parcel_cell {
	const char *key, *text;
	bool carried;
};
struct parcel_content {
	struct parcel_sheet *sheets; size_t nsheets, sheets_capacity;
	struct parcel_row *rows;     size_t nrows, rows_capacity;
	struct parcel_cell *cells;   size_t ncells, cells_capacity;
};

struct parcel_step {
	struct parcel_id id;
	int64_t time;
	const char *who, *host, *what, *why;
	size_t entry, nentries; /* its part of the entries */
};
struct parcel_entry {
	const char *form;
	int copy;
	int op; /* store_op, as the journal keeps them */
	const char *key, *old_text, *new_text;
};
/* remark: form … answers; explanation: key (its finding), basis, kind (its
 * state); passage: kind (its state). */
enum parcel_said_kind { PARCEL_REMARK, PARCEL_EXPLANATION, PARCEL_PASSAGE };
struct parcel_said {
	enum parcel_said_kind said;
	struct parcel_id id;
	const char *form;
	int copy;
	const char *key, *basis, *kind, *text;
	struct parcel_id answers; /* site "": none */
	const char *who, *host;
	int64_t time;
};

struct parcel {
	struct parcel_id id;
	const char *who, *host;
	int64_t time;
	const char *unit, *unit_name;
	int year;
	const char *set, *fingerprint, *state;
	struct parcel_known *known;   size_t nknown, known_capacity;
	struct parcel_content content;
	struct parcel_step *steps;    size_t nsteps, steps_capacity;
	struct parcel_entry *entries; size_t nentries, entries_capacity;
	struct parcel_said *said;     size_t nsaid, said_capacity;

	char digest[DIGEST_SIZE];         /* of the file: the 校验码 */
	char content_digest[DIGEST_SIZE]; /* of the lines of the content */
	size_t content_from, content_length; /* where they stand in the file */
	char *bytes; /* that the texts stand in */
};

/* Reads a whole file; starts from {0}.  name begins each error, with the line.
 * ERR_INPUT: not one of ours, cut off, changed on the way, or not as above;
 * ERR_LIMIT: too much of something; ERR_VERSION: of a newer program.  On
 * failure nothing is left to free. */
int parcel_read(struct parcel *p, const char *name, const char *bytes, size_t length,
                struct err *e);
/* The same for the lines of a content alone, as a database keeps them. */
int parcel_read_content(struct parcel *p, const char *name, const char *bytes, size_t length,
                        struct err *e);
void parcel_free(struct parcel *p);

/* Writing: the lines in the order above, then parcel_end.  Absent texts are NULL. */
void parcel_put_from(struct str *out, const struct parcel_id *id, const char *who,
                     const char *host, int64_t time);
void parcel_put_filing(struct str *out, const char *unit, const char *name, int year,
                       const char *set, const char *fingerprint, const char *state);
void parcel_put_known(struct str *out, const struct parcel_known *known);
void parcel_put_sheet(struct str *out, const char *form, int copy);
void parcel_put_row(struct str *out, const struct parcel_row *row);
void parcel_put_cell(struct str *out, const char *key, const char *text, bool carried);
void parcel_put_step(struct str *out, const struct parcel_step *step);
void parcel_put_entry(struct str *out, const struct parcel_entry *entry);
void parcel_put_said(struct str *out, const struct parcel_said *said);
/* All lines so far become the whole file, with its head and end; digest gets
 * the 校验码. */
void parcel_end(struct str *out, char digest[DIGEST_SIZE]);

/* The 校验码 as it is printed and read out: «4833-2FE6-67BC-51AC». */
void parcel_code(const char *digest, struct str *out);

#endif
