#ifndef BASE_ERR_H
#define BASE_ERR_H

/* One fault: a sentence for the person, a code for the program.  It is filled
 * once, where the fault is seen, with the place in the sentence (file:line,
 * table, row); callers pass it on. */

enum err_code {
	ERR_NONE = 0,
	ERR_USAGE,    /* the call's words are off                        */
	ERR_INPUT,    /* what a person or a file says can't be taken      */
	ERR_NOTFOUND, /* no such unit, year, form, cell, file             */
	ERR_CONFLICT, /* somebody else changed it since it was seen       */
	ERR_LOCKED,   /* the cell, sheet or filing may not be changed      */
	ERR_DENIED,   /* the person's role does not allow it               */
	ERR_LIMIT,    /* a size from outside is over its limit            */
	ERR_BUSY,     /* another process holds the database               */
	ERR_READONLY, /* the database or its folder can't be written      */
	ERR_FULL,     /* the disk is full                                 */
	ERR_VERSION,  /* the database is of a newer program               */
	ERR_DAMAGED,  /* not a database, or a damaged one                 */
	ERR_SYSTEM    /* anything else the system refused                 */
};

struct err {
	enum err_code code;
	char text[512]; /* UTF-8, cut between characters, never inside one */
};

/* Fills e (which may be NULL) and returns -1, so that
 * `return err_set(e, ERR_INPUT, "…", …);` is the whole failure path. */
int err_set(struct err *e, enum err_code code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Puts "place: " in front of what e says; returns -1. */
int err_at(struct err *e, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* DESIGN §5: 2 for wrong usage or input, 3 for the database or the system. */
int err_exit_status(const struct err *e);

#endif
