#ifndef STORE_PARCELS_H
#define STORE_PARCELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/digest.h"
#include "store/remarks.h"
#include "store/store.h"

/* Filings that are carried by hand from one database to another: what was
 * packed and merged, which row here is which there, and the other side's
 * journal.  Only ever added to.  What the files say is exchange/parcel.h's. */

/* The name this database goes by in parcels, made when it is first asked for
 * (a write).  Of the site that made a row, a step or a remark, and the number
 * it gave it there: the same in every database. */
#define STORE_SITE_LENGTH 8
struct store_identity {
	char site[STORE_SITE_LENGTH + 1];
	int64_t number;
};
int store_site(struct store *s, char site[STORE_SITE_LENGTH + 1], struct err *e);

struct store_parcel {
	int64_t id;
	int64_t filing;
	bool incoming;             /* it was merged here; else packed */
	struct store_identity origin;
	char *digest;              /* of the file: its 校验码 begins it */
	char *content_digest;
	int64_t step;              /* the newest step of the filing when it was packed or merged */
	int64_t known;             /* of an incoming: the other side had our journal up to this step */
	char *who, *host;          /* who packed or merged it here, and when; host NULL: not known */
	int64_t time;
	char *packer, *packer_host; /* who packed it, and when, as the file says */
	int64_t packed;
};
/* Newest first. */
int store_parcels(struct store *s, int64_t filing, struct store_parcel **out, size_t *count,
                  struct err *e);
void store_parcels_free(struct store_parcel *x, size_t count);
/* What was in it (the lines of its content); the caller frees it. */
int store_parcel_content(struct store *s, int64_t id, char **content, struct err *e);

/* What of the other side goes into its journal: steps, changes of state (what is
 * the state), and what it said and was not taken as said here (what is its kind,
 * why its text). */
enum store_kept { KEPT_STEP = 1, KEPT_EXPLANATION = 2, KEPT_STATE = 4, KEPT_REMARK = 5 };
struct store_parcel_entry {
	const char *form;
	int copy;
	int op;
	const char *key, *old_text, *new_text;
};
struct store_parcel_step {
	struct store_identity origin;
	enum store_kept kind;
	int64_t time;
	const char *who, *host, *what, *why;
	const struct store_parcel_entry *entries;
	size_t nentries;
};
/* One more, with its steps, its event in the journal and its link in the chain;
 * name is the file's.  Inside a bracket of the caller's.  The store fills in id,
 * who, host, time, step, and of one packed here origin.number (the next, unless
 * it is given: store_parcel_number).  ERR_DENIED: packing is for who may fill in
 * or review the unit, merging for who may fill it in.  The state does not
 * matter: no figure changes. */
int store_parcel_add(struct store *s, const struct store_parcel *p, const char *content,
                     const char *name, const struct store_parcel_step *steps, size_t nsteps,
                     struct err *e);
int store_parcel_number(struct store *s, int64_t *number, struct err *e);

/* Whose row a row here is; by form, copy, id. */
struct store_parcel_row {
	char *form;
	int copy;
	int64_t id;
	struct store_identity origin;
};
int store_parcel_rows(struct store *s, int64_t filing, struct store_parcel_row **out, size_t *count,
                      struct err *e);
void store_parcel_rows_free(struct store_parcel_row *x, size_t count);
int store_parcel_row_add(struct store *s, int64_t filing, const struct store_parcel_row *row,
                         struct err *e);
/* The highest id of a row that was ever given in the sheet; 0: none. */
int store_row_id_last(struct store *s, int64_t filing, const char *form, int copy, int64_t *last,
                      struct err *e);

/* What came with parcels, and where it stands here. */
struct store_parcel_kept {
	enum store_kept kind;
	struct store_identity origin;
	int64_t time; /* when it was done or said: a restored database gives numbers again */
	int64_t ref; /* id of the explanation or remark; 0: it was not taken as said here */
};
/* By kind, site, number, time; freed with mem_free. */
int store_parcel_kept(struct store *s, int64_t filing, struct store_parcel_kept **out,
                      size_t *count, struct err *e);
int store_parcel_keep(struct store *s, int64_t filing, const struct store_parcel_kept *kept,
                      struct err *e);

/* What somebody said on the other side, with their name, place and time; the
 * name gets «（往来）», so that nobody can pass for one of ours.  id gets its
 * number here.  Whether such a thing may be said is the caller's to judge. */
int store_parcel_explain(struct store *s, int64_t filing, const struct store_explanation *x,
                         int64_t *id, struct err *e);
int store_parcel_remark(struct store *s, int64_t filing, const struct store_remark *r, int64_t *id,
                        struct err *e);

#endif
