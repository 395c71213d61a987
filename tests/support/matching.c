#include "support/matching.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/text.h"

/* In the documents names of persons are 某某, blank lines of long texts are
 * gone, and the entries of a list of contents have a dash before them. */
static bool agree(const char *sample, const char *document)
{
	static const char some[] = "某";
	size_t n = sizeof some - 1;

	while (*document && *sample) {
		if (strncmp(document, some, n) == 0) {
			while (strncmp(document, some, n) == 0)
				document += n;
			for (int i = 0; i <= 6 && *sample; i++) {
				size_t step;

				if (agree(sample, document))
					return true;
				text_decode(sample, &step);
				sample += step;
			}
			return !*document && !*sample;
		}
		if (*document == '-' && *sample != '-') {
			document++;
			continue;
		}
		if (*document++ != *sample++)
			return false;
	}
	return !*document && !*sample;
}

static void expect_cell(const struct filing *sample, struct place a, const struct filing *is,
                        struct place b)
{
	const char *want = filing_cell(sample, a)->text, *have = filing_cell(is, b)->text;
	struct str key = {0};
	bool same;

	if (want && have && strcmp(want, have) != 0) {
		char *folded_want = text_fold(want), *folded_have = text_fold(have);

		same = (filing_field(sample, a)->kind == KIND_LONG || strstr(have, "某")) &&
		       agree(folded_want, folded_have);
		mem_free(folded_want);
		mem_free(folded_have);
	} else {
		same = !want == !have;
	}
	filing_key(sample, a, &key);
	if (!same)
		fail_msg("%s.%s is «%.200s», wanted «%.200s»", sample->sheets[a.sheet].form->id,
		         str_text(&key), have ? have : "", want ? want : "");
	str_free(&key);
}

static void expect_list(const struct filing *sample, int a, const struct filing *is, int b,
                        int list)
{
	const struct rows *want = &sample->sheets[a].lists[list],
	                  *have = &is->sheets[b].lists[list];
	const struct list *def = &sample->sheets[a].form->lists[list];

	if (want->n != have->n)
		fail_msg("%s.%s has %zu rows, wanted %zu", sample->sheets[a].form->id, def->key,
		         have->n, want->n);
	for (int i = 0; i < (int)want->n; i++) {
		assert_int_equal(have->rows[i].group, want->rows[i].group);
		for (int k = 0; k < (int)def->ncolumns; k++)
			expect_cell(sample, (struct place){a, list, i, k}, is,
			            (struct place){b, list, i, k});
	}
}

static bool is_meant(const char *forms, const char *id)
{
	const char *at = forms ? strstr(forms, id) : NULL;

	return !forms || (at && (at[strlen(id)] == ' ' || at[strlen(id)] == '\0') &&
	                  (at == forms || at[-1] == ' '));
}

void matching_sheets(const struct filing *sample, const struct filing *is, const char *forms,
                     const char *only, bool all)
{
	for (int a = 0; a < (int)sample->nsheets; a++) {
		const struct sheet *s = &sample->sheets[a];
		int b;

		if ((s->form->unprinted && !all) || !is_meant(forms, s->form->id))
			continue;
		b = filing_find_sheet(is, set_form(is->set, s->form->id), s->copy);
		if (b < 0)
			fail_msg("%s#%d is not there", s->form->id, s->copy);
		for (int k = 0; k < (int)s->form->nfields && !only; k++)
			expect_cell(sample, (struct place){a, -1, -1, k}, is,
			            (struct place){b, -1, -1, k});
		for (int l = 0; l < (int)s->form->nlists; l++)
			if (!only || strcmp(s->form->lists[l].key, only) == 0)
				expect_list(sample, a, is, b, l);
	}
}
