#include "tests/store/box.h"

#include "base/mem.h"
#include "store/chain_check.h"
#include "store/db.h"
#include "store/events.h"
#include "store/passages.h"
#include "store/rights.h"

/* A tree  root ─┬─ own ─── below
 *               └─ other                with a filing of each, and persons. */

enum { ROOT, OWN, BELOW, OTHER, UNITS };

struct tree {
	struct box box;
	int64_t unit[UNITS], filing[UNITS];
};

static void make_filing(struct tree *t, int at)
{
	struct err e = {0};

	must(store_filing_add(t->box.s, t->unit[at], 2024, "s", &t->filing[at], &e), &e);
	must(box_apply(t->box.s, t->filing[at], sheet_add("annex2", 1), &e), &e);
}

static int setup(void **state)
{
	static const struct {
		const char *code, *name;
		int superior;
	} units[UNITS] = {
	    [ROOT] = {"01", "主管局", -1},
	    [OWN] = {"0101", "本单位", ROOT},
	    [BELOW] = {"010101", "下级站", OWN},
	    [OTHER] = {"0102", "旁单位", ROOT},
	};
	struct tree *t = mem_alloc(sizeof *t);
	struct err e = {0};

	box_make(&t->box);
	for (int i = 0; i < UNITS; i++) {
		int64_t superior = units[i].superior < 0 ? 0 : t->unit[units[i].superior];

		must(store_unit_add(t->box.s, units[i].code, superior, &t->unit[i], &e), &e);
		must(store_unit_name(t->box.s, t->unit[i], 0, units[i].name, &e), &e);
		make_filing(t, i);
	}
	*state = t;
	return 0;
}

static int teardown(void **state)
{
	struct tree *t = *state;

	box_drop(&t->box);
	mem_free(t);
	return 0;
}

static void give(struct tree *t, const char *person, const char *role, int64_t unit)
{
	struct err e = {0};

	must(store_role_add(t->box.s, person, role, unit, &e), &e);
}

/* 管 manages, 填 fills in OWN, 两 OWN and OTHER, 审 reviews OWN with what is below,
 * 总 reviews all; 客 has nothing. */
static void give_roles(struct tree *t)
{
	store_set_actor(t->box.s, "管", NULL);
	give(t, "管", ROLE_MANAGE, 0);
	give(t, "填", ROLE_FILL, t->unit[OWN]);
	give(t, "两", ROLE_FILL, t->unit[OWN]);
	give(t, "两", ROLE_FILL, t->unit[OTHER]);
	give(t, "审", ROLE_REVIEW, t->unit[OWN]);
	give(t, "总", ROLE_REVIEW, 0);
}

/* ---- who may what: by hand ---- */

static const struct {
	const char *person;
	const char *fill, *review; /* for ROOT, OWN, BELOW, OTHER */
	bool manage;
} rights[] = {
    /* clang-format off */
	{ "管", "++++", "++++", true },
	{ "填", "-+--", "----", false },
	{ "两", "-+-+", "----", false },
	{ "审", "----", "-++-", false },
	{ "总", "----", "++++", false },
	{ "客", "----", "----", false },
    /* clang-format on */
};
enum { PERSONS = sizeof rights / sizeof *rights };

static void check(int result, bool may, const char *person, int unit, const char *what,
                  const struct err *e)
{
	if (may && result != 0)
		fail_msg("%s %s of unit %d: %s", person, what, unit, e->text);
	if (!may && result == 0)
		fail_msg("%s %s of unit %d: should be refused", person, what, unit);
	if (!may && e->code != ERR_DENIED)
		fail_msg("%s %s of unit %d: code %d, %s", person, what, unit, e->code, e->text);
}

static void store_may__each_person_and_unit__as_the_table_says(void **state)
{
	struct tree *t = *state;

	give_roles(t);
	for (int i = 0; i < PERSONS; i++) {
		struct err e = {0};

		store_set_actor(t->box.s, rights[i].person, NULL);
		check(store_may(t->box.s, RIGHT_MANAGE, 0, &e), rights[i].manage, rights[i].person,
		      -1, "manage", &e);
		for (int u = 0; u < UNITS; u++) {
			check(store_may(t->box.s, RIGHT_FILL, t->unit[u], &e),
			      rights[i].fill[u] == '+', rights[i].person, u, "fill", &e);
			check(store_may(t->box.s, RIGHT_REVIEW, t->unit[u], &e),
			      rights[i].review[u] == '+', rights[i].person, u, "review", &e);
		}
	}
}

/* ---- the calls that write ---- */

/* Each on the filing and unit at; what a call needs besides the right is made so
 * that the right alone decides. */
static int write_cell(struct tree *t, int at, struct err *e)
{
	int64_t version = version_of(t->box.s, t->filing[at], "a");

	return box_apply(t->box.s, t->filing[at], cell("a", "1", version), e);
}

static int derive_cell(struct tree *t, int at, struct err *e)
{
	struct store_change change = {.op = OP_DERIVED,
	                              .form = "annex2",
	                              .copy = 1,
	                              .key = "sum",
	                              .has_value = true,
	                              .value = 5};

	return box_apply(t->box.s, t->filing[at], change, e);
}

static int add_sheet(struct tree *t, int at, struct err *e)
{
	static int copy = 2;

	return box_apply(t->box.s, t->filing[at], sheet_add("annex3", ++copy), e);
}

static int take_row_id(struct tree *t, int at, struct err *e)
{
	int64_t id;

	return store_row_id(t->box.s, t->filing[at], "annex2", 1, &id, e);
}

static int add_filing(struct tree *t, int at, struct err *e)
{
	static int year = 2030;
	int64_t id;

	return store_filing_add(t->box.s, t->unit[at], ++year, "s", &id, e);
}

static int keep_step(struct tree *t, int at, struct err *e)
{
	int64_t step;

	must(store_newest_step(t->box.s, t->filing[at], &step, e), e);
	return store_step_keep(t->box.s, step, e);
}

static int say(struct tree *t, int at, enum store_right right, const char *state, struct err *e)
{
	struct store_explanation *list;
	int64_t seen;
	size_t n;

	must(store_explanations(t->box.s, t->filing[at], "P01", &list, &n, e), e);
	seen = n > 0 ? list[n - 1].id : 0;
	store_explanations_free(list, n);
	return store_explain(t->box.s, t->filing[at], right, "P01", "", state, "原因", seen, e);
}

static int explain(struct tree *t, int at, struct err *e)
{
	return say(t, at, RIGHT_FILL, "已说明", e);
}

static int adopt(struct tree *t, int at, struct err *e)
{
	return say(t, at, RIGHT_REVIEW, "说明被采纳", e);
}

static int add_unit(struct tree *t, int at, struct err *e)
{
	static int number;
	char code[32];
	int64_t id;

	snprintf(code, sizeof code, "new%d", ++number);
	return store_unit_add(t->box.s, code, t->unit[at], &id, e);
}

static int name_unit(struct tree *t, int at, struct err *e)
{
	return store_unit_name(t->box.s, t->unit[at], 2025, "新名", e);
}

static int add_role(struct tree *t, int at, struct err *e)
{
	static int number;
	char name[32];

	snprintf(name, sizeof name, "p%d", ++number);
	return store_role_add(t->box.s, name, ROLE_FILL, t->unit[at], e);
}

enum kind { FILLS, REVIEWS, MANAGES };

static const struct {
	const char *what;
	enum kind kind;
	int (*run)(struct tree *t, int at, struct err *e);
} calls[] = {
    /* clang-format off */
	{ "cell",    FILLS,   write_cell },
	{ "derived", FILLS,   derive_cell },
	{ "sheet",   FILLS,   add_sheet },
	{ "row id",  FILLS,   take_row_id },
	{ "filing",  FILLS,   add_filing },
	{ "keep",    FILLS,   keep_step },
	{ "explain", FILLS,   explain },
	{ "adopt",   REVIEWS, adopt },
	{ "unit",    MANAGES, add_unit },
	{ "name",    MANAGES, name_unit },
	{ "role",    MANAGES, add_role },
    /* clang-format on */
};

static bool may(int person, int unit, enum kind kind)
{
	if (kind == MANAGES)
		return rights[person].manage;
	return (kind == FILLS ? rights[person].fill : rights[person].review)[unit] == '+';
}

static void each_call_that_writes__each_person_and_unit__as_the_table_says(void **state)
{
	struct tree *t = *state;

	give_roles(t);
	for (int i = 0; i < PERSONS; i++) {
		store_set_actor(t->box.s, rights[i].person, NULL);
		for (size_t c = 0; c < sizeof calls / sizeof *calls; c++) {
			for (int u = 0; u < UNITS; u++) {
				struct err e = {0};
				int result = calls[c].run(t, u, &e);

				check(result, may(i, u, calls[c].kind), rights[i].person, u,
				      calls[c].what, &e);
			}
		}
	}
}

static void each_call_that_writes__inside_a_bracket__is_refused_too(void **state)
{
	struct tree *t = *state;
	struct err e = {0};

	give_roles(t);
	store_set_actor(t->box.s, "客", NULL);
	must(store_begin(t->box.s, &e), &e);
	for (size_t c = 0; c < sizeof calls / sizeof *calls; c++)
		check(calls[c].run(t, OWN, &e), false, "客", OWN, calls[c].what, &e);
	must(store_commit(t->box.s, &e), &e);
}

static void undo__of_a_unit_that_is_no_longer_ones_own__is_refused(void **state)
{
	struct tree *t = *state;
	struct store_plan *plan = NULL;
	struct err e = {0};

	give_roles(t);
	store_set_actor(t->box.s, "填", NULL);
	must(write_cell(t, OWN, &e), &e);
	must(store_plan_undo(t->box.s, t->filing[OWN], &plan, &e), &e);
	store_set_actor(t->box.s, "管", NULL);
	must(store_role_delete(t->box.s, "填", ROLE_FILL, t->unit[OWN], &e), &e);
	store_set_actor(t->box.s, "填", NULL);
	must_fail(store_apply_plan(t->box.s, t->filing[OWN], plan, NULL, 0, NULL, NULL, &e),
	          ERR_DENIED, &e);
	store_plan_free(plan);
	assert_cell(t->box.s, t->filing[OWN], "a", "1");
}

static void store_audited_put__of_a_reader__is_nothing_and_no_error(void **state)
{
	struct tree *t = *state;
	struct store_content *c = box_load(t->box.s, t->filing[OWN]);
	struct store_audited put = {.form = "", .revision = c->filing.revision, .must = 1}, *got;
	struct err e = {0};
	size_t n;

	store_content_free(c);
	give_roles(t);
	store_set_actor(t->box.s, "客", NULL);
	must(store_audited_put(t->box.s, t->filing[OWN], &put, 1, &e), &e);
	must(store_audited(t->box.s, t->unit[OWN], 0, &got, &n, &e), &e);
	assert_int_equal(n, 0);
	store_set_actor(t->box.s, "审", NULL);
	must(store_audited_put(t->box.s, t->filing[OWN], &put, 1, &e), &e);
	must(store_audited(t->box.s, t->unit[OWN], 0, &got, &n, &e), &e);
	assert_int_equal(n, 1);
	store_audited_free(got, n);
}

/* ---- roles themselves ---- */

static void store_may__nobody_manages__everybody_may(void **state)
{
	struct tree *t = *state;
	struct err e = {0};

	give(t, "填", ROLE_FILL, t->unit[OTHER]);
	assert_int_equal(store_roles_rule(t->box.s, &e), 0);
	store_set_actor(t->box.s, "客", NULL);
	must(store_may(t->box.s, RIGHT_FILL, t->unit[OWN], &e), &e);
	must(store_may(t->box.s, RIGHT_REVIEW, t->unit[OWN], &e), &e);
	must(store_may(t->box.s, RIGHT_MANAGE, 0, &e), &e);
	give(t, "管", ROLE_MANAGE, 0);
	assert_int_equal(store_roles_rule(t->box.s, &e), 1);
	must_fail(store_may(t->box.s, RIGHT_MANAGE, 0, &e), ERR_DENIED, &e);
}

static void refusal__each_right__says_who_has_it_and_whom_to_ask(void **state)
{
	struct tree *t = *state;
	const struct {
		enum store_right right;
		int64_t unit;
		const char *want;
	} cases[] = {
	    {RIGHT_FILL, t->unit[OWN],
	     "客 没有“本单位”的填报角色，只能看，不能改；有这个角色的是 两、填，要添加请找管理 管"},
	    {RIGHT_FILL, t->unit[ROOT],
	     "客 没有“主管局”的填报角色，只能看，不能改；现在还没有人有这个角色，要添加请找管理 "
	     "管"},
	    {RIGHT_REVIEW, t->unit[BELOW],
	     "这一步要有审核角色，客 没有“下级站”的审核角色；有这个角色的是 审、总，要添加请找管理 "
	     "管"},
	    {RIGHT_REVIEW, 0,
	     "这一步要有审核角色，客 没有“全部单位”的审核角色；有这个角色的是 总，要添加请找管理 "
	     "管"},
	    {RIGHT_MANAGE, 0, "这一步只有管理能做，客 没有管理角色；请找管理 管"},
	};

	give_roles(t);
	store_set_actor(t->box.s, "客", NULL);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct err e = {0};

		must_fail(store_may(t->box.s, cases[i].right, cases[i].unit, &e), ERR_DENIED, &e);
		assert_string_equal(e.text, cases[i].want);
	}
}

static void store_role_add__wrong__is_refused(void **state)
{
	struct tree *t = *state;
	const struct {
		const char *person, *role;
		int64_t unit;
		enum err_code code;
	} cases[] = {
	    {"", ROLE_MANAGE, 0, ERR_INPUT},      {"a b", ROLE_MANAGE, 0, ERR_INPUT},
	    {"-a", ROLE_MANAGE, 0, ERR_INPUT},    {"a\033", ROLE_MANAGE, 0, ERR_INPUT},
	    {"a\xff", ROLE_MANAGE, 0, ERR_INPUT}, {"a", "站长", 0, ERR_INPUT},
	    {"a", ROLE_FILL, 0, ERR_INPUT},       {"a", ROLE_MANAGE, t->unit[OWN], ERR_INPUT},
	    {"a", ROLE_FILL, 9999, ERR_NOTFOUND}, {"填", ROLE_FILL, t->unit[OWN], ERR_INPUT},
	};

	give_roles(t);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct err e = {0};

		must_fail(
		    store_role_add(t->box.s, cases[i].person, cases[i].role, cases[i].unit, &e),
		    cases[i].code, &e);
	}
}

static void store_role_delete__the_last_manager__only_when_nobody_else_has_a_role(void **state)
{
	struct tree *t = *state;
	struct err e = {0};

	store_set_actor(t->box.s, "管", NULL);
	give(t, "管", ROLE_MANAGE, 0);
	give(t, "总", ROLE_REVIEW, 0);
	must_fail(store_role_delete(t->box.s, "管", ROLE_MANAGE, 0, &e), ERR_INPUT, &e);
	must_fail(store_role_delete(t->box.s, "客", ROLE_REVIEW, 0, &e), ERR_NOTFOUND, &e);
	give(t, "副", ROLE_MANAGE, 0);
	must(store_role_delete(t->box.s, "管", ROLE_MANAGE, 0, &e), &e);
	must_fail(store_role_delete(t->box.s, "总", ROLE_REVIEW, 0, &e), ERR_DENIED, &e);
	store_set_actor(t->box.s, "副", NULL);
	must(store_role_delete(t->box.s, "总", ROLE_REVIEW, 0, &e), &e);
	must(store_role_delete(t->box.s, "副", ROLE_MANAGE, 0, &e), &e);
	assert_int_equal(store_roles_rule(t->box.s, &e), 0);
}

static void roles__given_and_taken__are_events(void **state)
{
	struct tree *t = *state;
	struct store_event *events;
	struct store_role *roles;
	struct err e = {0};
	size_t n;

	store_set_actor(t->box.s, "管", NULL);
	give(t, "管", ROLE_MANAGE, 0);
	give(t, "填", ROLE_FILL, t->unit[OWN]);
	must(store_role_delete(t->box.s, "填", ROLE_FILL, t->unit[OWN], &e), &e);
	must(store_events(t->box.s, 0, 3, &events, &n, &e), &e);
	assert_int_equal(n, 3);
	assert_string_equal(events[0].what, "去角色");
	assert_string_equal(events[0].detail, "填 填报 0101 本单位");
	assert_string_equal(events[1].what, "给角色");
	assert_string_equal(events[2].detail, "管 管理 全部单位");
	assert_string_equal(events[2].who, "管");
	store_events_free(events, n);
	must(store_roles(t->box.s, NULL, &roles, &n, &e), &e);
	assert_int_equal(n, 1);
	assert_string_equal(roles[0].person, "管");
	store_roles_free(roles, n);
}

static void assert_roles_told(struct store *s, size_t count, const char *says)
{
	struct chain_report r;
	struct err e = {0};

	must(chain_verify(s, 0, NULL, NULL, &r, &e), &e);
	assert_int_equal(r.count, count);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(r.found[i].fault, FAULT_ROLE);
	if (count && !strstr(r.found[0].text, says))
		fail_msg("%s, not %s", r.found[0].text, says);
	chain_report_free(&r);
}

static void chain_verify__roles_changed_by_another_program__are_told(void **state)
{
	struct tree *t = *state;
	static const struct {
		const char *sql;
		size_t count;
		const char *says;
	} cases[] = {
	    /* clang-format off */
		{ "INSERT INTO role VALUES ('外', '管理', 0)", 1, "“外 管理 全部单位”：库里有" },
		{ "DELETE FROM role WHERE person = '填'", 1, "“填 填报 0101”：按修改日志应当有" },
		{ "UPDATE role SET person = '外' WHERE person = '填'", 2, "“填 填报 0101”" },
		{ "UPDATE role SET unit = unit + 1 WHERE person = '填'", 2, "“填 填报 0101”" },
		{ "UPDATE role SET role = '审核' WHERE person = '填'", 2, "“填 填报 0101”" },
	    /* clang-format on */
	};
	struct err e = {0};

	store_set_actor(t->box.s, "管", NULL);
	give(t, "管", ROLE_MANAGE, 0);
	give(t, "填", ROLE_FILL, t->unit[OWN]);
	give(t, "审", ROLE_REVIEW, 0);
	give(t, "去", ROLE_FILL, t->unit[OWN]);
	must(store_unit_name(t->box.s, t->unit[OWN], 0, "改了名的单位", &e), &e);
	must(store_role_delete(t->box.s, "去", ROLE_FILL, t->unit[OWN], &e), &e);
	assert_roles_told(t->box.s, 0, "");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		must(store_begin(t->box.s, &e), &e);
		must(db_exec(t->box.s, cases[i].sql, &e), &e);
		assert_roles_told(t->box.s, cases[i].count, cases[i].says);
		store_rollback(t->box.s);
	}
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(store_may__each_person_and_unit__as_the_table_says),
	    T(each_call_that_writes__each_person_and_unit__as_the_table_says),
	    T(each_call_that_writes__inside_a_bracket__is_refused_too),
	    T(undo__of_a_unit_that_is_no_longer_ones_own__is_refused),
	    T(store_audited_put__of_a_reader__is_nothing_and_no_error),
	    T(store_may__nobody_manages__everybody_may),
	    T(refusal__each_right__says_who_has_it_and_whom_to_ask),
	    T(store_role_add__wrong__is_refused),
	    T(store_role_delete__the_last_manager__only_when_nobody_else_has_a_role),
	    T(roles__given_and_taken__are_events),
	    T(chain_verify__roles_changed_by_another_program__are_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
