/* Variants of the unit's own name: words that begin and end as the name does
 * and are not the name, nor a part of it.  «信息中心», «区卫健局» are short
 * forms; «…信息管理中心» for «…信息管理服务中心» is a variant. */
#include "audit/scan_inside.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

#define NAME_MAX_CHARS 64
#define EDITS_MAX 3 /* characters left out, put in or changed */

struct name {
	uint32_t c[NAME_MAX_CHARS];
	size_t n;
};

static void read_name(struct name *out, const char *s, size_t length)
{
	size_t n;
	out->n = 0;
	for (size_t i = 0; i < length && out->n < NAME_MAX_CHARS; i += n) {
		uint32_t c = text_decode(s + i, &n);
		if (n == 0)
			break;
		if (c != ' ' && c != '\n' && c != 0x3000)
			out->c[out->n++] = c;
	}
}

static size_t least(size_t a, size_t b, size_t c)
{
	size_t m = a < b ? a : b;
	return m < c ? m : c;
}

static size_t edits(const struct name *a, const struct name *b)
{
	size_t row[NAME_MAX_CHARS + 1];
	for (size_t k = 0; k <= b->n; k++)
		row[k] = k;
	for (size_t i = 1; i <= a->n; i++) {
		size_t corner = row[0];
		row[0] = i;
		for (size_t k = 1; k <= b->n; k++) {
			size_t up = row[k];
			row[k] = least(up + 1, row[k - 1] + 1,
			               corner + (a->c[i - 1] != b->c[k - 1]));
			corner = up;
		}
	}
	return row[b->n];
}

static bool is_variant(const struct name *name, const struct name *other)
{
	if (name->n < 6 || other->n < 6 || other->n >= NAME_MAX_CHARS)
		return false;
	for (size_t i = 0; i < 2; i++)
		if (name->c[i] != other->c[i] ||
		    name->c[name->n - 1 - i] != other->c[other->n - 1 - i])
			return false;
	size_t d = edits(name, other);
	return d > 0 && d <= EDITS_MAX && 4 * d <= name->n;
}

/* «岳阳楼区卫生健康局» for «岳阳市岳阳楼区卫生健康局». */
static bool is_end_of(const struct name *full, const struct name *other)
{
	return other->n <= full->n &&
	       memcmp(full->c + full->n - other->n, other->c, other->n * sizeof *other->c) == 0;
}

static bool is_name_char(uint32_t c)
{
	return c >= 0x4E00 && c <= 0x9FFF;
}

/* The name's beginnings: all of it, and what is left without 省, 市, 县 in front. */
static size_t beginnings(const struct name *full, size_t out[4])
{
	size_t n = 0;
	out[n++] = 0;
	for (size_t i = 1; i + 6 < full->n && n < 4; i++)
		if (full->c[i] == 0x7701 || full->c[i] == 0x5E02 || full->c[i] == 0x53BF)
			out[n++] = i + 1;
	return n;
}

/* Words that begin as full, the whole name or its end, does: how far they are a
 * variant of it. */
static bool variant_from(const struct name *whole, const struct name *full, const char *text,
                         size_t *length)
{
	struct name other = {.n = 0};
	size_t at = 0, n, good = 0;
	for (uint32_t c; other.n < full->n + EDITS_MAX; at += n) {
		c = text_decode(text + at, &n);
		if (c == '\n' || c == ' ')
			continue;
		if (!is_name_char(c))
			break;
		other.c[other.n++] = c;
		if (other.n + EDITS_MAX < full->n)
			continue;
		if (is_end_of(whole, &other))
			return false;
		if (is_variant(full, &other))
			good = good ? good : at + n;
	}
	*length = good;
	return good > 0;
}

static bool search_text(const struct name *whole, const struct name *full, const char *text,
                        size_t *from, size_t *length)
{
	size_t n;
	for (size_t i = 0; text[i]; i += n) {
		size_t next;
		uint32_t c = text_decode(text + i, &n);
		if (c != full->c[0] || text_decode(text + i + n, &next) != full->c[1])
			continue;
		if (variant_from(whole, full, text + i, length)) {
			*from = i;
			return true;
		}
	}
	return false;
}

static void report(struct scan *s, const struct scan_text *t, size_t from, size_t length)
{
	struct str line = {0};
	char *words = mem_strndup(t->text + from, length);
	str_addf(&line, _("单位名称写作“%s”，应是“%s”"), words, s->f->unit_name);
	mem_free(words);
	struct finding *x = scan_report(s, t->place, str_take(&line), NULL);
	x->from = from;
	x->length = length;
}

void scan_names(struct scan *s)
{
	struct name full, part = {.n = 0};
	size_t starts[4];
	read_name(&full, s->f->unit_name, strlen(s->f->unit_name));
	size_t nstarts = full.n < 6 ? 0 : beginnings(&full, starts);
	for (size_t i = 0; i < s->ntexts; i++) {
		const struct scan_text *t = &s->texts[i];
		size_t from = 0, length = 0;
		bool found = false;
		for (size_t k = 0; !found && k < nstarts; k++) {
			part.n = full.n - starts[k];
			memcpy(part.c, full.c + starts[k], part.n * sizeof *part.c);
			found = search_text(&full, &part, t->text, &from, &length);
		}
		if (found)
			report(s, t, from, length);
	}
}
