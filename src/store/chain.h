#ifndef STORE_CHAIN_H
#define STORE_CHAIN_H

#include <stdint.h>

#include "base/err.h"

/* The chain of all that is only ever added to: a link for each step (with its
 * entries), explanation, event, passage, remark and parcel, in the order they
 * were written.  Internal to src/store; what is proved with it: chain_check.h.
 *
 * 1. Links have the numbers 1, 2, 3 … without a gap.
 * 2. A link's hash is SHA-256 of: the hash of the link before (32 zero bytes
 *    before the first), the kind and the id of its row as integers, and the
 *    row; of a step its entries follow in the order of their ids.
 * 3. A row is 'R', how many columns (one byte), and the columns in the order of
 *    its statement (SQL_CHAIN_… in sql.c): 'N' NULL, 'I' and 8 bytes of an
 *    integer, 'T' or 'B', 8 bytes of the length and the bytes.  Numbers begin
 *    with their highest byte.
 * 4. What changes later is left out (step.undone, step.last); what gives ids
 *    their meaning is in it: the filing's unit, year and set, the form's name.
 * 5. Rows from before version 4 got their links when the database became
 *    version 4: the steps first, then the explanations. */

struct store;

enum chain_kind {
	CHAIN_STEP = 1,
	CHAIN_EXPLANATION,
	CHAIN_EVENT,
	CHAIN_PASSAGE,
	CHAIN_REMARK,
	CHAIN_PARCEL /* has a line in the tables of chain.c with its version of the schema */
};
enum { CHAIN_HASH = 32 }; /* bytes */

/* A link for the row; inside the transaction that wrote it, after the row and
 * all that belongs to it. */
int chain_add(struct store *s, enum chain_kind kind, int64_t ref, struct err *e);

/* What the hash of the row's link is when the link before has this one.
 * 1: done; 0: there is no such row; -1: failed. */
int chain_hash(struct store *s, int64_t kind, int64_t ref, const unsigned char before[CHAIN_HASH],
               unsigned char hash[CHAIN_HASH], struct err *e);

/* Links for all rows of a database that has none yet. */
int chain_fill(struct store *s, struct err *e);

#endif
