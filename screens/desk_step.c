#include "screens/desk.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

/* From what lies open to what is beside it, and filings by their numbers. */

void desk_step_unit(struct desk *d, int direction)
{
	struct err e = {0};
	size_t n;
	int unit = d->unit + direction;

	work_units(d->w, &n);
	if (unit < 0 || (size_t)unit >= n)
		desk_say(d, NOTE_INFO, "%s",
		         direction > 0 ? _("这已是最后一个单位。") : _("这已是第一个单位。"));
	else if (desk_open(d, unit, d->year, NULL, &e) < 0)
		desk_say(d, NOTE_ERROR, "%s", e.text);
}

static bool is_of_open_set(const struct desk *d, const struct work_filing *f)
{
	return d->set && strcmp(f->set_id, d->set->id) == 0;
}

/* Index of the filing that follows (+1: later) the open one, −1: none.  They
 * stand newest first; several sets of one year one after the other. */
static int next_filing(const struct desk *d, int direction)
{
	int best = -1;

	for (int i = 0; i < (int)d->nfilings; i++) {
		int later = (d->filings[i].year - d->year) * direction;

		if (later == 0 && is_of_open_set(d, &d->filings[i]))
			return i - direction < (int)d->nfilings ? i - direction : -1;
		if (!d->filing && later > 0 && (best < 0 || direction > 0))
			best = i;
	}
	return best;
}

void desk_step_year(struct desk *d, int direction)
{
	struct err e = {0};
	int to = next_filing(d, direction);

	if (to < 0)
		desk_say(d, NOTE_INFO,
		         direction > 0 ? _("这个单位没有 %d 年以后的套表；按 R 结转到新年度。")
		                       : _("这个单位没有 %d 年以前的套表。"),
		         d->year);
	else if (desk_open_filing(d, (size_t)to, &e) < 0)
		desk_say(d, NOTE_ERROR, "%s", e.text);
}

void desk_step_sheet(struct desk *d, int direction)
{
	int sheet = d->sheet + direction;

	if (!d->filing || sheet < 0 || (size_t)sheet >= d->filing->nsheets)
		desk_say(d, NOTE_INFO, "%s",
		         direction > 0 ? _("这已是最后一张表。") : _("这已是第一张表。"));
	else
		desk_open_sheet(d, sheet);
}

/* ---- filings ---- */

bool desk_find_filing(const struct desk *d, int64_t id, struct work_filing *out)
{
	size_t n = 0;
	struct work_filing *filings = work_filings(d->w, -1, &n, NULL);
	bool found = false;

	for (size_t i = 0; i < n && !found; i++) {
		found = filings[i].id == id;
		if (found)
			*out = filings[i];
	}
	mem_free(filings);
	return found;
}

void desk_describe_filing(const struct work_filing *f, struct str *out)
{
	str_addf(out, _("%d 年  %s  %s"), f->year, f->set ? f->set->title : f->set_id, f->state);
	if (!f->has_score)
		return;
	str_addc(out, ' ');
	num_format(out, f->score, 2, false);
}
