#include "app/copy_filing.h"

#include <string.h>

#include "base/mem.h"

static void copy_cells(struct cell *to, const struct cell *from, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		to[i] = from[i];
		to[i].text = mem_strdup(from[i].text);
		to[i].calc_text = mem_strdup(from[i].calc_text);
		to[i].why = mem_strdup(from[i].why);
		to[i].judged_for = mem_strdup(from[i].judged_for);
		if (from[i].judged) {
			to[i].judged = mem_alloc(sizeof *to[i].judged);
			memcpy(to[i].judged, from[i].judged, sizeof *to[i].judged);
		}
	}
}

/* Rows are added in the order they stand in, so that each goes to the end. */
static void copy_rows(struct filing *f, int sheet, int list, const struct rows *from)
{
	size_t columns = f->sheets[sheet].form->lists[list].ncolumns;

	for (size_t i = 0; i < from->n; i++) {
		const struct row *row = &from->rows[i];
		int at = filing_row(f, sheet, list, row->id, row->group, row->order);
		struct row *to = &f->sheets[sheet].lists[list].rows[at];

		to->version = row->version;
		to->carried = row->carried;
		copy_cells(to->cells, row->cells, columns);
	}
}

static void copy_sheet(struct filing *f, const struct sheet *from)
{
	int at = filing_sheet(f, from->form, from->copy);

	f->sheets[at].version = from->version;
	copy_cells(f->sheets[at].cells, from->cells, from->form->nfields);
	for (size_t i = 0; i < from->form->nlists; i++)
		copy_rows(f, at, (int)i, &from->lists[i]);
}

struct filing *copy_filing(const struct filing *f)
{
	struct filing *copy = filing_new(f->set, f->unit_code, f->unit_name, f->year);

	copy->id = f->id;
	copy->unit = f->unit;
	copy->state = mem_strdup(f->state);
	copy->until = f->until;
	copy->passage = f->passage;
	copy->revision = f->revision;
	copy->last = f->last;
	copy->as_last = f->as_last;
	copy->told = f->told;
	for (size_t i = 0; i < f->nsheets; i++)
		copy_sheet(copy, &f->sheets[i]);
	return copy;
}

void swap_filings(struct filing *a, struct filing *b)
{
	struct filing held = *a;

	*a = *b;
	*b = held;
}
