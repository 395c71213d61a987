#include "app/edit.h"

#include "app/edit_order.h"
#include "app/edit_step.h"
#include "app/edit_tree.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "form/tree.h"

static const struct list *list_of(const struct filing *f, int sheet, int list)
{
	return &f->sheets[sheet].form->lists[list];
}

static struct rows *rows_of(const struct filing *f, int sheet, int list)
{
	return &f->sheets[sheet].lists[list];
}

/* The row as the person sees it. */
static int seen_row(const struct filing *f, struct place p, struct edit_target *t, struct err *e)
{
	if (p.list < 0 || p.row < 0)
		return err_set(e, ERR_USAGE, _("这里不是列表中的一行"));
	*t = edit_target_row(f, p);
	return 0;
}

/* ---- adding ---- */

static int check_group(const struct list *l, int group, struct err *e)
{
	if (l->ngroups == 0 && group >= 0)
		return err_set(e, ERR_USAGE, _("%s不分组"), l->label);
	if (l->ngroups > 0 && (group < 0 || (size_t)group >= l->ngroups))
		return err_set(e, ERR_INPUT, _("%s是分组的，请指明加在哪一组"), l->label);
	if (group >= 0 && !l->groups[group].leaf)
		return err_set(e, ERR_INPUT, _("“%s”下面还有分组，请加在最下一级"),
		               l->groups[group].labels[0]);
	return 0;
}

/* Where a new row goes; the row it is to follow may be gone by now. */
static int insertion(const struct edit_step *s, struct span span, const struct edit_target *after)
{
	struct place p;

	if (!after || !edit_target_place(s->f, after, &p) || p.row < span.first ||
	    p.row >= span.end)
		return span.end;
	return p.row + 1;
}

struct addition {
	const struct form *form;
	int copy, list, group;
	const struct edit_target *after; /* NULL: at the end */
	int row;                         /* out: index */
	int sheet;                       /* out */
};

static int add(struct edit_step *s, struct addition *a)
{
	struct span span;
	int64_t order;

	a->sheet = filing_find_sheet(s->f, a->form, a->copy);
	if (a->sheet < 0)
		return err_set(s->e, ERR_CONFLICT, _("这张表页已被他人删除"));
	span = edit_order_span(rows_of(s->f, a->sheet, a->list), a->group);
	order = edit_order_before(s, a->sheet, a->list, span, insertion(s, span, a->after));
	return edit_step_row_add(s, a->sheet, a->list, a->group, order, &a->row);
}

/* A cell of a row that came with this step: it was never stored. */
static int fill(struct edit_step *s, struct place p, const char *text)
{
	struct edit_target t = edit_target(s->f, p);

	return text ? edit_step_cell(s, &t, text) : 0;
}

static int check_first(const struct list *l, int field, const char *text, struct err *e)
{
	if (!text)
		return 0;
	if (field < 0 || (size_t)field >= l->ncolumns)
		return err_set(e, ERR_USAGE, _("%s没有这一栏"), l->label);
	if (l->columns[field].mode == MODE_COMPUTED)
		return err_set(e, ERR_LOCKED, _("%s由公式计算，不能填写"), l->columns[field].label);
	return edit_check_text(text, e);
}

static int add_text(struct edit_step *s, struct addition *a, int field, const char *text)
{
	if (add(s, a) < 0)
		return -1;
	return fill(s, (struct place){ a->sheet, a->list, a->row, field }, text);
}

/* A row of a tree has its place by its code. */
static int add_code(struct edit_step *s, struct addition *a, const char *code)
{
	a->sheet = filing_find_sheet(s->f, a->form, a->copy);
	if (a->sheet < 0)
		return err_set(s->e, ERR_CONFLICT, _("这张表页已被他人删除"));
	return edit_tree_add(s, a->sheet, a->list, code, &a->row);
}

int edit_row_add(struct work *w, struct filing *f, int sheet, int list, int group, int after,
                 int field, const char *text, struct place *out, struct err *e)
{
	const struct list *l = list_of(f, sheet, list);
	struct addition a = { f->sheets[sheet].form, f->sheets[sheet].copy, list, group, 0, 0, 0 };
	struct edit_target anchor;
	struct edit_step s;
	int result;

	if (after >= 0 && (size_t)after < rows_of(f, sheet, list)->n) {
		anchor = edit_target_row(f, (struct place){ sheet, list, after, 0 });
		a.after = &anchor;
		a.group = rows_of(f, sheet, list)->rows[after].group;
	}
	if (check_group(l, a.group, e) < 0 || check_first(l, field, text, e) < 0 ||
	    edit_step_begin(&s, w, f, e) < 0)
		return -1;
	result = text && edit_tree_takes(f, (struct place){ sheet, list, -1, field }, text)
	             ? add_code(&s, &a, text)
	             : add_text(&s, &a, field, text);
	result = edit_step_end(&s, result, "添加行");
	if (result == 0 && out)
		*out = (struct place){ a.sheet, list, a.row, text ? field : 0 };
	return result;
}

/* Figures that are computed come of themselves. */
static int copy_cells(struct edit_step *s, struct place from, struct place to)
{
	const struct list *l = list_of(s->f, from.sheet, from.list);
	int result = 0;

	for (int i = 0; i < (int)l->ncolumns && result == 0; i++) {
		from.field = to.field = i;
		if (place_mode(s->f, from) != MODE_COMPUTED)
			result = fill(s, to, filing_cell(s->f, from)->text);
	}
	return result;
}

int edit_row_copy(struct work *w, struct filing *f, struct place p, struct place *out,
                  struct err *e)
{
	struct addition a = { .list = p.list };
	struct edit_target t;
	struct edit_step s;
	struct place from;
	int result;

	if (seen_row(f, p, &t, e) < 0)
		return -1;
	a.form = t.form;
	a.copy = t.copy;
	a.after = &t;
	a.group = rows_of(f, p.sheet, p.list)->rows[p.row].group;
	if (edit_step_begin(&s, w, f, e) < 0)
		return -1;
	result = add(&s, &a);
	if (result == 0 && !edit_target_place(f, &t, &from))
		result = err_set(e, ERR_CONFLICT, _("要复制的行已被他人删除"));
	if (result == 0)
		result = copy_cells(&s, from, (struct place){ a.sheet, p.list, a.row, 0 });
	result = edit_step_end(&s, result, "复制行");
	if (result == 0 && out)
		*out = (struct place){ a.sheet, p.list, a.row, p.field };
	return result;
}

/* ---- deleting ---- */

/* Without it the rows below would count in the row above it. */
static int check_leaf(const struct filing *f, struct place p, struct err *e)
{
	struct str name = { 0 };
	int result = 0;

	p.field = list_of(f, p.sheet, p.list)->name_column;
	cell_show(filing_cell(f, p), filing_field(f, p), &name);
	if (tree_below(f, p, p.row) >= 0)
		result = err_set(e, ERR_INPUT, _("“%s”下面还有行，请先删除下面的行"), str_text(&name));
	str_free(&name);
	return result;
}

int edit_row_delete(struct work *w, struct filing *f, struct place p, struct err *e)
{
	struct edit_target t;
	struct edit_step s;

	if (seen_row(f, p, &t, e) < 0 || check_leaf(f, p, e) < 0 ||
	    edit_step_begin(&s, w, f, e) < 0)
		return -1;
	return edit_step_end(&s, edit_step_row_delete(&s, &t), "删除行");
}

/* ---- moving ---- */

/* The next leaf in that direction, or −1. */
static int neighbour(const struct list *l, int group, int direction)
{
	for (group += direction; group >= 0 && group < (int)l->ngroups; group += direction) {
		if (l->groups[group].leaf)
			return group;
	}
	return -1;
}

static int move_to_group(struct edit_step *s, const struct edit_target *t, struct place p,
                         int direction)
{
	const struct list *l = list_of(s->f, p.sheet, p.list);
	struct rows *rows = rows_of(s->f, p.sheet, p.list);
	int group = rows->rows[p.row].group < 0
	                ? -1
	                : neighbour(l, rows->rows[p.row].group, direction);
	struct span span;

	if (group < 0)
		return err_set(s->e, ERR_INPUT, "%s",
		               direction < 0 ? _("已经是第一行") : _("已经是最后一行"));
	span = edit_order_span(rows, group);
	return edit_step_row_move(s, t, group,
	                          edit_order_before(s, p.sheet, p.list, span,
	                                       direction < 0 ? span.end : span.first));
}

static int move(struct edit_step *s, struct edit_target *t, int direction)
{
	struct place p;
	struct rows *rows;
	struct span span;
	int64_t order;

	if (!edit_target_place(s->f, t, &p))
		return edit_step_row_move(s, t, -1, 0); /* tells of the conflict */
	rows = rows_of(s->f, p.sheet, p.list);
	span = edit_order_span(rows, rows->rows[p.row].group);
	if (p.row + direction < span.first || p.row + direction >= span.end)
		return move_to_group(s, t, p, direction);
	order = edit_order_before(s, p.sheet, p.list, span, direction < 0 ? p.row - 1 : p.row + 2);
	return edit_step_row_move(s, t, rows->rows[p.row].group, order);
}

int edit_row_move(struct work *w, struct filing *f, struct place p, int direction,
                  struct place *out, struct err *e)
{
	struct edit_target t;
	struct edit_step s;
	struct place to;

	if (seen_row(f, p, &t, e) < 0 || edit_step_begin(&s, w, f, e) < 0 ||
	    edit_step_end(&s, move(&s, &t, direction < 0 ? -1 : 1), "移动行") < 0)
		return -1;
	if (out && edit_target_place(f, &t, &to)) {
		to.field = p.field;
		*out = to;
	}
	return 0;
}

/* ---- 不适用 ---- */

static const char *na_word(const struct set *set)
{
	return set->judge.na.n > 0 ? set->judge.na.text[0] : "不适用";
}

/* 1: nothing but rows that say so; 0: no rows; −1: others. */
static int group_mark(const struct filing *f, int sheet, int list, struct span span)
{
	for (int i = span.first; i < span.end; i++) {
		if (!row_is_na(f, sheet, list, i))
			return -1;
	}
	return span.end > span.first;
}

static int mark(struct edit_step *s, struct addition *a)
{
	const struct list *l = &a->form->lists[a->list];
	int result = add(s, a);

	if (result < 0)
		return -1;
	return fill(s, (struct place){ a->sheet, a->list, a->row, l->name_column },
	            na_word(s->f->set));
}

static int unmark(struct edit_step *s, int sheet, int list, struct span span)
{
	int result = 0;

	for (int i = span.end - 1; i >= span.first && result == 0; i--) {
		struct edit_target t =
		    edit_target_row(s->f, (struct place){ sheet, list, i, 0 });

		result = edit_step_row_delete(s, &t);
	}
	return result;
}

int edit_row_na(struct work *w, struct filing *f, int sheet, int list, int group, struct err *e)
{
	struct addition a = { f->sheets[sheet].form, f->sheets[sheet].copy, list, group, 0, 0, 0 };
	struct edit_step s;
	struct span span;
	int had = group_mark(f, sheet, list, edit_order_span(rows_of(f, sheet, list), group)), now;

	if (check_group(list_of(f, sheet, list), group, e) < 0)
		return -1;
	if (had < 0)
		return err_set(e, ERR_INPUT, _("这一组已有内容，不能标为不适用"));
	if (edit_step_begin(&s, w, f, e) < 0)
		return -1;
	sheet = filing_find_sheet(f, a.form, a.copy);
	span = sheet < 0 ? (struct span){ 0, 0 } : edit_order_span(rows_of(f, sheet, list), group);
	now = sheet < 0 ? 0 : group_mark(f, sheet, list, span);
	if (now != had)
		return edit_step_end(
		    &s, err_set(e, ERR_CONFLICT, _("这一组刚才已被他人修改")), NULL);
	if (had)
		return edit_step_end(&s, unmark(&s, sheet, list, span), "取消不适用");
	return edit_step_end(&s, mark(&s, &a), "标为不适用");
}
