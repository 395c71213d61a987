#include "app/edit_text.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"

enum { TEXT_LIMIT = 64 * 1024, WORD_LIMIT = 200 };

/* ---- characters ---- */

/* C0, DEL and C1. */
static bool is_control(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

static bool is_break(uint32_t c)
{
	return c == '\n' || c == '\v' || c == '\f' || c == 0x85;
}

static bool is_taken(uint32_t c)
{
	return c == '\t' || c == '\r' || is_break(c);
}

/* The first control character that can't be taken; 0: none. */
static uint32_t find_control(const char *text, bool any)
{
	size_t n;

	for (; *text; text += n) {
		uint32_t c = text_decode(text, &n);

		if (is_control(c) && (any || !is_taken(c)))
			return c;
	}
	return 0;
}

/* ---- cells ---- */

int edit_check_text(const char *text, struct err *e)
{
	size_t length = text ? strlen(text) : 0;
	uint32_t control;

	if (length > TEXT_LIMIT)
		return err_set(e, ERR_LIMIT, _("一格最多 %d KB，这里有 %zu KB"), TEXT_LIMIT / 1024,
		               length / 1024 + 1);
	if (length == 0)
		return 0;
	if (text_check(text, length) != length)
		return err_set(e, ERR_INPUT, _("内容里有不是 UTF-8 的字节，没有存入"));
	control = find_control(text, false);
	if (control)
		return err_set(e, ERR_INPUT, _("内容里有控制字符 U+%04X，没有存入"),
		               (unsigned)control);
	return 0;
}

char *edit_clean_text(const struct field *field, const char *text)
{
	struct str out = { 0 };
	size_t n;

	if (!text)
		return NULL;
	for (; *text; text += n) {
		uint32_t c = text_decode(text, &n);

		if (is_break(c))
			str_addc(&out, field->kind == KIND_LONG ? '\n' : ' ');
		else if (c == '\t')
			str_addc(&out, ' ');
		else if (c != '\r')
			str_addn(&out, text, n);
	}
	return str_take(&out);
}

/* ---- units ---- */

static bool has_blank(const char *text)
{
	char *folded = text_fold(text), *spaced = text_fold_spaces(text);
	bool found = strlen(text) > 0 && (strcmp(folded, spaced) != 0 || strchr(text, ' '));

	mem_free(folded);
	mem_free(spaced);
	return found;
}

static int check_word(const char *text, const char *blank, const char *control, struct err *e)
{
	size_t length = strlen(text);

	if (text_is_blank(text))
		return err_set(e, ERR_INPUT, "%s", blank);
	if (length > WORD_LIMIT)
		return err_set(e, ERR_LIMIT, _("单位的代码和名称最多 %d 字节"), WORD_LIMIT);
	if (text_check(text, length) != length)
		return err_set(e, ERR_INPUT, _("内容里有不是 UTF-8 的字节，没有存入"));
	return find_control(text, true) ? err_set(e, ERR_INPUT, "%s", control) : 0;
}

int edit_check_unit(const char *code, const char *name, struct err *e)
{
	if (check_word(code, _("单位代码是空的"), _("单位代码里有控制字符，没有存入"), e) < 0)
		return -1;
	if (has_blank(code))
		return err_set(e, ERR_INPUT, _("单位代码里不能有空格"));
	return check_word(name, _("单位名称是空的"), _("单位名称里有控制字符，没有存入"), e);
}
