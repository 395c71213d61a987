#include "desk.h"

#include "app/handin.h"
#include "app/others.h"
#include "app/verify.h"
#include "support/clean_work.h"

/* The clock of the machine jumps and goes back: what counts is the order of the
 * journal, and any time prints as a sentence. */

#define DAY 86400

static const int64_t times[] = {
    LONG_AGO,       LONG_AGO - 10 * 365 * (int64_t)DAY, /* back by ten years */
    0,              -1,
    -62135596801,   /* before year 1 */
    253402300800,   /* the year 10000 */
    INT64_MAX,      INT64_MIN,
    LONG_AGO + DAY,
};
enum { TIMES = sizeof times / sizeof *times };

static void edit(struct work *w, struct filing *f, const char *name, const char *text)
{
	struct err e = {0};

	must(edit_cell(w, f, at(f, name), text, &e), &e);
}

/* The chain holds, and nothing else is damaged. */
static void assert_sound(const struct desk *d)
{
	struct verify_request q = {.database = d->path};
	struct verify_report report = {0};
	struct str text = {0};
	bool sound = true;

	verify_run(&q, &report);
	for (size_t i = 0; i < report.n; i++)
		sound = sound && (report.lines[i].state < VERIFY_DIFFERENT ||
		                  strcmp(report.lines[i].check, "files") == 0);
	verify_print(&report, &text);
	if (!sound)
		fail_msg("%s", str_text(&text));
	verify_report_free(&report);
	str_free(&text);
}

static void edits__at_any_time__stand_in_the_journal_as_they_came(void **state)
{
	struct desk *d = *state;
	char text[20], before[20] = "";

	for (int i = 0; i < TIMES; i++) {
		d->now = times[i];
		snprintf(text, sizeof text, "%d", 31 + i);
		edit(d->w, d->center, "annex1.staff.actual", text);
		if (i > 0)
			assert_newest(d->w, d->center, "填写", "staff.actual", before, text);
		memcpy(before, text, sizeof before);
		expect(d, "log 信息中心 2024", CMD_DONE, text);
		expect(d, "show 信息中心 2024 annex1", CMD_DONE, text);
	}
	assert_sound(d);
}

static void undo__after_the_clock_went_back__takes_the_newest(void **state)
{
	struct desk *d = *state;
	char *what = NULL;

	for (int i = 0; i < TIMES; i++) {
		d->now = times[i];
		edit(d->w, d->center, "annex1.staff.actual", i % 2 ? "41" : "40");
	}
	d->now = times[1];
	must(edit_undo(d->w, d->center, &what, NULL, &d->e), &d->e);
	assert_shows(d->center, "annex1.staff.actual", "41"); /* TIMES is odd */
	mem_free(what);
	must(edit_redo(d->w, d->center, &what, NULL, &d->e), &d->e);
	assert_shows(d->center, "annex1.staff.actual", "40");
	mem_free(what);
	assert_sound(d);
}

static void others__whose_clock_is_wrong__are_marked_all_the_same(void **state)
{
	struct desk *d = *state;
	struct work *other = desk_join(d, "乙");
	struct filing *f = desk_filing(other, "信息中心", 2024);

	for (int i = 0; i < TIMES; i++) {
		const struct other_change *c;
		struct str text = {0};
		char value[20];

		d->now = times[i];
		snprintf(value, sizeof value, "%d", 51 + i);
		edit(other, f, "annex1.staff.actual", value);
		assert_true(work_refresh(d->w));
		c = others_at(d->w, d->center, at(d->center, "annex1.staff.actual"));
		assert_non_null(c);
		assert_string_equal(c->now, value);
		others_show(c, &text);
		assert_non_null(strstr(str_text(&text), "乙"));
		str_free(&text);
	}
	work_close(other);
}

/* The term counts by the clock as it is; nothing else hangs on it. */
static void unlocked__the_clock_jumps__is_closed_and_open_as_the_term_says(void **state)
{
	struct desk *d = *state;
	struct filing *f;

	assert_true(clean_work_add(d->w, &d->e) >= 0);
	f = desk_filing(d->w, "江南区文化馆", 2024);
	must(handin_submit(d->w, f, NULL, NULL, &d->e), &d->e);
	must(handin_accept(d->w, f, NULL, &d->e), &d->e);
	must(handin_lock(d->w, f, NULL, &d->e), &d->e);
	must(handin_unlock(d->w, f, d->now + DAY, NULL, &d->e), &d->e);
	edit(d->w, f, "annex1.staff.actual", "5");
	d->now += 400 * (int64_t)DAY;
	must_fail(edit_cell(d->w, f, at(f, "annex1.staff.actual"), "6", &d->e), ERR_LOCKED, &d->e);
	memset(&d->e, 0, sizeof d->e);
	d->now = INT64_MAX;
	must_fail(edit_cell(d->w, f, at(f, "annex1.staff.actual"), "6", &d->e), ERR_LOCKED, &d->e);
	memset(&d->e, 0, sizeof d->e);
	d->now = LONG_AGO;
	edit(d->w, f, "annex1.staff.actual", "7");
	assert_shows(f, "annex1.staff.actual", "7");
	assert_sound(d);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, desk_setup, desk_teardown)
	const struct CMUnitTest tests[] = {
	    T(edits__at_any_time__stand_in_the_journal_as_they_came),
	    T(undo__after_the_clock_went_back__takes_the_newest),
	    T(others__whose_clock_is_wrong__are_marked_all_the_same),
	    T(unlocked__the_clock_jumps__is_closed_and_open_as_the_term_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
