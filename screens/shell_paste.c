#include <string.h>

#include "app/edit_step.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/change.h"
#include "screens/contest.h"
#include "screens/picker.h"
#include "screens/shell_parts.h"

/* A paste from a spreadsheet: shown first, then one step.  What others changed
 * while it was shown is asked about; the rest waits for the answer. */

/* Of a long text the beginning of its first line. */
static void add_short(const char *text, struct str *out)
{
	enum { SHORT = 100 };
	size_t line = strcspn(text, "\n"), length = text_clip(text, line, SHORT, NULL);

	str_addn(out, text, length);
	str_add(out, text[length] ? "…" : "");
}

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

/* ---- what others changed meanwhile ---- */

/* A cell as it was when the paste was shown. */
struct paste_seen {
	struct edit_target at; /* form NULL: in a row to come, in which nobody can be */
	char *label, *text;
	bool gone;      /* its row is */
	bool contested; /* its text is another one by now, and not mine */
};

static void forget(struct shell *s)
{
	for (size_t i = 0; s->paste_seen && i < s->paste.n; i++) {
		mem_free(s->paste_seen[i].text);
		mem_free(s->paste_seen[i].label);
	}
	mem_free(s->paste_seen);
	s->paste_seen = NULL;
	paste_free(&s->paste);
}

void shell_forget_paste(struct shell *s)
{
	forget(s);
}

static const char *text_at(const struct filing *f, struct place p)
{
	const struct cell *c = filing_cell(f, p);

	return c->text ? c->text : "";
}

static void look(struct paste_seen *x, const struct filing *f, struct place p)
{
	struct str label = {0};

	str_addf(&label, "%s ", f->sheets[p.sheet].form->number);
	place_label(f, p, &label);
	mem_free(x->text);
	mem_free(x->label);
	x->at = edit_target(f, p);
	x->text = mem_strdup(text_at(f, p));
	x->label = str_take(&label);
}

static void remember(struct shell *s)
{
	const struct filing *f = s->desk.filing;
	const struct paste *p = &s->paste;

	s->paste_seen = mem_array(p->n + 1, sizeof *s->paste_seen);
	for (size_t i = 0; i < p->n; i++) {
		struct place at = p->places[i];

		if (edit_is_new_row(f, at))
			s->paste_rows = f->sheets[at.sheet].lists[at.list].n;
		else
			look(&s->paste_seen[i], f, at);
	}
}

/* A row to come stays behind those that are there. */
static void shift(struct shell *s, size_t rows)
{
	for (size_t i = 0; i < s->paste.n; i++) {
		if (s->paste_seen[i].at.form)
			continue;
		s->paste.places[i].sheet = s->desk.sheet;
		s->paste.places[i].row += (int)rows - (int)s->paste_rows;
	}
	s->paste_rows = rows;
}

/* Where the cells are by now; how many others were at. */
static size_t find_again(struct shell *s)
{
	const struct filing *f = s->desk.filing;
	struct paste *p = &s->paste;
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++) {
		struct paste_seen *x = &s->paste_seen[i];
		struct place *at = &p->places[i];

		if (!x->at.form)
			continue;
		x->gone = !edit_target_place(f, &x->at, at);
		x->contested = !x->gone && filing_cell(f, *at)->version != x->at.version &&
		               strcmp(text_at(f, *at), p->texts[i]) != 0;
		n += x->gone || x->contested;
	}
	for (size_t i = 0; i < p->n; i++)
		if (!s->paste_seen[i].at.form) {
			shift(s, f->sheets[s->desk.sheet].lists[p->places[i].list].n);
			break;
		}
	return n;
}

/* Without those that are gone, and without the contested ones unless by force. */
static void leave_out(struct shell *s, bool force)
{
	struct paste *p = &s->paste;
	size_t kept = 0, all = p->n;

	for (size_t i = 0; i < all; i++) {
		struct paste_seen *x = &s->paste_seen[i];

		if (x->gone || (x->contested && !force)) {
			mem_free(p->texts[i]);
			mem_free(x->text);
			mem_free(x->label);
			continue;
		}
		p->places[kept] = p->places[i];
		p->texts[kept] = p->texts[i];
		s->paste_seen[kept++] = *x;
	}
	p->n = kept;
}

static void ask(struct shell *s);

static void paste(struct shell *s)
{
	if (s->paste.n && change_paste(&s->desk, &s->paste) == CHANGE_CONFLICT) {
		ask(s);
		return;
	}
	if (!s->paste.n)
		desk_say(&s->desk, NOTE_INFO, "%s", _("什么也没有改。"));
	forget(s);
}

static bool ask_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	(void)d;
	if (end == DIALOG_CANCELLED) {
		forget(s);
		desk_say(&s->desk, NOTE_INFO, "%s", _("什么也没有改。"));
	} else if (s->asked != s->desk.filed) {
		ask(s);
	} else {
		leave_out(s, end == DIALOG_DONE);
		paste(s);
	}
	return true;
}

static void show(struct dialog *d, const struct filing *f, const struct paste *p, size_t i,
                 struct paste_seen *x)
{
	struct str head = {0};

	if (x->gone) {
		str_addf(&head, _("%s：所在的行或表已被他人删除，不能填"), x->label);
		contest_show(d, head.s, p->texts[i], NULL);
	} else {
		contest_say(d, x->label);
		contest_show(d, _("原来"), x->text, NULL);
		contest_show(d, _("对方"), text_at(f, p->places[i]), x->text);
		contest_show(d, _("我的"), p->texts[i], x->text);
		look(x, f, p->places[i]);
		x->contested = true;
	}
	str_free(&head);
}

/* Nothing that others were at: then the paste goes on as it was shown. */
static void ask(struct shell *s)
{
	const struct filing *f = s->desk.filing;
	struct str title = {0};
	struct dialog *d;
	size_t n;

	if (!f || desk_form(&s->desk) != s->paste_form) {
		desk_say(&s->desk, NOTE_WARNING, "%s", _("要填的表已被他人删除，什么也没有改。"));
		forget(s);
		return;
	}
	n = find_again(s);
	s->asked = s->desk.filed;
	if (!n) {
		paste(s);
		return;
	}
	str_addf(&title, _("粘贴：其中 %zu 格其间被他人改过"), n);
	d = contest_new(title.s, _("都用我的"), _("这几格用对方的，其余照填"), NULL, _("都不填"));
	for (size_t i = 0; i < s->paste.n; i++)
		if (s->paste_seen[i].gone || s->paste_seen[i].contested)
			show(d, f, &s->paste, i, &s->paste_seen[i]);
	shell_open_dialog(s, d, ask_done);
	str_free(&title);
}

/* ---- what will be done ---- */

static bool paste_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	(void)d;
	if (end == DIALOG_OTHER)
		return false;
	if (end != DIALOG_DONE)
		forget(s);
	else if (s->asked != s->desk.filed)
		ask(s);
	else
		paste(s);
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

	forget(s);
	s->asked = s->desk.filed;
	table_fit(s->table, s->at.table); /* other keys may have come since it was drawn */
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
	s->paste_form = desk_form(&s->desk);
	remember(s);
	shell_open_dialog(s, d, paste_done);
	str_free(&title);
}
