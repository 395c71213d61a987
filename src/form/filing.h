#ifndef FORM_FILING_H
#define FORM_FILING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "calc/num.h"
#include "form/def.h"

/* One unit's set for one year, filled in: sheets, list rows, cells.  Values
 * are put in with filing_put and friends; form/recalc.h works out the rest. */

struct cell {
	char *text;            /* as typed, or as a document states; NULL: absent */
	int64_t version;       /* of text in the store; 0: not stored yet */
	bool carried;          /* from last year, and nobody has touched or confirmed it */
	bool summed;           /* of a rollup column: there are rows below, whose sum calc is */
	struct figure stated;  /* what text says */
	struct figure calc;    /* what the formula gives; ABSENT for input */
	struct figure value;   /* the winning one (ENGINE §1): computed: calc, unless it is blank; suggested: stated, unless blank */
	char *calc_text;       /* of a text formula; or NULL */
	char *why;             /* «不可计算(因 …)», how it was judged; or NULL */
	struct judgement *judged; /* of a judge() formula; or NULL */
	char *judged_for;      /* what was judged: it is not judged twice */
};

struct row {
	int64_t id;            /* never changes */
	int group;             /* index in the list's groups, -1: none */
	int64_t order;
	int64_t version;
	bool carried;          /* it was last year's row with the same id */
	struct cell *cells;    /* one for each column */
};

struct rows {
	struct row *rows;      /* as printed: by group, order, id */
	size_t n, capacity;
};

struct sheet {             /* 表页: one filled-in copy of a form */
	const struct form *form;
	int copy;              /* from 1 */
	int64_t version;
	struct cell *cells;    /* one for each field */
	struct rows *lists;    /* one for each list */
};

struct filing {
	const struct set *set;
	int64_t id;            /* in the store */
	int64_t unit;
	char *unit_code, *unit_name; /* the name as of the year */
	int year;
	char *state;           /* 填报中 … */
	int64_t until;         /* the term of an unlocked one (seconds); 0: none */
	int64_t passage;       /* by which it came into its state, in the store; 0: none */
	int64_t revision;
	struct sheet *sheets;  /* by form, copy */
	size_t nsheets, capacity;
	bool told;             /* the texts that narratives suggest are worked out (form/suggest.h) */
	struct filing *last;   /* last year's of the unit; borrowed; or NULL */
	struct filing **also;  /* the unit's of other sets in the same year (form/also.h); */
	size_t nalso;          /* all borrowed, linked while rules are run; 0: none */
	bool as_last;          /* for the next year's alone: suggestions that lose are not worked out */
	struct rat_pool *pool; /* scratch of the recalculation */
	void *kept;            /* what the audit keeps from run to run (audit/kept.h) … */
	void (*kept_free)(void *kept); /* … and how it goes; NULL: nothing is kept */
};

/* Where a cell is: list −1 for a field.  row is an index into rows. */
struct place {
	int sheet;
	int list;
	int row;
	int field;
};

bool place_same(struct place a, struct place b);
/* One cell, not a row, a list, a sheet or a template row's hole. */
bool place_is_cell(struct place p);

struct filing *filing_new(const struct set *set, const char *unit_code, const char *unit_name,
                          int year);
void filing_free(struct filing *f); /* not f->last */

/* The sheet, made when it is not there (in its place by form and copy).
 * Pointers and indexes of sheets change with it. */
int filing_sheet(struct filing *f, const struct form *form, int copy);
int filing_find_sheet(const struct filing *f, const struct form *form, int copy); /* -1 */
void filing_drop_sheet(struct filing *f, int sheet);

/* A row with this id, in its place by group and order; its index. */
int filing_row(struct filing *f, int sheet, int list, int64_t id, int group, int64_t order);
int filing_find_row(const struct filing *f, int sheet, int list, int64_t id); /* index, -1 */
void filing_drop_row(struct filing *f, int sheet, int list, int row);

struct cell *filing_cell(const struct filing *f, struct place p);
const struct field *filing_field(const struct filing *f, struct place p);

/* Puts a text (NULL: absent) into the cell and reads what it says; it is no
 * longer carried. */
void filing_put(struct filing *f, struct place p, const char *text);

/* "staff.quota", "ind.7.target" on that sheet; false: no such cell. */
bool filing_place(const struct filing *f, int sheet, const char *key, struct place *out);
void filing_key(const struct filing *f, struct place p, struct str *out);

/* What a text says where the field wants a figure, by the field's kind and
 * unit: FAULT unless NUM_OK, and for a rate or a count that it is not. */
enum num_result field_read(const struct field *field, const char *text, struct figure *out);

/* The text to show: what wins, formatted as its kind wants, or as typed. */
void cell_show(const struct cell *c, const struct field *field, struct str *out);
/* A figure as its field prints it. */
void figure_show(const struct figure *v, const struct field *field, struct str *out);
/* 不适用: the row's name or the cell says so. */
bool row_is_na(const struct filing *f, int sheet, int list, int row);

/* The name of a sheet for people: 附件2, or 附件3 with the copy's own name. */
void sheet_title(const struct filing *f, int sheet, struct str *out);
/* The name of a row, or which one it is; of a template row the list's. */
void row_label(const struct filing *f, struct place p, struct str *out);
/* A label with its {year} filled in; «三公经费·2024年决算数». */
void place_label(const struct filing *f, struct place p, struct str *out);
/* A text with {year}, {year-1}, {year+1} filled in, as labels hold them. */
void filing_fill_year(const struct filing *f, const char *text, struct str *out);
/* What was typed is over the largest value the field allows: a score over its
 * points (form/world.c). */
bool filing_over_max(const struct filing *f, struct place p);
/* A drawn text's {expr} value (form/world.c). */
void filing_print_value(const struct filing *f, const struct expr *x, struct str *out);

#endif
