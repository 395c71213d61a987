#include "store/salvage.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/db.h"
#include "store/events.h"
#include "store/store.h"

/* The names of tables and columns in the statements come from our own schema;
 * what the damaged file says is only read. */

enum { GAP_MOST = 5000000 }; /* rows looked for one by one */

struct salvaging {
	struct store *from, *to;
	struct faults *out;
	char *table, *columns, *up, *down; /* ORDER BY */
	bool by_id;                        /* it has a rowid */
	sqlite3_stmt *put;
	int64_t rows;                      /* of this table */
	int64_t low, high;                 /* ids that were read from both ends */
};

/* ---- what there is ---- */

static char *ask_text(struct store *s, const char *sql, const char *name)
{
	sqlite3_stmt *q = NULL;
	char *out = NULL;

	if (sqlite3_prepare_v2(s->sqlite, sql, -1, &q, NULL) == SQLITE_OK &&
	    sqlite3_bind_text(q, 1, name, -1, SQLITE_STATIC) == SQLITE_OK &&
	    sqlite3_step(q) == SQLITE_ROW)
		out = db_text(q, 0);
	sqlite3_finalize(q);
	return out;
}

static bool has_column(struct store *s, const char *table, const char *column)
{
	sqlite3_stmt *q = NULL;
	bool has = sqlite3_prepare_v2(s->sqlite,
	                              "SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2", -1,
	                              &q, NULL) == SQLITE_OK &&
	           sqlite3_bind_text(q, 1, table, -1, SQLITE_STATIC) == SQLITE_OK &&
	           sqlite3_bind_text(q, 2, column, -1, SQLITE_STATIC) == SQLITE_OK &&
	           sqlite3_step(q) == SQLITE_ROW;

	sqlite3_finalize(q);
	return has;
}

/* Those that both have: an older one lacks some. */
static int list_columns(struct salvaging *v, struct err *e)
{
	struct str names = {0}, places = {0}, sql = {0};
	sqlite3_stmt *q = NULL;
	int n = 0, rc = sqlite3_prepare_v2(v->to->sqlite, "SELECT name FROM pragma_table_info(?1)",
	                                   -1, &q, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_bind_text(q, 1, v->table, -1, SQLITE_STATIC);
	while (rc == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(q, 0);

		if (!has_column(v->from, v->table, name))
			continue;
		str_addf(&names, "%s\"%s\"", n ? ", " : "", name);
		str_addf(&places, "%s?%d", n ? ", " : "", n + 1);
		n++;
	}
	sqlite3_finalize(q);
	if (n > 0) {
		str_addf(&sql, "INSERT OR IGNORE INTO \"%s\" (%s) VALUES (%s)", v->table,
		         str_text(&names), str_text(&places));
		rc = sqlite3_prepare_v2(v->to->sqlite, str_text(&sql), -1, &v->put, NULL);
	}
	v->columns = n > 0 ? str_take(&names) : NULL;
	str_free(&places);
	str_free(&sql);
	str_free(&names);
	return rc == SQLITE_OK ? 0 : db_fail(v->to, rc, e);
}

static void read_order(struct salvaging *v)
{
	v->up = ask_text(v->to, "SELECT group_concat('\"' || name || '\"', ', ') FROM (SELECT name"
	                        " FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk)", v->table);
	v->down = ask_text(v->to, "SELECT group_concat('\"' || name || '\" DESC', ', ') FROM"
	                          " (SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk)",
	                   v->table);
	if (!v->up)
		v->up = mem_strdup("rowid");
	if (!v->down)
		v->down = mem_strdup("rowid DESC");
	v->by_id = strcmp(v->up, "\"id\"") == 0;
}

/* ---- rows ---- */

static void put_row(struct salvaging *v, sqlite3_stmt *q)
{
	int n = sqlite3_bind_parameter_count(v->put);

	for (int i = 0; i < n; i++)
		sqlite3_bind_value(v->put, i + 1, sqlite3_column_value(q, i));
	if (sqlite3_step(v->put) == SQLITE_DONE)
		v->rows += sqlite3_changes(v->to->sqlite);
	sqlite3_reset(v->put);
}

/* The rows that a condition or an order gives, up to where the file can't be
 * read: false. */
static bool take(struct salvaging *v, const char *end, int64_t id, int64_t *last)
{
	struct str sql = {0};
	sqlite3_stmt *q = NULL;
	int rc;

	str_addf(&sql, "SELECT %s FROM \"%s\" %s", v->columns, v->table, end);
	rc = sqlite3_prepare_v2(v->from->sqlite, str_text(&sql), -1, &q, NULL);
	if (rc == SQLITE_OK && sqlite3_bind_parameter_count(q) > 0)
		sqlite3_bind_int64(q, 1, id);
	while (rc == SQLITE_OK && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		if (last)
			*last = sqlite3_column_int64(q, 0);
		put_row(v, q);
		rc = SQLITE_OK;
	}
	sqlite3_finalize(q);
	str_free(&sql);
	return rc == SQLITE_DONE;
}

static void take_gap(struct salvaging *v)
{
	if (v->high <= v->low || v->high - v->low > GAP_MOST)
		return;
	for (int64_t id = v->low + 1; id < v->high; id++)
		take(v, "WHERE id = ?1", id, NULL);
}

static void take_table(struct salvaging *v)
{
	struct str order = {0};
	bool whole;

	str_addf(&order, "ORDER BY %s", v->up);
	whole = take(v, str_text(&order), 0, v->by_id ? &v->low : NULL);
	if (!whole) {
		str_clear(&order);
		str_addf(&order, "ORDER BY %s", v->down);
		take(v, str_text(&order), 0, v->by_id ? &v->high : NULL);
		if (v->by_id)
			take_gap(v);
		faults_add(v->out, _("表 %s 有读不出的地方，读出 %" PRId64 " 行"), v->table, v->rows);
	}
	str_free(&order);
}

/* ---- tables ---- */

/* Between its ends a table without ids is read where the journal says that
 * something stands. */
static void take_cells(struct salvaging *v)
{
	static const char places[] =
	    "SELECT DISTINCT f.year, e.form, f.unit, e.copy, e.key FROM entry e"
	    " JOIN filing f ON f.id = e.filing WHERE e.op = 0";
	struct str sql = {0};
	sqlite3_stmt *at = NULL, *q = NULL;

	str_addf(&sql, "SELECT %s FROM cell WHERE year = ?1 AND form = ?2 AND unit = ?3"
	               " AND copy = ?4 AND key = ?5", v->columns);
	if (sqlite3_prepare_v2(v->to->sqlite, places, -1, &at, NULL) == SQLITE_OK &&
	    sqlite3_prepare_v2(v->from->sqlite, str_text(&sql), -1, &q, NULL) == SQLITE_OK) {
		while (sqlite3_step(at) == SQLITE_ROW) {
			for (int i = 0; i < 5; i++)
				sqlite3_bind_value(q, i + 1, sqlite3_column_value(at, i));
			if (sqlite3_step(q) == SQLITE_ROW)
				put_row(v, q);
			sqlite3_reset(q);
		}
	}
	sqlite3_finalize(at);
	sqlite3_finalize(q);
	str_free(&sql);
}

/* Once the journal is there. */
static int salvage_cells(struct store *from, struct store *to, int64_t *rows, struct err *e)
{
	struct salvaging v = {.from = from, .to = to, .table = (char *)"cell"};
	int result = list_columns(&v, e);

	if (result == 0 && v.columns)
		take_cells(&v);
	*rows += v.rows;
	sqlite3_finalize(v.put);
	mem_free(v.columns);
	return result;
}

static int salvage_table(struct salvaging *v, struct err *e)
{
	struct str empty = {0};
	int result;

	str_addf(&empty, "DELETE FROM \"%s\"", v->table);
	result = db_exec(v->to, str_text(&empty), e);
	str_free(&empty);
	if (result == 0)
		result = list_columns(v, e);
	if (result == 0 && v->columns) {
		read_order(v);
		take_table(v);
	}
	sqlite3_finalize(v->put);
	mem_free(v->columns);
	mem_free(v->up);
	mem_free(v->down);
	return result;
}

static int note(struct store *to, const struct salvage_request *q, struct err *e)
{
	store_set_actor(to, q->actor, q->host);
	if (db_begin(to, e) < 0)
		return -1;
	return db_end(to, event_add(to, 0, "抢救", q->damaged, e), e);
}

/* References are checked afterwards: what they point to may be lost. */
static int salvage_tables(struct store *from, struct store *to, const struct salvage_request *q,
                          int64_t *rows, struct faults *out, struct err *e)
{
	sqlite3_stmt *names = NULL;
	int result = 0, rc;

	if (db_exec(to, "PRAGMA foreign_keys = OFF", e) < 0 || db_begin(to, e) < 0)
		return -1;
	rc = sqlite3_prepare_v2(to->sqlite, "SELECT name FROM sqlite_schema WHERE type = 'table'"
	                                    " AND name NOT LIKE 'sqlite_%' ORDER BY rowid",
	                        -1, &names, NULL);
	while (rc == SQLITE_OK && result == 0 && sqlite3_step(names) == SQLITE_ROW) {
		struct salvaging v = {.from = from, .to = to, .out = out};

		if (q->go_on && !q->go_on(q->context)) {
			result = err_set(e, ERR_NONE, "%s", "");
			break;
		}
		v.table = db_text(names, 0);
		result = salvage_table(&v, e);
		*rows += v.rows;
		mem_free(v.table);
	}
	sqlite3_finalize(names);
	if (result == 0 && out->n > 0)
		result = salvage_cells(from, to, rows, e);
	return db_end(to, rc == SQLITE_OK ? result : db_fail(to, rc, e), e);
}

/* A file that was cut off is read as far as it goes only by one who may write the
 * schema; this one writes nothing at all.  Until then its settings fail. */
static int open_leniently(struct store *s, struct err *e)
{
	struct err first = {0};

	if (db_open(s, false, &first) < 0 && (first.code != ERR_DAMAGED || !s->sqlite))
		return err_set(e, first.code, "%s", first.text);
	sqlite3_db_config(s->sqlite, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
	return db_exec(s, "PRAGMA writable_schema = ON", e);
}

static struct store *open_damaged(const char *path, struct err *e)
{
	struct store *s = db_new(path, path);
	int64_t tables = 0;

	if (access(path, F_OK) < 0)
		err_set(e, ERR_NOTFOUND, _("%s: 文件不存在"), path);
	else if (open_leniently(s, e) == 0 &&
	         db_pragma(s, "SELECT count(*) FROM sqlite_schema WHERE name IN ('cell', 'unit')",
	                   &tables, e) == 0 && tables == 2)
		return s;
	else
		err_set(e, ERR_DAMAGED, _("%s: 连表的目录也读不出，没有可以抢救的"), path);
	store_close(s);
	return NULL;
}

int salvage(const struct salvage_request *q, int64_t *rows, struct faults *out, struct err *e)
{
	struct store *from = open_damaged(q->damaged, e);
	struct store *to = from ? store_open(q->to, STORE_CREATE, e) : NULL;
	bool made = to != NULL;
	int result = -1;

	*rows = 0;
	if (to)
		result = salvage_tables(from, to, q, rows, out, e);
	if (result == 0)
		result = note(to, q, e);
	store_close(from);
	store_close(to);
	if (made && result < 0)
		db_drop_files(q->to);
	return result;
}
