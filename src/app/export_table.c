#include "app/export.h"

#include "app/overview.h"
#include "app/review.h"
#include "app/review_show.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

/* Tables that are no form: what the audit found, the overview. */

/* Texts row by row, filled one after the other. */
struct texts {
	char **text;
	size_t n, capacity;
};

static void add(struct texts *t, const char *text)
{
	t->text = mem_more(t->text, t->n, &t->capacity, sizeof *t->text);
	t->text[t->n++] = mem_strdup(text ? text : "");
}

static void add_taken(struct texts *t, struct str *text)
{
	add(t, str_text(text));
	str_clear(text);
}

static int write_table(const char *title, const int *widths, int columns, struct texts *t,
                       const char *path, bool replace, struct err *e)
{
	struct export_table table = {title, widths, columns, (int)(t->n / (size_t)columns), t->text};
	int result = export_table(&table, path, replace, e);

	for (size_t i = 0; i < t->n; i++)
		mem_free(t->text[i]);
	mem_free(t->text);
	return result;
}

/* ---- findings ---- */

enum { FINDING_COLUMNS = 7 };

static void add_finding(struct texts *t, const struct filing *f, const struct review_item *i)
{
	struct str place = {0};

	add(t, level_name(i->finding->level));
	add(t, verdict_name(i->finding->verdict));
	add(t, review_state_name(i->state));
	add(t, i->finding->rule);
	review_show_place(f, i->finding->place, &place);
	add_taken(t, &place);
	add(t, i->finding->text);
	add(t, i->said && !i->changed ? i->said->text : "");
	str_free(&place);
}

int export_findings(struct work *w, struct filing *f, const char *path, bool replace,
                    struct err *e)
{
	static const int widths[FINDING_COLUMNS] = {6, 6, 10, 12, 26, 44, 26};
	const char *const heads[FINDING_COLUMNS] = {_("级别"), _("结论"), _("状态"), _("编号"),
	                                            _("位置"), _("内容"), _("审核说明")};
	struct texts t = {0};
	struct str title = {0};
	struct err said = {0};
	const struct review *r = review_of(w, f, &said);
	int result;

	if (said.code) {
		if (e)
			*e = said;
		return -1;
	}
	str_addf(&title, _("%s%d年度审核发现"), f->unit_name, f->year);
	for (int i = 0; i < FINDING_COLUMNS; i++)
		add(&t, heads[i]);
	for (size_t i = 0; i < r->all.n; i++)
		add_finding(&t, f, &r->item[i]);
	result = write_table(str_text(&title), widths, FINDING_COLUMNS, &t, path, replace, e);
	str_free(&title);
	return result;
}

/* ---- overview ---- */

/* A row with forms, for the heads; −1. */
static int row_with_set(const struct overview *o)
{
	for (size_t i = 0; i < o->nrows; i++)
		if (o->rows[i].set)
			return (int)i;
	return -1;
}

int export_overview(const struct overview *o, const char *path, bool replace, struct err *e)
{
	int columns = overview_columns(o), *widths = mem_array((size_t)columns, sizeof *widths);
	struct texts t = {0};
	struct str text = {0};
	int result;

	for (int k = 0; k < columns; k++) {
		overview_head(o, row_with_set(o), k, &text);
		widths[k] = text_width(str_text(&text)) + 4;
		add_taken(&t, &text);
	}
	for (size_t i = 0; i < o->nshown; i++) {
		for (int k = 0; k < columns; k++) {
			overview_text(o, o->shown[i], k, &text);
			if (text_width(str_text(&text)) + 2 > widths[k])
				widths[k] = text_width(str_text(&text)) + 2;
			add_taken(&t, &text);
		}
	}
	str_addf(&text, _("%d年度一览"), o->year);
	result = write_table(str_text(&text), widths, columns, &t, path, replace, e);
	str_free(&text);
	mem_free(widths);
	return result;
}
