#include "screens/on_shell.h"

#include "app/edit.h"
#include "app/pack.h"

/* Filings carried by hand, in the workbench: `:pack` and `:merge`.  The shell is
 * the department's; the unit has a database of its own in the same folder. */

struct sent {
	struct on_shell o;
	struct work *unit;
	char path[200]; /* of the parcel */
};

static struct filing *center(struct work *w)
{
	struct err e = {0};
	struct filing *f = work_open_filing(w, work_find_unit(w, "404010", &e), 2024, NULL, &e);

	if (!f)
		fail_msg("%s", e.text);
	return f;
}

static void fill(struct work *w, const char *key, const char *text)
{
	struct filing *f = center(w);
	struct place p;
	struct err e = {0};

	assert_true(filing_place(f, filing_find_sheet(f, set_form(f->set, "annex1"), 1), key, &p));
	if (edit_cell(w, f, p, text, &e) < 0)
		fail_msg("%s", e.text);
}

static void pack_unit(struct sent *x)
{
	struct packed done;
	struct err e = {0};

	if (pack_file(x->unit, center(x->unit), x->path, true, &done, &e) < 0)
		fail_msg("%s", e.text);
}

static void merge(struct sent *x)
{
	struct str line = {0};

	str_addf(&line, "merge %s", x->path);
	command(&x->o, line.s);
	str_free(&line);
}

/* The first parcel is merged; then both change 业务工作经费 2024 (48.78). */
static void make_sent(struct sent *x, int rows, int cols)
{
	struct err e = {0};
	char path[200];

	make_at(&x->o, rows, cols, "404010", 2024, "annex1");
	snprintf(path, sizeof path, "%s/unit.db", x->o.p.folder);
	snprintf(x->path, sizeof x->path, "%s/a.zpk", x->o.p.folder);
	x->unit = work_open(path, STORE_CREATE, NULL, &e);
	if (!x->unit)
		fail_msg("%s", e.text);
	store_set_actor(work_store(x->unit), "乙", NULL);
	store_set_clock(work_store(x->unit), workplace_clock, NULL);
	assert_int_equal(samples_load(x->unit, &e), 0);
	pack_unit(x);
	merge(x);
	sees("两边的内容一样");
	press(&x->o, K_ENTER);
	sees("已合并：改 0 格");
	fill(x->unit, "work.final", "50.00");
	fill(x->unit, "upkeep.final", "3.00");
	pack_unit(x);
	fill(x->o.p.w, "work.final", "49.00");
}

static void drop_sent(struct sent *x)
{
	work_close(x->unit);
	drop(&x->o);
}

static void holds(struct sent *x, const char *key, const char *text)
{
	struct filing *f = center(x->o.p.w);
	struct place p;
	const char *is;

	assert_true(filing_place(f, filing_find_sheet(f, set_form(f->set, "annex1"), 1), key, &p));
	is = filing_cell(f, p)->text;
	assert_string_equal(is ? is : "", text);
}

static void merge__a_conflict__is_asked_about_and_taken_as_chosen(void **state)
{
	struct sent x;

	(void)state;
	make_sent(&x, 24, 80);
	merge(&x);
	sees("两边改得不同 1 处");
	sees_beside("[？  ]", "本库 49.00 ┊ 对方 50.00");
	sees_beside("[对方]", "（无） → 3.00");
	sees("原来：48.78");
	press(&x.o, K_ENTER);
	sees("没有选定");
	press(&x.o, ' ');
	sees_beside("业务工作经费·2024年决算数", "[对方]");
	press(&x.o, K_ENTER);
	sees("已合并：改 2 格");
	holds(&x, "work.final", "50.00");
	holds(&x, "upkeep.final", "3.00");
	press(&x.o, 'u');
	sees("已撤销：合并 a.zpk");
	holds(&x, "work.final", "49.00");
	drop_sent(&x);
}

static void merge__a_third_text_and_all_mine__are_taken(void **state)
{
	struct sent x;

	(void)state;
	make_sent(&x, 30, 100);
	merge(&x);
	press(&x.o, 'e');
	sees("另写：49.00");
	press(&x.o, K_CTRL('u'));
	type(&x.o, "49.50");
	press(&x.o, K_ENTER);
	sees_beside("[另写]", "49.50");
	press(&x.o, 'M');
	sees_beside("业务工作经费·2024年决算数", "[本库]");
	press(&x.o, K_ENTER);
	sees("按本库的留下 1 处");
	holds(&x, "work.final", "49.00");
	drop_sent(&x);
}

static void merge__esc__changes_nothing(void **state)
{
	struct sent x;

	(void)state;
	make_sent(&x, 24, 80);
	merge(&x);
	press(&x.o, K_ESC);
	sees("没有合并，什么也没有改。");
	holds(&x, "upkeep.final", "");
	drop_sent(&x);
}

static void pack__from_the_workbench__asks_for_a_name_and_before_it_replaces(void **state)
{
	struct sent x;
	struct str line = {0};

	(void)state;
	make_sent(&x, 24, 80);
	command(&x.o, "pack");
	sees("打包到文件：");
	press(&x.o, K_ESC);
	str_addf(&line, "pack %s", x.path);
	command(&x.o, line.s);
	sees("覆盖");
	press(&x.o, 'n');
	sees_not("校验码");
	command(&x.o, line.s);
	press(&x.o, 'y');
	sees("校验码 ");
	str_free(&line);
	drop_sent(&x);
}

static void merge__of_a_damaged_file__says_so(void **state)
{
	struct sent x;
	FILE *file;

	(void)state;
	make_sent(&x, 24, 80);
	file = fopen(x.path, "a");
	fputs("x", file);
	fclose(file);
	merge(&x);
	sees("校验码不符");
	drop_sent(&x);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(merge__a_conflict__is_asked_about_and_taken_as_chosen),
	    cmocka_unit_test(merge__a_third_text_and_all_mine__are_taken),
	    cmocka_unit_test(merge__esc__changes_nothing),
	    cmocka_unit_test(pack__from_the_workbench__asks_for_a_name_and_before_it_replaces),
	    cmocka_unit_test(merge__of_a_damaged_file__says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
