#include "app/import.h"

#include <string.h>
#include <strings.h>

#include "app/edit_text.h"
#include "app/import_inside.h"
#include "app/work_inside.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"

/* ---- for all files ---- */

static void gather_units(struct import *im, const struct units *units)
{
	im->names = mem_array(units->nnames + 1, sizeof *im->names);
	for (size_t i = 0; i < units->nnames; i++) {
		int unit = units_index(units, units->names[i].unit);

		if (unit >= 0)
			im->names[im->given.nunits++] = (struct lay_unit){
				units->unit[unit].code, units->names[i].name, unit };
	}
	im->given.units = im->names;
}

static int take_request(struct import *im, const struct import_request *r, struct err *e)
{
	const struct units *units = work_tree(im->w, e);

	if (!units)
		return -1;
	gather_units(im, units);
	im->given.unit = r->unit ? work_find_unit(im->w, r->unit, e) : -1;
	if (r->unit && im->given.unit < 0)
		return -1;
	im->given.year = r->year;
	im->given.set = r->set ? work_set(im->w, r->set) : NULL;
	if (r->set && !im->given.set)
		return err_set(e, ERR_NOTFOUND, _("没有套表 %s"), r->set);
	return 0;
}

struct import *import_open(struct work *w, const struct import_request *r, struct err *e)
{
	struct import *im = mem_alloc(sizeof *im);
	size_t nsets;
	const struct set *const *sets = work_sets(w, &nsets);

	*im = (struct import){ .w = w };
	if (take_request(im, r, e) < 0) {
		import_close(im);
		return NULL;
	}
	im->shelf = lay_shelf_new(sets, nsets);
	return im;
}

void import_close(struct import *im)
{
	if (!im)
		return;
	lay_shelf_free(im->shelf);
	mem_free(im->names);
	mem_free(im);
}

/* ---- one file ---- */

/* Texts as they are stored, so that the plan compares like with like. */
static int clean_texts(struct laid *laid, struct err *e)
{
	for (size_t i = 0; i < laid->nsheets; i++) {
		struct laid_sheet *s = &laid->sheets[i];

		for (size_t k = 0; k < s->ncells; k++) {
			struct laid_cell *c = &s->cells[k];
			const struct field *field = c->list < 0
			                                ? &s->form->fields[c->field]
			                                : &s->form->lists[c->list].columns[c->field];
			char *clean;

			if (edit_check_text(c->text, e) < 0)
				return -1;
			clean = edit_clean_text(field, c->text);
			mem_free(c->text);
			c->text = clean;
		}
	}
	return 0;
}

static void add_stray(struct import_file *f, const struct laid_sheet *s, char *why)
{
	f->strays = mem_push(f->strays, f->nstrays, sizeof *f->strays);
	f->strays[f->nstrays++] = (struct import_stray){ s, why };
}

/* Why a sheet can't be laid on a filing; NULL: it can. */
static char *stray_reason(const struct laid_sheet *s)
{
	struct str why = { 0 };

	if (s->unit < 0 && s->unit_text)
		str_addf(&why, _("单位库里没有“%s”"), s->unit_text);
	else if (s->unit < 0)
		str_add(&why, _("看不出是哪个单位"));
	else if (s->year == 0)
		str_add(&why, _("看不出是哪一年"));
	else if (!set_is_for(s->set, s->year))
		str_addf(&why, _("套表 %s 不适用于 %d 年"), s->set->id, s->year);
	else if (s->copy > 1 && !s->form->copies)
		str_add(&why, _("同一个单位的这张表在文件里不止一张，只取第一张"));
	return why.length > 0 ? str_take(&why) : NULL;
}

static bool is_stray(const struct import_file *f, const struct laid_sheet *s)
{
	for (size_t i = 0; i < f->nstrays; i++)
		if (f->strays[i].laid == s)
			return true;
	return false;
}

static struct import_filing *filing_for(struct import_file *f, const struct laid_sheet *s)
{
	for (size_t i = 0; i < f->nfilings; i++)
		if (f->filings[i].unit == s->unit && f->filings[i].year == s->year &&
		    f->filings[i].set == s->set)
			return &f->filings[i];
	f->filings = mem_push(f->filings, f->nfilings, sizeof *f->filings);
	f->filings[f->nfilings] =
	    (struct import_filing){ .unit = s->unit, .year = s->year, .set = s->set };
	return &f->filings[f->nfilings++];
}

struct filing *import_now(struct import *im, const struct import_filing *x, struct err *e)
{
	return work_open_filing(im->w, x->unit, x->year, x->set->id, e);
}

/* The plans of one filing's sheets. */
static int plan_filing(struct import *im, struct import_file *f, struct import_filing *x,
                       struct err *e)
{
	struct err none = { 0 };
	struct filing *now = import_now(im, x, &none);
	bool *taken = mem_array((now ? now->nsheets : 0) + 1, sizeof *taken);
	int *fresh = mem_array(x->set->nforms + 1, sizeof *fresh);

	x->fresh = !now;
	for (size_t i = 0; i < f->laid.nsheets; i++) {
		const struct laid_sheet *s = &f->laid.sheets[i];

		if (s->unit != x->unit || s->year != x->year || s->set != x->set ||
		    s->ncells == 0 || is_stray(f, s))
			continue;
		x->sheets = mem_push(x->sheets, x->nsheets, sizeof *x->sheets);
		x->sheets[x->nsheets++] = plan_sheet_of(s, now, taken, &fresh[s->form->index]);
	}
	mem_free(taken);
	mem_free(fresh);
	if (!now && none.code != ERR_NOTFOUND)
		return err_set(e, none.code, "%s", none.text);
	return 0;
}

static int make_plan(struct import *im, struct import_file *f, struct err *e)
{
	for (size_t i = 0; i < f->laid.nsheets; i++) {
		const struct laid_sheet *s = &f->laid.sheets[i];
		char *why = s->ncells > 0 ? stray_reason(s) : NULL;

		if (why)
			add_stray(f, s, why);
		else if (s->ncells > 0)
			filing_for(f, s);
	}
	for (size_t i = 0; i < f->nfilings; i++)
		if (plan_filing(im, f, &f->filings[i], e) < 0)
			return -1;
	return 0;
}

int import_plan_of(struct import *im, struct document *taken, struct import_file *out,
                   struct err *e)
{
	int result;

	out->document = *taken;
	*taken = (struct document){ 0 };
	out->name = mem_strdup(out->document.name);
	lay_document(im->shelf, &out->document, &im->given, &out->laid);
	result = clean_texts(&out->laid, e);
	if (result == 0 && out->laid.nsheets == 0)
		result = err_set(e, ERR_INPUT, _("%s: 里面没有认得的表"), out->name);
	if (result == 0)
		result = make_plan(im, out, e);
	if (result < 0)
		import_file_free(out);
	return result;
}

int import_plan(struct import *im, const char *path, struct import_file *out, struct err *e)
{
	struct document d = { 0 };

	if (document_read(&d, path, &doc_limits_usual, e) < 0)
		return -1;
	return import_plan_of(im, &d, out, e);
}

void import_file_free(struct import_file *f)
{
	for (size_t i = 0; i < f->nfilings; i++) {
		for (size_t k = 0; k < f->filings[i].nsheets; k++)
			plan_sheet_free(&f->filings[i].sheets[k]);
		mem_free(f->filings[i].sheets);
	}
	mem_free(f->filings);
	for (size_t i = 0; i < f->nstrays; i++)
		mem_free(f->strays[i].why);
	mem_free(f->strays);
	laid_free(&f->laid);
	document_free(&f->document);
	mem_free(f->name);
	*f = (struct import_file){ 0 };
}

/* ---- files and folders ---- */

bool import_can_read(const char *name)
{
	static const char *const endings[] = { ".docx", ".xlsx", ".csv", ".txt" };
	const char *dot = strrchr(name, '.');

	/* Open in an office program: its lock file. */
	if (!dot || name[0] == '~' || name[0] == '.')
		return false;
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (strcasecmp(dot, endings[i]) == 0)
			return true;
	return false;
}

static void add_path(char ***paths, size_t *count, char *path)
{
	*paths = mem_push(*paths, *count, sizeof **paths);
	(*paths)[(*count)++] = path;
}

static int add_folder(char ***paths, size_t *count, const char *folder, struct err *e)
{
	size_t n, before = *count;
	char **names = file_list(folder, "", &n, e);

	if (!names)
		return -1;
	for (size_t i = 0; i < n; i++)
		if (import_can_read(names[i]))
			add_path(paths, count, file_join(folder, names[i]));
	file_list_free(names, n);
	if (*count == before)
		return err_set(e, ERR_NOTFOUND, _("%s: 文件夹里没有 .docx、.xlsx、.csv、.txt 文件"),
		               folder);
	return 0;
}

char **import_paths(const char *const *names, size_t n, size_t *count, struct err *e)
{
	char **paths = NULL;
	int result = 0;

	*count = 0;
	for (size_t i = 0; i < n && result == 0; i++) {
		if (file_is_folder(names[i]))
			result = add_folder(&paths, count, names[i], e);
		else
			add_path(&paths, count, mem_strdup(names[i]));
	}
	if (result == 0)
		return paths;
	import_paths_free(paths, *count);
	return NULL;
}

void import_paths_free(char **paths, size_t count)
{
	for (size_t i = 0; i < count; i++)
		mem_free(paths[i]);
	mem_free(paths);
}
