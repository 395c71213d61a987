#include <string.h>

#include "app/cmd_table.h"
#include "app/edit.h"
#include "app/log.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"
#include "calc/num.h"
#include "store/revert.h"

/* log: who changed what, when, from what to what, and why; with it what is no
 * change.  revert: takes any step back, or gives one cell its old text. */

struct listing {
	struct cmd_call *c;
	struct json json;
	bool named;             /* whose filing it is stands in each line */
	struct work_filing *filings;
	size_t nfilings;
};

/* ---- lines ---- */

static void json_entry(struct json *j, const struct store_entry *e)
{
	bool change = strcmp(e->kind, "entry") == 0;

	json_open(j, NULL, '{');
	json_string(j, "kind", e->kind);
	json_int(j, "id", e->id);
	json_int(j, "filing", e->filing);
	json_int(j, "step", e->step);
	json_int(j, "time", e->time);
	json_string(j, "who", e->who);
	json_string(j, "host", e->host);
	json_string(j, "what", e->what);
	json_string(j, "why", e->why);
	json_int(j, "undoes", e->undoes);
	json_string(j, "form", e->form);
	json_int(j, "copy", e->copy);
	json_string(j, "key", e->key);
	if (change)
		json_int(j, "op", e->op);
	json_string(j, "old", e->old_text);
	json_string(j, "new", e->new_text);
	json_close(j, '}');
}

/* Other people's texts reach a terminal only cleaned (ENGINE §5). */
static void add_clean(struct str *out, const char *text)
{
	char *clean = text_clean(text ? text : "", false);

	str_add(out, clean);
	mem_free(clean);
}

/* «某某@192.0.2.7» */
static void add_who(struct str *out, const char *who, const char *host)
{
	add_clean(out, who);
	if (host) {
		str_addc(out, '@');
		add_clean(out, host);
	}
}

/* «信息中心 2024  » */
static void add_filing(const struct listing *l, int64_t filing, struct str *out)
{
	for (size_t i = 0; i < l->nfilings; i++) {
		const struct work_filing *f = &l->filings[i];
		size_t n;

		if (f->id == filing) {
			add_clean(out, work_units(l->c->work, &n)[f->unit].name);
			str_addf(out, " %d  ", f->year);
			return;
		}
	}
}

static void add_value(struct str *out, const char *text)
{
	add_clean(out, text ? text : _("（空）"));
}

static void add_change(struct str *out, const struct store_entry *e)
{
	const char *whole = log_of_whole(e->op);

	str_addf(out, *e->key ? "%s#%d." : "%s#%d", e->form, e->copy);
	add_clean(out, e->key);
	str_add(out, "  ");
	if (whole) {
		str_add(out, whole);
		return;
	}
	add_value(out, e->old_text);
	str_add(out, " → ");
	add_value(out, e->new_text);
}

static void add_note(struct str *out, const struct store_entry *e)
{
	if (*e->form)
		str_addf(out, *e->key ? "%s#%d." : "%s#%d", e->form, e->copy);
	add_clean(out, e->key);
	str_add(out, *e->form || *e->key ? "  " : "");
	add_clean(out, e->new_text);
}

static void print_entry(const struct listing *l, const struct store_entry *e)
{
	struct str *out = l->c->out;
	bool change = strcmp(e->kind, "entry") == 0 || strcmp(e->kind, "parcel") == 0;

	str_addf(out, "%s  ", when_second(e->time).s);
	add_who(out, e->who, e->host);
	str_add(out, "  ");
	if (e->step)
		str_addf(out, _("第 %lld 步 "), (long long)e->step);
	add_clean(out, e->what);
	str_add(out, "  ");
	if (l->named)
		add_filing(l, e->filing, out);
	if (change)
		add_change(out, e);
	else
		add_note(out, e);
	if (e->why) {
		str_add(out, _("  原因："));
		add_clean(out, e->why);
	}
	str_addc(out, '\n');
}

static void list(struct listing *l, const struct store_entry *entries, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (l->c->json)
			json_entry(&l->json, &entries[i]);
		else
			print_entry(l, &entries[i]);
	}
}

/* ---- log ---- */

static int log_wanted(struct listing *l, const struct store_wanted *w)
{
	struct store_entry *entries = NULL;
	size_t n = 0;

	if (store_log(work_store(l->c->work), w, &entries, &n, l->c->e) < 0)
		return -1;
	list(l, entries, n);
	store_journal_free(entries, n);
	return 0;
}

static int log_unit(struct listing *l, struct store_wanted *w)
{
	int unit = work_find_unit(l->c->work, l->c->args[0], l->c->e);
	size_t n;

	if (unit < 0)
		return -1;
	w->unit = work_units(l->c->work, &n)[unit].id;
	return log_wanted(l, w);
}

/* A key of a row, «list.ID», stands for the row and its cells. */
static int log_filing(struct listing *l, struct store_wanted *w)
{
	const char *rest = "";
	struct filing *f = cmd_filing(l->c);
	int sheet;

	if (!f)
		return -1;
	w->filing = f->id;
	if (l->c->nargs == 3) {
		sheet = cmd_sheet(l->c, f, l->c->args[2], &rest);
		if (sheet < 0)
			return -1;
		w->form = f->sheets[sheet].form->id;
		w->copy = f->sheets[sheet].copy;
		w->key = *rest ? rest : NULL;
		w->below = w->key != NULL;
	}
	return log_wanted(l, w);
}

int cmd_log(struct cmd_call *c)
{
	struct store_wanted w = { .who = c->who, .limit = c->limit };
	struct listing l = { .c = c, .named = c->nargs < 2 };
	int result;

	cmd_json_begin(c, &l.json);
	if (l.named)
		l.filings = work_filings(c->work, -1, &l.nfilings, c->e);
	if (l.named && !l.filings)
		result = -1;
	else if (c->nargs == 0)
		result = log_wanted(&l, &w);
	else
		result = c->nargs == 1 ? log_unit(&l, &w) : log_filing(&l, &w);
	cmd_json_end(c, &l.json);
	mem_free(l.filings);
	return result < 0 ? cmd_fail(c) : CMD_DONE;
}

/* ---- revert ---- */

/* The step's filing, opened. */
static struct filing *filing_of(struct cmd_call *c, int64_t filing)
{
	size_t n = 0;
	struct work_filing *all = work_filings(c->work, -1, &n, c->e);
	struct filing *found = NULL;

	for (size_t i = 0; i < n && !found; i++) {
		if (all[i].id == filing)
			found = work_open_filing(c->work, all[i].unit, all[i].year, all[i].set_id,
			                         c->e);
	}
	mem_free(all);
	return found;
}

static int take_step(struct cmd_call *c, int64_t *step)
{
	struct figure n;

	if (num_parse(c->args[0], NULL, &n) != NUM_OK || n.num % NUM_ONE || n.num < NUM_ONE)
		return err_set(c->e, ERR_USAGE, _("“%s”不是修改日志的步号；ziping log 列出各步"),
		               c->args[0]);
	*step = n.num / NUM_ONE;
	return 0;
}

/* «某栏：现在的 → 恢复的» */
static void print_now_and_then(struct cmd_call *c, const char *now, const struct filing *f,
                               struct place p)
{
	place_label(f, p, c->out);
	str_add(c->out, _("："));
	add_value(c->out, now);
	str_add(c->out, " → ");
	add_value(c->out, filing_cell(f, p)->text);
	str_addc(c->out, '\n');
}

static int revert_cell(struct cmd_call *c, struct filing *f, int64_t step)
{
	struct edit_cell_name cell = { .copy = 0 };
	int sheet = cmd_sheet(c, f, c->args[1], &cell.key);
	char *now = NULL;
	struct place p;
	int result;

	if (sheet < 0)
		return -1;
	cell.form = f->sheets[sheet].form->id;
	cell.copy = f->sheets[sheet].copy;
	if (filing_place(f, sheet, cell.key, &p))
		now = mem_strdup(filing_cell(f, p)->text);
	result = edit_revert(c->work, f, step, &cell, &p, c->e);
	if (result == 0)
		print_now_and_then(c, now, f, p);
	mem_free(now);
	return result;
}

static int revert_step(struct cmd_call *c, struct filing *f, int64_t step)
{
	struct err why;

	if (edit_revert(c->work, f, step, NULL, NULL, c->e) == 0)
		return 0;
	if (c->e->code == ERR_CONFLICT) {
		why = *c->e;
		err_set(c->e, ERR_CONFLICT,
		        _("%s；可以逐格恢复：ziping revert %lld 表[#份].键，各格见 ziping log"), why.text,
		        (long long)step);
	}
	return -1;
}

int cmd_revert(struct cmd_call *c)
{
	struct store_step told;
	struct filing *f = NULL;
	int64_t step = 0;
	int result;

	if (take_step(c, &step) < 0 || store_step(work_store(c->work), step, &told, c->e) < 0)
		return cmd_fail(c);
	work_set_why(c->work, c->why);
	f = filing_of(c, told.filing);
	if (!f)
		result = -1;
	else
		result = c->nargs == 2 ? revert_cell(c, f, step) : revert_step(c, f, step);
	if (result == 0) {
		str_addf(c->out, _("已恢复第 %lld 步（"), (long long)step);
		add_who(c->out, told.who, told.host);
		str_addf(c->out, " %s ", when_second(told.time).s);
		add_clean(c->out, told.what);
		str_add(c->out, _("）\n"));
	}
	store_step_free(&told);
	return result < 0 ? cmd_fail(c) : CMD_DONE;
}
