#ifndef APP_SETS_H
#define APP_SETS_H

#include "base/err.h"
#include "base/str.h"
#include "form/codes.h"
#include "form/def.h"

/* A set that does not load: its folder's name, and the first mistake in it. */
struct set_failure {
	char *set, *why;
	enum err_code code;
};

/* A set by what its file `set` says; its forms are read when they are first
 * asked for. */
struct set_entry {
	char *path, *name; /* the folder and its name */
	char *id;
	int year_from, year_to; /* as in struct set */
	struct set *set;   /* NULL: not read yet, or it does not load */
	bool tried;
};

/* All form sets below a folder, by id. */
struct sets {
	struct set_entry *entries;
	size_t nentries, entries_capacity;
	struct codes codes;
	struct set **sets; /* all that load, once sets_load_rest was called */
	size_t n;
	struct set_failure *failures; /* found so far, by folder */
	size_t nfailures, failures_capacity;
};

/* Reads the `set` files only; folder NULL: `forms` in the data folder.  Sets
 * that do not load are left out and noted in failures, those with a mistake in
 * a form or a text once they are asked for.  An error only when there is no
 * set, and then it is the first mistake. */
int sets_open(struct sets *s, const char *folder, struct err *e);
/* As sets_open, and reads all forms at once; an error when no set loads. */
int sets_load(struct sets *s, const char *folder, struct err *e);
/* Reads the forms of one more set, for when nobody waits; false: all were read. */
bool sets_load_next(struct sets *s);
void sets_load_rest(struct sets *s);
void sets_free(struct sets *s);
/* Why the set with that folder's name did not load; NULL: no mistake is known. */
const struct set_failure *sets_failure(const struct sets *s, const char *name);
/* A line for each failure; nothing when there is none. */
void sets_tell_failures(const struct sets *s, struct str *out);
/* They read its forms when need be; NULL: there is none, or it does not load. */
struct set *sets_find(struct sets *s, const char *id);
struct set *sets_for_year(struct sets *s, int year); /* the first one by id */

#endif
