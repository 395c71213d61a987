#include "store/store.h"

#include "base/mem.h"
#include "store/db.h"

int store_names(struct store *s, struct store_name **names, size_t *count, struct err *e)
{
	sqlite3_stmt *q = db_ask(s, SQL_UNIT_NAMES, NULL, 0, e);
	size_t capacity = 0;
	int more = q ? db_row(s, q, e) : -1;

	*names = NULL;
	*count = 0;
	for (; more > 0; more = db_row(s, q, e)) {
		struct store_name *n;

		*names = mem_more(*names, *count, &capacity, sizeof **names);
		n = &(*names)[(*count)++];
		n->unit = sqlite3_column_int64(q, 0);
		n->from_year = sqlite3_column_int(q, 1);
		n->name = db_text(q, 2);
	}
	if (more == 0)
		return 0;
	store_names_free(*names, *count);
	*names = NULL;
	*count = 0;
	return -1;
}

void store_names_free(struct store_name *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		mem_free(names[i].name);
	mem_free(names);
}
