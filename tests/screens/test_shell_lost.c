#include "screens/on_shell.h"

/* The database file is deleted, replaced or moved away under the workbench:
 * it says so, says of nothing that it was saved, and can be left; once the file
 * is back it goes on. */

static const char gone[] = "数据库文件被"; /* 删除或换掉了 */

/* ---- what happens to the file ---- */

static void beside(const struct on_shell *o, char *out, size_t size)
{
	snprintf(out, size, "%s/b.db", o->p.folder);
}

static void delete_it(struct on_shell *o)
{
	assert_int_equal(remove(o->p.path), 0);
}

static void replace_it(struct on_shell *o)
{
	char other[200];
	struct err e = {0};
	struct work *w;

	beside(o, other, sizeof other);
	w = work_open(other, STORE_CREATE, NULL, &e);
	if (!w)
		fail_msg("%s", e.text);
	work_close(w);
	assert_int_equal(rename(other, o->p.path), 0);
}

static void move_it(struct on_shell *o)
{
	char other[200];

	beside(o, other, sizeof other);
	assert_int_equal(rename(o->p.path, other), 0);
}

static void bring_back(struct on_shell *o)
{
	char other[200];

	beside(o, other, sizeof other);
	assert_int_equal(rename(other, o->p.path), 0);
}

static void (*const accidents[])(struct on_shell *o) = {delete_it, replace_it, move_it};
enum { ACCIDENTS = sizeof accidents / sizeof *accidents };

/* ---- what is seen of it ---- */

static void shell__the_file_is_gone__is_told_at_the_next_pause(void **state)
{
	(void)state;
	for (int i = 0; i < ACCIDENTS; i++) {
		struct on_shell o;

		make(&o, 30, 100);
		accidents[i](&o);
		pause_keys(&o);
		sees(gone);
		sees("财政供养人员情况"); /* what was there can still be read */
		drop(&o);
	}
}

static void shell__an_edit_while_the_file_is_gone__is_not_acknowledged(void **state)
{
	(void)state;
	for (int i = 0; i < ACCIDENTS; i++) {
		struct on_shell o;

		make(&o, 30, 100);
		command(&o, "go staff.actual");
		type(&o, "27");
		accidents[i](&o);
		press(&o, K_ENTER);
		sees(gone);
		sees_not("已保存");
		sees_not("103.85%");
		press(&o, K_ESC);
		press(&o, K_ESC);
		press(&o, 'q');
		assert_true(shell_done(o.s));
		drop(&o);
	}
}

/* All that changes something, by its keys. */
static void shell__any_change_while_the_file_is_gone__is_refused_with_the_sentence(void **state)
{
	static const struct {
		const char *at;
		int keys[3];
	} cases[] = {
	    {"staff.actual", {K_DELETE}},         {"annex2.ind.1.name", {'a'}},
	    {"annex2.ind.1.name", {'D', 'y'}},    {"annex2.ind.1.name", {'J'}},
	    {"annex2.ind.1.name", {'y'}},         {"staff.actual", {'u'}},
	    {"staff.actual", {'5', K_ENTER}},     {"staff.actual", {'R', 'y'}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct on_shell o;
		char line[64];

		make(&o, 30, 100);
		command(&o, "go staff.quota");
		type(&o, "25");
		press(&o, K_ENTER); /* something to undo */
		sees("已保存");
		snprintf(line, sizeof line, "go %s", cases[i].at);
		command(&o, line);
		delete_it(&o);
		for (int k = 0; k < 3 && cases[i].keys[k]; k++)
			press(&o, cases[i].keys[k]);
		if (cases[i].keys[0] == 'a') { /* the row comes with its name */
			type(&o, "5");
			press(&o, K_ENTER);
		}
		sees(gone);
		drop(&o);
	}
}

static void shell__the_file_comes_back__goes_on(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	command(&o, "go staff.actual");
	type(&o, "27");
	move_it(&o);
	press(&o, K_ENTER);
	sees(gone);
	bring_back(&o);
	pause_keys(&o);
	command(&o, "go staff.actual");
	press(&o, K_ESC);
	press(&o, K_ESC);
	command(&o, "go staff.actual");
	type(&o, "27");
	press(&o, K_ENTER);
	sees("已保存");
	sees("103.85%");
	drop(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(shell__the_file_is_gone__is_told_at_the_next_pause),
	    cmocka_unit_test(shell__an_edit_while_the_file_is_gone__is_not_acknowledged),
	    cmocka_unit_test(
	        shell__any_change_while_the_file_is_gone__is_refused_with_the_sentence),
	    cmocka_unit_test(shell__the_file_comes_back__goes_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
