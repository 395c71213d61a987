#include "screens/change_parts.h"

#include <string.h>

#include "app/edit_step.h"
#include "app/inspect.h"
#include "app/review.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "form/suggest.h"
#include "form/tree.h"
#include "screens/table.h"

int change_refuse(struct desk *d, const char *why)
{
	desk_say(d, NOTE_WARNING, "%s", why);
	return -1;
}

int change_fail(struct desk *d, const struct err *e)
{
	desk_say(d, NOTE_ERROR, "%s", e->text);
	if (e->code != ERR_CONFLICT)
		return -1;
	desk_refresh(d);
	desk_changed(d);
	return CHANGE_CONFLICT;
}

static const char *nothing_open(const struct desk *d)
{
	if (d->unit < 0)
		return _("还没有单位：先退出，用命令 ziping unit add 代码 名称 加单位。");
	if (d->filing)
		return NULL;
	if (d->nfilings && d->filings[d->nfilings - 1].year < d->year)
		return _("这个单位还没有这一年的套表：按 R 由上一次填报结转，按 c 新建空表。");
	return _("这个单位还没有这一年的套表，按 c 新建。");
}

bool change_nothing(struct desk *d)
{
	const char *why = nothing_open(d);

	if (why)
		desk_say(d, NOTE_WARNING, "%s", why);
	return why;
}

static bool at_template(const struct desk *d)
{
	return d->at.place.list >= 0 && d->at.place.row < 0;
}

bool change_refusal(struct desk *d, struct str *why)
{
	const struct field *field = desk_field(d, d->at.place);

	if (!field) {
		str_add(why, nothing_open(d) ? nothing_open(d) : _("这里没有可填的格子。"));
		return true;
	}
	if (!at_template(d))
		return edit_refusal(d->w, d->filing, d->at.place, why);
	if (edit_is_closed(d->w, d->filing, why))
		return true;
	if (field->mode != MODE_COMPUTED)
		return false;
	str_add(why, _("这一栏由公式计算；先在同一行的其他栏填写，加出这一行。"));
	return true;
}

const char *change_text(const struct desk *d)
{
	const struct cell *c = desk_has_cell(d) ? filing_cell(d->filing, d->at.place) : NULL;

	return c && c->text ? c->text : "";
}

const char *change_begin_text(const struct desk *d)
{
	const char *typed = change_text(d), *suggested = NULL;

	if (text_is_blank(typed) && desk_has_cell(d))
		suggested = suggest_text(d->filing, d->at.place);
	return suggested ? suggested : typed;
}

void change_label(const struct desk *d, struct str *out)
{
	const struct field *field = desk_field(d, d->at.place);

	if (desk_has_cell(d))
		place_label(d->filing, d->at.place, out);
	else if (field)
		str_add(out, field->label);
}

/* ---- cells ---- */

enum { SHOWN_LENGTH = 40 };

/* What is said of a text: the beginning of its first line. */
static char *shown(const char *text)
{
	char *clean = text_clean(text, true);
	size_t line = strcspn(clean, "\n");
	size_t length = text_clip(clean, line, SHOWN_LENGTH, NULL);
	struct str b = {0};

	str_addn(&b, clean, length);
	str_add(&b, clean[length] ? "…" : "");
	mem_free(clean);
	return str_take(&b);
}

static void say_saved(struct desk *d, const char *text)
{
	struct str label = {0};
	struct inspect seen = {0};
	char *value = shown(text);

	change_label(d, &label);
	if (desk_has_cell(d))
		inspect_cell(d->w, d->filing, d->at.place, &seen);
	if (seen.fault)
		desk_say(d, NOTE_WARNING, _("已原样存下，但%s"), seen.fault);
	else if (text_is_blank(text))
		desk_say(d, NOTE_OK, _("已清空：%s（u 撤销）"), str_text(&label));
	else
		desk_say(d, NOTE_OK, _("已保存：%s 为 %s"), str_text(&label), value);
	inspect_free(&seen);
	mem_free(value);
	str_free(&label);
}

static int put_new_row(struct desk *d, const char *text)
{
	struct place p = d->at.place, out;
	struct err e = {0};

	if (text_is_blank(text))
		return 0;
	if (edit_row_add(d->w, d->filing, p.sheet, p.list, d->at.group, -1, p.field, text, &out,
	                 &e) < 0)
		return change_fail(d, &e);
	desk_at(d, out, d->at.group);
	desk_changed(d);
	say_saved(d, text);
	return 0;
}

/* Puts the text; the cursor stays with its row when that moves (a code). */
static int put_and_follow(struct desk *d, const char *text, int64_t seen, struct err *e)
{
	struct place *p = &d->at.place;
	int64_t row = p->list < 0 ? 0 : d->filing->sheets[p->sheet].lists[p->list].rows[p->row].id;

	if (edit_cell_seen(d->w, d->filing, *p, seen, text, e) < 0)
		return -1;
	if (p->list >= 0)
		p->row = filing_find_row(d->filing, p->sheet, p->list, row);
	return 0;
}

int64_t change_version(const struct desk *d)
{
	return desk_has_cell(d) ? edit_version(d->filing, d->at.place) : 0;
}

int change_put_seen(struct desk *d, const char *text, int64_t seen)
{
	struct str why = {0};
	struct err e = {0};

	if (change_refusal(d, &why)) {
		change_refuse(d, str_text(&why));
		str_free(&why);
		return -1;
	}
	if (at_template(d))
		return put_new_row(d, text);
	if (strcmp(change_text(d), text) == 0 || strcmp(change_begin_text(d), text) == 0)
		return 0;
	if (put_and_follow(d, text, seen, &e) < 0)
		return change_fail(d, &e);
	desk_changed(d);
	say_saved(d, text);
	return 0;
}

int change_put(struct desk *d, const char *text)
{
	int result = change_put_seen(d, text, change_version(d));

	if (result != CHANGE_CONFLICT)
		return result;
	mem_free(d->contested);
	d->contested = mem_strdup(text);
	return result;
}

int change_clear(struct desk *d)
{
	if (at_template(d) || (desk_has_cell(d) && text_is_blank(change_text(d))))
		return 0;
	return change_put(d, "");
}

/* What was carried over from last year holds for this year too. */
static int confirm(struct desk *d)
{
	struct err e = {0};

	if (edit_confirm(d->w, d->filing, &d->at.place, 1, &e) < 0)
		return change_fail(d, &e);
	desk_changed(d);
	desk_say(d, NOTE_OK, "%s", _("已确认：上年的内容今年也对（u 撤销）"));
	return 0;
}

/* And the audit says so. */
static bool left_blank(const struct desk *d)
{
	const struct review *r = desk_review(d);

	return r && edit_is_left_blank(d->filing, d->at.place) &&
	       review_find(r, d->at.place, false, -1) >= 0;
}

int change_adopt(struct desk *d)
{
	struct err e = {0};
	struct str value = {0};
	const struct field *field = desk_field(d, d->at.place);
	const struct cell *c;
	char *short_value;

	if (desk_has_cell(d) && filing_cell(d->filing, d->at.place)->carried)
		return confirm(d);
	if (!desk_has_cell(d) || place_mode(d->filing, d->at.place) == MODE_INPUT)
		return change_refuse(d, _("这一格没有公式或建议的数可以采用。"));
	if (text_is_blank(change_text(d)) && !left_blank(d))
		return change_refuse(d, _("这一格已经是公式或建议的数。"));
	if (edit_adopt(d->w, d->filing, d->at.place, &e) < 0)
		return change_fail(d, &e);
	desk_changed(d);
	c = suggest_cell(d->filing, d->at.place);
	cell_show(c, field, &value);
	short_value = shown(str_text(&value));
	desk_say(d, NOTE_OK, _("已采用：%s（u 撤销）"), short_value);
	mem_free(short_value);
	str_free(&value);
	return 0;
}

static void say_pasted(struct desk *d, const struct paste *p, const struct edit_pasted *did)
{
	struct str b = {0};
	size_t passed = did->passed + p->refused;

	str_addf(&b, _("已粘贴 %zu 格"), did->cells);
	if (did->rows)
		str_addf(&b, _("，加了 %zu 行"), did->rows);
	if (passed)
		str_addf(&b, _("，略过由公式计算的 %zu 格"), passed);
	if (p->outside)
		str_addf(&b, _("，超出表格的 %zu 格没有填"), p->outside);
	desk_say(d, p->outside ? NOTE_WARNING : NOTE_OK, _("%s（u 一次撤销）。"), b.s);
	str_free(&b);
}

int change_paste(struct desk *d, const struct paste *p)
{
	struct edit_pasted did;
	struct err e = {0};

	if (edit_paste(d->w, d->filing, p->places, (const char *const *)p->texts, p->n, p->group,
	               _("粘贴"), &did, &e) < 0)
		return change_fail(d, &e);
	desk_changed(d);
	say_pasted(d, p, &did);
	return 0;
}

/* ---- sheets, filings ---- */

int change_sheet_add(struct desk *d, int sheet)
{
	struct err e = {0};
	const struct form *form;
	int added;

	if (change_nothing(d) || sheet < 0 || (size_t)sheet >= d->filing->nsheets)
		return -1;
	form = d->filing->sheets[sheet].form;
	if (!form->copies)
		return change_refuse(d, _("这张表只有一份，不能再加。"));
	if (edit_sheet_add(d->w, d->filing, form, &added, &e) < 0)
		return change_fail(d, &e);
	desk_changed(d);
	desk_open_sheet(d, added);
	desk_say(d, NOTE_OK, _("已加一份%s（u 撤销）。"), form->number);
	return 0;
}

int change_sheet_delete(struct desk *d, int sheet)
{
	struct err e = {0};

	if (edit_sheet_delete(d->w, d->filing, sheet, &e) < 0)
		return change_fail(d, &e);
	if (d->sheet == sheet)
		desk_at(d, (struct place){-1, -1, -1, -1}, -1);
	desk_changed(d);
	desk_say(d, NOTE_OK, _("已删除这份表（u 撤销）。"));
	return 0;
}

/* The set that is open, when it goes on to that year. */
static const struct set *set_for(const struct desk *d, int year)
{
	const struct set *set = d->filing ? d->filing->set : NULL;

	if (set && set->year_from <= year && (!set->year_to || year <= set->year_to))
		return set;
	return work_set_for_unit(d->w, d->unit, year);
}

int change_filing_add(struct desk *d, int year)
{
	const struct set *set = set_for(d, year);
	struct err e = {0};

	if (!set) {
		desk_say(d, NOTE_ERROR, _("没有适用于 %d 年的套表。"), year);
		return -1;
	}
	if (work_add_filing(d->w, d->unit, year, set->id, &e) < 0 ||
	    desk_open(d, d->unit, year, NULL, &e) < 0)
		return change_fail(d, &e);
	desk_say(d, NOTE_OK, _("已新建 %d 年的套表。"), year);
	return 0;
}

/* ---- undo ---- */

/* Undo took the row away that was added last. */
static bool go_back(struct desk *d)
{
	struct spot_at *from = &d->new_from;
	int64_t row = d->new_row;

	if (!row || from->place.sheet != d->sheet ||
	    filing_find_row(d->filing, from->place.sheet, from->place.list, row) >= 0)
		return false;
	d->new_row = 0;
	d->at = *from;
	if (from->row_id)
		d->at.place.row = filing_find_row(d->filing, from->place.sheet, from->place.list,
		                                  from->row_id);
	return true;
}

static int take_back(struct desk *d, bool redo)
{
	struct place where = {-1, -1, -1, -1};
	struct err e = {0};
	char *what = NULL;

	if (!d->filing)
		return change_refuse(d, _("没有打开的套表。"));
	if ((redo ? edit_redo : edit_undo)(d->w, d->filing, &what, &where, &e) < 0) {
		if (e.code == ERR_NOTFOUND)
			return change_refuse(d, e.text);
		return change_fail(d, &e);
	}
	desk_changed(d);
	if (!(!redo && go_back(d)) && desk_field(d, where) && (where.list < 0 || where.row >= 0))
		desk_go(d, where);
	desk_say(d, NOTE_OK, redo ? _("已重做：%s") : _("已撤销：%s（^R 重做）"), what);
	mem_free(what);
	return 0;
}

int change_undo(struct desk *d)
{
	return take_back(d, false);
}

int change_redo(struct desk *d)
{
	return take_back(d, true);
}

int change_revert(struct desk *d, int64_t step, const struct edit_cell_name *cell)
{
	struct place where = {-1, -1, -1, -1};
	struct err e = {0};

	if (edit_revert(d->w, d->filing, step, cell, &where, &e) < 0) {
		if (e.code == ERR_INPUT || e.code == ERR_NOTFOUND)
			return change_refuse(d, e.text);
		return change_fail(d, &e);
	}
	desk_changed(d);
	if (desk_field(d, where) && (where.list < 0 || where.row >= 0))
		desk_go(d, where);
	desk_say(d, NOTE_OK, _("已恢复到第 %lld 步以前（u 撤销）"), (long long)step);
	return 0;
}
