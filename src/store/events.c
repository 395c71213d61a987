#include "store/events.h"

#include <limits.h>

#include "base/mem.h"
#include "store/chain.h"
#include "store/db.h"

int event_add(struct store *s, int64_t filing, const char *what, const char *detail,
              struct err *e)
{
	if (db_run(s, SQL_EVENT_ADD,
	           DB_VALUES(db_int_or_null(filing != 0, filing), db_str(what),
	                     db_str(detail ? detail : ""), db_str(s->actor), db_str(s->host),
	                     db_int(db_now(s))),
	           e) < 0)
		return -1;
	return chain_add(s, CHAIN_EVENT, sqlite3_last_insert_rowid(s->sqlite), e);
}

int store_events(struct store *s, int64_t filing, size_t limit, struct store_event **out,
                 size_t *count, struct err *e)
{
	int64_t most = limit < INT_MAX ? (int64_t)limit : INT_MAX;
	sqlite3_stmt *q = db_ask(s, SQL_EVENTS, DB_VALUES(db_int(filing), db_int(most)), e);
	size_t capacity = 0;
	int more = q ? db_row(s, q, e) : -1;

	*out = NULL;
	*count = 0;
	for (; more > 0; more = db_row(s, q, e)) {
		*out = mem_more(*out, *count, &capacity, sizeof **out);
		(*out)[(*count)++] = (struct store_event){.id = sqlite3_column_int64(q, 0),
		                                          .filing = sqlite3_column_int64(q, 1),
		                                          .what = db_text(q, 2),
		                                          .detail = db_text(q, 3),
		                                          .who = db_text(q, 4),
		                                          .host = db_text(q, 5),
		                                          .time = sqlite3_column_int64(q, 6)};
	}
	if (more == 0)
		return 0;
	store_events_free(*out, *count);
	*out = NULL;
	*count = 0;
	return -1;
}

void store_events_free(struct store_event *x, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		mem_free(x[i].what);
		mem_free(x[i].detail);
		mem_free(x[i].who);
		mem_free(x[i].host);
	}
	mem_free(x);
}
