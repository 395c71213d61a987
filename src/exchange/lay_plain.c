#include "base/mem.h"
#include "exchange/lay_inside.h"

static bool is_blank(const char *text)
{
	struct lay_chars chars = lay_chars(text);
	bool blank = chars.n == 0;

	lay_chars_free(&chars);
	return blank;
}

/* Whatever it says stands in the first column. */
static bool is_text(const struct doc_table *t)
{
	size_t said = 0;

	for (size_t i = 0; i < t->n; i++) {
		if (is_blank(t->cells[i].text))
			continue;
		if (t->cells[i].column > 0)
			return false;
		said++;
	}
	return said > 1;
}

static void add_block(struct lay_plain *p, struct doc_block block, struct lay_origin origin)
{
	size_t n = p->d.n;

	p->d.blocks = mem_push(p->d.blocks, n, sizeof *p->d.blocks);
	p->origin = mem_push(p->origin, n, sizeof *p->origin);
	p->d.blocks[n] = block;
	p->origin[n] = origin;
	p->d.n++;
}

/* A row without a cell is an empty paragraph. */
static void add_rows(struct lay_plain *p, const struct doc_block *b, size_t block)
{
	static char empty[] = "";
	int row = 0;

	for (size_t i = 0; i < b->table->n; i++) {
		const struct doc_cell *c = &b->table->cells[i];
		struct doc_block line = *b;

		if (c->column > 0)
			continue;
		line.kind = DOC_PARAGRAPH;
		line.table = NULL;
		line.text = empty;
		for (; row < c->row; row++)
			add_block(p, line, (struct lay_origin){ block, row, 0 });
		line.text = c->text;
		add_block(p, line, (struct lay_origin){ block, c->row, 0 });
		row = c->row + 1;
	}
}

struct lay_plain lay_plain_of(const struct document *d)
{
	struct lay_plain p = { .d = { .name = d->name } };

	for (size_t i = 0; i < d->n; i++) {
		const struct doc_block *b = &d->blocks[i];

		if (b->kind == DOC_TABLE && is_text(b->table))
			add_rows(&p, b, i);
		else
			add_block(&p, *b, (struct lay_origin){ i, -1, -1 });
	}
	return p;
}

void lay_plain_free(struct lay_plain *p)
{
	mem_free(p->d.blocks);
	mem_free(p->origin);
}

static void back(const struct lay_plain *p, size_t *block, int *row, int *column)
{
	const struct lay_origin *o = &p->origin[*block];

	*block = o->block;
	if (o->row < 0)
		return;
	*row = o->row;
	*column = o->column;
}

void lay_plain_back(const struct lay_plain *p, struct laid *out)
{
	for (size_t i = 0; i < out->nsheets; i++) {
		struct laid_sheet *s = &out->sheets[i];

		for (size_t k = 0; k < s->ncells; k++)
			back(p, &s->cells[k].block, &s->cells[k].at_row, &s->cells[k].at_column);
		s->block = p->origin[s->block].block;
	}
	for (size_t i = 0; i < out->nrest; i++)
		back(p, &out->rest[i].block, &out->rest[i].at_row, &out->rest[i].at_column);
}
