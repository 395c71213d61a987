#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/rights.h"

/* Units, filings, sheets, list rows and cells with their versions, and the
 * journal of every change, in one SQLite file (WAL, synchronous=FULL).  Knows
 * no forms: keys and texts.  ENGINE §4.  The only module that includes
 * <sqlite3.h>.  Figures are int64 10⁻⁶. */

struct store;

enum store_mode {
	STORE_OPEN,      /* must exist                               */
	STORE_CREATE,    /* made when it is not there; error if it is */
	STORE_READ       /* must exist; nothing will be written        */
};

/* Opens, checks application_id and user_version, migrates (one transaction a
 * step, a VACUUM INTO copy "FILE.vN.bak" first).  ERR_NOTFOUND, ERR_DAMAGED,
 * ERR_VERSION (newer), ERR_READONLY, ERR_FULL, ERR_BUSY, each a sentence with the
 * path.  A file that can only be read opens with STORE_OPEN too and
 * store_is_readonly says so. */
struct store *store_open(const char *path, enum store_mode mode, struct err *e);
void store_close(struct store *s); /* NULL is fine */
bool store_is_readonly(const struct store *s);
const char *store_path(const struct store *s);

/* True when another connection has committed since the last call (PRAGMA
 * data_version; costs microseconds), and once when the file was deleted or
 * replaced. */
bool store_changed_outside(struct store *s);

/* ERR_DAMAGED, a sentence with the path, when the file at the path is not the
 * one that was opened.  From then on every call that would write says so too:
 * nothing is acknowledged that would be lost. */
int store_check_file(struct store *s, struct err *e);

/* Who, from where (host NULL: not known) and when stand in the journal; handed
 * in so that tests hold them still.  now gives seconds since 1970 UTC; the
 * strings are copied. */
void store_set_actor(struct store *s, const char *who, const char *host);
void store_set_clock(struct store *s, int64_t (*now)(void *context), void *context);
int64_t store_now(const struct store *s);

/* What a cell or row (key «list.ID») is called in sentences for people, handed
 * in because the store knows keys alone: an allocated text or NULL (no name
 * known).  label NULL: the keys stand there. */
void store_set_labels(struct store *s,
                      char *(*label)(void *context, const char *form, int copy, const char *key),
                      void *context);

/* ---- units: the tree of budget units; a name holds from a year on ---- */

struct store_unit {
	int64_t id;
	char *code;       /* unique, never changes */
	char *name;       /* as of the year asked for */
	int64_t superior; /* id, 0: none */
	int64_t order;    /* among its siblings */
};

/* All units, superiors before subordinates, siblings by order; the names as of
 * year (0: the newest).  The caller frees with store_units_free. */
int store_units(struct store *s, int year, struct store_unit **units, size_t *count, struct err *e);
void store_units_free(struct store_unit *units, size_t count);
/* Every name a unit ever had, by unit and the year it holds from. */
struct store_name {
	int64_t unit;
	int from_year;
	char *name;
};
int store_names(struct store *s, struct store_name **names, size_t *count, struct err *e);
void store_names_free(struct store_name *names, size_t count);
/* Another number once units or their names have changed, in any session. */
int store_units_stamp(struct store *s, int64_t *stamp, struct err *e);
/* superior 0: a root.  ERR_INPUT when the code is taken. */
int store_unit_add(struct store *s, const char *code, int64_t superior, int64_t *id, struct err *e);
int store_unit_name(struct store *s, int64_t unit, int from_year, const char *name, struct err *e);

/* ---- filings and sheets ---- */

/* A filing is one unit's set for one year.  score and grade are what the last
 * recalculation gave, for overviews. */
struct store_filing {
	int64_t id;
	int64_t unit;
	int year;
	char *set;
	char *state;      /* 填报中 …, as it is now (store/passages.h) */
	int64_t until;    /* the term of an unlocked one (seconds), over or not; 0: none */
	int64_t passage;  /* the newest; 0: it is in the state it was made in */
	int64_t revision; /* grows with each committed change of anything in it */
	bool has_score;
	int64_t score;    /* 10⁻⁶ */
	char *grade;      /* NULL: none */
	int64_t changed;  /* seconds; 0: never */
};

/* unit 0: of all units; year 0: of all years.  By unit, year, set. */
int store_filings(struct store *s, int64_t unit, int year, struct store_filing **filings,
                  size_t *count, struct err *e);
void store_filings_free(struct store_filing *filings, size_t count);
int store_filing_add(struct store *s, int64_t unit, int year, const char *set, int64_t *id,
                     struct err *e);

/* What stands in one filing, as loaded: sheets, rows and cells in one go. */
struct store_sheet { /* one filled-in copy of a form; copy counts from 1 */
	char *form;
	int copy;
	int64_t version;
};
struct store_row {
	int sheet;        /* index into sheets */
	char *list;
	int64_t id;       /* never changes, never used again within its sheet */
	char *group;      /* NULL: none */
	int64_t order;    /* rows of a list stand by (order, id) */
	int64_t version;
	bool carried;     /* it was last year's row with the same id */
};
struct store_cell {
	int sheet;        /* index into sheets */
	char *key;        /* "staff.quota", "ind.7.target" */
	char *text;       /* as typed or stated; NULL: absent (only derived) */
	bool has_value;
	int64_t value;    /* the winning figure, 10⁻⁶ */
	int64_t version;  /* of text; derived changes do not raise it */
	bool carried;     /* from last year, and nobody has touched or confirmed it */
};
struct store_content {
	struct store_filing filing;
	struct store_sheet *sheets; size_t nsheets;
	struct store_row *rows;     size_t nrows;   /* by sheet, list, order, id */
	struct store_cell *cells;   size_t ncells;  /* by sheet, key */
};
int store_load(struct store *s, int64_t filing, struct store_content **content, struct err *e);
void store_content_free(struct store_content *c);

/* ---- changes: one transaction each ---- */

enum store_op {
	OP_CELL,       /* key gets text (NULL: absent); base = version seen (0: it was not there) */
	OP_DERIVED,    /* key's winning figure; no version, no journal */
	OP_ROW_ADD,    /* list, group, order; row = id to use, or 0 and it is filled in */
	OP_ROW_DELETE, /* list, row; its cells go with it; base = the row's version */
	OP_ROW_MOVE,   /* list, row → group, order; base = the row's version */
	OP_SHEET_ADD,  /* form, copy */
	OP_SHEET_DELETE/* form, copy; everything in it goes; base = its version or 0: unchecked */
};

struct store_change {
	enum store_op op;
	const char *form; /* of the sheet */
	int copy;
	const char *key;  /* OP_CELL, OP_DERIVED */
	const char *text; /* OP_CELL */
	bool has_value;
	int64_t value;    /* OP_CELL, OP_DERIVED */
	const char *list;
	const char *group;
	int64_t row;
	int64_t order;
	int64_t base;
	bool carried;     /* OP_CELL, OP_ROW_ADD: the mark from now on */
	int64_t version;  /* out: the new version of the cell or row */
};

struct store_score { bool has_score; int64_t score; const char *grade; };

/* Carries out the changes on one filing in one BEGIN IMMEDIATE transaction:
 * all or nothing, durable when it returns 0, journalled as one step under what
 * («填写», «删除行» …) with why (may be NULL).  ERR_CONFLICT says who changed
 * the cell, when, and to what.  An OP_CELL for a row added in the same call
 * names the id given there, so give ids with store_row_id.  score may be NULL:
 * unchanged.  *step (may be NULL) gets the journal step. */
int store_apply(struct store *s, int64_t filing, struct store_change *changes, size_t count,
                const struct store_score *score, const char *what, const char *why, int64_t *step,
                struct err *e);

/* The step is nobody's to take back (it made the filing): undo passes over it. */
int store_step_keep(struct store *s, int64_t step, struct err *e);

/* A row id of the sheet that was never used and won't be given again. */
int store_row_id(struct store *s, int64_t filing, const char *form, int copy, int64_t *id,
                 struct err *e);

/* ---- journal, undo, redo ---- */

/* One journalled change.  A deleted row's cells are journalled too, so that
 * undo brings all back. */
struct store_entry {
	int64_t id;
	int64_t step;     /* entries of one transaction share it */
	int64_t time;     /* seconds since 1970 UTC */
	char *who;
	char *host;       /* where from; NULL: not known */
	char *what;       /* of the step */
	char *why;        /* NULL: none */
	int64_t undoes;   /* the step this one takes back or puts back (what: 撤销, 重做); 0: none */
	char *form;
	int copy;
	enum store_op op;
	char *key;        /* cell key, or "list.ID" for a row */
	char *old_text;   /* NULL: was absent.  Of a move: "group order" */
	char *new_text;
	int64_t filing;   /* 0: of none */
	const char *kind; /* "entry"; what is none has another one in store/log.h */
};
/* Newest first, at most limit.  filing 0: all; form, key NULL: all; copy 0: all. */
int store_journal(struct store *s, int64_t filing, const char *form, int copy, const char *key,
                  size_t limit, struct store_entry **entries, size_t *count, struct err *e);
/* All of a filing behind a step, oldest first. */
int store_journal_since(struct store *s, int64_t filing, int64_t step, struct store_entry **entries,
                        size_t *count, struct err *e);
void store_journal_free(struct store_entry *entries, size_t count);

/* The changes that would take back the newest step of this actor in the
 * filing that is not taken back yet (undo), or put back the step that was last
 * taken back with no newer edit since (redo).  The caller hands them to
 * store_apply_plan after recalculating.  ERR_NOTFOUND: nothing to undo; ERR_CONFLICT:
 * somebody else changed one of the cells since.  Freed with store_plan_free. */
struct store_plan {
	int64_t step;                 /* the step that is taken back or put back */
	char *what;                   /* that step's words */
	struct store_change *changes; /* with base filled in; the texts belong to the plan */
	size_t count;
};
int store_plan_undo(struct store *s, int64_t filing, struct store_plan **plan, struct err *e);
int store_plan_redo(struct store *s, int64_t filing, struct store_plan **plan, struct err *e);
void store_plan_free(struct store_plan *plan);
/* Like store_apply for the plan's own changes first and then `changes`, which
 * are OP_DERIVED only (a figure for each cell of the plan too: the plan knows
 * texts alone; ERR_USAGE otherwise).  New versions and rows are filled into
 * plan->changes.  The step is journalled as undoing plan->step.  ERR_CONFLICT:
 * somebody was quicker, a new plan is needed. */
int store_apply_plan(struct store *s, int64_t filing, const struct store_plan *plan,
                     struct store_change *changes, size_t count, const struct store_score *score,
                     int64_t *step, struct err *e);

/* ---- findings: what people said to them, and how many there are ---- */

/* 审核说明: one thing said about a finding (audit/finding.h finding_key) of a
 * filing, on the ground of basis.  Only ever added: the newest of a finding
 * holds, those before are its history. */
struct store_explanation {
	int64_t id;
	char *finding;
	char *basis;
	char *state;      /* 已说明, 说明被采纳 … */
	char *text;
	char *who;
	char *host;       /* NULL: not known */
	int64_t time;
};
/* Oldest first; finding NULL: of all findings of the filing. */
int store_explanations(struct store *s, int64_t filing, const char *finding,
                       struct store_explanation **out, size_t *count, struct err *e);
void store_explanations_free(struct store_explanation *x, size_t count);
/* Says more about a finding; who and when are the store's.  right: RIGHT_FILL
 * of who explains (an open filing: ERR_LOCKED), RIGHT_REVIEW of who judges the
 * explanation; ERR_DENIED without it.  seen: the newest id that the person saw
 * of this finding (0: none); ERR_CONFLICT: there is a newer. */
int store_explain(struct store *s, int64_t filing, enum store_right right, const char *finding,
                  const char *basis, const char *state, const char *text, int64_t seen,
                  struct err *e);

/* How many findings are open in a form of a filing, as counted at its revision
 * by the rules of that fingerprint.  form "": what belongs to none. */
struct store_audited {
	int64_t filing;
	const char *form; /* of store_audited: owned by the list */
	int64_t revision;
	int64_t rules;
	int64_t must, verify, hint, tail;
};
/* Takes the place of all that was counted of the filing; the counts are of
 * this revision and rules.  They are kept for later only: nothing happens when
 * the person may neither fill in nor review the filing. */
int store_audited_put(struct store *s, int64_t filing, const struct store_audited *counts,
                      size_t count, struct err *e);
/* Those that still hold (the filing has the revision they were counted at), by
 * filing and form; unit 0: of all units, year 0: of all years. */
int store_audited(struct store *s, int64_t unit, int year, struct store_audited **out,
                  size_t *count, struct err *e);
void store_audited_free(struct store_audited *x, size_t count);

/* A bracket around several calls, for init and imports: one transaction. */
int store_begin(struct store *s, struct err *e);
int store_commit(struct store *s, struct err *e);
void store_rollback(struct store *s);

#endif
