#include "calc/band.h"

#include <string.h>

#include "base/text.h"

/* A text with more phrases than this is no one statement. */
#define PHRASES_MAX 32

/* In the same clause these take a good word back. */
static const char *const doubts[] = {
    "未",     "不",   "没",     "无法", "部分", "大致", "一半",   "过半",   "基本上",
    "基本已", "正在", "推进中", "难以", "尚",   "有待", "待完成", "进行中", "将",
    "滞后",   "延期", "推迟",   "暂",   "停",   "争取", "力争",   NULL,
};

/* Directly before it, too. */
static const char *const half[] = {"基本", "初步", "大体", "接近", NULL};

/* Directly behind it a good word is the name of something (完成率). */
static const char *const names[] = {"率", "度", "情况", "时间", "时限", "数", "后", "前", NULL};

static bool ends_with_any(struct span s, const char *const *words)
{
	for (; *words; words++)
		if (span_ends(s, *words))
			return true;
	return false;
}

static bool begins_with_any(struct span s, const char *const *words)
{
	for (; *words; words++)
		if (span_begins(s, *words))
			return true;
	return false;
}

/* The longest phrase s begins with: its bytes and its band. */
static size_t phrase_at(const struct judge_policy *policy, const char *s, int *band)
{
	size_t best = 0;

	for (size_t b = 0; b < policy->nbands; b++) {
		const struct phrases *list = &policy->bands[b].phrases;

		for (size_t i = 0; i < list->n; i++) {
			size_t n = strlen(list->text[i]);

			/* The worse band wins where two have one phrase. */
			if (n > 0 && n >= best && strncmp(s, list->text[i], n) == 0) {
				best = n;
				*band = (int)b;
			}
		}
	}
	return best;
}

static bool is_doubtful(const struct judge_policy *policy, const char *text, struct span phrase)
{
	struct span clause = wording_clause(text, (size_t)(phrase.s - text));
	struct span before = {clause.s, (size_t)(phrase.s - clause.s)};
	const char *behind = phrase.s + phrase.n;
	struct span after = {behind, (size_t)(clause.s + clause.n - behind)};

	return span_find(before, doubts) < before.n || span_find(after, doubts) < after.n ||
	       ends_with_any(before, half) ||
	       wording_plan(before, policy->planned.text, policy->planned.n) < before.n;
}

/* One phrase more: the worst stands, and a doubt stays. */
static int worse(int so_far, int band, bool doubtful)
{
	if (so_far > 0 || band > 0)
		return band > so_far ? band : so_far;
	return so_far == BAND_UNSURE || doubtful ? BAND_UNSURE : band;
}

int band_find(const struct judge_policy *policy, const char *actual, struct span *phrase)
{
	int found = BAND_NONE, band = 0;
	size_t n = 0, seen = 0;

	for (const char *p = actual; *p; p += n) {
		struct span hit;
		int now;

		n = phrase_at(policy, p, &band);
		if (n == 0) {
			text_decode(p, &n);
			continue;
		}
		if (++seen > PHRASES_MAX)
			return BAND_UNSURE;
		hit = (struct span){p, n};
		if (band == 0 && begins_with_any(span_of(p + n), names))
			continue;
		now = worse(found, band, band == 0 && is_doubtful(policy, actual, hit));
		if (phrase && now != found)
			*phrase = hit;
		found = now;
	}
	return found;
}
