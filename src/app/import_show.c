#include <string.h>

#include "app/import.h"
#include "base/i18n.h"
#include "exchange/xlsx_cells.h"

/* The how manieth table, paragraph of the document a block is, from 1. */
static size_t count_kind(const struct document *d, size_t block)
{
	size_t n = 0;

	for (size_t i = 0; i <= block && i < d->n; i++)
		n += d->blocks[i].kind == d->blocks[block].kind;
	return n;
}

void import_where(const struct import_file *f, size_t block, int row, int column, struct str *out)
{
	const struct doc_block *b = &f->document.blocks[block];

	if (b->part && row >= 0) {
		str_addf(out, "%s!", b->part);
		xlsx_address(row, column, out);
	} else if (row >= 0) {
		str_addf(out, _("第 %zu 张表第 %d 行第 %d 列"), count_kind(&f->document, block),
		         row + 1, column + 1);
	} else {
		str_addf(out, _("第 %zu 段"), count_kind(&f->document, block));
	}
}

static size_t new_row_number(const struct plan_sheet *p, const struct laid_cell *c)
{
	size_t n = 0;

	for (int i = 0; i <= c->row; i++)
		n += p->laid->entries[i].list == c->list && p->rows[i] == 0;
	return n;
}

void import_key(const struct plan_sheet *p, const struct laid_cell *c, struct str *out)
{
	const struct form *form = p->laid->form;

	str_add(out, form->id);
	if (p->copy > 1)
		str_addf(out, "#%d", p->copy);
	if (c->list < 0) {
		str_addf(out, ".%s", form->fields[c->field].key);
		return;
	}
	str_addf(out, ".%s.", form->lists[c->list].key);
	if (p->rows[c->row])
		str_addf(out, "%lld", (long long)p->rows[c->row]);
	else
		str_addf(out, "+%zu", new_row_number(p, c));
	str_addf(out, ".%s", form->lists[c->list].columns[c->field].key);
}

void import_sheet_title(const struct laid_sheet *s, struct str *out)
{
	str_addf(out, "%s %s", s->form->number, s->form->name);
	for (size_t i = 0; s->form->copies && i < s->ncells; i++)
		if (s->cells[i].list < 0 && s->cells[i].field == s->form->copy_field)
			str_addf(out, " · %s", s->cells[i].text);
}
