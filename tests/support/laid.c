#include "support/laid.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "form/load.h"
#include "form/recalc.h"
#include "support/sample.h"

/* clang-format off */
const struct laid_document laid_hunan = {
	"data/forms/final-accounts-hunan-2020", "430000", "湖南省卫生计生委信息统计中心", 2020,
	"data/samples/430000-2020-final-accounts-hunan-2020.csv"
};
const struct laid_document laid_panzhihua = {
	"data/forms/sichuan-project-2021", "506010", "攀枝花市健康促进和卫生大数据中心", 2021,
	"data/samples/506010-2021-sichuan-project-2021.csv"
};
const struct laid_document laid_infocenter = {
	"data/forms/yueyanglou-2024", "404010", "岳阳市岳阳楼区卫生健康信息中心", 2024,
	"data/samples/404010-2024-yueyanglou-2024.csv"
};
const struct laid_document laid_bureau = {
	"data/forms/yueyanglou-2024", "404001", "岳阳市岳阳楼区卫生健康局", 2024,
	"data/samples/404001-2024-yueyanglou-2024.csv"
};
/* clang-format on */

const struct laid_document *const laid_documents[LAID_DOCUMENTS] = {&laid_hunan, &laid_panzhihua,
                                                                    &laid_infocenter, &laid_bureau};

struct laid laid_open(const struct laid_document *d)
{
	struct laid k = {.set = sample_set(d->set)};

	k.f = sample_filing(k.set, d->unit, d->name, d->year, d->sample);
	filing_recalc(k.f);
	return k;
}

static void clear(struct laid *k)
{
	findings_free(&k->found);
	overlay_figures_free(&k->figures);
}

void laid_run(struct laid *k)
{
	clear(k);
	overlay_run(k->f, &k->found, &k->figures);
	findings_sort(&k->found);
}

void laid_close(struct laid *k)
{
	clear(k);
	filing_free(k->f);
	set_free(k->set);
}

struct place laid_place(const struct laid *k, const char *form, const char *key)
{
	int sheet = filing_sheet(k->f, set_form(k->set, form), 1);
	struct place p;

	if (!filing_place(k->f, sheet, key, &p))
		fail_msg("no cell %s.%s", form, key);
	return p;
}

void laid_put(struct laid *k, const char *form, const char *key, const char *text)
{
	filing_put(k->f, laid_place(k, form, key), text);
	filing_recalc(k->f);
}

char *laid_words(const struct laid *k, struct place p, size_t from, size_t length)
{
	return mem_strndup(filing_cell(k->f, p)->text + from, length);
}

char *laid_list(const struct laid *k, const struct place *only)
{
	struct str out = {0};

	for (size_t i = 0; i < k->found.n; i++) {
		const struct finding *x = &k->found.item[i];

		if (only && !place_same(x->place, *only))
			continue;
		char *words = laid_words(k, x->place, x->from, x->length);
		str_addf(&out, "%s %s %s %s\n", x->rule, verdict_name(x->verdict),
		         filing_field(k->f, x->place)->key, words);
		mem_free(words);
	}
	return str_take(&out);
}

char *laid_replaced(const char *text, const char *what, const char *by)
{
	struct str out = {0};

	for (const char *at; (at = strstr(text, what)) != NULL; text = at + strlen(what)) {
		str_addn(&out, text, (size_t)(at - text));
		str_add(&out, by);
	}
	str_add(&out, text);
	return str_take(&out);
}
