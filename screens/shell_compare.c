#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/beside.h"
#include "screens/picker.h"
#include "screens/shell_parts.h"

/* Last year beside this year, another year or unit beside the open filing. */

enum { NAME_COLS = 24, YEAR_LEAST = 1990, YEAR_MOST = 2100 };

/* ---- two filings ---- */

/* Stays in the list when the cell is not in the open filing. */
static bool go_beside(struct shell *s, const struct beside *b, int id)
{
	struct desk *d = &s->desk;
	struct compare *cells;
	const struct compare_side *side = NULL;
	bool there;

	if (id < 0)
		return false;
	if (!shell_still(s))
		return true;
	cells = beside_cells(b);
	if ((size_t)id < cells->n)
		side = beside_open(b, &cells->cells[id]);
	there = side && side->there;
	if (there) {
		desk_go(d, side->place);
		s->focus = FOCUS_TABLE;
	} else {
		desk_say(d, NOTE_INFO, _("这一格只在“%s”里有。"), b->heads[b->open_earlier]);
	}
	compare_free(cells);
	return there;
}

/* ---- last year ---- */

static struct beside last_year_of(const struct desk *d)
{
	return (struct beside){d->filing->last, d->filing, false, d->sheet, NULL,
	                       {_("上年"), _("本年")}};
}

static bool last_year_done(struct shell *s, struct dialog *dialog, enum dialog_end end)
{
	struct beside b;

	if (end == DIALOG_OTHER) {
		s->only_differences = !s->only_differences;
		shell_last_year(s);
		return true;
	}
	if (end != DIALOG_DONE || !s->desk.filing || !s->desk.filing->last)
		return true;
	b = last_year_of(&s->desk);
	return go_beside(s, &b, picker_chosen(dialog));
}

void shell_last_year(struct shell *s)
{
	struct desk *d = &s->desk;
	struct str title = {0};
	struct beside b;

	if (!d->filing || d->sheet < 0) {
		desk_say(d, NOTE_INFO, "%s", _("没有打开的表，不能和上年对照。"));
		return;
	}
	if (!d->filing->last) {
		desk_say(d, NOTE_INFO, _("没有 %d 年的填报：按 c 补建；以后的年度按 R 结转。"),
		         d->year - 1);
		return;
	}
	b = last_year_of(d);
	str_addf(&title, _("上年对照：%d 年"), d->filing->last->year);
	b.title = title.s;
	s->asked = d->filed;
	shell_open_dialog(s, beside_dialog_new(&b, s->only_differences, d->at.place),
	                  last_year_done);
	str_free(&title);
}

/* ---- another year, another unit ---- */

/* What the open filing is compared with; false: it is not there any more.  The
 * open one is asked for first, so that it is not pushed out. */
static bool find_other(struct shell *s, struct work_filing *out, struct filing **other)
{
	struct desk *d = &s->desk;
	struct err e = {0};
	bool found;

	if (!d->filing)
		return false;
	found = desk_find_filing(d, s->compared, out);
	if (found)
		work_open_filing(d->w, d->unit, d->year, d->filing->set->id, NULL);
	*other = found ? work_open_filing(d->w, out->unit, out->year, out->set_id, &e) : NULL;
	if (!*other)
		desk_say(d, NOTE_WARNING, "%s",
		         found ? e.text : _("要对照的那套表已经不在了。"));
	return *other;
}

struct heads {
	char earlier[32], later[32];
};

static struct beside beside_other(const struct desk *d, const struct filing *other,
                                  struct heads *heads)
{
	bool open_earlier = d->filing->year < other->year;
	struct beside b = {.earlier = open_earlier ? d->filing : other,
	                   .later = open_earlier ? other : d->filing,
	                   .open_earlier = open_earlier,
	                   .sheet = -1,
	                   .heads = {heads->earlier, heads->later}};
	bool years = d->filing->year != other->year;

	if (years) {
		snprintf(heads->earlier, sizeof heads->earlier, _("%d 年"), b.earlier->year);
		snprintf(heads->later, sizeof heads->later, _("%d 年"), b.later->year);
	} else {
		snprintf(heads->earlier, sizeof heads->earlier, "%s", _("对方"));
		snprintf(heads->later, sizeof heads->later, "%s", _("本表"));
	}
	return b;
}

static void add_other(const struct desk *d, const struct work_filing *other, struct str *out)
{
	struct str name = {0};
	size_t length;

	if (other->unit == d->unit && other->year == d->year) {
		str_addf(out, _("与“%s”对照"), other->set ? other->set->title : other->set_id);
	} else if (other->unit == d->unit) {
		str_addf(out, _("与 %d 年对照"), other->year);
	} else {
		desk_unit_short(d, other->unit, &name);
		length = text_clip(str_text(&name), name.length, NAME_COLS, NULL);
		str_addf(out, _("与 %.*s%s %d 年对照"), (int)length, str_text(&name),
		         name.length > length ? "…" : "", other->year);
	}
	str_free(&name);
}

static bool compare_done(struct shell *s, struct dialog *dialog, enum dialog_end end);

static void show_other(struct shell *s)
{
	struct desk *d = &s->desk;
	struct work_filing one;
	struct filing *other;
	struct str title = {0};
	struct heads heads;
	struct beside b;

	if (!find_other(s, &one, &other))
		return;
	b = beside_other(d, other, &heads);
	add_other(d, &one, &title);
	b.title = title.s;
	s->asked = d->filed;
	shell_open_dialog(s, beside_dialog_new(&b, !s->compare_all, d->at.place), compare_done);
	str_free(&title);
}

static bool compare_done(struct shell *s, struct dialog *dialog, enum dialog_end end)
{
	struct work_filing one;
	struct filing *other;
	struct heads heads;
	struct beside b;

	if (end == DIALOG_OTHER) {
		s->compare_all = !s->compare_all;
		show_other(s);
		return true;
	}
	if (end != DIALOG_DONE || !find_other(s, &one, &other))
		return true;
	b = beside_other(&s->desk, other, &heads);
	return go_beside(s, &b, picker_chosen(dialog));
}

/* ---- which one ---- */

static bool is_open(const struct desk *d, const struct work_filing *f)
{
	return f->id == d->filing->id;
}

/* The unit's other filings come first, then the same set of that year of others. */
static bool is_offered(const struct desk *d, const struct work_filing *f, bool own)
{
	if (is_open(d, f) || (f->unit == d->unit) != own)
		return false;
	return own || (f->year == d->year && strcmp(f->set_id, d->filing->set->id) == 0);
}

static size_t offer(struct dialog *list, const struct desk *d, const struct work_filing *filings,
                    size_t n, bool own)
{
	size_t offered = 0;

	for (size_t i = 0; i < n; i++) {
		const struct work_filing *f = &filings[i];
		struct str left = {0}, right = {0};

		if (!is_offered(d, f, own))
			continue;
		if (own)
			str_add(&left, _("本单位"));
		else
			desk_unit_short(d, f->unit, &left);
		desk_describe_filing(f, &right);
		picker_add(list, (int)f->id, str_text(&left), str_text(&right), STYLE_TEXT);
		str_free(&left);
		str_free(&right);
		offered++;
	}
	return offered;
}

static bool other_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	if (end == DIALOG_OTHER)
		return false;
	if (end != DIALOG_DONE || picker_chosen(d) < 0)
		return true;
	s->compared = picker_chosen(d);
	show_other(s);
	return true;
}

static bool nothing_to_compare(struct desk *d)
{
	if (!d->filing)
		desk_say(d, NOTE_INFO, "%s", _("没有打开的套表，不能对照。"));
	return !d->filing;
}

void shell_compare(struct shell *s)
{
	struct desk *d = &s->desk;
	struct work_filing *filings;
	struct dialog *list;
	size_t n = 0, offered;

	if (nothing_to_compare(d))
		return;
	filings = work_filings(d->w, -1, &n, NULL);
	list = picker_new(_("与哪一年、哪个单位逐格对照"));
	offered = offer(list, d, filings, n, true);
	offered += offer(list, d, filings, n, false);
	mem_free(filings);
	if (offered) {
		picker_select(list, (int)s->compared);
		shell_open_dialog(s, list, other_done);
		return;
	}
	dialog_free(list);
	desk_say(d, NOTE_INFO, _("这个单位没有别的年度，%d 年也没有别的单位填这套表，没有可对照的。"),
	         d->year);
}

/* Takes «2024» off the end of «信息中心 2024»; 0: there is no year. */
static int take_year(char *text)
{
	char *blank = strrchr(text, ' '), *word = blank ? blank + 1 : text, *end;
	long year = strtol(word, &end, 10);

	if (end == word || *end || year < YEAR_LEAST || year > YEAR_MOST)
		return 0;
	*(blank ? blank : text) = '\0';
	return (int)year;
}

/* Of several of one year the one of the open set. */
static int64_t filing_of(const struct desk *d, int unit, int year)
{
	size_t n = 0;
	struct work_filing *filings = work_filings(d->w, unit, &n, NULL);
	int64_t id = 0;

	for (size_t i = 0; i < n; i++) {
		if (filings[i].year != year || is_open(d, &filings[i]))
			continue;
		if (!id || strcmp(filings[i].set_id, d->filing->set->id) == 0)
			id = filings[i].id;
	}
	mem_free(filings);
	return id;
}

void shell_compare_with(struct shell *s, const char *text)
{
	struct desk *d = &s->desk;
	struct err e = {0};
	char *word;
	int year, unit;
	int64_t id;

	if (nothing_to_compare(d))
		return;
	word = mem_strdup(text);
	year = take_year(word);
	year = year ? year : d->year;
	unit = text_is_blank(word) ? d->unit : work_find_unit(d->w, word, &e);
	mem_free(word);
	if (unit < 0) {
		desk_say(d, NOTE_WARNING, "%s", e.text);
		return;
	}
	id = filing_of(d, unit, year);
	if (!id) {
		desk_say(d, NOTE_WARNING, _("没有可对照的 %d 年的填报。"), year);
		return;
	}
	s->compared = id;
	show_other(s);
}
