#include "screens/textbox.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "screens/editdraw.h"

enum { BOX_COLS = 84, BOX_ROWS = 24, MARGIN = 4 };

struct textbox {
	struct dialog dialog;
	char *title;
	struct textedit *text;
	bool touched, asked, full;
};

static void draw_foot(const struct textbox *b, const struct rect *r)
{
	struct textedit_view v;
	struct str s = {0};

	textedit_view(b->text, &v);
	if (b->full)
		str_add(&s, _(" 已到一格的上限，多出的没有放进去 "));
	else if (b->asked)
		str_add(&s, _(" 改动还没有保存：Ctrl-S 保存，再按 Esc 放弃 "));
	else
		str_addf(&s, _(" 第 %d 行，共 %d 行 "), v.top + v.row + 1, v.lines);
	draw_text(r->y + r->rows, r->x, text_width(s.s), s.s,
	          b->asked || b->full ? STYLE_WARNING : STYLE_FOCUS);
	str_free(&s);
}

static void draw(const struct dialog *d, const struct rect *screen, struct caret *caret)
{
	const struct textbox *b = (const struct textbox *)d;
	int rows = screen->rows - 2 < BOX_ROWS ? screen->rows - 2 : BOX_ROWS;
	int cols = screen->cols - MARGIN < BOX_COLS ? screen->cols - MARGIN : BOX_COLS;
	struct rect r = dialog_box(screen, rows, cols, b->title);

	editdraw_text(b->text, &r, &caret->y, &caret->x);
	draw_foot(b, &r);
}

void textbox_type(struct dialog *d, const struct key_event *ev)
{
	struct textbox *b = (struct textbox *)d;

	b->full = textedit_key(b->text, ev) == EDIT_REFUSED;
}

bool textbox_changed(const struct dialog *d)
{
	const struct textbox *b = (const struct textbox *)d;

	return b->touched || editbuf_changed(textedit_buffer(b->text));
}

void textbox_touch(struct dialog *d)
{
	((struct textbox *)d)->touched = true;
}

void textbox_select(struct dialog *d, size_t from, size_t length)
{
	struct editbuf *b = textedit_buffer(((struct textbox *)d)->text);

	if (from + length > editbuf_length(b))
		return;
	editbuf_move(b, from, false);
	editbuf_move(b, from + length, true);
}

const char *textbox_text(const struct dialog *d)
{
	return textedit_text(((const struct textbox *)d)->text);
}

static enum dialog_end key(struct dialog *d, enum action a, const struct key_event *ev)
{
	struct textbox *b = (struct textbox *)d;

	if (a == ACT_SAVE)
		return DIALOG_DONE;
	if (a == ACT_LEAVE && (b->asked || !textbox_changed(d)))
		return DIALOG_CANCELLED;
	b->asked = a == ACT_LEAVE;
	if (a != ACT_LEAVE)
		textbox_type(d, ev);
	return DIALOG_OPEN;
}

static void discard(struct dialog *d)
{
	struct textbox *b = (struct textbox *)d;

	textedit_free(b->text);
	mem_free(b->title);
	mem_free(b);
}

static const struct dialog_type type = {CTX_TEXT, draw, key, discard};

bool dialog_is_textbox(const struct dialog *d)
{
	return d && d->type == &type;
}

struct dialog *textbox_new(const char *title, const char *text)
{
	struct textbox *b = mem_alloc(sizeof *b);

	b->dialog.type = &type;
	b->title = mem_strdup(title);
	b->text = textedit_new(LINEEDIT_LIMIT);
	textedit_set(b->text, text);
	return &b->dialog;
}
