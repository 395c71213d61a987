#include <string.h>

#include "app/cmd_table.h"
#include "app/codes.h"
#include "app/peers.h"
#include "app/sets.h"
#include "audit/example.h"
#include "audit/scan.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "form/load.h"

/* units, forms, filings: what there is. */

/* Columns, not bytes, so that Chinese lines up. */
static void pad(struct str *out, const char *text, int width)
{
	str_add(out, text);
	for (int i = text_width(text); i < width; i++)
		str_addc(out, ' ');
	str_addc(out, ' ');
}

int cmd_units(struct cmd_call *c)
{
	size_t n;
	const struct work_unit *units = work_units(c->work, &n);
	struct json j;
	cmd_json_begin(c, &j);
	for (size_t i = 0; i < n; i++) {
		const struct work_unit *u = &units[i];
		if (!c->json) {
			pad(c->out, u->code, 10);
			str_addf(c->out, "%*s%s\n", u->depth * 2, "", u->name);
			continue;
		}
		json_open(&j, NULL, '{');
		json_string(&j, "code", u->code);
		json_string(&j, "name", u->name);
		json_string(&j, "superior", u->superior < 0 ? NULL : units[u->superior].code);
		json_int(&j, "depth", u->depth);
		json_close(&j, '}');
	}
	cmd_json_end(c, &j);
	return CMD_DONE;
}

/* clang-format off */
static const char *const kind_names[] = {
	[KIND_TEXT] = "text",     [KIND_LONG] = "long",     [KIND_COUNT] = "count",
	[KIND_NUMBER] = "number", [KIND_MONEY] = "money",   [KIND_RATE] = "rate",
	[KIND_POINTS] = "points", [KIND_SCORE] = "score",   [KIND_TARGET] = "target",
	[KIND_CHOICE] = "choice", [KIND_DATE] = "date",
};
/* clang-format on */
_Static_assert(sizeof kind_names / sizeof *kind_names == KIND_DATE + 1, "a name for each kind");

/* clang-format off */
static const char *const mode_names[] = {
	[MODE_INPUT] = "input", [MODE_COMPUTED] = "computed", [MODE_SUGGESTED] = "suggested",
};
/* clang-format on */

static const char *mode_name(const struct field *f)
{
	return f->rollup ? "rollup" : mode_names[f->mode];
}

static void json_fields(struct json *j, const char *name, const struct field *fields, size_t n)
{
	json_open(j, name, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(j, NULL, '{');
		json_string(j, "key", fields[i].key);
		json_string(j, "label", fields[i].label);
		json_string(j, "kind", kind_names[fields[i].kind]);
		json_string(j, "mode", mode_name(&fields[i]));
		json_string(j, "formula", fields[i].formula_text);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void json_form(struct json *j, const struct form *f, bool fields)
{
	json_open(j, NULL, '{');
	json_string(j, "id", f->id);
	json_string(j, "number", f->number);
	json_string(j, "name", f->name);
	json_bool(j, "copies", f->copies);
	if (fields) {
		json_fields(j, "fields", f->fields, f->nfields);
		json_open(j, "lists", '[');
		for (size_t i = 0; i < f->nlists; i++) {
			json_open(j, NULL, '{');
			json_string(j, "key", f->lists[i].key);
			json_string(j, "label", f->lists[i].label);
			json_fields(j, "columns", f->lists[i].columns, f->lists[i].ncolumns);
			json_close(j, '}');
		}
		json_close(j, ']');
	}
	json_close(j, '}');
}

static void print_fields(struct str *out, const char *prefix, const struct field *fields, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct str key = {0};
		str_addf(&key, "    %s%s", prefix, fields[i].key);
		pad(out, str_text(&key), 28);
		pad(out, kind_names[fields[i].kind], 7);
		str_add(out, fields[i].label);
		if (fields[i].formula_text)
			str_addf(out, "  %s %s", mode_name(&fields[i]), fields[i].formula_text);
		else if (fields[i].rollup)
			str_addf(out, "  %s", mode_name(&fields[i]));
		str_addc(out, '\n');
		str_free(&key);
	}
}

static void print_form(struct str *out, const struct form *f, bool fields)
{
	str_addf(out, "  %s  %s %s\n", f->id, f->number, f->name);
	if (!fields)
		return;
	print_fields(out, "", f->fields, f->nfields);
	for (size_t i = 0; i < f->nlists; i++) {
		struct str prefix = {0};
		str_addf(&prefix, "%s.ID.", f->lists[i].key);
		print_fields(out, str_text(&prefix), f->lists[i].columns, f->lists[i].ncolumns);
		str_free(&prefix);
	}
}

static void years_text(const struct set *s, struct str *out)
{
	str_addf(out, "%d", s->year_from);
	if (s->year_to == 0)
		str_add(out, "-");
	else if (s->year_to != s->year_from)
		str_addf(out, "-%d", s->year_to);
}

static void print_set(struct cmd_call *c, struct json *j, const struct set *s, bool fields)
{
	struct str years = {0};
	years_text(s, &years);
	if (c->json) {
		json_open(j, NULL, '{');
		json_string(j, "set", s->id);
		json_string(j, "title", s->title);
		json_string(j, "region", s->region);
		json_string(j, "years", str_text(&years));
		json_open(j, "forms", '[');
	} else {
		str_addf(c->out, "%s  %s（%s，%s 年度）\n", s->id, s->title,
		         s->region ? s->region : "", str_text(&years));
	}
	for (size_t i = 0; i < s->nforms; i++) {
		if (c->json)
			json_form(j, s->forms[i], fields);
		else
			print_form(c->out, s->forms[i], fields);
	}
	if (c->json) {
		json_close(j, ']');
		json_close(j, '}');
	}
	str_free(&years);
}

/* forms --lint DIR: every mistake with file:line, the first one told. */
static int lint(struct cmd_call *c)
{
	struct codes codes = {0};
	struct sets others = {0};
	struct err none = {0};
	struct set *s = NULL;
	int rc = -1;
	if (codes_load(&codes, c->e) == 0)
		s = set_load(c->lint, &codes, c->e);
	codes_free(&codes);
	if (s) {
		sets_load(&others, NULL, &none); /* also: may name none of them */
		rc = example_check(s, (const struct set *const *)others.sets, others.n, c->e);
		rc = rc < 0 ? rc : scan_check(s, c->e);
		rc = rc < 0 ? rc : peers_lint(s, c->e);
		sets_free(&others);
	}
	if (rc < 0) {
		set_free(s);
		return cmd_fail(c);
	}
	struct json j = {.out = c->out};
	if (c->json) {
		print_set(c, &j, s, false);
		str_addc(c->out, '\n');
	} else {
		str_addf(c->out, _("%s：%zu 张表，没有错误\n"), s->id, s->nforms);
	}
	set_free(s);
	return CMD_DONE;
}

/* The sets that did not load, after those that did. */
static void print_failures(struct cmd_call *c, struct json *j, const struct sets *sets,
                           const char *only)
{
	if (!c->json && !only)
		sets_tell_failures(sets, c->out);
	for (size_t i = 0; c->json && !only && i < sets->nfailures; i++) {
		json_open(j, NULL, '{');
		json_string(j, "set", sets->failures[i].set);
		json_string(j, "error", sets->failures[i].why);
		json_close(j, '}');
	}
}

static const char *failure_of(const struct sets *sets, const char *set)
{
	for (size_t i = 0; i < sets->nfailures; i++)
		if (strcmp(sets->failures[i].set, set) == 0)
			return sets->failures[i].why;
	return NULL;
}

int cmd_forms(struct cmd_call *c)
{
	bool found = false;
	if (c->lint)
		return lint(c);
	struct sets sets;
	if (sets_load(&sets, NULL, c->e) < 0)
		return cmd_fail(c);
	const char *only = c->nargs ? c->args[0] : NULL;
	struct json j;
	cmd_json_begin(c, &j);
	for (size_t i = 0; i < sets.n; i++)
		if (!only || strcmp(sets.sets[i]->id, only) == 0) {
			print_set(c, &j, sets.sets[i], only != NULL);
			found = true;
		}
	print_failures(c, &j, &sets, only);
	cmd_json_end(c, &j);
	const char *why = only && !found ? failure_of(&sets, only) : NULL;
	if (why)
		err_set(c->e, ERR_INPUT, _("套表 %s 有错，没有装入：%s"), only, why);
	else if (only && !found)
		err_set(c->e, ERR_NOTFOUND, _("没有套表“%s”"), only);
	sets_free(&sets);
	return only && !found ? cmd_fail(c) : CMD_DONE;
}

static void print_filing(struct cmd_call *c, struct json *j, const struct work_unit *units,
                         const struct work_filing *f)
{
	struct str score = {0};
	if (c->json) {
		json_open(j, NULL, '{');
		json_string(j, "unit", units[f->unit].code);
		json_string(j, "name", units[f->unit].name);
		json_int(j, "year", f->year);
		json_string(j, "set", f->set_id);
		json_string(j, "state", f->state);
		cmd_json_number(j, "score", f->has_score, f->score, 2);
		json_string(j, "grade", f->grade);
		json_close(j, '}');
		return;
	}
	if (f->has_score)
		num_format(&score, f->score, 2, false);
	pad(c->out, units[f->unit].code, 10);
	str_addf(c->out, "%d  ", f->year);
	pad(c->out, f->set_id, 18);
	pad(c->out, f->state, 8);
	str_addf(c->out, "%7s %s  %s\n", str_text(&score), f->grade ? f->grade : "  ",
	         units[f->unit].name);
	str_free(&score);
}

int cmd_filings(struct cmd_call *c)
{
	size_t n, nunits;
	int unit = -1;
	if (c->nargs && (unit = work_find_unit(c->work, c->args[0], c->e)) < 0)
		return cmd_fail(c);
	struct work_filing *filings = work_filings(c->work, unit, &n, c->e);
	if (!filings && c->e->code)
		return cmd_fail(c);
	const struct work_unit *units = work_units(c->work, &nunits);
	struct json j;
	cmd_json_begin(c, &j);
	for (size_t i = 0; i < n; i++)
		print_filing(c, &j, units, &filings[i]);
	cmd_json_end(c, &j);
	mem_free(filings);
	return CMD_DONE;
}
