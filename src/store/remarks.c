#include "store/remarks.h"

#include <stdbool.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/chain.h"
#include "store/db.h"
#include "store/filings.h"
#include "store/rights.h"

/* ---- kinds ---- */

static const struct kind {
	const char *name;
	bool head;      /* begins a thread */
	bool wordless;  /* may do without a text */
	bool reviewers; /* not for who fills in */
} kinds[] = {
    /* clang-format off */
	{ REMARK_COMMENT, true,  false, false },
	{ REMARK_REASON,  true,  false, true  },
	{ REMARK_FOLLOW,  true,  true,  false },
	{ REMARK_ANSWER,  false, false, false },
	{ REMARK_CLOSED,  false, true,  false },
    /* clang-format on */
};

static const struct kind *find_kind(const char *name)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
	}
	return NULL;
}

/* ---- reading ---- */

static void read_remark(sqlite3_stmt *q, struct store_remark *r)
{
	*r = (struct store_remark){.id = sqlite3_column_int64(q, 0),
	                           .filing = sqlite3_column_int64(q, 1),
	                           .form = db_text(q, 2),
	                           .copy = sqlite3_column_int(q, 3),
	                           .key = db_text(q, 4),
	                           .kind = db_text(q, 5),
	                           .text = db_text(q, 6),
	                           .answers = sqlite3_column_int64(q, 7),
	                           .who = db_text(q, 8),
	                           .host = db_text(q, 9),
	                           .time = sqlite3_column_int64(q, 10)};
}

static void free_one(struct store_remark *r)
{
	mem_free(r->form);
	mem_free(r->key);
	mem_free(r->kind);
	mem_free(r->text);
	mem_free(r->who);
	mem_free(r->host);
}

void store_remarks_free(struct store_remark *x, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free_one(&x[i]);
	mem_free(x);
}

static int read_all(struct store *s, sqlite3_stmt *q, struct store_remark **out, size_t *count,
                    struct err *e)
{
	size_t capacity = 0;
	int more = q ? db_row(s, q, e) : -1;

	*out = NULL;
	*count = 0;
	for (; more > 0; more = db_row(s, q, e)) {
		*out = mem_more(*out, *count, &capacity, sizeof **out);
		read_remark(q, &(*out)[(*count)++]);
	}
	if (more == 0)
		return 0;
	store_remarks_free(*out, *count);
	*out = NULL;
	*count = 0;
	return -1;
}

int store_remarks(struct store *s, int64_t filing, struct store_remark **out, size_t *count,
                  struct err *e)
{
	return read_all(s, db_ask(s, SQL_REMARKS, DB_VALUES(db_int(filing)), e), out, count, e);
}

int store_remarks_open(struct store *s, int year, struct store_remark **out, size_t *count,
                       struct err *e)
{
	return read_all(s, db_ask(s, SQL_REMARKS_OPEN, DB_VALUES(db_int(year)), e), out, count, e);
}

/* ---- adding: inside a transaction ---- */

static int read_head(struct store *s, int64_t filing, int64_t id, struct store_remark *head,
                     struct err *e)
{
	sqlite3_stmt *q = db_ask(s, SQL_REMARK, DB_VALUES(db_int(id)), e);
	int found = q ? db_row(s, q, e) : -1;

	if (found > 0) {
		read_remark(q, head);
		db_done(q);
	}
	if (found < 0)
		return -1;
	if (found == 0 || head->filing != filing || head->answers)
		return err_set(e, ERR_NOTFOUND, _("这份填报里没有编号为 %lld 的意见"),
		               (long long)id);
	return 0;
}

static int check_thread(struct store *s, int64_t id, int64_t seen, struct err *e)
{
	sqlite3_stmt *q = db_ask(s, SQL_REMARK_NEWEST, DB_VALUES(db_int(id)), e);
	int found = q ? db_row(s, q, e) : -1;
	int64_t newest = 0;
	bool closed = false;

	if (found > 0) {
		newest = sqlite3_column_int64(q, 0);
		closed = strcmp((const char *)sqlite3_column_text(q, 1), REMARK_CLOSED) == 0;
		db_done(q);
	}
	if (found < 0)
		return -1;
	if (seen && newest != seen)
		return err_set(e, ERR_CONFLICT, _("这条意见刚有人答复，请看过以后再写"));
	if (closed)
		return err_set(e, ERR_INPUT, _("这条意见已经了结，要再说请另写一条"));
	return 0;
}

static int check_right(struct store *s, int64_t filing, bool reviewers, struct err *e)
{
	int64_t unit;

	if (filings_unit(s, filing, &unit, e) < 0)
		return -1;
	if (reviewers)
		return store_may(s, RIGHT_REVIEW, unit, e);
	return store_may_either(s, RIGHT_FILL, RIGHT_REVIEW, unit, e);
}

static int write_remark(struct store *s, int64_t filing, const struct store_remark_new *r,
                        int64_t *id, struct err *e)
{
	if (db_check_said(r->text, e) < 0 ||
	    db_run(s, SQL_REMARK_ADD,
	           DB_VALUES(db_int(filing), db_str(r->form ? r->form : ""), db_int(r->copy),
	                     db_str(r->key ? r->key : ""), db_str(r->kind),
	                     db_str(r->text ? r->text : ""),
	                     db_int_or_null(r->answers != 0, r->answers), db_str(s->actor),
	                     db_str(s->host), db_int(db_now(s))),
	           e) < 0)
		return -1;
	*id = sqlite3_last_insert_rowid(s->sqlite);
	return chain_add(s, CHAIN_REMARK, *id, e);
}

static int add_head(struct store *s, int64_t filing, const struct store_remark_new *r,
                    bool reviewers, int64_t *id, struct err *e)
{
	if (check_right(s, filing, reviewers, e) < 0)
		return -1;
	return write_remark(s, filing, r, id, e);
}

static int add_to_thread(struct store *s, int64_t filing, const struct store_remark_new *r,
                         int64_t *id, struct err *e)
{
	struct store_remark head = {0};
	struct store_remark_new placed = *r;
	bool closes = strcmp(r->kind, REMARK_CLOSED) == 0;
	int result = read_head(s, filing, r->answers, &head, e);

	if (result == 0)
		result = check_right(s, filing, closes && strcmp(head.kind, REMARK_REASON) == 0, e);
	if (result == 0)
		result = check_thread(s, r->answers, r->seen, e);
	placed.form = head.form;
	placed.copy = head.copy;
	placed.key = head.key;
	if (result == 0)
		result = write_remark(s, filing, &placed, id, e);
	free_one(&head);
	return result;
}

int store_remark_add(struct store *s, int64_t filing, const struct store_remark_new *r, int64_t *id,
                     struct err *e)
{
	const struct kind *kind = find_kind(r->kind);
	int64_t made = 0;
	int result;

	if (!kind || kind->head != (r->answers == 0))
		return err_set(e, ERR_INPUT, _("「%s」在这里用不上"), r->kind);
	if (!kind->wordless && text_is_blank(r->text))
		return err_set(e, ERR_INPUT, _("「%s」要写内容"), r->kind);
	if (db_begin(s, e) < 0)
		return -1;
	result = kind->head ? add_head(s, filing, r, kind->reviewers, &made, e)
	                    : add_to_thread(s, filing, r, &made, e);
	result = db_end(s, result, e);
	if (result == 0 && id)
		*id = made;
	return result;
}
