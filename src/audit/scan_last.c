/* Against last year's filing of the unit: figures that are far from it, texts
 * and figures that are the same. */
#include "audit/scan_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "form/twin.h"

#define PASTED_CHARS 60   /* a shorter text may well be the same each year */
#define PASTED_FIGURES 12 /* of a sheet, not zero */

/* The same place of last year's filing. */
static const struct cell *last_cell(const struct scan *s, struct place p)
{
	struct place at;
	return s->f->last && twin_place(s->f, p, s->f->last, &at) ? filing_cell(s->f->last, at)
	                                                          : NULL;
}

/* ---- outliers ---- */

static bool is_far(int64_t now, int64_t before, int64_t times)
{
	__int128 a = now < 0 ? -(__int128)now : now, b = before < 0 ? -(__int128)before : before;
	return a * NUM_ONE > b * times || b * NUM_ONE > a * times;
}

static bool takes_last(const struct field *field)
{
	return field->formula_text && strstr(field->formula_text, "last:");
}

/* 上年决算数 and the like, and the totals of that column: what they would be
 * compared with is the year before. */
static bool is_of_last_year(const struct form *form, const struct field *field)
{
	if (takes_last(field))
		return true;
	for (size_t i = 0; field->member > 0 && i < form->nfields; i++)
		if (form->fields[i].member == field->member && takes_last(&form->fields[i]))
			return true;
	return false;
}

/* The policy: weight outlier.times how many times as much or as little is far,
 * outlier.least from what figure on (the larger of the two). */
void scan_outliers(struct scan *s)
{
	int64_t times, least;
	if (!s->f->last || !scan_limit(s, "outlier.times", &times) ||
	    !scan_limit(s, "outlier.least", &least))
		return;
	for (size_t i = 0; i < s->nfigures; i++) {
		const struct scan_figure *x = &s->figures[i];
		if ((x->field->kind != KIND_MONEY && x->field->kind != KIND_COUNT) ||
		    is_of_last_year(s->f->sheets[x->place.sheet].form, x->field))
			continue;
		const struct cell *c = last_cell(s, x->place);
		if (!c || c->value.state != FIGURE_NUMBER || c->value.num == 0 ||
		    x->value.num == 0 ||
		    (llabs(x->value.num) < least && llabs(c->value.num) < least) ||
		    !is_far(x->value.num, c->value.num, times))
			continue;
		struct str line = {0}, now = {0}, before = {0};
		figure_show(&x->value, x->field, &now);
		figure_show(&c->value, x->field, &before);
		str_addf(&line, _("本年 %s  上年 %s，相差很大"), str_text(&now), str_text(&before));
		struct finding *y = scan_report(s, x->place, str_take(&line), NULL);
		y->stated = x->value;
		y->computed = c->value;
		y->like = x->field;
		str_free(&now);
		str_free(&before);
	}
}

/* ---- pasted from last year ---- */

static size_t characters(const char *s)
{
	size_t n = 0;
	for (; *s; s++)
		n += ((unsigned char)*s & 0xC0) != 0x80;
	return n;
}

/* Folded, the filing's year put as {year}: a text that only had its year
 * changed is the same text. */
static char *without_year(const char *text, int year)
{
	char *folded = text_fold(text);
	struct str out = {0}, digits = {0};
	str_addf(&digits, "%d", year);
	for (const char *p = folded; *p;) {
		bool here = strncmp(p, digits.s, digits.length) == 0;
		if (here)
			str_add(&out, "{year}");
		else
			str_addc(&out, *p);
		p += here ? digits.length : 1;
	}
	str_free(&digits);
	mem_free(folded);
	return str_take(&out);
}

static void search_text(struct scan *s, const struct scan_text *t)
{
	const struct form *form = s->f->sheets[t->place.sheet].form;
	if (t->field->kind != KIND_LONG || t->field->part ||
	    form_keeps(form, t->place.list, t->place.field) || characters(t->text) < PASTED_CHARS)
		return;
	const struct cell *c = last_cell(s, t->place);
	if (!c || !c->text)
		return;
	char *now = without_year(t->text, s->f->year);
	char *before = without_year(c->text, s->f->last->year);
	if (strcmp(now, before) == 0)
		scan_report(s, t->place, mem_strdup(_("与上年的文字完全相同，是否照抄")), NULL);
	mem_free(now);
	mem_free(before);
}

struct sheet_count {
	size_t figures, same;
};

static void search_figures(struct scan *s)
{
	struct sheet_count *count = mem_array(s->f->nsheets + 1, sizeof *count);
	for (size_t i = 0; i < s->nfigures; i++) {
		const struct scan_figure *x = &s->figures[i];
		if (x->value.num == 0 || x->field->mode == MODE_COMPUTED ||
		    (x->field->kind != KIND_MONEY && x->field->kind != KIND_COUNT))
			continue;
		const struct cell *c = last_cell(s, x->place);
		count[x->place.sheet].figures++;
		count[x->place.sheet].same += c && c->value.state == FIGURE_NUMBER &&
		                              c->value.num == x->value.num;
	}
	for (size_t i = 0; i < s->f->nsheets; i++) {
		if (count[i].figures < PASTED_FIGURES || count[i].same * 10 < count[i].figures * 9)
			continue;
		struct str line = {0};
		str_addf(&line, _("%zu 个数里有 %zu 个与上年相同，是否照抄"), count[i].figures,
		         count[i].same);
		scan_report(s, (struct place){(int)i, -1, -1, -1}, str_take(&line), NULL);
	}
	mem_free(count);
}

void scan_pasted(struct scan *s)
{
	if (!s->f->last)
		return;
	for (size_t i = 0; i < s->ntexts; i++)
		search_text(s, &s->texts[i]);
	search_figures(s);
}
