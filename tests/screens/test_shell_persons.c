#include "screens/on_shell.h"

#include "screens/keymap.h"
#include "store/events.h"
#include "store/remarks.h"
#include "store/rights.h"

/* What a person sees who may only look, and that no key gets round it. */

static void give(struct on_shell *o, const char *person, const char *role, int64_t unit)
{
	struct err e = {0};

	if (store_role_add(work_store(o->p.w), person, role, unit, &e) < 0)
		fail_msg("%s", e.text);
}

/* 管 manages; the person at the keyboard has nothing. */
static void make_reader(struct on_shell *o)
{
	make_at(o, 30, 100, "信息中心", 2024, "annex1");
	give(o, "管", ROLE_MANAGE, 0);
	store_set_actor(work_store(o->p.w), "客", NULL);
	show(o);
}

static void shell__without_a_role__says_so_before_typing(void **state)
{
	struct on_shell o;

	(void)state;
	make_reader(&o);
	sees("只能看");
	command(&o, "go annex1.staff.actual");
	press(&o, K_F(2));
	sees("客 没有“岳阳市岳阳楼区卫生健康信息中心”的填报角色，只能看，不能改");
	store_set_actor(work_store(o.p.w), "管", NULL);
	show(&o);
	sees_not("只能看  ");
	press(&o, K_F(2));
	sees("Enter保存");
	press(&o, K_ESC);
	drop(&o);
}

static void persons__listed__with_what_holds(void **state)
{
	struct on_shell o;
	const struct work_unit *units;
	size_t n;

	(void)state;
	make_reader(&o);
	units = work_units(o.p.w, &n);
	store_set_actor(work_store(o.p.w), "管", NULL);
	give(&o, "填", ROLE_FILL, units[workplace_unit(&o.p, "信息中心")].id);
	store_set_actor(work_store(o.p.w), "客", NULL);
	command(&o, "persons");
	sees("没有角色，只能看");
	sees("角色只是约定：谁能写数据库文件，谁就能改");
	sees("管  管理 全部单位");
	sees("填  填报 岳阳市岳阳楼区卫生健康信息中心");
	drop(&o);
}

static void shell__opened_by_one_with_a_role__begins_at_that_unit(void **state)
{
	static const struct {
		const char *person, *sees;
	} cases[] = {
	    {"填", "信息中心 › 2024"},
	    {"审", "攀枝花市卫生健康委员会"},
	    {"客", "岳阳市岳阳楼区卫生健康局 › 2024"}, /* no role: the first unit */
	};
	struct on_shell o;
	const struct work_unit *units;
	size_t n;

	(void)state;
	make_at(&o, 30, 100, "信息中心", 2024, "annex1");
	units = work_units(o.p.w, &n);
	give(&o, "管", ROLE_MANAGE, 0);
	store_set_actor(work_store(o.p.w), "管", NULL);
	give(&o, "填", ROLE_REVIEW, units[0].id);
	give(&o, "填", ROLE_FILL, units[workplace_unit(&o.p, "信息中心")].id);
	give(&o, "审", ROLE_REVIEW, units[workplace_unit(&o.p, "攀枝花市卫生健康委员会")].id);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		shell_free(o.s);
		store_set_actor(work_store(o.p.w), cases[i].person, NULL);
		open_shell_at(&o, NULL, 0, NULL);
		sees(cases[i].sees);
	}
	drop(&o);
}

/* ---- every key ---- */

static void add_filing(struct store *s, const struct store_filing *f, struct str *out)
{
	struct store_explanation *said;
	struct store_remark *remarks;
	struct store_entry *journal;
	size_t nsaid, nremarks, njournal;
	struct err e = {0};

	assert_int_equal(store_explanations(s, f->id, NULL, &said, &nsaid, &e), 0);
	assert_int_equal(store_remarks(s, f->id, &remarks, &nremarks, &e), 0);
	assert_int_equal(store_journal(s, f->id, NULL, 0, NULL, 100000, &journal, &njournal, &e),
	                 0);
	str_addf(out, "%lld %s %lld: %zu %zu %zu\n", (long long)f->id, f->state,
	         (long long)f->revision, nsaid, nremarks, njournal);
	store_explanations_free(said, nsaid);
	store_remarks_free(remarks, nremarks);
	store_journal_free(journal, njournal);
}

static char *all_there_is(struct on_shell *o)
{
	struct store *s = work_store(o->p.w);
	struct store_filing *filings;
	struct store_event *events;
	struct store_role *roles;
	struct str out = {0};
	struct err e = {0};
	size_t n, units;

	assert_int_equal(store_filings(s, 0, 0, &filings, &n, &e), 0);
	for (size_t i = 0; i < n; i++)
		add_filing(s, &filings[i], &out);
	store_filings_free(filings, n);
	assert_int_equal(store_roles(s, NULL, &roles, &n, &e), 0);
	store_roles_free(roles, n);
	str_addf(&out, "%zu roles\n", n);
	assert_int_equal(store_events(s, 0, 1000, &events, &n, &e), 0);
	store_events_free(events, n);
	work_units(o->p.w, &units);
	str_addf(&out, "%zu events, %zu units\n", n, units);
	return str_take(&out);
}

/* Whatever opens gets a text and an answer, and is left again. */
static void go_through_with_it(struct on_shell *o)
{
	type(o, "17");
	press(o, K_ENTER);
	press(o, 'y');
	press(o, K_ENTER);
	for (int i = 0; i < 4; i++)
		press(o, K_ESC);
	press(o, 'y');
	press(o, K_ESC);
}

static void try_line(struct on_shell *o, const struct key_line *line)
{
	static const char *const cells[] = {"annex1.staff.actual", "annex2.ind.7.reason",
	                                    "annex2.total"};

	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		struct str go = {0};

		str_addf(&go, "go %s", cells[i]);
		command(o, go.s);
		str_free(&go);
		/* Into the forms, into the units. */
		for (size_t pane = 0; pane < i; pane++)
			press(o, K_BACKTAB);
		if (line->keys[0])
			press(o, line->keys[0]);
		else
			command(o, line->command);
		go_through_with_it(o);
	}
}

/* How many of the keys and commands change something; each is named when none
 * should. */
static int press_all(struct on_shell *o, bool none)
{
	size_t n;
	const struct key_line *lines = keymap_lines(&n);
	char *before = all_there_is(o), *after;
	int changed = 0;

	assert_int_equal(chdir(o->p.folder), 0); /* what is exported */
	for (size_t i = 0; i < n; i++) {
		bool anywhere = lines[i].contexts & (CTX_TABLE | CTX_FORMS | CTX_UNITS);

		if (!anywhere || lines[i].action == ACT_QUIT ||
		    (!lines[i].keys[0] && !lines[i].command))
			continue;
		try_line(o, &lines[i]);
		after = all_there_is(o);
		changed += strcmp(after, before) != 0;
		if (changed > 0 && none)
			fail_msg("«%s» changed something:\n%s\nwas\n%s", lines[i].help, after,
			         before);
		mem_free(before);
		before = after;
	}
	mem_free(before);
	assert_int_equal(chdir("/"), 0);
	return changed;
}

static void each_key__of_who_may_only_look__changes_nothing(void **state)
{
	struct on_shell o;

	(void)state;
	make_reader(&o);
	press_all(&o, true);
	drop(&o);
}

/* So that the one before is not empty. */
static void each_key__of_who_may_everything__some_do(void **state)
{
	struct on_shell o;

	(void)state;
	make_reader(&o);
	store_set_actor(work_store(o.p.w), "管", NULL);
	assert_true(press_all(&o, false) >= 10);
	drop(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(shell__without_a_role__says_so_before_typing),
	    cmocka_unit_test(shell__opened_by_one_with_a_role__begins_at_that_unit),
	    cmocka_unit_test(persons__listed__with_what_holds),
	    cmocka_unit_test(each_key__of_who_may_only_look__changes_nothing),
	    cmocka_unit_test(each_key__of_who_may_everything__some_do),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
