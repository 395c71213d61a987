#include "store/store.h"

#include "base/mem.h"
#include "store/db.h"
#include "store/filings.h"

/* A content while it grows. */
struct loading {
	struct store *s;
	struct err *e;
	struct store_content *c;
	int64_t *forms; /* the number of each sheet's form */
	size_t forms_capacity, sheets_capacity, rows_capacity, cells_capacity;
};

static int load_sheets(struct loading *l)
{
	struct store_content *c = l->c;
	sqlite3_stmt *q = db_ask(l->s, SQL_SHEETS, DB_VALUES(db_int(c->filing.id)), l->e);
	int more = q ? db_row(l->s, q, l->e) : -1;

	for (; more > 0; more = db_row(l->s, q, l->e)) {
		struct store_sheet *sheet;

		l->forms = mem_more(l->forms, c->nsheets, &l->forms_capacity, sizeof *l->forms);
		c->sheets = mem_more(c->sheets, c->nsheets, &l->sheets_capacity, sizeof *c->sheets);
		l->forms[c->nsheets] = sqlite3_column_int64(q, 0);
		sheet = &c->sheets[c->nsheets++];
		sheet->form = db_text(q, 1);
		sheet->copy = sqlite3_column_int(q, 2);
		sheet->version = sqlite3_column_int64(q, 3);
	}
	return more;
}

static sqlite3_stmt *ask_sheet(struct loading *l, enum sql sql, int sheet)
{
	const struct store_filing *f = &l->c->filing;

	return db_ask(l->s, sql,
	              DB_VALUES(db_int(f->year), db_int(l->forms[sheet]), db_int(f->unit),
	                        db_int(l->c->sheets[sheet].copy)),
	              l->e);
}

static int load_rows(struct loading *l, int sheet)
{
	struct store_content *c = l->c;
	sqlite3_stmt *q = ask_sheet(l, SQL_ROWS, sheet);
	int more = q ? db_row(l->s, q, l->e) : -1;

	for (; more > 0; more = db_row(l->s, q, l->e)) {
		struct store_row *row;

		c->rows = mem_more(c->rows, c->nrows, &l->rows_capacity, sizeof *c->rows);
		row = &c->rows[c->nrows++];
		row->sheet = sheet;
		row->list = db_text(q, 0);
		row->id = sqlite3_column_int64(q, 1);
		row->group = db_text(q, 2);
		row->order = sqlite3_column_int64(q, 3);
		row->version = sqlite3_column_int64(q, 4);
		row->carried = sqlite3_column_int(q, 5) != 0;
	}
	return more;
}

static int load_cells(struct loading *l, int sheet)
{
	struct store_content *c = l->c;
	sqlite3_stmt *q = ask_sheet(l, SQL_CELLS, sheet);
	int more = q ? db_row(l->s, q, l->e) : -1;

	for (; more > 0; more = db_row(l->s, q, l->e)) {
		struct store_cell *cell;

		c->cells = mem_more(c->cells, c->ncells, &l->cells_capacity, sizeof *c->cells);
		cell = &c->cells[c->ncells++];
		cell->sheet = sheet;
		cell->key = db_text(q, 0);
		cell->text = db_text(q, 1);
		cell->has_value = sqlite3_column_type(q, 2) != SQLITE_NULL;
		cell->value = sqlite3_column_int64(q, 2);
		cell->version = sqlite3_column_int64(q, 3);
		cell->carried = sqlite3_column_int(q, 4) != 0;
	}
	return more;
}

static int load_all(struct loading *l, int64_t filing)
{
	if (filings_read_one(l->s, filing, &l->c->filing, l->e) < 0 || load_sheets(l) < 0)
		return -1;
	for (size_t i = 0; i < l->c->nsheets; i++) {
		if (load_rows(l, (int)i) < 0 || load_cells(l, (int)i) < 0)
			return -1;
	}
	return 0;
}

int store_load(struct store *s, int64_t filing, struct store_content **content, struct err *e)
{
	struct loading l = {.s = s, .e = e};
	int result;

	*content = NULL;
	if (db_begin_read(s, e) < 0)
		return -1;
	l.c = mem_alloc(sizeof *l.c);
	result = db_end_read(s, load_all(&l, filing));
	mem_free(l.forms);
	if (result == 0)
		*content = l.c;
	else
		store_content_free(l.c);
	return result;
}

void store_content_free(struct store_content *c)
{
	if (!c)
		return;
	filings_free_one(&c->filing);
	for (size_t i = 0; i < c->nsheets; i++)
		mem_free(c->sheets[i].form);
	for (size_t i = 0; i < c->nrows; i++) {
		mem_free(c->rows[i].list);
		mem_free(c->rows[i].group);
	}
	for (size_t i = 0; i < c->ncells; i++) {
		mem_free(c->cells[i].key);
		mem_free(c->cells[i].text);
	}
	mem_free(c->sheets);
	mem_free(c->rows);
	mem_free(c->cells);
	mem_free(c);
}
