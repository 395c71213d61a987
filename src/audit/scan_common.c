/* An indicator of the same name in two projects: copied from one form into the
 * other.  What all projects have belongs to the policy's words `common`. */
#include "audit/scan_inside.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"

struct indicator {
	struct place place; /* its name */
	char *name;
};

struct indicators {
	struct indicator *item;
	size_t n, room;
};

/* Folded, without marks. */
static char *bare_name(const char *text)
{
	static const char *const marks[] = {"“", "”", "\"", "'", "(", ")",  "、", ",", "。",
	                                    ";", ":", ".",  "·", "-", "《", "》", NULL};
	char *folded = text_fold(text);
	struct str out = {0};
	for (const char *p = folded; *p;) {
		size_t skip = 0, n;
		for (const char *const *m = marks; *m && skip == 0; m++)
			if (strncmp(p, *m, strlen(*m)) == 0)
				skip = strlen(*m);
		text_decode(p, &n);
		if (skip == 0)
			str_addn(&out, p, n);
		p += skip > 0 ? skip : n;
	}
	mem_free(folded);
	return str_take(&out);
}

static bool is_common(const struct scan *s, const char *name)
{
	const struct phrases *common = set_words(s->f->set, "common");
	for (size_t i = 0; i < common->n; i++)
		if (strcmp(common->text[i], name) == 0)
			return true;
	return false;
}

static void take_list(struct scan *s, struct indicators *all, int sheet, int list)
{
	const struct sheet *x = &s->f->sheets[sheet];
	const struct list *l = &x->form->lists[list];
	int target, actual;
	if (!scan_indicators(l, &target, &actual))
		return;
	for (size_t r = 0; r < x->lists[list].n; r++) {
		const struct cell *c = &x->lists[list].rows[r].cells[l->name_column];
		if (c->stated.state != FIGURE_TEXT)
			continue;
		char *name = bare_name(c->text);
		if (!*name || is_common(s, name)) {
			mem_free(name);
			continue;
		}
		all->item = mem_more(all->item, all->n, &all->room, sizeof *all->item);
		all->item[all->n++] = (struct indicator){{sheet, list, (int)r, l->name_column},
		                                         name};
	}
}

static void report(struct scan *s, const struct indicator *first, const struct indicator *again)
{
	struct str line = {0}, title = {0};
	sheet_title(s->f, first->place.sheet, &title);
	str_addf(&line, _("指标“%s”与%s的一项相同，是否照抄"),
	         filing_cell(s->f, again->place)->text, str_text(&title));
	str_free(&title);
	struct finding *x = scan_report(s, again->place, str_take(&line), NULL);
	finding_cell(x, first->place);
}

/* One finding for a name in one more project. */
static void compare(struct scan *s, struct indicators *all)
{
	for (size_t i = 1; i < all->n; i++) {
		struct indicator *b = &all->item[i];
		for (size_t k = 0; k < i; k++) {
			const struct indicator *a = &all->item[k];
			if (a->place.sheet == b->place.sheet || strcmp(a->name, b->name) != 0 ||
			    s->f->sheets[a->place.sheet].form != s->f->sheets[b->place.sheet].form)
				continue;
			report(s, a, b);
			break;
		}
	}
}

void scan_common(struct scan *s)
{
	struct indicators all = {0};
	for (size_t i = 0; i < s->f->nsheets; i++)
		for (size_t l = 0; l < s->f->sheets[i].form->nlists; l++)
			if (s->f->sheets[i].form->copies)
				take_list(s, &all, (int)i, (int)l);
	compare(s, &all);
	for (size_t i = 0; i < all.n; i++)
		mem_free(all.item[i].name);
	mem_free(all.item);
}
