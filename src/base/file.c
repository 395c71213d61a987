#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"

/* What the system's refusals mean to a person. */
/* clang-format off */
static const struct {
	int number;
	enum err_code code;
	const char *reason;
} reasons[] = {
	{ ENOENT,       ERR_NOTFOUND, "文件或文件夹不存在" },
	{ ENOTDIR,      ERR_NOTFOUND, "路径中有一段不是文件夹" },
	{ EISDIR,       ERR_INPUT,    "这是文件夹，不是文件" },
	{ EEXIST,       ERR_INPUT,    "文件已经存在" },
	{ ENAMETOOLONG, ERR_INPUT,    "名称太长" },
	{ ELOOP,        ERR_INPUT,    "链接绕成了圈" },
	{ EACCES,       ERR_READONLY, "没有权限" },
	{ EPERM,        ERR_READONLY, "没有权限" },
	{ EROFS,        ERR_READONLY, "所在的盘是只读的" },
	{ ENOSPC,       ERR_FULL,     "磁盘已满" },
	{ EDQUOT,       ERR_FULL,     "磁盘配额已用完" },
};
/* clang-format on */

static int system_error(struct err *e, const char *path, int number)
{
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
		if (reasons[i].number == number)
			return err_set(e, reasons[i].code, "%s: %s", path, _(reasons[i].reason));
	}
	return err_set(e, ERR_SYSTEM, "%s: %s", path, strerror(number));
}

/* ---- reading ---- */

static int check_regular(int fd, const char *path, struct err *e)
{
	struct stat st;

	if (fstat(fd, &st) < 0)
		return system_error(e, path, errno);
	if (S_ISDIR(st.st_mode))
		return system_error(e, path, EISDIR);
	if (!S_ISREG(st.st_mode))
		return err_set(e, ERR_INPUT, _("%s: 这是设备或管道，不是普通文件"), path);
	return 0;
}

static int read_all(int fd, const char *path, size_t limit, struct str *out, struct err *e)
{
	char block[16384];
	size_t total = 0;

	for (;;) {
		ssize_t got = read(fd, block, sizeof block);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return system_error(e, path, errno);
		if (got == 0)
			return 0;
		if ((size_t)got > limit - total)
			return err_set(e, ERR_LIMIT, _("%s: 文件超过 %zu 字节的上限"), path, limit);
		total += (size_t)got;
		str_addn(out, block, (size_t)got);
	}
}

int file_read(const char *path, size_t limit, struct str *out, struct err *e)
{
	/* O_NONBLOCK: a pipe without a writer would never open. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	int r;

	if (fd < 0)
		return system_error(e, path, errno);
	r = check_regular(fd, path, e);
	if (r == 0)
		r = read_all(fd, path, limit, out, e);
	close(fd);
	return r;
}

/* ---- writing ---- */

static int write_all(int fd, const char *data, size_t length)
{
	while (length > 0) {
		ssize_t written = write(fd, data, length);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return -1;
		data += written;
		length -= (size_t)written;
	}
	return fsync(fd);
}

/* The rights of the file that is replaced, or those of any new file: mkstemp
 * gives 0600. */
static mode_t rights_for(const char *path)
{
	struct stat st;
	mode_t mask;

	if (stat(path, &st) == 0 && S_ISREG(st.st_mode))
		return st.st_mode & 0777;
	mask = umask(0);
	umask(mask);
	return 0666 & ~mask;
}

/* Gives the finished file its name.  link() refuses an existing name without a
 * gap between looking and doing; where there are no links, the name is looked
 * at once more. */
static int put_in_place(const char *temporary, const char *path, bool replace)
{
	struct stat st;

	if (replace)
		return rename(temporary, path);
	if (link(temporary, path) == 0)
		return unlink(temporary);
	if (errno == EEXIST)
		return -1;
	if (lstat(path, &st) == 0) {
		errno = EEXIST;
		return -1;
	}
	return rename(temporary, path);
}

/* A lost rename is found again by fsck; so a failure here is no error. */
static void sync_folder_of(const char *path)
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

int file_write(const char *path, const char *data, size_t length, bool replace, struct err *e)
{
	struct str temporary = {0};
	struct stat st;
	int fd = -1, r = -1, number;

	if (lstat(path, &st) == 0 && (!replace || S_ISDIR(st.st_mode)))
		return system_error(e, path, S_ISDIR(st.st_mode) ? EISDIR : EEXIST);
	str_addf(&temporary, "%s.XXXXXX", path);
	fd = mkstemp(temporary.s);
	if (fd < 0) {
		r = system_error(e, path, errno);
		goto out;
	}
	if (write_all(fd, data, length) == 0 && fchmod(fd, rights_for(path)) == 0 &&
	    put_in_place(temporary.s, path, replace) == 0)
		r = 0;
	number = errno;
	close(fd);
	if (r < 0) {
		unlink(temporary.s);
		system_error(e, path, number);
	} else {
		sync_folder_of(path);
	}
out:
	str_free(&temporary);
	return r;
}

/* ---- folders ---- */

static bool ends_in(const char *name, const char *suffix)
{
	size_t length = strlen(name), tail = strlen(suffix);

	return length >= tail && strcmp(name + length - tail, suffix) == 0;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

char **file_list(const char *folder, const char *suffix, size_t *count, struct err *e)
{
	DIR *dir = opendir(folder);
	size_t capacity = 0;
	char **names;
	struct dirent *entry;

	*count = 0;
	if (!dir) {
		system_error(e, folder, errno);
		return NULL;
	}
	names = mem_more(NULL, 0, &capacity, sizeof *names);
	while ((entry = readdir(dir))) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		if (!ends_in(entry->d_name, suffix))
			continue;
		names = mem_more(names, *count, &capacity, sizeof *names);
		names[(*count)++] = mem_strdup(entry->d_name);
	}
	closedir(dir);
	qsort(names, *count, sizeof *names, by_name);
	return names;
}

void file_list_free(char **names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		mem_free(names[i]);
	mem_free(names);
}

bool file_is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool file_is_there(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0;
}

/* There already is as good as made; one that is made outlives a power cut. */
static int make_one(const char *path, struct err *e)
{
	int number;

	if (mkdir(path, 0777) == 0) {
		sync_folder_of(path);
		return 0;
	}
	number = errno;
	return file_is_folder(path) ? 0 : system_error(e, path, number);
}

int file_make_folder(const char *path, struct err *e)
{
	char *part = mem_strdup(path);
	int r = 0;

	for (char *p = part; r == 0 && *p; p++) {
		if (*p != '/' || p == part)
			continue;
		*p = '\0';
		r = make_one(part, e);
		*p = '/';
	}
	if (r == 0)
		r = make_one(part, e);
	mem_free(part);
	return r;
}

char *file_join(const char *folder, const char *name)
{
	struct str path = {0};

	str_add(&path, folder);
	if (path.length > 0 && path.s[path.length - 1] != '/')
		str_addc(&path, '/');
	str_add(&path, name);
	return str_take(&path);
}

/* Appends the parts of a name to one that begins at the root. */
static void add_parts(struct str *out, const char *path)
{
	size_t length;

	for (; *path; path += length) {
		path += strspn(path, "/");
		length = strcspn(path, "/");
		if (length == 2 && strncmp(path, "..", 2) == 0) {
			const char *slash = out->length ? strrchr(out->s, '/') : NULL;

			out->length = slash ? (size_t)(slash - out->s) : 0;
			if (out->s)
				out->s[out->length] = '\0';
		} else if (length && !(length == 1 && *path == '.')) {
			str_addc(out, '/');
			str_addn(out, path, length);
		}
	}
}

char *file_absolute(const char *folder, const char *path)
{
	struct str out = {0};
	const char *home = getenv("HOME");
	char *here = NULL;

	if (path[0] == '~' && (path[1] == '/' || !path[1]) && home) {
		add_parts(&out, home);
		path++;
	} else if (path[0] != '/') {
		here = folder ? file_absolute(NULL, folder) : getcwd(NULL, 0);
		add_parts(&out, here ? here : "");
	}
	add_parts(&out, path);
	free(here); /* mem_free is free: both are from malloc */
	if (out.length == 0)
		str_addc(&out, '/');
	return str_take(&out);
}
