#include "desk.h"

#include "app/chart_years.h"
#include "app/compare.h"
#include "app/roll.h"
#include "base/mem.h"

static int roll(struct desk *d, const char *unit, int from, int to)
{
	return roll_filing(d->w, work_find_unit(d->w, unit, &d->e), from, to, NULL, &d->e);
}

static struct filing *rolled(struct desk *d, const char *unit)
{
	must(roll(d, unit, 2024, 2025), &d->e);
	return desk_filing(d->w, unit, 2025);
}

static bool is_empty(const struct cell *c)
{
	return !c->text || !*c->text;
}

/* ---- what comes over ---- */

static void roll__names_targets_points__come_over_marked(void **state)
{
	struct desk *d = *state;
	static const struct {
		const char *cell, *text; /* NULL: empty */
	} cases[] = {
		{ "annex1.staff.quota", "5" },
		{ "annex2.ind.1.name", "文件转发数量" },
		{ "annex2.ind.1.target", "≥30 份" },
		{ "annex2.ind.1.points", "5" },
		{ "annex1.unit", NULL },
		{ "annex1.staff.actual", NULL },
		{ "annex1.staff.rate", NULL },
		{ "annex1.public.budget", NULL },
		{ "annex1.public.final", NULL },
		{ "annex1.public.last", NULL },
		{ "annex1.sign.person", NULL },
		{ "annex2.begin", NULL },
		{ "annex2.done", NULL },
		{ "annex2.score", NULL },
		{ "annex2.total", NULL },
		{ "annex2.goal.actual", NULL },
		{ "annex2.ind.1.actual", NULL },
		{ "annex2.ind.1.score", NULL },
		{ "annex2.ind.1.reason", NULL },
	};
	struct filing *f = rolled(d, "信息中心");

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct cell *c = cell_at(f, cases[i].cell);

		if (!cases[i].text && (!is_empty(c) || c->carried))
			fail_msg("%s is %s", cases[i].cell, c->text);
		if (cases[i].text && (is_empty(c) || strcmp(c->text, cases[i].text) != 0))
			fail_msg("%s is %s", cases[i].cell, c->text ? c->text : "absent");
		if (cases[i].text && !c->carried)
			fail_msg("%s is not marked", cases[i].cell);
	}
	assert_string_equal(f->state, "填报中");
	assert_string_equal(f->set->id, "yueyanglou-2024");
	assert_true(cell_at(f, "annex2.goal.target")->carried);
	assert_shows(f, "annex1.unit", "岳阳市岳阳楼区卫生健康信息中心");
	assert_shows(f, "annex2.total.points", "100");
	assert_stored(d, f);
}

static void roll__rows_and_copies__keep_their_places(void **state)
{
	struct desk *d = *state;
	struct filing *f = rolled(d, "卫生健康局"), *last = d->bureau;

	assert_int_equal(f->nsheets, last->nsheets);
	for (size_t i = 0; i < f->nsheets; i++) {
		assert_ptr_equal(f->sheets[i].form, last->sheets[i].form);
		assert_int_equal(f->sheets[i].copy, last->sheets[i].copy);
		for (size_t l = 0; l < f->sheets[i].form->nlists; l++) {
			const struct rows *now = &f->sheets[i].lists[l],
			                  *was = &last->sheets[i].lists[l];

			assert_int_equal(now->n, was->n);
			for (size_t r = 0; r < now->n; r++) {
				assert_int_equal(now->rows[r].id, was->rows[r].id);
				assert_int_equal(now->rows[r].group, was->rows[r].group);
				assert_int_equal(now->rows[r].order, was->rows[r].order);
				assert_true(now->rows[r].carried);
			}
		}
	}
	for (int copy = 1; copy <= 3; copy++) {
		int sheet = sheet_of(f, "annex3", copy);
		const struct cell *name = &f->sheets[sheet].cells[f->sheets[sheet].form->copy_field];

		assert_false(is_empty(name));
		assert_true(name->carried);
	}
	assert_stored(d, f);
}

/* A new row gets an id that none of the carried rows has. */
static void roll__then_a_row_is_added__its_id_is_new(void **state)
{
	struct desk *d = *state;
	struct filing *f = rolled(d, "卫生健康局");
	int sheet = sheet_of(f, "annex1", 1), list = form_list(f->sheets[sheet].form, "specials");
	struct place p;

	must(edit_row_add(d->w, f, sheet, list, -1, -1, 0, "新专项", &p, &d->e), &d->e);
	assert_int_equal(f->sheets[sheet].lists[list].n, 19);
	assert_false(f->sheets[sheet].lists[list].rows[p.row].carried);
	assert_stored(d, f);
}

/* ---- last year's figures ---- */

static void roll__last_columns__hold_what_was_final(void **state)
{
	struct desk *d = *state;
	static const struct {
		const char *unit, *cell, *shown;
	} cases[] = {
		{ "信息中心", "annex1.public.last", "7.20" },
		{ "信息中心", "annex1.public.office.last", "0.30" },
		{ "信息中心", "annex1.public.utility.last", "1.00" },
		{ "信息中心", "annex1.public.meeting.last", "0.07" },
		{ "信息中心", "annex1.purchase.last", "34.66" },
		{ "信息中心", "annex1.work.last", "48.78" },
		{ "信息中心", "annex1.project.last", "48.78" },
		{ "卫生健康局", "annex1.public.last", "59.24" },
		{ "卫生健康局", "annex1.special.last", "9905.27" },
		{ "卫生健康局", "annex1.project.last", "13913.23" },
		/* Two rows have the name 宣传教育经费. */
		{ "卫生健康局", "annex1.specials.1.last", "" },
		{ "卫生健康局", "annex1.specials.7.last", "38.71" },
		{ "卫生健康局", "annex1.specials.14.last", "28.83" },
	};
	struct filing *center = rolled(d, "信息中心"), *bureau = rolled(d, "卫生健康局");

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_shows(strcmp(cases[i].unit, "信息中心") == 0 ? center : bureau, cases[i].cell,
		             cases[i].shown);
}

static void roll__last_year_is_edited_then__what_is_stored_follows(void **state)
{
	struct desk *d = *state;
	struct filing *now = rolled(d, "信息中心");

	must(edit_cell(d->w, d->center, at(d->center, "annex1.public.final"), "8.5", &d->e), &d->e);
	assert_shows(now, "annex1.public.last", "8.50");
	assert_stored(d, now);
	must(edit_cell(d->w, now, at(now, "annex1.public.final"), "9", &d->e), &d->e);
	must(edit_undo(d->w, d->center, NULL, NULL, &d->e), &d->e);
	assert_shows(now, "annex1.public.last", "7.20");
	assert_stored(d, now);
}

/* Two years on: what the middle one takes over goes on. */
static void roll__twice__the_later_one_follows_too(void **state)
{
	struct desk *d = *state;
	struct filing *next;

	rolled(d, "信息中心");
	must(roll(d, "信息中心", 2025, 2026), &d->e);
	next = desk_filing(d->w, "信息中心", 2026);
	assert_shows(next, "annex1.public.last", "");
	assert_true(cell_at(next, "annex2.ind.1.target")->carried);
	must(edit_cell(d->w, d->center, at(d->center, "annex1.public.final"), "8.5", &d->e), &d->e);
	assert_stored(d, next);
}

/* ---- until touched ---- */

static void carried__touched_or_confirmed__mark_goes_and_undo_brings_it(void **state)
{
	struct desk *d = *state;
	struct filing *f = rolled(d, "信息中心");
	struct place quota = at(f, "annex1.staff.quota");
	struct place places[] = { quota, at(f, "annex1.public.final"), at(f, "annex2.goal.target") };

	must(edit_cell(d->w, f, quota, "6", &d->e), &d->e);
	assert_false(filing_cell(f, quota)->carried);
	must(edit_undo(d->w, f, NULL, NULL, &d->e), &d->e);
	assert_true(filing_cell(f, quota)->carried);
	must(edit_cell(d->w, f, quota, "5", &d->e), &d->e); /* the same again */
	assert_false(filing_cell(f, quota)->carried);
	assert_stored(d, f);
	must(edit_undo(d->w, f, NULL, NULL, &d->e), &d->e);
	must(edit_confirm(d->w, f, places, 3, &d->e), &d->e);
	assert_false(filing_cell(f, quota)->carried);
	assert_string_equal(filing_cell(f, quota)->text, "5");
	assert_false(cell_at(f, "annex2.goal.target")->carried);
	assert_true(cell_at(f, "annex2.ind.1.name")->carried);
	assert_stored(d, f);
	assert_newest(d->w, f, "确认结转", "goal.target", cell_at(d->center, "annex2.goal.target")->text,
	              cell_at(d->center, "annex2.goal.target")->text);
	must(edit_undo(d->w, f, NULL, NULL, &d->e), &d->e);
	assert_true(filing_cell(f, quota)->carried);
	must(edit_redo(d->w, f, NULL, NULL, &d->e), &d->e);
	assert_false(filing_cell(f, quota)->carried);
	assert_stored(d, f);
}

static void carried__deleted_row__comes_back_marked(void **state)
{
	struct desk *d = *state;
	struct filing *f = rolled(d, "信息中心");

	must(edit_row_delete(d->w, f, at(f, "annex2.ind.3.name"), &d->e), &d->e);
	must(edit_undo(d->w, f, NULL, NULL, &d->e), &d->e);
	assert_true(cell_at(f, "annex2.ind.3.target")->carried);
	assert_false(cell_at(f, "annex2.ind.3.actual")->carried);
	assert_true(f->sheets[sheet_of(f, "annex2", 1)]
	                .lists[0]
	                .rows[at(f, "annex2.ind.3.name").row]
	                .carried);
	assert_stored(d, f);
}

static void carried__changed_by_another_meanwhile__confirming_is_refused(void **state)
{
	struct desk *d = *state;
	struct filing *f = rolled(d, "信息中心"), *theirs;
	struct work *other = desk_join(d, "乙");
	struct place p = at(f, "annex1.staff.quota");

	theirs = desk_filing(other, "信息中心", 2025);
	must(edit_cell(other, theirs, at(theirs, "annex1.staff.quota"), "7", &d->e), &d->e);
	must_fail(edit_confirm(d->w, f, &p, 1, &d->e), ERR_CONFLICT, &d->e);
	assert_shows(f, "annex1.staff.quota", "7");
	work_close(other);
}

/* As many as last year's has texts that the form keeps. */
static size_t count_kept(const struct filing *f)
{
	size_t n = 0;

	for (size_t i = 0; i < f->nsheets; i++) {
		const struct sheet *s = &f->sheets[i];

		for (int k = 0; k < (int)s->form->nfields; k++)
			n += form_keeps(s->form, -1, k) && !is_empty(&s->cells[k]);
		for (int l = 0; l < (int)s->form->nlists; l++) {
			for (size_t r = 0; r < s->lists[l].n; r++) {
				for (int k = 0; k < (int)s->form->lists[l].ncolumns; k++)
					n += form_keeps(s->form, l, k) &&
					     !is_empty(&s->lists[l].rows[r].cells[k]);
			}
		}
	}
	return n;
}

static void roll_carried__all_of_it__until_confirmed(void **state)
{
	struct desk *d = *state;
	struct filing *f = rolled(d, "卫生健康局");
	struct inspect_marks marks;
	size_t n = 0;
	struct place *places = roll_carried(f, -1, &n);

	assert_int_equal(n, count_kept(d->bureau));
	inspect_marks(f, -1, &marks);
	assert_int_equal(marks.carried, n);
	must(edit_confirm(d->w, f, places, n, &d->e), &d->e);
	mem_free(places);
	mem_free(roll_carried(f, -1, &n));
	assert_int_equal(n, 0);
	assert_stored(d, f);
}

/* ---- what can't be ---- */

static void roll__not_possible__says_why(void **state)
{
	struct desk *d = *state;
	static const struct {
		const char *unit;
		int from, to;
		enum err_code code;
		const char *says;
	} cases[] = {
		{ "信息中心", 2024, 2025, ERR_INPUT, "已有填报" },
		{ "信息中心", 2024, 2025, ERR_INPUT, "打开它填写" },
		{ "信息中心", 2024, 2024, ERR_INPUT, "以后的年度" },
		{ "信息中心", 2025, 2024, ERR_INPUT, "以后的年度" },
		{ "信息中心", 2016, 2025, ERR_NOTFOUND, "2016 年" },
	};

	must(roll(d, "信息中心", 2024, 2025), &d->e);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		d->e = (struct err){ 0 };
		must_fail(roll(d, cases[i].unit, cases[i].from, cases[i].to), cases[i].code, &d->e);
		if (!strstr(d->e.text, cases[i].says))
			fail_msg("%s", d->e.text);
	}
}

/* ---- into another set that shares its forms ---- */

#define OLD_SET "final-accounts-hunan-2020"
#define NEW_SET "final-accounts-hunan-2024"

static void add_filing(struct desk *d, int year, const char *set)
{
	int unit = work_find_unit(d->w, "9901", NULL);

	if (unit < 0)
		must(work_add_unit(d->w, "9901", "某中心", 0, -1, &d->e), &d->e);
	unit = work_find_unit(d->w, "9901", &d->e);
	must(work_add_filing(d->w, unit, year, set, &d->e), &d->e);
}

static void put(struct desk *d, struct filing *f, const char *cell, const char *text)
{
	must(edit_cell(d->w, f, at(f, cell), text, &d->e), &d->e);
}

static void assert_figure_stored(struct desk *d, const struct filing *f, const char *form,
                                 const char *key, int64_t value)
{
	struct store_content *c = NULL;
	bool found = false;

	must(store_load(work_store(d->w), f->id, &c, &d->e), &d->e);
	for (size_t i = 0; i < c->ncells; i++) {
		const struct store_cell *s = &c->cells[i];

		if (strcmp(s->key, key) != 0 || strcmp(c->sheets[s->sheet].form, form) != 0)
			continue;
		found = true;
		assert_true(s->has_value);
		assert_int_equal(s->value, value);
	}
	assert_true(found);
	store_content_free(c);
}

/* 2023 is filed with the set of 2020, 2024 with that of 2024. */
static void roll__into_the_set_of_the_new_year__last_year_is_linked(void **state)
{
	struct desk *d = *state;
	struct filing *last, *f;
	struct compare_cell cell;

	add_filing(d, 2023, OLD_SET);
	last = desk_filing(d->w, "9901", 2023);
	put(d, last, "t7.guest.final", "3.21");
	must(roll(d, "9901", 2023, 2024), &d->e);
	f = desk_filing(d->w, "9901", 2024);
	assert_string_equal(f->set->id, NEW_SET);
	assert_ptr_equal(f->last, last);
	assert_shows(f, "extra.guest.before", "3.21");
	put(d, last, "t7.guest.final", "4");
	put(d, last, "t1.out.carried", "12.5");
	assert_shows(f, "extra.guest.before", "4.00");
	assert_shows(f, "t1.in.carried", "12.50");
	assert_figure_stored(d, f, "t1", "in.carried", 12500000);
	put(d, f, "t7.guest.final", "5");
	assert_shows(f, "extra.guest.more", "1.00");
	compare_place(last, f, at(f, "t7.guest.final"), &cell);
	assert_string_equal(cell.earlier.text, "4");
	assert_string_equal(cell.later.text, "5");
	assert_int_equal(cell.growth, 250000);
	compare_cell_free(&cell);
}

/* A later figure that was stored while nobody had the new year open follows. */
static void roll__last_year_edited_alone__the_new_sets_figures_follow(void **state)
{
	struct desk *d = *state;
	struct work *other;
	struct filing *last, *f;

	add_filing(d, 2023, OLD_SET);
	add_filing(d, 2024, NEW_SET);
	other = desk_join(d, "乙");
	last = desk_filing(other, "9901", 2023);
	must(edit_cell(other, last, at(last, "t1.out.carried"), "8", &d->e), &d->e);
	work_close(other);
	assert_true(work_refresh(d->w));
	f = desk_filing(d->w, "9901", 2024);
	assert_figure_stored(d, f, "t1", "in.carried", 8000000);
	assert_shows(f, "t1.in.carried", "8.00");
}

/* Last year is the year before, not the last one there is. */
static void roll__with_no_filing_in_between__nothing_is_last_year(void **state)
{
	struct desk *d = *state;
	struct filing *f, *before;
	struct compare *all;
	struct chart_years years;
	struct compare_cell cell;

	add_filing(d, 2020, OLD_SET);
	before = desk_filing(d->w, "9901", 2020);
	put(d, before, "t7.guest.final", "2");
	put(d, before, "extra.car.use", "接送专家");
	must(roll(d, "9901", 2020, 2024), &d->e);
	f = desk_filing(d->w, "9901", 2024);
	before = desk_filing(d->w, "9901", 2020);
	assert_null(f->last);
	assert_shows(f, "extra.guest.before", "");
	assert_shows(f, "extra.car.use", "接送专家");
	assert_true(cell_at(f, "extra.car.use")->carried);
	put(d, f, "t7.guest.final", "3");
	compare_place(before, f, at(f, "t7.guest.final"), &cell);
	assert_string_equal(cell.earlier.text, "2");
	compare_cell_free(&cell);
	all = compare_last(f, sheet_of(f, "t7", 1));
	assert_true(all->n > 0);
	compare_free(all);
	chart_years_open(&years, d->w, f, sheet_of(f, "t7", 1));
	assert_int_equal(years.n, 2);
	assert_int_equal(years.filing[0]->year, 2020);
	assert_int_equal(years.filing[1]->year, 2024);
	assert_null(years.filing[1]->last);
	chart_years_close(&years);
	work_add_filing(d->w, work_find_unit(d->w, "9901", NULL), 2023, OLD_SET, &d->e);
	assert_non_null(f->last); /* it came in between */
	assert_int_equal(f->last->year, 2023);
	chart_years_open(&years, d->w, f, sheet_of(f, "t7", 1));
	assert_int_equal(years.n, 3);
	assert_ptr_equal(years.filing[2]->last, years.filing[1]);
	chart_years_close(&years);
}

static void roll__undone__is_refused(void **state)
{
	struct desk *d = *state;
	struct filing *f = rolled(d, "信息中心");
	char *before = dump(f, true);
	char *after;

	must_fail(edit_undo(d->w, f, NULL, NULL, &d->e), ERR_NOTFOUND, &d->e);
	after = dump(f, true);
	assert_same_dump(after, before);
	free(before);
	free(after);
}

static int64_t stored_revision(struct desk *d, const struct filing *f)
{
	struct store_filing *stored = NULL;
	size_t n = 0;
	int64_t revision;

	must(store_filings(work_store(d->w), f->unit, f->year, &stored, &n, &d->e), &d->e);
	assert_int_equal(n, 1);
	revision = stored[0].revision;
	store_filings_free(stored, n);
	return revision;
}

/* annex1.form: «carry last last:final» takes last year's final column; nothing
 * takes its budget. */
static void roll__last_year_is_edited__only_what_flows_on_is_stored_anew(void **state)
{
	struct desk *d = *state;
	const struct filing *later = rolled(d, "信息中心");
	int64_t before = stored_revision(d, later);

	must(edit_cell(d->w, d->center, at(d->center, "annex1.guest.budget"), "7.77", &d->e),
	     &d->e);
	assert_int_equal(stored_revision(d, later), before);
	must(edit_cell(d->w, d->center, at(d->center, "annex1.guest.final"), "6.66", &d->e),
	     &d->e);
	assert_true(stored_revision(d, later) > before);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, desk_setup, desk_teardown)
	const struct CMUnitTest tests[] = {
		T(roll__names_targets_points__come_over_marked),
		T(roll__rows_and_copies__keep_their_places),
		T(roll__then_a_row_is_added__its_id_is_new),
		T(roll__last_columns__hold_what_was_final),
		T(roll__last_year_is_edited_then__what_is_stored_follows),
		T(roll__last_year_is_edited__only_what_flows_on_is_stored_anew),
		T(roll__twice__the_later_one_follows_too),
		T(carried__touched_or_confirmed__mark_goes_and_undo_brings_it),
		T(carried__deleted_row__comes_back_marked),
		T(carried__changed_by_another_meanwhile__confirming_is_refused),
		T(roll_carried__all_of_it__until_confirmed),
		T(roll__not_possible__says_why),
		T(roll__into_the_set_of_the_new_year__last_year_is_linked),
		T(roll__last_year_edited_alone__the_new_sets_figures_follow),
		T(roll__with_no_filing_in_between__nothing_is_last_year),
		T(roll__undone__is_refused),
	};

	return cmocka_run_group_tests_name("roll", tests, NULL, NULL);
}
