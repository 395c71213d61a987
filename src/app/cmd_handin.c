#include <string.h>

#include "app/cmd_table.h"
#include "app/handin.h"
#include "app/handin_changes.h"
#include "app/handin_missing.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/when.h"

/* submit, return, accept, lock, unlock; missing; changes. */

/* ---- what is in the way ---- */

static const char *const kinds[HANDIN_KINDS] = {
    [HANDIN_MUST] = "必须",    [HANDIN_VERIFY] = "核实",    [HANDIN_REASON] = "退回意见",
    [HANDIN_FAULT] = "读不出", [HANDIN_EMPTY] = "没有填写",
};

static void json_item(struct json *j, const struct filing *f, const struct handin_item *x)
{
	struct str cell = {0};

	finding_put_place(f, x->place, &cell);
	json_open(j, NULL, '{');
	json_string(j, "kind", kinds[x->kind]);
	json_string(j, "cell", str_text(&cell));
	json_string(j, "place", x->name);
	json_string(j, "finding", x->key);
	if (x->remark)
		json_int(j, "remark", x->remark);
	else
		json_null(j, "remark");
	json_string(j, "text", x->text);
	json_close(j, '}');
	str_free(&cell);
}

static void print_list(struct cmd_call *c, const struct filing *f, const struct handin_list *l)
{
	struct json j;

	cmd_json_begin(c, &j);
	for (size_t i = 0; i < l->n; i++) {
		const struct handin_item *x = &l->item[i];

		if (c->json)
			json_item(&j, f, x);
		else if (x->remark)
			str_addf(c->out, "%s %lld  %s  %s\n", kinds[x->kind], (long long)x->remark,
			         x->name, x->text);
		else
			str_addf(c->out, "%s  %s  %s\n", kinds[x->kind], x->name, x->text);
	}
	cmd_json_end(c, &j);
}

/* ---- one filing ---- */

static void json_state(struct cmd_call *c, const struct filing *f)
{
	struct json j;

	cmd_json_begin(c, &j);
	json_open(&j, NULL, '{');
	json_string(&j, "unit", f->unit_code);
	json_int(&j, "year", f->year);
	json_string(&j, "set", f->set->id);
	json_string(&j, "state", handin_state(c->work, f));
	if (f->until)
		json_int(&j, "until", f->until);
	else
		json_null(&j, "until");
	json_close(&j, '}');
	cmd_json_end(c, &j);
}

/* «信息中心 2024：已上报 …» */
static int tell_state(struct cmd_call *c, const struct filing *f, int result)
{
	if (result < 0)
		return cmd_fail(c);
	if (c->json) {
		json_state(c, f);
		return CMD_DONE;
	}
	str_addf(c->out, _("%s %d："), f->unit_name, f->year);
	handin_show_state(c->work, f, c->out);
	str_addc(c->out, '\n');
	return CMD_DONE;
}

static int plan_submit(struct cmd_call *c, struct filing *f)
{
	struct handin_list list;
	int status;

	if (handin_check(c->work, f, &list, c->e) < 0)
		return cmd_fail(c);
	print_list(c, f, &list);
	if (!c->json && !list.n)
		str_addf(c->out, _("%s %d：可以上报。\n"), f->unit_name, f->year);
	status = list.n ? CMD_DIFFERENCES : CMD_DONE;
	handin_list_free(&list);
	return status;
}

int cmd_submit(struct cmd_call *c)
{
	struct filing *f = cmd_filing(c);
	struct handin_list list = {0};
	int result;

	if (!f)
		return cmd_fail(c);
	if (c->plan)
		return plan_submit(c, f);
	result = handin_submit(c->work, f, c->why, &list, c->e);
	if (list.n)
		print_list(c, f, &list);
	handin_list_free(&list);
	return tell_state(c, f, result);
}

int cmd_return(struct cmd_call *c)
{
	struct filing *f = cmd_filing(c);
	const char *why = c->nargs > 2 ? c->args[2] : c->why;

	if (!f)
		return cmd_fail(c);
	return tell_state(c, f, handin_return(c->work, f, why, NULL, 0, c->e));
}

int cmd_accept(struct cmd_call *c)
{
	struct filing *f = cmd_filing(c);

	return f ? tell_state(c, f, handin_accept(c->work, f, c->why, c->e)) : cmd_fail(c);
}

static void json_locked(struct cmd_call *c, int year, int locked, size_t left)
{
	struct json j;

	cmd_json_begin(c, &j);
	json_open(&j, NULL, '{');
	json_int(&j, "year", year);
	json_int(&j, "locked", locked);
	json_int(&j, "left", (int64_t)left);
	json_close(&j, '}');
	cmd_json_end(c, &j);
}

static int lock_all(struct cmd_call *c)
{
	size_t left = 0;
	int year, unit = -1, locked;

	if (cmd_year(c, c->args[0], &year) < 0 ||
	    (c->nargs > 1 && (unit = work_find_unit(c->work, c->args[1], c->e)) < 0))
		return cmd_fail(c);
	locked = handin_lock_all(c->work, year, unit, c->why, &left, c->e);
	if (locked < 0)
		return cmd_fail(c);
	if (c->json)
		json_locked(c, year, locked, left);
	else
		str_addf(c->out, _("%d 年锁定了 %d 份，还有 %zu 份没有审核通过。\n"), year, locked,
		         left);
	return CMD_DONE;
}

int cmd_lock(struct cmd_call *c)
{
	struct filing *f;

	if (c->all)
		return lock_all(c);
	if (c->nargs < 2) {
		err_set(c->e, ERR_USAGE,
		        _("用法：ziping lock 单位 年度，或者 ziping lock --all 年度 [单位]"));
		return CMD_WRONG;
	}
	f = cmd_filing(c);
	return f ? tell_state(c, f, handin_lock(c->work, f, c->why, c->e)) : cmd_fail(c);
}

int cmd_unlock(struct cmd_call *c)
{
	struct filing *f = cmd_filing(c);
	int64_t until;

	if (!f)
		return cmd_fail(c);
	if (!c->until) {
		err_set(c->e, ERR_USAGE, _("解锁要写期限：--until 2026-12-31 或 --until 7天"));
		return CMD_WRONG;
	}
	if (handin_term(c->work, c->until, &until, c->e) < 0)
		return cmd_fail(c);
	return tell_state(c, f, handin_unlock(c->work, f, until, c->why, c->e));
}

/* ---- missing ---- */

static void json_missing(struct json *j, const struct work_unit *u,
                         const struct handin_missing_row *row)
{
	json_open(j, NULL, '{');
	json_string(j, "unit", u->code);
	json_string(j, "name", u->name);
	json_int(j, "depth", row->depth);
	json_int(j, "due", (int64_t)row->all.due);
	json_int(j, "handed_in", (int64_t)row->all.handed_in);
	json_bool(j, "none", row->none);
	json_open(j, "states", '[');
	for (size_t i = 0; i < row->nstates; i++)
		json_string(j, NULL, row->states[i]);
	json_close(j, ']');
	json_close(j, '}');
}

static void print_missing(struct str *out, const struct work_unit *u,
                          const struct handin_missing_row *row)
{
	str_addf(out, "%*s%s %s", row->depth * 2, "", u->code, u->name);
	if (row->all.due > 1 || (!row->nstates && !row->none))
		str_addf(out, _("  已上报 %zu/%zu"), row->all.handed_in, row->all.due);
	for (size_t i = 0; i < row->nstates; i++)
		str_addf(out, "  %s", row->states[i]);
	if (row->none)
		str_add(out, _("  没有填报"));
	str_addc(out, '\n');
}

static void print_missing_sum(struct str *out, int year, const struct handin_missing *m)
{
	str_addf(out, _("%d 年应报 %zu 份，已上报 %zu 份，未上报 %zu 份"), year, m->all.due,
	         m->all.handed_in, m->all.due - m->all.handed_in);
	if (m->all.handed_in < m->all.due)
		str_addf(out, _("（填报中 %zu，已退回 %zu，没有填报 %zu）"), m->filling,
		         m->returned, m->none);
	str_addc(out, '\n');
}

int cmd_missing(struct cmd_call *c)
{
	const struct work_unit *units;
	struct handin_missing m;
	struct json j;
	size_t n;
	int year, unit = -1, status;

	if (cmd_year(c, c->args[0], &year) < 0 ||
	    (c->nargs > 1 && (unit = work_find_unit(c->work, c->args[1], c->e)) < 0) ||
	    handin_missing(c->work, year, unit, &m, c->e) < 0)
		return cmd_fail(c);
	units = work_units(c->work, &n);
	cmd_json_begin(c, &j);
	for (size_t i = 0; i < m.n; i++) {
		if (c->json)
			json_missing(&j, &units[m.row[i].unit], &m.row[i]);
		else
			print_missing(c->out, &units[m.row[i].unit], &m.row[i]);
	}
	cmd_json_end(c, &j);
	if (!c->json)
		print_missing_sum(c->out, year, &m);
	status = m.n ? CMD_DIFFERENCES : CMD_DONE;
	handin_missing_free(&m);
	return status;
}

/* ---- changes ---- */

static void json_change(struct json *j, const struct handin_change *x)
{
	json_open(j, NULL, '{');
	json_string(j, "kind", change_kind_name(x->kind));
	json_string(j, "form", x->form);
	json_int(j, "copy", x->copy);
	json_string(j, "key", x->key);
	json_string(j, "place", x->name);
	json_string(j, "old", x->old);
	json_string(j, "new", x->now);
	json_string(j, "who", x->who);
	json_int(j, "time", x->time);
	json_close(j, '}');
}

static void print_change(struct str *out, const struct handin_change *x)
{
	str_addf(out, "%s  %s  %s  ", when_minute(x->time).s, x->who, x->name);
	if (x->kind == CHANGE_CELL)
		str_addf(out, "%s → %s\n", x->old && *x->old ? x->old : _("（空）"),
		         x->now && *x->now ? x->now : _("（空）"));
	else
		str_addf(out, "%s\n", change_kind_name(x->kind));
}

int cmd_changes(struct cmd_call *c)
{
	struct filing *f = cmd_filing(c);
	struct store_passage *since = NULL;
	struct handin_changes all;
	struct json j;
	int status;

	if (!f || handin_changes(c->work, f, &all, &since, c->e) < 0)
		return cmd_fail(c);
	cmd_json_begin(c, &j);
	for (size_t i = 0; i < all.n; i++) {
		if (c->json)
			json_change(&j, &all.change[i]);
		else
			print_change(c->out, &all.change[i]);
	}
	cmd_json_end(c, &j);
	if (!c->json)
		str_addf(c->out, _("%s 上报以来改动 %zu 处\n"), when_minute(since->time).s, all.n);
	status = all.n ? CMD_DIFFERENCES : CMD_DONE;
	store_passages_free(since, 1);
	handin_changes_free(&all);
	return status;
}
