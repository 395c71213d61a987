#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "support/booked.h"
#include "support/drawn.h"

static const char table[] =
    "band 1l 1 1\n"
    "| 项 目 | 预算数 | 决算数 |\n"
    "| 甲 | [a] | [b] |\n"
    "| 合计 | < | [sum] |\n"
    "field a money 预算数\n"
    "field b money 决算数\n"
    "field sum money 合计 computed a + b\n";

static const struct out_cell *cell_of(const struct booked *b, const char *key)
{
	struct place p;

	assert_true(filing_place(b->f, 0, key, &p));
	return sheet_out_place(&b->book.sheets[0], p);
}

static void book_out_add__figures__are_numbers_as_printed_or_as_stated(void **state)
{
	static const struct {
		const char *put, *key;
		enum out_what what;
		const char *text;
		bool number;
		int64_t num;
		int decimals;
	} cases[] = {
		{ "1.5", "a", OUT_WINNING, "1.5", true, 1500000, 2 },
		{ "1.5", "a", OUT_STATED, "1.5", true, 1500000, 1 },
		{ "48.6.", "a", OUT_WINNING, "48.6.", false, 0, 2 },
		{ "1,234.50", "a", OUT_WINNING, "1,234.50", true, 1234500000, 2 },
		{ "1,234.50", "a", OUT_STATED, "1,234.50", false, 0, 2 }, /* as it stands there */
		{ "/", "a", OUT_WINNING, "/", false, 0, 2 },
		{ "", "a", OUT_WINNING, "", false, 0, 2 },
		{ "1.5", "sum", OUT_WINNING, "3.50", true, 3500000, 2 },
		{ "1.5", "sum", OUT_STATED, "9", true, 9000000, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct filing *f = drawn_filing(table);
		const struct out_cell *c;
		struct booked b;

		drawn_put(f, "a", cases[i].put);
		drawn_put(f, "b", "2");
		drawn_put(f, "sum", "9");
		booked_drawn(&b, f, cases[i].what);
		c = cell_of(&b, cases[i].key);
		assert_non_null(c);
		assert_true(c->figure);
		assert_string_equal(c->text, cases[i].text);
		assert_int_equal(c->number, cases[i].number);
		if (c->number) {
			assert_int_equal(c->num, cases[i].num);
			assert_int_equal(c->decimals, cases[i].decimals);
		}
		assert_int_equal(c->formula != NULL,
		                 cases[i].what == OUT_WINNING && strcmp(cases[i].key, "sum") == 0);
		booked_free(&b);
	}
}

static void book_out_add__every_sample__fills_the_width_of_its_page(void **state)
{
	(void)state;
	for (size_t i = 0; i < BOOKED_SAMPLES; i++) {
		struct booked b;

		booked_sample(&b, i, OUT_WINNING);
		for (size_t k = 0; k < b.book.n; k++) {
			const struct sheet_out *s = &b.book.sheets[k];
			int sum = 0;

			for (int c = 0; c < s->ncolumns; c++) {
				assert_true(s->columns[c] > 0);
				sum += s->columns[c];
			}
			if (!s->prose)
				assert_int_equal(sum, s->landscape ? OUT_LANDSCAPE : OUT_PORTRAIT);
			assert_int_equal(s->prose, s->ncells == 0);
			assert_true(*s->name != '\0');
		}
		booked_free(&b);
	}
}

/* Merges that overlap make a file that Excel repairs; the library that writes it
 * lets them pass. */
static void book_out_add__every_sample__covers_its_grid_once(void **state)
{
	(void)state;
	for (size_t i = 0; i < BOOKED_SAMPLES; i++) {
		struct booked b;

		booked_sample(&b, i, OUT_WINNING);
		for (size_t k = 0; k < b.book.n; k++) {
			const struct sheet_out *s = &b.book.sheets[k];
			int area = 0;

			for (size_t c = 0; c < s->ncells; c++)
				area += (s->cells[c].bottom - s->cells[c].top) *
				        (s->cells[c].right - s->cells[c].left);
			assert_int_equal(area, s->nrows * s->ncolumns);
			for (int r = 0; r < s->nrows; r++)
				for (int c = 0; c < s->ncolumns; c++)
					assert_non_null(sheet_out_at(s, r, c));
		}
		booked_free(&b);
	}
}

static void book_out_add__heads__are_the_rows_of_names(void **state)
{
	static const struct {
		size_t sample;
		const char *form;
		int top, bottom;
		bool landscape;
	} cases[] = {
		{ 0, "annex1", 0, 0, false },  /* begins with the unit's name */
		{ 0, "annex2", 10, 11, false }, /* above the indicators */
		{ 3, "t1", 0, 3, true },
		{ 3, "t2", 0, 3, true },
		{ 3, "t6", 0, 1, true },
		{ 3, "t7", 0, 4, true },
		{ 2, "report", 0, 0, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct sheet_out *s;
		struct booked b;
		int sheet;

		booked_sample(&b, cases[i].sample, OUT_WINNING);
		sheet = filing_find_sheet(b.f, set_form(b.set, cases[i].form), 1);
		s = &b.book.sheets[sheet];
		if (strcmp(cases[i].form, "report") != 0) {
			assert_int_equal(s->head_top, cases[i].top);
			assert_int_equal(s->head_bottom, cases[i].bottom);
		}
		assert_int_equal(s->landscape, cases[i].landscape);
		booked_free(&b);
	}
}

static void book_out_add__a_text__is_headings_and_paragraphs(void **state)
{
	static const struct {
		enum out_role role;
		const char *text;
	} wanted[] = {
		{ OUT_TITLE, "第一部分" }, { OUT_TITLE, "概况" },
		{ OUT_HEAD, "一、职责" }, { OUT_SUBHEAD, "（一）甲" },
		{ OUT_BODY, "一段。" }, { OUT_BODY, "" }, { OUT_BODY, "二段。" }, { OUT_BODY, "1、乙：丙" },
	};
	struct filing *f = drawn_filing("band 80l\n"
	                                "| 第一部分\\n概况 |\n| 一、职责 |\n| （一）甲 |\n| [duty] |\n"
	                                "rows terms\n| {n}、[name]：[text] |\n"
	                                "field duty long 职责\n"
	                                "list terms 名词\ncolumn name text 名\ncolumn text long 义\n");
	const struct sheet_out *s;
	struct booked b;

	(void)state;
	drawn_put(f, "duty", "一段。\n\n二段。");
	drawn_row(f, "terms", 1, NULL);
	drawn_put(f, "terms.1.name", "乙");
	drawn_put(f, "terms.1.text", "丙");
	booked_drawn(&b, f, OUT_WINNING);
	s = &b.book.sheets[0];
	assert_true(s->prose);
	assert_int_equal(s->nparagraphs, sizeof wanted / sizeof *wanted);
	for (size_t i = 0; i < s->nparagraphs; i++) {
		assert_string_equal(s->paragraphs[i].text, wanted[i].text);
		assert_int_equal(s->paragraphs[i].role, wanted[i].role);
		assert_int_equal(s->paragraphs[i].apart, i == 0);
	}
	booked_free(&b);
}

/* 第一部分 概况, 第二部分 the tables, 第三部分 情况说明, 第四部分 and 第五部分 of the texts. */
static void book_out_order__parts_in_several_forms__come_in_their_order(void **state)
{
	static const char *const wanted[] = {"texts", "texts", "texts", "t1", "t2", "t3", "t4", "t5",
	                                     "t6", "t7", "t8", "t9", "notes", "texts", "texts"};
	struct booked b;
	size_t at = 0;

	(void)state;
	booked_sample(&b, 3, OUT_WINNING);
	book_out_order(&b.book);
	for (size_t i = 0; i < b.book.n; i++) {
		const char *id = b.f->sheets[b.book.sheets[i].sheet].form->id;

		if (strcmp(id, "extra") == 0)
			continue;
		assert_true(at < sizeof wanted / sizeof *wanted);
		assert_string_equal(id, wanted[at++]);
	}
	assert_int_equal(at, sizeof wanted / sizeof *wanted);
	assert_string_equal(b.book.sheets[1].paragraphs[0].text, "第一部分");
	assert_string_equal(b.book.sheets[2].paragraphs[0].text, "第二部分");
	booked_free(&b);
}

static void sheet_out_lines__long_texts__wrap_at_the_width(void **state)
{
	static const struct { const char *text; int lines; } cases[] = {
		{ "", 1 }, { "甲", 1 }, { "一\n二\n三", 3 },
		/* 103 pt less 8 pt of margins: 18 halves of 10.5 pt, less one */
		{ "一二三四五六七八", 1 }, { "一二三四五六七八九", 2 }, { "12345678901234567", 1 },
		{ "123456789012345678", 2 },
	};
	int columns[] = {2060};
	struct sheet_out s = {.columns = columns, .ncolumns = 1, .font = 21};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct out_cell c = {.right = 1, .text = (char *)cases[i].text};

		if (sheet_out_lines(&s, &c) != cases[i].lines)
			fail_msg("«%s» in %d lines", cases[i].text, sheet_out_lines(&s, &c));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(book_out_add__figures__are_numbers_as_printed_or_as_stated),
	    cmocka_unit_test(book_out_add__every_sample__fills_the_width_of_its_page),
	    cmocka_unit_test(book_out_add__every_sample__covers_its_grid_once),
	    cmocka_unit_test(book_out_add__heads__are_the_rows_of_names),
	    cmocka_unit_test(book_out_add__a_text__is_headings_and_paragraphs),
	    cmocka_unit_test(book_out_order__parts_in_several_forms__come_in_their_order),
	    cmocka_unit_test(sheet_out_lines__long_texts__wrap_at_the_width),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
