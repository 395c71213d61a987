#include "persons_desk.h"

#include "app/cmd_table.h"
#include "app/persons.h"

/* A person without rights gets nowhere by any command, and is told why. */

/* ---- commands ---- */

enum outcome {
	DENIED,   /* exit status 2 and a sentence that names the 管理           */
	REFUSED,  /* exit status 2: another sentence may be in front of that   */
	READS,    /* says something, changes nothing                           */
	ELSEWHERE /* does not touch this database                              */
};

/* Every command that is not read-only; one that is missing here fails the test. */
static const struct {
	const char *name, *args;
	enum outcome outcome;
} commands[] = {
    /* clang-format off */
	{ "init",       "", ELSEWHERE },
	{ "forms",      "", ELSEWHERE },
	{ "unit add",   "999 新单位", DENIED },
	{ "filing add", "信息中心 2027", DENIED },
	{ "set",        "信息中心 2024 annex1.staff.actual 7", DENIED },
	{ "row add",    "信息中心 2024 annex2.ind.quantity 新指标", DENIED },
	{ "row del",    "信息中心 2024 annex2.ind.7", DENIED },
	{ "row move",   "信息中心 2024 annex2.ind.7 down", DENIED },
	{ "row copy",   "信息中心 2024 annex2.ind.7", DENIED },
	{ "row from",   "430000 2020 extra.plan", DENIED },
	{ "row na",     "信息中心 2024 annex2.ind.economy", DENIED },
	{ "sheet add",  "信息中心 2024 annex3", DENIED },
	{ "sheet del",  "信息中心 2024 annex3#1", DENIED },
	{ "check",      "信息中心 2024", READS },
	{ "explain",    "信息中心 2024", READS },
	{ "import",     "@yueyanglou-infocenter-2024-annex2.utf8bom.csv --unit 信息中心 --year 2024", DENIED },
	{ "roll",       "信息中心 2024 2026", DENIED },
	{ "confirm",    "信息中心 2025", DENIED },
	{ "revert",     "1", DENIED },
	{ "person add", "某某 管理 --force", DENIED },
	{ "person del", "管 管理", DENIED },
	{ "submit",     "信息中心 2024", DENIED },
	{ "return",     "信息中心 2024 重填", REFUSED },
	{ "accept",     "信息中心 2024", REFUSED },
	{ "lock",       "信息中心 2024", REFUSED },
	{ "unlock",     "信息中心 2024 --until 7", REFUSED },
	{ "comment",    "信息中心 2024 annex1.staff.actual 看一下", DENIED },
	{ "answer",     "信息中心 2024 1 好", REFUSED },
	{ "undo",       "信息中心 2024", DENIED },
	{ "redo",       "信息中心 2024", DENIED },
	{ "backup",     "%.backup", DENIED },
	{ "restore",    "%.backup --yes", DENIED },
	{ "verify",     "--quick", READS },
	{ "pack",       "卫生健康局 2024 -o %.zpk --force", DENIED },
	{ "merge",      "%.zpk --take theirs", DENIED },
    /* clang-format on */
};

static size_t find_command(const char *name)
{
	size_t n = sizeof commands / sizeof *commands;

	for (size_t i = 0; i < n; i++) {
		if (strcmp(commands[i].name, name) == 0)
			return i;
	}
	return n;
}

/* «%» in the words is the desk's database, «@» the folder of files to import. */
static int run(struct desk *d, const char *name, const char *args, struct str *out, struct err *e)
{
	char *argv[16] = {(char *)"ziping", (char *)"-d", d->path}, *rest = NULL;
	const char *source = getenv("srcdir");
	struct cmd_request request;
	struct str words = {0};
	int argc = 3, status;

	str_addf(&words, "%s ", name);
	for (const char *s = args; *s; s++) {
		if (*s == '%')
			str_add(&words, d->path);
		else if (*s == '@')
			str_addf(&words, "%s/tests/inputs/", source ? source : ".");
		else
			str_addc(&words, *s);
	}
	for (char *w = strtok_r(words.s, " ", &rest); w && argc < 15;
	     w = strtok_r(NULL, " ", &rest))
		argv[argc++] = w;
	status = cmd_main(argc, argv, &request, out, e);
	cmd_request_free(&request);
	str_free(&words);
	return status;
}

static void try_command(struct desk *d, size_t i)
{
	struct str out = {0};
	struct err e = {0};
	int status = run(d, commands[i].name, commands[i].args, &out, &e);

	if (commands[i].outcome == DENIED && (status != CMD_WRONG || e.code != ERR_DENIED))
		fail_msg("%s %s: status %d, code %d\n%s%s", commands[i].name, commands[i].args,
		         status, e.code, str_text(&out), e.text);
	if (commands[i].outcome == DENIED && !strstr(e.text, "管理 管"))
		fail_msg("%s: does not say whom to ask: %s", commands[i].name, e.text);
	if (commands[i].outcome == REFUSED && status != CMD_WRONG)
		fail_msg("%s: status %d: %s", commands[i].name, status, e.text);
	if (commands[i].outcome == READS && status >= CMD_WRONG)
		fail_msg("%s: status %d: %s", commands[i].name, status, e.text);
	str_free(&out);
}

/* What is to be restored, and what comes from elsewhere to be merged. */
static void make_files(struct desk *d)
{
	struct str words = {0};
	struct desk other;

	str_addf(&words, "backup %s.backup", d->path);
	expect(d, words.s, CMD_DONE, "");
	desk_make(&other);
	must(edit_cell(other.w, other.center, at(other.center, "annex1.staff.actual"), "9",
	               &other.e),
	     &other.e);
	str_clear(&words);
	str_addf(&words, "pack 信息中心 2024 -o %s.zpk", d->path);
	expect(&other, words.s, CMD_DONE, "");
	desk_drop(&other);
	str_free(&words);
}

static void commands__of_somebody_without_roles__change_nothing(void **state)
{
	struct desk *d = *state;
	char *before, *after;

	make_files(d);
	give(d, "管", ROLE_MANAGE, 0);
	before = state_of(d);
	for (size_t i = 0; i < cmd_count; i++) {
		size_t at = find_command(cmd_table[i].name);

		if (cmd_table[i].need == NEED_READ)
			continue;
		if (at == sizeof commands / sizeof *commands)
			fail_msg("what may a person without rights do with «%s»?",
			         cmd_table[i].name);
		else if (commands[at].outcome != ELSEWHERE)
			try_command(d, at);
	}
	after = state_of(d);
	assert_string_equal(after, before);
	mem_free(before);
	mem_free(after);
}

/* ---- what is said ---- */

static void edit_refusal__by_role__names_the_persons(void **state)
{
	struct desk *d = *state;
	struct work *w;
	struct str why = {0};
	struct filing *f;

	give(d, "管", ROLE_MANAGE, 0);
	w = desk_join(d, "客");
	f = desk_filing(w, "信息中心", 2024);
	assert_true(persons_only_reads(w, f, NULL));
	assert_true(edit_refusal(w, f, at(f, "annex1.staff.actual"), &why));
	assert_string_equal(str_text(&why),
	                    "客 没有“岳阳市岳阳楼区卫生健康信息中心”的填报角色，只能看，不能改；"
	                    "现在还没有人有这个角色，要添加请找管理 管");
	str_free(&why);
	work_close(w);
	w = desk_join(d, "管");
	assert_false(persons_only_reads(w, desk_filing(w, "信息中心", 2024), NULL));
	work_close(w);
}

static void person__given_and_taken__is_listed(void **state)
{
	struct desk *d = *state;

	expect(d, "person", CMD_DONE, "还没有人有管理角色");
	expect(d, "whoami", CMD_DONE, "没有人设过角色，什么都可以做");
	expect(d, "person add 某某某某 管理", CMD_WRONG, "本机没有用户 某某某某");
	expect(d, "person add 某某 站长 --force", CMD_WRONG, "没有“站长”这种角色");
	expect(d, "person add 某某 填报 --force", CMD_WRONG, "要写明是哪个单位");
	expect(d, "person add 某某 填报 信息中心 --force", CMD_DONE, "");
	expect(d, "person", CMD_DONE, "某某  填报  岳阳市岳阳楼区卫生健康信息中心\n");
	expect(d, "person --json", CMD_DONE,
	       "[{\"person\":\"某某\",\"role\":\"填报\",\"unit\":\"404010\"}]");
	expect(d, "person del 某某 填报 信息中心", CMD_DONE, "");
	expect(d, "person del 某某 填报 信息中心", CMD_WRONG, "某某 没有这个填报角色");
	give(d, "管", ROLE_MANAGE, 0);
	expect(d, "whoami", CMD_DONE, "没有角色，只能看\n角色只是约定：谁能写数据库文件，谁就能改");
	expect(d, "whoami --json", CMD_DONE,
	       "\"roles_count\":true,\"guard\":\"none\",\"roles\":[]}");
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, persons_setup, desk_teardown)
	const struct CMUnitTest tests[] = {
	    T(commands__of_somebody_without_roles__change_nothing),
	    T(edit_refusal__by_role__names_the_persons),
	    T(person__given_and_taken__is_listed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
