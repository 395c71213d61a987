#include "store/log.h"

#include <limits.h>
#include <string.h>

#include "base/mem.h"
#include "store/commit.h"

struct entries {
	struct store_entry *entry;
	size_t n;
};

static int64_t limit_of(const struct store_wanted *w)
{
	return w->limit < INT_MAX ? (int64_t)w->limit : INT_MAX;
}

/* ---- the changes ---- */

static int read_changes(struct store *s, const struct store_wanted *w, struct entries *out,
                        struct err *e)
{
	struct db_value limit = db_int(limit_of(w));
	sqlite3_stmt *q;

	if (w->step)
		q = db_ask(s, SQL_JOURNAL_STEP, DB_VALUES(db_int(w->step), limit), e);
	else if (w->who || w->unit || (w->key && w->below))
		q = db_ask(s, SQL_JOURNAL_FIND,
		           DB_VALUES(db_int(w->filing), db_str(w->form), db_int(w->copy),
		                     db_str(w->key), db_int(w->below), db_str(w->who),
		                     db_int(w->unit), limit),
		           e);
	else
		return store_journal(s, w->filing, w->form, w->copy, w->key, w->limit, &out->entry,
		                     &out->n, e);
	return journal_read(s, q, &out->entry, &out->n, e);
}

/* ---- what stands beside them ---- */

static int read_notes(struct store *s, const struct store_wanted *w, struct entries *out,
                      struct err *e)
{
	sqlite3_stmt *q = db_ask(s, SQL_JOURNAL_NOTES,
	                         DB_VALUES(db_int(w->filing), db_str(w->who), db_int(w->unit),
	                                   db_int(limit_of(w))),
	                         e);

	return journal_read(s, q, &out->entry, &out->n, e);
}

/* What came with parcels is no step of ours; who has «（往来）» behind it. */
static int read_parcels(struct store *s, const struct store_wanted *w, struct entries *out,
                        struct err *e)
{
	*out = (struct entries){.n = 0};
	if (!w->filing || w->who)
		return 0;
	return journal_read(s,
	                    db_ask(s, SQL_PARCEL_JOURNAL,
	                           DB_VALUES(db_int(w->filing), db_str(w->form), db_int(w->copy),
	                                     db_str(w->key), db_int(limit_of(w))),
	                           e),
	                    &out->entry, &out->n, e);
}

/* ---- together ---- */

/* Each keeps its own order, whatever the clock did; a takes all, b nothing. */
static void merge(struct entries *a, struct entries *b, size_t limit)
{
	struct entries all = {.entry = mem_array(a->n + b->n + 1, sizeof *a->entry)};
	size_t i = 0, j = 0;

	while (i < a->n || j < b->n) {
		bool second = i == a->n || (j < b->n && b->entry[j].time > a->entry[i].time);

		all.entry[all.n++] = second ? b->entry[j++] : a->entry[i++];
	}
	mem_free(a->entry);
	mem_free(b->entry);
	*b = (struct entries){.n = 0};
	if (all.n > limit) {
		struct store_entry *rest = mem_array(all.n - limit, sizeof *rest);

		memcpy(rest, all.entry + limit, (all.n - limit) * sizeof *rest);
		store_journal_free(rest, all.n - limit);
		all.n = limit;
	}
	*a = all;
}

static int read_all(struct store *s, const struct store_wanted *w, struct entries *out,
                    struct err *e)
{
	struct entries notes = {.n = 0}, parcels = {.n = 0};

	if (read_changes(s, w, out, e) < 0)
		return -1;
	if (w->step)
		return 0;
	if (!w->form && !w->key && read_notes(s, w, &notes, e) < 0)
		return -1;
	merge(out, &notes, w->limit);
	if (read_parcels(s, w, &parcels, e) < 0)
		return -1;
	merge(out, &parcels, w->limit);
	return 0;
}

int store_log(struct store *s, const struct store_wanted *wanted, struct store_entry **entries,
              size_t *count, struct err *e)
{
	struct entries out = {.n = 0};

	*entries = NULL;
	*count = 0;
	if (db_begin_read(s, e) < 0)
		return -1;
	if (db_end_read(s, read_all(s, wanted, &out, e)) < 0) {
		store_journal_free(out.entry, out.n);
		return -1;
	}
	*entries = out.entry;
	*count = out.n;
	return 0;
}
