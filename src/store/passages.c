#include "store/passages.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/when.h"
#include "store/chain.h"
#include "store/db.h"
#include "store/filings.h"
#include "store/store.h"

const struct store_transition store_transitions[] = {
    /* clang-format off */
	{ STATE_FILLING,   STATE_HANDED_IN, RIGHT_FILL,   false, false },
	{ STATE_RETURNED,  STATE_HANDED_IN, RIGHT_FILL,   false, false },
	{ STATE_HANDED_IN, STATE_RETURNED,  RIGHT_REVIEW, false, false },
	{ STATE_HANDED_IN, STATE_ACCEPTED,  RIGHT_REVIEW, false, false },
	{ STATE_ACCEPTED,  STATE_RETURNED,  RIGHT_REVIEW, false, false },
	{ STATE_ACCEPTED,  STATE_LOCKED,    RIGHT_REVIEW, false, false },
	{ STATE_FILLING,   STATE_LOCKED,    RIGHT_REVIEW, false, true  },
	{ STATE_LOCKED,    STATE_FILLING,   RIGHT_REVIEW, true,  false },
    /* clang-format on */
};
const size_t store_transitions_count = sizeof store_transitions / sizeof *store_transitions;

bool store_state_is_open(const char *state)
{
	return strcmp(state, STATE_FILLING) == 0 || strcmp(state, STATE_RETURNED) == 0;
}

const char *passage_state_now(const struct store *s, const char *state, int64_t until)
{
	return until && until <= db_now(s) ? STATE_LOCKED : state;
}

/* ---- reading ---- */

static void read_passage(sqlite3_stmt *q, struct store_passage *p)
{
	*p = (struct store_passage){.id = sqlite3_column_int64(q, 0),
	                            .state = db_text(q, 1),
	                            .step = sqlite3_column_int64(q, 2),
	                            .until = sqlite3_column_int64(q, 3),
	                            .why = db_text(q, 4),
	                            .who = db_text(q, 5),
	                            .host = db_text(q, 6),
	                            .time = sqlite3_column_int64(q, 7)};
}

static void free_one(struct store_passage *p)
{
	mem_free(p->state);
	mem_free(p->why);
	mem_free(p->who);
	mem_free(p->host);
}

void store_passages_free(struct store_passage *x, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free_one(&x[i]);
	mem_free(x);
}

int store_passages(struct store *s, int64_t filing, struct store_passage **out, size_t *count,
                   struct err *e)
{
	sqlite3_stmt *q = db_ask(s, SQL_PASSAGES, DB_VALUES(db_int(filing)), e);
	size_t capacity = 0;
	int more = q ? db_row(s, q, e) : -1;

	*out = NULL;
	*count = 0;
	for (; more > 0; more = db_row(s, q, e)) {
		*out = mem_more(*out, *count, &capacity, sizeof **out);
		read_passage(q, &(*out)[(*count)++]);
	}
	if (more == 0)
		return 0;
	store_passages_free(*out, *count);
	*out = NULL;
	*count = 0;
	return -1;
}

/* 1 found, 0 none, −1 failed. */
static int newest(struct store *s, int64_t filing, struct store_passage *p, struct err *e)
{
	sqlite3_stmt *q = db_ask(s, SQL_PASSAGE_NEWEST, DB_VALUES(db_int(filing)), e);
	int found = q ? db_row(s, q, e) : -1;

	*p = (struct store_passage){.id = 0};
	if (found > 0) {
		read_passage(q, p);
		db_done(q);
	}
	return found;
}

int store_newest_step(struct store *s, int64_t filing, int64_t *step, struct err *e)
{
	*step = 0;
	return db_number(s, SQL_STEP_NEWEST, DB_VALUES(db_int(filing)), step, e) < 0 ? -1 : 0;
}

/* ---- sentences ---- */

static const char *name_of(const struct store_passage *p)
{
	return p->who && *p->who ? p->who : _("他人");
}

static int say_closed(const struct store_passage *p, const char *now, struct err *e)
{
	struct when at = when_minute(p->until ? p->until : p->time);

	if (p->until)
		err_set(e, ERR_LOCKED,
		        _("解锁的期限 %s 已过，这份填报又锁定了；还要改，请审核人再解锁"),
		        at.s);
	else if (strcmp(now, STATE_HANDED_IN) == 0)
		err_set(e, ERR_LOCKED,
		        _("这份填报已由 %s 于 %s 上报，不能再改；要改，请审核人退回"), name_of(p),
		        at.s);
	else if (strcmp(now, STATE_ACCEPTED) == 0)
		err_set(e, ERR_LOCKED,
		        _("这份填报已由 %s 于 %s 审核通过，不能再改；要改，请审核人退回"),
		        name_of(p), at.s);
	else
		err_set(e, ERR_LOCKED,
		        _("这份填报已由 %s 于 %s 锁定，不能再改；要改，请审核人解锁"), name_of(p),
		        at.s);
	return -1;
}

static int say_moved_on(const struct store_passage *p, struct err *e)
{
	err_set(e, ERR_CONFLICT, _("这份填报已由 %s 于 %s 转为「%s」，请看过以后再办"), name_of(p),
	        when_minute(p->time).s, p->state);
	return -1;
}

/* ---- checking ---- */

struct standing {
	int64_t unit;
	int64_t revision;
	char *stored;    /* the state as it is stored */
	const char *now; /* with its term */
	struct store_passage newest;
};

static int read_standing(struct store *s, int64_t filing, struct standing *at, struct err *e)
{
	sqlite3_stmt *q = db_ask(s, SQL_FILING_STATE, DB_VALUES(db_int(filing)), e);
	int found = q ? db_row(s, q, e) : -1;

	*at = (struct standing){.unit = 0};
	if (found == 0)
		return filings_missing(s, filing, e);
	if (found < 0)
		return -1;
	at->unit = sqlite3_column_int64(q, 0);
	at->stored = db_text(q, 1);
	at->revision = sqlite3_column_int64(q, 2);
	db_done(q);
	if (newest(s, filing, &at->newest, e) < 0)
		return -1;
	at->now = passage_state_now(s, at->stored, at->newest.until);
	return 0;
}

static void free_standing(struct standing *at)
{
	mem_free(at->stored);
	free_one(&at->newest);
}

int passage_check_open(struct store *s, int64_t filing, struct err *e)
{
	struct standing at;
	int result = read_standing(s, filing, &at, e);

	if (result == 0 && !store_state_is_open(at.now))
		result = say_closed(&at.newest, at.now, e);
	free_standing(&at);
	return result;
}

int store_check_open(struct store *s, int64_t filing, struct err *e)
{
	if (db_begin_read(s, e) < 0)
		return -1;
	return db_end_read(s, passage_check_open(s, filing, e));
}

static bool follows(const struct store_transition *t, const struct standing *at, const char *to)
{
	return strcmp(t->from, at->now) == 0 && strcmp(t->to, to) == 0 &&
	       (!t->had_term || at->newest.until);
}

/* What can be done with it now, for who wanted something else. */
static int say_no_way(const struct standing *at, const char *to, struct err *e)
{
	struct str ways = {0};

	for (size_t i = 0; i < store_transitions_count; i++) {
		const struct store_transition *t = &store_transitions[i];

		if (follows(t, at, t->to))
			str_addf(&ways, "%s%s", ways.length ? "、" : "", t->to);
	}
	err_set(e, ERR_LOCKED, _("这份填报的状态是「%s」，不能转为「%s」，只能转为：%s"), at->now,
	        to, str_text(&ways));
	str_free(&ways);
	return -1;
}

static int check_way(struct store *s, const struct standing *at, const struct store_pass *pass,
                     struct err *e)
{
	const struct store_transition *way = NULL;

	for (size_t i = 0; i < store_transitions_count && !way; i++) {
		if (follows(&store_transitions[i], at, pass->state))
			way = &store_transitions[i];
	}
	if (!way)
		return say_no_way(at, pass->state, e);
	if (store_may(s, way->right, at->unit, e) < 0)
		return -1;
	if (way->term && pass->until <= db_now(s))
		return err_set(e, ERR_INPUT, _("解锁要说明到什么时候为止，而且要在现在以后"));
	if (!way->term && pass->until)
		return err_set(e, ERR_USAGE, _("只有解锁才有期限"));
	return 0;
}

static int check_seen(const struct standing *at, const struct store_pass *pass, struct err *e)
{
	if (at->newest.id != pass->seen)
		return say_moved_on(&at->newest, e);
	if (pass->revision >= 0 && pass->revision != at->revision)
		return err_set(e, ERR_CONFLICT, _("这份填报刚又有人修改，请看过以后再办"));
	return 0;
}

/* ---- passing ---- */

static int write_passage(struct store *s, int64_t filing, const struct store_pass *pass,
                         int64_t *id, struct err *e)
{
	int64_t step;

	if (db_check_said(pass->why, e) < 0 || store_newest_step(s, filing, &step, e) < 0 ||
	    db_run(s, SQL_PASSAGE_ADD,
	           DB_VALUES(db_int(filing), db_str(pass->state), db_int(step),
	                     db_int_or_null(pass->until != 0, pass->until), db_str(pass->why),
	                     db_str(s->actor), db_str(s->host), db_int(db_now(s))),
	           e) < 0)
		return -1;
	*id = sqlite3_last_insert_rowid(s->sqlite);
	if (db_run(s, SQL_FILING_PASS, DB_VALUES(db_int(filing), db_str(pass->state)), e) < 0)
		return -1;
	return chain_add(s, CHAIN_PASSAGE, *id, e);
}

int store_pass(struct store *s, int64_t filing, const struct store_pass *pass, int64_t *id,
               struct err *e)
{
	struct standing at;
	int64_t made = 0;
	int result;

	if (db_begin(s, e) < 0)
		return -1;
	result = read_standing(s, filing, &at, e);
	if (result == 0)
		result = check_seen(&at, pass, e);
	if (result == 0)
		result = check_way(s, &at, pass, e);
	if (result == 0)
		result = write_passage(s, filing, pass, &made, e);
	free_standing(&at);
	result = db_end(s, result, e);
	if (result == 0 && id)
		*id = made;
	return result;
}
