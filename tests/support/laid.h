#ifndef TESTS_SUPPORT_LAID_H
#define TESTS_SUPPORT_LAID_H

#include "audit/overlay.h"

/* A document whose texts narratives are laid over, and what is found in it. */

struct laid_document {
	const char *set, *unit, *name;
	int year;
	const char *sample;
};
extern const struct laid_document laid_hunan, laid_panzhihua, laid_infocenter, laid_bureau;
#define LAID_DOCUMENTS 4
extern const struct laid_document *const laid_documents[LAID_DOCUMENTS]; /* all of them */

struct laid {
	struct set *set;
	struct filing *f;
	struct findings found;
	struct overlay_figures figures;
};

/* Recalculated, nothing laid over it yet. */
struct laid laid_open(const struct laid_document *d);
void laid_run(struct laid *k); /* anew */
void laid_close(struct laid *k);

/* A cell of the first sheet of that form, which is there. */
struct place laid_place(const struct laid *k, const char *form, const char *key);
void laid_put(struct laid *k, const char *form, const char *key, const char *text);

/* These texts the caller frees. */
/* The bytes a finding or figure is about. */
char *laid_words(const struct laid *k, struct place p, size_t from, size_t length);
/* «N01 不符 grand 1500.28», one a line; in one cell, or in all (NULL). */
char *laid_list(const struct laid *k, const struct place *only);
/* Each `what` in the text made `by`. */
char *laid_replaced(const char *text, const char *what, const char *by);

#endif
