#ifndef APP_REVIEW_ALL_H
#define APP_REVIEW_ALL_H

#include "app/review.h"
#include "app/work.h"

/* The review of many filings, on all processors; what is open in the work is
 * not touched, and nothing in it may be changed by what it calls back.  A few
 * filings are in memory at a time, however many there are. */

struct review_request {
	int unit;         /* and those below it; −1: all */
	bool alone;       /* not those below it */
	int year;         /* 0: all */
	const char *set;  /* NULL: all */
	int threads;      /* 0: one for each processor */
	/* Told about every 50 ms and at the end; false: stop.  May be NULL. */
	bool (*progress)(void *context, size_t done, size_t total);
	/* Told of each filing, in the order of work_filings, in the caller's thread;
	 * filing and review go away after it.  May be NULL. */
	void (*result)(void *context, const struct work_filing *which, const struct filing *f,
	               const struct review *r);
	void *context;
};

struct review_done {
	size_t total, done; /* filings whose forms are in the program */
	bool stopped;
};

/* The counts of all that was done go to the store (app/tally.h) unless it is
 * read-only; that they can't be written is no failure.  −1: a filing can't be
 * read. */
int review_all(struct work *w, const struct review_request *q, struct review_done *done,
               struct err *e);

#endif
