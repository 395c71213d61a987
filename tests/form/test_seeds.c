/* The drawings and the samples against the documents they come from: each
 * sheet is laid out, and every printed cell is compared with the cell of the
 * document's table, both ways.  A text without holes is compared without its
 * blanks and breaks, a hole exactly as it stands in the document. */
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

#define CELLS 40
#define SHOWN 400

enum page_kind {
	WORD,         /* a table of Word */
	WORD_NO_FOOT, /* the document leaves the form's foot out */
	TABBED        /* as seed_lines reads it */
};

struct page_case {
	const char *form;
	int copy;
	const char *after, *until; /* see seed_table */
	enum page_kind kind;
};

struct comparison {
	const struct filing *f;
	int sheet;
	struct layout *l;
	struct seed *seed;
	const struct cell *shown[SHOWN]; /* cells with a text that stand on the page */
	size_t nshown;
	/* Of list rows: cells, and how many of them come before the first hole. */
	size_t list_cells, list_labels;
	/* Group labels of the template rows passed since the last other row. */
	struct str labels_drawn, labels_seen;
};

/* The boxes of one row of the grid, left to right. */
struct grid_row {
	const struct layout_box *box[CELLS];
	size_t n;
	int top;
};

static struct grid_row boxes_at(const struct layout *l, int top)
{
	struct grid_row row = {.top = top};

	for (size_t i = 0; i < l->nboxes; i++) {
		const struct layout_box *b = &l->boxes[i];
		size_t at = row.n;

		if (b->top > top || b->bottom <= top)
			continue;
		assert_true(row.n < CELLS);
		for (; at > 0 && row.box[at - 1]->left > b->left; at--)
			row.box[at] = row.box[at - 1];
		row.box[at] = b;
		row.n++;
	}
	return row;
}

static void count_shown(struct comparison *c, const struct cell *cell)
{
	for (size_t i = 0; i < c->nshown; i++)
		if (c->shown[i] == cell)
			return;
	assert_true(c->nshown < SHOWN);
	c->shown[c->nshown++] = cell;
}

/* What was typed, not what wins. */
static void add_typed_cell(struct comparison *c, int spot, struct str *out)
{
	struct place p = c->l->spots[spot].place;
	const struct cell *cell = p.list >= 0 && p.row < 0 ? NULL : filing_cell(c->f, p);

	if (!cell || !cell->text)
		return;
	count_shown(c, cell);
	str_add(out, cell->text);
}

/* A hole of a row that is not there: what it says is printed («无»). */
static bool is_template(const struct comparison *c, int spot)
{
	struct place p = c->l->spots[spot].place;

	return p.list >= 0 && p.row < 0;
}

static void add_typed(struct comparison *c, struct layout_text text, struct str *out)
{
	for (size_t i = 0; i < text.n; i++) {
		const struct layout_part *part = &c->l->parts[text.first + i];

		if (part->spot < 0 || is_template(c, part->spot))
			str_addn(out, str_text(&c->l->text) + part->at, part->length);
		else
			add_typed_cell(c, part->spot, out);
	}
}

static void expect_cell(struct comparison *c, const struct layout_box *box, const char *seen)
{
	struct str typed = {0};
	bool exact = layout_only_spot(c->l, box->text) >= 0;

	add_typed(c, box->text, &typed);
	char *drawn = exact ? str_take(&typed) : text_fold(str_text(&typed));
	char *printed = exact ? mem_strdup(seen) : text_fold(seen);

	if (strcmp(drawn, printed) != 0)
		fail_msg("%s, grid row %d: «%s» is drawn, the document says «%s»", c->l->form->id,
		         box->top, drawn, printed);
	mem_free(printed);
	mem_free(drawn);
	str_free(&typed);
}

static void expect_same_labels(struct comparison *c)
{
	assert_string_equal(str_text(&c->labels_drawn), str_text(&c->labels_seen));
	str_clear(&c->labels_drawn);
	str_clear(&c->labels_seen);
}

static void expect_row(struct comparison *c, const struct grid_row *row, const char *const *cells)
{
	expect_same_labels(c);
	for (size_t i = 0; i < row->n; i++) {
		if (row->box[i]->top == row->top)
			expect_cell(c, row->box[i], cells[i]);
		else if (*cells[i])
			fail_msg("%s, grid row %d: «%s» where a merge goes on", c->l->form->id,
			         row->top, cells[i]);
	}
}

static void add_label(struct str *labels, const char *text)
{
	char *folded = text_fold(text);

	if (*folded)
		str_addf(labels, "%s\n", folded);
	mem_free(folded);
}

static size_t labels_before_holes(const struct comparison *c, const struct grid_row *row)
{
	size_t n = 0;

	while (n < row->n &&
	       (row->box[n]->top < row->top || layout_only_spot(c->l, row->box[n]->text) < 0))
		n++;
	return n;
}

/* A row that stands only for what may be filled in; its labels are kept. */
static bool is_template_drawn(struct comparison *c, const struct grid_row *row)
{
	const struct layout_box *last = row->box[row->n - 1];

	if (last->list < 0 || last->top != row->top)
		return false;
	c->list_cells = row->n;
	c->list_labels = labels_before_holes(c, row);
	if (last->entry >= 0)
		return false;
	for (size_t i = 0; i < c->list_labels; i++) {
		struct str text = {0};

		if (row->box[i]->top == row->top)
			layout_box_text(c->l, row->box[i], &text);
		add_label(&c->labels_drawn, str_text(&text));
		str_free(&text);
	}
	return true;
}

static bool is_template_seen(struct comparison *c, const char *const *cells, size_t n)
{
	if (n != c->list_cells)
		return false;
	for (size_t i = c->list_labels; i < n; i++) {
		if (*cells[i] && strcmp(cells[i], "……") != 0 && strcmp(cells[i], "......") != 0)
			return false;
	}
	for (size_t i = 0; i < c->list_labels; i++)
		add_label(&c->labels_seen, cells[i]);
	return true;
}

/* Goes through the rows of both; template rows need not pair up. */
static void expect_table(struct comparison *c)
{
	for (int top = 0; top < c->l->height;) {
		struct grid_row row = boxes_at(c->l, top);
		size_t place = seed_tell(c->seed);
		const char *const *cells;
		bool template = is_template_drawn(c, &row);

		if (!seed_row(c->seed, row.n, &cells))
			fail_msg("%s",
			         seed_fault(c->seed) ? seed_fault(c->seed) : "a row is missing");
		if (is_template_seen(c, cells, row.n)) {
			top += template;
		} else if (template) {
			seed_seek(c->seed, place);
			top++;
		} else {
			expect_row(c, &row, cells);
			top++;
		}
	}
	expect_same_labels(c);
	assert_true(seed_at_end(c->seed));
}

static void expect_inside(struct comparison *c, struct layout_text text, const char *whole)
{
	struct str typed = {0};

	add_typed(c, text, &typed);
	char *folded = text_fold(str_text(&typed));

	if (!strstr(whole, folded))
		fail_msg("not in the document: %s", folded);
	mem_free(folded);
	str_free(&typed);
}

/* The parts of heads, titles and feet are somewhere in the document. */
static void expect_lines(struct comparison *c, bool no_foot)
{
	char *whole = text_fold(seed_text(c->seed));

	for (size_t i = 0; i < c->l->nlines; i++) {
		const struct layout_line *line = &c->l->lines[i];

		for (size_t k = 0; k < line->n && !(line->foot && no_foot); k++)
			expect_inside(c, c->l->line_parts[line->first + k].text, whole);
	}
	mem_free(whole);
}

static size_t count_typed(const struct filing *f, int sheet)
{
	const struct sheet *s = &f->sheets[sheet];
	size_t count = 0;

	for (size_t i = 0; i < s->form->nfields; i++)
		count += s->cells[i].text != NULL;
	for (size_t i = 0; i < s->form->nlists; i++)
		for (size_t r = 0; r < s->lists[i].n; r++)
			for (size_t k = 0; k < s->form->lists[i].ncolumns; k++)
				count += s->lists[i].rows[r].cells[k].text != NULL;
	return count;
}

/* One line of the document a row, the cells parted by tabs, merged ones empty:
 * only the texts and their order are compared. */
static void expect_tabbed_row(struct comparison *c, int top)
{
	struct grid_row row = boxes_at(c->l, top);
	struct str drawn = {0}, seen = {0};
	const char *line = seed_line(c->seed);

	if (!line)
		fail_msg("row %d is missing", top);
	for (size_t i = 0; i < row.n; i++) {
		struct str text = {0};

		if (row.box[i]->top == top)
			add_typed(c, row.box[i]->text, &text);
		add_label(&drawn, str_text(&text));
		str_free(&text);
	}
	for (size_t n; *line; line += n + (line[n] == '\t')) {
		n = strcspn(line, "\t");
		char *cell = mem_strndup(line, n);

		add_label(&seen, cell);
		mem_free(cell);
	}
	assert_string_equal(str_text(&drawn), str_text(&seen));
	str_free(&drawn);
	str_free(&seen);
}

static void expect_tabbed(struct comparison *c)
{
	for (int top = 0; top < c->l->height; top++)
		expect_tabbed_row(c, top);
	assert_true(seed_at_end(c->seed));
}

static void expect_page(const struct filing *f, struct seed *seed, const struct page_case *page)
{
	struct comparison c = {.f = f, .seed = seed};

	c.sheet = filing_find_sheet(f, set_form(f->set, page->form), page->copy);
	assert_true(c.sheet >= 0);
	c.l = layout_build(f, c.sheet, true);
	if (page->kind == TABBED) {
		assert_true(seed_lines(seed, page->after));
		expect_tabbed(&c);
	} else {
		assert_true(seed_table(seed, page->after, page->until));
		expect_table(&c);
	}
	expect_lines(&c, page->kind == WORD_NO_FOOT);
	assert_int_equal(c.nshown, count_typed(f, c.sheet));
	layout_free(c.l);
	str_free(&c.labels_drawn);
	str_free(&c.labels_seen);
}

struct document {
	const char *set, *unit, *name;
	int year;
	const char *sample, *seed;
	struct page_case pages[10];
};

static void expect_document(const struct document *d)
{
	struct err e = {0};
	struct set *set = sample_set(d->set);
	struct filing *f = sample_filing(set, d->unit, d->name, d->year, d->sample);
	char *path = sample_path(d->seed);
	struct seed *seed = seed_open(path, &e);

	if (!seed)
		fail_msg("%s", e.text);
	filing_recalc(f);
	for (size_t i = 0; d->pages[i].form; i++)
		expect_page(f, seed, &d->pages[i]);
	seed_close(seed);
	mem_free(path);
	filing_free(f);
	set_free(set);
}

#define BASIC "2024年度预算单位整体支出绩效评价基础数据表"
#define WHOLE "2024 年度预算单位整体支出绩效自评表"
#define PROJECT "2024 年度项目支出绩效自评表"

static void layout__infocenter_2024__is_what_the_document_says(void **state)
{
	/* clang-format off */
	static const struct document d = {
		"data/forms/yueyanglou-2024", "404010", "岳阳市岳阳楼区卫生健康信息中心", 2024,
		"data/samples/404010-2024-yueyanglou-2024.csv",
		"tests/seeds/yueyanglou-infocenter-2024.txt",
		{ { "annex1", 1, BASIC, "说明：", WORD },
		  { "annex2", 1, WHOLE, "附件 3", WORD_NO_FOOT },
		  { "annex3", 1, PROJECT, "备注：", WORD } }
	};
	/* clang-format on */

	(void)state;
	expect_document(&d);
}

static void layout__health_bureau_2024__is_what_the_document_says(void **state)
{
	/* clang-format off */
	static const struct document d = {
		"data/forms/yueyanglou-2024", "404001", "岳阳市岳阳楼区卫生健康局", 2024,
		"data/samples/404001-2024-yueyanglou-2024.csv",
		"tests/seeds/yueyanglou-health-bureau-2024.txt",
		{ { "annex1", 1, BASIC, "说明：", WORD },
		  { "annex2", 1, WHOLE, "单位负责人签字", WORD },
		  { "annex3", 1, PROJECT, "备注：", WORD },
		  { "annex3", 2, PROJECT, "备注：", WORD },
		  { "annex3", 3, PROJECT, "备注：", WORD } }
	};
	/* clang-format on */

	(void)state;
	expect_document(&d);
}

static void layout__drawing_of_the_report_2017__is_what_the_document_says(void **state)
{
	/* clang-format off */
	static const struct document d = {
		"tests/form/drawings", "404010", "岳阳楼区卫生计生信息管理服务中心", 2017,
		"tests/form/drawings/2017.csv", "tests/seeds/yueyanglou-infocenter-2017.txt",
		{ { "report2017", 1, "岳阳楼区财政局（制）", "填报人（签名）", WORD } }
	};
	/* clang-format on */

	(void)state;
	expect_document(&d);
}

static void layout__infocenter_2017__is_what_the_document_says(void **state)
{
	/* clang-format off */
	static const struct document d = {
		"data/forms/yueyanglou-2017", "404010", "岳阳楼区卫生计生信息管理服务中心", 2017,
		"data/samples/404010-2017-yueyanglou-2017.csv",
		"tests/seeds/yueyanglou-infocenter-2017.txt",
		{ { "report", 1, "岳阳楼区财政局（制）", "填报人（签名）", WORD } }
	};
	/* clang-format on */

	(void)state;
	expect_document(&d);
}

static void layout__project_of_panzhihua_2021__is_what_the_document_says(void **state)
{
	/* clang-format off */
	static const struct document d = {
		"data/forms/sichuan-project-2021", "506010", "攀枝花市健康促进和卫生大数据中心", 2021,
		"data/samples/506010-2021-sichuan-project-2021.csv",
		"tests/seeds/panzhihua-bigdata-2021-final-accounts.txt",
		{ { "project", 1, "附件", "（注：", WORD } }
	};
	/* clang-format on */

	(void)state;
	expect_document(&d);
}

static void layout__drawings_of_final_accounts_2020__are_what_the_document_says(void **state)
{
	/* clang-format off */
	static const struct document d = {
		"tests/form/drawings", "138002", "湖南省卫生计生委信息统计中心", 2020,
		"tests/form/drawings/2020.csv",
		"tests/seeds/hunan-infocenter-2020-final-accounts.txt",
		{ { "t1", 1, "收入\t\t\t支出\t\t", NULL, TABBED },
		  { "t6", 1, "经济分类科目编码\t科目名称\t决算数\t", NULL, TABBED } }
	};
	/* clang-format on */

	(void)state;
	expect_document(&d);
}

static void layout__final_accounts_2020__are_what_the_document_says(void **state)
{
	/* clang-format off */
	static const struct document d = {
		"data/forms/final-accounts-hunan-2020", "430000", "湖南省卫生计生委信息统计中心", 2020,
		"data/samples/430000-2020-final-accounts-hunan-2020.csv",
		"tests/seeds/hunan-infocenter-2020-final-accounts.txt",
		{ { "t1", 1, "收入\t\t\t支出\t\t", NULL, TABBED },
		  { "t2", 1, "项 目\t\t本年收入合计\t", NULL, TABBED },
		  { "t3", 1, "项 目\t\t本年支出 合计\t", NULL, TABBED },
		  { "t4", 1, "收入\t\t\t支出\t\t\t\t\t", NULL, TABBED },
		  { "t5", 1, "项 目\t\t本年支出\t", NULL, TABBED },
		  { "t6", 1, "经济分类科目编码\t科目名称\t决算数\t", NULL, TABBED },
		  { "t7", 1, "预算数\t", NULL, TABBED },
		  { "t8", 1, "项目\t\t年初结转和结余\t", NULL, TABBED },
		  { "t9", 1, "项目\t\t本年支出\t", NULL, TABBED } }
	};
	/* clang-format on */

	(void)state;
	expect_document(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(layout__infocenter_2024__is_what_the_document_says),
	    cmocka_unit_test(layout__health_bureau_2024__is_what_the_document_says),
	    cmocka_unit_test(layout__drawing_of_the_report_2017__is_what_the_document_says),
	    cmocka_unit_test(layout__infocenter_2017__is_what_the_document_says),
	    cmocka_unit_test(layout__project_of_panzhihua_2021__is_what_the_document_says),
	    cmocka_unit_test(layout__drawings_of_final_accounts_2020__are_what_the_document_says),
	    cmocka_unit_test(layout__final_accounts_2020__are_what_the_document_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
