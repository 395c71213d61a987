/* The same row name twice in a list, in the same group.  Not trees of codes
 * (a 款 and its only 项 may share a name), not 不适用, not blanked names (某某). */
#include "audit/scan_inside.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

/* The name folded, or NULL when the row has none that counts. */
static char *name_of(const struct list *l, const struct row *row)
{
	const struct cell *c = &row->cells[l->name_column];
	if (!c->text || c->stated.state == FIGURE_NA)
		return NULL;
	char *name = text_fold(c->text);
	size_t n = 0;
	while (strncmp(name + n, "某", 3) == 0)
		n += 3;
	if (strspn(name, ".…-/") == strlen(name) || name[n] == '\0') {
		mem_free(name);
		return NULL;
	}
	return name;
}

static void report(struct scan *s, struct place first, struct place second)
{
	struct str line = {0};
	str_addf(&line, _("“%s”在同一张清单里有两行"), filing_cell(s->f, second)->text);
	struct finding *x = scan_report(s, second, str_take(&line), NULL);
	finding_cell(x, first);
}

static void search_list(struct scan *s, int sheet, int list)
{
	const struct list *l = &s->f->sheets[sheet].form->lists[list];
	const struct rows *rows = &s->f->sheets[sheet].lists[list];
	if (l->code_column >= 0 || rows->n < 2)
		return;
	char **names = mem_array(rows->n, sizeof *names);
	for (size_t i = 0; i < rows->n; i++)
		names[i] = name_of(l, &rows->rows[i]);
	for (size_t i = 1; i < rows->n; i++) {
		size_t k = 0;
		while (k < i &&
		       !(names[i] && names[k] && rows->rows[i].group == rows->rows[k].group &&
		         strcmp(names[i], names[k]) == 0))
			k++;
		if (k < i)
			report(s, (struct place){sheet, list, (int)k, l->name_column},
			       (struct place){sheet, list, (int)i, l->name_column});
	}
	for (size_t i = 0; i < rows->n; i++)
		mem_free(names[i]);
	mem_free(names);
}

void scan_twice(struct scan *s)
{
	for (size_t i = 0; i < s->f->nsheets; i++)
		for (size_t l = 0; l < s->f->sheets[i].form->nlists; l++)
			search_list(s, (int)i, (int)l);
}
