#include "calc/date.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"

enum { FIRST_YEAR = 1900, LAST_YEAR = 2999 };

/* One to most digits; −1 for none. */
static int take_number(const char **s, int most)
{
	int n = -1;

	for (; most > 0 && **s >= '0' && **s <= '9'; most--, (*s)++)
		n = (n < 0 ? 0 : n * 10) + (**s - '0');
	return n;
}

static bool take(const char **s, const char *word)
{
	size_t length = strlen(word);

	if (strncmp(*s, word, length) != 0)
		return false;
	*s += length;
	return true;
}

/* written = year "年" month "月" [day "日"] | year sign month sign day */
static bool read_parts(const char *s, struct date *d)
{
	const char sign[2] = { strchr("-./", s[4]) ? s[4] : '\0', '\0' };
	bool words = !*sign;

	d->year = take_number(&s, 4);
	if (!take(&s, words ? "年" : sign))
		return false;
	d->month = take_number(&s, 2);
	if (!take(&s, words ? "月" : sign))
		return false;
	if (words && !*s)
		return true;
	d->day = take_number(&s, 2);
	return d->day > 0 && (!words || take(&s, "日")) && !*s;
}

static int days_in(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

static bool is_in_calendar(const struct date *d)
{
	return d->year >= FIRST_YEAR && d->year <= LAST_YEAR && d->month >= 1 && d->month <= 12 &&
	       d->day <= days_in(d->year, d->month);
}

bool date_read(const char *text, struct date *out)
{
	char *folded = text_fold(text);
	struct date d = { 0 };
	bool found = strlen(folded) > 4 && read_parts(folded, &d) && is_in_calendar(&d);

	mem_free(folded);
	if (found && out)
		*out = d;
	return found;
}
