#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/text.h"
#include "exchange/pdf_write.h"
#include "support/booked.h"

/* What is on the pages is read by pdftotext; where that or a Chinese font is
 * missing, or PDF was not built in, those tests are skipped. */

enum { CHARACTERS = 0x30000, OUTPUT = 4096 };

/* ---- writing and reading ---- */

static void write_pdf(const struct book_out *b, struct str *bytes)
{
	struct err e = {0};

	if (pdf_write(b, bytes, &e) == 0)
		return;
	if (e.code != ERR_SYSTEM)
		fail_msg("%s", e.text);
	print_message("%s\n", e.text);
	skip();
}

static size_t count(const struct str *in, const char *what)
{
	size_t n = 0, length = strlen(what);
	const char *p = str_text(in), *end = p + in->length;

	while (p < end && (p = memmem(p, (size_t)(end - p), what, length)) != NULL) {
		n++;
		p += length;
	}
	return n;
}

static size_t pages(const struct str *bytes)
{
	return count(bytes, "/MediaBox");
}

static void read_text(const struct str *bytes, struct str *text)
{
	char path[] = "/tmp/ziping-pdf-XXXXXX", block[OUTPUT];
	int fd = mkstemp(path);
	struct str command = {0};
	FILE *in;
	size_t n;

	assert_true(fd >= 0);
	assert_int_equal(ftruncate(fd, 0), 0);
	in = fdopen(fd, "w");
	fwrite(str_text(bytes), 1, bytes->length, in);
	fclose(in);
	str_addf(&command, "pdftotext -raw -enc UTF-8 %s - 2>/dev/null", path);
	in = popen(str_text(&command), "r");
	while ((n = fread(block, 1, sizeof block, in)) > 0)
		str_addn(text, block, n);
	n = (size_t)pclose(in);
	unlink(path);
	str_free(&command);
	if (n != 0)
		skip();
}

/* ---- books made here ---- */

static struct book_out numbered(int rows)
{
	static const int widths[] = {1, 3};
	struct book_out b = {.title = mem_strdup("长表")};
	char **texts = mem_array(2 * (size_t)rows, sizeof *texts);

	texts[0] = mem_strdup("序号");
	texts[1] = mem_strdup("表头甲");
	for (int i = 1; i < rows; i++) {
		struct str s = {0};

		str_addf(&s, "第〔%d〕行", i);
		texts[2 * i] = mem_strdup("甲");
		texts[2 * i + 1] = str_take(&s);
	}
	book_out_table(&b, "长表", widths, 2, texts, rows);
	for (int i = 0; i < 2 * rows; i++)
		mem_free(texts[i]);
	mem_free(texts);
	return b;
}

/* A sheet of texts, each of which begins a page. */
static struct book_out titled(size_t n)
{
	struct book_out b = {.title = mem_strdup("文")};
	struct sheet_out *s;

	b.sheets = mem_array(1, sizeof *b.sheets);
	b.n = 1;
	s = &b.sheets[0];
	*s = (struct sheet_out){
	    .name = mem_strdup("附件4"), .prose = true, .fresh = true, .sheet = -1, .font = 32};
	s->paragraphs = mem_array(n, sizeof *s->paragraphs);
	s->nparagraphs = n;
	for (size_t i = 0; i < n; i++)
		s->paragraphs[i] = (struct out_paragraph){OUT_TITLE, mem_strdup("文"), true};
	return b;
}

static void put_text(struct book_out *b, size_t cell, const char *text)
{
	mem_free(b->sheets[0].cells[cell].text);
	b->sheets[0].cells[cell].text = mem_strdup(text);
}

/* ---- samples ---- */

/* 1 for each character of text that is to be seen. */
static void tally(int *counts, const char *text, int step)
{
	while (*text) {
		size_t length;
		uint32_t c = text_decode(text, &length);

		if (c < CHARACTERS && c > ' ' && c != 0x3000 && c != 0xA0)
			counts[c] += step;
		text += length;
	}
}

static void tally_book(int *counts, const struct book_out *b)
{
	for (size_t i = 0; i < b->n; i++) {
		const struct sheet_out *s = &b->sheets[i];

		for (size_t k = 0; k < s->nlines; k++)
			for (size_t j = 0; j < s->lines[k].n; j++)
				tally(counts, s->lines[k].parts[j].text, -1);
		for (size_t k = 0; k < s->nparagraphs; k++)
			tally(counts, s->paragraphs[k].text, -1);
		for (size_t k = 0; k < s->ncells; k++)
			tally(counts, s->cells[k].text, -1);
	}
}

/* Labels of what goes over a page stand there twice: nothing may be missing. */
static void pdf_write__every_sample__shows_all_its_texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < BOOKED_SAMPLES; i++) {
		struct booked b;
		struct str bytes = {0}, text = {0};
		int *counts = mem_array(CHARACTERS, sizeof *counts);

		booked_sample(&b, i, OUT_WINNING);
		write_pdf(&b.book, &bytes);
		assert_true(pages(&bytes) >= b.book.n);
		assert_int_equal(memcmp(bytes.s, "%PDF-", 5), 0);
		assert_true(count(&bytes, "/FontFile") > 0);
		read_text(&bytes, &text);
		tally(counts, str_text(&text), 1);
		tally_book(counts, &b.book);
		for (int c = 0; c < CHARACTERS; c++)
			if (counts[c] < 0)
				fail_msg("sample %zu: U+%04X is missing %d times", i, (unsigned)c,
				         -counts[c]);
		mem_free(counts);
		str_free(&text);
		str_free(&bytes);
		booked_free(&b);
	}
}

static void pdf_write__twice__gives_the_same_bytes(void **state)
{
	struct booked b;
	struct str once = {0}, again = {0};

	(void)state;
	booked_sample(&b, 0, OUT_WINNING);
	write_pdf(&b.book, &once);
	write_pdf(&b.book, &again);
	assert_int_equal(once.length, again.length);
	assert_memory_equal(once.s, again.s, once.length);
	assert_int_equal(count(&once, "CreationDate"), 0);
	str_free(&once);
	str_free(&again);
	booked_free(&b);
}

/* ---- pages ---- */

static void pdf_write__a_long_table__repeats_its_head(void **state)
{
	struct book_out b = numbered(151);
	struct str bytes = {0}, text = {0}, word = {0};
	size_t n;

	(void)state;
	write_pdf(&b, &bytes);
	n = pages(&bytes);
	assert_true(n > 2);
	read_text(&bytes, &text);
	assert_int_equal(count(&text, "表头甲"), n);
	for (int i = 1; i <= 150; i++) {
		str_clear(&word);
		str_addf(&word, "第〔%d〕行", i);
		if (count(&text, str_text(&word)) != 1)
			fail_msg("“%s” stands there %zu times", str_text(&word),
			         count(&text, str_text(&word)));
	}
	for (size_t i = 1; i <= n; i++) {
		str_clear(&word);
		str_addf(&word, "第 %zu 页 共 %zu 页", i, n);
		if (count(&text, str_text(&word)) != 1)
			fail_msg("“%s” stands there %zu times", str_text(&word),
			         count(&text, str_text(&word)));
	}
	str_free(&word);
	str_free(&text);
	str_free(&bytes);
	book_out_free(&b);
}

/* 300 lines of 9 pt, of which 56 stand on 728 pt between the margins. */
static void pdf_write__a_cell_higher_than_a_page__goes_on_on_the_next(void **state)
{
	struct book_out b = numbered(2);
	struct str bytes = {0}, text = {0}, lines = {0};

	(void)state;
	for (int i = 1; i <= 300; i++)
		str_addf(&lines, i < 300 ? "其%d，\n" : "其%d，", i);
	put_text(&b, 3, str_text(&lines));
	write_pdf(&b, &bytes);
	assert_in_range(pages(&bytes), 5, 6);
	read_text(&bytes, &text);
	for (int i = 1; i <= 300; i++) {
		str_clear(&lines);
		str_addf(&lines, "其%d，", i);
		assert_int_equal(count(&text, str_text(&lines)), 1);
	}
	str_free(&lines);
	str_free(&text);
	str_free(&bytes);
	book_out_free(&b);
}

static void pdf_write__a_sheet_that_lies__has_a_lying_page(void **state)
{
	struct book_out b = numbered(3);
	struct str bytes = {0};

	(void)state;
	b.sheets[0].landscape = true;
	write_pdf(&b, &bytes);
	assert_int_equal(pages(&bytes), 1);
	assert_int_equal(count(&bytes, "/MediaBox [ 0 0 841.8"), 1);
	str_free(&bytes);
	book_out_free(&b);
}

static void pdf_write__charts__stand_behind_the_sheets(void **state)
{
	static const struct {
		const char *label, *text, *rate;
		int64_t num;
	} items[] = {{"基本支出", "62.75", "56.26%", 62750000},
	             {"项目支出", "48.78", "43.74%", 48780000}};
	struct book_out b = numbered(2);
	struct sheet_out *s = &b.sheets[0];
	struct str bytes = {0}, text = {0};

	(void)state;
	s->charts = mem_array(1, sizeof *s->charts);
	s->ncharts = 1;
	s->charts[0] = (struct out_chart){.kind = CHART_SHARES,
	                                  .title = mem_strdup("资金"),
	                                  .unit = mem_strdup("万元"),
	                                  .decimals = 2,
	                                  .total = mem_strdup("111.53"),
	                                  .n = 2};
	s->charts[0].items = mem_array(2, sizeof *s->charts[0].items);
	for (size_t i = 0; i < 2; i++)
		s->charts[0].items[i] = (struct out_chart_item){mem_strdup(items[i].label),
		                                                true,
		                                                items[i].num,
		                                                false,
		                                                0,
		                                                mem_strdup(items[i].text),
		                                                mem_strdup(items[i].rate)};
	write_pdf(&b, &bytes);
	assert_int_equal(pages(&bytes), 2);
	read_text(&bytes, &text);
	assert_int_equal(count(&text, "附图"), 1);
	assert_int_equal(count(&text, "资金（单位：万元）"), 1);
	assert_int_equal(count(&text, "56.26%"), 1);
	assert_int_equal(count(&text, "43.74%"), 1);
	assert_int_equal(count(&text, "111.53"), 1);
	str_free(&text);
	str_free(&bytes);
	book_out_free(&b);
}

/* ---- refused ---- */

static void refused(const struct book_out *b, enum err_code code, const char *says)
{
	struct str bytes = {0};
	struct err e = {0};

	assert_int_equal(pdf_write(b, &bytes, &e), -1);
	assert_int_equal(bytes.length, 0);
	str_free(&bytes);
	if (e.code == ERR_SYSTEM)
		skip();
	assert_int_equal(e.code, code);
	assert_non_null(strstr(e.text, says));
}

static void pdf_write__a_character_without_a_font__is_named(void **state)
{
	struct book_out b = numbered(2);

	(void)state;
	put_text(&b, 3, "甲\xEE\x80\x80乙");
	refused(&b, ERR_INPUT, "“长表”里有本机的字体都没有的字：\xEE\x80\x80；");
	book_out_free(&b);
}

static void pdf_write__too_many_pages__is_refused(void **state)
{
	struct book_out b = titled(PDF_PAGES + 1);

	(void)state;
	refused(&b, ERR_LIMIT, "有 3001 页，一个 PDF 最多 3000 页");
	book_out_free(&b);
}

/* Fonts are looked up once, so that this needs a process of its own. */
static void pdf_write__without_chinese_fonts__says_what_to_install(void **state)
{
	char path[] = "/tmp/ziping-fonts-XXXXXX";
	int fd = mkstemp(path), status = 0;
	pid_t child;

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(dprintf(fd, "<?xml version=\"1.0\"?><fontconfig></fontconfig>\n"), 47);
	close(fd);
	child = fork();
	if (child == 0) {
		struct book_out b = numbered(2);
		struct str bytes = {0};
		struct err e = {0};
		int result;

		setenv("FONTCONFIG_FILE", path, 1);
		result = pdf_write(&b, &bytes, &e);
		_exit(result == -1 && e.code == ERR_SYSTEM && bytes.length == 0 &&
		              (strstr(e.text, "fonts-noto-cjk") || strstr(e.text, ".docx"))
		          ? 0
		          : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	unlink(path);
	assert_int_equal(status, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(pdf_write__without_chinese_fonts__says_what_to_install),
	    cmocka_unit_test(pdf_write__every_sample__shows_all_its_texts),
	    cmocka_unit_test(pdf_write__twice__gives_the_same_bytes),
	    cmocka_unit_test(pdf_write__a_long_table__repeats_its_head),
	    cmocka_unit_test(pdf_write__a_cell_higher_than_a_page__goes_on_on_the_next),
	    cmocka_unit_test(pdf_write__a_sheet_that_lies__has_a_lying_page),
	    cmocka_unit_test(pdf_write__charts__stand_behind_the_sheets),
	    cmocka_unit_test(pdf_write__a_character_without_a_font__is_named),
	    cmocka_unit_test(pdf_write__too_many_pages__is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
