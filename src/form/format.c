#include "form/format.h"

#include <string.h>

#include "base/mem.h"

#define MOST 6 /* decimals of a figure */

/* clang-format off */
static const struct {
	const char *word;
	struct format format;
} words[] = {
	{ "%",         { .how = DECIMALS_FIXED, .decimals = 2, .percent = true } },
	{ "%0",        { .how = DECIMALS_FIXED, .decimals = 0, .percent = true } },
	{ "%1",        { .how = DECIMALS_FIXED, .decimals = 1, .percent = true } },
	{ "%2",        { .how = DECIMALS_FIXED, .decimals = 2, .percent = true } },
	{ ".0",        { .how = DECIMALS_FIXED, .decimals = 0 } },
	{ ".1",        { .how = DECIMALS_FIXED, .decimals = 1 } },
	{ ".2",        { .how = DECIMALS_FIXED, .decimals = 2 } },
	{ ".3",        { .how = DECIMALS_FIXED, .decimals = 3 } },
	{ ".4",        { .how = DECIMALS_FIXED, .decimals = 4 } },
	{ ".5",        { .how = DECIMALS_FIXED, .decimals = 5 } },
	{ ".6",        { .how = DECIMALS_FIXED, .decimals = 6 } },
	{ "short",     { .how = DECIMALS_SHORT } },
	{ "plain",     { .how = DECIMALS_PLAIN } },
	{ "thousands", { .thousands = true } },
	{ "元",        { .unit = "元" } },
	{ "万元",      { .unit = "万元" } },
	{ "亿元",      { .unit = "亿元" } },
};
/* clang-format on */

static bool add_word(const char *word, struct format *to)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		const struct format *f = &words[i].format;
		if (strcmp(words[i].word, word) != 0)
			continue;
		if (f->how != DECIMALS_FIELD) {
			to->how = f->how;
			to->decimals = f->decimals;
		}
		to->percent |= f->percent;
		to->thousands |= f->thousands;
		to->unit = f->unit ? f->unit : to->unit;
		return true;
	}
	return false;
}

static void trim(char *text)
{
	size_t n = strlen(text);
	while (n > 0 && text[n - 1] == ' ')
		text[--n] = '\0';
}

void format_take(char *text, struct format *out)
{
	*out = (struct format){0};
	trim(text);
	for (char *blank; (blank = strrchr(text, ' ')) != NULL && add_word(blank + 1, out);) {
		*blank = '\0';
		trim(text);
	}
}

static bool is_percent(const struct format *f, const struct field *like)
{
	return f->percent || (f->how != DECIMALS_FIXED && like && like->kind == KIND_RATE);
}

/* Decimals to round to, of the value itself: 99.30% has four. */
static int places(const struct format *f, const struct field *like, bool percent)
{
	int decimals = MOST;
	if (f->how == DECIMALS_FIXED)
		decimals = f->decimals + 2 * percent;
	else if (f->how != DECIMALS_PLAIN && like)
		decimals = like->decimals;
	return decimals < MOST ? decimals : MOST;
}

static int fewest(int64_t n, int decimals)
{
	while (decimals > 0 && num_round(n, decimals - 1) == n)
		decimals--;
	return decimals;
}

/* Of the decimals rounded to, those that are written; num_format itself writes
 * whole percentages without any. */
static int written(const struct format *f, const struct field *like, int64_t n, int decimals)
{
	bool points = like && like->kind == KIND_POINTS;
	if (f->how == DECIMALS_PLAIN || (f->how == DECIMALS_FIELD && (!like || points)))
		return fewest(n, decimals);
	if (f->how == DECIMALS_FIELD && n == 0)
		return 0;
	return f->how == DECIMALS_SHORT && n % NUM_ONE == 0 ? 0 : decimals;
}

static const struct rat *scale(const struct format *f, struct rat_pool *pool, const struct rat *v,
                               bool back)
{
	const struct rat *factor = rat_from_num(pool, 10000 * NUM_ONE);
	if (!f->unit || strcmp(f->unit, "万元") == 0)
		return v;
	bool up = (strcmp(f->unit, "元") == 0) != back;
	return up ? rat_mul(pool, v, factor) : rat_div(pool, v, factor);
}

static void add_thousands(struct str *out, const char *number)
{
	size_t sign = *number == '-', whole = strcspn(number + sign, ".%");
	str_addn(out, number, sign);
	number += sign;
	for (size_t i = 0; i < whole; i++) {
		if (i > 0 && (whole - i) % 3 == 0)
			str_addc(out, ',');
		str_addc(out, number[i]);
	}
	str_add(out, number + whole);
}

bool format_put(const struct format *format, const struct field *like, struct rat_pool *pool,
                const struct rat *v, struct str *out, struct figure *printed)
{
	struct str number = {0};
	bool percent = is_percent(format, like);
	int decimals = places(format, like, percent);
	int64_t n;
	*printed = (struct figure){
	    .state = FIGURE_NUMBER, .decimals = decimals, .percent = percent};
	if (!rat_to_num(scale(format, pool, v, false), decimals, &n) ||
	    !rat_to_num(scale(format, pool, rat_from_num(pool, n), true), MOST, &printed->num))
		return false;
	decimals = written(format, like, n, decimals);
	num_format(&number, n, percent && decimals >= 2 ? decimals - 2 : decimals, percent);
	if (format->thousands)
		add_thousands(out, str_text(&number));
	else
		str_add(out, str_text(&number));
	str_add(out, format->unit);
	str_free(&number);
	return true;
}
