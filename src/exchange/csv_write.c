#include "exchange/csv_write.h"

#include <csv.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "calc/num.h"

/* ---- fields and records ---- */

struct record {
	struct str *out;
	const char *end; /* of a line */
	bool begun;
};

static void put_field(struct record *r, const char *text)
{
	size_t length = strlen(text), need = csv_write(NULL, 0, text, length);
	char *quoted = mem_alloc(need + 1);

	if (r->begun)
		str_addc(r->out, ',');
	csv_write(quoted, need, text, length);
	str_addn(r->out, quoted, need);
	mem_free(quoted);
	r->begun = true;
}

static void end_record(struct record *r)
{
	str_add(r->out, r->end);
	r->begun = false;
}

/* ---- for people ---- */

static bool is_number(const char *text)
{
	struct figure read;

	return num_parse(text, NULL, &read) == NUM_OK;
}

static void put_protected(struct record *r, const char *text)
{
	bool harmless = !*text || !strchr("=+-@\t\r", *text) || is_number(text);
	struct str protected = {0};

	str_addf(&protected, "%s%s", harmless ? "" : "'", text);
	put_field(r, str_text(&protected));
	str_free(&protected);
}

static void put_lines(struct record *r, const struct sheet_out *s, bool foot)
{
	for (size_t i = 0; i < s->nlines; i++) {
		const struct out_line *line = &s->lines[i];

		if (line->foot != foot)
			continue;
		for (size_t k = 0; k < line->n; k++)
			put_protected(r, line->parts[k].text);
		end_record(r);
	}
}

static void put_rows(struct record *r, const struct sheet_out *s)
{
	int *grid = sheet_out_grid(s);

	for (int row = 0; row < s->nrows; row++) {
		for (int k = 0; k < s->ncolumns; k++) {
			const struct out_cell *c = &s->cells[grid[row * s->ncolumns + k]];

			put_protected(r, c->top == row && c->left == k ? c->text : "");
		}
		end_record(r);
	}
	mem_free(grid);
}

void csv_write_people(const struct book_out *b, struct str *out)
{
	struct record r = {out, "\r\n", false};

	str_add(out, "\xEF\xBB\xBF");
	for (size_t i = 0; i < b->n; i++) {
		const struct sheet_out *s = &b->sheets[i];

		if (i > 0)
			end_record(&r);
		put_lines(&r, s, false);
		for (size_t k = 0; k < s->nparagraphs; k++) {
			put_protected(&r, s->paragraphs[k].text);
			end_record(&r);
		}
		put_rows(&r, s);
		put_lines(&r, s, true);
	}
}

/* ---- for machines ---- */

static void put_exact(struct record *r, const struct sheet *s, const char *key, const char *text)
{
	char copy[16];

	snprintf(copy, sizeof copy, "%d", s->copy);
	put_field(r, s->form->id);
	put_field(r, copy);
	put_field(r, key);
	put_field(r, text);
	end_record(r);
}

static void put_head(struct record *r, const char *key, const char *text)
{
	put_field(r, "");
	put_field(r, "");
	put_field(r, key);
	put_field(r, text);
	end_record(r);
}

static size_t put_cell(struct record *r, const struct filing *f, struct place p)
{
	const struct cell *c = filing_cell(f, p);
	struct str key = {0};

	if (!c->text)
		return 0;
	filing_key(f, p, &key);
	put_exact(r, &f->sheets[p.sheet], str_text(&key), c->text);
	str_free(&key);
	return 1;
}

static size_t put_list(struct record *r, const struct filing *f, int sheet, int list)
{
	const struct sheet *s = &f->sheets[sheet];
	const struct list *def = &s->form->lists[list];

	for (int i = 0; i < (int)s->lists[list].n; i++) {
		const struct row *row = &s->lists[list].rows[i];
		struct str key = {0};

		str_addf(&key, "%s.%lld", def->key, (long long)row->id);
		put_exact(r, s, str_text(&key), row->group >= 0 ? def->groups[row->group].key : "");
		str_free(&key);
		for (int k = 0; k < (int)def->ncolumns; k++)
			put_cell(r, f, (struct place){sheet, list, i, k});
	}
	return s->lists[list].n;
}

static void put_sheet(struct record *r, const struct filing *f, int sheet)
{
	const struct sheet *s = &f->sheets[sheet];
	size_t n = 0;

	for (int i = 0; i < (int)s->form->nfields; i++)
		n += put_cell(r, f, (struct place){sheet, -1, -1, i});
	for (int i = 0; i < (int)s->form->nlists; i++)
		n += put_list(r, f, sheet, i);
	if (n == 0)
		put_exact(r, s, "", "");
}

void csv_write_exact(const struct filing *f, int sheet, struct str *out)
{
	struct record r = {out, "\n", false};
	char year[16];

	snprintf(year, sizeof year, "%d", f->year);
	put_field(&r, "form");
	put_field(&r, "copy");
	put_field(&r, "key");
	put_field(&r, "text");
	end_record(&r);
	put_head(&r, "unit", f->unit_code);
	put_head(&r, "year", year);
	put_head(&r, "set", f->set->id);
	for (int i = 0; i < (int)f->nsheets; i++)
		if (sheet < 0 || sheet == i)
			put_sheet(&r, f, i);
}
