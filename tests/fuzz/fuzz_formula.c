/* Formulas: parsed, worth something in a world where each name has a value,
 * and written out again. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "calc/expr.h"
#include "fuzz/fuzz.h"

static struct expr_value value(void *context, const struct expr *name)
{
	struct rat_pool *pool = context;

	switch (name->text[0]) {
	case 'n':
		return (struct expr_value){.state = FIGURE_BLANK};
	case 'x':
		return (struct expr_value){.state = FIGURE_NA};
	case 't':
		return (struct expr_value){.state = FIGURE_TEXT, .text = "优"};
	default:
		return (struct expr_value){.state = FIGURE_NUMBER,
		                           .num = rat_from_num(pool, (int64_t)name->at * NUM_ONE)};
	}
}

static struct expr_value call(void *context, const struct expr *x, const struct expr_value *args)
{
	(void)context;
	return x->nargs > 0 ? args[0] : (struct expr_value){.state = FIGURE_BLANK};
}

static bool put(void *context, const struct expr *x, struct str *out)
{
	(void)context;
	if (x->kind == EXPR_NAME)
		str_add(out, x->text);
	return x->kind == EXPR_NAME;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = mem_strndup((const char *)data, size);
	struct rat_pool *pool = rat_pool_new();
	struct expr_world world = {.context = pool, .pool = pool, .value = value, .call = call};
	struct str out = {0};
	struct err e = {0};
	struct expr *x = expr_parse(text, &e);

	if (!x && e.code == ERR_NONE)
		abort();
	if (x) {
		expr_eval(x, &world);
		expr_print(x, &out, put, NULL);
	}
	expr_free(x);
	rat_pool_free(pool);
	str_free(&out);
	mem_free(text);
	return 0;
}
