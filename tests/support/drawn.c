#include "support/drawn.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "form/load.h"

static const char set_text[] =
    "set     small  小套表\n"
    "years   2020-\n"
    "forms   small\n"
    "weight  w.part  60\n"
    "na      不适用 不适应\n";

static const char form_line[] = "form   small  小表  试画的表\n";

/* For `each kind ?`. */
static struct codes kinds_new(void)
{
	static const char *const names[] = {"一类", "二类", "三类", "四类", "五类", "六类"};
	size_t n = sizeof names / sizeof *names;
	struct code_table *table = mem_alloc(sizeof *table);

	*table = (struct code_table){mem_strdup("kind"), mem_array(n, sizeof *table->codes), n, n};
	for (size_t i = 0; i < n; i++) {
		char digit[] = {(char)('1' + i), '\0'};

		table->codes[i] = (struct code){mem_strdup(digit), mem_strdup(names[i]), 0, 0};
	}
	return (struct codes){table, 1, 1};
}

static void write_text(const char *folder, const char *name, const char *text)
{
	struct err e = {0};
	char *path = file_join(folder, name);

	if (file_write(path, text, strlen(text), true, &e) < 0)
		fail_msg("%s", e.text);
	mem_free(path);
}

static void remove_text(const char *folder, const char *name)
{
	char *path = file_join(folder, name);

	unlink(path);
	mem_free(path);
}

static const struct set *load(const char *folder, const char *drawing)
{
	struct err e = {0};
	struct str form = {0};
	struct codes codes = kinds_new();
	struct set *set;

	str_add(&form, form_line);
	str_add(&form, drawing);
	write_text(folder, "set", set_text);
	write_text(folder, "small.form", str_text(&form));
	str_free(&form);
	set = set_load(folder, &codes, &e);
	codes_free(&codes);
	remove_text(folder, "set");
	remove_text(folder, "small.form");
	if (!set)
		fail_msg("%s", e.text);
	return set;
}

struct filing *drawn_filing(const char *drawing)
{
	char folder[] = "/tmp/drawn.XXXXXX";
	struct filing *f;

	assert_non_null(mkdtemp(folder));
	f = filing_new(load(folder, drawing), "1", "某单位", 2024);
	rmdir(folder);
	filing_sheet(f, f->set->forms[0], 1);
	return f;
}

void drawn_free(struct filing *f)
{
	struct set *set = (struct set *)f->set;

	filing_free(f);
	set_free(set);
}

void drawn_put(struct filing *f, const char *key, const char *text)
{
	struct place p;

	if (!filing_place(f, 0, key, &p))
		fail_msg("no such key: %s", key);
	filing_put(f, p, text);
}

void drawn_row(struct filing *f, const char *list, int id, const char *group)
{
	const struct form *form = f->sheets[0].form;
	int at = form_list(form, list);

	assert_true(at >= 0);
	filing_row(f, 0, at, id, group ? list_group(&form->lists[at], group) : -1, id);
}
