#include "store/chain_inside.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/when.h"

enum { TELL_EVERY = 512 };

/* ---- what was found ---- */

void chain_tell(struct chain_check *k, struct chain_found *f)
{
	struct chain_report *r = k->report;

	if (r->count == CHAIN_FOUND_MOST) {
		mem_free(f->place);
		mem_free(f->text);
		return;
	}
	r->found = mem_push(r->found, r->count, sizeof *r->found);
	r->found[r->count++] = *f;
}

void chain_report_free(struct chain_report *r)
{
	for (size_t i = 0; i < r->count; i++) {
		mem_free(r->found[i].place);
		mem_free(r->found[i].text);
	}
	mem_free(r->found);
	*r = (struct chain_report){.found = NULL};
}

int chain_went_on(struct chain_check *k)
{
	k->done++;
	if (!k->progress || (k->done % TELL_EVERY && k->done < k->total) ||
	    k->progress(k->context, k->done, k->total))
		return 0;
	return err_set(k->e, ERR_USAGE, _("核对中途停下了，没有看完"));
}

int chain_place(struct store *s, int64_t filing, struct str *out, struct err *e)
{
	sqlite3_stmt *q = db_ask(s, SQL_CHAIN_PLACE, DB_VALUES(db_int(filing)), e);
	int found = q ? db_row(s, q, e) : -1;

	if (found <= 0)
		return found;
	str_addf(out, "%s %d", (const char *)sqlite3_column_text(q, 0), sqlite3_column_int(q, 1));
	db_done(q);
	return 0;
}

/* ---- the words for a link ---- */

static void add_name(struct str *out, int64_t kind, int64_t ref, int64_t link)
{
	switch (kind) {
	case CHAIN_STEP:
		str_addf(out, _("修改日志第 %lld 步"), (long long)ref);
		return;
	case CHAIN_EXPLANATION:
		str_addf(out, _("审核说明第 %lld 条"), (long long)ref);
		return;
	case CHAIN_EVENT:
		str_addf(out, _("事件第 %lld 条"), (long long)ref);
		return;
	case CHAIN_PASSAGE:
		str_addf(out, _("状态记录第 %lld 条"), (long long)ref);
		return;
	case CHAIN_REMARK:
		str_addf(out, _("批注第 %lld 条"), (long long)ref);
		return;
	case CHAIN_PARCEL:
		str_addf(out, _("数据包第 %lld 个"), (long long)ref);
		return;
	default:
		str_addf(out, _("第 %lld 环"), (long long)link);
	}
}

static const char *const faults[] = {
    [FAULT_ROW_CHANGED] = "内容被改动过，与写入时留下的校验不符",
    [FAULT_ROW_MISSING] = "被删掉了，只剩下写入时留下的校验",
    [FAULT_LINK_CHANGED] = "写入时留下的校验被改动过",
    [FAULT_LINK_MISSING] = "前面的一环校验被删掉了",
    [FAULT_ROW_UNLINKED] = "没有经过本程序，是别的途径加进来的",
};

/* "(who, when, what, place)" of the row as it is now, where it is. */
static int add_row(struct chain_check *k, int64_t kind, int64_t ref, struct chain_found *f,
                   struct str *out)
{
	sqlite3_stmt *q = db_ask(k->s, SQL_CHAIN_TOLD, DB_VALUES(db_int(kind), db_int(ref)), k->e);
	int found = q ? db_row(k->s, q, k->e) : -1;
	struct str place = {0};

	if (found > 0) {
		f->filing = sqlite3_column_int64(q, 0);
		str_addf(out, _("（%s，%s，%s"), (const char *)sqlite3_column_text(q, 1),
		         when_second(sqlite3_column_int64(q, 2)).s,
		         (const char *)sqlite3_column_text(q, 3));
		db_done(q);
		found = chain_place(k->s, f->filing, &place, k->e);
		str_addf(out, "%s%s）", place.length ? "，" : "", str_text(&place));
	}
	f->place = str_take(&place);
	return found < 0 ? -1 : 0;
}

static int tell_row(struct chain_check *k, enum chain_fault fault, int64_t link, int64_t kind,
                    int64_t ref)
{
	struct chain_found f = {.fault = fault, .link = link};
	struct str row = {0}, text = {0};
	int result;

	add_name(&row, kind, ref, link);
	f.step = kind == CHAIN_STEP ? ref : 0;
	result = add_row(k, kind, ref, &f, &row);
	str_addf(&text, _("%s：%s"), str_text(&row), _(faults[fault]));
	f.text = str_take(&text);
	str_free(&row);
	chain_tell(k, &f);
	return result;
}

/* ---- the whole chain ---- */

struct link {
	int64_t id, kind, ref;
	unsigned char hash[CHAIN_HASH];
};

/* The walk: the link before, and one whose hash is not what its row gives.
 * Whether the row or the link was changed shows in the link after it. */
struct walk {
	struct link last;     /* id 0: none yet */
	struct link doubtful; /* id 0: none */
	unsigned char given[CHAIN_HASH]; /* what the doubtful one's row gives */
};

static void read_link(sqlite3_stmt *q, struct link *l)
{
	*l = (struct link){.id = sqlite3_column_int64(q, 0),
	                   .kind = sqlite3_column_int64(q, 1),
	                   .ref = sqlite3_column_int64(q, 2)};
	if (sqlite3_column_bytes(q, 3) == CHAIN_HASH)
		memcpy(l->hash, sqlite3_column_blob(q, 3), CHAIN_HASH);
}

/* l: the link after the doubtful one, NULL: none. */
static int settle_doubt(struct chain_check *k, struct walk *w, const struct link *l, bool *sound)
{
	struct link doubtful = w->doubtful;
	unsigned char hash[CHAIN_HASH];
	int there = 0;

	*sound = false;
	if (!doubtful.id)
		return 0;
	w->doubtful.id = 0;
	if (l)
		there = chain_hash(k->s, l->kind, l->ref, w->given, hash, k->e);
	if (there < 0)
		return -1;
	*sound = there > 0 && memcmp(hash, l->hash, CHAIN_HASH) == 0;
	return tell_row(k, *sound ? FAULT_LINK_CHANGED : FAULT_ROW_CHANGED, doubtful.id,
	                doubtful.kind, doubtful.ref);
}

static int check_link(struct chain_check *k, struct walk *w, const struct link *l)
{
	unsigned char hash[CHAIN_HASH];
	bool missing = l->id != w->last.id + 1, sound;
	int there;

	if (settle_doubt(k, w, l, &sound) < 0)
		return -1;
	if (missing && tell_row(k, FAULT_LINK_MISSING, w->last.id + 1, l->kind, l->ref) < 0)
		return -1;
	there = chain_hash(k->s, l->kind, l->ref, w->last.hash, hash, k->e);
	if (there < 0)
		return -1;
	if (there == 0)
		return tell_row(k, FAULT_ROW_MISSING, l->id, l->kind, l->ref);
	/* Without the link before nothing can be said about this one. */
	if (!missing && !sound && memcmp(hash, l->hash, CHAIN_HASH) != 0) {
		w->doubtful = *l;
		memcpy(w->given, hash, CHAIN_HASH);
	}
	return 0;
}

static int walk_links(struct chain_check *k)
{
	sqlite3_stmt *q = db_ask(k->s, SQL_CHAIN_WALK, NULL, 0, k->e);
	int more = q ? db_row(k->s, q, k->e) : -1;
	struct walk w = {.last.id = 0};
	bool sound;

	for (; more > 0; more = db_row(k->s, q, k->e)) {
		struct link l;

		read_link(q, &l);
		k->report->links++;
		if (check_link(k, &w, &l) < 0 || chain_went_on(k) < 0) {
			db_done(q);
			return -1;
		}
		w.last = l;
	}
	return more < 0 ? -1 : settle_doubt(k, &w, NULL, &sound);
}

static int find_unlinked(struct chain_check *k)
{
	sqlite3_stmt *q = db_ask(k->s, SQL_CHAIN_UNLINKED, NULL, 0, k->e);
	int more = q ? db_row(k->s, q, k->e) : -1;

	for (; more > 0; more = db_row(k->s, q, k->e)) {
		if (tell_row(k, FAULT_ROW_UNLINKED, 0, sqlite3_column_int64(q, 0),
		             sqlite3_column_int64(q, 1)) < 0) {
			db_done(q);
			return -1;
		}
	}
	return more;
}

static int replay_all(struct chain_check *k)
{
	sqlite3_stmt *q = db_ask(k->s, SQL_FILING_IDS, NULL, 0, k->e);
	int more = q ? db_row(k->s, q, k->e) : -1;

	for (; more > 0; more = db_row(k->s, q, k->e)) {
		if (chain_replay(k, sqlite3_column_int64(q, 0)) < 0 || chain_went_on(k) < 0) {
			db_done(q);
			return -1;
		}
	}
	return more;
}

/* ---- the links of one filing, each with the one before it ---- */

/* Columns: id, kind, ref, hash, hash of the link before (NULL: it is not there). */
static int check_beside(struct chain_check *k, sqlite3_stmt *q)
{
	unsigned char before[CHAIN_HASH] = {0}, hash[CHAIN_HASH];
	struct link l;
	int there;

	read_link(q, &l);
	if (!l.id)
		return tell_row(k, FAULT_ROW_UNLINKED, 0, l.kind, l.ref);
	k->report->links++;
	if (sqlite3_column_bytes(q, 4) == CHAIN_HASH)
		memcpy(before, sqlite3_column_blob(q, 4), CHAIN_HASH);
	else if (l.id > 1)
		return tell_row(k, FAULT_LINK_MISSING, l.id - 1, l.kind, l.ref);
	there = chain_hash(k->s, l.kind, l.ref, before, hash, k->e);
	if (there < 0)
		return -1;
	if (there > 0 && memcmp(hash, l.hash, CHAIN_HASH) == 0)
		return 0;
	return tell_row(k, FAULT_ROW_CHANGED, l.id, l.kind, l.ref);
}

static int check_links_of(struct chain_check *k, int64_t filing)
{
	sqlite3_stmt *q = db_ask(k->s, SQL_CHAIN_OF_FILING, DB_VALUES(db_int(filing)), k->e);
	int more = q ? db_row(k->s, q, k->e) : -1;

	for (; more > 0; more = db_row(k->s, q, k->e)) {
		if (check_beside(k, q) < 0 || chain_went_on(k) < 0) {
			db_done(q);
			return -1;
		}
	}
	return more;
}

/* ---- the call ---- */

static int verify_all(struct chain_check *k)
{
	if (db_number(k->s, SQL_CHAIN_TOTAL, NULL, 0, &k->total, k->e) < 0 || walk_links(k) < 0 ||
	    find_unlinked(k) < 0 || chain_replay_roles(k) < 0)
		return -1;
	return replay_all(k);
}

static int verify_one(struct chain_check *k, int64_t filing)
{
	if (check_links_of(k, filing) < 0)
		return -1;
	return chain_replay(k, filing);
}

int chain_verify(struct store *s, int64_t filing, chain_progress *progress, void *context,
                 struct chain_report *out, struct err *e)
{
	struct chain_check k = {
	    .s = s, .e = e, .report = out, .progress = progress, .context = context};

	*out = (struct chain_report){.found = NULL};
	if (db_begin_read(s, e) < 0)
		return -1;
	return db_end_read(s, filing ? verify_one(&k, filing) : verify_all(&k));
}
