#include "app/import.h"
#include "app/pack.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "screens/browse.h"
#include "screens/planview.h"
#include "screens/prompt.h"
#include "screens/shell_parts.h"

/* Documents become filings: a file is chosen, its plan is read, then carried
 * out. */

/* ---- the plan ---- */

static bool plan_done(struct shell *s, struct dialog *d, enum dialog_end end);

/* What the person said of the file at hand. */
static int open_plan(struct shell *s, struct import **im, struct import_file *f, struct err *e)
{
	const struct importing *of = &s->importing;
	struct import_request q = {.unit = of->unit, .year = of->year};

	*im = import_open(s->desk.w, &q, e);
	if (!*im)
		return -1;
	if (import_plan(*im, of->path, f, e) == 0)
		return 0;
	import_close(*im);
	return -1;
}

/* What the plan rests on as a whole: which units and filings there are.  Of each
 * cell the plan says itself what it saw, and import_store looks again. */
static uint64_t tree_of(struct work *w)
{
	uint64_t hash = HASH_START;
	size_t nunits, n = 0;
	const struct work_unit *units = work_units(w, &nunits);
	struct work_filing *filings = work_filings(w, -1, &n, NULL);

	for (size_t i = 0; i < nunits; i++) {
		hash = hash_add(hash, &units[i].id, sizeof units[i].id);
		hash = hash_add_text(hash, units[i].name);
	}
	for (size_t i = 0; i < n; i++)
		hash = hash_add(hash, &filings[i].id, sizeof filings[i].id);
	mem_free(filings);
	return hash;
}

/* False: the file can't be read, as it says. */
static bool show_plan(struct shell *s)
{
	struct import *im;
	struct import_file f = {0};
	struct err e = {0};

	desk_say(&s->desk, NOTE_INFO, _("正在读 %s"), s->importing.path);
	if (s->wait)
		s->wait(s->wait_context, s);
	if (open_plan(s, &im, &f, &e) < 0) {
		desk_say(&s->desk, NOTE_ERROR, "%s", e.text);
		return false;
	}
	desk_say(&s->desk, NOTE_NONE, "%s", "");
	s->importing.tree = tree_of(s->desk.w);
	shell_open_dialog(s, planview_new(s->desk.w, im, &f), plan_done);
	return true;
}

/* ---- carrying out ---- */

static bool is_wanted(const struct plan_sheet *p)
{
	for (size_t i = 0; i < p->laid->ncells; i++)
		if (p->cells[i].state != PLAN_SAME && !p->cells[i].refused)
			return true;
	return false;
}

/* The first sheet that something was put into; else the first of all. */
static const struct plan_sheet *sheet_to_open(const struct import_file *f,
                                              const struct import_filing **of)
{
	for (size_t i = 0; i < f->nfilings; i++)
		for (size_t k = 0; k < f->filings[i].nsheets; k++)
			if (is_wanted(&f->filings[i].sheets[k])) {
				*of = &f->filings[i];
				return &f->filings[i].sheets[k];
			}
	*of = f->nfilings ? f->filings : NULL;
	return *of && f->filings->nsheets ? f->filings->sheets : NULL;
}

static void open_imported(struct shell *s, const struct import_filing *x,
                          const struct plan_sheet *p)
{
	struct desk *d = &s->desk;
	struct str form = {0};
	struct err e = {0};

	str_addf(&form, "%s#%d", p->laid->form->id, p->copy);
	d->units++; /* there may be new filings */
	if (desk_open_set(d, x->unit, x->year, x->set->id, form.s, &e) < 0 &&
	    desk_open_set(d, x->unit, x->year, x->set->id, NULL, &e) < 0)
		desk_say(d, NOTE_ERROR, "%s", e.text);
	else
		s->focus = d->filing ? FOCUS_TABLE : FOCUS_UNITS;
	str_free(&form);
}

/* «已导入：填 120 格（改动 3 格），新行 9 行；没有放下 2 处；审核 ✗1 !5 ·3» */
static void say_done(struct desk *d, const struct import_file *f, const struct import_done *done)
{
	const struct review *r = desk_review(d);
	size_t lost = f->nstrays + f->laid.nrest;
	struct str b = {0};

	if (done->cells == 0)
		str_add(&b, _("没有要改的"));
	else
		str_addf(&b, _("已导入：填 %zu 格（改动 %zu 格），新行 %zu 行"), done->cells,
		         done->changed, done->rows);
	if (lost)
		str_addf(&b, _("；没有放下 %zu 处"), lost);
	if (r)
		str_addf(&b, _("；审核 ✗%d !%d ·%d"), r->counts.must, r->counts.verify,
		         r->counts.hint);
	desk_say(d, NOTE_OK, "%s", b.s);
	str_free(&b);
}

static bool carry_out(struct shell *s, struct dialog *dialog)
{
	struct import_file *f = planview_file(dialog);
	const struct import_filing *of = NULL;
	const struct plan_sheet *p = sheet_to_open(f, &of);
	struct import_done done = {0};
	struct err e = {0};

	if (!p) {
		desk_say(&s->desk, NOTE_WARNING, "%s",
		         _("没有可以导入的表；按 U 指定单位，按 Y 指定年度，Esc 离开。"));
		return false;
	}
	desk_say(&s->desk, NOTE_INFO, _("正在导入 %s"), f->name);
	if (s->wait)
		s->wait(s->wait_context, s);
	if (import_store(planview_import(dialog), f, &done, &e) < 0) {
		if (e.code == ERR_CONFLICT)
			show_plan(s);
		desk_say(&s->desk, NOTE_ERROR, "%s", e.text);
		return e.code == ERR_CONFLICT;
	}
	open_imported(s, of, p);
	say_done(&s->desk, f, &done);
	return true;
}

static void ask_given(struct shell *s, enum action a);

static bool plan_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	if (end == DIALOG_OTHER) {
		ask_given(s, planview_asked(d));
		return false;
	}
	if (end != DIALOG_DONE) {
		desk_say(&s->desk, NOTE_INFO, "%s", _("没有导入，什么也没有改。"));
		return true;
	}
	if (work_is_readonly(s->desk.w)) {
		desk_say(&s->desk, NOTE_WARNING, "%s", _("数据库是只读的，不能改。"));
		return false;
	}
	desk_refresh(&s->desk);
	if (s->importing.tree != tree_of(s->desk.w) && show_plan(s)) {
		desk_say(&s->desk, NOTE_WARNING, "%s",
		         _("其间有人改了库里的内容，计划已重做；请再看一遍。"));
		return true;
	}
	return carry_out(s, d);
}

/* ---- what the file doesn't say ---- */

/* The plan lies under the prompt. */
static void plan_again(struct shell *s)
{
	struct dialog *old = shell_dialog(s);

	if (!dialog_is_planview(old))
		return;
	shell_take_dialog(s);
	if (show_plan(s))
		dialog_free(old);
	else
		shell_open_dialog(s, old, plan_done);
}

static bool unit_given(struct shell *s, struct dialog *d, enum dialog_end end)
{
	struct err e = {0};
	size_t n;
	int unit;

	if (end != DIALOG_DONE)
		return true;
	unit = work_find_unit(s->desk.w, prompt_text(d), &e);
	if (unit < 0) {
		desk_say(&s->desk, NOTE_WARNING, "%s", e.text);
		return true;
	}
	mem_free(s->importing.unit);
	s->importing.unit = mem_strdup(work_units(s->desk.w, &n)[unit].code);
	plan_again(s);
	return true;
}

static bool year_given(struct shell *s, struct dialog *d, enum dialog_end end)
{
	int year = end == DIALOG_DONE ? shell_year(prompt_text(d)) : 0;

	if (year) {
		s->importing.year = year;
		plan_again(s);
	} else if (end == DIALOG_DONE) {
		desk_say(&s->desk, NOTE_WARNING, _("“%s”不是年度，例如 2025。"), prompt_text(d));
	}
	return true;
}

static void ask_given(struct shell *s, enum action a)
{
	struct str text = {0};
	size_t n;

	if (a == ACT_GIVE_UNIT) {
		if (s->desk.unit >= 0)
			str_add(&text, work_units(s->desk.w, &n)[s->desk.unit].code);
		shell_open_dialog(s, prompt_new(_("是哪个单位的（名称或代码的一部分）："), str_text(&text)),
		                  unit_given);
	} else {
		if (s->desk.year)
			str_addf(&text, "%d", s->desk.year);
		shell_open_dialog(s, prompt_new(_("是哪一年的："), str_text(&text)), year_given);
	}
	str_free(&text);
}

/* ---- the file ---- */

static void keep_folder(struct shell *s, const char *folder)
{
	char *copy = mem_strdup(folder);

	mem_free(s->importing.folder);
	s->importing.folder = copy;
}

static void take_path(struct shell *s, const char *path)
{
	mem_free(s->importing.path);
	mem_free(s->importing.unit);
	s->importing.path = mem_strdup(path);
	s->importing.unit = NULL;
	s->importing.year = 0;
}

/* A parcel is known by its name, as documents are. */
static bool show_file(struct shell *s)
{
	return pack_is_name(s->importing.path) ? shell_merge_file(s, s->importing.path)
	                                       : show_plan(s);
}

static bool browse_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	keep_folder(s, browse_folder(d));
	if (end == DIALOG_OTHER)
		return shell_import_folder(s, browse_folder(d));
	if (end != DIALOG_DONE)
		return true;
	take_path(s, browse_file(d));
	return show_file(s);
}

void shell_import(struct shell *s)
{
	if (!s->importing.folder)
		s->importing.folder = file_absolute(NULL, ".");
	shell_open_dialog(s, browse_new(_("导入哪个文件"), s->importing.folder), browse_done);
}

void shell_import_file(struct shell *s, const char *path)
{
	char *whole = file_absolute(NULL, path);

	if (file_is_folder(whole)) {
		keep_folder(s, whole);
		shell_import(s);
	} else {
		take_path(s, whole);
		show_file(s);
	}
	mem_free(whole);
}

void shell_forget_import(struct shell *s)
{
	mem_free(s->importing.path);
	mem_free(s->importing.folder);
	mem_free(s->importing.unit);
	s->importing = (struct importing){0};
}
