#include "screens/change_parts.h"

#include "base/i18n.h"

static bool in_list(const struct desk *d)
{
	return desk_field(d, d->at.place) && d->at.place.list >= 0;
}

static int done(struct desk *d, struct place out, const char *said)
{
	desk_changed(d);
	desk_go(d, out);
	desk_say(d, NOTE_OK, "%s", said);
	return 0;
}

/* A row that is new: undo goes back to where the person was before it. */
static int done_new(struct desk *d, struct place out, const char *said)
{
	struct spot_at from = d->at;
	int result = done(d, out, said);

	d->new_row = d->at.row_id;
	d->new_from = from;
	return result;
}

/* The row it was to follow. */
static bool was_gone(const struct desk *d, const struct spot_at *from)
{
	return from->row_id && filing_find_row(d->filing, d->sheet, from->place.list, from->row_id) < 0;
}

int change_row_add(struct desk *d)
{
	struct place p = d->at.place, out;
	struct spot_at from = d->at;
	struct err e = {0};

	if (change_nothing(d))
		return -1;
	if (!in_list(d))
		return change_refuse(d, _("这一行是固定的，不能加行；请先移到可加行的表格部分。"));
	if (edit_row_add(d->w, d->filing, p.sheet, p.list, d->at.group, p.row, 0, NULL, &out, &e) <
	    0)
		return change_fail(d, &e);
	return done_new(d, out,
	                was_gone(d, &from) ? _("上面那一行刚被他人删除，新行加在这一组的末尾（u 撤销）。")
	                                   : _("已加一行（u 撤销）。"));
}

int change_row_delete(struct desk *d)
{
	struct err e = {0};

	if (edit_row_delete(d->w, d->filing, d->at.place, &e) < 0)
		return change_fail(d, &e);
	desk_changed(d);
	desk_say(d, NOTE_OK, _("已删除这一行（u 撤销）。"));
	return 0;
}

static int need_row(struct desk *d)
{
	if (in_list(d) && d->at.place.row >= 0)
		return 0;
	if (change_nothing(d))
		return -1;
	return change_refuse(d, _("这里没有可移动、复制、删除的行。"));
}

int change_row_move(struct desk *d, int direction)
{
	struct place out;
	struct err e = {0};

	if (need_row(d) < 0)
		return -1;
	if (edit_row_move(d->w, d->filing, d->at.place, direction, &out, &e) < 0)
		return change_fail(d, &e);
	return done(d, out, direction > 0 ? _("已把这一行下移。") : _("已把这一行上移。"));
}

int change_row_copy(struct desk *d)
{
	struct place out;
	struct err e = {0};

	if (need_row(d) < 0)
		return -1;
	if (edit_row_copy(d->w, d->filing, d->at.place, &out, &e) < 0)
		return change_fail(d, &e);
	return done_new(d, out, _("已复制这一行（u 撤销）。"));
}

int change_row_na(struct desk *d)
{
	struct place p = d->at.place;
	struct err e = {0};

	if (change_nothing(d))
		return -1;
	if (!in_list(d))
		return change_refuse(d, _("不适用只能标在指标组或明细组上。"));
	if (edit_row_na(d->w, d->filing, p.sheet, p.list, d->at.group, &e) < 0)
		return change_fail(d, &e);
	desk_changed(d);
	desk_say(d, NOTE_OK, _("已标为不适用，或取消了不适用（u 撤销）。"));
	return 0;
}

int change_rows_from(struct desk *d)
{
	struct place p = d->at.place;
	struct err e = {0};
	size_t added;

	if (change_nothing(d))
		return -1;
	if (!in_list(d))
		return change_refuse(d, _("请先移到可加行的表格部分，再带入行。"));
	if (edit_rows_from(d->w, d->filing, p.sheet, p.list, &added, &e) < 0)
		return change_fail(d, &e);
	desk_changed(d);
	desk_say(d, NOTE_OK, _("已带入 %zu 行（u 一次撤销）。"), added);
	return 0;
}
