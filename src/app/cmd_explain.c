#include <string.h>

#include "app/cmd_table.h"

#include "app/review.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/when.h"

/* explain: what was said to the findings of a filing, and saying it. */

/* ---- which finding ---- */

static int ambiguous(struct cmd_call *c, const struct review *r)
{
	struct str names = {0};
	int n = 0;

	for (size_t i = 0; i < r->all.n; i++)
		if (strstr(r->item[i].key, c->args[2]) && n++ < 5)
			str_addf(&names, "%s%s", n > 1 ? "、" : "", r->item[i].key);
	err_set(c->e, ERR_INPUT, _("“%s”对应 %d 条审核发现：%s%s"), c->args[2], n, str_text(&names),
	        n > 5 ? "…" : "");
	str_free(&names);
	return -1;
}

/* A key, or a part of one that no other has. */
static int find(struct cmd_call *c, const struct review *r)
{
	int at = review_find_key(r, c->args[2]), n = 0;

	if (at >= 0)
		return at;
	for (size_t i = 0; i < r->all.n; i++)
		if (strstr(r->item[i].key, c->args[2])) {
			at = (int)i;
			n++;
		}
	if (n == 0)
		return err_set(c->e, ERR_NOTFOUND, _("没有审核发现“%s”；ziping explain 单位 年度 列出全部"),
		               c->args[2]);
	return n == 1 ? at : ambiguous(c, r);
}

/* ---- showing ---- */

static void print_item(struct str *out, const struct review_item *x)
{
	const struct finding *f = x->finding;

	str_addf(out, "%s  %s  %s  ", review_state_name(x->state), level_name(f->level), x->key);
	if (f->verdict != VERDICT_DIFFERS)
		str_addf(out, "%s  ", verdict_name(f->verdict));
	str_addf(out, "%s\n", f->text);
	if (x->said && x->changed)
		str_addf(out, _("    数已改动，原来的说明：%s\n"), x->said->text);
}

static void print_words(struct str *out, const struct store_explanation *x)
{
	str_addf(out, "%s  %s  %s  %s\n", when_minute(x->time).s, x->who, x->state, x->text);
}

static void json_words(struct json *j, const struct store_explanation *x)
{
	json_open(j, NULL, '{');
	json_string(j, "finding", x->finding);
	json_string(j, "state", x->state);
	json_string(j, "text", x->text);
	json_string(j, "who", x->who);
	json_int(j, "time", x->time);
	json_string(j, "basis", x->basis);
	json_close(j, '}');
}

static void json_item(struct json *j, const struct review_item *x)
{
	json_open(j, NULL, '{');
	json_string(j, "finding", x->key);
	json_string(j, "level", level_name(x->finding->level));
	json_string(j, "verdict", verdict_name(x->finding->verdict));
	json_string(j, "state", review_state_name(x->state));
	json_string(j, "text", x->finding->text);
	json_string(j, "explanation", x->said ? x->said->text : NULL);
	json_bool(j, "changed", x->changed);
	json_string(j, "answer", x->answer ? x->answer->text : NULL);
	json_close(j, '}');
}

static int show_all(struct cmd_call *c, const struct review *r)
{
	struct json j;

	cmd_json_begin(c, &j);
	for (size_t i = 0; i < r->all.n; i++) {
		if (c->json)
			json_item(&j, &r->item[i]);
		else
			print_item(c->out, &r->item[i]);
	}
	for (size_t i = 0; !c->json && i < r->ngone; i++)
		str_addf(c->out, "%s  %s  %s\n", review_state_name(REVIEW_GONE),
		         r->gone[i].said->finding, r->gone[i].said->text);
	cmd_json_end(c, &j);
	return CMD_DONE;
}

static int show_history(struct cmd_call *c, struct filing *f, const struct review_item *x)
{
	struct json j;
	struct store_explanation *all;
	size_t n;

	if (review_history(c->work, f, x->key, &all, &n, c->e) < 0)
		return cmd_fail(c);
	cmd_json_begin(c, &j);
	if (!c->json) {
		print_item(c->out, x);
		cmd_print_account(c->out, f, x->finding);
	}
	for (size_t i = 0; i < n; i++) {
		if (c->json)
			json_words(&j, &all[i]);
		else
			print_words(c->out, &all[i]);
	}
	cmd_json_end(c, &j);
	store_explanations_free(all, n);
	return CMD_DONE;
}

/* FORM[#COPY].KEY: how the cell comes by its value, and the findings at it. */
static bool show_cell(struct cmd_call *c, struct filing *f, const struct review *r)
{
	struct err ours = {0}, *theirs = c->e;
	struct place p;
	int at = -1;

	c->e = &ours;
	bool found = strchr(c->args[2], ' ') == NULL && cmd_place(c, f, c->args[2], &p) == 0;
	c->e = theirs;
	if (!found || c->json)
		return false;
	cmd_print_cell(c->out, f, p);
	while ((at = review_find(r, p, false, at)) >= 0) {
		print_item(c->out, &r->item[at]);
		cmd_print_account(c->out, f, r->item[at].finding);
	}
	return true;
}

/* ---- saying ---- */

static int say(struct cmd_call *c, struct filing *f, const struct review_item *x)
{
	char *key = mem_strdup(x->key);
	int result;

	if (c->adopt)
		result = review_adopt(c->work, f, key, c->nargs > 3 ? c->args[3] : NULL, x->seen, c->e);
	else if (c->reject)
		result = review_return(c->work, f, key, c->reject, x->seen, c->e);
	else
		result = review_explain(c->work, f, key, c->args[3], x->seen, c->e);
	if (result == 0) {
		const struct review *r = review_of(c->work, f, NULL);

		print_item(c->out, &r->item[review_find_key(r, key)]);
	}
	mem_free(key);
	return result < 0 ? cmd_fail(c) : CMD_DONE;
}

int cmd_explain(struct cmd_call *c)
{
	struct filing *f = cmd_filing(c);
	const struct review *r = f ? review_of(c->work, f, c->e) : NULL;
	int at;

	if (!f || c->e->code)
		return cmd_fail(c);
	if (c->nargs < 3)
		return show_all(c, r);
	if (c->nargs == 3 && !c->adopt && !c->reject && show_cell(c, f, r))
		return CMD_DONE;
	at = find(c, r);
	if (at < 0)
		return cmd_fail(c);
	if (c->nargs > 3 || c->adopt || c->reject)
		return say(c, f, &r->item[at]);
	return show_history(c, f, &r->item[at]);
}
