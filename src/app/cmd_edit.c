#include <string.h>

#include "app/cmd_table.h"
#include "app/edit.h"
#include "app/samples.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "calc/num.h"
#include "form/suggest.h"

/* What changes a database: the same path through app/edit as the screen. */

/* The folder of the usual place is made; one that a person names must be there:
 * it may be mistyped. */
static int make_usual_folder(struct cmd_call *c)
{
	const char *slash = strrchr(c->database, '/');
	if (!c->usual || !slash)
		return 0;
	char *folder = mem_strndup(c->database, (size_t)(slash - c->database));
	int rc = file_make_folder(folder, c->e);
	mem_free(folder);
	return rc;
}

int cmd_init(struct cmd_call *c)
{
	struct work *w = make_usual_folder(c) < 0 ? NULL
	                                          : cmd_open(c->database, STORE_CREATE, c->e);
	if (!w)
		return cmd_fail(c);
	/* Not the person's own step: undo does not take the samples away. */
	store_set_actor(work_store(w), _("样例"), NULL);
	int rc = c->samples ? samples_load(w, c->e) : 0;
	work_close(w);
	if (rc < 0)
		return cmd_fail(c);
	str_addf(c->out,
	         c->samples ? _("已建立数据库 %s，并装入样例数据\n") : _("已建立数据库 %s\n"),
	         c->database);
	return CMD_DONE;
}

/* A sentence on what was typed when it is no figure. */
static void tell_fault(struct cmd_call *c, const struct filing *f, struct place p)
{
	bool fault = filing_cell(f, p)->stated.state == FIGURE_FAULT;
	if (fault && filing_field(f, p)->kind == KIND_DATE)
		str_add(c->out, _("这里要填日期：已按原样保存并标记\n"));
	else if (fault)
		str_add(c->out, _("这里要填数：已按原样保存并标记，用到它的格不可计算\n"));
	else if (filing_over_max(f, p))
		str_add(c->out, _("超过了分值：已按原样保存并标记\n"));
}

/* Tells what now stands in the cell. */
static int tell(struct cmd_call *c, const struct filing *f, struct place p)
{
	struct str label = {0}, shown = {0};
	if (c->json) {
		cmd_json_cell(c->out, f, p);
		str_addc(c->out, '\n');
		return CMD_DONE;
	}
	place_label(f, p, &label);
	cell_show(suggest_cell(f, p), filing_field(f, p), &shown);
	char *name = text_clean(str_text(&label), false),
	     *clean = text_clean(str_text(&shown), true);
	str_addf(c->out, _("已保存：%s = %s\n"), name, clean);
	mem_free(name);
	tell_fault(c, f, p);
	mem_free(clean);
	str_free(&label);
	str_free(&shown);
	return CMD_DONE;
}

/* One name and its value: what a change gave. */
static int tell_word(struct cmd_call *c, const char *name, const char *word)
{
	struct json j = {.out = c->out};
	if (c->json) {
		json_open(&j, NULL, '{');
		json_string(&j, name, word);
		json_close(&j, '}');
		str_addc(c->out, '\n');
	} else {
		str_addf(c->out, "%s\n", word);
	}
	return CMD_DONE;
}

int cmd_set(struct cmd_call *c)
{
	struct place p;
	struct filing *f = cmd_filing(c);
	if (!f || cmd_place(c, f, c->args[2], &p) < 0)
		return cmd_fail(c);
	work_set_why(c->work, c->why);
	int rc = c->stated ? edit_stated(c->work, f, p, c->args[3], c->e)
	                   : edit_cell(c->work, f, p, c->args[3], c->e);
	return rc < 0 ? cmd_fail(c) : tell(c, f, p);
}

/* LIST[.REST] on a sheet: the list, and what is behind the dot. */
static int take_list(struct cmd_call *c, const struct filing *f, int *list, const char **rest)
{
	const char *text;
	int sheet = cmd_sheet(c, f, c->args[2], &text);
	if (sheet < 0)
		return -1;
	size_t n = strcspn(text, ".");
	char *name = mem_strndup(text, n);
	*list = form_list(f->sheets[sheet].form, name);
	mem_free(name);
	*rest = text[n] == '.' ? text + n + 1 : text + n;
	if (*list < 0)
		return err_set(c->e, ERR_NOTFOUND, _("%s没有清单“%s”"),
		               f->sheets[sheet].form->number, text);
	return sheet;
}

/* A leaf group by key. */
static int take_group(struct cmd_call *c, const struct list *l, const char *key, int *group)
{
	struct str names = {0};
	*group = *key ? list_group(l, key) : -1;
	if (*key ? *group >= 0 && l->groups[*group].leaf : l->ngroups == 0)
		return 0;
	for (size_t i = 0; i < l->ngroups; i++)
		if (l->groups[i].leaf)
			str_addf(&names, " %s", l->groups[i].key);
	if (*key)
		err_set(c->e, ERR_NOTFOUND, _("清单“%s”没有可放行的分组“%s”；可用的有：%s"),
		        l->label, key, str_text(&names));
	else
		err_set(c->e, ERR_USAGE, _("清单“%s”有分组，要写明放在哪个分组：%s"), l->label,
		        str_text(&names));
	str_free(&names);
	return -1;
}

static int take_row(struct cmd_call *c, const struct filing *f, struct place *p)
{
	const char *rest;
	struct figure id;
	*p = (struct place){.field = 0};
	p->sheet = take_list(c, f, &p->list, &rest);
	if (p->sheet < 0)
		return -1;
	if (num_parse(rest, NULL, &id) != NUM_OK)
		return err_set(c->e, ERR_USAGE, _("“%s”不是行号"), rest);
	p->row = filing_find_row(f, p->sheet, p->list, id.num / NUM_ONE);
	return p->row < 0 ? err_set(c->e, ERR_NOTFOUND, _("清单没有第 %s 号行"), rest) : 0;
}

static int tell_row(struct cmd_call *c, const struct filing *f, struct place p)
{
	struct str key = {0};
	str_addf(&key, "%s.%lld", f->sheets[p.sheet].form->lists[p.list].key,
	         (long long)f->sheets[p.sheet].lists[p.list].rows[p.row].id);
	tell_word(c, "row", str_text(&key));
	str_free(&key);
	return CMD_DONE;
}

int cmd_row_add(struct cmd_call *c)
{
	const char *key;
	int list, group;
	struct place out;
	struct filing *f = cmd_filing(c);
	int sheet = f ? take_list(c, f, &list, &key) : -1;
	if (sheet < 0)
		return cmd_fail(c);
	const struct list *l = &f->sheets[sheet].form->lists[list];
	const char *name = c->nargs > 3 ? c->args[3] : NULL;
	work_set_why(c->work, c->why);
	if (take_group(c, l, key, &group) < 0 ||
	    edit_row_add(c->work, f, sheet, list, group, -1, l->name_column, name, &out, c->e) < 0)
		return cmd_fail(c);
	return tell_row(c, f, out);
}

int cmd_row_delete(struct cmd_call *c)
{
	struct place p;
	struct filing *f = cmd_filing(c);
	if (!f || take_row(c, f, &p) < 0)
		return cmd_fail(c);
	work_set_why(c->work, c->why);
	return edit_row_delete(c->work, f, p, c->e) < 0 ? cmd_fail(c) : CMD_DONE;
}

int cmd_row_move(struct cmd_call *c)
{
	struct place p, out;
	struct filing *f = cmd_filing(c);
	bool up = strcmp(c->args[3], "up") == 0;
	if (!f || take_row(c, f, &p) < 0)
		return cmd_fail(c);
	if (!up && strcmp(c->args[3], "down") != 0) {
		err_set(c->e, ERR_USAGE, _("方向应是 up 或 down"));
		return CMD_WRONG;
	}
	work_set_why(c->work, c->why);
	return edit_row_move(c->work, f, p, up ? -1 : 1, &out, c->e) < 0 ? cmd_fail(c)
	                                                                 : tell_row(c, f, out);
}

int cmd_row_copy(struct cmd_call *c)
{
	struct place p, out;
	struct filing *f = cmd_filing(c);
	if (!f || take_row(c, f, &p) < 0)
		return cmd_fail(c);
	work_set_why(c->work, c->why);
	return edit_row_copy(c->work, f, p, &out, c->e) < 0 ? cmd_fail(c) : tell_row(c, f, out);
}

int cmd_row_na(struct cmd_call *c)
{
	const char *key;
	int list, group;
	struct filing *f = cmd_filing(c);
	int sheet = f ? take_list(c, f, &list, &key) : -1;
	if (sheet < 0 || take_group(c, &f->sheets[sheet].form->lists[list], key, &group) < 0)
		return cmd_fail(c);
	work_set_why(c->work, c->why);
	return edit_row_na(c->work, f, sheet, list, group, c->e) < 0 ? cmd_fail(c) : CMD_DONE;
}

int cmd_row_from(struct cmd_call *c)
{
	const char *rest;
	int list;
	size_t added;
	struct filing *f = cmd_filing(c);
	int sheet = f ? take_list(c, f, &list, &rest) : -1;
	if (sheet < 0)
		return cmd_fail(c);
	if (*rest) {
		err_set(c->e, ERR_USAGE, _("清单后面多了“%s”"), rest);
		return cmd_fail(c);
	}
	work_set_why(c->work, c->why);
	if (edit_rows_from(c->work, f, sheet, list, &added, c->e) < 0)
		return cmd_fail(c);
	struct json j = {.out = c->out};
	if (!c->json) {
		str_addf(c->out, _("已带入 %zu 行\n"), added);
		return CMD_DONE;
	}
	json_open(&j, NULL, '{');
	json_int(&j, "rows", (long long)added);
	json_close(&j, '}');
	str_addc(c->out, '\n');
	return CMD_DONE;
}

int cmd_sheet_add(struct cmd_call *c)
{
	int sheet;
	struct filing *f = cmd_filing(c);
	const struct form *form = NULL;
	for (size_t i = 0; f && i < f->set->nforms; i++)
		if (strcmp(f->set->forms[i]->id, c->args[2]) == 0 ||
		    strcmp(f->set->forms[i]->number, c->args[2]) == 0)
			form = f->set->forms[i];
	if (f && !form)
		err_set(c->e, ERR_NOTFOUND, _("%s里没有表“%s”"), f->set->title, c->args[2]);
	if (!form || edit_sheet_add(c->work, f, form, &sheet, c->e) < 0)
		return cmd_fail(c);
	struct str name = {0};
	str_addf(&name, "%s#%d", form->id, f->sheets[sheet].copy);
	tell_word(c, "sheet", str_text(&name));
	str_free(&name);
	return CMD_DONE;
}

int cmd_sheet_delete(struct cmd_call *c)
{
	const char *rest;
	struct filing *f = cmd_filing(c);
	int sheet = f ? cmd_sheet(c, f, c->args[2], &rest) : -1;
	if (sheet < 0 || edit_sheet_delete(c->work, f, sheet, c->e) < 0)
		return cmd_fail(c);
	return CMD_DONE;
}

static int take_back(struct cmd_call *c,
                     int (*step)(struct work *, struct filing *, char **, struct place *,
                                 struct err *),
                     const char *words)
{
	char *what = NULL;
	struct filing *f = cmd_filing(c);
	if (!f || step(c->work, f, &what, NULL, c->e) < 0)
		return cmd_fail(c);
	struct str text = {0};
	str_addf(&text, "%s%s", c->json ? "" : words, what ? what : "");
	tell_word(c, "step", str_text(&text));
	str_free(&text);
	mem_free(what);
	return CMD_DONE;
}

int cmd_undo(struct cmd_call *c)
{
	return take_back(c, edit_undo, _("已撤销："));
}

int cmd_redo(struct cmd_call *c)
{
	return take_back(c, edit_redo, _("已重做："));
}

int cmd_unit_add(struct cmd_call *c)
{
	int superior = -1;
	if (c->nargs > 2 && (superior = work_find_unit(c->work, c->args[2], c->e)) < 0)
		return cmd_fail(c);
	return work_add_unit(c->work, c->args[0], c->args[1], 0, superior, c->e) < 0 ? cmd_fail(c)
	                                                                             : CMD_DONE;
}

int cmd_filing_add(struct cmd_call *c)
{
	int year, unit = work_find_unit(c->work, c->args[0], c->e);
	if (unit < 0)
		return cmd_fail(c);
	if (cmd_year(c, c->args[1], &year) < 0)
		return CMD_WRONG;
	const char *set = c->nargs > 2 ? c->args[2] : c->set;
	return work_add_filing(c->work, unit, year, set, c->e) < 0 ? cmd_fail(c) : CMD_DONE;
}
