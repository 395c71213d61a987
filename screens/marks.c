#include "screens/marks.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "app/inspect.h"
#include "app/review_show.h"
#include "app/tally.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

enum { UNKNOWN_MOST = 400 }; /* filings that were never counted, reviewed at one key */

/* ---- findings of the open filing ---- */

static bool same_place(struct place a, struct place b)
{
	return a.sheet == b.sheet && a.list == b.list && a.row == b.row && a.field == b.field;
}

/* Number of the finding gone to last, −1: none, or the cursor has left it. */
static int number_here(const struct desk *d, const struct review *r)
{
	int at = d->finding ? review_find_key(r, d->finding) : -1;
	struct place p;

	if (at < 0)
		return -1;
	if (!review_cell(d->filing, r->all.item[at].place, &p))
		return at;
	return same_place(p, d->at.place) ? at : -1;
}

const struct review_item *marks_finding(const struct desk *d)
{
	const struct review *r = desk_review(d);
	int at = r ? number_here(d, r) : -1;

	for (int part = 0; r && at < 0 && part < 2; part++)
		at = review_find(r, d->at.place, part, -1);
	return at < 0 ? NULL : &r->item[at];
}

/* «✗ P01 总分 …   报 99  算 98  差 +1» */
static void say_finding(struct desk *d, const struct review *r, int at)
{
	static const enum note_kind kinds[] = {NOTE_ERROR, NOTE_WARNING, NOTE_INFO};
	const struct review_item *x = &r->item[at];
	int wanted = 0, before = 0;

	for (int i = 0; i < (int)r->all.n; i++) {
		wanted += review_is_open(&r->item[i]);
		before += i <= at && review_is_open(&r->item[i]);
	}
	int code = (int)strcspn(x->finding->rule, ".");
	if (review_is_open(x))
		desk_say(d, kinds[x->finding->level], "%.*s %s   （%d/%d）", code, x->finding->rule,
		         x->finding->text, before, wanted);
	else
		desk_say(d, NOTE_INFO, "%.*s %s", code, x->finding->rule, x->finding->text);
}

static void go_to(struct desk *d, const struct review *r, int at)
{
	struct place p = r->all.item[at].place, cell;
	char *key = mem_strdup(r->item[at].key);

	if (review_cell(d->filing, p, &cell))
		desk_go(d, cell);
	else if (p.sheet >= 0)
		desk_open_sheet(d, p.sheet);
	mem_free(d->finding);
	d->finding = key;
	say_finding(d, desk_review(d), at);
}

bool marks_go_finding(struct desk *d, const char *key)
{
	const struct review *r = desk_review(d);
	int at = r ? review_find_key(r, key) : -1;

	if (at < 0)
		desk_say(d, NOTE_INFO, "%s", _("这条审核发现已经不在了。"));
	else
		go_to(d, r, at);
	return at >= 0;
}

/* ---- findings of other filings ---- */

static int by_unit(const void *a, const void *b)
{
	const struct work_filing *x = a, *y = b;

	if (x->unit != y->unit)
		return x->unit < y->unit ? -1 : 1;
	return strcmp(x->set_id, y->set_id);
}

/* Those of the open year whose forms are there, in the order of the tree. */
static struct work_filing *filings_of_year(const struct desk *d, int *n)
{
	size_t all = 0;
	struct work_filing *f = work_filings(d->w, -1, &all, NULL);

	*n = 0;
	for (size_t i = 0; i < all; i++)
		if (f[i].year == d->year && f[i].set)
			f[(*n)++] = f[i];
	if (*n)
		qsort(f, (size_t)*n, sizeof *f, by_unit);
	return f;
}

/* Where the open filing stands among them; of none the place before (behind,
 * going back) its unit's. */
static int position(const struct desk *d, const struct work_filing *f, int n, int direction)
{
	int at = 0;

	for (int i = 0; d->filing && i < n; i++)
		if (f[i].id == d->filing->id)
			return i;
	while (at < n && f[at].unit <= d->unit)
		at++;
	return direction > 0 ? at - 1 : at;
}

static const struct place before_all = {-1, -1, -1, -1}, behind_all = {INT_MAX, 0, 0, 0};

static int first_of(const struct review *r, int direction)
{
	return review_step(r, -1, direction > 0 ? before_all : behind_all, direction, NULL);
}

/* Opened in turn with the one on the desk, which so is never pushed out. */
static const struct review *review_other(const struct desk *d, const struct work_filing *f)
{
	struct filing *other;

	if (d->filing)
		work_open_filing(d->w, d->unit, d->filing->year, d->filing->set->id, NULL);
	other = work_open_filing(d->w, f->unit, f->year, f->set_id, NULL);
	return other ? review_of(d->w, other, NULL) : NULL;
}

static bool is_clean(const struct tallies *t, int64_t filing, int *unknown)
{
	const struct tally *tally = tallies_find(t, filing);

	*unknown += !tally;
	return tally && tally->counts.must + tally->counts.verify + tally->counts.hint == 0;
}

enum found { FOUND, FOUND_NONE, FOUND_UNKNOWN };

static enum found go_to_other(struct desk *d, const struct work_filing *f, int direction)
{
	const struct review *r = review_other(d, f);
	int at = r ? first_of(r, direction) : -1;

	if (at < 0 || desk_open_set(d, f->unit, f->year, f->set_id, NULL, NULL) < 0)
		return FOUND_NONE;
	go_to(d, desk_review(d), at);
	return FOUND;
}

/* The others of the year, in the end the open one from its other end. */
static enum found next_other(struct desk *d, int direction)
{
	struct tallies t;
	int n, at, unknown = 0;
	struct work_filing *f = filings_of_year(d, &n);
	enum found found = FOUND_NONE;

	tallies_load(&t, d->w, -1, d->year, NULL);
	at = position(d, f, n, direction);
	for (int i = 1; i <= n && found == FOUND_NONE; i++) {
		const struct work_filing *next = &f[(at + direction * i + 2 * n) % n];

		if (unknown >= UNKNOWN_MOST)
			found = FOUND_UNKNOWN;
		else if (!is_clean(&t, next->id, &unknown))
			found = go_to_other(d, next, direction);
	}
	tallies_free(&t);
	mem_free(f);
	return found;
}

static void next_finding(struct desk *d, int direction)
{
	const struct review *r = desk_review(d);
	int at = r ? review_step(r, number_here(d, r), d->at.place, direction, NULL) : -1;
	enum found found;

	if (at >= 0) {
		go_to(d, r, at);
		return;
	}
	found = next_other(d, direction);
	if (found == FOUND_NONE)
		desk_say(d, NOTE_OK, _("%d 年没有待处理的审核发现。"), d->year);
	else if (found == FOUND_UNKNOWN)
		desk_say(d, NOTE_INFO, "%s",
		         _("接着的单位都没有审核过；按 E 审核全部，再找就快了。"));
}

static void next_hit(struct desk *d, int direction)
{
	struct place from = d->at.place, to;

	if (!desk_has_cell(d))
		from = (struct place){d->sheet, -1, -1, -1};
	if (!inspect_find(d->filing, d->search, from, direction, &to)) {
		desk_say(d, NOTE_WARNING, _("没有找到“%s”。"), d->search);
		marks_search(d, NULL);
		return;
	}
	desk_go(d, to);
	desk_say(d, NOTE_INFO, _("“%s”：n 下一处，N 上一处，Esc 结束查找"), d->search);
}

void marks_next(struct desk *d, int direction)
{
	if (d->search && d->filing && d->sheet >= 0)
		next_hit(d, direction);
	else if (!d->search && d->unit >= 0 && d->year)
		next_finding(d, direction);
}

void marks_search(struct desk *d, const char *text)
{
	char *copy = text_is_blank(text) ? NULL : mem_strdup(text);

	mem_free(d->search);
	d->search = copy;
}

/* With or without a form in front. */
static bool by_key(const struct desk *d, const char *name, struct place *out)
{
	const struct filing *f = d->filing;

	if (filing_place(f, d->sheet, name, out))
		return true;
	for (size_t i = 0; i < f->nsheets; i++) {
		const char *id = f->sheets[i].form->id;
		size_t length = strlen(id);

		if (strncmp(name, id, length) == 0 && name[length] == '.' &&
		    filing_place(f, (int)i, name + length + 1, out))
			return true;
	}
	return false;
}

/* A cell of the sheet in front that has just this label. */
static bool by_label(const struct desk *d, const char *name, struct place *out)
{
	const struct form *form = desk_form(d);
	bool found = false;

	for (size_t i = 0; i < form->nfields && !found; i++) {
		struct str label = {0};

		*out = (struct place){d->sheet, -1, -1, (int)i};
		place_label(d->filing, *out, &label);
		found = !form->fields[i].hidden && strcmp(str_text(&label), name) == 0;
		str_free(&label);
	}
	return found;
}

/* A sheet: «附件2», «附件3#2»; −1: none. */
static int by_number(const struct desk *d, const char *name)
{
	for (size_t i = 0; i < d->filing->nsheets; i++) {
		const struct sheet *s = &d->filing->sheets[i];
		size_t length = strlen(s->form->number);

		if (strncmp(name, s->form->number, length) == 0 &&
		    (name[length] == '\0' ||
		     (name[length] == '#' && atoi(name + length + 1) == s->copy)))
			return (int)i;
	}
	return -1;
}

int marks_go(struct desk *d, const char *name)
{
	struct place to;

	if (!d->filing || d->sheet < 0 || text_is_blank(name))
		return -1;
	if (by_number(d, name) >= 0) {
		desk_open_sheet(d, by_number(d, name));
		return 0;
	}
	if (!by_key(d, name, &to) && !by_label(d, name, &to) &&
	    !inspect_find(d->filing, name, (struct place){d->sheet, -1, -1, -1}, 1, &to)) {
		desk_say(d, NOTE_WARNING, _("没有叫“%s”的格子。"), name);
		return -1;
	}
	desk_go(d, to);
	return 0;
}
