#include "app/why.h"

#include <string.h>

#include "app/edit.h"
#include "app/review_inside.h"
#include "app/review_show.h"
#include "audit/account.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"
#include "form/tree.h"

enum { CELLS_MOST = 40, TEXT_COLS = 40 };

/* ---- lines ---- */

static const struct place nowhere = {-1, -1, -1, -1};

/* text becomes the line's; NULL or blank: no line. */
static void add(struct why *y, const char *label, char *text, struct place place)
{
	if (text_is_blank(text)) {
		mem_free(text);
		return;
	}
	y->lines = mem_push(y->lines, y->n, sizeof *y->lines);
	y->lines[y->n++] = (struct why_line){label, text, place};
}

static void add_text(struct why *y, const char *label, const char *text)
{
	add(y, label, mem_strdup(text), nowhere);
}

static void add_str(struct why *y, const char *label, struct str *text)
{
	add(y, label, text->s ? str_take(text) : NULL, nowhere);
}

/* ---- cells ---- */

static bool is_cell(struct place p)
{
	return p.sheet >= 0 && p.field >= 0 && (p.list < 0 || p.row >= 0);
}

/* The beginning of a long text, on one line. */
static void put_text(const char *text, struct str *out)
{
	char *clean = text_clean(text ? text : "", false);
	size_t length = text_clip(clean, strlen(clean), TEXT_COLS, NULL);

	str_addn(out, clean, length);
	str_add(out, clean[length] ? "…" : "");
	mem_free(clean);
}

/* «附件2 总分  98.00（表报 99）» */
static char *cell_line(const struct filing *f, struct place p)
{
	struct str b = {0}, value = {0};
	const struct cell *c;

	review_show_place(f, p, &b);
	if (!is_cell(p))
		return str_take(&b);
	c = filing_cell(f, p);
	cell_show(c, filing_field(f, p), &value);
	str_add(&b, "  ");
	if (value.length)
		put_text(value.s, &b);
	else
		str_add(&b, _("（空）"));
	if (c->stated.state == FIGURE_NUMBER && c->calc.state == FIGURE_NUMBER &&
	    c->value.num != c->stated.num)
		str_addf(&b, _("（表报 %s）"), c->text);
	str_free(&value);
	return str_take(&b);
}

static void add_cells(struct why *y, const struct filing *f, const struct finding *x)
{
	size_t n = 0;

	for (size_t i = 0; i < x->ncells && n < CELLS_MOST; i++) {
		struct place cell;

		if (review_cell(f, x->cells[i], &cell))
			add(y, n++ ? "" : _("格子"), cell_line(f, x->cells[i]), cell);
	}
	if (x->ncells > CELLS_MOST) {
		struct str b = {0};

		str_addf(&b, _("还有 %zu 格没有列出。"), x->ncells - CELLS_MOST);
		add_str(y, "", &b);
	}
}

/* Whether it told of last year. */
static bool add_account(struct why *y, struct filing *f, const struct finding *x)
{
	struct account a;
	bool told;

	account_make(f, x, &a);
	add_text(y, _("规则"), a.rule);
	add_text(y, _("出处"), a.source);
	add_text(y, _("公式"), a.formula);
	add_text(y, _("代入"), a.values);
	add_text(y, _("容许"), a.tolerance);
	for (size_t i = 0; i < a.ncauses; i++)
		add(y, i ? "" : _("可能"), mem_strdup(a.causes[i].text), a.causes[i].place);
	add_cells(y, f, x);
	add_text(y, _("上年"), a.last);
	told = a.last != NULL;
	account_free(&a);
	return told;
}

/* ---- what was said ---- */

static void put_words(const struct store_explanation *x, struct str *out)
{
	str_addf(out, "%s %s %s", when_minute(x->time).s, x->who, x->state);
	if (!text_is_blank(x->text))
		str_addf(out, "：%s", x->text);
}

/* What the account could not tell, and what was said to it. */
static void add_last(struct why *y, const struct review_item *last, bool told)
{
	struct str b = {0};

	if (!last)
		return;
	if (!told) {
		str_addf(&b, "%s ", verdict_name(last->finding->verdict));
		str_add(&b, last->finding->text);
		add_str(y, _("上年"), &b);
	}
	if (last->said) {
		put_words(last->said, &b);
		add_str(y, _("上年说明"), &b);
	}
	if (last->said && last->answer) {
		put_words(last->answer, &b);
		add_str(y, "", &b);
	}
}

static void add_said(struct why *y, const struct review_item *i)
{
	struct str b = {0};

	if (!i->said)
		return;
	put_words(i->said, &b);
	add_str(y, _("说明"), &b);
	if (i->changed)
		add_text(y, "", _("所依据的数后来改了，要重新说明。"));
	if (!i->answer)
		return;
	put_words(i->answer, &b);
	add_str(y, "", &b);
}

/* ---- what can be done ---- */

static bool is_adoptable(const struct filing *f, const struct finding *x)
{
	const struct cell *c;

	if (!is_cell(x->place) || place_mode(f, x->place) == MODE_INPUT)
		return false;
	c = filing_cell(f, x->place);
	return (!text_is_blank(c->text) || edit_is_left_blank(f, x->place)) && c->calc.state == FIGURE_NUMBER;
}

static void add_deeds(struct why *y, const struct review_item *i)
{
	struct str b = {0};

	str_add(&b, _("选一个格子按 Enter 去改"));
	if (y->adoptable)
		str_add(&b, _("；= 采用算出的数"));
	str_add(&b, y->said ? _("；i 改写审核说明") : _("；i 写审核说明"));
	if (y->answerable)
		str_add(&b, _("；审核人 a 采纳、r 退回说明"));
	if (i->seen)
		str_add(&b, _("；L 看经过"));
	if (i->finding->level == LEVEL_MUST && !review_is_tail(i->finding))
		str_add(&b, _("。必须类写了说明也要改好才能报送。"));
	else
		str_add(&b, _("。"));
	add_str(y, _("可做"), &b);
}

/* ---- all of it ---- */

void why_make(struct work *w, struct filing *f, const struct review_item *i, struct why *out)
{
	const struct finding *x = i->finding;
	struct str title = {0}, line = {0};
	bool told;

	*out = (struct why){.key = mem_strdup(i->key), .seen = i->seen};
	str_addf(&title, "%s %s %s", x->rule, level_name(x->level), review_state_name(i->state));
	out->title = str_take(&title);
	out->said = i->said ? mem_strdup(i->said->text) : NULL;
	out->adoptable = is_adoptable(f, x);
	out->answerable = i->said && i->state != REVIEW_OPEN;
	str_addf(&line, "%s ", verdict_name(x->verdict));
	str_add(&line, x->text);
	add_str(out, _("发现"), &line);
	told = add_account(out, f, x);
	add_last(out, review_last(w, f, i, NULL), told);
	add_said(out, i);
	add_deeds(out, i);
}

void why_free(struct why *x)
{
	for (size_t i = 0; i < x->n; i++)
		mem_free(x->lines[i].text);
	mem_free(x->lines);
	mem_free(x->key);
	mem_free(x->title);
	mem_free(x->said);
	*x = (struct why){0};
}

int why_history(struct work *w, const struct filing *f, const char *key, struct str *out,
                struct err *e)
{
	struct store_explanation *all = NULL;
	size_t n = 0;

	if (review_history(w, f, key, &all, &n, e) < 0)
		return -1;
	for (size_t i = n; i-- > 0;) {
		put_words(&all[i], out);
		str_add(out, "\n");
	}
	store_explanations_free(all, n);
	return 0;
}
