#include "app/others.h"

#include <stdlib.h>
#include <string.h>

#include "app/others_inside.h"
#include "app/work_inside.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"

void others_drop(struct others *o, size_t i)
{
	struct other_change *c = &o->change[i];

	mem_free(c->who);
	mem_free(c->old);
	mem_free(c->now);
	mem_free(c->name);
	memmove(c, c + 1, (o->n - i - 1) * sizeof *c);
	o->n--;
}

void others_free(struct others *o)
{
	if (!o)
		return;
	while (o->n)
		others_drop(o, o->n - 1);
	mem_free(o->change);
	mem_free(o);
}

void others_forget(struct work *w, int64_t filing)
{
	struct others *o = w->others;

	for (size_t i = o ? o->n : 0; i-- > 0;)
		if (o->change[i].filing == filing)
			others_drop(o, i);
}

/* ---- where ---- */

bool others_is_gone(const struct other_change *c)
{
	return c->kind == OTHER_ROW_DELETED || c->kind == OTHER_SHEET_DELETED;
}

/* Its cell as the filing is now; false: it is not there, or is no cell. */
static bool place_now(const struct filing *f, const struct other_change *c, struct place *out)
{
	*out = (struct place){filing_find_sheet(f, c->form, c->copy), c->list, -1, c->field};
	if (out->sheet < 0 || others_is_gone(c) || c->field < 0)
		return false;
	if (c->list >= 0)
		out->row = filing_find_row(f, out->sheet, c->list, c->row);
	return c->list < 0 || out->row >= 0;
}

/* Near what is gone: the beginning of its list or sheet. */
static struct place place_near(const struct filing *f, const struct other_change *c)
{
	struct place p = {filing_find_sheet(f, c->form, c->copy), c->list, 0, 0};

	if (p.sheet < 0)
		return (struct place){0, -1, -1, 0};
	if (c->list < 0 || f->sheets[p.sheet].lists[c->list].n == 0)
		p.list = p.row = -1;
	else
		p.field = f->sheets[p.sheet].form->lists[c->list].name_column;
	return p;
}

const struct other_change *others_at(const struct work *w, const struct filing *f, struct place p)
{
	const struct others *o = w->others;
	struct place at;

	for (size_t i = 0; o && f && i < o->n; i++)
		if (o->change[i].filing == f->id && place_now(f, &o->change[i], &at) &&
		    place_same(at, p))
			return &o->change[i];
	return NULL;
}

static bool took(const struct other_change *c, const char *key)
{
	const char *list = c->list < 0 ? NULL : c->form->lists[c->list].key;
	const char *id = list ? key + strlen(list) : NULL;

	if (c->kind == OTHER_SHEET_DELETED)
		return true;
	return c->kind == OTHER_ROW_DELETED && list && strncmp(key, list, strlen(list)) == 0 &&
	       *id == '.' && strtoll(id + 1, NULL, 10) == c->row;
}

const struct other_change *others_deleted(const struct work *w, const struct filing *f,
                                          const char *form, int copy, const char *key)
{
	const struct others *o = w->others;

	for (size_t i = o && f ? o->n : 0; i-- > 0;) {
		const struct other_change *c = &o->change[i];

		if (c->filing == f->id && c->copy == copy && strcmp(c->form->id, form) == 0 &&
		    took(c, key))
			return c;
	}
	return NULL;
}

size_t others_count(const struct work *w, const struct filing *f)
{
	const struct others *o = w->others;
	size_t n = 0;

	for (size_t i = 0; o && f && i < o->n; i++)
		n += o->change[i].filing == f->id;
	return n;
}

bool others_visit(struct work *w, const struct filing *f, struct place p)
{
	struct others *o = w->others;
	bool went = false;
	struct place at;

	for (size_t i = o && f ? o->n : 0; i-- > 0;) {
		struct other_change *c = &o->change[i];

		if (c->filing != f->id)
			continue;
		if (place_now(f, c, &at) && place_same(at, p)) {
			c->seen = true;
		} else if (c->seen) {
			others_drop(o, i);
			went = true;
		}
	}
	return went;
}

static int compare(struct place a, struct place b)
{
	const int x[] = {a.sheet, a.list, a.row, a.field}, y[] = {b.sheet, b.list, b.row, b.field};

	for (int i = 0; i < 4; i++)
		if (x[i] != y[i])
			return x[i] < y[i] ? -1 : 1;
	return 0;
}

static struct place place_of(const struct filing *f, const struct other_change *c)
{
	struct place p;

	return place_now(f, c, &p) ? p : place_near(f, c);
}

/* What is gone comes again at no second round: it is told once. */
const struct other_change *others_next(struct work *w, const struct filing *f, struct place p,
                                       int direction, struct place *where)
{
	struct others *o = w->others;
	struct other_change *next = NULL, *first = NULL;

	for (size_t i = 0; o && f && i < o->n; i++) {
		struct other_change *c = &o->change[i];
		struct place at = place_of(f, c);

		if (c->filing != f->id || (others_is_gone(c) && c->seen))
			continue;
		if (!first || compare(at, place_of(f, first)) * direction < 0)
			first = c;
		if ((compare(at, p) * direction > 0 || (others_is_gone(c) && place_same(at, p))) &&
		    (!next || compare(at, place_of(f, next)) * direction < 0))
			next = c;
	}
	next = next ? next : first;
	if (!next)
		return NULL;
	*where = place_of(f, next);
	next->seen = next->seen || others_is_gone(next);
	return next;
}

/* ---- what is shown ---- */

static const char sign[] = "*";

struct cell_sign *others_signs(const struct work *w, const struct filing *f, int sheet, size_t *n)
{
	const struct others *o = w->others;
	struct cell_sign *out = mem_array((o ? o->n : 0) + 1, sizeof *out);
	struct place p;

	*n = 0;
	for (size_t i = 0; o && i < o->n; i++) {
		if (o->change[i].filing != f->id || !place_now(f, &o->change[i], &p) ||
		    p.sheet != sheet)
			continue;
		out[(*n)++] = (struct cell_sign){p, sign, PAGE_OTHERS};
	}
	return out;
}

/* Of a long text the beginning of its first line. */
static void add_short(struct str *out, const char *text)
{
	enum { SHORT = 40 };
	char *clean = text_clean(text ? text : "", true);
	size_t length = text_clip(clean, strcspn(clean, "\n"), SHORT, NULL);

	if (text_is_blank(clean))
		str_add(out, _("（空）"));
	else
		str_addn(out, clean, length);
	str_add(out, clean[length] && !text_is_blank(clean) ? "…" : "");
	mem_free(clean);
}

static void add_who(const struct other_change *c, struct str *out)
{
	char *who = text_clean(*c->who ? c->who : _("他人"), false);

	str_add(out, who);
	mem_free(who);
}

void others_show(const struct other_change *c, struct str *out)
{
	static const char *const did[] = {
	    [OTHER_CELL] = "改：",
	    [OTHER_ROW_ADDED] = "加了这一行",
	    [OTHER_ROW_MOVED] = "移动了这一行",
	    [OTHER_ROW_DELETED] = "删了一行：",
	    [OTHER_SHEET_ADDED] = "加了这份表",
	    [OTHER_SHEET_DELETED] = "删了一份表：",
	};

	add_who(c, out);
	str_addf(out, " %s %s", c->time ? when_clock(c->time).s : "", _(did[c->kind]));
	if (others_is_gone(c))
		add_short(out, c->name);
	if (c->kind != OTHER_CELL)
		return;
	add_short(out, c->old);
	str_add(out, " → ");
	add_short(out, c->now);
}

size_t others_within(const struct work *w, const struct filing *f, const struct form *form,
                     int copy, int list, int64_t row, struct str *out)
{
	enum { SHOWN = 8 };
	const struct others *o = w->others;
	size_t n = 0;

	for (size_t i = 0; o && i < o->n; i++) {
		const struct other_change *c = &o->change[i];

		if (c->filing != f->id || c->form != form || c->copy != copy || c->seen ||
		    (row && (c->list != list || c->row != row)))
			continue;
		if (++n > SHOWN)
			continue;
		str_add(out, n > 1 ? "\n" : "");
		add_short(out, c->name);
		str_add(out, " ");
		others_show(c, out);
	}
	str_add(out, n > SHOWN ? "\n…" : "");
	return n;
}

/* ---- what is new ---- */

static bool is_new(const struct other_change *c, const struct filing *f)
{
	return c->filing == f->id && !c->told;
}

static void add_authors(const struct others *o, const struct filing *f, struct str *out)
{
	for (size_t i = 0; i < o->n; i++) {
		bool before = !is_new(&o->change[i], f);

		for (size_t k = 0; k < i && !before; k++)
			before = is_new(&o->change[k], f) &&
			         strcmp(o->change[k].who, o->change[i].who) == 0;
		if (before)
			continue;
		str_add(out, out->length ? "、" : "");
		add_who(&o->change[i], out);
	}
}

static void add_count(enum other_kind kind, size_t n, struct str *out)
{
	switch (kind) {
	case OTHER_CELL:
		str_addf(out, _("改了 %zu 格"), n);
		return;
	case OTHER_ROW_ADDED:
		str_addf(out, _("加了 %zu 行"), n);
		return;
	case OTHER_ROW_MOVED:
		str_addf(out, _("移动了 %zu 行"), n);
		return;
	case OTHER_ROW_DELETED:
		str_addf(out, _("删了 %zu 行"), n);
		return;
	case OTHER_SHEET_ADDED:
		str_addf(out, _("加了 %zu 份表"), n);
		return;
	case OTHER_SHEET_DELETED:
		str_addf(out, _("删了 %zu 份表"), n);
		return;
	}
}

/* «改了 3 格（附件2 文件转发数量·实际完成值 …）»; false: nothing of that kind. */
static bool add_kind(const struct others *o, const struct filing *f, enum other_kind kind,
                     bool more, struct str *out)
{
	const struct other_change *first = NULL;
	size_t n = 0;

	for (size_t i = 0; i < o->n; i++) {
		if (!is_new(&o->change[i], f) || o->change[i].kind != kind)
			continue;
		first = first ? first : &o->change[i];
		n++;
	}
	if (!n)
		return false;
	str_add(out, more ? "，" : _(" 刚"));
	add_count(kind, n, out);
	str_addf(out, "（%s", first->form->number);
	if (first->name && *first->name) {
		str_add(out, " ");
		add_short(out, first->name);
	}
	str_add(out, n > 1 ? " …）" : "）");
	return true;
}

char *others_news(struct work *w, const struct filing *f)
{
	struct others *o = w->others;
	struct str b = {0};
	bool more = false;

	if (!o || !f)
		return NULL;
	add_authors(o, f, &b);
	if (!b.length)
		return NULL;
	for (int kind = 0; kind <= OTHER_SHEET_DELETED; kind++)
		more = add_kind(o, f, (enum other_kind)kind, more, &b) || more;
	for (size_t i = 0; i < o->n; i++)
		o->change[i].told = o->change[i].told || o->change[i].filing == f->id;
	return str_take(&b);
}
