#include "store/parcels.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/chain.h"
#include "store/commit.h"
#include "store/db.h"
#include "store/events.h"
#include "store/filings.h"
#include "store/parcels_inside.h"
#include "store/passages.h"

/* Behind the name of somebody of another database; data, the same in every
 * language. */
#define FROM_PARCEL "（往来）"

/* ---- the name of this database ---- */

static int read_site(struct store *s, char site[STORE_SITE_LENGTH + 1], struct err *e)
{
	sqlite3_stmt *q = db_ask(s, SQL_SITE, NULL, 0, e);
	int found = q ? db_row(s, q, e) : -1;

	if (found <= 0)
		return found;
	snprintf(site, STORE_SITE_LENGTH + 1, "%s", (const char *)sqlite3_column_text(q, 0));
	db_done(q);
	return 1;
}

/* Inside a transaction that writes. */
static int make_site(struct store *s, char site[STORE_SITE_LENGTH + 1], struct err *e)
{
	int found = read_site(s, site, e);

	if (found == 0 && db_run(s, SQL_SITE_ADD, NULL, 0, e) == 0)
		found = read_site(s, site, e);
	return found > 0 ? 0 : -1;
}

int store_site(struct store *s, char site[STORE_SITE_LENGTH + 1], struct err *e)
{
	int found = read_site(s, site, e);

	if (found != 0)
		return found < 0 ? -1 : 0;
	if (db_begin(s, e) < 0)
		return -1;
	return db_end(s, make_site(s, site, e), e);
}

void parcels_read_identity(sqlite3_stmt *q, int site, int number, struct store_identity *out)
{
	snprintf(out->site, sizeof out->site, "%s", (const char *)sqlite3_column_text(q, site));
	out->number = sqlite3_column_int64(q, number);
}

/* ---- parcels ---- */

static void read_parcel(sqlite3_stmt *q, int64_t filing, struct store_parcel *p)
{
	*p = (struct store_parcel){.id = sqlite3_column_int64(q, 0),
	                           .filing = filing,
	                           .incoming = sqlite3_column_int(q, 1) != 0,
	                           .digest = db_text(q, 4),
	                           .content_digest = db_text(q, 5),
	                           .step = sqlite3_column_int64(q, 6),
	                           .known = sqlite3_column_int64(q, 7),
	                           .who = db_text(q, 8),
	                           .host = db_text(q, 9),
	                           .time = sqlite3_column_int64(q, 10),
	                           .packer = db_text(q, 11),
	                           .packer_host = db_text(q, 12),
	                           .packed = sqlite3_column_int64(q, 13)};
	parcels_read_identity(q, 3, 2, &p->origin);
}

int store_parcels(struct store *s, int64_t filing, struct store_parcel **out, size_t *count,
                  struct err *e)
{
	sqlite3_stmt *q = db_ask(s, SQL_PARCELS, DB_VALUES(db_int(filing)), e);
	size_t capacity = 0;
	int more = q ? db_row(s, q, e) : -1;

	*out = NULL;
	*count = 0;
	for (; more > 0; more = db_row(s, q, e)) {
		*out = mem_more(*out, *count, &capacity, sizeof **out);
		read_parcel(q, filing, &(*out)[(*count)++]);
	}
	if (more == 0)
		return 0;
	store_parcels_free(*out, *count);
	*out = NULL;
	*count = 0;
	return -1;
}

void store_parcels_free(struct store_parcel *x, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		mem_free(x[i].digest);
		mem_free(x[i].content_digest);
		mem_free(x[i].who);
		mem_free(x[i].host);
		mem_free(x[i].packer);
		mem_free(x[i].packer_host);
	}
	mem_free(x);
}

int store_parcel_content(struct store *s, int64_t id, char **content, struct err *e)
{
	sqlite3_stmt *q = db_ask(s, SQL_PARCEL_CONTENT, DB_VALUES(db_int(id)), e);
	int found = q ? db_row(s, q, e) : -1;

	*content = NULL;
	if (found == 0)
		err_set(e, ERR_NOTFOUND, _("%s: 没有编号为 %lld 的往来文件"), s->path,
		        (long long)id);
	if (found <= 0)
		return -1;
	*content = db_text(q, 0);
	db_done(q);
	return 0;
}

/* ---- adding one ---- */

static int keep(struct store *s, int64_t filing, const struct store_parcel_step *step, int64_t id,
                struct err *e)
{
	bool shown = step->kind == KEPT_STEP || step->kind == KEPT_STATE;

	return db_run(s, SQL_PARCEL_KEPT_ADD,
	              DB_VALUES(db_int(filing), db_int(step->kind), db_str(step->origin.site),
	                        db_int(step->origin.number), db_int(step->time),
	                        db_int(shown ? id : 0)),
	              e);
}

static int add_entries(struct store *s, int64_t id, const struct store_parcel_step *step,
                       struct err *e)
{
	for (size_t i = 0; i < step->nentries; i++) {
		const struct store_parcel_entry *n = &step->entries[i];

		if (db_run(s, SQL_PARCEL_ENTRY_ADD,
		           DB_VALUES(db_int(id), db_str(n->form), db_int(n->copy), db_int(n->op),
		                     db_str(n->key), db_str(n->old_text), db_str(n->new_text)),
		           e) < 0)
			return -1;
	}
	return 0;
}

char *parcels_mark(const char *who)
{
	struct str name = {0};
	size_t length = strlen(who), mark = strlen(FROM_PARCEL);

	str_add(&name, who);
	if (length < mark || strcmp(who + length - mark, FROM_PARCEL) != 0)
		str_add(&name, FROM_PARCEL);
	return str_take(&name);
}

static int add_step(struct store *s, int64_t filing, int64_t parcel,
                    const struct store_parcel_step *step, struct err *e)
{
	char *who = parcels_mark(step->who);
	int64_t id;
	int result = db_run(s, SQL_PARCEL_STEP_ADD,
	                    DB_VALUES(db_int(parcel), db_int(filing), db_int(step->time),
	                              db_str(who), db_str(step->host), db_str(step->what),
	                              db_str(step->why)),
	                    e);

	mem_free(who);
	if (result < 0)
		return -1;
	id = sqlite3_last_insert_rowid(s->sqlite);
	if (add_entries(s, id, step, e) < 0)
		return -1;
	return keep(s, filing, step, id, e);
}

int parcels_check_right(struct store *s, int64_t filing, bool merge, struct err *e)
{
	int64_t unit;

	if (filings_unit(s, filing, &unit, e) < 0)
		return -1;
	return merge ? store_may(s, RIGHT_FILL, unit, e)
	             : store_may_either(s, RIGHT_FILL, RIGHT_REVIEW, unit, e);
}

static int add_row(struct store *s, const struct store_parcel *p, const char *content,
                   const struct store_identity *origin, int64_t *id, struct err *e)
{
	int64_t step = 0, now = db_now(s);

	if (store_newest_step(s, p->filing, &step, e) < 0 ||
	    db_run(s, SQL_PARCEL_ADD,
	           DB_VALUES(db_int(p->filing), db_int(p->incoming), db_int(origin->number),
	                     db_str(origin->site), db_str(p->digest), db_str(p->content_digest),
	                     db_str(content), db_int(step), db_int(p->known), db_str(s->actor),
	                     db_str(s->host), db_int(now),
	                     db_str(p->packer ? p->packer : s->actor),
	                     db_str(p->packer ? p->packer_host : s->host),
	                     db_int(p->packer ? p->packed : now)),
	           e) < 0)
		return -1;
	*id = sqlite3_last_insert_rowid(s->sqlite);
	return 0;
}

static int add_event(struct store *s, const struct store_parcel *p, const char *name,
                     struct err *e)
{
	struct str detail = {0};
	int result;

	str_addf(&detail, "%s %s", name, p->digest);
	result = event_add(s, p->filing, p->incoming ? "合并" : "打包", str_text(&detail), e);
	str_free(&detail);
	return result;
}

static int add_parcel(struct store *s, const struct store_parcel *p, const char *content,
                      const char *name, const struct store_parcel_step *steps, size_t nsteps,
                      struct err *e)
{
	struct store_identity origin = p->origin;
	int64_t id;

	if (parcels_check_right(s, p->filing, p->incoming, e) < 0 ||
	    (!*origin.site && make_site(s, origin.site, e) < 0) ||
	    (!origin.number && store_parcel_number(s, &origin.number, e) < 0) ||
	    add_row(s, p, content, &origin, &id, e) < 0)
		return -1;
	for (size_t i = 0; i < nsteps; i++)
		if (add_step(s, p->filing, id, &steps[i], e) < 0)
			return -1;
	if (chain_add(s, CHAIN_PARCEL, id, e) < 0)
		return -1;
	return add_event(s, p, name, e);
}

int store_parcel_add(struct store *s, const struct store_parcel *p, const char *content,
                     const char *name, const struct store_parcel_step *steps, size_t nsteps,
                     struct err *e)
{
	if (db_begin(s, e) < 0)
		return -1;
	return db_end(s, add_parcel(s, p, content, name, steps, nsteps, e), e);
}

int store_parcel_number(struct store *s, int64_t *number, struct err *e)
{
	return db_number(s, SQL_PARCEL_NUMBER, NULL, 0, number, e) < 0 ? -1 : 0;
}

/* ---- rows ---- */

int store_parcel_rows(struct store *s, int64_t filing, struct store_parcel_row **out, size_t *count,
                      struct err *e)
{
	sqlite3_stmt *q = db_ask(s, SQL_PARCEL_ROWS, DB_VALUES(db_int(filing)), e);
	size_t capacity = 0;
	int more = q ? db_row(s, q, e) : -1;

	*out = NULL;
	*count = 0;
	for (; more > 0; more = db_row(s, q, e)) {
		struct store_parcel_row *r;

		*out = mem_more(*out, *count, &capacity, sizeof **out);
		r = &(*out)[(*count)++];
		r->form = db_text(q, 0);
		r->copy = sqlite3_column_int(q, 1);
		r->id = sqlite3_column_int64(q, 2);
		parcels_read_identity(q, 3, 4, &r->origin);
	}
	if (more == 0)
		return 0;
	store_parcel_rows_free(*out, *count);
	*out = NULL;
	*count = 0;
	return -1;
}

void store_parcel_rows_free(struct store_parcel_row *x, size_t count)
{
	for (size_t i = 0; i < count; i++)
		mem_free(x[i].form);
	mem_free(x);
}

int store_parcel_row_add(struct store *s, int64_t filing, const struct store_parcel_row *row,
                         struct err *e)
{
	return parcels_merge_run(s, filing, SQL_PARCEL_ROW_ADD,
	                     DB_VALUES(db_int(filing), db_str(row->form), db_int(row->copy),
	                               db_int(row->id), db_str(row->origin.site),
	                               db_int(row->origin.number)),
	                     e);
}

static int last_row_id(struct commit *c, const char *form, int copy, int64_t *last)
{
	if (commit_look(c, form, copy) < 0)
		return -1;
	*last = 0;
	if (!c->form)
		return 0;
	return db_number(c->s, SQL_ROW_ID_LAST, DB_VALUES(COMMIT_AT(c)), last, c->e) < 0 ? -1 : 0;
}

int store_row_id_last(struct store *s, int64_t filing, const char *form, int copy, int64_t *last,
                      struct err *e)
{
	struct commit c;
	int result = commit_open(&c, s, filing, e);

	if (result == 0)
		result = last_row_id(&c, form, copy, last);
	commit_release(&c);
	return result;
}
