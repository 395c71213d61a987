#include "tests/app/desk.h"

#include "app/cmd_table.h"
#include "app/edit_step.h"
#include "app/handin.h"
#include "app/persons.h"
#include "app/review.h"
#include "app/roll.h"
#include "store/events.h"
#include "store/remarks.h"

/* A person without rights gets nowhere: by no command and no call of app. */

/* The centre has 2025 too, all of it carried over, two sheets of 附件3, and a cell
 * blank that the file fills in. */
static int setup(void **state)
{
	struct desk *d;
	int sheet;

	desk_setup(state);
	d = *state;
	must(roll_filing(d->w, work_find_unit(d->w, "信息中心", &d->e), 2024, 2025, NULL, &d->e),
	     &d->e);
	must(edit_sheet_add(d->w, d->center, set_form(d->center->set, "annex3"), &sheet, &d->e),
	     &d->e);
	must(edit_cell(d->w, d->center, at(d->center, "annex2.ind.7.target"), "", &d->e), &d->e);
	return 0;
}

static void give(struct desk *d, const char *person, const char *role, int64_t unit)
{
	must(store_role_add(work_store(d->w), person, role, unit, &d->e), &d->e);
}

/* What the person can have changed, as one text. */
static char *state_of(struct desk *d)
{
	struct work *w = desk_join(d, "查");
	struct store *s = work_store(w);
	struct store_filing *filings;
	struct store_role *roles;
	struct store_event *events;
	struct str out = {0};
	size_t units, n;

	work_units(w, &units);
	must(store_filings(s, 0, 0, &filings, &n, &d->e), &d->e);
	str_addf(&out, "%zu units\n", units);
	for (size_t i = 0; i < n; i++) {
		struct store_remark *remarks;
		size_t nremarks;

		must(store_remarks(s, filings[i].id, &remarks, &nremarks, &d->e), &d->e);
		str_addf(&out, "%lld %s %lld, %zu remarks\n", (long long)filings[i].id,
		         filings[i].state, (long long)filings[i].revision, nremarks);
		store_remarks_free(remarks, nremarks);
	}
	store_filings_free(filings, n);
	must(store_roles(s, NULL, &roles, &n, &d->e), &d->e);
	str_addf(&out, "%zu roles\n", n);
	store_roles_free(roles, n);
	must(store_events(s, 0, 1000, &events, &n, &d->e), &d->e);
	str_addf(&out, "%zu events\n", n);
	store_events_free(events, n);
	work_close(w);
	return str_take(&out);
}

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

/* ---- the calls behind the screens ---- */

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

#define T(name) cmocka_unit_test_setup_teardown(name, setup, desk_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(commands__of_somebody_without_roles__change_nothing),
	    T(calls__of_those_who_may_not__are_refused),
	    T(calls__of_who_fills_in_the_unit__are_not_refused_for_the_role),
	    T(an_edit__that_flows_into_next_year__needs_no_other_right),
	    T(edit_refusal__by_role__names_the_persons),
	    T(person__given_and_taken__is_listed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
