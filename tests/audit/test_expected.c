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
#include "support/document.h"
#include "support/sample.h"

/* The five documents against the lists that were made by hand from their texts
 * (tests/audit/expected): nothing missing, nothing more.  A line there is
 *   CODE LEVEL VERDICT «UNIT YEAR FORM[#COPY].KEY» STATED COMPUTED EVIDENCE
 * with tabs; one that begins with ? may be found or not, with ! must not.  CODE
 * stands for its variants too (P21: P21.project). */

struct wanted {
	char mark; /* 0, ? or ! */
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
	char mark = *line == '?' || *line == '!' ? *line : 0;
	if (*line == '#' || !*line)
		return;
	char *place = field_of(line, 3);
	l->item = mem_more(l->item, l->n, &l->capacity, sizeof *l->item);
	l->item[l->n++] = (struct wanted){ .mark = mark,
		                           .code = field_of(line + (mark != 0), 0),
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
	static const char order[] = { 0, '?', '!' };
	for (size_t k = 0; k < sizeof order; k++)
		for (size_t i = 0; i < l->n; i++) {
			struct wanted *w = &l->item[i];
			if (w->mark == order[k] && !w->met && is_code(x->rule, w->code) &&
			    strcmp(w->place, place) == 0 &&
			    (w->mark == '!' || strcmp(w->verdict, verdict_name(x->verdict)) == 0))
				return w;
		}
	return NULL;
}

static void tell(const char *what, const char *place, const struct finding *x)
{
	print_message("%s: %s %s %s %s %s\n", what, x->rule, level_name(x->level),
	              verdict_name(x->verdict), place, x->text);
}

static int compare(struct filing *f, const struct findings *all, struct wanted_list *l)
{
	int wrong = 0;
	for (size_t i = 0; i < all->n; i++) {
		struct str place = { 0 };
		finding_put_place(f, all->item[i].place, &place);
		struct wanted *w = find(l, &all->item[i], str_text(&place));
		if (!w)
			tell("more", str_text(&place), &all->item[i]);
		else if (w->mark == '!')
			tell("must be silent", str_text(&place), &all->item[i]);
		else if (strcmp(w->level, level_name(all->item[i].level)) != 0)
			tell("level", str_text(&place), &all->item[i]);
		else
			wrong--;
		wrong++;
		if (w && w->mark != '!')
			w->met = true;
		str_free(&place);
	}
	for (size_t i = 0; i < l->n; i++)
		if (!l->item[i].mark && !l->item[i].met) {
			print_message("missing: %s\n", l->item[i].line);
			wrong++;
		}
	return wrong;
}

static int check_document(size_t n)
{
	struct findings all = { 0 };
	struct wanted_list wanted = { 0 };
	struct document d = document_open(n);
	audit_filing(d.filing, &all);
	read_list(&wanted, document_name(n));
	print_message("%s: %zu findings\n", document_name(n), all.n);
	int wrong = compare(d.filing, &all, &wanted);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(audit_filing__documents__finds_what_a_reviewer_finds),
	};
	return cmocka_run_group_tests_name("expected", tests, NULL, NULL);
}
