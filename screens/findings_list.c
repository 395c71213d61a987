#include <stdlib.h>
#include <string.h>

#include "app/review_show.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "screens/findings_parts.h"

/* Which findings are listed, and in which groups. */

enum { FOLD_ABOVE = 40 }; /* groups of all units */

/* ---- which are wanted ---- */

static bool has_state(const struct findings_pane *p, const struct harvest_item *x)
{
	switch (p->states) {
	case STATES_OPEN:
		return x->state != REVIEW_GONE && (x->open || x->tail);
	case STATES_ALL:
		return true;
	case STATES_EXPLAINED:
		return x->state == REVIEW_EXPLAINED;
	case STATES_ADOPTED:
		return x->state == REVIEW_ADOPTED;
	case STATES_RETURNED:
		return x->state == REVIEW_RETURNED;
	default:
		return x->state == REVIEW_GONE;
	}
}

static bool is_wanted(const struct findings_pane *p, const struct harvest_item *x)
{
	if (p->scope == FINDINGS_SHEET && x->sheet != p->desk->sheet && x->state != REVIEW_GONE)
		return false;
	if (p->level >= 0 && ((int)x->level != p->level || x->tail))
		return false;
	return has_state(p, x);
}

static void count(struct review_counts *c, const struct harvest_item *x)
{
	if (x->tail)
		c->tail++;
	else if (!x->open)
		c->settled++;
	else
		++*(x->level == LEVEL_MUST     ? &c->must
		    : x->level == LEVEL_VERIFY ? &c->verify
		                               : &c->hint);
}

/* ---- groups ---- */

struct group_name {
	char *key, *title;
	int rank; /* groups stand by it, then as their first finding does */
};

/* 提示 and 尾差 stand behind the others in groups of their own. */
enum { RANK_HINT = 1000, RANK_TAIL, RANK_GONE };

static const char *place_name(const struct findings_pane *p, const struct findings_wanted *x,
                              struct str *b)
{
	if (p->scope == FINDINGS_TREE)
		str_addf(b, "%s %d", x->filing->name, x->filing->year);
	else
		str_add(b, *x->item->form ? x->item->form : x->filing->set->title);
	return str_text(b);
}

static struct group_name name_of(const struct findings_pane *p, const struct findings_wanted *x)
{
	struct group_name n = {0};
	struct str title = {0}, key = {0};

	if (x->item->state == REVIEW_GONE) {
		n.rank = RANK_GONE;
		str_add(&title, _("已改：说明过，现在没有了"));
	} else if (x->item->tail) {
		n.rank = RANK_TAIL;
		str_add(&title, _("尾差和截位：由四舍五入或截去小数而来，不影响报送"));
	} else if (p->group == GROUP_LEVEL) {
		n.rank = (int)x->item->level;
		str_addf(&title, "%s %s", level_sign(x->item->level), level_name(x->item->level));
	} else if (x->item->level == LEVEL_HINT) {
		n.rank = RANK_HINT;
		str_addf(&title, "%s %s", level_sign(LEVEL_HINT), level_name(LEVEL_HINT));
	} else if (p->group == GROUP_RULE) {
		str_add(&title, x->item->rule);
		if (x->item->words)
			str_addf(&title, "  %s", x->item->words);
	} else {
		place_name(p, x, &title);
	}
	str_addf(&key, "%d %d %s", (int)p->group, n.rank, str_text(&title));
	n.key = str_take(&key);
	n.title = str_take(&title);
	return n;
}

static int group_of(struct findings_pane *p, struct map *known, const struct findings_wanted *x)
{
	struct group_name n = name_of(p, x);
	int at = map_get(known, n.key);

	if (at >= 0) {
		mem_free(n.key);
		mem_free(n.title);
		return at;
	}
	at = (int)p->ngroups;
	map_set(known, n.key, at);
	p->groups = mem_push(p->groups, p->ngroups, sizeof *p->groups);
	p->groups[p->ngroups++] = (struct findings_group_of){n.key, n.title, 0, n.rank, false};
	return at;
}

/* ---- listing ---- */

static void add_wanted(struct findings_pane *p, struct map *known, const struct harvest_item *x,
                       const struct harvest_filing *filing)
{
	struct findings_wanted *w;

	if (p->scope != FINDINGS_SHEET || x->sheet == p->desk->sheet)
		count(&p->counts, x);
	if (!is_wanted(p, x))
		return;
	p->wanted = mem_more(p->wanted, p->nwanted, &p->wanted_capacity, sizeof *p->wanted);
	w = &p->wanted[p->nwanted++];
	*w = (struct findings_wanted){x, filing, 0};
	w->group = group_of(p, known, w);
	p->groups[w->group].n++;
}

static void add_filing(struct findings_pane *p, struct map *known, const struct harvest *h,
                       size_t at)
{
	const struct harvest_filing *f = &h->filings[at];

	for (size_t i = f->first; i < f->first + f->n; i++)
		add_wanted(p, known, &h->items[i], f);
}

static void add_all(struct findings_pane *p, struct map *known)
{
	int64_t open = p->live.nfilings ? p->live.filings[0].id : 0;

	for (size_t i = 0; i < p->all.nfilings; i++) {
		if (p->all.filings[i].id == open)
			add_filing(p, known, &p->live, 0);
		else
			add_filing(p, known, &p->all, i);
	}
}

void findings_forget(struct findings_pane *p)
{
	for (size_t i = 0; i < p->ngroups; i++) {
		mem_free(p->groups[i].key);
		mem_free(p->groups[i].title);
	}
	mem_free(p->groups);
	mem_free(p->lines);
	p->groups = NULL;
	p->lines = NULL;
	p->ngroups = p->nlines = p->nwanted = 0;
	p->counts = (struct review_counts){0};
}

struct ranked {
	int rank, group;
};

static int by_rank(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return (x->group > y->group) - (x->group < y->group);
}

static bool begins_folded(const struct findings_pane *p, const struct findings_group_of *g)
{
	if (g->rank == RANK_HINT || g->rank >= RANK_TAIL)
		return p->level < 0 && p->states != STATES_GONE;
	if (p->group == GROUP_LEVEL)
		return g->rank == LEVEL_HINT && p->level < 0;
	return p->scope == FINDINGS_TREE && p->ngroups > FOLD_ABOVE;
}

/* Where the findings of each group go: next[group] is the first place of its own. */
static void lay_lines(struct findings_pane *p)
{
	struct ranked *order = mem_array(p->ngroups + 1, sizeof *order);
	int *next = mem_array(p->ngroups + 1, sizeof *next), n = 0;

	for (size_t i = 0; i < p->ngroups; i++)
		order[i] = (struct ranked){p->groups[i].rank, (int)i};
	if (p->ngroups)
		qsort(order, p->ngroups, sizeof *order, by_rank);
	p->lines = mem_array(p->nwanted + p->ngroups + 1, sizeof *p->lines);
	for (size_t i = 0; i < p->ngroups; i++) {
		struct findings_group_of *g = &p->groups[order[i].group];

		g->folded = begins_folded(p, g) != (map_get(p->turned, g->key) == 1);
		p->lines[n++] = (struct findings_line){order[i].group, -1};
		next[order[i].group] = n;
		n += g->folded ? 0 : g->n;
	}
	for (size_t i = 0; i < p->nwanted; i++)
		if (!p->groups[p->wanted[i].group].folded)
			p->lines[next[p->wanted[i].group]++] = (struct findings_line){
			    p->wanted[i].group, (int)i};
	p->nlines = (size_t)n;
	mem_free(order);
	mem_free(next);
}

/* What the cursor stands at: a group, and in it a finding of a filing. */
struct mark {
	char *group, *key;
	int64_t filing;
};

static struct mark mark_of(const struct findings_pane *p)
{
	const struct findings_line *l = &p->lines[p->cursor];
	const struct findings_wanted *w;
	struct mark m = {0};

	if (p->cursor < 0 || (size_t)p->cursor >= p->nlines)
		return m;
	m.group = mem_strdup(p->groups[l->group].key);
	if (l->wanted < 0)
		return m;
	w = &p->wanted[l->wanted];
	m.key = mem_strdup(w->item->key);
	m.filing = w->filing->id;
	return m;
}

static bool is_at(const struct findings_pane *p, const struct findings_line *l,
                  const struct mark *m)
{
	const struct findings_wanted *w = l->wanted < 0 ? NULL : &p->wanted[l->wanted];

	if (!m->key || !w)
		return !m->key && !w && m->group && strcmp(m->group, p->groups[l->group].key) == 0;
	return w->filing->id == m->filing && strcmp(w->item->key, m->key) == 0;
}

static void go_back(struct findings_pane *p, struct mark *m)
{
	for (size_t i = 0; i < p->nlines; i++)
		if (is_at(p, &p->lines[i], m)) {
			p->cursor = (int)i;
			break;
		}
	if (p->cursor >= (int)p->nlines)
		p->cursor = (int)p->nlines - 1;
	if (p->cursor < 0)
		p->cursor = 0;
	mem_free(m->group);
	mem_free(m->key);
}

static void read_live(struct findings_pane *p)
{
	const struct review *r = desk_review_shown(p->desk);

	harvest_free(&p->live);
	if (r)
		harvest_add(&p->live, p->desk->filing, r);
}

void findings_list(struct findings_pane *p)
{
	struct mark at = {0};
	struct map *known = map_new();

	if (p->nlines)
		at = mark_of(p);
	findings_forget(p);
	read_live(p);
	if (p->scope == FINDINGS_TREE)
		add_all(p, known);
	else if (p->live.nfilings)
		add_filing(p, known, &p->live, 0);
	lay_lines(p);
	go_back(p, &at);
	map_free(known);
}
