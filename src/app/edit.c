#include "app/edit.h"

#include <string.h>

#include "app/edit_order.h"
#include "app/edit_step.h"
#include "app/edit_text.h"
#include "app/edit_tree.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "form/explain.h"
#include "form/tree.h"

/* ---- why not ---- */

/* A cell of a template row has no cell yet: only its column is looked at. */
static bool is_computed(const struct filing *f, struct place p, struct str *why)
{
	struct str formula = { 0 };

	if (place_mode(f, p) != MODE_COMPUTED)
		return false;
	explain_formula(f, p, &formula);
	str_addf(why, _("本格由公式计算：%s；要改请改这些格"), str_text(&formula));
	str_free(&formula);
	return true;
}

bool edit_refusal(struct work *w, const struct filing *f, struct place p, struct str *why)
{
	return edit_is_closed(w, f, why) || is_computed(f, p, why);
}

static int check_place(struct place p, struct err *e)
{
	if (p.list >= 0 && p.row < 0)
		return err_set(e, ERR_USAGE, _("这一行还没有，请先添加"));
	return 0;
}

static int check_not_computed(const struct filing *f, struct place p, struct err *e)
{
	struct str why = { 0 };
	int result = 0;

	if (is_computed(f, p, &why))
		result = err_set(e, ERR_LOCKED, "%s", str_text(&why));
	str_free(&why);
	return result;
}

/* ---- cells ---- */

/* Blank over absent changes nothing; a carried text typed again is confirmed. */
static bool is_same(const struct cell *c, const char *text)
{
	return !c->carried && strcmp(c->text ? c->text : "", text ? text : "") == 0;
}

static int put(struct work *w, struct filing *f, const struct edit_target *t, const char *text,
               const char *what, struct err *e)
{
	struct edit_step s;

	if (edit_step_begin(&s, w, f, e) < 0)
		return -1;
	return edit_step_end(&s, edit_step_cell(&s, t, text), what);
}

static int put_code(struct work *w, struct filing *f, const struct edit_target *t,
                    const char *code, struct err *e)
{
	struct edit_step s;

	if (edit_step_begin(&s, w, f, e) < 0)
		return -1;
	return edit_step_end(&s, edit_tree_put(&s, t, code), EDIT_FILLED);
}

/* A conflict is found where the others' edits are looked for, in the step. */
static int put_seen(struct work *w, struct filing *f, struct place p, int64_t seen,
                    const char *text, bool as_code, struct err *e)
{
	struct edit_target t;

	if (check_place(p, e) < 0 || edit_check_text(text, e) < 0)
		return -1;
	t = edit_target(f, p);
	if (is_same(filing_cell(f, p), text) && t.version == seen)
		return edit_check_open(w, f, e);
	t.version = seen;
	if (as_code)
		return put_code(w, f, &t, text, e);
	return put(w, f, &t, text ? text : "", EDIT_FILLED, e);
}

int64_t edit_version(const struct filing *f, struct place p)
{
	return p.list >= 0 && p.row < 0 ? 0 : filing_cell(f, p)->version;
}

int edit_stated(struct work *w, struct filing *f, struct place p, const char *text, struct err *e)
{
	return put_seen(w, f, p, edit_version(f, p), text, false, e);
}

int edit_cell_seen(struct work *w, struct filing *f, struct place p, int64_t seen,
                   const char *text, struct err *e)
{
	bool as_code = text && p.row >= 0 && edit_tree_takes(f, p, text);

	return check_not_computed(f, p, e) < 0 ? -1 : put_seen(w, f, p, seen, text, as_code, e);
}

int edit_cell(struct work *w, struct filing *f, struct place p, const char *text, struct err *e)
{
	return edit_cell_seen(w, f, p, edit_version(f, p), text, e);
}

bool edit_is_left_blank(const struct filing *f, struct place p)
{
	const struct cell *c = filing_cell(f, p);

	return place_mode(f, p) == MODE_COMPUTED && !c->text && c->version == 0 &&
	       c->calc.state == FIGURE_NUMBER;
}

int edit_adopt(struct work *w, struct filing *f, struct place p, struct err *e)
{
	struct edit_target t;

	if (check_place(p, e) < 0)
		return -1;
	if (place_mode(f, p) == MODE_INPUT)
		return err_set(e, ERR_INPUT, _("本格没有公式，没有可以采用的值"));
	if (!filing_cell(f, p)->text && !edit_is_left_blank(f, p))
		return edit_check_open(w, f, e);
	t = edit_target(f, p);
	return put(w, f, &t, NULL, filing_field(f, p)->part ? "采用生成的文字" : "采用计算值", e);
}

/* ---- many cells ---- */

struct batch {
	struct edit_target *targets;
	const char **texts;
	size_t n;
};

bool edit_is_new_row(const struct filing *f, struct place p)
{
	return p.list >= 0 && p.row >= 0 && (size_t)p.row >= f->sheets[p.sheet].lists[p.list].n;
}

static int gather(struct batch *b, const struct filing *f, const struct place *places,
                  const char *const *texts, size_t count, struct err *e)
{
	for (size_t i = 0; i < count; i++) {
		if (edit_check_text(texts[i], e) < 0)
			return -1;
		if (edit_is_new_row(f, places[i]))
			continue;
		if (check_not_computed(f, places[i], e) < 0 || check_place(places[i], e) < 0)
			return -1;
		if (is_same(filing_cell(f, places[i]), texts[i]))
			continue;
		b->targets[b->n] = edit_target(f, places[i]);
		b->texts[b->n++] = texts[i] ? texts[i] : "";
	}
	return 0;
}

static int put_batch(struct edit_step *s, const struct batch *b)
{
	int result = 0;

	for (size_t i = 0; i < b->n && result == 0; i++)
		result = edit_step_cell(s, &b->targets[i], b->texts[i]);
	return result;
}

static int confirm_all(struct edit_step *s, const struct filing *f, const struct place *places,
                       size_t count)
{
	struct edit_target *targets = mem_array(count + 1, sizeof *targets);
	char **texts = mem_array(count + 1, sizeof *texts);
	size_t n = 0;
	int result = 0;

	for (size_t i = 0; i < count; i++) {
		if (places[i].list >= 0 && places[i].row < 0)
			continue;
		if (!filing_cell(f, places[i])->carried)
			continue;
		targets[n] = edit_target(f, places[i]);
		texts[n++] = mem_strdup(filing_cell(f, places[i])->text);
	}
	for (size_t i = 0; i < n && result == 0; i++)
		result = edit_step_cell(s, &targets[i], texts[i]);
	for (size_t i = 0; i < n; i++)
		mem_free(texts[i]);
	mem_free(texts);
	mem_free(targets);
	return result;
}

static bool any_carried(const struct filing *f, const struct place *places, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if ((places[i].list < 0 || places[i].row >= 0) &&
		    filing_cell(f, places[i])->carried)
			return true;
	}
	return false;
}

int edit_confirm(struct work *w, struct filing *f, const struct place *places, size_t count,
                 struct err *e)
{
	struct edit_step s;

	if (!any_carried(f, places, count))
		return 0;
	if (edit_step_begin(&s, w, f, e) < 0)
		return -1;
	return edit_step_end(&s, confirm_all(&s, s.seen ? s.seen : f, places, count), "确认结转");
}

/* ---- rows that come with the cells ---- */

/* The cells of new rows among those pasted, and the ids their rows got; 0: not yet. */
struct new_rows {
	struct edit_step *s;
	const struct place *places;
	const char *const *texts;
	size_t count, there, nrows; /* there: rows of the list before */
	const struct form *form;
	int copy, sheet, list, group;
	int64_t *ids;
	struct edit_pasted *out;
};

static void find_new_rows(struct new_rows *b, const struct filing *f)
{
	for (size_t i = 0; i < b->count; i++) {
		struct place p = b->places[i];

		if (!edit_is_new_row(f, p))
			continue;
		b->form = f->sheets[p.sheet].form;
		b->copy = f->sheets[p.sheet].copy;
		b->list = p.list;
		b->there = f->sheets[p.sheet].lists[p.list].n;
		if ((size_t)p.row - b->there >= b->nrows)
			b->nrows = (size_t)p.row - b->there + 1;
	}
	b->ids = mem_array(b->nrows + 1, sizeof *b->ids);
}

/* The number of the new row the cell is in; false: it is in none. */
static bool is_in_new(const struct new_rows *b, struct place p, size_t *number)
{
	if (!b->form || p.list != b->list || p.row < 0 || (size_t)p.row < b->there)
		return false;
	*number = (size_t)p.row - b->there;
	return true;
}

/* A row that came in this step with the code of a row below it. */
static int made_above(const struct new_rows *b, int column, const char *code)
{
	const struct rows *rows = &b->s->f->sheets[b->sheet].lists[b->list];

	for (int i = 0; i < (int)rows->n; i++) {
		struct place p = { b->sheet, b->list, i, column };
		const char *text = filing_cell(b->s->f, p)->text;

		if (text && strcmp(text, code) == 0 &&
		    filing_find_row(b->s->before, b->sheet, b->list, rows->rows[i].id) < 0)
			return i;
	}
	return -1;
}

static int add_coded(const struct new_rows *b, int column, const char *text, int *row)
{
	char *code = text_fold(text);

	*row = made_above(b, column, code);
	mem_free(code);
	return *row >= 0 ? 0 : edit_tree_add(b->s, b->sheet, b->list, text, row);
}

static int add_plain(const struct new_rows *b, int *row)
{
	const struct rows *rows = &b->s->f->sheets[b->sheet].lists[b->list];
	struct span span = edit_order_span(rows, b->group);

	return edit_step_row_add(b->s, b->sheet, b->list, b->group,
	                         edit_order_before(b->s, b->sheet, b->list, span, span.end), row);
}

/* What stands in the column of codes of a new row; NULL: no code. */
static const char *code_of(const struct new_rows *b, size_t number, int column)
{
	for (size_t i = 0; i < b->count; i++) {
		struct place p = b->places[i];
		size_t at;

		if (!is_in_new(b, p, &at) || at != number || p.field != column)
			continue;
		p.sheet = b->sheet;
		p.row = -1;
		return edit_tree_takes(b->s->f, p, b->texts[i]) ? b->texts[i] : NULL;
	}
	return NULL;
}

static int add_row(struct new_rows *b, size_t number)
{
	int column = b->form->lists[b->list].code_column, row = -1;
	const char *code = column < 0 ? NULL : code_of(b, number, column);

	if ((code ? add_coded(b, column, code, &row) : add_plain(b, &row)) < 0)
		return -1;
	b->ids[number] = b->s->f->sheets[b->sheet].lists[b->list].rows[row].id;
	b->out->rows++;
	return 0;
}

/* Once all rows are there it is known which cells are sums of those below them. */
static int fill_row(struct new_rows *b, struct place p, size_t number, const char *text)
{
	struct edit_target t;
	const char *old;

	p.sheet = b->sheet;
	p.row = filing_find_row(b->s->f, b->sheet, b->list, b->ids[number]);
	old = filing_cell(b->s->f, p)->text;
	if (place_mode(b->s->f, p) == MODE_COMPUTED) {
		b->out->passed++;
		return 0;
	}
	b->out->cells++;
	if (old && strcmp(old, text) == 0)
		return 0;
	t = edit_target(b->s->f, p);
	return edit_step_cell(b->s, &t, text);
}

static int put_new_rows(struct new_rows *b)
{
	int result = 0;
	size_t number;

	if (!b->form)
		return 0;
	b->sheet = filing_find_sheet(b->s->f, b->form, b->copy);
	if (b->sheet < 0)
		return err_set(b->s->e, ERR_CONFLICT, _("这张表页已被他人删除"));
	for (size_t i = 0; i < b->count && result == 0; i++)
		if (is_in_new(b, b->places[i], &number) && !b->ids[number])
			result = add_row(b, number);
	for (size_t i = 0; i < b->count && result == 0; i++)
		if (is_in_new(b, b->places[i], &number))
			result = fill_row(b, b->places[i], number, b->texts[i] ? b->texts[i] : "");
	return result;
}

static int put_all(struct work *w, struct filing *f, const struct batch *cells,
                   struct new_rows *rows, const char *what, struct err *e)
{
	struct edit_step s;
	int result;

	if (edit_step_begin(&s, w, f, e) < 0)
		return -1;
	rows->s = &s;
	result = put_batch(&s, cells);
	if (result == 0)
		result = put_new_rows(rows);
	return edit_step_end(&s, result, what);
}

int edit_paste(struct work *w, struct filing *f, const struct place *places,
               const char *const *texts, size_t count, int group, const char *what,
               struct edit_pasted *out, struct err *e)
{
	struct batch cells = { 0 };
	struct new_rows rows = { .places = places, .texts = texts, .count = count, .group = group,
		.out = out };
	int result;

	*out = (struct edit_pasted){ 0 };
	find_new_rows(&rows, f);
	cells.targets = mem_array(count + 1, sizeof *cells.targets);
	cells.texts = mem_array(count + 1, sizeof *cells.texts);
	for (size_t i = 0; i < count; i++)
		out->cells += !edit_is_new_row(f, places[i]);
	result = gather(&cells, f, places, texts, count, e);
	if (result == 0 && (cells.n > 0 || rows.form))
		result = put_all(w, f, &cells, &rows, what, e);
	mem_free(cells.targets);
	mem_free(cells.texts);
	mem_free(rows.ids);
	return result;
}

int edit_cells(struct work *w, struct filing *f, const struct place *places,
               const char *const *texts, size_t count, const char *what, struct err *e)
{
	struct edit_pasted out;

	return edit_paste(w, f, places, texts, count, -1, what, &out, e);
}
