#ifndef APP_SUM_ADD_H
#define APP_SUM_ADD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/map.h"
#include "form/filing.h"

/* Adding up the figures of many units, place by place; the inside of app/sum.h.
 *
 * 1. Only what field_sums takes part.
 * 2. A unit counts once for a place, however many copies and rows of a name it
 *    has; one that adjusts counts never.
 * 3. Rows are merged by group and name, those of a tree of codes by the codes
 *    above them and their own. */

struct sum_slot {
	int64_t sum;      /* 10⁻⁶ */
	bool any;         /* at least one figure is in it */
	bool overflow;
	int have;         /* units with a figure or 不适用 there */
	int faults;       /* cells whose text is no figure */
	int64_t last;     /* unit counted last */
};

struct sum_row {
	char *key;
	char *name, *code; /* as first met; NULL: none */
	int group;
	struct sum_slot *slots; /* one for each column */
};
struct sum_list {
	bool wanted;       /* has columns that sum */
	struct map *index; /* key to row */
	struct sum_row *rows;
	size_t n, capacity;
};
struct sum_form {
	const struct form *form;
	struct sum_slot *fields;
	struct sum_list *lists;
};

/* A text that is no figure. */
struct sum_fault {
	int64_t unit;
	int form, list, row, field; /* row: index in the merged list, list −1: a field */
	char *text;
};

/* What stands in one place of one unit. */
struct sum_part {
	bool has;
	int64_t value;
	const char *text;
};

struct open_row;
struct adding {
	const struct set *set;
	struct sum_form *forms;
	size_t nforms;
	struct sum_fault *faults;
	size_t nfaults, faults_capacity;

	/* Whose sheet is being added. */
	int form;
	int64_t unit;
	int copy;
	bool adjusts;
	struct open_row *open;
	size_t nopen, open_capacity;
	struct filing *scratch; /* to read texts with */
};

void adding_start(struct adding *a, const struct set *set, const struct form *const *forms,
                  size_t nforms);
void adding_free(struct adding *a);

/* Turns to another sheet; a sheet's rows are added when it is left. */
void adding_sheet(struct adding *a, int form, int64_t unit, int copy, bool adjusts);
void adding_field(struct adding *a, int field, struct sum_part part);
/* The row of the sheet; group and order matter the first time. */
size_t adding_row(struct adding *a, int list, int64_t id, int group, int64_t order);
bool adding_has_row(const struct adding *a, int list, int64_t id, size_t *row);
void adding_cell(struct adding *a, size_t row, int column, struct sum_part part);
void adding_end(struct adding *a);

#endif
