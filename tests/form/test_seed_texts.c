/* The texts of the documents: the sheets of a filing are read from top to
 * bottom and compared with the document's paragraphs in their order, so that
 * none is lost and none invented.  Of the cells what was typed counts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/text.h"
#include "form/layout.h"
#include "form/recalc.h"
#include "support/sample.h"
#include "support/seed.h"

#define REGIONS 2
#define PAGES 8

/* Lines of the document: from the one that says `from` to before the one that
 * says `until`; NULL: to the end. */
struct region {
	const char *from, *until;
};

enum page_kind {
	PARAGRAPHS, /* paragraph by paragraph */
	NO_COVER,   /* likewise, but the document leaves the lines above the table out */
	RUNNING     /* the document breaks its paragraphs anywhere */
};

struct page_case {
	const char *form;
	enum page_kind kind;
	struct region regions[REGIONS];
};

struct document {
	const char *set, *unit, *name;
	int year;
	const char *sample, *seed;
	struct page_case pages[PAGES];
};

/* Word numbers these headings by itself and the dump writes the figure. */
static const struct {
	const char *dumped, *printed;
} numbered[] = {
	{"1、 单位基本情况", "一、单位基本情况"},
	{"6、 单位整体支出绩效情况", "六、单位整体支出绩效情况"},
	{"9、 国有资本经营预算支出决算情况说明", "九、国有资本经营预算支出决算情况说明"},
	{"第3部分 名词解释", "第三部分 名词解释"},
};

/* ---- paragraphs ---- */

static bool same_folded(const char *a, const char *b)
{
	char *x = text_fold(a), *y = text_fold(b);
	bool same = strcmp(x, y) == 0;

	mem_free(x);
	mem_free(y);
	return same;
}

/* Appends the paragraphs of a text, folded, each on a line of its own. */
static void add_paragraphs(struct str *out, const char *text)
{
	while (*text) {
		size_t n = strcspn(text, "\n");
		char *line = mem_strndup(text, n), *folded = text_fold(line);

		if (*folded)
			str_addf(out, "%s\n", folded);
		mem_free(folded);
		mem_free(line);
		text += n + (text[n] == '\n');
	}
}

/* ---- the document ---- */

/* The next line without its bookmarks, tab and list mark; false: none left. */
static bool next_line(const char **at, struct str *line)
{
	static const char mark[] = "[bookmark: ";
	size_t n = strcspn(*at, "\n");
	const char *s = *at, *end = s + n;

	str_clear(line);
	if (!*s)
		return false;
	for (; s < end; s++) {
		const char *close = strncmp(s, mark, sizeof mark - 1) == 0 ? strchr(s, ']') : NULL;

		if (close && close < end)
			s = close;
		else if (*s != '\t')
			str_addc(line, *s);
	}
	*at = end + (*end == '\n');
	return true;
}

static void add_line(struct str *out, const char *line)
{
	for (size_t i = 0; i < sizeof numbered / sizeof *numbered; i++)
		if (same_folded(line, numbered[i].dumped))
			line = numbered[i].printed;
	add_paragraphs(out, strncmp(line, "- ", 2) == 0 ? line + 2 : line);
}

static const char *add_region(const char *at, const struct region *r, struct str *out)
{
	struct str line = {0};
	bool inside = false;
	const char *next = at;

	while (next_line(&next, &line)) {
		if (!inside)
			inside = same_folded(str_text(&line), r->from);
		else if (r->until && same_folded(str_text(&line), r->until))
			break;
		if (inside)
			add_line(out, str_text(&line));
		at = next;
	}
	if (!inside)
		fail_msg("the document has no line «%s»", r->from);
	str_free(&line);
	return at;
}

/* ---- the sheets ---- */

/* What was typed, not what wins. */
static void add_spot(const struct filing *f, const struct layout *l, int spot, struct str *out)
{
	struct place p = l->spots[spot].place;
	const struct cell *cell = p.list >= 0 && p.row < 0 ? NULL : filing_cell(f, p);

	if (cell && cell->text)
		str_add(out, cell->text);
}

static void add_text(const struct filing *f, const struct layout *l, struct layout_text text,
                     struct str *out)
{
	for (size_t i = 0; i < text.n; i++) {
		const struct layout_part *part = &l->parts[text.first + i];

		if (part->spot < 0)
			str_addn(out, str_text(&l->text) + part->at, part->length);
		else
			add_spot(f, l, part->spot, out);
	}
}

static void add_lines(const struct filing *f, const struct layout *l, bool foot, struct str *out)
{
	for (size_t i = 0; i < l->nlines; i++) {
		struct str text = {0};

		for (size_t k = 0; k < l->lines[i].n && l->lines[i].foot == foot; k++)
			add_text(f, l, l->line_parts[l->lines[i].first + k].text, &text);
		add_paragraphs(out, str_text(&text));
		str_free(&text);
	}
}

static void add_sheet(const struct filing *f, const char *form, bool cover, struct str *out)
{
	int sheet = filing_find_sheet(f, set_form(f->set, form), 1);
	struct layout *l;

	assert_true(sheet >= 0);
	l = layout_build(f, sheet, true);
	if (cover)
		add_lines(f, l, false, out);
	for (size_t i = 0; i < l->nboxes; i++) {
		struct str text = {0};

		add_text(f, l, l->boxes[i].text, &text);
		add_paragraphs(out, str_text(&text));
		str_free(&text);
	}
	add_lines(f, l, true, out);
	layout_free(l);
}

/* ---- comparing ---- */

static void join(struct str *s)
{
	struct str joined = {0};

	for (size_t i = 0; i < s->length; i++)
		if (s->s[i] != '\n')
			str_addc(&joined, s->s[i]);
	str_free(s);
	*s = joined;
}

static void expect_same(const char *form, const char *drawn, const char *said)
{
	size_t i = 0, from;

	while (drawn[i] && drawn[i] == said[i])
		i++;
	if (drawn[i] == said[i])
		return;
	for (from = i > 60 ? i - 60 : 0; (drawn[from] & 0xC0) == 0x80;)
		from--;
	fail_msg("%s: drawn «%.200s», the document says «%.200s»", form, drawn + from, said + from);
}

static void expect_page(const struct filing *f, const struct page_case *page, const char *document)
{
	struct str drawn = {0}, said = {0};

	add_sheet(f, page->form, page->kind != NO_COVER, &drawn);
	for (size_t i = 0; i < REGIONS && page->regions[i].from; i++)
		document = add_region(document, &page->regions[i], &said);
	if (page->kind == RUNNING) {
		join(&drawn);
		join(&said);
	}
	assert_true(said.length > 0);
	expect_same(page->form, str_text(&drawn), str_text(&said));
	str_free(&drawn);
	str_free(&said);
}

/* A filing and its document, open together. */
struct opened {
	struct set *set;
	struct filing *f;
	struct seed *seed;
};

static struct opened open_document(const struct document *d)
{
	struct opened o = {0};
	struct err e = {0};
	char *path = sample_path(d->seed);

	o.set = sample_set(d->set);
	o.f = sample_filing(o.set, d->unit, d->name, d->year, d->sample);
	o.seed = seed_open(path, &e);
	if (!o.seed)
		fail_msg("%s", e.text);
	filing_recalc(o.f);
	mem_free(path);
	return o;
}

static void close_document(struct opened *o)
{
	seed_close(o->seed);
	filing_free(o->f);
	set_free(o->set);
}

static void expect_document(const struct document *d)
{
	struct opened o = open_document(d);

	for (size_t i = 0; i < PAGES && d->pages[i].form; i++)
		expect_page(o.f, &d->pages[i], seed_text(o.seed));
	close_document(&o);
}

/* clang-format off */
static const struct document infocenter_2017 = {
	"data/forms/yueyanglou-2017", "404010", "岳阳楼区卫生计生信息管理服务中心", 2017,
	"data/samples/404010-2017-yueyanglou-2017.csv", "tests/seeds/yueyanglou-infocenter-2017.txt",
	{ { "report", PARAGRAPHS, { { "岳阳楼区 2017 年度部门（单位）整体支出", NULL } } } }
};

static const struct document infocenter_2024 = {
	"data/forms/yueyanglou-2024", "404010", "岳阳市岳阳楼区卫生健康信息中心", 2024,
	"data/samples/404010-2024-yueyanglou-2024.csv", "tests/seeds/yueyanglou-infocenter-2024.txt",
	{ { "annex4", NO_COVER,
	    { { "2024 年度岳阳市岳阳楼区卫生健康信息中心单位整体支出绩效自评报告", NULL } } } }
};

static const struct document bureau_2024 = {
	"data/forms/yueyanglou-2024", "404001", "岳阳市岳阳楼区卫生健康局", 2024,
	"data/samples/404001-2024-yueyanglou-2024.csv", "tests/seeds/yueyanglou-health-bureau-2024.txt",
	{ { "annex4", PARAGRAPHS, { { "附件 4", NULL } } } }
};

static const struct document hunan_2020 = {
	"data/forms/final-accounts-hunan-2020", "430000", "湖南省卫生计生委信息统计中心", 2020,
	"data/samples/430000-2020-final-accounts-hunan-2020.csv",
	"tests/seeds/hunan-infocenter-2020-final-accounts.txt",
	{ { "texts", RUNNING, { { "2020年度", "收入支出决算总表" }, { "第四部分", NULL } } },
	  { "notes", RUNNING, { { "第三部分", "第四部分" } } } }
};

#define CHARTS "财政拨款收、支决算总计变动情况" /* where the charts' data begin */

static const struct document panzhihua_2021 = {
	"data/forms/sichuan-project-2021", "506010", "攀枝花市健康促进和卫生大数据中心", 2021,
	"data/samples/506010-2021-sichuan-project-2021.csv",
	"tests/seeds/panzhihua-bigdata-2021-final-accounts.txt",
	{ { "overview", PARAGRAPHS, { { "第一部分 单位概况", "第二部分2021年度单位决算情况说明" } } },
	  { "notes", PARAGRAPHS, { { "第二部分2021年度单位决算情况说明", "第3部分 名词解释" } } },
	  { "terms", PARAGRAPHS, { { "第3部分 名词解释", "第四部分附件" } } },
	  { "project", PARAGRAPHS, { { "第四部分附件", "第五部分 附表" } } },
	  { "tables", RUNNING, { { "第五部分 附表", CHARTS } } } }
};
/* clang-format on */

static void texts__infocenter_2017__are_what_the_document_says(void **state)
{
	(void)state;
	expect_document(&infocenter_2017);
}

static void texts__report_of_infocenter_2024__are_what_the_document_says(void **state)
{
	(void)state;
	expect_document(&infocenter_2024);
}

static void texts__report_of_health_bureau_2024__are_what_the_document_says(void **state)
{
	(void)state;
	expect_document(&bureau_2024);
}

static void texts__hunan_2020__are_what_the_document_says(void **state)
{
	(void)state;
	expect_document(&hunan_2020);
}

static void texts__panzhihua_2021__are_what_the_document_says(void **state)
{
	(void)state;
	expect_document(&panzhihua_2021);
}

/* ---- the figures of 2021 ---- */

static bool is_digit(char c)
{
	return (c >= '0' && c <= '9') || c == '.';
}

/* The number as a whole, not as a part of a longer one. */
static bool has_number(const char *text, const char *number)
{
	size_t n = strlen(number);

	for (const char *at = text; (at = strstr(at, number)) != NULL; at++)
		if ((at == text || !is_digit(at[-1])) && !is_digit(at[n]))
			return true;
	return false;
}

static void figures__panzhihua_2021__hold_each_amount_of_the_narrative(void **state)
{
	static const struct region part = {"第二部分2021年度单位决算情况说明", "第3部分 名词解释"};
	struct opened o = open_document(&panzhihua_2021);
	struct str said = {0}, drawn = {0};
	int count = 0;

	(void)state;
	add_region(seed_text(o.seed), &part, &said);
	add_sheet(o.f, "figures", true, &drawn);
	for (const char *s = str_text(&said), *end; (end = strstr(s, "万元")) != NULL;
	     s = end + strlen("万元")) {
		const char *from = end;

		while (from > s && is_digit(from[-1]))
			from--;
		char *number = mem_strndup(from, (size_t)(end - from));
		if (*number && !has_number(str_text(&drawn), number))
			fail_msg("no figure %s", number);
		count += *number != '\0';
		mem_free(number);
	}
	assert_int_equal(count, 100);
	str_free(&said);
	str_free(&drawn);
	close_document(&o);
}

/* What the document says by its difference: 1.58 − 0.27, and 与2020年持平. */
static const char *const derived[] = {"car.last", "abroad.last", "guest.last"};

static bool is_derived(const char *key)
{
	for (size_t i = 0; i < sizeof derived / sizeof *derived; i++)
		if (strcmp(derived[i], key) == 0)
			return true;
	return false;
}

/* Numbers are looked for in the document as it stands, texts in it folded. */
static void expect_said(const char *key, const struct cell *cell, const char *document,
                        const char *paragraphs)
{
	char *folded = cell->text ? text_fold(cell->text) : NULL;
	char *number = folded && strchr(folded, '%') ? mem_strndup(folded, strcspn(folded, "%"))
	                                             : NULL;

	if (folded && !(is_digit(*folded) ? has_number(document, number ? number : folded)
	                                  : strstr(paragraphs, folded) != NULL))
		fail_msg("%s: %s is not in the document", key, cell->text);
	mem_free(number);
	mem_free(folded);
}

static void figures__panzhihua_2021__say_nothing_that_the_document_does_not(void **state)
{
	struct opened o = open_document(&panzhihua_2021);
	const struct form *form = set_form(o.set, "figures");
	const struct sheet *sheet = &o.f->sheets[filing_find_sheet(o.f, form, 1)];
	struct str said = {0};
	const char *at = seed_text(o.seed);
	struct str line = {0};

	(void)state;
	while (next_line(&at, &line))
		add_paragraphs(&said, str_text(&line));
	for (size_t i = 0; i < form->nfields; i++)
		if (!is_derived(form->fields[i].key))
			expect_said(form->fields[i].key, &sheet->cells[i], seed_text(o.seed),
			            str_text(&said));
	for (size_t i = 0; i < form->nlists; i++)
		for (size_t r = 0; r < sheet->lists[i].n; r++)
			for (size_t k = 0; k < form->lists[i].ncolumns; k++)
				expect_said(form->lists[i].key, &sheet->lists[i].rows[r].cells[k],
				            seed_text(o.seed), str_text(&said));
	str_free(&line);
	str_free(&said);
	close_document(&o);
}

/* The charts' data as the document holds them behind its text, in its order;
 * chart 1, the one without a title, says 412.63 for last year. */
static void figures__panzhihua_2021__hold_the_data_of_the_seven_charts(void **state)
{
	/* clang-format off */
	static const struct { const char *key, *text; } cases[] = {
		{ "chart4.last", "430.37" }, { "chart4.this", "722.88" },
		{ "chart5.last", "430.37" }, { "chart5.this", "722.88" },
		{ "classes.1.chart", "687.59" }, { "classes.2.chart", "15.04" },
		{ "classes.3.chart", "20.25" }, { "chart7.car", "1.58" },
		{ "chart1.last", "412.63" }, { "chart1.this", "722.88" },
		{ "chart2.general", "705.87" },
		{ "chart3.basic", "265.49" }, { "chart3.project", "457.39" },
	};
	/* clang-format on */
	struct opened o = open_document(&panzhihua_2021);
	int sheet = filing_find_sheet(o.f, set_form(o.set, "figures"), 1);
	const char *at = strstr(seed_text(o.seed), "\n" CHARTS);

	(void)state;
	assert_non_null(at);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct place p;

		assert_true(filing_place(o.f, sheet, cases[i].key, &p));
		assert_string_equal(filing_cell(o.f, p)->text, cases[i].text);
		at = strstr(at, cases[i].text);
		if (!at)
			fail_msg("%s: the document has no further %s", cases[i].key, cases[i].text);
		at += strlen(cases[i].text);
	}
	assert_null(strpbrk(at, "."));
	close_document(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(texts__infocenter_2017__are_what_the_document_says),
	    cmocka_unit_test(texts__report_of_infocenter_2024__are_what_the_document_says),
	    cmocka_unit_test(texts__report_of_health_bureau_2024__are_what_the_document_says),
	    cmocka_unit_test(texts__hunan_2020__are_what_the_document_says),
	    cmocka_unit_test(texts__panzhihua_2021__are_what_the_document_says),
	    cmocka_unit_test(figures__panzhihua_2021__hold_each_amount_of_the_narrative),
	    cmocka_unit_test(figures__panzhihua_2021__say_nothing_that_the_document_does_not),
	    cmocka_unit_test(figures__panzhihua_2021__hold_the_data_of_the_seven_charts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
