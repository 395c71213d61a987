#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "calc/num.h"
#include "exchange/xlsx_inside.h"

/* Numbers, looks and names the way the library wants them. */

/* ---- looks ---- */

double xlsx_double(int64_t num)
{
	struct str digits = {0};
	double d;

	num_format(&digits, num, 6, false);
	d = strtod(str_text(&digits), NULL);
	str_free(&digits);
	return d;
}

static void number_format(const struct xlsx_look *look, struct str *out)
{
	str_addc(out, '0');
	for (int i = 0; i < look->decimals; i++)
		str_add(out, i ? "0" : ".0");
	str_add(out, look->percent ? "%" : "");
}

static bool same_look(const struct xlsx_look *a, const struct xlsx_look *b)
{
	return a->align == b->align && a->high == b->high && a->border == b->border &&
	       a->bold == b->bold && a->font == b->font && a->face == b->face &&
	       a->decimals == b->decimals && a->percent == b->percent;
}

static lxw_format *make_format(lxw_workbook *w, const struct xlsx_look *look)
{
	static const uint8_t aligns[] = {
	    [ALIGN_LEFT] = LXW_ALIGN_LEFT,
	    [ALIGN_CENTER] = LXW_ALIGN_CENTER,
	    [ALIGN_RIGHT] = LXW_ALIGN_RIGHT,
	};
	lxw_format *f = workbook_add_format(w);
	struct str number = {0};

	format_set_font_name(f, look->face ? look->face : "宋体");
	format_set_font_size(f, look->font / 2.0);
	format_set_align(f, aligns[look->align]);
	format_set_align(f, look->high ? LXW_ALIGN_VERTICAL_TOP : LXW_ALIGN_VERTICAL_CENTER);
	format_set_text_wrap(f);
	if (look->bold)
		format_set_bold(f);
	if (look->border)
		format_set_border(f, LXW_BORDER_THIN);
	if (look->decimals >= 0)
		number_format(look, &number);
	else
		str_add(&number, "@");
	format_set_num_format(f, str_text(&number));
	str_free(&number);
	return f;
}

lxw_format *xlsx_style(struct xlsx_styles *s, struct xlsx_look look)
{
	for (size_t i = 0; i < s->n; i++)
		if (same_look(&s->style[i].look, &look))
			return s->style[i].format;
	s->style = mem_more(s->style, s->n, &s->capacity, sizeof *s->style);
	s->style[s->n] = (struct xlsx_style){look, make_format(s->workbook, &look)};
	return s->style[s->n++].format;
}

/* ---- names of worksheets ---- */

/* Characters as Excel counts them: UTF-16 units. */
static size_t clip(const char *s, size_t most)
{
	size_t at = 0, length, units = 0;

	for (uint32_t c; (c = text_decode(s + at, &length)) != 0; at += length) {
		units += c > 0xFFFF ? 2 : 1;
		if (units > most)
			break;
	}
	return at;
}

char *xlsx_name(const char *name, size_t most)
{
	char *clean = text_clean(name, false);

	for (char *p = clean; *p; p++)
		if (strchr("[]:*?/\\'", *p))
			*p = ' ';
	clean[clip(clean, most)] = '\0';
	if (text_is_blank(clean)) {
		mem_free(clean);
		clean = mem_strdup("表");
	}
	return clean;
}
