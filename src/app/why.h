#ifndef APP_WHY_H
#define APP_WHY_H

#include "app/review.h"

/* One finding opened (ENGINE §3): the rule, the figures, what may be the
 * cause, the cells one can go to, last year, and what was said to it. */

struct why_line {
	const char *label; /* «规则», "" below a line of the same kind */
	char *text;
	struct place place; /* where one can go to; sheet −1: nowhere */
};
struct why {
	char *key;     /* finding_key */
	char *title;   /* «P01 必须 未处理» */
	struct why_line *lines;
	size_t n;
	char *said;    /* the last 审核说明, to begin the next one with; or NULL */
	int64_t seen;  /* for review_explain and the like */
	bool adoptable; /* a figure was stated, or a total left blank, where one is calculated */
	bool answerable; /* there is a 说明 that holds: to be adopted or handed back */
};

/* f is open in w, and i one of its review.  Never fails: what can't be read is
 * left out. */
void why_make(struct work *w, struct filing *f, const struct review_item *i, struct why *out);
void why_free(struct why *x); /* what it holds */

/* «11-21 22:10 张三 已说明：…» of each, newest first, as lines of text. */
int why_history(struct work *w, const struct filing *f, const char *key, struct str *out,
                struct err *e);

#endif
