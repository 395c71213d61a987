#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/str.h"
#include "exchange/lay_inside.h"
#include "exchange/lay_score.h"

#define LEVELS 4

struct taker {
	struct lay_doc *doc;
	size_t block;
	struct lay_block *b;
	struct laid_sheet *sheet;
	const struct lay_item *item; /* the list being read; NULL: none */
	int group[LEVELS + 1];       /* by level, of the rows that follow */
	bool lost[LEVELS + 1];       /* a label stood there that is no group's */
	int first;                   /* entries from here on are of this drawing of the list */
	int before;                  /* entries of other drawings of the same list end here */
};

static bool is_csv(const struct lay_doc *doc)
{
	const char *dot = doc->d->name ? strrchr(doc->d->name, '.') : NULL;

	return dot && strcasecmp(dot, ".csv") == 0;
}

/* What a person saw: 26 shown with two decimals is 26.00, and a CSV for people
 * has a ' before what a spreadsheet would compute. */
static char *text_of(const struct taker *t, const struct doc_cell *c)
{
	const char *point = strchr(c->text, '.');
	int written = point ? (int)strspn(point + 1, "0123456789") : 0;
	struct str out = { 0 };

	if (c->text[0] == '\'' && c->text[1] && strchr("=+-@", c->text[1]) && is_csv(t->doc))
		return lay_trim(c->text + 1, strlen(c->text + 1));
	if (!c->number || c->percent || c->decimals <= written || !*c->text ||
	    strspn(c->text, "-0123456789.") != strlen(c->text))
		return lay_trim(c->text, strlen(c->text));
	str_add(&out, c->text);
	if (!point)
		str_addc(&out, '.');
	for (; written < c->decimals; written++)
		str_addc(&out, '0');
	return str_take(&out);
}

static void add(struct taker *t, const struct lay_placed *p, int entry, int field, char *text)
{
	const struct doc_cell *c = &t->b->grid->t->cells[p->cell];

	lay_add_cell(t->sheet,
	             (struct laid_cell){ .list = entry < 0 ? -1 : p->item->list, .row = entry,
	                                 .field = field, .block = t->block, .at_row = c->row,
	                                 .at_column = c->column },
	             text);
}

/* The holes of a box, whole or within its printed text. */
static void take_box(struct taker *t, const struct lay_placed *p, int entry)
{
	const struct doc_cell *c = &t->b->grid->t->cells[p->cell];
	const struct lay_chars *chars = &t->b->grid->chars[p->cell];
	char **texts;

	if (c->row != p->row)
		return;
	t->b->said[p->cell] = true;
	if (p->box->hole >= 0) {
		add(t, p, entry, p->box->hole, text_of(t, c));
		return;
	}
	texts = mem_array(p->box->n + 1, sizeof *texts);
	if (lay_match(p->box->pieces, p->box->n, c->text, chars, false, texts) < 0)
		lay_match(p->box->pieces, p->box->n, c->text, chars, true, texts);
	for (size_t i = 0; i < p->box->n; i++)
		if (texts[i])
			add(t, p, entry, p->box->pieces[i].field, texts[i]);
	mem_free(texts);
}

/* ---- lists ---- */

static void begin_list(struct taker *t, const struct lay_item *item)
{
	t->item = item;
	t->first = (int)t->sheet->nentries;
	t->before = t->first;
	for (int i = 0; i <= LEVELS; i++) {
		t->group[i] = -1;
		t->lost[i] = false;
	}
}

static void take_group(struct taker *t, const struct lay_placed *p)
{
	const struct lay_chars *chars = &t->b->grid->chars[p->cell];
	int level = p->box->level, group;

	if (t->b->grid->t->cells[p->cell].row != p->row || chars->n == 0)
		return;
	group = lay_group_of(t->b->form, p->item->list, level, level > 1 ? t->group[level - 1] : -1,
	                     chars);
	if (group < 0)
		group = lay_group_of(t->b->form, p->item->list, level, -1, chars);
	t->b->said[p->cell] = group >= 0;
	if (group >= 0 && level > 1)
		t->group[level - 1] = t->sheet->form->lists[p->item->list].groups[group].above;
	t->lost[level] = group < 0;
	if (group != t->group[level])
		for (int i = level + 1; i <= LEVELS; i++)
			t->group[i] = -1;
	t->group[level] = group;
}

/* The last level that is known: rows are of groups that have none below them. */
static int leaf_group(const struct taker *t)
{
	const struct list *list = &t->sheet->form->lists[t->item->list];

	for (int i = LEVELS; i > 0; i--) {
		if (t->lost[i])
			return -1;
		if (t->group[i] >= 0)
			return list->groups[t->group[i]].leaf ? t->group[i] : -1;
	}
	return -1;
}

/* «……», «无»: what the form prints in a row that is not there. */
static bool is_blank_text(const struct block *block, const char *text)
{
	for (size_t i = 0; i < block->nblanks; i++) {
		for (const char *s = block->blanks[i]; s; s = strchr(s, '|') ? strchr(s, '|') + 1 : NULL) {
			size_t length = strcspn(s, "|");
			char *blank = lay_trim(s, length);
			bool same = *blank && strcmp(blank, text) == 0;

			mem_free(blank);
			if (same)
				return true;
		}
	}
	return false;
}

static bool is_template(struct taker *t, const struct lay_placed *p, size_t n)
{
	size_t said = 0;
	bool blank = false;

	for (size_t i = 0; i < n; i++) {
		const struct doc_cell *c = &t->b->grid->t->cells[p[i].cell];
		const struct lay_chars *chars = &t->b->grid->chars[p[i].cell];

		if (c->row != p[i].row || p[i].box->level > 0 || p[i].box->up || p[i].box->number ||
		    p[i].box->label >= 0 || chars->n == 0 || chars->dots)
			continue;
		said++;
		blank = is_blank_text(p[i].item->block, c->text);
	}
	return said == 0 || (said == 1 && blank);
}

static const char *name_in(const struct taker *t, int entry, int column)
{
	for (size_t i = 0; i < t->sheet->ncells; i++) {
		const struct laid_cell *c = &t->sheet->cells[i];

		if (c->list == t->item->list && c->row == entry && c->field == column)
			return c->text;
	}
	return NULL;
}

static bool has_names(const struct taker *t)
{
	int column = t->sheet->form->lists[t->item->list].name_column;

	for (size_t i = 0; i < t->item->row.n; i++)
		for (size_t k = 0; k < t->item->row.boxes[i].n; k++)
			if (t->item->row.boxes[i].pieces[k].kind == LAY_HOLE &&
			    t->item->row.boxes[i].pieces[k].field == column)
				return true;
	return false;
}

/* A list that is drawn several times: the same row of an earlier drawing, by
 * name, each once; in a drawing without names the next one. */
static int earlier(const struct taker *t, const char *name, const bool *met)
{
	int column = t->sheet->form->lists[t->item->list].name_column;
	bool named = has_names(t);

	for (int i = 0; i < t->before; i++) {
		const char *other;

		if (t->sheet->entries[i].list != t->item->list || met[i])
			continue;
		if (!named)
			return i;
		other = name_in(t, i, column);
		if (name && other && strcmp(other, name) == 0)
			return i;
	}
	return -1;
}

static bool drawn_before(const struct taker *t)
{
	for (int i = 0; i < t->before; i++)
		if (t->sheet->entries[i].list == t->item->list)
			return true;
	return false;
}

/* Moves the cells of the new entry, the last one, to an earlier one: but for
 * its name, which that one has. */
static void join(struct taker *t, int entry, int with)
{
	int column = t->sheet->form->lists[t->item->list].name_column;
	size_t kept = 0;

	for (size_t i = 0; i < t->sheet->ncells; i++) {
		struct laid_cell c = t->sheet->cells[i];

		if (c.list == t->item->list && c.row == entry) {
			if (c.field == column) {
				mem_free(c.text);
				continue;
			}
			c.row = with;
		}
		t->sheet->cells[kept++] = c;
	}
	t->sheet->ncells = kept;
	t->sheet->nentries--;
}

static void take_entry(struct taker *t, const struct lay_placed *p, size_t n, bool *met)
{
	const struct list *list = &t->sheet->form->lists[p->item->list];
	int group, entry, with;

	for (size_t i = 0; i < n; i++) {
		if (p[i].box->level > 0)
			take_group(t, &p[i]);
		else if (p[i].box->up || p[i].box->number)
			t->b->said[p[i].cell] = true;
	}
	if (is_template(t, p, n)) {
		for (size_t i = 0; i < n; i++)
			if (p[i].box->level == 0)
				t->b->said[p[i].cell] = true;
		return;
	}
	group = leaf_group(t);
	if (list->ngroups > 0 && group < 0)
		return;
	entry = lay_add_entry(t->sheet, p->item->list, group);
	for (size_t i = 0; i < n; i++)
		if (p[i].box->level == 0 && !p[i].box->up)
			take_box(t, &p[i], entry);
	with = earlier(t, name_in(t, entry, list->name_column), met);
	if (with < 0 || !drawn_before(t))
		return;
	met[with] = true;
	join(t, entry, with);
}

/* ---- the table ---- */

static void take_fixed(struct taker *t, const struct lay_placed *p)
{
	const struct lay_chars *chars = &t->b->grid->chars[p->cell];

	if (p->box->up || p->box->number || p->box->n == 0) {
		t->b->said[p->cell] = p->box->up || p->box->number || t->b->said[p->cell];
		return;
	}
	if (p->box->label < 0) {
		take_box(t, p, -1);
		return;
	}
	if (lay_alike(chars, &t->b->form->labels[p->box->label]) > 0)
		t->b->said[p->cell] = true;
}

static bool is_ordinal_column(const struct lay_block *b, const struct doc_cell *c)
{
	for (size_t i = 0; i < b->over.n; i++) {
		const struct lay_placed *p = &b->over.placed[i];

		if (p->box->number && b->grid->t->cells[p->cell].column == c->column)
			return true;
	}
	return false;
}

/* 行次 of rows that are not in the drawing: blank rows, folded ones. */
static void pass_numbers(struct taker *t)
{
	for (size_t i = 0; i < t->b->grid->t->n; i++) {
		const struct doc_cell *c = &t->b->grid->t->cells[i];

		if (!t->b->said[i] && strlen(c->text) <= 3 &&
		    strspn(c->text, "0123456789") == strlen(c->text) &&
		    is_ordinal_column(t->b, c))
			t->b->said[i] = true;
	}
}

void lay_take(struct lay_doc *doc, size_t block)
{
	struct taker t = { .doc = doc, .block = block, .b = &doc->blocks[block] };
	const struct lay_overlay *o = &t.b->over;
	bool *met = mem_array((size_t)t.b->grid->rows * 2 + 2, 1);

	t.sheet = lay_add_sheet(doc, t.b->form, block);
	t.b->sheet = (int)doc->out->nsheets - 1;
	t.sheet->year = t.b->year;
	for (size_t i = 0, n; i < o->n; i += n) {
		for (n = 1; i + n < o->n && o->placed[i + n].row == o->placed[i].row &&
		            o->placed[i + n].item == o->placed[i].item;
		     n++)
			;
		if (o->placed[i].item->kind == LAY_LIST) {
			if (t.item != o->placed[i].item) {
				begin_list(&t, o->placed[i].item);
				memset(met, 0, (size_t)t.b->grid->rows * 2 + 2);
			}
			take_entry(&t, &o->placed[i], n, met);
			continue;
		}
		for (size_t k = i; k < i + n; k++)
			take_fixed(&t, &o->placed[k]);
	}
	pass_numbers(&t);
	mem_free(met);
}
