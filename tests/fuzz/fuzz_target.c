/* Targets and actuals: target, actual, name and category, a line each. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "calc/target.h"
#include "fuzz/fuzz.h"
#include "support/judging.h"

static void check(const struct judgement *j)
{
	if (text_check(j->why, strlen(j->why)) != strlen(j->why) ||
	    text_check(j->formula, strlen(j->formula)) != strlen(j->formula))
		abort();
	if (j->kind == JUDGE_SCORED && (j->score < 0 || j->score > 10000000))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = mem_strndup((const char *)data, size), *rest = text;
	const char *line[4];
	int64_t begin = 12000000;

	if (text_check(text, strlen(text)) != strlen(text)) { /* cells hold UTF-8 only */
		mem_free(text);
		return 0;
	}
	for (size_t i = 0; i < 4; i++) {
		char *field = rest ? strsep(&rest, "\n") : NULL;

		line[i] = field ? field : "";
	}
	for (int at_most = AT_MOST_RATIO; at_most <= AT_MOST_LINEAR; at_most++) {
		struct judging_row row = {.category = line[3],
		                          .name = line[2],
		                          .target = line[0],
		                          .actual = line[1],
		                          .points = 10};
		struct judgement j = judging_row((enum judge_at_most)at_most, &row, &begin);

		check(&j);
	}
	mem_free(text);
	return 0;
}
