#ifndef EXCHANGE_PDF_INSIDE_H
#define EXCHANGE_PDF_INSIDE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "exchange/sheet_out.h"

/* For pdf_*.c.  Lengths are points (1/72 inch), y grows downward; they are of
 * paper, never figures of a form.  Pango and cairo are named by their structs,
 * so that this header needs neither. */

enum pdf_face { PDF_SONG, PDF_TITLE, PDF_FANG, PDF_HEI, PDF_KAI, PDF_FACES };

/* A document on its way.  It is walked twice, over the same sheets in the same
 * order: first to count its pages, then, `drawing`, to draw them. */
struct pdf {
	struct _cairo_surface *surface;
	struct _cairo *cr;
	struct _PangoFontMap *map;
	struct _PangoContext *context;
	struct _PangoFontDescription *fonts[PDF_FACES];
	bool drawing;
	bool open, empty;    /* a page has begun; nothing stands on it */
	int page, pages;     /* from 1; how many there are, known when drawing */
	double width, height; /* of the paper */
	double y;            /* where the next thing goes */
	const char *place;   /* sheet at work */
	struct str missing;  /* characters without a font, each once, and … */
	const char *where;   /* … the sheet of the first one */
	struct str *out;
	const char *code;    /* 校验码 at the foot of each page; NULL: none */
};

struct pdf *pdf_open(const char *title, struct str *out);
/* False when the bytes could not be made. */
bool pdf_close(struct pdf *p);
bool pdf_has_chinese(const struct pdf *p);

/* ---- pages ---- */

void pdf_page_new(struct pdf *p, bool landscape);
void pdf_page_next(struct pdf *p); /* like the one at work */
void pdf_page_end(struct pdf *p);
/* Names the page at work in the reader's list of contents. */
void pdf_mark(struct pdf *p, const char *name);

double pdf_left(const struct pdf *p);
double pdf_room(const struct pdf *p);   /* across, between the margins */
double pdf_top(const struct pdf *p);
double pdf_bottom(const struct pdf *p);

/* ---- texts ---- */

/* A text broken into lines of the same height, whatever fonts they need. */
struct pdf_text {
	struct _PangoLayout *layout;
	double size, line;      /* of a character, of a line */
	double room;
	int lines;
	double width;           /* of the longest line */
};

/* A room of 0 or less: breaks only at \n. */
struct pdf_text pdf_text_new(struct pdf *p, enum pdf_face face, double size, double room,
                             enum align align, double indent, const char *text);
void pdf_text_free(struct pdf_text *t);
/* Makes the room as narrow as the number of lines allows, so that «二级指/标»
 * becomes «二级/指标». */
void pdf_text_balance(struct pdf_text *t);
/* Draws n lines from the first one, y is the top of that.  justify: both ends
 * of a line stand at the edges, except at the end of a paragraph. */
void pdf_text_draw(struct pdf *p, const struct pdf_text *t, int first, int n, double x, double y,
                   bool justify);
/* One line without breaks; x is its left end, middle or right end. */
void pdf_word(struct pdf *p, enum pdf_face face, double size, enum align align, double x, double y,
              const char *text);
double pdf_word_width(struct pdf *p, enum pdf_face face, double size, const char *text);

/* ---- parts ---- */

struct pdf_table;
struct pdf_table *pdf_table_new(struct pdf *p, const struct sheet_out *s);
void pdf_table_free(struct pdf_table *t); /* NULL is fine */
/* From p->y on; its last row stays on one page with the `foot` points that
 * follow it. */
void pdf_table_put(struct pdf_table *t, double foot);

void pdf_lines_put(struct pdf *p, const struct sheet_out *s, bool foot);
double pdf_lines_height(struct pdf *p, const struct sheet_out *s, bool foot);
void pdf_prose_put(struct pdf *p, const struct sheet_out *s);

/* A chart in a frame from p->y on, named by the sheet it belongs to; on the
 * next page when it does not fit. */
void pdf_chart_put(struct pdf *p, const char *sheet, const struct out_chart *c);

#endif
