#include "app/edit_order.h"

#define GAP INT64_C(1024)

struct span edit_order_span(const struct rows *rows, int group)
{
	struct span s = { 0, 0 };

	while ((size_t)s.first < rows->n && rows->rows[s.first].group < group)
		s.first++;
	s.end = s.first;
	while ((size_t)s.end < rows->n && rows->rows[s.end].group == group)
		s.end++;
	return s;
}

static void renumber(struct edit_step *s, int sheet, int list, struct span span)
{
	struct rows *rows = &s->f->sheets[sheet].lists[list];
	int64_t order = 0;

	for (int i = span.first; i < span.end; i++) {
		struct row *row = &rows->rows[i];
		struct edit_target t =
		    edit_target_row(s->f, (struct place){ sheet, list, i, 0 });
		struct store_change *change;

		order += GAP;
		if (row->order == order)
			continue;
		/* The sequence stays, so that the row stays where it is. */
		row->order = order;
		change = changes_add(&s->changes, OP_ROW_MOVE, t.form, t.copy);
		change->list = t.form->lists[list].key;
		change->group = row->group < 0 ? NULL : t.form->lists[list].groups[row->group].key;
		change->row = t.row;
		change->order = order;
		change->base = t.version;
	}
}

int64_t edit_order_before(struct edit_step *s, int sheet, int list, struct span span, int before)
{
	const struct rows *rows = &s->f->sheets[sheet].lists[list];

	if (span.first == span.end)
		return GAP;
	if (before == span.first)
		return rows->rows[before].order - GAP;
	if (before == span.end)
		return rows->rows[before - 1].order + GAP;
	if (rows->rows[before].order - rows->rows[before - 1].order < 2)
		renumber(s, sheet, list, span);
	return rows->rows[before - 1].order +
	       (rows->rows[before].order - rows->rows[before - 1].order) / 2;
}
