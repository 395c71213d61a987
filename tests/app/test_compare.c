#include "desk.h"

#include "app/compare.h"
#include "app/roll.h"
#include "base/mem.h"
#include "base/text.h"

static struct filing *rolled(struct desk *d, const char *unit)
{
	must(roll_filing(d->w, work_find_unit(d->w, unit, &d->e), 2024, 2025, NULL, &d->e), &d->e);
	return desk_filing(d->w, unit, 2025);
}

static const struct compare_cell *find(const struct compare *c, const char *key)
{
	for (size_t i = 0; i < c->n; i++) {
		if (strcmp(c->cells[i].key, key) == 0)
			return &c->cells[i];
	}
	return NULL;
}

/* ---- rolled, and compared ---- */

/* By hand from the seed: what was filled in and is no name, target or weight;
 * and the 上年 column with what was 决算. */
static void compare__rolled_annex1__emptied_cells_and_last_column(void **state)
{
	struct desk *d = *state;
	static const struct {
		const char *key, *earlier, *later;
	} want[] = {
		{ "annex1.staff.actual", "5", "" },
		{ "annex1.staff.rate", "100%", "" },
		{ "annex1.project.last", "", "48.78" },
		{ "annex1.project.budget", "10.00", "" },
		{ "annex1.project.final", "48.78", "" },
		{ "annex1.work.last", "", "48.78" },
		{ "annex1.work.budget", "10.00", "" },
		{ "annex1.work.final", "48.78", "" },
		{ "annex1.public.last", "29.30", "7.20" },
		{ "annex1.public.budget", "7.2", "" },
		{ "annex1.public.final", "7.20", "" },
		{ "annex1.public.office.last", "1.56", "0.30" },
		{ "annex1.public.office.budget", "0.3", "" },
		{ "annex1.public.office.final", "0.30", "" },
		{ "annex1.public.utility.last", "1.64", "1.00" },
		{ "annex1.public.utility.budget", "1.00", "" },
		{ "annex1.public.utility.final", "1.00", "" },
		{ "annex1.public.meeting.last", "", "0.07" },
		{ "annex1.public.meeting.final", "0.07", "" },
		{ "annex1.purchase.last", "14.89", "34.66" },
		{ "annex1.purchase.budget", "14.89", "" },
		{ "annex1.purchase.final", "34.66", "" },
		{ "annex1.sign.person", "某某", "" },
		{ "annex1.sign.phone", "00000000", "" },
	};
	struct filing *now = rolled(d, "信息中心");
	struct compare *c = compare_filings(d->center, now, set_form(now->set, "annex1"), false);

	for (size_t i = 0; i < c->n && i < sizeof want / sizeof *want; i++) {
		if (strcmp(c->cells[i].key, want[i].key) != 0 ||
		    strcmp(c->cells[i].earlier.text, want[i].earlier) != 0 ||
		    strcmp(c->cells[i].later.text, want[i].later) != 0)
			fail_msg("%s: %s → %s; wanted %s: %s → %s", c->cells[i].key,
			         c->cells[i].earlier.text, c->cells[i].later.text, want[i].key,
			         want[i].earlier, want[i].later);
	}
	assert_int_equal(c->n, sizeof want / sizeof *want);
	assert_int_equal(c->differences, c->n);
	compare_free(c);
}

/* A cell of 2024 that shows something and is neither kept nor suggested anew
 * is emptied; one that is kept is the same. */
static void check_cell(const struct compare *c, const struct filing *was, struct place p)
{
	const struct sheet *s = &was->sheets[p.sheet];
	const struct field *field = filing_field(was, p);
	const struct cell *cell = filing_cell(was, p);
	struct str key = { 0 };
	const struct compare_cell *found;

	str_add(&key, s->form->id);
	if (s->form->copies)
		str_addf(&key, "#%d", s->copy);
	str_addc(&key, '.');
	filing_key(was, p, &key);
	found = find(c, str_text(&key));
	if (form_keeps(s->form, p.list, p.field) && found)
		fail_msg("%s was kept and differs", str_text(&key));
	if (!text_is_blank(cell->text) && field->mode == MODE_INPUT && !field->hidden &&
	    !form_keeps(s->form, p.list, p.field) && !found)
		fail_msg("%s was not emptied", str_text(&key));
	str_free(&key);
}

/* Only texts that a narrative suggests stand there again, of the new figures. */
static void check_difference(const struct compare_cell *c, const struct filing *now)
{
	size_t n = strlen(c->key);

	if (n > 5 && strcmp(c->key + n - 5, ".last") == 0)
		return;
	if (!*c->later.text != !c->field->part || !*c->earlier.text)
		fail_msg("%s: %s → %s", c->key, c->earlier.text, c->later.text);
	assert_true(c->later.there);
	assert_false(form_keeps(now->sheets[c->later.place.sheet].form, c->later.place.list,
	                        c->later.place.field));
}

static void compare__rolled__exactly_what_the_form_does_not_keep(void **state)
{
	struct desk *d = *state;
	struct filing *now = rolled(d, "信息中心"), *was = d->center;
	struct compare *c = compare_filings(was, now, NULL, false);

	assert_true(c->n > 60);
	for (size_t i = 0; i < c->n; i++)
		check_difference(&c->cells[i], now);
	for (int i = 0; i < (int)was->nsheets; i++) {
		const struct sheet *s = &was->sheets[i];

		for (int k = 0; k < (int)s->form->nfields; k++)
			check_cell(c, was, (struct place){ i, -1, -1, k });
		for (int l = 0; l < (int)s->form->nlists; l++) {
			int columns = (int)s->form->lists[l].ncolumns;

			for (int k = 0; k < (int)s->lists[l].n * columns; k++)
				check_cell(c, was, (struct place){ i, l, k / columns, k % columns });
		}
	}
	compare_free(c);
}

/* ---- figures ---- */

static void compare_place__two_figures__difference_and_growth(void **state)
{
	struct desk *d = *state;
	static const struct {
		const char *cell, *earlier, *later, *difference, *growth;
	} cases[] = {
		{ "annex1.public.final", "29.30", "7.20", "-22.10", "-75.43%" },
		{ "annex1.public.final", "7.2", "7.20", "", "" },
		{ "annex1.public.final", "6", "9", "+3.00", "+50%" },
		{ "annex1.public.final", "1.234", "2", "+0.766", "+62.07%" },
		{ "annex1.public.final", "0", "9", "+9.00", "" },
		{ "annex1.public.final", "9", "0", "-9.00", "-100%" },
		{ "annex1.public.final", "", "9", "", "" },
		{ "annex1.public.final", "48.6.", "9", "", "" },
		{ "annex1.staff.quota", "26", "27", "+1", "+3.85%" },
	};
	struct filing *was = d->center, *now = rolled(d, "信息中心");

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct compare_cell c;
		struct str difference = { 0 }, growth = { 0 };

		filing_put(was, at(was, cases[i].cell), cases[i].earlier);
		filing_put(now, at(now, cases[i].cell), cases[i].later);
		compare_place(was, now, at(now, cases[i].cell), &c);
		compare_show_difference(&c, &difference);
		compare_show_growth(&c, &growth);
		if (strcmp(str_text(&difference), cases[i].difference) != 0 ||
		    strcmp(str_text(&growth), cases[i].growth) != 0)
			fail_msg("%s → %s: %s, %s", cases[i].earlier, cases[i].later,
			         str_text(&difference), str_text(&growth));
		str_free(&difference);
		str_free(&growth);
		compare_cell_free(&c);
	}
}

static void compare_place__two_rates__points_and_no_growth(void **state)
{
	struct desk *d = *state;
	struct filing *now = rolled(d, "信息中心");
	struct compare_cell c;
	struct str s = { 0 };

	must(edit_cell(d->w, now, at(now, "annex1.staff.quota"), "4", &d->e), &d->e);
	must(edit_cell(d->w, now, at(now, "annex1.staff.actual"), "5", &d->e), &d->e);
	compare_place(d->center, now, at(now, "annex1.staff.rate"), &c);
	compare_show_difference(&c, &s);
	assert_string_equal(str_text(&s), "+25.00 个百分点");
	assert_false(c.has_growth);
	compare_cell_free(&c);
	str_free(&s);
}

/* ---- rows, units ---- */

static void compare__units__cell_by_cell(void **state)
{
	struct desk *d = *state;
	struct compare *c = compare_filings(d->center, d->bureau, NULL, false);
	const struct compare_cell *quota = find(c, "annex1.staff.quota");
	const struct compare_cell *row = find(c, "annex1.specials.4.final");

	assert_non_null(quota);
	assert_int_equal(quota->kind, COMPARE_CHANGED);
	assert_int_equal(quota->difference, 21 * NUM_ONE);
	assert_int_equal(quota->growth, 4200000); /* 21 ÷ 5 */
	assert_non_null(row);
	assert_int_equal(row->kind, COMPARE_ONLY_LATER);
	assert_string_equal(row->label, "名医名护·金额·2024年决算数");
	assert_null(find(c, "annex1.staff.rate")); /* both 100 % */
	compare_free(c);
	c = compare_filings(d->bureau, d->center, set_form(d->center->set, "annex1"), false);
	row = find(c, "annex1.specials.4.final");
	assert_non_null(row);
	assert_int_equal(row->kind, COMPARE_ONLY_EARLIER);
	assert_false(row->later.there);
	compare_free(c);
}

static void compare__itself__nothing(void **state)
{
	struct desk *d = *state;
	struct compare *c = compare_filings(d->bureau, d->bureau, NULL, false);

	assert_int_equal(c->n, 0);
	assert_int_equal(c->differences, 0);
	compare_free(c);
	c = compare_filings(d->bureau, d->bureau, NULL, true);
	assert_true(c->n > 300);
	assert_int_equal(c->differences, 0);
	compare_free(c);
}

/* The last row first, and one that was carried has another name now. */
static void compare__rows_moved_and_renamed__are_found(void **state)
{
	struct desk *d = *state;
	struct filing *now = rolled(d, "卫生健康局");
	struct place p = at(now, "annex1.specials.14.name"), to;
	struct compare_cell c;

	must(edit_row_move(d->w, now, p, -1, &to, &d->e), &d->e);
	must(edit_cell(d->w, now, at(now, "annex1.specials.9.name"), "医护注册和校验", &d->e),
	     &d->e);
	compare_place(d->bureau, now, at(now, "annex1.specials.14.final"), &c);
	assert_string_equal(c.earlier.text, "28.83");
	compare_cell_free(&c);
	compare_place(d->bureau, now, at(now, "annex1.specials.9.final"), &c);
	assert_string_equal(c.earlier.text, "1.19");
	compare_cell_free(&c);
	compare_place(d->bureau, now, at(now, "annex1.specials.9.name"), &c);
	assert_int_equal(c.kind, COMPARE_CHANGED);
	compare_cell_free(&c);
	/* And back: the row of 2024 is the row of 2025. */
	compare_place(now, d->bureau, at(d->bureau, "annex1.specials.9.name"), &c);
	assert_string_equal(c.earlier.text, "医护注册和校验");
	compare_cell_free(&c);
	assert_shows(now, "annex1.specials.9.last", "1.19");
}

/* A row of the same number that is another one is not taken for it. */
static void compare__rows_typed_anew__are_matched_by_name(void **state)
{
	struct desk *d = *state;
	struct filing *now;
	struct compare_cell c;
	struct place p;
	int sheet, list;

	must(work_add_filing(d->w, work_find_unit(d->w, "卫生健康局", &d->e), 2025, NULL, &d->e),
	     &d->e);
	now = desk_filing(d->w, "卫生健康局", 2025);
	sheet = sheet_of(now, "annex1", 1);
	list = form_list(now->sheets[sheet].form, "specials");
	must(edit_row_add(d->w, now, sheet, list, -1, -1, 0, "名医名护", &p, &d->e), &d->e);
	p.field = list_column(&now->sheets[sheet].form->lists[list], "final");
	compare_place(d->bureau, now, p, &c);
	assert_string_equal(c.earlier.text, "9.00");
	compare_cell_free(&c);
	must(edit_row_add(d->w, now, sheet, list, -1, -1, 0, "没有过的专项", &p, &d->e), &d->e);
	compare_place(d->bureau, now, p, &c);
	assert_false(c.earlier.there);
	compare_cell_free(&c);
}

/* ---- last year beside this year ---- */

static void compare_last__every_place_in_printed_order(void **state)
{
	struct desk *d = *state;
	struct filing *now = rolled(d, "信息中心");
	int sheet = sheet_of(now, "annex1", 1);
	struct compare *c = compare_last(now, sheet);
	const struct compare_cell *final = find(c, "annex1.public.final");

	assert_true(c->n > 60);
	assert_string_equal(c->cells[0].key, "annex1.unit");
	assert_string_equal(c->cells[1].key, "annex1.staff.quota");
	assert_string_equal(final->earlier.text, "7.20");
	assert_string_equal(final->later.text, "");
	assert_non_null(find(c, "annex1.building.approved")); /* empty in both */
	compare_free(c);
	c = compare_last(d->center, sheet); /* there is no 2023 */
	assert_false(find(c, "annex1.public.final")->earlier.there);
	compare_free(c);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, desk_setup, desk_teardown)
	const struct CMUnitTest tests[] = {
		T(compare__rolled_annex1__emptied_cells_and_last_column),
		T(compare__rolled__exactly_what_the_form_does_not_keep),
		T(compare_place__two_figures__difference_and_growth),
		T(compare_place__two_rates__points_and_no_growth),
		T(compare__units__cell_by_cell),
		T(compare__itself__nothing),
		T(compare__rows_moved_and_renamed__are_found),
		T(compare__rows_typed_anew__are_matched_by_name),
		T(compare_last__every_place_in_printed_order),
	};

	return cmocka_run_group_tests_name("compare", tests, NULL, NULL);
}
