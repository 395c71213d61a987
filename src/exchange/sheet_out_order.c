#include <string.h>

#include "base/mem.h"
#include "calc/numeral.h"
#include "exchange/sheet_out_inside.h"

/* The official order of a document whose parts (第一部分 …) stand in several
 * forms, one of which holds more than one of them.  A heading «第二部分 部门决算表»
 * without a text is for the sheets that name no part: the tables. */

#define PARTS_MOST 99

struct segment {
	struct sheet_out sheet;
	int part; /* 0: before the first */
};

struct segments {
	struct segment *segment;
	size_t n, capacity;
};

/* The number of «第N部分»; 0: it is none. */
static int part_number(const char *text)
{
	int64_t n = 0;
	size_t length = strncmp(text, "第", 3) == 0 ? numeral_read(text + 3, &n) : 0;

	if (length == 0 || n > PARTS_MOST || strncmp(text + 3 + length, "部分", 6) != 0)
		return 0;
	return (int)n;
}

static int part_of_paragraph(const struct out_paragraph *p)
{
	return p->role == OUT_TITLE ? part_number(p->text) : 0;
}

/* Of its title. */
static int part_of_sheet(const struct sheet_out *s)
{
	for (size_t i = 0; i < s->nlines; i++)
		if (s->lines[i].title && s->lines[i].n > 0)
			return part_number(s->lines[i].parts[0].text);
	return 0;
}

static size_t count_parts(const struct sheet_out *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->nparagraphs; i++)
		n += part_of_paragraph(&s->paragraphs[i]) > 0;
	return n;
}

static struct segment *add_segment(struct segments *all, int part)
{
	all->segment = mem_more(all->segment, all->n, &all->capacity, sizeof *all->segment);
	all->segment[all->n].part = part;
	return &all->segment[all->n++];
}

/* Hands the paragraphs from..to of s over. */
static struct sheet_out cut(const struct sheet_out *s, size_t from, size_t to)
{
	struct sheet_out piece = *s;

	piece.name = mem_strdup(s->name);
	piece.lines = NULL;
	piece.nlines = 0;
	piece.charts = NULL;
	piece.ncharts = 0;
	piece.paragraphs = mem_array(to - from + 1, sizeof *piece.paragraphs);
	piece.nparagraphs = to - from;
	for (size_t i = from; i < to; i++)
		piece.paragraphs[i - from] = s->paragraphs[i];
	return piece;
}

/* Its lines and charts go with the first piece; s has nothing more that is to be freed. */
static void cut_sheet(struct segments *all, struct sheet_out *s)
{
	size_t from = 0, first = all->n;

	for (size_t i = 0; i <= s->nparagraphs; i++) {
		int part = i > 0 ? part_of_paragraph(&s->paragraphs[from]) : 0;

		if (i < s->nparagraphs && (i == 0 || !part_of_paragraph(&s->paragraphs[i])))
			continue;
		add_segment(all, part)->sheet = cut(s, from, i);
		from = i;
	}
	all->segment[first].sheet.lines = s->lines;
	all->segment[first].sheet.nlines = s->nlines;
	all->segment[first].sheet.charts = s->charts;
	all->segment[first].sheet.ncharts = s->ncharts;
	mem_free(s->paragraphs);
	mem_free(s->name);
}

static bool is_heading(const struct sheet_out *s)
{
	for (size_t i = 0; i < s->nparagraphs; i++)
		if (s->paragraphs[i].role != OUT_TITLE)
			return false;
	return s->prose;
}

/* The part that has a heading and nothing below it; 0. */
static int empty_part(const struct segments *all)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->segment[i].part > 0 && is_heading(&all->segment[i].sheet))
			return all->segment[i].part;
	return 0;
}

static void put_in_order(const struct segments *all, struct book_out *b)
{
	int last = 0;

	for (size_t i = 0; i < all->n; i++)
		last = all->segment[i].part > last ? all->segment[i].part : last;
	for (int part = 0; part <= last; part++) {
		for (size_t i = 0; i < all->n; i++) {
			if (all->segment[i].part != part)
				continue;
			b->sheets = mem_more(b->sheets, b->n, &b->capacity, sizeof *b->sheets);
			b->sheets[b->n++] = all->segment[i].sheet;
		}
	}
}

void book_out_order(struct book_out *b)
{
	struct segments all = {0};
	size_t most = 0;

	for (size_t i = 0; i < b->n; i++)
		most = count_parts(&b->sheets[i]) > most ? count_parts(&b->sheets[i]) : most;
	if (most < 2)
		return;
	for (size_t i = 0; i < b->n; i++) {
		if (count_parts(&b->sheets[i]) > 1)
			cut_sheet(&all, &b->sheets[i]);
		else
			add_segment(&all, part_of_sheet(&b->sheets[i]))->sheet = b->sheets[i];
	}
	for (size_t i = 0; i < all.n; i++)
		if (all.segment[i].part == 0 && !all.segment[i].sheet.prose)
			all.segment[i].part = empty_part(&all);
	mem_free(b->sheets);
	b->sheets = NULL;
	b->n = b->capacity = 0;
	put_in_order(&all, b);
	mem_free(all.segment);
}
