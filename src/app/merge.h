#ifndef APP_MERGE_H
#define APP_MERGE_H

#include "app/parcel_content.h"
#include "app/work.h"

/* A parcel (app/pack.h) comes back: what stands in it, what stands here, and
 * what both sides last had in common are laid over one another, cell by cell.
 *
 *   changed there alone      taken
 *   changed here alone       kept
 *   both to the same         nothing
 *   both, differently        a conflict: a person says which, or types a third
 *
 * Rows are the same when they have the same name (app/identity.h); one that was
 * deleted on one side and changed on the other is a conflict, moving it is no
 * change in this.  A sheet that both sides added comes in as one more copy.
 * Without anything in common (the first parcel) there is nothing to tell who
 * changed: what is absent on one side is taken or kept, what differs is a
 * conflict, and rows are the same when their names and groups are.
 *
 * A merge is a plan first and then one transaction: one step of the journal,
 * «合并 FILE», that undo takes back; the other side's journal, remarks and
 * explanations come with it.  Who merges needs the right to fill in, whoever
 * packed: a file is no signature.  What only a reviewer may say (退回意见, an
 * explanation adopted or returned) is taken where no roles rule, and else only
 * kept in the journal of the other side. */

enum merge_kind { MERGE_SHEET, MERGE_ROW, MERGE_PLACE, MERGE_CELL };
enum merge_side { MERGE_THEIRS, MERGE_MINE, MERGE_BOTH }; /* who changed it */
enum merge_choice { CHOICE_OPEN, CHOICE_MINE, CHOICE_THEIRS, CHOICE_TYPED };

struct merge_item {
	enum merge_kind kind;
	enum merge_side side;
	enum merge_choice choice; /* OPEN: a conflict nobody has decided on */
	const struct form *form;
	int copy;                 /* there; of a sheet that becomes another copy, to_copy */
	int to_copy;
	int list, field;          /* −1: none */
	int64_t row;              /* here; below 0: one that is only there; 0: none */
	char *base, *theirs, *mine; /* what stands where; NULL: nothing.  Of a row or
	                               sheet its name, of a place which it is */
	char *typed;              /* CHOICE_TYPED */
};

struct merge {
	struct work *w;
	char *name;               /* of the file, without folders */
	struct parcel parcel;
	int unit;                 /* index in work_units */
	const struct set *set;
	bool fresh;               /* the filing is not here yet */
	bool common;              /* there is a base */
	bool again;               /* it was merged before: nothing is left to do */
	bool other_forms;         /* its forms are of another edition than ours */
	struct filing *f;         /* as it stands here; the work's; of a fresh one owned */
	struct filing *theirs, *base; /* base NULL: nothing in common */
	int64_t revision;         /* of f, that the plan was made for */
	int64_t known;            /* up to which of our steps they have our journal */
	struct identities *ids;
	struct parcel_fresh fresh_rows; /* of theirs and base */
	struct parcel_strays strays;
	char *content;            /* the lines of the parcel's content, as they are kept */
	struct store_parcel_row *learnt; /* rows here that go by names of elsewhere */
	size_t nlearnt, learnt_capacity;
	struct merge_item *items;
	size_t n, capacity;
	size_t count[MERGE_BOTH + 1]; /* of items, by side */
	size_t steps, remarks, explanations; /* that are not here yet */
	size_t noted;             /* remarks and explanations that are but noted in their journal */
};

/* Reads a file and plans.  Fails as parcel_read and file_read; ERR_NOTFOUND: no
 * such unit here; ERR_INPUT: another set, an older parcel than one that was
 * merged, one that was packed here.  Frees with merge_close. */
struct merge *merge_open(struct work *w, const char *path, struct err *e);
/* From memory; name is what the file is called. */
struct merge *merge_open_bytes(struct work *w, const char *name, const char *bytes, size_t length,
                               struct err *e);
void merge_close(struct merge *m);

/* Decides on all conflicts that are still open, on one item by the word a
 * person says: «theirs», «mine», «KEY=theirs», «KEY=mine», «KEY==a text», KEY as
 * merge_key gives it.  An item that is no conflict can be turned too.
 * ERR_USAGE, ERR_NOTFOUND; ERR_INPUT: a text that can't stand there. */
int merge_take(struct merge *m, const char *word, struct err *e);
int merge_choose(struct merge *m, size_t item, enum merge_choice choice, const char *typed,
                 struct err *e);
size_t merge_open_items(const struct merge *m); /* conflicts nobody has decided on */

struct merge_done {
	size_t cells, rows, sheets; /* that were changed here */
	size_t kept;                /* conflicts that stayed as they were here */
	size_t steps, remarks, explanations;
};
/* Carries it out; state: and takes the filing into the state the sender has it
 * in, as far as the table of states (store/passages.h), the person's rights and,
 * of handing in, the audit let it.  ERR_CONFLICT: a conflict is open, or what
 * stands here is not what the plan saw; ERR_DENIED, ERR_LOCKED as every edit;
 * ERR_INPUT, ERR_LOCKED of the state.  After a failure the plan is good for
 * nothing. */
int merge_store(struct merge *m, bool state, struct merge_done *done, struct err *e);
/* Whether the sender has it in another state than we do. */
bool merge_has_state(const struct merge *m);

/* «annex2#2.ind.3.target», «annex2.ind.3» (a row), «annex2#2» (a sheet); a row
 * that is only there has its number among those, with a +. */
void merge_key(const struct merge_item *i, struct str *out);
/* «附件2·文件转发数量·年度指标值», for a person. */
void merge_label(const struct merge *m, const struct merge_item *i, struct str *out);
/* «张三 2024-11-21 22:10 打包；校验码 3fa81 …»: where it comes from. */
void merge_origin(const struct merge *m, struct str *out);
/* What stands on a side of an item (its base, theirs or mine) in words, of nothing
 * that there is none; text's or a sentence that is always there. */
const char *merge_shown(const struct merge_item *item, const char *text);

#endif
