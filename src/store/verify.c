#include "store/verify.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/db.h"
#include "store/schema.h"
#include "store/store.h"

enum { LOOK_EVERY = 50000 }; /* steps of SQLite's machine */

/* ---- what was found ---- */

void faults_add(struct faults *f, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	if (f->n++ >= FAULTS_MOST)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	f->text = mem_push(f->text, f->n - 1, sizeof *f->text);
	f->text[f->n - 1] = mem_strdup(text);
}

size_t faults_kept(const struct faults *f)
{
	return f->n < FAULTS_MOST ? f->n : FAULTS_MOST;
}

void faults_free(struct faults *f)
{
	for (size_t i = 0; i < faults_kept(f); i++)
		mem_free(f->text[i]);
	mem_free(f->text);
	*f = (struct faults){0};
}

/* ---- asking ---- */

struct store *verify_open(const char *path, struct err *e)
{
	return db_look(path, e);
}

static int look(void *watch)
{
	const struct verify_watch *w = watch;

	return !w->go_on(w->context);
}

static void begin_watch(struct store *s, const struct verify_watch *watch)
{
	if (watch && watch->go_on)
		sqlite3_progress_handler(s->sqlite, LOOK_EVERY, look, (void *)watch);
}

/* What a page has lost is no failure of the asking: it is what was asked. */
static int end_asking(struct store *s, sqlite3_stmt *q, int rc, struct faults *out, struct err *e)
{
	if ((rc & 0xff) == SQLITE_CORRUPT || (rc & 0xff) == SQLITE_NOTADB) {
		faults_add(out, _("读到这里就读不下去了：%s"), sqlite3_errmsg(s->sqlite));
		rc = SQLITE_DONE;
	}
	if ((rc & 0xff) == SQLITE_INTERRUPT)
		err_set(e, ERR_NONE, "%s", "");
	else if (rc != SQLITE_DONE)
		db_fail(s, rc, e);
	sqlite3_finalize(q);
	sqlite3_progress_handler(s->sqlite, 0, NULL, NULL);
	return rc == SQLITE_DONE ? 0 : -1;
}

static const char *column(sqlite3_stmt *q, int i)
{
	const char *text = (const char *)sqlite3_column_text(q, i);

	return text ? text : "";
}

int verify_pages(struct store *s, bool quick, const struct verify_watch *watch, struct faults *out,
                 struct err *e)
{
	sqlite3_stmt *q = NULL;
	int rc;

	begin_watch(s, watch);
	rc = sqlite3_prepare_v2(s->sqlite, quick ? "PRAGMA quick_check" : "PRAGMA integrity_check",
	                        -1, &q, NULL);
	if (rc == SQLITE_OK) {
		while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
			const char *text = column(q, 0);

			if (sqlite3_stricmp(text, "ok") != 0)
				faults_add(out, "%s", text);
		}
	}
	return end_asking(s, q, rc, out, e);
}

int verify_references(struct store *s, const struct verify_watch *watch, struct faults *out,
                      struct err *e)
{
	sqlite3_stmt *q = NULL;
	int rc;

	begin_watch(s, watch);
	rc = sqlite3_prepare_v2(s->sqlite, "PRAGMA foreign_key_check", -1, &q, NULL);
	if (rc == SQLITE_OK) {
		while ((rc = sqlite3_step(q)) == SQLITE_ROW)
			faults_add(out, _("表 %s 有一行（%s）指向 %s 里没有的一行"), column(q, 0),
			           column(q, 1), column(q, 2));
	}
	return end_asking(s, q, rc, out, e);
}

int verify_version(struct store *s, bool *newest, struct err *e)
{
	int version = schema_version(s, schema_steps, schema_steps_count, e);

	*newest = version == schema_steps[schema_steps_count - 1].version;
	return version;
}
