#include <string.h>

#include "app/edit.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/ask.h"
#include "screens/change.h"
#include "screens/marks.h"
#include "screens/picker.h"
#include "screens/shell_parts.h"
#include "screens/table_parts.h"
#include "screens/textbox.h"

/* What is edited in a dialog: long texts, choices, pastes. */

static char *title_of(const struct desk *d)
{
	struct str b = {0};

	change_label(d, &b);
	return str_take(&b);
}

/* ---- long texts ---- */

static bool text_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	int result;

	if (end != DIALOG_DONE) {
		desk_say(&s->desk, NOTE_INFO, "%s", _("已关闭，原文未动。"));
		return true;
	}
	if (!table_same_spot(&s->text_at, &s->desk.at)) {
		desk_say(&s->desk, NOTE_WARNING, "%s",
		         _("正在填的这一行已被他人删除，没有地方保存。"));
		return false;
	}
	if (!textbox_changed(d))
		return true;
	result = change_put_seen(&s->desk, textbox_text(d), s->text_seen);
	s->conflict = result == CHANGE_CONFLICT;
	return result == 0;
}

struct dialog *shell_open_textbox(struct shell *s, const char *text, int64_t seen)
{
	char *title = title_of(&s->desk);
	struct dialog *d = textbox_new(title, text);

	s->text_at = s->desk.at;
	s->text_seen = seen;
	shell_open_dialog(s, d, text_done);
	mem_free(title);
	return d;
}

/* What the finding at the cell is about is marked. */
static void select_found(const struct desk *d, struct dialog *box)
{
	const struct review_item *x = marks_finding(d);

	if (x && x->finding->length && memcmp(&x->finding->place, &d->at.place, sizeof d->at.place) == 0)
		textbox_select(box, x->finding->from, x->finding->length);
}

void shell_edit_text(struct shell *s, const struct key_event *typed)
{
	const char *line = table_typed(s->table);
	const char *begin = typed ? change_text(&s->desk) : change_begin_text(&s->desk);
	struct dialog *d = shell_open_textbox(s, line ? line : begin,
	                                line ? table_seen(s->table) : change_version(&s->desk));

	if (!line && !typed)
		select_found(&s->desk, d);
	if (line)
		textbox_touch(d);
	else if (typed)
		textbox_type(d, typed);
	else if (begin != change_text(&s->desk))
		desk_say(&s->desk, NOTE_INFO, "%s",
		         _("这是按各表的数生成的文字：改动后保存就是自己的，不改动则仍随数变。"));
	table_drop(s->table);
}

/* ---- somebody else's change ---- */

static void keep_mine(struct shell *s)
{
	struct dialog *d = shell_dialog(s);

	if (!d) {
		if (table_keep_mine(s->table) == KEY_WANTS_DECISION)
			shell_ask_conflict(s);
		return;
	}
	s->text_seen = change_version(&s->desk);
	if (text_done(s, d, DIALOG_DONE))
		shell_close_dialog(s);
	else if (s->conflict)
		shell_ask_conflict(s);
}

static void take_theirs(struct shell *s)
{
	if (!shell_dialog(s)) {
		table_take_theirs(s->table);
		return;
	}
	shell_close_dialog(s);
	desk_say(&s->desk, NOTE_INFO, "%s", _("已用对方的文字，自己输入的没有保存。"));
}

static bool conflict_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	(void)d;
	if (end == DIALOG_DONE)
		keep_mine(s);
	else if (end == DIALOG_NO)
		take_theirs(s);
	else
		desk_say(&s->desk, NOTE_INFO, "%s", _("还没有保存，可以接着改。"));
	return true;
}

/* Of a long text the beginning of its first line. */
static void add_short(const char *text, struct str *out)
{
	enum { SHORT = 100 };
	size_t line = strcspn(text, "\n"), length = text_clip(text, line, SHORT, NULL);

	str_addn(out, text, length);
	str_add(out, text[length] ? "…" : "");
}

void shell_ask_conflict(struct shell *s)
{
	const struct dialog *box = shell_dialog(s);
	const char *mine = box ? textbox_text(box) : table_typed(s->table);
	struct str b = {0};

	s->conflict = false;
	add_short(s->desk.note ? s->desk.note : "", &b);
	str_add(&b, "\n");
	if (box) {
		str_add(&b, _("现在是“"));
		add_short(change_text(&s->desk), &b);
		str_add(&b, _("”。\n"));
	}
	str_add(&b, _("你输入的是“"));
	add_short(mine ? mine : "", &b);
	str_add(&b, _("”。"));
	shell_open_dialog(s, ask_new(_("这一格刚被他人改过"), b.s, _("保留我的"),
	                             _("用对方的"), _("接着改")),
	                  conflict_done);
	str_free(&b);
}

/* ---- choices ---- */

static bool choice_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	const struct field *field = desk_field(&s->desk, s->desk.at.place);
	int chosen = picker_chosen(d);

	if (end != DIALOG_DONE || !field || chosen < 0 || (size_t)chosen >= field->nchoices)
		return end != DIALOG_OTHER;
	if (shell_still(s) && change_put(&s->desk, field->choices[chosen]) == 0)
		table_next(s->table);
	return true;
}

void shell_edit_choice(struct shell *s)
{
	const struct field *field = desk_field(&s->desk, s->desk.at.place);
	char *title = title_of(&s->desk);
	struct dialog *d = picker_new(title);

	s->asked = s->desk.content;
	for (size_t i = 0; i < field->nchoices; i++)
		picker_add(d, (int)i, field->choices[i], NULL, STYLE_TEXT);
	for (size_t i = 0; i < field->nchoices; i++)
		if (strcmp(field->choices[i], change_text(&s->desk)) == 0)
			picker_select(d, (int)i);
	shell_open_dialog(s, d, choice_done);
	mem_free(title);
}

/* ---- paste ---- */

/* Of a row that is not there yet only the column is looked at. */
static bool is_refused(const struct desk *d, struct place p)
{
	struct str why = {0};
	bool refused;

	if (edit_is_new_row(d->filing, p))
		refused = filing_field(d->filing, p)->mode == MODE_COMPUTED;
	else
		refused = edit_refusal(d->w, d->filing, p, &why);
	str_free(&why);
	return refused;
}

/* Takes out the cells that can't be typed in. */
static void sort_out(const struct desk *d, struct paste *p)
{
	size_t kept = 0, all = p->n;

	for (size_t i = 0; i < all; i++) {
		if (is_refused(d, p->places[i])) {
			mem_free(p->texts[i]);
		} else {
			p->places[kept] = p->places[i];
			p->texts[kept++] = p->texts[i];
		}
	}
	p->n = kept;
	p->refused = all - kept;
}

static bool paste_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	(void)d;
	if (end == DIALOG_OTHER)
		return false;
	if (end == DIALOG_DONE && shell_still(s))
		change_paste(&s->desk, &s->paste);
	paste_free(&s->paste);
	return true;
}

static void add_new(struct dialog *d, const struct filing *f, struct place place, int number,
                    const char *text)
{
	struct str label = {0}, change = {0};

	str_addf(&label, _("新的第 %d 行·%s"), number, filing_field(f, place)->label);
	str_addf(&change, "+ %s", text);
	picker_add(d, 0, str_text(&label), change.s, STYLE_TEXT);
	str_free(&label);
	str_free(&change);
}

static void add_pasted(struct dialog *d, const struct filing *f, struct place place,
                       const char *text)
{
	struct str label = {0}, change = {0};
	const struct cell *c = filing_cell(f, place);
	const char *old = c && c->text ? c->text : "";

	place_label(f, place, &label);
	if (text_is_blank(old))
		str_add(&change, _("（空）"));
	else
		add_short(old, &change);
	str_addf(&change, " → %s", text_is_blank(text) ? _("（空）") : text);
	picker_add(d, 0, str_text(&label), change.s, STYLE_TEXT);
	str_free(&label);
	str_free(&change);
}

static void add_left_out(struct dialog *d, const struct paste *p)
{
	struct str b = {0};

	if (p->outside) {
		str_addf(&b, _("有 %zu 格超出表格的右边或末尾，不会填入。"), p->outside);
		picker_add(d, -1, b.s, NULL, STYLE_WARNING);
	}
	str_clear(&b);
	if (p->refused) {
		str_addf(&b, _("有 %zu 格由公式计算或不能填，略过。"), p->refused);
		picker_add(d, -1, b.s, NULL, STYLE_WARNING);
	}
	str_free(&b);
}

static int new_rows(const struct filing *f, const struct paste *p)
{
	int n = 0, last = -1;

	for (size_t k = 0; k < p->n; k++) {
		if (!edit_is_new_row(f, p->places[k]) || p->places[k].row == last)
			continue;
		last = p->places[k].row;
		n++;
	}
	return n;
}

static void add_cells(struct dialog *d, const struct filing *f, const struct paste *p)
{
	int number = 0, last = -1;

	for (size_t i = 0; i < p->n; i++) {
		if (!edit_is_new_row(f, p->places[i])) {
			add_pasted(d, f, p->places[i], p->texts[i]);
			continue;
		}
		number += p->places[i].row != last;
		last = p->places[i].row;
		add_new(d, f, p->places[i], number, p->texts[i]);
	}
}

void shell_preview_paste(struct shell *s, const char *text)
{
	struct paste *p = &s->paste;
	const struct filing *f = s->desk.filing;
	struct str title = {0};
	struct dialog *d;
	int rows;

	paste_free(p);
	s->asked = s->desk.content;
	table_paste(s->table, text, p);
	sort_out(&s->desk, p);
	if (!p->n) {
		desk_say(&s->desk, NOTE_WARNING, "%s",
		         _("粘贴的内容对不上可填的格子，什么也没有改。"));
		return;
	}
	rows = new_rows(f, p);
	str_addf(&title, rows ? _("粘贴 %zu 格，加 %d 行") : _("粘贴 %zu 格"), p->n, rows);
	d = preview_new(title.s);
	add_left_out(d, p);
	add_cells(d, f, p);
	shell_open_dialog(s, d, paste_done);
	str_free(&title);
}
