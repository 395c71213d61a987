#include "calc/expr.h"

#include <string.h>

#include "base/i18n.h"

/* The formula as people read it. */

struct printer {
	struct str *out;
	bool (*put)(void *context, const struct expr *x, struct str *out);
	void *context;
};

/* clang-format off */
static const struct { const char *sign; int strength; } operators[] = {
	[OP_ADD] = { " + ", 4 }, [OP_SUB] = { " − ", 4 }, [OP_MUL] = { " × ", 5 }, [OP_DIV] = { " ÷ ", 5 },
	[OP_EQ] = { " = ", 3 },  [OP_NE] = { " ≠ ", 3 },  [OP_LT] = { " < ", 3 },  [OP_LE] = { " ≤ ", 3 },
	[OP_GT] = { " > ", 3 },  [OP_GE] = { " ≥ ", 3 },  [OP_AND] = { " 且 ", 2 }, [OP_OR] = { " 或 ", 1 },
};
/* clang-format on */

/* clang-format off */
static const char *const functions[] = {
	[FN_SUM] = "合计", [FN_COUNT] = "个数", [FN_MIN] = "取小", [FN_MAX] = "取大", [FN_IF] = "如果",
	[FN_ROUND] = "四舍五入", [FN_ABS] = "绝对值", [FN_BLANK] = "未填", [FN_JUDGE] = "按指标评分", [FN_GRADE] = "等次",
	[FN_REST] = "其余各行未填的", [FN_JUDGED] = "最多可得分", [FN_EXCESS] = "超过指标",
	[FN_FILLED] = "已说明", [FN_SAYS] = "说到", [FN_COPIED] = "照抄", [FN_MEASURES] = "是同一件事",
	[FN_PERIODS] = "要求的期数", [FN_DATES] = "写明的次数",
	[FN_CODED] = "代码表的名称", [FN_ABOVE] = "上一级的", [FN_ALIKE] = "相同", [FN_BEGINS] = "开头相同",
	[FN_STATED] = "表报的",
};
/* clang-format on */
_Static_assert(sizeof functions / sizeof *functions == FN_STATED + 1, "a name for each function");

static void print(struct printer *p, const struct expr *x, int strength);

static bool same(const struct expr *a, const struct expr *b)
{
	if (a->kind == EXPR_NAME)
		return b->kind == EXPR_NAME && strcmp(a->text, b->text) == 0;
	if (a->kind != EXPR_CALL || b->kind != EXPR_CALL || a->fn != b->fn ||
	    a->nargs != b->nargs || a->where || b->where)
		return false;
	for (size_t i = 0; i < a->nargs; i++)
		if (!same(a->arg[i], b->arg[i]))
			return false;
	return true;
}

/* What a person would not write: if(blank(a), a, b) is b, which has a value when
 * a has; and stated(a) is a.  NULL: nothing of the kind. */
static const struct expr *meant(const struct expr *x)
{
	if (x->kind != EXPR_CALL)
		return NULL;
	if (x->fn == FN_STATED)
		return x->arg[0];
	if (x->fn == FN_IF && x->arg[0]->kind == EXPR_CALL && x->arg[0]->fn == FN_BLANK &&
	    same(x->arg[0]->arg[0], x->arg[1]))
		return x->arg[2];
	return NULL;
}

static void print_call(struct printer *p, const struct expr *x)
{
	if (x->iterates >= 0 && p->put(p->context, x, p->out))
		return;
	str_add(p->out, functions[x->fn]);
	str_add(p->out, "(");
	for (size_t i = 0; i < x->nargs; i++) {
		if (i > 0)
			str_add(p->out, ", ");
		print(p, x->arg[i], 0);
	}
	if (x->where) {
		str_add(p->out, "，只计 ");
		print(p, x->where, 0);
	}
	str_add(p->out, ")");
}

static void print_binary(struct printer *p, const struct expr *x, int strength)
{
	int own = operators[x->op].strength;
	if (own < strength)
		str_add(p->out, "(");
	print(p, x->arg[0], own);
	str_add(p->out, operators[x->op].sign);
	print(p, x->arg[1], own + (x->op == OP_SUB || x->op == OP_DIV));
	if (own < strength)
		str_add(p->out, ")");
}

static void print(struct printer *p, const struct expr *x, int strength)
{
	switch (x->kind) {
	case EXPR_NUMBER:
		num_format(p->out, x->number, num_decimals(x->number), false);
		return;
	case EXPR_TEXT:
		str_addf(p->out, "“%s”", x->text);
		return;
	case EXPR_NAME:
		p->put(p->context, x, p->out);
		return;
	case EXPR_NEG:
	case EXPR_NOT:
		str_add(p->out, x->kind == EXPR_NEG ? "−" : "非 ");
		print(p, x->arg[0], 6);
		return;
	case EXPR_BINARY:
		print_binary(p, x, strength);
		return;
	default:
		if (meant(x))
			print(p, meant(x), strength);
		else
			print_call(p, x);
	}
}

void expr_print(const struct expr *x, struct str *out,
                bool (*put)(void *context, const struct expr *x, struct str *out), void *context)
{
	struct printer p = {out, put, context};
	print(&p, x, 0);
}
