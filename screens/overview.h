#ifndef SCREENS_OVERVIEW_H
#define SCREENS_OVERVIEW_H

#include "screens/desk.h"
#include "screens/dialog.h"

/* The reviewer's home: all units with what they handed in of the open year and
 * its tables, or with their scores over the years; sorted, filtered, and
 * opened from here.  The desk must outlive it. */
struct overview_memory { /* how it was looked at last; starts as {0} */
	bool there;
	bool years, descending;
	int column, sorted;
	char *filter;
};
struct dialog *overview_dialog_new(struct desk *d, const struct overview_memory *m, struct err *e);
void overview_dialog_remember(const struct dialog *d, struct overview_memory *m);
/* To that unit (index in work_units), when it is in the list. */
void overview_dialog_go(struct dialog *d, int unit);
bool dialog_is_overview(const struct dialog *d); /* NULL: false */
/* The rows as they are shown; the dialog's. */
struct overview;
const struct overview *overview_dialog_list(const struct dialog *d);

/* Marks are counted when nothing else is to do: a few with each step, those in
 * sight first.  busy: there are more to count; step true: it looks different. */
bool overview_dialog_busy(const struct dialog *d);
bool overview_dialog_step(struct dialog *d);

/* What was chosen; the texts are the dialog's.  set NULL: of several filings of
 * the year the person has to say which.  form: an id, or NULL. */
struct overview_choice {
	const char *code, *set, *form;
	int year;
};
bool overview_dialog_chosen(const struct dialog *d, struct overview_choice *out);

#endif
