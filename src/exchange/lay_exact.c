#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "exchange/lay_inside.h"

enum { FORM, COPY, KEY, TEXT, COLUMNS };
static const char *const heads[] = { "form", "copy", "key", "text" };
_Static_assert(sizeof heads / sizeof *heads == COLUMNS, "a name for each");

struct exact_row { /* of the list rows that a sheet has */
	int list;
	long id;
};

struct exact {
	struct lay_doc *doc;
	struct lay_block *b;
	const struct doc_table *t;
	const struct set *set;
	int unit, year;
	struct laid_sheet *sheet;
	int copy;
	struct exact_row *rows; /* beside sheet->entries */
};

static const char *text_at(const struct exact *x, int row, int column)
{
	const struct doc_cell *c = doc_table_at(x->t, row, column);

	return c ? c->text : "";
}

static bool is_exact(const struct lay_doc *doc)
{
	const struct doc_table *t;

	if (doc->d->n != 1 || doc->d->blocks[0].kind != DOC_TABLE)
		return false;
	t = doc->d->blocks[0].table;
	for (int k = 0; k < COLUMNS; k++) {
		const struct doc_cell *c = doc_table_at(t, 0, k);

		if (!c || strcmp(c->text, heads[k]) != 0)
			return false;
	}
	return true;
}

static void say(struct exact *x, int row)
{
	for (size_t i = 0; i < x->t->n; i++)
		if (x->t->cells[i].row == row)
			x->b->said[i] = true;
}

/* ---- whose it is ---- */

static bool take_head(struct exact *x, const char *key, const char *text)
{
	const struct lay_given *given = x->doc->given;
	size_t nsets;
	const struct set *const *sets = lay_shelf_sets(x->doc->shelf, &nsets);

	x->sheet = NULL;
	if (strcmp(key, "year") == 0) {
		x->year = given->year ? given->year : atoi(text);
	} else if (strcmp(key, "unit") == 0) {
		x->unit = given->unit;
		for (size_t i = 0; i < given->nunits && x->unit < 0; i++)
			if (strcmp(given->units[i].code, text) == 0)
				x->unit = given->units[i].unit;
	} else if (strcmp(key, "set") == 0) {
		x->set = given->set;
		for (size_t i = 0; i < nsets && !x->set; i++)
			if (strcmp(sets[i]->id, text) == 0)
				x->set = sets[i];
		return x->set != NULL;
	} else {
		return false;
	}
	return true;
}

/* ---- cells ---- */

static bool take_sheet(struct exact *x, const char *id, int copy)
{
	const struct form *form = x->set ? set_form(x->set, id) : NULL;

	if (!form || copy < 1)
		return false;
	if (x->sheet && x->sheet->form == form && x->copy == copy)
		return true;
	x->sheet = lay_add_sheet(x->doc, lay_shelf_form(x->doc->shelf, x->set, form, x->year), 0);
	x->sheet->unit = x->unit;
	x->sheet->year = x->year;
	x->sheet->sure = 100;
	x->copy = copy;
	mem_free(x->rows);
	x->rows = NULL;
	return true;
}

/* «ind.7», «ind.7.target»: *column is NULL for the row itself. */
static bool split(const struct form *form, const char *key, int *list, long *id,
                  const char **column)
{
	const char *dot = strchr(key, '.');
	char *name, *end;

	if (!dot || dot[1] < '0' || dot[1] > '9')
		return false;
	name = mem_strndup(key, (size_t)(dot - key));
	*list = form_list(form, name);
	mem_free(name);
	*id = strtol(dot + 1, &end, 10);
	*column = *end == '.' ? end + 1 : NULL;
	return *list >= 0 && (*end == '.' || *end == '\0');
}

static int find_entry(const struct exact *x, int list, long id)
{
	for (size_t i = 0; i < x->sheet->nentries; i++)
		if (x->rows[i].list == list && x->rows[i].id == id)
			return (int)i;
	return -1;
}

static bool take_row(struct exact *x, int list, long id, const char *group)
{
	const struct list *def = &x->sheet->form->lists[list];
	int index = *group ? list_group(def, group) : -1;

	if (find_entry(x, list, id) >= 0 || (*group && index < 0) ||
	    (def->ngroups > 0 && (index < 0 || !def->groups[index].leaf)))
		return false;
	x->rows = mem_push(x->rows, x->sheet->nentries, sizeof *x->rows);
	x->rows[x->sheet->nentries] = (struct exact_row){ list, id };
	lay_add_entry(x->sheet, list, index);
	return true;
}

static bool take_cell(struct exact *x, int row, const char *key, const char *text)
{
	struct laid_cell at = { .list = -1, .row = -1, .block = 0, .at_row = row,
		.at_column = TEXT };
	const char *column = NULL;
	long id;

	at.field = form_field(x->sheet->form, key);
	if (at.field < 0) {
		if (!split(x->sheet->form, key, &at.list, &id, &column))
			return false;
		if (!column)
			return take_row(x, at.list, id, text);
		at.row = find_entry(x, at.list, id);
		at.field = list_column(&x->sheet->form->lists[at.list], column);
		if (at.row < 0 || at.field < 0)
			return false;
	}
	lay_add_exact(x->sheet, at, mem_strdup(text));
	return true;
}

static bool take_line(struct exact *x, int row)
{
	const char *form = text_at(x, row, FORM), *key = text_at(x, row, KEY);
	const char *text = text_at(x, row, TEXT);

	if (!*form)
		return take_head(x, key, text);
	if (!take_sheet(x, form, atoi(text_at(x, row, COPY))))
		return false;
	return !*key || take_cell(x, row, key, text);
}

bool lay_exact(struct lay_doc *doc)
{
	struct exact x = { .doc = doc, .b = &doc->blocks[0], .unit = doc->given->unit,
		.year = doc->given->year, .set = doc->given->set };

	if (!is_exact(doc))
		return false;
	x.t = doc->d->blocks[0].table;
	say(&x, 0);
	for (int row = 1; row < x.t->rows; row++)
		if (take_line(&x, row))
			say(&x, row);
	mem_free(x.rows);
	return true;
}
