#include "store/restore.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/privilege.h"
#include "base/str.h"
#include "store/backup.h"
#include "store/db.h"
#include "store/events.h"
#include "store/gate.h"
#include "store/store.h"

/* 1. The gate is shut while the two change places: nobody opens either.
 * 2. The old database is complete in its one file at that moment: its log was
 *    ended (nobody else has it open), or emptied with the write lock taken.
 * 3. A link keeps the old one before the name goes to the new one.  The old log
 *    and its index go last: should the process end before that, those who have
 *    the old file open still can't write. */

enum { GATE_MS = 10000, ALONE_MS = 300, TRIES = 20, COUNTED = 64 };

/* ---- the new one ---- */

static int64_t given_time(void *context)
{
	return *(const int64_t *)context;
}

static int write_event(struct store *s, const struct restore_request *q, struct err *e)
{
	int64_t now = q->now, ignored;

	store_set_actor(s, q->actor, q->host);
	store_set_clock(s, given_time, &now);
	if (db_begin(s, e) < 0)
		return -1;
	if (db_end(s, event_add(s, 0, "恢复", q->detail, e), e) < 0)
		return -1;
	return db_pragma(s, "PRAGMA wal_checkpoint(TRUNCATE)", &ignored, e);
}

/* A copy of an older version is brought up, and that leaves a copy of its own. */
static void drop_versions(const char *made)
{
	enum { VERSIONS = 100 };

	for (int i = 1; i < VERSIONS; i++) {
		struct str name = {0};

		str_addf(&name, "%s.v%d.bak", made, i);
		unlink(str_text(&name));
		str_free(&name);
	}
}

/* Whoever could use the old one can use the new one. */
static void take_rights(const char *database, const char *made)
{
	struct stat st;

	if (stat(database, &st) < 0)
		return;
	if (chown(made, st.st_uid, st.st_gid) < 0 && chown(made, (uid_t)-1, st.st_gid) < 0)
		errno = 0; /* it stays ours, in the group of the folder */
	chmod(made, st.st_mode & 0777);
}

static int make(const struct restore_request *q, const char *made, struct err *e)
{
	struct store *s;
	bool entered;
	int result;

	if (backup_file(q->copy, made, BACKUP_REPLACE | BACKUP_OWN, q->progress, q->context, e) < 0)
		return -1;
	entered = privilege_enter_beside(made);
	take_rights(q->database, made);
	s = store_open(made, STORE_OPEN, e);
	result = s ? write_event(s, q, e) : -1;
	store_close(s);
	drop_versions(made);
	privilege_leave(entered);
	return result;
}

/* ---- who else has it open ---- */

/* The processes that hold a lock on the file; ours does not count.  -1: not known. */
static int others(const char *database)
{
	FILE *f = fopen("/proc/locks", "re");
	struct stat st;
	char line[256];
	long seen[COUNTED];
	int n = 0;

	if (!f || stat(database, &st) < 0) {
		if (f)
			fclose(f);
		return -1;
	}
	while (n < COUNTED && fgets(line, sizeof line, f)) {
		unsigned long inode;
		long pid;
		bool known = false;

		if (sscanf(line, "%*s POSIX %*s %*s %ld %*x:%*x:%lu", &pid, &inode) != 2)
			continue;
		for (int i = 0; i < n; i++)
			known = known || seen[i] == pid;
		if (inode == (unsigned long)st.st_ino && pid != (long)getpid() && !known)
			seen[n++] = pid;
	}
	fclose(f);
	return n;
}

static int refuse_others(const struct restore_request *q, struct err *e)
{
	int n = others(q->database);

	if (n > 0)
		return err_set(e, ERR_BUSY,
		               _("%s: 还有 %d 个程序开着这个数据库，请先请他们退出；"
		                 "加 --force 不等他们，他们没有保存的输入要重新打开后再输"),
		               q->database, n);
	return err_set(e, ERR_BUSY, _("%s: 还有别的程序开着这个数据库，请先请他们退出；"
	                              "加 --force 不等他们，他们没有保存的输入要重新打开后再输"),
	               q->database);
}

/* ---- the change ---- */

static int refused(const struct restore_request *q, struct err *e)
{
	int number = errno;

	return err_set(e, number == EACCES || number == EPERM || number == EROFS ? ERR_READONLY
	                                                                         : ERR_SYSTEM,
	               _("%s: 没有恢复，数据库还是原来的（%s）"), q->database, strerror(number));
}

static void drop_beside(const char *path, const char *ending)
{
	struct str name = {0};

	str_addf(&name, "%s%s", path, ending);
	unlink(str_text(&name));
	str_free(&name);
}

/* What stands beside a file that can't be read may be needed to read it once. */
static void move_beside(const char *path, const char *kept, const char *ending)
{
	struct str from = {0}, to = {0};

	str_addf(&from, "%s%s", path, ending);
	str_addf(&to, "%s%s", kept, ending);
	if (rename(str_text(&from), str_text(&to)) < 0)
		errno = 0; /* there is none */
	str_free(&from);
	str_free(&to);
}

static int change_places(const struct restore_request *q, const char *made, const char *kept,
                         struct err *e)
{
	struct stat st;

	if (lstat(q->database, &st) == 0 && link(q->database, kept) < 0)
		return refused(q, e);
	if (rename(made, q->database) == 0)
		return 0;
	refused(q, e);
	unlink(kept);
	return -1;
}

/* Ends the log, which works only when nobody else has the database open. */
static int end_log(struct store *s, struct err *e)
{
	sqlite3_stmt *q = NULL;
	int rc;
	bool ended;

	db_patience(s, ALONE_MS);
	rc = sqlite3_prepare_v2(s->sqlite, "PRAGMA journal_mode = DELETE", -1, &q, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(q);
	ended = rc == SQLITE_ROW && strcmp((const char *)sqlite3_column_text(q, 0), "delete") == 0;
	sqlite3_finalize(q);
	if (ended)
		return 0;
	return db_fail(s, rc == SQLITE_ROW ? SQLITE_BUSY : rc, e);
}

static bool log_is_empty(const char *database)
{
	struct str name = {0};
	struct stat st;
	bool empty;

	str_addf(&name, "%s-wal", database);
	empty = stat(str_text(&name), &st) < 0 || st.st_size == 0;
	str_free(&name);
	return empty;
}

/* Empties the log and takes the right to write: others only read from now on. */
static int hold(struct store *s, struct err *e)
{
	int64_t ignored;

	for (int i = 0; i < TRIES; i++) {
		if (db_pragma(s, "PRAGMA wal_checkpoint(TRUNCATE)", &ignored, e) < 0 ||
		    db_begin(s, e) < 0)
			return -1;
		if (log_is_empty(s->file))
			return 0;
		db_end(s, -1, NULL);
	}
	return err_set(e, ERR_BUSY, _("%s: 一直有人在写，没有恢复，请稍后再试"), s->path);
}

static int change_beside_others(const struct restore_request *q, struct store *s, const char *made,
                                const char *kept, struct err *e)
{
	int result = hold(s, e);

	if (result < 0)
		return -1;
	result = change_places(q, made, kept, e);
	if (result == 0) {
		drop_beside(s->file, "-wal");
		drop_beside(s->file, "-shm");
	}
	db_end(s, -1, NULL);
	return result;
}

static int change_readable(const struct restore_request *q, struct store *s, const char *made,
                           const char *kept, struct err *e)
{
	if (end_log(s, e) == 0) {
		store_close(s);
		return change_places(q, made, kept, e);
	}
	if (e->code == ERR_BUSY && !q->despite_others) {
		store_close(s);
		return refuse_others(q, e);
	}
	int result = -1;
	if (e->code == ERR_BUSY) {
		db_patience(s, GATE_MS);
		result = change_beside_others(q, s, made, kept, e);
	}
	store_close(s);
	return result;
}

static int change_broken(const struct restore_request *q, const char *made, const char *kept,
                         struct err *e)
{
	if (!q->despite_others && others(q->database) > 0)
		return refuse_others(q, e);
	if (change_places(q, made, kept, e) < 0)
		return -1;
	move_beside(q->database, kept, "-wal");
	move_beside(q->database, kept, "-journal");
	drop_beside(q->database, "-shm");
	return 0;
}

/* One that is damaged inside is ended like a whole one, if it can be. */
static int change(const struct restore_request *q, const char *made, const char *kept,
                  struct err *e)
{
	struct store *s = db_look(q->database, NULL);
	struct err first = {0};
	int gate, result;

	store_close(s);
	if (s) {
		s = db_new(q->database, q->database);
		if (db_open(s, true, &first) < 0) {
			store_close(s);
			s = NULL;
		}
	}
	gate = gate_shut(q->database, GATE_MS);
	if (gate < 0 && errno == EWOULDBLOCK) {
		store_close(s);
		return err_set(e, ERR_BUSY, _("%s: 一直有人在打开数据库，没有恢复，请稍后再试"),
		               q->database);
	}
	result = s ? change_readable(q, s, made, kept, &first) : -1;
	if (!s || (result < 0 && first.code != ERR_BUSY && first.code != ERR_READONLY))
		result = change_broken(q, made, kept, &first);
	gate_leave(gate);
	return result == 0 ? 0 : err_set(e, first.code, "%s", first.text);
}

int restore_carry_out(const struct restore_request *q, char **kept, struct err *e)
{
	struct str made = {0}, name = {0};
	struct stat st;
	bool there, entered;
	int result;

	*kept = NULL;
	str_addf(&made, "%s.restore-%ld", q->database, (long)getpid());
	str_addf(&name, "%s.before-restore-%s", q->database, q->stamp);
	result = make(q, str_text(&made), e);
	entered = privilege_enter_beside(str_text(&made));
	there = lstat(q->database, &st) == 0;
	if (result == 0)
		result = change(q, str_text(&made), str_text(&name), e);
	if (result == 0)
		db_sync_folder(q->database);
	db_drop_files(str_text(&made));
	privilege_leave(entered);
	if (result == 0 && there)
		*kept = str_take(&name);
	str_free(&made);
	str_free(&name);
	return result;
}
