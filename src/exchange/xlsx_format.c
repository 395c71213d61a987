#include "exchange/xlsx_format.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"

/* ---- codes ---- */

/* clang-format off */
static const struct {
	int number;
	const char *code;
} built_in[] = {
	{  1, "0" },
	{  2, "0.00" },
	{  3, "#,##0" },
	{  4, "#,##0.00" },
	{  5, "#,##0" },
	{  6, "#,##0" },
	{  7, "#,##0.00" },
	{  8, "#,##0.00" },
	{  9, "0%" },
	{ 10, "0.00%" },
	{ 14, "yyyy/m/d" },
	{ 15, "yyyy/m/d" },
	{ 16, "m\"月\"d\"日\"" },
	{ 17, "yyyy\"年\"m\"月\"" },
	{ 18, "h:mm" },
	{ 19, "h:mm:ss" },
	{ 20, "h:mm" },
	{ 21, "h:mm:ss" },
	{ 22, "yyyy/m/d h:mm" },
	{ 27, "yyyy\"年\"m\"月\"" },
	{ 28, "m\"月\"d\"日\"" },
	{ 29, "m\"月\"d\"日\"" },
	{ 30, "m/d/yy" },
	{ 31, "yyyy\"年\"m\"月\"d\"日\"" },
	{ 32, "h\"时\"mm\"分\"" },
	{ 33, "h\"时\"mm\"分\"ss\"秒\"" },
	{ 36, "yyyy\"年\"m\"月\"" },
	{ 37, "#,##0" },
	{ 38, "#,##0" },
	{ 39, "#,##0.00" },
	{ 40, "#,##0.00" },
	{ 41, "#,##0" },
	{ 42, "#,##0" },
	{ 43, "#,##0.00" },
	{ 44, "#,##0.00" },
	{ 45, "mm:ss" },
	{ 46, "[h]:mm:ss" },
	{ 50, "yyyy\"年\"m\"月\"" },
	{ 57, "yyyy\"年\"m\"月\"" },
	{ 58, "m\"月\"d\"日\"" },
};
/* clang-format on */

/* The length of what stands at code for itself and is no sign of the format:
 * «"年"», «\-», «_)», «* », «[红色]»; 0: none. */
static size_t literal_length(const char *code)
{
	const char *close;

	switch (code[0]) {
	case '"':
		close = strchr(code + 1, '"');
		return close ? (size_t)(close - code) + 1 : strlen(code);
	case '\\':
	case '_':
	case '*':
		return code[1] ? 2 : 1;
	case '[':
		if (strchr("hHmMsS", code[1]) && code[1])
			return 0;
		close = strchr(code, ']');
		return close ? (size_t)(close - code) + 1 : strlen(code);
	default:
		return 0;
	}
}

/* Of the first section only: the others are for negative numbers, nought and
 * texts. */
static size_t section_length(const char *code)
{
	size_t at = 0, step;

	while (code[at] && code[at] != ';') {
		step = literal_length(code + at);
		at += step > 0 ? step : 1;
	}
	return at;
}

struct signs {
	bool date, percent, digits, point, other;
	int decimals;
};

static void count_sign(struct signs *s, char c)
{
	switch (c) {
	case 'y':
	case 'Y':
	case 'm':
	case 'M':
	case 'd':
	case 'D':
	case 'h':
	case 'H':
	case 's':
	case 'S':
		s->date = true;
		break;
	case '%':
		s->percent = true;
		break;
	case '.':
		s->point = true;
		break;
	case '0':
	case '#':
	case '?':
		s->digits = true;
		s->decimals += s->point;
		break;
	case 'E': /* an exponent */
	case '/': /* a fraction, unless it is a date */
		s->other = true;
		break;
	default:
		break;
	}
}

void xlsx_format_read(struct xlsx_format *f, int number, const char *code)
{
	struct signs signs = {0};
	size_t length;

	*f = (struct xlsx_format){.show = XLSX_GENERAL, .decimals = -1};
	for (size_t i = 0; !code && i < sizeof built_in / sizeof *built_in; i++)
		if (built_in[i].number == number)
			code = built_in[i].code;
	if (!code || strcasecmp(code, "General") == 0)
		return;
	length = section_length(code);
	for (size_t at = 0, step; at<length; at += step> 0 ? step : 1) {
		step = literal_length(code + at);
		if (step == 0)
			count_sign(&signs, code[at]);
	}
	if (signs.date) {
		f->show = XLSX_DATE;
		f->code = mem_strndup(code, length);
	} else if (signs.digits && !signs.other) {
		f->show = signs.percent ? XLSX_PERCENT : XLSX_NUMBER;
		f->decimals = signs.decimals;
	}
}

void xlsx_format_free(struct xlsx_format *f)
{
	mem_free(f->code);
	f->code = NULL;
}

/* ---- numbers ---- */

#define DIGITS 15

/* 0.d₁d₂d₃… × 10^exponent, without noughts at both ends. */
struct decimal {
	bool negative;
	char digits[DIGITS + 1]; /* 0 … 9, not characters */
	int n;
	int exponent;
};

static void trim(struct decimal *d)
{
	while (d->n > 0 && d->digits[d->n - 1] == 0)
		d->n--;
	if (d->n == 0)
		*d = (struct decimal){.n = 0};
}

/* Half up, from the one digit too many. */
static void round_up(struct decimal *d)
{
	if (d->n <= DIGITS)
		return;
	d->n = DIGITS;
	if (d->digits[DIGITS] < 5)
		return;
	for (int i = DIGITS - 1; i >= 0; i--) {
		if (++d->digits[i] < 10)
			return;
		d->digits[i] = 0;
	}
	d->digits[0] = 1;
	d->exponent++;
}

static bool take_digits(struct decimal *d, const char **at)
{
	bool point = false, any = false;

	for (; isdigit((unsigned char)**at) || (**at == '.' && !point); (*at)++) {
		if (**at == '.') {
			point = true;
			continue;
		}
		any = true;
		if (d->n == 0 && **at == '0') {
			d->exponent -= point;
			continue;
		}
		d->exponent += !point;
		if (d->n <= DIGITS)
			d->digits[d->n++] = (char)(**at - '0');
	}
	return any;
}

static bool decimal_parse(struct decimal *d, const char *s)
{
	*d = (struct decimal){.negative = *s == '-'};
	if (strlen(s) > 400)
		return false;
	s += *s == '-' || *s == '+';
	if (!take_digits(d, &s))
		return false;
	if (*s == 'e' || *s == 'E') {
		char *end;
		long exponent = strtol(s + 1, &end, 10);

		if (end == s + 1 || exponent < -400 || exponent > 400)
			return false;
		d->exponent += (int)exponent;
		s = end;
	}
	round_up(d);
	trim(d);
	return *s == '\0';
}

static char digit_at(const struct decimal *d, int place)
{
	return (char)(place >= 0 && place < d->n ? '0' + d->digits[place] : '0');
}

/* With at least so many decimals. */
static void decimal_print(const struct decimal *d, int decimals, struct str *out)
{
	int own = d->n - d->exponent;

	if (d->negative)
		str_addc(out, '-');
	if (d->n == 0 || d->exponent <= 0)
		str_addc(out, '0');
	for (int i = 0; d->n > 0 && i < d->exponent; i++)
		str_addc(out, digit_at(d, i));
	if (d->n > 0 && own > decimals)
		decimals = own;
	if (decimals > 0)
		str_addc(out, '.');
	for (int i = 0; i < decimals; i++)
		str_addc(out, digit_at(d, d->exponent + i));
}

/* ---- dates ---- */

#define SECONDS_A_DAY 86400
#define NANO 1000000000

/* Days since the workbook's beginning, and seconds; false: no date. */
static bool split_serial(const struct decimal *d, long *days, long *seconds)
{
	int64_t nano = 0;

	if (d->negative || d->exponent > 7)
		return false;
	*days = 0;
	for (int i = 0; i < d->exponent; i++)
		*days = *days * 10 + (digit_at(d, i) - '0');
	for (int i = 0; i < 9; i++)
		nano = nano * 10 + (digit_at(d, d->exponent + i) - '0');
	*seconds = (long)((nano * SECONDS_A_DAY + NANO / 2) / NANO);
	if (*seconds == SECONDS_A_DAY) {
		*seconds = 0;
		++*days;
	}
	return *days <= 2958465; /* 9999-12-31 */
}

struct moment {
	long year, month, day, hour, minute, second, hours; /* hours: since day 0 */
};

/* The day of the calendar, so many days after 1970-01-01 (March is the first
 * month of the shifted year, so that leap days end it). */
static void civil(long days, struct moment *m)
{
	long shifted = days + 719468, era = shifted / 146097, of_era = shifted % 146097;
	long year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	long of_year = of_era - (365 * year + year / 4 - year / 100),
	     month = (5 * of_year + 2) / 153;

	m->day = of_year - (153 * month + 2) / 5 + 1;
	m->month = month < 10 ? month + 3 : month - 9;
	m->year = year + era * 400 + (m->month <= 2);
}

/* Day 1 is 1900-01-01; 1900 counts as a leap year there.  Or day 0 is
 * 1904-01-01. */
static bool moment_of(const struct decimal *d, bool from_1904, struct moment *m)
{
	long days, seconds;

	if (!split_serial(d, &days, &seconds))
		return false;
	m->hours = days * 24 + seconds / 3600;
	m->hour = seconds / 3600;
	m->minute = seconds / 60 % 60;
	m->second = seconds % 60;
	if (from_1904)
		civil(days - 24107, m);
	else
		civil(days - (days < 60 ? 25568 : 25569), m);
	return true;
}

/* «m» and «mm» are minutes behind hours and in front of seconds. */
static bool is_minute(const char *code, size_t at, size_t end, char before)
{
	if (before == 'h')
		return true;
	while (at < end) {
		size_t step = literal_length(code + at);

		if (step == 0 && isalpha((unsigned char)code[at]))
			return code[at] == 's' || code[at] == 'S';
		at += step > 0 ? step : 1;
	}
	return false;
}

static void add_literal(const char *code, size_t length, struct str *out)
{
	if (code[0] == '"' && length > 1)
		str_addn(out, code + 1, length - 2);
	else if (code[0] == '\\')
		str_addn(out, code + 1, length - 1);
}

static void add_part(const struct moment *m, char sign, bool minute, int width, struct str *out)
{
	long value = sign == 'y'   ? m->year
	             : sign == 'd' ? m->day
	             : sign == 'h' ? m->hour
	             : sign == 's' ? m->second
	             : minute      ? m->minute
	                           : m->month;

	if (sign == 'y')
		str_addf(out, width > 2 ? "%04ld" : "%02ld", width > 2 ? value : value % 100);
	else
		str_addf(out, width > 1 ? "%02ld" : "%ld", value);
}

static void date_print(const char *code, const struct moment *m, struct str *out)
{
	size_t end = strlen(code), at = 0;
	char before = 0;

	while (at < end) {
		size_t length = literal_length(code + at);
		char sign = (char)tolower((unsigned char)code[at]);

		if (length > 0) {
			add_literal(code + at, length, out);
		} else if (sign == '[') {
			str_addf(out, "%ld", m->hours);
			before = 'h';
			length = strcspn(code + at, "]") + 1;
		} else if (strchr("ymdhs", sign)) {
			while (tolower((unsigned char)code[at + length]) == sign)
				length++;
			add_part(m, sign, sign == 'm' && is_minute(code, at + length, end, before),
			         (int)length, out);
			before = sign;
		} else {
			length = 1;
			if (!isalpha((unsigned char)sign) && sign != '@')
				str_addc(out, code[at]);
		}
		at += length;
	}
}

bool xlsx_show(const struct xlsx_format *f, const char *stored, bool from_1904, struct str *out,
               bool *is_number)
{
	struct decimal d;
	struct moment m;

	*is_number = f->show != XLSX_DATE;
	if (!decimal_parse(&d, stored))
		return false;
	switch (f->show) {
	case XLSX_DATE:
		if (!moment_of(&d, from_1904, &m))
			return false;
		date_print(f->code, &m, out);
		return true;
	case XLSX_PERCENT:
		d.exponent += d.n > 0 ? 2 : 0;
		decimal_print(&d, f->decimals, out);
		str_addc(out, '%');
		return true;
	case XLSX_GENERAL:
	case XLSX_NUMBER:
		break;
	}
	decimal_print(&d, 0, out);
	return true;
}
