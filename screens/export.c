/* 1. The name's ending is the format: changing one changes the other.
 * 2. While `own` is false the name follows what is exported. */
#include "screens/export.h"

#include <string.h>
#include <strings.h>

#include "app/export.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "screens/pathline.h"

enum part { ROW_WHAT, ROW_FORMAT, ROW_VALUES, ROW_CHARTS, ROW_FILE, ROWS };
enum values { VALUES_WINNING, VALUES_STATED, VALUES_EXACT, VALUES };
enum { BOX_COLS = 100, LABEL_COLS = 6, AFTER_FILE = 3 };

struct export_dialog {
	struct dialog dialog;
	struct export_offer offers[EXPORT_WHATS]; /* its own copies */
	enum export_what what;
	enum part row;
	enum values values;
	bool charts, own;
	struct pathline *path;
};

/* ---- what can be chosen ---- */

/* Of the typed name; NULL: it has none of the endings. */
static const struct export_format *format_of(const struct export_dialog *d)
{
	return export_format_of(pathline_text(d->path), NULL);
}

static bool is_form(const struct export_dialog *d)
{
	return d->what == EXPORT_SHEET || d->what == EXPORT_FILING;
}

static bool is_ending(const struct export_format *x, const char *ending)
{
	return x && strcmp(x->ending, ending) == 0;
}

static bool can_be_format(const struct export_dialog *d, int n)
{
	return export_formats[n].write || is_form(d);
}

static bool can_be_values(const struct export_dialog *d, int n)
{
	const struct export_format *x = format_of(d);

	if (n == VALUES_WINNING || !x || !is_form(d))
		return n == VALUES_WINNING;
	return n == VALUES_STATED ? x->write != NULL : is_ending(x, ".csv");
}

/* 0: without, 1: with charts. */
static bool can_be_charts(const struct export_dialog *d, int n)
{
	const struct export_format *x = format_of(d);
	bool drawn = is_form(d) && d->values == VALUES_WINNING && x;

	if (drawn && is_ending(x, ".pdf"))
		return true;
	return n == (drawn && x->book & EXPORT_CHARTS ? 1 : 0);
}

static bool can_be(const struct export_dialog *d, enum part row, int n)
{
	switch (row) {
	case ROW_WHAT:
		return d->offers[n].label != NULL;
	case ROW_FORMAT:
		return can_be_format(d, n);
	case ROW_VALUES:
		return can_be_values(d, n);
	default:
		return can_be_charts(d, n);
	}
}

static int count_formats(void)
{
	int n = 0;

	while (export_formats[n].ending)
		n++;
	return n;
}

static int count(enum part row)
{
	return row == ROW_WHAT ? EXPORT_WHATS : row == ROW_FORMAT ? count_formats()
	                                    : row == ROW_VALUES ? VALUES
	                                                        : 2;
}

/* −1: none. */
static int chosen(const struct export_dialog *d, enum part row)
{
	const struct export_format *x = format_of(d);

	switch (row) {
	case ROW_WHAT:
		return (int)d->what;
	case ROW_FORMAT:
		return x ? (int)(x - export_formats) : -1;
	case ROW_VALUES:
		return (int)d->values;
	default:
		return can_be_charts(d, d->charts) ? d->charts : !d->charts;
	}
}

static const char *word(const struct export_dialog *d, enum part row, int n)
{
	static const char *const values[] = {"采用的数", "只要表报的数", "原样逐格，供再导入"};
	static const char *const charts[] = {"不带", "带"};

	_Static_assert(sizeof values / sizeof *values == VALUES, "a word for each");
	switch (row) {
	case ROW_WHAT:
		return d->offers[n].label;
	case ROW_FORMAT:
		return _(export_formats[n].name);
	case ROW_VALUES:
		return _(values[n]);
	default:
		return _(charts[n]);
	}
}

/* ---- changes ---- */

static void put_name(struct export_dialog *d)
{
	const struct export_offer *o = &d->offers[d->what];
	struct str name = {0};

	str_addf(&name, "%s%s", o->name, o->ending);
	pathline_set(d->path, name.s);
	str_free(&name);
}

static void put_ending(struct export_dialog *d, const char *ending)
{
	const char *text = pathline_text(d->path), *dot = strrchr(text, '.');
	struct str name = {0};

	str_addn(&name, text, format_of(d) ? (size_t)(dot - text) : strlen(text));
	str_add(&name, ending);
	pathline_set(d->path, name.s);
	mem_free((char *)d->offers[d->what].ending);
	d->offers[d->what].ending = mem_strdup(ending);
	str_free(&name);
}

/* After a change elsewhere. */
static void keep_possible(struct export_dialog *d)
{
	if (!can_be(d, ROW_VALUES, (int)d->values))
		d->values = VALUES_WINNING;
}

static void choose(struct export_dialog *d, int n)
{
	switch (d->row) {
	case ROW_WHAT:
		d->what = (enum export_what)n;
		if (!d->own)
			put_name(d);
		else if (format_of(d) && !can_be_format(d, chosen(d, ROW_FORMAT)))
			put_ending(d, d->offers[d->what].ending);
		break;
	case ROW_FORMAT:
		put_ending(d, export_formats[n].ending);
		break;
	case ROW_VALUES:
		d->values = (enum values)n;
		break;
	default:
		d->charts = n;
	}
	keep_possible(d);
}

static void step(struct export_dialog *d, int direction)
{
	int n = count(d->row), at = chosen(d, d->row);

	for (int i = 0; i < n; i++) {
		at = (at + direction + n) % n;
		if (!can_be(d, d->row, at))
			continue;
		choose(d, at);
		return;
	}
}

/* ---- draw ---- */

static const char *const labels[] = {"内容", "格式", "数", "图表", "文件"};
_Static_assert(sizeof labels / sizeof *labels == ROWS, "a label for each row");

/* The chosen one stands in brackets. */
static void draw_choices(const struct export_dialog *d, enum part row, int y, const struct rect *r)
{
	int x = r->x + LABEL_COLS + 1, end = r->x + r->cols;

	for (int i = 0, n = count(row); i < n && x < end; i++) {
		bool on = i == chosen(d, row);
		struct str b = {0};
		int width;

		if (!can_be(d, row, i))
			continue;
		str_addf(&b, on ? "[%s]" : " %s ", word(d, row, i));
		width = text_width(b.s) < end - x ? text_width(b.s) : end - x;
		draw_text(y, x, width, b.s,
		          (on ? STYLE_VALUE : STYLE_DIM) |
		              (unsigned)(on && row == d->row ? STYLE_AT_CURSOR : 0));
		x += width + 1;
		str_free(&b);
	}
}

static void draw_file(const struct export_dialog *d, int y, const struct rect *r,
                      struct caret *caret)
{
	const char *hint = pathline_hint(d->path);
	struct rect below = {y + 1, r->x + LABEL_COLS + 1, AFTER_FILE, r->cols - LABEL_COLS - 1};
	struct str b = {0};
	char *whole = pathline_absolute(d->path);
	int cy, cx;

	pathline_draw(d->path, y, below.x, below.cols, &cy, &cx);
	*caret = d->row == ROW_FILE ? (struct caret){cy, cx} : (struct caret){-1, -1};
	if (*hint)
		str_add(&b, hint);
	else if (!format_of(d))
		str_add(&b, _("文件名的结尾说明格式：.docx .xlsx .pdf .html .csv .txt"));
	else
		str_addf(&b, _("写到 %s"), whole);
	draw_wrapped(&below, str_text(&b), 0, STYLE_DIM);
	mem_free(whole);
	str_free(&b);
}

static void draw(const struct dialog *dialog, const struct rect *screen, struct caret *caret)
{
	const struct export_dialog *d = (const struct export_dialog *)dialog;
	int cols = screen->cols < BOX_COLS ? screen->cols : BOX_COLS;
	struct rect r = dialog_box(screen, ROWS + AFTER_FILE + 2, cols, _("导出"));

	for (enum part row = ROW_WHAT; row < ROWS; row++) {
		draw_text(r.y + (int)row, r.x, 1, row == d->row ? "▸" : "", STYLE_FOCUS);
		draw_text(r.y + (int)row, r.x + 1, LABEL_COLS - 1, _(labels[row]), STYLE_LABEL);
		if (row != ROW_FILE)
			draw_choices(d, row, r.y + (int)row, &r);
	}
	draw_file(d, r.y + ROW_FILE, &r, caret);
}

/* ---- keys ---- */

static const struct dialog_type type, path_type;

static void go(struct export_dialog *d, int direction)
{
	int row = (int)d->row + direction;

	if (row < 0 || row >= ROWS)
		return;
	d->row = (enum part)row;
	d->dialog.type = d->row == ROW_FILE ? &path_type : &type;
}

static void type_name(struct export_dialog *d, const struct key_event *ev)
{
	if (pathline_key(d->path, ev) != EDIT_CHANGED)
		return;
	d->own = true;
	keep_possible(d);
}

/* A folder alone: the file goes into it, under the name it would have. */
static bool enter_folder(struct export_dialog *d)
{
	char *path = pathline_absolute(d->path), *whole;
	bool folder = file_is_folder(path);

	if (folder) {
		char *typed = mem_strdup(pathline_text(d->path));

		put_name(d);
		whole = file_join(typed, pathline_text(d->path));
		pathline_set(d->path, whole);
		mem_free(whole);
		mem_free(typed);
		d->own = true;
	}
	mem_free(path);
	return folder;
}

static enum dialog_end key(struct dialog *dialog, enum action a, const struct key_event *ev)
{
	struct export_dialog *d = (struct export_dialog *)dialog;

	switch (a) {
	case ACT_UP:
	case ACT_DOWN:
		go(d, a == ACT_UP ? -1 : 1);
		return DIALOG_OPEN;
	case ACT_LEFT:
	case ACT_RIGHT:
		step(d, a == ACT_LEFT ? -1 : 1);
		return DIALOG_OPEN;
	case ACT_COMPLETE:
		pathline_complete(d->path, NULL);
		d->own = true;
		return DIALOG_OPEN;
	case ACT_CHOOSE:
		return enter_folder(d) ? DIALOG_OPEN : DIALOG_DONE;
	case ACT_LEAVE:
		return DIALOG_CANCELLED;
	default:
		if (d->row == ROW_FILE)
			type_name(d, ev);
		return DIALOG_OPEN;
	}
}

static void discard(struct dialog *dialog)
{
	struct export_dialog *d = (struct export_dialog *)dialog;

	for (int i = 0; i < EXPORT_WHATS; i++) {
		mem_free((char *)d->offers[i].label);
		mem_free((char *)d->offers[i].name);
		mem_free((char *)d->offers[i].ending);
	}
	pathline_free(d->path);
	mem_free(d);
}

static const struct dialog_type type = {CTX_EXPORT, draw, key, discard};
static const struct dialog_type path_type = {CTX_PATH, draw, key, discard};

struct dialog *export_dialog_new(const struct export_offer *offers, enum export_what what,
                                 const char *folder, const char *path)
{
	struct export_dialog *d = mem_alloc(sizeof *d);

	d->dialog.type = &type;
	for (int i = 0; i < EXPORT_WHATS; i++)
		d->offers[i] = (struct export_offer){mem_strdup(offers[i].label),
		                                     mem_strdup(offers[i].name),
		                                     mem_strdup(offers[i].ending)};
	d->what = what;
	d->path = pathline_new(folder, path ? path : "");
	d->own = path != NULL;
	if (!path)
		put_name(d);
	return &d->dialog;
}

bool dialog_is_export(const struct dialog *d)
{
	return d && (d->type == &type || d->type == &path_type);
}

void export_dialog_wish(const struct dialog *dialog, struct export_wish *out)
{
	const struct export_dialog *d = (const struct export_dialog *)dialog;
	bool pdf = is_ending(format_of(d), ".pdf");

	*out = (struct export_wish){
	    .what = d->what,
	    .path = pathline_absolute(d->path),
	    .stated = d->values == VALUES_STATED,
	    .exact = d->values == VALUES_EXACT,
	    .charts = pdf && chosen(d, ROW_CHARTS) == 1,
	};
}
