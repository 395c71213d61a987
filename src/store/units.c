#include "store/store.h"

#include <limits.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/db.h"
#include "store/events.h"
#include "store/rights.h"
#include "store/units.h"

/* ---- reading the tree ---- */

/* Units come by id and names by unit and year, so that both are gone through
 * once, side by side. */
struct reading {
	struct store *s;
	struct err *e;
	int year;
	sqlite3_stmt *names;
	int more; /* as db_row: whether names stands at one */
};

static void next_name(struct reading *r)
{
	r->more = db_row(r->s, r->names, r->e);
}

/* The name as of the year, else the first one, else NULL. */
static char *take_name(struct reading *r, int64_t unit)
{
	char *name = NULL;

	while (r->more > 0 && sqlite3_column_int64(r->names, 0) < unit)
		next_name(r);
	for (; r->more > 0 && sqlite3_column_int64(r->names, 0) == unit; next_name(r)) {
		if (name && sqlite3_column_int(r->names, 1) > r->year)
			continue;
		mem_free(name);
		name = db_text(r->names, 2);
	}
	return name;
}

static int read_units(struct reading *r, struct store_unit **units, size_t *count)
{
	sqlite3_stmt *q = db_ask(r->s, SQL_UNITS, NULL, 0, r->e);
	size_t capacity = 0;
	int more = q ? db_row(r->s, q, r->e) : -1;

	for (; more > 0 && r->more >= 0; more = db_row(r->s, q, r->e)) {
		struct store_unit *u;

		*units = mem_more(*units, *count, &capacity, sizeof **units);
		u = &(*units)[(*count)++];
		u->id = sqlite3_column_int64(q, 0);
		u->code = db_text(q, 1);
		u->superior = sqlite3_column_int64(q, 2);
		u->order = sqlite3_column_int64(q, 3);
		u->name = take_name(r, u->id);
		if (!u->name)
			u->name = mem_strdup(u->code);
	}
	if (more > 0)
		db_done(q);
	return r->more < 0 ? -1 : more;
}

static int read_all(struct reading *r, struct store_unit **units, size_t *count)
{
	int result;

	r->names = db_ask(r->s, SQL_UNIT_NAMES, NULL, 0, r->e);
	r->more = r->names ? db_row(r->s, r->names, r->e) : -1;
	result = r->more < 0 ? -1 : read_units(r, units, count);
	if (r->more > 0)
		db_done(r->names);
	return result;
}

static int by_place(const void *a, const void *b)
{
	const struct store_unit *x = a, *y = b;

	if (x->superior != y->superior)
		return x->superior < y->superior ? -1 : 1;
	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

/* The first unit with this superior; count when it has none. */
static size_t first_below(const struct store_unit *units, size_t count, int64_t superior)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (units[middle].superior < superior)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && units[low].superior == superior ? low : count;
}

/* From one unit to the next of a walk through the tree: its first subordinate,
 * else the next sibling of it or of the nearest superior that has one.  path
 * holds the superiors on the way down. */
static size_t next_in_tree(const struct store_unit *units, size_t count, size_t *path,
                           size_t *depth, size_t at)
{
	size_t below = first_below(units, count, units[at].id);

	if (below < count) {
		path[(*depth)++] = at;
		return below;
	}
	for (;;) {
		if (at + 1 < count && units[at + 1].superior == units[at].superior)
			return at + 1;
		if (*depth == 0)
			return count;
		at = path[--*depth];
	}
}

/* A damaged tree may have circles; they hang below no root and are left out. */
static size_t in_tree_order(const struct store_unit *units, size_t count, struct store_unit *out)
{
	size_t *path = mem_array(count + 1, sizeof *path);
	size_t depth = 0, n = 0;
	size_t at = first_below(units, count, 0);

	while (at < count && n < count) {
		out[n++] = units[at];
		at = next_in_tree(units, count, path, &depth, at);
	}
	mem_free(path);
	return n;
}

int store_units(struct store *s, int year, struct store_unit **units, size_t *count, struct err *e)
{
	struct reading r = { .s = s, .e = e, .year = year ? year : INT_MAX };
	struct store_unit *sorted = NULL;
	size_t n = 0;

	*units = NULL;
	*count = 0;
	if (db_begin_read(s, e) < 0)
		return -1;
	if (db_end_read(s, read_all(&r, &sorted, &n)) < 0) {
		store_units_free(sorted, n);
		return -1;
	}
	if (n > 0)
		qsort(sorted, n, sizeof *sorted, by_place);
	*units = mem_array(n + 1, sizeof **units);
	*count = in_tree_order(sorted, n, *units);
	mem_free(sorted);
	return 0;
}

void store_units_free(struct store_unit *units, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		mem_free(units[i].code);
		mem_free(units[i].name);
	}
	mem_free(units);
}

/* Each change of a unit is an event. */
int store_units_stamp(struct store *s, int64_t *stamp, struct err *e)
{
	*stamp = 0;
	return db_number(s, SQL_EVENT_NEWEST, NULL, 0, stamp, e) < 0 ? -1 : 0;
}

/* ---- changing it ---- */

int units_check(struct store *s, int64_t unit, struct err *e)
{
	int64_t ignored;
	int found = db_number(s, SQL_UNIT_THERE, DB_VALUES(db_int(unit)), &ignored, e);

	if (found == 0)
		err_set(e, ERR_NOTFOUND, _("%s: 没有编号为 %lld 的单位"), s->path, (long long)unit);
	return found > 0 ? 0 : -1;
}

static int check_code(struct store *s, const char *code, struct err *e)
{
	int64_t ignored;
	int found;

	if (!code || !*code)
		return err_set(e, ERR_INPUT, _("单位代码不能为空"));
	found = db_number(s, SQL_UNIT_CODE, DB_VALUES(db_str(code)), &ignored, e);
	if (found > 0)
		return err_set(e, ERR_INPUT, _("单位代码 %s 已被使用"), code);
	return found;
}

static int add_unit(struct store *s, const char *code, int64_t superior, int64_t *id, struct err *e)
{
	if (store_may(s, RIGHT_MANAGE, 0, e) < 0 || check_code(s, code, e) < 0)
		return -1;
	if (superior && units_check(s, superior, e) < 0)
		return -1;
	if (db_run(s, SQL_UNIT_ADD, DB_VALUES(db_str(code), db_int_or_null(superior, superior)),
	           e) < 0)
		return -1;
	*id = sqlite3_last_insert_rowid(s->sqlite);
	return 0;
}

int store_unit_add(struct store *s, const char *code, int64_t superior, int64_t *id, struct err *e)
{
	if (db_begin(s, e) < 0)
		return -1;
	return db_end(s, add_unit(s, code, superior, id, e), e);
}

/* «404010 某某中心（2024 年起）»; what it is called is data, like all events. */
static int note_name(struct store *s, int64_t unit, int from_year, const char *name, struct err *e)
{
	sqlite3_stmt *q = db_ask(s, SQL_UNIT_CODE_OF, DB_VALUES(db_int(unit)), e);
	int found = q ? db_row(s, q, e) : -1;
	struct str detail = {0};
	int result;

	if (found <= 0)
		return -1;
	str_addf(&detail, "%s %s", (const char *)sqlite3_column_text(q, 0), name);
	db_done(q);
	if (from_year)
		str_addf(&detail, "（%d 年起）", from_year);
	result = event_add(s, 0, "单位名称", str_text(&detail), e);
	str_free(&detail);
	return result;
}

static int name_unit(struct store *s, int64_t unit, int from_year, const char *name, struct err *e)
{
	if (!name || !*name)
		return err_set(e, ERR_INPUT, _("单位名称不能为空"));
	if (store_may(s, RIGHT_MANAGE, 0, e) < 0 || units_check(s, unit, e) < 0)
		return -1;
	if (db_run(s, SQL_UNIT_NAME, DB_VALUES(db_int(unit), db_int(from_year), db_str(name)), e) <
	    0)
		return -1;
	return note_name(s, unit, from_year, name, e);
}

int store_unit_name(struct store *s, int64_t unit, int from_year, const char *name, struct err *e)
{
	if (db_begin(s, e) < 0)
		return -1;
	return db_end(s, name_unit(s, unit, from_year, name, e), e);
}
