#ifndef APP_REVIEW_INSIDE_H
#define APP_REVIEW_INSIDE_H

#include "app/peers.h"
#include "app/review.h"
#include "app/work_inside.h"

/* What the reviews of open filings and of many (app/review_all.h) share. */

/* The counts as the store keeps them: a line that says that it was counted,
 * with what belongs to no form, and one for each form with findings. */
struct review_audited {
	int64_t filing;
	struct store_audited *counts; /* the caller frees it */
	size_t n;
};

/* A review beside an open filing, and what it was worked out from. */
struct reviewed {
	struct review review;
	int64_t revision;
	int64_t rules;  /* review_rules */
	struct peers_stamp peers;
	uint64_t commits, news; /* the work's when the stamp was asked for */
	uint64_t heard; /* the work's news when what was said was read, and one more; 0: not read */
	bool stored;    /* the counts need not be stored any more */
	struct review_audited last; /* what was stored last */
};

/* Audits f, beside its peers unless that is NULL: findings and their keys, all
 * 未处理.  review_merge follows. */
void review_make(struct review *r, struct filing *f, const struct peers *peers);
/* States and what is gone, by what was said to the filing; counts. */
int review_merge(struct review *r, const struct filing *f, struct store *s, struct err *e);
void review_count(struct review *r, const struct filing *f);
void review_count_one(struct review_counts *c, const struct review_item *i);
void review_free(struct review *r); /* what it holds */
bool review_is_tail(const struct finding *x); /* 尾差, 截位 */

/* What the findings of a filing depend on beside its own revision, as one number. */
struct review_ground {
	const struct set *set;
	const char *unit_name;
	int64_t last; /* revision of last year's; −1: none */
	uint64_t also; /* of the filings beside it (also:), 0 or review_also of each by set */
};
int64_t review_rules(const struct review_ground *ground);
uint64_t review_also(uint64_t also, int64_t filing, int64_t revision);
/* Whether rules of the set look into filings of other sets. */
bool review_looks_beside(const struct set *set);
struct review_audited review_audited(const struct review *r, const struct filing *f, int64_t rules);

/* Something was said: the counts are stored again. */
void review_restore(struct work *w, const struct filing *f);
/* The filing is going to be closed: stores what is not stored yet and frees. */
void review_close(struct work *w, struct open_filing *o);

/* Why a text is no explanation of the item: ERR_INPUT. */
int review_refuse(const struct review *r, const struct review_item *item, const struct set *set,
                  const char *text, struct err *e);

/* Data, the same in every language. */
#define REVIEW_SAID     "已说明"
#define REVIEW_TAKEN    "说明被采纳"
#define REVIEW_REJECTED "说明被退回"

#endif
