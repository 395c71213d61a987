#include "calc/num.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"

static const uint64_t powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000};

#define MAX_DECIMALS 6

/* One number as it stands in a folded text. */
struct written {
	bool negative;
	const char *whole; /* digits with commas */
	size_t whole_length;
	const char *part; /* digits behind the point */
	size_t part_length;
	bool percent;
};

bool figure_is_empty(enum figure_state s)
{
	return s == FIGURE_ABSENT || s == FIGURE_BLANK;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool starts_with(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

/* sign = "+" | "-" | "−" */
static const char *read_sign(const char *s, struct written *w)
{
	static const char minus[] = "−";

	if (starts_with(s, minus)) {
		w->negative = true;
		return s + strlen(minus);
	}
	w->negative = *s == '-';
	return *s == '-' || *s == '+' ? s + 1 : s;
}

/* whole = digit {digit} | digit [digit [digit]] {"," digit digit digit} */
static const char *read_whole(const char *s, struct written *w)
{
	const char *p = s;

	while (is_digit(*p))
		p++;
	if (p == s)
		return NULL;
	if (*p == ',' && p - s > 3)
		return NULL;
	while (*p == ',') {
		for (int i = 1; i <= 3; i++) {
			if (!is_digit(p[i]))
				return NULL;
		}
		p += 4;
		if (is_digit(*p))
			return NULL;
	}
	w->whole = s;
	w->whole_length = (size_t)(p - s);
	return p;
}

/* part = "." digit {digit} */
static const char *read_part(const char *s, struct written *w)
{
	const char *p = s;

	w->part = NULL;
	w->part_length = 0;
	if (*p != '.')
		return p;
	p++;
	while (is_digit(*p))
		p++;
	w->part = s + 1;
	w->part_length = (size_t)(p - w->part);
	return w->part_length > 0 ? p : NULL;
}

/* tail = [" "] ["%" | unit] */
static bool read_tail(const char *s, const char *unit, struct written *w)
{
	if (*s == '\0')
		return true;
	if (*s == ' ')
		s++;
	w->percent = *s == '%';
	if (w->percent)
		return s[1] == '\0';
	return unit && *unit && strcmp(s, unit) == 0;
}

/* number = [sign] whole [part] tail */
static bool read_number(const char *s, const char *unit, struct written *w)
{
	*w = (struct written){0};
	s = read_sign(s, w);
	s = read_whole(s, w);
	if (s)
		s = read_part(s, w);
	return s && read_tail(s, unit, w);
}

static bool add_digits(uint64_t *sum, const char *digits, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (digits[i] == ',')
			continue;
		if (__builtin_mul_overflow(*sum, 10, sum) ||
		    __builtin_add_overflow(*sum, (uint64_t)(digits[i] - '0'), sum))
			return false;
	}
	return true;
}

static enum num_result to_figure(const struct written *w, struct figure *out)
{
	size_t decimals = w->part_length + (w->percent ? 2 : 0);
	uint64_t sum = 0;

	if (decimals > MAX_DECIMALS)
		return NUM_TOO_FINE;
	if (!add_digits(&sum, w->whole, w->whole_length) ||
	    !add_digits(&sum, w->part, w->part_length) ||
	    __builtin_mul_overflow(sum, powers[MAX_DECIMALS - decimals], &sum) || sum > INT64_MAX)
		return NUM_TOO_BIG;
	out->state = FIGURE_NUMBER;
	out->num = w->negative ? -(int64_t)sum : (int64_t)sum;
	out->decimals = (int)decimals;
	out->percent = w->percent;
	return NUM_OK;
}

enum num_result num_parse(const char *text, const char *unit, struct figure *out)
{
	char *folded = text_fold_spaces(text);
	char *folded_unit = text_fold_spaces(unit);
	enum num_result result = NUM_BAD;
	struct written w;

	*out = (struct figure){.state = FIGURE_FAULT};
	if (*folded == '\0') {
		out->state = FIGURE_BLANK;
		result = NUM_EMPTY;
	} else if (read_number(folded, folded_unit, &w)) {
		result = to_figure(&w, out);
	}
	mem_free(folded_unit);
	mem_free(folded);
	return result;
}

/* magnitude ÷ divisor, half away from zero; divisor even or 1. */
static uint64_t divide_rounded(uint64_t magnitude, uint64_t divisor)
{
	return magnitude / divisor + (magnitude % divisor >= divisor - divisor / 2);
}

static uint64_t magnitude_of(int64_t num)
{
	return num < 0 ? -(uint64_t)num : (uint64_t)num;
}

static int between(int low, int n, int high)
{
	return n < low ? low : n > high ? high : n;
}

void num_format(struct str *out, int64_t num, int decimals, bool percent)
{
	/* A percentage has two places fewer than its number. */
	int most = percent ? MAX_DECIMALS - 2 : MAX_DECIMALS;
	uint64_t magnitude = magnitude_of(num);
	int shown, filled;
	uint64_t rounded;

	if (percent && magnitude % powers[most] == 0)
		decimals = 0;
	shown = between(0, decimals, most);
	filled = between(0, decimals, MAX_DECIMALS) - shown;
	rounded = divide_rounded(magnitude, powers[most - shown]);
	if (num < 0 && rounded > 0)
		str_addc(out, '-');
	str_addf(out, "%llu", (unsigned long long)(rounded / powers[shown]));
	if (shown + filled > 0)
		str_addc(out, '.');
	if (shown > 0)
		str_addf(out, "%0*llu", shown, (unsigned long long)(rounded % powers[shown]));
	while (filled-- > 0)
		str_addc(out, '0');
	if (percent)
		str_addc(out, '%');
}

int64_t num_round(int64_t num, int decimals)
{
	uint64_t unit = powers[MAX_DECIMALS - between(0, decimals, MAX_DECIMALS)];
	uint64_t magnitude = magnitude_of(num);
	uint64_t rounded = divide_rounded(magnitude, unit) * unit;

	/* Within the last unit of the range there is no place to round up to. */
	if (rounded > INT64_MAX)
		rounded = magnitude / unit * unit;
	return num < 0 ? -(int64_t)rounded : (int64_t)rounded;
}

int num_decimals(int64_t num)
{
	int decimals = MAX_DECIMALS;
	while (decimals > 0 && num_round(num, decimals - 1) == num)
		decimals--;
	return decimals;
}

/* ---- proposals ---- */

/* Units that change nothing when they are left out.  元 and 万 are not here:
 * they would change the figure by 10⁴. */
/* clang-format off */
static const char *const harmless_units[] = {
	"万元", "人", "分", "个", "份", "次", "期", "家", "项", "名", "件", "户", "台", "套",
};
/* clang-format on */

static void drop_unit(char *s)
{
	size_t length = strlen(s);

	for (size_t i = 0; i < sizeof harmless_units / sizeof *harmless_units; i++) {
		size_t tail = strlen(harmless_units[i]);

		if (length > tail && strcmp(s + length - tail, harmless_units[i]) == 0) {
			s[length - tail] = '\0';
			return;
		}
	}
}

/* What was meant by a character; '\0' when it has nothing to do in a number. */
static char meant(uint32_t c)
{
	switch (c) {
	case 'O':
	case 'o':
		return '0';
	case 'l':
	case 'I':
		return '1';
	case 0x3002: /* 。 */
	case 0x00B7: /* · */
		return '.';
	case 0x3001: /* 、 */
	case '\'':
		return ',';
	case 0x2212: /* − */
	case 0x2014: /* — */
		return '-';
	default:
		return c < 0x80 && c >= ' ' ? (char)c : '\0';
	}
}

/* The characters as they were meant, doubled points as one; false when a
 * character means nothing, or a blank parts two figures. */
static bool add_meant(struct str *out, const char *s)
{
	size_t n;

	for (; *s; s += n) {
		char c = meant(text_decode(s, &n));
		char last = out->length ? out->s[out->length - 1] : '\0';

		if (c == '\0')
			return false;
		if (c == ' ' && is_digit(last) && is_digit(s[1]))
			return false;
		if (c == ' ' || ((c == '.' || c == ',') && c == last))
			continue;
		if (c == '.' && (last == '\0' || last == '-'))
			str_addc(out, '0');
		str_addc(out, c);
	}
	return true;
}

/* "48.6." and "48.6,": what stands behind the last figure is no part of it. */
static void drop_tail(struct str *b)
{
	while (b->length > 0 && strchr(".,;:", b->s[b->length - 1]))
		b->s[--b->length] = '\0';
}

/* "12,3" is 12.3, "12,34.50" is 1234.50. */
static void mend_commas(struct str *b)
{
	char *comma = b->length ? strchr(b->s, ',') : NULL;
	char *to = comma;

	if (!comma)
		return;
	if (!strchr(b->s, '.') && !strchr(comma + 1, ',')) {
		if (strspn(comma + 1, "0123456789") < 3)
			*comma = '.';
		return;
	}
	if (!strchr(b->s, '.') || strchr(strchr(b->s, '.'), ','))
		return;
	for (const char *from = comma; *from; from++) {
		if (*from != ',')
			*to++ = *from;
	}
	*to = '\0';
	b->length = (size_t)(to - b->s);
}

bool num_propose(const char *text, int decimals, int64_t *out)
{
	char *folded = text_fold_spaces(text);
	struct str mended = {0};
	struct figure figure;
	bool found = false;

	drop_unit(folded);
	if (strpbrk(folded, "0123456789") && add_meant(&mended, folded)) {
		drop_tail(&mended);
		mend_commas(&mended);
		found = num_parse(str_text(&mended), NULL, &figure) == NUM_OK;
	}
	if (found)
		*out = figure.percent ? figure.num : num_round(figure.num, decimals);
	str_free(&mended);
	mem_free(folded);
	return found;
}
