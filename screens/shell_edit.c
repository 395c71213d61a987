#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/ask.h"
#include "screens/change.h"
#include "screens/picker.h"
#include "screens/shell_parts.h"
#include "screens/table_parts.h"
#include "screens/textbox.h"

/* What is edited in a dialog: long texts, choices, pastes; and drafts. */

static char *title_of(const struct desk *d)
{
	struct str b = {0};

	change_label(d, &b);
	return str_take(&b);
}

/* ---- long texts ---- */

static bool text_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	if (end != DIALOG_DONE) {
		desk_say(&s->desk, NOTE_INFO, "%s", _("已关闭，原文未动。"));
		return true;
	}
	if (!table_same_spot(&s->text_at, &s->desk.at)) {
		desk_say(&s->desk, NOTE_WARNING, "%s", _("正在填的这一行已被他人删除，没有地方保存。"));
		return false;
	}
	return change_put(&s->desk, textbox_text(d)) == 0;
}

static struct dialog *open_textbox(struct shell *s, const char *text)
{
	char *title = title_of(&s->desk);
	struct dialog *d = textbox_new(title, text);

	s->text_at = s->desk.at;
	shell_open_dialog(s, d, text_done);
	mem_free(title);
	return d;
}

void shell_edit_text(struct shell *s, const struct key_event *typed)
{
	const char *line = table_typed(s->table);
	struct dialog *d = open_textbox(s, line ? line : change_text(&s->desk));

	if (line)
		textbox_touch(d);
	else if (typed)
		textbox_type(d, typed);
	table_drop(s->table);
}

/* ---- choices ---- */

static bool choice_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	const struct field *field = desk_field(&s->desk, s->desk.at.place);
	int chosen = picker_chosen(d);

	if (end != DIALOG_DONE || !field || chosen < 0 || (size_t)chosen >= field->nchoices)
		return end != DIALOG_OTHER;
	if (change_put(&s->desk, field->choices[chosen]) == 0)
		table_next(s->table);
	return true;
}

void shell_edit_choice(struct shell *s)
{
	const struct field *field = desk_field(&s->desk, s->desk.at.place);
	char *title = title_of(&s->desk);
	struct dialog *d = picker_new(title);

	for (size_t i = 0; i < field->nchoices; i++)
		picker_add(d, (int)i, field->choices[i], NULL, STYLE_TEXT);
	for (size_t i = 0; i < field->nchoices; i++)
		if (strcmp(field->choices[i], change_text(&s->desk)) == 0)
			picker_select(d, (int)i);
	shell_open_dialog(s, d, choice_done);
	mem_free(title);
}

/* ---- paste ---- */

/* Takes out the cells that can't be typed in; how many. */
static size_t sort_out(struct shell *s, struct paste *p)
{
	size_t kept = 0, all = p->n;

	for (size_t i = 0; i < all; i++) {
		struct str why = {0};

		if (edit_refusal(s->desk.w, s->desk.filing, p->places[i], &why)) {
			mem_free(p->texts[i]);
		} else {
			p->places[kept] = p->places[i];
			p->texts[kept++] = p->texts[i];
		}
		str_free(&why);
	}
	p->n = kept;
	return all - kept;
}

static bool paste_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	(void)d;
	if (end == DIALOG_OTHER)
		return false;
	if (end == DIALOG_DONE)
		change_cells(&s->desk, s->paste.places, (const char *const *)s->paste.texts, s->paste.n);
	paste_free(&s->paste);
	return true;
}

static void add_pasted(struct dialog *d, const struct filing *f, struct place place, const char *text)
{
	struct str label = {0}, change = {0};
	const struct cell *c = filing_cell(f, place);
	const char *old = c && c->text ? c->text : "";

	place_label(f, place, &label);
	str_addf(&change, "%s → %s", text_is_blank(old) ? _("（空）") : old,
	         text_is_blank(text) ? _("（空）") : text);
	picker_add(d, 0, str_text(&label), change.s, STYLE_TEXT);
	str_free(&label);
	str_free(&change);
}

void shell_preview_paste(struct shell *s, const char *text)
{
	struct paste *p = &s->paste;
	struct str title = {0};
	struct dialog *d;
	size_t refused;

	paste_free(p);
	table_paste(s->table, text, p);
	refused = sort_out(s, p);
	if (!p->n) {
		desk_say(&s->desk, NOTE_WARNING, "%s", _("粘贴的内容对不上可填的格子，什么也没有改。"));
		return;
	}
	str_addf(&title, _("粘贴 %zu 格：Enter 填入，Esc 取消"), p->n);
	if (refused + p->outside)
		str_addf(&title, _("（另有 %zu 格不能填，略过）"), refused + p->outside);
	d = picker_new(title.s);
	for (size_t i = 0; i < p->n; i++)
		add_pasted(d, s->desk.filing, p->places[i], p->texts[i]);
	shell_open_dialog(s, d, paste_done);
	str_free(&title);
}

/* ---- drafts ---- */

static void draft_key(const struct desk *d, struct str *out)
{
	struct place p = d->at.place;
	const struct list *list;

	if (p.list < 0 || p.row >= 0) {
		filing_key(d->filing, p, out);
		return;
	}
	list = &desk_form(d)->lists[p.list];
	str_addf(out, "%s.+%s.%s", list->key, d->at.group >= 0 ? list->groups[d->at.group].key : "",
	         list->columns[p.field].key);
}

static const char *typed_text(const struct shell *s)
{
	for (int i = s->ndialogs - 1; i >= 0; i--)
		if (dialog_is_textbox(s->dialogs[i].dialog))
			return textbox_changed(s->dialogs[i].dialog) ? textbox_text(s->dialogs[i].dialog) : NULL;
	return table_typed(s->table);
}

bool shell_typed(const struct shell *s, struct draft *out)
{
	const struct desk *d = &s->desk;
	const char *text = typed_text(s);
	struct str form = {0}, key = {0};
	size_t n;

	memset(out, 0, sizeof *out);
	if (!text || !desk_field(d, d->at.place))
		return false;
	str_addf(&form, "%s#%d", desk_form(d)->id, desk_sheet(d)->copy);
	draft_key(d, &key);
	out->database = draft_database(store_path(work_store(d->w)));
	out->unit = mem_strdup(work_units(d->w, &n)[d->unit].code);
	out->year = d->year;
	out->form = str_take(&form);
	out->key = str_take(&key);
	out->text = mem_strdup(text);
	return true;
}

/* «ind.+quality.name» */
static bool template_place(const struct desk *d, const char *key, struct place *p, int *group)
{
	const struct form *form = desk_form(d);
	const char *plus = strstr(key, ".+"), *dot = plus ? strchr(plus + 1, '.') : NULL;
	char *list = plus ? mem_strndup(key, (size_t)(plus - key)) : NULL;
	char *of = dot ? mem_strndup(plus + 2, (size_t)(dot - plus - 2)) : NULL;

	*p = (struct place){d->sheet, list ? form_list(form, list) : -1, -1, -1};
	if (p->list >= 0 && of) {
		*group = *of ? list_group(&form->lists[p->list], of) : -1;
		p->field = list_column(&form->lists[p->list], dot + 1);
	}
	mem_free(list);
	mem_free(of);
	return p->list >= 0 && p->field >= 0;
}

static int go_to_draft(struct shell *s, const struct draft *d, struct err *e)
{
	struct desk *desk = &s->desk;
	int unit = work_find_unit(desk->w, d->unit, e), group = -1;
	struct place p;

	if (unit < 0 || desk_open(desk, unit, d->year, d->form, e) < 0)
		return -1;
	if (!desk_form(desk))
		return err_set(e, ERR_NOTFOUND, _("那张表已不在。"));
	if (filing_place(desk->filing, desk->sheet, d->key, &p))
		desk_go(desk, p);
	else if (template_place(desk, d->key, &p, &group))
		desk_at(desk, p, group);
	else
		return err_set(e, ERR_NOTFOUND, _("那一格已不在，输入的是“%s”。"), d->text);
	return 0;
}

static void take_back(struct shell *s)
{
	const struct draft *d = &s->offered;
	const struct field *field;
	struct err e = {0};

	if (go_to_draft(s, d, &e) < 0) {
		desk_say(&s->desk, NOTE_WARNING, "%s", e.text);
		return;
	}
	s->focus = FOCUS_TABLE;
	s->has_draft = true;
	field = desk_field(&s->desk, s->desk.at.place);
	if (field->kind == KIND_LONG || strchr(d->text, '\n'))
		textbox_touch(open_textbox(s, d->text));
	else
		table_resume(s->table, d->text);
	desk_say(&s->desk, NOTE_INFO, "%s", _("已恢复上次的输入，还没有保存。"));
}

static bool offer_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	(void)d;
	if (end == DIALOG_DONE)
		take_back(s);
	if (end == DIALOG_NO) {
		draft_remove();
		desk_say(&s->desk, NOTE_INFO, "%s", _("已丢弃上次的输入。"));
	}
	return true;
}

void shell_offer(struct shell *s, const struct draft *d)
{
	struct str b = {0};
	char *clean = text_clean(d->text, true);

	draft_free(&s->offered);
	s->offered = (struct draft){mem_strdup(d->database), mem_strdup(d->unit), mem_strdup(d->form),
	                            mem_strdup(d->key), mem_strdup(d->text), d->year};
	str_addf(&b, _("上次连接中断时有输入没有保存：%s %d 年 %s.%s\n“%s”\n恢复它接着填，还是丢弃？"), d->unit,
	         d->year, d->form, d->key, clean);
	shell_open_dialog(s, ask_new(_("上次未保存的输入"), b.s, _("恢复"), _("丢弃")), offer_done);
	mem_free(clean);
	str_free(&b);
}
