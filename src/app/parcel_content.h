#ifndef APP_PARCEL_CONTENT_H
#define APP_PARCEL_CONTENT_H

#include "app/identity.h"
#include "base/map.h"

/* A filing as the lines of a parcel, and back.  Texts only: what is derived is
 * worked out anew. */

/* The lines; the same content gives the same lines in every database. */
void parcel_content_put(const struct filing *f, const struct identities *x, struct str *out);

/* What a parcel has that this program's forms have no place for: one sentence
 * each, of the first few; n counts all. */
struct parcel_strays {
	char **lines;
	size_t n, nlines;
};
void parcel_strays_free(struct parcel_strays *s);

/* Rows that are not known here, by the order they were met in: the row −1 is
 * ids[0].  Contents that are loaded with the same one agree on them. */
struct parcel_fresh {
	struct map *numbers; /* «form#copy 7@site» to 1 … n; NULL: none yet */
	struct parcel_id *ids;
	size_t n, capacity;
};
void parcel_fresh_free(struct parcel_fresh *x);

/* Not recalculated, texts as they would be stored; rows have the numbers they
 * have here, or those of fresh.  strays may be NULL. */
struct filing *parcel_content_load(const struct parcel_content *c, const struct set *set, int year,
                                   const struct identities *x, struct parcel_fresh *fresh,
                                   struct parcel_strays *strays);

#endif
