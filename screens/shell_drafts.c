#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/ask.h"
#include "screens/change.h"
#include "screens/shell_parts.h"
#include "screens/textbox.h"

/* What is being typed, kept in a file for the next time. */

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
			return !s->saying && textbox_changed(s->dialogs[i].dialog)
			           ? textbox_text(s->dialogs[i].dialog)
			           : NULL;
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
	out->seen = table_typed(s->table) ? table_seen(s->table) : s->text_seen;
	out->file = s->draft_file ? mem_strdup(s->draft_file) : NULL;
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
	field = desk_field(&s->desk, s->desk.at.place);
	if (field->kind == KIND_LONG || strchr(d->text, '\n'))
		textbox_touch(shell_open_textbox(s, d->text, d->seen));
	else
		table_resume(s->table, d->text, d->seen);
	desk_say(&s->desk, NOTE_INFO, "%s", _("已恢复上次的输入，还没有保存。"));
	if (shell_save_draft(s, &e) == 0)
		draft_remove(d->file);
}

static bool offer_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	(void)d;
	if (end == DIALOG_DONE)
		take_back(s);
	if (end == DIALOG_NO) {
		draft_remove(s->offered.file);
		desk_say(&s->desk, NOTE_INFO, "%s", _("已丢弃上次的输入。"));
		shell_offer(s);
	}
	return true;
}

/* «岳阳楼区卫生健康局 2024 年 附件1·在职人数», codes where that is not there. */
static void add_where(struct shell *s, const struct draft *d, struct str *out)
{
	struct work *w = s->desk.w;
	int unit = work_find_unit(w, d->unit, NULL), sheet = -1;
	struct filing *f = unit >= 0 ? work_open_filing(w, unit, d->year, NULL, NULL) : NULL;
	const char *hash = strchr(d->form, '#');
	char *id = mem_strndup(d->form, strcspn(d->form, "#"));
	const struct form *form = f ? set_form(f->set, id) : NULL;
	struct place p;
	size_t n;

	if (form)
		sheet = filing_find_sheet(f, form, hash ? (int)strtol(hash + 1, NULL, 10) : 1);
	str_addf(out, _("%s %d 年 "), unit >= 0 ? work_units(w, &n)[unit].name : d->unit, d->year);
	str_add(out, form ? form->number : d->form);
	str_add(out, " ");
	if (sheet >= 0 && filing_place(f, sheet, d->key, &p))
		place_label(f, p, out);
	else
		str_add(out, form ? _("新加的一行") : d->key);
	mem_free(id);
}

void shell_offer(struct shell *s)
{
	char *database = draft_database(store_path(work_store(s->desk.w))), *clean;
	struct str b = {0};

	draft_free(&s->offered);
	if (draft_load(database, &s->offered)) {
		clean = text_clean(s->offered.text, true);
		str_add(&b, _("上次连接中断时有输入没有保存："));
		add_where(s, &s->offered, &b);
		str_addf(&b, _("\n“%s”\n恢复它接着填，还是丢弃？"), clean);
		shell_open_dialog(s, ask_new(_("上次未保存的输入"), b.s, _("恢复"), _("丢弃"),
		                             _("以后再说")),
		                  offer_done);
		mem_free(clean);
	}
	mem_free(database);
	str_free(&b);
}

/* ---- keeping drafts ---- */

int shell_save_draft(struct shell *s, struct err *e)
{
	struct draft d;
	int result = 0;

	if (shell_typed(s, &d)) {
		result = draft_save(&d, e);
		if (result == 0) {
			mem_free(s->draft_file);
			s->draft_file = mem_strdup(d.file);
			mem_free(s->stored);
			s->stored = mem_strdup(d.text);
		}
	}
	s->unsaved_since = 0;
	draft_free(&d);
	return result;
}

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void shell_keep_draft(struct shell *s)
{
	const char *text = typed_text(s);

	if (!text && s->draft_file) {
		draft_remove(s->draft_file);
		mem_free(s->draft_file);
		s->draft_file = NULL;
	}
	if (!text) {
		mem_free(s->stored);
		s->stored = NULL;
		s->unsaved_since = 0;
		return;
	}
	if (s->stored && strcmp(s->stored, text) == 0)
		s->unsaved_since = 0;
	else if (!s->unsaved_since)
		s->unsaved_since = now_ms();
	else if (now_ms() - s->unsaved_since >= DRAFT_PAUSE)
		shell_save_draft(s, NULL);
}
