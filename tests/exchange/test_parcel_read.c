#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/text.h"
#include "exchange/parcel.h"

static const struct parcel_id ours = { 7, "3fa81b2c" };

#define HEAD                                                                                       \
	"from\t7@3fa81b2c\t甲\t\\-\t1700000000\n"                                                   \
	"filing\t404010\t信息中心\t2024\tyueyanglou-2024\t0123456789abcdef\t填报中\n"
#define DIGEST_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define SHEET "sheet\tannex1\t1\n"
#define STEP "step\t1@3fa81b2c\t1700000000\t甲\t\\-\t填写\t\\-\n"

/* Some of everything; the lines as parcel.h has them. */
static const char everything[] =
    HEAD "known\t5@0badcafe\t" DIGEST_A "\n" SHEET
    "row\tind\t1@3fa81b2c\tquantity\t1024\t0\n"
    "row\tind\t2@3fa81b2c\t\\-\t-1024\t1\n"
    "cell\tind.1@3fa81b2c.name\t培训\\t\\n\\\\次数\t0\n"
    "cell\twork.final\t\t1\n" STEP
    "entry\tannex1\t1\t0\twork.final\t\\-\t48.78\n"
    "remark\t1@3fa81b2c\tannex1\t1\twork.final\t批注\t请看\t\\-\t甲\t192.0.2.7\t1700000000\n"
    "remark\t2@3fa81b2c\t\t0\t\t答复\t好\t1@3fa81b2c\t甲\t\\-\t1700000000\n"
    "explanation\t1@3fa81b2c\tP06 annex1#1.work.final\tannex1#1.work.final=1\\n\t已说明\t"
    "因为\t甲\t\\-\t1700000000\n"
    "passage\t1@3fa81b2c\t已上报\t\\-\t甲\t\\-\t1700000000\n";

/* With the right digest, as one who wants to get something past us would. */
static void seal(const char *lines, struct str *out)
{
	char digest[DIGEST_SIZE];

	str_add(out, lines);
	parcel_end(out, digest);
}

static int read_lines(const char *lines, struct parcel *p, struct err *e)
{
	struct str bytes = { 0 };
	int result;

	*p = (struct parcel){ 0 };
	*e = (struct err){ 0 };
	seal(lines, &bytes);
	result = parcel_read(p, "例", bytes.s, bytes.length, e);
	str_free(&bytes);
	return result;
}

static void parcel_read__a_whole_one__gives_all_that_is_in_it(void **state)
{
	struct parcel p;
	struct err e;

	(void)state;
	if (read_lines(everything, &p, &e) < 0)
		fail_msg("%s", e.text);
	assert_int_equal(p.id.number, 7);
	assert_string_equal(p.id.site, "3fa81b2c");
	assert_null(p.host);
	assert_int_equal(p.year, 2024);
	assert_int_equal(p.nknown, 1);
	assert_int_equal(p.content.nrows, 2);
	assert_int_equal(p.content.rows[1].order, -1024);
	assert_null(p.content.rows[1].group);
	assert_true(p.content.rows[1].carried);
	assert_string_equal(p.content.cells[0].text, "培训\t\n\\次数");
	assert_string_equal(p.content.cells[1].text, "");
	assert_int_equal(p.steps[0].nentries, 1);
	assert_null(p.entries[0].old_text);
	assert_int_equal(p.nsaid, 4);
	assert_int_equal(p.said[1].answers.number, 1);
	assert_int_equal(p.said[3].said, PARCEL_PASSAGE);
	parcel_free(&p);
}

/* The 校验码 as sha256sum gives it for «from…» up to «end\n». */
static void parcel_end__the_digest__is_that_of_the_lines(void **state)
{
	struct str out = { 0 }, code = { 0 };
	char digest[DIGEST_SIZE];

	(void)state;
	parcel_end(&out, digest);
	/* printf 'end\n' | sha256sum */
	assert_string_equal(digest,
	                    "48332fe667bc51ac4a51ba0efe734441c90def55c60a26d7db275ecbbcf42f15");
	parcel_code(digest, &code);
	assert_string_equal(str_text(&code), "4833-2FE6-67BC-51AC");
	str_free(&code);
	str_free(&out);
}

static void parcel_put__what_was_read__gives_the_same_lines(void **state)
{
	struct str out = { 0 }, whole = { 0 };
	char digest[DIGEST_SIZE];
	struct parcel p;
	struct err e;

	(void)state;
	assert_int_equal(read_lines(everything, &p, &e), 0);
	parcel_put_from(&out, &p.id, p.who, p.host, p.time);
	parcel_put_filing(&out, p.unit, p.unit_name, p.year, p.set, p.fingerprint, p.state);
	parcel_put_known(&out, &p.known[0]);
	parcel_put_sheet(&out, p.content.sheets[0].form, p.content.sheets[0].copy);
	for (size_t i = 0; i < p.content.nrows; i++)
		parcel_put_row(&out, &p.content.rows[i]);
	for (size_t i = 0; i < p.content.ncells; i++)
		parcel_put_cell(&out, p.content.cells[i].key, p.content.cells[i].text,
		                p.content.cells[i].carried);
	parcel_put_step(&out, &p.steps[0]);
	parcel_put_entry(&out, &p.entries[0]);
	for (size_t i = 0; i < p.nsaid; i++)
		parcel_put_said(&out, &p.said[i]);
	parcel_end(&out, digest);
	seal(everything, &whole);
	assert_string_equal(out.s, whole.s);
	assert_string_equal(digest, p.digest);
	parcel_free(&p);
	str_free(&out);
	str_free(&whole);
}

/* A control character that stands in a database does not make a file that is
 * refused. */
static void parcel_put__control_characters_and_long_words__can_be_read_again(void **state)
{
	struct str out = { 0 }, name = { 0 };
	char digest[DIGEST_SIZE];
	struct parcel p = { 0 };
	struct err e = { 0 };

	(void)state;
	for (int i = 0; i < 300; i++)
		str_add(&name, "长");
	parcel_put_from(&out, &ours, str_text(&name), "a\tb\nc", 0);
	parcel_put_filing(&out, "404010", "", 2024, "x", "y", "填报中");
	parcel_put_sheet(&out, "annex1", 1);
	parcel_put_cell(&out, "work.final", "a\033[2Jb\177\302\205\377", false);
	parcel_end(&out, digest);
	if (parcel_read(&p, "例", out.s, out.length, &e) < 0)
		fail_msg("%s", e.text);
	assert_string_equal(p.host, "a b c");
	assert_string_equal(p.unit_name, "?");
	assert_string_equal(p.content.cells[0].text, "a\357\277\275[2Jb\357\277\275\357\277\275\357\277\275");
	assert_true(strlen(p.who) <= PARCEL_WORD);
	assert_int_equal(text_check(p.who, strlen(p.who)), strlen(p.who));
	parcel_free(&p);
	str_free(&out);
	str_free(&name);
}

/* ---- what is not whole ---- */

static void parcel_read__every_prefix__is_refused(void **state)
{
	struct str bytes = { 0 };

	(void)state;
	seal(everything, &bytes);
	for (size_t n = 0; n < bytes.length; n++) {
		struct parcel p = { 0 };
		struct err e = { 0 };
		char *part = malloc(n + 1); /* so that a sanitizer sees the end */

		memcpy(part, bytes.s, n);
		assert_int_equal(parcel_read(&p, "例", part, n, &e), -1);
		assert_true(e.code == ERR_INPUT || e.code == ERR_VERSION);
		assert_non_null(strstr(e.text, "例: "));
		free(part);
	}
	str_free(&bytes);
}

static void parcel_read__every_byte_flipped__is_refused(void **state)
{
	struct str bytes = { 0 };

	(void)state;
	seal(everything, &bytes);
	for (size_t i = 0; i < bytes.length; i++)
		for (int bit = 0; bit < 8; bit++) {
			struct parcel p = { 0 };
			struct err e = { 0 };

			bytes.s[i] = (char)(bytes.s[i] ^ 1 << bit);
			if (parcel_read(&p, "例", bytes.s, bytes.length, &e) == 0)
				fail_msg("byte %zu, bit %d", i, bit);
			bytes.s[i] = (char)(bytes.s[i] ^ 1 << bit);
		}
	str_free(&bytes);
}

/* ---- what is whole and wrong ---- */

#define ROW(id) "row\tind\t" id "\t\\-\t0\t0\n"
#define CELL(key, text) "cell\t" key "\t" text "\t0\n"

static const struct {
	const char *lines;
	const char *part; /* of the sentence; NULL: it can be read */
} wrongs[] = {
	{ HEAD, NULL },
	{ HEAD SHEET, NULL },
	{ "", "第 2 行不是" },
	{ "from\t7@3fa81b2c\t甲\t\\-\t1700000000\n", "第 3 行不是" },
	{ HEAD HEAD, "第 4 行不是" },
	{ HEAD "end\n", "第 5 行不是" },
	{ HEAD "sheet\tannex1\n", "第 4 行的内容不全" },
	{ HEAD "sheet\tannex1\t1\t1\n", "第 4 行的内容太多" },
	{ HEAD "sheet\tannex1\t0\n", "第 4 行的内容不对" },
	{ HEAD "sheet\tannex1\t01\n", "第 4 行的内容不对" },
	{ HEAD "sheet\tannex1\t+1\n", "第 4 行的内容不对" },
	{ HEAD "sheet\tannex1\t1 \n", "第 4 行的内容不对" },
	{ HEAD "sheet\t\t1\n", "第 4 行的内容不对" },
	{ HEAD "sheet\t\\-\t1\n", "第 4 行的内容不对" },
	{ HEAD "sheet\ta\\nb\t1\n", "第 4 行的内容不对" },
	{ HEAD "sheet\ta\\xb\t1\n", "第 4 行的内容不对" },
	{ HEAD "sheet\ta\\\t1\n", "第 4 行的内容不对" },
	{ HEAD "Sheet\tannex1\t1\n", "第 4 行不是" },
	{ HEAD "\n" SHEET, "第 4 行不是" },
	{ HEAD SHEET SHEET, "第 5 行的表页重复" },
	{ HEAD "sheet\tb\t1\nsheet\ta\t1\n", "第 5 行的表页重复" },
	{ HEAD ROW("1@3fa81b2c"), "第 4 行不是" },
	{ HEAD SHEET ROW("1@3fa81b2c") ROW("1@3fa81b2c"), "第 6 行的清单行重复" },
	{ HEAD SHEET ROW("2@3fa81b2c") ROW("1@3fa81b2c"), "第 6 行的清单行重复" },
	{ HEAD SHEET ROW("9223372036854775808@3fa81b2c"), "第 5 行的内容不对" },
	{ HEAD SHEET ROW("1000000000@3fa81b2c"), "第 5 行的内容不对" },
	{ HEAD SHEET ROW("999999999@3fa81b2c"), NULL },
	{ HEAD SHEET ROW("0@3fa81b2c"), "第 5 行的内容不对" },
	{ HEAD SHEET ROW("-1@3fa81b2c"), "第 5 行的内容不对" },
	{ HEAD SHEET ROW("1@3fa81b2"), "第 5 行的内容不对" },
	{ HEAD SHEET ROW("1@3FA81B2C"), "第 5 行的内容不对" },
	{ HEAD SHEET ROW("1"), "第 5 行的内容不对" },
	{ HEAD SHEET "row\tind\t1@3fa81b2c\t\\-\t9223372036854775807\t0\n", "第 5 行的内容不对" },
	{ HEAD SHEET "row\tind\t1@3fa81b2c\t\\-\t0\t2\n", "第 5 行的内容不对" },
	{ HEAD SHEET CELL("a", "1") CELL("a", "2"), "第 6 行的单元格重复" },
	{ HEAD SHEET CELL("b", "1") CELL("a", "2"), "第 6 行的单元格重复" },
	{ HEAD SHEET CELL("a", "1") ROW("1@3fa81b2c"), "第 6 行不是" },
	{ HEAD SHEET CELL("a", "\\-"), "第 5 行的内容不对" },
	{ HEAD SHEET CELL("a", "x\x01"), "不是文字的字节" },
	{ HEAD SHEET CELL("a", "x\r"), "不是文字的字节" },
	{ HEAD SHEET CELL("a", "x\x7f"), "不是文字的字节" },
	{ HEAD SHEET CELL("a", "x\xc2\x85"), "不是文字的字节" },
	{ HEAD SHEET CELL("a", "x\xff"), "不是文字的字节" },
	{ HEAD SHEET CELL("a", "x\xed\xa0\x80"), "不是文字的字节" },
	{ HEAD "entry\tannex1\t1\t0\ta\t\\-\t1\n", "第 4 行不是" },
	{ HEAD STEP "entry\tannex1\t1\t1\ta\t\\-\t1\n", "第 5 行的内容不对" },
	{ HEAD STEP "entry\tannex1\t1\t7\ta\t\\-\t1\n", "第 5 行的内容不对" },
	{ HEAD STEP STEP, "第 5 行的修改步骤重复" },
	{ HEAD STEP SHEET, "第 5 行不是" },
	{ HEAD "step\t1@3fa81b2c\t-1\t甲\t\\-\t填写\t\\-\n", "第 4 行的内容不对" },
	{ HEAD "step\t1@3fa81b2c\t253402300800\t甲\t\\-\t填写\t\\-\n", "第 4 行的内容不对" },
	{ HEAD "known\t1@3fa81b2c\tabc\n", "第 4 行的内容不对" },
	{ HEAD "passage\t1@3fa81b2c\t已上报\t\\-\t\t\\-\t0\n", "第 4 行的内容不对" },
};

static void parcel_read__sealed_but_wrong__is_refused_with_the_line(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs; i++) {
		struct parcel p;
		struct err e;
		int result = read_lines(wrongs[i].lines, &p, &e);

		if (result == 0)
			parcel_free(&p);
		if (!wrongs[i].part != (result == 0))
			fail_msg("%zu: %d %s", i, result, e.text);
		if (wrongs[i].part && (e.code != ERR_INPUT || !strstr(e.text, wrongs[i].part)))
			fail_msg("%zu: %s", i, e.text);
	}
}

static void parcel_read__more_than_the_limits__is_refused(void **state)
{
	struct str lines = { 0 };
	struct parcel p;
	struct err e;

	(void)state;
	str_add(&lines, HEAD SHEET);
	for (int i = 1; i <= PARCEL_ROWS + 1; i++)
		str_addf(&lines, "row\tind\t%d@3fa81b2c\t\\-\t0\t0\n", i);
	assert_int_equal(read_lines(str_text(&lines), &p, &e), -1);
	assert_int_equal(e.code, ERR_LIMIT);
	str_clear(&lines);
	str_add(&lines, HEAD SHEET);
	for (int i = 1; i <= PARCEL_CELLS + 1; i++)
		str_addf(&lines, "cell\tk%06d\t1\t0\n", i);
	assert_int_equal(read_lines(str_text(&lines), &p, &e), -1);
	assert_int_equal(e.code, ERR_LIMIT);
	str_clear(&lines);
	str_add(&lines, HEAD SHEET "cell\ta\t");
	for (int i = 0; i <= PARCEL_TEXT; i++)
		str_addc(&lines, 'x');
	str_add(&lines, "\t0\n");
	assert_int_equal(read_lines(str_text(&lines), &p, &e), -1);
	assert_int_equal(e.code, ERR_INPUT);
	str_free(&lines);
}

static void parcel_read__of_a_newer_program__says_so(void **state)
{
	static const char newer[] = "ziping-parcel\t2\tx\nfrom\n";
	struct parcel p = { 0 };
	struct err e = { 0 };

	(void)state;
	assert_int_equal(parcel_read(&p, "例", newer, sizeof newer - 1, &e), -1);
	assert_int_equal(e.code, ERR_VERSION);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parcel_read__a_whole_one__gives_all_that_is_in_it),
		cmocka_unit_test(parcel_end__the_digest__is_that_of_the_lines),
		cmocka_unit_test(parcel_put__what_was_read__gives_the_same_lines),
		cmocka_unit_test(parcel_put__control_characters_and_long_words__can_be_read_again),
		cmocka_unit_test(parcel_read__every_prefix__is_refused),
		cmocka_unit_test(parcel_read__every_byte_flipped__is_refused),
		cmocka_unit_test(parcel_read__sealed_but_wrong__is_refused_with_the_line),
		cmocka_unit_test(parcel_read__more_than_the_limits__is_refused),
		cmocka_unit_test(parcel_read__of_a_newer_program__says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
