#include "exchange/xlsx_book.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/xml.h"
#include "exchange/zip.h"

int xlsx_part(struct doc_writer *w, struct zip_parts *zip, const char *part,
              int (*element)(void *context, struct xml *x, struct err *e), void *context)
{
	struct str bytes = {0};
	struct xml *x = NULL;
	int result = zip_parts_read(zip, part, &bytes, w->e);

	if (result == 0) {
		x = xml_open(w->d->name, part, str_text(&bytes), bytes.length);
		result = xml_root(x, w->e);
	}
	if (result == 0)
		result = xml_children(x, element, context, w->e);
	xml_close(x);
	str_free(&bytes);
	return result;
}

/* ---- strings ---- */

static int rich_element(void *context, struct xml *x, struct err *e)
{
	if (xml_is(x, "t"))
		return xml_take_text(x, context, e);
	if (xml_is(x, "r"))
		return xml_children(x, rich_element, context, e);
	return xml_skip(x, e);
}

static int hex(char c)
{
	static const char digits[] = "0123456789ABCDEFabcdef";
	const char *at = c ? strchr(digits, c) : NULL;

	if (!at)
		return -1;
	return at - digits < 16 ? (int)(at - digits) : (int)(at - digits) - 6;
}

/* A control character is written «_x000D_»; the text gets its break, or a
 * blank. */
static void unescape(struct str *out, size_t from)
{
	size_t to = from;

	for (size_t at = from; at < out->length; to++) {
		const char *s = out->s + at;
		bool escape = out->length - at >= 7 && s[0] == '_' && s[1] == 'x' && s[2] == '0' &&
		              s[3] == '0' && hex(s[4]) >= 0 && hex(s[4]) < 2 && hex(s[5]) >= 0 &&
		              s[6] == '_';

		if (escape) {
			int code = hex(s[4]) * 16 + hex(s[5]);

			out->s[to] = code == '\r' || code == '\n' ? (char)code : ' ';
			at += 7;
		} else {
			out->s[to] = *s;
			at++;
		}
	}
	if (out->s)
		out->s[out->length = to] = '\0';
}

int xlsx_rich_text(struct xml *x, struct str *out, struct err *e)
{
	size_t before = out->length;

	if (xml_children(x, rich_element, out, e) < 0)
		return -1;
	unescape(out, before);
	return 0;
}

static int take_string(void *context, struct xml *x, struct err *e)
{
	struct xlsx_book *b = context;
	struct str text = {0};

	if (!xml_is(x, "si"))
		return xml_skip(x, e);
	if (b->nstrings >= b->w->limits->cells)
		return err_set(e, ERR_LIMIT, _("%s: 文件超过 %zu 个单元格的上限"), b->w->d->name,
		               b->w->limits->cells);
	if (xlsx_rich_text(x, &text, e) < 0) {
		str_free(&text);
		return -1;
	}
	b->strings = mem_more(b->strings, b->nstrings, &b->strings_room, sizeof *b->strings);
	b->strings[b->nstrings++] = str_take(&text);
	return 0;
}

int xlsx_strings_read(struct xlsx_book *b, struct zip_parts *zip, const char *part)
{
	return xlsx_part(b->w, zip, part, take_string, b);
}

/* ---- styles ---- */

#define FORMATS_LIMIT 65536

struct code {
	int number;
	char *code;
};

struct styles {
	struct xlsx_book *b;
	struct code *codes;
	size_t n, room;
	bool *framed; /* by border */
	size_t nframed, framed_room;
};

/* numFmts */
static int take_code(void *context, struct xml *x, struct err *e)
{
	struct styles *s = context;
	struct code one = {.number = xml_number(x, "numFmtId", -1)};

	if (xml_is(x, "numFmt") && s->n < FORMATS_LIMIT) {
		one.code = mem_strdup(xml_attribute(x, "formatCode"));
		s->codes = mem_more(s->codes, s->n, &s->room, sizeof *s->codes);
		s->codes[s->n++] = one;
	}
	return xml_skip(x, e);
}

/* Which sides of a border have a line. */
struct sides {
	bool beside, above_below;
};

static int side_element(void *context, struct xml *x, struct err *e)
{
	const char *style = xml_attribute(x, "style");
	bool line = style && strcmp(style, "none") != 0;
	struct sides *s = context;

	if (xml_is(x, "left") || xml_is(x, "right") || xml_is(x, "start") || xml_is(x, "end"))
		s->beside = s->beside || line;
	if (xml_is(x, "top") || xml_is(x, "bottom"))
		s->above_below = s->above_below || line;
	return xml_skip(x, e);
}

/* borders */
static int take_border(void *context, struct xml *x, struct err *e)
{
	struct styles *s = context;
	struct sides sides = {0};

	if (!xml_is(x, "border") || s->nframed >= FORMATS_LIMIT)
		return xml_skip(x, e);
	if (xml_children(x, side_element, &sides, e) < 0)
		return -1;
	s->framed = mem_more(s->framed, s->nframed, &s->framed_room, sizeof *s->framed);
	s->framed[s->nframed++] = sides.beside && sides.above_below;
	return 0;
}

/* cellXfs, which stand behind the numFmts and borders */
static int take_style(void *context, struct xml *x, struct err *e)
{
	struct styles *s = context;
	struct xlsx_book *b = s->b;
	int number = xml_number(x, "numFmtId", 0), border = xml_number(x, "borderId", 0);
	const char *code = NULL;

	if (xml_is(x, "xf") && b->nformats < FORMATS_LIMIT) {
		for (size_t i = 0; i < s->n && !code; i++)
			if (s->codes[i].number == number)
				code = s->codes[i].code;
		b->formats = mem_more(b->formats, b->nformats, &b->formats_room,
		                      sizeof *b->formats);
		xlsx_format_read(&b->formats[b->nformats], number, code);
		b->formats[b->nformats++].framed = (size_t)border < s->nframed && s->framed[border];
	}
	return xml_skip(x, e);
}

static int style_element(void *context, struct xml *x, struct err *e)
{
	if (xml_is(x, "numFmts"))
		return xml_children(x, take_code, context, e);
	if (xml_is(x, "borders"))
		return xml_children(x, take_border, context, e);
	if (xml_is(x, "cellXfs"))
		return xml_children(x, take_style, context, e);
	return xml_skip(x, e);
}

int xlsx_styles_read(struct xlsx_book *b, struct zip_parts *zip, const char *part)
{
	struct styles s = {.b = b};
	int result = xlsx_part(b->w, zip, part, style_element, &s);

	for (size_t i = 0; i < s.n; i++)
		mem_free(s.codes[i].code);
	mem_free(s.codes);
	mem_free(s.framed);
	return result;
}

void xlsx_book_free(struct xlsx_book *b)
{
	for (size_t i = 0; i < b->nstrings; i++)
		mem_free(b->strings[i]);
	mem_free(b->strings);
	for (size_t i = 0; i < b->nformats; i++)
		xlsx_format_free(&b->formats[i]);
	mem_free(b->formats);
}
