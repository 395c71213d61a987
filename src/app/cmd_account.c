#include "app/cmd_table.h"

#include "audit/account.h"
#include "base/i18n.h"
#include "form/explain.h"

/* What explain prints beside the words people said: a finding opened, a cell
 * with its formula. */

#define PLACES_MAX 64

static void line(struct str *out, const char *head, const char *text)
{
	if (text)
		str_addf(out, "    %s  %s\n", head, text);
}

static bool is_cell(struct place p)
{
	return p.sheet >= 0 && p.field >= 0 && (p.list < 0 || p.row >= 0);
}

/* What a document says where the formula says otherwise. */
static void print_stated(struct str *out, const struct cell *c)
{
	if (c->stated.state == FIGURE_NUMBER && c->calc.state == FIGURE_NUMBER &&
	    c->value.num != c->stated.num)
		str_addf(out, _("（表报 %s）"), c->text);
}

/* «annex2#1.total  总分 98.00（表报 99）» */
static void print_place(struct str *out, const struct filing *f, struct place p)
{
	str_add(out, "      ");
	finding_put_place(f, p, out);
	if (is_cell(p)) {
		str_add(out, "  ");
		place_label(f, p, out);
		if (kind_is_figure(filing_field(f, p)->kind)) {
			str_addc(out, ' ');
			cell_show(filing_cell(f, p), filing_field(f, p), out);
			print_stated(out, filing_cell(f, p));
		}
	}
	str_addc(out, '\n');
}

static void print_places(struct str *out, const struct filing *f, const struct place *p, size_t n)
{
	if (n > 0)
		str_addf(out, "    %s\n", _("涉及"));
	for (size_t i = 0; i < n; i++)
		print_place(out, f, p[i]);
}

void cmd_print_account(struct str *out, struct filing *f, const struct finding *x)
{
	struct account a;
	account_make(f, x, &a);
	line(out, _("规则"), a.rule);
	line(out, _("出处"), a.source);
	line(out, _("公式"), a.formula);
	line(out, _("代入"), a.values);
	line(out, _("容许"), a.tolerance);
	for (size_t i = 0; i < a.ncauses; i++)
		line(out, _("可能"), a.causes[i].text);
	line(out, _("上年"), a.last);
	print_places(out, f, x->cells, x->ncells < PLACES_MAX ? x->ncells : PLACES_MAX);
	account_free(&a);
}

void cmd_print_cell(struct str *out, const struct filing *f, struct place p)
{
	struct str names = {0}, values = {0};
	struct place cells[PLACES_MAX];
	print_place(out, f, p);
	explain_formula(f, p, &names);
	explain_values(f, p, &values);
	line(out, _("公式"), names.s);
	line(out, _("代入"), values.s);
	print_places(out, f, cells, explain_operands(f, p, cells, PLACES_MAX));
	str_free(&names);
	str_free(&values);
}
