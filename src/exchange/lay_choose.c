#include <string.h>

#include "base/mem.h"
#include "exchange/lay_inside.h"

#define TRIED 6        /* forms that are laid over a table for a closer look */
#define LINES_ABOVE 8
#define LEAST_SURE 25  /* per cent */

struct candidate {
	const struct lay_form *form;
	int labels;              /* that stand in it as they are */
	struct lay_overlay over;
	int worth;
};

/* ---- what speaks for a form besides its rows ---- */

static bool is_title(const struct lay_line *line, const char *text, const struct lay_chars *chars)
{
	int printed = lay_printed(line->pieces, line->n);
	int found = lay_found(line->pieces, line->n, text, chars, true);

	return found * 10 >= printed * 8 && found * 10 >= (int)chars->n * 6;
}

static bool any_title(const struct lay_form *form, const char *text, const struct lay_chars *chars)
{
	for (size_t i = 0; i < form->nlines; i++) {
		const struct lay_line *line = &form->lines[i];

		if (!line->title || line->n == 0)
			continue;
		if (is_title(line, text, chars) ||
		    (line->n == 1 && lay_alike(&line->pieces[0].text, chars) >= 80))
			return true;
	}
	return false;
}

bool lay_has_title(const struct lay_doc *doc, size_t block, const struct lay_form *form)
{
	const struct lay_grid *g = doc->blocks[block].grid;

	for (size_t i = block; i > 0 && block - i < LINES_ABOVE; i--) {
		if (doc->d->blocks[i - 1].kind == DOC_TABLE)
			break;
		if (any_title(form, doc->d->blocks[i - 1].text, &doc->blocks[i - 1].chars))
			return true;
	}
	for (size_t i = 0; i < g->t->n && g->t->cells[i].row < 3; i++)
		if (any_title(form, g->t->cells[i].text, &g->chars[i]))
			return true;
	return false;
}

static bool has_number(const struct lay_doc *doc, size_t block, const struct lay_form *form)
{
	const struct lay_grid *g = doc->blocks[block].grid;

	for (size_t i = block; i > 0 && block - i < LINES_ABOVE; i--) {
		if (doc->d->blocks[i - 1].kind == DOC_TABLE)
			break;
		if (doc->blocks[i - 1].chars.n < 20 &&
		    lay_find(&doc->blocks[i - 1].chars, 0, &form->number) >= 0)
			return true;
	}
	for (size_t i = 0; i < g->t->n && g->t->cells[i].row < 4; i++)
		if (g->chars[i].n < 20 && lay_find(&g->chars[i], 0, &form->number) >= 0)
			return true;
	return false;
}

static bool named(const struct lay_chars *where, const char *what)
{
	struct lay_chars name = lay_chars(what ? what : "");
	bool found = name.n >= 3 && lay_find(where, 0, &name) >= 0;

	lay_chars_free(&name);
	return found;
}

static bool is_named(const struct lay_doc *doc, size_t block, const struct lay_form *form)
{
	const char *part = doc->d->blocks[block].part;
	struct lay_chars sheet = lay_chars(part ? part : "");
	bool found = named(&doc->name, form->form->id) || named(&doc->name, form->form->number) ||
	             named(&doc->name, form->form->name) || named(&sheet, form->form->number) ||
	             named(&sheet, form->form->name);

	lay_chars_free(&sheet);
	return found;
}

static int worth(const struct lay_doc *doc, size_t block, const struct candidate *c)
{
	int points = c->over.score, year = doc->blocks[block].year;

	if (lay_has_title(doc, block, c->form))
		points += 150;
	if (has_number(doc, block, c->form))
		points += 60;
	if (is_named(doc, block, c->form))
		points += 100;
	if (year == 0 || set_is_for(c->form->set, year))
		points += 40;
	return points;
}

/* ---- the forms that are tried ---- */

/* Those with most labels found, best first. */
static void add_candidate(struct candidate *best, size_t *n, struct candidate c)
{
	size_t at = *n < TRIED ? (*n)++ : TRIED - 1;

	if (at == TRIED - 1 && *n == TRIED && best[at].form && best[at].labels >= c.labels)
		return;
	best[at] = c;
	for (; at > 0 && best[at - 1].labels < best[at].labels; at--) {
		struct candidate other = best[at];

		best[at] = best[at - 1];
		best[at - 1] = other;
	}
}

static size_t find_candidates(struct lay_doc *doc, size_t block, struct candidate *best)
{
	struct lay_block *b = &doc->blocks[block];
	const struct set *const *sets;
	size_t nsets, n = 0;

	memset(best, 0, TRIED * sizeof *best);
	sets = lay_shelf_sets(doc->shelf, &nsets);
	for (size_t i = 0; i < nsets; i++) {
		if (doc->given->set && sets[i] != doc->given->set)
			continue;
		for (size_t k = 0; k < sets[i]->nforms; k++) {
			const struct lay_form *form =
			    lay_shelf_form(doc->shelf, sets[i], sets[i]->forms[k], b->year);
			int labels = lay_count_labels(form, b->grid);

			/* Headings with texts are paragraphs, a list may be a table. */
			if (form->prose && (labels > 0 || !lay_has_title(doc, block, form)))
				continue;
			labels += form->prose ? 2 : 0;

			if (labels >= 2)
				add_candidate(best, &n, (struct candidate){ .form = form, .labels = labels });
		}
	}
	/* The best one is of those that have most of the labels that the best has. */
	while (n > 1 && best[n - 1].labels * 2 < best[0].labels)
		n--;
	return n;
}

int lay_sureness(const struct lay_overlay *o, const struct lay_grid *g, const bool *placed)
{
	bool *said = mem_array(g->t->n + 1, 1);
	size_t explained = 0;
	int sure;

	for (size_t i = 0; i < o->n; i++)
		said[o->placed[i].cell] = true;
	for (size_t i = 0; i < g->t->n; i++)
		explained += (said[i] || (placed && placed[i])) && g->chars[i].n > 0 && !g->chars[i].dots;
	mem_free(said);
	sure = g->texts > 0 ? (int)(explained * 65 / g->texts) : 0;
	sure += o->labels > 0 ? o->found * 35 / o->labels : 35;
	return sure < 100 ? sure : 100;
}

/* ---- the choice ---- */

struct choice {
	struct candidate *candidates; /* TRIED of them */
	size_t n;
};

static struct choice look(struct lay_doc *doc, size_t block)
{
	struct choice c = { .candidates = mem_array(TRIED, sizeof *c.candidates) };

	doc->blocks[block].year = lay_year_at(doc, block);
	c.n = find_candidates(doc, block, c.candidates);
	for (size_t i = 0; i < c.n; i++) {
		struct candidate *k = &c.candidates[i];

		k->over = lay_over(k->form, doc->blocks[block].grid);
		k->worth = worth(doc, block, k);
	}
	return c;
}

static const struct candidate *best_of(const struct choice *c, const struct set *set)
{
	const struct candidate *best = NULL;

	for (size_t i = 0; i < c->n; i++)
		if ((!set || c->candidates[i].form->set == set) &&
		    (!best || c->candidates[i].worth > best->worth))
			best = &c->candidates[i];
	return best;
}

/* The set that most of the document is of. */
static const struct set *favourite(const struct lay_doc *doc, const struct choice *choices)
{
	const struct set *const *sets, *best = NULL;
	size_t nsets;
	long most = 0;

	sets = lay_shelf_sets(doc->shelf, &nsets);
	for (size_t i = 0; i < nsets; i++) {
		long points = 0;

		for (size_t k = 0; k < doc->d->n; k++) {
			const struct candidate *c = best_of(&choices[k], sets[i]);

			points += c && c->worth > 0 ? c->worth : 0;
		}
		if (points > most) {
			most = points;
			best = sets[i];
		}
	}
	return best;
}

static void settle(struct lay_block *b, struct choice *choice, const struct set *set)
{
	const struct candidate *best = best_of(choice, NULL), *usual = best_of(choice, set);

	if (best && usual && usual->worth * 100 >= best->worth * 80)
		best = usual;
	for (size_t i = 0; i < choice->n; i++) {
		struct candidate *c = &choice->candidates[i];

		if (c == best && c->over.score > 0 &&
		    lay_sureness(&c->over, b->grid, NULL) >= LEAST_SURE) {
			b->form = c->form;
			b->over = c->over;
		} else {
			lay_overlay_free(&c->over);
		}
	}
	mem_free(choice->candidates);
}

void lay_choose(struct lay_doc *doc)
{
	struct choice *choices = mem_array(doc->d->n + 1, sizeof *choices);
	const struct set *set;

	for (size_t i = 0; i < doc->d->n; i++)
		if (doc->blocks[i].grid)
			choices[i] = look(doc, i);
	set = favourite(doc, choices);
	for (size_t i = 0; i < doc->d->n; i++)
		if (doc->blocks[i].grid)
			settle(&doc->blocks[i], &choices[i], set);
	mem_free(choices);
}
