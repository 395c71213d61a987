#include <string.h>

#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/privilege.h"
#include "base/text.h"
#include "exchange/code.h"
#include "exchange/pdf_inside.h"

#define A4_SHORT 595.276
#define A4_LONG 841.89
#define MARGIN (OUT_MARGIN / 20.0)
#define NUMBER_SIZE 9.0
/* A line's width may be stretched by so many characters. */
#define STRETCH 2.5

/* What official documents ask for first, what a machine with free fonts has
 * last.  Characters that one font lacks are taken from those behind it. */
static const struct {
	const char *families;
	PangoWeight weight;
} faces[] = {
    [PDF_SONG] = {"宋体,SimSun,NSimSun,FandolSong,Noto Serif CJK SC,Source Han Serif SC,"
                  "AR PL UMing CN,WenQuanYi Micro Hei,WenQuanYi Zen Hei,Noto Sans CJK SC",
                  PANGO_WEIGHT_NORMAL},
    [PDF_TITLE] = {"方正小标宋简体,方正小标宋_GBK,FZXiaoBiaoSong-B05S,FandolSong,"
                   "Noto Serif CJK SC,Source Han Serif SC,AR PL UMing CN,WenQuanYi Micro Hei,"
                   "WenQuanYi Zen Hei,Noto Sans CJK SC",
                   PANGO_WEIGHT_BOLD},
    [PDF_FANG] = {"仿宋_GB2312,仿宋,FangSong_GB2312,FangSong,FandolFang,Noto Serif CJK SC,"
                  "Source Han Serif SC,AR PL UMing CN,WenQuanYi Micro Hei,WenQuanYi Zen Hei,"
                  "Noto Sans CJK SC",
                  PANGO_WEIGHT_NORMAL},
    [PDF_HEI] = {"黑体,SimHei,FandolHei,Noto Sans CJK SC,Source Han Sans SC,WenQuanYi Micro Hei,"
                 "WenQuanYi Zen Hei,Noto Serif CJK SC",
                 PANGO_WEIGHT_MEDIUM},
    [PDF_KAI] = {"楷体_GB2312,楷体,KaiTi_GB2312,KaiTi,FandolKai,AR PL UKai CN,Noto Serif CJK SC,"
                 "Source Han Serif SC,WenQuanYi Micro Hei,WenQuanYi Zen Hei,Noto Sans CJK SC",
                 PANGO_WEIGHT_NORMAL},
};
_Static_assert(sizeof faces / sizeof *faces == PDF_FACES, "families for each face");

/* ---- the document ---- */

static cairo_status_t add_bytes(void *closure, const unsigned char *bytes, unsigned int length)
{
	struct str *out = closure;

	str_addn(out, (const char *)bytes, length);
	return CAIRO_STATUS_SUCCESS;
}

/* Widths must depend on the font alone, not on a screen. */
static void set_context(struct pdf *p)
{
	cairo_font_options_t *options = cairo_font_options_create();

	/* A font, a cache or a setting of the person's own is not for a process that
	 * can have the group. */
	if (privilege_held())
		FcConfigEnableHome(FcFalse);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	p->map = pango_cairo_font_map_new();
	p->context = pango_font_map_create_context(p->map);
	pango_cairo_context_set_resolution(p->context, 72);
	pango_cairo_context_set_font_options(p->context, options);
	pango_context_set_round_glyph_positions(p->context, FALSE);
	pango_context_set_language(p->context, pango_language_from_string("zh-cn"));
	cairo_font_options_destroy(options);
	for (int i = 0; i < PDF_FACES; i++) {
		p->fonts[i] = pango_font_description_new();
		pango_font_description_set_family(p->fonts[i], faces[i].families);
		pango_font_description_set_weight(p->fonts[i], faces[i].weight);
	}
}

struct pdf *pdf_open(const char *title, struct str *out)
{
	struct pdf *p = mem_alloc(sizeof *p);

	p->out = out;
	p->place = p->where = "";
	p->surface = cairo_pdf_surface_create_for_stream(add_bytes, out, A4_SHORT, A4_LONG);
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_TITLE, title);
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATOR, "ziping");
	/* Without a date the same book gives the same bytes. */
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATE_DATE, "");
	p->cr = cairo_create(p->surface);
	set_context(p);
	return p;
}

bool pdf_close(struct pdf *p)
{
	bool good;

	pdf_page_end(p);
	good = cairo_status(p->cr) == CAIRO_STATUS_SUCCESS;
	cairo_destroy(p->cr);
	cairo_surface_finish(p->surface);
	good = good && cairo_surface_status(p->surface) == CAIRO_STATUS_SUCCESS;
	cairo_surface_destroy(p->surface);
	for (int i = 0; i < PDF_FACES; i++)
		pango_font_description_free(p->fonts[i]);
	g_object_unref(p->context);
	g_object_unref(p->map);
	str_free(&p->missing);
	mem_free(p);
	return good;
}

bool pdf_has_chinese(const struct pdf *p)
{
	PangoLayout *layout = pango_layout_new(p->context);
	bool has;

	pango_layout_set_font_description(layout, p->fonts[PDF_SONG]);
	pango_layout_set_text(layout, "预算绩效自评", -1);
	has = pango_layout_get_unknown_glyphs_count(layout) == 0;
	g_object_unref(layout);
	return has;
}

/* ---- pages ---- */

double pdf_left(const struct pdf *p)
{
	(void)p;
	return MARGIN;
}

double pdf_room(const struct pdf *p)
{
	return p->width - 2 * MARGIN;
}

double pdf_top(const struct pdf *p)
{
	(void)p;
	return MARGIN;
}

double pdf_bottom(const struct pdf *p)
{
	return p->height - MARGIN;
}

void pdf_page_end(struct pdf *p)
{
	double foot = p->height - MARGIN / 2 - NUMBER_SIZE;
	struct str number = {0};

	if (!p->open)
		return;
	p->open = false;
	if (!p->drawing)
		return;
	str_addf(&number, _("第 %d 页 共 %d 页"), p->page, p->pages);
	pdf_word(p, PDF_SONG, NUMBER_SIZE, ALIGN_CENTER, p->width / 2, foot, str_text(&number));
	str_clear(&number);
	code_print(p->code, &number);
	if (p->code)
		pdf_word(p, PDF_SONG, NUMBER_SIZE, ALIGN_RIGHT, p->width - MARGIN, foot,
		         str_text(&number));
	cairo_show_page(p->cr);
	str_free(&number);
}

void pdf_page_new(struct pdf *p, bool landscape)
{
	pdf_page_end(p);
	p->width = landscape ? A4_LONG : A4_SHORT;
	p->height = landscape ? A4_SHORT : A4_LONG;
	p->page++;
	p->open = p->empty = true;
	p->y = MARGIN;
	if (!p->drawing)
		return;
	cairo_pdf_surface_set_size(p->surface, p->width, p->height);
	cairo_set_source_rgb(p->cr, 0, 0, 0);
	cairo_set_line_width(p->cr, 0.5);
}

void pdf_page_next(struct pdf *p)
{
	pdf_page_new(p, p->width > p->height);
}

void pdf_mark(struct pdf *p, const char *name)
{
	struct str link = {0};

	if (!p->drawing)
		return;
	str_addf(&link, "page=%d", p->page);
	cairo_pdf_surface_add_outline(p->surface, CAIRO_PDF_OUTLINE_ROOT, name, str_text(&link), 0);
	str_free(&link);
}

/* ---- texts ---- */

static void note_missing(struct pdf *p, PangoGlyph glyph)
{
	char bytes[8] = "";

	bytes[g_unichar_to_utf8(glyph & ~PANGO_GLYPH_UNKNOWN_FLAG, bytes)] = '\0';
	if (p->missing.length == 0)
		p->where = p->place;
	if (!strstr(str_text(&p->missing), bytes))
		str_add(&p->missing, bytes);
}

static void look_for_missing(struct pdf *p, PangoLayout *layout)
{
	if (p->drawing || pango_layout_get_unknown_glyphs_count(layout) == 0)
		return;
	for (GSList *line = pango_layout_get_lines_readonly(layout); line; line = line->next) {
		for (GSList *run = ((PangoLayoutLine *)line->data)->runs; run; run = run->next) {
			const PangoGlyphString *glyphs = ((PangoGlyphItem *)run->data)->glyphs;

			for (int i = 0; i < glyphs->num_glyphs; i++)
				if (glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG)
					note_missing(p, glyphs->glyphs[i].glyph);
		}
	}
}

/* A number or a word that is broken gets no hyphen. */
static void forbid_hyphens(PangoLayout *layout)
{
	PangoAttrList *list = pango_attr_list_new();

	pango_attr_list_insert(list, pango_attr_insert_hyphens_new(FALSE));
	pango_layout_set_attributes(layout, list);
	pango_attr_list_unref(list);
}

static bool is_han(uint32_t c)
{
	return c >= 0x3400 && c <= 0x9FFF;
}

/* Unicode allows no break on either side of “ and ”, because some languages
 * close with the one that others open with; a blank without width does. */
static void set_text(PangoLayout *layout, const char *text)
{
	static const char breaks[] = "\xE2\x80\x8B";
	struct str s = {0};
	uint32_t before = 0;

	while (*text) {
		size_t length;
		uint32_t c = text_decode(text, &length);

		if ((c == 0x201C && is_han(before)) || (before == 0x201D && is_han(c)))
			str_add(&s, breaks);
		str_addn(&s, text, length);
		text += length;
		before = c;
	}
	pango_layout_set_text(layout, str_text(&s), (int)s.length);
	str_free(&s);
}

struct pdf_text pdf_text_new(struct pdf *p, enum pdf_face face, double size, double room,
                             enum align align, double indent, const char *text)
{
	static const PangoAlignment aligns[] = {
	    [ALIGN_LEFT] = PANGO_ALIGN_LEFT,
	    [ALIGN_CENTER] = PANGO_ALIGN_CENTER,
	    [ALIGN_RIGHT] = PANGO_ALIGN_RIGHT,
	};
	struct pdf_text t = {
	    .layout = pango_layout_new(p->context), .size = size, .line = 1.3 * size, .room = room};
	PangoRectangle box;

	pango_font_description_set_absolute_size(p->fonts[face], size * PANGO_SCALE);
	pango_layout_set_font_description(t.layout, p->fonts[face]);
	pango_layout_set_auto_dir(t.layout, FALSE);
	pango_layout_set_alignment(t.layout, aligns[align]);
	pango_layout_set_wrap(t.layout, PANGO_WRAP_WORD_CHAR);
	if (room > 0)
		pango_layout_set_width(t.layout, (int)(room * PANGO_SCALE));
	pango_layout_set_indent(t.layout, (int)(indent * PANGO_SCALE));
	forbid_hyphens(t.layout);
	set_text(t.layout, text);
	t.lines = pango_layout_get_line_count(t.layout);
	pango_layout_get_extents(t.layout, NULL, &box);
	t.width = (double)box.width / PANGO_SCALE;
	look_for_missing(p, t.layout);
	return t;
}

void pdf_text_free(struct pdf_text *t)
{
	if (t->layout)
		g_object_unref(t->layout);
	t->layout = NULL;
}

static bool is_too_wide(PangoLayout *layout, int width)
{
	PangoRectangle box;

	pango_layout_get_extents(layout, NULL, &box);
	return box.width > width;
}

void pdf_text_balance(struct pdf_text *t)
{
	int low = 0, high = (int)(t->room * PANGO_SCALE);

	while (high - low > PANGO_SCALE / 2) {
		int middle = low + (high - low) / 2;

		pango_layout_set_width(t->layout, middle);
		if (pango_layout_get_line_count(t->layout) > t->lines ||
		    is_too_wide(t->layout, middle))
			low = middle;
		else
			high = middle;
	}
	pango_layout_set_width(t->layout, high);
	t->room = (double)high / PANGO_SCALE;
}

static int count_glyphs(const PangoLayoutLine *line)
{
	int n = 0;

	for (GSList *run = line->runs; run; run = run->next)
		n += ((PangoGlyphItem *)run->data)->glyphs->num_glyphs;
	return n;
}

/* Pango would widen the blanks alone, and only a few Chinese lines have some. */
static void stretch(const struct pdf_text *t, PangoLayoutLine *line, const PangoRectangle *box)
{
	int lacks = (int)(t->room * PANGO_SCALE) - box->x - box->width, n = count_glyphs(line);
	const char *end = pango_layout_get_text(t->layout) + line->start_index + line->length;

	if (*end == '\0' || *end == '\n' || n < 2 || lacks <= 0 ||
	    lacks > STRETCH * t->size * PANGO_SCALE)
		return;
	for (GSList *run = line->runs; run; run = run->next) {
		PangoGlyphString *glyphs = ((PangoGlyphItem *)run->data)->glyphs;

		for (int i = 0; i < glyphs->num_glyphs && n > 1; i++, n--) {
			int part = lacks / (n - 1);

			glyphs->glyphs[i].geometry.width += part;
			lacks -= part;
		}
	}
}

/* The square of a Chinese character stands in the middle of the line. */
static double baseline(const struct pdf_text *t)
{
	return (t->line - t->size) / 2 + 0.86 * t->size;
}

void pdf_text_draw(struct pdf *p, const struct pdf_text *t, int first, int n, double x, double y,
                   bool justify)
{
	PangoLayoutIter *i;
	int k = 0;

	p->empty = false;
	if (!p->drawing)
		return;
	i = pango_layout_get_iter(t->layout);
	do {
		PangoLayoutLine *line = pango_layout_iter_get_line(i);
		PangoRectangle box;

		if (k < first || k >= first + n)
			continue;
		pango_layout_iter_get_line_extents(i, NULL, &box);
		if (justify)
			stretch(t, line, &box);
		cairo_move_to(p->cr, x + (double)box.x / PANGO_SCALE,
		              y + (k - first) * t->line + baseline(t));
		pango_cairo_show_layout_line(p->cr, line);
	} while (k++, pango_layout_iter_next_line(i));
	pango_layout_iter_free(i);
}

void pdf_word(struct pdf *p, enum pdf_face face, double size, enum align align, double x, double y,
              const char *text)
{
	struct pdf_text t = pdf_text_new(p, face, size, 0, ALIGN_LEFT, 0, text);

	if (align != ALIGN_LEFT)
		x -= align == ALIGN_CENTER ? t.width / 2 : t.width;
	pdf_text_draw(p, &t, 0, 1, x, y, false);
	pdf_text_free(&t);
}

double pdf_word_width(struct pdf *p, enum pdf_face face, double size, const char *text)
{
	struct pdf_text t = pdf_text_new(p, face, size, 0, ALIGN_LEFT, 0, text);
	double width = t.width;

	pdf_text_free(&t);
	return width;
}
