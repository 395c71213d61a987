#include "app/cmd_table.h"
#include "app/export.h"
#include "app/overview.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"

/* Marks want each filing read: seconds for this many. */
enum { NAME_MOST = 40, GAP = 2, COUNTED_MOST = 1000 };

static void json_marks(struct json *j, const struct inspect_marks *m, bool counted)
{
	if (counted) {
		json_int(j, "faults", m->faults);
		json_int(j, "differs", m->differs);
	} else {
		json_null(j, "faults");
		json_null(j, "differs");
	}
}

/* As last counted; null: not known. */
static void json_found(struct json *j, const struct tally *t, int form)
{
	struct review_counts c = { 0 };

	if (t)
		c = form < 0 ? t->counts : tally_form(t, form);
	if (t) {
		json_int(j, "must", c.must);
		json_int(j, "verify", c.verify);
		json_int(j, "hint", c.hint);
	} else {
		json_null(j, "must");
		json_null(j, "verify");
		json_null(j, "hint");
	}
}

static void json_row(struct json *j, const struct overview_row *row)
{
	const struct store_filing *f = row->filing;

	json_open(j, NULL, '{');
	json_string(j, "unit", row->code);
	json_string(j, "name", row->name);
	json_string(j, "set", f ? f->set : NULL);
	json_string(j, "state", f ? f->state : NULL);
	cmd_json_number(j, "score", f && f->has_score, f ? f->score : 0, 2);
	json_string(j, "grade", f ? f->grade : NULL);
	json_marks(j, &row->marks, row->counted);
	json_found(j, row->tally, -1);
	json_open(j, "forms", '[');
	for (size_t i = 0; row->set && i < row->set->nforms; i++) {
		json_open(j, NULL, '{');
		json_string(j, "form", row->set->forms[i]->id);
		json_marks(j, &row->forms[i], row->counted);
		json_found(j, row->tally, (int)i);
		json_close(j, '}');
	}
	json_close(j, ']');
	json_close(j, '}');
}

/* Each column as wide as its widest text. */
static int width_of(const struct overview *o, int column)
{
	struct str s = { 0 };
	int width;

	overview_head(o, o->nrows ? 0 : -1, column, &s);
	width = text_width(str_text(&s));
	for (size_t i = 0; i < o->nshown; i++) {
		int w;

		str_clear(&s);
		overview_text(o, o->shown[i], column, &s);
		w = text_width(str_text(&s));
		width = w > width ? w : width;
	}
	str_free(&s);
	return width < NAME_MOST ? width : NAME_MOST;
}

static void put(struct str *out, const char *text, int width, bool right)
{
	int room = width - text_width(text);

	for (int i = 0; right && i < room; i++)
		str_addc(out, ' ');
	str_add(out, text);
	for (int i = right ? room : 0; i < room + GAP; i++)
		str_addc(out, ' ');
}

static void end_line(struct str *out)
{
	while (out->length && out->s[out->length - 1] == ' ')
		out->s[--out->length] = '\0';
	str_addc(out, '\n');
}

/* row −1: the heads, as of the first set there is. */
static void print_row(const struct overview *o, int row, const int *widths, struct str *out)
{
	int n = overview_columns(o);
	int first = 0;

	while (first < (int)o->nrows && !o->rows[first].set)
		first++;
	for (int i = 0; i < n; i++) {
		struct str s = { 0 };

		if (row < 0)
			overview_head(o, first < (int)o->nrows ? first : -1, i, &s);
		else
			overview_text(o, row, i, &s);
		put(out, str_text(&s), widths[i], i == OVERVIEW_SCORE);
		str_free(&s);
	}
	end_line(out);
}

static void print_table(const struct overview *o, struct str *out)
{
	int n = overview_columns(o), *widths = mem_array((size_t)n, sizeof *widths);
	struct str s = { 0 };

	for (int i = 0; i < n; i++)
		widths[i] = width_of(o, i);
	print_row(o, -1, widths, out);
	for (size_t i = 0; i < o->nshown; i++)
		print_row(o, o->shown[i], widths, out);
	overview_summary(o, &s);
	str_addf(out, "%s\n", str_text(&s));
	str_free(&s);
	mem_free(widths);
}

int cmd_overview(struct cmd_call *c)
{
	struct overview o = { 0 };
	struct json j;
	int year = 0, unit = -1, status = CMD_DONE;

	if (cmd_year(c, c->args[0], &year) < 0 ||
	    (c->nargs > 1 && (unit = work_find_unit(c->work, c->args[1], c->e)) < 0) ||
	    overview_load(&o, c->work, OVERVIEW_FORMS, year, unit, c->e) < 0) {
		status = cmd_fail(c);
		goto out;
	}
	for (int i = 0; i < (int)o.nrows && o.filed <= COUNTED_MOST; i++)
		overview_count(&o, c->work, i);
	if (c->file) {
		if (export_overview(&o, c->file, c->force, c->e) < 0)
			status = cmd_fail(c);
		else
			str_addf(c->out, _("已导出到 %s\n"), c->file);
	} else if (c->json) {
		cmd_json_begin(c, &j);
		for (size_t i = 0; i < o.nrows; i++)
			json_row(&j, &o.rows[i]);
		cmd_json_end(c, &j);
	} else {
		print_table(&o, c->out);
	}
out:
	overview_free(&o);
	return status;
}
