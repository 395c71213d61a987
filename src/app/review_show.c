#include "app/review_show.h"

#include <string.h>

#include "app/review_inside.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

static const char *const signs[] = {"✗", "!", "·"};
_Static_assert(sizeof signs / sizeof *signs == LEVEL_HINT + 1, "a sign for each level");

const char *level_sign(enum level l)
{
	return signs[l];
}

void review_show_counts(const struct review_counts *c, int width, struct str *out)
{
	const int counts[] = {c->must, c->verify, c->hint};
	int used = 0;

	for (int l = 0; l <= LEVEL_HINT; l++) {
		struct str one = {0};

		if (counts[l])
			str_addf(&one, used ? " %s%d" : "%s%d", signs[l], counts[l]);
		used += text_width(str_text(&one));
		if (used <= width)
			str_add(out, str_text(&one));
		str_free(&one);
		if (used > width)
			return;
	}
}

void review_show_line(const struct review_item *i, struct str *out)
{
	const struct finding *x = i->finding;

	str_addf(out, "%s ", review_is_tail(x) ? "≈" : level_sign(x->level));
	if (x->verdict != VERDICT_DIFFERS)
		str_addf(out, "%s ", verdict_name(x->verdict));
	str_addf(out, "%.*s %s", (int)strcspn(x->rule, "."), x->rule, x->text);
}

bool review_cell(const struct filing *f, struct place p, struct place *out)
{
	if (p.sheet < 0)
		return false;
	*out = p;
	if (p.list >= 0 && p.row < 0 && f->sheets[p.sheet].lists[p.list].n == 0)
		return false;
	if (p.list >= 0 && p.row < 0)
		out->row = 0;
	if (p.field < 0)
		out->field = p.list < 0 ? 0 : f->sheets[p.sheet].form->lists[p.list].name_column;
	return p.list >= 0 || f->sheets[p.sheet].form->nfields > 0;
}

void review_show_place(const struct filing *f, struct place p, struct str *out)
{
	const struct sheet *s;

	if (p.sheet < 0) {
		str_add(out, f->set->title);
		return;
	}
	s = &f->sheets[p.sheet];
	str_addf(out, s->form->copies ? "%s#%d" : "%s", s->form->number, s->copy);
	if (p.field < 0 && p.list < 0)
		return;
	str_add(out, " ");
	if (p.field >= 0 && (p.list < 0 || p.row >= 0))
		place_label(f, p, out);
	else
		filing_fill_year(f, s->form->lists[p.list].label, out);
}

/* ---- signs ---- */

static void add_signs(const struct review *r, const struct filing *f, int sheet, enum level level,
                      struct cell_sign *out, size_t *n)
{
	static const enum page_style styles[] = {PAGE_FAULT, PAGE_DIFFERS, PAGE_GHOST};

	for (size_t i = 0; i < r->all.n; i++) {
		const struct finding *x = &r->all.item[i];

		if (x->place.sheet != sheet || x->level != level ||
		    (x->place.field < 0 && x->place.row < 0) || !review_is_open(&r->item[i]) ||
		    !review_cell(f, x->place, &out[*n].place))
			continue;
		out[*n].sign = level_sign(level);
		out[(*n)++].style = styles[level];
	}
}

struct cell_sign *review_signs(const struct review *r, const struct filing *f, int sheet, size_t *n)
{
	struct cell_sign *out = mem_array(r->all.n + 1, sizeof *out);

	*n = 0;
	for (int l = 0; l <= LEVEL_HINT; l++)
		add_signs(r, f, sheet, (enum level)l, out, n);
	return out;
}
