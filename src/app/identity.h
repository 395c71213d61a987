#ifndef APP_IDENTITY_H
#define APP_IDENTITY_H

#include "base/str.h"
#include "exchange/parcel.h"
#include "form/filing.h"
#include "store/parcels.h"

/* Which row of one database is which of another: a row goes by the name of the
 * database that made it and the number it had there («7@3fa81b2c»), and the
 * store keeps the names of those that came from elsewhere.  In keys the number
 * of a row is so replaced: «ind.7.target» here is «ind.12@3fa81b2c.target» in a
 * parcel. */
struct identities;

struct identities *identities_open(struct store *s, int64_t filing, struct err *e);
/* For a filing that is not there yet. */
struct identities *identities_new(const char *site);
void identities_free(struct identities *x);
const char *identities_site(const struct identities *x); /* of this database */

/* The name of a row that is here. */
struct parcel_id identity_of(const struct identities *x, const char *form, int copy, int64_t row);
/* The row here of that name; 0: none is known.  Of this database's own names it
 * is their number, whether that row is still there or not. */
int64_t identity_row(const struct identities *x, const char *form, int copy,
                     const struct parcel_id *id);
/* That name is that row from now on, in memory alone. */
void identity_learn(struct identities *x, const char *form, int copy, const struct parcel_id *id,
                    int64_t row);

/* A key as parcels have it, and back again; what names no row of a list stays,
 * and so does the name of a row that is not known here. */
void identity_key_out(const struct identities *x, const struct form *form, int copy,
                      const char *key, struct str *out);
void identity_key_in(const struct identities *x, const struct form *form, int copy,
                     const char *key, struct str *out);
/* The same for the places «form#copy.key» that stand in a text at the beginning
 * of a line or behind the first blank of it: what findings go by and rest on. */
void identity_places_out(const struct identities *x, const struct set *set, const char *text,
                         struct str *out);
void identity_places_in(const struct identities *x, const struct set *set, const char *text,
                        struct str *out);

/* Takes a key of a parcel apart: the list, the name of the row, and where the
 * column begins (NULL: the row itself).  false: it is no key of a row. */
bool identity_split(const struct form *form, const char *key, int *list, struct parcel_id *id,
                    const char **column);

#endif
