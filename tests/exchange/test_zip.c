#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "exchange/zip.h"
#include "support/paper.h"

static void pack(struct str *bytes)
{
	paper_pack((const struct paper_part[]){{"a.xml", "甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲"},
	                                       {"文/b.xml", ""},
	                                       {NULL, NULL}},
	           bytes);
}

static void zip_parts_read__by_exact_name__gives_the_part(void **state)
{
	struct str bytes = {0}, part = {0};
	struct zip_parts *z;
	struct err e = {0};

	(void)state;
	pack(&bytes);
	z = zip_parts_open("例", str_text(&bytes), bytes.length, 48, &e);
	assert_non_null(z);
	assert_true(zip_parts_has(z, "文/b.xml"));
	assert_false(zip_parts_has(z, "A.xml"));
	assert_false(zip_parts_has(z, "b.xml"));
	assert_int_equal(zip_parts_read(z, "a.xml", &part, &e), 0);
	assert_int_equal(part.length, 48);
	assert_int_equal(zip_parts_read(z, "文/b.xml", &part, &e), 0);
	assert_int_equal(part.length, 48);
	assert_int_equal(zip_parts_read(z, "c.xml", &part, &e), -1);
	assert_int_equal(e.code, ERR_NOTFOUND);
	zip_parts_close(z);
	str_free(&part);
	str_free(&bytes);
}

/* All parts together: two of 48 bytes are more than 95. */
static void zip_parts_read__over_the_limit__is_refused(void **state)
{
	struct str bytes = {0}, part = {0};
	struct zip_parts *z;
	struct err e = {0};

	(void)state;
	pack(&bytes);
	z = zip_parts_open("例", str_text(&bytes), bytes.length, 95, &e);
	assert_int_equal(zip_parts_read(z, "a.xml", &part, &e), 0);
	assert_int_equal(zip_parts_read(z, "a.xml", &part, &e), -1);
	assert_int_equal(e.code, ERR_LIMIT);
	assert_string_equal(e.text, "例: 解压后超过 95 字节的上限，不像办公文档");
	zip_parts_close(z);
	str_free(&part);
	str_free(&bytes);
}

/* Turns a bit of the first part round, in its header and in its entry in the
 * directory, so many bytes after their begins. */
static void expect_refused(size_t in_header, size_t in_entry, const char *says)
{
	struct str bytes = {0}, part = {0};
	struct zip_parts *z;
	struct err e = {0};
	char *entry;

	pack(&bytes);
	entry = memmem(bytes.s, bytes.length, "PK\x01\x02", 4);
	assert_non_null(entry);
	entry[in_entry] ^= 1;
	bytes.s[in_header] ^= 1;
	z = zip_parts_open("例", str_text(&bytes), bytes.length, 1000, &e);
	assert_non_null(z);
	assert_int_equal(zip_parts_read(z, "a.xml", &part, &e), -1);
	assert_int_equal(e.code, ERR_INPUT);
	assert_string_equal(e.text, says);
	zip_parts_close(z);
	str_free(&part);
	str_free(&bytes);
}

static void zip_parts_read__wrong_check_sum__is_damaged(void **state)
{
	(void)state;
	expect_refused(14, 16, "例: 文件已损坏，其中的 a.xml 读不出来");
}

/* Bit 0 of the flags. */
static void zip_parts_read__locked_by_a_password__says_so(void **state)
{
	(void)state;
	expect_refused(6, 8, "例: 文件有密码保护，请先去掉密码再导入");
}

static void zip_parts_open__no_zip_file__is_refused(void **state)
{
	struct err e = {0};

	(void)state;
	assert_null(zip_parts_open("例", "", 0, 1000, &e));
	assert_int_equal(e.code, ERR_INPUT);
	assert_null(zip_parts_open("例", "PK\x03\x04", 4, 1000, &e));
	assert_null(zip_parts_open("例", "甲", 3, 1000, NULL));
	assert_non_null(strstr(e.text, "不完整"));
	zip_parts_close(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(zip_parts_read__by_exact_name__gives_the_part),
	    cmocka_unit_test(zip_parts_read__over_the_limit__is_refused),
	    cmocka_unit_test(zip_parts_read__wrong_check_sum__is_damaged),
	    cmocka_unit_test(zip_parts_read__locked_by_a_password__says_so),
	    cmocka_unit_test(zip_parts_open__no_zip_file__is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
