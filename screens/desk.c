#include "screens/desk.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/handin.h"
#include "app/others.h"
#include "app/remarks.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

enum { NOTE_LIMIT = 1024, PREFIX_LEAST = 3 };

static const struct spot_at nowhere = {{-1, -1, -1, -1}, -1, 0};

void desk_init(struct desk *d, struct work *w)
{
	memset(d, 0, sizeof *d);
	d->w = w;
	d->unit = -1;
	d->sheet = -1;
	d->at = nowhere;
	d->content = d->units = 1;
}

void desk_free(struct desk *d)
{
	mem_free(d->filings);
	mem_free(d->contested);
	mem_free(d->search);
	mem_free(d->finding);
	mem_free(d->note);
}

void desk_say(struct desk *d, enum note_kind kind, const char *fmt, ...)
{
	char text[NOTE_LIMIT];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	for (char *c = strchr(text, '\n'); c; c = strchr(c, '\n'))
		*c = ' ';
	mem_free(d->note);
	d->note = kind == NOTE_NONE ? NULL : text_clean(text, false);
	d->note_kind = kind;
	d->notes++;
}

/* ---- what lies open ---- */

const struct sheet *desk_sheet(const struct desk *d)
{
	if (!d->filing || d->sheet < 0 || (size_t)d->sheet >= d->filing->nsheets)
		return NULL;
	return &d->filing->sheets[d->sheet];
}

const struct form *desk_form(const struct desk *d)
{
	const struct sheet *sheet = desk_sheet(d);

	return sheet ? sheet->form : NULL;
}

const struct review *desk_review(const struct desk *d)
{
	return d->filing ? review_of(d->w, d->filing, NULL) : NULL;
}

const struct review *desk_review_shown(const struct desk *d)
{
	static const struct review nothing;

	return d->filing && d->unaudited ? &nothing : desk_review(d);
}

const struct field *desk_field(const struct desk *d, struct place p)
{
	const struct form *form;

	if (!d->filing || p.field < 0 || p.sheet < 0 || (size_t)p.sheet >= d->filing->nsheets)
		return NULL;
	form = d->filing->sheets[p.sheet].form;
	return p.list < 0 ? &form->fields[p.field] : &form->lists[p.list].columns[p.field];
}

bool desk_has_cell(const struct desk *d)
{
	return desk_field(d, d->at.place) && (d->at.place.list < 0 || d->at.place.row >= 0);
}

static bool row_exists(const struct desk *d, struct place p)
{
	return p.row >= 0 && (size_t)p.row < d->filing->sheets[p.sheet].lists[p.list].n;
}

static void take_sheet(struct desk *d, int sheet)
{
	const struct sheet *s;

	d->sheet = sheet;
	s = desk_sheet(d);
	if (s) {
		d->set = d->filing->set;
		d->form = s->form;
		d->copy = s->copy;
	}
}

void desk_at(struct desk *d, struct place place, int group)
{
	d->at.place = place;
	d->at.group = group;
	d->at.row_id = 0;
	if (desk_field(d, place) && place.list >= 0 && row_exists(d, place))
		d->at.row_id = d->filing->sheets[place.sheet].lists[place.list].rows[place.row].id;
}

void desk_go(struct desk *d, struct place place)
{
	int group = -1;

	if (place.sheet != d->sheet) {
		take_sheet(d, place.sheet);
		d->content++;
		d->filed++;
	}
	if (place.list >= 0 && row_exists(d, place))
		group = d->filing->sheets[place.sheet].lists[place.list].rows[place.row].group;
	desk_at(d, place, group);
}

/* After rows or sheets changed: the same row, or one near it. */
static void find_again(struct desk *d)
{
	struct place p = d->at.place;
	int row;

	p.sheet = d->sheet;
	d->at.place.sheet = d->sheet;
	if (!desk_field(d, p) || p.list < 0)
		return;
	row = d->at.row_id ? filing_find_row(d->filing, p.sheet, p.list, d->at.row_id) : -1;
	if (p.row < 0)
		return;
	if (row >= 0)
		p.row = row;
	else if (!row_exists(d, p))
		p.row = (int)d->filing->sheets[p.sheet].lists[p.list].n - 1;
	if (row >= 0)
		d->at.place = p;
	else
		desk_at(d, p, d->at.group);
}

/* ---- opening ---- */

static bool is_form(const struct filing *f, int sheet, const char *name, size_t length, int copy)
{
	const struct sheet *s = &f->sheets[sheet];

	if (copy > 0 && s->copy != copy)
		return false;
	return (strlen(s->form->id) == length && strncmp(s->form->id, name, length) == 0) ||
	       (strlen(s->form->number) == length && strncmp(s->form->number, name, length) == 0);
}

/* «annex3#2» → the sheet, −1: not there. */
static int find_sheet(const struct filing *f, const char *name)
{
	const char *hash = strchr(name, '#');
	size_t length = hash ? (size_t)(hash - name) : strlen(name);
	int copy = hash ? (int)strtol(hash + 1, NULL, 10) : 0;

	for (size_t i = 0; i < f->nsheets; i++)
		if (is_form(f, (int)i, name, length, copy))
			return (int)i;
	return -1;
}

static int same_sheet(const struct filing *f, const struct form *form, int copy)
{
	int first = -1;

	for (size_t i = 0; form && i < f->nsheets; i++) {
		if (strcmp(f->sheets[i].form->id, form->id) != 0)
			continue;
		if (f->sheets[i].copy == copy)
			return (int)i;
		if (first < 0)
			first = (int)i;
	}
	return first;
}

static bool is_of_set(const struct work_filing *f, const char *set)
{
	return set && strcmp(f->set_id, set) == 0;
}

/* The filing of a year (0: the newest), of that set when there is one. */
static const struct work_filing *filing_of(const struct work_filing *filings, size_t n, int year,
                                           const char *set)
{
	const struct work_filing *found = NULL;

	for (size_t i = 0; i < n; i++) {
		if (year && filings[i].year != year)
			continue;
		if (is_of_set(&filings[i], set))
			return &filings[i];
		if (!found)
			found = &filings[i];
	}
	return found;
}

static const char *open_set(const struct desk *d)
{
	return d->set ? d->set->id : NULL;
}

/* Puts the new filing on the desk: the same form, the same cell. */
static void lay(struct desk *d, struct filing *f, int sheet)
{
	const struct form *form = desk_form(d);

	d->unaudited = d->quick && f && f != d->filing;
	if (d->filing && f != d->filing)
		others_forget(d->w, d->filing->id);
	d->filing = f;
	take_sheet(d, f && f->nsheets ? sheet : -1);
	if (!f || desk_form(d) != form)
		d->at = nowhere;
	else
		d->at.row_id = 0;
	find_again(d);
	d->content++;
	d->filed++;
}

static int choose_sheet(const struct desk *d, const struct filing *f, const char *form,
                        struct err *e)
{
	int sheet = form ? find_sheet(f, form) : same_sheet(f, d->form, d->copy);

	if (form && sheet < 0)
		return err_set(e, ERR_NOTFOUND, _("%d 年的套表里没有表“%s”"), f->year, form);
	return sheet < 0 ? 0 : sheet;
}

static int open_filing(struct desk *d, int unit, int year, const char *set, const char *form,
                       struct err *e)
{
	size_t nunits, n = 0;
	const struct work_unit *units = work_units(d->w, &nunits);
	struct work_filing *filings = work_filings(d->w, unit, &n, e);
	const struct work_filing *one;
	struct filing *f = NULL;
	int sheet = -1;

	if (!filings)
		return -1;
	one = filing_of(filings, n, year, set);
	if (one) {
		f = work_open_filing(d->w, unit, one->year, one->set_id, e);
		if (!f || (sheet = choose_sheet(d, f, form, e)) < 0) {
			mem_free(filings);
			return -1;
		}
	}
	lay(d, f, sheet);
	d->year = one ? one->year : year;
	mem_free(d->filings);
	d->filings = filings;
	d->nfilings = n;
	d->unit = unit;
	d->unit_id = (size_t)unit < nunits ? units[unit].id : 0;
	return 0;
}

int desk_open(struct desk *d, int unit, int year, const char *form, struct err *e)
{
	return open_filing(d, unit, year, open_set(d), form, e);
}

int desk_open_set(struct desk *d, int unit, int year, const char *set, const char *form,
                  struct err *e)
{
	return open_filing(d, unit, year, set, form, e);
}

int desk_open_filing(struct desk *d, size_t index, struct err *e)
{
	const struct work_filing *f = &d->filings[index];

	return open_filing(d, d->unit, f->year, f->set_id, NULL, e);
}

void desk_open_sheet(struct desk *d, int sheet)
{
	if (!d->filing || sheet < 0 || (size_t)sheet >= d->filing->nsheets || sheet == d->sheet)
		return;
	lay(d, d->filing, sheet);
}

/* ---- what changed ---- */

static void reload_filings(struct desk *d)
{
	size_t n = 0;
	struct work_filing *filings;

	if (d->unit < 0)
		return;
	filings = work_filings(d->w, d->unit, &n, NULL);
	mem_free(d->filings);
	d->filings = filings;
	d->nfilings = filings ? n : 0;
}

/* Sheets were added or dropped, by others or by an undo. */
static void find_sheet_again(struct desk *d)
{
	int sheet = d->filing ? same_sheet(d->filing, d->form, d->copy) : -1;

	if (sheet < 0 && d->filing && d->filing->nsheets) {
		d->at = nowhere;
		sheet = 0;
	}
	take_sheet(d, sheet);
}

void desk_changed(struct desk *d)
{
	reload_filings(d);
	find_sheet_again(d);
	find_again(d);
	d->content++;
	d->filed++;
}

static int unit_of(const struct desk *d, int64_t id)
{
	size_t n;
	const struct work_unit *units = work_units(d->w, &n);

	for (size_t i = 0; i < n; i++)
		if (units[i].id == id)
			return (int)i;
	return n ? 0 : -1;
}

/* What a question about the open filing rests on. */
struct filed {
	const struct filing *filing;
	int64_t revision;
	int sheet;
	char *state;
};

static struct filed as_filed(const struct desk *d)
{
	return (struct filed){d->filing, d->filing ? d->filing->revision : 0, d->sheet,
	                      mem_strdup(d->filing ? d->filing->state : NULL)};
}

/* With who, when and why, and what a filing sent back now wants. */
static void say_passed(struct desk *d)
{
	const char *now = d->filing->state ? d->filing->state : "";
	bool returned = strcmp(now, STATE_RETURNED) == 0;
	size_t n = returned ? remarks_unanswered(d->w, d->filing) : 0;
	struct str how = {0};

	handin_show_passage(d->w, d->filing, &how);
	if (n)
		str_addf(&how, _("；还有 %zu 条退回意见没有答复，按 P 看"), n);
	desk_say(d, NOTE_WARNING, _("这套表的状态现在是“%s”。%s"), now, str_text(&how));
	str_free(&how);
}

/* That it was handed in, returned or locked meanwhile is said: nothing can be
 * typed any more, or again. */
static bool is_filed_so(struct desk *d, struct filed *was)
{
	struct filed is = as_filed(d);
	bool state = strcmp(is.state ? is.state : "", was->state ? was->state : "") == 0;
	bool same = state && is.filing == was->filing && is.revision == was->revision &&
	            is.sheet == was->sheet;

	if (!state && is.filing && is.filing == was->filing)
		say_passed(d);
	mem_free(is.state);
	mem_free(was->state);
	return same;
}

bool desk_refresh(struct desk *d)
{
	const struct work_filing *one;
	const char *set = open_set(d);
	struct filed was = as_filed(d);
	uint64_t tree = work_tree_number(d->w);

	if (!work_refresh(d->w)) {
		mem_free(was.state);
		return false;
	}
	d->unit = unit_of(d, d->unit_id);
	reload_filings(d);
	one = filing_of(d->filings, d->nfilings, d->year, set);
	d->filing = one ? work_open_filing(d->w, d->unit, one->year, one->set_id, NULL) : NULL;
	find_sheet_again(d);
	find_again(d);
	d->filed += !is_filed_so(d, &was);
	d->content++;
	d->units += tree != work_tree_number(d->w);
	d->news++;
	return true;
}

/* ---- names ---- */

/* Bytes at the start of both, ending between characters, never in a number. */
static size_t common_prefix(const char *a, const char *b, int *characters)
{
	size_t at = 0, length;

	for (*characters = 0; a[at]; ++*characters) {
		text_decode(a + at, &length);
		if (strncmp(a + at, b + at, length) != 0)
			break;
		at += length;
	}
	while (at > 0 && a[at - 1] >= '0' && a[at - 1] <= '9') {
		at--;
		--*characters;
	}
	return at;
}

void desk_unit_short(const struct desk *d, int unit, struct str *out)
{
	size_t n, same;
	const struct work_unit *units = work_units(d->w, &n);
	const struct work_unit *u = &units[unit];
	int characters;

	if (u->superior < 0) {
		str_add(out, u->name);
		return;
	}
	same = common_prefix(u->name, units[u->superior].name, &characters);
	str_add(out, characters >= PREFIX_LEAST && u->name[same] ? u->name + same : u->name);
}
