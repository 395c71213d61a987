#include "support/scanning.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "audit/scan.h"
#include "base/mem.h"
#include "form/load.h"
#include "form/recalc.h"
#include "support/sample.h"

int scanning_open(void **state)
{
	*state = sample_set("data/forms/yueyanglou-2024");
	return 0;
}

int scanning_close(void **state)
{
	set_free(*state);
	return 0;
}

/* LIST.ID@GROUP.column: makes the row; the key without the group. */
static char *make_row(struct filing *f, int sheet, const char *key)
{
	const struct form *form = f->sheets[sheet].form;
	const char *dot = strchr(key, '.'), *at = strchr(key, '@');
	char *copy = mem_strdup(key);
	if (!dot || dot[1] < '0' || dot[1] > '9')
		return copy;
	copy[dot - key] = '\0';
	int list = form_list(form, copy);
	copy[dot - key] = '.';
	if (list < 0)
		return copy; /* econ.30101 */
	int group = form->lists[list].ngroups > 0 ? 1 : -1;
	int64_t id = strtoll(dot + 1, NULL, 10);
	if (at) {
		size_t n = strcspn(at + 1, ".");
		char *name = mem_strndup(at + 1, n);
		group = list_group(&form->lists[list], name);
		mem_free(name);
		memmove(copy + (at - key), at + 1 + n, strlen(at + 1 + n) + 1);
	}
	if (filing_find_row(f, sheet, list, id) < 0)
		filing_row(f, sheet, list, id, group, id);
	return copy;
}

static char *with_newlines(const char *text, size_t n)
{
	struct str out = {0};
	for (size_t i = 0; i < n;) {
		bool newline = strncmp(text + i, "⏎", 3) == 0;
		str_addc(&out, newline ? '\n' : text[i]);
		i += newline ? 3 : 1;
	}
	return str_take(&out);
}

static void put_line(struct filing *f, const char *line, size_t n)
{
	size_t mark = strcspn(line, "#"), equal = strcspn(line, "=");
	char *id = mem_strndup(line, mark);
	int copy = atoi(line + mark + 1);
	const char *key = strchr(line + mark, '.') + 1;
	const struct form *form = set_form(f->set, id);
	struct place p;
	if (!form || equal > n)
		fail_msg("no form, or no = in %.*s", (int)n, line);
	int sheet = filing_sheet(f, form, copy);
	char *name = mem_strndup(key, (size_t)(line + equal - key)),
	     *bare = make_row(f, sheet, name);
	char *text = with_newlines(line + equal + 1, n - equal - 1);
	if (!filing_place(f, sheet, bare, &p))
		fail_msg("no cell %s", bare);
	filing_put(f, p, text);
	mem_free(text);
	mem_free(bare);
	mem_free(name);
	mem_free(id);
}

struct filing *scanning_filing(const struct set *set, const char *unit, int year, const char *lines)
{
	struct filing *f = filing_new(set, "1", unit, year);
	while (*lines) {
		size_t n = strcspn(lines, "\n");
		if (n > 0)
			put_line(f, lines, n);
		lines += n + (lines[n] == '\n');
	}
	filing_recalc(f);
	return f;
}

char *scanning_places(struct filing *f, const char *code)
{
	struct findings all = {0};
	struct str out = {0};
	scan_filing(f, &all);
	findings_sort(&all);
	for (size_t i = 0; i < all.n; i++) {
		const struct place p = all.item[i].place;
		if (strcmp(all.item[i].rule, code) != 0)
			continue;
		const struct sheet *s = &f->sheets[p.sheet];
		str_addf(&out, "%s%s#%d", out.length ? " " : "", s->form->id, s->copy);
		if (p.field >= 0) {
			str_add(&out, ".");
			filing_key(f, p, &out);
		}
		/* the bytes it is about lie within the text */
		if (all.item[i].length > 0)
			assert_true(all.item[i].from + all.item[i].length <=
			            strlen(filing_cell(f, p)->text));
	}
	findings_free(&all);
	return str_take(&out);
}

void scanning_check(const struct set *set, const char *code, const struct scanning_case *cases,
                    size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct filing *f = scanning_filing(set, "岳阳市岳阳楼区教育局", 2024,
		                                   cases[i].lines);
		char *found = scanning_places(f, code);
		if (strcmp(found, cases[i].wanted) != 0)
			fail_msg("%s of %s\nfound  %s\nwanted %s", code, cases[i].lines, found,
			         cases[i].wanted);
		mem_free(found);
		filing_free(f);
	}
}
