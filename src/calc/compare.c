#include "calc/compare.h"

#include <string.h>

struct compare_word {
	const char *text;
	enum compare compare;
};

/* clang-format off */
static const struct compare_word before[] = {
	{ ">=", COMPARE_AT_LEAST }, { "≥", COMPARE_AT_LEAST }, { "≧", COMPARE_AT_LEAST },
	{ "⩾", COMPARE_AT_LEAST },
	{ "大于等于", COMPARE_AT_LEAST }, { "大于或等于", COMPARE_AT_LEAST },
	{ "高于等于", COMPARE_AT_LEAST }, { "多于等于", COMPARE_AT_LEAST },
	{ "不少于", COMPARE_AT_LEAST }, { "不低于", COMPARE_AT_LEAST },
	{ "不小于", COMPARE_AT_LEAST }, { "不短于", COMPARE_AT_LEAST },
	{ "不得少于", COMPARE_AT_LEAST }, { "不得低于", COMPARE_AT_LEAST },
	{ "至少", COMPARE_AT_LEAST }, { "最少", COMPARE_AT_LEAST }, { "最低", COMPARE_AT_LEAST },
	{ "至少达到", COMPARE_AT_LEAST },
	{ "<=", COMPARE_AT_MOST }, { "≤", COMPARE_AT_MOST }, { "≦", COMPARE_AT_MOST },
	{ "⩽", COMPARE_AT_MOST },
	{ "小于等于", COMPARE_AT_MOST }, { "小于或等于", COMPARE_AT_MOST },
	{ "低于等于", COMPARE_AT_MOST }, { "少于等于", COMPARE_AT_MOST },
	{ "不超过", COMPARE_AT_MOST }, { "不超出", COMPARE_AT_MOST },
	{ "不超", COMPARE_AT_MOST }, { "未超过", COMPARE_AT_MOST }, { "未超", COMPARE_AT_MOST },
	{ "不高于", COMPARE_AT_MOST }, { "不多于", COMPARE_AT_MOST },
	{ "不大于", COMPARE_AT_MOST }, { "不长于", COMPARE_AT_MOST },
	{ "不得超过", COMPARE_AT_MOST }, { "不得高于", COMPARE_AT_MOST },
	{ "不得多于", COMPARE_AT_MOST },
	{ "至多", COMPARE_AT_MOST }, { "最多", COMPARE_AT_MOST }, { "最高", COMPARE_AT_MOST },
	{ "控制在", COMPARE_AT_MOST }, { "控制于", COMPARE_AT_MOST },
	{ ">", COMPARE_ABOVE }, { "大于", COMPARE_ABOVE }, { "高于", COMPARE_ABOVE },
	{ "多于", COMPARE_ABOVE }, { "超过", COMPARE_ABOVE }, { "超出", COMPARE_ABOVE },
	{ "<", COMPARE_BELOW }, { "小于", COMPARE_BELOW }, { "低于", COMPARE_BELOW },
	{ "少于", COMPARE_BELOW }, { "不足", COMPARE_BELOW }, { "不到", COMPARE_BELOW },
	{ "不满", COMPARE_BELOW },
	{ "=", COMPARE_EQUAL }, { "等于", COMPARE_EQUAL },
	{ "≠", COMPARE_CLASH }, { "不等于", COMPARE_CLASH },
	{ "未达到", COMPARE_CLASH }, { "未达", COMPARE_CLASH }, { "没有达到", COMPARE_CLASH },
	{ "达不到", COMPARE_CLASH },
};

static const struct compare_word after[] = {
	{ "以上", COMPARE_AT_LEAST }, { "及以上", COMPARE_AT_LEAST },
	{ "或以上", COMPARE_AT_LEAST }, { "(含)以上", COMPARE_AT_LEAST },
	{ "及其以上", COMPARE_AT_LEAST },
	{ "以下", COMPARE_AT_MOST }, { "及以下", COMPARE_AT_MOST },
	{ "或以下", COMPARE_AT_MOST }, { "(含)以下", COMPARE_AT_MOST },
	{ "以内", COMPARE_AT_MOST }, { "之内", COMPARE_AT_MOST }, { "(含)以内", COMPARE_AT_MOST },
	{ "内", COMPARE_AT_MOST },
};

/* 内 begins these words and then limits nothing. */
static const char *const inner[] = {
	"内部", "内容", "内科", "内控", "内网", "内审", "内外", "内设", "内镜", "内涵", "内业",
};
/* clang-format on */

size_t compare_before(struct span s, enum compare *out)
{
	size_t best = 0;

	*out = COMPARE_NONE;
	for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
		size_t n = strlen(before[i].text);

		if (n > best && span_ends(s, before[i].text)) {
			best = n;
			*out = before[i].compare;
		}
	}
	return best;
}

size_t compare_after(struct span s, enum compare *out)
{
	size_t best = 0;

	*out = COMPARE_NONE;
	for (size_t i = 0; i < sizeof inner / sizeof *inner; i++)
		if (span_begins(s, inner[i]))
			return 0;
	for (size_t i = 0; i < sizeof after / sizeof *after; i++) {
		size_t n = strlen(after[i].text);

		if (n > best && span_begins(s, after[i].text)) {
			best = n;
			*out = after[i].compare;
		}
	}
	return best;
}

/* The longest word of before[] that s begins with. */
static size_t begins_with(struct span s, enum compare *out)
{
	size_t best = 0;

	for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
		size_t n = strlen(before[i].text);

		if (n > best && span_begins(s, before[i].text)) {
			best = n;
			*out = before[i].compare;
		}
	}
	return best;
}

size_t compare_find(struct span s, size_t *length, enum compare *out)
{
	*length = 0;
	*out = COMPARE_NONE;
	for (size_t i = 0; i < s.n; i++) {
		*length = begins_with((struct span){s.s + i, s.n - i}, out);
		if (*length > 0)
			return i;
	}
	return s.n;
}

bool compare_word_in(struct span s)
{
	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		if (span_has(s, before[i].text))
			return true;
	for (size_t i = 0; i < sizeof after / sizeof *after; i++)
		if (strcmp(after[i].text, "内") != 0 && span_has(s, after[i].text))
			return true;
	return false;
}
