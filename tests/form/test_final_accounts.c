/* The final accounts: the sums and rules of the 2020 document hold, and the
 * two years' sets differ in nothing but order, numbers and phrases. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/str.h"
#include "form/layout.h"
#include "form/recalc.h"
#include "form/tree.h"
#include "support/sample.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

struct accounts {
	struct set *set;
	struct filing *f;
};

static struct accounts open_2020(void)
{
	struct accounts a = {.set = sample_set("data/forms/final-accounts-hunan-2020")};

	a.f = sample_filing(a.set, "430000", "湖南省卫生计生委信息统计中心", 2020,
	                    "data/samples/430000-2020-final-accounts-hunan-2020.csv");
	filing_recalc(a.f);
	return a;
}

static void drop(struct accounts *a)
{
	filing_free(a->f);
	set_free(a->set);
}

/* t1 … t9 as 0 … 8; −1: a text that stands around the tables. */
static int table_of(const struct form *form)
{
	bool table = form->id[0] == 't' && strlen(form->id) == 2;

	return table ? form->id[1] - '1' : -1;
}

/* Calls visit for each cell of the tables; how often it said true. */
static size_t each_cell(struct filing *f,
                        bool (*visit)(struct filing *f, struct place p, void *context),
                        void *context)
{
	size_t n = 0;

	for (int s = 0; s < (int)f->nsheets; s++) {
		const struct form *form = f->sheets[s].form;

		if (table_of(form) < 0)
			continue;
		for (int i = 0; i < (int)form->nfields; i++)
			n += visit(f, (struct place){s, -1, -1, i}, context);
		for (int l = 0; l < (int)form->nlists; l++)
			for (int r = 0; r < (int)f->sheets[s].lists[l].n; r++)
				for (int c = 0; c < (int)form->lists[l].ncolumns; c++)
					n += visit(f, (struct place){s, l, r, c}, context);
	}
	return n;
}

static bool is_worked_out(const struct filing *f, struct place p)
{
	const struct field *field = filing_field(f, p);

	return kind_is_figure(field->kind) && !field->hidden && place_mode(f, p) != MODE_INPUT;
}

static void fail_at(const struct filing *f, struct place p, const struct figure *v,
                    const char *text)
{
	struct str key = {0};

	filing_key(f, p, &key);
	fail_msg("%s.%s: %s is printed, %lld millionths are worked out (state %d)",
	         f->sheets[p.sheet].form->id, str_text(&key), text ? text : "nothing",
	         (long long)v->num, v->state);
}

static bool agrees(struct filing *f, struct place p, void *context)
{
	const struct cell *c = filing_cell(f, p);
	size_t *per_form = context;

	if (!is_worked_out(f, p))
		return false;
	if (!c->text) { /* nothing is printed where there is nothing */
		if (c->calc.state == FIGURE_NUMBER)
			fail_at(f, p, &c->calc, NULL);
		return false;
	}
	if (c->calc.state == FIGURE_ABSENT || c->calc.state == FIGURE_BLANK)
		return false; /* a suggestion from last year, which is not there */
	if (c->calc.state != FIGURE_NUMBER || c->calc.num != c->stated.num)
		fail_at(f, p, &c->calc, c->text);
	per_form[table_of(f->sheets[p.sheet].form)]++;
	return true;
}

/* Counted by hand in the document: totals, sums of rows below, flows. */
static void recalc__accounts_2020__agrees_with_every_printed_figure(void **state)
{
	static const size_t want[9] = {8, 19, 22, 14, 21, 5, 4, 0, 0};
	size_t per_form[9] = {0};
	struct accounts a = open_2020();

	(void)state;
	assert_int_equal(each_cell(a.f, agrees, per_form), 93);
	for (size_t i = 0; i < COUNT(want); i++)
		assert_int_equal(per_form[i], want[i]);
	drop(&a);
}

/* Drops what can be worked out, but for last year's figures. */
static bool forget(struct filing *f, struct place p, void *context)
{
	const struct cell *c = filing_cell(f, p);

	(void)context;
	if (!is_worked_out(f, p) || !c->text || c->calc.state != FIGURE_NUMBER)
		return false;
	filing_put(f, p, NULL);
	return true;
}

static bool shows_the_same(struct filing *f, struct place p, void *context)
{
	const struct filing *printed = context;
	const struct cell *a = filing_cell(f, p), *b = filing_cell(printed, p);

	if (!kind_is_figure(filing_field(f, p)->kind) || !b->text)
		return false;
	if (a->value.state != FIGURE_NUMBER || a->value.num != b->stated.num)
		fail_at(f, p, &a->value, b->text);
	return true;
}

/* Figures that stand in two tables are entered once: from the 项 of 公开02, 03
 * and 05, the economic codes of 06 and the balances all tables come out. */
static void recalc__only_what_was_entered__gives_the_same_tables(void **state)
{
	struct accounts printed = open_2020(), entered = open_2020();

	(void)state;
	assert_int_equal(each_cell(entered.f, forget, NULL), 93);
	filing_recalc(entered.f);
	/* figures printed in the nine tables: 11 + 24 + 28 + 15 + 26 + 19 + 6 */
	assert_int_equal(each_cell(entered.f, shows_the_same, printed.f), 129);
	drop(&printed);
	drop(&entered);
}

/* ---- the two sets ---- */

static void set_load__the_sets_of_two_years__differ_in_order_and_number(void **state)
{
	static const struct {
		const char *folder;
		const char *forms[9], *numbers[9];
	} cases[] = {
	    {"data/forms/final-accounts-hunan-2020",
	     {"t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8", "t9"},
	     {"公开01表", "公开02表", "公开03表", "公开04表", "公开05表", "公开06表", "公开07表",
	      "公开08表", "公开09表"}},
	    {"data/forms/final-accounts-hunan-2024",
	     {"t1", "t2", "t3", "t4", "t5", "t6", "t8", "t9", "t7"},
	     {"公开01表", "公开02表", "公开03表", "公开04表", "公开05表", "公开06表", "公开07表",
	      "公开08表", "公开09表"}},
	};
	struct set *sets[2];

	(void)state;
	for (size_t s = 0; s < 2; s++) {
		sets[s] = sample_set(cases[s].folder);
		for (size_t i = 0, t = 0; i < sets[s]->nforms; i++) {
			if (table_of(sets[s]->forms[i]) < 0)
				continue;
			assert_true(t < 9);
			assert_string_equal(sets[s]->forms[i]->id, cases[s].forms[t]);
			assert_string_equal(sets[s]->forms[i]->number, cases[s].numbers[t++]);
		}
	}
	for (size_t i = 0; i < 9; i++) {
		const struct form *a = set_form(sets[0], cases[0].forms[i]), *b = set_form(sets[1], a->id);

		assert_string_equal(a->name, b->name);
		assert_int_equal(a->nrules, b->nrules);
		assert_int_equal(a->nfields, b->nfields);
		for (size_t k = 0; k < a->nfields; k++)
			assert_string_equal(a->fields[k].key, b->fields[k].key);
	}
	set_free(sets[0]);
	set_free(sets[1]);
}

static char *drawn(const struct set *set, int year, const char *form)
{
	struct filing *f = filing_new(set, "1", "某单位", year);
	int sheet = filing_sheet(f, set_form(set, form), 1);
	struct layout *l = layout_build(f, sheet, true);
	struct str out = {0};

	for (size_t i = 0; i < l->nboxes; i++) {
		layout_box_text(l, &l->boxes[i], &out);
		str_addc(&out, '\n');
	}
	layout_free(l);
	filing_free(f);
	return str_take(&out);
}

static void layout__empty_tables__keep_their_grid_and_say_so(void **state)
{
	static const struct {
		const char *folder;
		int year;
		const char *form, *has, *has_not;
	} cases[] = {
	    {"data/forms/final-accounts-hunan-2020", 2020, "t8", "\n无\n", "本表无数据"},
	    {"data/forms/final-accounts-hunan-2020", 2020, "t9", "\n无\n", "本表无数据"},
	    {"data/forms/final-accounts-hunan-2024", 2024, "t8", "\n本表无数据\n", "\n无\n"},
	    {"data/forms/final-accounts-hunan-2024", 2024, "t9", "\n本表无数据\n", "\n无\n"},
	    {"data/forms/final-accounts-hunan-2020", 2020, "t1", "… …", "四、公共安全支出"},
	    {"data/forms/final-accounts-hunan-2024", 2024, "t1", "四、公共安全支出", "… …"},
	    {"data/forms/final-accounts-hunan-2024", 2024, "t4", "十九、住房保障支出", "… …"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct set *set = sample_set(cases[i].folder);
		char *text = drawn(set, cases[i].year, cases[i].form);

		if (!strstr(text, cases[i].has) || strstr(text, cases[i].has_not))
			fail_msg("%s %d: %s", cases[i].form, cases[i].year, text);
		mem_free(text);
		set_free(set);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(recalc__accounts_2020__agrees_with_every_printed_figure),
	    cmocka_unit_test(recalc__only_what_was_entered__gives_the_same_tables),
	    cmocka_unit_test(set_load__the_sets_of_two_years__differ_in_order_and_number),
	    cmocka_unit_test(layout__empty_tables__keep_their_grid_and_say_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
