#include "store/schema.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/db.h"

/* ---- what the file is ---- */

int schema_version(struct store *s, const struct schema_step *steps, size_t count, struct err *e)
{
	int64_t application = 0, version = 0;
	int newest = steps[count - 1].version;

	if (db_pragma(s, "PRAGMA application_id", &application, e) < 0 ||
	    db_pragma(s, "PRAGMA user_version", &version, e) < 0)
		return -1;
	if (application != SCHEMA_APPLICATION_ID || version < 1)
		return db_fail(s, SQLITE_NOTADB, e);
	if (version > newest)
		return err_set(e, ERR_VERSION,
		               _("%s: 数据库是更新版本的自评台建立的（结构第 %d 版，"
		                 "本程序只认识到第 %d 版），请先升级程序"),
		               s->path, (int)version, newest);
	return (int)version;
}

/* ---- the copy before a step ---- */

/* Made by us, so that it has the mode of a database (umask still counts). */
static int make_empty(const struct store *s, const char *path, struct err *e)
{
	int fd;

	unlink(path);
	fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0660);
	if (fd < 0)
		return db_fail(s, errno == ENOSPC ? SQLITE_FULL : SQLITE_READONLY, e);
	close(fd);
	return 0;
}

static int vacuum_into(struct store *s, const char *path, struct err *e)
{
	char *name = db_file_name(path);
	sqlite3_stmt *q = NULL;
	int rc = sqlite3_prepare_v2(s->sqlite, "VACUUM INTO ?1", -1, &q, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_bind_text(q, 1, name, -1, SQLITE_STATIC);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(q);
	sqlite3_finalize(q);
	mem_free(name);
	return rc == SQLITE_DONE ? 0 : db_fail(s, rc, e);
}

/* VACUUM INTO does not sync what it has written. */
static int sync_copy(const struct store *s, const char *path, struct err *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int result = fd < 0 ? -1 : fsync(fd);

	if (fd >= 0)
		close(fd);
	return result == 0 ? 0 : db_fail(s, SQLITE_IOERR, e);
}

/* Another process may have migrated meanwhile; then the copy is not what its
 * name would say, and is not wanted. */
static int keep_copy(struct store *s, const char *made, int version, struct err *e)
{
	struct str path = {0};
	int64_t now = 0;
	int result = db_pragma(s, "PRAGMA user_version", &now, e);

	if (result == 0 && now == version) {
		str_addf(&path, "%s.v%d.bak", s->path, version);
		if (rename(made, str_text(&path)) < 0)
			result = db_fail(s, SQLITE_IOERR, e);
	}
	str_free(&path);
	return result;
}

static int back_up(struct store *s, int version, struct err *e)
{
	struct str made = {0};
	int result;

	str_addf(&made, "%s.bak-%ld", s->path, (long)getpid());
	result = make_empty(s, str_text(&made), e);
	if (result == 0)
		result = vacuum_into(s, str_text(&made), e);
	if (result == 0)
		result = sync_copy(s, str_text(&made), e);
	if (result == 0)
		result = keep_copy(s, str_text(&made), version, e);
	unlink(str_text(&made));
	str_free(&made);
	return result;
}

/* ---- the steps ---- */

static int mark(struct store *s, int version, struct err *e)
{
	struct str sql = {0};
	int result;

	/* A PRAGMA takes no bound values; these are our own numbers. */
	str_addf(&sql, "PRAGMA application_id = %d; PRAGMA user_version = %d",
	         SCHEMA_APPLICATION_ID, version);
	result = db_exec(s, str_text(&sql), e);
	str_free(&sql);
	return result;
}

/* The version is read again inside the transaction: another process may have
 * taken the step in between. */
static int take_step(struct store *s, int from, const struct schema_step *step, struct err *e)
{
	int64_t version = 0;
	int result;

	if (db_begin(s, e) < 0)
		return -1;
	result = db_pragma(s, "PRAGMA user_version", &version, e);
	if (result == 0 && version == from) {
		result = db_exec(s, step->sql, e);
		if (result == 0 && step->fill)
			result = step->fill(s, e);
		if (result == 0)
			result = mark(s, step->version, e);
	}
	return db_end(s, result, e);
}

int schema_migrate(struct store *s, const struct schema_step *steps, size_t count, struct err *e)
{
	int64_t first = 0;

	if (db_pragma(s, "PRAGMA user_version", &first, e) < 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		int64_t version = 0;

		if (db_pragma(s, "PRAGMA user_version", &version, e) < 0)
			return -1;
		if (version >= steps[i].version)
			continue;
		/* One that is just being made has nothing to keep. */
		if (first > 0 && back_up(s, (int)version, e) < 0)
			return -1;
		if (take_step(s, (int)version, &steps[i], e) < 0)
			return -1;
	}
	return 0;
}
