#include "audit/pattern.h"

#include "base/mem.h"
#include "base/text.h"

/* What holds while it is built:
 * 1. tail is the node that what comes next follows.
 * 2. text holds what is not tokens yet: literal words and slots, never across
 *    a joint or from a hand-written part into another.
 * 3. Nodes of a passage stand together; a node follows only earlier ones. */

struct maker {
	struct world *w;
	const struct narrative *t;
	struct pattern *p;
	struct position at;
	struct str text;
	enum mark mark; /* behind the last token */
	int tail;
	int fork, way, entry; /* innermost, −1 */
	bool hand, foreign;   /* words of a cell: may hold anything */
};

static void *room(struct pattern *p, int which, void *array, int n, size_t size)
{
	return mem_more(array, (size_t)n, &p->rooms[which], size);
}

/* ---- nodes ---- */

static void begin_passage(struct maker *m)
{
	struct pattern *p = m->p;
	if (p->npassages > 0 && p->passage[p->npassages - 1].first == p->nnodes)
		return;
	if (p->npassages > 0)
		p->passage[p->npassages - 1].last = p->nnodes;
	p->passage = room(p, 7, p->passage, p->npassages, sizeof *p->passage);
	p->passage[p->npassages++] = (struct passage){p->nnodes, p->nnodes};
}

static void follow(struct maker *m, int node)
{
	struct pattern *p = m->p;
	p->before = room(p, 1, p->before, p->nbefore, sizeof *p->before);
	p->before[p->nbefore++] = node;
	p->node[p->nnodes - 1].nbefore++;
}

static struct node *add_node(struct maker *m)
{
	struct pattern *p = m->p;
	p->node = room(p, 0, p->node, p->nnodes, sizeof *p->node);
	p->node[p->nnodes] = (struct node){
	    .before = p->nbefore, .passage = p->npassages - 1, .hand = m->hand};
	return &p->node[p->nnodes++];
}

static void add_token(struct maker *m, const struct token *t)
{
	struct pattern *p = m->p;
	if (p->nnodes >= PATTERN_MOST) {
		p->cut = true;
		return;
	}
	if (t->mark == MARK_STOP && m->entry < 0 && !m->hand)
		begin_passage(m);
	struct node *n = add_node(m);
	n->token = *t;
	if (t->kind == TOKEN_SLOT)
		p->slot[t->slot].node = p->nnodes - 1;
	follow(m, m->tail);
	m->tail = p->nnodes - 1;
}

/* Invariant 2. */
static void flush(struct maker *m)
{
	struct tokens t = {.mark = m->mark};
	if (m->text.length > 0)
		tokens_read(str_text(&m->text), m->t, !m->foreign, PATTERN_MOST, &t);
	for (size_t i = 0; i < t.n; i++)
		add_token(m, &t.item[i]);
	m->mark = t.mark;
	tokens_free(&t);
	str_clear(&m->text);
}

/* A joint behind the tail. */
static int add_joint(struct maker *m)
{
	flush(m);
	add_node(m)->joint = true;
	if (m->tail >= 0)
		follow(m, m->tail);
	return m->tail = m->p->nnodes - 1;
}

static void make(struct maker *m, const struct wording *w);

/* ---- values ---- */

static bool holds(struct expr_value v)
{
	return v.state == FIGURE_TEXT ? !text_is_blank(v.text)
	                              : v.state == FIGURE_NUMBER && rat_sign(v.num) != 0;
}

static void add_slot(struct maker *m, const struct bit *b)
{
	struct pattern *p = m->p;
	char utf8[4];
	if (p->nslots >= (int)TOKEN_SLOTS)
		return;
	p->slot = room(p, 2, p->slot, p->nslots, sizeof *p->slot);
	p->slot[p->nslots] = (struct slot){b, m->at, -1, m->fork, m->way, m->entry};
	str_addn(&m->text, utf8, text_encode(TOKEN_SLOT_BASE + (uint32_t)p->nslots, utf8));
	p->nslots++;
	str_add(&m->text, b->format.unit);
}

static void add_words(struct maker *m, const char *words, bool hand)
{
	flush(m);
	m->hand = hand;
	m->foreign = true;
	str_add(&m->text, words);
	flush(m);
	m->hand = m->foreign = false;
}

static void make_figure(struct maker *m, const struct bit *b)
{
	bool figure = !b->like || kind_is_figure(b->like->kind) || b->format.percent;
	struct expr_value v = {.state = FIGURE_NUMBER};
	if (!figure || b->value->kind == EXPR_NAME)
		v = world_eval_at(m->w, b->value, m->at);
	if (v.state == FIGURE_TEXT)
		add_words(m, v.text, false);
	else if (figure)
		add_slot(m, b);
}

static void make_hand(struct maker *m, const struct bit *b)
{
	struct expr_value v = world_eval_at(m->w, b->value, m->at);
	if (v.state == FIGURE_TEXT)
		add_words(m, v.text, true);
}

static void make_name(struct maker *m)
{
	struct place p = {m->at.sheet, -1, -1, m->at.item};
	struct str label = {0};
	place_label(m->at.f, p, &label);
	add_words(m, str_text(&label), false);
	str_free(&label);
}

/* ---- choices ---- */

static int way_that_holds(struct maker *m, const struct bit *b)
{
	for (size_t i = 0; i < b->nways; i++) {
		if (!b->ways[i].test)
			return (int)i;
		struct expr_value v = world_eval_at(m->w, b->ways[i].test, m->at);
		if (v.state == FIGURE_FAULT)
			return -1;
		if (holds(v))
			return (int)i;
	}
	return (int)b->nways;
}

/* The ways one beside the other, from one joint to another. */
static void make_choice(struct maker *m, const struct bit *b)
{
	struct pattern *p = m->p;
	int start = add_joint(m), mine = p->nforks, fork = m->fork, way = m->way;
	enum mark mark = m->mark;
	int first = p->nways;
	p->fork = room(p, 3, p->fork, p->nforks, sizeof *p->fork);
	p->fork[p->nforks++] = (struct fork){b, m->at, first, way_that_holds(m, b)};
	for (size_t i = 0; i < b->nways; i++) {
		p->way = room(p, 4, p->way, p->nways, sizeof *p->way);
		p->nways++;
	}
	for (size_t i = 0; i < b->nways; i++) {
		m->tail = start;
		m->mark = mark;
		m->fork = mine;
		m->way = (int)i;
		p->way[first + (int)i].first = p->nnodes;
		make(m, &b->ways[i].wording);
		add_joint(m);
		p->way[first + (int)i].last = p->nnodes;
	}
	m->fork = fork;
	m->way = way;
	m->tail = start;
	add_joint(m);
	for (size_t i = 0; i < b->nways; i++)
		follow(m, p->way[first + (int)i].last - 1);
}

static void make_option(struct maker *m, const struct bit *b)
{
	int start = add_joint(m);
	enum mark mark = m->mark;
	make(m, &b->ways[0].wording);
	int end = add_joint(m);
	m->tail = start;
	m->mark = mark;
	add_joint(m);
	follow(m, end);
}

/* ---- loops ---- */

static bool has_figures(const struct wording *w)
{
	for (size_t i = 0; i < w->n; i++) {
		const struct bit *b = &w->bits[i];
		if (b->kind == BIT_FIGURE && (!b->like || kind_is_figure(b->like->kind)))
			return true;
		for (size_t k = 0; k < b->nways; k++)
			if (has_figures(&b->ways[k].wording))
				return true;
	}
	return false;
}

static void make_entry(void *context, struct position at, bool said)
{
	struct maker *m = context;
	struct pattern *p = m->p;
	const struct entry *last = &p->entry[m->entry];
	if (!said || p->nnodes >= PATTERN_MOST)
		return;
	const struct bit *loop = last->bit;
	struct position outer = m->at;
	m->at = at;
	m->entry = p->nentries;
	p->entry = room(p, 6, p->entry, p->nentries, sizeof *p->entry);
	p->entry[p->nentries++] = (struct entry){loop, at, p->nnodes, p->nnodes};
	begin_passage(m);
	make(m, &loop->ways[0].wording);
	add_joint(m);
	p->entry[m->entry].last = p->nnodes;
	begin_passage(m);
	m->at = outer;
}

/* The first entry stands for the loop itself and has no nodes. */
static void make_loop(struct maker *m, const struct bit *b)
{
	struct pattern *p = m->p;
	int start = add_joint(m), entry = m->entry;
	if (!has_figures(&b->ways[0].wording)) {
		p->listing = room(p, 5, p->listing, p->nlistings, sizeof *p->listing);
		p->listing[p->nlistings++] = (struct listing){b, m->at, start};
		return;
	}
	m->entry = p->nentries;
	p->entry = room(p, 6, p->entry, p->nentries, sizeof *p->entry);
	p->entry[p->nentries++] = (struct entry){b, m->at, start, start};
	pattern_entries(m->w, b, m->at, make_entry, m);
	m->entry = entry;
	if (m->tail != start) {
		add_joint(m);
		follow(m, start);
	}
}

struct visiting {
	struct world *w;
	const struct bit *loop;
	void (*visit)(void *context, struct position at, bool said);
	void *context;
};

static void visit_one(const struct visiting *v, struct position at, bool said)
{
	const struct expr *where = v->loop->ways[0].test;
	if (said && where)
		said = holds(world_eval_at(v->w, where, at));
	v->visit(v->context, at, said);
}

static bool has_amount(const struct filing *f, int sheet, int field)
{
	const struct figure *v = &f->sheets[sheet].cells[field].value;
	return v->state == FIGURE_FAULT || v->state == FIGURE_TEXT ||
	       (v->state == FIGURE_NUMBER && v->num != 0);
}

static void visit_sheet(const struct visiting *v, const struct ref *r, const struct filing *f,
                        int sheet)
{
	struct position at = {f, sheet, -1, -1, -1};
	if (r->kind == REF_SHEETS)
		visit_one(v, at, true);
	for (size_t i = 0; r->kind == REF_PATTERN && i < r->nfields; i++) {
		at.item = r->fields[i];
		visit_one(v, at, has_amount(f, sheet, r->fields[i]));
	}
	for (int i = 0; r->kind == REF_ROWS && i < (int)f->sheets[sheet].lists[r->list].n; i++) {
		at.list = r->list;
		at.row = i;
		visit_one(v, at, true);
	}
}

/* As form/text.c goes: on the sheet at hand when it is of the form, else on all. */
void pattern_entries(struct world *w, const struct bit *loop, struct position at,
                     void (*visit)(void *context, struct position at, bool said), void *context)
{
	struct visiting v = {w, loop, visit, context};
	const struct filing *f = at.f;
	for (size_t i = 0; i < loop->nloops; i++) {
		const struct ref *r = set_ref(f->set, loop->loops[i]);
		const struct form *form = f->set->forms[r->form];
		bool here = r->kind != REF_SHEETS && at.sheet >= 0 &&
		            f->sheets[at.sheet].form == form;
		for (int s = 0; s < (int)f->nsheets; s++)
			if (here ? s == at.sheet : f->sheets[s].form == form)
				visit_sheet(&v, r, f, s);
	}
}

/* ---- all ---- */

static void make_bit(struct maker *m, const struct bit *b)
{
	switch (b->kind) {
	case BIT_TEXT:
		str_add(&m->text, b->text);
		break;
	case BIT_FIGURE:
		make_figure(m, b);
		break;
	case BIT_HAND:
		make_hand(m, b);
		break;
	case BIT_NAME:
		make_name(m);
		break;
	case BIT_CHOICE:
		make_choice(m, b);
		break;
	case BIT_OPTION:
		make_option(m, b);
		break;
	case BIT_LOOP:
		make_loop(m, b);
		break;
	case BIT_ORDINAL: /* not read in texts either */
	case BIT_HEAD:
	case BIT_PART:
		break;
	}
}

static void make(struct maker *m, const struct wording *w)
{
	for (size_t i = 0; i < w->n; i++)
		make_bit(m, &w->bits[i]);
}

void pattern_make(struct world *w, const struct narrative *t, const struct wording *wording,
                  size_t first, struct pattern *out)
{
	struct position nowhere = {w->filing, -1, -1, -1, -1};
	struct maker m = {.w = w,
	                  .t = t,
	                  .p = out,
	                  .at = nowhere,
	                  .tail = -1,
	                  .fork = -1,
	                  .way = -1,
	                  .entry = -1};
	*out = (struct pattern){0};
	begin_passage(&m);
	add_joint(&m);
	for (size_t i = first; i < wording->n; i++) {
		if (wording->bits[i].kind == BIT_HEAD || wording->bits[i].kind == BIT_PART)
			break;
		make_bit(&m, &wording->bits[i]);
	}
	flush(&m);
	out->passage[out->npassages - 1].last = out->nnodes;
	str_free(&m.text);
}

bool pattern_is_percent(const struct slot *s)
{
	return s->bit->format.percent || (s->bit->like && s->bit->like->kind == KIND_RATE);
}

void pattern_free(struct pattern *p)
{
	mem_free(p->node);
	mem_free(p->before);
	mem_free(p->slot);
	mem_free(p->fork);
	mem_free(p->way);
	mem_free(p->listing);
	mem_free(p->entry);
	mem_free(p->passage);
	*p = (struct pattern){0};
}
