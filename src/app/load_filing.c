#include "app/load_filing.h"

#include "base/mem.h"

struct loading {
	const struct store_content *content;
	struct filing *filing;
	int *sheets; /* by index in content: index in the filing, -1: no such form */
};

/* All are made before any is looked up: an index moves when one is put before it. */
static void load_sheets(struct loading *l)
{
	const struct store_content *c = l->content;

	for (size_t i = 0; i < c->nsheets; i++) {
		const struct form *form = set_form(l->filing->set, c->sheets[i].form);

		if (form)
			filing_sheet(l->filing, form, c->sheets[i].copy);
	}
	for (size_t i = 0; i < c->nsheets; i++) {
		const struct form *form = set_form(l->filing->set, c->sheets[i].form);

		l->sheets[i] =
		    form ? filing_find_sheet(l->filing, form, c->sheets[i].copy) : -1;
		if (form)
			l->filing->sheets[l->sheets[i]].version = c->sheets[i].version;
	}
}

/* A row whose group the set no longer has goes into the first one, where it
 * can be seen. */
static int group_of(const struct list *list, const char *key)
{
	int group = key ? list_group(list, key) : -1;

	for (int i = 0; group < 0 && i < (int)list->ngroups; i++) {
		if (list->groups[i].leaf)
			group = i;
	}
	return group;
}

static void load_rows(struct loading *l)
{
	for (size_t i = 0; i < l->content->nrows; i++) {
		const struct store_row *row = &l->content->rows[i];
		int sheet = l->sheets[row->sheet];
		const struct form *form = sheet < 0 ? NULL : l->filing->sheets[sheet].form;
		int list = form ? form_list(form, row->list) : -1;
		int at;

		if (list < 0)
			continue;
		at = filing_row(l->filing, sheet, list, row->id,
		                group_of(&form->lists[list], row->group), row->order);
		l->filing->sheets[sheet].lists[list].rows[at].version = row->version;
		l->filing->sheets[sheet].lists[list].rows[at].carried = row->carried;
	}
}

static void load_cells(struct loading *l)
{
	for (size_t i = 0; i < l->content->ncells; i++) {
		const struct store_cell *cell = &l->content->cells[i];
		int sheet = l->sheets[cell->sheet];
		struct place p;

		if (sheet < 0 || !filing_place(l->filing, sheet, cell->key, &p))
			continue;
		filing_put(l->filing, p, cell->text);
		filing_cell(l->filing, p)->version = cell->version;
		filing_cell(l->filing, p)->carried = cell->carried;
	}
}

struct filing *load_filing(struct store *s, int64_t id, const struct set *set,
                           const char *unit_code, const char *unit_name, struct err *e)
{
	struct loading l = { 0 };
	struct store_content *content;

	if (store_load(s, id, &content, e) < 0)
		return NULL;
	l.content = content;
	l.filing = filing_new(set, unit_code, unit_name, content->filing.year);
	l.filing->id = id;
	l.filing->unit = content->filing.unit;
	l.filing->state = mem_strdup(content->filing.state);
	l.filing->until = content->filing.until;
	l.filing->passage = content->filing.passage;
	l.filing->revision = content->filing.revision;
	l.sheets = mem_array(content->nsheets + 1, sizeof *l.sheets);
	load_sheets(&l);
	load_rows(&l);
	load_cells(&l);
	mem_free(l.sheets);
	store_content_free(content);
	return l.filing;
}
