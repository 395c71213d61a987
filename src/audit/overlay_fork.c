/* What the words of the text choose among the ways of a narrative against
 * what the figures choose: 增加 and 减少, 大于 and 小于, 无 and an amount. */
#include "audit/overlay_inside.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

/* ---- what is said ---- */

static const struct way_nodes *way_of(const struct overlay *o, int fork, int way)
{
	return &o->pattern.way[o->pattern.fork[fork].ways + way];
}

static int matches(const struct overlay *o, int fork, int way)
{
	const struct way_nodes *w = way_of(o, fork, way);
	int n = 0;
	for (int i = w->first; i < w->last; i++)
		n += o->placed.token_of[i] >= 0 && !o->pattern.node[i].hand;
	return n;
}

int overlay_said(const struct overlay *o, int fork)
{
	const struct fork *f = &o->pattern.fork[fork];
	int n = (int)f->bit->nways, best = -1, most = 1;
	if (f->holds >= 0 && f->holds < n && (most = matches(o, fork, f->holds)) > 1)
		best = f->holds;
	most = most > 1 ? most : 1;
	for (int i = 0; i < n; i++)
		if (matches(o, fork, i) > most) {
			most = matches(o, fork, i);
			best = i;
		}
	return best;
}

/* ---- the words a way begins with ---- */

#define WORDS 24

struct beginning {
	int node[WORDS];
	int n;
};

/* Up to the first figure, mark or joint behind a word. */
static struct beginning beginning_of(const struct overlay *o, int fork, int way)
{
	const struct way_nodes *w = way_of(o, fork, way);
	struct beginning b = {.n = 0};
	for (int i = w->first; i < w->last && b.n < WORDS; i++) {
		const struct node *x = &o->pattern.node[i];
		if (x->joint && b.n == 0)
			continue;
		if (x->joint || x->hand || x->token.kind != TOKEN_LETTER ||
		    (b.n > 0 && x->token.mark >= MARK_COMMA))
			break;
		b.node[b.n++] = i;
	}
	return b;
}

static bool has_letter(const struct overlay *o, const struct beginning *b, uint32_t c)
{
	for (int i = 0; i < b->n; i++)
		if (o->pattern.node[b->node[i]].token.c == c)
			return true;
	return false;
}

/* Whether a letter that only the first has stands in the text: its bytes up to
 * the last one in a row. */
static bool find_difference(const struct overlay *o, const struct beginning *said,
                            const struct beginning *right, size_t *from, size_t *length)
{
	const struct token *first = NULL, *last = NULL;
	bool differs = false;
	for (int i = 0; i < said->n; i++) {
		const struct token *t = overlay_token(o, said->node[i]);
		if (!t)
			continue;
		first = first ? first : t;
		last = t;
		differs |= !has_letter(o, right, t->c);
	}
	if (!differs || last->from < first->from)
		return false;
	*from = first->from;
	*length = last->from + last->length - first->from;
	return true;
}

static void put_words(const struct overlay *o, const struct beginning *b, struct str *out)
{
	char utf8[4];
	for (int i = 0; i < b->n; i++)
		str_addn(out, utf8, text_encode(o->pattern.node[b->node[i]].token.c, utf8));
}

/* ---- findings ---- */

/* sign, as form/read_wording.c makes it: (x) > 0, (x) < 0. */
static bool is_sign(const struct bit *b)
{
	const struct expr *up = b->nways >= 2 ? b->ways[0].test : NULL;
	const struct expr *down = up ? b->ways[1].test : NULL;
	return down && up->kind == EXPR_BINARY && up->op == OP_GT && down->kind == EXPR_BINARY &&
	       down->op == OP_LT && up->arg[1]->kind == EXPR_NUMBER && up->arg[1]->number == 0;
}

static bool has_slots(const struct overlay *o, int fork, int way)
{
	const struct way_nodes *w = way_of(o, fork, way);
	for (int i = 0; i < o->pattern.nslots; i++) {
		const struct slot *s = &o->pattern.slot[i];
		if (s->node >= w->first && s->node < w->last &&
		    o->pattern.node[s->node].token.measure != MEASURE_YEAR)
			return true;
	}
	return false;
}

/* «   增减额 0.58» */
static void put_value(struct overlay *o, const struct expr *x, struct position at, struct str *out)
{
	struct expr_value v = world_eval_at(&o->world, x, at);
	int64_t n;
	if (v.state != FIGURE_NUMBER || !rat_to_num(v.num, 2, &n))
		return;
	str_add(out, "   ");
	overlay_put_labels(o, x, at, out);
	str_add(out, " ");
	num_format(out, n, 2, false);
}

static void report(struct overlay *o, const char *rule, const struct fork *f,
                   const struct expr *about, const char *wanted, size_t from, size_t length)
{
	struct str line = {0}, keys = {0};
	if (!overlay_known(o, about, f->at))
		return;
	char *words = mem_strndup(o->text + from, length);
	if (*wanted)
		str_addf(&line, _("文字说“%s”，按表里的数应说“%s”"), words, wanted);
	else
		str_addf(&line, _("文字说“%s”，与表里的数不符"), words);
	put_value(o, about, f->at, &line);
	overlay_put_keys(o, about, f->at, &keys);
	struct finding *x = overlay_report(o, rule, LEVEL_VERIFY, from, length, str_take(&line),
	                                   str_text(&keys));
	overlay_cells(o, about, f->at, x);
	mem_free(words);
	str_free(&keys);
}

/* Of the way that holds; «otherwise» has none, then the one that was said does not. */
static const struct expr *test_of(const struct bit *bit, int holds, int said)
{
	return bit->ways[holds].test ? bit->ways[holds].test : bit->ways[said].test;
}

/* Whether something was found. */
static bool check_fork(struct overlay *o, int fork)
{
	const struct fork *f = &o->pattern.fork[fork];
	int n = (int)f->bit->nways, said = overlay_said(o, fork);
	bool sign = is_sign(f->bit);
	struct beginning right = {.n = 0}, b;
	struct str wanted = {0};
	size_t from, length;
	if (f->holds < 0 || f->holds == n || said < 0 || said == f->holds)
		return false;
	b = beginning_of(o, fork, said);
	right = beginning_of(o, fork, f->holds);
	if (!find_difference(o, &b, &right, &from, &length))
		return false;
	put_words(o, &right, &wanted);
	if (sign)
		report(o, "N03", f, f->bit->ways[0].test->arg[0],
		       wanted.length > 0 ? str_text(&wanted) : _("持平"), from, length);
	else if (!has_slots(o, fork, said) && has_slots(o, fork, f->holds))
		report(o, "N01", f, test_of(f->bit, f->holds, said), "", from, length);
	str_free(&wanted);
	return sign;
}

/* ---- a word in front of a figure: «增加0.58万元，下降22.3%» ---- */

/* The figure that stands in another way where this one stands in its own. */
static int twin_of(const struct overlay *o, int slot)
{
	const struct slot *s = &o->pattern.slot[slot];
	int nth = 0, seen = 0;
	for (int i = 0; i < slot; i++)
		nth += o->pattern.slot[i].fork == s->fork && o->pattern.slot[i].way == s->way;
	for (int i = 0; i < o->pattern.nslots; i++)
		if (o->pattern.slot[i].fork == s->fork && o->pattern.slot[i].way == 1 - s->way &&
		    seen++ == nth)
			return i;
	return -1;
}

/* The two letters before a node, 0 where there is something else. */
static void letters_before(const struct overlay *o, int node, uint32_t out[2])
{
	out[0] = out[1] = 0;
	for (int k = 1; k >= 0; k--) {
		const struct node *x;
		do {
			node = node >= 0 && o->pattern.node[node].nbefore > 0
			           ? o->pattern.before[o->pattern.node[node].before]
			           : -1;
			x = node >= 0 ? &o->pattern.node[node] : NULL;
		} while (x && x->joint);
		if (!x || x->token.kind != TOKEN_LETTER)
			return;
		out[k] = x->token.c;
	}
}

/* Whichever way the figure was placed in. */
static void check_word(struct overlay *o, int slot, bool *found)
{
	const struct slot *s = &o->pattern.slot[slot];
	const struct fork *f = s->fork >= 0 ? &o->pattern.fork[s->fork] : NULL;
	if (!f || found[s->fork] || !is_sign(f->bit) || s->way > 1 || f->holds < 0 ||
	    f->holds > 1 || !overlay_is_bound(o, slot))
		return;
	int twin = twin_of(o, slot), t = o->placed.token_of[s->node];
	uint32_t right[2], wrong[2];
	if (twin < 0 || t < 2)
		return;
	letters_before(o, s->node, f->holds == s->way ? right : wrong);
	letters_before(o, o->pattern.slot[twin].node, f->holds == s->way ? wrong : right);
	const struct token *a = &o->tokens.item[t - 2], *b = a + 1;
	if (memcmp(right, wrong, sizeof right) == 0 || a->kind != TOKEN_LETTER ||
	    b->kind != TOKEN_LETTER || a->c != wrong[0] || b->c != wrong[1])
		return;
	struct str wanted = {0};
	char utf8[4];
	for (int i = 0; i < 2; i++)
		str_addn(&wanted, utf8, text_encode(right[i], utf8));
	report(o, "N03", f, f->bit->ways[0].test->arg[0], str_text(&wanted), a->from,
	       b->from + b->length - a->from);
	found[s->fork] = true;
	str_free(&wanted);
}

void overlay_forks(struct overlay *o)
{
	bool *found = mem_array((size_t)o->pattern.nforks, sizeof *found);
	for (int i = 0; i < o->pattern.nforks; i++)
		found[i] = check_fork(o, i);
	for (int i = 0; i < o->pattern.nslots; i++)
		check_word(o, i, found);
	mem_free(found);
}
