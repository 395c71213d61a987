#include "store/filings.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "store/db.h"
#include "store/passages.h"
#include "store/rights.h"
#include "store/units.h"

/* ---- reading ---- */

static void read_line(const struct store *s, sqlite3_stmt *q, struct store_filing *f)
{
	const char *state = (const char *)sqlite3_column_text(q, 4);

	f->id = sqlite3_column_int64(q, 0);
	f->unit = sqlite3_column_int64(q, 1);
	f->year = sqlite3_column_int(q, 2);
	f->set = db_text(q, 3);
	f->until = sqlite3_column_int64(q, 9);
	f->passage = sqlite3_column_int64(q, 10);
	f->state = mem_strdup(passage_state_now(s, state, f->until));
	f->revision = sqlite3_column_int64(q, 5);
	f->has_score = sqlite3_column_type(q, 6) != SQLITE_NULL;
	f->score = sqlite3_column_int64(q, 6);
	f->grade = db_text(q, 7);
	f->changed = sqlite3_column_int64(q, 8);
}

static sqlite3_stmt *ask_filings(struct store *s, int64_t unit, int year, struct err *e)
{
	if (unit)
		return db_ask(s, SQL_FILINGS_OF_UNIT, DB_VALUES(db_int(unit), db_int(year)), e);
	if (year)
		return db_ask(s, SQL_FILINGS_OF_YEAR, DB_VALUES(db_int(year)), e);
	return db_ask(s, SQL_FILINGS_ALL, NULL, 0, e);
}

int store_filings(struct store *s, int64_t unit, int year, struct store_filing **filings,
                  size_t *count, struct err *e)
{
	sqlite3_stmt *q = ask_filings(s, unit, year, e);
	size_t capacity = 0;
	int more = q ? db_row(s, q, e) : -1;

	*filings = NULL;
	*count = 0;
	for (; more > 0; more = db_row(s, q, e)) {
		*filings = mem_more(*filings, *count, &capacity, sizeof **filings);
		read_line(s, q, &(*filings)[(*count)++]);
	}
	if (more == 0)
		return 0;
	store_filings_free(*filings, *count);
	*filings = NULL;
	*count = 0;
	return -1;
}

void filings_free_one(struct store_filing *f)
{
	mem_free(f->set);
	mem_free(f->state);
	mem_free(f->grade);
}

void store_filings_free(struct store_filing *filings, size_t count)
{
	for (size_t i = 0; i < count; i++)
		filings_free_one(&filings[i]);
	mem_free(filings);
}

int filings_missing(const struct store *s, int64_t id, struct err *e)
{
	return err_set(e, ERR_NOTFOUND, _("%s: 没有编号为 %lld 的填报"), s->path, (long long)id);
}

int filings_unit(struct store *s, int64_t id, int64_t *unit, struct err *e)
{
	int found = db_number(s, SQL_FILING_PLACE, DB_VALUES(db_int(id)), unit, e);

	if (found == 0)
		return filings_missing(s, id, e);
	return found < 0 ? -1 : 0;
}

int filings_read_one(struct store *s, int64_t id, struct store_filing *f, struct err *e)
{
	sqlite3_stmt *q = db_ask(s, SQL_FILING, DB_VALUES(db_int(id)), e);
	int found = q ? db_row(s, q, e) : -1;

	if (found > 0) {
		read_line(s, q, f);
		db_done(q);
		return 0;
	}
	return found == 0 ? filings_missing(s, id, e) : -1;
}

/* ---- adding ---- */

static int add_filing(struct store *s, int64_t unit, int year, const char *set, int64_t *id,
                      struct err *e)
{
	int64_t ignored;
	int found;

	if (units_check(s, unit, e) < 0 || store_may(s, RIGHT_FILL, unit, e) < 0)
		return -1;
	found = db_number(s, SQL_FILING_THERE, DB_VALUES(db_int(unit), db_int(year), db_str(set)),
	                  &ignored, e);
	if (found > 0)
		return err_set(e, ERR_INPUT, _("该单位 %d 年已有套表 %s 的填报"), year, set);
	if (found < 0)
		return -1;
	if (db_run(s, SQL_FILING_ADD,
	           DB_VALUES(db_int(unit), db_int(year), db_str(set), db_str(STATE_FILLING)), e) < 0)
		return -1;
	*id = sqlite3_last_insert_rowid(s->sqlite);
	return 0;
}

int store_filing_add(struct store *s, int64_t unit, int year, const char *set, int64_t *id,
                     struct err *e)
{
	if (!set || !*set)
		return err_set(e, ERR_INPUT, _("没有指明填报用哪一套表"));
	if (db_begin(s, e) < 0)
		return -1;
	return db_end(s, add_filing(s, unit, year, set, id, e), e);
}
