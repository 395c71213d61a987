#include <string.h>

#include "app/edit.h"
#include "app/log.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"
#include "screens/ask.h"
#include "screens/change.h"
#include "screens/picker.h"
#include "screens/shell_parts.h"

/* The journal of the cell, of the filing, of one person in it; from it any
 * step is taken back. */

enum { JOURNAL_LIMIT = 500 };

/* ---- one line ---- */

/* On one line, newlines as blanks. */
static char *one_line(const char *text)
{
	char *clean = text_clean(text ? text : "", true);

	for (char *c = clean; *c; c++)
		*c = *c == '\n' ? ' ' : *c;
	return clean;
}

/* Where two long texts begin to differ, a few characters before it; short ones
 * are shown whole. */
static size_t difference(const char *a, const char *b)
{
	enum { WHOLE = 40, BEFORE = 6 };
	size_t at = 0, from = 0, length;
	int n = 0;

	if (text_width(a) <= WHOLE && text_width(b) <= WHOLE)
		return 0;
	while (a[at]) {
		text_decode(a + at, &length);
		if (strncmp(a + at, b + at, length) != 0)
			break;
		at += length;
		if (++n > BEFORE) {
			text_decode(a + from, &length);
			from += length;
		}
	}
	return from;
}

static void add_entry_value(const char *text, size_t from, struct str *out)
{
	enum { SHOWN = 40 };
	size_t length = text_clip(text + from, strlen(text + from), SHOWN, NULL);

	if (text_is_blank(text)) {
		str_add(out, _("（空）"));
		return;
	}
	str_add(out, from ? "…" : "");
	str_addn(out, text + from, length);
	str_add(out, text[from + length] ? "…" : "");
}

static void add_entry_values(const struct store_entry *entry, struct str *out)
{
	char *old = one_line(entry->old_text), *new = one_line(entry->new_text);
	size_t from = text_is_blank(old) || text_is_blank(new) ? 0 : difference(old, new);

	add_entry_value(old, from, out);
	str_add(out, " → ");
	add_entry_value(new, from, out);
	mem_free(old);
	mem_free(new);
}

static bool is_change(const struct store_entry *entry)
{
	return strcmp(entry->kind, "entry") == 0 || strcmp(entry->kind, "parcel") == 0;
}

static bool entry_place(const struct desk *d, const struct store_entry *entry, struct place *p)
{
	const struct form *form = set_form(d->filing->set, entry->form);
	int sheet = form ? filing_find_sheet(d->filing, form, entry->copy) : -1;

	return sheet >= 0 && entry->key && filing_place(d->filing, sheet, entry->key, p);
}

/* «附件2 绩效指标 加一行» */
static void add_whole(const struct desk *d, const struct store_entry *entry, struct str *out)
{
	const struct form *form = set_form(d->filing->set, entry->form);
	char *key = mem_strndup(entry->key, strcspn(entry->key, "."));
	int list = form ? form_list(form, key) : -1;

	str_addf(out, form && form->copies ? "%s#%d " : "%s ", form ? form->number : entry->form,
	         entry->copy);
	if (list >= 0) {
		filing_fill_year(d->filing, form->lists[list].label, out);
		str_add(out, " ");
	}
	str_add(out, log_of_whole(entry->op));
	mem_free(key);
}

static void add_texts(const struct desk *d, const struct store_entry *entry, struct str *out)
{
	struct place p;
	char *text;

	str_addf(out, "%s ", entry->what);
	if (is_change(entry) && log_of_whole(entry->op))
		add_whole(d, entry, out);
	else if (entry_place(d, entry, &p))
		place_label(d->filing, p, out);
	else
		str_add(out, entry->key);
	if (is_change(entry) && entry->op == OP_CELL) {
		str_add(out, "  ");
		add_entry_values(entry, out);
	} else if (!is_change(entry)) {
		text = one_line(entry->new_text);
		str_addf(out, " %s", text);
		mem_free(text);
	}
	if (entry->why) {
		text = one_line(entry->why);
		str_addf(out, _("（%s）"), text);
		mem_free(text);
	}
}

/* «11-21 22:10 某某@192.0.2.7» */
static void add_entry(struct dialog *list, const struct desk *d, int id,
                      const struct store_entry *entry)
{
	struct str left = {0}, right = {0};

	str_addf(&left, entry->host ? "%s %s@%s" : "%s %s", when_short(entry->time).s,
	         entry->who, entry->host ? entry->host : "");
	add_texts(d, entry, &right);
	picker_add(list, id, left.s, right.s, STYLE_TEXT);
	str_free(&left);
	str_free(&right);
}

/* ---- the list ---- */

void shell_forget_journal(struct shell *s)
{
	store_journal_free(s->journal.entries, s->journal.n);
	s->journal.entries = NULL;
	s->journal.n = 0;
	mem_free(s->journal.who);
	s->journal.who = NULL;
}

static int read_journal(struct shell *s)
{
	struct desk *d = &s->desk;
	struct store_wanted w = {.filing = d->filing->id, .limit = JOURNAL_LIMIT};
	struct str key = {0};
	struct err e = {0};
	int result;

	if (s->journal.view == JOURNAL_CELL && desk_has_cell(d)) {
		filing_key(d->filing, d->at.place, &key);
		w.form = desk_sheet(d)->form->id;
		w.copy = desk_sheet(d)->copy;
		w.key = str_text(&key);
	}
	if (s->journal.view == JOURNAL_PERSON)
		w.who = s->journal.who;
	store_journal_free(s->journal.entries, s->journal.n);
	result = store_log(work_store(d->w), &w, &s->journal.entries, &s->journal.n, &e);
	if (result < 0)
		desk_say(d, NOTE_ERROR, "%s", e.text);
	str_free(&key);
	return result;
}

static const struct store_entry *chosen(const struct shell *s, const struct dialog *d)
{
	int i = picker_chosen(d);

	return i >= 0 && (size_t)i < s->journal.n ? &s->journal.entries[i] : NULL;
}

/* The cell, the filing, the one whose line the cursor is on, the cell again. */
static void next_view(struct shell *s, const struct store_entry *entry)
{
	char *who = entry ? mem_strdup(entry->who) : NULL;

	mem_free(s->journal.who);
	s->journal.who = who;
	if (s->journal.view == JOURNAL_CELL)
		s->journal.view = JOURNAL_FILING;
	else if (s->journal.view == JOURNAL_FILING && who)
		s->journal.view = JOURNAL_PERSON;
	else
		s->journal.view = JOURNAL_CELL;
	shell_journal(s);
}

static char *title_of(const struct shell *s)
{
	struct str title = {0};

	if (s->journal.view == JOURNAL_CELL)
		str_add(&title, _("这一格的修改日志（Tab 看全套表）"));
	else if (s->journal.view == JOURNAL_FILING)
		str_add(&title, _("本套表的修改日志（Tab 只看一个人的）"));
	else
		str_addf(&title, _("%s 在本套表的修改日志（Tab 只看这一格）"), s->journal.who);
	return str_take(&title);
}

/* ---- taking a step back ---- */

static bool revert_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	const struct store_entry *entry = &s->journal.entries[s->journal.at];
	const struct edit_cell_name cell = {entry->form, entry->copy, entry->key};

	(void)d;
	if (end == DIALOG_DONE)
		change_revert(&s->desk, entry->step, NULL);
	else if (end == DIALOG_NO && entry->op == OP_CELL)
		change_revert(&s->desk, entry->step, &cell);
	return true;
}

/* What the cell is now and what it would be. */
static void add_now_and_then(const struct shell *s, const struct store_entry *entry,
                             struct str *out)
{
	struct store_entry both = *entry;
	struct place p;

	if (entry->op != OP_CELL || !entry_place(&s->desk, entry, &p))
		return;
	both.old_text = filing_cell(s->desk.filing, p)->text;
	both.new_text = entry->old_text;
	str_add(out, _("\n这一格："));
	add_entry_values(&both, out);
}

static void ask_revert(struct shell *s, const struct store_entry *entry)
{
	struct str question = {0};
	struct err e = {0};
	bool cell = entry->op == OP_CELL;

	str_add(&question, _("恢复到这一步以前："));
	if (log_step(s->desk.w, entry->step, &question, &e) < 0) {
		desk_say(&s->desk, NOTE_ERROR, "%s", e.text);
	} else {
		add_now_and_then(s, entry, &question);
		shell_open_dialog(s,
		                  ask_new(_("恢复"), str_text(&question), _("恢复这一步"),
		                          cell ? _("只恢复这一格") : _("不恢复"), _("关闭")),
		                  revert_done);
	}
	str_free(&question);
}

/* ---- the dialog ---- */

static bool journal_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	const struct store_entry *entry = chosen(s, d);
	struct place p;

	if (!s->desk.filing)
		return true;
	if (end == DIALOG_OTHER) {
		next_view(s, entry);
	} else if (end == DIALOG_NO && entry && entry->step) {
		s->journal.at = (size_t)(entry - s->journal.entries);
		ask_revert(s, entry);
	} else if (end == DIALOG_NO) {
		desk_say(&s->desk, NOTE_WARNING, "%s", _("这一条不是可以恢复的修改。"));
	} else if (end == DIALOG_DONE && entry && entry_place(&s->desk, entry, &p)) {
		desk_go(&s->desk, p);
	}
	return true;
}

void shell_journal(struct shell *s)
{
	struct dialog *d;
	char *title;

	if (!s->desk.filing || read_journal(s) < 0)
		return;
	title = title_of(s);
	d = journal_picker_new(title);
	for (size_t i = 0; i < s->journal.n; i++)
		add_entry(d, &s->desk, (int)i, &s->journal.entries[i]);
	if (!s->journal.n)
		picker_add(d, -1, _("还没有修改记录。"), NULL, STYLE_DIM);
	mem_free(title);
	shell_open_dialog(s, d, journal_done);
}
