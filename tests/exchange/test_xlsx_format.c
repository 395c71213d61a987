#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "exchange/xlsx_format.h"

/* clang-format off */
static const struct {
	int number;
	const char *code; /* NULL: built in */
	enum xlsx_show show;
	int decimals;
} formats[] = {
	{  0, NULL,                                  XLSX_GENERAL, -1 },
	{  1, NULL,                                  XLSX_NUMBER,   0 },
	{  4, NULL,                                  XLSX_NUMBER,   2 },
	{  9, NULL,                                  XLSX_PERCENT,  0 },
	{ 10, NULL,                                  XLSX_PERCENT,  2 },
	{ 12, NULL,                                  XLSX_GENERAL, -1 },
	{ 14, NULL,                                  XLSX_DATE,    -1 },
	{ 49, NULL,                                  XLSX_GENERAL, -1 },
	{ -1, NULL,                                  XLSX_GENERAL, -1 },
	{ 999, NULL,                                 XLSX_GENERAL, -1 },
	{ 164, "General",                            XLSX_GENERAL, -1 },
	{ 164, "0.000",                              XLSX_NUMBER,   3 },
	{ 164, "#,##0.00_ ;[Red]\\-#,##0.00\\ ",     XLSX_NUMBER,   2 },
	{ 164, "_ * #,##0.00_ ;_ * \\-#,##0.00_ ",   XLSX_NUMBER,   2 },
	{ 164, "0.0\"万元（md）\"",                  XLSX_NUMBER,   1 },
	{ 164, "[红色]0.0#",                         XLSX_NUMBER,   2 },
	{ 164, "0.0%",                               XLSX_PERCENT,  1 },
	{ 164, "0.00E+00",                           XLSX_GENERAL, -1 },
	{ 164, "# ?/?",                              XLSX_GENERAL, -1 },
	{ 164, "yyyy\"年\"m\"月\"d\"日\";@",         XLSX_DATE,    -1 },
	{ 164, "[h]:mm",                             XLSX_DATE,    -1 },
	{ 164, "\"",                                 XLSX_GENERAL, -1 },
	{ 164, "[",                                  XLSX_GENERAL, -1 },
	{ 164, "\\",                                 XLSX_GENERAL, -1 },
	{ 164, "",                                   XLSX_GENERAL, -1 },
};

/* What a spreadsheet shows; the dates are those that LibreOffice shows for
 * 45322 (2024-01-31) and the days around the leap day of 1900 that never was. */
static const struct {
	const char *code, *stored, *wanted;
	bool from_1904, number;
} shown[] = {
	{ "General", "26",                     "26",            false, true },
	{ "0.00",    "26",                     "26",            false, true },
	{ "0.00",    "925.13",                 "925.13",        false, true },
	{ "General", "300.3099999999999",      "300.31",        false, true },
	{ "General", "0.30000000000000004",    "0.3",           false, true },
	{ "General", "1.0000000000000001E-5",  "0.00001",       false, true },
	{ "General", "1.5e3",                  "1500",          false, true },
	{ "General", "-0.50",                  "-0.5",          false, true },
	{ "General", "-0",                     "0",             false, true },
	{ "General", "000.000",                "0",             false, true },
	{ "General", "999999999999999.9",      "1000000000000000", false, true },
	{ "General", "9.9999999999999999",     "10",            false, true },
	{ "General", "2100101",                "2100101",       false, true },
	{ "General", "123456789012345678",     "123456789012346000", false, true },
	{ "General", ".5",                     "0.5",           false, true },
	{ "0.00%",   "0.993",                  "99.30%",        false, true },
	{ "0%",      "0.993",                  "99.3%",         false, true },
	{ "0.00%",   "1",                      "100.00%",       false, true },
	{ "0.00%",   "0",                      "0.00%",         false, true },
	{ "0%",      "-0.05",                  "-5%",           false, true },
	{ "0.0%",    "0.00055",                "0.055%",        false, true },
	{ "yyyy/m/d",               "45322",      "2024/1/31",            false, false },
	{ "yyyy\"年\"m\"月\"d\"日\"", "45322",    "2024年1月31日",        false, false },
	{ "yyyy\\-mm\\-dd;@",       "45322",      "2024-01-31",           false, false },
	{ "[$-804]yy/mm/dd",        "45322.9",    "24/01/31",             false, false },
	{ "yyyy-mm-dd hh:mm:ss",    "45322.75",   "2024-01-31 18:00:00",  false, false },
	{ "h:mm",                   "0.5",        "12:00",                false, false },
	{ "mm:ss",                  "0.0006944444", "01:00",              false, false },
	{ "[h]:mm",                 "1.5",        "36:00",                false, false },
	{ "yyyy/m/d",               "1",          "1900/1/1",             false, false },
	{ "yyyy/m/d",               "59",         "1900/2/28",            false, false },
	{ "yyyy/m/d",               "61",         "1900/3/1",             false, false },
	{ "yyyy/m/d",               "43860",      "2024/1/31",            true,  false },
	{ "yyyy/m/d",               "45321.999999999", "2024/1/31",       false, false },
	{ "yyyy/m/d",               "2958465",    "9999/12/31",           false, false },
};

static const struct {
	const char *code, *stored;
} refused[] = {
	{ "0.00", "" }, { "0.00", "-" }, { "0.00", "." }, { "0.00", "1e" }, { "0.00", "1e999999" },
	{ "0.00", "甲" }, { "0.00", "1,5" }, { "0.00", "1 " }, { "0.00", "NaN" }, { "0.00", "0x1" },
	{ "yyyy", "-1" }, { "yyyy", "2958466" }, { "yyyy", "1e300" },
};
/* clang-format on */

static void xlsx_format_read__codes__say_how_numbers_are_shown(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		struct xlsx_format f = {0};

		xlsx_format_read(&f, formats[i].number, formats[i].code);
		if (f.show != formats[i].show || f.decimals != formats[i].decimals)
			fail_msg("case %zu: %d, %d", i, f.show, f.decimals);
		xlsx_format_free(&f);
	}
}

static void xlsx_show__numbers__come_out_as_seen(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
		struct xlsx_format f = {0};
		struct str out = {0};
		bool number = false;

		xlsx_format_read(&f, 164, shown[i].code);
		assert_true(xlsx_show(&f, shown[i].stored, shown[i].from_1904, &out, &number));
		if (strcmp(str_text(&out), shown[i].wanted) != 0 || number != shown[i].number)
			fail_msg("%s of %s: «%s», wanted «%s»", shown[i].code, shown[i].stored,
			         str_text(&out), shown[i].wanted);
		str_free(&out);
		xlsx_format_free(&f);
	}
}

static void xlsx_show__no_number__is_left_alone(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		struct xlsx_format f = {0};
		struct str out = {0};
		bool number;

		xlsx_format_read(&f, 164, refused[i].code);
		if (xlsx_show(&f, refused[i].stored, false, &out, &number))
			fail_msg("%s: «%s»", refused[i].stored, str_text(&out));
		assert_int_equal(out.length, 0);
		xlsx_format_free(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(xlsx_format_read__codes__say_how_numbers_are_shown),
	    cmocka_unit_test(xlsx_show__numbers__come_out_as_seen),
	    cmocka_unit_test(xlsx_show__no_number__is_left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
