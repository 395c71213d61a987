#include "calc/expr.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

/* Recursive descent over the grammar in expr.h.  Invariant: after next(), the
 * token begins at p->at and the text behind it at p->s. */

enum token {
	TOK_END,
	TOK_NUMBER,
	TOK_TEXT,
	TOK_NAME,
	TOK_OP,
	TOK_OPEN,
	TOK_CLOSE,
	TOK_COMMA,
	TOK_BAD
};

#define NESTING 60

struct parser {
	const char *start, *s;
	size_t at; /* offset of the token */
	enum token token;
	enum expr_op op; /* TOK_OP */
	struct str word; /* TOK_NAME, TOK_TEXT, TOK_NUMBER */
	int depth;
	struct err *e;
	bool failed;
};

/* The signs, the longest first; full-width twins beside them. */
/* clang-format off */
static const struct {
	const char *sign;
	enum token token;
	enum expr_op op;
} signs[] = {
	{ "<=", TOK_OP, OP_LE }, { ">=", TOK_OP, OP_GE }, { "!=", TOK_OP, OP_NE },
	{ "≤", TOK_OP, OP_LE },  { "≥", TOK_OP, OP_GE },  { "≠", TOK_OP, OP_NE },
	{ "=", TOK_OP, OP_EQ },  { "<", TOK_OP, OP_LT },  { ">", TOK_OP, OP_GT },
	{ "＝", TOK_OP, OP_EQ }, { "＜", TOK_OP, OP_LT }, { "＞", TOK_OP, OP_GT },
	{ "+", TOK_OP, OP_ADD }, { "-", TOK_OP, OP_SUB }, { "*", TOK_OP, OP_MUL },
	{ "/", TOK_OP, OP_DIV }, { "＋", TOK_OP, OP_ADD }, { "－", TOK_OP, OP_SUB },
	{ "×", TOK_OP, OP_MUL }, { "÷", TOK_OP, OP_DIV },
	{ "(", TOK_OPEN, 0 },    { ")", TOK_CLOSE, 0 },   { ",", TOK_COMMA, 0 },
	{ "（", TOK_OPEN, 0 },   { "）", TOK_CLOSE, 0 },  { "，", TOK_COMMA, 0 },
};
/* clang-format on */

/* clang-format off */
static const struct {
	const char *name;
	enum expr_fn fn;
	size_t least, most;
} functions[] = {
	{ "sum", FN_SUM, 1, EXPR_ARGS },   { "count", FN_COUNT, 1, 1 },
	{ "min", FN_MIN, 1, EXPR_ARGS },   { "max", FN_MAX, 1, EXPR_ARGS },
	{ "if", FN_IF, 3, 3 },             { "round", FN_ROUND, 2, 2 },
	{ "abs", FN_ABS, 1, 1 },           { "blank", FN_BLANK, 1, 1 },
	{ "judge", FN_JUDGE, 4, 4 },       { "grade", FN_GRADE, 1, 1 },
	{ "rest", FN_REST, 1, 1 },         { "judged", FN_JUDGED, 4, 4 },
	{ "excess", FN_EXCESS, 4, 4 },     { "filled", FN_FILLED, 1, 1 },
	{ "says", FN_SAYS, 2, EXPR_ARGS }, { "copied", FN_COPIED, 2, 2 },
	{ "measures", FN_MEASURES, 3, 3 }, { "periods", FN_PERIODS, 1, 1 },
	{ "dates", FN_DATES, 1, 1 },       { "coded", FN_CODED, 1, 1 },
	{ "above", FN_ABOVE, 1, 1 },       { "alike", FN_ALIKE, 2, 2 },
	{ "begins", FN_BEGINS, 2, 2 },     { "stated", FN_STATED, 1, 1 },
};
/* clang-format on */

static struct expr *parse_or(struct parser *p);

static void fail(struct parser *p, const char *what)
{
	if (p->failed)
		return;
	p->failed = true;
	err_set(p->e, ERR_INPUT, _("公式“%s”第 %zu 字节处%s"), p->start, p->at + 1, what);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_name_char(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit((char)c) || c == '_' ||
	       c == '.' || c == ':' || c == '?';
}

static void take_number(struct parser *p)
{
	while (is_digit(*p->s) || *p->s == '.')
		str_addc(&p->word, *p->s++);
	if (*p->s == '%')
		str_addc(&p->word, *p->s++);
	p->token = TOK_NUMBER;
}

/* The set that also: names may have hyphens. */
static void take_set(struct parser *p)
{
	while ((is_name_char((unsigned char)*p->s) || *p->s == '-') && *p->s != ':')
		str_addc(&p->word, *p->s++);
}

/* A `*` belongs to a name only as a whole part: "three.*". */
static void take_name(struct parser *p)
{
	if (strncmp(p->s, "also:", 5) == 0) {
		str_addn(&p->word, p->s, 5);
		p->s += 5;
		take_set(p);
	}
	while (is_name_char((unsigned char)*p->s) || (*p->s == '*' && p->s[-1] == '.'))
		str_addc(&p->word, *p->s++);
	p->token = TOK_NAME;
}

static void take_text(struct parser *p)
{
	p->s++;
	while (*p->s && *p->s != '"')
		str_addc(&p->word, *p->s++);
	p->token = *p->s ? TOK_TEXT : TOK_BAD;
	if (*p->s)
		p->s++;
}

static void next(struct parser *p)
{
	str_clear(&p->word);
	while (*p->s == ' ' || *p->s == '\t')
		p->s++;
	p->at = (size_t)(p->s - p->start);
	p->token = TOK_END;
	if (*p->s == '\0')
		return;
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		size_t n = strlen(signs[i].sign);
		if (strncmp(p->s, signs[i].sign, n) == 0) {
			p->token = signs[i].token;
			p->op = signs[i].op;
			p->s += n;
			return;
		}
	}
	if (is_digit(*p->s))
		take_number(p);
	else if (*p->s == '"')
		take_text(p);
	else if (is_name_char((unsigned char)*p->s))
		take_name(p);
	else
		p->token = TOK_BAD;
}

static struct expr *node(struct parser *p, enum expr_kind kind)
{
	struct expr *x = mem_alloc(sizeof *x);
	x->kind = kind;
	x->at = p->at;
	x->bound = -1;
	x->iterates = -1;
	return x;
}

static bool at_word(const struct parser *p, const char *word)
{
	return p->token == TOK_NAME && strcmp(str_text(&p->word), word) == 0;
}

static struct expr *binary(struct parser *p, enum expr_op op, struct expr *a,
                           struct expr *(*right)(struct parser *))
{
	struct expr *x = node(p, EXPR_BINARY);
	x->op = op;
	x->arg[0] = a;
	next(p);
	x->arg[1] = right(p);
	x->nargs = 2;
	return x;
}

static struct expr *parse_args(struct parser *p, struct expr *x, size_t least, size_t most)
{
	next(p);
	while (!p->failed && p->token != TOK_CLOSE) {
		if (at_word(p, "where")) {
			next(p);
			x->where = parse_or(p);
			break;
		}
		if (x->nargs == most) {
			fail(p, _("参数太多"));
			return x;
		}
		x->arg[x->nargs++] = parse_or(p);
		if (p->token == TOK_COMMA)
			next(p);
		else if (p->token != TOK_CLOSE && !at_word(p, "where"))
			fail(p, _("缺少逗号或右括号"));
	}
	if (!p->failed && p->token != TOK_CLOSE)
		fail(p, _("缺少右括号"));
	else if (x->nargs < least)
		fail(p, _("参数太少"));
	next(p);
	return x;
}

static struct expr *parse_call(struct parser *p, const char *name)
{
	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
		if (strcmp(functions[i].name, name) != 0)
			continue;
		struct expr *x = node(p, EXPR_CALL);
		x->fn = functions[i].fn;
		return parse_args(p, x, functions[i].least, functions[i].most);
	}
	fail(p, _("没有这个函数"));
	return NULL;
}

static struct expr *parse_number(struct parser *p)
{
	struct figure v;
	if (num_parse(str_text(&p->word), NULL, &v) != NUM_OK) {
		fail(p, _("这个数写得不对"));
		return NULL;
	}
	struct expr *x = node(p, EXPR_NUMBER);
	x->number = v.num;
	next(p);
	return x;
}

static struct expr *parse_name(struct parser *p)
{
	char *name = mem_strdup(str_text(&p->word));
	struct expr *x = node(p, EXPR_NAME);
	next(p);
	if (p->token == TOK_OPEN) {
		expr_free(x);
		x = parse_call(p, name);
		mem_free(name);
		return x;
	}
	x->text = name;
	return x;
}

/* atom = number | "text" | name | function ( args ) | ( expr ) */
static struct expr *parse_atom(struct parser *p)
{
	struct expr *x = NULL;
	switch (p->token) {
	case TOK_NUMBER:
		return parse_number(p);
	case TOK_NAME:
		return parse_name(p);
	case TOK_TEXT:
		x = node(p, EXPR_TEXT);
		x->text = mem_strdup(str_text(&p->word));
		next(p);
		return x;
	case TOK_OPEN:
		next(p);
		x = parse_or(p);
		if (!p->failed && p->token != TOK_CLOSE)
			fail(p, _("缺少右括号"));
		next(p);
		return x;
	case TOK_END:
		fail(p, _("公式没有写完"));
		return NULL;
	default:
		fail(p, _("这里的符号看不懂"));
		return NULL;
	}
}

/* unary = [ - ] atom */
static struct expr *parse_unary(struct parser *p)
{
	if (p->token != TOK_OP || p->op != OP_SUB)
		return parse_atom(p);
	struct expr *x = node(p, EXPR_NEG);
	next(p);
	x->arg[0] = parse_atom(p);
	x->nargs = 1;
	return x;
}

/* term = unary { (* /) unary } */
static struct expr *parse_term(struct parser *p)
{
	struct expr *x = parse_unary(p);
	while (!p->failed && p->token == TOK_OP && (p->op == OP_MUL || p->op == OP_DIV))
		x = binary(p, p->op, x, parse_unary);
	return x;
}

/* sum = term { (+ -) term } */
static struct expr *parse_sum(struct parser *p)
{
	struct expr *x = parse_term(p);
	while (!p->failed && p->token == TOK_OP && (p->op == OP_ADD || p->op == OP_SUB))
		x = binary(p, p->op, x, parse_term);
	return x;
}

/* not = [ "not" ] sum [ ( = != < <= > >= ) sum ] */
static struct expr *parse_not(struct parser *p)
{
	if (at_word(p, "not")) {
		struct expr *x = node(p, EXPR_NOT);
		next(p);
		x->arg[0] = parse_not(p);
		x->nargs = 1;
		return x;
	}
	struct expr *x = parse_sum(p);
	if (!p->failed && p->token == TOK_OP && p->op >= OP_EQ && p->op <= OP_GE)
		x = binary(p, p->op, x, parse_sum);
	return x;
}

/* and = not { "and" not } */
static struct expr *parse_and(struct parser *p)
{
	struct expr *x = parse_not(p);
	while (!p->failed && at_word(p, "and"))
		x = binary(p, OP_AND, x, parse_not);
	return x;
}

/* or = and { "or" and } */
static struct expr *parse_or(struct parser *p)
{
	if (++p->depth > NESTING) {
		fail(p, _("括号套得太深"));
		return NULL;
	}
	struct expr *x = parse_and(p);
	while (!p->failed && at_word(p, "or"))
		x = binary(p, OP_OR, x, parse_and);
	p->depth--;
	return x;
}

struct expr *expr_parse(const char *text, struct err *e)
{
	struct parser p = {.start = text, .s = text, .e = e};
	next(&p);
	struct expr *x = parse_or(&p);
	if (!p.failed && p.token != TOK_END)
		fail(&p, _("多出了内容"));
	str_free(&p.word);
	if (p.failed) {
		expr_free(x);
		return NULL;
	}
	return x;
}

void expr_free(struct expr *x)
{
	if (!x)
		return;
	for (size_t i = 0; i < x->nargs; i++)
		expr_free(x->arg[i]);
	expr_free(x->where);
	mem_free(x->text);
	mem_free(x);
}

int expr_walk(struct expr *x, int (*visit)(struct expr *x, void *context), void *context)
{
	if (!x)
		return 0;
	int stop = visit(x, context);
	for (size_t i = 0; !stop && i < x->nargs; i++)
		stop = expr_walk(x->arg[i], visit, context);
	return stop ? stop : expr_walk(x->where, visit, context);
}
