#ifndef APP_HANDIN_H
#define APP_HANDIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/work.h"
#include "store/passages.h"

/* Handing a filing in, and what the reviewer does with it.  Which state may
 * follow which is the store's table (store/passages.h). */

/* ---- what is in the way ---- */

enum handin_kind {
	HANDIN_MUST,   /* an open finding of level 必须           */
	HANDIN_VERIFY, /* one of level 核实 without explanation   */
	HANDIN_REASON, /* a 退回意见 that nobody answered         */
	HANDIN_FAULT,  /* a cell with a text that can't be read   */
	HANDIN_EMPTY,  /* nothing is filled in at all             */
	HANDIN_KINDS
};
struct handin_item {
	enum handin_kind kind;
	struct place place; /* as review_show_place has it; of the filing as it is now */
	char *name;         /* of the place, for people */
	char *text;         /* one line */
	char *key;          /* of a finding, for marks and explain; or NULL */
	int64_t remark;     /* of a 退回意见; 0 */
};
struct handin_list {
	struct handin_item *item;
	size_t n, capacity;
	size_t count[HANDIN_KINDS];
};
/* Audits f as it stands and lists what is in the way of handing it in, in
 * reading order within each kind.  A 退回意见 is answered by an answer, by closing
 * it, or by a change since of the cell, row or sheet it is about; one about the
 * filing as a whole by words alone. */
int handin_check(struct work *w, struct filing *f, struct handin_list *out, struct err *e);
void handin_list_free(struct handin_list *l); /* what it holds */
/* «必须级 3 条、未说明的核实级 2 条» */
void handin_list_show(const struct handin_list *l, struct str *out);

/* ---- passing it on ---- */

/* Each is based on the state in which the person saw f, and f has the new one
 * afterwards.  ERR_CONFLICT, ERR_LOCKED, ERR_DENIED as store_pass says. */

/* Takes f as the store has it now, and audits that.  ERR_INPUT: something is
 * in the way; *list (may be NULL) gets it, the caller frees it. */
int handin_submit(struct work *w, struct filing *f, const char *why, struct handin_list *list,
                  struct err *e);
/* A reason on a cell, row or sheet (field −1) that must be answered. */
struct handin_reason {
	struct place place;
	const char *text;
};
/* Returns it with why, and adds the reasons, all or nothing.  ERR_INPUT: there
 * is neither a why nor any reason, old (open) or new. */
int handin_return(struct work *w, struct filing *f, const char *why,
                  const struct handin_reason *reasons, size_t n, struct err *e);
int handin_accept(struct work *w, struct filing *f, const char *why, struct err *e);
int handin_lock(struct work *w, struct filing *f, const char *why, struct err *e);
/* until: seconds; of f alone. */
int handin_unlock(struct work *w, struct filing *f, int64_t until, const char *why,
                  struct err *e);
/* Locks each accepted filing of a year, of the unit and all below it (−1: of
 * all): how many, or −1; *left (may be NULL) gets how many were not accepted. */
int handin_lock_all(struct work *w, int year, int unit, const char *why, size_t *left,
                    struct err *e);

/* «2026-12-31»: to the end of that day; «7», «7天», «7日»: so many days from now.
 * ERR_INPUT: neither, or over. */
int handin_term(struct work *w, const char *text, int64_t *until, struct err *e);

/* Whether f as it is may pass into the state and the person may do that: 0, or
 * −1 with ERR_LOCKED or ERR_DENIED.  Nothing is written. */
int handin_may(struct work *w, const struct filing *f, const char *state, struct err *e);
/* The state as it is at this moment, a term being over or not; «填报中 解锁至
 * 12-31 23:59» with the term. */
const char *handin_state(struct work *w, const struct filing *f);
void handin_show_brief(struct work *w, const struct filing *f, struct str *out);
/* How it came into its state, «2026-11-21 22:10 甲  解锁至 2026-12-31 23:59  更正»; the
 * same with the state in front. */
void handin_show_passage(struct work *w, const struct filing *f, struct str *out);
void handin_show_state(struct work *w, const struct filing *f, struct str *out);

#endif
