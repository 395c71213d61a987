#include "support/clean.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "form/recalc.h"
#include "form/suggest.h"
#include "support/sample.h"
#include "support/scanning.h"

struct filing *clean_filing(const struct set *set, int year, const char *name)
{
	struct str path = {0}, text = {0}, lines = {0};
	struct err e = {0};

	str_addf(&path, "tests/audit/clean/%s.txt", name);
	char *file = sample_path(str_text(&path));
	if (file_read(file, 1 << 20, &text, &e) < 0)
		fail_msg("%s", e.text);
	for (const char *s = str_text(&text); *s;) {
		size_t n = strcspn(s, "\n") + 1;

		if (*s != '#')
			str_addn(&lines, s, n);
		s += n;
	}
	struct filing *f = scanning_filing(set, "湘阳市江南区文化馆", year, str_text(&lines));
	mem_free(file);
	str_free(&path);
	str_free(&text);
	str_free(&lines);
	return f;
}

/* ---- each cell ---- */

static void visit_sheet(struct filing *f, int sheet, void (*visit)(struct filing *, struct place))
{
	const struct form *form = f->sheets[sheet].form;

	for (int i = 0; i < (int)form->nfields; i++)
		visit(f, (struct place){sheet, -1, -1, i});
	for (int l = 0; l < (int)form->nlists; l++)
		for (int r = 0; r < (int)f->sheets[sheet].lists[l].n; r++)
			for (int c = 0; c < (int)form->lists[l].ncolumns; c++)
				visit(f, (struct place){sheet, l, r, c});
}

static void visit_all(struct filing *f, void (*visit)(struct filing *, struct place))
{
	for (int i = 0; i < (int)f->nsheets; i++)
		visit_sheet(f, i, visit);
	filing_recalc(f);
}

static void state_figure(struct filing *f, struct place p)
{
	const struct cell *c = filing_cell(f, p);
	struct str s = {0};

	if (c->text || c->value.state != FIGURE_NUMBER || filing_field(f, p)->hidden)
		return;
	figure_show(&c->value, filing_field(f, p), &s);
	filing_put(f, p, str_text(&s));
	str_free(&s);
}

static void state_text(struct filing *f, struct place p)
{
	const char *text = filing_field(f, p)->part ? suggest_text(f, p) : NULL;

	if (!filing_cell(f, p)->text && text && *text)
		filing_put(f, p, text);
}

void clean_state_figures(struct filing *f)
{
	visit_all(f, state_figure);
}

void clean_state_texts(struct filing *f)
{
	visit_all(f, state_text);
}
