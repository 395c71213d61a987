#ifndef TESTS_TIMING_H
#define TESTS_TIMING_H

#include <stddef.h>

/* Times of one thing done again and again, and a line that says what they
 * were beside what is wanted. */

struct timing {
	const char *name, *wanted;
	double *seconds;
	size_t n, capacity;
};

double timing_now(void); /* seconds since some moment */

/* One more time, from start until now. */
void timing_add(struct timing *t, double start);
/* A part of the times in order: 0.5 the median, 1 the longest. */
double timing_at(struct timing *t, double part);
/* Prints the median, 95 %, the longest and what is wanted, and empties t. */
void timing_print(struct timing *t);
void timing_heading(void);

#endif
