#include "form/wrap.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/* An empty hole in a text is drawn this wide. */
static const char filler[] = "________";

static void add_segment(struct wrap *w, struct wrap_piece segment, const char *s, size_t length)
{
	if (length == 0)
		return;
	segment.at = w->text.length;
	segment.length = length;
	str_addn(&w->text, s, length);
	w->segments = mem_more(w->segments, w->nsegments, &w->segments_capacity, sizeof *w->segments);
	w->segments[w->nsegments++] = segment;
}

static void add_sign(struct wrap *w, const struct cell_sign *sign, int spot)
{
	if (sign)
		add_segment(w, (struct wrap_piece){.style = sign->style, .spot = spot, .mark = true},
		            sign->sign, strlen(sign->sign));
}

static void compose(struct wrap *w, const struct layout *l, struct layout_text text, int width)
{
	bool only = w->boxed && layout_only_spot(l, text) >= 0;
	size_t room = (size_t)width < sizeof filler - 1 ? (size_t)width : sizeof filler - 1;

	w->nsegments = 0;
	for (size_t i = 0; i < text.n; i++) {
		const struct layout_part *part = &l->parts[text.first + i];
		struct wrap_piece segment = {0, 0, 0, part->style, part->spot, false, false};
		const struct cell_sign *sign = part->spot >= 0 ? l->spots[part->spot].sign : NULL;
		const char *mark =
		    w->marks && part->spot >= 0 ? style_mark_beside(part->style, sign) : "";

		if (part->length > 0) {
			add_segment(w, segment, str_text(&l->text) + part->at, part->length);
			segment.mark = true;
			add_segment(w, segment, mark, strlen(mark));
		} else if (part->spot >= 0 && !only) {
			segment.style = PAGE_GHOST;
			segment.filler = true;
			add_segment(w, segment, filler, room);
		}
		add_sign(w, sign, part->spot);
	}
}

static void add_piece(struct wrap *w, struct wrap_line *line, const struct wrap_piece *segment,
                      size_t from, size_t to)
{
	struct wrap_piece piece = *segment;

	piece.at = from;
	piece.length = to - from;
	piece.width = text_widthn(w->text.s + from, to - from);
	line->width += piece.width;
	line->n++;
	w->pieces = mem_more(w->pieces, w->npieces, &w->pieces_capacity, sizeof *w->pieces);
	w->pieces[w->npieces++] = piece;
}

/* One line: the bytes from..to, cut where the segments meet. */
static int add_line(struct wrap *w, size_t from, size_t to)
{
	struct wrap_line line = {w->npieces, 0, 0};

	for (size_t i = 0; i < w->nsegments; i++) {
		const struct wrap_piece *segment = &w->segments[i];
		size_t end = segment->at + segment->length;
		size_t a = from > segment->at ? from : segment->at, b = to < end ? to : end;

		if (a < b)
			add_piece(w, &line, segment, a, b);
	}
	w->lines = mem_more(w->lines, w->nlines, &w->lines_capacity, sizeof *w->lines);
	w->lines[w->nlines++] = line;
	return line.width;
}

/* The next line of s: its length without the blanks at a break, and in *next
 * where the line after it begins. */
static size_t next_line(const char *s, size_t length, int width, size_t *next)
{
	size_t skip, kept = text_line(s, length, width, &skip);
	bool hard = skip > 0 && s[kept + skip - 1] == '\n';

	*next = kept + skip;
	while (!hard && kept > 0 && s[kept - 1] == ' ')
		kept--;
	/* Blanks where a line was broken are no indentation. */
	while (!hard && *next < length && s[*next] == ' ')
		++*next;
	return kept;
}

static int count_lines(const char *s, size_t length, int width)
{
	int count = 0;
	size_t next;

	for (size_t at = 0; at < length; at += next) {
		next_line(s + at, length - at, width, &next);
		count++;
	}
	return count;
}

/* The least width that takes no more lines. */
static int even_width(const char *s, size_t length, int width)
{
	int count = count_lines(s, length, width);

	if (count < 2)
		return width;
	while (width > 2 && count_lines(s, length, width - 1) == count)
		width--;
	return width;
}

struct wrap_block wrap_text(struct wrap *w, const struct layout *l, struct layout_text text,
                            int width, bool even)
{
	struct wrap_block block = {w->nlines, 0, 0};
	size_t at = w->text.length, end, next;

	compose(w, l, text, width);
	end = w->text.length;
	if (even && end > at)
		width = even_width(w->text.s + at, end - at, width);
	for (; at < end; at += next) {
		size_t kept = next_line(w->text.s + at, end - at, width, &next);
		int got = add_line(w, at, at + kept);

		if (got > block.width)
			block.width = got;
	}
	block.n = w->nlines - block.first;
	return block;
}

void wrap_free(struct wrap *w)
{
	str_free(&w->text);
	mem_free(w->pieces);
	mem_free(w->segments);
	mem_free(w->lines);
	*w = (struct wrap){0};
}
