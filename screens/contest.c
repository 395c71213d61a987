#include "screens/contest.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

enum { BOX_COLS = 90, INDENT = 2 };

struct item {
	char *text;
	enum style style;
	int indent;
};

/* What the last drawing found out. */
struct view {
	int lines, rows;
};

struct contest {
	struct dialog dialog;
	char *title, *yes, *no, *third, *leave;
	struct item *items;
	size_t n, capacity;
	int top;
	struct view *view;
};

/* ---- what is said ---- */

static void add(struct contest *c, const char *text, size_t length, enum style style, int indent)
{
	char *part = mem_strndup(text, length);

	c->items = mem_more(c->items, c->n, &c->capacity, sizeof *c->items);
	c->items[c->n++] = (struct item){text_clean(part, false), style, indent};
	mem_free(part);
}

void contest_say(struct dialog *d, const char *text)
{
	add((struct contest *)d, text, strlen(text), STYLE_TEXT, 0);
}

static bool has_line(const char *text, const char *line, size_t length)
{
	for (; text; text = strchr(text, '\n') ? strchr(text, '\n') + 1 : NULL)
		if (strcspn(text, "\n") == length && strncmp(text, line, length) == 0)
			return true;
	return false;
}

/* «› » before what differs, for those who see no colours. */
static void add_lines(struct contest *c, const char *text, const char *than)
{
	bool several = strchr(text, '\n') || (than && strchr(than, '\n'));

	for (;;) {
		size_t length = strcspn(text, "\n");
		bool same = several && than && has_line(than, text, length);
		struct str line = {0};

		str_add(&line, several && than && !same ? "› " : "");
		str_addn(&line, text, length);
		add(c, str_text(&line), line.length, same ? STYLE_DIM : STYLE_VALUE, INDENT);
		str_free(&line);
		if (!text[length])
			return;
		text += length + 1;
	}
}

void contest_show(struct dialog *d, const char *head, const char *text, const char *than)
{
	struct contest *c = (struct contest *)d;

	add(c, head, strlen(head), STYLE_TITLE, 0);
	if (text_is_blank(text))
		add(c, _("（空）"), strlen(_("（空）")), STYLE_DIM, INDENT);
	else
		add_lines(c, text, than);
}

/* ---- draw ---- */

static int lines_of(const struct item *i, int cols)
{
	struct rect nothing = {0, 0, 0, cols - i->indent};
	int lines = draw_wrapped(&nothing, i->text, 0, STYLE_TEXT);

	return lines > 0 ? lines : 1;
}

static int all_lines(const struct contest *c, int cols)
{
	int lines = 0;

	for (size_t i = 0; i < c->n; i++)
		lines += lines_of(&c->items[i], cols);
	return lines;
}

static void draw_items(const struct contest *c, const struct rect *r, int skip)
{
	int y = r->y, end = r->y + r->rows;

	for (size_t i = 0; i < c->n && y < end; i++) {
		const struct item *item = &c->items[i];
		int lines = lines_of(item, r->cols);
		struct rect part = {y, r->x + item->indent, end - y, r->cols - item->indent};

		if (skip >= lines) {
			skip -= lines;
			continue;
		}
		draw_wrapped(&part, item->text, skip, item->style);
		y += lines - skip;
		skip = 0;
	}
}

static void draw(const struct dialog *d, const struct rect *screen, struct caret *caret)
{
	const struct contest *c = (const struct contest *)d;
	int cols = screen->cols - 2 < BOX_COLS ? screen->cols - 2 : BOX_COLS;
	int lines = all_lines(c, cols - 4), top = c->top;
	struct rect r = dialog_box(screen, lines + 4, cols, c->title), clip;
	struct str keys = {0};

	clip = (struct rect){r.y, r.x, r.rows - 2, r.cols};
	*c->view = (struct view){lines, clip.rows};
	if (top > lines - clip.rows)
		top = lines > clip.rows ? lines - clip.rows : 0;
	draw_items(c, &clip, top);
	if (top + clip.rows < lines)
		draw_text(r.y + r.rows - 2, r.x + r.cols - 8, 8, _("  ▼更多"), STYLE_FOCUS);
	contest_keys(d, &keys);
	draw_text(r.y + r.rows - 1, r.x, r.cols, keys.s, STYLE_TITLE);
	*caret = (struct caret){r.y + r.rows - 1, r.x};
	str_free(&keys);
}

/* ---- keys ---- */

static void scroll(struct contest *c, int by)
{
	int most = c->view->lines - c->view->rows;

	c->top += by;
	if (c->top > most)
		c->top = most;
	if (c->top < 0)
		c->top = 0;
}

static enum dialog_end key(struct dialog *d, enum action a, const struct key_event *ev)
{
	struct contest *c = (struct contest *)d;

	(void)ev;
	switch (a) {
	case ACT_YES:
		return DIALOG_DONE;
	case ACT_NO:
		return DIALOG_NO;
	case ACT_THIRD:
		return c->third ? DIALOG_OTHER : DIALOG_OPEN;
	case ACT_LEAVE:
		return DIALOG_CANCELLED;
	case ACT_UP:
	case ACT_DOWN:
		scroll(c, a == ACT_UP ? -1 : 1);
		return DIALOG_OPEN;
	case ACT_PAGE_UP:
	case ACT_PAGE_DOWN:
		scroll(c, a == ACT_PAGE_UP ? -c->view->rows : c->view->rows);
		return DIALOG_OPEN;
	default:
		return DIALOG_OPEN;
	}
}

static void discard(struct dialog *d)
{
	struct contest *c = (struct contest *)d;

	for (size_t i = 0; i < c->n; i++)
		mem_free(c->items[i].text);
	mem_free(c->items);
	mem_free(c->title);
	mem_free(c->yes);
	mem_free(c->no);
	mem_free(c->third);
	mem_free(c->leave);
	mem_free(c->view);
	mem_free(c);
}

static const struct dialog_type type = {CTX_CONTEST, draw, key, discard};

bool contest_keys(const struct dialog *d, struct str *out)
{
	const struct contest *c = (const struct contest *)d;

	if (!d || d->type != &type)
		return false;
	str_addf(out, "y %s   n %s", c->yes, c->no);
	if (c->third)
		str_addf(out, "   e %s", c->third);
	str_addf(out, "   Esc %s", c->leave);
	return true;
}

struct dialog *contest_new(const char *title, const char *yes, const char *no, const char *third,
                           const char *leave)
{
	struct contest *c = mem_alloc(sizeof *c);

	c->dialog.type = &type;
	c->title = mem_strdup(title);
	c->yes = mem_strdup(yes);
	c->no = mem_strdup(no);
	c->third = mem_strdup(third);
	c->leave = mem_strdup(leave);
	c->view = mem_alloc(sizeof *c->view);
	return &c->dialog;
}
