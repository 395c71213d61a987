#ifndef SCREENS_DESK_H
#define SCREENS_DESK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/review.h"

/* What lies open: unit, year, filing, sheet and the cell the person is at,
 * with the last word said to the person.  No drawing.  The panes read it; it
 * changes through the functions here and in change.h. */

enum note_kind { NOTE_NONE, NOTE_INFO, NOTE_OK, NOTE_WARNING, NOTE_ERROR };

struct spot_at {
	struct place place; /* field −1: none; row −1: a template row of … */
	int group;          /* … this group */
	int64_t row_id;     /* of the list row, so that it is found again */
};

struct desk {
	struct work *w;
	int unit;              /* index in work_units; −1: there is none */
	int64_t unit_id;
	struct work_filing *filings; /* of the unit, newest first */
	size_t nfilings;
	int year;              /* 0: none */
	struct filing *filing; /* NULL: the unit has none of that year */
	int sheet;             /* index; −1: none */
	const struct set *set;   /* of the filing that is open, or was before one that is not there */
	const struct form *form; /* likewise of the sheet, and its copy, so that it is found again */
	int copy;
	struct spot_at at;
	unsigned content;      /* another number after each change of what is shown */
	unsigned filed;        /* another number after each change of what is open or stands in it */
	unsigned others;       /* another number after each change of the marks of others */
	unsigned units;        /* another number when others changed units */
	unsigned news;         /* another number when others changed anything */
	unsigned audits;       /* another number after an audit of all */
	bool quick;            /* a filing is shown before it is audited … */
	bool unaudited;        /* … as the open one is */
	int64_t new_row;       /* added last, 0: none; … */
	struct spot_at new_from; /* … from here */
	bool rules;            /* lines between all rows of a table */
	char *contested;       /* what was to be put into the cell when somebody changed it; NULL */
	char *search;          /* NULL: n and N go to findings */
	char *finding;         /* key of the one gone to last; NULL */
	enum note_kind note_kind;
	char *note;
	unsigned notes;        /* another number after each desk_say */
};

void desk_init(struct desk *d, struct work *w);
void desk_free(struct desk *d); /* not the work */

void desk_say(struct desk *d, enum note_kind kind, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Opens what is asked for as near as can be: year 0 the newest, a year that
 * is not there leaves filing NULL; form as «annex2», «附件2», «附件3#2», NULL: the
 * one that is open, or the first.  −1 says why, nothing changed. */
int desk_open(struct desk *d, int unit, int year, const char *form, struct err *e);
/* The same, of several filings of the year the one of that set. */
int desk_open_set(struct desk *d, int unit, int year, const char *set, const char *form,
                  struct err *e);
/* The one at an index in filings: of two of one year this one. */
int desk_open_filing(struct desk *d, size_t index, struct err *e);
void desk_open_sheet(struct desk *d, int sheet);
/* The next or previous (±1) one, said in a note when there is none further. */
void desk_step_unit(struct desk *d, int direction);
void desk_step_year(struct desk *d, int direction);
void desk_step_sheet(struct desk *d, int direction);

/* Goes to a cell, also on another sheet. */
void desk_go(struct desk *d, struct place place);
void desk_at(struct desk *d, struct place place, int group);
/* Takes notice of what others did; true: something changed. */
bool desk_refresh(struct desk *d);
/* A filing of any unit by its id; false: it is not there. */
bool desk_find_filing(const struct desk *d, int64_t id, struct work_filing *out);
/* «2024 年  湖南省区级部门整体支出绩效自评  填报中 98.00», to choose it from a list. */
void desk_describe_filing(const struct work_filing *f, struct str *out);
/* After an own change. */
void desk_changed(struct desk *d);

/* NULL: none. */
const struct sheet *desk_sheet(const struct desk *d);
const struct form *desk_form(const struct desk *d);
/* What the audit finds in the open filing, audited anew when it changed; NULL:
 * nothing is open.  As long-lived as review_of's. */
const struct review *desk_review(const struct desk *d);
/* The same to be drawn: while the open filing is unaudited nothing is found,
 * and of no sheet anything is known. */
const struct review *desk_review_shown(const struct desk *d);
/* Of the cell, of a template row too; NULL: no cell. */
const struct field *desk_field(const struct desk *d, struct place p);
bool desk_has_cell(const struct desk *d); /* a cell, not a template row */
/* «岳阳楼区卫生健康局 › 信息中心»: without what a name shares with its superior's. */
void desk_unit_short(const struct desk *d, int unit, struct str *out);

#endif
