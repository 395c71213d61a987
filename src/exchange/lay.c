#include "exchange/lay.h"

#include <string.h>

#include "base/mem.h"
#include "exchange/lay_inside.h"

/* ---- the shelf ---- */

struct lay_shelf {
	const struct set *const *sets;
	size_t n;
	struct lay_form **forms;
	size_t nforms, capacity;
	const struct lay_unit *units; /* those that names are of */
	struct lay_chars *names;
	size_t nnames;
};

struct lay_shelf *lay_shelf_new(const struct set *const *sets, size_t n)
{
	struct lay_shelf *s = mem_alloc(sizeof *s);

	*s = (struct lay_shelf){ .sets = sets, .n = n };
	return s;
}

static void drop_names(struct lay_shelf *s)
{
	for (size_t i = 0; i < s->nnames; i++)
		lay_chars_free(&s->names[i]);
	mem_free(s->names);
	s->names = NULL;
	s->nnames = 0;
}

const struct lay_chars *lay_shelf_names(struct lay_shelf *s, const struct lay_given *given)
{
	if (s->names && s->units == given->units && s->nnames == given->nunits)
		return s->names;
	drop_names(s);
	s->units = given->units;
	s->nnames = given->nunits;
	s->names = mem_array(s->nnames + 1, sizeof *s->names);
	for (size_t i = 0; i < s->nnames; i++)
		s->names[i] = lay_chars(given->units[i].name);
	return s->names;
}

void lay_shelf_free(struct lay_shelf *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->nforms; i++)
		lay_form_free(s->forms[i]);
	mem_free(s->forms);
	drop_names(s);
	mem_free(s);
}

const struct set *const *lay_shelf_sets(const struct lay_shelf *s, size_t *n)
{
	*n = s->n;
	return s->sets;
}

const struct lay_form *lay_shelf_form(struct lay_shelf *s, const struct set *set,
                                      const struct form *form, int year)
{
	for (size_t i = 0; i < s->nforms; i++)
		if (s->forms[i]->form == form && s->forms[i]->year == year)
			return s->forms[i];
	s->forms = mem_more(s->forms, s->nforms, &s->capacity, sizeof *s->forms);
	s->forms[s->nforms] = lay_form_new(set, form, year);
	return s->forms[s->nforms++];
}

/* ---- the result ---- */

struct laid_sheet *lay_add_sheet(struct lay_doc *doc, const struct lay_form *form, size_t block)
{
	struct laid *out = doc->out;
	struct laid_sheet *sheet;

	out->sheets = mem_push(out->sheets, out->nsheets, sizeof *out->sheets);
	sheet = &out->sheets[out->nsheets++];
	*sheet = (struct laid_sheet){ .set = form->set, .form = form->form, .unit = -1,
		.copy = 1, .block = block };
	return sheet;
}

void lay_add_exact(struct laid_sheet *sheet, struct laid_cell at, char *text)
{
	at.text = text;
	if (!*text) {
		mem_free(text);
		return;
	}
	sheet->cells = mem_more(sheet->cells, sheet->ncells, &sheet->cells_room,
	                        sizeof *sheet->cells);
	sheet->cells[sheet->ncells++] = at;
}

void lay_add_cell(struct laid_sheet *sheet, struct laid_cell at, char *text)
{
	struct lay_chars chars = lay_chars(text);

	if (chars.n > 0 && !chars.dots)
		lay_add_exact(sheet, at, text);
	else
		mem_free(text);
	lay_chars_free(&chars);
}

int lay_add_entry(struct laid_sheet *sheet, int list, int group)
{
	sheet->entries = mem_more(sheet->entries, sheet->nentries, &sheet->entries_room,
	                          sizeof *sheet->entries);
	sheet->entries[sheet->nentries] = (struct laid_entry){ list, group };
	return (int)sheet->nentries++;
}

void lay_add_rest(struct lay_doc *doc, const char *text, size_t block, int row, int column)
{
	struct laid *out = doc->out;

	out->rest = mem_more(out->rest, out->nrest, &out->rest_room, sizeof *out->rest);
	out->rest[out->nrest++] =
	    (struct laid_rest){ lay_trim(text, strlen(text)), block, row, column };
}

void laid_free(struct laid *l)
{
	for (size_t i = 0; i < l->nsheets; i++) {
		struct laid_sheet *s = &l->sheets[i];

		for (size_t k = 0; k < s->ncells; k++)
			mem_free(s->cells[k].text);
		mem_free(s->cells);
		mem_free(s->entries);
		mem_free(s->unit_text);
	}
	mem_free(l->sheets);
	for (size_t i = 0; i < l->nrest; i++)
		mem_free(l->rest[i].text);
	mem_free(l->rest);
	*l = (struct laid){ 0 };
}

/* ---- the document ---- */

static void open_blocks(struct lay_doc *doc)
{
	doc->blocks = mem_array(doc->d->n + 1, sizeof *doc->blocks);
	for (size_t i = 0; i < doc->d->n; i++) {
		const struct doc_block *b = &doc->d->blocks[i];

		doc->blocks[i].sheet = -1;
		doc->blocks[i].chars = lay_chars(b->kind == DOC_PARAGRAPH ? b->text : "");
		if (b->kind != DOC_TABLE)
			continue;
		doc->blocks[i].grid = lay_grid_new(b->table, b->part != NULL);
		doc->blocks[i].said = mem_array(b->table->n + 1, 1);
	}
	doc->name = lay_chars(doc->d->name ? doc->d->name : "");
}

static void close_blocks(struct lay_doc *doc)
{
	for (size_t i = 0; i < doc->d->n; i++) {
		lay_chars_free(&doc->blocks[i].chars);
		lay_grid_free(doc->blocks[i].grid);
		lay_overlay_free(&doc->blocks[i].over);
		mem_free(doc->blocks[i].said);
	}
	mem_free(doc->blocks);
	lay_chars_free(&doc->name);
}

/* What names the unit of the filing: not the unit that carries out a project. */
static const char *unit_text(const struct laid_sheet *s)
{
	for (size_t i = 0; i < s->ncells; i++) {
		const struct laid_cell *c = &s->cells[i];
		const char *formula = c->list < 0 ? s->form->fields[c->field].formula_text : NULL;

		if (formula && strcmp(formula, "unit.name") == 0)
			return c->text;
	}
	return NULL;
}

/* A sheet that does not name its unit is of the unit before it; those before
 * the first name are of that one. */
static void give_units(struct lay_doc *doc)
{
	struct laid *out = doc->out;
	int now = doc->given->unit;

	for (size_t i = 0; i < out->nsheets; i++) {
		struct laid_sheet *s = &out->sheets[i];
		const char *text = unit_text(s);

		s->unit_text = mem_strdup(text);
		s->unit = doc->given->unit >= 0 || !text ? -1 : lay_unit_of(doc, text);
		if (now < 0 && s->unit >= 0)
			now = s->unit;
	}
	if (now < 0)
		now = lay_unit_in(doc);
	for (size_t i = 0; i < out->nsheets; i++) {
		if (out->sheets[i].unit >= 0)
			now = out->sheets[i].unit;
		else
			out->sheets[i].unit = now;
	}
}

static void number_copies(struct laid *out)
{
	for (size_t i = 0; i < out->nsheets; i++)
		for (size_t k = 0; k < i; k++)
			if (out->sheets[k].form == out->sheets[i].form &&
			    out->sheets[k].unit == out->sheets[i].unit &&
			    out->sheets[k].year == out->sheets[i].year)
				out->sheets[i].copy++;
}

/* The texts of one unit: from where its tables begin to where the next one's do. */
static void take_prose(struct lay_doc *doc)
{
	size_t tables = doc->out->nsheets, first = 0;
	const struct set *set = doc->given->set;
	int unit = tables > 0 ? doc->out->sheets[0].unit : lay_unit_in(doc);

	if (tables > 0)
		set = doc->out->sheets[0].set;
	for (size_t i = 1; i < tables; i++) {
		const struct laid_sheet *s = &doc->out->sheets[i];
		size_t end = s->block;

		if (s->unit == unit)
			continue;
		/* Title and head of the table belong to it. */
		while (end > first && doc->d->blocks[end - 1].kind == DOC_PARAGRAPH &&
		       (doc->blocks[end - 1].claimed || doc->blocks[end - 1].chars.n == 0))
			end--;
		lay_prose(doc, set, first, end, unit);
		s = &doc->out->sheets[i];
		first = end;
		unit = s->unit;
		set = s->set;
	}
	lay_prose(doc, set, first, doc->d->n, unit);
}

/* Everything that has no place, in the order of the document. */
static void gather_rest(struct lay_doc *doc)
{
	for (size_t i = 0; i < doc->d->n; i++) {
		const struct doc_block *b = &doc->d->blocks[i];
		const struct lay_block *block = &doc->blocks[i];

		if (b->kind == DOC_PARAGRAPH) {
			if (!block->claimed && block->chars.n > 0)
				lay_add_rest(doc, b->text, i, -1, -1);
			continue;
		}
		for (size_t k = 0; k < b->table->n; k++)
			if (!block->said[k] && block->grid->chars[k].n > 0 &&
			    !block->grid->chars[k].dots)
				lay_add_rest(doc, b->table->cells[k].text, i,
				             b->table->cells[k].row, b->table->cells[k].column);
	}
}

static void sort_sheets(struct laid *out)
{
	for (size_t i = 1; i < out->nsheets; i++)
		for (size_t k = i; k > 0 && out->sheets[k - 1].block > out->sheets[k].block; k--) {
			struct laid_sheet other = out->sheets[k];

			out->sheets[k] = out->sheets[k - 1];
			out->sheets[k - 1] = other;
		}
}

bool lay_same_part(const struct lay_doc *doc, size_t a, size_t b)
{
	const char *of_a = doc->d->blocks[a].part, *of_b = doc->d->blocks[b].part;

	return of_a && of_b ? strcmp(of_a, of_b) == 0 : !of_a && !of_b;
}

bool lay_is_free(const struct lay_doc *doc, size_t block)
{
	return doc->d->blocks[block].kind == DOC_PARAGRAPH && !doc->blocks[block].claimed;
}

void lay_claim(struct lay_doc *doc, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		doc->blocks[i].claimed = true;
}

static void lay_all(struct lay_doc *doc)
{
	doc->year = doc->given->year ? doc->given->year : lay_year_of(doc);
	lay_choose(doc);
	for (size_t i = 0; i < doc->d->n; i++)
		if (doc->blocks[i].form) {
			lay_take(doc, i);
			lay_lines(doc, i);
		}
	give_units(doc);
	take_prose(doc);
	sort_sheets(doc->out);
}

void lay_document(struct lay_shelf *shelf, const struct document *d, const struct lay_given *given,
                  struct laid *out)
{
	struct lay_plain plain = lay_plain_of(d);
	struct lay_doc doc = { .shelf = shelf, .d = &plain.d, .given = given, .out = out };

	*out = (struct laid){ 0 };
	open_blocks(&doc);
	if (!lay_exact(&doc))
		lay_all(&doc);
	number_copies(out);
	gather_rest(&doc);
	close_blocks(&doc);
	lay_plain_back(&plain, out);
	lay_plain_free(&plain);
}
