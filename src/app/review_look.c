#include "app/review_inside.h"

#include <string.h>

/* ---- which ---- */

bool review_wants(const struct review_item *i, const struct review_filter *filter)
{
	if (!filter)
		return review_is_open(i);
	if (review_is_tail(i->finding) && !filter->tails)
		return false;
	return (filter->levels & 1u << i->finding->level) && (filter->states & 1u << i->state);
}

/* ---- where ---- */

static int compare(struct place a, struct place b)
{
	const int by[][2] = {{a.sheet, b.sheet}, {a.list, b.list}, {a.row, b.row}, {a.field, b.field}};

	for (size_t i = 0; i < sizeof by / sizeof *by; i++)
		if (by[i][0] != by[i][1])
			return by[i][0] < by[i][1] ? -1 : 1;
	return 0;
}

static bool takes_part(const struct finding *x, struct place p)
{
	for (size_t i = 0; i < x->ncells; i++)
		if (compare(x->cells[i], p) == 0)
			return true;
	return false;
}

int review_find(const struct review *r, struct place p, bool part, int after)
{
	for (int i = after + 1; i < (int)r->all.n; i++) {
		const struct finding *x = &r->all.item[i];

		if (part ? takes_part(x, p) : compare(x->place, p) == 0)
			return i;
	}
	return -1;
}

int review_find_key(const struct review *r, const char *key)
{
	for (size_t i = 0; i < r->all.n; i++)
		if (strcmp(r->item[i].key, key) == 0)
			return (int)i;
	return -1;
}

struct review_counts review_counts_at(const struct review *r, struct place p, bool part)
{
	struct review_counts out = {0};

	for (int i = -1; (i = review_find(r, p, part, i)) >= 0;)
		review_count_one(&out, &r->item[i]);
	return out;
}

int review_step(const struct review *r, int number, struct place from, int direction,
                const struct review_filter *filter)
{
	int n = (int)r->all.n, i = number;

	if (number < 0) {
		i = direction > 0 ? 0 : n - 1;
		while (i >= 0 && i < n && compare(r->all.item[i].place, from) * direction <= 0)
			i += direction;
		i -= direction;
	}
	for (i += direction; i >= 0 && i < n; i += direction)
		if (review_wants(&r->item[i], filter))
			return i;
	return -1;
}
