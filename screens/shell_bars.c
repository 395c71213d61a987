#include <limits.h>
#include <string.h>

#include "app/handin.h"
#include "app/inspect.h"
#include "app/persons.h"
#include "app/review_show.h"
#include "app/who.h"
#include "base/i18n.h"
#include "base/text.h"
#include "screens/ask.h"
#include "screens/contest.h"
#include "screens/shell_parts.h"

/* ---- state ---- */

/* «填报中  98.00 优  ✗2 !5 ·3» */
static void add_state(const struct desk *d, struct str *out)
{
	struct score_total total = {0};
	struct inspect_marks marks = {0};
	const struct review *r = desk_review_shown(d);
	size_t before;

	if (!r)
		return;
	inspect_total(d->filing, &total);
	handin_show_brief(d->w, d->filing, out);
	if (total.has_computed || total.has_stated) {
		str_add(out, "  ");
		num_format(out, total.has_computed ? total.computed : total.stated, 2, false);
		str_add(out, total.grade ? " " : "");
		str_add(out, total.grade);
	}
	str_add(out, "  ");
	before = out->length;
	review_show_counts(&r->counts, INT_MAX, out);
	if (out->length == before && !d->unaudited)
		inspect_marks(d->filing, -1, &marks);
	str_add(out, marks.filled ? "✓ " : " ");
}

/* «另有 2 人：某某（附件2）…», where there is no room the number alone: most 0;
 * «@2» where there is less still: −1. */
static void add_others(const struct desk *d, int most, struct str *out)
{
	struct str names = {0};
	size_t n = who_beside(d->w, d->filing, &names);

	if (n && text_width(names.s) <= most)
		str_addf(out, "%s  ", names.s);
	else if (n && most >= 0)
		str_addf(out, _("另有 %zu 人  "), n);
	else if (n)
		str_addf(out, "@%zu  ", n);
	str_free(&names);
}

enum { UNIT_LEAST = 8 };
enum brevity { PATH_WHOLE, PATH_NO_PROGRAM, PATH_NO_SUPERIOR, PATH_NO_FORM_NAME };

/* In at most width columns; what comes behind it is to be seen too. */
static void add_clipped(const char *name, int width, struct str *out)
{
	size_t length = strlen(name);

	if (text_width(name) <= width) {
		str_add(out, name);
		return;
	}
	str_addn(out, name, text_clip(name, length, width - text_width("…"), NULL));
	str_add(out, "…");
}

/* «自评台  岳阳楼区卫生健康局 › 信息中心 › 2024 › 附件2 整体支出绩效自评表» */
static void add_path(const struct desk *d, enum brevity brevity, int unit, struct str *out)
{
	struct str name = {0};
	size_t n;
	const struct work_unit *units = work_units(d->w, &n);
	const struct form *form = desk_form(d);

	str_add(out, brevity < PATH_NO_PROGRAM ? _("自评台  ") : "");
	if (d->unit < 0)
		return;
	if (brevity < PATH_NO_SUPERIOR && units[d->unit].superior >= 0) {
		desk_unit_short(d, units[d->unit].superior, out);
		str_add(out, " › ");
	}
	desk_unit_short(d, d->unit, &name);
	add_clipped(str_text(&name), unit, out);
	str_free(&name);
	if (d->year)
		str_addf(out, " › %d", d->year);
	if (!form)
		return;
	str_add(out, " › ");
	if (brevity < PATH_NO_FORM_NAME)
		sheet_title(d->filing, d->sheet, out);
	else if (form->copies)
		str_addf(out, "%s#%d", form->number, desk_sheet(d)->copy);
	else
		str_add(out, form->number);
}

static int unit_width(const struct desk *d)
{
	struct str name = {0};
	int width;

	if (d->unit >= 0)
		desk_unit_short(d, d->unit, &name);
	width = text_width(str_text(&name));
	str_free(&name);
	return width;
}

/* What stands on the right; its width. */
static int put_right(const struct shell *s, int others, struct str *out)
{
	str_clear(out);
	add_others(&s->desk, others, out);
	if (work_is_readonly(s->desk.w))
		str_add(out, _("只读  "));
	else if (s->desk.filing && persons_only_reads(s->desk.w, s->desk.filing, NULL))
		str_add(out, _("只能看  "));
	add_state(&s->desk, out);
	return text_width(str_text(out));
}

void shell_draw_state(const struct shell *s, int cols)
{
	struct str state = {0}, path = {0};
	int right = put_right(s, cols / 3, &state), over = 0, unit;

	for (enum brevity b = PATH_WHOLE; b <= PATH_NO_FORM_NAME; b++) {
		str_clear(&path);
		add_path(&s->desk, b, INT_MAX, &path);
		over = text_width(str_text(&path)) + 3 + right - cols;
		if (over <= 0)
			break;
	}
	if (over > 0) {
		over -= right;
		right = put_right(s, -1, &state);
		over += right;
	}
	if (over > 0) {
		unit = unit_width(&s->desk) - over;
		str_clear(&path);
		add_path(&s->desk, PATH_NO_FORM_NAME, unit < UNIT_LEAST ? UNIT_LEAST : unit, &path);
	}
	draw_text(0, 0, 1, " ", STYLE_STATUS);
	draw_text(0, 1, cols - 1, str_text(&path), STYLE_STATUS);
	draw_text(0, cols - right, right, str_text(&state), STYLE_STATUS);
	str_free(&state);
	str_free(&path);
}

/* ---- message ---- */

bool shell_progress(struct shell *s, const char *doing, const char *counted, size_t done,
                    size_t total)
{
	enum { BAR = 20 };
	char bar[BAR + 1];

	if (!s->wait)
		return true;
	for (size_t i = 0; i < BAR; i++)
		bar[i] = total && i < done * BAR / total ? '#' : '-';
	bar[BAR] = '\0';
	if (!total)
		desk_say(&s->desk, NOTE_INFO, _("正在%s，Esc 停下"), doing);
	else if (counted)
		desk_say(&s->desk, NOTE_INFO, _("正在%s [%s] %zu/%zu %s，Esc 停下"), doing, bar, done,
		         total, counted);
	else
		desk_say(&s->desk, NOTE_INFO, _("正在%s [%s] %zu%%，Esc 停下"), doing, bar,
		         done * 100 / total);
	return s->wait(s->wait_context, s);
}

void shell_draw_note(const struct shell *s, int y, int cols)
{
	static const struct {
		const char *sign;
		enum style style;
	} looks[] = {
	    [NOTE_NONE] = {"", STYLE_TEXT},     [NOTE_INFO] = {"", STYLE_TEXT},
	    [NOTE_OK] = {"✓ ", STYLE_OK},       [NOTE_WARNING] = {"! ", STYLE_WARNING},
	    [NOTE_ERROR] = {"✗ ", STYLE_ERROR},
	};
	const char *sign = looks[s->desk.note_kind].sign;

	if (!s->desk.note)
		return;
	pane_draw_note(y, cols, sign, s->desk.note, looks[s->desk.note_kind].style);
}

/* ---- keys ---- */

void shell_draw_keys(const struct shell *s, int y, int cols)
{
	size_t n;
	const struct key_line *lines = keymap_lines(&n);
	enum context context = shell_context(s);
	struct str answers = {0};
	int x = 0;

	if (ask_keys(shell_dialog(s), &answers) || contest_keys(shell_dialog(s), &answers)) {
		draw_text(y, 0, cols, answers.s, STYLE_KEYBAR);
		str_free(&answers);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		char name[64];
		const char *label = lines[i].bar ? _(lines[i].bar) : NULL;
		int key, word;

		if (!label || !(lines[i].contexts & context))
			continue;
		keymap_names(&lines[i], 1, name, sizeof name);
		key = text_width(name);
		word = text_width(label);
		if (x + key + word > cols)
			return;
		draw_text(y, x, key, name, STYLE_KEYNAME);
		draw_text(y, x + key, word, label, STYLE_KEYBAR);
		x += key + word + 1;
	}
}

/* ---- rules between panes ---- */

static void draw_rule(int y, int x, int cols, unsigned ends, const char *title, bool focus)
{
	int width = title ? text_width(title) : 0;

	for (int i = x; i < x + cols; i++)
		draw_border_cell(y, i, BORDER_LEFT | BORDER_RIGHT, STYLE_BORDER);
	if (ends)
		draw_border_cell(y, x + cols - 1, ends, STYLE_BORDER);
	if (width > cols - 4)
		width = cols - 4;
	if (width > 0)
		draw_text(y, x + 1, width, title, focus ? STYLE_FOCUS : STYLE_TITLE);
}

static void draw_table_title(const struct shell *s, int cols)
{
	const struct layout *l = &s->at;
	const struct form *form = desk_form(&s->desk);
	struct str title = {0};

	if (form) {
		str_add(&title, s->focus == FOCUS_TABLE ? "▪" : " ");
		sheet_title(s->desk.filing, s->desk.sheet, &title);
		str_add(&title, " ");
	}
	draw_rule(l->top_rule, l->units.cols + 1, cols - l->units.cols - 1, 0, str_text(&title),
	          s->focus == FOCUS_TABLE);
	str_free(&title);
}

static void draw_navigator_rules(const struct shell *s)
{
	const struct layout *l = &s->at;
	struct str year = {0};
	int x = l->units.x, cols = l->units.cols;

	if (s->desk.year)
		str_addf(&year, s->focus == FOCUS_FORMS ? _("▪%d 年的表 ") : _(" %d 年的表 "),
		         s->desk.year);
	if (who_beside(s->desk.w, s->desk.filing, &year))
		str_addc(&year, ' ');
	if (l->beside) {
		for (int y = l->top_rule; y < l->inspector_rule; y++)
			draw_border_cell(y, x + cols, BORDER_UP | BORDER_DOWN, STYLE_BORDER);
		draw_rule(l->top_rule, x, cols + 1, BORDER_LEFT | BORDER_RIGHT | BORDER_DOWN,
		          s->focus == FOCUS_UNITS ? _("▪单位 ") : _(" 单位 "),
		          s->focus == FOCUS_UNITS);
		draw_rule(l->forms_rule, x, cols + 1, BORDER_LEFT | BORDER_UP | BORDER_DOWN,
		          str_text(&year), s->focus == FOCUS_FORMS);
	} else {
		draw_rule(l->forms_rule, x, cols, 0, str_text(&year), s->focus == FOCUS_FORMS);
		draw_border_cell(l->forms_rule, x - 1, BORDER_UP | BORDER_DOWN | BORDER_RIGHT,
		                 STYLE_FOCUS);
		draw_border_cell(l->forms_rule, x + cols, BORDER_UP | BORDER_DOWN | BORDER_LEFT,
		                 STYLE_FOCUS);
	}
	str_free(&year);
}

static void draw_findings_title(const struct shell *s, int cols)
{
	const struct layout *l = &s->at;
	struct str title = {0};
	int left = l->beside ? l->units.cols + 1 : 0;

	str_add(&title, s->focus == FOCUS_FINDINGS ? "▪" : " ");
	findings_pane_title(s->findings, &title);
	str_add(&title, " ");
	draw_rule(l->findings_rule, left, cols - left, 0, title.s, s->focus == FOCUS_FINDINGS);
	if (l->beside)
		draw_border_cell(l->findings_rule, left - 1, BORDER_UP | BORDER_DOWN | BORDER_RIGHT,
		                 STYLE_BORDER);
	str_free(&title);
}

void shell_draw_rules(const struct shell *s, int cols)
{
	const struct layout *l = &s->at;
	const char *title = inspector_title(s->inspector);
	struct str position = {0}, label = {0};
	int width;

	if (*title)
		str_addf(&label, " %s ", title);
	draw_rule(l->inspector_rule, 0, cols, 0, str_text(&label), false);
	if (l->beside && text_width(str_text(&label)) < l->units.cols)
		draw_border_cell(l->inspector_rule, l->units.cols,
		                 BORDER_LEFT | BORDER_RIGHT | BORDER_UP, STYLE_BORDER);
	table_position(s->table, &position);
	width = text_width(str_text(&position));
	if (width)
		draw_text(l->inspector_rule, cols - width - 3, width, position.s, STYLE_DIM);
	str_free(&position);
	str_free(&label);
	if (l->beside) {
		draw_table_title(s, cols);
	}
	if (l->navigator)
		draw_navigator_rules(s);
	if (s->listing)
		draw_findings_title(s, cols);
}
