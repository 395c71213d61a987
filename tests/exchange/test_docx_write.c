#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "exchange/docx_write.h"
#include "support/booked.h"
#include "support/drawn.h"
#include "support/paper.h"

static const char table[] =
    "title {year}年度表\n"
    "head left 附件1 | right 单位：万元\n"
    "band 1l 1 1\n"
    "| 项 目 | 金额 | < |\n"
    "| ^ | 预算数 | 决算数 |\n"
    "| 甲 | [a] | [b] |\n"
    "| 合计 | < | [sum] |\n"
    "| 其中：[c] | < | < |\n"
    "| [note] | < | < |\n"
    "foot left 填表人：[who] | 电话：[phone]\n"
    "field a money 预算数\n"
    "field b money 决算数\n"
    "field c money 其中\n"
    "field sum money 合计 computed a + b\n"
    "field note long 说明\n"
    "field who text 填表人\n"
    "field phone text 电话\n";

static struct filing *filled(void)
{
	struct filing *f = drawn_filing(table);

	drawn_put(f, "a", "1.50");
	drawn_put(f, "b", "12");
	drawn_put(f, "c", "<&>\"]]>");
	drawn_put(f, "sum", "14");
	drawn_put(f, "note", "一\n\n二");
	drawn_put(f, "who", "=1+1");
	return f;
}

static void docx_write__a_small_form__reads_back_as_printed(void **state)
{
	static const struct {
		const char *name, *sum;
		enum out_what what;
	} cases[] = {{"winning", "13.50", OUT_WINNING}, {"stated", "14", OUT_STATED}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct booked b;
		struct str bytes = {0}, wanted = {0};

		booked_drawn(&b, filled(), cases[i].what);
		booked_write(&b, docx_write, &bytes);
		str_addf(&wanted,
		         "¶ 2024年度表\n¶ 附件1 单位：万元\n"
		         "table 6×3 \n0,0 2×1 项 目\n0,1 1×2 金额\n1,1 1×1 预算数\n1,2 1×1 决算数\n"
		         "2,0 1×1 甲\n2,1 1×1 1.50\n2,2 1×1 12\n3,0 1×2 合计\n3,2 1×1 %s\n"
		         "4,0 1×3 其中：<&>\"]]>\n5,0 1×3 一\\n\\n二\n¶ 填表人：=1+1 电话：\n",
		         cases[i].sum);
		paper_expect(cases[i].name, &bytes, str_text(&wanted));
		str_free(&bytes);
		str_free(&wanted);
		booked_free(&b);
	}
}

static void docx_write__a_table__repeats_its_head_and_keeps_rows_whole(void **state)
{
	static const char *const wanted[] = {
	    "<w:tblHeader/>", "<w:cantSplit/>", "<w:gridSpan w:val=\"2\"/>",
	    "<w:vMerge w:val=\"restart\"/>", "w:eastAsia=\"方正小标宋简体\"",
	    "w:eastAsia=\"宋体\"", "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>",
	};
	struct booked b;
	struct str bytes = {0}, part = {0};
	const char *second;

	(void)state;
	booked_drawn(&b, filled(), OUT_WINNING);
	booked_write(&b, docx_write, &bytes);
	paper_unpack(&bytes, "word/document.xml", &part);
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		if (!strstr(str_text(&part), wanted[i]))
			fail_msg("no %s", wanted[i]);
	second = strstr(strstr(str_text(&part), "<w:tblHeader/>") + 1, "<w:tblHeader/>");
	assert_non_null(second);
	assert_null(strstr(second + 1, "<w:tblHeader/>"));
	str_free(&part);
	str_free(&bytes);
	booked_free(&b);
}

static void docx_write__every_sample__reads_back_cell_by_cell(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2 * BOOKED_SAMPLES; i++) {
		struct booked b;

		booked_sample(&b, i / 2, i % 2 ? OUT_STATED : OUT_WINNING);
		book_out_order(&b.book);
		booked_read_back(&b, docx_write, "例.docx", true);
		booked_free(&b);
	}
}

static void docx_write__twice__gives_the_same_bytes(void **state)
{
	struct booked b;
	struct str first = {0}, second = {0};

	(void)state;
	booked_sample(&b, 0, OUT_WINNING);
	booked_write(&b, docx_write, &first);
	booked_write(&b, docx_write, &second);
	assert_int_equal(first.length, second.length);
	assert_memory_equal(first.s, second.s, first.length);
	str_free(&first);
	str_free(&second);
	booked_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(docx_write__a_small_form__reads_back_as_printed),
	    cmocka_unit_test(docx_write__a_table__repeats_its_head_and_keeps_rows_whole),
	    cmocka_unit_test(docx_write__every_sample__reads_back_cell_by_cell),
	    cmocka_unit_test(docx_write__twice__gives_the_same_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
