#include "audit/place_inside.h"

#include <limits.h>

#include "base/mem.h"

/* A local alignment (Smith and Waterman, with gaps as Gotoh has them) of the
 * graph of a passage with the tokens of the text: match[i][j] is the best that
 * ends with node i being token j − 1, apart[i][j] the best that ends before
 * them.  Where a passage stands in the text word for word that is found first,
 * in a fraction of the time. */

enum {
	NEVER = INT_MIN / 2,
	IN_A_ROW = 24, /* a match behind a match */
	ALONE = 8,     /* a match behind something else */
	FIGURE = 20,   /* a figure behind something else */
	PART = -16,    /* to leave a row */
	PASS = -1,     /* to pass over a token or a node */
};

static size_t at(const struct aligner *a, int node, size_t token)
{
	return (size_t)(node - a->passage->first) * a->width + token;
}

/* ---- what fits ---- */

static bool slot_takes(const struct pattern *p, const struct node *n, const struct token *t)
{
	enum measure wanted = n->token.measure, has = t->measure;
	if (pattern_is_percent(&p->slot[n->token.slot]))
		return has == MEASURE_PERCENT || has == MEASURE_NONE;
	if (wanted == MEASURE_YEAR || wanted == MEASURE_DAY)
		return has == wanted;
	if (tokens_is_money(wanted))
		return tokens_is_money(has) || has == MEASURE_NONE;
	return has == MEASURE_NONE;
}

static bool fits(const struct pattern *p, const struct node *n, const struct token *t)
{
	if (t->kind == TOKEN_LETTER)
		return false;
	if (n->token.kind == TOKEN_SLOT)
		return slot_takes(p, n, t);
	return n->token.kind == TOKEN_NUMBER && n->token.num == t->num &&
	       n->token.measure == t->measure;
}

/* ---- the table of a passage ---- */

static void open_table(struct aligner *a)
{
	size_t all = (size_t)(a->passage->last - a->passage->first) * a->width;
	if (all <= a->room)
		return;
	a->room = all;
	a->match = mem_resize(a->match, all, sizeof *a->match);
	a->apart = mem_resize(a->apart, all, sizeof *a->apart);
}

static int most(int a, int b)
{
	return a > b ? a : b;
}

static int worth(const struct node *n)
{
	return n->joint || n->hand ? 0 : n->token.kind == TOKEN_SLOT ? 2 : 1;
}

static int pass_cost(const struct node *n)
{
	return worth(n) ? PASS : 0;
}

static int alone_gain(const struct node *n)
{
	return n->token.kind == TOKEN_SLOT ? FIGURE : ALONE;
}

/* The best of what the nodes before node i have. */
static void join_rows(struct aligner *a, const struct node *n, int *match, int *apart)
{
	int cost = pass_cost(n), alone = alone_gain(n);
	for (int k = 0; k < n->nbefore; k++) {
		int before = a->p->before[n->before + k];
		if (before < a->passage->first)
			continue;
		const int *m = &a->match[at(a, before, 0)], *g = &a->apart[at(a, before, 0)];
		for (size_t j = 0; n->joint && j < a->width; j++) {
			match[j] = most(match[j], m[j]);
			apart[j] = most(apart[j], g[j]);
		}
		for (size_t j = 0; !n->joint && j < a->width; j++)
			apart[j] = most(apart[j], most(g[j], m[j] + PART) + cost);
		for (size_t j = 1; !n->joint && j < a->width; j++)
			match[j] = most(match[j], most(m[j - 1] + IN_A_ROW, g[j - 1] + alone));
	}
}

static void fill_row(struct aligner *a, int i)
{
	const struct node *n = &a->p->node[i];
	int *match = &a->match[at(a, i, 0)], *apart = &a->apart[at(a, i, 0)];
	for (size_t j = 0; j < a->width; j++) {
		match[j] = NEVER;
		apart[j] = 0;
	}
	join_rows(a, n, match, apart);
	if (n->joint)
		return;
	match[0] = NEVER;
	for (size_t j = 1; j < a->width; j++) {
		bool can = n->token.kind == TOKEN_LETTER
		               ? a->letter[j - 1] == n->token.c
		               : a->out->node_of[j - 1] < 0 && fits(a->p, n, &a->text->item[j - 1]);
		match[j] = can ? most(match[j], alone_gain(n)) : NEVER;
		apart[j] = most(apart[j], most(apart[j - 1], match[j - 1] + PART) + PASS);
	}
}

static void find_best(const struct aligner *a, struct offer *o)
{
	o->score = 0;
	for (int i = a->passage->first; i < a->passage->last; i++) {
		const int *match = &a->match[at(a, i, 0)];
		for (size_t j = 1; !a->p->node[i].joint && j < a->width; j++)
			if (match[j] > o->score) {
				o->score = match[j];
				o->last_node = i;
				o->last_token = (int)j;
			}
	}
}

/* ---- back along the best ---- */

struct spot {
	int node;
	int token; /* column of the table */
	bool match;
	bool end; /* nothing before it */
};

static int value_at(const struct aligner *a, int node, int token, bool match)
{
	return (match ? a->match : a->apart)[at(a, node, (size_t)token)];
}

/* The node before n from which `value` came by adding cost; −1. */
static int came_from(const struct aligner *a, const struct node *n, int token, bool match,
                     int value)
{
	for (int k = 0; k < n->nbefore; k++) {
		int before = a->p->before[n->before + k];
		if (before >= a->passage->first && value_at(a, before, token, match) == value)
			return before;
	}
	return -1;
}

static struct spot step_back(const struct aligner *a, struct spot s)
{
	static const bool ways[2] = {true, false};
	const struct node *n = &a->p->node[s.node];
	int value = value_at(a, s.node, s.token, s.match), from;
	for (int k = 0; k < 2 && !n->joint && s.match; k++) {
		from = came_from(a, n, s.token - 1, ways[k],
		                 value - (ways[k] ? IN_A_ROW : alone_gain(n)));
		if (from >= 0)
			return (struct spot){from, s.token - 1, ways[k], false};
	}
	if (n->joint || !s.match) {
		if (!s.match && value == 0)
			return (struct spot){.end = true};
		from = came_from(a, n, s.token, s.match, n->joint ? value : value - pass_cost(n));
		if (from >= 0)
			return (struct spot){from, s.token, s.match, false};
		from = n->joint ? -1 : came_from(a, n, s.token, true, value - PART - pass_cost(n));
		if (from >= 0)
			return (struct spot){from, s.token, true, false};
		if (!n->joint && s.token > 0) {
			bool match = value_at(a, s.node, s.token - 1, false) + PASS != value;
			return (struct spot){s.node, s.token - 1, match, false};
		}
	}
	return (struct spot){.end = true};
}

static void add_pair(struct aligner *a, struct offer *o, int node, int token)
{
	o->matches += worth(&a->p->node[node]);
	o->pair = mem_more(o->pair, o->npairs, &o->capacity, sizeof *o->pair);
	o->pair[o->npairs++] = (struct pair){node, token};
}

static void follow_back(struct aligner *a, struct offer *o)
{
	struct spot s = {o->last_node, o->last_token, true, false};
	int last = -1, first = o->last_node;
	o->needed = a->rest[o->last_node - a->passage->first];
	for (; !s.end; s = step_back(a, s)) {
		const struct node *n = &a->p->node[s.node];
		o->needed += s.node != last ? worth(n) : 0;
		last = s.node;
		if (!s.match || n->joint)
			continue;
		add_pair(a, o, s.node, s.token - 1);
		first = s.node;
	}
	o->needed += a->lead[first - a->passage->first];
}

/* ---- passages ---- */

/* What the way of least worth has before each node, and behind it. */
void place_measure(struct aligner *a)
{
	const struct pattern *p = a->p;
	const struct passage *x = a->passage;
	for (int i = x->first; i < x->last; i++) {
		const struct node *n = &p->node[i];
		int least = INT_MAX;
		for (int k = 0; k < n->nbefore; k++) {
			int from = p->before[n->before + k];
			int cost = from < x->first
			               ? 0
			               : a->lead[from - x->first] + worth(&p->node[from]);
			least = cost < least ? cost : least;
		}
		a->lead[i - x->first] = least == INT_MAX ? 0 : least;
		a->rest[i - x->first] = i == x->last - 1 ? 0 : INT_MAX;
	}
	for (int i = x->last - 1; i >= x->first; i--) {
		const struct node *n = &p->node[i];
		int *rest = &a->rest[i - x->first];
		*rest = *rest == INT_MAX ? 0 : *rest; /* nothing of the passage follows */
		for (int k = 0; k < n->nbefore; k++) {
			int from = p->before[n->before + k] - x->first;
			if (from >= 0 && *rest + worth(n) < a->rest[from])
				a->rest[from] = *rest + worth(n);
		}
	}
}

/* ---- word for word ---- */

/* Whether node i can be token t, and all before it as well, up to the
 * passage's beginning; a->way gets it, from n on.  The number of pairs, −1. */
static int read_back(struct aligner *a, int i, int t, int n)
{
	const struct node *x = &a->p->node[i];
	if (--a->steps < 0)
		return -1;
	if (!x->joint) {
		bool can = t >= 0 &&
		           (x->token.kind == TOKEN_LETTER
		                ? a->letter[t] == x->token.c
		                : a->out->node_of[t] < 0 && fits(a->p, x, &a->text->item[t]));
		if (!can)
			return -1;
		a->way[n++] = (struct pair){i, t--};
	}
	if (x->nbefore == 0)
		return n;
	for (int k = x->nbefore; k-- > 0;) { /* to pass by is the first */
		int before = a->p->before[x->before + k];
		int found = before < a->passage->first ? n : read_back(a, before, t, n);
		if (found > 0)
			return found;
	}
	return -1;
}

bool place_word_for_word(struct aligner *a, struct offer *o)
{
	int last = a->passage->last - 1;
	for (int t = 0; t < (int)a->text->n; t++) {
		/* What goes on may be said in other words. */
		if (t + 1 < (int)a->text->n && a->text->item[t + 1].mark < MARK_STOP)
			continue;
		a->steps = 4 * (a->passage->last - a->passage->first) + 8;
		int n = read_back(a, last, t, 0);
		if (n < PLACE_FEWEST)
			continue;
		o->score = n * IN_A_ROW;
		for (int i = 0; i < n; i++)
			add_pair(a, o, a->way[i].node, a->way[i].token);
		o->needed = o->matches;
		return true;
	}
	return false;
}

void place_align(struct aligner *a, struct offer *o)
{
	open_table(a);
	for (int i = a->passage->first; i < a->passage->last; i++)
		fill_row(a, i);
	find_best(a, o);
	if (o->score > 0)
		follow_back(a, o);
}
