#include "store/sums.h"

#include "store/db.h"

static int take_rows(struct store *s, const struct db_value *values, size_t n,
                     const struct store_sum_taker *taker, struct err *e)
{
	sqlite3_stmt *q = db_ask(s, SQL_SUM_ROWS, values, n, e);
	int more = q ? db_row(s, q, e) : -1;

	for (; more > 0; more = db_row(s, q, e)) {
		struct store_sum_row row = {
		    .unit = sqlite3_column_int64(q, 0),
		    .copy = sqlite3_column_int(q, 1),
		    .id = sqlite3_column_int64(q, 2),
		    .list = (const char *)sqlite3_column_text(q, 3),
		    .group = (const char *)sqlite3_column_text(q, 4),
		    .order = sqlite3_column_int64(q, 5),
		};
		taker->row(taker->context, &row);
	}
	return more;
}

static int take_cells(struct store *s, const struct db_value *values, size_t n,
                      const struct store_sum_taker *taker, struct err *e)
{
	sqlite3_stmt *q = db_ask(s, SQL_SUM_CELLS, values, n, e);
	int more = q ? db_row(s, q, e) : -1;

	for (; more > 0; more = db_row(s, q, e)) {
		struct store_sum_cell cell = {
		    .unit = sqlite3_column_int64(q, 0),
		    .copy = sqlite3_column_int(q, 1),
		    .key = (const char *)sqlite3_column_text(q, 2),
		    .has_value = sqlite3_column_type(q, 3) != SQLITE_NULL,
		    .value = sqlite3_column_int64(q, 3),
		    .text = (const char *)sqlite3_column_text(q, 4),
		};
		taker->cell(taker->context, &cell);
	}
	return more;
}

int store_sums(struct store *s, int64_t unit, int year, const char *set, const char *form,
               const struct store_sum_taker *taker, struct err *e)
{
	const struct db_value values[] = {db_int(unit), db_int(year), db_str(set), db_str(form)};
	size_t n = sizeof values / sizeof *values;
	int result = 0;

	if (db_begin_read(s, e) < 0)
		return -1;
	if (taker->row)
		result = take_rows(s, values, n, taker, e);
	if (result == 0)
		result = take_cells(s, values, n, taker, e);
	return db_end_read(s, result);
}
