#ifndef SCREENS_THEME_H
#define SCREENS_THEME_H

#include <stdbool.h>

#include "base/err.h"

/* What a piece of text on the screen means.  Colours only help: each meaning
 * also has a sign or an attribute, so that mono shows all of it. */
enum style {
	STYLE_TEXT,      /* text            anything else               */
	STYLE_TITLE,     /* title           name of a pane, a form      */
	STYLE_LABEL,     /* label           printed words of a form     */
	STYLE_VALUE,     /* value           what a person typed         */
	STYLE_COMPUTED,  /* computed        what a formula gives        */
	STYLE_SUGGESTED, /* suggested       a proposal nobody took yet  */
	STYLE_DIFFERS,   /* differs         stated ≠ computed           */
	STYLE_NA,        /* not-applicable                              */
	STYLE_FAULT,     /* fault           text that is no number      */
	STYLE_GHOST,     /* ghost           template rows, placeholders */
	STYLE_DIM,       /* dim             less important              */
	STYLE_BORDER,    /* border                                      */
	STYLE_FOCUS,     /* focus           border, title of the pane with the keys */
	STYLE_CURSOR,    /* cursor          laid over what is under it  */
	STYLE_MARKED,    /* marked          laid over what is marked    */
	STYLE_EDIT,      /* edit            the line being typed        */
	STYLE_SELECTION, /* selection       in it                       */
	STYLE_STATUS,    /* status          status bar                  */
	STYLE_KEYBAR,    /* keybar          words of the key bar        */
	STYLE_KEYNAME,   /* keyname         its keys                    */
	STYLE_ERROR,     /* error                                       */
	STYLE_WARNING,   /* warning                                     */
	STYLE_OK,        /* ok                                          */
	STYLE_COUNT
};
/* Or-ed to a style: the look of STYLE_CURSOR or STYLE_MARKED over it. */
enum { STYLE_AT_CURSOR = 0x100, STYLE_AT_MARK = 0x200 };

enum { LOOK_BOLD = 1, LOOK_DIM = 2, LOOK_UNDERLINE = 4, LOOK_REVERSE = 8, LOOK_ITALIC = 16 };

struct look {
	short fg, bg;        /* 0–255; −1 the terminal's own */
	unsigned attributes; /* LOOK_… */
};

struct theme {
	struct look looks[STYLE_COUNT];
};

/* Lines `style = foreground background attribute…`, `#` begins a comment;
 * colours are default, black, red, green, yellow, blue, magenta, cyan, white,
 * bright-… or 0–255.  A style not named keeps what *t says.  Mistakes name
 * file:line. */
int theme_parse(struct theme *t, const char *text, const char *file, struct err *e);
int theme_load(struct theme *t, const char *path, struct err *e);
/* "default", "light", "mono"; false: no such name. */
bool theme_builtin(struct theme *t, const char *name);
/* Name of a built-in scheme or path of a file. */
int theme_find(struct theme *t, const char *name_or_path, struct err *e);
const char *theme_style_name(enum style s);

/* Curses is on: from now on draw.h paints with a copy of t.  Without colours
 * (NO_COLOR, a terminal that has none) only the attributes count, and a look
 * whose attributes say nothing takes those of mono. */
void theme_use(const struct theme *t, bool colours);
/* What theme_use made of a style: attributes as curses' attr_t, pair of
 * colours.  style may carry STYLE_AT_… */
void theme_curses(unsigned style, unsigned *attributes, short *pair);

#endif
