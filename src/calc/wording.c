#include "calc/wording.h"

#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/* clang-format off */

/* Words that say nothing about what is counted.  Single characters go only
 * from the end: 达标, 有效率 begin with them and need them. */
static const char *const leading[] = {
	"完成", "实际", "已经", "共计", "累计", "合计", "全年", "年度", "本年", "今年", "全区",
	"举办", "开展", "组织", "实施", "进行", "实现", "达到", "其余", NULL,
};

static const char *const trailing[] = {
	"完成", "达到", "实现", "实际", "已经", "共计", "累计", "合计", "举办", "开展", "组织",
	"实施", "进行", "全年", "年度", "本年", "今年", "全区", "其余", "调查", "测评", "抽查",
	"情况", "结果", "指标", "达", "已", "共", "为", "是", "了", "有", "到", "至", "的", "年", NULL,
};

/* Dropped inside the name of a rate before two of them are compared. */
static const char *const inside[] = { "服务", "人次", "工作", NULL };

static const char *const negations[] = {
	"未", "不", "无", "没", "非", "零", "缺", "欠", "负", "否", NULL,
};

static const char *const harms[] = {
	"安全事件", "安全事故", "事故", "差错", "不合格", "投诉", "死亡", "发病", "违规", "违法",
	"违纪", "废证", "空编", "缺陷", "感染", "失败", "超支", "逾期", "超时", "延误", "滞后",
	"舆情", "风险", "上访", "信访", "病死", "漏报", "误报", "错报", "迟报", "流失", "闲置",
	"退货", "故障", "中断", "隐患", "传染", "能耗", "排放", "泄漏", "泄露", "事件", "超标",
	"浪费", "返工", "损耗", "空置", "债务", NULL,
};

/* What is done about them: of 隐患排查 and 投诉处理率 more is better. */
static const char *const remedies[] = {
	"处置", "处理", "办结", "整改", "排查", "回复", "解决", "化解", "下降", "降低", "减少",
	"培训", "检查", "宣传", "演练", "报告", "救治", "筛查", "防治", "答复", "调处", "查处",
	"监测", NULL,
};

/* clang-format on */

struct span span_of(const char *s)
{
	return (struct span){s, strlen(s)};
}

bool span_begins(struct span in, const char *word)
{
	size_t n;

	if (in.n == 0 || *in.s != *word)
		return *word == '\0';
	n = strlen(word);
	return n <= in.n && memcmp(in.s, word, n) == 0;
}

bool span_ends(struct span in, const char *word)
{
	size_t n = strlen(word);

	return n <= in.n && memcmp(in.s + in.n - n, word, n) == 0;
}

bool span_has(struct span in, const char *word)
{
	size_t n = strlen(word);

	return n > 0 && n <= in.n && memmem(in.s, in.n, word, n) != NULL;
}

size_t span_find(struct span in, const char *const *words)
{
	size_t best = in.n;

	for (; *words; words++) {
		const char *hit = memmem(in.s, in.n, *words, strlen(*words));

		if (hit && (size_t)(hit - in.s) < best)
			best = (size_t)(hit - in.s);
	}
	return best;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The bytes of a 《…》 at s, or 0. */
static size_t title_length(const char *s)
{
	const char *end;

	if (strncmp(s, "《", 3) != 0)
		return 0;
	end = strstr(s, "》");
	return end ? (size_t)(end - s) + 3 : 0;
}

char *wording_fold(const char *s)
{
	char *folded = text_fold_spaces(s);
	struct str out = {0};
	bool titled = strstr(folded, "》") != NULL;

	for (const char *p = folded; *p;) {
		size_t title = titled ? title_length(p) : 0;

		if (title > 0) {
			p += title;
			continue;
		}
		if (strncmp(p, "−", strlen("−")) == 0) {
			str_addc(&out, '-');
			p += strlen("−");
			continue;
		}
		if (*p != ' ' || (p > folded && is_digit(p[-1]) && is_digit(p[1])))
			str_addc(&out, *p);
		p++;
	}
	mem_free(folded);
	return str_take(&out);
}

char *wording_of_cell(const char *text)
{
	size_t n = text ? strlen(text) : 0;

	if (n == 0 || n > WORDING_MAX || text_check(text, n) < n || text_is_blank(text))
		return NULL;
	return wording_fold(text);
}

static size_t clause_mark(const char *s)
{
	static const char stop[] = "。";

	switch (*s) {
	case ',':
	case ';':
	case '!':
	case '?':
	case '+':
		return 1;
	default:
		return *s == stop[0] && s[1] == stop[1] && s[2] == stop[2] ? 3 : 0;
	}
}

struct span wording_clause(const char *text, size_t at)
{
	const char *begin = text;
	const char *end = text + at;

	for (const char *p = text; p < text + at; p++) {
		size_t n = clause_mark(p);

		if (n > 0 && p + n <= text + at)
			begin = p + n;
	}
	while (*end && clause_mark(end) == 0)
		end++;
	return (struct span){begin, (size_t)(end - begin)};
}

static bool is_dressing(uint32_t c)
{
	static const char dressing[] = "“”‘’\"'()[]【】「」<>〈〉:·…*-—、.";
	size_t n = 0;

	for (const char *p = dressing; *p; p += n)
		if (text_decode(p, &n) == c)
			return true;
	return false;
}

static void undress(struct str *out, struct span noun)
{
	size_t n = 0;

	for (size_t i = 0; i < noun.n; i += n)
		if (!is_dressing(text_decode(noun.s + i, &n)))
			str_addn(out, noun.s + i, n);
}

/* 完成率 is a name and keeps its 完成. */
static bool begins_measure(struct span s)
{
	static const char *const measures[] = {"率", "度", "数", "量", "额", "值", NULL};

	for (const char *const *w = measures; *w; w++)
		if (span_begins(s, *w))
			return true;
	return false;
}

static bool strip_leading(struct span *s)
{
	for (const char *const *w = leading; *w; w++) {
		struct span rest;

		if (!span_begins(*s, *w))
			continue;
		rest = (struct span){s->s + strlen(*w), s->n - strlen(*w)};
		if (begins_measure(rest))
			return false;
		*s = rest;
		return true;
	}
	return false;
}

static bool strip_trailing(struct span *s)
{
	for (const char *const *w = trailing; *w; w++) {
		if (span_ends(*s, *w)) {
			s->n -= strlen(*w);
			return true;
		}
	}
	return false;
}

void wording_core(struct str *out, struct span noun)
{
	struct str bare = {0};
	struct span s;

	undress(&bare, noun);
	s = (struct span){str_text(&bare), bare.length};
	while (strip_leading(&s) || strip_trailing(&s))
		;
	str_addn(out, s.s, s.n);
	str_free(&bare);
}

static bool has_any(struct span s, const char *const *words)
{
	return span_find(s, words) < s.n;
}

bool wording_negated(struct span s)
{
	return has_any(s, negations);
}

bool wording_contrary(struct span a, struct span b)
{
	return wording_negated(a) != wording_negated(b);
}

/* Behind the last of the words in s, or 0. */
static size_t last_end(struct span s, const char *const *words)
{
	size_t last = 0;

	for (; *words; words++) {
		size_t n = strlen(*words);

		for (size_t i = last; i + n <= s.n; i++)
			if (memcmp(s.s + i, *words, n) == 0 && i + n > last)
				last = i + n;
	}
	return last;
}

bool wording_harm(struct span s)
{
	return last_end(s, harms) > last_end(s, remedies);
}

bool wording_owed(struct span s)
{
	static const char *const others[] = {"响应", "适应", "供应", "反应", "对应", "相应", "效应",
	                                     "顺应", "应急", "应用", "应对", "应答", "应届", NULL};
	const char *hit = memmem(s.s, s.n, "应", 3);

	if (!hit)
		return span_has(s, "任务数") || span_has(s, "任务为");
	return span_find(s, others) == s.n;
}

size_t wording_harm_begins(const char *s)
{
	for (const char *const *w = harms; *w; w++)
		if (strncmp(s, *w, strlen(*w)) == 0)
			return strlen(*w);
	return 0;
}

bool wording_share(struct span a, struct span b)
{
	size_t first = 0, second = 0;

	for (size_t i = 0; i < a.n; i += first) {
		text_decode(a.s + i, &first);
		if (i + first >= a.n)
			return false;
		text_decode(a.s + i + first, &second);
		if (memmem(b.s, b.n, a.s + i, first + second))
			return true;
	}
	return false;
}

static void without(struct str *out, struct span s, const char *const *words)
{
	for (size_t i = 0; i < s.n;) {
		size_t skip = 0;

		for (const char *const *w = words; *w && skip == 0; w++)
			if (span_begins((struct span){s.s + i, s.n - i}, *w))
				skip = strlen(*w);
		if (skip == 0)
			str_addc(out, s.s[i]);
		i += skip > 0 ? skip : 1;
	}
}

static bool is_end_of(struct span tail, struct span whole)
{
	struct span rest;

	if (tail.n < 2 * strlen("率") || tail.n > whole.n ||
	    memcmp(whole.s + whole.n - tail.n, tail.s, tail.n) != 0)
		return false;
	rest = (struct span){whole.s, whole.n - tail.n};
	return !wording_negated(rest);
}

bool wording_same_rate(struct span a, struct span b)
{
	struct str x = {0}, y = {0};
	struct span sx, sy;
	bool same;

	without(&x, a, inside);
	without(&y, b, inside);
	sx = (struct span){str_text(&x), x.length};
	sy = (struct span){str_text(&y), y.length};
	same = is_end_of(a, b) || is_end_of(b, a) || is_end_of(sx, sy) || is_end_of(sy, sx);
	str_free(&x);
	str_free(&y);
	return same;
}

/* Words that hold a planned word and are no plan, and the offset of the
 * planned word in them is found by looking. */
static bool is_no_plan(struct span s, size_t at, size_t n)
{
	static const char *const words[] = {
	    "计划生育", "按计划", "按照计划", "据计划", "依计划", "按原计划", "按年度计划", "模拟",
	    "虚拟",     "草拟",   "拟定",     "拟订",   "拟制",   "比拟",     NULL,
	};

	for (const char *const *w = words; *w; w++) {
		size_t length = strlen(*w);
		size_t from = at + n > length ? at + n - length : 0;

		for (size_t i = from; i <= at && i + length <= s.n; i++)
			if (i + length >= at + n && memcmp(s.s + i, *w, length) == 0)
				return true;
	}
	return false;
}

size_t wording_plan(struct span s, char *const *planned, size_t n)
{
	static const char *const done[] = {"实际", "已", "实有", "实招", "完成了", NULL};
	size_t last = s.n;

	for (size_t k = 0; k < n; k++) {
		size_t length = strlen(planned[k]);

		for (size_t i = 0; length > 0 && i + length <= s.n; i++) {
			if (memcmp(s.s + i, planned[k], length) == 0 && !is_no_plan(s, i, length) &&
			    (last == s.n || i > last))
				last = i;
		}
	}
	if (last < s.n && span_find((struct span){s.s + last, s.n - last}, done) < s.n - last)
		return s.n;
	return last;
}
