#include "store/chain_inside.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/when.h"

enum { QUOTED_BYTES = 120 };

/* What the last entry of each key left, beside what stands, both in the order
 * of form, copy and key; a text that is NULL is not there.
 *   replayed: form, copy, key, text, carried (NULL: not known), step
 *   standing: form, copy, key, text, carried */
struct sides {
	struct chain_check *k;
	int64_t filing;
	enum chain_fault fault;
	sqlite3_stmt *replayed, *standing;
	int more_replayed, more_standing;
};

static const struct {
	enum sql replayed, standing;
	enum chain_fault fault;
} tables[] = {
    {SQL_REPLAY_SHEETS, SQL_STANDING_SHEETS, FAULT_SHEET},
    {SQL_REPLAY_ROWS, SQL_STANDING_ROWS, FAULT_ROW},
    {SQL_REPLAY_CELLS, SQL_STANDING_CELLS, FAULT_CELL},
};

/* ---- telling ---- */

static bool same_text(sqlite3_stmt *a, sqlite3_stmt *b)
{
	const void *x = sqlite3_column_text(a, 3), *y = sqlite3_column_text(b, 3);
	int n = sqlite3_column_bytes(a, 3);

	if (!x || !y)
		return x == y;
	return n == sqlite3_column_bytes(b, 3) && memcmp(x, y, (size_t)n) == 0;
}

static int add_place(struct sides *b, sqlite3_stmt *at, struct str *out)
{
	struct store *s = b->k->s;
	const char *key = (const char *)sqlite3_column_text(at, 2);
	sqlite3_stmt *q;
	int found;

	if (chain_place(s, b->filing, out, b->k->e) < 0)
		return -1;
	q = db_ask(s, SQL_FORM_NAME, DB_VALUES(db_int(sqlite3_column_int64(at, 0))), b->k->e);
	found = q ? db_row(s, q, b->k->e) : -1;
	if (found > 0) {
		str_addf(out, " %s#%d", (const char *)sqlite3_column_text(q, 0),
		         sqlite3_column_int(at, 1));
		db_done(q);
	}
	if (key && *key)
		str_addf(out, ".%s", key);
	return found < 0 ? -1 : 0;
}

/* A long one from its beginning, cut before a character. */
static void add_quoted(struct str *out, const char *text)
{
	size_t length = text ? strlen(text) : 0;
	bool cut = length > QUOTED_BYTES;

	if (cut)
		length = QUOTED_BYTES;
	while (cut && length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
		length--;
	if (!text) {
		str_add(out, _("没有"));
		return;
	}
	str_add(out, "“");
	str_addn(out, text, length);
	str_add(out, cut ? "…”" : "”");
}

static int add_writer(struct sides *b, int64_t step, struct str *out)
{
	struct store *s = b->k->s;
	sqlite3_stmt *q = db_ask(s, SQL_CHAIN_TOLD, DB_VALUES(db_int(CHAIN_STEP), db_int(step)),
	                         b->k->e);
	int found = q ? db_row(s, q, b->k->e) : -1;

	if (found > 0) {
		str_addf(out, _("（%s，%s，第 %lld 步）"), (const char *)sqlite3_column_text(q, 1),
		         when_second(sqlite3_column_int64(q, 2)).s, (long long)step);
		db_done(q);
	}
	return found < 0 ? -1 : 0;
}

/* One of the sides may be NULL: it has no such place. */
static int tell(struct sides *b, sqlite3_stmt *replayed, sqlite3_stmt *standing)
{
	struct chain_found f = {.fault = b->fault, .filing = b->filing};
	const char *was = replayed ? (const char *)sqlite3_column_text(replayed, 3) : NULL;
	const char *is = standing ? (const char *)sqlite3_column_text(standing, 3) : NULL;
	bool same = replayed && standing && same_text(replayed, standing);
	struct str place = {0}, text = {0};
	int result = add_place(b, replayed ? replayed : standing, &place);

	f.step = replayed ? sqlite3_column_int64(replayed, 5) : 0;
	str_add(&text, str_text(&place));
	if (same) {
		str_add(&text, _("：结转标记与修改日志里的不同"));
	} else if (b->fault == FAULT_SHEET) {
		str_add(&text, was ? _("：这份表按修改日志应当还在，库里没有")
		                   : _("：库里有这份表，按修改日志不应当有"));
	} else {
		str_add(&text, _("：库里是"));
		add_quoted(&text, is);
		str_add(&text, _("，修改日志最后写的是"));
		add_quoted(&text, was);
	}
	if (f.step && result == 0)
		result = add_writer(b, f.step, &text);
	f.place = str_take(&place);
	f.text = str_take(&text);
	chain_tell(b->k, &f);
	return result;
}

/* ---- comparing ---- */

static int compare_places(sqlite3_stmt *a, sqlite3_stmt *b)
{
	for (int i = 0; i < 2; i++) {
		int64_t x = sqlite3_column_int64(a, i), y = sqlite3_column_int64(b, i);

		if (x != y)
			return x < y ? -1 : 1;
	}
	return strcmp((const char *)sqlite3_column_text(a, 2),
	              (const char *)sqlite3_column_text(b, 2));
}

/* A mark on what has no text goes with the row it was in, without an entry. */
static bool same_mark(sqlite3_stmt *replayed, sqlite3_stmt *standing, bool has_text)
{
	bool known = sqlite3_column_type(replayed, 4) != SQLITE_NULL;
	bool was = sqlite3_column_int(replayed, 4) != 0, is = sqlite3_column_int(standing, 4) != 0;

	return !known || is == was || (!has_text && !is);
}

static int compare_both(struct sides *b)
{
	bool has_text = sqlite3_column_type(b->standing, 3) != SQLITE_NULL;

	if (same_text(b->replayed, b->standing) &&
	    same_mark(b->replayed, b->standing, has_text))
		return 0;
	return tell(b, b->replayed, b->standing);
}

static int compare_replayed(struct sides *b)
{
	if (sqlite3_column_type(b->replayed, 3) == SQLITE_NULL)
		return 0;
	return tell(b, b->replayed, NULL);
}

/* A cell that is only worked out has no text and no entry. */
static int compare_standing(struct sides *b)
{
	if (sqlite3_column_type(b->standing, 3) == SQLITE_NULL &&
	    sqlite3_column_int(b->standing, 4) == 0)
		return 0;
	return tell(b, NULL, b->standing);
}

static int compare_next(struct sides *b)
{
	struct store *s = b->k->s;
	int order = b->more_replayed <= 0   ? 1
	            : b->more_standing <= 0 ? -1
	                                    : compare_places(b->replayed, b->standing);
	int result = order < 0   ? compare_replayed(b)
	             : order > 0 ? compare_standing(b)
	                         : compare_both(b);

	if (order <= 0)
		b->more_replayed = db_row(s, b->replayed, b->k->e);
	if (order >= 0)
		b->more_standing = db_row(s, b->standing, b->k->e);
	return b->more_replayed < 0 || b->more_standing < 0 ? -1 : result;
}

static void end_side(sqlite3_stmt *q, int more)
{
	if (more > 0)
		db_done(q);
}

static int compare_table(struct chain_check *k, int64_t filing, size_t table)
{
	struct sides b = {.k = k, .filing = filing, .fault = tables[table].fault};
	int result = 0;

	b.replayed = db_ask(k->s, tables[table].replayed, DB_VALUES(db_int(filing)), k->e);
	b.standing = db_ask(k->s, tables[table].standing, DB_VALUES(db_int(filing)), k->e);
	if (!b.replayed || !b.standing)
		return -1;
	b.more_replayed = db_row(k->s, b.replayed, k->e);
	b.more_standing = b.more_replayed < 0 ? -1 : db_row(k->s, b.standing, k->e);
	if (b.more_standing < 0)
		result = -1;
	while (result == 0 && (b.more_replayed > 0 || b.more_standing > 0))
		result = compare_next(&b);
	end_side(b.replayed, b.more_replayed);
	end_side(b.standing, b.more_standing);
	return result;
}

/* ---- the state ---- */

static int compare_state(struct chain_check *k, int64_t filing)
{
	sqlite3_stmt *q = db_ask(k->s, SQL_REPLAY_STATE, DB_VALUES(db_int(filing)), k->e);
	int found = q ? db_row(k->s, q, k->e) : -1;
	struct chain_found f = {.fault = FAULT_STATE, .filing = filing};
	struct str place = {0}, text = {0};

	if (found <= 0)
		return found;
	str_addf(&text, _("：库里的状态是“%s”，状态记录最后写的是“%s”"),
	         (const char *)sqlite3_column_text(q, 0), (const char *)sqlite3_column_text(q, 1));
	db_done(q);
	found = chain_place(k->s, filing, &place, k->e);
	f.place = mem_strdup(str_text(&place));
	str_add(&place, str_text(&text));
	f.text = str_take(&place);
	str_free(&text);
	chain_tell(k, &f);
	return found;
}

int chain_replay(struct chain_check *k, int64_t filing)
{
	k->report->filings++;
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		if (compare_table(k, filing, i) < 0)
			return -1;
	}
	return compare_state(k, filing);
}

/* ---- roles ---- */

int chain_replay_roles(struct chain_check *k)
{
	sqlite3_stmt *q = db_ask(k->s, SQL_REPLAY_ROLES, NULL, 0, k->e);
	int more = q ? db_row(k->s, q, k->e) : -1;

	for (; more > 0; more = db_row(k->s, q, k->e)) {
		struct chain_found f = {.fault = FAULT_ROLE, .place = mem_strdup("")};
		struct str text = {0};

		str_addf(&text, sqlite3_column_int(q, 1)
		                    ? _("角色“%s”：库里有，按修改日志不应当有")
		                    : _("角色“%s”：按修改日志应当有，库里没有"),
		         (const char *)sqlite3_column_text(q, 0));
		f.text = str_take(&text);
		chain_tell(k, &f);
	}
	return more;
}
