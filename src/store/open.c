#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/privilege.h"
#include "base/str.h"
#include "store/backup.h"
#include "store/db.h"
#include "store/gate.h"
#include "store/guard.h"
#include "store/schema.h"

enum { GATE_MS = 5000 };

static int64_t system_clock(void *context)
{
	(void)context;
	return (int64_t)time(NULL);
}

struct store *db_new(const char *path, const char *file)
{
	struct store *s = mem_alloc(sizeof *s);

	s->path = mem_strdup(path);
	s->file = db_file_name(file);
	s->actor = mem_strdup("");
	s->now = system_clock;
	return s;
}

void store_close(struct store *s)
{
	if (!s)
		return;
	store_rollback(s);
	db_close(s);
	mem_free(s->actor);
	mem_free(s->host);
	mem_free(s->file);
	mem_free(s->path);
	mem_free(s);
}

/* ---- making one ---- */

static int system_refusal(const char *path, int number, struct err *e)
{
	switch (number) {
	case EACCES:
	case EPERM:
	case EROFS:
		return err_set(e, ERR_READONLY, _("%s: 没有权限在这个文件夹里建立数据库"), path);
	case ENOENT:
	case ENOTDIR:
		return err_set(e, ERR_NOTFOUND, _("%s: 要放数据库的文件夹不存在"), path);
	case ENOSPC:
	case EDQUOT:
		return err_set(e, ERR_FULL, _("%s: 磁盘已满，不能建立数据库"), path);
	case EEXIST:
		return err_set(e, ERR_INPUT, _("%s: 文件已经存在，不能在原处新建数据库"), path);
	default:
		return err_set(e, ERR_SYSTEM, _("%s: 不能建立数据库（%s）"), path,
		               strerror(number));
	}
}

/* SQLite would give 0644 whatever the umask allows; 0660 lets the umask decide,
 * and -wal and -shm follow the file. */
static int make_file(const char *made, const char *path, struct err *e)
{
	int fd;

	unlink(made);
	fd = open(made, O_CREAT | O_EXCL | O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0660);
	if (fd < 0)
		return system_refusal(path, errno, e);
	close(fd);
	return 0;
}

static int fill_file(const char *made, const char *path, struct err *e)
{
	struct store *s = db_new(path, made);
	int64_t ignored;
	int result = db_open(s, true, e);

	if (result == 0)
		result = schema_migrate(s, schema_steps, schema_steps_count, e);
	if (result == 0)
		result = db_exec(s, "PRAGMA journal_mode = WAL", e);
	/* So that the file alone is the whole database. */
	if (result == 0)
		result = db_pragma(s, "PRAGMA wal_checkpoint(TRUNCATE)", &ignored, e);
	store_close(s);
	return result;
}

void db_sync_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash ? mem_strndup(path, (size_t)(slash - path) + 1) : mem_strdup(".");
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	mem_free(folder);
}

/* A link fails when the name is taken; not every file system knows links. */
static int put_in_place(const char *made, const char *path, struct err *e)
{
	if (link(made, path) < 0) {
		if (errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS)
			return system_refusal(path, errno, e);
		if (renameat2(AT_FDCWD, made, AT_FDCWD, path, RENAME_NOREPLACE) < 0)
			return system_refusal(path, errno, e);
	}
	db_sync_folder(path);
	return 0;
}

/* A full disk leaves what SQLite puts beside the file, too. */
void db_drop_files(const char *path)
{
	static const char *const endings[] = {"", "-wal", "-shm", "-journal"};

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		struct str name = {0};

		str_addf(&name, "%s%s", path, endings[i]);
		unlink(str_text(&name));
		str_free(&name);
	}
}

/* Made under another name and put in place whole: nobody ever sees half a
 * database, and a crash leaves none. */
static int create(const char *path, struct err *e)
{
	struct str made = {0};
	struct stat st;
	int result;

	if (lstat(path, &st) == 0)
		return system_refusal(path, EEXIST, e);
	str_addf(&made, "%s.new-%ld", path, (long)getpid());
	result = make_file(str_text(&made), path, e);
	if (result == 0)
		result = fill_file(str_text(&made), path, e);
	if (result == 0)
		result = put_in_place(str_text(&made), path, e);
	db_drop_files(str_text(&made));
	str_free(&made);
	return result;
}

/* ---- opening one ---- */

static int check_file(const char *path, struct err *e)
{
	struct stat st;

	if (stat(path, &st) < 0) {
		if (errno == ENOENT || errno == ENOTDIR)
			return err_set(e, ERR_NOTFOUND, _("%s: 数据库不存在"), path);
		return err_set(e, errno == EACCES ? ERR_READONLY : ERR_SYSTEM,
		               _("%s: 不能打开数据库（%s）"), path, strerror(errno));
	}
	if (S_ISDIR(st.st_mode))
		return err_set(e, ERR_INPUT, _("%s: 这是文件夹，不是数据库文件"), path);
	if (!S_ISREG(st.st_mode))
		return err_set(e, ERR_INPUT, _("%s: 这是设备或管道，不是数据库文件"), path);
	if (st.st_size == 0)
		return err_set(e, ERR_DAMAGED, _("%s: 文件是空的，不是自评台的数据库"), path);
	if (!guard_can(path, R_OK))
		return err_set(e, ERR_READONLY, _("%s: 没有权限读这个数据库"), path);
	return 0;
}

static bool has_log(const char *path)
{
	struct str log = {0};
	struct stat st;
	bool there;

	str_addf(&log, "%s-wal", path);
	there = stat(str_text(&log), &st) == 0 && st.st_size > 0;
	str_free(&log);
	return there;
}

static bool folder_is_writable(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash ? mem_strndup(path, (size_t)(slash - path) + 1) : mem_strdup(".");
	bool writable = guard_can(folder, W_OK);

	mem_free(folder);
	return writable;
}

/* WAL wants to make its files beside the database even to read.  Where it
 * can't, and there is no log with newer pages, the file alone is read. */
static int connect(struct store *s, enum store_mode mode, struct err *e)
{
	struct err first = {0};
	int64_t ignored;
	int gate = gate_pass(s->file, GATE_MS), result;

	if (gate < 0 && errno == EWOULDBLOCK)
		return err_set(e, ERR_BUSY, _("%s: 正在从备份恢复，请稍后再试"), s->path);
	result = db_open(s, mode != STORE_READ, &first);
	if (result == 0)
		result = db_pragma(s, "PRAGMA schema_version", &ignored, &first);
	gate_leave(gate);
	if (result == 0)
		return 0;
	if (first.code != ERR_DAMAGED && first.code != ERR_BUSY && !has_log(s->path) &&
	    !folder_is_writable(s->path))
		return db_open_immutable(s, e);
	return err_set(e, first.code, "%s", first.text);
}

static int bring_up(struct store *s, struct err *e)
{
	int version = schema_version(s, schema_steps, schema_steps_count, e);

	if (version < 0)
		return -1;
	if (version < schema_steps[schema_steps_count - 1].version) {
		if (s->readonly)
			return err_set(e, ERR_READONLY,
			               _("%s: 数据库是旧版本的，需要升级，但它是只读的"), s->path);
		if (schema_migrate(s, schema_steps, schema_steps_count, e) < 0)
			return -1;
	}
	/* A copy made by VACUUM INTO is not in this mode. */
	if (!s->readonly && db_exec(s, "PRAGMA journal_mode = WAL", e) < 0)
		return -1;
	return db_number(s, SQL_DATA_VERSION, NULL, 0, &s->data_version, e) < 0 ? -1 : 0;
}

/* One that may be written is brought up even when it is only to be read. */
static bool is_old(struct store *s)
{
	int version = schema_version(s, schema_steps, schema_steps_count, NULL);

	return version > 0 && version < schema_steps[schema_steps_count - 1].version &&
	       guard_can(s->path, W_OK) && folder_is_writable(s->path);
}

static struct store *bring_up_and_read(const char *path, struct err *e)
{
	struct store *s = store_open(path, STORE_OPEN, e);

	if (!s)
		return NULL;
	store_close(s);
	return store_open(path, STORE_READ, e);
}

static struct store *look(const char *path, struct err *e)
{
	struct store *s;

	if (check_file(path, e) < 0)
		return NULL;
	s = db_new(path, path);
	if (connect(s, STORE_READ, e) == 0 &&
	    schema_version(s, schema_steps, schema_steps_count, e) > 0)
		return s;
	store_close(s);
	return NULL;
}

struct store *db_look(const char *path, struct err *e)
{
	bool entered = (!privilege_is_beside(path) && privilege_enter(path)) || backup_enter(path);
	struct store *s = look(path, e);

	privilege_leave(entered);
	return s;
}

static struct store *open_store(const char *path, enum store_mode mode, struct err *e)
{
	struct store *s;

	if (mode == STORE_CREATE && create(path, e) < 0)
		return NULL;
	if (check_file(path, e) < 0)
		return NULL;
	s = db_new(path, path);
	if (connect(s, mode, e) < 0)
		goto fail;
	if (mode == STORE_READ && is_old(s)) {
		store_close(s);
		return bring_up_and_read(path, e);
	}
	if (bring_up(s, e) == 0)
		return s;
fail:
	store_close(s);
	return NULL;
}

struct store *store_open(const char *path, enum store_mode mode, struct err *e)
{
	/* The shared one is root's to make. */
	bool entered = mode != STORE_CREATE && !privilege_is_beside(path) && privilege_enter(path);
	struct store *s = open_store(path, mode, e);

	privilege_leave(entered);
	return s;
}

/* ---- what it is told and asked ---- */

bool store_is_readonly(const struct store *s)
{
	return s->readonly;
}

const char *store_path(const struct store *s)
{
	return s->path;
}

/* An error shows itself at the next call that can say so. */
bool store_changed_outside(struct store *s)
{
	int64_t version = s->data_version;
	bool lost = db_check_file(s, NULL) < 0;
	bool changed;

	db_number(s, SQL_DATA_VERSION, NULL, 0, &version, NULL);
	changed = version != s->data_version || lost != s->lost;
	s->data_version = version;
	s->lost = lost;
	return changed;
}

int store_check_file(struct store *s, struct err *e)
{
	return db_check_file(s, e);
}

void store_set_labels(struct store *s,
                      char *(*label)(void *context, const char *form, int copy, const char *key),
                      void *context)
{
	s->label = label;
	s->label_context = context;
}

void store_set_actor(struct store *s, const char *who, const char *host)
{
	char *person = mem_strdup(who ? who : ""), *place = mem_strdup(host);

	mem_free(s->actor);
	mem_free(s->host);
	s->actor = person;
	s->host = place;
}

void store_set_clock(struct store *s, int64_t (*now)(void *context), void *context)
{
	s->now = now ? now : system_clock;
	s->now_context = context;
}

int64_t store_now(const struct store *s)
{
	return db_now(s);
}

/* ---- the bracket ---- */

int store_begin(struct store *s, struct err *e)
{
	if (s->bracket)
		return err_set(e, ERR_USAGE, _("%s: 上一批修改还没有结束"), s->path);
	if (db_begin(s, e) < 0)
		return -1;
	s->bracket = true;
	return 0;
}

int store_commit(struct store *s, struct err *e)
{
	if (!s->bracket)
		return err_set(e, ERR_USAGE, _("%s: 没有要结束的一批修改"), s->path);
	s->bracket = false;
	if (sqlite3_get_autocommit(s->sqlite))
		return err_set(e, ERR_SYSTEM, _("%s: 这一批修改已被数据库撤回，没有保存"), s->path);
	return db_end(s, 0, e);
}

void store_rollback(struct store *s)
{
	if (!s->bracket)
		return;
	s->bracket = false;
	db_end(s, -1, NULL);
}
