#include "store/parcels.h"

#include "base/mem.h"
#include "store/chain.h"
#include "store/db.h"
#include "store/parcels_inside.h"

/* Inside a transaction. */
static int merge_run(struct store *s, int64_t filing, enum sql sql, const struct db_value *values,
                     size_t count, struct err *e)
{
	if (parcels_check_right(s, filing, true, e) < 0)
		return -1;
	return db_run(s, sql, values, count, e);
}

int parcels_merge_run(struct store *s, int64_t filing, enum sql sql,
                         const struct db_value *values, size_t count, struct err *e)
{
	if (db_begin(s, e) < 0)
		return -1;
	return db_end(s, merge_run(s, filing, sql, values, count, e), e);
}

/* ---- what was kept ---- */

int store_parcel_kept(struct store *s, int64_t filing, struct store_parcel_kept **out,
                      size_t *count, struct err *e)
{
	sqlite3_stmt *q = db_ask(s, SQL_PARCEL_KEPT, DB_VALUES(db_int(filing)), e);
	size_t capacity = 0;
	int more = q ? db_row(s, q, e) : -1;

	*out = NULL;
	*count = 0;
	for (; more > 0; more = db_row(s, q, e)) {
		struct store_parcel_kept *k;

		*out = mem_more(*out, *count, &capacity, sizeof **out);
		k = &(*out)[(*count)++];
		k->kind = (enum store_kept)sqlite3_column_int(q, 0);
		parcels_read_identity(q, 1, 2, &k->origin);
		k->time = sqlite3_column_int64(q, 3);
		k->ref = sqlite3_column_int64(q, 4);
	}
	if (more == 0)
		return 0;
	mem_free(*out);
	*out = NULL;
	*count = 0;
	return -1;
}

int store_parcel_keep(struct store *s, int64_t filing, const struct store_parcel_kept *kept,
                      struct err *e)
{
	return parcels_merge_run(s, filing, SQL_PARCEL_KEPT_ADD,
	                     DB_VALUES(db_int(filing), db_int(kept->kind),
	                               db_str(kept->origin.site), db_int(kept->origin.number),
	                               db_int(kept->time), db_int(kept->ref)),
	                     e);
}

/* ---- what was said ---- */

static int add_said(struct store *s, int64_t filing, enum chain_kind kind, enum sql sql,
                    const struct db_value *values, size_t count, int64_t *id, struct err *e)
{
	if (db_begin(s, e) < 0)
		return -1;
	if (merge_run(s, filing, sql, values, count, e) < 0)
		return db_end(s, -1, e);
	*id = sqlite3_last_insert_rowid(s->sqlite);
	return db_end(s, chain_add(s, kind, *id, e), e);
}

int store_parcel_explain(struct store *s, int64_t filing, const struct store_explanation *x,
                         int64_t *id, struct err *e)
{
	char *who = parcels_mark(x->who);
	int result = add_said(s, filing, CHAIN_EXPLANATION, SQL_EXPLANATION_ADD,
	                      DB_VALUES(db_int(filing), db_str(x->finding), db_str(x->basis),
	                                db_str(x->state), db_str(x->text), db_str(who),
	                                db_int(x->time), db_str(x->host)),
	                      id, e);

	mem_free(who);
	return result;
}

int store_parcel_remark(struct store *s, int64_t filing, const struct store_remark *r, int64_t *id,
                        struct err *e)
{
	char *who = parcels_mark(r->who);
	int result = add_said(s, filing, CHAIN_REMARK, SQL_REMARK_ADD,
	                      DB_VALUES(db_int(filing), db_str(r->form), db_int(r->copy),
	                                db_str(r->key), db_str(r->kind), db_str(r->text),
	                                db_int_or_null(r->answers != 0, r->answers), db_str(who),
	                                db_str(r->host), db_int(r->time)),
	                      id, e);

	mem_free(who);
	return result;
}
