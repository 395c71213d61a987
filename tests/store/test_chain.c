#include "history.h"

#include "base/str.h"
#include "store/schema.h"

/* ---- what a link is ---- */

static void put_number(struct str *out, int64_t n)
{
	for (int shift = 56; shift >= 0; shift -= 8)
		str_addc(out, (char)(n >> shift & 0xff));
}

static void put_integer(struct str *out, int64_t n)
{
	str_addc(out, 'I');
	put_number(out, n);
}

static void put_text(struct str *out, const char *text)
{
	if (!text) {
		str_addc(out, 'N');
		return;
	}
	str_addc(out, 'T');
	put_number(out, (int64_t)strlen(text));
	str_add(out, text);
}

/* The box's first step: it adds the sheet. */
static void put_first_step(struct str *out)
{
	put_number(out, CHAIN_STEP);
	put_number(out, 1);
	str_addn(out, "R\x0b", 2);
	put_integer(out, 1);
	put_integer(out, 1);
	put_integer(out, LONG_AGO);
	put_text(out, "甲");
	put_text(out, NULL);
	put_text(out, "填写");
	put_text(out, NULL);
	put_text(out, NULL);
	put_text(out, "430602");
	put_integer(out, 2024);
	put_text(out, "yueyanglou-2024");
	str_addn(out, "R\x0d", 2);
	for (int i = 0; i < 5; i++)
		put_integer(out, 1);
	put_integer(out, OP_SHEET_ADD);
	put_text(out, "");
	put_text(out, NULL);
	put_text(out, NULL);
	put_integer(out, 0);
	put_integer(out, 0);
	put_text(out, "yueyanglou-2024");
	put_text(out, "annex2");
}

/* As another program works it out. */
static void sha256sum(const struct box *b, const struct str *bytes, char digest[65])
{
	char path[400], command[500];
	FILE *f;

	snprintf(path, sizeof path, "%s/bytes", b->folder);
	f = fopen(path, "wb");
	assert_non_null(f);
	assert_int_equal(fwrite(bytes->s, 1, bytes->length, f), bytes->length);
	fclose(f);
	snprintf(command, sizeof command, "sha256sum '%s'", path);
	f = popen(command, "r");
	assert_non_null(f);
	assert_int_equal(fread(digest, 1, 64, f), 64);
	digest[64] = '\0';
	pclose(f);
}

static void read_link(struct store *s, const char *sql, unsigned char hash[CHAIN_HASH])
{
	sqlite3_stmt *q = NULL;

	assert_int_equal(sqlite3_prepare_v2(s->sqlite, sql, -1, &q, NULL), SQLITE_OK);
	memset(hash, 0, CHAIN_HASH);
	if (sqlite3_step(q) == SQLITE_ROW) {
		assert_int_equal(sqlite3_column_bytes(q, 0), CHAIN_HASH);
		memcpy(hash, sqlite3_column_blob(q, 0), CHAIN_HASH);
	}
	sqlite3_finalize(q);
}

static void chain__a_link__is_the_hash_of_what_the_header_says(void **state)
{
	struct box *b = *state;
	unsigned char hash[CHAIN_HASH];
	char want[65], got[65];
	struct str bytes = {0};

	read_link(b->s,
	          "SELECT hash FROM chain WHERE id ="
	          " (SELECT id - 1 FROM chain WHERE kind = 1 AND ref = 1)",
	          hash);
	str_addn(&bytes, (const char *)hash, CHAIN_HASH);
	put_first_step(&bytes);
	sha256sum(b, &bytes, want);
	read_link(b->s, "SELECT hash FROM chain WHERE kind = 1 AND ref = 1", hash);
	for (int i = 0; i < CHAIN_HASH; i++)
		snprintf(got + 2 * i, 3, "%02x", hash[i]);
	assert_string_equal(got, want);
	str_free(&bytes);
}

static void chain_verify__untouched__is_sound(void **state)
{
	struct box *b = *state;
	struct chain_report r;
	struct err e = {0};

	some_history(b);
	assert_chain_sound(b->s, 11, 1);
	verify_chain(b->s, b->filing, &r);
	assert_int_equal(r.count, 0);
	assert_int_equal(r.links, 9); /* without the two events */
	chain_report_free(&r);
	/* Nothing of what comes to nothing stays. */
	must(store_begin(b->s, &e), &e);
	must_fail(box_apply(b->s, b->filing, cell("a", "9", 77), &e), ERR_CONFLICT, &e);
	must(box_apply(b->s, b->filing, cell("c", "9", 0), &e), &e);
	must(store_commit(b->s, &e), &e);
	must_fail(box_apply(b->s, b->filing, cell("a", "9", 77), &e), ERR_CONFLICT, &e);
	must(store_step_keep(b->s, 1, &e), &e);
	assert_chain_sound(b->s, 12, 1);
}

/* ---- from before there were links ---- */

static struct store *connect_only(const struct box *b)
{
	struct store *s = mem_alloc(sizeof *s);
	struct err e = {0};

	s->path = mem_strdup(b->path);
	s->file = mem_strdup(b->path);
	must(db_open(s, true, &e), &e);
	return s;
}

static void make_version_3(struct box *b)
{
	struct err e = {0};
	struct store *s;

	store_close(b->s);
	b->s = NULL;
	assert_int_equal(remove(b->path), 0);
	fclose(fopen(b->path, "w"));
	s = connect_only(b);
	must(schema_migrate(s, schema_steps, 3, &e), &e);
	must(db_exec(s, "INSERT INTO unit VALUES (1, '430602', NULL, 1);"
	                "INSERT INTO form VALUES (1, 'yueyanglou-2024', 'annex2');"
	                "INSERT INTO filing VALUES (1, 1, 2024, 'yueyanglou-2024', '填报中',"
	                " 1, NULL, NULL, 0);"
	                "INSERT INTO sheet VALUES (2024, 1, 1, 1, 1, 1);"
	                "INSERT INTO cell VALUES (2024, 1, 1, 1, 'a', '5', 5000000, 1, 1);"
	                "INSERT INTO step VALUES (1, 1, 0, '甲', '新建', NULL, NULL, 2, NULL);"
	                "INSERT INTO entry VALUES (1, 1, 1, 1, 1, 5, '', NULL, NULL, 0);"
	                "INSERT INTO step VALUES (2, 1, 0, '甲', '填写', NULL, NULL, 0, NULL);"
	                "INSERT INTO entry VALUES (2, 2, 1, 1, 1, 0, 'a', NULL, '5', 0);"
	                "INSERT INTO explanation VALUES (1, 1, 'P06', 'a=5', '已说明', '在途',"
	                " '甲', 0)",
	             &e),
	     &e);
	store_close(s);
}

static void schema_migrate__version_3__all_rows_have_links(void **state)
{
	struct box *b = *state;
	struct chain_report r;
	struct err e = {0};

	make_version_3(b);
	b->s = box_open(b, "甲");
	assert_chain_sound(b->s, 3, 1);
	must(box_apply(b->s, 1, cell("a", "6", 1), &e), &e);
	assert_chain_sound(b->s, 4, 1);
	must(db_exec(b->s, "UPDATE explanation SET text = '在途。'", &e), &e);
	verify_chain(b->s, 0, &r);
	assert_int_equal(r.count, 1);
	assert_int_equal(r.found[0].link, 3);
	chain_report_free(&r);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, box_setup, box_teardown)
	const struct CMUnitTest tests[] = {
	    T(chain__a_link__is_the_hash_of_what_the_header_says),
	    T(chain_verify__untouched__is_sound),
	    T(schema_migrate__version_3__all_rows_have_links),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
