#include <string.h>

#include "base/mem.h"
#include "exchange/lay_inside.h"

#define YEAR_FIRST 1990
#define YEAR_LAST 2099
#define SHORT_LINE 50 /* characters: a title, a head, not a sentence */
#define SHORT_CELL 12
#define HEAD_ROWS 4
#define BARE_YEAR 6
#define LINES_ABOVE 8
#define NAME_LEAST 4 /* characters of a unit's name, digits of its code, to be found in a text */
#define CODE_LEAST 5
#define SURE_NAME 84 /* per cent */

/* «2024年», «2024 年度»; in a file's name the bare number; 0. */
static int year_in(const struct lay_chars *t, bool bare)
{
	for (size_t i = 0; i + 4 <= t->n; i++) {
		int year = 0;

		for (size_t k = 0; k < 4 && year >= 0; k++)
			year = t->c[i + k] >= '0' && t->c[i + k] <= '9'
			           ? year * 10 + (int)(t->c[i + k] - '0')
			           : -1;
		if (year < YEAR_FIRST || year > YEAR_LAST ||
		    (i > 0 && t->c[i - 1] >= '0' && t->c[i - 1] <= '9'))
			continue;
		if (bare ? i + 4 == t->n || t->c[i + 4] < '0' || t->c[i + 4] > '9'
		         : i + 4 < t->n && t->c[i + 4] == 0x5E74) /* 年 */
			return year;
	}
	return 0;
}

/* A cell that heads the table: among its first rows and over half its width, or
 * nothing but «2024年度». */
static bool is_head(const struct lay_grid *g, size_t cell)
{
	const struct doc_cell *c = &g->t->cells[cell];

	return c->row < HEAD_ROWS &&
	       (c->columns * 2 > g->t->columns || g->chars[cell].n <= BARE_YEAR);
}

static int year_in_head(const struct lay_grid *g)
{
	int year = 0;

	for (size_t i = 0; i < g->t->n && year == 0 && g->t->cells[i].row < HEAD_ROWS; i++)
		if (is_head(g, i))
			year = year_in(&g->chars[i], false);
	return year;
}

int lay_year_at(const struct lay_doc *doc, size_t block)
{
	int year = doc->given->year ? doc->given->year : year_in_head(doc->blocks[block].grid);

	for (size_t i = block; i > 0 && block - i < LINES_ABOVE && year == 0; i--) {
		if (doc->d->blocks[i - 1].kind == DOC_TABLE)
			break;
		if (doc->blocks[i - 1].chars.n <= SHORT_LINE)
			year = year_in(&doc->blocks[i - 1].chars, false);
	}
	return year ? year : doc->year;
}

/* The latest year that a heading of a table names: «2023年决算数 2024年预算数». */
static int year_in_tables(const struct lay_doc *doc)
{
	int latest = 0;

	for (size_t i = 0; i < doc->d->n; i++) {
		const struct lay_grid *g = doc->blocks[i].grid;

		for (size_t k = 0; g && k < g->n; k++) {
			int year = g->chars[k].n <= SHORT_CELL ? year_in(&g->chars[k], false) : 0;

			if (year > latest)
				latest = year;
		}
	}
	return latest;
}

int lay_year_of(const struct lay_doc *doc)
{
	int votes[YEAR_LAST - YEAR_FIRST + 1] = { 0 }, best = 0, most = 0;
	int named = year_in(&doc->name, true);

	if (named)
		votes[named - YEAR_FIRST] = 3;
	for (size_t i = 0; i < doc->d->n; i++) {
		const struct lay_block *b = &doc->blocks[i];
		int year = b->grid ? year_in_head(b->grid)
		                   : b->chars.n <= SHORT_LINE ? year_in(&b->chars, false) : 0;

		if (year)
			votes[year - YEAR_FIRST] += 2;
	}
	for (int y = YEAR_FIRST; y <= YEAR_LAST; y++)
		if (votes[y - YEAR_FIRST] > most) {
			most = votes[y - YEAR_FIRST];
			best = y;
		}
	return best ? best : year_in_tables(doc);
}

/* ---- units ---- */

int lay_unit_of(const struct lay_doc *doc, const char *text)
{
	const struct lay_given *given = doc->given;
	const struct lay_chars *names = lay_shelf_names(doc->shelf, given);
	struct lay_chars said = lay_chars(text);
	int best = -1, most = 0;
	bool several = false;

	for (size_t i = 0; i < given->nunits && most < 100; i++) {
		int alike = lay_alike(&said, &names[i]);

		if (alike < SURE_NAME &&
		    ((names[i].n >= NAME_LEAST && lay_find(&said, 0, &names[i]) >= 0) ||
		     (said.n >= NAME_LEAST && lay_find(&names[i], 0, &said) >= 0)))
			alike = SURE_NAME;
		if (alike < SURE_NAME || alike < most)
			continue;
		several = alike == most && best != given->units[i].unit;
		most = alike;
		best = given->units[i].unit;
	}
	lay_chars_free(&said);
	return several ? -1 : best;
}

/* The longest name that stands in the text. */
static int named_in(const struct lay_doc *doc, const struct lay_chars *t, size_t *longest)
{
	const struct lay_chars *names = lay_shelf_names(doc->shelf, doc->given);
	int unit = -1;

	for (size_t i = 0; i < doc->given->nunits; i++)
		if (names[i].n >= NAME_LEAST && names[i].n > *longest &&
		    lay_find(t, 0, &names[i]) >= 0) {
			*longest = names[i].n;
			unit = doc->given->units[i].unit;
		}
	return unit;
}

static int code_in(const struct lay_given *given, const struct lay_chars *t)
{
	for (size_t i = 0; i < given->nunits; i++) {
		struct lay_chars code = lay_chars(given->units[i].code);
		bool found = code.n >= CODE_LEAST && lay_find(t, 0, &code) >= 0;

		lay_chars_free(&code);
		if (found)
			return given->units[i].unit;
	}
	return -1;
}

int lay_unit_in(const struct lay_doc *doc)
{
	size_t longest = 0;
	int unit = doc->given->unit;

	if (unit < 0)
		unit = named_in(doc, &doc->name, &longest);
	if (unit < 0)
		unit = code_in(doc->given, &doc->name);
	for (size_t i = 0; i < doc->d->n && unit < 0; i++)
		if (doc->blocks[i].chars.n <= SHORT_LINE * 2)
			unit = named_in(doc, &doc->blocks[i].chars, &longest);
	return unit;
}
