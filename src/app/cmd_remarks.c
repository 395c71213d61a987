#include <string.h>

#include "app/cmd_table.h"
#include "app/handin.h"
#include "app/remarks.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/when.h"
#include "calc/num.h"

/* comment and answer: what people wrote to a filing and its cells; remarks: what
 * is not closed of it, in all filings of a year. */

/* ---- where ---- */

/* «-» is the whole filing, FORM[#COPY] a sheet, FORM[#COPY].LIST.ID a row. */
static int take_place(struct cmd_call *c, const struct filing *f, const char *text,
                      struct place *out)
{
	const struct sheet *on;
	const char *rest;
	int sheet;

	*out = (struct place){-1, -1, -1, -1};
	if (strcmp(text, "-") == 0)
		return 0;
	sheet = cmd_sheet(c, f, text, &rest);
	if (sheet < 0)
		return -1;
	on = &f->sheets[sheet];
	if (remarks_place(f, on->form->id, on->copy, rest, out))
		return 0;
	return err_set(c->e, ERR_NOTFOUND, _("%s没有单元格“%s”"), on->form->number, rest);
}

/* ---- showing ---- */

static void json_words(struct json *j, const struct store_remark *r)
{
	json_int(j, "id", r->id);
	json_string(j, "kind", r->kind);
	json_string(j, "text", r->text);
	json_string(j, "who", r->who);
	json_string(j, "host", r->host);
	json_int(j, "time", r->time);
}

static void json_thread(struct json *j, const struct filing *f, const struct remark_thread *t)
{
	struct str place = {0};

	remarks_show_place(f, t, &place);
	json_open(j, NULL, '{');
	json_words(j, t->head);
	json_string(j, "form", t->head->form);
	json_int(j, "copy", t->head->copy);
	json_string(j, "key", t->head->key);
	json_string(j, "place", str_text(&place));
	json_bool(j, "answered", t->answered);
	json_bool(j, "closed", t->closed);
	json_open(j, "answers", '[');
	for (size_t i = 0; i < t->nanswers; i++) {
		json_open(j, NULL, '{');
		json_words(j, t->answers[i]);
		json_close(j, '}');
	}
	json_close(j, ']');
	json_close(j, '}');
	str_free(&place);
}

static void print_words(struct str *out, const struct store_remark *r)
{
	str_addf(out, "    %s  %s  %s  %s\n", when_minute(r->time).s, r->who, r->kind, r->text);
}

static void print_thread(struct str *out, const struct filing *f, const struct remark_thread *t)
{
	str_addf(out, "%lld  ", (long long)t->head->id);
	remarks_show_state(t, out);
	str_add(out, "  ");
	remarks_show_place(f, t, out);
	str_addc(out, '\n');
	print_words(out, t->head);
	for (size_t i = 0; i < t->nanswers; i++)
		print_words(out, t->answers[i]);
}

/* place NULL: all. */
static int show(struct cmd_call *c, const struct filing *f, const struct place *place)
{
	struct remarks r;
	struct json j;

	if (remarks_load(&r, c->work, f, c->e) < 0)
		return cmd_fail(c);
	cmd_json_begin(c, &j);
	for (size_t i = 0; i < r.n; i++) {
		const struct remark_thread *t = &r.thread[i];

		if (place && (!t->there || !place_same(t->place, *place)))
			continue;
		if (c->json)
			json_thread(&j, f, t);
		else
			print_thread(c->out, f, t);
	}
	cmd_json_end(c, &j);
	remarks_free(&r);
	return CMD_DONE;
}

/* ---- writing ---- */

static int show_one(struct cmd_call *c, const struct filing *f, int64_t id)
{
	struct remarks r;
	int at;

	if (remarks_load(&r, c->work, f, c->e) < 0)
		return cmd_fail(c);
	at = remarks_find_id(&r, id);
	if (at >= 0 && !c->json)
		print_thread(c->out, f, &r.thread[at]);
	remarks_free(&r);
	return CMD_DONE;
}

int cmd_comment(struct cmd_call *c)
{
	struct filing *f = cmd_filing(c);
	const char *kind = c->reject ? REMARK_REASON : c->follow ? REMARK_FOLLOW : REMARK_COMMENT;
	const char *text = c->reject ? c->reject : c->nargs > 3 ? c->args[3] : NULL;
	struct place place;
	int64_t id = 0;

	if (!f || (c->nargs > 2 && take_place(c, f, c->args[2], &place) < 0))
		return cmd_fail(c);
	if (c->nargs < 3 && (c->reject || c->follow)) {
		err_set(c->e, ERR_USAGE, _("意见写在哪里？写 表、表.键，或者 -（整份填报）"));
		return CMD_WRONG;
	}
	if (!text && !c->follow)
		return show(c, f, c->nargs > 2 ? &place : NULL);
	if (remarks_add(c->work, f, place, kind, text, &id, c->e) < 0)
		return cmd_fail(c);
	return show_one(c, f, id);
}

static int take_id(struct cmd_call *c, int64_t *id)
{
	struct figure n;

	if (num_parse(c->args[2], NULL, &n) != NUM_OK || n.num % NUM_ONE || n.num < NUM_ONE)
		return err_set(c->e, ERR_USAGE,
		               _("“%s”不是意见的编号；ziping comment 单位 年度 列出"), c->args[2]);
	*id = n.num / NUM_ONE;
	return 0;
}

int cmd_answer(struct cmd_call *c)
{
	struct filing *f = cmd_filing(c);
	const char *text = c->nargs > 3 ? c->args[3] : NULL;
	int64_t id = 0;

	if (!f || take_id(c, &id) < 0 ||
	    remarks_answer(c->work, f, id, 0, c->close ? REMARK_CLOSED : REMARK_ANSWER, text,
	                   c->e) < 0)
		return cmd_fail(c);
	return show_one(c, f, id);
}

/* ---- of all units ---- */

static void json_open_thread(struct json *j, const struct work_unit *u,
                             const struct remarks_open_line *x)
{
	json_open(j, NULL, '{');
	json_string(j, "unit", u->code);
	json_string(j, "name", u->name);
	json_string(j, "set", x->set);
	json_words(j, x->head);
	json_string(j, "form", x->head->form);
	json_int(j, "copy", x->head->copy);
	json_string(j, "key", x->head->key);
	json_string(j, "place", x->place);
	json_close(j, '}');
}

int cmd_remarks(struct cmd_call *c)
{
	const struct work_unit *units;
	struct remarks_open all;
	struct json j;
	size_t n;
	int year, unit = -1;

	if (cmd_year(c, c->args[0], &year) < 0 ||
	    (c->nargs > 1 && (unit = work_find_unit(c->work, c->args[1], c->e)) < 0) ||
	    remarks_open(&all, c->work, year, unit, c->e) < 0)
		return cmd_fail(c);
	units = work_units(c->work, &n);
	cmd_json_begin(c, &j);
	for (size_t i = 0; i < all.n; i++) {
		const struct remarks_open_line *x = &all.line[i];

		if (c->json) {
			json_open_thread(&j, &units[x->unit], x);
			continue;
		}
		str_addf(c->out, "%s %s  %lld  %s\n", units[x->unit].code, units[x->unit].name,
		         (long long)x->head->id, x->place);
		print_words(c->out, x->head);
	}
	cmd_json_end(c, &j);
	remarks_open_free(&all);
	return CMD_DONE;
}
