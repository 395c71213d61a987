#include "app/harvest.h"

#include <string.h>

#include "app/review_inside.h"
#include "base/mem.h"
#include "base/text.h"

static char *words_of(const struct filing *f, const struct finding *x)
{
	const char *words = x->def ? x->def->text : NULL;
	struct str b = {0};

	for (size_t i = 0; !x->def && i < f->set->nscans; i++) {
		if (strcmp(f->set->scans[i].id, x->rule) != 0)
			continue;
		if (words) /* of which one it is, nobody knows */
			return NULL;
		words = f->set->scans[i].text;
	}
	if (!words)
		return NULL;
	filing_fill_year(f, words, &b);
	return str_take(&b);
}

static struct harvest_item *add(struct harvest *h)
{
	if (h->nitems == HARVEST_MOST) {
		h->left_out++;
		return NULL;
	}
	h->items = mem_more(h->items, h->nitems, &h->items_capacity, sizeof *h->items);
	h->filings[h->nfilings - 1].n++;
	return &h->items[h->nitems++];
}

static char *form_name(const struct filing *f, int sheet)
{
	struct str b = {0};

	if (sheet >= 0) {
		const struct sheet *s = &f->sheets[sheet];

		str_addf(&b, s->form->copies ? "%s#%d" : "%s", s->form->number, s->copy);
	}
	return b.s ? str_take(&b) : mem_strdup("");
}

static void add_item(struct harvest *h, const struct filing *f, const struct review_item *i)
{
	const struct finding *x = i->finding;
	struct harvest_item *out = add(h);

	if (!out)
		return;
	*out = (struct harvest_item){.key = mem_strdup(i->key),
	                             .rule = mem_strdup(x->rule),
	                             .words = words_of(f, x),
	                             .form = form_name(f, x->place.sheet),
	                             .text = mem_strdup(x->text),
	                             .sheet = x->place.sheet,
	                             .level = x->level,
	                             .verdict = x->verdict,
	                             .state = i->state,
	                             .tail = review_is_tail(x),
	                             .open = review_is_open(i),
	                             .filing = h->nfilings - 1};
}

static void add_gone(struct harvest *h, const struct review_gone *gone)
{
	const struct store_explanation *said = gone->said;
	size_t rule = strcspn(said->finding, " ");
	struct harvest_item *out = add(h);
	struct str b = {0};

	if (!out)
		return;
	str_addn(&b, said->finding, rule);
	*out = (struct harvest_item){.key = mem_strdup(said->finding),
	                             .rule = str_take(&b),
	                             .form = mem_strdup(""),
	                             .text = text_clean(said->text, false),
	                             .sheet = -1,
	                             .level = LEVEL_HINT,
	                             .verdict = VERDICT_AGREES,
	                             .state = REVIEW_GONE,
	                             .filing = h->nfilings - 1};
}

void harvest_add(struct harvest *h, const struct filing *f, const struct review *r)
{
	h->filings = mem_more(h->filings, h->nfilings, &h->filings_capacity, sizeof *h->filings);
	h->filings[h->nfilings++] = (struct harvest_filing){.id = f->id,
	                                                    .code = mem_strdup(f->unit_code),
	                                                    .name = mem_strdup(f->unit_name),
	                                                    .year = f->year,
	                                                    .set = f->set,
	                                                    .first = h->nitems};
	for (size_t i = 0; i < r->all.n; i++)
		add_item(h, f, &r->item[i]);
	for (size_t i = 0; i < r->ngone; i++)
		add_gone(h, &r->gone[i]);
}

void harvest_free(struct harvest *h)
{
	for (size_t i = 0; i < h->nfilings; i++) {
		mem_free(h->filings[i].code);
		mem_free(h->filings[i].name);
	}
	for (size_t i = 0; i < h->nitems; i++) {
		mem_free(h->items[i].key);
		mem_free(h->items[i].rule);
		mem_free(h->items[i].words);
		mem_free(h->items[i].form);
		mem_free(h->items[i].text);
	}
	mem_free(h->filings);
	mem_free(h->items);
	*h = (struct harvest){0};
}
