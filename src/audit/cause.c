#include "audit/cause.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "form/twin.h"

struct search {
	const struct filing *f;
	const struct finding *x;
	int64_t stated, computed, difference; /* 10⁻⁶ */
	struct cause *out;
	size_t n, max;
};

static const struct place nowhere = {-1, -1, -1, -1};

static void add(struct search *s, struct str *text, struct place p)
{
	if (s->n < s->max)
		s->out[s->n++] = (struct cause){str_take(text), p};
	else
		str_free(text);
}

static void say(struct search *s, const char *text)
{
	struct str t = {0};
	str_add(&t, text);
	add(s, &t, nowhere);
}

/* «工资福利支出 303.39» */
static void put_cell(const struct search *s, struct place p, struct str *out)
{
	place_label(s->f, p, out);
	str_addc(out, ' ');
	figure_show(&filing_cell(s->f, p)->value, filing_field(s->f, p), out);
}

/* A sentence about a cell: before, the cell, after. */
static void say_of(struct search *s, const char *sentence, struct place p)
{
	struct str cell = {0}, t = {0};
	const char *hole = strstr(sentence, "%s");
	put_cell(s, p, &cell);
	str_addn(&t, sentence, (size_t)(hole - sentence));
	str_add(&t, str_text(&cell));
	str_add(&t, hole + 2);
	add(s, &t, p);
	str_free(&cell);
}

/* ---- the size of the figures ---- */

static bool is_times(int64_t a, int64_t b, int64_t factor)
{
	int64_t product;
	return b != 0 && !__builtin_mul_overflow(b, factor, &product) && product == a;
}

static void find_factor(struct search *s)
{
	if (is_times(s->stated, s->computed, 10000))
		say(s, _("正好是一万倍：可能把元当万元填了"));
	else if (is_times(s->computed, s->stated, 10000))
		say(s, _("正好是一万分之一：可能把单位写成了元"));
	for (int64_t k = 10; k <= 1000; k *= 10)
		if (is_times(s->stated, s->computed, k) || is_times(s->computed, s->stated, k))
			say(s, _("正好差十的倍数：可能点错了小数点"));
	if (s->stated == -s->computed)
		say(s, _("大小相同、正负相反：可能漏了负号"));
}

/* ---- digits ---- */

/* The digits of both with the same decimals; false: not the same number. */
static bool digits_of(const struct search *s, struct str *a, struct str *b)
{
	int x = num_decimals(s->stated), y = num_decimals(s->computed), decimals = x > y ? x : y;
	num_format(a, s->stated, decimals, false);
	num_format(b, s->computed, decimals, false);
	return a->length == b->length;
}

static void compare_digits(struct search *s, const char *a, const char *b)
{
	size_t differ = 0, first = 0, last = 0;
	for (size_t i = 0; a[i]; i++)
		if (a[i] != b[i]) {
			first = differ++ ? first : i;
			last = i;
		}
	struct str t = {0};
	bool adjacent = last == first + 1 || (last == first + 2 && a[first + 1] == '.');
	if (differ == 2 && adjacent && a[first] == b[last] && a[last] == b[first]) {
		str_addf(&t, _("两位数字颠倒：%s 可能应是 %s"), a, b);
		add(s, &t, nowhere);
	} else if (differ == 1 && strlen(a) > 2) {
		str_addf(&t, _("只差一位数字：%s 可能应是 %s"), a, b);
		add(s, &t, nowhere);
	}
}

/* Swapped digits differ by a multiple of 9. */
static void find_digits(struct search *s)
{
	struct str a = {0}, b = {0};
	if (digits_of(s, &a, &b))
		compare_digits(s, a.s, b.s);
	str_free(&a);
	str_free(&b);
}

/* ---- the operands ---- */

static void find_addend(struct search *s)
{
	for (size_t i = 1; i < s->x->ncells; i++) {
		struct place p = s->x->cells[i];
		if (!place_is_cell(p))
			continue;
		const struct figure *v = &filing_cell(s->f, p)->value;
		if (v->state != FIGURE_NUMBER || v->num == 0)
			continue;
		if (s->difference == -v->num)
			say_of(s, _("差额正好是%s：可能漏加了这一项"), p);
		else if (s->difference == v->num)
			say_of(s, _("差额正好是%s：可能多加了一次"), p);
		else if (is_times(s->difference, v->num, 2) || is_times(s->difference, v->num, -2))
			say_of(s, _("差额正好是%s的两倍：可能正负号反了"), p);
	}
}

/* ---- the same figure elsewhere ---- */

static void find_last(struct search *s)
{
	struct place there;
	if (!s->f->last || !twin_place(s->f, s->x->place, s->f->last, &there))
		return;
	const struct figure *v = &filing_cell(s->f->last, there)->value;
	if (v->state == FIGURE_NUMBER && v->num == s->stated && v->num != 0)
		say(s, _("与上年的数相同：可能没有更新"));
}

static bool holds(const struct search *s, struct place p)
{
	const struct figure *v = &filing_cell(s->f, p)->value;
	return v->state == FIGURE_NUMBER && v->num == s->stated && v->num != 0;
}

/* The row above or below, or of a field the ones beside it of the same kind. */
static void find_neighbour(struct search *s)
{
	const struct sheet *sheet = &s->f->sheets[s->x->place.sheet];
	for (int step = -1; step <= 1; step += 2) {
		struct place p = s->x->place;
		if (p.list >= 0)
			p.row += step;
		else
			p.field += step;
		if (p.list >= 0 ? p.row < 0 || p.row >= (int)sheet->lists[p.list].n
		                : p.field < 0 || p.field >= (int)sheet->form->nfields)
			continue;
		if (filing_field(s->f, p)->kind == filing_field(s->f, s->x->place)->kind &&
		    holds(s, p))
			say_of(s, _("与相邻的%s相同：可能填串了格"), p);
	}
}

/* ---- texts ---- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The token on its own, not within a longer number. */
static bool has_token(const char *text, const char *token)
{
	size_t n = strlen(token);
	for (const char *p = text; (p = strstr(p, token)) != NULL; p += n) {
		bool before = p > text && (is_digit(p[-1]) || p[-1] == '.');
		if (!before && !is_digit(p[n]))
			return true;
	}
	return false;
}

static void try_text(struct search *s, struct place p, const char *token)
{
	const struct cell *c = filing_cell(s->f, p);
	struct str t = {0}, label = {0};
	if (filing_field(s->f, p)->kind != KIND_LONG || !c->text || !has_token(c->text, token))
		return;
	place_label(s->f, p, &label);
	str_addf(&t, _("与“%s”里的 %s 相同：可能是照抄过来的"), str_text(&label), token);
	add(s, &t, p);
	str_free(&label);
}

/* A figure of a text that stands in another text of the same sheet. */
static void find_copied(struct search *s)
{
	struct place p = s->x->place;
	const struct cell *c = filing_cell(s->f, p);
	if (s->x->length == 0 || !c->text || s->x->from + s->x->length > strlen(c->text))
		return;
	char *token = mem_strndup(c->text + s->x->from, s->x->length);
	bool telling = strchr(token, '.') != NULL; /* whole numbers repeat by chance */
	const struct sheet *sheet = &s->f->sheets[p.sheet];
	for (int i = 0; telling && i < (int)sheet->form->nfields; i++)
		if (i != p.field || p.list >= 0)
			try_text(s, (struct place){p.sheet, -1, -1, i}, token);
	mem_free(token);
}

/* ---- all ---- */

/* A score is given, not copied from a ledger: its digits say nothing. */
static bool is_amount(const struct field *like)
{
	return like && like->kind != KIND_SCORE && like->kind != KIND_POINTS;
}

static void find_all(struct search *s)
{
	bool amount = is_amount(s->x->like);
	if (amount)
		find_factor(s);
	if (amount && s->computed != 0)
		find_digits(s);
	find_addend(s);
	if (amount)
		find_last(s);
	if (amount && s->x->length == 0)
		find_neighbour(s);
	if (amount)
		find_copied(s);
}

size_t cause_find(const struct filing *f, const struct finding *x, struct cause *out, size_t max)
{
	struct search s = {.f = f, .x = x, .out = out, .max = max};
	if (x->verdict == VERDICT_TAIL)
		say(&s, _("各数四舍五入的尾差"));
	if (x->verdict == VERDICT_TRUNCATED)
		say(&s, _("多余的小数是截掉的，没有四舍五入"));
	if (x->verdict != VERDICT_DIFFERS || x->stated.state != FIGURE_NUMBER ||
	    x->computed.state != FIGURE_NUMBER || !place_is_cell(x->place))
		return s.n;
	s.stated = x->stated.num;
	s.computed = x->computed.num;
	if (!__builtin_sub_overflow(s.stated, s.computed, &s.difference) && s.difference != 0)
		find_all(&s);
	return s.n;
}

void cause_free(struct cause *causes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		mem_free(causes[i].text);
}
