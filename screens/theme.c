#include "screens/theme.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"

enum { THEME_FILE_LIMIT = 64 * 1024 };

static const char *const style_names[] = {
	[STYLE_TEXT] = "text",           [STYLE_TITLE] = "title",
	[STYLE_LABEL] = "label",         [STYLE_VALUE] = "value",
	[STYLE_COMPUTED] = "computed",   [STYLE_SUGGESTED] = "suggested",
	[STYLE_DIFFERS] = "differs",     [STYLE_NA] = "not-applicable",
	[STYLE_FAULT] = "fault",         [STYLE_GHOST] = "ghost",
	[STYLE_DIM] = "dim",             [STYLE_BORDER] = "border",
	[STYLE_FOCUS] = "focus",         [STYLE_CURSOR] = "cursor",
	[STYLE_MARKED] = "marked",       [STYLE_EDIT] = "edit",
	[STYLE_SELECTION] = "selection", [STYLE_STATUS] = "status",
	[STYLE_KEYBAR] = "keybar",       [STYLE_KEYNAME] = "keyname",
	[STYLE_ERROR] = "error",         [STYLE_WARNING] = "warning",
	[STYLE_OK] = "ok",
};
_Static_assert(sizeof style_names / sizeof *style_names == STYLE_COUNT, "one name each");

/* The schemes are written in the language of theme files.  mono comes first:
 * what has no colour left falls back to it. */
static const char mono_text[] =
	"title          = default default bold\n"
	"suggested      = default default italic\n"
	"differs        = default default underline bold\n"
	"not-applicable = default default dim\n"
	"fault          = default default underline\n"
	"ghost          = default default dim\n"
	"dim            = default default dim\n"
	"focus          = default default bold\n"
	"cursor         = default default reverse\n"
	"marked         = default default bold underline\n"
	"edit           = default default underline\n"
	"selection      = default default reverse\n"
	"status         = default default reverse\n"
	"keyname        = default default bold\n"
	"keybar         = default default reverse\n"
	"error          = default default bold reverse\n"
	"warning        = default default bold\n";

static const char default_text[] =
	"title          = default default bold\n"
	"label          = cyan default\n"
	"computed       = green default\n"
	"suggested      = blue default\n"
	"differs        = magenta default bold\n"
	"not-applicable = default default dim\n"
	"fault          = red default underline\n"
	"ghost          = default default dim\n"
	"dim            = default default dim\n"
	"border         = blue default\n"
	"focus          = yellow default bold\n"
	"cursor         = default default reverse\n"
	"marked         = yellow default bold underline\n"
	"edit           = default default underline\n"
	"selection      = default default reverse\n"
	"status         = white blue bold\n"
	"keybar         = black cyan\n"
	"keyname        = default default bold\n"
	"error          = white red bold\n"
	"warning        = yellow default bold\n"
	"ok             = green default\n";

static const char light_text[] =
	"text           = black white\n"
	"title          = black white bold\n"
	"label          = blue white\n"
	"value          = black white\n"
	"computed       = green white\n"
	"suggested      = magenta white\n"
	"differs        = red white bold\n"
	"not-applicable = black white dim\n"
	"fault          = red white underline\n"
	"ghost          = black white dim\n"
	"dim            = black white dim\n"
	"border         = blue white\n"
	"focus          = blue white bold\n"
	"cursor         = default default reverse\n"
	"marked         = magenta white bold underline\n"
	"edit           = black white underline\n"
	"selection      = default default reverse\n"
	"status         = white blue bold\n"
	"keybar         = black cyan\n"
	"keyname        = black white bold\n"
	"error          = white red bold\n"
	"warning        = red white bold\n"
	"ok             = green white\n";

static const struct {
	const char *name, *text;
} builtin[] = {
	{ "default", default_text },
	{ "light", light_text },
	{ "mono", mono_text },
};

static const char *const colour_names[] = {
	"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
};

static const struct {
	const char *name;
	unsigned look;
	attr_t curses;
} attribute_names[] = {
	{ "bold", LOOK_BOLD, A_BOLD },
	{ "dim", LOOK_DIM, A_DIM },
	{ "underline", LOOK_UNDERLINE, A_UNDERLINE },
	{ "reverse", LOOK_REVERSE, A_REVERSE },
	{ "italic", LOOK_ITALIC, A_ITALIC },
};
enum { ATTRIBUTES = sizeof attribute_names / sizeof *attribute_names };

/* ---- reading ----------------------------------------------------------- */

const char *theme_style_name(enum style s)
{
	return style_names[s];
}

static int style_of(const char *name)
{
	for (int i = 0; i < STYLE_COUNT; i++)
		if (strcmp(style_names[i], name) == 0)
			return i;
	return -1;
}

/* −2: no colour. */
static int colour_of(const char *name)
{
	bool bright = strncmp(name, "bright-", 7) == 0;
	char *end;
	long number;

	if (strcmp(name, "default") == 0)
		return -1;
	for (int i = 0; i < 8; i++)
		if (strcmp(colour_names[i], name + (bright ? 7 : 0)) == 0)
			return i + (bright ? 8 : 0);
	if (*name < '0' || *name > '9')
		return -2;
	number = strtol(name, &end, 10);
	return *end || number > 255 ? -2 : (int)number;
}

static unsigned attribute_of(const char *name)
{
	for (size_t i = 0; i < ATTRIBUTES; i++)
		if (strcmp(attribute_names[i].name, name) == 0)
			return attribute_names[i].look;
	return 0;
}

/* foreground background attribute… */
static int parse_look(struct look *look, char *words, const char *file, int line, struct err *e)
{
	struct look got = { -1, -1, 0 };
	char *save = NULL;
	int n = 0;

	for (char *w = strtok_r(words, " \t", &save); w; w = strtok_r(NULL, " \t", &save), n++) {
		int colour = n < 2 ? colour_of(w) : 0;
		unsigned attribute = n < 2 ? 0 : attribute_of(w);

		if (colour == -2)
			return err_set(e, ERR_INPUT, _("%s:%d：没有“%s”这种颜色"), file, line, w);
		if (n >= 2 && !attribute)
			return err_set(e, ERR_INPUT, _("%s:%d：没有“%s”这种字符属性"), file, line, w);
		if (n == 0)
			got.fg = (short)colour;
		else if (n == 1)
			got.bg = (short)colour;
		got.attributes |= attribute;
	}
	if (n < 2)
		return err_set(e, ERR_INPUT, _("%s:%d：每种样式要写前景色和背景色"), file, line);
	*look = got;
	return 0;
}

/* style = look, or nothing but blanks and a comment */
static int parse_line(struct theme *t, char *text, const char *file, int line, struct err *e)
{
	char *name, *equals, *save = NULL;
	int style;

	text[strcspn(text, "#\r")] = 0;
	equals = strchr(text, '=');
	if (!equals) {
		name = strtok_r(text, " \t", &save);
		if (!name)
			return 0;
		return err_set(e, ERR_INPUT, _("%s:%d：“%s”后面缺少“=”"), file, line, name);
	}
	*equals = 0;
	name = strtok_r(text, " \t", &save);
	style = name ? style_of(name) : -1;
	if (style < 0)
		return err_set(e, ERR_INPUT, _("%s:%d：没有“%s”这种样式"), file, line,
		               name ? name : "");
	return parse_look(&t->looks[style], equals + 1, file, line, e);
}

int theme_parse(struct theme *t, const char *text, const char *file, struct err *e)
{
	struct theme got = *t;
	char *copy = mem_strdup(text), *rest = copy;
	int line = 0, failed = 0;

	while (rest && !failed) {
		char *end = strchr(rest, '\n');

		if (end)
			*end++ = 0;
		failed = parse_line(&got, rest, file, ++line, e);
		rest = end;
	}
	mem_free(copy);
	if (!failed)
		*t = got;
	return failed;
}

static void theme_plain(struct theme *t)
{
	for (int i = 0; i < STYLE_COUNT; i++)
		t->looks[i] = (struct look){ -1, -1, 0 };
}

bool theme_builtin(struct theme *t, const char *name)
{
	for (size_t i = 0; i < sizeof builtin / sizeof *builtin; i++) {
		if (strcmp(builtin[i].name, name) != 0)
			continue;
		theme_plain(t);
		theme_parse(t, builtin[i].text, name, NULL);
		return true;
	}
	return false;
}

int theme_load(struct theme *t, const char *path, struct err *e)
{
	struct str text = { 0 };
	int failed = file_read(path, THEME_FILE_LIMIT, &text, e);

	if (!failed)
		failed = theme_parse(t, str_text(&text), path, e);
	str_free(&text);
	return failed;
}

int theme_find(struct theme *t, const char *name_or_path, struct err *e)
{
	if (theme_builtin(t, name_or_path))
		return 0;
	theme_builtin(t, "default");
	return theme_load(t, name_or_path, e);
}

/* ---- painting ---------------------------------------------------------- */

static struct {
	attr_t attributes;
	short pair;
	bool own; /* it has colours of its own, not the terminal's */
} paint[STYLE_COUNT];

static attr_t attributes_of(unsigned look)
{
	attr_t a = A_NORMAL;

	for (size_t i = 0; i < ATTRIBUTES; i++)
		if (look & attribute_names[i].look)
			a |= attribute_names[i].curses;
	return a;
}

/* A colour this terminal has: bright ones become bold on 8 colours. */
static short fit(short colour, attr_t *attributes)
{
	if (colour < COLORS)
		return colour;
	if (colour < 16 && attributes)
		*attributes |= A_BOLD;
	return colour < 16 ? colour - 8 : -1;
}

static void use_colours(const struct theme *t)
{
	for (int i = 0; i < STYLE_COUNT; i++) {
		const struct look *l = &t->looks[i];
		attr_t *a = &paint[i].attributes;
		short pair = (short)(i + 1);

		paint[i].own = l->fg >= 0 || l->bg >= 0;
		*a = attributes_of(l->attributes);
		if (init_pair(pair, fit(l->fg, a), fit(l->bg, NULL)) != ERR)
			paint[i].pair = paint[i].own ? pair : 0;
	}
}

static void use_attributes(const struct theme *t)
{
	struct theme mono;

	theme_builtin(&mono, "mono");
	for (int i = 0; i < STYLE_COUNT; i++) {
		unsigned look = t->looks[i].attributes;

		paint[i].attributes = attributes_of(look ? look : mono.looks[i].attributes);
		paint[i].pair = 0;
		paint[i].own = false;
	}
}

void theme_use(const struct theme *t, bool colours)
{
	if (colours && has_colors() && start_color() != ERR && use_default_colors() != ERR)
		use_colours(t);
	else
		use_attributes(t);
}

void theme_curses(unsigned style, unsigned *attributes, short *pair)
{
	static const struct {
		unsigned flag;
		enum style over;
	} overlays[] = { { STYLE_AT_MARK, STYLE_MARKED }, { STYLE_AT_CURSOR, STYLE_CURSOR } };
	unsigned base = style & 0xff;

	if (base >= STYLE_COUNT)
		base = STYLE_TEXT;
	*attributes = paint[base].attributes;
	*pair = paint[base].pair;
	for (size_t i = 0; i < sizeof overlays / sizeof *overlays; i++) {
		enum style over = overlays[i].over;

		if (!(style & overlays[i].flag))
			continue;
		/* reverse over reverse would not be seen */
		if (paint[base].attributes & paint[over].attributes & A_REVERSE)
			*attributes ^= A_REVERSE | A_BOLD;
		else
			*attributes |= paint[over].attributes;
		if (paint[over].own)
			*pair = paint[over].pair;
	}
}
