#include <string.h>

#include "app/cmd_table.h"

#include "audit/audit.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"

/* check: what the audit finds in one filing, a unit's, or all. */

struct checking {
	struct cmd_call *c;
	struct json j;
	int year;      /* 0: all */
	size_t filings, must, verify, hints, tails;
	bool failed;   /* c->e */
};

/* A tail or a cut-off quotient blocks nothing, a hint asks for nothing. */
static bool is_small(const struct finding *x)
{
	return x->verdict == VERDICT_TAIL || x->verdict == VERDICT_TRUNCATED ||
	       x->level == LEVEL_HINT;
}

static void count(struct checking *k, const struct finding *x)
{
	if (x->verdict == VERDICT_TAIL || x->verdict == VERDICT_TRUNCATED)
		k->tails++;
	else if (x->level == LEVEL_HINT)
		k->hints++;
	else if (x->level == LEVEL_VERIFY)
		k->verify++;
	else
		k->must++;
}

/* ---- JSON ---- */

static void json_figure(struct json *j, const char *name, const struct figure *v,
                        const struct field *like)
{
	struct str digits = {0};
	int decimals = like ? like->decimals : 0;
	while (decimals < 6 && num_round(v->num, decimals) != v->num)
		decimals++;
	num_format(&digits, v->num, decimals, false);
	if (v->state == FIGURE_NUMBER)
		json_number(j, name, str_text(&digits));
	else
		json_null(j, name);
	str_free(&digits);
}

static void json_difference(struct json *j, const struct finding *x)
{
	struct figure d = x->stated;
	if (x->computed.state != FIGURE_NUMBER ||
	    __builtin_sub_overflow(x->stated.num, x->computed.num, &d.num))
		d.state = FIGURE_ABSENT;
	json_figure(j, "difference", &d, x->like);
}

static void json_finding(struct json *j, const struct filing *f, const struct finding *x)
{
	const struct sheet *s = x->place.sheet < 0 ? NULL : &f->sheets[x->place.sheet];
	json_open(j, NULL, '{');
	json_string(j, "rule", x->rule);
	json_string(j, "level", level_name(x->level));
	json_string(j, "verdict", verdict_name(x->verdict));
	json_string(j, "state", "未处理");
	json_string(j, "unit", f->unit_code);
	json_int(j, "year", f->year);
	json_string(j, "form", s ? s->form->id : NULL);
	if (s)
		json_int(j, "copy", s->copy);
	else
		json_null(j, "copy");
	json_open(j, "cells", '[');
	for (size_t i = 0; i < x->ncells; i++) {
		struct str key = {0};
		finding_put_place(f, x->cells[i], &key);
		json_string(j, NULL, str_text(&key));
		str_free(&key);
	}
	json_close(j, ']');
	json_figure(j, "stated", &x->stated, x->like);
	json_figure(j, "computed", &x->computed, x->like);
	json_difference(j, x);
	json_null(j, "tolerance");
	json_string(j, "text", x->text);
	json_open(j, "causes", '[');
	json_close(j, ']');
	json_close(j, '}');
}

/* ---- lines ---- */

static void print_finding(struct str *out, const struct filing *f, const struct finding *x)
{
	static const char *const marks[] = {"✗", "!", "·"};
	str_addf(out, "  %s %s %s ", marks[x->level], verdict_name(x->verdict), x->rule);
	if (x->place.sheet >= 0)
		sheet_title(f, x->place.sheet, out);
	str_addf(out, "  %s\n", x->text);
}

static void report(struct checking *k, struct filing *f)
{
	struct findings all = {0};
	struct cmd_call *c = k->c;
	audit_filing(f, &all);
	if (!c->json && all.n)
		str_addf(c->out, _("%s  %d 年  %s\n"), f->unit_name, f->year, f->set->title);
	for (size_t i = 0; i < all.n; i++) {
		count(k, &all.item[i]);
		if (!c->all && is_small(&all.item[i]))
			continue;
		if (c->json)
			json_finding(&k->j, f, &all.item[i]);
		else
			print_finding(c->out, f, &all.item[i]);
	}
	k->filings++;
	findings_free(&all);
}

static void check_unit(struct checking *k, int unit)
{
	struct cmd_call *c = k->c;
	size_t n;
	struct work_filing *all = work_filings(c->work, unit, &n, c->e);
	k->failed = !all;
	for (size_t i = 0; i < n && !k->failed; i++) {
		if ((k->year && all[i].year != k->year) || !all[i].set ||
		    (c->set && strcmp(c->set, all[i].set_id) != 0))
			continue;
		struct filing *f =
		    work_open_filing(c->work, all[i].unit, all[i].year, all[i].set_id, c->e);
		if (f)
			report(k, f);
		k->failed = !f;
	}
	mem_free(all);
}

static void print_summary(struct checking *k)
{
	str_addf(k->c->out, _("%zu 份填报：必须 %zu，核实 %zu，提示 %zu，尾差和截位 %zu"),
	         k->filings, k->must, k->verify, k->hints, k->tails);
	if (!k->c->all && k->hints + k->tails > 0)
		str_add(k->c->out, _("（后两类用 --all 列出）"));
	str_addc(k->c->out, '\n');
}

int cmd_check(struct cmd_call *c)
{
	struct checking k = {.c = c, .j = {.out = c->out}};
	int unit = -1;
	if ((c->nargs > 0 && (unit = work_find_unit(c->work, c->args[0], c->e)) < 0) ||
	    (c->nargs > 1 && cmd_year(c, c->args[1], &k.year) < 0))
		return cmd_fail(c);
	if (c->json)
		json_open(&k.j, NULL, '[');
	check_unit(&k, unit);
	if (k.failed)
		return cmd_fail(c);
	if (k.year && k.filings == 0) {
		err_set(c->e, ERR_NOTFOUND, _("没有 %d 年的填报"), k.year);
		return cmd_fail(c);
	}
	if (c->json) {
		json_close(&k.j, ']');
		str_addc(c->out, '\n');
	} else {
		print_summary(&k);
	}
	return k.must > 0 ? CMD_DIFFERENCES : CMD_DONE;
}
