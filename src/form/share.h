#ifndef FORM_SHARE_H
#define FORM_SHARE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "form/lines.h"

/* What a set says about the forms it has in common with other sets: where they
 * stand, and what differs here.  Starts as {0}. */

struct saying {
	char *form;       /* it is for; NULL: for all */
	char *name, *text;
};
struct share {
	char *folder;     /* relative to the set's; NULL: none */
	struct saying *sayings;
	size_t nsayings, sayings_capacity;
	char **whole;     /* forms that print all their foldable rows */
	size_t nwhole, whole_capacity;
};

/* share FOLDER | number FORM TEXT | phrase NAME TEXT | unfold FORM…
 * 1: taken; 0: another word; −1: wrong, *why says what. */
int share_take(struct share *s, const char *word, struct words *rest, const char **why);
/* The form number or unfold names that there is no such form of; NULL: fine. */
const char *share_stranger(const struct share *s, char *const *forms, size_t n);

/* The file's path: in the set's folder, else in the shared one.  The caller
 * frees it. */
char *share_path(const struct share *s, const char *folder, const char *name, const char *suffix);
/* The shared folder, the same text for all sets that name it, however they
 * do; NULL: none.  The caller frees it. */
char *share_folder(const struct share *s, const char *folder);
/* Fills {NAME} in the lines of a form's file and says which rows fold. */
void share_fill(const struct share *s, const char *form, struct lines *lines);
void share_free(struct share *s);

#endif
