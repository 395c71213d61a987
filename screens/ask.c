#include "screens/ask.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"

enum { ASK_COLS = 64 };

struct ask {
	struct dialog dialog;
	char *title, *question, *yes, *no, *leave;
};

static int lines_of(const char *text, int width)
{
	struct rect nothing = {0, 0, 0, width};

	return draw_wrapped(&nothing, text, 0, STYLE_TEXT);
}

static void draw(const struct dialog *d, const struct rect *screen, struct caret *caret)
{
	const struct ask *a = (const struct ask *)d;
	int cols = screen->cols < ASK_COLS ? screen->cols : ASK_COLS;
	int lines = lines_of(a->question, cols - 4);
	struct rect r = dialog_box(screen, lines + 4, cols, a->title);
	struct str b = {0};

	draw_wrapped(&r, a->question, 0, STYLE_TEXT);
	ask_keys(d, &b);
	draw_text(r.y + r.rows - 1, r.x, r.cols, b.s, STYLE_TITLE);
	*caret = (struct caret){r.y + r.rows - 1, r.x};
	str_free(&b);
}

static enum dialog_end key(struct dialog *d, enum action a, const struct key_event *ev)
{
	(void)d;
	(void)ev;
	switch (a) {
	case ACT_YES:
		return DIALOG_DONE;
	case ACT_NO:
		return DIALOG_NO;
	case ACT_LEAVE:
		return DIALOG_CANCELLED;
	default:
		return DIALOG_OPEN;
	}
}

static void discard(struct dialog *d)
{
	struct ask *a = (struct ask *)d;

	mem_free(a->title);
	mem_free(a->question);
	mem_free(a->yes);
	mem_free(a->no);
	mem_free(a->leave);
	mem_free(a);
}

static const struct dialog_type type = {CTX_ASK, draw, key, discard};

bool ask_keys(const struct dialog *d, struct str *out)
{
	const struct ask *a = (const struct ask *)d;

	if (!d || d->type != &type)
		return false;
	str_addf(out, "y %s   n %s   Esc %s", a->yes, a->no, a->leave);
	return true;
}

struct dialog *ask_new(const char *title, const char *question, const char *yes, const char *no,
                       const char *leave)
{
	struct ask *a = mem_alloc(sizeof *a);

	a->dialog.type = &type;
	a->title = mem_strdup(title);
	a->question = mem_strdup(question);
	a->yes = mem_strdup(yes);
	a->no = mem_strdup(no);
	a->leave = mem_strdup(leave);
	return &a->dialog;
}
