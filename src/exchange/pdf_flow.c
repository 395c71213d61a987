#include "base/mem.h"
#include "exchange/pdf_inside.h"

/* What flows over pages line by line: the lines around a table, and texts. */

#define LINE_SIZE 10.5
#define PROSE_SIZE 14.0 /* of lines around texts */
#define TITLE_SIZE 18.0
#define GAP 2.0 /* above and below a line */
#define FOOT_GAP 3.5
#define TITLE_GAP 6.0
#define COVER 0.28 /* of the page, above titles that stand alone */
#define APART 10.5 /* at least, between parts of a line */

/* ---- lines around the table ---- */

struct set_part {
	struct pdf_text text;
	double x;
};

static double part_size(const struct sheet_out *s, const struct out_line *line)
{
	if (line->title)
		return TITLE_SIZE;
	return s->prose ? PROSE_SIZE : LINE_SIZE;
}

/* Breaks part i of a line to a room; align holds inside the room. */
static void set_part(struct pdf *p, const struct sheet_out *s, const struct out_line *line,
                     size_t i, double room, enum align align, struct set_part *part)
{
	part->text = pdf_text_new(p, line->title ? PDF_TITLE : PDF_SONG, part_size(s, line), room,
	                          align, 0, line->parts[i].text);
	if (line->title && align == ALIGN_CENTER && part->text.lines > 1)
		pdf_text_balance(&part->text);
}

/* Each part as wide as it is, where its alignment puts it; false: they would
 * touch. */
static bool place_freely(struct pdf *p, const struct sheet_out *s, const struct out_line *line,
                         struct set_part *parts)
{
	double room = pdf_room(p), end = 0;
	bool fits = true;

	for (size_t i = 0; i < line->n; i++) {
		enum align align = line->parts[i].align;
		double at = room * (double)i / (double)line->n, width;

		set_part(p, s, line, i, 0, ALIGN_LEFT, &parts[i]);
		width = parts[i].text.width;
		if (!line->foot && align != ALIGN_LEFT)
			at = align == ALIGN_CENTER ? (room - width) / 2 : room - width;
		if (i > 0 && at < end + APART)
			at = end + APART;
		parts[i].x = at;
		end = at + width;
		fits = fits && end <= room + 0.1;
	}
	return fits;
}

/* Each gets a part of the room as its length asks for, and breaks there. */
static void place_in_columns(struct pdf *p, const struct sheet_out *s, const struct out_line *line,
                             struct set_part *parts)
{
	double room = pdf_room(p) - APART * (double)(line->n - 1), sum = 0, at = 0;

	for (size_t i = 0; i < line->n; i++)
		sum += parts[i].text.width + APART;
	for (size_t i = 0; i < line->n; i++) {
		double width = room * (parts[i].text.width + APART) / sum;

		pdf_text_free(&parts[i].text);
		set_part(p, s, line, i, width, line->parts[i].align, &parts[i]);
		parts[i].x = at;
		at += width + APART;
	}
}

static double line_gap(const struct out_line *line)
{
	if (line->title)
		return TITLE_GAP;
	return line->foot ? FOOT_GAP : GAP;
}

/* The height of the line; its parts are set. */
static double set_line(struct pdf *p, const struct sheet_out *s, const struct out_line *line,
                       struct set_part *parts)
{
	double height = part_size(s, line) * 1.3;

	if (line->n == 1)
		set_part(p, s, line, 0, pdf_room(p), line->parts[0].align, &parts[0]);
	else if (!place_freely(p, s, line, parts))
		place_in_columns(p, s, line, parts);
	for (size_t i = 0; i < line->n; i++)
		if (parts[i].text.lines * parts[i].text.line > height)
			height = parts[i].text.lines * parts[i].text.line;
	return height + 2 * line_gap(line);
}

static void free_parts(struct set_part *parts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		pdf_text_free(&parts[i].text);
	mem_free(parts);
}

static void break_page_for(struct pdf *p, double height)
{
	if (p->y + height > pdf_bottom(p) && !p->empty)
		pdf_page_next(p);
}

/* Line by line, when it is longer than a page too. */
static void put_part(struct pdf *p, const struct pdf_text *t)
{
	for (int i = 0; i < t->lines; i++) {
		break_page_for(p, t->line);
		pdf_text_draw(p, t, i, 1, pdf_left(p) + (pdf_room(p) - t->room) / 2, p->y, false);
		p->y += t->line;
	}
}

static void put_line(struct pdf *p, const struct sheet_out *s, const struct out_line *line)
{
	struct set_part *parts = mem_array(line->n + 1, sizeof *parts);
	double height = set_line(p, s, line, parts), gap = line_gap(line);

	p->y += p->empty ? 0 : gap;
	if (line->n == 1) {
		put_part(p, &parts[0].text);
	} else {
		break_page_for(p, height - 2 * gap);
		for (size_t i = 0; i < line->n; i++)
			pdf_text_draw(p, &parts[i].text, 0, parts[i].text.lines,
			              pdf_left(p) + parts[i].x, p->y, false);
		p->y += height - 2 * gap;
	}
	p->y += gap;
	free_parts(parts, line->n);
}

/* Down to where titles of a cover stand; once. */
static void sink(struct pdf *p, bool *lower)
{
	double y = pdf_top(p) + COVER * (pdf_bottom(p) - pdf_top(p));

	if (p->y < y)
		p->y = y;
	*lower = false;
	p->empty = false;
}

void pdf_lines_put(struct pdf *p, const struct sheet_out *s, bool foot)
{
	bool lower = !foot && sheet_out_is_cover(s);

	for (size_t i = 0; i < s->nlines; i++) {
		if (s->lines[i].foot != foot || s->lines[i].n == 0)
			continue;
		if (lower && s->lines[i].title)
			sink(p, &lower);
		put_line(p, s, &s->lines[i]);
	}
}

double pdf_lines_height(struct pdf *p, const struct sheet_out *s, bool foot)
{
	double height = 0;

	for (size_t i = 0; i < s->nlines; i++) {
		const struct out_line *line = &s->lines[i];
		struct set_part *parts;

		if (line->foot != foot || line->n == 0)
			continue;
		parts = mem_array(line->n + 1, sizeof *parts);
		height += set_line(p, s, line, parts);
		free_parts(parts, line->n);
	}
	return height;
}

/* ---- texts ---- */

static const struct {
	enum pdf_face face;
	double size, line, gap; /* gap: above and below */
	bool indent, keep;      /* keep: stands on one page with what follows */
} roles[] = {
    [OUT_TITLE] = {PDF_TITLE, 22, 32, 6, false, true},
    [OUT_HEAD] = {PDF_HEI, 16, 28, 0, true, true},
    [OUT_SUBHEAD] = {PDF_KAI, 16, 28, 0, true, true},
    [OUT_BODY] = {PDF_FANG, 16, 28, 0, true, false},
};
_Static_assert(sizeof roles / sizeof *roles == OUT_BODY + 1, "a look for each role");

/* Lines of `left` that stay on the page at work: neither the first nor the
 * last one of a paragraph stands alone. */
static int lines_here(const struct pdf *p, const struct pdf_text *t, int first)
{
	int left = t->lines - first, fit = (int)((pdf_bottom(p) - p->y + 0.01) / t->line);

	if (fit >= left)
		return left;
	if (left - fit == 1 && fit > 2)
		fit--;
	if (p->empty)
		return fit > 0 ? fit : 1;
	return first == 0 && fit < 2 ? 0 : fit;
}

static void put_paragraph(struct pdf *p, const struct out_paragraph *q)
{
	double size = roles[q->role].size, height;
	struct pdf_text t = pdf_text_new(p, roles[q->role].face, size, pdf_room(p),
	                                 q->role == OUT_TITLE ? ALIGN_CENTER : ALIGN_LEFT,
	                                 roles[q->role].indent ? 2 * size : 0, q->text);

	t.line = roles[q->role].line;
	if (q->role == OUT_TITLE && t.lines > 1)
		pdf_text_balance(&t);
	height = t.lines * t.line;
	if (roles[q->role].keep)
		break_page_for(p, height + 2 * t.line);
	p->y += p->empty ? 0 : roles[q->role].gap;
	for (int first = 0; first < t.lines;) {
		int n = lines_here(p, &t, first);

		pdf_text_draw(p, &t, first, n, pdf_left(p) + (pdf_room(p) - t.room) / 2, p->y,
		              q->role == OUT_BODY);
		p->y += n * t.line;
		first += n;
		if (first < t.lines)
			pdf_page_next(p);
	}
	p->y += roles[q->role].gap;
	pdf_text_free(&t);
}

void pdf_prose_put(struct pdf *p, const struct sheet_out *s)
{
	bool lower = s->nlines == 0 && sheet_out_is_cover(s);

	if (lower)
		sink(p, &lower);
	for (size_t i = 0; i < s->nparagraphs; i++) {
		if (s->paragraphs[i].apart && !p->empty && i + s->nlines > 0)
			pdf_page_next(p);
		put_paragraph(p, &s->paragraphs[i]);
	}
}
