#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"
#include "exchange/csv.h"

static const struct csv_limits roomy = {1 << 20, 1000, 20};

/* The table as text: «line|field|field», a line each. */
static void write_out(const struct csv_table *t, struct str *out)
{
	for (size_t i = 0; i < t->n; i++) {
		str_addf(out, "%d", t->records[i].line);
		for (size_t k = 0; k < t->records[i].n; k++)
			str_addf(out, "|%s", t->records[i].fields[k]);
		str_add(out, "\n");
	}
}

struct good {
	const char *text, *wanted;
};

/* clang-format off */
static const struct good good[] = {
	{ "",                            "" },
	{ "\n\r\n",                      "" },
	{ "a,b\n1,2\n",                  "1|a|b\n2|1|2\n" },
	{ "a,b\r\n1,2\r\n",              "1|a|b\n2|1|2\n" },
	{ "a,b\r1,2\r",                  "1|a|b\n2|1|2\n" },
	{ "a,b\n1,2",                    "1|a|b\n2|1|2\n" },
	{ "a\n\n\nb\n",                  "1|a\n4|b\n" },
	{ ",\n\"\",\n",                  "1||\n2||\n" },
	{ " a , b \n",                   "1| a | b \n" },
	{ "\xEF\xBB\xBF\"a\",b\n",       "1|a|b\n" },
	{ "\xEF\xBB\xBF",                "" },
	{ "\"甲\",\"说“好”\"\n",         "1|甲|说“好”\n" },
	{ "\"a\"\"b\",\"c,d\"\n",        "1|a\"b|c,d\n" },
	{ "\"x\ny\",1\nz,2\n",           "1|x\ny|1\n3|z|2\n" },
	{ "\"x\r\n\r\ny\",1\r\nz,2\r\n", "1|x\r\n\r\ny|1\n4|z|2\n" },
	{ "≥30 份,\"48.6.\",100%\n",     "1|≥30 份|48.6.|100%\n" },
};

struct bad {
	const char *text;
	size_t length;
	enum err_code code;
	const char *place;
};

#define BYTES(s) s, sizeof s - 1
static const struct bad bad[] = {
	{ BYTES("a,b\n1,\"2"),                 ERR_INPUT, "t.csv:2:" },
	{ BYTES("\"a\n\nb,c\n"),               ERR_INPUT, "t.csv:1:" },
	{ BYTES("a\n\nb\"c\n"),                ERR_INPUT, "t.csv:3:" },
	{ BYTES("\"a\"b\n"),                   ERR_INPUT, "t.csv:1:" },
	{ BYTES("\"a\" ,b\n"),                 ERR_INPUT, "t.csv:1:" },
	{ BYTES("\"x\ny\",1\n\"a\"b\n"),       ERR_INPUT, "t.csv:3:" },
	{ BYTES("a\nb\0c\n"),                  ERR_INPUT, "t.csv:2:" },
	{ BYTES("a\0"),                        ERR_INPUT, "t.csv:1:" },
	{ BYTES("\xB8\xF6,b\n"),               ERR_INPUT, "t.csv:1:" },
	{ BYTES("a\r\nb\r\n\xED\xA0\x80\r\n"), ERR_INPUT, "t.csv:3:" },
	{ BYTES("a\rb\r\xC0\xAF"),             ERR_INPUT, "t.csv:3:" },
	{ BYTES("a\n\xE4\xB8"),                ERR_INPUT, "t.csv:2:" },
};
/* clang-format on */

static void csv_table_parse__well_formed__gives_records_with_their_lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct csv_table t;
		struct str out = {0};
		struct err e = {0};

		assert_int_equal(
		    csv_table_parse(&t, "t.csv", good[i].text, strlen(good[i].text), &roomy, &e),
		    0);
		write_out(&t, &out);
		assert_string_equal(str_text(&out), good[i].wanted);
		str_free(&out);
		csv_table_free(&t);
	}
}

static void csv_table_parse__broken__says_the_line_and_keeps_nothing(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct csv_table t;
		struct err e = {0};

		assert_int_equal(
		    csv_table_parse(&t, "t.csv", bad[i].text, bad[i].length, &roomy, &e), -1);
		assert_int_equal(e.code, bad[i].code);
		if (strncmp(e.text, bad[i].place, strlen(bad[i].place)) != 0)
			fail_msg("case %zu: «%s» does not begin with %s", i, e.text, bad[i].place);
		assert_null(t.records);
		assert_int_equal(t.n, 0);
	}
}

/* A cut file is either refused or gives a beginning of what the whole gives. */
static void csv_table_parse__every_prefix__is_refused_or_a_beginning(void **state)
{
	static const char text[] = "\xEF\xBB\xBF"
	                           "form,key,text\r\n"
	                           "annex2,ind.1.target,≥30 份\r\n"
	                           "annex2,goal,\"一、“学习” \"\"3\"\" 次\r\n二、培训\"\r\n\r\n"
	                           ",,\r\nannex3,rate,\"\"\r\n";
	struct csv_table whole;
	size_t refused = 0;

	(void)state;
	assert_int_equal(csv_table_parse(&whole, "t.csv", text, sizeof text - 1, &roomy, NULL), 0);
	assert_int_equal(whole.n, 5);
	for (size_t length = 0; length < sizeof text - 1; length++) {
		struct csv_table t;
		struct err e = {0};

		if (csv_table_parse(&t, "t.csv", text, length, &roomy, &e) < 0) {
			assert_int_equal(e.code, ERR_INPUT);
			refused++;
			continue;
		}
		assert_true(t.n <= whole.n);
		for (size_t i = 0; i + 1 < t.n; i++) {
			assert_int_equal(t.records[i].n, whole.records[i].n);
			assert_int_equal(t.records[i].line, whole.records[i].line);
			for (size_t k = 0; k < t.records[i].n; k++)
				assert_string_equal(t.records[i].fields[k],
				                    whole.records[i].fields[k]);
		}
		csv_table_free(&t);
	}
	assert_true(refused > 30);
	csv_table_free(&whole);
}

static void csv_table_parse__over_a_limit__is_refused(void **state)
{
	/* clang-format off */
	static const struct {
		struct csv_limits limits;
		const char *text;
		int result;
	} cases[] = {
		{ { 8, 2, 2 }, "a,b\n1,2\n", 0 },
		{ { 7, 2, 2 }, "a,b\n1,2\n", -1 },
		{ { 8, 1, 2 }, "a,b\n1,2\n", -1 },
		{ { 8, 2, 1 }, "a,b\n1,2\n", -1 },
		{ { 8, 1, 2 }, "a,b\n1,2",   -1 },
		{ { 8, 2, 1 }, "a\n1,2",     -1 },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct csv_table t;
		struct err e = {0};

		assert_int_equal(csv_table_parse(&t, "t.csv", cases[i].text, strlen(cases[i].text),
		                                 &cases[i].limits, &e),
		                 cases[i].result);
		if (cases[i].result < 0)
			assert_int_equal(e.code, ERR_LIMIT);
		csv_table_free(&t);
	}
}

static void csv_table_expect__other_columns__says_which(void **state)
{
	static const char *const names[] = {"form", "key"};
	/* clang-format off */
	static const struct {
		const char *text;
		const char *place; /* NULL: as expected */
	} cases[] = {
		{ "form,key\na,b\n",   NULL },
		{ "",                  "t.csv:" },
		{ "form,text\na,b\n",  "t.csv:1:" },
		{ "form,key\n\na\n",   "t.csv:3:" },
		{ "form,key\na,b,c\n", "t.csv:2:" },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct csv_table t;
		struct err e = {0};
		int result;

		assert_int_equal(
		    csv_table_parse(&t, "t.csv", cases[i].text, strlen(cases[i].text), &roomy, &e),
		    0);
		result = csv_table_expect(&t, names, 2, &e);
		assert_int_equal(result, cases[i].place ? -1 : 0);
		if (cases[i].place)
			assert_memory_equal(e.text, cases[i].place, strlen(cases[i].place));
		csv_table_free(&t);
	}
}

static void csv_table_read__no_such_file__is_not_found(void **state)
{
	struct csv_table t;
	struct err e = {0};

	(void)state;
	assert_int_equal(csv_table_read(&t, "no-such-folder/a.csv", &roomy, &e), -1);
	assert_int_equal(e.code, ERR_NOTFOUND);
	csv_table_free(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(csv_table_parse__well_formed__gives_records_with_their_lines),
	    cmocka_unit_test(csv_table_parse__broken__says_the_line_and_keeps_nothing),
	    cmocka_unit_test(csv_table_parse__every_prefix__is_refused_or_a_beginning),
	    cmocka_unit_test(csv_table_parse__over_a_limit__is_refused),
	    cmocka_unit_test(csv_table_expect__other_columns__says_which),
	    cmocka_unit_test(csv_table_read__no_such_file__is_not_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
