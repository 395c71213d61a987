#include <string.h>
#include <sys/stat.h>

#include "app/copies.h"
#include "app/verify_inside.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/privilege.h"
#include "base/when.h"

/* The files of the database and its copies: who may read them, what lies about. */

static void check_mode(const char *path, struct faults *found)
{
	struct stat st;

	if (lstat(path, &st) < 0)
		return;
	if (st.st_mode & S_IWOTH && !S_ISLNK(st.st_mode))
		faults_add(found, _("%s 任何人都能写，请改成 chmod o-rwx"), path);
	else if (st.st_mode & S_IROTH && S_ISREG(st.st_mode))
		faults_add(found, _("%s 任何人都能读，请改成 chmod o-rwx"), path);
}

/* SQLite makes these like the database; others of another kind stay closed to the group. */
static void check_beside(const char *database, struct faults *found)
{
	static const char *const endings[] = { "", "-wal", "-shm", "-journal", "-who", ".copies" };
	struct stat db, st;

	if (stat(database, &db) < 0)
		return;
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		struct str path = { 0 };

		str_addf(&path, "%s%s", database, endings[i]);
		check_mode(str_text(&path), found);
		if (stat(str_text(&path), &st) == 0 && S_ISREG(st.st_mode) &&
		    (db.st_mode & 060) & ~st.st_mode)
			faults_add(found, _("%s 的同组权限比数据库少，同组的人用不了"),
			           str_text(&path));
		str_free(&path);
	}
}

/* A folder that anybody may write lets anybody take the database away. */
static void check_folder(const char *database, struct faults *found)
{
	char *whole = file_absolute(NULL, database), *slash = strrchr(whole, '/');
	struct stat st;

	slash[slash == whole] = '\0';
	if (stat(whole, &st) == 0 && st.st_mode & S_IWOTH && !(st.st_mode & S_ISVTX))
		faults_add(found, _("文件夹 %s 任何人都能写，数据库可能被换掉"), whole);
	mem_free(whole);
}

/* What a program that was killed leaves: NAME.part-N, .new-N, .bak-N, .restore-N. */
static bool is_leftover(const char *rest)
{
	static const char *const kinds[] = { ".new-", ".bak-", ".restore-" };

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strncmp(rest, kinds[i], strlen(kinds[i])) == 0)
			return true;
	return strstr(rest, ".part-") != NULL;
}

static void check_leftovers(const char *database, struct faults *found)
{
	char *whole = file_absolute(NULL, database), *slash = strrchr(whole, '/');
	char *folder = mem_strndup(whole, (size_t)(slash - whole) + 1);
	size_t n = 0, length = strlen(slash + 1);
	char **names = file_list(folder, "", &n, NULL);

	for (size_t i = 0; i < n; i++)
		if (strncmp(names[i], slash + 1, length) == 0 && is_leftover(names[i] + length))
			faults_add(found, _("%s%s 是中断的程序留下的，没有程序在用时可以删去"), folder,
			           names[i]);
	if (names)
		file_list_free(names, n);
	mem_free(folder);
	mem_free(whole);
}

void verify_files(struct verifying *v)
{
	bool entered = privilege_enter(v->q->database);
	struct faults found = { 0 };

	check_beside(v->q->database, &found);
	check_folder(v->q->database, &found);
	check_leftovers(v->q->database, &found);
	privilege_leave(entered);
	verify_tell(v, "files", &found, VERIFY_DIFFERENT, _("文件的权限没有问题"),
	            _("数据库的文件要处理"));
	faults_free(&found);
}

/* ---- copies ---- */

static void check_copy(struct verifying *v, const struct copy *c, struct faults *found)
{
	struct faults inside = { 0 };
	struct err e = { 0 };
	struct store *s = verify_open(c->path, &e);

	if (!s)
		faults_add(found, "%s", e.text);
	else if (!v->q->quick && verify_pages(s, true, NULL, &inside, &e) < 0)
		faults_add(found, "%s", e.text);
	else if (inside.n)
		faults_add(found, _("%s 有 %zu 处损坏"), c->path, inside.n);
	store_close(s);
	faults_free(&inside);
}

void verify_copies(struct verifying *v)
{
	struct faults found = { 0 };
	struct str fine = { 0 };
	size_t n, done = 0;
	struct copy *all = copies_list(v->q->database, &n);

	v->doing = _("检查副本");
	for (size_t i = n; i > 0 && verify_go_on(v, done, n); i--, done++) {
		check_mode(all[i - 1].path, &found);
		check_copy(v, &all[i - 1], &found);
	}
	if (n)
		str_addf(&fine, _("%zu 个副本都能打开，最近的是 %s"), n,
		         when_minute(all[n - 1].time).s);
	if (n == 0)
		verify_skip(v, "copies", _("副本"), _("还没有副本"));
	else
		verify_tell(v, "copies", &found, VERIFY_DIFFERENT, str_text(&fine),
		            _("副本有问题"));
	faults_free(&found);
	str_free(&fine);
	copies_free(all, n);
}
