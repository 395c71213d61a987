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

/* The editor of many lines that is open; NULL: none. */
static const struct dialog *open_box(const struct shell *s)
{
	for (int i = s->ndialogs - 1; i >= 0; i--)
		if (dialog_is_textbox(s->dialogs[i].dialog))
			return s->dialogs[i].dialog;
	return NULL;
}

static const char *typed_text(const struct shell *s)
{
	const struct dialog *box = open_box(s);

	if (box)
		return textbox_changed(box) ? textbox_text(box) : NULL;
	return table_typed(s->table);
}

/* ---- what it is of ---- */

void shell_draft_as(struct shell *s, const char *kind, const char *key, int64_t seen)
{
	draft_free(&s->typing);
	mem_free(s->draft_kind);
	mem_free(s->draft_key);
	s->draft_kind = mem_strdup(kind);
	s->draft_key = mem_strdup(key);
	s->draft_seen = seen;
}

static void identify_cell(struct shell *s)
{
	struct draft *t = &s->typing;
	struct str key = {0};

	draft_key(&s->desk, &key);
	t->key = str_take(&key);
	t->seen = table_typed(s->table) ? table_seen(s->table) : s->text_seen;
	t->base = mem_strdup(table_typed(s->table) ? table_base(s->table) : s->text_base);
}

/* Once, when the typing begins: later the row may be gone. */
static bool identify(struct shell *s)
{
	const struct desk *d = &s->desk;
	struct draft *t = &s->typing;
	bool kind = s->draft_kind && open_box(s);
	struct str form = {0};
	size_t n;

	if (t->key || !d->filing || (!kind && !desk_field(d, d->at.place)))
		return t->key != NULL;
	if (desk_form(d))
		str_addf(&form, "%s#%d", desk_form(d)->id, desk_sheet(d)->copy);
	t->form = form.length ? str_take(&form) : mem_strdup("");
	t->database = draft_database(store_path(work_store(d->w)));
	t->unit = mem_strdup(work_units(d->w, &n)[d->unit].code);
	t->year = d->year;
	if (kind) {
		t->kind = mem_strdup(s->draft_kind);
		t->key = mem_strdup(s->draft_key);
		t->seen = s->draft_seen;
	} else {
		identify_cell(s);
	}
	return true;
}

/* The version may have been taken for seen since the typing began. */
static void catch_up(struct shell *s)
{
	if (!s->typing.kind)
		s->typing.seen = table_typed(s->table) ? table_seen(s->table) : s->text_seen;
}

bool shell_typed(struct shell *s, struct draft *out)
{
	const char *text = typed_text(s);

	memset(out, 0, sizeof *out);
	if (s->lost.text) {
		*out = draft_copy(&s->lost);
		return true;
	}
	if (!text || !identify(s))
		return false;
	catch_up(s);
	*out = draft_copy(&s->typing);
	out->text = mem_strdup(text);
	return true;
}

void shell_lose(struct shell *s, char *text)
{
	draft_free(&s->lost);
	s->lost = s->typing;
	memset(&s->typing, 0, sizeof s->typing);
	s->lost.text = text;
	if (!s->lost.key) {
		draft_free(&s->lost);
		return;
	}
	shell_save_draft(s, NULL);
	shell_ask_gone(s);
}

/* ---- taking it back ---- */

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

int shell_go_to_draft(struct shell *s, const struct draft *d, struct err *e)
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

static int resume_cell(struct shell *s, const struct draft *d, struct err *e)
{
	const struct field *field;

	if (shell_go_to_draft(s, d, e) < 0)
		return -1;
	s->focus = FOCUS_TABLE;
	field = desk_field(&s->desk, s->desk.at.place);
	if (field->kind == KIND_LONG || strchr(d->text, '\n'))
		textbox_touch(shell_open_textbox(s, d->text, d->base, d->seen));
	else
		table_resume(s->table, d->text, d->base, d->seen);
	return 0;
}

/* What else than a cell's text there are drafts of. */
static const struct {
	const char *kind, *name;
	int (*resume)(struct shell *s, const struct draft *d, struct err *e);
} kinds[] = {
    {"explain", "审核说明", shell_resume_explain},
    {"remark", "意见", shell_resume_remark},
};

static int resume(struct shell *s, const struct draft *d, struct err *e)
{
	for (size_t i = 0; d->kind && i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kinds[i].kind, d->kind) == 0)
			return kinds[i].resume(s, d, e);
	if (d->kind)
		return err_set(e, ERR_VERSION, _("这份草稿是别的版本的程序写的。"));
	return resume_cell(s, d, e);
}

/* The row or sheet may be brought back: it was there when this was typed. */
static bool is_gone(struct shell *s, const struct draft *d)
{
	int unit = work_find_unit(s->desk.w, d->unit, NULL);

	return !d->kind && unit >= 0 && desk_open(&s->desk, unit, d->year, NULL, NULL) == 0 &&
	       s->desk.filing;
}

static void take_back(struct shell *s)
{
	const struct draft *d = &s->offered;
	struct err e = {0};

	if (resume(s, d, &e) == 0) {
		desk_say(&s->desk, NOTE_INFO, "%s", _("已恢复上次的输入，还没有保存。"));
		if (shell_save_draft(s, &e) == 0)
			draft_remove(d->file);
	} else if (e.code == ERR_NOTFOUND && is_gone(s, d)) {
		draft_free(&s->lost);
		s->lost = draft_copy(d);
		shell_ask_gone(s);
	} else {
		desk_say(&s->desk, NOTE_WARNING, "%s", e.text);
	}
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

static const char *kind_name(const char *kind)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kinds[i].kind, kind) == 0)
			return _(kinds[i].name);
	return kind;
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
	if (d->kind)
		str_add(out, kind_name(d->kind));
	else if (sheet >= 0 && filing_place(f, sheet, d->key, &p))
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
		shell_open_dialog(
		    s, ask_new(_("上次未保存的输入"), b.s, _("恢复"), _("丢弃"), _("以后再说")),
		    offer_done);
		mem_free(clean);
	}
	mem_free(database);
	str_free(&b);
}

/* ---- keeping drafts ---- */

static void take_file(struct draft *of, const struct draft *d)
{
	mem_free(of->file);
	of->file = mem_strdup(d->file);
}

int shell_save_draft(struct shell *s, struct err *e)
{
	struct draft d;
	int result = 0;

	if (shell_typed(s, &d)) {
		result = draft_save(&d, e);
		if (result == 0) {
			take_file(s->lost.text ? &s->lost : &s->typing, &d);
			mem_free(s->stored);
			s->stored = mem_strdup(d.text);
		}
	}
	s->unsaved_since = 0;
	draft_free(&d);
	return result;
}

void shell_set_clock(struct shell *s, shell_clock *clock, void *context)
{
	s->clock = clock;
	s->clock_context = context;
}

int64_t shell_now(const struct shell *s)
{
	struct timespec t;

	if (s->clock)
		return s->clock(s->clock_context);
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Saved, or given up. */
static void end_typing(struct shell *s)
{
	draft_remove(s->typing.file);
	draft_free(&s->typing);
	mem_free(s->stored);
	s->stored = NULL;
	s->unsaved_since = 0;
	if (open_box(s))
		return;
	mem_free(s->draft_kind);
	mem_free(s->draft_key);
	s->draft_kind = s->draft_key = NULL;
}

void shell_keep_draft(struct shell *s, bool typed)
{
	const char *text = typed_text(s);
	int64_t now;

	if (!text || !identify(s)) {
		end_typing(s);
		return;
	}
	if (s->stored && strcmp(s->stored, text) == 0) {
		s->unsaved_since = 0;
		return;
	}
	now = shell_now(s);
	if (typed)
		s->typed_at = now;
	if (!s->unsaved_since)
		s->unsaved_since = now;
	if (now - s->typed_at >= DRAFT_PAUSE || now - s->unsaved_since >= DRAFT_MOST)
		shell_save_draft(s, NULL);
}
