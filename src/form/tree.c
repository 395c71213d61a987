#include "form/tree.h"

#include <string.h>

#include "form/codes.h"

static const struct list *list_of(const struct filing *f, struct place p)
{
	return &f->sheets[p.sheet].form->lists[p.list];
}

static const struct rows *rows_of(const struct filing *f, struct place p)
{
	return &f->sheets[p.sheet].lists[p.list];
}

int tree_code_level(const char *code)
{
	size_t n = code ? strlen(code) : 0;
	if (n != 3 && n != 5 && n != 7)
		return 0;
	return strspn(code, "0123456789") == n ? (int)(n - 1) / 2 : 0;
}

int tree_level(const struct filing *f, struct place row)
{
	const struct list *l = list_of(f, row);
	if (l->code_column < 0 || row.row < 0)
		return 0;
	return tree_code_level(rows_of(f, row)->rows[row.row].cells[l->code_column].text);
}

int tree_parent(const struct filing *f, struct place row)
{
	int level = tree_level(f, row);
	if (level <= 1)
		return -1;
	while (--row.row >= 0) {
		int other = tree_level(f, row);
		if (other > 0 && other < level)
			return row.row;
	}
	return -1;
}

int tree_below(const struct filing *f, struct place row, int after)
{
	int level = tree_level(f, row), n = (int)rows_of(f, row)->n;
	struct place p = row;
	if (level == 0)
		return -1;
	for (p.row = after + 1; p.row < n; p.row++) {
		int other = tree_level(f, p);
		if (other > 0 && other <= level)
			return -1;
		if (other > 0 && tree_parent(f, p) == row.row)
			return p.row;
	}
	return -1;
}

const char *tree_name(const struct filing *f, const struct list *l, const char *code)
{
	const struct code *c = NULL;
	if (l->code_column >= 0 && code)
		c = codes_code(&f->set->dictionaries->tables[l->dictionary], code, f->year);
	return c ? c->name : NULL;
}

bool tree_is_unknown(const struct filing *f, struct place p)
{
	if (p.list < 0 || p.row < 0 || list_of(f, p)->code_column != p.field)
		return false;
	const struct cell *c = filing_cell(f, p);
	return c->stated.state == FIGURE_TEXT && !tree_name(f, list_of(f, p), c->text);
}

enum field_mode place_mode(const struct filing *f, struct place p)
{
	const struct field *field = filing_field(f, p);
	if (!field->rollup || p.row < 0 || tree_below(f, p, p.row) < 0)
		return field->mode;
	return MODE_COMPUTED;
}
