#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/when.h"
#include "screens/change.h"
#include "screens/contest.h"
#include "screens/shell_parts.h"

/* Undo and redo of a step that others changed a part of since: what is theirs
 * stays unless the person says so, place by place. */

static size_t count(const struct edit_parts *p, bool disturbed)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++)
		n += p->part[i].disturbed == disturbed;
	return n;
}

void shell_forget_parts(struct shell *s)
{
	edit_parts_free(&s->parts);
	mem_free(s->parts_wanted);
	s->parts_wanted = NULL;
}

/* ---- doing it ---- */

static bool ask_of_parts(struct shell *s, bool redo);

static void take(struct shell *s)
{
	struct desk *d = &s->desk;
	bool redo = s->parts.redo;
	struct place where;
	struct err e = {0};
	size_t wanted = 0;

	for (size_t i = 0; i < s->parts.n; i++)
		wanted += s->parts_wanted[i];
	if (!wanted) {
		desk_say(d, NOTE_INFO, "%s", _("什么也没有改。"));
	} else if (edit_take_parts(d->w, d->filing, &s->parts, s->parts_wanted, &where, &e) == 0) {
		desk_changed(d);
		if (desk_field(d, where) && (where.list < 0 || where.row >= 0))
			desk_go(d, where);
		desk_say(d, NOTE_OK,
		         redo ? _("已重做 %zu 处，其余留用他人的。")
		              : _("已撤销 %zu 处，其余留用他人的（^R 重做）。"),
		         wanted);
	} else {
		desk_say(d, NOTE_ERROR, "%s", e.text);
		if (e.code == ERR_CONFLICT) {
			desk_refresh(d);
			ask_of_parts(s, redo);
			return;
		}
	}
	shell_forget_parts(s);
}

/* ---- place by place ---- */

static void ask_next(struct shell *s);

static bool one_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	(void)d;
	if (end == DIALOG_CANCELLED) {
		shell_forget_parts(s);
		desk_say(&s->desk, NOTE_INFO, "%s", _("什么也没有改。"));
		return true;
	}
	s->parts_wanted[s->part] = end == DIALOG_DONE;
	s->part++;
	ask_next(s);
	return true;
}

static char *head_of(const struct edit_part *p)
{
	struct str out = {0};

	str_addf(&out, _("对方（%s %s）"), p->who && *p->who ? p->who : _("他人"),
	         when_short(p->time).s);
	return str_take(&out);
}

static void show(struct dialog *d, const struct edit_part *p, bool redo)
{
	char *head = head_of(p);

	contest_say(d, p->label);
	if (!p->is_cell) {
		contest_say(d, head);
	} else {
		contest_show(d, redo ? _("撤销时") : _("我改成的"), p->base, NULL);
		contest_show(d, head, p->theirs, p->base);
		contest_show(d, redo ? _("重做后") : _("撤销后"), p->mine, p->base);
	}
	if (!p->possible)
		contest_say(d, _("所在的行或表已不在，或已经有了，这一处不能改。"));
	mem_free(head);
}

/* The next one that others were at and that can be changed at all. */
static void ask_next(struct shell *s)
{
	const struct edit_parts *p = &s->parts;
	struct dialog *d;

	while (s->part < p->n && !(p->part[s->part].disturbed && p->part[s->part].possible))
		s->part++;
	if (s->part == p->n) {
		take(s);
		return;
	}
	d = contest_new(p->redo ? _("重做：这一处他人改过") : _("撤销：这一处他人改过"),
	                p->redo ? _("这一处也重做") : _("这一处也撤销"), _("留用对方的"), NULL,
	                _("全都不改"));
	show(d, &p->part[s->part], p->redo);
	shell_open_dialog(s, d, one_done);
}

/* ---- all of it ---- */

static bool parts_done(struct shell *s, struct dialog *d, enum dialog_end end)
{
	(void)d;
	if (end == DIALOG_DONE) {
		take(s);
	} else if (end == DIALOG_OTHER) {
		s->part = 0;
		ask_next(s);
	} else {
		shell_forget_parts(s);
		desk_say(&s->desk, NOTE_INFO, "%s", _("什么也没有改。"));
	}
	return true;
}

static void ask_parts(struct shell *s)
{
	const struct edit_parts *p = &s->parts;
	struct dialog *d = contest_new(
	    p->redo ? _("重做不能全做：他人改过其中几处") : _("撤销不能全做：他人改过其中几处"),
	    p->redo ? _("重做其余的") : _("撤销其余的"), _("都不改"), _("逐处决定"), _("关闭"));
	struct str b = {0};

	str_addf(&b, _("“%s”这一步共 %zu 处，其中 %zu 处其后被他人改过："), p->what, p->n,
	         count(p, true));
	contest_say(d, b.s);
	for (size_t i = 0; i < p->n; i++)
		if (p->part[i].disturbed)
			show(d, &p->part[i], p->redo);
	shell_open_dialog(s, d, parts_done);
	str_free(&b);
}

/* False: nobody changed a part. */
static bool ask_of_parts(struct shell *s, bool redo)
{
	struct edit_parts parts;
	struct err e = {0};

	shell_forget_parts(s);
	if (edit_parts(s->desk.w, s->desk.filing, redo, &parts, &e) < 0)
		return false;
	s->parts = parts;
	if (!count(&parts, true)) {
		shell_forget_parts(s);
		return false;
	}
	s->parts_wanted = mem_array(parts.n + 1, sizeof *s->parts_wanted);
	for (size_t i = 0; i < parts.n; i++)
		s->parts_wanted[i] = !parts.part[i].disturbed;
	s->part = 0;
	if (count(&parts, false))
		ask_parts(s);
	else
		ask_next(s);
	return true;
}

/* The sentence why not is said already. */
void shell_undo(struct shell *s)
{
	if (change_undo(&s->desk) == CHANGE_CONFLICT)
		ask_of_parts(s, false);
}

void shell_redo(struct shell *s)
{
	if (change_redo(&s->desk) == CHANGE_CONFLICT)
		ask_of_parts(s, true);
}
