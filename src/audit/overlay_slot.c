/* A figure of the text against what it restates. */
#include "audit/overlay_inside.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

struct said {
	const struct slot *slot;
	const struct node *node;
	const struct token *token;
	struct figure figure; /* in the unit of the value */
	bool one_cell;        /* the value is a cell's, or its negative */
	struct place cell;
	struct interval is; /* the value */
};

/* ---- units ---- */

static int64_t unit_of(enum measure m)
{
	return m == MEASURE_YI ? 100000000 : m == MEASURE_WAN ? 10000 : 1;
}

static int zeros(int64_t n)
{
	int count = 0;
	for (; n >= 10; n /= 10)
		count++;
	return count;
}

/* The measure the value is in: 万元 where the narrative converts. */
static enum measure value_measure(const struct said *s)
{
	return s->slot->bit->format.unit ? MEASURE_WAN : s->node->token.measure;
}

/* num × from ÷ to, decimals likewise; false: it does not fit. */
static bool convert(struct figure *v, int64_t from, int64_t to)
{
	if (from >= to) {
		v->decimals -= zeros(from / to);
		v->decimals = v->decimals < 0 ? 0 : v->decimals;
		return !__builtin_mul_overflow(v->num, from / to, &v->num);
	}
	int64_t by = to / from;
	v->decimals += zeros(by);
	if (v->decimals > 6) {
		v->decimals = 6;
		v->num = v->num / by + (v->num % by * 2 >= by);
		return true;
	}
	v->num /= by;
	return true;
}

static bool is_percent(const struct said *s)
{
	return pattern_is_percent(s->slot);
}

/* The figure as the value's unit has it; as_written: as if its unit were that. */
static struct figure read_figure(const struct said *s, bool as_written)
{
	const struct token *t = s->token;
	struct figure v = {FIGURE_NUMBER, t->num, t->decimals, t->measure == MEASURE_PERCENT};
	enum measure to = value_measure(s), from = t->measure;
	if (is_percent(s) && from == MEASURE_NONE) {
		if (as_written)
			convert(&v, 1, 100);
	} else if (tokens_is_money(to) && tokens_is_money(from) && !as_written) {
		if (!convert(&v, unit_of(from), unit_of(to)))
			v.state = FIGURE_FAULT;
	} else if (tokens_is_money(to) && from == MEASURE_NONE && !as_written) {
		v.state = FIGURE_TEXT; /* of no unit */
	}
	return v;
}

/* ---- verdicts ---- */

/* Both without their signs: «减少» says it. */
static void drop_signs(struct rat_pool *pool, struct said *s)
{
	if (s->figure.num < 0)
		s->figure.num = -s->figure.num;
	if (s->is.state == FIGURE_NUMBER && rat_sign(s->is.mid) < 0)
		s->is = interval_negative(pool, s->is);
}

static int cell_decimals(const struct said *s, const struct overlay *o)
{
	const struct field *field = filing_field(o->f, s->cell);
	return verdict_decimals(&filing_cell(o->f, s->cell)->value, field);
}

/* A figure restated is compared as printed, at the coarser of both. */
static enum verdict verdict_of_cell_said(const struct overlay *o, const struct said *s)
{
	struct rat_pool *pool = o->f->pool;
	int own = cell_decimals(s, o),
	    decimals = s->figure.decimals < own ? s->figure.decimals : own;
	int64_t num = num_round(s->figure.num, decimals);
	const struct cell *c = filing_cell(o->f, s->cell);
	if (verdict_rounds(s->is.mid, num, decimals))
		return VERDICT_AGREES;
	/* A total stated beside the sum of its parts is a finding of its own. */
	if (c->stated.state == FIGURE_NUMBER &&
	    num_round(c->stated.num < 0 ? -c->stated.num : c->stated.num, decimals) ==
	        (num < 0 ? -num : num))
		return VERDICT_AGREES;
	return decimals < own && verdict_cuts(pool, s->is.mid, num, decimals) ? VERDICT_TRUNCATED
	                                                                      : VERDICT_DIFFERS;
}

static struct interval printed_interval(struct rat_pool *pool, const struct figure *v)
{
	struct field as_written = {.kind = KIND_RATE};
	return interval_of(pool, v, &as_written);
}

static bool is_quotient(const struct expr *x)
{
	return x->kind == EXPR_BINARY && x->op == OP_DIV;
}

static enum verdict verdict_of_said(const struct overlay *o, const struct said *s)
{
	struct rat_pool *pool = o->f->pool;
	const struct figure *v = &s->figure;
	if (s->is.state != FIGURE_NUMBER)
		return VERDICT_UNCHECKED;
	if (s->one_cell)
		return verdict_of_cell_said(o, s);
	if (verdict_rounds(s->is.mid, v->num, v->decimals))
		return VERDICT_AGREES;
	if (interval_meets(printed_interval(pool, v), s->is))
		return VERDICT_TAIL;
	return is_quotient(s->slot->bit->value) &&
	               verdict_cuts(pool, s->is.mid, v->num, v->decimals)
	           ? VERDICT_TRUNCATED
	           : VERDICT_DIFFERS;
}

/* ---- the value ---- */

/* Without the sign, which the direction says. */
static const struct expr *value_said(const struct said *s)
{
	const struct expr *x = s->slot->bit->value;
	return x->kind == EXPR_NEG ? x->arg[0] : x;
}

static void find_cell(const struct overlay *o, struct said *s)
{
	s->one_cell = overlay_cell(o, value_said(s), s->slot->at, &s->cell);
}

/* The exact value; of empty operands what the narrative would print: 0. */
static struct interval exact_value(struct overlay *o, const struct expr *x, struct position at)
{
	struct expr_value v = world_eval_at(&o->world, x, at);
	return (struct interval){v.state, v.num, v.num, v.num};
}

/* A part of a quotient: the tables print it with so many decimals. */
static struct interval operand(struct overlay *o, const struct expr *x, struct position at)
{
	struct place cell, p = {at.sheet, at.list, at.row, 0};
	bool negative = x->kind == EXPR_NEG;
	if (negative)
		x = x->arg[0];
	struct interval v = overlay_cell(o, x, at, &cell)
	                        ? interval_of(o->f->pool, &filing_cell(o->f, cell)->value,
	                                      filing_field(o->f, cell))
	                        : interval_eval(&o->world, x, p);
	if (v.state != FIGURE_NUMBER)
		v = exact_value(o, x, at);
	return negative ? interval_negative(o->f->pool, v) : v;
}

static struct interval value_of(struct overlay *o, const struct said *s)
{
	const struct expr *x = s->slot->bit->value;
	const struct position at = s->slot->at;
	struct interval a, b, v = {.state = FIGURE_BLANK};
	if (is_quotient(x)) {
		a = operand(o, x->arg[0], at);
		b = operand(o, x->arg[1], at);
		if (a.state == FIGURE_NUMBER && b.state == FIGURE_NUMBER)
			v = interval_divide(o->f->pool, a, b);
	} else if (!s->one_cell) {
		v = interval_eval(&o->world, x, (struct place){at.sheet, at.list, at.row, 0});
	}
	return v.state == FIGURE_NUMBER ? v : exact_value(o, x, at);
}

/* The direction says the sign, and whether it says the right one is overlay_forks'. */
static bool is_direction(const struct overlay *o, const struct slot *s)
{
	return s->bit->value->kind == EXPR_NEG ||
	       (s->fork >= 0 && o->pattern.fork[s->fork].holds != s->way);
}

/* ---- findings ---- */

static const struct field *like_of(const struct overlay *o, const struct said *s)
{
	static const struct field rate = {.kind = KIND_RATE, .decimals = 4};
	if (is_percent(s))
		return &rate;
	return s->one_cell ? filing_field(o->f, s->cell) : s->slot->bit->like;
}

/* A figure of text as written but in the value's unit: «26», «7.37%». */
static void put_figure(struct str *out, const struct figure *v, int decimals)
{
	num_format(out, v->num, v->percent && decimals >= 2 ? decimals - 2 : decimals, v->percent);
}

static struct figure value_figure(const struct said *s, int decimals)
{
	struct figure v = {.state = s->is.state, .decimals = decimals, .percent = is_percent(s)};
	if (v.state == FIGURE_NUMBER && !rat_to_num(s->is.mid, decimals, &v.num))
		v.state = FIGURE_FAULT;
	return v;
}

/* Enough decimals to see the difference. */
static int shown_decimals(const struct overlay *o, const struct said *s)
{
	int wanted = is_percent(s) ? 4 : s->one_cell ? cell_decimals(s, o) : 2;
	wanted = wanted > s->figure.decimals ? wanted : s->figure.decimals;
	while (wanted < 6 && s->is.state == FIGURE_NUMBER &&
	       verdict_rounds(s->is.mid, s->figure.num, wanted))
		wanted++;
	return wanted;
}

static void put_line(struct overlay *o, struct said *s, const struct figure *is, struct str *out)
{
	struct str a = {0}, b = {0}, d = {0};
	struct figure difference = s->figure;
	put_figure(&a, &s->figure, s->figure.decimals);
	overlay_put_labels(o, s->slot->bit->value, s->slot->at, out);
	if (is->state == FIGURE_NUMBER) {
		put_figure(&b, is, is->decimals);
		difference.num -= is->num;
		put_figure(&d, &difference, is->decimals);
		str_addf(out,
		         s->one_cell ? _("   文字 %s  表 %s  差 %s%s")
		                     : _("   文字 %s  算 %s  差 %s%s"),
		         str_text(&a), str_text(&b), difference.num > 0 ? "+" : "", str_text(&d));
	} else if (is_quotient(s->slot->bit->value) && is->state == FIGURE_FAULT) {
		str_addf(out, _("   文字 %s  除数是零，没有百分比"), str_text(&a));
	} else {
		str_addf(out, _("   文字 %s  表里的数不可计算"), str_text(&a));
	}
	str_free(&a);
	str_free(&b);
	str_free(&d);
}

static struct finding *report(struct overlay *o, struct said *s, const char *rule, enum level level,
                              char *line)
{
	struct str keys = {0};
	overlay_put_keys(o, s->slot->bit->value, s->slot->at, &keys);
	struct finding *x = overlay_report(o, rule, level, s->token->from, s->token->length, line,
	                                   str_text(&keys));
	overlay_cells(o, s->slot->bit->value, s->slot->at, x);
	str_free(&keys);
	return x;
}

static void report_figure(struct overlay *o, struct said *s, enum verdict verdict)
{
	struct str line = {0};
	struct figure is = value_figure(s, shown_decimals(o, s));
	put_line(o, s, &is, &line);
	struct finding *x = report(o, s, is_percent(s) ? "N02" : "N01", LEVEL_VERIFY,
	                           str_take(&line));
	x->verdict = verdict;
	x->stated = s->figure;
	x->computed = is;
	x->like = like_of(o, s);
}

static bool overlaps(const struct finding *x, const struct token *t)
{
	return x->length == 0 || (x->from < t->from + t->length && t->from < x->from + x->length);
}

static void report_year(struct overlay *o, struct said *s)
{
	struct str line = {0};
	int64_t year;
	for (size_t i = 0; i < o->out->n; i++) {
		const struct finding *x = &o->out->item[i];
		if (strncmp(x->rule, "P18", 3) == 0 && x->place.sheet == o->place.sheet &&
		    x->place.field == o->place.field && x->place.list < 0 && overlaps(x, s->token))
			return;
	}
	if (!rat_to_num(s->is.mid, 0, &year))
		return;
	str_addf(&line, _("文字写的是%d年，这里应是%d年"), (int)(s->token->num / NUM_ONE),
	         (int)(year / NUM_ONE));
	report(o, s, "P18", LEVEL_VERIFY, str_take(&line));
}

/* The digits are right and the unit is not. */
static void report_unit(struct overlay *o, struct said *s)
{
	static const char *const names[] = {[MEASURE_NONE] = "",
	                                    [MEASURE_PERCENT] = "%",
	                                    [MEASURE_YUAN] = "元",
	                                    [MEASURE_WAN] = "万元",
	                                    [MEASURE_YI] = "亿元"};
	struct str line = {0};
	char *digits = mem_strndup(o->text + s->token->from, s->token->length);
	const char *right = is_percent(s) ? "%" : names[value_measure(s)];
	if (s->token->measure == MEASURE_NONE)
		str_addf(&line, _("“%s”后面没有写单位“%s”"), digits, right);
	else
		str_addf(&line, _("“%s%s”的单位应是“%s”"), digits, names[s->token->measure], right);
	if (s->token->measure == MEASURE_NONE)
		report(o, s, "N08", LEVEL_HINT, str_take(&line));
	else
		report(o, s, "P16", LEVEL_MUST, str_take(&line));
	mem_free(digits);
}

/* ---- all ---- */

static bool has_unit(const struct said *s)
{
	return s->token->measure == (is_percent(s) ? MEASURE_PERCENT : s->node->token.measure);
}

static enum verdict weigh(struct overlay *o, struct said *s)
{
	enum verdict v;
	s->figure = read_figure(s, false);
	if (s->figure.state == FIGURE_NUMBER) {
		if (is_direction(o, s->slot))
			drop_signs(o->f->pool, s);
		v = verdict_of_said(o, s);
		if (v != VERDICT_DIFFERS || has_unit(s))
			return v;
	}
	struct said plain = *s;
	plain.figure = read_figure(s, true);
	if (is_direction(o, s->slot))
		drop_signs(o->f->pool, &plain);
	v = verdict_of_said(o, &plain);
	if (v == VERDICT_DIFFERS || v == VERDICT_UNCHECKED) {
		if (s->figure.state != FIGURE_NUMBER)
			s->figure = plain.figure;
		return v;
	}
	report_unit(o, s);
	return VERDICT_AGREES;
}

/* «占0%» where there is nothing to be a part of. */
static bool is_nothing_of_nothing(const struct said *s)
{
	return is_percent(s) && s->is.state == FIGURE_FAULT &&
	       (s->token->num == 0 || s->token->num == NUM_ONE);
}

enum verdict overlay_slot(struct overlay *o, int slot)
{
	const struct slot *x = &o->pattern.slot[slot];
	struct said s = {
	    .slot = x, .node = &o->pattern.node[x->node], .token = overlay_token(o, x->node)};
	find_cell(o, &s);
	s.is = value_of(o, &s);
	if (s.node->token.measure == MEASURE_YEAR) {
		if (s.is.state == FIGURE_NUMBER && !verdict_rounds(s.is.mid, s.token->num, 0))
			report_year(o, &s);
		return VERDICT_AGREES;
	}
	if (s.token->num != 0 && !overlay_known(o, x->bit->value, x->at)) {
		o->unknown++;
		return VERDICT_UNCHECKED;
	}
	enum verdict v = weigh(o, &s);
	if (v != VERDICT_AGREES && !o->settled[slot] && !is_nothing_of_nothing(&s))
		report_figure(o, &s, v);
	return v;
}
