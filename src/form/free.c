#include "base/mem.h"
#include "form/bind.h"
#include "form/chart_def.h"
#include "form/codes.h"
#include "form/load.h"
#include "form/names.h"
#include "form/order.h"
#include "form/read.h"

/* Gives back a form set, whole or as far as reading it got. */

static void free_texts(char **text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		mem_free(text[i]);
	mem_free(text);
}

static void free_fields(struct field *f, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		mem_free(f[i].key);
		mem_free(f[i].label);
		mem_free(f[i].unit);
		mem_free(f[i].formula_text);
		expr_free(f[i].formula);
		expr_free(f[i].max);
		free_texts(f[i].choices, f[i].nchoices);
	}
	mem_free(f);
}

static void free_list(struct list *l)
{
	for (size_t i = 0; i < l->ngroups; i++) {
		mem_free(l->groups[i].key);
		free_texts(l->groups[i].labels, l->groups[i].nlabels);
		expr_free(l->groups[i].weight);
	}
	free_fields(l->columns, l->ncolumns);
	mem_free(l->groups);
	mem_free(l->key);
	mem_free(l->label);
	mem_free(l->from);
}

static void free_blocks(struct block *b, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		for (size_t c = 0; c < b[i].row.n; c++)
			drawn_text_free(&b[i].row.cells[c].text);
		mem_free(b[i].row.cells);
		free_texts(b[i].blanks, b[i].nblanks);
		for (size_t s = 0; s < b[i].nsides; s++)
			free_blocks(b[i].sides[s].blocks, b[i].sides[s].nblocks);
		mem_free(b[i].sides);
	}
	mem_free(b);
}

static void free_lines(struct drawn_line *l, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		for (size_t p = 0; p < l[i].n; p++)
			drawn_text_free(&l[i].parts[p]);
		mem_free(l[i].parts);
		mem_free(l[i].aligns);
	}
	mem_free(l);
}

static void free_wording(struct wording *w);

static void free_rule(struct rule *rule)
{
	mem_free(rule->id);
	mem_free(rule->level);
	mem_free(rule->text);
	mem_free(rule->source);
	mem_free(rule->say_text);
	mem_free(rule->pass.text);
	mem_free(rule->fail.text);
	expr_free(rule->test);
	expr_free(rule->when);
	expr_free(rule->where);
	expr_free(rule->at);
	if (rule->say)
		free_wording(rule->say);
	mem_free(rule->say);
}

static void free_rules(struct form *f)
{
	for (size_t i = 0; i < f->nrules; i++)
		free_rule(&f->rules[i]);
	mem_free(f->rules);
	for (size_t i = 0; i < f->nrefers; i++)
		mem_free(f->refers[i].phrase);
	mem_free(f->refers);
}

static void free_form(struct form *f)
{
	for (size_t i = 0; i < f->nlists; i++)
		free_list(&f->lists[i]);
	mem_free(f->lists);
	free_fields(f->fields, f->nfields);
	free_lines(f->lines, f->nlines);
	free_blocks(f->blocks, f->nblocks);
	free_rules(f);
	chart_defs_free(f->charts, f->ncharts);
	map_free(f->names->fields);
	map_free(f->names->lists);
	mem_free(f->names);
	mem_free(f->fold_text);
	mem_free(f->id);
	mem_free(f->number);
	mem_free(f->name);
	mem_free(f);
}

static void free_wording(struct wording *w)
{
	for (size_t i = 0; i < w->n; i++) {
		struct bit *b = &w->bits[i];
		for (size_t k = 0; k < b->nways; k++) {
			expr_free(b->ways[k].test);
			free_wording(&b->ways[k].wording);
		}
		mem_free(b->ways);
		mem_free(b->loops);
		mem_free(b->text);
		expr_free(b->value);
	}
	mem_free(w->bits);
}

static void free_narrative(struct narrative *t)
{
	free_wording(&t->body);
	for (size_t i = 0; i < t->nsame; i++)
		free_texts(t->same[i].words, t->same[i].n);
	mem_free(t->same);
	free_texts(t->parts, t->nparts);
	mem_free(t->id);
	mem_free(t->name);
	mem_free(t);
}

static void free_words_and_scans(struct set *s)
{
	for (size_t i = 0; i < s->nwords; i++) {
		mem_free(s->words[i].name);
		free_texts(s->words[i].words.text, s->words[i].words.n);
	}
	mem_free(s->words);
	for (size_t i = 0; i < s->nscans; i++) {
		mem_free(s->scans[i].scan);
		mem_free(s->scans[i].id);
		mem_free(s->scans[i].level);
		mem_free(s->scans[i].text);
		mem_free(s->scans[i].file);
	}
	mem_free(s->scans);
}

static void free_judge(struct judge_policy *p)
{
	for (size_t i = 0; i < p->nbands; i++) {
		mem_free((char *)p->bands[i].name);
		free_texts(p->bands[i].phrases.text, p->bands[i].phrases.n);
	}
	mem_free(p->bands);
	free_texts(p->na.text, p->na.n);
	free_texts(p->planned.text, p->planned.n);
	free_texts(p->at_most_categories.text, p->at_most_categories.n);
	free_texts(p->time_categories.text, p->time_categories.n);
}

void set_free(struct set *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->nforms; i++)
		free_form(s->forms[i]);
	for (size_t i = 0; i < s->nweights; i++)
		mem_free(s->weights[i].name);
	for (size_t i = 0; i < s->ngrades; i++)
		mem_free(s->grades[i].name);
	for (size_t i = 0; i < s->ntexts; i++)
		free_narrative(s->texts[i]);
	mem_free(s->texts);
	free_judge(&s->judge);
	free_words_and_scans(s);
	if (s->dictionaries)
		codes_free(s->dictionaries);
	mem_free(s->dictionaries);
	order_free(s->order);
	refs_free(s->refs);
	mem_free(s->forms);
	mem_free(s->weights);
	mem_free(s->grades);
	mem_free(s->id);
	mem_free(s->title);
	mem_free(s->region);
	mem_free(s->shared);
	mem_free(s);
}
