/* A text file: a CSV, or the dump of a document. */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/str.h"
#include "exchange/charset.h"
#include "exchange/csv.h"
#include "exchange/document_inside.h"
#include "exchange/dump_read.h"

static bool is_named(const char *name, const char *ending)
{
	size_t length = strlen(name), n = strlen(ending);

	return length >= n && strcasecmp(name + length - n, ending) == 0;
}

/* The sign that most often parts fields in the first record; 0: none does. */
static char delimiter_of(const char *text)
{
	static const char signs[] = "\t;,";
	size_t counts[sizeof signs] = {0}, best = 0;
	bool quoted = false;
	const char *sign;

	while (*text == '\n' || *text == '\r')
		text++;
	for (; *text && (quoted || (*text != '\n' && *text != '\r')); text++) {
		if (*text == '"')
			quoted = !quoted;
		else if (!quoted && (sign = strchr(signs, *text)) != NULL)
			counts[sign - signs]++;
	}
	for (size_t i = 1; i < sizeof signs - 1; i++)
		if (counts[i] > counts[best])
			best = i;
	return counts[best] > 0 ? signs[best] : 0;
}

/* A text that is not named .csv is one when all its records are alike. */
static bool is_even(const struct csv_table *t)
{
	for (size_t i = 1; i < t->n; i++)
		if (t->records[i].n != t->records[0].n)
			return false;
	return t->n > 1 && t->records[0].n > 1;
}

static int add_records(struct doc_writer *w, const struct csv_table *csv)
{
	struct doc_table *t = doc_table_new();

	for (size_t i = 0; i < csv->n; i++)
		for (size_t k = 0; k < csv->records[i].n; k++) {
			const char *text = csv->records[i].fields[k];
			struct doc_cell cell = {.row = (int)i,
			                        .column = (int)k,
			                        .rows = 1,
			                        .columns = 1,
			                        .decimals = -1};

			if (!doc_table_add(w, t, &cell, text, strlen(text))) {
				doc_table_free(t);
				return -1;
			}
		}
	w->line = csv->n > 0 ? csv->records[0].line : 1;
	return doc_add_table(w, t, NULL, false);
}

int text_file_read(struct doc_writer *w, const char *bytes, size_t length)
{
	const struct csv_limits limits = {w->limits->inflated, w->limits->cells,
	                                  w->limits->columns};
	const char *name = w->d->name;
	bool named = is_named(name, ".csv") || is_named(name, ".tsv");
	struct csv_table csv = {0};
	struct str text = {0};
	int result = -1;
	char sign;

	if (charset_to_utf8(name, bytes, length, &text, w->e) < 0)
		goto out;
	sign = delimiter_of(str_text(&text));
	if (named || sign)
		result = csv_table_parse_by(&csv, name, sign ? sign : ',', str_text(&text),
		                            text.length, &limits, named ? w->e : NULL);
	if (named ? result == 0 : result == 0 && is_even(&csv))
		result = add_records(w, &csv);
	else if (!named)
		result = dump_read(w, str_text(&text), text.length);
out:
	csv_table_free(&csv);
	str_free(&text);
	return result;
}
