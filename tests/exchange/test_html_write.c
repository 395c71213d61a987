#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "exchange/html_write.h"
#include "exchange/xml.h"
#include "support/booked.h"
#include "support/drawn.h"

static const char table[] =
    "title {year}年度表\n"
    "band 1l 1\n"
    "| 项 目 | 金额 |\n"
    "| 甲 | [a] |\n"
    "| [note] | < |\n"
    "field a money 金额\n"
    "field note long 说明\n";

static void html_write__a_small_form__is_a_table_with_a_head(void **state)
{
	struct filing *f = drawn_filing(table);
	struct booked b;
	struct str got = {0};

	(void)state;
	drawn_put(f, "a", "1.50");
	drawn_put(f, "note", "<script>alert('&\"')</script>");
	booked_drawn(&b, f, OUT_WINNING);
	html_write(&b.book, &got);
	assert_non_null(strstr(str_text(&got), "<h1>2024年度表</h1>"));
	assert_non_null(strstr(str_text(&got),
	                       "<thead><tr><th class=\"center\">项 目</th><th class=\"center\">金额</th>"
	                       "</tr></thead><tbody><tr><td class=\"left\">甲</td>"
	                       "<td class=\"right\">1.50</td></tr>"));
	assert_non_null(strstr(str_text(&got), "<td colspan=\"2\" class=\"left high\">&lt;script&gt;"));
	assert_null(strstr(str_text(&got), "<script"));
	str_free(&got);
	booked_free(&b);
}

/* All elements are closed, so that an XML reader takes it but for the first line. */
static void html_write__every_sample__is_well_formed(void **state)
{
	(void)state;
	for (size_t i = 0; i < BOOKED_SAMPLES; i++) {
		struct booked b;
		struct str got = {0};
		struct err e = {0};
		enum xml_event event;
		const char *start;
		size_t cells = 0, wanted = 0;
		struct xml *x;

		booked_sample(&b, i, OUT_WINNING);
		html_write(&b.book, &got);
		start = strchr(str_text(&got), '\n') + 1;
		x = xml_open("例", "html", start, strlen(start));
		while ((event = xml_next(x, &e)) > XML_END)
			cells += event == XML_OPEN && (xml_is(x, "td") || xml_is(x, "th"));
		if (event == XML_FAULT)
			fail_msg("%s", e.text);
		for (size_t k = 0; k < b.book.n; k++)
			wanted += b.book.sheets[k].ncells;
		assert_int_equal(cells, wanted);
		xml_close(x);
		str_free(&got);
		booked_free(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(html_write__a_small_form__is_a_table_with_a_head),
	    cmocka_unit_test(html_write__every_sample__is_well_formed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
