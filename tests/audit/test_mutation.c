/* Every numeric cell of the five documents is changed by one digit in turn,
 * the first and the last one that counts, and the filing is audited again.
 * It is noticed when a finding appears, vanishes, changes its verdict or comes
 * to other figures.  Prints the share by table; what is not noticed is exactly
 * what tests/audit/unnoticed.txt says, with the reasons. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "audit/audit.h"
#include "base/file.h"
#include "base/mem.h"
#include "form/recalc.h"
#include "support/document.h"
#include "support/sample.h"

enum digit { FIRST, LAST };
static const char *const digits[] = {"first", "last"};

struct texts {
	char **item;
	size_t n, capacity;
};

struct share {
	size_t changes, noticed, by_figures; /* the last: no verdict changed */
};

static struct texts known; /* lines of the list: «DOCUMENT PLACE DIGIT» with tabs */
static bool *met;
static int wrong;

static void add(struct texts *t, char *text)
{
	t->item = mem_more(t->item, t->n, &t->capacity, sizeof *t->item);
	t->item[t->n++] = text;
}

static void clear(struct texts *t)
{
	for (size_t i = 0; i < t->n; i++)
		mem_free(t->item[i]);
	mem_free(t->item);
	*t = (struct texts){0};
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* ---- what an audit finds ---- */

static void put_figure(struct str *out, const struct figure *v)
{
	if (v->state == FIGURE_NUMBER)
		str_addf(out, " %lld", (long long)v->num);
}

/* One text for each finding, sorted: its key and verdict, a tab, its figures. */
static struct texts audit(struct filing *f)
{
	struct findings all = {0};
	struct texts found = {0};

	filing_recalc(f);
	audit_filing(f, &all);
	for (size_t i = 0; i < all.n; i++) {
		struct str s = {0};

		finding_key(f, &all.item[i], &s);
		str_addf(&s, " %s\t", verdict_name(all.item[i].verdict));
		put_figure(&s, &all.item[i].stated);
		put_figure(&s, &all.item[i].computed);
		add(&found, str_take(&s));
	}
	findings_free(&all);
	if (found.n > 0)
		qsort(found.item, found.n, sizeof *found.item, by_text);
	return found;
}

static bool same(const struct texts *a, const struct texts *b, bool figures)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++) {
		size_t n = strcspn(a->item[i], "\t") + 1;

		if (figures ? strcmp(a->item[i], b->item[i]) != 0
		            : strncmp(a->item[i], b->item[i], n) != 0)
			return false;
	}
	return true;
}

/* ---- one digit ---- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The digit to change: the first one that is not 0, or the last one; −1: both
 * are the same. */
static int digit_at(const char *text, enum digit which)
{
	int first = -1, last = -1;

	for (int i = 0; text[i]; i++) {
		if (!is_digit(text[i]))
			continue;
		if (first < 0 || text[first] == '0')
			first = i;
		last = i;
	}
	if (which == LAST)
		return last;
	return first == last ? -1 : first;
}

static char *changed(const char *text, int at)
{
	char *s = mem_strdup(text);

	s[at] = (char)(s[at] == '9' ? '8' : s[at] + 1);
	return s;
}

/* ---- one cell ---- */

static void check_unnoticed(const char *line)
{
	for (size_t i = 0; i < known.n; i++)
		if (strcmp(known.item[i], line) == 0) {
			met[i] = true;
			return;
		}
	print_message("unnoticed: %s\n", line);
	wrong++;
}

static void change(struct filing *f, const char *document, const struct texts *before,
                   struct place p, enum digit which, struct share *share)
{
	char *text = mem_strdup(filing_cell(f, p)->text);
	int at = digit_at(text, which);

	if (at >= 0) {
		char *other = changed(text, at);
		filing_put(f, p, other);
		struct texts after = audit(f);
		bool noticed = !same(before, &after, true);

		share->changes++;
		share->noticed += noticed;
		share->by_figures += noticed && same(before, &after, false);
		if (!noticed) {
			struct str line = {0};
			str_addf(&line, "%s\t", document);
			finding_put_place(f, p, &line);
			str_addf(&line, "\t%s", digits[which]);
			check_unnoticed(str_text(&line));
			str_free(&line);
		}
		clear(&after);
		filing_put(f, p, text);
		mem_free(other);
	}
	mem_free(text);
}

static bool is_numeric(const struct filing *f, struct place p)
{
	const struct cell *c = filing_cell(f, p);

	return c->text && c->stated.state == FIGURE_NUMBER;
}

static void change_cell(struct filing *f, const char *document, const struct texts *before,
                        struct place p, struct share *share)
{
	if (!is_numeric(f, p))
		return;
	change(f, document, before, p, FIRST, share);
	change(f, document, before, p, LAST, share);
}

/* ---- one table ---- */

static struct share change_sheet(struct filing *f, const char *document, const struct texts *before,
                                 int sheet)
{
	struct share share = {0};
	const struct form *form = f->sheets[sheet].form;

	for (int i = 0; i < (int)form->nfields; i++)
		change_cell(f, document, before, (struct place){sheet, -1, -1, i}, &share);
	for (int l = 0; l < (int)form->nlists; l++)
		for (int r = 0; r < (int)f->sheets[sheet].lists[l].n; r++)
			for (int c = 0; c < (int)form->lists[l].ncolumns; c++)
				change_cell(f, document, before, (struct place){sheet, l, r, c},
				            &share);
	return share;
}

static void print_share(const char *name, int copy, struct share s)
{
	print_message("  %s#%d: %zu of %zu changes noticed, %.1f%% (%zu by the figures of a "
	              "finding that stood there)\n",
	              name, copy, s.noticed, s.changes,
	              100.0 * (double)s.noticed / (double)s.changes, s.by_figures);
}

static void change_document(size_t i, struct share *total)
{
	struct document d = document_open(i);
	struct texts before = audit(d.filing);

	print_message("%s\n", document_name(i));
	for (int sheet = 0; sheet < (int)d.filing->nsheets; sheet++) {
		struct share s = change_sheet(d.filing, document_name(i), &before, sheet);

		if (s.changes > 0)
			print_share(d.filing->sheets[sheet].form->id, d.filing->sheets[sheet].copy,
			            s);
		total->changes += s.changes;
		total->noticed += s.noticed;
		total->by_figures += s.by_figures;
	}
	clear(&before);
	document_close(&d);
}

/* ---- the list ---- */

static void read_known(void)
{
	struct str text = {0};
	struct err e = {0};
	char *path = sample_path("tests/audit/unnoticed.txt");

	if (file_read(path, 1 << 20, &text, &e) < 0)
		fail_msg("%s", e.text);
	for (const char *s = str_text(&text); *s;) {
		size_t n = strcspn(s, "\n"), to = 0;

		for (int tabs = 0; to < n && (s[to] != '\t' || ++tabs < 3);)
			to++;
		if (*s != '#' && n > 0) {
			if (to == n)
				fail_msg("no reason: %.*s", (int)n, s);
			add(&known, mem_strndup(s, to));
		}
		s += n + (s[n] == '\n');
	}
	met = mem_array(known.n + 1, sizeof *met);
	mem_free(path);
	str_free(&text);
}

static void audit_filing__one_digit_changed__is_noticed_or_listed(void **state)
{
	struct share total = {0};

	(void)state;
	read_known();
	for (size_t i = 0; i < DOCUMENTS; i++)
		change_document(i, &total);
	print_message("all: %zu of %zu changes noticed, %.1f%%\n", total.noticed, total.changes,
	              100.0 * (double)total.noticed / (double)total.changes);
	for (size_t i = 0; i < known.n; i++)
		if (!met[i]) {
			print_message("noticed, but listed: %s\n", known.item[i]);
			wrong++;
		}
	clear(&known);
	mem_free(met);
	if (wrong)
		fail_msg("%d cells differ from tests/audit/unnoticed.txt", wrong);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(audit_filing__one_digit_changed__is_noticed_or_listed),
	};

	return cmocka_run_group_tests_name("mutation", tests, NULL, NULL);
}
