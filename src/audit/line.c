#include "audit/line.h"

#include "base/i18n.h"

/* A figure may have more decimals than its field prints: all are shown. */
static void put(struct str *out, const struct figure *v, const struct field *like)
{
	struct field finer = *like;
	if (finer.decimals < num_decimals(v->num))
		finer.decimals = num_decimals(v->num);
	figure_show(v, &finer, out);
}

static void put_equal(struct str *out, const struct figure *stated, const char *a, const char *b,
                      int64_t difference, const struct field *like)
{
	struct figure d = *stated;
	struct str text = {0};
	d.num = difference;
	put(&text, &d, like);
	str_addf(out, _("   报 %s  算 %s  差 %s%s"), a, b, difference > 0 ? "+" : "",
	         str_text(&text));
	str_free(&text);
}

void line_figures(struct str *out, enum expr_op op, const struct figure *stated,
                  const struct figure *computed, const struct field *like)
{
	static const char *const signs[] = {"=", "≠", "<", "≤", ">", "≥"};
	struct str a = {0}, b = {0};
	int64_t difference;
	if (!like || stated->state != FIGURE_NUMBER || computed->state != FIGURE_NUMBER ||
	    __builtin_sub_overflow(stated->num, computed->num, &difference))
		return;
	put(&a, stated, like);
	put(&b, computed, like);
	if (op == OP_EQ)
		put_equal(out, stated, str_text(&a), str_text(&b), difference, like);
	else
		str_addf(out, _("   报 %s  应 %s %s"), str_text(&a), signs[op - OP_EQ],
		         str_text(&b));
	str_free(&a);
	str_free(&b);
}

void line_row(const struct filing *f, struct place p, struct str *out)
{
	if (p.list < 0 || p.row < 0)
		return;
	row_label(f, p, out);
	str_add(out, "：");
}

struct figure line_figure(const struct rat *v, const struct field *like)
{
	struct figure out = {.state = FIGURE_NUMBER, .decimals = like ? like->decimals : 2};
	if (!rat_to_num(v, out.decimals, &out.num))
		out.state = FIGURE_FAULT;
	out.percent = like && like->kind == KIND_RATE;
	return out;
}
