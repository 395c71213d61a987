/* The same fact stated with different numbers in the package.  A fact is what
 * an indicator row or a figure's cell states (the anchor) with all statements
 * about the same thing; it stands in one finding, at the number that fewer
 * cells have, or the later one, at its last place. */
#include "audit/scan_inside.h"

#include <stdlib.h>
#include <string.h>

#include "audit/fact.h"
#include "base/i18n.h"
#include "base/mem.h"

struct cluster {
	size_t *item; /* indexes of facts, in the order of the filing */
	size_t n, room;
};

static bool before(struct place a, struct place b)
{
	if (a.sheet != b.sheet)
		return a.sheet < b.sheet;
	if (a.list != b.list)
		return a.list < b.list;
	return a.row != b.row ? a.row < b.row : a.field < b.field;
}

static int by_place(const void *x, const void *y)
{
	const struct fact *a = x, *b = y;
	if (before(a->place, b->place))
		return -1;
	if (before(b->place, a->place))
		return 1;
	return (a->figure.s > b->figure.s) - (a->figure.s < b->figure.s);
}

/* Rows of one form, in two projects or in one, are different things; so are the
 * rates and the amounts of the whole and of a project. */
static bool may_be_one(const struct scan *s, const struct fact *a, const struct fact *b)
{
	if (b->part && strcmp(a->topic, b->topic) != 0)
		return false;
	if (b->anchor && b->unit.kind != UNIT_COUNT)
		return false;
	return !b->anchor || s->f->sheets[a->place.sheet].form != s->f->sheets[b->place.sheet].form;
}

/* A text that states the very topic elsewhere means something else by the
 * shorter one: «签约500401人，其中重点人群签约152174人». */
static bool is_said_better(const struct facts *all, const struct fact *anchor, const struct fact *b)
{
	if (b->anchor || strcmp(anchor->topic, b->topic) == 0)
		return false;
	for (size_t i = 0; i < all->n; i++)
		if (place_same(all->item[i].place, b->place) && fact_same(anchor, &all->item[i]) &&
		    strcmp(anchor->topic, all->item[i].topic) == 0)
			return true;
	return false;
}

static void gather(const struct scan *s, const struct facts *all, size_t anchor, bool *used,
                   struct cluster *g)
{
	const struct fact *a = &all->item[anchor];
	g->n = 0;
	for (size_t i = 0; i < all->n; i++) {
		const struct fact *b = &all->item[i];
		if (i != anchor && (used[i] || !fact_same(a, b) || !may_be_one(s, a, b) ||
		                    is_said_better(all, a, b)))
			continue;
		g->item = mem_more(g->item, g->n, &g->room, sizeof *g->item);
		g->item[g->n++] = i;
		used[i] = true;
	}
}

/* How many facts of the group say the number of that one. */
static size_t support(const struct facts *all, const struct cluster *g, size_t which)
{
	size_t n = 0;
	for (size_t i = 0; i < g->n; i++)
		n += fact_agrees(&all->item[g->item[i]], &all->item[which]);
	return n;
}

/* The fact that deviates, at its last place, and one that says otherwise;
 * false: all agree. */
static bool find_deviating(const struct facts *all, const struct cluster *g, size_t *bad,
                           size_t *good)
{
	size_t least = 0, most = 0;
	for (size_t i = 0; i < g->n; i++) {
		size_t n = support(all, g, g->item[i]);
		if (n > most || i == 0) {
			most = n;
			*good = g->item[i];
		}
	}
	bool found = false;
	for (size_t i = 0; i < g->n; i++) {
		if (fact_agrees(&all->item[g->item[i]], &all->item[*good]))
			continue;
		size_t n = support(all, g, g->item[i]);
		if (!found || n <= least) {
			least = n;
			*bad = g->item[i];
		}
		found = true;
	}
	return found;
}

static void put_number(const struct scan *s, const struct fact *f, struct str *out)
{
	if (f->text) {
		str_addn(out, f->figure.s, f->figure.n);
		return;
	}
	figure_show(&filing_cell(s->f, f->place)->value, filing_field(s->f, f->place), out);
	str_add(out, filing_field(s->f, f->place)->unit);
}

static void put_figure(const struct fact *f, struct figure *out)
{
	__int128 v = (__int128)f->num * f->factor;
	if (v <= INT64_MAX && v >= -INT64_MAX)
		*out = (struct figure){.state = FIGURE_NUMBER, .num = (int64_t)v};
}

static void report(struct scan *s, const struct facts *all, const struct cluster *g)
{
	size_t bad = 0, good = 0;
	struct str line = {0}, here = {0}, there = {0}, where = {0};
	if (!find_deviating(all, g, &bad, &good))
		return;
	const struct fact *a = &all->item[bad], *b = &all->item[good];
	put_number(s, a, &here);
	put_number(s, b, &there);
	scan_where(s->f, b->place, &where);
	str_addf(&line, _("“%s”这里写的是 %s，%s写的是 %s"), a->topic, str_text(&here),
	         str_text(&where), str_text(&there));
	struct finding *x = scan_report(s, a->place, str_take(&line), a->topic);
	for (size_t i = 0; i < g->n; i++)
		finding_cell(x, all->item[g->item[i]].place);
	put_figure(a, &x->stated);
	put_figure(b, &x->computed);
	if (a->text)
		scan_part(x, a->text, a->figure);
	str_free(&here);
	str_free(&there);
	str_free(&where);
}

void scan_facts(struct scan *s)
{
	struct facts all = {0};
	struct cluster g = {0};
	facts_take(s, &all);
	if (all.n > 1)
		qsort(all.item, all.n, sizeof *all.item, by_place);
	bool *used = mem_array(all.n + 1, sizeof *used);
	for (size_t i = 0; i < all.n; i++) {
		if (!all.item[i].anchor || used[i])
			continue;
		gather(s, &all, i, used, &g);
		report(s, &all, &g);
	}
	mem_free(used);
	mem_free(g.item);
	facts_free(&all);
}
