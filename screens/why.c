#include "screens/why.h"

#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"

enum { BOX_COLS = 110, LABEL_COLS = 9 };

struct seen {
	int rows; /* of text, in the last drawing */
};

struct why_dialog {
	struct dialog dialog;
	struct why why;
	int line;   /* chosen; −1: there is none to choose */
	bool moved; /* else the first row is shown, wherever the chosen line is */
	int above;  /* rows scrolled up from where the chosen line leaves the top */
	enum action asked;
	struct seen *seen;
};

/* ---- draw ---- */

static unsigned style_of(const struct why_dialog *d, int line)
{
	const struct why_line *l = &d->why.lines[line];

	return line == 0 ? STYLE_TITLE : l->place.sheet >= 0 ? STYLE_VALUE : STYLE_TEXT;
}

static struct rect text_box(const struct rect *r)
{
	return (struct rect){r->y, r->x + LABEL_COLS, r->rows, r->cols - LABEL_COLS};
}

static int rows_of(const struct why_dialog *d, int line, const struct rect *r)
{
	struct rect none = text_box(r);

	none.rows = 0;
	return draw_wrapped(&none, d->why.lines[line].text, 0, STYLE_TEXT);
}

/* The first row shown: all of the chosen line is. */
static int top_row(const struct why_dialog *d, const struct rect *r, int all)
{
	int before = 0, top;

	for (int i = 0; i < d->line; i++)
		before += rows_of(d, i, r);
	top = d->line < 0 || !d->moved ? 0 : before + rows_of(d, d->line, r) - r->rows;
	top -= d->above;
	if (top > all - r->rows)
		top = all - r->rows;
	return top < 0 ? 0 : top;
}

static void draw_line(const struct why_dialog *d, int line, int y, const struct rect *r)
{
	const struct why_line *l = &d->why.lines[line];
	struct rect box = text_box(r);
	int first = y < r->y ? r->y - y : 0;

	box.y = y + first;
	box.rows = r->y + r->rows - box.y;
	if (!first)
		draw_text(y, r->x, LABEL_COLS - 1, l->label, STYLE_LABEL);
	if (l->place.sheet >= 0 && !first)
		draw_text(y, box.x - 2, 1, line == d->line ? "▸" : "", STYLE_FOCUS);
	draw_wrapped(&box, l->text, first, style_of(d, line));
	if (line == d->line)
		draw_restyle(box.y, box.x, 8, STYLE_CURSOR);
}

static void draw(const struct dialog *dialog, const struct rect *screen, struct caret *caret)
{
	const struct why_dialog *d = (const struct why_dialog *)dialog;
	int cols = screen->cols < BOX_COLS ? screen->cols : BOX_COLS, all = 0, y;
	struct rect guess = {0, 0, 0, cols - 4}, r;

	for (int i = 0; i < (int)d->why.n; i++)
		all += rows_of(d, i, &guess);
	r = dialog_box(screen, all + 2, cols, d->why.title);
	d->seen->rows = r.rows;
	*caret = (struct caret){-1, -1};
	draw_clip(&r);
	y = r.y - top_row(d, &r, all);
	for (int i = 0; i < (int)d->why.n; i++) {
		int rows = rows_of(d, i, &r);

		if (y + rows > r.y && y < r.y + r.rows)
			draw_line(d, i, y, &r);
		if (i == d->line && y >= r.y && y < r.y + r.rows)
			*caret = (struct caret){y, text_box(&r).x};
		y += rows;
	}
	draw_clip(NULL);
	if (y > r.y + r.rows)
		dialog_more(&r);
}

/* ---- keys ---- */

static void step(struct why_dialog *d, int direction)
{
	int i = d->line + direction;

	while (i >= 0 && i < (int)d->why.n && d->why.lines[i].place.sheet < 0)
		i += direction;
	d->above = 0;
	d->moved = i >= 0 && i < (int)d->why.n;
	if (d->moved)
		d->line = i;
}

static void choose_end(struct why_dialog *d, int direction)
{
	int line = d->line;

	d->line = direction > 0 ? (int)d->why.n : -1;
	step(d, -direction);
	if (!d->moved)
		d->line = line;
	d->moved = direction > 0;
}

static enum dialog_end ask(struct why_dialog *d, enum action a)
{
	d->asked = a;
	return DIALOG_OTHER;
}

static enum dialog_end key(struct dialog *dialog, enum action a, const struct key_event *ev)
{
	struct why_dialog *d = (struct why_dialog *)dialog;

	(void)ev;
	switch (a) {
	case ACT_UP:
	case ACT_DOWN:
		step(d, a == ACT_UP ? -1 : 1);
		return DIALOG_OPEN;
	case ACT_FIRST:
	case ACT_LAST:
		choose_end(d, a == ACT_FIRST ? -1 : 1);
		return DIALOG_OPEN;
	case ACT_PAGE_UP:
		d->above += d->seen->rows - 1;
		return DIALOG_OPEN;
	case ACT_PAGE_DOWN:
		d->above -= d->seen->rows - 1;
		return DIALOG_OPEN;
	case ACT_CHOOSE:
		return DIALOG_DONE;
	case ACT_SAY:
	case ACT_ADOPT:
	case ACT_TAKE:
	case ACT_REJECT:
	case ACT_HISTORY:
		return ask(d, a);
	case ACT_LEAVE:
		return DIALOG_CANCELLED;
	default:
		return DIALOG_OPEN;
	}
}

static void discard(struct dialog *dialog)
{
	struct why_dialog *d = (struct why_dialog *)dialog;

	why_free(&d->why);
	mem_free(d->seen);
	mem_free(d);
}

static const struct dialog_type type = {CTX_WHY, draw, key, discard};

struct dialog *why_dialog_new(struct why *y)
{
	struct why_dialog *d = mem_alloc(sizeof *d);

	d->dialog.type = &type;
	d->why = *y;
	*y = (struct why){0};
	d->line = -1;
	step(d, 1);
	d->moved = false;
	d->seen = mem_alloc(sizeof *d->seen);
	d->seen->rows = 1;
	return &d->dialog;
}

bool dialog_is_why(const struct dialog *d)
{
	return d && d->type == &type;
}

const struct why *why_dialog_of(const struct dialog *d)
{
	return &((const struct why_dialog *)d)->why;
}

struct place why_dialog_place(const struct dialog *dialog)
{
	const struct why_dialog *d = (const struct why_dialog *)dialog;

	return d->line < 0 ? (struct place){-1, -1, -1, -1} : d->why.lines[d->line].place;
}

enum action why_dialog_asked(const struct dialog *d)
{
	return ((const struct why_dialog *)d)->asked;
}

int why_dialog_line(const struct dialog *d)
{
	return ((const struct why_dialog *)d)->line;
}

void why_dialog_select(struct dialog *dialog, int line)
{
	struct why_dialog *d = (struct why_dialog *)dialog;

	if (line < 0 || line >= (int)d->why.n || d->why.lines[line].place.sheet < 0)
		return;
	d->line = line;
	d->moved = true;
}
