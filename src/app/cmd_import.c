#include <string.h>

#include "app/cmd_table.h"
#include "app/import.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"

#define SHOWN 60 /* columns of a text in the list */

struct run {
	struct cmd_call *c;
	struct import *im;
	struct import_done done;
	struct json j;
	size_t others, lost;  /* texts that stand otherwise now; that found no place */
	size_t files, refused;
};

/* ---- as text ---- */

/* One line, cut where it is long. */
static void add_short(struct str *out, const char *text)
{
	char *clean = text_clean(text ? text : "", true);
	size_t length;

	for (char *s = clean; *s; s++)
		if (*s == '\n')
			*s = ' ';
	length = text_clip(clean, strlen(clean), SHOWN, NULL);
	str_addn(out, clean, length);
	if (clean[length])
		str_add(out, "…");
	mem_free(clean);
}

static void print_cell(struct run *r, const struct import_file *f, const struct plan_sheet *p,
                       const struct plan_cell *c)
{
	struct str *out = r->c->out;

	str_add(out, "      ");
	import_key(p, c->laid, out);
	str_add(out, " = ");
	if (c->now) {
		add_short(out, c->now);
		str_add(out, " → ");
	}
	add_short(out, c->laid->text);
	str_add(out, "  （");
	import_where(f, c->laid->block, c->laid->at_row, c->laid->at_column, out);
	str_add(out, "）\n");
}

static void print_sheet(struct run *r, const struct import_file *f, const struct plan_sheet *p)
{
	struct str *out = r->c->out;

	str_add(out, "    ");
	import_sheet_title(p->laid, out);
	str_addf(out, _("：把握 %d%%，新填 %zu 格，与库里不同 %zu 格，相同 %zu 格，新行 %zu 行\n"),
	         p->laid->sure, p->count[PLAN_NEW], p->count[PLAN_OTHER], p->count[PLAN_SAME],
	         p->new_rows);
	for (size_t i = 0; i < p->laid->ncells; i++)
		if (p->cells[i].state == PLAN_OTHER ||
		    (r->c->plan && p->cells[i].state == PLAN_NEW))
			print_cell(r, f, p, &p->cells[i]);
}

static void print_rest(struct run *r, const struct import_file *f)
{
	struct str *out = r->c->out;

	for (size_t i = 0; i < f->nstrays; i++) {
		str_add(out, _("  没有导入："));
		import_sheet_title(f->strays[i].laid, out);
		str_addf(out, "（%s）\n", f->strays[i].why);
	}
	if (f->nstrays > 0)
		str_add(out, _("  可以先增加单位，或用 --unit、--year、--set 指定\n"));
	if (f->laid.nrest == 0)
		return;
	str_addf(out, _("  没有放下的 %zu 处：\n"), f->laid.nrest);
	for (size_t i = 0; i < f->laid.nrest; i++) {
		const struct laid_rest *x = &f->laid.rest[i];

		str_add(out, "    ");
		import_where(f, x->block, x->at_row, x->at_column, out);
		str_add(out, "：");
		add_short(out, x->text);
		str_addc(out, '\n');
	}
}

static void print_file(struct run *r, const struct import_file *f)
{
	size_t n;
	const struct work_unit *units = work_units(r->c->work, &n);

	str_addf(r->c->out, "%s\n", f->name);
	for (size_t i = 0; i < f->nfilings; i++) {
		const struct import_filing *x = &f->filings[i];

		str_addf(r->c->out,
		         x->fresh ? _("  %s %s %d 年 %s（新建填报）\n") : _("  %s %s %d 年 %s\n"),
		         units[x->unit].code, units[x->unit].name, x->year, x->set->title);
		for (size_t k = 0; k < x->nsheets; k++)
			print_sheet(r, f, &x->sheets[k]);
	}
	print_rest(r, f);
}

/* ---- as JSON ---- */

static void json_where(struct run *r, const struct import_file *f, size_t block, int row,
                       int column)
{
	struct str where = { 0 };

	import_where(f, block, row, column, &where);
	json_string(&r->j, "where", str_text(&where));
	json_int(&r->j, "block", (int64_t)block);
	json_int(&r->j, "row", row);
	json_int(&r->j, "column", column);
	str_free(&where);
}

static void json_cell(struct run *r, const struct import_file *f, const struct plan_sheet *p,
                      const struct plan_cell *c)
{
	static const char *const states[] = { "same", "new", "other" };
	struct str key = { 0 };

	_Static_assert(sizeof states / sizeof *states == PLAN_OTHER + 1, "a word for each");
	import_key(p, c->laid, &key);
	json_open(&r->j, NULL, '{');
	json_string(&r->j, "key", str_text(&key));
	json_string(&r->j, "state", states[c->state]);
	json_string(&r->j, "text", c->laid->text);
	json_string(&r->j, "now", c->now);
	json_where(r, f, c->laid->block, c->laid->at_row, c->laid->at_column);
	json_close(&r->j, '}');
	str_free(&key);
}

static void json_sheet(struct run *r, const struct import_file *f, const struct plan_sheet *p)
{
	json_open(&r->j, NULL, '{');
	json_string(&r->j, "form", p->laid->form->id);
	json_int(&r->j, "copy", p->copy);
	json_bool(&r->j, "new", p->fresh);
	json_int(&r->j, "sure", p->laid->sure);
	json_open(&r->j, "cells", '[');
	for (size_t i = 0; i < p->laid->ncells; i++)
		json_cell(r, f, p, &p->cells[i]);
	json_close(&r->j, ']');
	json_close(&r->j, '}');
}

static void json_rest(struct run *r, const struct import_file *f)
{
	json_open(&r->j, "strays", '[');
	for (size_t i = 0; i < f->nstrays; i++) {
		json_open(&r->j, NULL, '{');
		json_string(&r->j, "form", f->strays[i].laid->form->id);
		json_string(&r->j, "why", f->strays[i].why);
		json_close(&r->j, '}');
	}
	json_close(&r->j, ']');
	json_open(&r->j, "rest", '[');
	for (size_t i = 0; i < f->laid.nrest; i++) {
		const struct laid_rest *x = &f->laid.rest[i];

		json_open(&r->j, NULL, '{');
		json_string(&r->j, "text", x->text);
		json_where(r, f, x->block, x->at_row, x->at_column);
		json_close(&r->j, '}');
	}
	json_close(&r->j, ']');
}

static void json_file(struct run *r, const struct import_file *f)
{
	size_t n;
	const struct work_unit *units = work_units(r->c->work, &n);

	json_open(&r->j, NULL, '{');
	json_string(&r->j, "file", f->name);
	json_null(&r->j, "error");
	json_open(&r->j, "filings", '[');
	for (size_t i = 0; i < f->nfilings; i++) {
		const struct import_filing *x = &f->filings[i];

		json_open(&r->j, NULL, '{');
		json_string(&r->j, "unit", units[x->unit].code);
		json_int(&r->j, "year", x->year);
		json_string(&r->j, "set", x->set->id);
		json_bool(&r->j, "new", x->fresh);
		json_open(&r->j, "sheets", '[');
		for (size_t k = 0; k < x->nsheets; k++)
			json_sheet(r, f, &x->sheets[k]);
		json_close(&r->j, ']');
		json_close(&r->j, '}');
	}
	json_close(&r->j, ']');
	json_rest(r, f);
	json_close(&r->j, '}');
}

/* ---- the run ---- */

static void count(struct run *r, const struct import_file *f)
{
	for (size_t i = 0; i < f->nfilings; i++)
		for (size_t k = 0; k < f->filings[i].nsheets; k++)
			r->others += f->filings[i].sheets[k].count[PLAN_OTHER];
	r->lost += f->nstrays + f->laid.nrest;
}

static void tell_refused(struct run *r, const char *path)
{
	const char *slash = strrchr(path, '/');

	r->refused++;
	if (!r->c->json) {
		str_addf(r->c->out, _("没有导入 %s\n"), r->c->e->text);
		return;
	}
	json_open(&r->j, NULL, '{');
	json_string(&r->j, "file", slash ? slash + 1 : path);
	json_string(&r->j, "error", r->c->e->text);
	json_close(&r->j, '}');
}

/* A file that is refused does not keep the others out; a database that fails does. */
static int one_file(struct run *r, const char *path)
{
	struct import_file f = { 0 };
	int result = import_plan(r->im, path, &f, r->c->e);

	if (result == 0 && !r->c->plan)
		result = import_store(r->im, &f, &r->done, r->c->e);
	if (result == 0) {
		(r->c->json ? json_file : print_file)(r, &f);
		count(r, &f);
	} else if (err_exit_status(r->c->e) == CMD_WRONG) {
		tell_refused(r, path);
		result = 0;
	}
	import_file_free(&f);
	return result;
}

static void tell_done(struct run *r)
{
	const struct import_done *d = &r->done;

	if (r->c->json) {
		json_open(&r->j, "done", '{');
		json_int(&r->j, "filings", (int64_t)d->filings);
		json_int(&r->j, "sheets", (int64_t)d->sheets);
		json_int(&r->j, "rows", (int64_t)d->rows);
		json_int(&r->j, "cells", (int64_t)d->cells);
		json_int(&r->j, "changed", (int64_t)d->changed);
		json_close(&r->j, '}');
	} else if (r->c->plan) {
		str_add(r->c->out, _("以上只是计划，没有改动\n"));
	} else if (d->cells == 0) {
		str_add(r->c->out, _("没有要改的\n"));
	} else {
		str_addf(r->c->out,
		         _("已导入：新建填报 %zu 份，加表页 %zu 张、行 %zu 行，填写 %zu 格，其中改动 %zu 格\n"),
		         d->filings, d->sheets, d->rows, d->cells, d->changed);
	}
}

static int finish(struct run *r, int result)
{
	if (result < 0)
		return cmd_fail(r->c);
	tell_done(r);
	if (r->refused > 0 && r->files > 1)
		err_set(r->c->e, ERR_INPUT, _("%zu 个文件里有 %zu 个没有导入"), r->files,
		        r->refused);
	if (r->refused > 0)
		return CMD_WRONG;
	return r->others + r->lost > 0 ? CMD_DIFFERENCES : CMD_DONE;
}

int cmd_import(struct cmd_call *c)
{
	struct import_request request = { c->unit, c->year, c->set };
	struct run r = { .c = c, .j = { .out = c->out } };
	char **paths = import_paths(c->args, c->nargs, &r.files, c->e);
	int result = 0, status;

	r.im = paths ? import_open(c->work, &request, c->e) : NULL;
	if (!r.im) {
		import_paths_free(paths, paths ? r.files : 0);
		return cmd_fail(c);
	}
	if (c->json) {
		json_open(&r.j, NULL, '{');
		json_open(&r.j, "files", '[');
	}
	for (size_t i = 0; i < r.files && result == 0; i++)
		result = one_file(&r, paths[i]);
	if (c->json)
		json_close(&r.j, ']');
	status = finish(&r, result);
	if (c->json) {
		json_close(&r.j, '}');
		str_addc(c->out, '\n');
	}
	import_close(r.im);
	import_paths_free(paths, r.files);
	return status;
}
