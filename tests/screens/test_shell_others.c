#include "screens/on_shell.h"

#include "app/edit.h"

/* Two people in one filing. */

static void shell__row_deleted_by_another_while_it_asks__does_nothing(void **state)
{
	struct on_shell o;
	struct err e = {0};
	struct work *other;
	struct filing *f;
	struct place p;

	(void)state;
	make(&o, 30, 100);
	command(&o, "unit 信息中心");
	command(&o, "go annex2.ind.1.name");
	press(&o, 'D');
	other = work_open(o.p.path, STORE_OPEN, NULL, &e);
	f = work_open_filing(other, workplace_unit(&o.p, "信息中心"), 2024, NULL, &e);
	assert_true(
	    filing_place(f, filing_find_sheet(f, set_form(f->set, "annex2"), 1), "ind.1.name", &p));
	assert_int_equal(edit_row_delete(other, f, p, &e), 0);
	work_close(other);
	pause_keys(&o);
	press(&o, 'y');
	sees("其间有人改动了这套表");
	sees("培训活动次数");
	drop(&o);
}

static void shell__others_changes__are_seen_at_the_next_tick(void **state)
{
	struct on_shell o;
	struct err e = {0};
	struct work *other;
	struct filing *f;
	struct place p;

	(void)state;
	make(&o, 30, 100);
	other = work_open(o.p.path, STORE_OPEN, NULL, &e);
	f = work_open_filing(other, workplace_unit(&o.p, "卫生健康局"), 2024, NULL, &e);
	assert_true(filing_place(f, 0, "staff.actual", &p));
	assert_int_equal(edit_cell(other, f, p, "27", &e), 0);
	sees_not("103.85%");
	pause_keys(&o);
	sees("103.85%");
	work_close(other);
	drop(&o);
}

/* What somebody else writes in a cell of the bureau's annex1 or annex2. */
static void other_writes(struct on_shell *o, const char *form, const char *key, const char *text)
{
	struct err e = {0};
	struct work *other = work_open(o->p.path, STORE_OPEN, NULL, &e);
	struct filing *f =
	    work_open_filing(other, workplace_unit(&o->p, "卫生健康局"), 2024, NULL, &e);
	struct place p;

	store_set_actor(work_store(other), "乙");
	assert_true(filing_place(f, filing_find_sheet(f, set_form(f->set, form), 1), key, &p));
	assert_int_equal(edit_cell(other, f, p, text, &e), 0);
	work_close(other);
}

static void shell__cell_changed_by_another_while_typing__lets_choose(void **state)
{
	static const struct {
		int key;
		const char *want;
	} cases[] = {{'y', "27"}, {'n', "30"}};
	struct on_shell o;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		make(&o, 30, 100);
		command(&o, "go staff.actual");
		type(&o, "27");
		other_writes(&o, "annex1", "staff.actual", "30");
		pause_keys(&o); /* the value that came is not what the typing began with */
		press(&o, K_ENTER);
		sees("这一格刚被他人改过");
		sees("乙");
		sees("「30」");
		sees("“27”");
		press(&o, K_ESC);
		sees("保存并下移");
		press(&o, K_ENTER);
		press(&o, cases[i].key);
		command(&o, "go staff.actual");
		pause_keys(&o);
		if (cases[i].key == 'n') {
			press(&o, K_F(2));
			sees("这是上次放弃的输入");
			press(&o, K_ESC);
		}
		work_refresh(o.p.w);
		workplace_open(&o.p, "卫生健康局", "annex1");
		assert_string_equal(cell_text(&o.p.desk, "annex1", "staff.actual"), cases[i].want);
		drop(&o);
	}
}

static void shell__long_text_changed_by_another__stays_open_and_asks(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	command(&o, "go annex2.goal.target");
	press(&o, K_ENTER);
	type(&o, "zzz");
	other_writes(&o, "annex2", "goal.target", "乙的话\n第二行");
	press(&o, K_CTRL('s'));
	sees("这一格刚被他人改过");
	sees("“乙的话…”");
	press(&o, K_ESC);
	sees("^S保存");
	press(&o, K_CTRL('s'));
	press(&o, 'y');
	sees("已保存");
	sees_not("^S保存");
	workplace_open(&o.p, "卫生健康局", "annex2");
	assert_non_null(strstr(cell_text(&o.p.desk, "annex2", "goal.target"), "zzz"));
	drop(&o);
}

static void shell__cell_opened_and_left_as_it_was__keeps_the_others_value(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	command(&o, "go staff.actual");
	press(&o, K_ENTER);
	other_writes(&o, "annex1", "staff.actual", "27");
	press(&o, K_ENTER);
	pause_keys(&o);
	sees("103.85%");
	drop(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shell__row_deleted_by_another_while_it_asks__does_nothing),
		cmocka_unit_test(shell__others_changes__are_seen_at_the_next_tick),
		cmocka_unit_test(shell__cell_changed_by_another_while_typing__lets_choose),
		cmocka_unit_test(shell__long_text_changed_by_another__stays_open_and_asks),
		cmocka_unit_test(shell__cell_opened_and_left_as_it_was__keeps_the_others_value),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
