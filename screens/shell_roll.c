#include <string.h>

#include "app/inspect.h"
#include "app/roll.h"
#include "base/i18n.h"
#include "base/text.h"
#include "screens/ask.h"
#include "screens/shell_parts.h"

/* Carrying a filing into the next year, asked first: it is no step of undo. */

/* What is carried: the open filing, or the newest one before the empty year. */
static const struct work_filing *source_of(const struct desk *d, int to)
{
	for (size_t i = 0; i < d->nfilings; i++) {
		const struct work_filing *f = &d->filings[i];

		if (d->filing ? f->id == d->filing->id : !to || f->year < to)
			return f;
	}
	return NULL;
}

static bool has_filing(const struct desk *d, int year, const char *set)
{
	for (size_t i = 0; i < d->nfilings; i++)
		if (d->filings[i].year == year && strcmp(d->filings[i].set_id, set) == 0)
			return true;
	return false;
}

static void say_rolled(struct desk *d)
{
	struct inspect_marks marks;

	inspect_marks(d->filing, -1, &marks);
	desk_say(d, NOTE_OK, _("已结转到 %d 年：沿用 %d 格（标 ^，改动或按 = 确认），要填 %d 格。"),
	         d->year, marks.carried, marks.blanks);
}

static int roll(struct desk *d, int from, int to, const char *set, struct err *e)
{
	if (roll_filing(d->w, d->unit, from, to, set, e) < 0)
		return -1;
	return desk_open_set(d, d->unit, to, set, NULL, e);
}

static bool roll_done(struct shell *s, struct dialog *dialog, enum dialog_end end)
{
	struct desk *d = &s->desk;
	struct work_filing from;
	struct err e = {0};

	(void)dialog;
	if (end != DIALOG_DONE)
		return true;
	if (!desk_find_filing(d, s->rolled_from, &from) || from.unit != d->unit) {
		desk_say(d, NOTE_WARNING, "%s", _("要结转的那套表已经不在了。"));
	} else if (roll(d, from.year, s->rolled_to, from.set_id, &e) < 0) {
		desk_say(d, NOTE_ERROR, "%s", e.text);
	} else {
		s->focus = FOCUS_TABLE;
		say_rolled(d);
	}
	return true;
}

static void ask_roll(struct shell *s, const struct work_filing *from, int to)
{
	struct str b = {0}, name = {0};

	desk_unit_short(&s->desk, from->unit, &name);
	str_addf(&b,
	         _("把%s %d 年的“%s”结转到 %d 年吗？沿用各表的行、名称、编制和目标，"
	           "逐格标 ^；当年的数留空。"),
	         str_text(&name), from->year, from->set ? from->set->title : from->set_id, to);
	if (to == from->year + 1)
		str_addf(&b, _("%d 年的数进上年栏。"), from->year);
	else
		str_addf(&b, _("上年栏也留空，因为没有 %d 年的填报。"), to - 1);
	s->rolled_from = from->id;
	s->rolled_to = to;
	shell_open_dialog(s, ask_new(_("结转到新年度"), b.s, _("结转"), _("不结转"), _("关闭")),
	                  roll_done);
	str_free(&b);
	str_free(&name);
}

void shell_roll(struct shell *s, int to)
{
	struct desk *d = &s->desk;
	const struct work_filing *from;

	if (!to && !d->filing)
		to = d->year;
	from = source_of(d, to);
	if (from && !to)
		to = from->year + 1;
	if (work_is_readonly(d->w))
		desk_say(d, NOTE_WARNING, "%s", _("数据库是只读的，不能改。"));
	else if (!from)
		desk_say(d, NOTE_WARNING, "%s",
		         _("这个单位没有以前年度的套表可以结转；按 c 新建。"));
	else if (to <= from->year)
		desk_say(d, NOTE_WARNING, _("只能结转到 %d 年以后的年度。"), from->year);
	else if (has_filing(d, to, from->set_id))
		desk_say(d, NOTE_INFO, _("%d 年已有这套表，按 } 打开它。"), to);
	else
		ask_roll(s, from, to);
}

void shell_roll_into(struct shell *s, const char *text)
{
	int to = shell_year(text);

	if (to)
		shell_roll(s, to);
	else
		desk_say(&s->desk, NOTE_WARNING, _("“%s”不是年度，例如 2025。"), text);
}
