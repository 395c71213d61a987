#include "store/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/privilege.h"
#include "base/str.h"
#include "store/db.h"
#include "store/schema.h"
#include "store/store.h"

/* 1. The source's read transaction is begun before the first page is read and
 *    ended after the last one: SQLite never begins the copy anew.
 * 2. The copy's connection writes without journal and without syncing: until it
 *    is checked and synced the file has a name nobody looks for.
 * 3. It goes to the disk bit by bit (file): a heap of it at the end would let
 *    those who type meanwhile wait for theirs. */

enum {
	ROOM_LEFT = 16 << 20, /* bytes */
	LOOK_EVERY = 20000,   /* steps of SQLite's machine */
	SYNC_EVERY = 4096     /* pages */
};

struct backup {
	char *to;
	char *made;         /* the name until it is kept */
	unsigned flags;
	struct store *from; /* NULL once all is copied */
	struct store *copy;
	int file;           /* the copy's, while it is filled; -1 */
	int unsynced;       /* pages */
	sqlite3_backup *pages;
	atomic_size_t done, total;
	atomic_bool stop;
	bool owned;         /* what has the name made is ours to delete */
	bool checked;
};

/* ---- files ---- */

static int refused(const char *path, int number, struct err *e)
{
	switch (number) {
	case ENOSPC:
	case EDQUOT:
		return err_set(e, ERR_FULL, _("%s: 磁盘已满，没有留下副本"), path);
	case EEXIST:
		return err_set(e, ERR_INPUT, _("%s: 文件已经存在，没有覆盖；要覆盖请加 --force"),
		               path);
	case ENOENT:
	case ENOTDIR:
		return err_set(e, ERR_NOTFOUND, _("%s: 要放副本的文件夹不存在"), path);
	case EACCES:
	case EPERM:
	case EROFS:
		return err_set(e, ERR_READONLY, _("%s: 没有权限在这个文件夹里存副本"), path);
	default:
		return err_set(e, ERR_SYSTEM, _("%s: 不能存副本（%s）"), path, strerror(number));
	}
}

static char *folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? mem_strndup(path, (size_t)(slash - path) + 1) : mem_strdup(".");
}

bool backup_enter(const char *copy)
{
	char *folder = folder_of(copy);
	bool entered;

	folder[strlen(folder) - 1] = '\0';
	entered = privilege_enter_beside(folder);
	mem_free(folder);
	return entered;
}

static bool enter(const struct backup *b)
{
	if (!(b->flags & BACKUP_OWN))
		return false;
	return privilege_enter_beside(b->made) || backup_enter(b->made);
}

/* Made by us, so that it has the mode of a database. */
static int make_empty(struct backup *b, struct err *e)
{
	unlink(b->made);
	b->file = open(b->made, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0660);
	return b->file < 0 ? refused(b->to, errno, e) : 0;
}

static int sync_file(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int result = fd < 0 ? -1 : fsync(fd);

	if (fd >= 0)
		close(fd);
	return result;
}

static int check_room(struct backup *b, struct err *e)
{
	char *folder = folder_of(b->to);
	struct statvfs v;
	int64_t size = 0, count = 0, room;
	int known = statvfs(folder, &v);

	mem_free(folder);
	if (db_pragma(b->from, "PRAGMA page_size", &size, e) < 0 ||
	    db_pragma(b->from, "PRAGMA page_count", &count, e) < 0)
		return -1;
	room = known == 0 ? (int64_t)v.f_bavail * (int64_t)v.f_frsize : INT64_MAX;
	if (room >= size * count + ROOM_LEFT)
		return 0;
	return err_set(e, ERR_FULL, _("%s: 磁盘空间不够：数据库有 %lld MB，只剩 %lld MB，没有留下副本"),
	               b->to, (long long)(size * count >> 20) + 1, (long long)(room >> 20));
}

/* ---- beginning ---- */

static int open_from(struct backup *b, const char *from, struct err *e)
{
	int64_t ignored;

	b->from = db_look(from, e);
	if (!b->from || check_room(b, e) < 0)
		return -1;
	/* The transaction begins with its first read. */
	if (db_begin_read(b->from, e) < 0)
		return -1;
	return db_pragma(b->from, "PRAGMA user_version", &ignored, e);
}

static int look_at_stop(void *backup)
{
	struct backup *b = backup;

	return atomic_load(&b->stop);
}

static int open_copy(struct backup *b, const char *settings, struct err *e)
{
	if (!b->copy)
		b->copy = db_new(b->to, b->made);
	if (db_open(b->copy, true, e) < 0)
		return -1;
	sqlite3_progress_handler(b->copy->sqlite, LOOK_EVERY, look_at_stop, b);
	return db_exec(b->copy, settings, e);
}

static int begin(struct backup *b, struct err *e)
{
	struct stat st;

	if (!(b->flags & BACKUP_REPLACE) && lstat(b->to, &st) == 0)
		return refused(b->to, EEXIST, e);
	if (lstat(b->to, &st) == 0 && !S_ISREG(st.st_mode))
		return err_set(e, ERR_INPUT, _("%s: 这不是普通文件，不能用副本覆盖"), b->to);
	if (make_empty(b, e) < 0)
		return -1;
	b->owned = true;
	if (open_copy(b, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;", e) < 0)
		return -1;
	b->pages = sqlite3_backup_init(b->copy->sqlite, "main", b->from->sqlite, "main");
	return b->pages ? 0 : db_fail(b->copy, sqlite3_errcode(b->copy->sqlite), e);
}

struct backup *backup_open(const char *from, const char *to, unsigned flags, struct err *e)
{
	struct backup *b = mem_alloc(sizeof *b);
	struct str made = {0};
	bool entered;
	int result;

	str_addf(&made, "%s.part-%ld", to, (long)getpid());
	b->made = str_take(&made);
	b->to = mem_strdup(to);
	b->flags = flags;
	b->file = -1;
	if (open_from(b, from, e) < 0)
		goto fail;
	entered = enter(b);
	result = begin(b, e);
	privilege_leave(entered);
	if (result == 0)
		return b;
fail:
	backup_close(b);
	return NULL;
}

/* ---- copying ---- */

static int stopped(struct err *e)
{
	return err_set(e, ERR_NONE, "%s", "");
}

static void count(struct backup *b)
{
	int total = sqlite3_backup_pagecount(b->pages), left = sqlite3_backup_remaining(b->pages);

	atomic_store(&b->total, (size_t)total + 1);
	atomic_store(&b->done, (size_t)(total - left));
}

static int end_copying(struct backup *b, struct err *e)
{
	int rc = sqlite3_backup_finish(b->pages);

	b->pages = NULL;
	close(b->file);
	b->file = -1;
	store_close(b->from);
	b->from = NULL;
	if (rc != SQLITE_OK)
		return db_fail(b->copy, rc, e);
	db_close(b->copy);
	return 1;
}

static int copy_pages(struct backup *b, int pages, struct err *e)
{
	int rc = sqlite3_backup_step(b->pages, pages);

	count(b);
	b->unsynced += pages;
	if (b->unsynced >= SYNC_EVERY) {
		fdatasync(b->file);
		b->unsynced = 0;
	}
	if (rc == SQLITE_DONE)
		return end_copying(b, e);
	if (rc == SQLITE_OK || rc == SQLITE_BUSY || rc == SQLITE_LOCKED)
		return 1;
	return db_fail(b->copy, rc, e);
}

/* ---- checking ---- */

static int check_pages(struct backup *b, struct err *e)
{
	int64_t faults = 0;

	if (db_pragma(b->copy, "SELECT count(*) FROM pragma_quick_check(1)"
	                       " WHERE quick_check <> 'ok'", &faults, e) < 0)
		return -1;
	if (faults == 0)
		return 0;
	return err_set(e, ERR_DAMAGED, _("%s: 数据库里有损坏的地方，没有留下副本；"
	                                 "用 ziping verify 查看"), b->to);
}

/* The pages say that they belong to a log: that is read first, and ended. */
static int check_copy(struct backup *b, struct err *e)
{
	int64_t ignored;
	int result;

	if (open_copy(b, "PRAGMA locking_mode = EXCLUSIVE;", e) < 0 ||
	    db_pragma(b->copy, "PRAGMA schema_version", &ignored, e) < 0 ||
	    db_exec(b->copy, "PRAGMA journal_mode = DELETE", e) < 0)
		return -1;
	if (schema_version(b->copy, schema_steps, schema_steps_count, e) < 0 ||
	    check_pages(b, e) < 0)
		return -1;
	db_close(b->copy);
	result = sync_file(b->made);
	if (result < 0)
		return refused(b->to, errno, e);
	b->checked = true;
	atomic_store(&b->done, atomic_load(&b->total));
	return 0;
}

int backup_step(struct backup *b, int pages, struct err *e)
{
	bool entered = enter(b);
	int result = 0;

	if (!b->checked && !look_at_stop(b))
		result = b->from ? copy_pages(b, pages, e) : check_copy(b, e);
	privilege_leave(entered);
	return look_at_stop(b) ? stopped(e) : result;
}

void backup_progress(const struct backup *b, size_t *done, size_t *total)
{
	*done = atomic_load(&b->done);
	*total = atomic_load(&b->total);
}

void backup_stop(struct backup *b)
{
	atomic_store(&b->stop, true);
}

/* ---- ending ---- */

/* A link fails when the name is taken; not every file system knows links. */
static int put_in_place(const struct backup *b)
{
	if ((b->flags & BACKUP_REPLACE))
		return rename(b->made, b->to);
	if (link(b->made, b->to) == 0)
		return 0;
	if (errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS)
		return -1;
	return renameat2(AT_FDCWD, b->made, AT_FDCWD, b->to, RENAME_NOREPLACE);
}

int backup_keep(struct backup *b, struct err *e)
{
	bool entered = enter(b);
	int result = 0;

	if (!b->checked)
		result = err_set(e, ERR_USAGE, _("%s: 副本还没有做完"), b->to);
	else if (put_in_place(b) < 0)
		result = refused(b->to, errno, e);
	else
		db_sync_folder(b->to);
	privilege_leave(entered);
	return result;
}

void backup_close(struct backup *b)
{
	bool entered;

	if (!b)
		return;
	sqlite3_backup_finish(b->pages);
	if (b->from)
		db_end_read(b->from, 0);
	store_close(b->from);
	entered = enter(b);
	store_close(b->copy);
	if (b->file >= 0)
		close(b->file);
	if (b->owned)
		db_drop_files(b->made);
	privilege_leave(entered);
	mem_free(b->made);
	mem_free(b->to);
	mem_free(b);
}

int backup_file(const char *from, const char *to, unsigned flags,
                bool (*progress)(void *context, size_t done, size_t total), void *context,
                struct err *e)
{
	enum { PAGES = 1024 };
	struct backup *b = backup_open(from, to, flags, e);
	int more = b ? 1 : -1;

	while (more > 0) {
		size_t done, total;

		more = backup_step(b, PAGES, e);
		backup_progress(b, &done, &total);
		if (more > 0 && progress && !progress(context, done, total))
			backup_stop(b);
	}
	if (more == 0)
		more = backup_keep(b, e);
	backup_close(b);
	return more;
}

/* ---- comparing ---- */

/* What grows or changes with everything that people do. */
static const char state_sql[] =
    "SELECT (SELECT ifnull(max(id), 0) FROM chain) || ' '"
    " || (SELECT ifnull(hex(hash), '') FROM chain ORDER BY id DESC LIMIT 1) || ' '"
    " || (SELECT ifnull(max(id), 0) FROM step) || ' '"
    " || (SELECT count(*) || ' ' || ifnull(max(id), 0) FROM unit) || ' '"
    " || (SELECT count(*) || ' ' || ifnull(sum(from_year), 0) FROM unit_name) || ' '"
    " || (SELECT count(*) || ' ' || ifnull(sum(revision), 0) FROM filing) || ' '"
    " || (SELECT ifnull(group_concat(person || role || unit), '') FROM role)";

static char *state_of(const char *path, struct err *e)
{
	struct store *s = db_look(path, e);
	sqlite3_stmt *q = NULL;
	char *state = NULL;
	int rc;

	if (!s)
		return NULL;
	rc = sqlite3_prepare_v2(s->sqlite, state_sql, -1, &q, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(q);
	if (rc == SQLITE_ROW)
		state = db_text(q, 0);
	else
		db_fail(s, rc, e);
	sqlite3_finalize(q);
	store_close(s);
	return state;
}

int backup_same(const char *a, const char *b, struct err *e)
{
	char *first = state_of(a, e), *second = first ? state_of(b, e) : NULL;
	int result = second ? strcmp(first, second) == 0 : -1;

	mem_free(first);
	mem_free(second);
	return result;
}
