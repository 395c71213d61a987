#include "store/peers.h"

#include "store/db.h"

int store_peers(struct store *s, int64_t superior, int year, const char *set, const char *form,
                const char *key, void (*take)(void *context, const struct store_peer *peer),
                void *context, struct err *e)
{
	sqlite3_stmt *q = db_ask(s, SQL_PEERS,
	                         DB_VALUES(db_int_or_null(superior != 0, superior), db_int(year),
	                                   db_str(set), db_str(form), db_str(key)),
	                         e);
	int more = q ? db_row(s, q, e) : -1;

	for (; more > 0; more = db_row(s, q, e)) {
		struct store_peer peer = {
		    .unit = sqlite3_column_int64(q, 0),
		    .copy = sqlite3_column_int(q, 1),
		    .text = (const char *)sqlite3_column_text(q, 2),
		    .has_value = sqlite3_column_type(q, 3) != SQLITE_NULL,
		    .value = sqlite3_column_int64(q, 3),
		};
		take(context, &peer);
	}
	return more;
}

int store_peers_revision(struct store *s, int64_t superior, int year, const char *set,
                         int64_t *sum, struct err *e)
{
	*sum = 0;
	return db_number(s, SQL_PEERS_REVISION,
	                 DB_VALUES(db_int_or_null(superior != 0, superior), db_int(year),
	                           db_str(set)),
	                 sum, e) < 0
	           ? -1
	           : 0;
}
