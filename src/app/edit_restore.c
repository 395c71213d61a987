#include "app/edit.h"

#include <stdlib.h>
#include <string.h>

#include "app/edit_step.h"
#include "base/i18n.h"
#include "base/mem.h"

/* What somebody deleted is made again from the journal: the step that deleted a
 * row or a sheet has every text that went with it. */

struct restoring {
	struct edit_step *s;
	const struct form *form;
	int copy;
	struct store_entry *entry; /* of the sheet, newest first */
	size_t n;
};

/* The newest entry of a key, when it is that kind of deletion; NULL. */
static const struct store_entry *deletion(const struct restoring *r, const char *key,
                                          enum store_op op)
{
	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->entry[i].key, key) == 0)
			return r->entry[i].op == op ? &r->entry[i] : NULL;
	return NULL;
}

/* ---- one entry ---- */

/* «list.ID» with its place «group order». */
static int make_row(const struct restoring *r, const struct store_entry *e)
{
	const char *dot = strrchr(e->key, '.'), *place = e->old_text ? e->old_text : "0";
	const char *blank = strrchr(place, ' ');
	char *key = dot ? mem_strndup(e->key, (size_t)(dot - e->key)) : NULL;
	char *group_key = blank ? mem_strndup(place, (size_t)(blank - place)) : NULL;
	int list = key ? form_list(r->form, key) : -1;
	int sheet = filing_find_sheet(r->s->f, r->form, r->copy);
	int group = list >= 0 && group_key ? list_group(&r->form->lists[list], group_key) : -1;
	struct store_change *change;
	int result = -1;

	if (list < 0 || (group_key && group < 0)) {
		err_set(r->s->e, ERR_INPUT, _("套表里已经没有这一步所改的栏目"));
	} else {
		change = changes_add(&r->s->changes, OP_ROW_ADD, r->form, r->copy);
		change->list = r->form->lists[list].key;
		change->group = group < 0 ? NULL : r->form->lists[list].groups[group].key;
		change->row = strtoll(dot + 1, NULL, 10);
		change->order = strtoll(blank ? blank + 1 : place, NULL, 10);
		filing_row(r->s->f, sheet, list, change->row, group, change->order);
		result = 0;
	}
	mem_free(key);
	mem_free(group_key);
	return result;
}

/* What the set has no place for any more can't be shown either. */
static int make_cell(const struct restoring *r, const struct store_entry *e)
{
	int sheet = filing_find_sheet(r->s->f, r->form, r->copy);
	struct edit_target t;
	struct place p;

	if (!e->old_text || !filing_place(r->s->f, sheet, e->key, &p))
		return 0;
	t = edit_target(r->s->f, p);
	return edit_step_cell(r->s, &t, e->old_text);
}

static int make(const struct restoring *r, const struct store_entry *e)
{
	switch (e->op) {
	case OP_CELL:
		return make_cell(r, e);
	case OP_ROW_DELETE:
		return make_row(r, e);
	case OP_SHEET_DELETE:
		changes_add(&r->s->changes, OP_SHEET_ADD, r->form, r->copy);
		filing_sheet(r->s->f, r->form, r->copy);
		return 0;
	default:
		return 0;
	}
}

/* Those of one step that are of the row (NULL: of the sheet), rows before cells. */
static int make_all(const struct restoring *r, int64_t step, const char *row)
{
	size_t length = row ? strlen(row) : 0;
	int result = 0;

	for (size_t i = 0; i < r->n && result == 0; i++) {
		const struct store_entry *e = &r->entry[i];

		if (e->step != step || (row && (strncmp(e->key, row, length) != 0 ||
		                                (e->key[length] != '.' && e->key[length] != '\0'))))
			continue;
		result = make(r, e);
	}
	return result;
}

/* ---- all of it ---- */

/* «ind.3» of «ind.3.actual»; NULL: no list's, or of a row to come («ind.+quality.name»). */
static char *row_of(const struct form *form, const char *key)
{
	const char *dot = strchr(key, '.'), *end = dot ? strchr(dot + 1, '.') : NULL;
	char *list = dot ? mem_strndup(key, (size_t)(dot - key)) : NULL;
	bool in_list = list && form_list(form, list) >= 0;

	mem_free(list);
	if (!in_list || dot[1] == '+')
		return NULL;
	return end ? mem_strndup(key, (size_t)(end - key)) : mem_strdup(key);
}

static bool is_there(const struct restoring *r, const char *row)
{
	const char *dot = strrchr(row, '.');
	char *list = mem_strndup(row, (size_t)(dot - row));
	int sheet = filing_find_sheet(r->s->f, r->form, r->copy);
	int found = filing_find_row(r->s->f, sheet, form_list(r->form, list),
	                            strtoll(dot + 1, NULL, 10));

	mem_free(list);
	return found >= 0;
}

/* A row stands where it stood; what is there already is left alone. */
static int restore(struct restoring *r, const char *key)
{
	char *row = row_of(r->form, key);
	const struct store_entry *e;
	int result = 0;

	if (filing_find_sheet(r->s->f, r->form, r->copy) < 0) {
		e = deletion(r, "", OP_SHEET_DELETE);
		result = e ? make_all(r, e->step, NULL)
		           : err_set(r->s->e, ERR_NOTFOUND, _("修改日志里没有被删除的那份表"));
	}
	if (result == 0 && row && !is_there(r, row)) {
		e = deletion(r, row, OP_ROW_DELETE);
		result = e ? make_all(r, e->step, row)
		           : err_set(r->s->e, ERR_NOTFOUND, _("修改日志里没有被删除的那一行"));
	}
	mem_free(row);
	return result;
}

static int put(struct restoring *r, const char *key, const char *text)
{
	int sheet = filing_find_sheet(r->s->f, r->form, r->copy);
	struct edit_target t;
	struct place p;

	if (!text)
		return 0;
	if (!filing_place(r->s->f, sheet, key, &p))
		return err_set(r->s->e, ERR_NOTFOUND, _("套表里已经没有这一步所改的栏目"));
	t = edit_target(r->s->f, p);
	return edit_step_cell(r->s, &t, text);
}

int edit_restore(struct work *w, struct filing *f, const char *form, int copy, const char *key,
                 const char *text, struct err *e)
{
	struct restoring r = {.form = set_form(f->set, form), .copy = copy};
	struct edit_step s;
	int result;

	if (!r.form)
		return err_set(e, ERR_NOTFOUND, _("套表里没有这张表"));
	if (text && edit_check_text(text, e) < 0)
		return -1;
	if (edit_step_begin(&s, w, f, e) < 0)
		return -1;
	r.s = &s;
	result = store_journal(work_store(w), f->id, form, copy, NULL, SIZE_MAX, &r.entry, &r.n, e);
	if (result == 0)
		result = restore(&r, key);
	if (result == 0)
		result = put(&r, key, text);
	result = edit_step_end(&s, result, "恢复");
	store_journal_free(r.entry, r.n);
	return result;
}
