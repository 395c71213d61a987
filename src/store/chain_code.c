#include "store/chain_inside.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

enum { CODE_HASH = 8 }; /* bytes of the link's hash */

/* ---- writing and reading one ---- */

static void write_code(const unsigned char *hash, char code[CHAIN_CODE_BYTES])
{
	static const char digits[] = "0123456789ABCDEF";
	char *p = code;

	for (int i = 0; i < CODE_HASH; i++) {
		if (i && i % 2 == 0)
			*p++ = '-';
		*p++ = digits[hash[i] >> 4];
		*p++ = digits[hash[i] & 15];
	}
	*p = '\0';
}

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Dashes and blanks may stand anywhere. */
static bool read_code(const char *code, unsigned char hash[CODE_HASH])
{
	int n = 0;

	memset(hash, 0, CODE_HASH);
	for (; *code; code++) {
		int d = digit(*code);

		if (*code == '-' || *code == ' ')
			continue;
		if (d < 0 || n == 2 * CODE_HASH)
			return false;
		hash[n / 2] = (unsigned char)(hash[n / 2] << 4 | d);
		n++;
	}
	return n == 2 * CODE_HASH;
}

/* ---- the calls ---- */

int chain_code(struct store *s, int64_t filing, char code[CHAIN_CODE_BYTES], struct err *e)
{
	sqlite3_stmt *q = db_ask(s, SQL_CHAIN_NEWEST, DB_VALUES(db_int(filing)), e);
	int found = q ? db_row(s, q, e) : -1;

	code[0] = '\0';
	if (found <= 0)
		return found;
	if (sqlite3_column_bytes(q, 0) == CHAIN_HASH)
		write_code(sqlite3_column_blob(q, 0), code);
	db_done(q);
	return 0;
}

/* 1 found, 0 none, −1 failed. */
static int find_link(struct store *s, const unsigned char *hash, int64_t *kind, int64_t *ref,
                     struct chain_origin *out, struct err *e)
{
	sqlite3_stmt *q = db_ask(s, SQL_CHAIN_CODE, DB_VALUES(db_bytes(hash, CODE_HASH)), e);
	int found = q ? db_row(s, q, e) : -1;

	if (found <= 0)
		return found;
	out->link = sqlite3_column_int64(q, 0);
	*kind = sqlite3_column_int64(q, 1);
	*ref = sqlite3_column_int64(q, 2);
	db_done(q);
	return 1;
}

static int tell_row(struct store *s, int64_t kind, int64_t ref, struct chain_origin *out,
                    struct err *e)
{
	sqlite3_stmt *q = db_ask(s, SQL_CHAIN_TOLD, DB_VALUES(db_int(kind), db_int(ref)), e);
	int found = q ? db_row(s, q, e) : -1;

	if (found <= 0)
		return found;
	out->filing = sqlite3_column_int64(q, 0);
	out->who = db_text(q, 1);
	out->time = sqlite3_column_int64(q, 2);
	out->what = db_text(q, 3);
	db_done(q);
	return 0;
}

static int find_place(struct store *s, struct chain_origin *out, struct err *e)
{
	struct db_value filing = db_int(out->filing), link = db_int(out->link);

	if (db_number(s, SQL_CHAIN_STEP_AT, DB_VALUES(filing, link), &out->step, e) < 0)
		return -1;
	return db_number(s, SQL_CHAIN_SINCE, DB_VALUES(filing, link), &out->since, e) < 0 ? -1 : 0;
}

static int find_origin(struct store *s, const unsigned char *hash, const char *code,
                       struct chain_origin *out, struct err *e)
{
	int64_t kind = 0, ref = 0;
	int found = find_link(s, hash, &kind, &ref, out, e);

	if (found == 0)
		return err_set(e, ERR_NOTFOUND,
		               _("库里没有校验码 %s：它不是这个数据库的，或者后来的记录被截掉了"), code);
	if (found < 0 || tell_row(s, kind, ref, out, e) < 0)
		return -1;
	return find_place(s, out, e);
}

int chain_find_code(struct store *s, const char *code, struct chain_origin *out, struct err *e)
{
	unsigned char hash[CODE_HASH];
	int result;

	*out = (struct chain_origin){.link = 0};
	if (!read_code(code, hash))
		return err_set(e, ERR_INPUT, _("“%s”不是校验码：应是 16 位 0–9、A–F"), code);
	if (db_begin_read(s, e) < 0)
		return -1;
	result = db_end_read(s, find_origin(s, hash, code, out, e));
	if (result < 0)
		chain_origin_free(out);
	return result;
}

void chain_origin_free(struct chain_origin *o)
{
	mem_free(o->who);
	mem_free(o->what);
	*o = (struct chain_origin){.link = 0};
}
