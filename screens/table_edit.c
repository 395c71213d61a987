#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/change.h"
#include "screens/table_parts.h"

/* ---- beginning ---- */

static void open_line(struct table *t, const char *text, bool over)
{
	lineedit_free(t->line);
	t->line = lineedit_new(LINEEDIT_LIMIT, false);
	lineedit_set(t->line, text);
	t->typed_at = t->desk->at;
	t->typed_form = desk_form(t->desk);
	t->typed_copy = desk_sheet(t->desk)->copy;
	t->over = over;
	t->offered = t->fresh = false;
	t->seen = change_version(t->desk);
	mem_free(t->base);
	t->base = mem_strdup(change_text(t->desk));
	t->follow = true;
}

static bool refused(struct table *t)
{
	struct str why = {0};
	bool no = change_refusal(t->desk, &why);

	if (no)
		desk_say(t->desk, NOTE_WARNING, "%s", str_text(&why));
	str_free(&why);
	return no;
}

static bool kept_here(const struct table *t)
{
	return t->kept && table_same_spot(&t->kept_at, &t->desk->at);
}

/* What a key typed over a cell of this kind puts into it. */
static struct key_event as_typed(const struct field *field, const struct key_event *ev)
{
	struct key_event typed = *ev;

	if (ev->kind == EV_CHAR && kind_is_figure(field->kind))
		typed.key = keys_fold(ev->key);
	return typed;
}

enum key_result table_begin(struct table *t, const struct key_event *typed)
{
	const struct field *field = desk_field(t->desk, t->desk->at.place);
	struct key_event first;

	if (refused(t))
		return KEY_TAKEN;
	if (field->kind == KIND_CHOICE && field->nchoices)
		return KEY_WANTS_CHOICE;
	if (field->kind == KIND_LONG || strchr(change_text(t->desk), '\n'))
		return KEY_WANTS_TEXT;
	if (typed) {
		open_line(t, "", true);
		first = as_typed(field, typed);
		lineedit_key(t->line, &first);
		return KEY_TAKEN;
	}
	open_line(t, kept_here(t) ? t->kept : change_text(t->desk), false);
	t->fresh = !kept_here(t);
	if (kept_here(t)) {
		t->offered = true;
		desk_say(t->desk, NOTE_INFO,
		         _("这是上次放弃的输入；Ctrl-U 清空，再按 Esc 不再保留。"));
	}
	return KEY_TAKEN;
}

void table_resume(struct table *t, const char *text, const char *base, int64_t seen)
{
	table_fit(t, t->at);
	if (!t->page || t->spot < 0 || refused(t))
		return;
	open_line(t, text, false);
	t->seen = seen;
	if (!base)
		return;
	mem_free(t->base);
	t->base = mem_strdup(base);
}

const char *table_base(const struct table *t)
{
	return t->base;
}

int64_t table_seen(const struct table *t)
{
	return t->seen;
}

/* ---- ending ---- */

static void close_line(struct table *t)
{
	lineedit_free(t->line);
	t->line = NULL;
}

static void keep(struct table *t)
{
	mem_free(t->kept);
	t->kept = mem_strdup(lineedit_text(t->line));
	t->kept_at = t->typed_at;
}

static void leave(struct table *t)
{
	bool changed = editbuf_changed(lineedit_buffer(t->line)) || t->over;

	if (t->offered || !changed) {
		mem_free(t->kept);
		t->kept = NULL;
		desk_say(t->desk, NOTE_INFO, _("已放弃输入，原值未动。"));
	} else {
		keep(t);
		desk_say(t->desk, NOTE_INFO, _("已放弃输入，原值未动；按 F2 找回“%s”。"), t->kept);
	}
	close_line(t);
}

void table_drop(struct table *t)
{
	if (t->line)
		close_line(t);
}

static bool is_at_typed(const struct table *t)
{
	const struct sheet *sheet = desk_sheet(t->desk);

	return t->page && sheet && sheet->form == t->typed_form && sheet->copy == t->typed_copy &&
	       t->typed_at.place.list == t->desk->at.place.list &&
	       t->typed_at.place.field == t->desk->at.place.field &&
	       t->typed_at.row_id == t->desk->at.row_id &&
	       (t->typed_at.row_id || t->typed_at.group == t->desk->at.group);
}

void table_check_typed(struct table *t)
{
	if (!t->line || is_at_typed(t))
		return;
	mem_free(t->lost);
	t->lost = mem_strdup(lineedit_text(t->line));
	close_line(t);
}

char *table_take_lost(struct table *t)
{
	char *lost = t->lost;

	t->lost = NULL;
	return lost;
}

/* What nobody touched is not stored over what others wrote meanwhile. */
static int commit(struct table *t)
{
	bool untouched = t->fresh && !editbuf_changed(lineedit_buffer(t->line));
	int result = untouched ? 0 : change_put_seen(t->desk, lineedit_text(t->line), t->seen);

	if (result < 0)
		return result;
	if (kept_here(t)) {
		mem_free(t->kept);
		t->kept = NULL;
	}
	close_line(t);
	table_fit(t, t->at);
	return 0;
}

static enum key_result commit_and_go(struct table *t, enum page_move move)
{
	int result = commit(t);

	if (result == 0)
		table_step(t, move, 1);
	t->next = move;
	return result == CHANGE_CONFLICT && t->line ? KEY_WANTS_DECISION : KEY_TAKEN;
}

enum key_result table_keep_mine(struct table *t, int64_t seen)
{
	if (!t->line)
		return KEY_TAKEN;
	t->seen = seen;
	t->fresh = false;
	return commit_and_go(t, t->next);
}

void table_go_on(struct table *t, int64_t seen)
{
	t->seen = seen;
	t->fresh = false;
}

void table_take_theirs(struct table *t)
{
	if (!t->line)
		return;
	keep(t);
	desk_say(t->desk, NOTE_INFO, _("已用对方的值；按 F2 找回你输入的“%s”。"), t->kept);
	close_line(t);
}

/* ---- keys ---- */

/* «5j»: digits typed over a figure and then a move were a count. */
static bool is_count(const struct table *t, const struct key_event *ev, enum page_move *move)
{
	static const char letters[] = "hjkl";
	static const enum page_move moves[] = {MOVE_LEFT, MOVE_DOWN, MOVE_UP, MOVE_RIGHT};
	const struct field *field = desk_field(t->desk, t->desk->at.place);
	const char *text = lineedit_text(t->line);
	const char *letter;

	if (!t->over || !kind_is_figure(field->kind) || ev->kind != EV_CHAR || ev->key > 127)
		return false;
	letter = strchr(letters, ev->key);
	if (!letter || !*letter || !*text || strlen(text) > 3 ||
	    strspn(text, "0123456789") != strlen(text))
		return false;
	*move = moves[letter - letters];
	return true;
}

static int count_of(const char *digits)
{
	int n = 0;

	for (; *digits; digits++)
		n = n * 10 + *digits - '0';
	return n;
}

static enum key_result type(struct table *t, const struct key_event *ev)
{
	struct key_event typed = as_typed(desk_field(t->desk, t->desk->at.place), ev);
	enum page_move move;
	int times;

	if (is_count(t, ev, &move)) {
		times = count_of(lineedit_text(t->line));
		close_line(t);
		table_step(t, move, times);
		return KEY_TAKEN;
	}
	switch (lineedit_key(t->line, &typed)) {
	case EDIT_IGNORED:
		return KEY_PASS;
	case EDIT_REFUSED:
		desk_say(t->desk, NOTE_WARNING, _("一格最多 64 KiB，多出的没有放进去。"));
		return KEY_TAKEN;
	default:
		return KEY_TAKEN;
	}
}

enum key_result table_edit_key(struct table *t, enum action a, const struct key_event *ev)
{
	switch (a) {
	case ACT_COMMIT_DOWN:
		return commit_and_go(t, MOVE_DOWN);
	case ACT_COMMIT_UP:
		return commit_and_go(t, MOVE_UP);
	case ACT_COMMIT_RIGHT:
		return commit_and_go(t, MOVE_NEXT);
	case ACT_COMMIT_LEFT:
		return commit_and_go(t, MOVE_PREVIOUS);
	case ACT_WHOLE_TEXT:
		return KEY_WANTS_TEXT;
	case ACT_LEAVE:
		leave(t);
		return KEY_TAKEN;
	default:
		return type(t, ev);
	}
}

const char *table_typed(const struct table *t)
{
	return t->line ? lineedit_text(t->line) : NULL;
}
