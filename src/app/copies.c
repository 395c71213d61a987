#include "app/copies.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/privilege.h"
#include "base/str.h"
#include "store/store.h"
#include "store/verify.h"

enum { QUICK = 64 << 20, LOOKED_AT = 3 }; /* bytes that are checked within a second; copies */

/* ---- the folder ---- */

static char *folder_name(const char *database)
{
	struct str name = { 0 };

	str_addf(&name, "%s.copies", database);
	return str_take(&name);
}

/* As the database is for its group, whatever the umask of who came first. */
static void take_rights(const char *database, const char *folder)
{
	struct stat st, above;
	mode_t mode;
	char *parent = mem_strdup(folder), *slash = strrchr(parent, '/');

	if (slash)
		slash[1] = '\0';
	if (stat(database, &st) == 0 && stat(slash ? parent : ".", &above) == 0) {
		mode = (st.st_mode & 0770) | (above.st_mode & S_ISGID);
		chmod(folder, mode | ((mode & 0440) >> 2) | 0700);
	}
	mem_free(parent);
}

char *copies_folder(const char *database, struct err *e)
{
	char *folder = folder_name(database);
	bool entered = privilege_enter_beside(folder), there = file_is_folder(folder);
	int result = there ? 0 : file_make_folder(folder, e);

	if (!there && result == 0)
		take_rights(database, folder);
	privilege_leave(entered);
	if (result == 0)
		return folder;
	mem_free(folder);
	return NULL;
}

/* ---- what is in it ---- */

static bool digits(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s[i] < '0' || s[i] > '9')
			return false;
	return true;
}

/* YYYY-MM-DD.db, YYYY-MM-DD-HHMMSS.db; *daily tells which. */
static bool read_name(const char *name, struct copy *out)
{
	size_t length = strlen(name);

	if (length < 10 || !digits(name, 4) || name[4] != '-' || !digits(name + 5, 2) ||
	    name[7] != '-' || !digits(name + 8, 2))
		return false;
	out->year = atoi(name);
	out->month = atoi(name + 5);
	out->day = atoi(name + 8);
	out->daily = strcmp(name + 10, ".db") == 0;
	return out->daily || (length == 20 && name[10] == '-' && digits(name + 11, 6) &&
	                      strcmp(name + 17, ".db") == 0);
}

static bool look_at(const char *folder, const char *name, struct copy *out)
{
	struct stat st;

	*out = (struct copy){ 0 };
	if (!read_name(name, out))
		return false;
	out->path = file_join(folder, name);
	if (lstat(out->path, &st) < 0 || !S_ISREG(st.st_mode)) {
		mem_free(out->path);
		return false;
	}
	out->time = (int64_t)st.st_mtime;
	out->size = (int64_t)st.st_size;
	return true;
}

struct copy *copies_list(const char *database, size_t *count)
{
	char *folder = folder_name(database);
	bool entered = privilege_enter_beside(folder);
	size_t n = 0;
	char **names = file_list(folder, ".db", &n, NULL);
	struct copy *out = mem_array(n + 1, sizeof *out);

	*count = 0;
	for (size_t i = 0; i < n; i++)
		*count += look_at(folder, names[i], &out[*count]);
	if (names)
		file_list_free(names, n);
	privilege_leave(entered);
	mem_free(folder);
	return out;
}

void copies_free(struct copy *copies, size_t count)
{
	for (size_t i = 0; i < count; i++)
		mem_free(copies[i].path);
	mem_free(copies);
}

static bool is_whole(const struct copy *c)
{
	struct store *s = verify_open(c->path, NULL);
	struct faults found = { 0 };
	bool whole = s != NULL;

	if (s && c->size <= QUICK)
		whole = verify_pages(s, true, NULL, &found, NULL) == 0 && found.n == 0;
	faults_free(&found);
	store_close(s);
	return whole;
}

static int by_time(const void *a, const void *b)
{
	const struct copy *x = a, *y = b;

	return (x->time < y->time) - (x->time > y->time);
}

char *copies_newest(const char *database, int64_t *time)
{
	size_t n;
	struct copy *all = copies_list(database, &n);
	char *found = NULL;

	qsort(all, n, sizeof *all, by_time);
	for (size_t i = 0; i < n && i < LOOKED_AT && !found; i++) {
		if (!is_whole(&all[i]))
			continue;
		found = mem_strdup(all[i].path);
		*time = all[i].time;
	}
	copies_free(all, n);
	return found;
}

/* ---- rotation ---- */

enum span { SPAN_DAY, SPAN_WEEK, SPAN_MONTH, SPANS };

static const int kept_of[SPANS] = { 7, 4, 12 };

/* Days since 1970-01-01 (a Thursday), for telling weeks apart. */
static long day_number(const struct copy_day *d)
{
	struct tm tm = { .tm_year = d->year - 1900, .tm_mon = d->month - 1, .tm_mday = d->day };

	return (long)(timegm(&tm) / 86400);
}

static long span_of(const struct copy_day *d, enum span span)
{
	switch (span) {
	case SPAN_DAY:
		return day_number(d);
	case SPAN_WEEK:
		return (day_number(d) + 3) / 7; /* from Monday */
	default:
		return d->year * 12L + d->month;
	}
}

static int newest_first(const void *a, const void *b)
{
	long x = day_number(*(struct copy_day *const *)a);
	long y = day_number(*(struct copy_day *const *)b);

	return (x < y) - (x > y);
}

static void keep_newest(struct copy_day **days, size_t n, enum span span)
{
	long last = 0;
	int kept = 0;

	for (size_t i = 0; i < n && kept < kept_of[span]; i++) {
		long at = span_of(days[i], span);

		if (kept && at == last)
			continue;
		days[i]->stays = true;
		last = at;
		kept++;
	}
}

void copies_rotate(struct copy_day *days, size_t n, const struct copy_day *today)
{
	struct copy_day **past = mem_array(n + 1, sizeof *past);
	size_t m = 0;

	for (size_t i = 0; i < n; i++) {
		days[i].stays = day_number(&days[i]) > day_number(today);
		if (!days[i].stays)
			past[m++] = &days[i];
	}
	qsort(past, m, sizeof *past, newest_first);
	for (enum span s = SPAN_DAY; s < SPANS; s++)
		keep_newest(past, m, s);
	mem_free(past);
}
