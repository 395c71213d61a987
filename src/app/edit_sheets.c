#include "app/edit.h"

#include "app/edit_step.h"
#include "base/i18n.h"

static int count_copies(const struct filing *f, const struct form *form, int *highest)
{
	int n = 0;

	*highest = 0;
	for (size_t i = 0; i < f->nsheets; i++) {
		if (f->sheets[i].form != form)
			continue;
		n++;
		*highest = f->sheets[i].copy;
	}
	return n;
}

int edit_sheet_add(struct work *w, struct filing *f, const struct form *form, int *sheet,
                   struct err *e)
{
	struct edit_step s;
	int highest, n = count_copies(f, form, &highest);

	if (!form->copies && n > 0)
		return err_set(e, ERR_INPUT, _("%s只有一张"), form->number);
	if (edit_step_begin(&s, w, f, e) < 0)
		return -1;
	count_copies(f, form, &highest);
	changes_add(&s.changes, OP_SHEET_ADD, form, highest + 1);
	filing_sheet(f, form, highest + 1);
	if (edit_step_end(&s, 0, "添加表页") < 0)
		return -1;
	if (sheet)
		*sheet = filing_find_sheet(f, form, highest + 1);
	return 0;
}

/* The sheet's version does not tell of what others wrote in it: all of it
 * must be as it was seen. */
static int check_as_seen(struct edit_step *s)
{
	if (!s->seen)
		return 0;
	return err_set(s->e, ERR_CONFLICT,
	               _("这份填报刚才被他人修改，已重新载入，请再看一眼后删除"));
}

static int drop(struct edit_step *s, const struct form *form, int copy)
{
	int sheet = filing_find_sheet(s->f, form, copy);

	if (check_as_seen(s) < 0)
		return -1;
	changes_add(&s->changes, OP_SHEET_DELETE, form, copy)->base = s->f->sheets[sheet].version;
	filing_drop_sheet(s->f, sheet);
	return 0;
}

int edit_sheet_delete(struct work *w, struct filing *f, int sheet, struct err *e)
{
	const struct form *form = f->sheets[sheet].form;
	int copy = f->sheets[sheet].copy, highest;
	struct edit_step s;

	if (count_copies(f, form, &highest) < 2)
		return err_set(e, ERR_LOCKED, _("%s至少要有一张，不能删除"), form->number);
	if (edit_step_begin(&s, w, f, e) < 0)
		return -1;
	return edit_step_end(&s, drop(&s, form, copy), "删除表页");
}
