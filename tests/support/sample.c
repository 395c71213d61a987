#include "support/sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "exchange/csv.h"

enum column { FORM, COPY, KEY, TEXT, COLUMNS };

static const char *const names[COLUMNS] = {"form", "copy", "key", "text"};

char *sample_path(const char *path)
{
	const char *folder = getenv("srcdir");

	return file_join(folder ? folder : ".", path);
}

static const struct csv_limits limits = {1 << 20, 10000, 8};

static void read_table(struct csv_table *t, const char *file, const char *const *head, size_t n)
{
	char *path = sample_path(file);
	struct err e = {0};

	if (csv_table_read(t, path, &limits, &e) < 0 || csv_table_expect(t, head, n, &e) < 0)
		fail_msg("%s", e.text);
	mem_free(path);
}

static void add_codes(struct codes *codes, const char *name, const char *file)
{
	static const char *const head[] = {"code", "level", "name", "from_year", "to_year"};
	struct csv_table t;
	struct code_table *to;

	codes->tables = mem_more(codes->tables, codes->n, &codes->capacity, sizeof *codes->tables);
	to = &codes->tables[codes->n++];
	to->name = mem_strdup(name);
	read_table(&t, file, head, 5);
	for (size_t i = 1; i < t.n; i++) {
		char **f = t.records[i].fields;

		to->codes = mem_more(to->codes, to->n, &to->capacity, sizeof *to->codes);
		to->codes[to->n++] = (struct code){mem_strdup(f[0]), mem_strdup(f[2]), atoi(f[3]),
		                                   atoi(f[4])};
	}
	csv_table_free(&t);
}

struct set *sample_set(const char *folder)
{
	struct codes codes = {0};
	struct err e = {0};
	char *path = sample_path(folder);

	add_codes(&codes, "func", "data/codes/func.csv");
	add_codes(&codes, "econ", "data/codes/econ.csv");
	struct set *set = set_load(path, &codes, &e);

	if (!set)
		fail_msg("%s", e.text);
	codes_free(&codes);
	mem_free(path);
	return set;
}

/* LIST.ID: a row in the group that the text names. */
static bool put_row(struct filing *f, int sheet, const char *key, const char *group)
{
	const struct form *form = f->sheets[sheet].form;
	const char *dot = strrchr(key, '.');
	char *name = dot ? mem_strndup(key, (size_t)(dot - key)) : mem_strdup(key);
	int list = form_list(form, name);

	mem_free(name);
	if (list < 0 || !dot || dot[1] < '0' || dot[1] > '9' || strchr(dot + 1, '.'))
		return false;
	int64_t id = strtoll(dot + 1, NULL, 10);
	int at = *group ? list_group(&form->lists[list], group) : -1;

	if (*group && at < 0)
		fail_msg("no group %s of %s", group, key);
	filing_row(f, sheet, list, id, at, id);
	return true;
}

static void put(struct filing *f, const char *const *fields)
{
	const struct form *form = set_form(f->set, fields[FORM]);
	struct place p;

	if (!form)
		fail_msg("no form %s", fields[FORM]);
	int sheet = filing_sheet(f, form, atoi(fields[COPY]));

	if (put_row(f, sheet, fields[KEY], fields[TEXT]))
		return;
	if (!filing_place(f, sheet, fields[KEY], &p))
		fail_msg("%s has no cell %s", fields[FORM], fields[KEY]);
	filing_put(f, p, fields[TEXT]);
}

struct filing *sample_filing(const struct set *set, const char *unit_code, const char *unit_name,
                             int year, const char *file)
{
	struct filing *f = filing_new(set, unit_code, unit_name, year);
	struct csv_table t;

	read_table(&t, file, names, COLUMNS);
	for (size_t i = 1; i < t.n; i++)
		put(f, (const char *const *)t.records[i].fields);
	csv_table_free(&t);
	return f;
}
