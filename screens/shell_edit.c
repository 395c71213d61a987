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

/* Where something is filled in, and the version that is seen there. */
static void remember_spot(struct shell *s)
{
	s->text_at = s->desk.at;
	s->text_form = desk_form(&s->desk);
	s->text_copy = desk_sheet(&s->desk)->copy;
	s->text_seen = change_version(&s->desk);
}

/* The index of a sheet may be another one's when one was deleted. */
bool shell_is_at_text(const struct shell *s)
{
	const struct sheet *sheet = desk_sheet(&s->desk);
	struct spot_at at = s->text_at;

	at.place.sheet = s->desk.at.place.sheet;
	return sheet && sheet->form == s->text_form && sheet->copy == s->text_copy &&
	       table_same_spot(&at, &s->desk.at);
}

static bool save_text(struct shell *s, struct dialog *d)
{
	int result;

	if (!shell_is_at_text(s)) {
		shell_lose(s, mem_strdup(textbox_text(d)));
		return true;
	}
	if (!textbox_changed(d))
		return true;
	result = change_put_seen(&s->desk, textbox_text(d), s->text_seen);
	s->conflict = result == CHANGE_CONFLICT;
	return result == 0;
}

static bool text_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	if (end == DIALOG_DONE)
		return save_text(s, d);
	desk_say(&s->desk, NOTE_INFO, "%s", _("已关闭，原文未动。"));
	return true;
}

void shell_save_text(struct shell *s, int64_t seen)
{
	struct dialog *box = shell_take_dialog(s);

	s->text_seen = seen;
	if (save_text(s, box)) {
		dialog_free(box);
		return;
	}
	shell_open_dialog(s, box, text_done);
	if (s->conflict)
		shell_ask_conflict(s);
}

struct dialog *shell_open_textbox(struct shell *s, const char *text, const char *base, int64_t seen)
{
	char *title = title_of(&s->desk), *stood = mem_strdup(base ? base : change_text(&s->desk));
	struct dialog *d = textbox_new(title, text);

	remember_spot(s);
	s->text_seen = seen;
	mem_free(s->text_base);
	s->text_base = stood;
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
	                                      line ? table_base(s->table) : NULL,
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

/* ---- choices ---- */

static void put_choice(struct shell *s, const char *choice)
{
	int result = change_put_seen(&s->desk, choice, s->text_seen);

	if (result == 0)
		table_next(s->table);
	if (result != CHANGE_CONFLICT)
		return;
	mem_free(s->desk.contested);
	s->desk.contested = mem_strdup(choice);
}

static bool choice_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	const struct field *field = desk_field(&s->desk, s->desk.at.place);
	int chosen = picker_chosen(d);

	if (end != DIALOG_DONE || !field || chosen < 0 || (size_t)chosen >= field->nchoices)
		return end != DIALOG_OTHER;
	if (shell_is_at_text(s))
		put_choice(s, field->choices[chosen]);
	else
		desk_say(&s->desk, NOTE_WARNING, "%s", _("正在填的这一行或这份表已被他人删除。"));
	return true;
}

void shell_edit_choice(struct shell *s)
{
	const struct field *field = desk_field(&s->desk, s->desk.at.place);
	char *title = title_of(&s->desk);
	struct dialog *d = picker_new(title);

	remember_spot(s);
	for (size_t i = 0; i < field->nchoices; i++)
		picker_add(d, (int)i, field->choices[i], NULL, STYLE_TEXT);
	for (size_t i = 0; i < field->nchoices; i++)
		if (strcmp(field->choices[i], change_text(&s->desk)) == 0)
			picker_select(d, (int)i);
	shell_open_dialog(s, d, choice_done);
	mem_free(title);
}
