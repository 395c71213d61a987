#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "audit/audit.h"
#include "base/file.h"
#include "base/mem.h"
#include "form/recalc.h"
#include "support/document.h"
#include "support/sample.h"

/* The five documents against the lists that were made by hand from their texts
 * (tests/audit/expected): nothing missing, nothing more.  A line there is
 *   CODE LEVEL VERDICT «UNIT YEAR FORM[#COPY].KEY» STATED COMPUTED EVIDENCE
 * with tabs; one that begins with ! must not be found.  CODE stands for
 * its variants too (P21: P21.project). */

struct wanted {
	bool silent; /* ! */
	char *code, *level, *verdict, *place, *line;
	bool met;
};
struct wanted_list {
	struct wanted *item;
	size_t n, capacity;
};

/* «404010 2024 annex1.three.final»: annex1#1.three.final; empty: the filing. */
static char *place_of(const char *text)
{
	const char *s = strrchr(text, ' ');
	struct str out = { 0 };
	s = s ? s + 1 : text;
	if (strcmp(s, "-") == 0)
		return mem_strdup("");
	size_t form = strcspn(s, ".#");
	str_addn(&out, s, form);
	if (s[form] != '#')
		str_add(&out, "#1");
	str_add(&out, s + form);
	return str_take(&out);
}

static char *field_of(const char *line, int column)
{
	for (; column > 0; column--) {
		line = strchr(line, '\t');
		if (!line)
			return mem_strdup("");
		line++;
	}
	return mem_strndup(line, strcspn(line, "\t\n"));
}

static void take_line(struct wanted_list *l, const char *line)
{
	bool silent = *line == '!';
	if (*line == '#' || !*line)
		return;
	char *place = field_of(line, 3);
	l->item = mem_more(l->item, l->n, &l->capacity, sizeof *l->item);
	l->item[l->n++] = (struct wanted){ .silent = silent,
		                           .code = field_of(line + silent, 0),
		                           .level = field_of(line, 1),
		                           .verdict = field_of(line, 2),
		                           .place = place_of(place),
		                           .line = mem_strdup(line) };
	mem_free(place);
}

static void read_list(struct wanted_list *l, const char *name)
{
	struct str path = { 0 }, text = { 0 };
	struct err e = { 0 };
	str_addf(&path, "tests/audit/expected/%s.txt", name);
	char *file = sample_path(str_text(&path));
	if (file_read(file, 1 << 20, &text, &e) < 0)
		fail_msg("%s", e.text);
	for (char *s = text.s; s && *s;) {
		char *end = s + strcspn(s, "\n");
		bool last = !*end;
		*end = '\0';
		take_line(l, s);
		s = last ? end : end + 1;
	}
	mem_free(file);
	str_free(&path);
	str_free(&text);
}

static void free_list(struct wanted_list *l)
{
	for (size_t i = 0; i < l->n; i++) {
		mem_free(l->item[i].code);
		mem_free(l->item[i].level);
		mem_free(l->item[i].verdict);
		mem_free(l->item[i].place);
		mem_free(l->item[i].line);
	}
	mem_free(l->item);
}

static bool is_code(const char *found, const char *wanted)
{
	size_t n = strlen(wanted);
	return strncmp(found, wanted, n) == 0 && (!found[n] || found[n] == '.');
}

/* The line it is; NULL: none.  One that is not marked goes first. */
static struct wanted *find(struct wanted_list *l, const struct finding *x, const char *place)
{
	for (int silent = 0; silent < 2; silent++)
		for (size_t i = 0; i < l->n; i++) {
			struct wanted *w = &l->item[i];
			if (w->silent == silent && !w->met && is_code(x->rule, w->code) &&
			    strcmp(w->place, place) == 0 &&
			    (silent || strcmp(w->verdict, verdict_name(x->verdict)) == 0))
				return w;
		}
	return NULL;
}

static void tell(const char *what, const char *place, const struct finding *x)
{
	print_message("%s: %s %s %s %s %s\n", what, x->rule, level_name(x->level),
	              verdict_name(x->verdict), place, x->text);
}

static bool is_told_wanting(const struct finding *x)
{
	return strcmp(x->rule, "N07") == 0 && x->verdict == VERDICT_UNCHECKED;
}

/* Those that stand in no list. */
static int count_surplus(struct filing *f, const struct findings *all, struct wanted_list *l)
{
	int wrong = 0;
	for (size_t i = 0; i < all->n; i++) {
		struct str place = { 0 };
		finding_put_place(f, all->item[i].place, &place);
		struct wanted *w = find(l, &all->item[i], str_text(&place));
		if (!w && !is_told_wanting(&all->item[i]))
			tell("more", str_text(&place), &all->item[i]);
		else if (w && w->silent)
			tell("must be silent", str_text(&place), &all->item[i]);
		else if (w && strcmp(w->level, level_name(all->item[i].level)) != 0)
			tell("level", str_text(&place), &all->item[i]);
		else
			wrong--;
		wrong++;
		if (w && !w->silent)
			w->met = true;
		str_free(&place);
	}
	return wrong;
}

static int count_missing(const struct wanted_list *l)
{
	int wrong = 0;
	for (size_t i = 0; i < l->n; i++)
		if (!l->item[i].silent && !l->item[i].met) {
			print_message("missing: %s\n", l->item[i].line);
			wrong++;
		}
	return wrong;
}

static int count_wanting(const struct findings *all)
{
	int n = 0;
	for (size_t i = 0; i < all->n; i++)
		n += is_told_wanting(&all->item[i]);
	return n;
}

static int check_document(size_t n)
{
	struct findings all = { 0 };
	struct wanted_list wanted = { 0 };
	struct document d = document_open(n);
	audit_filing(d.filing, &all);
	read_list(&wanted, document_name(n));
	print_message("%s: %zu findings\n", document_name(n), all.n);
	int wrong = count_surplus(d.filing, &all, &wanted) + count_missing(&wanted) +
	            count_wanting(&all);
	free_list(&wanted);
	findings_free(&all);
	document_close(&d);
	return wrong;
}

static void audit_filing__documents__finds_what_a_reviewer_finds(void **state)
{
	int wrong = 0;
	(void)state;
	for (size_t i = 0; i < DOCUMENTS; i++)
		wrong += check_document(i);
	if (wrong)
		fail_msg("%d findings differ", wrong);
}

/* As an office document is imported: the data that no document prints are not
 * there.  Nothing is found that would not be found with them. */
static void audit_filing__unprinted_forms_are_empty__nothing_is_invented(void **state)
{
	int wrong = 0, wanting = 0;
	(void)state;
	for (size_t i = 0; i < DOCUMENTS; i++) {
		struct findings all = { 0 };
		struct wanted_list wanted = { 0 };
		struct document d = document_open(i);
		for (int s = (int)d.filing->nsheets - 1; s >= 0; s--)
			if (d.filing->sheets[s].form->unprinted)
				filing_drop_sheet(d.filing, s);
		filing_recalc(d.filing);
		audit_filing(d.filing, &all);
		read_list(&wanted, document_name(i));
		wrong += count_surplus(d.filing, &all, &wanted);
		wanting += count_wanting(&all);
		free_list(&wanted);
		findings_free(&all);
		document_close(&d);
	}
	if (wrong)
		fail_msg("%d findings are invented", wrong);
	assert_true(wanting > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(audit_filing__documents__finds_what_a_reviewer_finds),
		cmocka_unit_test(audit_filing__unprinted_forms_are_empty__nothing_is_invented),
	};
	return cmocka_run_group_tests_name("expected", tests, NULL, NULL);
}
