/* Amounts of texts and cells that are nearly, not quite, the same: 元 for 万元,
 * no unit, a cent apart, a slip of a digit.  Amounts are whole in 10⁻⁶ 万元. */
#include "audit/scan_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

#define CENT (NUM_ONE / 100)

/* An amount of a text in 10⁻⁶ 万元; false: it is none, or too big. */
static bool amount_of_text(const struct quantity *q, int64_t *out)
{
	__int128 v = (__int128)q->num * q->factor / 10000;
	if (q->unit.kind != UNIT_MONEY || q->unit.base[0] == '\0' ||
	    strcmp(q->unit.base, "元") != 0 || q->high != 0 || v > INT64_MAX || v < -INT64_MAX)
		return false;
	*out = (int64_t)v;
	return true;
}

static bool is_money(const struct scan_figure *x)
{
	return x->field->kind == KIND_MONEY && x->value.num != 0;
}

static const struct scan_figure *find_amount(const struct scan *s, int64_t num)
{
	for (size_t i = 0; i < s->nfigures; i++)
		if (is_money(&s->figures[i]) && s->figures[i].value.num == num)
			return &s->figures[i];
	return NULL;
}

/* Whether the words speak of the cell: its label, without the name of an axis'
 * column («公用经费·2024年决算数»), or its row's name is in them. */
static bool speaks_of(const struct scan *s, struct span words, const struct scan_figure *x)
{
	struct str label = {0};
	if (x->place.list >= 0)
		row_label(s->f, x->place, &label);
	else
		filing_fill_year(s->f, x->field->label, &label);
	const char *end = strstr(str_text(&label), "·");
	char *name = mem_strndup(str_text(&label), end ? (size_t)(end - label.s) : label.length);
	char *folded = wording_fold(name);
	bool found = strlen(folded) >= 6 && span_has(words, folded);
	mem_free(folded);
	mem_free(name);
	str_free(&label);
	return found;
}

enum trouble { YUAN, UNITLESS, SLIP, ONE_CENT };

static void put_line(enum trouble what, const struct quantity *q, const char *where,
                     const char *value, struct str *out)
{
	int n = (int)q->figure.n;
	const char *said = q->figure.s;
	switch (what) {
	case YUAN:
		str_addf(out, _("文字写的是 %.*s，%s是 %s 万元，“元”应是“万元”"), n, said, where,
		         value);
		return;
	case UNITLESS:
		str_addf(out, _("文字写的是 %.*s，没有写单位，%s是 %s 万元"), n, said, where,
		         value);
		return;
	case SLIP:
		str_addf(out, _("文字写的是 %.*s，%s是 %s，是否笔误"), n, said, where, value);
		return;
	case ONE_CENT:
		str_addf(out, _("写的是 %.*s，%s是 %s，相差一分"), n, said, where, value);
		return;
	}
}

static void report(struct scan *s, const struct scan_text *t, const struct quantity *q,
                   const struct scan_figure *x, enum trouble what)
{
	struct str line = {0}, where = {0}, value = {0};
	scan_where(s->f, x->place, &where);
	figure_show(&x->value, x->field, &value);
	put_line(what, q, str_text(&where), str_text(&value), &line);
	char *detail = mem_strndup(q->figure.s, q->figure.n);
	struct finding *y = scan_report(s, t->place, str_take(&line), detail);
	mem_free(detail);
	finding_cell(y, x->place);
	y->computed = x->value;
	y->like = x->field;
	if (!amount_of_text(q, &y->stated.num))
		y->stated.num = q->num;
	y->stated.state = FIGURE_NUMBER;
	y->stated.decimals = q->decimals;
	scan_part(y, t, q->figure);
	str_free(&where);
	str_free(&value);
}

/* Calls back with each quantity of the texts that no narrative restates. */
static void each_quantity(struct scan *s, bool (*wanted)(const struct scan_text *t),
                          void (*look)(struct scan *s, struct scan_text *t,
                                       const struct quantity *q))
{
	for (size_t i = 0; i < s->ntexts; i++) {
		struct scan_text *t = &s->texts[i];
		if (t->field->part || !wanted(t))
			continue;
		const struct reading *r = scan_read(s, t);
		for (size_t k = 0; k < r->nsentences; k++)
			for (size_t m = 0; m < r->sentences[k].nq; m++)
				look(s, t, &r->sentences[k].q[m]);
	}
}

static bool is_long(const struct scan_text *t)
{
	return t->field->kind == KIND_LONG;
}

static bool is_indicator(const struct scan_text *t)
{
	return t->field->kind == KIND_TARGET;
}

/* ---- 元 for 万元, no unit ---- */

/* A number with a certain identity: 303.39, not 5 or 0.5. */
static bool is_distinct(const struct quantity *q)
{
	return q->decimals >= 2 && (q->num >= 10 * NUM_ONE || q->num <= -10 * NUM_ONE);
}

static void look_yuan(struct scan *s, struct scan_text *t, const struct quantity *q)
{
	const struct scan_figure *x;
	if (q->unit.kind != UNIT_MONEY || q->factor != 1 || !is_distinct(q))
		return;
	x = find_amount(s, q->num);
	if (x)
		report(s, t, q, x, YUAN);
}

void scan_yuan(struct scan *s)
{
	each_quantity(s, is_long, look_yuan);
}

static void look_unitless(struct scan *s, struct scan_text *t, const struct quantity *q)
{
	const struct scan_figure *x;
	if (q->unit.kind != UNIT_NONE || q->factor != 1 || !is_distinct(q))
		return;
	x = find_amount(s, q->num);
	if (x && speaks_of(s, q->before, x))
		report(s, t, q, x, UNITLESS);
}

void scan_unitless(struct scan *s)
{
	each_quantity(s, is_long, look_unitless);
}

/* ---- slips ---- */

static bool same_but_one_digit(const char *a, const char *b)
{
	size_t n = strlen(a), different = 0, first = 0;
	if (n != strlen(b))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (a[i] == b[i])
			continue;
		first = different++ ? first : i;
	}
	return different == 1 ||
	       (different == 2 && a[first] == b[first + 1] && a[first + 1] == b[first]);
}

/* One digit, two digits swapped, the point (10, 100, 10⁴). */
static bool is_slip(int64_t a, int64_t b)
{
	static const int64_t powers[] = {10, 100, 1000, 10000};
	struct str x = {0}, y = {0};
	num_format(&x, a, 2, false);
	num_format(&y, b, 2, false);
	bool slip = same_but_one_digit(str_text(&x), str_text(&y));
	for (size_t i = 0; !slip && i < sizeof powers / sizeof *powers; i++)
		slip = (__int128)a * powers[i] == b || (__int128)b * powers[i] == a;
	str_free(&x);
	str_free(&y);
	return slip;
}

static void look_slip(struct scan *s, struct scan_text *t, const struct quantity *q)
{
	int64_t num;
	if (!amount_of_text(q, &num) || q->about || q->each || q->planned || llabs(num) < NUM_ONE ||
	    find_amount(s, num))
		return;
	for (size_t i = 0; i < s->nfigures; i++) {
		const struct scan_figure *x = &s->figures[i];
		if (!is_money(x) || !is_slip(num, x->value.num) || !speaks_of(s, q->before, x))
			continue;
		report(s, t, q, x, SLIP);
		return;
	}
}

void scan_slips(struct scan *s)
{
	each_quantity(s, is_long, look_slip);
}

/* ---- a cent apart ---- */

static bool is_cent_apart(int64_t a, int64_t b)
{
	return llabs(a - b) == CENT && llabs(a) >= 10 * NUM_ONE;
}

/* An indicator's amount beside a cell of its own sheet. */
static void look_cent(struct scan *s, struct scan_text *t, const struct quantity *q)
{
	int64_t num;
	if (!amount_of_text(q, &num) || q->decimals < 2 || find_amount(s, num))
		return;
	for (size_t i = 0; i < s->nfigures; i++) {
		const struct scan_figure *x = &s->figures[i];
		if (!is_money(x) || x->place.sheet != t->place.sheet ||
		    !is_cent_apart(num, x->value.num))
			continue;
		report(s, t, q, x, ONE_CENT);
		return;
	}
}

static bool speak_alike(const struct scan *s, const struct scan_figure *a,
                        const struct scan_figure *b)
{
	struct str x = {0}, y = {0};
	scan_where(s->f, a->place, &x);
	filing_fill_year(s->f, b->field->label, &y);
	bool alike = wording_share(span_of(str_text(&y)), span_of(str_text(&x)));
	str_free(&x);
	str_free(&y);
	return alike;
}

static size_t places_of(const struct scan *s, int64_t num)
{
	size_t n = 0;
	for (size_t i = 0; i < s->nfigures; i++)
		n += is_money(&s->figures[i]) && s->figures[i].value.num == num;
	return n;
}

static void report_pair(struct scan *s, const struct scan_figure *a, const struct scan_figure *b)
{
	struct str line = {0}, where = {0}, x = {0}, y = {0};
	scan_where(s->f, b->place, &where);
	figure_show(&a->value, a->field, &x);
	figure_show(&b->value, b->field, &y);
	str_addf(&line, _("这里是 %s，%s是 %s，相差一分"), str_text(&x), str_text(&where),
	         str_text(&y));
	struct finding *z = scan_report(s, a->place, str_take(&line), NULL);
	finding_cell(z, b->place);
	z->stated = a->value;
	z->computed = b->value;
	z->like = a->field;
	str_free(&where);
	str_free(&x);
	str_free(&y);
}

/* Figures of two forms, large enough not to meet by chance, whose names have to
 * do with each other; once for a pair of amounts.  It stands at a form that has
 * many sheets, else at the amount that fewer cells have. */
static void search_pairs(struct scan *s)
{
	for (size_t i = 0; i < s->nfigures; i++) {
		const struct scan_figure *a = &s->figures[i];
		if (!is_money(a) || llabs(a->value.num) < 100 * NUM_ONE)
			continue;
		for (size_t k = i + 1; k < s->nfigures; k++) {
			const struct scan_figure *b = &s->figures[k];
			const struct form *fa = s->f->sheets[a->place.sheet].form;
			const struct form *fb = s->f->sheets[b->place.sheet].form;
			if (fa == fb || !is_money(b) ||
			    !is_cent_apart(a->value.num, b->value.num) ||
			    find_amount(s, a->value.num) != a ||
			    find_amount(s, b->value.num) != b ||
			    !(speak_alike(s, a, b) || speak_alike(s, b, a)))
				continue;
			bool here = fa->copies > fb->copies ||
			            (fa->copies == fb->copies &&
			             places_of(s, a->value.num) < places_of(s, b->value.num));
			report_pair(s, here ? a : b, here ? b : a);
		}
	}
}

void scan_cents(struct scan *s)
{
	each_quantity(s, is_indicator, look_cent);
	search_pairs(s);
}
