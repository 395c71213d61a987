#include "app/parcel_content.h"

#include <stdlib.h>
#include <string.h>

#include "app/edit_text.h"
#include "base/i18n.h"
#include "base/map.h"
#include "base/mem.h"

/* ---- writing ---- */

struct line_row {
	const struct list *list;
	struct parcel_id id;
	const struct row *row;
};
struct line_cell {
	char *key;
	const struct cell *cell;
};
struct writing {
	const struct identities *x;
	struct str *out;
	struct line_row *rows;
	size_t nrows, rows_capacity;
	struct line_cell *cells;
	size_t ncells, cells_capacity;
};

static int by_form(const void *a, const void *b)
{
	const struct sheet *const *x = a, *const *y = b;
	int c = strcmp((*x)->form->id, (*y)->form->id);

	return c ? c : ((*x)->copy > (*y)->copy) - ((*x)->copy < (*y)->copy);
}

static int by_id(const void *a, const void *b)
{
	const struct line_row *x = a, *y = b;
	int c = strcmp(x->list->key, y->list->key);

	if (c == 0)
		c = strcmp(x->id.site, y->id.site);
	return c ? c : (x->id.number > y->id.number) - (x->id.number < y->id.number);
}

static int by_key(const void *a, const void *b)
{
	const struct line_cell *x = a, *y = b;

	return strcmp(x->key, y->key);
}

static void gather_cell(struct writing *w, const struct filing *f, struct place p)
{
	const struct sheet *s = &f->sheets[p.sheet];
	const struct cell *cell = filing_cell(f, p);
	struct str key = { 0 }, named = { 0 };

	if (!cell->text)
		return;
	filing_key(f, p, &key);
	identity_key_out(w->x, s->form, s->copy, str_text(&key), &named);
	w->cells = mem_more(w->cells, w->ncells, &w->cells_capacity, sizeof *w->cells);
	w->cells[w->ncells++] = (struct line_cell){ str_take(&named), cell };
	str_free(&key);
}

static void gather_list(struct writing *w, const struct filing *f, int sheet, int list)
{
	const struct sheet *s = &f->sheets[sheet];
	const struct list *def = &s->form->lists[list];

	for (int i = 0; i < (int)s->lists[list].n; i++) {
		const struct row *row = &s->lists[list].rows[i];

		w->rows = mem_more(w->rows, w->nrows, &w->rows_capacity, sizeof *w->rows);
		w->rows[w->nrows++] = (struct line_row){
			def, identity_of(w->x, s->form->id, s->copy, row->id), row };
		for (int c = 0; c < (int)def->ncolumns; c++)
			gather_cell(w, f, (struct place){ sheet, list, i, c });
	}
}

static void put_row(struct writing *w, const struct line_row *r)
{
	struct parcel_row line = { .list = r->list->key,
		                   .id = r->id,
		                   .order = r->row->order,
		                   .carried = r->row->carried };

	if (r->row->group >= 0)
		line.group = r->list->groups[r->row->group].key;
	parcel_put_row(w->out, &line);
}

static void put_sheet(struct writing *w, const struct filing *f, int sheet)
{
	const struct sheet *s = &f->sheets[sheet];

	w->nrows = w->ncells = 0;
	for (int i = 0; i < (int)s->form->nfields; i++)
		gather_cell(w, f, (struct place){ sheet, -1, -1, i });
	for (int l = 0; l < (int)s->form->nlists; l++)
		gather_list(w, f, sheet, l);
	if (w->nrows > 1)
		qsort(w->rows, w->nrows, sizeof *w->rows, by_id);
	if (w->ncells > 1)
		qsort(w->cells, w->ncells, sizeof *w->cells, by_key);
	parcel_put_sheet(w->out, s->form->id, s->copy);
	for (size_t i = 0; i < w->nrows; i++)
		put_row(w, &w->rows[i]);
	for (size_t i = 0; i < w->ncells; i++) {
		parcel_put_cell(w->out, w->cells[i].key, w->cells[i].cell->text,
		                w->cells[i].cell->carried);
		mem_free(w->cells[i].key);
	}
}

void parcel_content_put(const struct filing *f, const struct identities *x, struct str *out)
{
	struct writing w = { .x = x, .out = out };
	const struct sheet **sheets = mem_array(f->nsheets + 1, sizeof *sheets);

	for (size_t i = 0; i < f->nsheets; i++)
		sheets[i] = &f->sheets[i];
	if (f->nsheets > 1)
		qsort(sheets, f->nsheets, sizeof *sheets, by_form);
	for (size_t i = 0; i < f->nsheets; i++)
		put_sheet(&w, f, (int)(sheets[i] - f->sheets));
	mem_free(sheets);
	mem_free(w.rows);
	mem_free(w.cells);
}

/* ---- reading ---- */

struct loading {
	const struct parcel_content *c;
	const struct identities *x;
	struct parcel_fresh *fresh;
	struct parcel_strays *strays;
	struct filing *f;
	int sheet; /* the one at hand */
	struct parcel_id last; /* the row looked for last, in this list of the sheet … */
	int last_list, last_row; /* … and its index */
};

static void stray(struct loading *l, char *line)
{
	enum { LINES = 20 };

	if (l->strays && l->strays->n++ < LINES) {
		l->strays->lines = mem_push(l->strays->lines, l->strays->nlines,
		                            sizeof *l->strays->lines);
		l->strays->lines[l->strays->nlines++] = line;
	} else {
		mem_free(line);
	}
}

void parcel_strays_free(struct parcel_strays *s)
{
	for (size_t i = 0; i < s->nlines; i++)
		mem_free(s->lines[i]);
	mem_free(s->lines);
	*s = (struct parcel_strays){ 0 };
}

/* What of the sheet at hand has no place. */
static void stray_key(struct loading *l, const char *key)
{
	const struct sheet *s = &l->f->sheets[l->sheet];
	struct str line = { 0 };

	str_addf(&line, _("%s#%d.%s：本库的表里没有这一栏"), s->form->id, s->copy, key);
	stray(l, str_take(&line));
}

/* The row −n of its name. */
static int64_t fresh_row(struct parcel_fresh *x, const char *form, int copy,
                         const struct parcel_id *id)
{
	struct str key = { 0 };
	int n;

	if (!x->numbers)
		x->numbers = map_new();
	str_addf(&key, "%s#%d ", form, copy);
	parcel_put_id(&key, id);
	n = map_get(x->numbers, str_text(&key));
	if (n < 0) {
		x->ids = mem_more(x->ids, x->n, &x->capacity, sizeof *x->ids);
		x->ids[x->n++] = *id;
		n = (int)x->n;
		map_set(x->numbers, str_text(&key), n);
	}
	str_free(&key);
	return -(int64_t)n;
}

void parcel_fresh_free(struct parcel_fresh *x)
{
	if (x->numbers)
		map_free(x->numbers);
	mem_free(x->ids);
	*x = (struct parcel_fresh){ 0 };
}

static int64_t row_number(struct loading *l, const struct parcel_id *id)
{
	const struct sheet *s = &l->f->sheets[l->sheet];
	int64_t row = identity_row(l->x, s->form->id, s->copy, id);

	return row > 0 ? row : fresh_row(l->fresh, s->form->id, s->copy, id);
}

static bool has_row(const struct loading *l, int64_t id)
{
	for (int i = 0; i < (int)l->f->sheets[l->sheet].form->nlists; i++)
		if (filing_find_row(l->f, l->sheet, i, id) >= 0)
			return true;
	return false;
}

static int first_leaf(const struct list *list)
{
	for (int i = 0; i < (int)list->ngroups; i++)
		if (list->groups[i].leaf)
			return i;
	return -1;
}

/* A row whose group is not there goes into the first one, where it is seen. */
static void load_row(struct loading *l, const struct parcel_row *r)
{
	const struct sheet *s = &l->f->sheets[l->sheet];
	int list = form_list(s->form, r->list), group, at;
	int64_t id = row_number(l, &r->id);

	if (list < 0 || has_row(l, id)) {
		stray_key(l, r->list);
		return;
	}
	group = r->group ? list_group(&s->form->lists[list], r->group) : -1;
	if (group < 0 || !s->form->lists[list].groups[group].leaf)
		group = first_leaf(&s->form->lists[list]);
	at = filing_row(l->f, l->sheet, list, id, group, r->order);
	s->lists[list].rows[at].carried = r->carried;
}

/* Cells of a row follow one another: the row is looked for once. */
static int row_index(struct loading *l, int list, const struct parcel_id *id)
{
	if (l->last_list != list || l->last.number != id->number ||
	    strcmp(l->last.site, id->site) != 0) {
		l->last_list = list;
		l->last = *id;
		l->last_row = filing_find_row(l->f, l->sheet, list, row_number(l, id));
	}
	return l->last_row;
}

static bool cell_place(struct loading *l, const char *key, struct place *p)
{
	const struct form *form = l->f->sheets[l->sheet].form;
	const char *column = NULL;
	struct parcel_id id;
	int list;

	*p = (struct place){ l->sheet, -1, -1, form_field(form, key) };
	if (p->field >= 0)
		return true;
	if (!identity_split(form, key, &list, &id, &column) || !column)
		return false;
	p->list = list;
	p->row = row_index(l, list, &id);
	p->field = list_column(&form->lists[list], column);
	return p->row >= 0 && p->field >= 0;
}

static void load_sheet(struct loading *l, const struct parcel_sheet *s)
{
	const struct form *form = set_form(l->f->set, s->form);
	struct str line = { 0 };

	if (!form || (s->copy > 1 && !form->copies)) {
		str_addf(&line, _("%s#%d：本库的套表里没有这张表"), s->form, s->copy);
		stray(l, str_take(&line));
		return;
	}
	l->sheet = filing_sheet(l->f, form, s->copy);
	l->last_list = -1;
	for (size_t i = 0; i < s->nrows; i++)
		load_row(l, &l->c->rows[s->row + i]);
	for (size_t i = 0; i < s->ncells; i++) {
		const struct parcel_cell *c = &l->c->cells[s->cell + i];
		struct place p;
		char *text;

		if (!cell_place(l, c->key, &p)) {
			stray_key(l, c->key);
			continue;
		}
		text = edit_clean_text(filing_field(l->f, p), c->text);
		filing_put(l->f, p, text);
		mem_free(text);
		filing_cell(l->f, p)->carried = c->carried;
	}
}

struct filing *parcel_content_load(const struct parcel_content *c, const struct set *set, int year,
                                   const struct identities *x, struct parcel_fresh *fresh,
                                   struct parcel_strays *strays)
{
	struct loading l = { .c = c, .x = x, .fresh = fresh, .strays = strays,
		             .last_list = -1 };

	l.f = filing_new(set, "", "", year);
	for (size_t i = 0; i < c->nsheets; i++)
		load_sheet(&l, &c->sheets[i]);
	return l.f;
}
