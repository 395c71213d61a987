/* Lists of names in the text against the rows they stand for. */
#include "audit/overlay_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

/* A row that a list of names goes over. */
struct named {
	struct position at;
	struct place cell;    /* whose label it is, or the row's name */
	struct tokens tokens; /* of the name */
	bool said;            /* it belongs into the list */
	bool found;
};

struct names {
	struct overlay *o;
	struct named *item;
	size_t n, capacity;
};

static const struct narrative no_synonyms;

/* ---- names ---- */

/* The cell a name stands for: a field of a pattern, the name of a row. */
static bool name_cell(const struct overlay *o, struct position at, struct place *out)
{
	const struct filing *f = o->f;
	if (at.item >= 0) {
		*out = (struct place){at.sheet, -1, -1, at.item};
		return true;
	}
	if (at.list < 0 || at.row < 0)
		return false;
	const struct list *l = &f->sheets[at.sheet].form->lists[at.list];
	*out = (struct place){at.sheet, at.list, at.row, l->name_column};
	return true;
}

static void put_name(const struct overlay *o, struct position at, struct place cell,
                     struct str *out)
{
	if (at.item >= 0)
		place_label(o->f, cell, out);
	else
		cell_show(filing_cell(o->f, cell), filing_field(o->f, cell), out);
}

static void add_name(void *context, struct position at, bool said)
{
	struct names *names = context;
	struct named x = {.at = at, .said = said};
	struct str name = {0};
	if (!name_cell(names->o, at, &x.cell))
		return;
	put_name(names->o, at, x.cell, &name);
	tokens_read(str_text(&name), &no_synonyms, false, 100, &x.tokens);
	str_free(&name);
	names->item = mem_more(names->item, names->n, &names->capacity, sizeof *names->item);
	names->item[names->n++] = x;
}

static void names_free(struct names *names)
{
	for (size_t i = 0; i < names->n; i++)
		tokens_free(&names->item[i].tokens);
	mem_free(names->item);
}

static bool same_token(const struct token *a, const struct token *b)
{
	return a->kind == b->kind && (a->kind == TOKEN_LETTER ? a->c == b->c : a->num == b->num);
}

static bool stands_at(const struct token *text, const struct tokens *name)
{
	for (size_t i = 0; i < name->n; i++)
		if (!same_token(&text[i], &name->item[i]))
			return false;
	return true;
}

/* ---- a stretch of the text with names ---- */

struct stretch {
	const struct overlay *o;
	size_t from, to; /* tokens */
	bool *used;      /* of each from `from` on */
};

/* Whether a name could end before token t. */
static bool is_edge(const struct stretch *s, size_t t)
{
	return t <= s->from || t >= s->to || s->used[t - s->from] || s->used[t - 1 - s->from] ||
	       s->o->tokens.item[t].mark >= MARK_SMALL;
}

static void look_for(struct stretch *s, struct named *x)
{
	size_t n = x->tokens.n;
	for (size_t t = s->from; n > 0 && t + n <= s->to; t++) {
		bool open = stands_at(&s->o->tokens.item[t], &x->tokens);
		for (size_t i = 0; open && i < n; i++)
			open = !s->used[t - s->from + i];
		if (!open || (!x->said && !(is_edge(s, t) && is_edge(s, t + n))))
			continue;
		x->found = true;
		memset(&s->used[t - s->from], true, n * sizeof *s->used);
		return;
	}
}

/* Tokens of a in b, in their order. */
static size_t in_order(const struct token *a, size_t na, const struct tokens *b)
{
	size_t n = 0;
	for (size_t i = 0, k = 0; i < na && k < b->n; i++)
		for (size_t j = k; j < b->n; j++)
			if (same_token(&a[i], &b->item[j])) {
				n++;
				k = j + 1;
				break;
			}
	return n;
}

/* A name written a little differently: 机关事业单位养老保险缴费 for
 * 机关事业单位基本养老保险缴费. */
static void look_for_like(struct stretch *s, size_t from, size_t to, struct names *names)
{
	struct named *best = NULL;
	size_t most = 0;
	for (size_t i = 0; i < names->n; i++) {
		struct named *x = &names->item[i];
		size_t longer = to - from > x->tokens.n ? to - from : x->tokens.n;
		size_t n = x->said && !x->found
		               ? in_order(&s->o->tokens.item[from], to - from, &x->tokens)
		               : 0;
		if (n * 10 >= longer * 7 && n > most) {
			most = n;
			best = x;
		}
	}
	if (best)
		best->found = true;
}

static void look_for_others(struct stretch *s, struct names *names)
{
	for (size_t t = s->from; t < s->to;) {
		size_t end = t + 1;
		if (s->used[t - s->from]) {
			t++;
			continue;
		}
		while (end < s->to && !is_edge(s, end))
			end++;
		if (end - t >= 3)
			look_for_like(s, t, end, names);
		t = end;
	}
}

static int longer_first(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	return (x->tokens.n < y->tokens.n) - (x->tokens.n > y->tokens.n);
}

static int as_they_stand(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	if (x->at.item != y->at.item)
		return (x->at.item > y->at.item) - (x->at.item < y->at.item);
	return (x->at.row > y->at.row) - (x->at.row < y->at.row);
}

/* ---- lists of names ---- */

/* The tokens behind the words that lead to the list, up to the end of the
 * sentence or what the narrative goes on with. */
static bool find_stretch(const struct overlay *o, int node, struct stretch *out)
{
	const struct pattern *p = &o->pattern;
	int before = node, t;
	while (before >= 0 && p->node[before].joint)
		before = p->node[before].nbefore > 0 ? p->before[p->node[before].before] : -1;
	t = before >= 0 ? o->placed.token_of[before] : -1;
	if (t < 1 || o->placed.node_of[t - 1] < 0 || p->node[o->placed.node_of[t - 1]].hand)
		return false;
	out->o = o;
	out->from = out->to = (size_t)t + 1;
	while (out->to < o->tokens.n &&
	       (out->to == out->from || o->tokens.item[out->to].mark < MARK_STOP) &&
	       o->placed.node_of[out->to] < 0)
		out->to++;
	return out->to > out->from;
}

static void put_amount(const struct overlay *o, const struct named *x, struct str *out)
{
	if (x->at.item < 0)
		return;
	str_add(out, " ");
	cell_show(filing_cell(o->f, x->cell), filing_field(o->f, x->cell), out);
}

/* «退休费 4.04、抚恤金 5.82»: those that are said and not found, or the others. */
static void put_names(const struct names *names, bool missing, struct str *out)
{
	for (size_t i = 0; i < names->n; i++) {
		const struct named *x = &names->item[i];
		if (missing ? !(x->said && !x->found) : !(x->found && !x->said))
			continue;
		str_add(out, out->length > 0 ? "、" : "");
		put_name(names->o, x->at, x->cell, out);
		if (missing)
			put_amount(names->o, x, out);
	}
}

static void report_names(struct overlay *o, const struct names *names, size_t from, size_t length)
{
	struct str missing = {0}, wrong = {0}, line = {0}, key = {0};
	put_names(names, true, &missing);
	put_names(names, false, &wrong);
	if (missing.length > 0 && wrong.length > 0)
		str_addf(&line, _("列举少了%s；列了%s，表里没有数"), missing.s, wrong.s);
	else if (missing.length > 0)
		str_addf(&line, _("列举少了%s"), missing.s);
	else if (wrong.length > 0)
		str_addf(&line, _("列举了%s，表里没有数"), wrong.s);
	if (line.length > 0) {
		finding_put_place(o->f, names->item[0].cell, &key);
		struct finding *x = overlay_report(o, "N04", LEVEL_VERIFY, from, length,
		                                   str_take(&line), str_text(&key));
		for (size_t i = 0; i < names->n; i++)
			if (names->item[i].said != names->item[i].found)
				finding_cell(x, names->item[i].cell);
	}
	str_free(&missing);
	str_free(&wrong);
	str_free(&key);
}

/* «……等» names some of them. */
static bool is_open_list(const struct stretch *s)
{
	const struct token *last = &s->o->tokens.item[s->to - 1];
	return last->kind == TOKEN_LETTER && last->c == 0x7B49;
}

static void check_listing(struct overlay *o, const struct listing *l)
{
	struct names names = {.o = o};
	struct stretch s;
	if (!find_stretch(o, l->node, &s))
		return;
	s.used = mem_array(s.to - s.from, sizeof *s.used);
	pattern_entries(&o->world, l->bit, l->at, add_name, &names);
	if (names.n > 0) {
		qsort(names.item, names.n, sizeof *names.item, longer_first);
		for (size_t i = 0; i < names.n; i++)
			look_for(&s, &names.item[i]);
		look_for_others(&s, &names);
		qsort(names.item, names.n, sizeof *names.item, as_they_stand);
		for (size_t i = 0; is_open_list(&s) && i < names.n; i++)
			names.item[i].found |= names.item[i].said;
		const struct token *first = &o->tokens.item[s.from],
		                   *last = &o->tokens.item[s.to - 1];
		report_names(o, &names, first->from, last->from + last->length - first->from);
	}
	mem_free(s.used);
	names_free(&names);
}

/* ---- rows with figures ---- */

static int first_slot(const struct overlay *o, int entry)
{
	const struct entry *e = &o->pattern.entry[entry];
	for (int i = 0; i < o->pattern.nslots; i++)
		if (o->pattern.slot[i].entry == entry && o->pattern.slot[i].node >= e->first &&
		    overlay_is_bound(o, i))
			return i;
	return -1;
}

/* The words before token t: up to a mark or a number. */
static size_t words_before(const struct overlay *o, size_t t)
{
	size_t from = t;
	while (from > 0 && o->tokens.item[from].mark < MARK_SMALL &&
	       o->tokens.item[from - 1].kind == TOKEN_LETTER)
		from--;
	return from;
}

/* 支出 at the end of a name says nothing. */
static size_t without_kind(const struct token *t, size_t n)
{
	bool spent = n > 2 && t[n - 2].c == 0x652F && t[n - 1].c == 0x51FA;
	return spent ? n - 2 : n;
}

static bool is_name(const struct token *t, size_t n, const struct tokens *name)
{
	size_t m = without_kind(name->item, name->n);
	n = without_kind(t, n);
	for (size_t i = 0; n == m && i < n; i++)
		if (!same_token(&t[i], &name->item[i]))
			return false;
	return n == m && n > 0;
}

/* The row of a loop's list that has this name; −1. */
static int row_named(const struct names *names, const struct token *t, size_t n)
{
	for (size_t i = 0; i < names->n; i++)
		if (is_name(t, n, &names->item[i].tokens))
			return (int)i;
	return -1;
}

static struct named *named_at(const struct names *names, struct position at)
{
	for (size_t i = 0; i < names->n; i++)
		if (names->item[i].at.sheet == at.sheet && names->item[i].at.row == at.row &&
		    names->item[i].at.item == at.item)
			return &names->item[i];
	return NULL;
}

static void put_figure(struct overlay *o, const struct expr *x, struct position at, struct str *out)
{
	struct expr_value v = world_eval_at(&o->world, x, at);
	int64_t n;
	if (v.state == FIGURE_NUMBER && rat_to_num(v.num, 2, &n))
		num_format(out, n, 2, false);
	else
		str_add(out, _("空"));
}

static bool is_said_value(struct overlay *o, const struct slot *s, const struct token *t,
                          struct position at)
{
	struct expr_value v = world_eval_at(&o->world, s->bit->value, at);
	return v.state == FIGURE_NUMBER && verdict_rounds(v.num, t->num, t->decimals);
}

/* The name is another row's, the figure this one's, or neither's. */
static void report_row(struct overlay *o, const struct slot *s, const struct named *own,
                       const struct named *other, size_t from)
{
	const struct token *t = overlay_token(o, s->node), *first = &o->tokens.item[from];
	size_t length = t->from + t->length - first->from;
	struct str line = {0}, a = {0}, b = {0}, va = {0}, vb = {0}, key = {0};
	char *words = mem_strndup(o->text + first->from, length);
	put_name(o, own->at, own->cell, &a);
	put_name(o, other->at, other->cell, &b);
	put_figure(o, s->bit->value, own->at, &va);
	put_figure(o, s->bit->value, other->at, &vb);
	str_addf(&line, _("文字“%s”，表里%s是%s，%s是%s"), words, str_text(&a), str_text(&va),
	         str_text(&b), str_text(&vb));
	finding_put_place(o->f, own->cell, &key);
	struct finding *x = overlay_report(o, "N04", LEVEL_VERIFY, first->from, length,
	                                   str_take(&line), str_text(&key));
	overlay_cells(o, s->bit->value, own->at, x);
	overlay_cells(o, s->bit->value, other->at, x);
	mem_free(words);
	str_free(&a);
	str_free(&b);
	str_free(&va);
	str_free(&vb);
	str_free(&key);
}

/* The name in front of an entry's first figure. */
static void check_entry(struct overlay *o, int entry, struct names *names)
{
	int slot = first_slot(o, entry);
	const struct slot *s = slot >= 0 ? &o->pattern.slot[slot] : NULL;
	struct named *own = s ? named_at(names, o->pattern.entry[entry].at) : NULL;
	if (!own)
		return;
	own->found = true;
	size_t t = (size_t)o->placed.token_of[s->node], from = words_before(o, t);
	const struct token *words = &o->tokens.item[from];
	int other = is_name(words, t - from, &own->tokens) ? -1 : row_named(names, words, t - from);
	if (other < 0 || &names->item[other] == own)
		return;
	if (!is_said_value(o, s, overlay_token(o, s->node), names->item[other].at))
		report_row(o, s, own, &names->item[other], from);
	for (int i = 0; i < o->pattern.nslots; i++)
		if (o->pattern.slot[i].entry == entry)
			o->settled[i] = true;
}

/* Where the entries stand in the text. */
static bool find_entries(const struct overlay *o, int from, int to, size_t *start, size_t *end)
{
	*start = o->tokens.n;
	*end = 0;
	for (int e = from; e < to; e++)
		for (int i = o->pattern.entry[e].first; i < o->pattern.entry[e].last; i++) {
			size_t t = (size_t)o->placed.token_of[i];
			if (o->placed.token_of[i] < 0)
				continue;
			*start = t < *start ? t : *start;
			*end = t + 1 > *end ? t + 1 : *end;
		}
	return *end > *start;
}

/* A name that stands there without a figure that could be bound is named. */
static void find_bare_names(const struct overlay *o, struct names *names, size_t from, size_t to)
{
	for (size_t i = 0; i < names->n; i++) {
		struct named *x = &names->item[i];
		for (size_t t = from; !x->found && x->said && t + x->tokens.n <= to; t++)
			x->found = stands_at(&o->tokens.item[t], &x->tokens);
	}
}

/* Entries from a loop's own on. */
static int check_rows(struct overlay *o, int loop)
{
	const struct pattern *p = &o->pattern;
	struct names names = {.o = o};
	int end = loop + 1;
	size_t from, to;
	pattern_entries(&o->world, p->entry[loop].bit, p->entry[loop].at, add_name, &names);
	for (; end < p->nentries && p->entry[end].bit == p->entry[loop].bit &&
	       p->entry[end].first != p->entry[end].last;
	     end++)
		check_entry(o, end, &names);
	if (names.n > 0 && find_entries(o, loop + 1, end, &from, &to)) {
		const struct token *a = &o->tokens.item[from], *b = &o->tokens.item[to - 1];
		find_bare_names(o, &names, from, to);
		report_names(o, &names, a->from, b->from + b->length - a->from);
	}
	names_free(&names);
	return end;
}

void overlay_lists(struct overlay *o)
{
	for (int i = 0; i < o->pattern.nlistings; i++)
		check_listing(o, &o->pattern.listing[i]);
	for (int i = 0; i < o->pattern.nentries;)
		i = check_rows(o, i);
}
