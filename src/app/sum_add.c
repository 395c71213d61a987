#include "app/sum_add.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "form/tree.h"

/* A row of the sheet being added, until all of the sheet is there. */
struct open_row {
	int list, group;
	int64_t id, order;
	struct open_cell {
		bool has;
		int64_t value;
		char *text;
	} *cells;
};

/* ---- making and freeing ---- */

static void start_form(struct adding *a, struct sum_form *f, const struct form *form)
{
	int sheet = filing_sheet(a->scratch, form, 1);

	f->form = form;
	f->fields = mem_array(form->nfields + 1, sizeof *f->fields);
	f->lists = mem_array(form->nlists + 1, sizeof *f->lists);
	for (size_t l = 0; l < form->nlists; l++) {
		filing_row(a->scratch, sheet, (int)l, 1, -1, 0);
		f->lists[l].index = map_new();
		for (size_t c = 0; c < form->lists[l].ncolumns; c++) {
			if (field_sums(&form->lists[l].columns[c]))
				f->lists[l].wanted = true;
		}
	}
}

void adding_start(struct adding *a, const struct set *set, const struct form *const *forms,
                  size_t nforms)
{
	*a = (struct adding){ .set = set, .nforms = nforms, .form = -1 };
	a->scratch = filing_new(set, "", "", set->year_from);
	a->forms = mem_array(nforms + 1, sizeof *a->forms);
	for (size_t i = 0; i < nforms; i++)
		start_form(a, &a->forms[i], forms[i]);
}

static void free_list(struct sum_list *l)
{
	for (size_t i = 0; i < l->n; i++) {
		mem_free(l->rows[i].key);
		mem_free(l->rows[i].name);
		mem_free(l->rows[i].code);
		mem_free(l->rows[i].slots);
	}
	mem_free(l->rows);
	map_free(l->index);
}

void adding_free(struct adding *a)
{
	for (size_t i = 0; i < a->nforms; i++) {
		for (size_t l = 0; l < a->forms[i].form->nlists; l++)
			free_list(&a->forms[i].lists[l]);
		mem_free(a->forms[i].lists);
		mem_free(a->forms[i].fields);
	}
	for (size_t i = 0; i < a->nfaults; i++)
		mem_free(a->faults[i].text);
	mem_free(a->faults);
	mem_free(a->forms);
	mem_free(a->open);
	filing_free(a->scratch);
	*a = (struct adding){ 0 };
}

/* ---- one figure ---- */

static enum figure_state says(struct adding *a, int list, int field, const char *text)
{
	struct place p = { 0, list, list < 0 ? -1 : 0, field };

	p.sheet = filing_find_sheet(a->scratch, a->forms[a->form].form, 1);
	filing_put(a->scratch, p, text);
	return filing_cell(a->scratch, p)->stated.state;
}

static void count(struct adding *a, struct sum_slot *slot)
{
	if (a->adjusts || slot->last == a->unit)
		return;
	slot->last = a->unit;
	slot->have++;
}

static void note_fault(struct adding *a, int list, int row, int field, const char *text)
{
	a->faults = mem_more(a->faults, a->nfaults, &a->faults_capacity, sizeof *a->faults);
	a->faults[a->nfaults++] =
	    (struct sum_fault){ a->unit, a->form, list, row, field, mem_strdup(text) };
}

/* Where the text is a figure and yet none is worth anything, the formula could
 * not be worked out: its parts say why. */
static void add_text(struct adding *a, struct sum_slot *slot, int list, int row, int field,
                     const char *text)
{
	switch (says(a, list, field, text)) {
	case FIGURE_NA:
		count(a, slot);
		return;
	case FIGURE_FAULT:
		note_fault(a, list, row, field, text);
		slot->faults++;
		return;
	case FIGURE_NUMBER:
		slot->faults++;
		return;
	default:
		return;
	}
}

static void add(struct adding *a, struct sum_slot *slot, int list, int row, int field,
                struct sum_part part)
{
	if (part.has) {
		slot->overflow |= __builtin_add_overflow(slot->sum, part.value, &slot->sum);
		slot->any = true;
		count(a, slot);
	} else if (part.text) {
		add_text(a, slot, list, row, field, part.text);
	}
}

void adding_field(struct adding *a, int field, struct sum_part part)
{
	struct sum_form *f = &a->forms[a->form];

	if (field_sums(&f->form->fields[field]))
		add(a, &f->fields[field], -1, -1, field, part);
}

/* ---- the rows of a sheet ---- */

bool adding_has_row(const struct adding *a, int list, int64_t id, size_t *row)
{
	for (size_t i = a->nopen; i-- > 0;) {
		if (a->open[i].id == id && a->open[i].list == list) {
			*row = i;
			return true;
		}
	}
	return false;
}

size_t adding_row(struct adding *a, int list, int64_t id, int group, int64_t order)
{
	struct open_row row = { .list = list, .group = group, .id = id, .order = order };
	size_t at;

	if (adding_has_row(a, list, id, &at))
		return at;
	row.cells = mem_array(a->forms[a->form].form->lists[list].ncolumns, sizeof *row.cells);
	a->open = mem_more(a->open, a->nopen, &a->open_capacity, sizeof *a->open);
	a->open[a->nopen] = row;
	return a->nopen++;
}

void adding_cell(struct adding *a, size_t row, int column, struct sum_part part)
{
	struct open_cell *c = &a->open[row].cells[column];

	c->has = part.has;
	c->value = part.value;
	mem_free(c->text);
	c->text = mem_strdup(part.text);
}

/* As the sheet prints them. */
static int by_place(const void *a, const void *b)
{
	const struct open_row *x = a, *y = b;

	if (x->list != y->list)
		return x->list < y->list ? -1 : 1;
	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

static const char *text_of(const struct open_row *r, int column)
{
	const char *text = column < 0 ? NULL : r->cells[column].text;

	return text_is_blank(text) ? NULL : text;
}

/* ---- merging ---- */

/* The codes above the row being added, by level. */
struct path {
	char code[TREE_LEVELS + 1][16];
};

static void add_path(struct str *key, struct path *path, const char *code)
{
	int level = tree_code_level(code);

	for (int i = level; i > 0 && i <= TREE_LEVELS; i++)
		path->code[i][0] = '\0';
	for (int i = 1; i < level; i++)
		str_addf(key, "%s/", path->code[i]);
	str_add(key, code);
	if (level > 0 && strlen(code) < sizeof path->code[level])
		memcpy(path->code[level], code, strlen(code) + 1);
}

static char *key_of(const struct list *def, const struct open_row *r, struct path *path)
{
	const char *code = text_of(r, def->code_column), *name = text_of(r, def->name_column);
	struct str key = { 0 };
	char *folded = text_fold(code ? code : name ? name : "");

	str_addf(&key, "%d\x1f", r->group);
	if (code)
		add_path(&key, path, folded);
	else
		str_addf(&key, "\x1f%s", folded);
	mem_free(folded);
	return str_take(&key);
}

/* key becomes the row's own. */
static int merged_row(struct sum_list *l, const struct list *def, const struct open_row *r,
                      char *key)
{
	int at = map_get(l->index, key);

	if (at >= 0) {
		mem_free(key);
		return at;
	}
	l->rows = mem_more(l->rows, l->n, &l->capacity, sizeof *l->rows);
	l->rows[l->n] = (struct sum_row){ .key = key, .group = r->group };
	l->rows[l->n].name = mem_strdup(text_of(r, def->name_column));
	l->rows[l->n].code = mem_strdup(text_of(r, def->code_column));
	l->rows[l->n].slots = mem_array(def->ncolumns, sizeof(struct sum_slot));
	map_set(l->index, key, (int)l->n);
	return (int)l->n++;
}

/* A row that says 不适用, or nothing at all, adds none. */
static bool says_nothing(struct adding *a, const struct list *def, const struct open_row *r)
{
	const char *name = text_of(r, def->name_column);
	bool any = false;

	if (name && says(a, r->list, def->name_column, name) == FIGURE_NA)
		return true;
	for (size_t c = 0; c < def->ncolumns && !any; c++)
		any = r->cells[c].has || !text_is_blank(r->cells[c].text);
	return !any;
}

static void merge(struct adding *a, const struct open_row *r, struct path *path)
{
	const struct list *def = &a->forms[a->form].form->lists[r->list];
	struct sum_list *l = &a->forms[a->form].lists[r->list];
	int row;

	if (!l->wanted || says_nothing(a, def, r))
		return;
	row = merged_row(l, def, r, key_of(def, r, path));
	for (int c = 0; c < (int)def->ncolumns; c++) {
		struct sum_part part = { r->cells[c].has, r->cells[c].value, r->cells[c].text };

		if (field_sums(&def->columns[c]))
			add(a, &l->rows[row].slots[c], r->list, row, c, part);
	}
}

static void close_sheet(struct adding *a)
{
	struct path path = { 0 };

	if (a->nopen > 1)
		qsort(a->open, a->nopen, sizeof *a->open, by_place);
	for (size_t i = 0; i < a->nopen; i++) {
		struct open_row *r = &a->open[i];

		if (i > 0 && r->list != a->open[i - 1].list)
			path = (struct path){ 0 };
		merge(a, r, &path);
		for (size_t c = 0; c < a->forms[a->form].form->lists[r->list].ncolumns; c++)
			mem_free(r->cells[c].text);
		mem_free(r->cells);
	}
	a->nopen = 0;
}

void adding_sheet(struct adding *a, int form, int64_t unit, int copy, bool adjusts)
{
	if (a->form == form && a->unit == unit && a->copy == copy)
		return;
	close_sheet(a);
	a->form = form;
	a->unit = unit;
	a->copy = copy;
	a->adjusts = adjusts;
}

void adding_end(struct adding *a)
{
	close_sheet(a);
	a->form = -1;
	a->unit = 0;
}
