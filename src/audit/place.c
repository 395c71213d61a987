#include "audit/place_inside.h"

#include <string.h>

#include "base/mem.h"

#define PAIR_BITS 8192u

/* ---- a look ---- */

static uint32_t pair_hash(uint32_t a, uint32_t b)
{
	return (a * 2654435761u ^ b * 40503u) >> 7 & (PAIR_BITS - 1);
}

/* Whether enough of its words stand in the text at all. */
static bool is_likely(const struct aligner *a)
{
	int hits = 0, all = 0;
	for (int i = a->passage->first + 1; i < a->passage->last; i++) {
		const struct token *x = &a->p->node[i - 1].token, *y = &a->p->node[i].token;
		uint32_t h = pair_hash(x->c, y->c);
		bool letters = x->kind == TOKEN_LETTER && x->c && y->kind == TOKEN_LETTER && y->c;
		all += letters;
		hits += letters && (a->pairs[h / 8] >> (h % 8) & 1);
	}
	return hits >= PLACE_FEWEST - 1 || hits == all;
}

static void look(struct aligner *a, const struct passage *x, struct offer *o)
{
	a->passage = x;
	o->score = o->matches = o->needed = 0;
	o->npairs = 0;
	place_measure(a);
	size_t cells = (size_t)(x->last - x->first) * a->width;
	if (!is_likely(a) || place_word_for_word(a, o) || cells > PLACE_MOST || cells > a->left)
		return;
	a->left -= cells;
	place_align(a, o);
}

static bool is_open(const struct aligner *a, const struct offer *o)
{
	for (size_t i = 0; i < o->npairs; i++)
		if (a->out->node_of[o->pair[i].token] >= 0)
			return false;
	return true;
}

static void take(struct aligner *a, struct offer *o)
{
	for (size_t i = 0; i < o->npairs; i++) {
		a->out->node_of[o->pair[i].token] = o->pair[i].node;
		a->out->token_of[o->pair[i].node] = o->pair[i].token;
		a->letter[o->pair[i].token] = 0;
	}
	o->done = true;
}

/* Good enough to be meant. */
static bool is_place(const struct offer *o)
{
	return o->matches >= PLACE_FEWEST && o->matches * 2 >= o->needed;
}

/* How well it fits: long and whole ones first. */
static int64_t weight(const struct offer *o)
{
	int whole = o->needed > o->matches ? o->needed : o->matches;
	return is_place(o) ? (int64_t)o->score * 1000 * o->matches / whole : -1;
}

static bool has_something(const struct pattern *p, const struct passage *x)
{
	for (int i = 0; i < p->nslots; i++)
		if (p->slot[i].node >= x->first && p->slot[i].node < x->last)
			return true;
	for (int i = 0; i < p->nlistings; i++)
		if (p->listing[i].node >= x->first && p->listing[i].node < x->last)
			return true;
	for (int i = 0; i < p->nways; i++)
		if (p->way[i].first < x->last && p->way[i].last > x->first)
			return true;
	return false;
}

static int choose(const struct offer *offers, int n)
{
	int best = -1;
	for (int i = 0; i < n; i++)
		if (!offers[i].done && weight(&offers[i]) >= 0 &&
		    (best < 0 || weight(&offers[i]) > weight(&offers[best])))
			best = i;
	return best;
}

/* The best offer is taken; one whose tokens others took looks again. */
static void settle(struct aligner *a, struct offer *offers)
{
	for (int i; (i = choose(offers, a->p->npassages)) >= 0;) {
		if (is_open(a, &offers[i]))
			take(a, &offers[i]);
		else
			look(a, &a->p->passage[i], &offers[i]);
	}
}

static void open_aligner(struct aligner *a)
{
	size_t n = a->text->n, nodes = (size_t)a->p->nnodes;
	a->width = n + 1;
	a->letter = mem_array(n + 1, sizeof *a->letter);
	a->pairs = mem_array(PAIR_BITS / 8, 1);
	a->lead = mem_array(nodes + 1, sizeof *a->lead);
	a->rest = mem_array(nodes + 1, sizeof *a->rest);
	a->way = mem_array(nodes + 1, sizeof *a->way);
	for (size_t i = 0; i < n; i++) {
		if (a->text->item[i].kind == TOKEN_LETTER)
			a->letter[i] = a->text->item[i].c;
		uint32_t h = i > 0 ? pair_hash(a->letter[i - 1], a->letter[i]) : 0;
		if (i > 0 && a->letter[i - 1] && a->letter[i])
			a->pairs[h / 8] |= (uint8_t)(1 << h % 8);
	}
	a->out->node_of = mem_array(n + 1, sizeof *a->out->node_of);
	a->out->token_of = mem_array(nodes + 1, sizeof *a->out->token_of);
	memset(a->out->node_of, -1, (n + 1) * sizeof *a->out->node_of);
	memset(a->out->token_of, -1, (nodes + 1) * sizeof *a->out->token_of);
}

static void close_aligner(struct aligner *a)
{
	mem_free(a->letter);
	mem_free(a->pairs);
	mem_free(a->lead);
	mem_free(a->rest);
	mem_free(a->way);
	mem_free(a->match);
	mem_free(a->apart);
}

void place(const struct pattern *p, const struct tokens *text, struct placed *out)
{
	struct aligner a = {.p = p, .text = text, .out = out, .left = PLACE_ALL};
	struct offer *offers = mem_array((size_t)p->npassages, sizeof *offers);
	open_aligner(&a);
	for (int i = 0; i < p->npassages; i++)
		if (has_something(p, &p->passage[i]))
			look(&a, &p->passage[i], &offers[i]);
	settle(&a, offers);
	for (int i = 0; i < p->npassages; i++)
		mem_free(offers[i].pair);
	mem_free(offers);
	close_aligner(&a);
}

void placed_free(struct placed *l)
{
	mem_free(l->node_of);
	mem_free(l->token_of);
	*l = (struct placed){0};
}
