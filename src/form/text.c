#include "form/text.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/* lacking says of the innermost option whether something in it had nothing to
 * say; an entry of a loop answers for itself. */

static const char lack[] = "____";

struct filler {
	struct world world;
	struct position at;
	int ordinal; /* of the innermost loop's entry */
	bool lacking;
	int part;    /* index of what is told of the part at hand, −1: none */
	struct str *out;
	struct telling *told;
};

const struct narrative *set_text(const struct set *s, const char *id)
{
	for (size_t i = 0; i < s->ntexts; i++)
		if (strcmp(s->texts[i]->id, id) == 0)
			return s->texts[i];
	return NULL;
}

void telling_free(struct telling *t)
{
	mem_free(t->told);
	*t = (struct telling){0};
}

/* ---- what is told ---- */

/* The index of what begins here; its length is known at the end of it. */
static size_t begin(struct filler *f, enum told_kind kind, const struct bit *b,
                    const struct expr *value)
{
	struct telling *t = f->told;
	t->told = mem_more(t->told, t->n, &t->capacity, sizeof *t->told);
	t->told[t->n] = (struct told){
	    .kind = kind, .from = f->out->length, .line = b->line, .value = value, .at = f->at};
	return t->n++;
}

static struct told *end(struct filler *f, size_t told)
{
	struct told *t = &f->told->told[told];
	t->length = f->out->length - t->from;
	return t;
}

static void tell_lack(struct filler *f, const struct bit *b, const struct expr *value)
{
	size_t told = begin(f, TOLD_LACK, b, value);
	str_add(f->out, lack);
	end(f, told);
	f->lacking = true;
}

/* The cell, when the value is nothing but its name. */
static void find_cell(struct filler *f, struct told *t)
{
	struct place p = {f->at.sheet, f->at.list, f->at.row, 0};
	const struct ref *r = t->value->kind == EXPR_NAME ? set_ref(f->at.f->set, t->value->bound)
	                                                  : NULL;
	const struct filing *in;
	if (r && r->kind == REF_ITEM && f->at.item >= 0) {
		t->in = f->at.f;
		t->cell = (struct place){f->at.sheet, -1, -1, f->at.item};
	} else if (r && world_place(f->at.f, r, p, &in, &t->cell)) {
		t->in = in;
	}
}

static struct expr_value eval(struct filler *f, const struct expr *x)
{
	return world_eval_at(&f->world, x, f->at);
}

static void fill(struct filler *f, const struct wording *w);

/* ---- values ---- */

static void fill_figure(struct filler *f, const struct bit *b)
{
	struct expr_value v = eval(f, b->value);
	struct figure printed = {.state = v.state};
	size_t told = begin(f, TOLD_FIGURE, b, b->value);
	bool said = v.state == FIGURE_TEXT;
	if (said)
		str_add(f->out, v.text);
	else if (v.state == FIGURE_NUMBER)
		said = format_put(&b->format, b->like, f->world.eval.pool, v.num, f->out, &printed);
	if (!said) {
		f->told->n = told;
		tell_lack(f, b, b->value);
		return;
	}
	struct told *t = end(f, told);
	t->figure = printed;
	find_cell(f, t);
	f->lacking |= t->length == 0 || (v.state == FIGURE_NUMBER && rat_sign(v.num) == 0);
}

static void fill_hand(struct filler *f, const struct bit *b)
{
	struct expr_value v = eval(f, b->value);
	size_t told = begin(f, TOLD_HAND, b, b->value);
	if (v.state == FIGURE_TEXT)
		str_add(f->out, v.text);
	struct told *t = end(f, told);
	find_cell(f, t);
	f->lacking |= text_is_blank(v.state == FIGURE_TEXT ? v.text : NULL);
}

static void fill_name(struct filler *f, const struct bit *b)
{
	size_t told = begin(f, TOLD_NAME, b, NULL);
	struct place p = {f->at.sheet, -1, -1, f->at.item};
	place_label(f->at.f, p, f->out);
	struct told *t = end(f, told);
	t->in = f->at.f;
	t->cell = p;
}

/* ---- choices ---- */

static bool holds(struct expr_value v)
{
	return v.state == FIGURE_TEXT ? !text_is_blank(v.text)
	                              : v.state == FIGURE_NUMBER && rat_sign(v.num) != 0;
}

static void fill_choice(struct filler *f, const struct bit *b)
{
	for (size_t i = 0; i < b->nways; i++) {
		const struct way *way = &b->ways[i];
		struct expr_value v = {.state = FIGURE_BLANK};
		if (way->test)
			v = eval(f, way->test);
		if (v.state == FIGURE_FAULT) {
			tell_lack(f, b, way->test);
			return;
		}
		if (way->test && !holds(v))
			continue;
		size_t told = begin(f, TOLD_CHOICE, b, way->test);
		fill(f, &way->wording);
		end(f, told);
		return;
	}
}

static void fill_option(struct filler *f, const struct bit *b)
{
	size_t length = f->out->length, told = f->told->n;
	bool outer = f->lacking;
	f->lacking = false;
	fill(f, &b->ways[0].wording);
	if (f->lacking) {
		f->told->n = told;
		f->out->length = length;
		if (f->out->s)
			f->out->s[length] = '\0';
	}
	f->lacking = outer;
}

/* ---- loops ---- */

static void fill_entry(struct filler *f, const struct bit *b, int *count)
{
	const struct expr *where = b->ways[0].test;
	if (where && !holds(eval(f, where)))
		return;
	f->ordinal = ++*count;
	if (*count > 1 && b->nways > 1)
		fill(f, &b->ways[1].wording);
	fill(f, &b->ways[0].wording);
}

static bool has_amount(const struct filing *f, int sheet, int field)
{
	const struct figure *v = &f->sheets[sheet].cells[field].value;
	return v->state == FIGURE_FAULT || v->state == FIGURE_TEXT ||
	       (v->state == FIGURE_NUMBER && v->num != 0);
}

static void go_over_sheet(struct filler *f, const struct bit *b, const struct ref *r, int sheet,
                          int *count)
{
	const struct filing *filing = f->at.f;
	f->at = (struct position){filing, sheet, -1, -1, -1};
	if (r->kind == REF_SHEETS)
		fill_entry(f, b, count);
	for (size_t i = 0; r->kind == REF_PATTERN && i < r->nfields; i++) {
		f->at.item = r->fields[i];
		if (has_amount(filing, sheet, r->fields[i]))
			fill_entry(f, b, count);
	}
	for (size_t i = 0; r->kind == REF_ROWS && i < filing->sheets[sheet].lists[r->list].n; i++) {
		f->at.list = r->list;
		f->at.row = (int)i;
		fill_entry(f, b, count);
	}
}

/* On the sheet at hand when it is of the form, else on all sheets of it. */
static void go_over(struct filler *f, const struct bit *b, const struct ref *r, int *count)
{
	const struct filing *filing = f->at.f;
	const struct form *form = filing->set->forms[r->form];
	int own = f->at.sheet;
	bool here = r->kind != REF_SHEETS && own >= 0 && filing->sheets[own].form == form;
	for (int i = 0; i < (int)filing->nsheets; i++)
		if (here ? i == own : filing->sheets[i].form == form)
			go_over_sheet(f, b, r, i, count);
}

static void fill_loop(struct filler *f, const struct bit *b)
{
	struct position at = f->at;
	int ordinal = f->ordinal, count = 0;
	bool outer = f->lacking;
	for (size_t i = 0; i < b->nloops; i++) {
		go_over(f, b, set_ref(f->at.f->set, b->loops[i]), &count);
		f->at = at;
	}
	f->ordinal = ordinal;
	f->lacking = outer || count == 0;
}

static void fill_head(struct filler *f, const struct bit *b)
{
	size_t told = begin(f, TOLD_HEAD, b, NULL);
	fill(f, &b->ways[0].wording);
	end(f, told);
}

/* ---- all ---- */

static void end_part(struct filler *f)
{
	if (f->part >= 0)
		end(f, (size_t)f->part);
	f->part = -1;
}

static void fill_bit(struct filler *f, const struct bit *b)
{
	switch (b->kind) {
	case BIT_TEXT:
		str_add(f->out, b->text);
		break;
	case BIT_FIGURE:
		fill_figure(f, b);
		break;
	case BIT_HAND:
		fill_hand(f, b);
		break;
	case BIT_NAME:
		fill_name(f, b);
		break;
	case BIT_ORDINAL:
		str_addf(f->out, "%d", f->ordinal);
		break;
	case BIT_CHOICE:
		fill_choice(f, b);
		break;
	case BIT_OPTION:
		fill_option(f, b);
		break;
	case BIT_LOOP:
		fill_loop(f, b);
		break;
	case BIT_HEAD:
		end_part(f);
		fill_head(f, b);
		break;
	case BIT_PART:
		end_part(f);
		f->part = (int)begin(f, TOLD_PART, b, NULL);
		f->told->told[f->part].part = b->text;
		break;
	}
}

static void fill(struct filler *f, const struct wording *w)
{
	for (size_t i = 0; i < w->n; i++)
		fill_bit(f, &w->bits[i]);
}

void text_fill(const struct filing *f, const struct narrative *t, struct str *out,
               struct telling *told)
{
	struct filler filler = {
	    .at = {f, -1, -1, -1, -1}, .part = -1, .out = out, .told = told};
	world_open(&filler.world, (struct filing *)f); /* only its scratch pool is written */
	filler.world.blank_is_zero = true;
	fill(&filler, &t->body);
	end_part(&filler);
	world_close(&filler.world);
}

void text_say(const struct filing *f, const struct wording *w, struct position at,
              struct str *out)
{
	struct telling told = {0};
	struct filler filler = {.at = at, .out = out, .told = &told};
	world_open(&filler.world, (struct filing *)f); /* only its scratch pool is written */
	filler.world.blank_is_zero = true;
	fill(&filler, w);
	world_close(&filler.world);
	telling_free(&told);
}
