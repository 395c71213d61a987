#include "app/edit.h"

#include <string.h>

#include "app/edit_order.h"
#include "app/edit_step.h"
#include "app/edit_tree.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "form/tree.h"

/* The list that rows are taken over into, and the one they come from. */
struct taking {
	struct edit_step *s;
	int sheet, list;       /* to */
	const struct list *l;
	int key;               /* its column that rows are known by */
	const struct list *source;
	size_t added;
};

static struct rows *rows_of(const struct taking *t)
{
	return &t->s->f->sheets[t->sheet].lists[t->list];
}

/* «卫生健康支出（类）卫生健康管理事务（款）行政运行（项）» */
static char *full_name(const struct taking *t, struct place from)
{
	static const char *const levels[] = { "", "（类）", "（款）", "（项）" };
	const struct filing *f = t->s->f;
	struct str out = { 0 };

	for (from.field = t->source->name_column; from.row >= 0;
	     from.row = tree_parent(f, from)) {
		char *below = str_take(&out);
		const char *name = filing_cell(f, from)->text;

		str_addf(&out, "%s%s%s", name ? name : "", levels[tree_level(f, from)], below);
		mem_free(below);
	}
	return str_take(&out);
}

/* The source's text for a column of ours, the caller's; NULL: it has none to
 * give.  A plain list can't show what stands above a row of a tree. */
static char *text_for(const struct taking *t, struct place from, int column)
{
	const struct field *field = &t->l->columns[column];
	const char *text;

	from.field = list_column(t->source, field->key);
	if (from.field < 0 || field->formula || kind_is_figure(field->kind))
		return NULL;
	text = filing_cell(t->s->f, from)->text;
	if (text_is_blank(text))
		return NULL;
	if (from.field == t->source->name_column && t->source->code_column >= 0 &&
	    t->l->code_column < 0)
		return full_name(t, from);
	return mem_strdup(text);
}

static int find(const struct taking *t, const char *key)
{
	for (int i = 0; i < (int)rows_of(t)->n; i++) {
		const char *text = rows_of(t)->rows[i].cells[t->key].text;

		if (text && strcmp(text, key) == 0)
			return i;
	}
	return -1;
}

static int fill(const struct taking *t, struct place from, int row)
{
	int result = 0;

	for (int i = 0; i < (int)t->l->ncolumns && result == 0; i++) {
		struct place p = { t->sheet, t->list, row, i };
		char *text = text_for(t, from, i);
		const char *is = filing_cell(t->s->f, p)->text;
		struct edit_target target = edit_target(t->s->f, p);

		if (text && (!is || strcmp(is, text) != 0))
			result = edit_step_cell(t->s, &target, text);
		mem_free(text);
	}
	return result;
}

/* A row after that one (−1: first), in a tree where its code belongs. */
static int add(struct taking *t, struct place from, const char *key, int *after)
{
	struct span span = edit_order_span(rows_of(t), -1);
	struct place p = { t->sheet, t->list, -1, t->key };
	int64_t order;
	int row, result;

	if (edit_tree_takes(t->s->f, p, key)) {
		result = edit_tree_add(t->s, t->sheet, t->list, key, &row);
	} else {
		order = edit_order_before(t->s, t->sheet, t->list, span, *after + 1);
		result = edit_step_row_add(t->s, t->sheet, t->list, -1, order, &row);
	}
	if (result < 0)
		return -1;
	t->added++;
	*after = row;
	return fill(t, from, row);
}

/* Into a tree come all rows, into a plain list those with none below: it would
 * count the others twice. */
static bool is_wanted(const struct taking *t, struct place from)
{
	return t->source->code_column < 0 || t->l->code_column >= 0 ||
	       tree_below(t->s->f, from, from.row) < 0;
}

static int take_row(struct taking *t, struct place from, int *after)
{
	char *key = is_wanted(t, from) ? text_for(t, from, t->key) : NULL;
	int row = key ? find(t, key) : -1, result = 0;

	if (row >= 0)
		*after = row;
	else if (key)
		result = add(t, from, key, after);
	mem_free(key);
	return result;
}

static int take_sheet(struct taking *t, int sheet, int *after)
{
	struct place from = { sheet, t->l->from_list, 0, 0 };
	int result = 0;

	for (; from.row < (int)t->s->f->sheets[sheet].lists[from.list].n && result == 0;
	     from.row++)
		result = take_row(t, from, after);
	return result;
}

static int take(struct taking *t)
{
	const struct filing *f = t->s->f;
	const struct form *form = f->set->forms[t->l->from_form];
	int after = -1;

	for (size_t i = 0; i < f->nsheets; i++) {
		if (f->sheets[i].form == form && take_sheet(t, (int)i, &after) < 0)
			return -1;
	}
	if (t->added == 0)
		return err_set(t->s->e, ERR_INPUT, _("%s的各行都已经在%s里"), form->number,
		               t->l->label);
	return 0;
}

int edit_rows_from(struct work *w, struct filing *f, int sheet, int list, size_t *added,
                   struct err *e)
{
	const struct form *form = f->sheets[sheet].form;
	const struct list *l = &form->lists[list];
	int copy = f->sheets[sheet].copy, result;
	struct edit_step s;
	struct taking t = { &s, -1, list, l, -1, NULL, 0 };

	if (l->from_form < 0)
		return err_set(e, ERR_USAGE, _("%s的行不从别的表来"), l->label);
	t.source = &f->set->forms[l->from_form]->lists[l->from_list];
	t.key = list_column(l, list_key(t.source)->key);
	if (edit_step_begin(&s, w, f, e) < 0)
		return -1;
	t.sheet = filing_find_sheet(f, form, copy);
	result = t.sheet < 0 ? err_set(e, ERR_CONFLICT, _("这张表页已被他人删除")) : take(&t);
	result = edit_step_end(&s, result, "带入行");
	*added = t.added;
	return result;
}
