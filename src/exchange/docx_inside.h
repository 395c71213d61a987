#ifndef EXCHANGE_DOCX_INSIDE_H
#define EXCHANGE_DOCX_INSIDE_H

#include <stdbool.h>

#include "exchange/markup.h"
#include "exchange/zip_pack.h"
#include "exchange/sheet_out.h"

/* For docx_write.c and docx_frame.c. */

#define DOCX_TABS 8

struct docx_tab {
	const char *kind;    /* left, center, right */
	int at;
};

/* How a paragraph looks.  Lengths are twips, fonts half points. */
struct docx_style {
	const char *face;
	int font, before, after;
	int line;            /* exact height of a line; 0: that of the font */
	int outline;         /* 1 is a heading of the first level; 0: none */
	enum align align;
	bool bold, indent, justify;
	bool keep, fresh;    /* stays with the next one; begins a page */
	struct docx_tab tabs[DOCX_TABS];
	size_t ntabs;
};

struct docx {
	struct markup *m;
};

/* The parts of the package beside the document itself. */
void docx_frame(struct zip_pack *p, const struct book_out *b);
/* Opens a root element with the name spaces it needs. */
void docx_open_root(struct markup *m, const char *name);
/* Paper and footer of the section that a sheet is. */
void docx_section(struct docx *d, const struct sheet_out *s);
/* <w:rFonts>: Chinese characters and their punctuation in this face, digits and
 * letters in the one that every office has. */
void docx_fonts(struct markup *m, const char *face);
/* <name w:w="…" w:type="dxa"/> */
void docx_width(struct markup *m, const char *name, int width);

#endif
