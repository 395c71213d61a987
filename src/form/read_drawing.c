#include "form/read.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "form/read_rule.h"

/* Second pass: bands, rows, list rows, side tables, lines around the table.
 * Invariants: edges[0] is 0 and edges[columns] is WIDTH; above holds the edges
 * of the cells of the last row, to find what `^` continues. */

#define WIDTH 10000
#define COLUMNS_MAX 40

struct drawing {
	struct reader *r;
	int edges[COLUMNS_MAX + 1]; /* of the band's columns */
	enum align aligns[COLUMNS_MAX];
	int columns;            /* 0: no band yet */
	int from, to;           /* columns a row fills; to −1: the side's first row says */
	struct drawn_row above; /* borrowed */
	struct block *sides;    /* open `sides`, or NULL */
	int list_pending;       /* `rows` waits for its row: list index, else −1 */
};

/* ---- rows ---- */

struct raw_cells {
	char *text[COLUMNS_MAX];
	int n;
};

static void trim(const char **s, size_t *n)
{
	while (*n > 0 && (**s == ' ' || **s == '\t'))
		(*s)++, (*n)--;
	while (*n > 0 && ((*s)[*n - 1] == ' ' || (*s)[*n - 1] == '\t'))
		(*n)--;
}

static int add_raw(struct drawing *d, int line, struct raw_cells *raw, char *text)
{
	if (raw->n == COLUMNS_MAX) {
		mem_free(text);
		return read_fail(d->r, line, _("一行的格太多"), NULL);
	}
	raw->text[raw->n++] = text;
	return 0;
}

/* One cell; `[x.*]` is one for each member of the axis. */
static int add_raw_cell(struct drawing *d, int line, struct raw_cells *raw, const char *s, size_t n)
{
	const struct axis *a = &d->r->axis;
	trim(&s, &n);
	char *text = mem_strndup(s, n);
	int rc = 0;
	if (!strstr(text, ".*]") && !strstr(text, "[*]"))
		return add_raw(d, line, raw, text);
	if (a->n == 0)
		rc = read_fail(d->r, line, _("用了 * 却没有 axis："), text);
	for (size_t i = 0; rc == 0 && i < a->n; i++) {
		char *star = strchr(text, '*');
		struct str one = {0};
		str_addn(&one, text, (size_t)(star - text));
		str_addf(&one, "%s%s", a->member[i], star + 1);
		rc = add_raw(d, line, raw, str_take(&one));
	}
	mem_free(text);
	return rc;
}

static int split_row(struct drawing *d, const struct line *line, struct raw_cells *raw)
{
	const char *start = line->text + 1;
	int rc = 0;
	for (const char *s = start; rc == 0 && *s; s++) {
		if (*s == '\\' && s[1])
			s++;
		else if (*s == '|') {
			rc = add_raw_cell(d, line->number, raw, start, (size_t)(s - start));
			start = s + 1;
		}
	}
	if (rc == 0 && *start)
		return read_fail(d->r, line->number, _("一行要以 | 结束"), NULL);
	return rc;
}

static bool continues(const struct drawn_row *above, const struct drawn_cell *c)
{
	for (size_t i = 0; i < above->n; i++)
		if (above->cells[i].left == c->left && above->cells[i].right == c->right)
			return true;
	return false;
}

static int check_up(struct drawing *d, const struct line *line, const struct drawn_row *row)
{
	for (size_t i = 0; i < row->n; i++)
		if (row->cells[i].up && !continues(&d->above, &row->cells[i]))
			return read_fail(d->r, line->number, _("^ 上面没有同样宽的格"), NULL);
	return 0;
}

static int add_cell(struct drawing *d, const struct line *line, struct drawn_row *row, int column,
                    const char *text, const struct list *l)
{
	if (strcmp(text, "<") == 0) {
		if (row->n == 0)
			return read_fail(d->r, line->number, _("< 左边没有格"), NULL);
		row->cells[row->n - 1].right = d->edges[column + 1];
		return 0;
	}
	row->cells = mem_push(row->cells, row->n, sizeof *row->cells);
	struct drawn_cell *c = &row->cells[row->n++];
	*c = (struct drawn_cell){.left = d->edges[column],
	                         .right = d->edges[column + 1],
	                         .align = d->aligns[column],
	                         .up = strcmp(text, "^") == 0};
	if (c->up)
		return 0;
	if (strcmp(text, "#") == 0) {
		read_piece(&c->text, PIECE_LINE);
		return 0;
	}
	return read_text(d->r, line->number, text, l, &c->text);
}

static int ragged(struct drawing *d, const struct line *line, int got, int want)
{
	return err_set(d->r->e, ERR_INPUT, _("%s:%d: 这一行有 %d 格，应为 %d 格"), d->r->lines.path,
	               line->number, got, want);
}

static int build_row(struct drawing *d, const struct line *line, const struct raw_cells *raw,
                     const struct list *l, struct drawn_row *row)
{
	if (d->columns == 0)
		return read_fail(d->r, line->number, _("画行之前要有 band"), NULL);
	if (d->to < 0)
		d->to = d->from + raw->n;
	if (raw->n != d->to - d->from || d->to > d->columns)
		return ragged(d, line, raw->n, (d->to > d->columns ? d->columns : d->to) - d->from);
	row->foldable = line->foldable;
	row->line = line->number;
	for (int i = 0; i < raw->n; i++)
		if (add_cell(d, line, row, d->from + i, raw->text[i], l) < 0)
			return -1;
	return check_up(d, line, row);
}

/* ---- blocks ---- */

static struct block *add_block(struct drawing *d, enum block_kind kind)
{
	struct block b = {.kind = kind, .list = -1};
	if (d->sides) {
		struct side *s = &d->sides->sides[d->sides->nsides - 1];
		s->blocks = mem_push(s->blocks, s->nblocks, sizeof b);
		s->blocks[s->nblocks++] = b;
		return &s->blocks[s->nblocks - 1];
	}
	struct form *f = d->r->form;
	f->blocks = mem_push(f->blocks, f->nblocks, sizeof b);
	f->blocks[f->nblocks++] = b;
	return &f->blocks[f->nblocks - 1];
}

static int take_row(struct drawing *d, const struct line *line)
{
	struct raw_cells raw = {.n = 0};
	const struct list *l = d->list_pending >= 0 ? &d->r->form->lists[d->list_pending] : NULL;
	int rc = split_row(d, line, &raw);
	if (rc == 0 && d->sides && d->sides->nsides == 0)
		rc = read_fail(d->r, line->number, _("sides 之后要先有 side"), NULL);
	if (rc == 0) {
		struct block *b = add_block(d, l ? BLOCK_LIST : BLOCK_ROW);
		b->list = d->list_pending;
		rc = build_row(d, line, &raw, l, &b->row);
		d->above = b->row;
		d->list_pending = -1;
	}
	for (int i = 0; i < raw.n; i++)
		mem_free(raw.text[i]);
	return rc;
}

static int band_width(const char *word, enum align *align)
{
	int width = 0;
	const char *s = word;
	for (; *s >= '0' && *s <= '9' && width < WIDTH; s++)
		width = width * 10 + (*s - '0');
	*align = *s == 'l' ? ALIGN_LEFT : *s == 'r' ? ALIGN_RIGHT : ALIGN_CENTER;
	if (*s == 'l' || *s == 'r' || *s == 'c')
		s++;
	return *s == '\0' && width > 0 && width < WIDTH ? width : -1;
}

/* band WIDTH… */
static int take_band(struct drawing *d, const struct line *line, const char *rest)
{
	struct words w = {rest};
	int widths[COLUMNS_MAX], total = 0, sum = 0;
	d->columns = 0;
	for (char *word; (word = words_next(&w)) != NULL;) {
		int width = d->columns < COLUMNS_MAX ? band_width(word, &d->aligns[d->columns])
		                                     : -1;
		mem_free(word);
		if (width < 0)
			return read_fail(d->r, line->number,
			                 _("band 的宽度应是 1 到 9999 的整数，后面可跟 l、c、r"),
			                 NULL);
		widths[d->columns++] = width;
		total += width;
	}
	if (d->columns == 0)
		return read_fail(d->r, line->number, _("band 没有列"), NULL);
	for (int i = 0; i < d->columns; i++) {
		d->edges[i] = (sum * WIDTH + total / 2) / total;
		sum += widths[i];
	}
	d->edges[d->columns] = WIDTH;
	d->from = 0;
	d->to = d->columns;
	return 0;
}

static int take_rows(struct drawing *d, const struct line *line, const char *rest)
{
	d->list_pending = form_list(d->r->form, rest);
	return d->list_pending < 0 ? read_fail(d->r, line->number, _("没有定义这个清单："), rest)
	                           : 0;
}

/* The block a `blank` line belongs to: the list drawn last. */
static struct block *last_block(struct drawing *d)
{
	struct form *f = d->r->form;
	if (d->sides && d->sides->nsides > 0) {
		struct side *s = &d->sides->sides[d->sides->nsides - 1];
		return s->nblocks ? &s->blocks[s->nblocks - 1] : NULL;
	}
	return f->nblocks ? &f->blocks[f->nblocks - 1] : NULL;
}

static int take_blank(struct drawing *d, const struct line *line, const char *rest)
{
	struct block *b = last_block(d);
	if (!b || b->kind != BLOCK_LIST)
		return read_fail(d->r, line->number, _("blank 只能跟在清单的行后面"), NULL);
	b->blanks = mem_push(b->blanks, b->nblanks, sizeof *b->blanks);
	b->blanks[b->nblanks++] = mem_strdup(rest);
	return 0;
}

static int close_side(struct drawing *d, const struct line *line)
{
	struct block *b = d->sides;
	if (b->nsides == 0)
		return 0;
	struct side *s = &b->sides[b->nsides - 1];
	if (d->to < 0)
		return read_fail(d->r, line->number, _("side 里没有行"), NULL);
	s->right = d->edges[d->to];
	d->from = d->to;
	d->to = -1;
	return 0;
}

static int take_side(struct drawing *d, const struct line *line)
{
	if (!d->sides || close_side(d, line) < 0)
		return d->sides ? -1
		                : read_fail(d->r, line->number, _("side 之前要有 sides"), NULL);
	struct block *b = d->sides;
	if (b->nsides == 0) {
		d->from = 0;
		d->to = -1;
	}
	if (d->from >= d->columns)
		return read_fail(d->r, line->number, _("band 没有留给这个 side 的列"), NULL);
	b->sides = mem_push(b->sides, b->nsides, sizeof *b->sides);
	b->sides[b->nsides++] = (struct side){.left = d->edges[d->from]};
	d->above = (struct drawn_row){0};
	return 0;
}

static int take_end(struct drawing *d, const struct line *line)
{
	if (!d->sides)
		return read_fail(d->r, line->number, _("end 没有开头"), NULL);
	if (close_side(d, line) < 0)
		return -1;
	if (d->from != d->columns)
		return read_fail(d->r, line->number, _("sides 没有用完 band 的列"), NULL);
	d->sides = NULL;
	d->from = 0;
	d->to = d->columns;
	d->above = (struct drawn_row){0};
	return 0;
}

/* ---- lines around the table ---- */

static enum align part_align(const char **s, enum align usual)
{
	static const struct {
		const char *word;
		enum align align;
	} words[] = {
	    {"left ", ALIGN_LEFT},
	    {"center ", ALIGN_CENTER},
	    {"right ", ALIGN_RIGHT},
	};
	for (size_t i = 0; i < 3; i++) {
		size_t n = strlen(words[i].word);
		if (strncmp(*s, words[i].word, n) == 0) {
			*s += n;
			return words[i].align;
		}
	}
	return usual;
}

static int add_part(struct drawing *d, const struct line *line, struct drawn_line *out,
                    const char *s, size_t n)
{
	trim(&s, &n);
	char *text = mem_strndup(s, n);
	const char *inside = text;
	out->parts = mem_push(out->parts, out->n, sizeof *out->parts);
	out->aligns = mem_push(out->aligns, out->n, sizeof *out->aligns);
	out->aligns[out->n] = part_align(&inside, out->title ? ALIGN_CENTER : ALIGN_LEFT);
	out->parts[out->n] = (struct drawn_text){0};
	int rc = read_text(d->r, line->number, inside, NULL, &out->parts[out->n++]);
	mem_free(text);
	return rc;
}

static int take_around(struct drawing *d, const struct line *line, const char *rest, bool foot,
                       bool title)
{
	struct form *f = d->r->form;
	f->lines = mem_push(f->lines, f->nlines, sizeof *f->lines);
	struct drawn_line *out = &f->lines[f->nlines++];
	*out = (struct drawn_line){.foot = foot, .title = title};
	for (const char *s = rest; s;) {
		const char *bar = strstr(s, " | ");
		if (add_part(d, line, out, s, bar ? (size_t)(bar - s) : strlen(s)) < 0)
			return -1;
		s = bar ? bar + 3 : NULL;
	}
	return 0;
}

static int take_copies(struct drawing *d, const struct line *line, const char *rest)
{
	struct form *f = d->r->form;
	f->copies = true;
	f->copy_field = form_field(f, rest);
	return f->copy_field < 0 ? read_fail(d->r, line->number, _("没有定义这个栏目："), rest) : 0;
}

static int take_sides(struct drawing *d, const struct line *line)
{
	if (d->sides)
		return read_fail(d->r, line->number, _("sides 不能套 sides"), NULL);
	d->sides = NULL;
	d->sides = add_block(d, BLOCK_SIDES);
	return 0;
}

static bool is_first_pass(const char *word)
{
	static const char *const words[] = {"form",  "axis",   "carry", "label", "field", "list",
	                                    "group", "column", "refer", "rule",  "chart", "part", "unprinted", "landscape"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i], word) == 0)
			return true;
	return false;
}

static int take_line(struct drawing *d, const struct line *line)
{
	if (line->text[0] == '|')
		return take_row(d, line);
	struct words w = {line->text};
	char *word = words_next(&w);
	const char *rest = words_rest(&w);
	int rc = 0;
	if (d->list_pending >= 0)
		rc = read_fail(d->r, line->number, _("rows 后面要跟一行 | … |"), NULL);
	else if (strcmp(word, "band") == 0)
		rc = d->sides ? read_fail(d->r, line->number, _("sides 里不能换 band"), NULL)
		              : take_band(d, line, rest);
	else if (strcmp(word, "rows") == 0)
		rc = take_rows(d, line, rest);
	else if (strcmp(word, "blank") == 0)
		rc = take_blank(d, line, rest);
	else if (strcmp(word, "sides") == 0)
		rc = take_sides(d, line);
	else if (strcmp(word, "side") == 0)
		rc = take_side(d, line);
	else if (strcmp(word, "fill") == 0)
		rc = d->sides ? (add_block(d, BLOCK_FILL), 0)
		              : read_fail(d->r, line->number, _("fill 只能在 side 里"), NULL);
	else if (strcmp(word, "end") == 0)
		rc = take_end(d, line);
	else if (strcmp(word, "head") == 0 || strcmp(word, "foot") == 0)
		rc = take_around(d, line, rest, *word == 'f', false);
	else if (strcmp(word, "title") == 0)
		rc = take_around(d, line, rest, false, true);
	else if (strcmp(word, "copies") == 0)
		rc = take_copies(d, line, rest);
	else if (!is_first_pass(word) && !read_rule_word(word))
		rc = read_fail(d->r, line->number, _("看不懂这一行："), word);
	mem_free(word);
	return rc;
}

/* What is defined and neither drawn nor hidden would be lost to people. */
static int check_drawn(struct reader *r)
{
	struct form *f = r->form;
	for (size_t i = 0; i < f->nfields; i++)
		if (!f->fields[i].drawn && !f->fields[i].hidden)
			return read_fail(r, f->fields[i].line, _("这个栏目没有画在表上："),
			                 f->fields[i].key);
	for (size_t i = 0; i < f->nlists; i++)
		for (size_t c = 0; c < f->lists[i].ncolumns; c++)
			if (!f->lists[i].columns[c].drawn && !f->lists[i].columns[c].hidden)
				return read_fail(r, f->lists[i].columns[c].line,
				                 _("这一列没有画在表上："),
				                 f->lists[i].columns[c].key);
	return 0;
}

int read_drawing(struct reader *r)
{
	struct drawing d = {.r = r, .list_pending = -1};
	r->form->width = WIDTH;
	r->form->fold_text = mem_strdup(r->lines.fold_text ? r->lines.fold_text : "… …");
	for (size_t i = 0; i < r->lines.n; i++)
		if (take_line(&d, &r->lines.line[i]) < 0)
			return -1;
	if (d.sides)
		return read_fail(r, (int)r->lines.n, _("sides 没有 end"), NULL);
	if (r->form->nblocks == 0)
		return read_fail(r, 1, _("表没有画"), NULL);
	return check_drawn(r);
}
