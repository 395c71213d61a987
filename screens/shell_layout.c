#include "screens/shell_parts.h"

enum { BESIDE_FROM = 100, GAP_FROM = 120, OVER_COLS = 36, UNITS_LEAST = 4, HALF_BELOW = 24 };

static int navigator_cols(int cols)
{
	if (cols >= 150)
		return 34;
	return cols >= 120 ? 30 : 26;
}

static int inspector_rows(const struct shell *s, int rows)
{
	switch (s->inspector_size) {
	case INSPECTOR_FOLDED:
		return 0;
	case INSPECTOR_LARGE:
		return rows / 3;
	default:
		return rows < 30 ? 2 : rows < 45 ? 4 : 7;
	}
}

/* Units above, years and forms below a rule; neither more than it needs. */
static void lay_navigator(struct shell *s, struct rect r)
{
	int forms = nav_forms_rows(s->forms) + 1, half = r.rows / 2, units;
	size_t n;

	work_units(s->desk.w, &n);
	units = n < (size_t)half ? (int)n + 1 : r.rows;
	if (units < UNITS_LEAST)
		units = UNITS_LEAST;
	if (forms > half)
		forms = half;
	if (units > r.rows - forms - 1)
		units = r.rows - forms - 1;
	s->at.forms_rule = r.y + units;
	s->at.units = (struct rect){r.y, r.x, units, r.cols};
	s->at.forms = (struct rect){r.y + units + 1, r.x, r.rows - units - 1, r.cols};
}

/* Findings below the table: half of it on a small screen. */
static void lay_findings(struct layout *l)
{
	struct rect *t = &l->table;
	int rows = t->rows < HALF_BELOW ? t->rows / 2 : t->rows * 2 / 5;

	t->rows -= rows;
	l->findings_rule = t->y + t->rows;
	l->findings = (struct rect){l->findings_rule + 1, t->x, rows - 1, t->cols};
}

void shell_lay_out(struct shell *s, int rows, int cols)
{
	struct layout *l = &s->at;
	int detail = inspector_rows(s, rows), top, left = 0;

	*l = (struct layout){.small = rows < SHELL_ROWS || cols < SHELL_COLS};
	if (l->small)
		return;
	l->beside = cols >= BESIDE_FROM && !s->zoom;
	l->navigator = l->beside || s->focus == FOCUS_UNITS || s->focus == FOCUS_FORMS;
	l->top_rule = l->beside ? 1 : -1;
	top = l->beside ? 2 : 1;
	l->inspector_rule = rows - 3 - detail;
	l->inspector = (struct rect){l->inspector_rule + 1, 1, detail, cols - 2};
	if (l->beside) {
		left = navigator_cols(cols) + 1;
		lay_navigator(s, (struct rect){top, 0, l->inspector_rule - top, left - 1});
		left += cols >= GAP_FROM ? 1 : 0;
	} else if (l->navigator) {
		l->navigator_box = (struct rect){top, 0, l->inspector_rule - top, OVER_COLS};
		lay_navigator(s,
		              (struct rect){top + 1, 1, l->navigator_box.rows - 2, OVER_COLS - 2});
	}
	l->table = (struct rect){top, left, l->inspector_rule - top, cols - left};
	if (s->listing)
		lay_findings(l);
	l->panes = (struct rect){1, 0, rows - 3, cols};
}
