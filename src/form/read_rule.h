#ifndef FORM_READ_RULE_H
#define FORM_READ_RULE_H

#include "form/read.h"

/* Rules of a .form file; used by form/read_*.c and form/load.c only. */

/* rule ID LEVEL TEST  TEXT: once, or once for each member of the axis. */
int read_rule(struct reader *r, const struct line *line, const char *rest);
/* A line that goes on with the rule before it: source, when, each, at,
 * missing, measure, years, say, pass, fail.  1: it was one; 0: another word; −1. */
int read_rule_more(struct reader *r, const struct line *line);
/* Whether a line begins with a word of read_rule_more. */
bool read_rule_word(const char *word);

/* Once the set is bound: messages with holes, and the rules that stand for a
 * field's own formula. */
int read_rules_end(struct set *s, const char *(*path)(void *context, int form), void *context,
                   struct err *e);

#endif
