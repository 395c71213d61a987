#include "calc/due.h"

#include <string.h>

#include "calc/num.h"

static void set_once(int *part, int64_t value, int64_t most, bool *unclear)
{
	if (value < 1 || value > most || (*part != 0 && *part != value)) {
		*unclear = true;
		return;
	}
	*part = (int)value;
}

static void take_date(struct due *d, const struct quantity *q)
{
	int64_t value = q->num / NUM_ONE;

	if (q->num % NUM_ONE != 0)
		d->unclear = true;
	else if (strcmp(q->unit.base, "年") == 0)
		set_once(&d->year, value, 9999, &d->unclear);
	else if (strcmp(q->unit.base, "月") == 0)
		set_once(&d->month, value, 12, &d->unclear);
	else if (strcmp(q->unit.base, "日") == 0 || strcmp(q->unit.base, "号") == 0)
		set_once(&d->day, value, 31, &d->unclear);
	else
		d->unclear = true;
}

void due_read(const char *text, const struct quantities *list, int year, struct due *out)
{
	static const char *const this_year[] = {"年底", "年内", "当年", "本年",
	                                        "年末", "年终", "全年", NULL};
	struct span s = span_of(text);

	*out = (struct due){0};
	out->before = span_has(s, "月前") || span_has(s, "月以前") || span_has(s, "月份前");
	for (size_t i = 0; i < list->n; i++)
		if (list->item[i].unit.kind == UNIT_DATE)
			take_date(out, &list->item[i]);
	if (out->year == 0 && (out->month != 0 || span_find(s, this_year) < s.n))
		out->year = year;
}

bool due_is_given(const struct due *d)
{
	return d->year != 0 || d->month != 0 || d->day != 0 || d->unclear;
}

bool due_is_year_end(const struct due *d)
{
	if (d->before)
		return false;
	return d->month == 0 ? d->day == 0 : d->month == 12 && (d->day == 0 || d->day == 31);
}

bool due_is_kept(const struct due *d, const struct due *done)
{
	if (done->year != d->year)
		return done->year < d->year && done->year != 0;
	if (d->month == 0)
		return true;
	if (done->month != d->month)
		return done->month != 0 && done->month < d->month;
	if (d->day == 0)
		return !d->before;
	return done->day != 0 && done->day <= d->day;
}
