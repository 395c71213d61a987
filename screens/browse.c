#include "screens/browse.h"

#include <string.h>

#include "app/import.h"
#include "app/pack.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "screens/pathline.h"

enum { BOX_COLS = 100, HEAD = 3 }; /* rows above the list */

struct entry {
	char *name, *folded;
	bool folder;
};

struct browse {
	struct dialog dialog;
	char *title, *folder, *chosen;
	struct err e;          /* why something can't be opened; code 0: nothing */
	struct entry *entries; /* folders first */
	size_t n, capacity;
	int *shown;            /* indices in entries */
	int nshown, cursor;
	bool all;
	struct pathline *path;
	struct seen { int rows; } *seen; /* by the last drawing */
};

static bool can_read(const char *name)
{
	return import_can_read(name) || (*name != '.' && pack_is_name(name));
}

static bool is_path(const struct browse *b)
{
	const char *text = pathline_text(b->path);

	return strchr(text, '/') || text[0] == '~';
}

static void list(struct browse *b)
{
	char *folded = text_fold(is_path(b) ? "" : pathline_text(b->path));

	b->nshown = 0;
	for (size_t i = 0; i < b->n; i++)
		if (!*folded || strstr(b->entries[i].folded, folded))
			b->shown[b->nshown++] = (int)i;
	b->cursor = 0;
	mem_free(folded);
}

/* ---- reading a folder ---- */

static void add(struct browse *b, const char *name, bool folder)
{
	b->entries = mem_more(b->entries, b->n, &b->capacity, sizeof *b->entries);
	b->entries[b->n++] = (struct entry){mem_strdup(name), text_fold(name), folder};
}

static void forget(struct browse *b)
{
	for (size_t i = 0; i < b->n; i++) {
		mem_free(b->entries[i].name);
		mem_free(b->entries[i].folded);
	}
	b->n = 0;
}

static void take_names(struct browse *b, char *const *names, size_t n)
{
	bool *folder = mem_array(n + 1, sizeof *folder);

	for (size_t i = 0; i < n; i++) {
		char *path = file_join(b->folder, names[i]);

		folder[i] = file_is_folder(path);
		mem_free(path);
	}
	if (strcmp(b->folder, "/") != 0)
		add(b, "..", true);
	for (size_t i = 0; i < n; i++)
		if (folder[i] && (b->all || names[i][0] != '.'))
			add(b, names[i], true);
	for (size_t i = 0; i < n; i++)
		if (!folder[i] && (b->all || can_read(names[i])))
			add(b, names[i], false);
	mem_free(folder);
}

/* Takes the folder over; one that can't be read leaves all as it was. */
static void enter(struct browse *b, char *folder)
{
	size_t n;
	char **names = file_list(folder, "", &n, &b->e);

	if (!names) {
		mem_free(folder);
		return;
	}
	mem_free(b->folder);
	b->folder = folder;
	b->e.code = 0;
	forget(b);
	take_names(b, names, n);
	file_list_free(names, n);
	b->shown = mem_resize(b->shown, b->n + 1, sizeof *b->shown);
	pathline_set_folder(b->path, folder);
	pathline_set(b->path, "");
	list(b);
}

/* To the folder above, at the one it came from. */
static void leave_folder(struct browse *b)
{
	char *was = mem_strdup(strrchr(b->folder, '/') + 1);

	enter(b, file_absolute(b->folder, ".."));
	for (int i = 0; i < b->nshown; i++)
		if (strcmp(b->entries[b->shown[i]].name, was) == 0)
			b->cursor = i;
	mem_free(was);
}

/* ---- draw ---- */

static void draw_list(const struct browse *b, const struct rect *r)
{
	int first = b->cursor - r->rows / 2;

	if (first > b->nshown - r->rows)
		first = b->nshown - r->rows;
	if (first < 0)
		first = 0;
	for (int i = 0; i < r->rows && first + i < b->nshown; i++) {
		const struct entry *x = &b->entries[b->shown[first + i]];
		struct str name = {0};

		str_addf(&name, x->folder ? "%s/" : "%s", x->name);
		draw_text(r->y + i, r->x, r->cols, name.s, x->folder ? STYLE_TITLE : STYLE_TEXT);
		if (first + i == b->cursor && !is_path(b))
			draw_restyle(r->y + i, r->x, r->cols, STYLE_CURSOR);
		str_free(&name);
	}
	if (!b->nshown)
		draw_text(r->y, r->x, r->cols, _("没有符合的"), STYLE_DIM);
	if (first + r->rows < b->nshown)
		dialog_more(r);
}

static const char *hint_of(const struct browse *b)
{
	if (b->e.code)
		return b->e.text;
	if (*pathline_hint(b->path))
		return pathline_hint(b->path);
	return b->all ? _("全部文件，按 F4 只看 .docx .xlsx .csv .txt .zpk")
	              : _("只列 .docx .xlsx .csv .txt .zpk，按 F4 看全部文件");
}

static void draw(const struct dialog *dialog, const struct rect *screen, struct caret *caret)
{
	const struct browse *b = (const struct browse *)dialog;
	int cols = screen->cols < BOX_COLS ? screen->cols : BOX_COLS;
	int label = text_width(_("名称或路径："));
	struct rect r = dialog_box(screen, screen->rows, cols, b->title);

	pane_draw_tail(r.y, r.x, r.cols, b->folder, STYLE_LABEL);
	draw_text(r.y + 1, r.x, label, _("名称或路径："), STYLE_DIM);
	pathline_draw(b->path, r.y + 1, r.x + label, r.cols - label, &caret->y, &caret->x);
	draw_text(r.y + 2, r.x, r.cols, hint_of(b), b->e.code ? STYLE_ERROR : STYLE_DIM);
	r.y += HEAD;
	r.rows -= HEAD;
	b->seen->rows = r.rows;
	draw_list(b, &r);
}

/* ---- keys ---- */

static bool any_name(const char *name)
{
	return *name;
}

static enum dialog_end open_path(struct browse *b, char *path)
{
	if (file_is_folder(path)) {
		enter(b, path);
		return DIALOG_OPEN;
	}
	if (!file_is_there(path)) {
		err_set(&b->e, ERR_NOTFOUND, _("没有这个文件：%s"), path);
		mem_free(path);
		return DIALOG_OPEN;
	}
	mem_free(b->chosen);
	b->chosen = path;
	return DIALOG_DONE;
}

static enum dialog_end choose(struct browse *b)
{
	const struct entry *x;

	if (is_path(b) || !b->nshown)
		return open_path(b, pathline_absolute(b->path));
	x = &b->entries[b->shown[b->cursor]];
	if (x->folder && strcmp(x->name, "..") == 0) {
		leave_folder(b);
		return DIALOG_OPEN;
	}
	return open_path(b, file_join(b->folder, x->name));
}

static enum dialog_end type_name(struct browse *b, const struct key_event *ev)
{
	b->e.code = 0;
	if (pathline_key(b->path, ev) == EDIT_CHANGED)
		list(b);
	return DIALOG_OPEN;
}

static enum dialog_end move(struct browse *b, enum action a)
{
	int page = b->seen->rows > 1 ? b->seen->rows - 1 : 1;

	b->cursor = dialog_move(a, b->cursor, page, b->nshown);
	return DIALOG_OPEN;
}

static enum dialog_end key(struct dialog *dialog, enum action a, const struct key_event *ev)
{
	struct browse *b = (struct browse *)dialog;

	switch (a) {
	case ACT_UP:
	case ACT_DOWN:
	case ACT_PAGE_UP:
	case ACT_PAGE_DOWN:
	case ACT_FIRST:
	case ACT_LAST:
		return move(b, a);
	case ACT_CHOOSE:
		return choose(b);
	case ACT_COMPLETE:
		pathline_complete(b->path, b->all ? any_name : can_read);
		list(b);
		return DIALOG_OPEN;
	case ACT_OTHER_VIEW:
		b->all = !b->all;
		enter(b, mem_strdup(b->folder));
		return DIALOG_OPEN;
	case ACT_PARENT:
		if (*pathline_text(b->path))
			return type_name(b, ev);
		leave_folder(b);
		return DIALOG_OPEN;
	case ACT_WHOLE_FOLDER:
		return DIALOG_OTHER;
	case ACT_LEAVE:
		return DIALOG_CANCELLED;
	default:
		return type_name(b, ev);
	}
}

static void discard(struct dialog *dialog)
{
	struct browse *b = (struct browse *)dialog;

	forget(b);
	mem_free(b->entries);
	mem_free(b->shown);
	mem_free(b->title);
	mem_free(b->folder);
	mem_free(b->chosen);
	mem_free(b->seen);
	pathline_free(b->path);
	mem_free(b);
}

static const struct dialog_type type = {CTX_BROWSE, draw, key, discard};

struct dialog *browse_new(const char *title, const char *folder)
{
	struct browse *b = mem_alloc(sizeof *b);

	b->dialog.type = &type;
	b->title = mem_strdup(title);
	b->folder = mem_strdup(folder);
	b->path = pathline_new(folder, "");
	b->seen = mem_alloc(sizeof *b->seen);
	b->seen->rows = 1;
	b->shown = mem_array(1, sizeof *b->shown);
	enter(b, mem_strdup(folder));
	return &b->dialog;
}

const char *browse_file(const struct dialog *d)
{
	return ((const struct browse *)d)->chosen;
}

const char *browse_folder(const struct dialog *d)
{
	return ((const struct browse *)d)->folder;
}
