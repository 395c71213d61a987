#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "exchange/csv.h"
#include "exchange/csv_write.h"
#include "form/recalc.h"
#include "support/booked.h"
#include "support/drawn.h"

static const char table[] =
    "title {year}年度表\n"
    "head left 附件1 | right 单位：万元\n"
    "band 1l 1\n"
    "| 项 目 | 金额 |\n"
    "| ^ | [a] |\n"
    "rows list\n"
    "| [name] | [sum] |\n"
    "field a money 金额\n"
    "list list 项目\n"
    "column name text 名称\n"
    "column sum money 金额\n";

static struct filing *filled(void)
{
	static const char *const names[] = {"=1+1", "+甲", "-", "@SUM(A1)", "\t甲", "-5.00",
	                                    "甲,\"乙\"\n丙", "0012"};
	struct filing *f = drawn_filing(table);

	drawn_put(f, "a", "-1.5");
	for (int i = 1; i <= (int)(sizeof names / sizeof *names); i++) {
		char key[32];

		snprintf(key, sizeof key, "list.%d.name", i);
		drawn_row(f, "list", i, NULL);
		drawn_put(f, key, names[i - 1]);
	}
	return f;
}

/* A TAB is no character of a document: it is shown as U+FFFD. */
static void csv_write_people__texts_a_spreadsheet_would_run__are_protected(void **state)
{
	struct booked b;
	struct str got = {0};

	(void)state;
	booked_drawn(&b, filled(), OUT_WINNING);
	csv_write_people(&b.book, &got);
	assert_string_equal(str_text(&got),
	                    "\xEF\xBB\xBF\"2024年度表\"\r\n\"附件1\",\"单位：万元\"\r\n"
	                    "\"项 目\",\"金额\"\r\n\"\",\"-1.5\"\r\n"
	                    "\"'=1+1\",\"\"\r\n\"'+甲\",\"\"\r\n\"'-\",\"\"\r\n\"'@SUM(A1)\",\"\"\r\n"
	                    "\"\xEF\xBF\xBD甲\",\"\"\r\n\"-5.00\",\"\"\r\n"
	                    "\"甲,\"\"乙\"\"\n丙\",\"\"\r\n\"0012\",\"\"\r\n");
	str_free(&got);
	booked_free(&b);
}

static void csv_write_exact__a_small_form__is_a_line_a_cell(void **state)
{
	struct filing *f = drawn_filing(table);
	struct str got = {0};

	(void)state;
	drawn_put(f, "a", "=1,5");
	drawn_row(f, "list", 7, NULL);
	drawn_put(f, "list.7.name", "");
	csv_write_exact(f, -1, &got);
	assert_non_null(strstr(str_text(&got), "\"form\",\"copy\",\"key\",\"text\"\n\"\",\"\",\"unit\","));
	assert_non_null(strstr(str_text(&got), "\"\",\"\",\"year\",\"2024\"\n"));
	assert_non_null(strstr(str_text(&got), "\"1\",\"a\",\"=1,5\"\n"));
	assert_non_null(strstr(str_text(&got), "\"1\",\"list.7\",\"\"\n"));
	assert_non_null(strstr(str_text(&got), "\"1\",\"list.7.name\",\"\"\n"));
	assert_null(strstr(str_text(&got), "list.7.sum"));
	str_free(&got);
	drawn_free(f);
}

/* Puts a line back into a filing that has the same sheets. */
static void put_back(struct filing *f, char *const *fields)
{
	const struct form *form = set_form(f->set, fields[0]);
	int sheet, list;
	const char *dot;
	struct place p;

	assert_non_null(form);
	sheet = filing_sheet(f, form, atoi(fields[1]));
	if (!*fields[2])
		return;
	if (filing_place(f, sheet, fields[2], &p)) {
		filing_put(f, p, fields[3]);
		return;
	}
	dot = strchr(fields[2], '.');
	assert_non_null(dot);
	for (list = 0; strncmp(form->lists[list].key, fields[2], (size_t)(dot - fields[2])) != 0;)
		list++;
	filing_row(f, sheet, list, atoll(dot + 1),
	           *fields[3] ? list_group(&form->lists[list], fields[3]) : -1,
	           (int64_t)f->sheets[sheet].lists[list].n + 1);
}

static void csv_write_exact__every_sample__reads_back_the_same(void **state)
{
	static const struct csv_limits limits = {8 << 20, 100000, 4};

	(void)state;
	for (size_t i = 0; i < BOOKED_SAMPLES; i++) {
		struct booked b;
		struct csv_table t;
		struct str first = {0}, second = {0};
		struct err e = {0};
		struct filing *f;

		booked_sample(&b, i, OUT_STATED);
		csv_write_exact(b.f, -1, &first);
		if (csv_table_parse(&t, "例.csv", str_text(&first), first.length, &limits, &e) < 0)
			fail_msg("%s", e.text);
		assert_string_equal(t.records[1].fields[3], b.f->unit_code);
		f = filing_new(b.set, b.f->unit_code, b.f->unit_name, b.f->year);
		for (size_t k = 4; k < t.n; k++)
			put_back(f, t.records[k].fields);
		filing_recalc(f);
		csv_write_exact(f, -1, &second);
		assert_string_equal(str_text(&second), str_text(&first));
		filing_free(f);
		csv_table_free(&t);
		str_free(&first);
		str_free(&second);
		booked_free(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(csv_write_people__texts_a_spreadsheet_would_run__are_protected),
	    cmocka_unit_test(csv_write_exact__a_small_form__is_a_line_a_cell),
	    cmocka_unit_test(csv_write_exact__every_sample__reads_back_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
