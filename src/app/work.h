#ifndef APP_WORK_H
#define APP_WORK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "form/def.h"
#include "form/filing.h"
#include "store/store.h"

/* An open database with the form sets: the tree of units, their years and the
 * filings, recalculated.  All that a person can do goes through app/. */

struct work;

/* Opens the database (mode as in store.h) and loads the form sets below
 * forms_folder (NULL: $ZIPING_DATA/forms, else where they were installed). */
struct work *work_open(const char *database, enum store_mode mode, const char *forms_folder,
                       struct err *e);
void work_close(struct work *w);
struct store *work_store(struct work *w);
bool work_is_readonly(const struct work *w);

struct work_unit {
	int64_t id;
	const char *code, *name; /* the newest name */
	int superior;            /* index in the same array, -1: a root */
	int depth;
	bool has_subordinates;   /* they follow at once, deeper */
};
/* In tree order.  Valid until work_refresh says that something changed. */
const struct work_unit *work_units(struct work *w, size_t *count);
/* Another number when the units changed and are other ones than before. */
uint64_t work_tree_number(const struct work *w);
/* A code, a name or an unambiguous part of one: its index; -1 with
 * ERR_NOTFOUND, or ERR_INPUT naming the candidates. */
int work_find_unit(struct work *w, const char *text, struct err *e);

/* What there is to open for a unit: its filings, newest year first. */
struct work_filing {
	int64_t id;
	int unit; /* index */
	int year;
	const struct set *set; /* NULL: its forms are not there; set_id says which */
	const char *set_id, *state, *grade;
	bool has_score;
	int64_t score;
};
/* unit -1: all.  The array is the caller's (mem_free); the texts are the work's. */
struct work_filing *work_filings(struct work *w, int unit, size_t *count, struct err *e);

/* Form sets, and the one valid for a year (NULL: none; the first by id). */
const struct set *const *work_sets(struct work *w, size_t *count);
const struct set *work_set(struct work *w, const char *id);
/* What is wrong with the form sets that did not load, as one sentence for each
 * of them: the caller frees it; NULL: nothing.  The forms of a set are read
 * when a filing first needs them: their mistakes are known from then on. */
char *work_sets_warning(struct work *w);
/* Reads one more set that was not needed yet, for when nobody is typing (some
 * milliseconds, then nothing); work_sets_warning when a mistake is known that
 * it has not told. */
char *work_check_sets(struct work *w);
const struct set *work_set_for_year(struct work *w, int year);
/* What the unit or the nearest one above it used last and still can that year,
 * else the one for the year. */
const struct set *work_set_for_unit(struct work *w, int unit, int year);

/* Opens a filing, recalculated, with last year's beside it.  set_id NULL: the
 * first one of that year.  It stays the work's, open until it is pushed out by
 * others (at least the two newest asked for stay), and is kept current by
 * work_refresh.  ERR_NOTFOUND when there is none. */
struct filing *work_open_filing(struct work *w, int unit, int year, const char *set_id,
                                struct err *e);
/* A new empty filing with one sheet of each form. */
int work_add_filing(struct work *w, int unit, int year, const char *set_id, struct err *e);
int work_add_unit(struct work *w, const char *code, const char *name, int from_year, int superior,
                  struct err *e);

/* The reason the edits that follow are journalled with; NULL: none. */
void work_set_why(struct work *w, const char *why);

/* Notices what others committed (microseconds when nothing did) and reloads
 * what is open; true when something changed: pages must be built anew, and
 * pointers into filings (not the filings) are stale. */
bool work_refresh(struct work *w);

#endif
