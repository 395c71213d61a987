#include "audit/overlay_inside.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

/* ---- where a slot leads ---- */

const struct token *overlay_token(const struct overlay *o, int node)
{
	int t = node >= 0 ? o->placed.token_of[node] : -1;
	return t >= 0 ? &o->tokens.item[t] : NULL;
}

#define NEAR 5

/* Tokens near t on one side that are of its passage. */
static int near(const struct overlay *o, int t, int step)
{
	int n = 0, node = o->placed.node_of[t];
	int passage = o->pattern.node[node].passage;
	for (int i = t + step; i != t + step * (NEAR + 1) && i >= 0 && i < (int)o->tokens.n;
	     i += step) {
		int next = o->placed.node_of[i];
		n += next >= 0 && o->pattern.node[next].passage == passage &&
		     (step > 0 ? next > node : next < node);
	}
	return n;
}

bool overlay_is_bound(const struct overlay *o, int slot)
{
	int node = o->pattern.slot[slot].node;
	int t = node >= 0 ? o->placed.token_of[node] : -1;
	return t >= 0 && near(o, t, -1) + near(o, t, 1) >= 2;
}

bool overlay_cell(const struct overlay *o, const struct expr *x, struct position at,
                  struct place *out)
{
	const struct ref *r = x->kind == EXPR_NAME ? set_ref(o->f->set, x->bound) : NULL;
	const struct filing *in;
	if (r && r->kind == REF_ITEM && at.sheet >= 0 && at.item >= 0) {
		*out = (struct place){at.sheet, -1, -1, at.item};
		return true;
	}
	return r && world_place(at.f, r, (struct place){at.sheet, at.list, at.row, 0}, &in, out) &&
	       in == o->f;
}

struct printing {
	const struct overlay *o;
	struct position at;
	bool keys;
};

static bool put_cell(void *context, const struct expr *x, struct str *out)
{
	const struct printing *p = context;
	struct place cell;
	if (x->kind == EXPR_CALL)
		return false;
	if (!overlay_cell(p->o, x, p->at, &cell))
		str_add(out, x->text);
	else if (p->keys)
		finding_put_place(p->o->f, cell, out);
	else
		place_label(p->o->f, cell, out);
	return true;
}

/* Without the sign in front, which the words of direction say. */
static void put_formula(struct printing *p, const struct expr *x, struct str *out)
{
	static const char minus[] = "−";
	struct str text = {0};
	expr_print(x, &text, put_cell, p);
	const char *s = str_text(&text);
	str_add(out, strncmp(s, minus, strlen(minus)) == 0 ? s + strlen(minus) : s);
	str_free(&text);
}

void overlay_put_labels(const struct overlay *o, const struct expr *x, struct position at,
                        struct str *out)
{
	struct printing p = {o, at, false};
	put_formula(&p, x, out);
}

void overlay_put_keys(const struct overlay *o, const struct expr *x, struct position at,
                      struct str *out)
{
	struct printing p = {o, at, true};
	put_formula(&p, x, out);
}

struct collecting {
	const struct overlay *o;
	struct position at;
	struct finding *to;
};

static int collect(struct expr *x, void *context)
{
	const struct collecting *c = context;
	struct place p;
	if (overlay_cell(c->o, x, c->at, &p))
		finding_cell(c->to, p);
	return 0;
}

void overlay_cells(const struct overlay *o, const struct expr *x, struct position at,
                   struct finding *to)
{
	struct collecting c = {o, at, to};
	expr_walk((struct expr *)x, collect, &c); /* which is not changed */
}

/* ---- findings ---- */

static const char *words_of(const char *rule)
{
	static const struct {
		const char *rule, *words;
	} all[] = {
	    {"N01", "说明里的数应与它所说的格子相同"},
	    {"N02", "说明里的百分比应与按各格的数算出的相同"},
	    {"N03", "增加、减少、持平、大于、小于应与两个数的大小相符"},
	    {"N04", "列举的各项应与表里不为零的各行相同"},
	    {"N07", "说明里的数所依据的补充数据要填上，才能核对"},
	    {"N08", "说明里的数要写单位"},
	    {"P16", "说明里的单位应是表里的单位"},
	    {"P18", "说明里的年度应是所说那件事的年度"},
	};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (strcmp(all[i].rule, rule) == 0)
			return _(all[i].words);
	return NULL;
}

struct finding *overlay_report(struct overlay *o, const char *rule, enum level level, size_t from,
                               size_t length, char *text, const char *detail)
{
	struct str unique = {0};
	int times = 0;
	size_t n = strlen(detail);
	for (size_t i = 0; i < o->out->n; i++) {
		const struct finding *x = &o->out->item[i];
		times += place_same(x->place, o->place) && strcmp(x->rule, rule) == 0 &&
		         x->detail && strncmp(x->detail, detail, n) == 0 &&
		         (x->detail[n] == '\0' || x->detail[n] == ' ');
	}
	str_add(&unique, detail);
	if (times > 0)
		str_addf(&unique, " %d", times + 1);
	struct finding *x = finding_add(o->out, rule, level, o->place, text, str_text(&unique));
	x->words = words_of(rule);
	x->from = from;
	x->length = length;
	str_free(&unique);
	return x;
}

/* ---- one text ---- */

static bool is_counted(const struct overlay *o, size_t token)
{
	const struct token *t = &o->tokens.item[token];
	int node = o->placed.node_of[token];
	if (t->kind != TOKEN_NUMBER || t->measure == MEASURE_YEAR || t->measure == MEASURE_DAY)
		return false;
	/* 图1, 表2 */
	if (token > 0 && t->measure == MEASURE_NONE && (t[-1].c == 0x56FE || t[-1].c == 0x8868))
		return false;
	/* The 50 of «50万元以上» is the narrative's own. */
	return node < 0 || o->pattern.node[node].hand ||
	       o->pattern.node[node].token.kind == TOKEN_SLOT;
}

static void count(const struct overlay *o, const enum verdict *verdicts, const bool *bound,
                  struct overlay_figures *out)
{
	for (size_t i = 0; i < o->tokens.n; i++) {
		const struct token *t = &o->tokens.item[i];
		int node = o->placed.node_of[i];
		bool slot = node >= 0 && o->pattern.node[node].token.kind == TOKEN_SLOT;
		int which = slot ? o->pattern.node[node].token.slot : -1;
		if (!is_counted(o, i))
			continue;
		out->item = mem_more(out->item, out->n, &out->capacity, sizeof *out->item);
		struct overlay_figure *x = &out->item[out->n++];
		*x = (struct overlay_figure){.text = o->place,
		                             .from = t->from,
		                             .length = t->length,
		                             .verdict = VERDICT_UNCHECKED};
		if (!slot || !bound[which])
			continue;
		x->value = o->pattern.slot[which].bit->value;
		x->at = o->pattern.slot[which].at;
		x->verdict = verdicts[which];
		out->bound++;
	}
}

static void judge_slots(struct overlay *o, struct overlay_figures *figures)
{
	size_t n = (size_t)o->pattern.nslots;
	enum verdict *verdicts = mem_array(n, sizeof *verdicts);
	bool *bound = mem_array(n, sizeof *bound);
	for (size_t i = 0; i < n; i++) {
		bound[i] = overlay_is_bound(o, (int)i);
		if (bound[i])
			verdicts[i] = overlay_slot(o, (int)i);
	}
	if (figures)
		count(o, verdicts, bound, figures);
	mem_free(verdicts);
	mem_free(bound);
}

/* One finding for all figures of the text that can't be checked. */
static void report_unknown(struct overlay *o)
{
	struct str line = {0};
	if (o->unknown == 0)
		return;
	str_addf(&line, _("有 %d 个数所依据的数据没有填，无从核对"), o->unknown);
	overlay_report(o, "N07", LEVEL_HINT, 0, 0, str_take(&line), "")->verdict =
	    VERDICT_UNCHECKED;
}

static void lay(struct overlay *o, const struct narrative *t, size_t first,
                struct overlay_figures *figures)
{
	tokens_read(o->text, t, false, OVERLAY_MOST, &o->tokens);
	pattern_make(&o->world, t, &t->body, first, &o->pattern);
	o->settled = mem_array((size_t)o->pattern.nslots, sizeof *o->settled);
	place(&o->pattern, &o->tokens, &o->placed);
	overlay_lists(o);
	overlay_forks(o);
	judge_slots(o, figures);
	report_unknown(o);
	mem_free(o->settled);
	placed_free(&o->placed);
	pattern_free(&o->pattern);
	tokens_free(&o->tokens);
}

/* ---- all texts ---- */

/* The narrative with the part «report.grand», and the bit behind its beginning. */
static const struct narrative *find_part(const struct set *s, const char *name, size_t *first)
{
	for (size_t i = 0; i < s->ntexts; i++) {
		const struct narrative *t = s->texts[i];
		size_t n = strlen(t->id);
		if (strncmp(name, t->id, n) != 0 || name[n] != '.')
			continue;
		for (size_t k = 0; k < t->body.n; k++)
			if (t->body.bits[k].kind == BIT_PART &&
			    strcmp(t->body.bits[k].text, name + n + 1) == 0) {
				*first = k + 1;
				return t;
			}
	}
	return NULL;
}

static void check_cell(struct filing *f, struct place p, struct findings *out,
                       struct overlay_figures *figures)
{
	const struct cell *c = filing_cell(f, p);
	const char *part = filing_field(f, p)->part;
	size_t first;
	const struct narrative *t = part && c->stated.state == FIGURE_TEXT
	                                ? find_part(f->set, part, &first)
	                                : NULL;
	if (!t)
		return;
	struct overlay o = {.f = f, .place = p, .text = c->text, .out = out};
	world_open(&o.world, f);
	o.world.blank_is_zero = true;
	lay(&o, t, first, figures);
	world_close(&o.world);
}

void overlay_run(struct filing *f, struct findings *out, struct overlay_figures *figures)
{
	for (int s = 0; f->set->ntexts > 0 && s < (int)f->nsheets; s++)
		for (int i = 0; i < (int)f->sheets[s].form->nfields; i++)
			check_cell(f, (struct place){s, -1, -1, i}, out, figures);
}

void overlay_put_value(const struct filing *f, const struct overlay_figure *x, struct str *out)
{
	struct overlay o = {.f = (struct filing *)f}; /* only read */
	overlay_put_labels(&o, x->value, x->at, out);
}

void overlay_figures_free(struct overlay_figures *v)
{
	mem_free(v->item);
	*v = (struct overlay_figures){0};
}
