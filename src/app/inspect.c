#include "app/inspect.h"

#include <string.h>

#include "app/edit.h"
#include "app/edit_step.h"
#include "audit/verdict.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"
#include "form/explain.h"
#include "form/style.h"
#include "form/suggest.h"
#include "form/text.h"
#include "form/tree.h"
#include "form/twin.h"

enum { FEEDS_SHOWN = 6, FEEDS_MAX = 64, QUOTED_BYTES = 90 };

/* NULL when nothing was written. */
static char *sentence(struct str *s)
{
	if (s->length > 0)
		return str_take(s);
	str_free(s);
	return NULL;
}

/* A long text from its beginning, on one line, cut before a character. */
static char *quoted(const char *text)
{
	char *clean = text_clean(text, true);
	size_t length = strlen(clean);
	struct str s = { 0 };

	for (char *c = clean; *c; c++)
		*c = *c == '\n' ? ' ' : *c;
	if (length <= QUOTED_BYTES)
		return clean;
	length = QUOTED_BYTES;
	while (length > 0 && ((unsigned char)clean[length] & 0xC0) == 0x80)
		length--;
	str_addn(&s, clean, length);
	str_add(&s, "…");
	mem_free(clean);
	return str_take(&s);
}

/* ---- which cell, and what stands there ---- */

static char *key_of(const struct filing *f, struct place p)
{
	const struct sheet *on = &f->sheets[p.sheet];
	struct str s = { 0 };

	str_add(&s, on->form->id);
	if (on->form->copies)
		str_addf(&s, "#%d", on->copy);
	str_addc(&s, '.');
	filing_key(f, p, &s);
	return str_take(&s);
}

static char *label_of(const struct filing *f, struct place p)
{
	struct str s = { 0 };

	if (p.list >= 0 && p.row < 0)
		filing_fill_year(f, filing_field(f, p)->label, &s);
	else
		place_label(f, p, &s);
	return sentence(&s);
}

static char *text_of(const struct filing *f, struct place p)
{
	struct str s = { 0 };

	cell_show(suggest_cell(f, p), filing_field(f, p), &s);
	return sentence(&s);
}

/* ---- stated and calculated ---- */

/* The fewest decimals that show all of n exactly, none over the field's; of a
 * rate those behind the point of the percentage. */
static int decimals_for(const struct field *field, const int64_t *n, size_t count)
{
	int decimals = field->kind == KIND_RATE ? 2 : 0;

	for (size_t i = 0; i < count; i++) {
		while (decimals < 6 && num_round(n[i], decimals) != n[i])
			decimals++;
	}
	return field->kind == KIND_RATE ? decimals - 2 : decimals;
}

/* A stated figure stands where the formula has nothing to compute from. */
static bool is_unchecked(const struct filing *f, struct place p)
{
	const struct cell *c = filing_cell(f, p);

	return place_mode(f, p) == MODE_COMPUTED && c->stated.state == FIGURE_NUMBER &&
	       !c->calc_text &&
	       (c->calc.state == FIGURE_ABSENT || c->calc.state == FIGURE_BLANK);
}

static char *unchecked(const struct cell *c, const struct field *field)
{
	struct str s = { 0 }, shown = { 0 };

	num_format(&shown, c->stated.num, decimals_for(field, &c->stated.num, 1),
	           field->kind == KIND_RATE);
	str_addf(&s, _("表报 %s，没有可核对的数"), str_text(&shown));
	str_free(&shown);
	return str_take(&s);
}

/* A difference that rounding explains is told as such (ENGINE §2). */
static void add_verdict(const struct filing *f, struct place p, struct str *out)
{
	struct world w;

	world_open(&w, (struct filing *)f); /* only its scratch pool is written */
	enum verdict v = verdict_of_cell(&w, p);
	world_close(&w);
	if (v == VERDICT_TAIL)
		str_add(out, _("（尾差：各数四舍五入所致）"));
	else if (v == VERDICT_TRUNCATED)
		str_add(out, _("（截位：应四舍五入，不应舍去尾数）"));
}

/* Where the clause begins that goes on at that byte. */
static size_t clause_of(const char *text, size_t at)
{
	static const char *const marks[] = { "，", "。", "；", "：", "、", "\n" };

	for (size_t from = at; from > 0; from--) {
		for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
			size_t n = strlen(marks[i]);

			if (n <= from && strncmp(text + from - n, marks[i], n) == 0)
				return from;
		}
	}
	return 0;
}

/* The narrative's text beside one's own: from the clause in which they differ. */
static char *beside_text(const struct filing *f, struct place p)
{
	struct str s = { 0 };
	size_t own, suggested;
	const char *typed, *generated;
	char *ours, *theirs;

	if (!suggest_differs(f, p, &own, &suggested))
		return NULL;
	typed = filing_cell(f, p)->text;
	generated = suggest_text(f, p);
	ours = quoted(typed + clause_of(typed, own));
	theirs = quoted(generated + clause_of(generated, suggested));
	str_addf(&s, _("另有按各表的数生成的文字，与自己写的不同：这里是“%s”，生成的是“%s”；按 = "
	               "改用生成的"),
	         ours, theirs);
	mem_free(ours);
	mem_free(theirs);
	return str_take(&s);
}

static char *stated_of(const struct filing *f, struct place p)
{
	const struct field *field = filing_field(f, p);
	const struct cell *c = filing_cell(f, p);
	const int64_t n[] = { c->stated.num, c->calc.num, c->stated.num - c->calc.num };
	bool percent = field->kind == KIND_RATE;
	struct str parts[3] = { { 0 } }, s = { 0 };
	int decimals;

	if (field->part)
		return beside_text(f, p);
	if (is_unchecked(f, p))
		return unchecked(c, field);
	if (style_of(f, p) != PAGE_DIFFERS)
		return NULL;
	decimals = decimals_for(field, n, 3);
	if (n[2] > 0)
		str_addc(&parts[2], '+');
	for (int i = 0; i < 3; i++)
		num_format(&parts[i], n[i], decimals, percent);
	str_addf(&s,
	         place_mode(f, p) == MODE_COMPUTED ? _("表报 %s，应为 %s，差 %s")
	                                      : _("表报 %s，建议 %s，差 %s"),
	         str_text(&parts[0]), str_text(&parts[1]), str_text(&parts[2]));
	if (place_mode(f, p) == MODE_COMPUTED)
		add_verdict(f, p, &s);
	for (int i = 0; i < 3; i++)
		str_free(&parts[i]);
	return str_take(&s);
}

static char *judged_of(const struct filing *f, struct place p)
{
	const struct judgement *j = filing_cell(f, p)->judged;
	struct str s = { 0 }, low = { 0 }, high = { 0 };

	if (!j)
		return NULL;
	str_add(&s, j->why);
	if (j->kind == JUDGE_BAND) {
		num_format(&low, j->lo, 2, false);
		num_format(&high, j->hi, 2, false);
		str_addf(&s, _("，得分在 %s 到 %s 之间，请自定"), str_text(&low),
		         str_text(&high));
	}
	str_free(&low);
	str_free(&high);
	return sentence(&s);
}

/* What is wrong with a text that is no figure, or no date. */
static void write_fault(struct str *s, const struct field *field, const char *text)
{
	struct figure v;
	enum num_result result = field_read(field, text, &v);

	if (field->kind == KIND_DATE)
		str_addf(s, _("“%s”不是日期"), text);
	else if (result == NUM_TOO_BIG)
		str_addf(s, _("“%s” 数太大"), text);
	else if (result == NUM_TOO_FINE)
		str_addf(s, _("“%s” 小数位数太多"), text);
	else if (field->kind == KIND_COUNT)
		str_addf(s, _("“%s” 不是整数"), text);
	else
		str_addf(s, _("“%s” 不是数"), text);
}

/* A date, and a number that is only not a whole one, have no other reading. */
static bool propose(const struct field *field, const char *text, int64_t *out)
{
	struct figure v;

	if (field->kind == KIND_DATE ||
	    (field->kind == KIND_COUNT && field_read(field, text, &v) == NUM_OK))
		return false;
	return num_propose(text, field->decimals, out);
}

static char *fault_of(const struct filing *f, struct place p)
{
	const struct field *field = filing_field(f, p);
	const struct cell *c = filing_cell(f, p);
	struct figure proposed = { .state = FIGURE_NUMBER };
	struct str s = { 0 }, shown = { 0 };

	if (tree_is_unknown(f, p)) {
		str_addf(&s, _("代码表里没有 %s（%d 年）"), c->text, f->year);
		return str_take(&s);
	}
	if (c->stated.state != FIGURE_FAULT)
		return mem_strdup(c->why);
	if (propose(field, c->text, &proposed.num)) {
		figure_show(&proposed, field, &shown);
		str_addf(&s, _("“%s” 不是数，是否为 %s？"), c->text, str_text(&shown));
		str_free(&shown);
	} else {
		write_fault(&s, field, c->text);
	}
	return str_take(&s);
}

/* ---- last year ---- */

static char *last_of(const struct filing *f, struct place p)
{
	struct place last;
	struct str s = { 0 };
	char *text;

	if (!f->last || !twin_place(f, p, f->last, &last))
		return NULL;
	text = text_of(f->last, last);
	if (!filing_cell(f, p)->carried)
		return text;
	str_addf(&s, _("%s（^ 沿用：改动它，或按 = 确认今年也对）"), text ? text : "");
	mem_free(text);
	return str_take(&s);
}

/* ---- what it feeds, who changed it ---- */

static char *feeds_of(const struct filing *f, struct place p)
{
	struct place to[FEEDS_MAX];
	size_t n = explain_feeds(f, p, to, FEEDS_MAX), shown = 0;
	struct str s = { 0 };

	for (size_t i = 0; i < n && shown < FEEDS_SHOWN; i++) {
		if (filing_field(f, to[i])->hidden)
			continue;
		str_add(&s, shown++ ? "、" : _("用于："));
		if (f->sheets[to[i].sheet].form != f->sheets[p.sheet].form)
			str_addf(&s, "%s ", f->sheets[to[i].sheet].form->number);
		place_label(f, to[i], &s);
	}
	return sentence(&s);
}

static void write_change(struct str *s, const struct store_entry *entry)
{
	char *old = quoted(entry->old_text ? entry->old_text : "");
	char *now = quoted(entry->new_text ? entry->new_text : "");

	if (*old && *now)
		str_addf(s, _("由 %s 改为 %s"), old, now);
	else if (*now)
		str_addf(s, _("填入 %s"), now);
	else
		str_addf(s, _("清空，原为 %s"), old);
	mem_free(old);
	mem_free(now);
}

static void write_entry(struct str *s, const struct store_entry *entry)
{
	str_addf(s, "%s %s ", when_short(entry->time).s, entry->who);
	if (entry->what && strcmp(entry->what, EDIT_FILLED) != 0)
		str_addf(s, "%s：", entry->what);
	write_change(s, entry);
}

static char *changed_of(struct work *w, const struct filing *f, struct place p)
{
	const struct sheet *on = &f->sheets[p.sheet];
	struct store_entry *entries = NULL;
	struct str key = { 0 }, s = { 0 };
	size_t n = 0;

	filing_key(f, p, &key);
	if (store_journal(work_store(w), f->id, on->form->id, on->copy, str_text(&key), 1, &entries,
	                  &n, NULL) == 0 &&
	    n > 0)
		write_entry(&s, &entries[0]);
	store_journal_free(entries, n);
	str_free(&key);
	return sentence(&s);
}

/* «基本支出情况 = 《决算情况说明》生成的文字» */
static void write_source(const struct filing *f, struct place p, struct str *out)
{
	const char *part = filing_field(f, p)->part;

	for (size_t i = 0; i < f->set->ntexts; i++) {
		const struct narrative *n = f->set->texts[i];
		size_t length = strlen(n->id);

		if (strncmp(part, n->id, length) != 0 || part[length] != '.')
			continue;
		place_label(f, p, out);
		str_addf(out, _(" = 《%s》按各表的数生成的文字"), n->name);
	}
}

/* ---- all of it ---- */

void inspect_cell(struct work *w, struct filing *f, struct place p, struct inspect *out)
{
	struct str formula = { 0 }, values = { 0 }, refusal = { 0 };

	*out = (struct inspect){ .label = label_of(f, p) };
	edit_refusal(w, f, p, &refusal);
	out->refusal = sentence(&refusal);
	if (p.list >= 0 && p.row < 0)
		return;
	explain_formula(f, p, &formula);
	if (formula.length > 0)
		str_add(&values, "= ");
	explain_values(f, p, &values);
	out->key = key_of(f, p);
	out->text = text_of(f, p);
	if (filing_field(f, p)->part)
		write_source(f, p, &formula);
	out->formula = sentence(&formula);
	out->values = sentence(&values);
	out->stated = stated_of(f, p);
	out->judged = judged_of(f, p);
	out->fault = fault_of(f, p);
	out->last = last_of(f, p);
	out->feeds = feeds_of(f, p);
	out->changed = changed_of(w, f, p);
}

void inspect_free(struct inspect *i)
{
	char *const texts[] = { i->key,    i->label, i->text, i->formula, i->values,  i->stated,
		                i->judged, i->fault, i->last, i->feeds,   i->refusal, i->changed };

	for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
		mem_free(texts[k]);
	*i = (struct inspect){ 0 };
}
