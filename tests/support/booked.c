#include "support/booked.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "calc/num.h"
#include "form/load.h"
#include "form/recalc.h"
#include "support/drawn.h"
#include "support/sample.h"

static const struct {
	const char *set, *unit, *name, *file;
	int year;
} samples[BOOKED_SAMPLES] = {
    {"data/forms/yueyanglou-2024", "404010", "岳阳市岳阳楼区卫生健康信息中心",
     "data/samples/404010-2024-yueyanglou-2024.csv", 2024},
    {"data/forms/yueyanglou-2024", "404001", "岳阳市岳阳楼区卫生健康局",
     "data/samples/404001-2024-yueyanglou-2024.csv", 2024},
    {"data/forms/yueyanglou-2017", "404010", "岳阳楼区卫生计生信息管理服务中心",
     "data/samples/404010-2017-yueyanglou-2017.csv", 2017},
    {"data/forms/final-accounts-hunan-2020", "430000", "湖南省卫生计生委信息统计中心",
     "data/samples/430000-2020-final-accounts-hunan-2020.csv", 2020},
    {"data/forms/sichuan-project-2021", "506010", "攀枝花市健康促进和卫生大数据中心",
     "data/samples/506010-2021-sichuan-project-2021.csv", 2021},
};

static void add_sheets(struct booked *b, enum out_what what)
{
	filing_recalc(b->f);
	b->book = (struct book_out){.title = mem_strdup("例"), .filing = b->f};
	for (int i = 0; i < (int)b->f->nsheets; i++)
		book_out_add(&b->book, i, what);
}

void booked_sample(struct booked *b, size_t sample, enum out_what what)
{
	b->set = sample_set(samples[sample].set);
	b->f = sample_filing(b->set, samples[sample].unit, samples[sample].name,
	                     samples[sample].year, samples[sample].file);
	for (size_t i = 0; i < b->set->nforms; i++)
		filing_sheet(b->f, b->set->forms[i], 1);
	add_sheets(b, what);
}

void booked_drawn(struct booked *b, struct filing *f, enum out_what what)
{
	b->set = NULL;
	b->f = f;
	add_sheets(b, what);
}

void booked_free(struct booked *b)
{
	book_out_free(&b->book);
	if (!b->set) {
		drawn_free(b->f);
		return;
	}
	filing_free(b->f);
	set_free(b->set);
}

/* ---- comparing ---- */

/* A reader drops empty lines at both ends, and blanks at the beginning of a
 * paragraph may be an indent. */
static char *trimmed(const char *text)
{
	size_t n;

	while (*text == '\n' || *text == ' ' || strncmp(text, "　", 3) == 0)
		text += *text == '\n' || *text == ' ' ? 1 : 3;
	n = strlen(text);
	while (n > 0 && (text[n - 1] == '\n' || text[n - 1] == ' '))
		n--;
	return mem_strndup(text, n);
}

static bool same_text(const char *a, const char *b)
{
	char *left = trimmed(a), *right = trimmed(b);
	bool same = strcmp(left, right) == 0;

	mem_free(left);
	mem_free(right);
	return same;
}

static void compare_cell(const struct sheet_out *s, const struct out_cell *c,
                         const struct doc_cell *got, bool spans)
{
	struct figure read;

	if (spans && (got->row != c->top || got->column != c->left ||
	              got->rows != c->bottom - c->top || got->columns != c->right - c->left))
		fail_msg("%s: «%s» at %d,%d %d×%d, wanted %d,%d %d×%d", s->name, c->text, got->row,
		         got->column, got->rows, got->columns, c->top, c->left, c->bottom - c->top,
		         c->right - c->left);
	if (c->number && num_parse(got->text, NULL, &read) == NUM_OK && read.num == c->num)
		return;
	if (!same_text(got->text, c->text))
		fail_msg("%s: «%s», wanted «%s»", s->name, got->text, c->text);
}

struct walk {
	const struct document *d;
	size_t block, cell; /* the next ones */
};

/* The next text that is not empty, of a cell or a paragraph. */
static const struct doc_cell *next_cell(struct walk *w, bool empty)
{
	for (; w->block < w->d->n; w->block++, w->cell = 0) {
		const struct doc_table *t = w->d->blocks[w->block].table;

		for (; t && w->cell < t->n; w->cell++)
			if (empty || *t->cells[w->cell].text)
				return &t->cells[w->cell++];
		if (!t && *w->d->blocks[w->block].text)
			return NULL;
	}
	return NULL;
}

/* Text in a paragraph, or in a cell of a worksheet. */
static void expect_line(struct walk *w, const struct sheet_out *s, const char *text)
{
	const struct doc_cell *cell;
	char *wanted = trimmed(text);
	const char *got;

	if (*wanted) {
		cell = next_cell(w, false);
		if (!cell && w->block == w->d->n)
			fail_msg("%s: «%s» is missing", s->name, text);
		got = cell ? cell->text : w->d->blocks[w->block].text;
		/* Several parts of a line are one paragraph. */
		if (!strstr(got, wanted))
			fail_msg("%s: «%s», wanted «%s»", s->name, got, text);
	}
	mem_free(wanted);
}

static void expect_lines(struct walk *w, const struct sheet_out *s, bool foot)
{
	for (size_t k = 0; k < s->nlines; k++) {
		const struct out_line *line = &s->lines[k];

		for (size_t i = 0; line->foot == foot && i < line->n; i++)
			expect_line(w, s, line->parts[i].text);
		if (line->foot == foot && line->n > 0 && w->block < w->d->n &&
		    w->d->blocks[w->block].kind == DOC_PARAGRAPH)
			w->block++;
	}
}

static void expect_table(struct walk *w, const struct sheet_out *s, bool spans)
{
	for (size_t i = 0; i < s->ncells; i++) {
		const struct out_cell *c = &s->cells[i];
		const struct doc_cell *got;

		if (!spans && same_text(c->text, ""))
			continue;
		got = next_cell(w, spans);
		if (!got)
			fail_msg("%s: «%s» is missing", s->name, c->text);
		else
			compare_cell(s, c, got, spans);
	}
	if (spans) {
		w->block++;
		w->cell = 0;
	}
}

void booked_compare(const struct book_out *b, const struct document *d, bool spans)
{
	struct walk w = {.d = d};

	for (size_t i = 0; i < b->n; i++) {
		const struct sheet_out *s = &b->sheets[i];

		expect_lines(&w, s, false);
		for (size_t k = 0; k < s->nparagraphs; k++) {
			expect_line(&w, s, s->paragraphs[k].text);
			if (w.block < d->n && d->blocks[w.block].kind == DOC_PARAGRAPH)
				w.block++;
		}
		if (!s->prose)
			expect_table(&w, s, spans);
		expect_lines(&w, s, true);
	}
	if (next_cell(&w, false) || w.block < d->n)
		fail_msg("there is more than the book has");
}

/* ---- writing ---- */

void booked_write(const struct booked *b, booked_writer *write, struct str *bytes)
{
	struct err e = {0};

	if (write(&b->book, bytes, &e) < 0)
		fail_msg("%s", e.text);
}

void booked_read_back(const struct booked *b, booked_writer *write, const char *name, bool spans)
{
	struct document d = {0};
	struct str bytes = {0};
	struct err e = {0};

	booked_write(b, write, &bytes);
	if (document_parse(&d, name, str_text(&bytes), bytes.length, &doc_limits_usual, &e) < 0)
		fail_msg("%s", e.text);
	booked_compare(&b->book, &d, spans);
	document_free(&d);
	str_free(&bytes);
}
