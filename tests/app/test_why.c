#include "app/desk.h"

#include "app/harvest.h"
#include "app/review_show.h"
#include "app/why.h"
#include "base/mem.h"

/* Findings as a person reads them: in one line, opened, as a list. */

static const struct review_item *item_of(const struct review *r, const char *rule)
{
	for (size_t i = 0; i < r->all.n; i++)
		if (strcmp(r->all.item[i].rule, rule) == 0)
			return &r->item[i];
	fail_msg("no finding %s", rule);
	return NULL;
}

/* The line with that label, or the first whose text holds `part`. */
static const struct why_line *line_of(const struct why *y, const char *label, const char *part)
{
	for (size_t i = 0; i < y->n; i++)
		if (strcmp(y->lines[i].label, label) == 0 && strstr(y->lines[i].text, part))
			return &y->lines[i];
	for (size_t i = 0; i < y->n; i++)
		fprintf(stderr, "%s|%s\n", y->lines[i].label, y->lines[i].text);
	fail_msg("no line %s %s", label, part);
	return NULL;
}

static bool says(struct desk *d, const char *key)
{
	return review_find_key(review_of(d->w, d->center, &d->e), key) >= 0;
}

/* 合计未填 of a document, and 报 99 where 98 comes out: taken from the formula,
 * neither is said again; nor when the filing is opened anew. */
static void adopted__a_total_left_blank_or_wrong__is_no_finding_any_more(void **state)
{
	static const char *const keys[] = {"P05 annex1#1.project.final", "P01 annex2#1.total"};
	static const char *const cells[] = {"project.final", "total"};
	struct desk d;

	(void)state;
	desk_make(&d);
	for (int i = 0; i < 2; i++) {
		struct place p;

		assert_true(says(&d, keys[i]));
		assert_true(filing_place(d.center, sheet_of(d.center, i ? "annex2" : "annex1", 1),
		                         cells[i], &p));
		must(edit_adopt(d.w, d.center, p, &d.e), &d.e);
		assert_false(says(&d, keys[i]));
	}
	assert_false(says(&d, "P05 annex2#1.total"));
	must(edit_undo(d.w, d.center, NULL, NULL, &d.e), &d.e);
	assert_true(says(&d, keys[1]));
	desk_drop(&d);
}

static void counts__as_signs__what_has_no_room_is_left_out_from_the_end(void **state)
{
	static const struct {
		struct review_counts counts;
		int width;
		const char *shown;
	} cases[] = {
	    {{2, 5, 3, 0, 0}, 20, "✗2 !5 ·3"}, {{2, 5, 3, 0, 0}, 8, "✗2 !5 ·3"},
	    {{2, 5, 3, 0, 0}, 7, "✗2 !5"},     {{2, 5, 3, 0, 0}, 4, "✗2"},
	    {{0, 12, 0, 9, 9}, 20, "!12"},     {{0, 0, 0, 3, 3}, 20, ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str s = {0};

		review_show_counts(&cases[i].counts, cases[i].width, &s);
		assert_string_equal(str_text(&s), cases[i].shown);
		str_free(&s);
	}
}

/* 99 is stated, 98.00 comes out (DOMAIN §7). */
static void why__of_the_total__has_figures_cells_and_what_can_be_done(void **state)
{
	struct desk d;
	const struct review *r;
	const struct why_line *line;
	struct why y;
	struct place total;

	(void)state;
	desk_make(&d);
	r = review_of(d.w, d.center, NULL);
	why_make(d.w, d.center, item_of(r, "P01"), &y);
	assert_string_equal(y.title, "P01 必须 未处理");
	line_of(&y, "发现", "报 99.00  算 98.00  差 +1.00");
	line_of(&y, "规则", "P01 必须：总分");
	line_of(&y, "容许", "没有尾差");
	line = line_of(&y, "格子", "附件2 总分  98.00（表报 99）");
	assert_true(filing_place(d.center, sheet_of(d.center, "annex2", 1), "total", &total));
	assert_memory_equal(&line->place, &total, sizeof total);
	line_of(&y, "可做", "= 采用算出的数");
	assert_true(y.adoptable);
	assert_false(y.answerable);
	assert_null(y.said);
	why_free(&y);
	desk_drop(&d);
}

static void why__explained__has_the_words_and_its_history(void **state)
{
	static const char reason[] = "年末财政收回指标后执行率按调整前预算数计算";
	struct str history = {0};
	struct desk d;
	const struct review_item *x;
	struct why y;

	(void)state;
	desk_make(&d);
	x = item_of(review_of(d.w, d.center, NULL), "P03");
	must(review_explain(d.w, d.center, x->key, reason, x->seen, &d.e), &d.e);
	x = item_of(review_of(d.w, d.center, NULL), "P03");
	why_make(d.w, d.center, x, &y);
	assert_string_equal(y.title, "P03 核实 已说明");
	assert_string_equal(y.said, reason);
	assert_true(y.answerable);
	line_of(&y, "说明", "甲 已说明：年末财政收回");
	must(why_history(d.w, d.center, y.key, &history, &d.e), &d.e);
	assert_non_null(strstr(history.s, "甲 已说明：年末财政收回"));
	str_free(&history);
	why_free(&y);
	desk_drop(&d);
}

static void signs__of_a_sheet__the_gravest_first_and_none_for_what_is_explained(void **state)
{
	static const char reason[] = "年末财政收回指标后执行率按调整前预算数计算";
	struct desk d;
	const struct review *r;
	const struct review_item *x;
	struct cell_sign *signs;
	size_t before, after;
	int sheet;

	(void)state;
	desk_make(&d);
	sheet = sheet_of(d.center, "annex2", 1);
	r = review_of(d.w, d.center, NULL);
	signs = review_signs(r, d.center, sheet, &before);
	assert_string_equal(signs[0].sign, "✗");
	assert_memory_equal(&signs[0].place, &item_of(r, "P01")->finding->place,
	                    sizeof signs[0].place);
	assert_string_equal(signs[1].sign, "!");
	mem_free(signs);
	x = item_of(r, "P03");
	must(review_explain(d.w, d.center, x->key, reason, x->seen, &d.e), &d.e);
	signs = review_signs(review_of(d.w, d.center, NULL), d.center, sheet, &after);
	assert_int_equal(after, before - 1);
	mem_free(signs);
	desk_drop(&d);
}

static void harvest__of_two_filings__keeps_both_when_they_change(void **state)
{
	struct harvest h = {0};
	struct desk d;
	size_t bureau, center;
	struct place total;

	(void)state;
	desk_make(&d);
	harvest_add(&h, d.bureau, review_of(d.w, d.bureau, NULL));
	harvest_add(&h, d.center, review_of(d.w, d.center, NULL));
	bureau = review_of(d.w, d.bureau, NULL)->all.n;
	center = review_of(d.w, d.center, NULL)->all.n;
	assert_int_equal(h.nfilings, 2);
	assert_int_equal(h.nitems, bureau + center);
	assert_int_equal(h.filings[1].first, bureau);
	assert_int_equal(h.filings[1].n, center);
	assert_string_equal(h.filings[1].code, "404010");
	assert_true(filing_place(d.center, sheet_of(d.center, "annex2", 1), "total", &total));
	must(edit_adopt(d.w, d.center, total, &d.e), &d.e);
	for (size_t i = 0; i < h.nitems; i++)
		assert_int_equal(h.items[i].filing, i >= bureau);
	harvest_free(&h);
	assert_int_equal(h.nitems, 0);
	desk_drop(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(adopted__a_total_left_blank_or_wrong__is_no_finding_any_more),
	    cmocka_unit_test(counts__as_signs__what_has_no_room_is_left_out_from_the_end),
	    cmocka_unit_test(why__of_the_total__has_figures_cells_and_what_can_be_done),
	    cmocka_unit_test(why__explained__has_the_words_and_its_history),
	    cmocka_unit_test(signs__of_a_sheet__the_gravest_first_and_none_for_what_is_explained),
	    cmocka_unit_test(harvest__of_two_filings__keeps_both_when_they_change),
	};

	return cmocka_run_group_tests_name("app/why", tests, NULL, NULL);
}
