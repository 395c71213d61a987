#include "app/copies.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/privilege.h"
#include "store/backup.h"

/* 1. Who makes the copy of the day holds a lock on «lock» in the folder (flock),
 *    which ends with the process: there is never more than one at it.
 * 2. The thread has the backup for itself until it says that it is done. */

enum { PAGES = 256, PAUSE_NS = 2000000 };

struct daily {
	char *database, *folder, *path;
	struct copy_day today;
	int lock;             /* the file «lock»; -1: not open */
	struct backup *backup;
	pthread_t thread;
	bool running;         /* the thread is to be joined */
	atomic_bool done;
	int result;           /* of the thread, once done */
	struct err e;
};

static struct copy_day day_of(int64_t now)
{
	time_t t = (time_t)now;
	struct tm tm = { 0 };

	localtime_r(&t, &tm);
	return (struct copy_day){ tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, false };
}

/* ---- whether one is due ---- */

/* One that can't be compared is none. */
static bool is_news(const struct daily *d)
{
	size_t n;
	struct copy *all = copies_list(d->database, &n);
	bool same = false;

	for (size_t i = n; i > 0 && !same; i--) {
		if (!all[i - 1].daily)
			continue;
		same = backup_same(d->database, all[i - 1].path, NULL) > 0;
		break;
	}
	copies_free(all, n);
	return !same;
}

static bool is_made(const struct daily *d)
{
	struct stat st;
	bool entered = backup_enter(d->path), there = lstat(d->path, &st) == 0;

	privilege_leave(entered);
	return there;
}

/* The group of the database may use it, whatever the umask of who made it.
 * ERR_NONE: another has it. */
static int take_lock(struct daily *d, struct err *e)
{
	bool entered = privilege_enter_beside(d->folder);
	char *name = file_join(d->folder, "lock");
	struct stat st;

	d->lock = open(name, O_CREAT | O_RDONLY | O_NOFOLLOW | O_CLOEXEC, 0660);
	if (d->lock >= 0 && stat(d->database, &st) == 0)
		fchmod(d->lock, st.st_mode & 0660);
	mem_free(name);
	privilege_leave(entered);
	if (d->lock < 0)
		return err_set(e, ERR_READONLY, _("%s: 不能在这个文件夹里存副本（%s）"), d->folder,
		               strerror(errno));
	return flock(d->lock, LOCK_EX | LOCK_NB) == 0 ? 0 : err_set(e, ERR_NONE, "%s", "");
}

/* ---- the thread ---- */

static void *run(void *daily)
{
	static const struct timespec pause = { 0, PAUSE_NS };
	struct daily *d = daily;
	int more;

	setpriority(PRIO_PROCESS, 0, 19); /* on Linux: of this thread */
	while ((more = backup_step(d->backup, PAGES, &d->e)) > 0)
		nanosleep(&pause, NULL);
	d->result = more;
	atomic_store(&d->done, true);
	return NULL;
}

/* Signals are for the thread that shows the screen. */
static int start(struct daily *d, struct err *e)
{
	sigset_t all, before;
	int number;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	number = pthread_create(&d->thread, NULL, run, d);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (number)
		return err_set(e, ERR_SYSTEM, _("%s: 不能开始做每日副本（%s）"), d->path,
		               strerror(number));
	d->running = true;
	return 0;
}

/* ---- too many ---- */

static bool is_leftover(const char *name)
{
	return strlen(name) > 19 && strncmp(name + 10, ".db.part-", 9) == 0;
}

/* What one that was killed has left: nobody else is at it now. */
static void drop_leftovers(const struct daily *d)
{
	size_t n = 0;
	char **names = file_list(d->folder, "", &n, NULL);

	for (size_t i = 0; i < n; i++) {
		char *path = is_leftover(names[i]) ? file_join(d->folder, names[i]) : NULL;

		if (path)
			unlink(path);
		mem_free(path);
	}
	if (names)
		file_list_free(names, n);
}

static void drop_old(const struct daily *d)
{
	size_t n, m = 0;
	struct copy *all = copies_list(d->database, &n);
	struct copy_day *days = mem_array(n + 1, sizeof *days);

	for (size_t i = 0; i < n; i++)
		if (all[i].daily)
			days[m++] = (struct copy_day){ all[i].year, all[i].month, all[i].day,
				                       false };
	copies_rotate(days, m, &d->today);
	m = 0;
	for (size_t i = 0; i < n; i++)
		if (all[i].daily && !days[m++].stays)
			unlink(all[i].path);
	mem_free(days);
	copies_free(all, n);
}

/* ---- from outside ---- */

static int begin(struct daily *d, struct err *e)
{
	struct str path = { 0 };
	bool entered;

	d->folder = copies_folder(d->database, e);
	if (!d->folder)
		return -1;
	str_addf(&path, "%s/%04d-%02d-%02d.db", d->folder, d->today.year, d->today.month,
	         d->today.day);
	d->path = str_take(&path);
	if (is_made(d))
		return err_set(e, ERR_NONE, "%s", "");
	if (take_lock(d, e) < 0)
		return -1;
	/* Another may have made it just before. */
	if (is_made(d) || !is_news(d))
		return err_set(e, ERR_NONE, "%s", "");
	entered = privilege_enter_beside(d->folder);
	drop_leftovers(d);
	privilege_leave(entered);
	d->backup = backup_open(d->database, d->path, BACKUP_OWN, e);
	return d->backup ? start(d, e) : -1;
}

struct daily *daily_begin(const char *database, int64_t now, struct err *e)
{
	struct daily *d = mem_alloc(sizeof *d);

	d->database = mem_strdup(database);
	d->today = day_of(now);
	d->lock = -1;
	if (begin(d, e) == 0)
		return d;
	daily_end(d);
	return NULL;
}

/* The group of the database may read it, whatever the umask of who made it. */
static int keep(struct daily *d, struct err *e)
{
	struct stat st;
	bool entered;

	if (backup_keep(d->backup, e) < 0)
		return -1;
	entered = privilege_enter_beside(d->folder);
	if (stat(d->database, &st) == 0)
		chmod(d->path, st.st_mode & 0660);
	drop_old(d);
	privilege_leave(entered);
	return 0;
}

int daily_poll(struct daily *d, struct err *e)
{
	if (!atomic_load(&d->done))
		return 1;
	if (d->result < 0)
		return err_set(e, d->e.code, "%s", d->e.text);
	return keep(d, e);
}

void daily_end(struct daily *d)
{
	if (!d)
		return;
	if (d->running) {
		backup_stop(d->backup);
		pthread_join(d->thread, NULL);
	}
	backup_close(d->backup);
	if (d->lock >= 0)
		close(d->lock);
	mem_free(d->path);
	mem_free(d->folder);
	mem_free(d->database);
	mem_free(d);
}
