#include "store/store.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "store/chain.h"
#include "store/db.h"
#include "store/filings.h"
#include "store/passages.h"
#include "store/rights.h"

/* ---- what was said ---- */

int store_explanations(struct store *s, int64_t filing, const char *finding,
                       struct store_explanation **out, size_t *count, struct err *e)
{
	sqlite3_stmt *q = db_ask(s, SQL_EXPLANATIONS, DB_VALUES(db_int(filing), db_str(finding)), e);
	size_t capacity = 0;
	int more = q ? db_row(s, q, e) : -1;

	*out = NULL;
	*count = 0;
	for (; more > 0; more = db_row(s, q, e)) {
		*out = mem_more(*out, *count, &capacity, sizeof **out);
		(*out)[(*count)++] = (struct store_explanation){.id = sqlite3_column_int64(q, 0),
		                                                .finding = db_text(q, 1),
		                                                .basis = db_text(q, 2),
		                                                .state = db_text(q, 3),
		                                                .text = db_text(q, 4),
		                                                .who = db_text(q, 5),
		                                                .time = sqlite3_column_int64(q, 6),
		                                                .host = db_text(q, 7)};
	}
	if (more < 0) {
		store_explanations_free(*out, *count);
		*out = NULL;
		*count = 0;
	}
	return more;
}

void store_explanations_free(struct store_explanation *x, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		mem_free(x[i].finding);
		mem_free(x[i].basis);
		mem_free(x[i].state);
		mem_free(x[i].text);
		mem_free(x[i].who);
		mem_free(x[i].host);
	}
	mem_free(x);
}

/* Inside a transaction: nobody comes in between. */
static int check_newest(struct store *s, int64_t filing, const char *finding, int64_t seen,
                        struct err *e)
{
	int64_t newest = 0;

	if (db_number(s, SQL_EXPLANATION_NEWEST, DB_VALUES(db_int(filing), db_str(finding)),
	              &newest, e) < 0)
		return -1;
	if (newest != seen)
		return err_set(e, ERR_CONFLICT, _("这条审核发现刚有人写了说明，请看过以后再写"));
	return 0;
}

static int check_right(struct store *s, int64_t filing, enum store_right right, struct err *e)
{
	int64_t unit;

	if (filings_unit(s, filing, &unit, e) < 0 || store_may(s, right, unit, e) < 0)
		return -1;
	return right == RIGHT_FILL ? passage_check_open(s, filing, e) : 0;
}

int store_explain(struct store *s, int64_t filing, enum store_right right, const char *finding,
                  const char *basis, const char *state, const char *text, int64_t seen,
                  struct err *e)
{
	if (db_begin(s, e) < 0)
		return -1;
	int result = check_right(s, filing, right, e);
	if (result == 0)
		result = check_newest(s, filing, finding, seen, e);
	if (result == 0)
		result = db_run(s, SQL_EXPLANATION_ADD,
		                DB_VALUES(db_int(filing), db_str(finding), db_str(basis),
		                          db_str(state), db_str(text), db_str(s->actor),
		                          db_int(db_now(s)), db_str(s->host)),
		                e);
	if (result == 0)
		result = chain_add(s, CHAIN_EXPLANATION, sqlite3_last_insert_rowid(s->sqlite), e);
	return db_end(s, result, e);
}

/* ---- what was counted ---- */

static int put(struct store *s, int64_t filing, const struct store_audited *x, size_t count,
               struct err *e)
{
	struct err denied = {0};
	int64_t unit;
	int result = filings_unit(s, filing, &unit, e);

	if (result == 0 && store_may_either(s, RIGHT_FILL, RIGHT_REVIEW, unit, &denied) < 0) {
		if (e && denied.code != ERR_DENIED)
			*e = denied;
		return denied.code == ERR_DENIED ? 0 : -1;
	}
	if (result == 0)
		result = db_run(s, SQL_AUDITED_DROP, DB_VALUES(db_int(filing)), e);
	for (size_t i = 0; result == 0 && i < count; i++)
		result = db_run(s, SQL_AUDITED_ADD,
		                DB_VALUES(db_int(filing), db_str(x[i].form), db_int(x[i].revision),
		                          db_int(x[i].rules), db_int(x[i].must),
		                          db_int(x[i].verify), db_int(x[i].hint),
		                          db_int(x[i].tail)),
		                e);
	return result;
}

int store_audited_put(struct store *s, int64_t filing, const struct store_audited *counts,
                      size_t count, struct err *e)
{
	if (db_begin(s, e) < 0)
		return -1;
	return db_end(s, put(s, filing, counts, count, e), e);
}

int store_audited(struct store *s, int64_t unit, int year, struct store_audited **out,
                  size_t *count, struct err *e)
{
	sqlite3_stmt *q = unit ? db_ask(s, SQL_AUDITED_OF_UNIT,
	                                DB_VALUES(db_int(year), db_int(unit)), e)
	                       : db_ask(s, SQL_AUDITED, DB_VALUES(db_int(year)), e);
	size_t capacity = 0;
	int more = q ? db_row(s, q, e) : -1;

	*out = NULL;
	*count = 0;
	for (; more > 0; more = db_row(s, q, e)) {
		*out = mem_more(*out, *count, &capacity, sizeof **out);
		(*out)[(*count)++] = (struct store_audited){.filing = sqlite3_column_int64(q, 0),
		                                            .form = db_text(q, 1),
		                                            .revision = sqlite3_column_int64(q, 2),
		                                            .rules = sqlite3_column_int64(q, 3),
		                                            .must = sqlite3_column_int64(q, 4),
		                                            .verify = sqlite3_column_int64(q, 5),
		                                            .hint = sqlite3_column_int64(q, 6),
		                                            .tail = sqlite3_column_int64(q, 7)};
	}
	if (more < 0) {
		store_audited_free(*out, *count);
		*out = NULL;
		*count = 0;
	}
	return more;
}

void store_audited_free(struct store_audited *x, size_t count)
{
	for (size_t i = 0; i < count; i++)
		mem_free((char *)x[i].form);
	mem_free(x);
}
