#include "store/chain.h"

#include <assert.h>
#include <sha2.h>
#include <string.h>

#include "base/i18n.h"
#include "store/db.h"

/* ---- bytes that can be read in one way only ---- */

static void add_byte(SHA2_CTX *h, unsigned char byte)
{
	SHA256Update(h, &byte, 1);
}

static void add_number(SHA2_CTX *h, int64_t number)
{
	uint64_t n = (uint64_t)number;
	unsigned char bytes[8];

	for (int i = 7; i >= 0; i--, n >>= 8)
		bytes[i] = (unsigned char)(n & 0xff);
	SHA256Update(h, bytes, sizeof bytes);
}

static void add_column(SHA2_CTX *h, sqlite3_stmt *q, int column)
{
	int type = sqlite3_column_type(q, column);

	switch (type) {
	case SQLITE_NULL:
		add_byte(h, 'N');
		return;
	case SQLITE_INTEGER:
		add_byte(h, 'I');
		add_number(h, sqlite3_column_int64(q, column));
		return;
	default: {
		/* Asked for before the length: a figure becomes text first. */
		const void *bytes = type == SQLITE_BLOB ? sqlite3_column_blob(q, column)
		                                        : sqlite3_column_text(q, column);
		int length = sqlite3_column_bytes(q, column);

		add_byte(h, type == SQLITE_BLOB ? 'B' : 'T');
		add_number(h, length);
		if (length > 0)
			SHA256Update(h, bytes, (size_t)length);
	}
	}
}

static void add_row(SHA2_CTX *h, sqlite3_stmt *q)
{
	int columns = sqlite3_column_count(q);

	add_byte(h, 'R');
	add_byte(h, (unsigned char)columns);
	for (int i = 0; i < columns; i++)
		add_column(h, q, i);
}

/* ---- the rows of a link ---- */

/* The row itself, then the rows that belong to it; 0: none do. */
static const struct {
	enum sql row, parts;
} kinds[] = {
    /* clang-format off */
	[CHAIN_STEP]        = { SQL_CHAIN_STEP, SQL_CHAIN_ENTRIES },
	[CHAIN_EXPLANATION] = { SQL_CHAIN_EXPLANATION, 0 },
	[CHAIN_EVENT]       = { SQL_CHAIN_EVENT, 0 },
	[CHAIN_PASSAGE]     = { SQL_CHAIN_PASSAGE, 0 },
	[CHAIN_REMARK]      = { SQL_CHAIN_REMARK, 0 },
	[CHAIN_PARCEL]      = { SQL_CHAIN_PARCEL, SQL_CHAIN_PARCEL_PARTS },
    /* clang-format on */
};

static int add_rows(SHA2_CTX *h, struct store *s, enum sql sql, int64_t ref, struct err *e)
{
	sqlite3_stmt *q = db_ask(s, sql, DB_VALUES(db_int(ref)), e);
	int more = q ? db_row(s, q, e) : -1;
	int found = more;

	for (; more > 0; more = db_row(s, q, e))
		add_row(h, q);
	return more < 0 ? -1 : found;
}

int chain_hash(struct store *s, int64_t kind, int64_t ref, const unsigned char before[CHAIN_HASH],
               unsigned char hash[CHAIN_HASH], struct err *e)
{
	SHA2_CTX h;
	int found;

	if (kind < 1 || kind >= (int64_t)(sizeof kinds / sizeof *kinds) || !kinds[kind].row)
		return 0;
	SHA256Init(&h);
	SHA256Update(&h, before, CHAIN_HASH);
	add_number(&h, kind);
	add_number(&h, ref);
	found = add_rows(&h, s, kinds[kind].row, ref, e);
	if (found <= 0)
		return found;
	if (kinds[kind].parts && add_rows(&h, s, kinds[kind].parts, ref, e) < 0)
		return -1;
	SHA256Final(hash, &h);
	return 1;
}

/* ---- links ---- */

static int read_last(struct store *s, unsigned char hash[CHAIN_HASH], struct err *e)
{
	sqlite3_stmt *q = db_ask(s, SQL_CHAIN_LAST, NULL, 0, e);
	int found = q ? db_row(s, q, e) : -1;

	memset(hash, 0, CHAIN_HASH);
	if (found <= 0)
		return found;
	if (sqlite3_column_bytes(q, 0) == CHAIN_HASH)
		memcpy(hash, sqlite3_column_blob(q, 0), CHAIN_HASH);
	db_done(q);
	return 0;
}

/* hash: of the link before; then of this one. */
static int add_link(struct store *s, enum chain_kind kind, int64_t ref,
                    unsigned char hash[CHAIN_HASH], struct err *e)
{
	unsigned char next[CHAIN_HASH];
	int found = chain_hash(s, kind, ref, hash, next, e);

	assert(found != 0);
	if (found < 0)
		return -1;
	memcpy(hash, next, CHAIN_HASH);
	return db_run(s, SQL_CHAIN_ADD,
	              DB_VALUES(db_int(kind), db_int(ref), db_bytes(hash, CHAIN_HASH)), e);
}

int chain_add(struct store *s, enum chain_kind kind, int64_t ref, struct err *e)
{
	unsigned char hash[CHAIN_HASH];

	if (read_last(s, hash, e) < 0)
		return -1;
	return add_link(s, kind, ref, hash, e);
}

static int fill_kind(struct store *s, enum sql ids, enum chain_kind kind,
                     unsigned char hash[CHAIN_HASH], struct err *e)
{
	sqlite3_stmt *q = db_ask(s, ids, NULL, 0, e);
	int more = q ? db_row(s, q, e) : -1;

	for (; more > 0; more = db_row(s, q, e)) {
		if (add_link(s, kind, sqlite3_column_int64(q, 0), hash, e) < 0) {
			db_done(q);
			return -1;
		}
	}
	return more;
}

int chain_fill(struct store *s, struct err *e)
{
	unsigned char hash[CHAIN_HASH] = {0};

	if (fill_kind(s, SQL_STEP_IDS, CHAIN_STEP, hash, e) < 0)
		return -1;
	return fill_kind(s, SQL_EXPLANATION_IDS, CHAIN_EXPLANATION, hash, e);
}
