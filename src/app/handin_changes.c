#include "app/handin_changes.h"

#include <stdlib.h>
#include <string.h>

#include "app/review_show.h"
#include "app/work_inside.h"
#include "base/i18n.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/text.h"

static const char *const kind_names[] = {"填写",   "添加行",   "删除行",
                                         "移动行", "添加表页", "删除表页"};
_Static_assert(sizeof kind_names / sizeof *kind_names == CHANGE_SHEET_DELETED + 1,
               "a name for each kind");

const char *change_kind_name(enum change_kind kind)
{
	return kind_names[kind];
}

/* ---- gathering ---- */

/* All entries of one cell, row or sheet: from the first to the last. */
struct track {
	const struct store_entry *first, *last;
};

struct tracks {
	const struct filing *f;
	struct track *track;
	size_t n, capacity;
	struct map *at; /* «form#copy.key», «form#copy.list.ID», «form#copy.» */
};

static void put_name(struct str *out, const struct store_entry *x, size_t key_length)
{
	str_clear(out);
	str_addf(out, "%s#%d.", x->form, x->copy);
	str_addn(out, x->key, key_length);
}

static void gather(struct tracks *t, const struct store_entry *entries, size_t n)
{
	struct str name = {0};

	t->at = map_new();
	for (size_t i = 0; i < n; i++) {
		int at;

		put_name(&name, &entries[i], strlen(entries[i].key));
		at = map_get(t->at, str_text(&name));
		if (at < 0) {
			at = (int)t->n;
			t->track = mem_more(t->track, t->n, &t->capacity, sizeof *t->track);
			t->track[t->n++].first = &entries[i];
			map_set(t->at, str_text(&name), at);
		}
		t->track[at].last = &entries[i];
	}
	str_free(&name);
}

static const struct track *find(const struct tracks *t, const struct store_entry *x,
                                size_t key_length)
{
	struct str name = {0};
	int at;

	put_name(&name, x, key_length);
	at = map_get(t->at, str_text(&name));
	str_free(&name);
	return at < 0 ? NULL : &t->track[at];
}

/* ---- what came of it ---- */

static bool is_addition(enum store_op op)
{
	return op == OP_ROW_ADD || op == OP_SHEET_ADD;
}

static bool is_deletion(enum store_op op)
{
	return op == OP_ROW_DELETE || op == OP_SHEET_DELETE;
}

/* The key of the row that a key is in, as a length; 0: it is a field's. */
static size_t row_length(const char *key)
{
	const char *dot = strchr(key, '.');

	while (dot && (dot[1] < '0' || dot[1] > '9'))
		dot = strchr(dot + 1, '.');
	return dot ? (size_t)(dot - key) + 1 + strcspn(dot + 1, ".") : 0;
}

static bool is_gone(const struct track *t)
{
	return t && is_deletion(t->last->op);
}

/* What is in something that is gone is not told by itself. */
static bool is_inside_of_gone(const struct tracks *t, const struct store_entry *x)
{
	size_t length = row_length(x->key);

	if (*x->key && is_gone(find(t, x, 0)))
		return true;
	return length > 0 && length < strlen(x->key) && is_gone(find(t, x, length));
}

static bool same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

/* False: nothing came of it. */
static bool outcome(const struct track *t, enum change_kind *kind)
{
	bool was = !is_addition(t->first->op), is = !is_deletion(t->last->op);
	bool sheet = !*t->first->key;

	if (t->first->op == OP_CELL) {
		*kind = CHANGE_CELL;
		return !same_text(t->first->old_text, t->last->new_text);
	}
	if (was && is) {
		*kind = CHANGE_ROW_MOVED;
		return !sheet && t->first->op == OP_ROW_MOVE && t->last->op == OP_ROW_MOVE &&
		       !same_text(t->first->old_text, t->last->new_text);
	}
	if (was)
		*kind = sheet ? CHANGE_SHEET_DELETED : CHANGE_ROW_DELETED;
	else
		*kind = sheet ? CHANGE_SHEET_ADDED : CHANGE_ROW_ADDED;
	return was || is;
}

/* ---- places and names ---- */

static bool row_place(const struct filing *f, const char *key, struct place *p)
{
	size_t length = row_length(key);
	const char *dot = length ? key + length : NULL;
	char *list;

	while (dot && *--dot != '.')
		;
	list = dot ? mem_strndup(key, (size_t)(dot - key)) : NULL;
	p->list = list ? form_list(f->sheets[p->sheet].form, list) : -1;
	mem_free(list);
	if (p->list >= 0)
		p->row = filing_find_row(f, p->sheet, p->list, strtoll(dot + 1, NULL, 10));
	return p->list >= 0 && p->row >= 0;
}

static bool place_now(const struct filing *f, const struct handin_change *c, struct place *p)
{
	const struct form *form = set_form(f->set, c->form);

	*p = (struct place){-1, -1, -1, -1};
	p->sheet = form ? filing_find_sheet(f, form, c->copy) : -1;
	if (p->sheet < 0)
		return false;
	if (!*c->key)
		return true;
	if (c->kind == CHANGE_CELL)
		return filing_place(f, p->sheet, c->key, p);
	return row_place(f, c->key, p);
}

/* What a row that is gone was called: the text of its first column then. */
static const char *old_name(const struct tracks *t, const struct store_entry *row,
                            const struct list *list)
{
	struct str key = {0};
	struct store_entry named = *row;
	const struct track *cell;

	str_addf(&key, "%s.%s", row->key, list->columns[list->name_column].key);
	named.key = key.s;
	cell = find(t, &named, key.length);
	str_free(&key);
	return cell ? cell->first->old_text : NULL;
}

static void name_gone(const struct tracks *t, const struct track *track,
                      const struct handin_change *c, struct str *out)
{
	const struct form *form = set_form(t->f->set, c->form);
	struct place p = {c->place.sheet, -1, -1, -1};
	const char *name = NULL;

	str_add(out, form ? form->number : c->form);
	if (!form || form->copies)
		str_addf(out, "#%d", c->copy);
	if (c->kind == CHANGE_ROW_DELETED && p.sheet >= 0) {
		row_place(t->f, c->key, &p);
		if (p.list >= 0)
			name = old_name(t, track->last, &form->lists[p.list]);
	}
	if (name && !text_is_blank(name))
		str_addf(out, " %s", name);
	else if (*c->key)
		str_addf(out, " %s", c->key);
}

static void add_change(struct handin_changes *out, const struct tracks *t,
                       const struct track *track, enum change_kind kind)
{
	struct handin_change *c;
	struct str name = {0};

	out->change = mem_more(out->change, out->n, &out->capacity, sizeof *out->change);
	c = &out->change[out->n++];
	*c = (struct handin_change){.kind = kind,
	                            .form = mem_strdup(track->last->form),
	                            .copy = track->last->copy,
	                            .key = mem_strdup(track->last->key),
	                            .who = mem_strdup(track->last->who),
	                            .time = track->last->time};
	if (kind == CHANGE_CELL) {
		c->old = mem_strdup(track->first->old_text);
		c->now = mem_strdup(track->last->new_text);
	}
	c->there = place_now(t->f, c, &c->place);
	if (c->there)
		review_show_place(t->f, c->place, &name);
	else
		name_gone(t, track, c, &name);
	c->name = str_take(&name);
}

/* ---- in the order of the filing ---- */

static int compare(const void *a, const void *b)
{
	const struct handin_change *x = a, *y = b;
	const int left[] = {x->place.sheet < 0, x->place.sheet, !x->there,
	                    x->place.list,      x->place.row,   x->place.field};
	const int right[] = {y->place.sheet < 0, y->place.sheet, !y->there,
	                     y->place.list,      y->place.row,   y->place.field};

	for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
		if (left[i] != right[i])
			return left[i] < right[i] ? -1 : 1;
	}
	return strcmp(x->key, y->key);
}

int handin_changes_after(struct work *w, const struct filing *f, int64_t step,
                         struct handin_changes *out, struct err *e)
{
	struct tracks t = {.f = f};
	struct store_entry *entries;
	enum change_kind kind;
	size_t n;

	*out = (struct handin_changes){0};
	if (store_journal_since(w->store, f->id, step, &entries, &n, e) < 0)
		return -1;
	gather(&t, entries, n);
	for (size_t i = 0; i < t.n; i++) {
		if (outcome(&t.track[i], &kind) && !is_inside_of_gone(&t, t.track[i].last))
			add_change(out, &t, &t.track[i], kind);
	}
	if (out->n)
		qsort(out->change, out->n, sizeof *out->change, compare);
	map_free(t.at);
	mem_free(t.track);
	store_journal_free(entries, n);
	return 0;
}

/* ---- since it was handed in ---- */

/* The newest hand-in that has a step behind it, else the newest; −1: none. */
static int choose(const struct store_passage *all, size_t n, int64_t newest)
{
	int found = -1;

	for (int i = (int)n - 1; i >= 0; i--) {
		if (strcmp(all[i].state, STATE_HANDED_IN) != 0)
			continue;
		if (found < 0)
			found = i;
		if (all[i].step < newest)
			return i;
	}
	return found;
}

static int since_handed_in(struct work *w, const struct filing *f, struct store_passage **since,
                           struct err *e)
{
	struct store_passage *all, kept;
	int64_t newest;
	size_t n;
	int at;

	*since = NULL;
	if (store_newest_step(w->store, f->id, &newest, e) < 0 ||
	    store_passages(w->store, f->id, &all, &n, e) < 0)
		return -1;
	at = choose(all, n, newest);
	if (at >= 0) {
		kept = all[at];
		all[at] = all[--n];
		*since = mem_alloc(sizeof **since);
		**since = kept;
	}
	store_passages_free(all, n);
	if (at < 0)
		return err_set(e, ERR_NOTFOUND, _("这份填报还没有上报过"));
	return 0;
}

int handin_changes(struct work *w, const struct filing *f, struct handin_changes *out,
                   struct store_passage **since, struct err *e)
{
	struct store_passage *from;
	int result;

	*out = (struct handin_changes){0};
	if (since_handed_in(w, f, &from, e) < 0)
		return -1;
	result = handin_changes_after(w, f, from->step, out, e);
	if (result == 0 && since)
		*since = from;
	else
		store_passages_free(from, 1);
	return result;
}

void handin_changes_free(struct handin_changes *c)
{
	for (size_t i = 0; i < c->n; i++) {
		struct handin_change *x = &c->change[i];

		mem_free(x->form);
		mem_free(x->key);
		mem_free(x->old);
		mem_free(x->now);
		mem_free(x->who);
		mem_free(x->name);
	}
	mem_free(c->change);
	*c = (struct handin_changes){0};
}
