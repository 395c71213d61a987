#include "audit/finding.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* What a form set writes, the same in every language. */
static const char *const levels[] = {"必须", "核实", "提示"};
_Static_assert(sizeof levels / sizeof *levels == LEVEL_HINT + 1, "a word for each level");

int level_of(const char *word)
{
	for (int i = 0; i <= LEVEL_HINT; i++)
		if (strcmp(word, levels[i]) == 0)
			return i;
	return -1;
}

const char *level_name(enum level l)
{
	return levels[l];
}

struct finding *finding_add(struct findings *all, const char *rule, enum level level,
                            struct place place, char *text, const char *detail)
{
	all->item = mem_more(all->item, all->n, &all->capacity, sizeof *all->item);
	struct finding *f = &all->item[all->n++];
	*f = (struct finding){.rule = mem_strdup(rule),
	                      .level = level,
	                      .verdict = VERDICT_DIFFERS,
	                      .place = place,
	                      .text = text,
	                      .detail = detail ? mem_strdup(detail) : NULL};
	finding_cell(f, place);
	return f;
}

void finding_cell(struct finding *f, struct place p)
{
	for (size_t i = 0; i < f->ncells; i++)
		if (place_same(f->cells[i], p))
			return;
	f->cells = mem_push(f->cells, f->ncells, sizeof *f->cells);
	f->cells[f->ncells++] = p;
}

void findings_free(struct findings *all)
{
	for (size_t i = 0; i < all->n; i++) {
		mem_free(all->item[i].rule);
		mem_free(all->item[i].cells);
		mem_free(all->item[i].text);
		mem_free(all->item[i].detail);
	}
	mem_free(all->item);
	*all = (struct findings){0};
}

static int order(const void *x, const void *y)
{
	const struct finding *a = x, *b = y;
	const int by[][2] = {{a->place.sheet, b->place.sheet}, {a->place.list, b->place.list},
	                     {a->place.row, b->place.row},     {a->place.field, b->place.field},
	                     {(int)a->level, (int)b->level}};
	for (size_t i = 0; i < sizeof by / sizeof *by; i++)
		if (by[i][0] != by[i][1])
			return by[i][0] < by[i][1] ? -1 : 1;
	int c = strcmp(a->rule, b->rule);
	if (c == 0)
		c = (a->from > b->from) - (a->from < b->from);
	return c ? c : strcmp(a->detail ? a->detail : "", b->detail ? b->detail : "");
}

void findings_sort(struct findings *all)
{
	if (all->n > 1)
		qsort(all->item, all->n, sizeof *all->item, order);
}

void finding_put_place(const struct filing *f, struct place p, struct str *out)
{
	if (p.sheet < 0)
		return;
	const struct sheet *s = &f->sheets[p.sheet];
	str_addf(out, "%s#%d", s->form->id, s->copy);
	if (place_is_cell(p)) {
		str_add(out, ".");
		filing_key(f, p, out);
	} else if (p.list >= 0) {
		str_addf(out, ".%s", s->form->lists[p.list].key);
		if (p.row >= 0)
			str_addf(out, ".%lld", (long long)s->lists[p.list].rows[p.row].id);
	}
}

void finding_key(const struct filing *f, const struct finding *x, struct str *out)
{
	str_addf(out, "%s ", x->rule);
	finding_put_place(f, x->place, out);
	if (x->detail)
		str_addf(out, " %s", x->detail);
}

void finding_basis(const struct filing *f, const struct finding *x, struct str *out)
{
	for (size_t i = 0; i < x->ncells; i++) {
		struct place p = x->cells[i];
		finding_put_place(f, p, out);
		if (place_is_cell(p)) {
			const struct cell *c = filing_cell(f, p);
			str_addf(out, "=%s", c->text ? c->text : "");
			if (!c->text && c->value.state == FIGURE_NUMBER)
				str_addf(out, "%lld", (long long)c->value.num);
		}
		str_add(out, "\n");
	}
}
