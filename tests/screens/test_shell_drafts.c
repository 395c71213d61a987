#include "screens/on_shell.h"

#include "screens/shell_parts.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>

#include "app/edit.h"
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

static void written_at(const char *path, time_t when)
{
	const struct timespec both[2] = {{.tv_sec = when}, {.tv_sec = when}};

	assert_int_equal(utimensat(AT_FDCWD, path, both, 0), 0);
}

static int64_t told_clock(void *context)
{
	return *(int64_t *)context;
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
		written_at(d.file, 1000 + i);
		draft_free(&d);
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
	int64_t now = 5000;

	(void)state;
	make(&o, 30, 100);
	shell_set_clock(o.s, told_clock, &now);
	command(&o, "go staff.actual");
	type(&o, "27");
	now += DRAFT_PAUSE - 1;
	pause_keys(&o);
	assert_int_equal(drafts(&o), 0);
	now++;
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

/* Keys without a pause: stored though they never stop. */
static void shell__typing_without_a_pause__is_stored_within_a_second(void **state)
{
	struct on_shell o;
	int64_t now = 5000;

	(void)state;
	make(&o, 30, 100);
	shell_set_clock(o.s, told_clock, &now);
	command(&o, "go staff.actual");
	for (int i = 0; i < 10; i++) {
		assert_int_equal(drafts(&o), 0);
		type(&o, "2");
		now += DRAFT_PAUSE / 2;
	}
	type(&o, "2");
	assert_int_equal(drafts(&o), 1);
	drop(&o);
}

/* 乙 writes into the bureau's annex1. */
static void other_writes(struct on_shell *o, const char *key, const char *text)
{
	struct err e = {0};
	struct work *other = work_open(o->p.path, STORE_OPEN, NULL, &e);
	struct filing *f =
	    work_open_filing(other, workplace_unit(&o->p, "卫生健康局"), 2024, NULL, &e);
	struct place p;

	store_set_actor(work_store(other), "乙", NULL);
	assert_true(filing_place(f, 0, key, &p));
	assert_int_equal(edit_cell(other, f, p, text, &e), 0);
	work_close(other);
}

/* As after a crash: the file stays, the session is another one. */
static void start_again(struct on_shell *o)
{
	struct err e = {0};

	assert_int_equal(shell_save_draft(o->s, &e), 0);
	shell_free(o->s);
	open_shell(o, NULL, NULL);
	shell_offer(o->s);
	show(o);
}

static void shell__a_draft_of_a_cell_changed_since__goes_to_the_question(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 30, 100);
	command(&o, "go staff.actual");
	type(&o, "27");
	other_writes(&o, "staff.actual", "30");
	start_again(&o);
	sees("“27”");
	press(&o, 'y');
	press(&o, K_ENTER);
	sees("这一格刚被他人改过");
	sees("原来");
	sees("  26");
	sees("对方（乙 ");
	sees("  30");
	sees("  27");
	press(&o, 'y');
	sees("103.85%");
	assert_int_equal(drafts(&o), 0);
	drop(&o);
}

static void shell__a_draft_of_lines_and_backslashes__comes_back_as_it_was(void **state)
{
	static const char text[] = "一\\n二\n\tdatabase\tx\n\n三", base[] = "a\\b\n\nkey\tz\\n";
	struct on_shell o;
	struct err e = {0};
	struct draft d = {0}, back;

	(void)state;
	make(&o, 30, 100);
	d = (struct draft){.database = draft_database(o.p.path),
	                   .unit = mem_strdup("404011"),
	                   .form = mem_strdup("annex1#1"),
	                   .key = mem_strdup("unit"),
	                   .kind = mem_strdup("explain"),
	                   .text = mem_strdup(text),
	                   .base = mem_strdup(base),
	                   .year = 2024,
	                   .seen = 77};
	assert_int_equal(draft_save(&d, &e), 0);
	assert_true(draft_load(d.database, &back));
	assert_string_equal(back.text, text);
	assert_string_equal(back.base, base);
	assert_string_equal(back.kind, "explain");
	assert_string_equal(back.key, "unit");
	assert_int_equal(back.seen, 77);
	draft_free(&back);
	draft_free(&d);
	drop(&o);
}

/* draft-1-1: the process 1 runs, but it is not the one that wrote this. */
static void shell__a_draft_of_a_number_that_serves_again__is_offered(void **state)
{
	static const struct {
		const char *session;
		bool offered;
	} cases[] = {{"session\tsome-boot 17\n", true}, {"", false}};
	char path[250];
	struct on_shell o;
	struct draft back;
	char *database;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct str b = {0};
		struct err e = {0};

		make(&o, 30, 100);
		database = draft_database(o.p.path);
		str_addf(&b, "database\t%s\nunit\t404011\nyear\t2024\nform\tannex1#1\nkey\tunit\n"
		             "seen\t0\n%s\n某某",
		         database, cases[i].session);
		snprintf(path, sizeof path, "%s/ziping", o.p.state);
		assert_int_equal(file_make_folder(path, &e), 0);
		snprintf(path, sizeof path, "%s/ziping/draft-1-1", o.p.state);
		assert_int_equal(file_write(path, b.s, b.length, true, &e), 0);
		assert_int_equal(draft_load(database, &back), cases[i].offered);
		draft_free(&back);
		mem_free(database);
		str_free(&b);
		drop(&o);
	}
}

/* What is said to a finding is no less lost. */
static void shell__an_explanation_being_written__is_offered_again(void **state)
{
	struct on_shell o;

	(void)state;
	make(&o, 40, 120);
	command(&o, "unit 信息中心");
	press(&o, 'n');
	press(&o, 'w');
	sees("未处理");
	press(&o, 'i');
	sees("^S保存");
	send(&o, blind_paste("数据来自某某系统，按月核对过"));
	start_again(&o);
	sees("上次未保存的输入");
	sees("审核说明");
	sees("“数据来自某某系统，按月核对过”");
	press(&o, 'y');
	sees("^S保存");
	sees("数据来自某某系统，按月核对过");
	press(&o, K_CTRL('s'));
	sees("审核说明已保存");
	pause_keys(&o);
	assert_int_equal(drafts(&o), 0);
	drop(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shell__two_drafts__are_offered_newest_first),
		cmocka_unit_test(shell__typing_paused__is_stored_till_it_ends),
		cmocka_unit_test(shell__a_signal__ends_it_with_the_line_at_hand),
		cmocka_unit_test(shell__a_draft_of_a_template_row__is_taken_back_too),
		cmocka_unit_test(shell__typing_without_a_pause__is_stored_within_a_second),
		cmocka_unit_test(shell__a_draft_of_a_cell_changed_since__goes_to_the_question),
		cmocka_unit_test(shell__a_draft_of_lines_and_backslashes__comes_back_as_it_was),
		cmocka_unit_test(shell__a_draft_of_a_number_that_serves_again__is_offered),
		cmocka_unit_test(shell__an_explanation_being_written__is_offered_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
