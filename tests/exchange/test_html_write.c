#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "exchange/html_write.h"
#include "exchange/xml.h"
#include "support/booked.h"
#include "support/drawn.h"

static const char table[] = "title {year}年度表\n"
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
	drawn_put(f, "note", "<script>alert('&\"')</script>\n完");
	booked_drawn(&b, f, OUT_WINNING);
	html_write(&b.book, &got);
	assert_non_null(strstr(str_text(&got), "<h1>2024年度表</h1>"));
	assert_non_null(strstr(str_text(&got),
	                       "<thead><tr><th class=\"center\" height=\"18\">项 目</th>"
	                       "<th class=\"center\">金额</th></tr></thead>"
	                       "<tbody><tr><td class=\"left\" height=\"18\">甲</td>"
	                       "<td class=\"right\">1.50</td></tr>"));
	assert_non_null(strstr(str_text(&got), "<td colspan=\"2\" class=\"left\" valign=\"top\""
	                                       " height=\"18\">&lt;script&gt;"));
	assert_non_null(strstr(str_text(&got), "&lt;/script&gt;<br/>完</td>"));
	assert_null(strstr(str_text(&got), "<script"));
	str_free(&got);
	booked_free(&b);
}

/* The cell just opened, with its text; of what it may hold there are only line
 * breaks. */
static void assert_cell(struct xml *x, const struct out_cell *c)
{
	struct str text = {0};
	struct err e = {0};
	enum xml_event event;

	assert_int_equal(xml_number(x, "rowspan", 1), c->bottom - c->top);
	assert_int_equal(xml_number(x, "colspan", 1), c->right - c->left);
	while ((event = xml_next(x, &e)) != XML_CLOSE || xml_is(x, "br")) {
		if (event == XML_TEXT)
			str_add(&text, xml_text(x));
		else if (event == XML_OPEN && xml_is(x, "br"))
			str_add(&text, "\n");
		else if (event != XML_CLOSE)
			fail_msg("%s", event == XML_FAULT ? e.text : c->text);
	}
	assert_string_equal(str_text(&text), c->text);
	str_free(&text);
}

static void assert_forms(struct xml *x, const struct book_out *b)
{
	struct err e = {0};
	enum xml_event event;
	bool form = false;
	const struct out_cell **cells;
	size_t n = 0, all = 0;

	for (size_t i = 0; i < b->n; i++)
		all += b->sheets[i].ncells;
	cells = mem_array(all + 1, sizeof(*cells));
	all = 0;
	for (size_t i = 0; i < b->n; i++)
		for (size_t k = 0; k < b->sheets[i].ncells; k++)
			cells[all++] = &b->sheets[i].cells[k];
	while ((event = xml_next(x, &e)) > XML_END) {
		if (event != XML_OPEN)
			continue;
		if (xml_is(x, "table")) {
			const char *class = xml_attribute(x, "class");

			form = class && strcmp(class, "form") == 0;
		} else if (form && (xml_is(x, "td") || xml_is(x, "th"))) {
			assert_true(n < all);
			assert_cell(x, cells[n++]);
		}
	}
	if (event == XML_FAULT)
		fail_msg("%s", e.text);
	assert_int_equal(n, all);
	mem_free(cells);
}

/* All elements are closed, so that an XML reader takes it but for the first line. */
static void html_write__every_sample__has_all_cells(void **state)
{
	(void)state;
	for (size_t i = 0; i < BOOKED_SAMPLES; i++) {
		struct booked b;
		struct str got = {0};
		const char *start;
		struct xml *x;

		booked_sample(&b, i, OUT_WINNING);
		html_write(&b.book, &got);
		start = strchr(str_text(&got), '\n') + 1;
		x = xml_open("例", "html", start, strlen(start));
		assert_forms(x, &b.book);
		xml_close(x);
		str_free(&got);
		booked_free(&b);
	}
}

/* So do parts of a document. */
static void html_write__every_sample__begins_a_page_for_each_sheet(void **state)
{
	static const char page[] = "page-break-before: always";

	(void)state;
	for (size_t i = 0; i < BOOKED_SAMPLES; i++) {
		struct booked b;
		struct str got = {0};
		size_t breaks = 0, wanted = 0;

		booked_sample(&b, i, OUT_WINNING);
		html_write(&b.book, &got);
		for (const char *p = str_text(&got); (p = strstr(p, page)); p += strlen(page))
			breaks++;
		for (size_t k = 0; k < b.book.n; k++) {
			const struct sheet_out *s = &b.book.sheets[k];

			wanted += k > 0;
			for (size_t n = 0; n < s->nparagraphs; n++)
				wanted += s->paragraphs[n].apart && n + s->nlines > 0;
		}
		assert_int_equal(breaks, wanted);
		str_free(&got);
		booked_free(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(html_write__a_small_form__is_a_table_with_a_head),
	    cmocka_unit_test(html_write__every_sample__has_all_cells),
	    cmocka_unit_test(html_write__every_sample__begins_a_page_for_each_sheet),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
