/* A text that a narrative restates, written in another way: each figure restates
 * what it did before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/text.h"
#include "form/recalc.h"
#include "support/laid.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool is_digit(char c)
{
	return (c >= '0' && c <= '9') || c == '.' || c == '%' || c == ',';
}

static char *without_blanks(const char *text)
{
	struct str out = {0};

	for (; *text; text++)
		if (*text != ' ' && *text != '\n')
			str_addc(&out, *text);
	return str_take(&out);
}

/* A blank, or every seventh time a line break, between all characters. */
static char *with_blanks(const char *text)
{
	struct str out = {0};
	size_t n;

	for (int i = 0; *text; text += n, i++) {
		bool number = is_digit(*text) && is_digit(text[1]);

		text_decode(text, &n);
		str_addn(&out, text, n);
		if (!number)
			str_add(&out, i % 7 == 6 ? "\n" : " ");
	}
	return str_take(&out);
}

static char *with_wide_digits(const char *text)
{
	struct str out = {0};
	char utf8[4];

	for (; *text; text++) {
		if (*text > ' ' && *text <= '~')
			str_addn(&out, utf8, text_encode((uint32_t)*text + 0xFEE0, utf8));
		else
			str_addc(&out, *text);
	}
	return str_take(&out);
}

static char *without_marks(const char *text)
{
	char *a = laid_replaced(text, "，", ""), *b = laid_replaced(a, "；", "、"),
	     *c = laid_replaced(b, "：", " ");
	char *d = laid_replaced(c, "“", "\""), *e = laid_replaced(d, "”", "\"");

	mem_free(a);
	mem_free(b);
	mem_free(c);
	mem_free(d);
	return e;
}

static char *in_other_words(const char *text)
{
	char *a = laid_replaced(text, "与上年相比", "比上年"),
	     *b = laid_replaced(a, "万元", "万 元");
	char *c = laid_replaced(b, "支出决算为", "决算支出是"),
	     *d = laid_replaced(c, "主要是因为", "原因是");

	mem_free(a);
	mem_free(b);
	mem_free(c);
	return d;
}

static char *with_a_sentence_more(const char *text)
{
	struct str out = {0};

	str_addf(&out,
	         "根据有关文件要求，现将情况说明如下。%"
	         "s\n全年召开会议3次，参加120人次，支出按规定公开。",
	         text);
	return str_take(&out);
}

/* Commas between thousands: 1,500.28. */
static char *with_thousands(const char *text)
{
	struct str out = {0};

	for (const char *s = text; *s;) {
		size_t n = strspn(s, "0123456789");
		bool amount = n == 4 && s[4] == '.';

		if (amount)
			str_addf(&out, "%c,%.3s", s[0], s + 1);
		else
			str_addn(&out, s, n > 0 ? n : 1);
		s += n > 0 ? n : 1;
	}
	return str_take(&out);
}

/* What a figure restates, and its digits. */
struct binding {
	const struct expr *value;
	int list, row, item;
	char *digits;
	bool met;
};

struct bindings {
	struct binding item[200];
	size_t n;
};

static void remember(const struct laid *k, struct bindings *out)
{
	for (size_t i = 0; i < k->figures.n; i++) {
		const struct overlay_figure *x = &k->figures.item[i];
		char *words = laid_words(k, x->text, x->from, x->length);
		char *folded = text_fold(words);

		if (!x->value) {
			mem_free(folded);
			mem_free(words);
			continue;
		}
		assert_true(out->n < COUNT(out->item));
		out->item[out->n++] = (struct binding){
		    x->value, x->at.list, x->at.row, x->at.item, laid_replaced(folded, ",", ""),
		    false};
		mem_free(folded);
		mem_free(words);
	}
}

static void forget(struct bindings *b)
{
	for (size_t i = 0; i < b->n; i++)
		mem_free(b->item[i].digits);
	b->n = 0;
}

static bool same(const struct binding *a, const struct binding *b)
{
	return a->value == b->value && a->list == b->list && a->row == b->row &&
	       a->item == b->item && strcmp(a->digits, b->digits) == 0;
}

/* Digits of those among the first that are not among the second. */
static char *list_lost(const struct bindings *a, struct bindings *b)
{
	struct str lost = {0};

	for (size_t i = 0; i < a->n; i++) {
		size_t j = 0;

		while (j < b->n && (b->item[j].met || !same(&a->item[i], &b->item[j])))
			j++;
		if (j < b->n)
			b->item[j].met = true;
		else
			str_addf(&lost, "%s ", a->item[i].digits);
	}
	return str_take(&lost);
}

/* Every text of the filing rewritten; texts is what stood there before. */
static void rewrite(struct laid *k, char *(*change)(const char *text))
{
	for (int s = 0; s < (int)k->f->nsheets; s++)
		for (int i = 0; i < (int)k->f->sheets[s].form->nfields; i++) {
			struct place p = {s, -1, -1, i};
			const struct cell *c = filing_cell(k->f, p);
			char *text;

			if (!filing_field(k->f, p)->part || !c->text)
				continue;
			text = change(c->text);
			filing_put(k->f, p, text);
			mem_free(text);
		}
	filing_recalc(k->f);
}

static void overlay__same_text_in_another_way__binds_the_same(void **state)
{
	static const struct {
		const char *name;
		char *(*change)(const char *text);
	} cases[] = {
	    {"without blanks", without_blanks},      {"blanks and line breaks", with_blanks},
	    {"full-width digits", with_wide_digits}, {"without marks", without_marks},
	    {"other words", in_other_words},         {"more sentences", with_a_sentence_more},
	    {"thousands", with_thousands},
	};

	(void)state;
	for (size_t d = 0; d < LAID_DOCUMENTS; d++)
		for (size_t i = 0; i < COUNT(cases); i++) {
			struct laid k = laid_open(laid_documents[d]);
			struct bindings before = {.n = 0}, after = {.n = 0};

			laid_run(&k);
			remember(&k, &before);
			rewrite(&k, cases[i].change);
			laid_run(&k);
			remember(&k, &after);
			char *lost = list_lost(&before, &after);
			if (*lost || after.n != before.n)
				fail_msg("%s, %s: %zu bound, then %zu; lost %s",
				         laid_documents[d]->unit, cases[i].name, before.n, after.n,
				         lost);
			mem_free(lost);
			forget(&before);
			forget(&after);
			laid_close(&k);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(overlay__same_text_in_another_way__binds_the_same),
	};

	return cmocka_run_group_tests_name("overlay_ways", tests, NULL, NULL);
}
