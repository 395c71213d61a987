#include "desk.h"

#include <dirent.h>
#include <sys/stat.h>
#include <time.h>

#include "app/copies.h"
#include "app/safekeeping.h"
#include "app/verify.h"
#include "store/db.h"
#include "store/rights.h"

/* Copies of the day and which of them stay; backup, restore and verify as a
 * person has them. */

enum { DAY = 86400 };

/* ---- which stay ---- */

struct shelf {
	struct copy_day days[500];
	size_t n;
};

static struct copy_day day_of(int64_t now)
{
	time_t t = (time_t)now;
	struct tm tm;

	gmtime_r(&t, &tm);
	return (struct copy_day){ tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, false };
}

static bool has(const struct shelf *s, int year, int month, int day)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->days[i].year == year && s->days[i].month == month && s->days[i].day == day)
			return true;
	return false;
}

/* A copy of the day, when there is none, then what is too much goes. */
static void pass_day(struct shelf *s, int64_t now)
{
	struct copy_day today = day_of(now);
	size_t kept = 0;

	if (!has(s, today.year, today.month, today.day))
		s->days[s->n++] = today;
	copies_rotate(s->days, s->n, &today);
	for (size_t i = 0; i < s->n; i++)
		if (s->days[i].stays)
			s->days[kept++] = s->days[i];
	s->n = kept;
}

enum { FIRST = 1735689600 }; /* 2025-01-01 00:00 UTC, a Wednesday */

/* By the calendar: 7 days to Wednesday 2026-02-04, the Sundays of three weeks
 * before, the ends of the months. */
static const int after_400_days[][3] = {
	{ 2026, 2, 4 },   { 2026, 2, 3 },   { 2026, 2, 2 },   { 2026, 2, 1 },  { 2026, 1, 31 },
	{ 2026, 1, 30 },  { 2026, 1, 29 },  { 2026, 1, 25 },  { 2026, 1, 18 }, { 2025, 12, 31 },
	{ 2025, 11, 30 }, { 2025, 10, 31 }, { 2025, 9, 30 },  { 2025, 8, 31 }, { 2025, 7, 31 },
	{ 2025, 6, 30 },  { 2025, 5, 31 },  { 2025, 4, 30 },  { 2025, 3, 31 },
};
enum { STAYING = sizeof after_400_days / sizeof *after_400_days };

static void assert_after_400_days(const struct shelf *s)
{
	for (size_t i = 0; i < STAYING; i++) {
		const int *d = after_400_days[i];

		if (!has(s, d[0], d[1], d[2]))
			fail_msg("%d-%d-%d is gone", d[0], d[1], d[2]);
	}
}

static void copies_rotate__400_days__7_days_4_weeks_12_months(void **state)
{
	struct shelf s = { .n = 0 };

	(void)state;
	for (int i = 0; i < 400; i++)
		pass_day(&s, FIRST + (int64_t)i * DAY);
	assert_after_400_days(&s);
	assert_int_equal(s.n, STAYING);
}

static void copies_rotate__the_clock_goes_back__newer_ones_stay(void **state)
{
	struct shelf s = { .n = 0 };

	(void)state;
	for (int i = 0; i < 400; i++)
		pass_day(&s, FIRST + (int64_t)i * DAY);
	for (int i = 0; i < 30; i++)
		pass_day(&s, FIRST + (int64_t)(150 + i) * DAY);
	assert_after_400_days(&s);
}

static void copies_rotate__the_clock_jumps_ahead__takes_nothing_away(void **state)
{
	struct shelf s = { .n = 0 };

	(void)state;
	for (int i = 0; i < 400; i++)
		pass_day(&s, FIRST + (int64_t)i * DAY);
	pass_day(&s, FIRST + (int64_t)4000 * DAY); /* by mistake, for a day */
	for (int i = 0; i < STAYING; i++) {
		const int *d = after_400_days[i];
		/* One more day, week and month push out one each. */
		bool last = (d[0] == 2026 && d[1] == 1 && (d[2] == 29 || d[2] == 18)) ||
		            (d[0] == 2025 && d[1] == 3);

		assert_int_equal(has(&s, d[0], d[1], d[2]), !last);
	}
}

/* ---- the copy of the day ---- */

/* 1: made; 0: none was due; -1: failed. */
static int make_daily(struct desk *d, int64_t now)
{
	static const struct timespec pause = { 0, 1000000 };
	struct daily *daily = daily_begin(d->path, now, &d->e);
	int more = 1;

	if (!daily)
		return d->e.code == ERR_NONE ? 0 : -1;
	while ((more = daily_poll(daily, &d->e)) > 0)
		nanosleep(&pause, NULL);
	daily_end(daily);
	return more == 0 ? 1 : -1;
}

static void type_in(struct desk *d, const char *text)
{
	struct place p;

	assert_true(filing_place(d->center, 0, "staff.actual", &p));
	must(edit_cell(d->w, d->center, p, text, &d->e), &d->e);
}

static size_t count_copies(struct desk *d)
{
	size_t n;
	struct copy *all = copies_list(d->path, &n);

	copies_free(all, n);
	return n;
}

static void daily__each_day_something_changed__one_copy(void **state)
{
	struct desk *d = *state;
	char text[16];

	assert_int_equal(make_daily(d, FIRST), 1);
	assert_int_equal(make_daily(d, FIRST + 3600), 0);        /* there is one of today */
	assert_int_equal(make_daily(d, FIRST + DAY), 0);         /* nothing changed */
	for (int i = 2; i <= 11; i++) {
		snprintf(text, sizeof text, "%d", i);
		type_in(d, text);
		assert_int_equal(make_daily(d, FIRST + (int64_t)i * DAY), 1);
	}
	/* 2025-01-06 to 12, and of the weeks from December 30 and January 6 the last: the 5th. */
	assert_int_equal(count_copies(d), 8);
	type_in(d, "50");
	assert_int_equal(make_daily(d, FIRST - 400 * DAY), 1);   /* the clock went back */
	assert_int_equal(count_copies(d), 9);
}

static void daily__another_is_at_it__none(void **state)
{
	struct desk *d = *state;
	struct daily *first = daily_begin(d->path, FIRST, &d->e);

	assert_non_null(first);
	assert_int_equal(make_daily(d, FIRST), 0);
	daily_end(first); /* before it was kept */
	assert_int_equal(count_copies(d), 0);
	assert_int_equal(make_daily(d, FIRST), 1);
}

static void daily__no_folder_can_be_made__says_why(void **state)
{
	struct desk *d = *state;
	char path[320];
	FILE *f;

	snprintf(path, sizeof path, "%s.copies", d->path);
	f = fopen(path, "w");
	assert_non_null(f);
	fclose(f);
	assert_int_equal(make_daily(d, FIRST), -1);
	assert_non_null(strstr(d->e.text, ".copies"));
	type_in(d, "7"); /* and that keeps nobody from work */
}

/* ---- commands ---- */

/* A command, a blank and a path. */
static void expect_with(struct desk *d, const char *command, const char *path, int status,
                        const char *part)
{
	struct str words = { 0 };

	str_addf(&words, "%s %s", command, path);
	expect(d, str_text(&words), status, part);
	str_free(&words);
}

static void close_desk(struct desk *d)
{
	work_close(d->w);
	d->w = NULL;
}

static void restore__command__asks_and_keeps_the_old_one(void **state)
{
	struct desk *d = *state;
	char copy[320];

	snprintf(copy, sizeof copy, "%s/b.db", d->folder);
	expect_with(d, "backup", copy, CMD_DONE, "完好");
	expect_with(d, "backup", copy, CMD_WRONG, "--force");
	expect_with(d, "backup --force", copy, CMD_DONE, copy);
	expect(d, "restore", CMD_DONE, "还没有副本");
	expect(d, "backup", CMD_DONE, ".copies/");
	expect(d, "restore", CMD_DONE, "备份");
	type_in(d, "7");
	close_desk(d);
	expect_with(d, "restore", copy, CMD_WRONG, "甲 1 步");
	expect_with(d, "restore --yes", copy, CMD_DONE, ".before-restore-");
	d->w = desk_open(d, STORE_OPEN, "甲");
	d->center = desk_filing(d->w, "信息中心", 2024);
	expect(d, "verify", CMD_DONE, "✓ 数据库完整");
}

static void backup_and_restore__roles_rule__want_a_manager(void **state)
{
	struct desk *d = *state;
	struct safe_restore r = { .database = d->path, .who = "甲" };
	char *made;

	must(safe_backup(work_store(d->w), NULL, false, NULL, NULL, &made, &d->e), &d->e);
	must(store_role_add(work_store(d->w), "乙", ROLE_MANAGE, 0, &d->e), &d->e);
	r.copy = made;
	char *other = NULL, *kept = NULL;
	must_fail(safe_backup(work_store(d->w), NULL, false, NULL, NULL, &other, &d->e), ERR_DENIED,
	          &d->e);
	close_desk(d);
	must_fail(safe_restore(&r, &kept, &d->e), ERR_DENIED, &d->e);
	r.who = "乙";
	must(safe_restore(&r, &kept, &d->e), &d->e);
	mem_free(kept);
	mem_free(made);
}

/* ---- verify ---- */

static void spoil(struct desk *d, const char *sql)
{
	struct store *s = store_open(d->path, STORE_OPEN, &d->e);

	assert_non_null(s);
	must(db_exec(s, "PRAGMA foreign_keys = OFF", &d->e), &d->e);
	must(db_exec(s, sql, &d->e), &d->e);
	store_close(s);
}

static void zero_page(const char *path, int64_t page)
{
	FILE *f = fopen(path, "r+");

	assert_non_null(f);
	assert_int_equal(fseek(f, (long)(page - 1) * 4096, SEEK_SET), 0);
	for (int i = 0; i < 4096; i++)
		assert_int_equal(fputc(0, f), 0);
	assert_int_equal(fclose(f), 0);
}

static void zero_index(struct desk *d)
{
	struct store *s = store_open(d->path, STORE_OPEN, &d->e);
	int64_t page = 0;

	must(db_pragma(s, "SELECT rootpage FROM sqlite_schema WHERE name = 'entry_place'", &page,
	               &d->e),
	     &d->e);
	store_close(s);
	zero_page(d->path, page);
}

static void open_to_all(struct desk *d)
{
	assert_int_equal(chmod(d->path, 0666), 0);
}

static void leave_half(struct desk *d)
{
	char path[320];
	FILE *f;

	snprintf(path, sizeof path, "%s/a.db.restore-1", d->folder);
	f = fopen(path, "w");
	assert_non_null(f);
	fclose(f);
}

static void break_copy(struct desk *d)
{
	size_t n;
	struct copy *all;

	expect(d, "backup", CMD_DONE, ".copies/");
	all = copies_list(d->path, &n);
	assert_int_equal(n, 1);
	zero_page(all[0].path, 20);
	copies_free(all, n);
}

static void no_header(struct desk *d)
{
	zero_page(d->path, 1);
}

static const struct {
	const char *sql;
	void (*damage)(struct desk *d);
	const char *check;
	enum verify_state state;
	const char *part; /* of a detail */
} planted[] = {
	{ "UPDATE cell SET value = value + 1000000 WHERE key = 'staff.actual' AND year = 2024", NULL,
	  "sums", VERIFY_DIFFERENT, "卫生健康局 2024 年 附件1 整体支出绩效评价基础数据表 "
	                            "2024年实际在职人数：库存 27，重算 26" },
	{ "UPDATE filing SET score = 55500000 WHERE year = 2017", NULL, "sums", VERIFY_DIFFERENT,
	  "2017 年 总分和等次：库存 55.5，重算 95" },
	{ "UPDATE entry SET new = '999' WHERE id = 5", NULL, "chain", VERIFY_DIFFERENT, "" },
	{ "DELETE FROM unit_name WHERE unit = 2; DELETE FROM unit WHERE id = 2", NULL, "references",
	  VERIFY_DAMAGED, "unit" },
	{ NULL, zero_index, "integrity", VERIFY_DAMAGED, "" },
	{ NULL, no_header, "open", VERIFY_DAMAGED, "a.db" },
	{ NULL, open_to_all, "files", VERIFY_DIFFERENT, "任何人" },
	{ NULL, leave_half, "files", VERIFY_DIFFERENT, "a.db.restore-1" },
	{ NULL, break_copy, "copies", VERIFY_DIFFERENT, ".copies/" },
};

static const struct verify_line *find_line(const struct verify_report *r, const char *check)
{
	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->lines[i].check, check) == 0)
			return &r->lines[i];
	return NULL;
}

static void verify__each_planted_fault__is_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof planted / sizeof *planted; i++) {
		struct desk d;
		struct verify_report r;
		struct verify_request q = { .database = d.path };
		const struct verify_line *line;
		enum verify_state worst;
		struct str text = { 0 };

		desk_make(&d);
		close_desk(&d);
		assert_int_equal(verify_run(&q, &r), VERIFY_SKIPPED); /* no copies yet */
		verify_report_free(&r);
		if (planted[i].sql)
			spoil(&d, planted[i].sql);
		else
			planted[i].damage(&d);
		worst = verify_run(&q, &r);
		line = find_line(&r, planted[i].check);
		verify_print(&r, &text);
		if (!line || line->state != planted[i].state || worst < line->state ||
		    !strstr(line->ndetails ? line->details[0] : "", planted[i].part))
			fail_msg("%zu %s:\n%s", i, planted[i].check, str_text(&text));
		str_free(&text);
		verify_report_free(&r);
		desk_drop(&d);
	}
}

static bool stop(void *context, const char *doing, size_t done, size_t total)
{
	(void)doing;
	(void)done;
	return total == 0 || ++*(int *)context < 3;
}

static void verify__stopped__says_so(void **state)
{
	struct desk *d = *state;
	int asked = 0;
	struct verify_request q = { .database = d->path, .progress = stop, .context = &asked };
	struct verify_report r;
	struct str text = { 0 };

	verify_run(&q, &r);
	assert_true(r.stopped);
	assert_null(find_line(&r, "files"));
	verify_print(&r, &text);
	assert_non_null(strstr(str_text(&text), "已停下"));
	str_free(&text);
	verify_report_free(&r);
}

static void open__a_damaged_database__says_what_to_do(void **state)
{
	struct desk *d = *state;
	struct str want = { 0 };

	close_desk(d);
	expect(d, "backup", CMD_DONE, "已备份");
	no_header(d);
	str_addf(&want, "恢复用：ziping -d %s restore %s.copies/", d->path, d->path);
	expect(d, "filings", CMD_FAILED, str_text(&want));
	expect(d, "verify", CMD_FAILED, str_text(&want));
	str_free(&want);
}

static void salvage__command__reads_what_is_left(void **state)
{
	struct desk *d = *state;
	char copy[280], words[700];

	close_desk(d);
	zero_index(d);
	snprintf(copy, sizeof copy, "%s/n.db", d->folder);
	expect_with(d, "restore --salvage", d->path, CMD_WRONG, "-o");
	expect_with(d, "restore --salvage a.db -o", copy, CMD_WRONG, "a.db");
	snprintf(words, sizeof words, "restore --salvage %s -o %s", d->path, copy);
	expect(d, words, CMD_DONE, "存进");
	expect(d, words, CMD_WRONG, "已经存在");
	snprintf(d->path, sizeof d->path, "%s", copy);
	expect(d, "verify", CMD_DONE, "✓ 库存的数和得分与各表重算的一致");
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, desk_setup, desk_teardown)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(copies_rotate__400_days__7_days_4_weeks_12_months),
		cmocka_unit_test(copies_rotate__the_clock_goes_back__newer_ones_stay),
		cmocka_unit_test(copies_rotate__the_clock_jumps_ahead__takes_nothing_away),
		T(daily__each_day_something_changed__one_copy),
		T(daily__another_is_at_it__none),
		T(daily__no_folder_can_be_made__says_why),
		T(restore__command__asks_and_keeps_the_old_one),
		T(backup_and_restore__roles_rule__want_a_manager),
		cmocka_unit_test(verify__each_planted_fault__is_found),
		T(verify__stopped__says_so),
		T(open__a_damaged_database__says_what_to_do),
		T(salvage__command__reads_what_is_left),
	};

	setenv("TZ", "UTC", 1);
	tzset();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
