#ifndef AUDIT_FINDING_H
#define AUDIT_FINDING_H

#include <stddef.h>

#include "audit/verdict.h"
#include "base/str.h"
#include "form/filing.h"

/* 审核发现: what the audit has to say about a filing (ENGINE §3).  Rules
 * (audit/rules.h), scans (audit/scan.h) and the narrative check add findings
 * to one list; it names cells by place, so it holds until rows or sheets change. */

enum level {
	LEVEL_MUST,   /* 必须: blocks handing in */
	LEVEL_VERIFY, /* 核实: may stay with an explanation */
	LEVEL_HINT    /* 提示 */
};
/* The level a form set says by that word; −1: none. */
int level_of(const char *word);
const char *level_name(enum level l);

struct finding {
	char *rule;              /* its code: P01, J08.fiscal */
	enum level level;
	enum verdict verdict;    /* DIFFERS for what is no comparison of figures */
	const struct rule *def;  /* borrowed from the set; NULL: a scan, a text, or a field's own formula */
	const char *words;       /* what its rule says where def is NULL; borrowed; or NULL */
	struct place place;      /* the cell it stands at; field −1: a row or list; sheet −1: the filing */
	struct place *cells;     /* all that take part, place first: where one can jump to */
	size_t ncells;
	size_t from, length;     /* bytes of the text in place that it is about; length 0: all of it */
	struct figure stated;    /* what stands there, and what it should be; ABSENT: no figures */
	struct figure computed;
	int64_t tolerance;       /* the largest difference that is still 尾差, 10⁻⁶; 0: none */
	const struct field *like; /* prints the figures; NULL: none */
	char *text;              /* one line for the person, without code, verdict and level */
	char *detail;            /* tells apart findings of one rule at one cell, the same at each run; or NULL */
};

struct findings {
	struct finding *item;
	size_t n, capacity;
};

/* A new finding, VERDICT_DIFFERS, with place as its only cell; the pointer holds
 * until the next one.  text is taken over; detail is copied. */
struct finding *finding_add(struct findings *all, const char *rule, enum level level,
                            struct place place, char *text, const char *detail);
/* One more cell that takes part; once each. */
void finding_cell(struct finding *f, struct place p);
void findings_free(struct findings *all); /* what it holds */

/* In the order a person reads: the filing, then by sheet, field and row, level. */
void findings_sort(struct findings *all);

/* «annex2#1.ind.7.score», «annex2#1.ind»; nothing for the filing as a whole. */
void finding_put_place(const struct filing *f, struct place p, struct str *out);
/* «P06 annex2#1.ind.7.score»: the same finding has it in every run, whatever
 * rows come and go; an explanation is kept by it. */
void finding_key(const struct filing *f, const struct finding *x, struct str *out);
/* What the finding rests on: keys and texts of its cells.  An explanation holds
 * as long as this is the same. */
void finding_basis(const struct filing *f, const struct finding *x, struct str *out);

#endif
