#include "calc/unit.h"

#include <string.h>

#include "base/text.h"

struct unit_name {
	const char *text;
	enum unit_kind kind;
	const char *base; /* NULL: itself */
	int64_t factor;
};

/* The longest name wins.  人 and 人次, 家 and 个, 期 and 次 are different
 * things; where two names mean one thing they share a base. */
/* clang-format off */
static const struct unit_name names[] = {
	{ "%", UNIT_PERCENT, "‰", 10 }, { "‰", UNIT_PERCENT, "‰", 1 },
	{ "个百分点", UNIT_COUNT, NULL, 1 }, { "百分点", UNIT_COUNT, "个百分点", 1 },
	{ "元", UNIT_MONEY, "元", 1 }, { "千元", UNIT_MONEY, "元", 1000 },
	{ "秒", UNIT_TIME, "秒", 1 }, { "秒钟", UNIT_TIME, "秒", 1 },
	{ "分钟", UNIT_TIME, "秒", 60 },
	{ "小时", UNIT_TIME, "秒", 3600 }, { "个小时", UNIT_TIME, "秒", 3600 },
	{ "天", UNIT_TIME, "秒", 86400 }, { "日", UNIT_TIME, "秒", 86400 },
	{ "自然日", UNIT_TIME, "秒", 86400 }, { "个自然日", UNIT_TIME, "秒", 86400 },
	{ "周", UNIT_TIME, "秒", 604800 }, { "个周", UNIT_TIME, "秒", 604800 },
	{ "星期", UNIT_TIME, "秒", 604800 }, { "个星期", UNIT_TIME, "秒", 604800 },
	{ "个工作日", UNIT_TIME, "工作日", 1 }, { "工作日", UNIT_TIME, "工作日", 1 },
	{ "个月", UNIT_TIME, "月", 1 }, { "个季度", UNIT_TIME, "月", 3 },
	{ "年", UNIT_TIME, "月", 12 },
	{ "月", UNIT_DATE, NULL, 1 }, { "月份", UNIT_DATE, "月", 1 },
	{ "号", UNIT_DATE, NULL, 1 }, { "年度", UNIT_DATE, "年", 1 },
	{ "季度", UNIT_DATE, NULL, 1 },
	{ "m2", UNIT_COUNT, "平方米", 1 }, { "平方米", UNIT_COUNT, NULL, 1 },
	{ "平米", UNIT_COUNT, "平方米", 1 }, { "平方公里", UNIT_COUNT, "平方米", 1000000 },
	{ "公顷", UNIT_COUNT, "平方米", 10000 }, { "亩", UNIT_COUNT, NULL, 1 },
	{ "m3", UNIT_COUNT, "立方米", 1 }, { "立方米", UNIT_COUNT, NULL, 1 },
	{ "米", UNIT_COUNT, NULL, 1 }, { "公里", UNIT_COUNT, "米", 1000 },
	{ "千米", UNIT_COUNT, "米", 1000 },
	{ "公斤", UNIT_COUNT, NULL, 1 }, { "千克", UNIT_COUNT, "公斤", 1 },
	{ "吨", UNIT_COUNT, "公斤", 1000 },
	{ "人", UNIT_COUNT, NULL, 1 }, { "名", UNIT_COUNT, "人", 1 },
	{ "人次", UNIT_COUNT, NULL, 1 }, { "人份", UNIT_COUNT, NULL, 1 },
	{ "人天", UNIT_COUNT, NULL, 1 }, { "人日", UNIT_COUNT, "人天", 1 },
	{ "次", UNIT_COUNT, NULL, 1 }, { "场", UNIT_COUNT, "次", 1 },
	{ "场次", UNIT_COUNT, "次", 1 }, { "剂次", UNIT_COUNT, NULL, 1 },
	{ "例次", UNIT_COUNT, NULL, 1 }, { "户次", UNIT_COUNT, NULL, 1 },
	{ "家次", UNIT_COUNT, NULL, 1 }, { "车次", UNIT_COUNT, NULL, 1 },
	{ "批次", UNIT_COUNT, NULL, 1 }, { "轮次", UNIT_COUNT, "轮", 1 },
	{ "班次", UNIT_COUNT, NULL, 1 }, { "课时", UNIT_COUNT, NULL, 1 },
	{ "学时", UNIT_COUNT, NULL, 1 }, { "张床", UNIT_COUNT, NULL, 1 },
	{ "个", UNIT_COUNT, NULL, 1 }, { "份", UNIT_COUNT, NULL, 1 },
	{ "期", UNIT_COUNT, NULL, 1 }, { "家", UNIT_COUNT, NULL, 1 },
	{ "起", UNIT_COUNT, NULL, 1 }, { "对", UNIT_COUNT, NULL, 1 },
	{ "例", UNIT_COUNT, NULL, 1 }, { "件", UNIT_COUNT, NULL, 1 },
	{ "条", UNIT_COUNT, NULL, 1 }, { "项", UNIT_COUNT, NULL, 1 },
	{ "张", UNIT_COUNT, NULL, 1 }, { "台", UNIT_COUNT, NULL, 1 },
	{ "套", UNIT_COUNT, NULL, 1 }, { "户", UNIT_COUNT, NULL, 1 },
	{ "所", UNIT_COUNT, NULL, 1 }, { "处", UNIT_COUNT, NULL, 1 },
	{ "篇", UNIT_COUNT, NULL, 1 }, { "部", UNIT_COUNT, NULL, 1 },
	{ "辆", UNIT_COUNT, NULL, 1 }, { "本", UNIT_COUNT, NULL, 1 },
	{ "批", UNIT_COUNT, NULL, 1 }, { "轮", UNIT_COUNT, NULL, 1 },
	{ "宗", UNIT_COUNT, NULL, 1 }, { "只", UNIT_COUNT, NULL, 1 },
	{ "支", UNIT_COUNT, NULL, 1 }, { "盒", UNIT_COUNT, NULL, 1 },
	{ "剂", UNIT_COUNT, NULL, 1 }, { "床", UNIT_COUNT, NULL, 1 },
	{ "遍", UNIT_COUNT, NULL, 1 }, { "门", UNIT_COUNT, NULL, 1 },
	{ "届", UNIT_COUNT, NULL, 1 }, { "笔", UNIT_COUNT, NULL, 1 },
	{ "类", UNIT_COUNT, NULL, 1 }, { "种", UNIT_COUNT, NULL, 1 },
	{ "分", UNIT_COUNT, NULL, 1 }, { "倍", UNIT_COUNT, NULL, 1 },
};

/* What stands behind a number and is no measure word. */
static const char *const not_units[] = {
	"以", "之", "及", "或", "内", "至", "到", "左", "上下", "的", "和", "与", "为", "已", "完",
};
/* clang-format on */

static const struct unit_name *longest(const char *s)
{
	const struct unit_name *best = NULL;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		size_t n;

		if (*s != *names[i].text)
			continue;
		n = strlen(names[i].text);
		if (strncmp(s, names[i].text, n) == 0 && (!best || n > strlen(best->text)))
			best = &names[i];
	}
	return best;
}

static void set_base(struct unit *u, const char *text, size_t n)
{
	memcpy(u->base, text, n);
	u->base[n] = '\0';
}

/* Any other CJK character is taken as a measure word of its own. */
static size_t read_unknown(const char *s, struct unit *out)
{
	size_t n = 0;
	uint32_t c = text_decode(s, &n);

	for (size_t i = 0; i < sizeof not_units / sizeof *not_units; i++)
		if (strncmp(s, not_units[i], strlen(not_units[i])) == 0)
			return 0;
	if (c < 0x4e00 || c > 0x9fff)
		return 0;
	out->kind = UNIT_COUNT;
	set_base(out, s, n);
	return n;
}

/* «元/人», «次/月»: a rate of its own, known by its text. */
static size_t read_per(const char *s, size_t n, struct unit *out)
{
	size_t per = 0;

	if (n == 0 || s[n] != '/')
		return n;
	if (read_unknown(s + n + 1, &(struct unit){0}) == 0)
		return n;
	text_decode(s + n + 1, &per);
	per += n + 1;
	if (per >= sizeof out->base)
		return n;
	set_base(out, s, per);
	return per;
}

size_t unit_read(const char *s, struct unit *out)
{
	const struct unit_name *name = longest(s);
	const char *base;

	*out = (struct unit){.kind = UNIT_NONE, .factor = 1};
	if (!name)
		return read_per(s, read_unknown(s, out), out);
	base = name->base ? name->base : name->text;
	out->kind = name->kind;
	out->factor = name->factor;
	out->known = true;
	set_base(out, base, strlen(base));
	return read_per(s, strlen(name->text), out);
}

bool unit_equal(const struct unit *a, const struct unit *b)
{
	return a->kind == b->kind && strcmp(a->base, b->base) == 0;
}

/* ---- kinship ---- */

/* Measure words that count things of one sort, parted by blanks. */
/* clang-format off */
static const char *const sorts[] = {
	" 家 所 处 户 户次 家次 个 ",
	" 次 期 轮 批 批次 班次 届 遍 个 ",
	" 人 人次 人份 人天 例 例次 对 剂 剂次 户 个 ",
	" 项 件 起 条 宗 类 种 笔 份 篇 本 部 例 个 ",
	" 台 套 辆 张 只 支 盒 床 张床 部 个 ",
	" 课时 学时 人天 ",
	" 平方米 亩 ",
};
/* clang-format on */

/* What counts beside a percentage: 增加2个百分点, 95分, 1.2倍. */
static const char shares[] = " 个百分点 分 倍 ";

static bool is_listed(const char *list, const char *base)
{
	size_t n = strlen(base);

	for (const char *p = list; n > 0 && (p = strstr(p, base)) != NULL; p += n)
		if (p[-1] == ' ' && p[n] == ' ')
			return true;
	return false;
}

static bool is_unknown(const struct unit *u)
{
	return u->kind == UNIT_NONE || !u->known;
}

static bool is_one_sort(const struct unit *a, const struct unit *b)
{
	for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++)
		if (is_listed(sorts[i], a->base) && is_listed(sorts[i], b->base))
			return true;
	return strcmp(a->base, b->base) == 0;
}

/* A year says nothing about when within it. */
static bool is_date_akin(const struct unit *date, const struct unit *other)
{
	if (strcmp(date->base, "年") == 0)
		return true;
	return other->kind != UNIT_PERCENT && other->kind != UNIT_MONEY;
}

bool unit_akin(const struct unit *a, const struct unit *b)
{
	if (is_unknown(a) || is_unknown(b))
		return true;
	if (a->kind == UNIT_DATE)
		return is_date_akin(a, b);
	if (b->kind == UNIT_DATE)
		return is_date_akin(b, a);
	if (a->kind == UNIT_PERCENT && b->kind == UNIT_COUNT)
		return is_listed(shares, b->base);
	if (b->kind == UNIT_PERCENT && a->kind == UNIT_COUNT)
		return is_listed(shares, a->base);
	return a->kind == b->kind && (a->kind != UNIT_COUNT || is_one_sort(a, b));
}
