#include <string.h>

#include "app/export.h"
#include "app/overview.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/ask.h"
#include "screens/export.h"
#include "screens/picker.h"
#include "screens/shell_parts.h"

/* Documents of what lies open (F8), and of the overview from within it. */

enum { NAME_LIMIT = 200, NOTE_AROUND = 4 }; /* bytes; columns */

/* ---- what there is ---- */

/* Without what a system of files, also another one, refuses in a name. */
static char *file_name(const struct str *title)
{
	char *clean = text_clean(str_text(title), false);
	struct str name = {0};

	for (const char *s = clean; *s; s++)
		if (!strchr("/\\:*?\"<>| ", *s))
			str_addc(&name, *s);
	mem_free(clean);
	while (name.length > NAME_LIMIT ||
	       (name.length && text_check(name.s, name.length) < name.length))
		name.s[--name.length] = '\0';
	return str_take(&name);
}

static void offer(struct export_offer *o, char *label, struct str *title, const char *ending)
{
	*o = (struct export_offer){label, file_name(title), ending};
	str_free(title);
}

static void offer_forms(const struct desk *d, struct export_offer *offers)
{
	const struct filing *f = d->filing;
	struct str label = {0}, title = {0};

	str_addf(&label, _("这张表 %s"), f->sheets[d->sheet].form->number);
	str_addf(&title, _("%s%d年度"), f->unit_name, f->year);
	sheet_title(f, d->sheet, &title);
	if (!f->sheets[d->sheet].form->copies)
		str_add(&title, f->sheets[d->sheet].form->name);
	offer(&offers[EXPORT_SHEET], str_take(&label), &title, ".docx");
	str_addf(&title, _("%s%d年度%s"), f->unit_name, f->year, f->set->title);
	offer(&offers[EXPORT_FILING], mem_strdup(_("整套表")), &title, ".docx");
	str_addf(&title, _("%s%d年度审核发现"), f->unit_name, f->year);
	offer(&offers[EXPORT_FINDINGS], mem_strdup(_("审核发现")), &title, ".xlsx");
}

static const struct dialog *open_overview(const struct shell *s)
{
	for (int i = s->ndialogs - 1; i >= 0; i--)
		if (dialog_is_overview(s->dialogs[i].dialog))
			return s->dialogs[i].dialog;
	return NULL;
}

/* ---- doing it ---- */

static int carry_out(struct shell *s, const struct export_wish *x, bool replace, struct err *e)
{
	struct desk *d = &s->desk;
	struct export_request q = {.path = x->path,
	                           .sheet = x->what == EXPORT_SHEET ? d->sheet : -1,
	                           .stated = x->stated, .exact = x->exact, .charts = x->charts,
	                           .replace = replace};

	if (x->what == EXPORT_OVERVIEW)
		return export_overview(overview_dialog_list(open_overview(s)), x->path, replace, e);
	if (!d->filing || d->sheet < 0)
		return err_set(e, ERR_NOTFOUND, _("这套表已经不在了，没有导出。"));
	if (x->what == EXPORT_FINDINGS)
		return export_findings(d->w, d->filing, x->path, replace, e);
	return export_filing(d->w, d->filing, &q, e);
}

/* A name longer than the screen is wide is shown in a box. */
static void say_path(struct shell *s, const char *path)
{
	struct dialog *box;
	size_t length, skip;
	int width = s->at.panes.cols - NOTE_AROUND;

	desk_say(&s->desk, NOTE_OK, _("已导出到 %s"), path);
	if (text_width(s->desk.note) <= width)
		return;
	box = reader_new(_("已导出到"));
	for (const char *at = path; *at; at += length + skip) {
		char *line;

		length = text_line(at, strlen(at), width - NOTE_AROUND, &skip);
		line = mem_strndup(at, length);
		picker_add(box, -1, line, NULL, STYLE_TEXT);
		mem_free(line);
	}
	shell_open_dialog(s, box, NULL);
}

/* True: it is done, the dialog may go. */
static bool do_export(struct shell *s, const struct export_wish *x, bool replace)
{
	struct err e = {0};

	desk_say(&s->desk, NOTE_INFO, _("正在导出到 %s"), x->path);
	if (s->wait)
		s->wait(s->wait_context, s);
	if (carry_out(s, x, replace, &e) < 0) {
		desk_say(&s->desk, NOTE_ERROR, "%s", e.text);
		return false;
	}
	say_path(s, x->path);
	return true;
}

/* The dialog of export lies under the question. */
static dialog_done export_done;

static bool replace_done(struct shell *s, struct dialog *ask, enum dialog_end end)
{
	struct dialog *d = shell_dialog(s);
	struct export_wish x;
	bool done = false;

	(void)ask;
	if (end != DIALOG_DONE || !dialog_is_export(d))
		return true;
	shell_take_dialog(s);
	export_dialog_wish(d, &x);
	done = do_export(s, &x, true);
	mem_free(x.path);
	if (done)
		dialog_free(d);
	else
		shell_open_dialog(s, d, export_done);
	return true;
}

static void ask_replace(struct shell *s, const char *path)
{
	struct str b = {0};

	str_addf(&b, _("%s 已经有了，用新的覆盖它吗？"), path);
	shell_open_dialog(s, ask_new(_("覆盖"), b.s, _("覆盖"), _("不覆盖"), _("关闭")), replace_done);
	str_free(&b);
}

static bool export_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	struct export_wish x;
	struct err e = {0};
	bool done = false;

	if (end != DIALOG_DONE)
		return true;
	export_dialog_wish(d, &x);
	if (!export_format_of(x.path, &e))
		desk_say(&s->desk, NOTE_ERROR, "%s", e.text);
	else if (file_is_there(x.path) && !file_is_folder(x.path))
		ask_replace(s, x.path);
	else
		done = do_export(s, &x, false);
	mem_free(x.path);
	return done;
}

void shell_export_to(struct shell *s, const char *path)
{
	struct export_offer offers[EXPORT_WHATS] = {0};
	const struct dialog *overview = open_overview(s);
	enum export_what what = s->focus == FOCUS_FINDINGS ? EXPORT_FINDINGS : EXPORT_FILING;
	struct str title = {0};
	char *folder;

	if (overview) {
		what = EXPORT_OVERVIEW;
		str_addf(&title, _("%d年度一览"), overview_dialog_list(overview)->year);
		offer(&offers[what], mem_strdup(_("一览")), &title, ".xlsx");
	} else if (s->desk.filing && s->desk.sheet >= 0) {
		offer_forms(&s->desk, offers);
	} else {
		desk_say(&s->desk, NOTE_INFO, "%s", _("没有打开的填报，没有可导出的。"));
		return;
	}
	folder = file_absolute(NULL, ".");
	shell_open_dialog(s, export_dialog_new(offers, what, folder, path), export_done);
	for (int i = 0; i < EXPORT_WHATS; i++) {
		mem_free((char *)offers[i].label);
		mem_free((char *)offers[i].name);
	}
	mem_free(folder);
}

void shell_export(struct shell *s)
{
	shell_export_to(s, NULL);
}
