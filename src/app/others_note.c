#include <string.h>

#include "app/edit_name.h"
#include "app/others_inside.h"
#include "app/work_inside.h"
#include "base/mem.h"

/* A filing as it lay here beside the same one as the store has it.  A version
 * never comes back (store/commit.h), so that the versions say what changed. */

struct noting {
	struct work *w;
	const struct filing *before, *f;
	const struct form *form;
	int copy, was, is; /* the sheet; −1: it is not there */
};

/* ---- who and when ---- */

static void ask_journal(const struct noting *x, struct other_change *c, const char *key)
{
	struct store_entry *entry = NULL;
	size_t n = 0;

	if (store_journal(x->w->store, x->f->id, c->form->id, c->copy, key, 1, &entry, &n, NULL) ==
	        0 &&
	    n > 0) {
		c->who = mem_strdup(entry[0].who);
		c->time = entry[0].time;
	}
	store_journal_free(entry, n);
	if (!c->who)
		c->who = mem_strdup("");
}

/* The newer one of two changes of one place stands; what it was first is kept. */
static void replace(struct others *o, struct other_change *c)
{
	for (size_t i = o->n; i-- > 0;) {
		struct other_change *old = &o->change[i];

		if (old->filing != c->filing || old->form != c->form || old->copy != c->copy ||
		    old->list != c->list || old->row != c->row || old->field != c->field ||
		    old->kind != c->kind)
			continue;
		mem_free(c->old);
		c->old = old->old;
		old->old = NULL;
		others_drop(o, i);
	}
}

static struct other_change *add(const struct noting *x, enum other_kind kind, const char *key)
{
	struct others *o = x->w->others;
	struct other_change c = {.kind = kind,
	                         .filing = x->f->id,
	                         .form = x->form,
	                         .copy = x->copy,
	                         .list = -1,
	                         .field = -1};

	if (!o)
		o = x->w->others = mem_alloc(sizeof *o);
	if (o->n >= OTHERS_MOST)
		return NULL;
	ask_journal(x, &c, key);
	c.name = edit_name(x->f, x->form->id, x->copy, key);
	if (!c.name)
		c.name = edit_name(x->before, x->form->id, x->copy, key);
	o->change = mem_more(o->change, o->n, &o->capacity, sizeof *o->change);
	o->change[o->n] = c;
	return &o->change[o->n++];
}

/* ---- cells ---- */

static bool is_other(const struct cell *was, const struct cell *is)
{
	return was->version != is->version &&
	       strcmp(was->text ? was->text : "", is->text ? is->text : "") != 0;
}

static void note_cell(const struct noting *x, struct place was, struct place is)
{
	const struct cell *a = filing_cell(x->before, was), *b = filing_cell(x->f, is);
	struct other_change *c, whole;
	struct str key = {0};

	if (!is_other(a, b))
		return;
	filing_key(x->f, is, &key);
	c = add(x, OTHER_CELL, str_text(&key));
	str_free(&key);
	if (!c)
		return;
	c->list = is.list;
	c->field = is.field;
	c->row = is.list < 0 ? 0 : x->f->sheets[is.sheet].lists[is.list].rows[is.row].id;
	c->old = mem_strdup(a->text);
	c->now = mem_strdup(b->text);
	whole = *c;
	x->w->others->n--;
	replace(x->w->others, &whole);
	x->w->others->change[x->w->others->n++] = whole;
}

/* ---- rows ---- */

static void note_row(const struct noting *x, enum other_kind kind, int list, int64_t id)
{
	struct other_change *c;
	struct str key = {0};

	str_addf(&key, "%s.%lld", x->form->lists[list].key, (long long)id);
	c = add(x, kind, str_text(&key));
	str_free(&key);
	if (!c)
		return;
	c->list = list;
	c->row = id;
	c->field = x->form->lists[list].name_column;
}

static void note_same_row(const struct noting *x, int list, int was, int is)
{
	const struct row *a = &x->before->sheets[x->was].lists[list].rows[was];
	const struct row *b = &x->f->sheets[x->is].lists[list].rows[is];

	if (a->version != b->version && (a->group != b->group || a->order != b->order))
		note_row(x, OTHER_ROW_MOVED, list, b->id);
	for (int i = 0; i < (int)x->form->lists[list].ncolumns; i++)
		note_cell(x, (struct place){x->was, list, was, i},
		          (struct place){x->is, list, is, i});
}

static void note_list(const struct noting *x, int list)
{
	const struct rows *was = &x->before->sheets[x->was].lists[list];
	const struct rows *is = &x->f->sheets[x->is].lists[list];

	for (int i = 0; i < (int)is->n; i++) {
		int old = filing_find_row(x->before, x->was, list, is->rows[i].id);

		if (old < 0)
			note_row(x, OTHER_ROW_ADDED, list, is->rows[i].id);
		else
			note_same_row(x, list, old, i);
	}
	for (int i = 0; i < (int)was->n; i++)
		if (filing_find_row(x->f, x->is, list, was->rows[i].id) < 0)
			note_row(x, OTHER_ROW_DELETED, list, was->rows[i].id);
}

/* ---- sheets ---- */

static void name_sheet(struct other_change *c, const struct filing *f, int sheet)
{
	struct str title = {0};

	if (!c)
		return;
	mem_free(c->name);
	sheet_title(f, sheet, &title);
	c->name = str_take(&title);
}

static void note_sheet(const struct noting *x)
{
	if (x->was < 0) {
		name_sheet(add(x, OTHER_SHEET_ADDED, ""), x->f, x->is);
		return;
	}
	for (int i = 0; i < (int)x->form->nfields; i++)
		note_cell(x, (struct place){x->was, -1, -1, i}, (struct place){x->is, -1, -1, i});
	for (int i = 0; i < (int)x->form->nlists; i++)
		note_list(x, i);
}

void others_note(struct work *w, const struct filing *before, const struct filing *f)
{
	struct noting x = {.w = w, .before = before, .f = f};

	if (f->as_last || before->revision >= f->revision)
		return;
	for (int i = 0; i < (int)f->nsheets; i++) {
		x.form = f->sheets[i].form;
		x.copy = f->sheets[i].copy;
		x.is = i;
		x.was = filing_find_sheet(before, x.form, x.copy);
		note_sheet(&x);
	}
	for (int i = 0; i < (int)before->nsheets; i++) {
		x.form = before->sheets[i].form;
		x.copy = before->sheets[i].copy;
		if (filing_find_sheet(f, x.form, x.copy) < 0)
			name_sheet(add(&x, OTHER_SHEET_DELETED, ""), before, i);
	}
}
