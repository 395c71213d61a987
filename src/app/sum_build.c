#include "app/sum_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "form/bind.h"
#include "form/recalc.h"

/* ---- which forms ---- */

struct needs {
	const struct set *set;
	bool *form; /* by index */
	bool more;
};

static void need(struct needs *n, int bound)
{
	const struct ref *r = bound < 0 ? NULL : set_ref(n->set, bound);

	if (!r || r->last || r->kind == REF_WEIGHT || r->kind == REF_YEAR ||
	    r->kind == REF_UNIT_NAME || r->kind == REF_UNIT_CODE || r->form < 0 ||
	    n->form[r->form])
		return;
	n->form[r->form] = n->more = true;
}

static int need_expr(struct expr *x, void *context)
{
	if (x->kind == EXPR_NAME)
		need(context, x->bound);
	if (x->kind == EXPR_CALL)
		need(context, x->iterates);
	return 0;
}

static void need_fields(struct needs *n, const struct field *fields, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (fields[i].formula)
			expr_walk(fields[i].formula, need_expr, n);
	}
}

static void need_form(struct needs *n, const struct form *form)
{
	need_fields(n, form->fields, form->nfields);
	for (size_t l = 0; l < form->nlists; l++)
		need_fields(n, form->lists[l].columns, form->lists[l].ncolumns);
}

void sum_forms(struct adding *a, const struct set *set, const struct form *form)
{
	struct needs n = { set, mem_array(set->nforms + 1, sizeof *n.form), true };
	const struct form **forms = mem_array(set->nforms + 1, sizeof *forms);
	size_t count = 0;

	for (size_t i = 0; i < set->nforms; i++)
		n.form[i] = !form || set->forms[i] == form;
	while (n.more) {
		n.more = false;
		for (size_t i = 0; i < set->nforms; i++) {
			if (n.form[i])
				need_form(&n, set->forms[i]);
		}
	}
	for (size_t i = 0; i < set->nforms; i++) {
		if (n.form[i])
			forms[count++] = set->forms[i];
	}
	adding_start(a, set, forms, count);
	mem_free(forms);
	mem_free(n.form);
}

/* ---- the figures as texts ---- */

/* Sums of sums: what the units' own totals add up to may stand beside what the
 * formula gives. */
static int is_not_additive(struct expr *x, void *context)
{
	(void)context;
	switch (x->kind) {
	case EXPR_NAME:
	case EXPR_NEG:
		return 0;
	case EXPR_BINARY:
		return x->op != OP_ADD && x->op != OP_SUB;
	case EXPR_CALL:
		return x->fn != FN_SUM || x->where;
	default:
		return 1;
	}
}

static bool is_additive(const struct field *field)
{
	return field->mode != MODE_COMPUTED || !expr_walk(field->formula, is_not_additive, NULL);
}

static int put_sum(const struct sum_source *s, struct filing *f, struct place p,
                   const struct sum_slot *slot)
{
	const struct field *field = filing_field(f, p);
	struct str text = { 0 }, label = { 0 };
	int decimals = field->decimals;

	if (slot->overflow) {
		place_label(f, p, &label);
		err_set(s->e, ERR_LIMIT, _("%s的合计太大，不能汇总"), str_text(&label));
		str_free(&label);
		return -1;
	}
	if (!slot->any || !is_additive(field))
		return 0;
	while (decimals < 6 && num_round(slot->sum, decimals) != slot->sum)
		decimals++;
	num_format(&text, slot->sum, decimals, false);
	filing_put(f, p, str_text(&text));
	str_free(&text);
	return 0;
}

/* ---- lists ---- */

static int by_key(const void *a, const void *b)
{
	const struct sum_row *const *x = a, *const *y = b;

	return strcmp((*x)->key, (*y)->key);
}

/* Row ids are the places in the merged list, from 1; trees stand by code,
 * other lists as they were met. */
static void place_rows(struct filing *f, int sheet, int list, const struct sum_list *merged)
{
	const struct list *def = &f->sheets[sheet].form->lists[list];
	const struct sum_row **rows = mem_array(merged->n + 1, sizeof *rows);

	for (size_t i = 0; i < merged->n; i++)
		rows[i] = &merged->rows[i];
	if (def->code_column >= 0)
		qsort(rows, merged->n, sizeof *rows, by_key);
	for (size_t i = 0; i < merged->n; i++)
		filing_row(f, sheet, list, (int64_t)(rows[i] - merged->rows) + 1, rows[i]->group,
		           (int64_t)i + 1);
	mem_free(rows);
}

static int put_row(const struct sum_source *s, struct filing *f, struct place p,
                   const struct sum_row *row)
{
	const struct list *def = &f->sheets[p.sheet].form->lists[p.list];
	int result = 0;

	for (p.field = 0; p.field < (int)def->ncolumns && result == 0; p.field++) {
		if (p.field == def->name_column && row->name)
			filing_put(f, p, row->name);
		else if (p.field == def->code_column && row->code)
			filing_put(f, p, row->code);
		else
			result = put_sum(s, f, p, &row->slots[p.field]);
	}
	return result;
}

static int put_list(const struct sum_source *s, struct filing *f, int sheet, int list,
                    const struct sum_list *merged)
{
	int result = 0;

	place_rows(f, sheet, list, merged);
	for (int i = 0; i < (int)merged->n && result == 0; i++) {
		int64_t id = f->sheets[sheet].lists[list].rows[i].id;

		result = put_row(s, f, (struct place){ sheet, list, i, 0 }, &merged->rows[id - 1]);
	}
	return result;
}

static int put_form(const struct sum_source *s, struct filing *f, const struct sum_form *from)
{
	int sheet = filing_sheet(f, from->form, 1), result = 0;

	for (int i = 0; i < (int)from->form->nfields && result == 0; i++)
		result = put_sum(s, f, (struct place){ sheet, -1, -1, i }, &from->fields[i]);
	for (int l = 0; l < (int)from->form->nlists && result == 0; l++)
		result = put_list(s, f, sheet, l, &from->lists[l]);
	return result;
}

/* ---- what a sum has none of ---- */

static bool has_no_sum(const struct field *field)
{
	return field->kind == KIND_SCORE || field->kind == KIND_POINTS ||
	       (!kind_is_figure(field->kind) && field->mode == MODE_COMPUTED);
}

static void clear_cell(struct filing *f, struct place p)
{
	struct cell *c = filing_cell(f, p);

	if (!has_no_sum(filing_field(f, p)))
		return;
	mem_free(c->calc_text);
	mem_free(c->why);
	c->calc_text = c->why = NULL;
	c->calc = c->value = c->stated = (struct figure){ .state = FIGURE_ABSENT };
}

static void clear_sheet(struct filing *f, int sheet)
{
	const struct sheet *s = &f->sheets[sheet];

	for (int i = 0; i < (int)s->form->nfields; i++)
		clear_cell(f, (struct place){ sheet, -1, -1, i });
	for (int l = 0; l < (int)s->form->nlists; l++) {
		int columns = (int)s->form->lists[l].ncolumns;

		for (int i = 0; i < (int)s->lists[l].n * columns; i++)
			clear_cell(f, (struct place){ sheet, l, i / columns, i % columns });
	}
}

/* ---- all of it ---- */

static void name_faults(const struct sum_source *s, struct sum *out)
{
	const struct adding *a = out->inside;

	out->exceptions = mem_array(a->nfaults + 1, sizeof *out->exceptions);
	for (size_t i = 0; i < a->nfaults; i++) {
		const struct sum_fault *fault = &a->faults[i];
		struct sum_exception *x = &out->exceptions[out->nexceptions++];

		x->unit = units_index(s->units, fault->unit);
		x->text = mem_strdup(fault->text);
		x->place.sheet = filing_find_sheet(out->filing, a->forms[fault->form].form, 1);
		x->place.list = fault->list;
		x->place.field = fault->field;
		x->place.row = fault->list < 0
		                   ? -1
		                   : filing_find_row(out->filing, x->place.sheet, fault->list,
		                                     fault->row + 1);
	}
}

int sum_build(const struct sum_source *s, struct sum *out)
{
	struct str name = { 0 };
	int result = 0;

	str_addf(&name, _("%s（汇总）"), units_name(s->units, s->unit, s->year));
	out->filing = filing_new(s->set, s->units->unit[s->unit].code, str_text(&name), s->year);
	out->filing->unit = s->units->unit[s->unit].id;
	out->filing->state = mem_strdup(_("汇总"));
	str_free(&name);
	for (size_t i = 0; i < out->inside->nforms && result == 0; i++)
		result = put_form(s, out->filing, &out->inside->forms[i]);
	if (result < 0)
		return -1;
	filing_recalc(out->filing);
	for (int i = 0; i < (int)out->filing->nsheets; i++)
		clear_sheet(out->filing, i);
	name_faults(s, out);
	return 0;
}

/* ---- asking it ---- */

static const struct sum_form *form_of(const struct sum *s, int sheet)
{
	const struct form *form = s->filing->sheets[sheet].form;

	for (size_t i = 0; i < s->inside->nforms; i++) {
		if (s->inside->forms[i].form == form)
			return &s->inside->forms[i];
	}
	return NULL;
}

static const struct sum_slot *slot_at(const struct sum *s, struct place p)
{
	const struct sum_form *f = form_of(s, p.sheet);
	const struct rows *rows;

	if (!f || !field_sums(filing_field(s->filing, p)))
		return NULL;
	if (p.list < 0)
		return &f->fields[p.field];
	rows = &s->filing->sheets[p.sheet].lists[p.list];
	return &f->lists[p.list].rows[rows->rows[p.row].id - 1].slots[p.field];
}

const struct sum_count *sum_at(const struct sum *s, struct place p, struct sum_count *out)
{
	const struct sum_slot *slot = p.list >= 0 && p.row < 0 ? NULL : slot_at(s, p);

	if (!slot)
		return NULL;
	*out = (struct sum_count){ slot->have, slot->faults, slot->any, slot->sum };
	return out;
}

int sum_sheet(const struct sum *s, const char *form)
{
	for (int i = 0; i < (int)s->filing->nsheets; i++) {
		const struct form *f = s->filing->sheets[i].form;

		if (strcmp(f->id, form) == 0 || strcmp(f->number, form) == 0)
			return i;
	}
	return -1;
}

/* ---- one beside the other ---- */

struct mismatches {
	struct sum_mismatch *m;
	size_t n, capacity;
};

static void compare(struct mismatches *out, const struct sum *named, struct place p,
                    const struct sum_slot *a, const struct sum_slot *b)
{
	static const struct sum_slot none = { 0 };
	struct str label = { 0 };

	a = a ? a : &none;
	b = b ? b : &none;
	if (a->sum == b->sum && a->have == b->have && a->any == b->any)
		return;
	place_label(named->filing, p, &label);
	out->m = mem_more(out->m, out->n, &out->capacity, sizeof *out->m);
	out->m[out->n++] =
	    (struct sum_mismatch){ str_take(&label), a->sum, b->sum, a->have, b->have };
}

/* The merged row of the same key, or NULL. */
static const struct sum_row *same_row(const struct sum_list *l, const char *key)
{
	int at = map_get(l->index, key);

	return at < 0 ? NULL : &l->rows[at];
}

/* Rows that only one of them has are told by the one that has them. */
static void compare_list(struct mismatches *out, const struct sum *s, int sheet, int list,
                         const struct sum_list *mine, const struct sum_list *other, bool second)
{
	struct place p = { sheet, list, 0, 0 };

	for (size_t i = 0; i < mine->n; i++) {
		const struct sum_row *twin = same_row(other, mine->rows[i].key);

		if (second && twin)
			continue;
		p.row = filing_find_row(s->filing, sheet, list, (int64_t)i + 1);
		for (p.field = 0; p.field < (int)s->filing->sheets[sheet].form->lists[list].ncolumns;
		     p.field++) {
			const struct sum_slot *own = &mine->rows[i].slots[p.field];
			const struct sum_slot *its = twin ? &twin->slots[p.field] : NULL;

			compare(out, s, p, second ? its : own, second ? own : its);
		}
	}
}

struct sum_mismatch *sum_compare(const struct sum *stored, const struct sum *recounted,
                                 size_t *count)
{
	struct mismatches out = { 0 };

	for (size_t i = 0; i < stored->inside->nforms; i++) {
		const struct sum_form *a = &stored->inside->forms[i];
		const struct sum_form *b = &recounted->inside->forms[i];
		int sheet = filing_find_sheet(stored->filing, a->form, 1);

		for (int k = 0; k < (int)a->form->nfields; k++)
			compare(&out, stored, (struct place){ sheet, -1, -1, k }, &a->fields[k],
			        &b->fields[k]);
		for (int l = 0; l < (int)a->form->nlists; l++) {
			compare_list(&out, stored, sheet, l, &a->lists[l], &b->lists[l], false);
			compare_list(&out, recounted, sheet, l, &b->lists[l], &a->lists[l], true);
		}
	}
	*count = out.n;
	return out.m;
}

void sum_mismatches_free(struct sum_mismatch *m, size_t count)
{
	for (size_t i = 0; i < count; i++)
		mem_free(m[i].label);
	mem_free(m);
}
