#include <string.h>

#include "app/cmd_table.h"

#include "app/review_all.h"
#include "audit/cause.h"
#include "base/i18n.h"
#include "base/json.h"

/* check: what the audit finds in one filing, a unit's, or all, on all processors. */

struct checking {
	struct cmd_call *c;
	struct json j;
	struct str summary, lines; /* a line for each filing; then the findings */
	struct review_counts all;
	size_t filings;
};

static void add(struct review_counts *all, const struct review_counts *one)
{
	all->must += one->must;
	all->verify += one->verify;
	all->hint += one->hint;
	all->tail += one->tail;
	all->settled += one->settled;
}

/* A hint asks for nothing, a tail or a cut-off quotient blocks nothing. */
static bool is_listed(const struct checking *k, const struct review_item *i)
{
	return k->c->all || (review_is_open(i) && i->finding->level != LEVEL_HINT);
}

/* ---- JSON ---- */

static void json_figure(struct json *j, const char *name, const struct figure *v,
                        const struct field *like)
{
	cmd_json_exact(j, name, v->state == FIGURE_NUMBER, v->num, like ? like->decimals : 0);
}

static void json_difference(struct json *j, const struct finding *x)
{
	struct figure d = x->stated;
	if (x->computed.state != FIGURE_NUMBER ||
	    __builtin_sub_overflow(x->stated.num, x->computed.num, &d.num))
		d.state = FIGURE_ABSENT;
	json_figure(j, "difference", &d, x->like);
}

/* What is still 尾差; null where no figures are compared. */
static void json_tolerance(struct json *j, const struct finding *x)
{
	struct figure v = x->computed;
	if (x->stated.state != FIGURE_NUMBER)
		v.state = FIGURE_ABSENT;
	v.num = x->tolerance;
	json_figure(j, "tolerance", &v, x->like);
}

static void json_causes(struct json *j, const struct filing *f, const struct finding *x)
{
	struct cause causes[CAUSES_MAX];
	size_t n = cause_find(f, x, causes, CAUSES_MAX);
	json_open(j, "causes", '[');
	for (size_t i = 0; i < n; i++)
		json_string(j, NULL, causes[i].text);
	json_close(j, ']');
	cause_free(causes, n);
}

static void json_finding(struct json *j, const struct filing *f, const struct review_item *item)
{
	const struct finding *x = item->finding;
	const struct sheet *s = x->place.sheet < 0 ? NULL : &f->sheets[x->place.sheet];
	json_open(j, NULL, '{');
	json_string(j, "rule", x->rule);
	json_string(j, "level", level_name(x->level));
	json_string(j, "verdict", verdict_name(x->verdict));
	json_string(j, "state", review_state_name(item->state));
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
	json_tolerance(j, x);
	json_string(j, "text", x->text);
	json_string(j, "finding", item->key);
	json_string(j, "explanation", item->said ? item->said->text : NULL);
	json_causes(j, f, x);
	json_close(j, '}');
}

/* ---- lines ---- */

static void print_finding(struct str *out, const struct filing *f, const struct review_item *item)
{
	static const char *const marks[] = {"✗", "!", "·"};
	const struct finding *x = item->finding;

	str_addf(out, "  %s %s %s ", marks[x->level], verdict_name(x->verdict), x->rule);
	if (x->place.sheet >= 0)
		sheet_title(f, x->place.sheet, out);
	str_addf(out, "  %s", x->text);
	if (item->state != REVIEW_OPEN)
		str_addf(out, _("  〔%s：%s〕"), review_state_name(item->state), item->said->text);
	str_addc(out, '\n');
}

static void print_counts(struct str *out, const struct review_counts *n)
{
	str_addf(out, _("必须 %d，核实 %d，提示 %d，尾差和截位 %d"), n->must, n->verify, n->hint, n->tail);
	if (n->settled > 0)
		str_addf(out, _("，已说明 %d"), n->settled);
}

static void print_filing(struct checking *k, const struct filing *f, const struct review *r)
{
	bool named = false;

	str_addf(&k->summary, _("%s  %s  %d 年  %s："), f->unit_code, f->unit_name, f->year,
	         f->set->title);
	print_counts(&k->summary, &r->counts);
	str_addc(&k->summary, '\n');
	for (size_t i = 0; i < r->all.n; i++) {
		if (!is_listed(k, &r->item[i]))
			continue;
		if (!named)
			str_addf(&k->lines, _("%s  %d 年  %s\n"), f->unit_name, f->year, f->set->title);
		named = true;
		print_finding(&k->lines, f, &r->item[i]);
	}
}

static void take(void *context, const struct work_filing *which, const struct filing *f,
                 const struct review *r)
{
	struct checking *k = context;

	(void)which;
	add(&k->all, &r->counts);
	k->filings++;
	if (!k->c->json)
		print_filing(k, f, r);
	for (size_t i = 0; k->c->json && i < r->all.n; i++)
		if (is_listed(k, &r->item[i]))
			json_finding(&k->j, f, &r->item[i]);
}

static void print_all(struct checking *k)
{
	struct str *out = k->c->out;

	if (k->filings > 1) {
		str_add(out, str_text(&k->summary));
		str_addc(out, '\n');
	}
	str_add(out, str_text(&k->lines));
	str_addf(out, _("%zu 份填报："), k->filings);
	print_counts(out, &k->all);
	if (!k->c->all && k->all.hint + k->all.tail + k->all.settled > 0)
		str_add(out, _("（提示、尾差、截位和已说明的用 --all 列出）"));
	str_addc(out, '\n');
}

static int check(struct checking *k, const struct review_request *q)
{
	struct cmd_call *c = k->c;
	struct review_done done;

	if (c->json)
		json_open(&k->j, NULL, '[');
	if (review_all(c->work, q, &done, c->e) < 0)
		return cmd_fail(c);
	if (q->year && done.total == 0) {
		err_set(c->e, ERR_NOTFOUND, _("没有 %d 年的填报"), q->year);
		return cmd_fail(c);
	}
	if (c->json) {
		json_close(&k->j, ']');
		str_addc(c->out, '\n');
	} else {
		print_all(k);
	}
	return k->all.must > 0 ? CMD_DIFFERENCES : CMD_DONE;
}

int cmd_check(struct cmd_call *c)
{
	struct checking k = {.c = c, .j = {.out = c->out}};
	struct review_request q = {.unit = -1, .set = c->set, .year = c->year, .result = take,
	                           .context = &k};

	if (c->nargs > 0) {
		q.alone = true;
		q.unit = work_find_unit(c->work, c->args[0], c->e);
	}
	if ((c->nargs > 0 && q.unit < 0) || (c->nargs > 1 && cmd_year(c, c->args[1], &q.year) < 0))
		return cmd_fail(c);
	int status = check(&k, &q);
	str_free(&k.summary);
	str_free(&k.lines);
	return status;
}
