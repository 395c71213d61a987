#include "app/inspect.h"

#include "app/copy_filing.h"
#include "base/text.h"
#include "form/recalc.h"
#include "form/style.h"
#include "form/tree.h"

/* ---- totals ---- */

static int result_sheet(const struct filing *f)
{
	return f->set->result_form < 0
	           ? -1
	           : filing_find_sheet(f, f->set->forms[f->set->result_form], 1);
}

static bool take(const struct figure *v, int64_t *out)
{
	*out = v->state == FIGURE_NUMBER ? v->num : 0;
	return v->state == FIGURE_NUMBER;
}

/* What a fixed suggested field states gives way to its suggestion; the rows of
 * lists stay as they are stated. */
static void take_suggestions(struct filing *f, int sheet)
{
	const struct form *form = f->sheets[sheet].form;

	for (int i = 0; i < (int)form->nfields; i++) {
		const struct field *field = &form->fields[i];
		struct place p = { sheet, -1, -1, i };

		if (field->mode == MODE_SUGGESTED && kind_is_figure(field->kind) &&
		    filing_cell(f, p)->calc.state == FIGURE_NUMBER)
			filing_put(f, p, NULL);
	}
	filing_recalc(f);
}

static const char *grade_for(const struct set *set, int64_t total)
{
	for (size_t i = 0; i < set->ngrades; i++) {
		if (total >= set->grades[i].least)
			return set->grades[i].name;
	}
	return NULL;
}

void inspect_total(const struct filing *f, struct score_total *out)
{
	int sheet = result_sheet(f);
	const struct cell *total;

	*out = (struct score_total){ 0 };
	if (sheet < 0)
		return;
	total = &f->sheets[sheet].cells[f->set->result_total];
	out->has_stated = take(&total->stated, &out->stated);
	out->has_computed = take(&total->calc, &out->computed);
	if (out->has_computed || out->has_stated)
		out->grade = grade_for(f->set, out->has_computed ? out->computed : out->stated);
}

void inspect_score(const struct filing *f, struct score_total *out)
{
	int sheet = result_sheet(f);
	const struct cell *total;
	struct filing *other;

	inspect_total(f, out);
	if (sheet < 0)
		return;
	other = copy_filing(f);
	take_suggestions(other, sheet);
	total = &other->sheets[sheet].cells[f->set->result_total];
	out->has_suggested = take(&total->calc, &out->suggested);
	filing_free(other);
}

/* ---- marks ---- */

static bool is_blank(const struct filing *f, struct place p)
{
	const struct cell *c = filing_cell(f, p);
	const struct field *field = filing_field(f, p);

	return place_mode(f, p) == MODE_INPUT && !field->hidden &&
	       (c->value.state == FIGURE_ABSENT || c->value.state == FIGURE_BLANK);
}

static void mark_cell(const struct filing *f, struct place p, struct inspect_marks *out)
{
	enum page_style style = style_of(f, p);

	out->differs += style == PAGE_DIFFERS;
	out->faults += style == PAGE_FAULT;
	out->carried += filing_cell(f, p)->carried;
	out->filled += !text_is_blank(filing_cell(f, p)->text);
	out->blanks += style != PAGE_NA && is_blank(f, p);
}

static void mark_sheet(const struct filing *f, int sheet, struct inspect_marks *out)
{
	const struct sheet *s = &f->sheets[sheet];

	for (int i = 0; i < (int)s->form->nfields; i++)
		mark_cell(f, (struct place){ sheet, -1, -1, i }, out);
	for (int l = 0; l < (int)s->form->nlists; l++) {
		int columns = (int)s->form->lists[l].ncolumns;

		for (int i = 0; i < (int)s->lists[l].n * columns; i++)
			mark_cell(f, (struct place){ sheet, l, i / columns, i % columns }, out);
	}
}

void inspect_marks(const struct filing *f, int sheet, struct inspect_marks *out)
{
	*out = (struct inspect_marks){ 0 };
	for (int i = 0; i < (int)f->nsheets; i++) {
		if (sheet < 0 || i == sheet)
			mark_sheet(f, i, out);
	}
}
