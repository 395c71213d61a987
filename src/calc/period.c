/* Reads lists of months and quarters: «3、6、9、12月», «1-12月», «一至四季度», «1月、
 * 7月».  list = item { mark item }, mark = 、 , 和 及 与 or - 至 for all between; the
 * unit of an item without one is that of the next. */
#include "calc/period.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "calc/num.h"
#include "calc/numeral.h"
#include "calc/quantity.h"
#include "calc/wording.h"

#define LIST_MAX 24 /* items */

/* clang-format off */
static const struct { const char *word; int periods; } names[] = {
	{ "每周", 52 }, { "按周", 52 }, { "逐周", 52 }, { "每星期", 52 }, { "每个星期", 52 },
	{ "每旬", 36 }, { "按旬", 36 },
	{ "每月", 12 }, { "按月", 12 }, { "逐月", 12 }, { "分月", 12 }, { "每个月", 12 },
	{ "各月", 12 }, { "月月", 12 },
	{ "每两个月", 6 }, { "每两月", 6 }, { "每2个月", 6 },
	{ "每季", 4 }, { "按季", 4 }, { "逐季", 4 }, { "分季", 4 }, { "每个季度", 4 },
	{ "各季", 4 }, { "一季一", 4 }, { "季季", 4 }, { "一季度一", 4 },
	{ "每半年", 2 }, { "按半年", 2 }, { "半年一", 2 }, { "逐半年", 2 },
	{ "每年", 1 }, { "按年", 1 }, { "逐年", 1 }, { "一年一", 1 },
};
/* clang-format on */

static int named(const char *folded)
{
	int most = 0;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i].periods > most && strstr(folded, names[i].word))
			most = names[i].periods;
	return most;
}

int period_named(const char *text)
{
	char *folded = wording_of_cell(text);
	int n = folded ? named(folded) : 0;

	mem_free(folded);
	return n;
}

/* ---- lists of months and quarters ---- */

enum when { NO_UNIT, MONTH, QUARTER, MONTHS /* 12个月: so many */ };

struct item {
	int value;
	enum when unit;
	bool range; /* from the item before it */
};

struct found {
	unsigned months, quarters; /* a bit for each */
	int spans;                 /* 3个季度 */
};

static size_t read_int(const char *s, int *value)
{
	size_t n = strspn(s, "0123456789");
	int64_t v = 0;

	if (n > 0) {
		*value = 0;
		for (size_t i = 0; i < n && i < 3; i++)
			*value = *value * 10 + (s[i] - '0');
		return n;
	}
	n = numeral_read(s, &v);
	*value = v < 100 ? (int)v : 100;
	return n;
}

static size_t read_unit(const char *s, enum when *unit)
{
	static const struct {
		const char *word;
		enum when unit;
	} words[] = {{"月份", MONTH}, {"月", MONTH},    {"季度", QUARTER},
	             {"季", QUARTER}, {"个月", MONTHS}, {"个季度", MONTHS}};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strncmp(s, words[i].word, strlen(words[i].word)) == 0) {
			*unit = words[i].unit;
			return strlen(words[i].word);
		}
	*unit = NO_UNIT;
	return 0;
}

/* 9月8日: the day says nothing more; 底, 末 and the like neither. */
static size_t skip_day(const char *s)
{
	static const char *const tails[] = {"底", "末", "初", "中旬", "上旬", "下旬", NULL};
	int day;
	size_t n = read_int(s, &day);

	if (n > 0 && (strncmp(s + n, "日", 3) == 0 || strncmp(s + n, "号", 3) == 0))
		return n + 3;
	for (const char *const *w = tails; *w; w++)
		if (strncmp(s, *w, strlen(*w)) == 0)
			return strlen(*w);
	return 0;
}

static size_t read_mark(const char *s, bool *range)
{
	static const char *const lists[] = {"、", ",", "和", "及", "与", ";", NULL};
	static const char *const ranges[] = {"-", "—", "–", "至", "到", "~", NULL};

	*range = false;
	for (const char *const *w = lists; *w; w++)
		if (strncmp(s, *w, strlen(*w)) == 0)
			return strlen(*w);
	for (const char *const *w = ranges; *w; w++)
		if (strncmp(s, *w, strlen(*w)) == 0) {
			*range = true;
			return strlen(*w);
		}
	return 0;
}

/* Items from s on; *n gets how many.  The bytes of the list. */
static size_t read_list(const char *s, struct item *item, size_t *n)
{
	const char *p = s;
	bool range = false;

	for (*n = 0; *n < LIST_MAX;) {
		struct item *it = &item[*n];
		size_t used, mark;

		p += strncmp(p, "第", 3) == 0 ? 3 : 0;
		used = read_int(p, &it->value);
		if (used == 0)
			break;
		p += used;
		p += read_unit(p, &it->unit);
		if (it->unit == MONTH)
			p += skip_day(p);
		it->range = range;
		++*n;
		mark = read_mark(p, &range);
		if (mark == 0)
			break;
		p += mark;
	}
	return (size_t)(p - s);
}

static void take_item(struct found *f, const struct item *it, enum when unit, int from)
{
	int most = unit == MONTH ? 12 : 4;
	unsigned *set = unit == MONTH ? &f->months : &f->quarters;

	if (unit == MONTHS && it->value <= 12 && it->value > f->spans)
		f->spans = it->value;
	if (unit == MONTHS || it->value < 1 || it->value > most)
		return;
	for (int v = it->range && from >= 1 && from < it->value ? from : it->value; v <= it->value;
	     v++)
		*set |= 1u << v;
}

static void take_list(struct found *f, const struct item *item, size_t n)
{
	enum when unit = NO_UNIT;

	for (size_t i = n; i-- > 0;) {
		if (item[i].unit != NO_UNIT)
			unit = item[i].unit;
		if (unit != NO_UNIT)
			take_item(f, &item[i], unit, i > 0 ? item[i - 1].value : 0);
	}
}

static void find_dates(struct found *f, const char *text)
{
	struct item item[LIST_MAX];

	for (const char *p = text; *p;) {
		size_t n, length = read_list(p, item, &n);

		if (n > 0)
			take_list(f, item, n);
		if (n == 0)
			text_decode(p, &length);
		p += length;
	}
}

static int bits(unsigned set)
{
	return __builtin_popcount(set);
}

/* ---- occasions ---- */

static bool is_occasion(const struct quantity *q)
{
	static const char *const words[] = {"次", "期", "轮", "批", "批次",
	                                    "届", "遍", "份", "篇", NULL};

	if (q->planned || q->each || q->unit.kind != UNIT_COUNT)
		return false;
	for (const char *const *w = words; *w; w++)
		if (strcmp(q->unit.base, *w) == 0)
			return true;
	return false;
}

/* Their sum, also where one is the total of others: never too few. */
static int occasions(const char *folded, const struct phrases *planned)
{
	struct quantities *list = mem_alloc(sizeof *list);
	int64_t sum = 0;

	quantities_read(folded, planned->text, planned->n, list);
	for (size_t i = 0; i < list->n && sum < PERIOD_ALL; i++)
		if (is_occasion(&list->item[i]))
			sum += list->item[i].num / NUM_ONE;
	mem_free(list);
	return sum < 0 ? 0 : sum < PERIOD_ALL ? (int)sum : PERIOD_ALL;
}

static int larger(int a, int b)
{
	return a > b ? a : b;
}

int period_dates(const char *text, const struct phrases *planned)
{
	char *folded = wording_of_cell(text);
	struct found f = {0};
	int n;

	if (!folded)
		return 0;
	find_dates(&f, folded);
	n = larger(larger(bits(f.months), bits(f.quarters)), f.spans);
	if (bits(f.months) == 12)
		n = PERIOD_ALL;
	if (strstr(folded, "上半年") && strstr(folded, "下半年"))
		n = larger(n, 2);
	n = larger(n, larger(occasions(folded, planned), named(folded)));
	mem_free(folded);
	return n;
}
