#include "form/twin.h"

#include <string.h>

#include "base/text.h"
#include "form/sibling.h"

/* ---- sheets ---- */

static const char *copy_name(const struct sheet *s)
{
	const char *name = s->form->copy_field < 0 ? NULL : s->cells[s->form->copy_field].text;

	return text_is_blank(name) ? NULL : name;
}

/* The sheet of that name, when only one has it. */
static int sheet_named(const struct filing *f, const struct form *form, const char *name)
{
	int found = -1;

	for (int i = 0; i < (int)f->nsheets; i++) {
		const char *mine = f->sheets[i].form == form ? copy_name(&f->sheets[i]) : NULL;

		if (!mine || strcmp(mine, name) != 0)
			continue;
		if (found >= 0)
			return -1;
		found = i;
	}
	return found;
}

int twin_sheet(const struct filing *f, int sheet, const struct filing *other)
{
	const struct form *form = sibling_form(f->set, f->sheets[sheet].form->index, other->set);
	const char *name = copy_name(&f->sheets[sheet]), *there;
	int found = form && name ? sheet_named(other, form, name) : -1;

	if (!form || found >= 0)
		return found;
	found = filing_find_sheet(other, form, f->sheets[sheet].copy);
	there = found < 0 ? NULL : copy_name(&other->sheets[found]);
	/* The one of that number may belong to another one here. */
	if (there && sheet_named(f, f->sheets[sheet].form, there) >= 0)
		return -1;
	return found;
}

/* ---- rows ---- */

static const char *text_at(const struct row *r, int column)
{
	const char *text = r->cells[column].text;

	return text_is_blank(text) ? NULL : text;
}

static bool same_name(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

/* Code or name of the row, and the column of the other list it is looked for in. */
static const char *sought(const struct list *l, const struct row *r, const struct list *there,
                          int *own, int *column)
{
	const char *code = l->code_column < 0 || there->code_column < 0
	                       ? NULL
	                       : text_at(r, l->code_column);

	*own = code ? l->code_column : l->name_column;
	*column = code ? there->code_column : there->name_column;
	return code ? code : text_at(r, l->name_column);
}

struct names {
	const struct rows *rows;
	int column;
};

static int nth_of_name(const struct names *in, const char *name, int nth)
{
	for (int i = 0; i < (int)in->rows->n; i++) {
		if (same_name(text_at(&in->rows->rows[i], in->column), name) &&
		    nth-- == 0)
			return i;
	}
	return -1;
}

static int count_before(const struct names *in, const char *name, int row)
{
	int n = 0;

	for (int i = 0; i < row; i++)
		n += same_name(text_at(&in->rows->rows[i], in->column), name);
	return n;
}

/* Renamed since it was carried: neither name is found on the other side. */
static int carried_row(const struct filing *f, const struct filing *other, const struct names *in,
                       const struct names *there, int row, int found)
{
	const struct row *mine = &in->rows->rows[row], *its = &there->rows->rows[found];
	bool rolled = (mine->carried && f->year > other->year) ||
	              (its->carried && other->year > f->year);
	const char *name = text_at(its, there->column);

	if (!rolled || f->unit != other->unit)
		return -1;
	return name && nth_of_name(in, name, 0) >= 0 ? -1 : found;
}

int twin_row(const struct filing *f, struct place p, const struct filing *other, int sheet)
{
	const struct list *l = &f->sheets[p.sheet].form->lists[p.list], *there;
	const struct rows *rows = &f->sheets[p.sheet].lists[p.list];
	const struct form *form = other->sheets[sheet].form;
	int list = f->set == other->set ? p.list : form_list(form, l->key), own, column, found;
	const char *name;

	if (list < 0)
		return -1;
	there = &form->lists[list];
	name = sought(l, &rows->rows[p.row], there, &own, &column);
	struct names in = {rows, own};
	struct names to = {&other->sheets[sheet].lists[list], column};
	int same_id = filing_find_row(other, sheet, list, rows->rows[p.row].id);

	if (same_id >= 0 && same_name(text_at(&to.rows->rows[same_id], column), name))
		return same_id;
	found = name ? nth_of_name(&to, name, count_before(&in, name, p.row)) : -1;
	if (found >= 0 || same_id < 0)
		return found;
	return carried_row(f, other, &in, &to, p.row, same_id);
}

bool twin_place(const struct filing *f, struct place p, const struct filing *other,
                struct place *out)
{
	const struct field *field = filing_field(f, p);
	const struct form *form;

	*out = (struct place){ .list = -1, .row = -1 };
	out->sheet = twin_sheet(f, p.sheet, other);
	if (out->sheet < 0)
		return false;
	form = other->sheets[out->sheet].form;
	if (p.list < 0) {
		out->field = form_field(form, field->key);
		return out->field >= 0;
	}
	if (p.row < 0)
		return false;
	out->list = form_list(form, f->sheets[p.sheet].form->lists[p.list].key);
	out->row = out->list < 0 ? -1 : twin_row(f, p, other, out->sheet);
	out->field = out->list < 0 ? -1 : list_column(&form->lists[out->list], field->key);
	return out->row >= 0 && out->field >= 0;
}
