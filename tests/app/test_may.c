#include "persons_desk.h"

#include "app/edit_step.h"
#include "app/handin.h"
#include "app/persons.h"
#include "app/review.h"

/* The calls behind the screens: those who may not are refused, and only those. */

struct hand {
	struct work *w;
	struct filing *f, *rolled; /* of the centre */
	struct place cell, row;
};

static int do_cell(struct hand *h, struct err *e)
{
	return edit_cell(h->w, h->f, h->cell, "77", e);
}

static int do_same_cell(struct hand *h, struct err *e)
{
	return edit_cell(h->w, h->f, h->cell, filing_cell(h->f, h->cell)->text, e);
}

static int do_stated(struct hand *h, struct err *e)
{
	return edit_stated(h->w, h->f, at(h->f, "annex2.total"), "12", e);
}

static int do_adopt(struct hand *h, struct err *e)
{
	return edit_adopt(h->w, h->f, at(h->f, "annex2.total"), e);
}

static int do_confirm(struct hand *h, struct err *e)
{
	struct place goal = at(h->rolled, "annex2.goal.target");

	return edit_confirm(h->w, h->rolled, &goal, 1, e);
}

static int do_row_add(struct hand *h, struct err *e)
{
	int group = h->f->sheets[h->row.sheet].lists[h->row.list].rows[h->row.row].group;
	struct place out;

	return edit_row_add(h->w, h->f, h->row.sheet, h->row.list, group, -1, 0, "新", &out, e);
}

static int do_row_delete(struct hand *h, struct err *e)
{
	return edit_row_delete(h->w, h->f, h->row, e);
}

static int do_row_move(struct hand *h, struct err *e)
{
	struct place out;

	return edit_row_move(h->w, h->f, h->row, +1, &out, e);
}

static int do_row_copy(struct hand *h, struct err *e)
{
	struct place out;

	return edit_row_copy(h->w, h->f, h->row, &out, e);
}

static int do_sheet_add(struct hand *h, struct err *e)
{
	int sheet;

	return edit_sheet_add(h->w, h->f, set_form(h->f->set, "annex3"), &sheet, e);
}

static int do_sheet_delete(struct hand *h, struct err *e)
{
	return edit_sheet_delete(h->w, h->f, sheet_of(h->f, "annex3", 1), e);
}

static int do_paste(struct hand *h, struct err *e)
{
	const char *texts[] = {"55"};

	return edit_cells(h->w, h->f, &h->cell, texts, 1, "粘贴", e);
}

static int do_undo(struct hand *h, struct err *e)
{
	return edit_undo(h->w, h->f, NULL, NULL, e);
}

static int do_redo(struct hand *h, struct err *e)
{
	return edit_redo(h->w, h->f, NULL, NULL, e);
}

static int do_revert(struct hand *h, struct err *e)
{
	return edit_revert(h->w, h->f, 1, NULL, NULL, e);
}

static int do_explain(struct hand *h, struct err *e)
{
	return review_explain(h->w, h->f, review_of(h->w, h->f, NULL)->item[0].key,
	                      "十八人已进入体检，十二月到岗", 0, e);
}

static int do_roll(struct hand *h, struct err *e)
{
	return roll_filing(h->w, work_find_unit(h->w, "信息中心", e), 2024, 2026, NULL, e);
}

static int do_add_filing(struct hand *h, struct err *e)
{
	return work_add_filing(h->w, work_find_unit(h->w, "信息中心", e), 2027, NULL, e);
}

static int do_add_unit(struct hand *h, struct err *e)
{
	return work_add_unit(h->w, "999", "新单位", 0, -1, e);
}

static int do_submit(struct hand *h, struct err *e)
{
	struct handin_list list = {0};
	int result = handin_submit(h->w, h->f, NULL, &list, e);

	handin_list_free(&list);
	return result;
}

static int do_person(struct hand *h, struct err *e)
{
	return persons_add(h->w, "客", ROLE_MANAGE, -1, true, e);
}

static const struct {
	const char *what;
	int (*run)(struct hand *h, struct err *e);
	bool fills; /* else: wants 管理 */
} calls[] = {
    /* clang-format off */
	{ "cell",         do_cell,         true },
	{ "same cell",    do_same_cell,    true },
	{ "stated",       do_stated,       true },
	{ "adopt",        do_adopt,        true },
	{ "confirm",      do_confirm,      true },
	{ "row add",      do_row_add,      true },
	{ "row move",     do_row_move,     true },
	{ "row copy",     do_row_copy,     true },
	{ "row delete",   do_row_delete,   true },
	{ "sheet add",    do_sheet_add,    true },
	{ "sheet delete", do_sheet_delete, true },
	{ "paste",        do_paste,        true },
	{ "undo",         do_undo,         true },
	{ "redo",         do_redo,         true },
	{ "revert",       do_revert,       true },
	{ "explain",      do_explain,      true },
	{ "roll",         do_roll,         true },
	{ "filing",       do_add_filing,   true },
	{ "submit",       do_submit,       true },
	{ "unit",         do_add_unit,     false },
	{ "person",       do_person,       false },
    /* clang-format on */
};

static struct hand hand_of(struct desk *d, const char *who)
{
	struct hand h = {.w = desk_join(d, who)};

	h.rolled = desk_filing(h.w, "信息中心", 2025);
	h.f = desk_filing(h.w, "信息中心", 2024);
	h.cell = at(h.f, "annex1.staff.actual");
	h.row = at(h.f, "annex2.ind.7.target");
	return h;
}

/* Another unit's, a reviewer's and nobody's: each call is refused as such, and
 * what is shown is what is stored. */
static void calls__of_those_who_may_not__are_refused(void **state)
{
	static const char *const persons[] = {"旁", "审", "客"};
	struct desk *d = *state;
	char *before, *after;

	give(d, "管", ROLE_MANAGE, 0);
	store_set_actor(work_store(d->w), "管", NULL);
	give(d, "旁", ROLE_FILL, d->bureau->unit);
	give(d, "审", ROLE_REVIEW, d->bureau->unit);
	before = state_of(d);
	for (size_t p = 0; p < sizeof persons / sizeof *persons; p++) {
		struct hand h = hand_of(d, persons[p]);
		char *shown = dump(h.f, true), *now;

		for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
			struct err e = {0};

			if (calls[i].run(&h, &e) == 0 || e.code != ERR_DENIED)
				fail_msg("%s, %s: code %d: %s", persons[p], calls[i].what, e.code,
				         e.text);
		}
		now = dump(h.f, true);
		assert_same_dump(now, shown);
		mem_free(shown);
		mem_free(now);
		work_close(h.w);
	}
	after = state_of(d);
	assert_string_equal(after, before);
	mem_free(before);
	mem_free(after);
}

/* The role decides nothing else: with it none of them is refused as such. */
static void calls__of_who_fills_in_the_unit__are_not_refused_for_the_role(void **state)
{
	struct desk *d = *state;
	struct hand h;

	give(d, "管", ROLE_MANAGE, 0);
	store_set_actor(work_store(d->w), "管", NULL);
	give(d, "填", ROLE_FILL, d->center->unit);
	h = hand_of(d, "填");
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
		struct err e = {0};

		calls[i].run(&h, &e);
		if ((e.code == ERR_DENIED) == calls[i].fills)
			fail_msg("%s: code %d: %s", calls[i].what, e.code, e.text);
	}
	work_close(h.w);
}

static int64_t derived(const struct store_content *c, const char *key)
{
	for (size_t i = 0; i < c->ncells; i++) {
		if (strcmp(c->cells[i].key, key) == 0)
			return c->cells[i].value;
	}
	return -1;
}

/* extra.guest.before of 2021 is t7.guest.final of 2020, stored with the latter. */
static void an_edit__that_flows_into_next_year__needs_no_other_right(void **state)
{
	struct desk *d = *state;
	int unit = work_find_unit(d->w, "430000", &d->e);
	struct filing *own;
	struct store_content *c;
	struct work *w;

	must(roll_filing(d->w, unit, 2020, 2021, NULL, &d->e), &d->e);
	own = desk_filing(d->w, "430000", 2020);
	give(d, "管", ROLE_MANAGE, 0);
	store_set_actor(work_store(d->w), "管", NULL);
	give(d, "填", ROLE_FILL, own->unit);
	w = desk_join(d, "填");
	own = desk_filing(w, "430000", 2020);
	must(edit_cell(w, own, at(own, "t7.guest.final"), "3.21", &d->e), &d->e);
	must(store_load(work_store(w), desk_filing(w, "430000", 2021)->id, &c, &d->e), &d->e);
	assert_int_equal(derived(c, "guest.before"), 3210000);
	store_content_free(c);
	work_close(w);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, persons_setup, desk_teardown)
	const struct CMUnitTest tests[] = {
	    T(calls__of_those_who_may_not__are_refused),
	    T(calls__of_who_fills_in_the_unit__are_not_refused_for_the_role),
	    T(an_edit__that_flows_into_next_year__needs_no_other_right),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
