#include "calc/numeral.h"

#include <stdbool.h>
#include <string.h>

#define NUMERAL_MAX INT64_C(9000000000000)

/* The value of the numeral s begins with; place 0 is a digit, else the place
 * it multiplies by. */
struct sign {
	const char *text;
	int64_t value;
	bool place;
};

/* clang-format off */
static const struct sign signs[] = {
	{ "零", 0, false }, { "〇", 0, false }, { "一", 1, false }, { "二", 2, false },
	{ "两", 2, false }, { "三", 3, false }, { "四", 4, false }, { "五", 5, false },
	{ "六", 6, false }, { "七", 7, false }, { "八", 8, false }, { "九", 9, false },
	{ "十", 10, true }, { "百", 100, true }, { "千", 1000, true },
	{ "万", 10000, true }, { "亿", 100000000, true },
};
/* clang-format on */

static const struct sign *sign_at(const char *s)
{
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (*s == *signs[i].text && strncmp(s, signs[i].text, strlen(signs[i].text)) == 0)
			return &signs[i];
	return NULL;
}

/* total counts finished 万 and 亿, section what is below the next of them,
 * digit the digit that waits for its place. */
struct reading {
	int64_t total, section, digit;
	bool waiting;  /* digit was read and has no place yet */
	bool zero;     /* a 零 stands before digit */
	int64_t place; /* the last one, 0 before the first: digits side by side */
	int digits;    /* read before the first place */
};

static bool take_digit(struct reading *r, int64_t value)
{
	if (r->place == 0) {
		r->digits++;
		r->digit = r->digit * 10 + value;
		r->waiting = true;
		return r->digit < NUMERAL_MAX;
	}
	if (r->waiting && r->digit != 0)
		return false;
	r->zero = r->zero || value == 0;
	r->digit = value;
	r->waiting = true;
	return true;
}

static bool take_place(struct reading *r, int64_t place)
{
	int64_t digit = r->waiting ? r->digit : 0;

	if (!r->waiting && place == 10 && r->section == 0)
		digit = 1;
	if (place < 10000) {
		if (digit == 0 || digit > 9)
			return false;
		r->section += digit * place;
	} else {
		int64_t high = r->total + r->section + digit;

		if (high == 0 || high > NUMERAL_MAX / place)
			return false;
		r->total = high * place;
		r->section = 0;
	}
	r->digit = 0;
	r->waiting = r->zero = false;
	r->place = place;
	return true;
}

/* 三四家 is about three, 一百二 is 120 in talk and 102 in no one's: not read. */
static bool is_vague(const struct reading *r)
{
	if (r->place == 0)
		return r->digits > 1 && r->digits < 4;
	return r->waiting && r->digit != 0 && r->place >= 100 && !r->zero;
}

size_t numeral_read(const char *s, int64_t *value)
{
	struct reading r = {0};
	size_t at = 0;

	for (const struct sign *c; (c = sign_at(s + at)); at += strlen(c->text))
		if (!(c->place ? take_place(&r, c->value) : take_digit(&r, c->value)))
			return 0;
	*value = r.total + r.section + (r.waiting ? r.digit : 0);
	return at > 0 && *value <= NUMERAL_MAX && !is_vague(&r) ? at : 0;
}

size_t numeral_run(const char *s)
{
	size_t at = 0;

	for (const struct sign *c; (c = sign_at(s + at)); at += strlen(c->text))
		;
	return at;
}

size_t numeral_multiplier(const char *s, int64_t *factor)
{
	static const struct sign multipliers[] = {
	    {"万亿", 1000000000000, true}, {"百万", 1000000, true}, {"千万", 10000000, true},
	    {"万", 10000, true},           {"亿", 100000000, true},
	};

	*factor = 1;
	for (size_t i = 0; i < sizeof multipliers / sizeof *multipliers; i++) {
		if (strncmp(s, multipliers[i].text, strlen(multipliers[i].text)) == 0) {
			*factor = multipliers[i].value;
			return strlen(multipliers[i].text);
		}
	}
	return 0;
}
