#ifndef TESTS_STORE_HISTORY_H
#define TESTS_STORE_HISTORY_H

#include "box.h"

#include "store/chain.h"
#include "store/chain_check.h"
#include "store/events.h"

/* A box's history with every kind of row the chain goes through. */

static inline struct store_change history_row(enum store_op op, int64_t id, int64_t order)
{
	return (struct store_change){.op = op,
	                             .form = "annex2",
	                             .copy = 1,
	                             .list = "ind",
	                             .row = id,
	                             .group = "数量 指标",
	                             .order = order,
	                             .carried = true};
}

static inline void add_linked(struct store *s, const char *sql, enum chain_kind kind)
{
	struct err e = {0};
	int result;

	must(db_begin(s, &e), &e);
	result = db_exec(s, sql, &e);
	if (result == 0)
		result = chain_add(s, kind, sqlite3_last_insert_rowid(s->sqlite), &e);
	must(db_end(s, result, &e), &e);
}

static inline void add_event(struct store *s, int64_t filing)
{
	struct err e = {0};

	must(db_begin(s, &e), &e);
	must(db_end(s, event_add(s, filing, "授权", "甲 填报", &e), &e), &e);
}

static inline void some_history(struct box *b)
{
	struct store_change add[] = {history_row(OP_ROW_ADD, 7, 10), history_row(OP_ROW_ADD, 8, 20),
	                             cell("ind.7.name", "发文", 0)};
	struct store_change drop = history_row(OP_ROW_DELETE, 8, 0);
	struct err e = {0};

	store_set_actor(b->s, "甲", "192.0.2.7");
	must(box_apply(b->s, b->filing, cell("a", "48.6.", 0), &e), &e);
	must(store_apply(b->s, b->filing, add, 3, NULL, "添加行", "按批复", NULL, &e), &e);
	drop.base = add[1].version;
	must(box_apply(b->s, b->filing, drop, &e), &e);
	must(box_apply(b->s, b->filing, cell("a", "48.60", version_of(b->s, b->filing, "a")), &e),
	     &e);
	add_linked(b->s,
	           "INSERT INTO explanation VALUES (1, 1, 'P06', 'a=1', '已说明', '在途', '甲',"
	           " 1700000000, NULL)",
	           CHAIN_EXPLANATION);
	add_event(b->s, 0);
	add_event(b->s, b->filing);
	add_linked(b->s,
	           "INSERT INTO passage VALUES (1, 1, '填报中', 2, 1800000000, '补填', '乙',"
	           " 'pts/1', 1700000000)",
	           CHAIN_PASSAGE);
	add_linked(b->s,
	           "INSERT INTO remark VALUES (1, 1, 'annex2', 1, 'a', '批注', '请核实', NULL,"
	           " '乙', NULL, 1700000000)",
	           CHAIN_REMARK);
	must(box_apply(b->s, b->filing, cell("b", "1", 0), &e), &e);
}

static inline void verify_chain(struct store *s, int64_t filing, struct chain_report *r)
{
	struct err e = {0};

	must(chain_verify(s, filing, NULL, NULL, r, &e), &e);
}

static inline void assert_chain_sound(struct store *s, int64_t links, int64_t filings)
{
	struct chain_report r;

	verify_chain(s, 0, &r);
	if (r.count)
		fail_msg("%s", r.found[0].text);
	assert_int_equal(r.links, links);
	assert_int_equal(r.filings, filings);
	chain_report_free(&r);
}

#endif
