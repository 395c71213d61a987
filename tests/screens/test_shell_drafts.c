#include "screens/on_shell.h"

#include <signal.h>

#include "base/file.h"

/* What was typed and not stored outlives the program. */

/* How many drafts there are. */
static int drafts(const struct on_shell *o)
{
	char folder[200];
	size_t n = 0;
	char **names;

	snprintf(folder, sizeof folder, "%s/ziping", o->p.state);
	names = file_list(folder, "", &n, NULL);
	if (names)
		file_list_free(names, n);
	return (int)n;
}

static void shell__two_drafts__are_offered_newest_first(void **state)
{
	struct on_shell o;
	struct err e = {0};
	static const char *const texts[] = {"一", "二"};

	(void)state;
	make(&o, 30, 100);
	for (int i = 0; i < 2; i++) {
		struct draft d = {.database = draft_database(o.p.path),
		                  .unit = mem_strdup("404011"),
		                  .form = mem_strdup("annex1#1"),
		                  .key = mem_strdup("unit"),
		                  .text = mem_strdup(texts[i]),
		                  .year = 2024};

		assert_int_equal(draft_save(&d, &e), 0);
		draft_free(&d);
		usleep(20000);
	}
	assert_int_equal(drafts(&o), 2);
	shell_offer(o.s);
	show(&o);
	sees("“二”");
	press(&o, 'n');
	sees("“一”");
	press(&o, K_ESC);
	assert_int_equal(drafts(&o), 1);
	drop(&o);
}

static void shell__typing_paused__is_stored_till_it_ends(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	command(&o, "go staff.actual");
	type(&o, "27");
	pause_keys(&o);
	assert_int_equal(drafts(&o), 0);
	usleep(2100000);
	pause_keys(&o);
	assert_int_equal(drafts(&o), 1);
	press(&o, K_ESC);
	assert_int_equal(drafts(&o), 0);
	drop(&o);
}

static void shell__a_signal__ends_it_with_the_line_at_hand(void **state)
{
	struct on_shell o;
	struct draft d;
	struct err e = {0};

	(void)state;
	make(&o, 30, 100);
	command(&o, "go staff.actual");
	type(&o, "27");
	shell_event(o.s, &(struct key_event){.kind = EV_SIGNAL, .key = SIGHUP});
	assert_true(shell_done(o.s));
	assert_true(shell_typed(o.s, &d));
	assert_int_equal(shell_save_draft(o.s, &e), 0);
	assert_int_equal(drafts(&o), 1);
	shell_free(o.s);
	open_shell(&o, NULL, NULL);
	shell_offer(o.s);
	show(&o);
	sees("岳阳市岳阳楼区卫生健康局 2024");
	sees("附件1 2024年实际在职人数");
	sees("“27”");
	press(&o, 'y');
	sees("已恢复上次的输入");
	assert_int_equal(drafts(&o), 1);
	press(&o, K_ENTER);
	sees("103.85%");
	assert_int_equal(drafts(&o), 0);
	draft_free(&d);
	drop(&o);
}

static void shell__a_draft_of_a_template_row__is_taken_back_too(void **state)
{
	struct on_shell o;
	struct err e = {0};
	struct draft d = {.database = NULL,
	                  .unit = mem_strdup("404011"),
	                  .form = mem_strdup("annex2#1"),
	                  .key = mem_strdup("ind.+quality.name"),
	                  .text = mem_strdup("某项"),
	                  .year = 2024};

	(void)state;
	make(&o, 30, 100);
	d.database = draft_database(o.p.path);
	assert_int_equal(draft_save(&d, &e), 0);
	shell_offer(o.s);
	show(&o);
	press(&o, 'y');
	sees("疾病预防控制中心 › 2024 › 附件2");
	press(&o, K_ENTER);
	sees("已保存：某项·三级指标 为 某项");
	draft_free(&d);
	drop(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shell__two_drafts__are_offered_newest_first),
		cmocka_unit_test(shell__typing_paused__is_stored_till_it_ends),
		cmocka_unit_test(shell__a_signal__ends_it_with_the_line_at_hand),
		cmocka_unit_test(shell__a_draft_of_a_template_row__is_taken_back_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
