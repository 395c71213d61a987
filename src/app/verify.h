#ifndef APP_VERIFY_H
#define APP_VERIFY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

/* Whether a database is whole: pages, references, the chain of the journal, the
 * figures that are stored against what the forms give, the files beside it and
 * the copies.  Reads only; one that can't even be opened is told of too. */

enum verify_state {
	VERIFY_FINE,
	VERIFY_SKIPPED,   /* could not be looked at, and why */
	VERIFY_DIFFERENT, /* something is not as it should be */
	VERIFY_DAMAGED
};

struct verify_line {
	const char *check;      /* «integrity» …: stable, for scripts */
	enum verify_state state;
	char *text;             /* one sentence */
	char **details;         /* at most 100 */
	size_t ndetails;
	size_t found;           /* how many there are in all */
};
struct verify_report {
	struct verify_line *lines;
	size_t n;
	bool stopped;
};

struct verify_request {
	const char *database;
	bool quick;             /* pages without their indexes, no sums, the newest copy alone */
	/* What is being done (a whole word), and how far; total 0: not known.  false
	 * stops.  May be NULL. */
	bool (*progress)(void *context, const char *doing, size_t done, size_t total);
	void *context;
};

/* The worst of what was found.  Never fails: what fails is in the report. */
enum verify_state verify_run(const struct verify_request *q, struct verify_report *out);
void verify_report_free(struct verify_report *r);
/* The report as lines: «✓ 完整性：……», details indented. */
void verify_print(const struct verify_report *r, struct str *out);

#endif
