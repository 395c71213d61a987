#include "bench/generate_filing.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/str.h"

#define GAP INT64_C(1024)

uint64_t generate_random(uint64_t *seed, uint64_t below)
{
	uint64_t x = (*seed += UINT64_C(0x9e3779b97f4a7c15));

	x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
	return (x ^ (x >> 31)) % below;
}

/* One sheet while it is filled in. */
struct filling {
	struct filing *f;
	uint64_t seed;
	int sheet;
	int64_t row; /* the last id given on this sheet */
};

/* ---- cells ---- */

static void put(struct filling *g, const char *key, const char *text)
{
	struct place p;

	if (!filing_place(g->f, g->sheet, key, &p))
		assert(!"no such cell");
	else
		filing_put(g->f, p, text);
}

static void put_cents(struct filling *g, const char *key, uint64_t cents)
{
	struct str text = { 0 };

	str_addf(&text, "%llu.%02llu", (unsigned long long)(cents / 100),
	         (unsigned long long)(cents % 100));
	put(g, key, str_text(&text));
	str_free(&text);
}

/* A figure of up to `most` in each of the columns of 附件1 that are typed. */
static void put_columns(struct filling *g, const char *stem, uint64_t most)
{
	static const char *const columns[] = { "last", "budget", "final" };

	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
		struct str key = { 0 };

		str_addf(&key, "%s.%s", stem, columns[i]);
		put_cents(g, str_text(&key), generate_random(&g->seed, most));
		str_free(&key);
	}
}

static void put_signature(struct filling *g)
{
	put(g, "sign.head", "某某");
	put(g, "sign.person", "某某");
	put(g, "sign.phone", "00000000");
	put(g, "sign.date", "3月20日");
}

/* ---- rows ---- */

static void add_row(struct filling *g, const char *list, const char *group)
{
	const struct form *form = g->f->sheets[g->sheet].form;
	int at = form_list(form, list);

	g->row++;
	filing_row(g->f, g->sheet, at, g->row, group ? list_group(&form->lists[at], group) : -1,
	           GAP * g->row);
}

static void put_in_row(struct filling *g, const char *list, const char *column, const char *fmt,
                       ...) __attribute__((format(printf, 4, 5)));

static void put_in_row(struct filling *g, const char *list, const char *column, const char *fmt,
                       ...)
{
	struct str key = { 0 };
	char text[200];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	str_addf(&key, "%s.%lld.%s", list, (long long)g->row, column);
	put(g, str_text(&key), text);
	str_free(&key);
}

static void add_project(struct filling *g, const char *list, const char *name)
{
	struct str stem = { 0 };

	add_row(g, list, NULL);
	put_in_row(g, list, "name", "%s", name);
	str_addf(&stem, "%s.%lld", list, (long long)g->row);
	put_columns(g, str_text(&stem), 8000);
	str_free(&stem);
}

/* ---- indicators ---- */

static const struct indicator {
	const char *group, *name, *target, *actual; /* with one hole for a number */
	int least;
} indicators[] = {
	/* clang-format off */
	{ "quantity", "文件转发数量",         "≥%d 份",    "%d 份",     30 },
	{ "quantity", "培训活动次数",         "≥%d 期",    "%d 期",      2 },
	{ "quantity", "安全检查机构数",       "≥%d 家",    "%d 家",     15 },
	{ "quantity", "服务群众人次",         "≥%d 人次",  "%d 人次", 1200 },
	{ "quality",  "培训合格率",           "≥%d%%",     "%d%%",      90 },
	{ "quality",  "设备验收合格率",       "≥%d%%",     "%d%%",      95 },
	{ "time",     "工作完成及时率",       "≥%d%%",     "%d%%",      90 },
	{ "time",     "故障处理时间",         "≤%d 小时",  "%d 小时",   24 },
	{ "cost",     "总成本控制",           "≤%d 万元",  "%d 万元",  110 },
	{ "cost",     "三公经费控制",         "≤%d 万元",  "%d 万元",    3 },
	{ "economy",  "节约检查互认费用",     "≥%d 万元",  "%d 万元",   40 },
	{ "society",  "群众健康知识知晓率",   "≥%d%%",     "%d%%",      75 },
	{ "society",  "服务覆盖乡镇数",       "≥%d 个",    "%d 个",     12 },
	{ "ecology",  "医疗废物规范处置率",   "≥%d%%",     "%d%%",      95 },
	{ "lasting",  "信息系统持续运行天数", "≥%d 天",    "%d 天",    350 },
	{ "lasting",  "培养专业技术人员",     "≥%d 人",    "%d 人",     10 },
	{ "service",  "服务对象满意度",       "≥%d%%",     "%d%%",      95 },
	{ "service",  "单位职工满意度",       "≥%d%%",     "%d%%",      90 },
	/* clang-format on */
};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static void put_numbered(struct filling *g, const char *column, const char *fmt, int n)
{
	char text[100];

	snprintf(text, sizeof text, fmt, n);
	put_in_row(g, "ind", column, "%s", text);
}
#pragma GCC diagnostic pop

static void add_indicator(struct filling *g, const struct indicator *i)
{
	int target = i->least + (int)generate_random(&g->seed, 4);
	int actual = i->least + (int)generate_random(&g->seed, 5);

	add_row(g, "ind", i->group);
	put_in_row(g, "ind", "name", "%s", i->name);
	put_numbered(g, "target", i->target, target);
	put_numbered(g, "actual", i->actual, actual);
	put_in_row(g, "ind", "points", "5");
	put_in_row(g, "ind", "score", "%s", actual == target - 1 ? "4.5" : "5");
	if (actual != target)
		put_in_row(g, "ind", "reason", "实际工作量与年初测算有出入，下年按实际测算");
}

static void add_indicators(struct filling *g)
{
	for (size_t i = 0; i < sizeof indicators / sizeof *indicators; i++)
		add_indicator(g, &indicators[i]);
	put(g, "goal.target", "保障单位正常运转，完成年度各项重点工作，提高公共服务水平，服务对象"
	                      "满意度达到95%以上。");
	put(g, "goal.actual", "全年各项重点工作按计划推进，预算执行总体良好，公共服务水平有所提高，"
	                      "服务对象满意度达到96%。");
	put(g, "score", "10");
	put(g, "total", "98");
}

/* ---- forms ---- */

static void fill_1(struct filling *g)
{
	static const struct {
		const char *stem;
		uint64_t most;
	} money[] = {
		{ "car.buy", 2000 },       { "car.run", 500 },         { "abroad", 300 },
		{ "guest", 200 },          { "work", 9000 },           { "upkeep", 4000 },
		{ "public", 9000 },        { "public.office", 1500 },  { "public.utility", 1000 },
		{ "public.meeting", 600 }, { "purchase", 5000 },       { "adjust", 3000 },
	};
	uint64_t staff = 5 + generate_random(&g->seed, 25);
	struct str text = { 0 };

	str_addf(&text, "%llu", (unsigned long long)staff);
	put(g, "staff.quota", str_text(&text));
	put(g, "staff.actual", str_text(&text));
	str_free(&text);
	for (size_t i = 0; i < sizeof money / sizeof *money; i++)
		put_columns(g, money[i].stem, money[i].most);
	add_project(g, "others", "设备更新");
	add_project(g, "specials", "宣传教育经费");
	add_project(g, "specials", "体检");
	add_project(g, "specials", "本土化培训");
	add_project(g, "transfers", "基本公卫经费");
	put(g, "thrift", "严格执行中央八项规定，压减一般性支出，公务接待实行事前审批，办公用品集中"
	                 "采购。");
	put_signature(g);
}

static void fill_2(struct filling *g)
{
	uint64_t annual = 5000 + generate_random(&g->seed, 50000);
	uint64_t basic = annual * 7 / 10;

	put_cents(g, "begin", annual - generate_random(&g->seed, 4000));
	put_cents(g, "annual", annual);
	put_cents(g, "done", annual - generate_random(&g->seed, annual / 20));
	put_cents(g, "src.general", annual);
	put_cents(g, "use.basic", basic);
	put_cents(g, "use.project", annual - basic);
	add_indicators(g);
	put_signature(g);
}

static void fill_3(struct filling *g)
{
	uint64_t grant = 1000 + generate_random(&g->seed, 9000);

	put(g, "project", "业务工作经费");
	put(g, "superior", "岳阳楼区财政局");
	put_cents(g, "grant.begin", grant);
	put_cents(g, "grant.annual", grant);
	put_cents(g, "grant.done", grant - generate_random(&g->seed, 300));
	put_cents(g, "other.annual", generate_random(&g->seed, 200));
	add_indicators(g);
	put_signature(g);
}

struct filing *generate_filing(const struct set *set, size_t pattern, int year)
{
	static void (*const fill[])(struct filling *g) = { fill_1, fill_2, fill_3 };
	struct filling g = { .f = filing_new(set, "", "", year),
		             .seed = (uint64_t)pattern * 10007 + (uint64_t)year };

	for (size_t i = 0; i < sizeof fill / sizeof *fill; i++) {
		g.sheet = filing_sheet(g.f, set->forms[i], 1);
		g.row = 0;
		fill[i](&g);
	}
	return g.f;
}
