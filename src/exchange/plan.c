#include "exchange/plan.h"

#include <string.h>

#include "base/mem.h"

struct planner {
	struct plan_sheet *plan;
	const struct laid_sheet *laid;
	const struct filing *now;
	int sheet;    /* of now; −1 */
	bool *met;    /* by row of the list at hand: it is one of the document's */
};

/* ---- which sheet ---- */

static const char *field_text(const struct filing *f, int sheet, int field)
{
	return filing_cell(f, (struct place){ sheet, -1, -1, field })->text;
}

static const char *laid_text(const struct laid_sheet *laid, int list, int row, int field)
{
	for (size_t i = 0; i < laid->ncells; i++) {
		const struct laid_cell *c = &laid->cells[i];

		if (c->list == list && c->row == row && c->field == field)
			return c->text;
	}
	return NULL;
}

static bool is_empty(const struct sheet *s)
{
	for (size_t i = 0; i < s->form->nfields; i++)
		if (s->cells[i].text)
			return false;
	for (size_t i = 0; i < s->form->nlists; i++)
		if (s->lists[i].n > 0)
			return false;
	return true;
}

static bool is_same_copy(const struct planner *p, int sheet)
{
	int field = p->laid->form->copy_field;
	const char *name = laid_text(p->laid, -1, -1, field);
	const char *there = field < 0 ? NULL : field_text(p->now, sheet, field);

	return name && there && strcmp(name, there) == 0;
}

static int find_sheet(const struct planner *p, const bool *taken)
{
	const struct form *form = p->laid->form;
	int empty = -1;

	if (!form->copies)
		return filing_find_sheet(p->now, form, 1);
	for (size_t i = 0; i < p->now->nsheets; i++) {
		if (p->now->sheets[i].form != form || taken[i])
			continue;
		if (is_same_copy(p, (int)i))
			return (int)i;
		if (empty < 0 && is_empty(&p->now->sheets[i]))
			empty = (int)i;
	}
	return empty;
}

static int highest_copy(const struct planner *p)
{
	int highest = 0;

	for (size_t i = 0; i < p->now->nsheets; i++)
		if (p->now->sheets[i].form == p->laid->form && p->now->sheets[i].copy > highest)
			highest = p->now->sheets[i].copy;
	return highest;
}

/* ---- which rows ---- */

static const struct rows *rows_of(const struct planner *p, int list)
{
	return &p->now->sheets[p->sheet].lists[list];
}

static int key_column(const struct list *list)
{
	return list->code_column >= 0 ? list->code_column : list->name_column;
}

static bool same_text(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : !a && !b;
}

/* The first row of the group with that key that is no other's. */
static int row_by_key(const struct planner *p, int entry)
{
	const struct laid_entry *e = &p->laid->entries[entry];
	const struct rows *rows = rows_of(p, e->list);
	int column = key_column(&p->laid->form->lists[e->list]);
	const char *key = laid_text(p->laid, e->list, entry, column);

	for (size_t i = 0; i < rows->n; i++)
		if (!p->met[i] && rows->rows[i].group == e->group &&
		    same_text(rows->rows[i].cells[column].text, key))
			return (int)i;
	return -1;
}

/* Named anew: most of what the document says of it stands there. */
static int row_by_cells(const struct planner *p, int entry)
{
	const struct laid_entry *e = &p->laid->entries[entry];
	const struct rows *rows = rows_of(p, e->list);
	int best = -1, most = 1;

	for (size_t i = 0; i < rows->n; i++) {
		int same = 0, said = 0;

		if (p->met[i] || rows->rows[i].group != e->group)
			continue;
		for (size_t k = 0; k < p->laid->ncells; k++) {
			const struct laid_cell *c = &p->laid->cells[k];

			if (c->list != e->list || c->row != entry)
				continue;
			said++;
			same += same_text(rows->rows[i].cells[c->field].text, c->text);
		}
		if (same > most && same * 2 >= said) {
			most = same;
			best = (int)i;
		}
	}
	return best;
}

static void find_rows(struct planner *p, int list,
                      int (*find)(const struct planner *p, int entry))
{
	for (size_t i = 0; i < p->laid->nentries; i++) {
		int row;

		if (p->laid->entries[i].list != list || p->plan->rows[i])
			continue;
		row = find(p, (int)i);
		if (row < 0)
			continue;
		p->met[row] = true;
		p->plan->rows[i] = rows_of(p, list)->rows[row].id;
	}
}

static void find_all_rows(struct planner *p)
{
	for (size_t l = 0; l < p->laid->form->nlists && p->sheet >= 0; l++) {
		p->met = mem_array(rows_of(p, (int)l)->n + 1, sizeof *p->met);
		find_rows(p, (int)l, row_by_key);
		find_rows(p, (int)l, row_by_cells);
		mem_free(p->met);
	}
	for (size_t i = 0; i < p->laid->nentries; i++)
		p->plan->new_rows += p->plan->rows[i] == 0;
}

/* ---- what stands there ---- */

static const struct cell *cell_now(const struct planner *p, const struct laid_cell *c)
{
	struct place place = { p->sheet, c->list, -1, c->field };

	if (p->sheet < 0)
		return NULL;
	if (c->list < 0)
		return filing_cell(p->now, place);
	if (!p->plan->rows[c->row])
		return NULL;
	place.row = filing_find_row(p->now, p->sheet, c->list, p->plan->rows[c->row]);
	return filing_cell(p->now, place);
}

static void compare(struct planner *p, size_t i)
{
	const struct laid_cell *c = &p->laid->cells[i];
	struct plan_cell *out = &p->plan->cells[i];
	const struct cell *now = cell_now(p, c);

	*out = (struct plan_cell){ .laid = c, .state = PLAN_NEW };
	if (now && now->text && *now->text) {
		out->now = mem_strdup(now->text);
		out->state = strcmp(now->text, c->text) == 0 ? PLAN_SAME : PLAN_OTHER;
	}
	p->plan->count[out->state]++;
}

struct plan_sheet plan_sheet_of(const struct laid_sheet *laid, const struct filing *now,
                                bool *taken, int *fresh)
{
	struct plan_sheet plan = { .laid = laid };
	struct planner p = { .plan = &plan, .laid = laid, .now = now, .sheet = -1 };

	plan.cells = mem_array(laid->ncells + 1, sizeof *plan.cells);
	plan.rows = mem_array(laid->nentries + 1, sizeof *plan.rows);
	if (now)
		p.sheet = find_sheet(&p, taken);
	if (p.sheet >= 0) {
		plan.copy = now->sheets[p.sheet].copy;
		taken[p.sheet] = true;
	} else {
		plan.fresh = true;
		plan.copy = (now ? highest_copy(&p) : 0) + ++*fresh;
	}
	find_all_rows(&p);
	for (size_t i = 0; i < laid->ncells; i++)
		compare(&p, i);
	return plan;
}

void plan_sheet_free(struct plan_sheet *p)
{
	for (size_t i = 0; p->cells && i < p->laid->ncells; i++)
		mem_free(p->cells[i].now);
	mem_free(p->cells);
	mem_free(p->rows);
	*p = (struct plan_sheet){ 0 };
}
