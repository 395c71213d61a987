#include <string.h>

#include "app/others.h"
#include "app/who.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"
#include "screens/picker.h"
#include "screens/shell_parts.h"
#include "screens/textbox.h"

/* The others: what they did, where they are, and what they are told of us. */

/* ---- what they did ---- */

static void say_keys(struct shell *s, const char *text)
{
	const struct key_line *line = keymap_line(CTX_TABLE, ACT_NEXT_OTHER);
	char key[16];

	desk_say(&s->desk, NOTE_INFO, _("%s；按 %s 逐处看。"), text,
	         keymap_names(line, 1, key, sizeof key));
}

/* A warning that was just given stays: what came is told at the next tick. */
static bool tell_news(struct shell *s)
{
	char *news;

	if (s->desk.note && s->desk.note_kind >= NOTE_WARNING)
		return false;
	news = others_news(s->desk.w, s->desk.filing);
	if (!news)
		return false;
	say_keys(s, news);
	mem_free(news);
	s->desk.others++;
	return true;
}

bool shell_look_around(struct shell *s)
{
	bool moved = who_poll(s->desk.w, shell_now(s));

	s->desk.others += moved;
	return tell_news(s) || moved;
}

void shell_visit(struct shell *s)
{
	if (!s->ndialogs && others_visit(s->desk.w, s->desk.filing, s->desk.at.place))
		s->desk.others++;
}

void shell_next_other(struct shell *s)
{
	const struct other_change *c;
	struct str b = {0};
	struct place to;

	c = others_next(s->desk.w, s->desk.filing, s->desk.at.place, 1, &to);
	if (!c) {
		desk_say(&s->desk, NOTE_INFO, "%s", _("这套表里没有别人刚改过、还没看的地方。"));
		return;
	}
	desk_go(&s->desk, to);
	s->focus = FOCUS_TABLE;
	others_show(c, &b);
	desk_say(&s->desk, NOTE_INFO, _("%s   （共 %zu 处）"), str_text(&b),
	         others_count(s->desk.w, s->desk.filing));
	str_free(&b);
}

/* ---- what they are told ---- */

/* A cell, not a template row. */
static bool editing(const struct shell *s, struct place *p)
{
	bool line = table_typed(s->table) != NULL, box = false;

	for (int i = 0; i < s->ndialogs; i++)
		box = box || (dialog_is_textbox(s->dialogs[i].dialog) && !s->draft_kind);
	if (!line && !box)
		return false;
	*p = s->desk.at.place;
	return desk_has_cell(&s->desk);
}

static void warn(struct shell *s, struct place p)
{
	const struct presence_session *other = who_edits(s->desk.w, s->desk.filing, p);
	char *who;

	if (!other)
		return;
	who = text_clean(*other->who ? other->who : _("他人"), false);
	desk_say(&s->desk, NOTE_WARNING, _("%s 也正在编辑这一格；两边都改了，后保存的会先问。"),
	         who);
	mem_free(who);
}

static bool is_said(const struct shell *s, const struct said_here *now)
{
	const struct said_here *said = &s->said;

	return said->any && said->filing == now->filing && said->form == now->form &&
	       said->copy == now->copy && said->editing == now->editing &&
	       (!now->editing || place_same(said->place, now->place));
}

void shell_say_here(struct shell *s)
{
	const struct desk *d = &s->desk;
	const struct sheet *sheet = desk_sheet(d);
	struct said_here now = {.any = true};

	now.filing = d->filing ? d->filing->id : 0;
	now.form = sheet ? sheet->form : NULL;
	now.copy = sheet ? sheet->copy : 0;
	now.editing = editing(s, &now.place);
	if (is_said(s, &now))
		return;
	who_say(d->w, d->filing, d->sheet, now.editing ? &now.place : NULL);
	if (now.editing && !s->said.editing)
		warn(s, now.place);
	s->said = now;
}

/* ---- who is there ---- */

static void add_session(struct dialog *list, const struct presence_session *one, const char *where)
{
	struct str left = {0}, right = {0};

	str_addf(&left, one->own ? _("%s（这里）") : "%s", one->who);
	str_addf(&right, _("自 %s  "), when_short(one->since).s);
	if (*one->host)
		str_addf(&right, _("来自 %s  "), one->host);
	str_add(&right, where);
	str_add(&right, *one->key ? _("  正在编辑") : "");
	picker_add(list, -1, left.s, right.s, STYLE_TEXT);
	str_free(&left);
	str_free(&right);
}

void shell_who(struct shell *s)
{
	struct dialog *d = reader_new(_("现在打开着工作台的人"));
	const struct presence_session *all;
	struct work_filing *filings;
	size_t n, nfilings;

	who_poll(s->desk.w, shell_now(s));
	all = who_all(s->desk.w, &n);
	filings = work_filings(s->desk.w, -1, &nfilings, NULL);
	for (size_t i = 0; i < n; i++) {
		struct str where = {0};

		who_where(s->desk.w, &all[i], filings, nfilings, &where);
		add_session(d, &all[i], str_text(&where));
		str_free(&where);
	}
	mem_free(filings);
	if (!n)
		picker_add(d, -1, _("这里看不到还有谁：数据库旁边的 -who 文件不能用。"), NULL,
		           STYLE_DIM);
	shell_open_dialog(s, d, NULL);
}
