#include "app/overview.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "app/review_show.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "calc/num.h"

int overview_columns(const struct overview *o)
{
	return OVERVIEW_MORE + (int)(o->kind == OVERVIEW_FORMS ? o->nforms : o->nyears);
}

/* ---- words ---- */

static const char *head_of(int column)
{
	static const char *const heads[] = { "代码", "单位", "状态", "总分", "等次", "审核" };

	return _(heads[column]);
}

void overview_head(const struct overview *o, int row, int column, struct str *out)
{
	const struct set *set = row >= 0 ? o->rows[row].set : NULL;
	int more = column - OVERVIEW_MORE;

	if (more < 0)
		str_add(out, head_of(column));
	else if (o->kind == OVERVIEW_YEARS)
		str_addf(out, "%d", o->years[more]);
	else if (set && more < (int)set->nforms)
		str_add(out, set->forms[more]->number);
	else
		str_addf(out, _("表%d"), more + 1);
}

/* What asks for nothing. */
static bool is_clean(const struct review_counts *c)
{
	return c->must + c->verify + c->hint == 0;
}

/* form −1: of all. */
static void add_found(const struct overview_row *row, int form, struct str *out)
{
	const struct inspect_marks *marks = form < 0 ? &row->marks : &row->forms[form];
	struct review_counts c;

	if (!row->tally) {
		str_add(out, row->counted ? "–" : "·");
		return;
	}
	c = form < 0 ? row->tally->counts : tally_form(row->tally, form);
	review_show_counts(&c, OVERVIEW_COUNTS, out);
	if (is_clean(&c))
		str_add(out, row->counted && !marks->filled ? "–" : "✓");
}

static void add_score(const struct store_filing *f, struct str *out)
{
	if (f && f->has_score)
		num_format(out, f->score, 2, false);
}

static void add_more(const struct overview *o, const struct overview_row *row, int more,
                     struct str *out)
{
	const struct store_filing *f;

	if (o->kind == OVERVIEW_YEARS) {
		f = row->years ? row->years[more] : NULL;
		if (!f)
			str_add(out, "–");
		else if (f->has_score)
			add_score(f, out);
		else
			str_add(out, f->state);
	} else if (row->set && more < (int)row->set->nforms) {
		add_found(row, more, out);
	}
}

void overview_text(const struct overview *o, int number, int column, struct str *out)
{
	const struct overview_row *row = &o->rows[number];
	const struct store_filing *f = row->filing;

	switch (column) {
	case OVERVIEW_CODE:
		str_add(out, row->code);
		break;
	case OVERVIEW_NAME:
		str_add(out, row->name);
		break;
	case OVERVIEW_STATE:
		str_add(out, f ? f->state : "–");
		break;
	case OVERVIEW_SCORE:
		add_score(f, out);
		break;
	case OVERVIEW_GRADE:
		str_add(out, f ? f->grade : NULL);
		break;
	case OVERVIEW_MARKS:
		if (f)
			add_found(row, -1, out);
		break;
	default:
		add_more(o, row, column - OVERVIEW_MORE, out);
	}
}

/* ---- counts ---- */

struct word_count {
	const char *word;
	size_t n;
};

/* States and grades are few. */
enum { TALLIES = 16 };

static void count_word(struct word_count *t, const char *word)
{
	for (int i = 0; word && i < TALLIES; i++) {
		if (t[i].word && strcmp(t[i].word, word) != 0)
			continue;
		t[i].word = word;
		t[i].n++;
		return;
	}
}

static void add_tally(const struct word_count *t, struct str *out)
{
	for (int i = 0; i < TALLIES && t[i].word; i++)
		str_addf(out, "%s%s %zu", i ? " " : "  ", t[i].word, t[i].n);
}

void overview_summary(const struct overview *o, struct str *out)
{
	struct word_count states[TALLIES] = { { 0 } }, grades[TALLIES] = { { 0 } };
	struct review_counts all = { 0 };
	size_t filed = 0, counted = 0, filled = 0;

	for (size_t i = 0; i < o->nshown; i++) {
		const struct overview_row *row = &o->rows[o->shown[i]];

		if (!row->filing)
			continue;
		filed++;
		count_word(states, row->filing->state);
		count_word(grades, row->filing->grade);
		if (!row->tally)
			continue;
		counted++;
		filled += !row->counted || row->marks.filled;
		all.must += row->tally->counts.must;
		all.verify += row->tally->counts.verify;
		all.hint += row->tally->counts.hint;
	}
	str_addf(out, _("%zu/%zu 户有填报"), filed, o->nshown);
	add_tally(states, out);
	add_tally(grades, out);
	if (counted) {
		str_add(out, "  ");
		review_show_counts(&all, INT_MAX, out);
		str_add(out, !is_clean(&all) ? "" : filled ? "✓" : "–");
	}
	if (counted < filed)
		str_addf(out, _("（已审核 %zu/%zu）"), counted, filed);
}

/* ---- sorting ---- */

struct sort_key {
	bool there;
	bool descending;
	int64_t rank;
	const char *text; /* NULL: by rank */
	int row;
};

static int compare_keys(const void *a, const void *b)
{
	const struct sort_key *x = a, *y = b;
	int order;

	if (x->there != y->there)
		return x->there ? -1 : 1;
	if (x->text && y->text)
		order = strcmp(x->text, y->text);
	else
		order = (x->rank > y->rank) - (x->rank < y->rank);
	if (order)
		return x->descending ? -order : order;
	return (x->row > y->row) - (x->row < y->row);
}

/* Empty filings and forms come last, as those that were never audited. */
static void rank_found(const struct overview_row *row, int form, struct sort_key *key)
{
	const struct inspect_marks *marks = form < 0 ? &row->marks : &row->forms[form];
	struct review_counts c;

	if (!row->tally)
		return;
	c = form < 0 ? row->tally->counts : tally_form(row->tally, form);
	key->there = !is_clean(&c) || !row->counted || marks->filled;
	key->rank = ((int64_t)c.must << 40) + ((int64_t)c.verify << 20) + c.hint;
}

static void rank_score(const struct store_filing *f, struct sort_key *key)
{
	key->there = f && f->has_score;
	key->rank = f ? f->score : 0;
}

/* The best is first among grades. */
static void rank_grade(const struct overview_row *row, struct sort_key *key)
{
	const char *grade = row->filing ? row->filing->grade : NULL;

	for (size_t i = 0; grade && row->set && i < row->set->ngrades; i++) {
		if (strcmp(row->set->grades[i].name, grade) != 0)
			continue;
		key->there = true;
		key->rank = (int64_t)i;
	}
}

static void rank_more(const struct overview *o, const struct overview_row *row, int more,
                      struct sort_key *key)
{
	if (o->kind == OVERVIEW_YEARS)
		rank_score(row->years ? row->years[more] : NULL, key);
	else if (row->set && more < (int)row->set->nforms)
		rank_found(row, more, key);
}

static struct sort_key key_of(const struct overview *o, int number, int column, bool descending)
{
	const struct overview_row *row = &o->rows[number];
	struct sort_key key = { .row = number, .descending = descending };

	switch (column) {
	case OVERVIEW_TREE:
		key.there = true;
		key.rank = number;
		break;
	case OVERVIEW_CODE:
	case OVERVIEW_NAME:
		key.there = true;
		key.text = column == OVERVIEW_CODE ? row->code : row->name;
		break;
	case OVERVIEW_STATE:
		key.there = row->filing != NULL;
		key.text = row->filing ? row->filing->state : NULL;
		break;
	case OVERVIEW_SCORE:
		rank_score(row->filing, &key);
		break;
	case OVERVIEW_GRADE:
		rank_grade(row, &key);
		break;
	case OVERVIEW_MARKS:
		rank_found(row, -1, &key);
		break;
	default:
		rank_more(o, row, column - OVERVIEW_MORE, &key);
	}
	return key;
}

void overview_sort(struct overview *o, int column, bool descending)
{
	struct sort_key *keys = mem_array(o->nshown + 1, sizeof *keys);

	o->sorted = column;
	o->descending = descending;
	for (size_t i = 0; i < o->nshown; i++)
		keys[i] = key_of(o, o->shown[i], column, descending);
	if (o->nshown)
		qsort(keys, o->nshown, sizeof *keys, compare_keys);
	for (size_t i = 0; i < o->nshown; i++)
		o->shown[i] = keys[i].row;
	mem_free(keys);
}
