#include "store/db.h"

#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/privilege.h"
#include "base/str.h"
#include "store/guard.h"

enum { PATIENCE_MS = 5000, LONGEST_TEXT = 16 * 1024 * 1024 };

/* ---- errors ---- */

/* What SQLite's primary result codes mean to a person. */
static const struct {
	int rc;
	enum err_code code;
	const char *sentence;
} refusals[] = {
    /* clang-format off */
	{ SQLITE_BUSY,     ERR_BUSY,     "数据库正被其他程序占用，请稍后再试" },
	{ SQLITE_LOCKED,   ERR_BUSY,     "数据库正被其他程序占用，请稍后再试" },
	{ SQLITE_PROTOCOL, ERR_BUSY,     "数据库正被其他程序占用，请稍后再试" },
	{ SQLITE_READONLY, ERR_READONLY, "数据库或所在文件夹是只读的，不能修改" },
	{ SQLITE_PERM,     ERR_READONLY, "没有权限使用这个数据库" },
	{ SQLITE_AUTH,     ERR_READONLY, "没有权限使用这个数据库" },
	{ SQLITE_CANTOPEN, ERR_READONLY, "打不开数据库或它旁边的 -wal、-shm 文件，请检查权限" },
	{ SQLITE_FULL,     ERR_FULL,     "磁盘已满，这次修改没有保存" },
	{ SQLITE_CORRUPT,  ERR_DAMAGED,  "数据库有损坏的地方，请退出，用 ziping verify 查看，用 ziping restore 从副本恢复" },
	{ SQLITE_NOTADB,   ERR_DAMAGED,  "这不是自评台的数据库" },
	{ SQLITE_TOOBIG,   ERR_LIMIT,    "文字太长，数据库放不下" },
	{ SQLITE_NOMEM,    ERR_SYSTEM,   "内存不足，这一步没有做" },
    /* clang-format on */
};

static bool means_full(int number)
{
	return number == ENOSPC || number == EDQUOT || number == EFBIG;
}

/* A quota or a limit that is used up shows as a failed write; only of the plain
 * ENOSPC does SQLite say FULL itself.  It does not always keep the number. */
static bool is_full(const struct store *s, int rc)
{
	int number = errno;

	if ((rc & 0xff) != SQLITE_IOERR || !s->sqlite)
		return false;
	return means_full(sqlite3_system_errno(s->sqlite)) ||
	       (rc == SQLITE_IOERR_WRITE && means_full(number));
}

int db_fail(const struct store *s, int rc, struct err *e)
{
	int primary = is_full(s, rc) ? SQLITE_FULL : rc & 0xff;

	if (rc == SQLITE_IOERR_NOMEM)
		primary = SQLITE_NOMEM;
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		if (refusals[i].rc == primary)
			return err_set(e, refusals[i].code, "%s: %s", s->path,
			               _(refusals[i].sentence));
	}
	return err_set(e, ERR_SYSTEM, _("%s: 数据库出错（%s）"), s->path,
	               s->sqlite ? sqlite3_errmsg(s->sqlite) : sqlite3_errstr(rc));
}

/* ---- values ---- */

struct db_value db_int(int64_t number)
{
	return (struct db_value){.type = SQLITE_INTEGER, .number = number};
}

struct db_value db_int_or_null(bool has, int64_t number)
{
	return (struct db_value){.type = has ? SQLITE_INTEGER : SQLITE_NULL, .number = number};
}

struct db_value db_str(const char *text)
{
	return (struct db_value){.type = text ? SQLITE_TEXT : SQLITE_NULL, .text = text};
}

struct db_value db_bytes(const void *bytes, size_t length)
{
	return (struct db_value){
	    .type = SQLITE_BLOB, .number = (int64_t)length, .text = bytes};
}

static int bind(sqlite3_stmt *q, int place, const struct db_value *v)
{
	switch (v->type) {
	case SQLITE_INTEGER:
		return sqlite3_bind_int64(q, place, v->number);
	case SQLITE_TEXT:
		return sqlite3_bind_text64(q, place, v->text, strlen(v->text), SQLITE_STATIC,
		                           SQLITE_UTF8);
	case SQLITE_BLOB:
		return sqlite3_bind_blob64(q, place, v->text, (sqlite3_uint64)v->number,
		                           SQLITE_STATIC);
	default:
		return sqlite3_bind_null(q, place);
	}
}

char *db_text(sqlite3_stmt *q, int column)
{
	return mem_strdup((const char *)sqlite3_column_text(q, column));
}

int db_check_said(const char *text, struct err *e)
{
	size_t length = text ? strlen(text) : 0;

	if (length <= DB_LONGEST_SAID)
		return 0;
	return err_set(e, ERR_LIMIT, _("一段话最多 %d KB，这里有 %zu KB"), DB_LONGEST_SAID / 1024,
	               length / 1024 + 1);
}

/* ---- statements ---- */

static sqlite3_stmt *prepare(struct store *s, enum sql sql, struct err *e)
{
	int rc;

	if (s->statements[sql])
		return s->statements[sql];
	rc = sqlite3_prepare_v3(s->sqlite, sql_text[sql], -1, SQLITE_PREPARE_PERSISTENT,
	                        &s->statements[sql], NULL);
	if (rc == SQLITE_OK)
		return s->statements[sql];
	/* The statements are right: it is the tables that are not ours. */
	if (rc == SQLITE_ERROR)
		err_set(e, ERR_DAMAGED, _("%s: 数据库的表结构不对（%s）"), s->path,
		        sqlite3_errmsg(s->sqlite));
	else
		db_fail(s, rc, e);
	return NULL;
}

sqlite3_stmt *db_ask(struct store *s, enum sql sql, const struct db_value *values, size_t count,
                     struct err *e)
{
	sqlite3_stmt *q = prepare(s, sql, e);
	int rc = SQLITE_OK;

	if (!q)
		return NULL;
	assert(!sqlite3_stmt_busy(q));
	assert((size_t)sqlite3_bind_parameter_count(q) == count);
	for (size_t i = 0; i < count && rc == SQLITE_OK; i++)
		rc = bind(q, (int)i + 1, &values[i]);
	if (rc == SQLITE_OK)
		return q;
	db_fail(s, rc, e);
	return NULL;
}

int db_row(struct store *s, sqlite3_stmt *q, struct err *e)
{
	int rc = sqlite3_step(q);

	if (rc == SQLITE_ROW)
		return 1;
	if (rc != SQLITE_DONE)
		db_fail(s, rc, e);
	db_done(q);
	return rc == SQLITE_DONE ? 0 : -1;
}

/* The values are let go, because they belong to the caller. */
void db_done(sqlite3_stmt *q)
{
	sqlite3_reset(q);
	sqlite3_clear_bindings(q);
}

int db_run(struct store *s, enum sql sql, const struct db_value *values, size_t count,
           struct err *e)
{
	sqlite3_stmt *q = db_ask(s, sql, values, count, e);
	int more = q ? 1 : -1;

	while (more > 0)
		more = db_row(s, q, e);
	return more;
}

int db_number(struct store *s, enum sql sql, const struct db_value *values, size_t count,
              int64_t *number, struct err *e)
{
	sqlite3_stmt *q = db_ask(s, sql, values, count, e);
	int found = q ? db_row(s, q, e) : -1;

	if (found > 0) {
		*number = sqlite3_column_int64(q, 0);
		/* To its end: a RETURNING clause gives its row before it is done. */
		if (db_row(s, q, e) < 0)
			return -1;
		db_done(q);
	}
	return found;
}

int db_exec(struct store *s, const char *sql, struct err *e)
{
	int rc = sqlite3_exec(s->sqlite, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK ? 0 : db_fail(s, rc, e);
}

int db_pragma(struct store *s, const char *sql, int64_t *number, struct err *e)
{
	sqlite3_stmt *q = NULL;
	int rc = sqlite3_prepare_v2(s->sqlite, sql, -1, &q, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_step(q);
	if (rc == SQLITE_ROW)
		*number = sqlite3_column_int64(q, 0);
	else
		db_fail(s, rc == SQLITE_DONE ? SQLITE_CORRUPT : rc, e);
	sqlite3_finalize(q);
	return rc == SQLITE_ROW ? 0 : -1;
}

/* ---- transactions ---- */

static int bracket_lost(const struct store *s, struct err *e)
{
	return err_set(e, ERR_SYSTEM, _("%s: 这一批修改已被数据库撤回，没有保存"), s->path);
}

/* Taking back may fail too, once; never may a transaction stay open. */
static void roll_back(struct store *s)
{
	for (int i = 0; i < 3 && !sqlite3_get_autocommit(s->sqlite); i++)
		db_run(s, SQL_ROLLBACK, NULL, 0, NULL);
}

int db_check_file(const struct store *s, struct err *e)
{
	struct stat st;
	bool entered = privilege_enter(s->file);
	bool there = stat(s->file, &st) == 0;

	privilege_leave(entered);
	if (s->inode == 0 || (there && st.st_dev == s->device && st.st_ino == s->inode))
		return 0;
	/* A folder that can't be looked into just now says nothing about the file. */
	if (!there && errno != ENOENT && errno != ENOTDIR)
		return err_set(e, ERR_SYSTEM, _("%s: 现在看不到数据库文件（%s），没有保存"), s->path,
		               strerror(errno));
	return err_set(e, ERR_DAMAGED,
	               _("数据库文件被删除或换掉了：%s；刚才的输入没有保存，请退出后重新打开"), s->path);
}

int db_begin(struct store *s, struct err *e)
{
	if (s->readonly)
		return db_fail(s, SQLITE_READONLY, e);
	if (!s->bracket && db_check_file(s, e) < 0)
		return -1;
	/* A full disk ends the whole transaction, the bracket with it. */
	if (s->bracket && sqlite3_get_autocommit(s->sqlite))
		return bracket_lost(s, e);
	if (db_run(s, s->bracket ? SQL_SAVEPOINT : SQL_BEGIN_WRITE, NULL, 0, e) == 0)
		return 0;
	/* It may have begun before it failed. */
	if (!s->bracket)
		roll_back(s);
	return -1;
}

/* What can't be taken back alone takes the bracket with it. */
static void take_back(struct store *s)
{
	if (!s->bracket || db_run(s, SQL_ROLLBACK_TO, NULL, 0, NULL) < 0 ||
	    db_run(s, SQL_RELEASE, NULL, 0, NULL) < 0)
		roll_back(s);
}

int db_end(struct store *s, int result, struct err *e)
{
	if (result == 0 && !s->bracket)
		result = db_check_file(s, e);
	if (result == 0)
		result = db_run(s, s->bracket ? SQL_RELEASE : SQL_COMMIT, NULL, 0, e);
	if (result != 0)
		take_back(s);
	return result;
}

int db_begin_read(struct store *s, struct err *e)
{
	if (s->bracket)
		return 0;
	if (db_run(s, SQL_BEGIN, NULL, 0, e) == 0)
		return 0;
	roll_back(s);
	return -1;
}

int db_end_read(struct store *s, int result)
{
	if (!s->bracket)
		roll_back(s);
	return result;
}

/* ---- the connection ---- */

static int64_t monotonic_ms(void)
{
	struct timespec t = {0};

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* SQLite's own timeout sleeps up to 100 ms between two looks, and beside a
 * program that writes without a pause it may never find the gap. */
static int wait_for_others(void *store, int looks)
{
	struct store *s = store;
	struct timespec pause = {0, looks < 10 ? 200000 : 1000000};

	if (looks == 0)
		s->waiting_since = monotonic_ms();
	if (monotonic_ms() - s->waiting_since >= s->patience)
		return 0;
	nanosleep(&pause, NULL);
	return 1;
}

void db_patience(struct store *s, int milliseconds)
{
	s->patience = milliseconds;
	sqlite3_busy_handler(s->sqlite, wait_for_others, s);
}

/* What a file may bring along must not run: no triggers, no views, no
 * functions called from its schema. */
static int settle(struct store *s, struct err *e)
{
	sqlite3_extended_result_codes(s->sqlite, 1);
	db_patience(s, PATIENCE_MS);
	sqlite3_limit(s->sqlite, SQLITE_LIMIT_LENGTH, LONGEST_TEXT);
	sqlite3_db_config(s->sqlite, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(s->sqlite, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_db_config(s->sqlite, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
	return db_exec(s,
	               "PRAGMA trusted_schema = OFF;"
	               "PRAGMA foreign_keys = ON;"
	               "PRAGMA synchronous = FULL;",
	               e);
}

static int connect(struct store *s, const char *name, int flags, struct err *e)
{
	int rc;

	guard_install();
	/* One thread uses a connection: its locks would only cost. */
	rc = sqlite3_open_v2(name, &s->sqlite, flags | SQLITE_OPEN_NOMUTEX, NULL);

	if (rc != SQLITE_OK)
		return db_fail(s, rc, e);
	return settle(s, e);
}

char *db_file_name(const char *path)
{
	struct str b = {0};

	if (path[0] != '/')
		str_add(&b, "./");
	str_add(&b, path);
	return str_take(&b);
}

int db_open(struct store *s, bool write, struct err *e)
{
	int flags = write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;

	struct stat st;

	if (connect(s, s->file, flags, e) < 0)
		return -1;
	if (stat(s->file, &st) == 0) {
		s->device = st.st_dev;
		s->inode = st.st_ino;
	}
	s->readonly = sqlite3_db_readonly(s->sqlite, "main") != 0;
	return 0;
}

static void add_escaped(struct str *uri, const char *path)
{
	for (const char *p = path; *p; p++) {
		if (isalnum((unsigned char)*p) || strchr("/._-~", *p))
			str_addc(uri, *p);
		else
			str_addf(uri, "%%%02X", (unsigned char)*p);
	}
}

int db_open_immutable(struct store *s, struct err *e)
{
	struct str uri = {0};
	int result;

	db_close(s);
	str_add(&uri, "file:");
	add_escaped(&uri, s->file);
	str_add(&uri, "?immutable=1");
	result = connect(s, str_text(&uri), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, e);
	str_free(&uri);
	s->readonly = true;
	return result;
}

void db_close(struct store *s)
{
	for (size_t i = 0; i < SQL_COUNT; i++) {
		sqlite3_finalize(s->statements[i]);
		s->statements[i] = NULL;
	}
	sqlite3_close_v2(s->sqlite);
	s->sqlite = NULL;
}

int64_t db_now(const struct store *s)
{
	return s->now(s->now_context);
}
