#include <string.h>

#include "app/import.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/picker.h"
#include "screens/shell_parts.h"

/* All files of a folder: a list of what each would change, then one after the
 * other.  What is kept meanwhile is only the folder's name: each file is
 * planned again when its turn comes. */

struct run {
	struct shell *s;
	struct import *im;
	char **paths;
	size_t n, at;
	struct import_done done;
	size_t refused, lost; /* files; texts and sheets without a place */
	bool stopped;
};

static int begin(struct run *r, struct shell *s, const char *folder, struct err *e)
{
	const char *const names[] = {folder};
	struct import_request q = {0};

	*r = (struct run){.s = s};
	r->paths = import_paths(names, 1, &r->n, e);
	r->im = r->paths ? import_open(s->desk.w, &q, e) : NULL;
	return r->im ? 0 : -1;
}

static void end(struct run *r)
{
	import_close(r->im);
	if (r->paths)
		import_paths_free(r->paths, r->n);
}

static bool go_on(struct run *r, const char *doing)
{
	r->stopped = !shell_progress(r->s, doing, _("个文件"), r->at, r->n);
	return !r->stopped;
}

/* ---- the list ---- */

static size_t count_lost(const struct import_file *f)
{
	return f->nstrays + f->laid.nrest;
}

static void add_file(struct dialog *list, const struct import_file *f)
{
	size_t count[PLAN_OTHER + 1] = {0}, lost = count_lost(f);
	struct str b = {0};

	for (size_t i = 0; i < f->nfilings; i++)
		for (size_t k = 0; k < f->filings[i].nsheets; k++)
			for (int state = 0; state <= PLAN_OTHER; state++)
				count[state] += f->filings[i].sheets[k].count[state];
	str_addf(&b, _("新填 %zu  不同 %zu  相同 %zu"), count[PLAN_NEW], count[PLAN_OTHER],
	         count[PLAN_SAME]);
	if (lost)
		str_addf(&b, _("  ! 没有放下 %zu"), lost);
	picker_add(list, -1, f->name, b.s,
	           lost || count[PLAN_OTHER] ? STYLE_WARNING : STYLE_TEXT);
	str_free(&b);
}

/* The reason begins with the file's name or path, which stands before it. */
static void add_refused(struct dialog *list, const char *path, const char *reason)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	const char *behind = strstr(reason, ": ");
	struct str b = {0};

	str_addf(&b, _("✗ 不能导入：%s"), behind ? behind + 2 : reason);
	picker_add(list, -1, name, b.s, STYLE_ERROR);
	str_free(&b);
}

static void list_file(struct run *r, struct dialog *list)
{
	struct import_file f = {0};
	struct err e = {0};

	if (import_plan(r->im, r->paths[r->at], &f, &e) == 0) {
		add_file(list, &f);
	} else {
		add_refused(list, r->paths[r->at], e.text);
		r->refused++;
	}
	import_file_free(&f);
}

/* ---- importing ---- */

/* A file that is refused does not keep the others out. */
static void import_one(struct run *r)
{
	struct import_file f = {0};
	struct err e = {0};

	if (import_plan(r->im, r->paths[r->at], &f, &e) < 0 ||
	    import_store(r->im, &f, &r->done, &e) < 0)
		r->refused++;
	else
		r->lost += count_lost(&f);
	import_file_free(&f);
}

static void say_all(const struct run *r)
{
	struct str b = {0};

	str_addf(&b, r->stopped ? _("已停下：%zu/%zu 个文件，") : _("已导入 %zu/%zu 个文件："),
	         r->at - r->refused, r->n);
	str_addf(&b, _("新建填报 %zu 份，填 %zu 格（改动 %zu 格）"), r->done.filings, r->done.cells,
	         r->done.changed);
	if (r->lost)
		str_addf(&b, _("；没有放下 %zu 处"), r->lost);
	desk_say(&r->s->desk, r->stopped || r->refused ? NOTE_WARNING : NOTE_OK, "%s", b.s);
	str_free(&b);
}

/* What lies open may have changed, or be there only now. */
static void open_again(struct desk *d)
{
	struct err e = {0};

	d->units++;
	if (d->unit >= 0 && desk_open(d, d->unit, d->year, NULL, &e) < 0)
		desk_say(d, NOTE_ERROR, "%s", e.text);
}

static bool list_done(struct shell *s, struct dialog *d, enum dialog_end how)
{
	struct run r;
	struct err e = {0};

	(void)d;
	if (how != DIALOG_DONE) {
		desk_say(&s->desk, NOTE_INFO, "%s", _("没有导入，什么也没有改。"));
		return true;
	}
	if (work_is_readonly(s->desk.w)) {
		desk_say(&s->desk, NOTE_WARNING, "%s", _("数据库是只读的，不能改。"));
		return false;
	}
	desk_refresh(&s->desk);
	if (begin(&r, s, s->importing.folder, &e) < 0) {
		desk_say(&s->desk, NOTE_ERROR, "%s", e.text);
	} else {
		for (; r.at < r.n && go_on(&r, _("导入")); r.at++)
			import_one(&r);
		open_again(&s->desk);
		say_all(&r);
	}
	end(&r);
	return true;
}

bool shell_import_folder(struct shell *s, const char *folder)
{
	struct run r;
	struct err e = {0};
	struct dialog *list;
	struct str title = {0};
	bool any;

	if (begin(&r, s, folder, &e) < 0) {
		desk_say(&s->desk, NOTE_ERROR, "%s", e.text);
		end(&r);
		return false;
	}
	str_addf(&title, _("导入 %zu 个文件"), r.n);
	list = preview_new(title.s);
	for (; r.at < r.n && go_on(&r, _("读")); r.at++)
		list_file(&r, list);
	any = !r.stopped && r.refused < r.n;
	desk_say(&s->desk, any ? NOTE_NONE : NOTE_WARNING, "%s",
	         any ? "" : r.stopped ? _("已停下，什么也没有改。") : _("没有一个文件能导入。"));
	if (any)
		shell_open_dialog(s, list, list_done);
	else
		dialog_free(list);
	str_free(&title);
	end(&r);
	return any;
}
