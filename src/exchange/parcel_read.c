/* 1. The bytes are checked as a whole first: digest, UTF-8, no control
 *    character but tab and new line.
 * 2. A line is taken apart by the table: when its function is called all its
 *    fields are there and in bounds.
 * 3. A line may only follow the lines its table entry names. */
#include "exchange/parcel.h"

#include <ctype.h>
#include <limits.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "exchange/parcel_inside.h"

enum { FIELDS_MAX = 10 };
#define ORDER_MAX INT64_C(1000000000000000)
#define TIME_MAX INT64_C(253402300799) /* the end of the year 9999 */

/* ---- fields ---- */

static bool read_number(const char *s, int64_t least, int64_t most, int64_t *out)
{
	bool negative = *s == '-';
	int64_t n = 0;
	size_t digits;

	s += negative;
	digits = strspn(s, "0123456789");
	if (digits == 0 || digits > 18 || s[digits] || (*s == '0' && (digits > 1 || negative)))
		return false;
	for (; *s; s++)
		n = n * 10 + (*s - '0');
	*out = negative ? -n : n;
	return *out >= least && *out <= most;
}

static bool is_small_hex(const char *s, size_t length)
{
	return strlen(s) == length && strspn(s, "0123456789abcdef") == length;
}

bool parcel_get_id(const char *text, struct parcel_id *out)
{
	const char *at = strchr(text, '@');
	char number[12];

	*out = (struct parcel_id){0};
	if (!at || (size_t)(at - text) >= sizeof number ||
	    !is_small_hex(at + 1, PARCEL_SITE_LENGTH))
		return false;
	memcpy(number, text, (size_t)(at - text));
	number[at - text] = '\0';
	if (!read_number(number, 1, PARCEL_NUMBER, &out->number))
		return false;
	memcpy(out->site, at + 1, sizeof out->site);
	return true;
}

/* A name or key: on one line, not empty. */
static bool is_word(const char *text)
{
	return text && *text && strlen(text) <= PARCEL_WORD && !strpbrk(text, "\t\n");
}

/* By its letter in the table:
 *   i an ID, I also absent; w a word, W also absent; k a key, that may be empty;
 *   t a text, T also absent; b what an explanation rests on; h a digest;
 *   n a number, o an order, c a copy, C also 0; f 0 or 1; d a time; p an op; y a year. */
static bool read_field(char letter, const char *text, struct parcel_value *v)
{
	v->text = text;
	switch (letter) {
	case 'i':
		return text && parcel_get_id(text, &v->id);
	case 'I':
		return !text || parcel_get_id(text, &v->id);
	case 'w':
		return is_word(text);
	case 'W':
		return !text || is_word(text);
	case 'k':
		return text && (!*text || is_word(text));
	case 't':
		return text && strlen(text) <= PARCEL_TEXT;
	case 'T':
		return !text || strlen(text) <= PARCEL_TEXT;
	case 'b':
		return text && strlen(text) <= PARCEL_BASIS;
	case 'h':
		return text && is_small_hex(text, DIGEST_LENGTH);
	case 'n':
		return text && read_number(text, 0, PARCEL_NUMBER, &v->number);
	case 'o':
		return text && read_number(text, -ORDER_MAX, ORDER_MAX, &v->number);
	case 'c':
		return text && read_number(text, 1, 9999, &v->number);
	case 'C':
		return text && read_number(text, 0, 9999, &v->number);
	case 'f':
		return text && read_number(text, 0, 1, &v->number);
	case 'd':
		return text && read_number(text, 0, TIME_MAX, &v->number);
	case 'p':
		return text && read_number(text, 0, 6, &v->number) && v->number != 1;
	case 'y':
		return text && read_number(text, 1900, 2200, &v->number);
	default:
		return false;
	}
}

/* In place; *text is NULL for an absent one.  false: an escape that is none. */
static bool unescape(char *field, const char **text)
{
	char *to = field;

	*text = field;
	if (strcmp(field, "\\-") == 0) {
		*text = NULL;
		return true;
	}
	for (const char *s = field; *s; s++) {
		if (*s != '\\') {
			*to++ = *s;
			continue;
		}
		s++;
		if (*s != 't' && *s != 'n' && *s != '\\')
			return false;
		*to++ = *s == 't' ? '\t' : *s == 'n' ? '\n' : '\\';
	}
	*to = '\0';
	return true;
}

/* ---- lines ---- */

static int find_line(const char *word)
{
	for (int i = 0; i < PARCEL_LINE_COUNT; i++)
		if (strcmp(parcel_words[i], word) == 0)
			return i;
	return -1;
}

/* The fields behind the word, parted by tabs; ends is the end of the line. */
static int take_fields(struct parcel_reading *r, int line, char *fields)
{
	struct parcel_value v[FIELDS_MAX] = {{0}};
	const char *letters = parcel_grammar[line].fields;
	size_t wanted = strlen(letters), n = 0;

	for (char *field = fields, *next; field; field = next, n++) {
		const char *text;

		next = strchr(field, '\t');
		if (next)
			*next++ = '\0';
		if (n == wanted)
			return parcel_refuse(r, _("的内容太多"));
		if (!unescape(field, &text) || !read_field(letters[n], text, &v[n]))
			return parcel_refuse(r, _("的内容不对"));
	}
	return n == wanted ? parcel_grammar[line].take(r, v) : parcel_refuse(r, _("的内容不全"));
}

/* *before: the line before it; gets this one. */
static int take_line(struct parcel_reading *r, char *text, unsigned *before)
{
	char *fields = strchr(text, '\t');
	int line;

	if (fields)
		*fields++ = '\0';
	line = find_line(text);
	if (line < 0 || !(parcel_grammar[line].after & *before))
		return parcel_refuse(r, _("不是往来文件的写法"));
	*before = 1u << line;
	return take_fields(r, line, fields);
}

/* ---- the whole ---- */

/* A control character would be seen as part of a field by nobody. */
static bool has_control(const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)bytes[i];

		if ((c < 0x20 && c != '\t' && c != '\n') || c == 0x7f)
			return true;
		if (c == 0xc2 && i + 1 < length && (unsigned char)bytes[i + 1] < 0xa0)
			return true;
	}
	return false;
}

static int check_bytes(const struct parcel_reading *r, const char *bytes, size_t length)
{
	if (text_check(bytes, length) != length || has_control(bytes, length))
		return err_set(r->e, ERR_INPUT, _("%s: 文件里有不是文字的字节，没有读入"), r->name);
	return 0;
}

/* Its lines, from the one at *at on; *before gets the last one. */
static int take_lines(struct parcel_reading *r, char *at, unsigned *before)
{
	const char *start = at;
	int result = 0;

	while (*at && result == 0) {
		char *end = strchr(at, '\n');
		const char *line = at;

		if (!end)
			return parcel_refuse(r, _("没有写完"));
		if (r->line == PARCEL_LINES)
			return parcel_too_many(r, PARCEL_LINES);
		r->line++;
		*end = '\0';
		result = take_line(r, at, before);
		at = end + 1;
		if (result == 0 && (*before & PARCEL_CONTENT)) {
			r->content = r->content ? r->content : line;
			r->content_end = at;
		}
	}
	if (r->content) {
		r->p->content_from = (size_t)(r->content - start);
		r->p->content_length = (size_t)(r->content_end - r->content);
	}
	return result;
}

/* «ziping-parcel 1 DIGEST»; *from gets where the rest begins. */
static int check_head(const struct parcel_reading *r, const char *bytes, size_t length, size_t *from)
{
	struct str head = {0};
	size_t word = strlen(PARCEL_MAGIC);
	char digest[DIGEST_SIZE];
	const char *end;
	int result = 0;

	if (length < word || memcmp(bytes, PARCEL_MAGIC, word) != 0)
		return err_set(r->e, ERR_INPUT, _("%s: 这不是自评台打包的往来文件"), r->name);
	end = memchr(bytes, '\n', length);
	if (!end)
		return err_set(r->e, ERR_INPUT, _("%s: 文件不完整，请对方重新发送"), r->name);
	*from = (size_t)(end + 1 - bytes);
	digest_of(bytes + *from, length - *from, digest);
	str_addf(&head, "%s\t%d\t", PARCEL_MAGIC, PARCEL_VERSION);
	if (*from < head.length || memcmp(bytes, head.s, head.length) != 0)
		result = err_set(r->e, ERR_VERSION,
		                 _("%s: 往来文件是更新版本的自评台打包的，请先升级程序"), r->name);
	str_addf(&head, "%s\n", digest);
	if (result == 0 && (*from != head.length || memcmp(bytes, head.s, head.length) != 0))
		result = err_set(r->e, ERR_INPUT,
		                 _("%s: 校验码不符，文件不完整或在途中被改动过，请对方重新发送"),
		                 r->name);
	memcpy(r->p->digest, digest, sizeof digest);
	str_free(&head);
	return result;
}

static int read_all(struct parcel_reading *r, const char *bytes, size_t length, bool whole)
{
	struct parcel *p = r->p;
	unsigned before = PARCEL_START;
	size_t from = 0;

	if (length > PARCEL_BYTES)
		return err_set(r->e, ERR_LIMIT, _("%s: 超过 %d MB 的上限"), r->name,
		               PARCEL_BYTES >> 20);
	if (whole && check_head(r, bytes, length, &from) < 0)
		return -1;
	r->line = whole;
	if (check_bytes(r, bytes, length) < 0)
		return -1;
	p->bytes = mem_strndup(bytes + from, length - from);
	if (take_lines(r, p->bytes, &before) < 0)
		return -1;
	if (whole ? before != PARCEL_BIT(END) : (before & ~(PARCEL_CONTENT | PARCEL_START)) != 0)
		return parcel_refuse(r, _("以后没有写完"));
	p->content_from += from;
	digest_of(bytes + p->content_from, p->content_length, p->content_digest);
	return 0;
}

int parcel_read(struct parcel *p, const char *name, const char *bytes, size_t length,
                struct err *e)
{
	struct parcel_reading r = {.p = p, .name = name, .e = e};

	if (read_all(&r, bytes, length, true) == 0)
		return 0;
	parcel_free(p);
	return -1;
}

int parcel_read_content(struct parcel *p, const char *name, const char *bytes, size_t length,
                        struct err *e)
{
	struct parcel_reading r = {.p = p, .name = name, .e = e};

	if (read_all(&r, bytes, length, false) == 0)
		return 0;
	parcel_free(p);
	return -1;
}

void parcel_free(struct parcel *p)
{
	mem_free(p->known);
	mem_free(p->content.sheets);
	mem_free(p->content.rows);
	mem_free(p->content.cells);
	mem_free(p->steps);
	mem_free(p->entries);
	mem_free(p->said);
	mem_free(p->bytes);
	*p = (struct parcel){0};
}
