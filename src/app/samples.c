#include "app/samples.h"

#include <stdlib.h>
#include <string.h>

#include "app/codes.h"
#include "app/save_filing.h"
#include "app/work_inside.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/text.h"
#include "calc/num.h"
#include "exchange/csv.h"

#define GAP INT64_C(1024)

static const struct csv_limits limits = { 8 << 20, 100000, 8 };

enum { UNIT_CODE, UNIT_SUPERIOR, UNIT_ORDER, UNIT_FROM, UNIT_NAME, UNIT_COLUMNS };
static const char *const unit_columns[] = { "code", "superior", "order", "from_year", "name" };

enum { FILING_UNIT, FILING_YEAR, FILING_SET, FILING_FILE, FILING_COLUMNS };
static const char *const filing_columns[] = { "unit", "year", "set", "file" };

enum { CELL_FORM, CELL_COPY, CELL_KEY, CELL_TEXT, CELL_COLUMNS };
static const char *const cell_columns[] = { "form", "copy", "key", "text" };

_Static_assert(sizeof unit_columns / sizeof *unit_columns == UNIT_COLUMNS, "a name for each");
_Static_assert(sizeof filing_columns / sizeof *filing_columns == FILING_COLUMNS, "likewise");
_Static_assert(sizeof cell_columns / sizeof *cell_columns == CELL_COLUMNS, "likewise");

struct samples {
	struct work *w;
	const char *folder;
	struct csv_table table; /* the one at hand */
	struct err *e;
};

/* ---- the tables ---- */

static int read_table(struct samples *s, const char *file, const char *const *columns, size_t n)
{
	char *path = file_join(s->folder, file);
	int result = csv_table_read(&s->table, path, &limits, s->e);

	mem_free(path);
	if (result == 0 && csv_table_expect(&s->table, columns, n, s->e) < 0) {
		csv_table_free(&s->table);
		result = -1;
	}
	return result;
}

static int wrong(struct samples *s, const struct csv_record *r, const char *what, const char *which)
{
	return err_set(s->e, ERR_INPUT, "%s:%d: %s%s", s->table.name, r->line, what, which);
}

/* Puts file:line before a fault that was seen below. */
static int at_line(struct samples *s, const struct csv_record *r)
{
	return err_at(s->e, "%s:%d", s->table.name, r->line);
}

/* A whole number from least on, below ten thousand; −1. */
static int small_number(const char *text, int least)
{
	struct figure n;

	if (num_parse(text, NULL, &n) != NUM_OK || n.percent || n.num % NUM_ONE != 0 ||
	    n.num < least * NUM_ONE || n.num >= 10000 * NUM_ONE)
		return -1;
	return (int)(n.num / NUM_ONE);
}

/* ---- units ---- */

struct unit_ids {
	struct map *at; /* code to index */
	int64_t *id;
	size_t n, capacity;
};

static int64_t id_of(const struct unit_ids *ids, const char *code)
{
	int i = map_get(ids->at, code);

	return i < 0 ? 0 : ids->id[i];
}

static int add_unit(struct samples *s, struct unit_ids *ids, const struct csv_record *r)
{
	const char *superior = r->fields[UNIT_SUPERIOR];
	int64_t above = *superior ? id_of(ids, superior) : 0, id = 0;

	if (*superior && !above)
		return wrong(s, r, _("上级单位没有写在前面："), superior);
	if (store_unit_add(s->w->store, r->fields[UNIT_CODE], above, &id, s->e) < 0)
		return at_line(s, r);
	ids->id = mem_more(ids->id, ids->n, &ids->capacity, sizeof *ids->id);
	ids->id[ids->n] = id;
	map_set(ids->at, r->fields[UNIT_CODE], (int)ids->n++);
	return 0;
}

static int add_name(struct samples *s, struct unit_ids *ids, const struct csv_record *r)
{
	int from = small_number(r->fields[UNIT_FROM], 1);

	if (from < 0)
		return wrong(s, r, _("名称起始年份不是年份："), r->fields[UNIT_FROM]);
	if (!id_of(ids, r->fields[UNIT_CODE]) && add_unit(s, ids, r) < 0)
		return -1;
	if (store_unit_name(s->w->store, id_of(ids, r->fields[UNIT_CODE]), from,
	                    r->fields[UNIT_NAME], s->e) < 0)
		return at_line(s, r);
	return 0;
}

static int load_units(struct samples *s)
{
	struct unit_ids ids = { 0 };
	int result = read_table(s, "units.csv", unit_columns, UNIT_COLUMNS);

	ids.at = map_new();
	for (size_t i = 1; i < s->table.n && result == 0; i++)
		result = add_name(s, &ids, &s->table.records[i]);
	csv_table_free(&s->table);
	map_free(ids.at);
	mem_free(ids.id);
	return result;
}

/* ---- one filing ---- */

/* The store numbers the rows of a sheet, the file those of a list: a number
 * that another list has taken is given anew. */
struct row_name {
	int sheet, list; /* sheet: by form and copy in the order met */
	int64_t in_file, id;
};

struct reading {
	struct samples *s;
	struct filing *f;
	struct row_name *rows;
	size_t nrows, capacity;
};

/* «ind.12» of «ind.12.target»; false when the key is of another shape. */
static bool split_key(const struct form *form, const char *key, int *list, int64_t *id,
                      const char **column)
{
	const char *dot = strchr(key, '.');
	char *name, *end;

	if (!dot || dot[1] < '0' || dot[1] > '9')
		return false;
	name = mem_strndup(key, (size_t)(dot - key));
	*list = form_list(form, name);
	mem_free(name);
	*id = strtoll(dot + 1, &end, 10);
	*column = *end == '.' ? end + 1 : NULL;
	return *list >= 0 && (*end == '.' || *end == '\0');
}

static const struct row_name *find_row(const struct reading *r, int sheet, int list, int64_t id)
{
	for (size_t i = r->nrows; i-- > 0;) {
		const struct row_name *n = &r->rows[i];

		if (n->sheet == sheet && n->list == list && n->in_file == id)
			return n;
	}
	return NULL;
}

static int64_t free_id(const struct reading *r, int sheet, int64_t wanted)
{
	int64_t highest = 0;
	bool taken = false;

	for (size_t i = 0; i < r->nrows; i++) {
		if (r->rows[i].sheet != sheet)
			continue;
		taken = taken || r->rows[i].id == wanted;
		if (r->rows[i].id > highest)
			highest = r->rows[i].id;
	}
	return taken ? highest + 1 : wanted;
}

/* Sheets are told apart by form and copy: their indexes move. */
static int sheet_name(const struct sheet *s)
{
	return s->form->index * 10000 + s->copy;
}

static int put_row(struct reading *r, const struct csv_record *rec, int sheet, int list, int64_t id)
{
	const struct list *def = &r->f->sheets[sheet].form->lists[list];
	const char *key = rec->fields[CELL_TEXT];
	int group = *key ? list_group(def, key) : -1;
	int name = sheet_name(&r->f->sheets[sheet]);
	struct row_name row = { name, list, id, free_id(r, name, id) };

	if ((*key || def->ngroups > 0) && (group < 0 || !def->groups[group].leaf))
		return wrong(r->s, rec, _("没有这个分组："), key);
	if (id < 1 || find_row(r, name, list, id))
		return wrong(r->s, rec, _("这一行已经有了："), rec->fields[CELL_KEY]);
	r->rows = mem_more(r->rows, r->nrows, &r->capacity, sizeof *r->rows);
	r->rows[r->nrows++] = row;
	filing_row(r->f, sheet, list, row.id, group,
	           GAP * (int64_t)(r->f->sheets[sheet].lists[list].n + 1));
	return 0;
}

static bool cell_place(const struct reading *r, int sheet, const char *key, struct place *p)
{
	const struct form *form = r->f->sheets[sheet].form;
	const struct row_name *row;
	const char *column = NULL;
	int64_t id;
	int list;

	*p = (struct place){ sheet, -1, -1, form_field(form, key) };
	if (p->field >= 0)
		return true;
	if (!split_key(form, key, &list, &id, &column) || !column)
		return false;
	row = find_row(r, sheet_name(&r->f->sheets[sheet]), list, id);
	if (!row)
		return false;
	p->list = list;
	p->row = filing_find_row(r->f, sheet, list, row->id);
	p->field = list_column(&form->lists[list], column);
	return p->field >= 0;
}

static int put_record(struct reading *r, const struct csv_record *rec)
{
	const struct form *form = set_form(r->f->set, rec->fields[CELL_FORM]);
	int copy = small_number(rec->fields[CELL_COPY], 1), sheet, list;
	const char *key = rec->fields[CELL_KEY], *column = NULL;
	struct place p;
	int64_t id;

	if (!form)
		return wrong(r->s, rec, _("套表里没有这张表："), rec->fields[CELL_FORM]);
	if (copy < 0 || (copy > 1 && !form->copies))
		return wrong(r->s, rec, _("表页序号不对："), rec->fields[CELL_COPY]);
	sheet = filing_sheet(r->f, form, copy);
	if (form_field(form, key) < 0 && split_key(form, key, &list, &id, &column) && !column)
		return put_row(r, rec, sheet, list, id);
	if (!cell_place(r, sheet, key, &p))
		return wrong(r->s, rec, _("表里没有这一栏："), key);
	filing_put(r->f, p, rec->fields[CELL_TEXT]);
	return 0;
}

static int read_filing(struct samples *s, struct filing *f, const char *file)
{
	struct reading r = { .s = s, .f = f };
	int result = read_table(s, file, cell_columns, CELL_COLUMNS);

	for (size_t i = 1; i < s->table.n && result == 0; i++)
		result = put_record(&r, &s->table.records[i]);
	csv_table_free(&s->table);
	mem_free(r.rows);
	return result;
}

static int fill(struct samples *s, struct filing *f, const char *file)
{
	for (size_t i = 0; i < f->set->nforms; i++)
		filing_sheet(f, f->set->forms[i], 1);
	if (*file && read_filing(s, f, file) < 0)
		return -1;
	return save_filing(s->w, f, "导入样例", s->e);
}

/* ---- all filings ---- */

static int load_filing(struct samples *s, const struct csv_record *r)
{
	const struct units *units = work_tree(s->w, s->e);
	int unit = units ? units_find(units, r->fields[FILING_UNIT], s->e) : -1;
	int year = small_number(r->fields[FILING_YEAR], 1), result;
	const struct set *set = work_set(s->w, r->fields[FILING_SET]);
	struct filing *f;

	if (unit < 0)
		return at_line(s, r);
	if (year < 0)
		return wrong(s, r, _("不是年份："), r->fields[FILING_YEAR]);
	if (!set)
		return wrong(s, r, _("没有这个套表："), r->fields[FILING_SET]);
	f = filing_new(set, units->unit[unit].code, units_name(units, unit, year), year);
	f->unit = units->unit[unit].id;
	/* fill reads another table: the list of filings is put aside. */
	struct csv_table list = s->table;
	s->table = (struct csv_table){ 0 };
	result = fill(s, f, r->fields[FILING_FILE]);
	s->table = list;
	filing_free(f);
	return result;
}

static int load_filings(struct samples *s)
{
	int result = read_table(s, "filings.csv", filing_columns, FILING_COLUMNS);

	for (size_t i = 1; i < s->table.n && result == 0; i++)
		result = load_filing(s, &s->table.records[i]);
	csv_table_free(&s->table);
	return result;
}

static int load_all(struct samples *s)
{
	if (load_units(s) < 0)
		return -1;
	work_forget_units(s->w);
	return load_filings(s);
}

int samples_load_from(struct work *w, const char *folder, struct err *e)
{
	struct samples s = { .w = w, .folder = folder, .e = e };

	if (store_begin(w->store, e) < 0)
		return -1;
	if (load_all(&s) == 0 && store_commit(w->store, e) == 0)
		return 0;
	store_rollback(w->store);
	work_close_filings(w); /* one that was opened may be gone again */
	work_forget_units(w);
	return -1;
}

int samples_load(struct work *w, struct err *e)
{
	char *data = codes_data_folder();
	char *folder = file_join(data, "samples");
	int result = samples_load_from(w, folder, e);

	mem_free(folder);
	mem_free(data);
	return result;
}
