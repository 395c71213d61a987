#include <string.h>

#include "app/cmd_table.h"
#include "app/sum.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "form/page.h"

/* sum: the forms of a unit and all below it, added up. */

struct told {
	struct cmd_call *c;
	const struct sum *s;
	const struct work_unit *units;
	struct sum_mismatch *wrong; /* with --verify */
	size_t nwrong;
	struct json j;
};

/* Without a form: all that have something to add up. */
static bool is_shown(const struct told *t, int sheet)
{
	const struct form *form = t->s->filing->sheets[sheet].form;
	struct sum_count n;

	if (t->c->nargs > 2)
		return sheet == sum_sheet(t->s, t->c->args[2]);
	for (int i = 0; i < (int)form->nfields; i++) {
		if (sum_at(t->s, (struct place){ sheet, -1, -1, i }, &n))
			return true;
	}
	for (size_t l = 0; l < form->nlists; l++) {
		if (t->s->filing->sheets[sheet].lists[l].n > 0)
			return true;
	}
	return false;
}

/* Every cell of the sheet that has a count. */
static void each_count(struct told *t, int sheet,
                       void (*tell)(struct told *t, struct place p, const struct sum_count *n))
{
	const struct filing *f = t->s->filing;
	const struct sheet *s = &f->sheets[sheet];
	struct sum_count n;

	for (int i = 0; i < (int)s->form->nfields; i++) {
		struct place p = { sheet, -1, -1, i };

		if (sum_at(t->s, p, &n))
			tell(t, p, &n);
	}
	for (int l = 0; l < (int)s->form->nlists; l++) {
		int columns = (int)s->form->lists[l].ncolumns;

		for (int i = 0; i < (int)s->lists[l].n * columns; i++) {
			struct place p = { sheet, l, i / columns, i % columns };

			if (sum_at(t->s, p, &n))
				tell(t, p, &n);
		}
	}
}

/* ---- as text ---- */

static void tell_count(struct told *t, struct place p, const struct sum_count *n)
{
	const struct cell *cell = filing_cell(t->s->filing, p);
	const struct field *field = filing_field(t->s->filing, p);
	const struct figure added = { .state = FIGURE_NUMBER, .num = n->added };
	struct str *out = t->c->out;

	if (n->have == 0 && n->faults == 0 && cell->value.state != FIGURE_NUMBER)
		return;
	str_add(out, "  ");
	place_label(t->s->filing, p, out);
	str_add(out, "  ");
	cell_show(cell, field, out);
	str_addf(out, _("  %d/%d 户"), n->have, t->s->should);
	if (n->faults)
		str_addf(out, _("，%d 格不能汇总"), n->faults);
	if (n->has_added && cell->value.state == FIGURE_NUMBER && n->added != cell->value.num) {
		str_add(out, _("，各户相加为 "));
		figure_show(&added, field, out);
	}
	str_addc(out, '\n');
}

static void print_units(struct told *t, const char *words, const int *units, size_t n)
{
	enum { NAMED = 20 };

	if (n == 0)
		return;
	str_add(t->c->out, words);
	for (size_t i = 0; i < n && i < NAMED; i++)
		str_addf(t->c->out, "%s%s", i ? "、" : "", t->units[units[i]].name);
	str_addf(t->c->out, n > NAMED ? _("等 %zu 户\n") : "\n", n);
}

static void print_exceptions(struct told *t)
{
	bool head = false;

	for (size_t i = 0; i < t->s->nexceptions; i++) {
		const struct sum_exception *x = &t->s->exceptions[i];

		if (!is_shown(t, x->place.sheet))
			continue;
		if (!head)
			str_add(t->c->out, _("不能汇总的内容：\n"));
		head = true;
		str_addf(t->c->out, "  %s %s  ", t->units[x->unit].code, t->units[x->unit].name);
		place_label(t->s->filing, x->place, t->c->out);
		str_addf(t->c->out, "  “%s”\n", x->text);
	}
}

static void print_figure(struct str *out, int64_t n)
{
	int decimals = 2;

	while (decimals < 6 && num_round(n, decimals) != n)
		decimals++;
	num_format(out, n, decimals, false);
}

static void print_verified(struct told *t)
{
	struct str *out = t->c->out;

	if (t->nwrong == 0)
		str_add(out, _("已从各户的填报重新累计，与库存的合计一致\n"));
	else
		str_addf(out, _("已从各户的填报重新累计，有 %zu 处与库存的合计不一致：\n"), t->nwrong);
	for (size_t i = 0; i < t->nwrong; i++) {
		const struct sum_mismatch *m = &t->wrong[i];

		str_addf(out, _("  %s  库存 "), m->label);
		print_figure(out, m->stored);
		str_addf(out, _("（%d 户）  重算 "), m->stored_have);
		print_figure(out, m->recounted);
		str_addf(out, _("（%d 户）\n"), m->recounted_have);
	}
}

static void print_sum(struct told *t)
{
	const struct sum *s = t->s;
	struct str *out = t->c->out;

	for (int i = 0; i < (int)s->filing->nsheets; i++) {
		struct page *page;

		if (!is_shown(t, i))
			continue;
		page = page_build(s->filing, i, t->c->width, PAGE_MARKS | PAGE_DENSE);
		page_text(page, out);
		page_free(page);
		str_addc(out, '\n');
	}
	str_addf(out, _("汇总户数：%d/%d 户\n"), s->filed, s->should);
	print_units(t, _("没有填报："), s->missing, s->nmissing);
	print_units(t, _("另有差额调整："), s->adjusting, s->nadjusting);
	str_add(out, _("各栏目的户数：\n"));
	for (int i = 0; i < (int)s->filing->nsheets; i++) {
		if (is_shown(t, i))
			each_count(t, i, tell_count);
	}
	print_exceptions(t);
	if (t->c->verify)
		print_verified(t);
}

/* ---- as JSON ---- */

static void json_place(struct told *t, struct place p)
{
	struct str key = { 0 }, label = { 0 };

	filing_key(t->s->filing, p, &key);
	place_label(t->s->filing, p, &label);
	json_string(&t->j, "form", t->s->filing->sheets[p.sheet].form->id);
	json_string(&t->j, "key", str_text(&key));
	json_string(&t->j, "label", str_text(&label));
	str_free(&key);
	str_free(&label);
}

static void json_count(struct told *t, struct place p, const struct sum_count *n)
{
	const struct figure *v = &filing_cell(t->s->filing, p)->value;
	int decimals = filing_field(t->s->filing, p)->decimals;

	json_open(&t->j, NULL, '{');
	json_place(t, p);
	cmd_json_exact(&t->j, "value", v->state == FIGURE_NUMBER, v->num, decimals);
	cmd_json_exact(&t->j, "added", n->has_added, n->added, decimals);
	json_int(&t->j, "have", n->have);
	json_int(&t->j, "should", t->s->should);
	json_int(&t->j, "faults", n->faults);
	json_close(&t->j, '}');
}

static void json_units(struct told *t, const char *name, const int *units, size_t n)
{
	json_open(&t->j, name, '[');
	for (size_t i = 0; i < n; i++)
		json_string(&t->j, NULL, t->units[units[i]].code);
	json_close(&t->j, ']');
}

/* Rates are of the sums: they have no count. */
static void json_rates(struct told *t, int sheet)
{
	const struct sheet *s = &t->s->filing->sheets[sheet];

	for (int i = 0; i < (int)s->form->nfields; i++) {
		struct place p = { sheet, -1, -1, i };
		const struct cell *cell = &s->cells[i];

		if (s->form->fields[i].kind != KIND_RATE || cell->value.state != FIGURE_NUMBER)
			continue;
		json_open(&t->j, NULL, '{');
		json_place(t, p);
		cmd_json_exact(&t->j, "value", true, cell->value.num, s->form->fields[i].decimals);
		json_close(&t->j, '}');
	}
}

static void json_exceptions(struct told *t)
{
	json_open(&t->j, "exceptions", '[');
	for (size_t i = 0; i < t->s->nexceptions; i++) {
		const struct sum_exception *x = &t->s->exceptions[i];

		if (!is_shown(t, x->place.sheet))
			continue;
		json_open(&t->j, NULL, '{');
		json_string(&t->j, "unit", t->units[x->unit].code);
		json_string(&t->j, "name", t->units[x->unit].name);
		json_place(t, x->place);
		json_string(&t->j, "text", x->text);
		json_close(&t->j, '}');
	}
	json_close(&t->j, ']');
}

static void json_verified(struct told *t)
{
	json_open(&t->j, "mismatches", '[');
	for (size_t i = 0; i < t->nwrong; i++) {
		json_open(&t->j, NULL, '{');
		json_string(&t->j, "label", t->wrong[i].label);
		cmd_json_exact(&t->j, "stored", true, t->wrong[i].stored, 2);
		cmd_json_exact(&t->j, "recounted", true, t->wrong[i].recounted, 2);
		json_int(&t->j, "stored_have", t->wrong[i].stored_have);
		json_int(&t->j, "recounted_have", t->wrong[i].recounted_have);
		json_close(&t->j, '}');
	}
	json_close(&t->j, ']');
}

static void json_sum(struct told *t)
{
	const struct sum *s = t->s;

	json_open(&t->j, NULL, '{');
	json_string(&t->j, "unit", s->filing->unit_code);
	json_string(&t->j, "name", s->filing->unit_name);
	json_int(&t->j, "year", s->filing->year);
	json_string(&t->j, "set", s->filing->set->id);
	json_int(&t->j, "filed", s->filed);
	json_int(&t->j, "should", s->should);
	json_units(t, "missing", s->missing, s->nmissing);
	json_units(t, "adjusting", s->adjusting, s->nadjusting);
	json_open(&t->j, "cells", '[');
	for (int i = 0; i < (int)s->filing->nsheets; i++) {
		if (!is_shown(t, i))
			continue;
		each_count(t, i, json_count);
		json_rates(t, i);
	}
	json_close(&t->j, ']');
	json_exceptions(t);
	if (t->c->verify)
		json_verified(t);
	json_close(&t->j, '}');
	str_addc(t->c->out, '\n');
}

/* ---- the command ---- */

static int verify(struct told *t, int unit, int year, const char *form)
{
	struct sum *recounted = sum_recount(t->c->work, unit, year, t->s->filing->set->id, form,
	                                    t->c->e);

	if (!recounted)
		return -1;
	t->wrong = sum_compare(t->s, recounted, &t->nwrong);
	sum_free(recounted);
	return 0;
}

int cmd_sum(struct cmd_call *c)
{
	struct told t = { .c = c, .j = { .out = c->out } };
	const char *form = c->nargs > 2 ? c->args[2] : NULL;
	int unit = work_find_unit(c->work, c->args[0], c->e), year = 0, status;
	struct sum *s;
	size_t n;

	if (unit < 0 || cmd_year(c, c->args[1], &year) < 0)
		return cmd_fail(c);
	t.s = s = sum_tree(c->work, unit, year, c->set, form, c->e);
	if (!s || (c->verify && verify(&t, unit, year, form) < 0)) {
		sum_free(s);
		return cmd_fail(c);
	}
	t.units = work_units(c->work, &n);
	if (c->json)
		json_sum(&t);
	else
		print_sum(&t);
	status = t.nwrong ? CMD_DIFFERENCES : CMD_DONE;
	sum_mismatches_free(t.wrong, t.nwrong);
	sum_free(s);
	return status;
}
