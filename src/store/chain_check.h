#ifndef STORE_CHAIN_CHECK_H
#define STORE_CHAIN_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* Proves that nothing that was written was changed or taken away afterwards, by
 * whatever program: the chain (chain.h) holds, and the tables hold what the
 * journal replays to.  Reads only. */

struct store;

enum chain_fault {
	FAULT_ROW_CHANGED,    /* a row is not what its link was made of */
	FAULT_ROW_MISSING,    /* a link whose row is not there */
	FAULT_LINK_CHANGED,   /* a link is not what was made of its row */
	FAULT_LINK_MISSING,   /* a number between two links is not there */
	FAULT_ROW_UNLINKED,   /* a row without a link */
	FAULT_CELL,           /* these five: the table is not what the journal replays to */
	FAULT_ROW,
	FAULT_SHEET,
	FAULT_STATE,
	FAULT_ROLE
};

struct chain_found {
	enum chain_fault fault;
	int64_t link;   /* its number; 0: it is about none */
	int64_t filing; /* 0: of none, or not known */
	int64_t step;   /* the journal's step; 0: it is about none */
	char *place;    /* "unit name 2024 form#1.key", as much of it as there is; never NULL */
	char *text;     /* a whole sentence for people, with the place */
};

struct chain_report {
	struct chain_found *found; /* in the order of the links, then by filing */
	size_t count;              /* at most CHAIN_FOUND_MOST: there may be more then */
	int64_t links, filings;    /* looked at */
};
enum { CHAIN_FOUND_MOST = 100 };

/* Called now and then; done of total (links and filings).  false: stop. */
typedef bool chain_progress(void *context, int64_t done, int64_t total);

/* Walks all links, then replays every filing (filing 0), or looks at the links of
 * one filing and replays it: milliseconds.  0: all was looked at, what is wrong is
 * in out (count 0: nothing).  -1: it could not be read, or was stopped
 * (ERR_USAGE); out holds what was found up to then.  In both cases freed with
 * chain_report_free.  progress NULL: none. */
int chain_verify(struct store *s, int64_t filing, chain_progress *progress, void *context,
                 struct chain_report *out, struct err *e);
void chain_report_free(struct chain_report *r);

/* ---- 校验码 ---- */

enum { CHAIN_CODE_BYTES = 20 }; /* "3F2A-90C1-55B0-1E77", with its closing zero byte */

/* The code of what stands in the filing now: of the newest link of its steps,
 * explanations, passages and remarks.  "" when it has none. */
int chain_code(struct store *s, int64_t filing, char code[CHAIN_CODE_BYTES], struct err *e);

/* Which link a code was made from.  ERR_INPUT: no code; ERR_NOTFOUND: no link has
 * it (it is of another database, or the journal was cut off). */
struct chain_origin {
	int64_t link;
	int64_t filing;
	int64_t step;    /* of the filing, the newest up to the code; 0: none */
	int64_t time;
	char *who;
	char *what;      /* of the step, or what kind of row it was */
	int64_t since;   /* links of the filing after it: 0 when it has not changed */
};
int chain_find_code(struct store *s, const char *code, struct chain_origin *out, struct err *e);
void chain_origin_free(struct chain_origin *o);

#endif
