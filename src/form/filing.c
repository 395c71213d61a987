#include "form/filing.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "calc/date.h"
#include "form/tree.h"

/* Sheets stand by form and copy, rows by group, order and id; the arrays of
 * cells are as long as the form has fields and the list has columns. */

static void clear_cell(struct cell *c)
{
	mem_free(c->text);
	mem_free(c->calc_text);
	mem_free(c->why);
	mem_free(c->judged);
	mem_free(c->judged_for);
}

static void free_row(struct row *r, size_t columns)
{
	for (size_t i = 0; i < columns; i++)
		clear_cell(&r->cells[i]);
	mem_free(r->cells);
}

static void free_sheet(struct sheet *s)
{
	for (size_t i = 0; i < s->form->nfields; i++)
		clear_cell(&s->cells[i]);
	for (size_t l = 0; l < s->form->nlists; l++) {
		for (size_t i = 0; i < s->lists[l].n; i++)
			free_row(&s->lists[l].rows[i], s->form->lists[l].ncolumns);
		mem_free(s->lists[l].rows);
	}
	mem_free(s->cells);
	mem_free(s->lists);
}

struct filing *filing_new(const struct set *set, const char *unit_code, const char *unit_name,
                          int year)
{
	struct filing *f = mem_alloc(sizeof *f);
	f->set = set;
	f->unit_code = mem_strdup(unit_code);
	f->unit_name = mem_strdup(unit_name);
	f->year = year;
	return f;
}

void filing_free(struct filing *f)
{
	if (!f)
		return;
	for (size_t i = 0; i < f->nsheets; i++)
		free_sheet(&f->sheets[i]);
	if (f->pool)
		rat_pool_free(f->pool);
	if (f->kept)
		f->kept_free(f->kept);
	mem_free(f->sheets);
	mem_free(f->unit_code);
	mem_free(f->unit_name);
	mem_free(f->state);
	mem_free(f);
}

int filing_find_sheet(const struct filing *f, const struct form *form, int copy)
{
	for (size_t i = 0; i < f->nsheets; i++)
		if (f->sheets[i].form == form && f->sheets[i].copy == copy)
			return (int)i;
	return -1;
}

int filing_sheet(struct filing *f, const struct form *form, int copy)
{
	int found = filing_find_sheet(f, form, copy);
	if (found >= 0)
		return found;
	size_t at = f->nsheets;
	f->sheets = mem_more(f->sheets, f->nsheets, &f->capacity, sizeof *f->sheets);
	for (; at > 0 && (f->sheets[at - 1].form->index > form->index ||
	                  (f->sheets[at - 1].form == form && f->sheets[at - 1].copy > copy));
	     at--)
		f->sheets[at] = f->sheets[at - 1];
	f->nsheets++;
	f->sheets[at] = (struct sheet){.form = form, .copy = copy};
	f->sheets[at].cells = mem_array(form->nfields, sizeof(struct cell));
	f->sheets[at].lists = mem_array(form->nlists + 1, sizeof(struct rows));
	return (int)at;
}

void filing_drop_sheet(struct filing *f, int sheet)
{
	free_sheet(&f->sheets[sheet]);
	f->nsheets--;
	memmove(&f->sheets[sheet], &f->sheets[sheet + 1],
	        (f->nsheets - (size_t)sheet) * sizeof *f->sheets);
}

static bool row_before(const struct row *a, int group, int64_t order, int64_t id)
{
	if (a->group != group)
		return a->group < group;
	return a->order != order ? a->order < order : a->id < id;
}

int filing_row(struct filing *f, int sheet, int list, int64_t id, int group, int64_t order)
{
	struct rows *rows = &f->sheets[sheet].lists[list];
	size_t at = rows->n;
	rows->rows = mem_more(rows->rows, rows->n, &rows->capacity, sizeof *rows->rows);
	for (; at > 0 && !row_before(&rows->rows[at - 1], group, order, id); at--)
		rows->rows[at] = rows->rows[at - 1];
	rows->n++;
	rows->rows[at] = (struct row){.id = id, .group = group, .order = order};
	rows->rows[at].cells = mem_array(f->sheets[sheet].form->lists[list].ncolumns,
	                                 sizeof(struct cell));
	return (int)at;
}

int filing_find_row(const struct filing *f, int sheet, int list, int64_t id)
{
	const struct rows *rows = &f->sheets[sheet].lists[list];
	for (size_t i = 0; i < rows->n; i++)
		if (rows->rows[i].id == id)
			return (int)i;
	return -1;
}

void filing_drop_row(struct filing *f, int sheet, int list, int row)
{
	struct rows *rows = &f->sheets[sheet].lists[list];
	free_row(&rows->rows[row], f->sheets[sheet].form->lists[list].ncolumns);
	rows->n--;
	memmove(&rows->rows[row], &rows->rows[row + 1],
	        (rows->n - (size_t)row) * sizeof *rows->rows);
}

struct cell *filing_cell(const struct filing *f, struct place p)
{
	struct sheet *s = &f->sheets[p.sheet];
	return p.list < 0 ? &s->cells[p.field] : &s->lists[p.list].rows[p.row].cells[p.field];
}

const struct field *filing_field(const struct filing *f, struct place p)
{
	const struct form *form = f->sheets[p.sheet].form;
	return p.list < 0 ? &form->fields[p.field] : &form->lists[p.list].columns[p.field];
}

/* ---- what a text says ---- */

static bool is_na(const struct set *set, const char *text)
{
	char *folded = text_fold(text);
	bool found = false;
	for (size_t i = 0; !found && i < set->judge.na.n; i++)
		found = strcmp(folded, set->judge.na.text[i]) == 0;
	mem_free(folded);
	return found;
}

/* In a rate's cell a number without % is per cent: that is what stands there. */
static void read_rate(struct figure *v)
{
	if (v->percent)
		return;
	if (v->num % 100 != 0 || v->decimals > 4) {
		v->state = FIGURE_FAULT;
		return;
	}
	v->num /= 100;
	v->decimals += 2;
	v->percent = true;
}

enum num_result field_read(const struct field *field, const char *text, struct figure *out)
{
	const char *unit = field->unit;
	if (!unit && field->kind == KIND_MONEY)
		unit = "万元";
	if (!unit && (field->kind == KIND_SCORE || field->kind == KIND_POINTS))
		unit = "分";
	enum num_result result = num_parse(text, unit, out);
	if (result != NUM_OK) {
		*out = (struct figure){.state = FIGURE_FAULT};
		return result;
	}
	if (field->kind == KIND_RATE) {
		read_rate(out);
		return out->state == FIGURE_FAULT ? NUM_TOO_FINE : result;
	}
	if (out->percent || (field->kind == KIND_COUNT && out->num % NUM_ONE != 0))
		out->state = FIGURE_FAULT;
	return result;
}

static struct figure read_text(const struct set *set, const char *text, const struct field *field)
{
	struct figure v = {.state = FIGURE_ABSENT};
	if (!text)
		return v;
	v.state = FIGURE_BLANK;
	if (text_is_blank(text))
		return v;
	v.state = FIGURE_TEXT;
	if (field->kind != KIND_LONG && strlen(text) < 64 && is_na(set, text))
		v.state = FIGURE_NA;
	else if (kind_is_figure(field->kind))
		field_read(field, text, &v);
	else if (field->kind == KIND_DATE && !date_read(text, NULL))
		v.state = FIGURE_FAULT;
	return v;
}

void filing_put(struct filing *f, struct place p, const char *text)
{
	struct cell *c = filing_cell(f, p);
	char *copy = mem_strdup(text);
	mem_free(c->text);
	c->text = copy;
	c->carried = false;
	c->stated = read_text(f->set, copy, filing_field(f, p));
	if (place_mode(f, p) == MODE_INPUT || filing_field(f, p)->part)
		c->value = c->stated;
}

bool place_same(struct place a, struct place b)
{
	return a.sheet == b.sheet && a.list == b.list && a.row == b.row && a.field == b.field;
}

bool place_is_cell(struct place p)
{
	return p.sheet >= 0 && p.field >= 0 && (p.list < 0 || p.row >= 0);
}

/* ---- keys ---- */

/* LIST.ID.column; false when key names no list. */
static bool place_in_list(const struct filing *f, int sheet, const char *key, struct place *out)
{
	const struct form *form = f->sheets[sheet].form;
	const char *dot = strchr(key, '.');
	char *end;
	if (!dot || dot[1] < '0' || dot[1] > '9')
		return false;
	char *name = mem_strndup(key, (size_t)(dot - key));
	out->list = form_list(form, name);
	mem_free(name);
	if (out->list < 0)
		return false;
	long long id = strtoll(dot + 1, &end, 10);
	if (*end != '.')
		return false;
	out->row = filing_find_row(f, sheet, out->list, id);
	out->field = list_column(&form->lists[out->list], end + 1);
	return out->row >= 0 && out->field >= 0;
}

bool filing_place(const struct filing *f, int sheet, const char *key, struct place *out)
{
	*out = (struct place){.sheet = sheet, .list = -1, .row = -1};
	out->field = form_field(f->sheets[sheet].form, key);
	return out->field >= 0 || place_in_list(f, sheet, key, out);
}

void filing_key(const struct filing *f, struct place p, struct str *out)
{
	const struct sheet *s = &f->sheets[p.sheet];
	if (p.list >= 0)
		str_addf(out, "%s.%lld.", s->form->lists[p.list].key,
		         (long long)s->lists[p.list].rows[p.row].id);
	str_add(out, filing_field(f, p)->key);
}

/* ---- for people ---- */

void figure_show(const struct figure *v, const struct field *field, struct str *out)
{
	int decimals = field->decimals;
	if (v->state != FIGURE_NUMBER)
		return;
	if (field->kind == KIND_RATE) {
		num_format(out, v->num, decimals >= 2 ? decimals - 2 : 0, true);
		return;
	}
	if (field->kind == KIND_POINTS && num_decimals(v->num) < decimals)
		decimals = num_decimals(v->num);
	num_format(out, v->num, decimals, false);
}

void cell_show(const struct cell *c, const struct field *field, struct str *out)
{
	bool computed = field->mode == MODE_COMPUTED ||
	                (c->summed && !figure_is_empty(c->calc.state));
	bool formula_wins = computed || figure_is_empty(c->stated.state);
	if ((field->mode == MODE_INPUT && !field->rollup) || !formula_wins)
		str_add(out, c->text);
	else if (c->calc_text)
		str_add(out, c->calc_text);
	else if (c->calc.state == FIGURE_NUMBER)
		figure_show(&c->calc, field, out);
	else if (c->calc.state == FIGURE_FAULT && figure_is_empty(c->stated.state))
		str_add(out, _("不可计算"));
	else
		str_add(out, c->text);
}

bool row_is_na(const struct filing *f, int sheet, int list, int row)
{
	const struct list *l = &f->sheets[sheet].form->lists[list];
	return f->sheets[sheet].lists[list].rows[row].cells[l->name_column].stated.state ==
	       FIGURE_NA;
}

void filing_fill_year(const struct filing *f, const char *text, struct str *out)
{
	static const struct {
		const char *hole;
		int offset;
	} holes[] = {
	    {"{year}", 0},
	    {"{year-1}", -1},
	    {"{year+1}", 1},
	};
	while (*text) {
		size_t used = 0;
		for (size_t i = 0; *text == '{' && used == 0 && i < 3; i++) {
			size_t n = strlen(holes[i].hole);
			if (strncmp(text, holes[i].hole, n) == 0) {
				str_addf(out, "%d", f->year + holes[i].offset);
				used = n;
			}
		}
		if (used == 0)
			str_addc(out, text[used++]);
		text += used;
	}
}

void sheet_title(const struct filing *f, int sheet, struct str *out)
{
	const struct sheet *s = &f->sheets[sheet];
	str_add(out, s->form->number);
	if (!s->form->copies) {
		str_addf(out, " %s", s->form->name);
		return;
	}
	const struct cell *name = s->form->copy_field >= 0 ? &s->cells[s->form->copy_field] : NULL;
	if (name && name->stated.state == FIGURE_TEXT)
		str_addf(out, "#%d %s", s->copy, name->text);
	else
		str_addf(out, "#%d %s", s->copy, s->form->name);
}

void row_label(const struct filing *f, struct place p, struct str *out)
{
	const struct list *l = &f->sheets[p.sheet].form->lists[p.list];
	const struct cell *name =
	    p.row < 0 ? NULL : &f->sheets[p.sheet].lists[p.list].rows[p.row].cells[l->name_column];
	if (name && !figure_is_empty(name->stated.state)) {
		str_add(out, name->text);
		return;
	}
	filing_fill_year(f, l->label, out);
	if (name)
		str_addf(out, _("第%d行"), p.row + 1);
}

void place_label(const struct filing *f, struct place p, struct str *out)
{
	if (p.list >= 0) {
		row_label(f, p, out);
		str_add(out, "·");
	}
	filing_fill_year(f, filing_field(f, p)->label, out);
}
