#include "support/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

/* 1. The usual VFS does the work; a file of ours holds one of its behind it.
 * 2. A kept file knows what is lasting of it: its bytes at the last sync, and
 *    the writes since, in their order.  Shared memory (-shm) is no file of the
 *    disk's: it is gone after a cut.
 * 3. A file that was made or deleted may be there or not after a cut, until the
 *    next sync of any file: file systems keep the order of such changes. */

enum { SECTOR = 512, NAME_BYTES = 512 };

struct written {
	sqlite3_int64 offset;
	size_t length; /* of a cut: 0 */
	bool shortens;
	unsigned char *bytes;
};

struct kept {
	char name[NAME_BYTES];
	unsigned char *lasting;
	size_t length;
	bool lasts;   /* it is in its folder for good */
	bool deleted; /* but will be there again after a cut, until the next sync of any file */
	struct written *since;
	size_t n;
};

struct file {
	sqlite3_file base;
	char name[NAME_BYTES]; /* "": one that goes away by itself */
	sqlite3_file *real;
};

static struct {
	sqlite3_vfs vfs, *real;
	sqlite3_io_methods methods;
	enum disk_fault fault;
	long n, done;
	bool on;
	bool remembers;
	unsigned seed;
	void (*cut)(void);
	struct kept *kept;
	size_t nkept;
} disk;

/* ---- what is lasting ---- */

static struct kept *kept_of(const char *name)
{
	for (size_t i = 0; i < disk.nkept; i++)
		if (strcmp(disk.kept[i].name, name) == 0)
			return &disk.kept[i];
	return NULL;
}

static void forget_writes(struct kept *k)
{
	for (size_t i = 0; i < k->n; i++)
		mem_free(k->since[i].bytes);
	mem_free(k->since);
	k->since = NULL;
	k->n = 0;
}

static void read_lasting(struct kept *k)
{
	FILE *in = fopen(k->name, "rb");
	long length;

	mem_free(k->lasting);
	k->lasting = NULL;
	k->length = 0;
	if (!in)
		return;
	fseek(in, 0, SEEK_END);
	length = ftell(in);
	rewind(in);
	k->lasting = mem_alloc((size_t)length + 1);
	k->length = fread(k->lasting, 1, (size_t)length, in);
	k->lasts = true;
	fclose(in);
}

static void drop(struct kept *k)
{
	forget_writes(k);
	mem_free(k->lasting);
	*k = disk.kept[--disk.nkept];
}

/* The folders are as lasting as the file that was synced. */
static void settle_folders(void)
{
	for (size_t i = disk.nkept; i-- > 0;) {
		disk.kept[i].lasts = true;
		if (disk.kept[i].deleted)
			drop(&disk.kept[i]);
	}
}

static void keep(const char *name)
{
	bool was_there = access(name, F_OK) == 0;
	struct kept *k = kept_of(name);

	if (k && k->deleted) /* it is made anew in the place of the old one */
		drop(k);
	if (!*name || kept_of(name))
		return;
	disk.kept = mem_push(disk.kept, disk.nkept, sizeof *disk.kept);
	memset(&disk.kept[disk.nkept], 0, sizeof *disk.kept);
	snprintf(disk.kept[disk.nkept].name, NAME_BYTES, "%s", name);
	if (was_there)
		read_lasting(&disk.kept[disk.nkept]);
	disk.nkept++;
}

static void note(const char *name, sqlite3_int64 offset, const void *bytes, size_t length,
                 bool shortens)
{
	struct kept *k = disk.remembers ? kept_of(name) : NULL;

	if (!k)
		return;
	k->since = mem_push(k->since, k->n, sizeof *k->since);
	k->since[k->n] = (struct written){offset, length, shortens, mem_alloc(length + 1)};
	if (length)
		memcpy(k->since[k->n].bytes, bytes, length);
	k->n++;
}

/* ---- the cut ---- */

static void replay(int fd, const struct written *w)
{
	unsigned luck = (unsigned)rand_r(&disk.seed) % 3;
	size_t length = w->length;

	if (luck == 0)
		return;
	if (w->shortens) {
		if (ftruncate(fd, w->offset) < 0)
			abort();
		return;
	}
	if (luck == 1 && length > SECTOR)
		length = SECTOR * (1 + (size_t)rand_r(&disk.seed) % (length / SECTOR));
	if (pwrite(fd, w->bytes, length, w->offset) < 0)
		abort();
}

static void settle(const struct kept *k)
{
	int fd;

	if ((!k->lasts || k->deleted) && rand_r(&disk.seed) % 2) {
		unlink(k->name);
		return;
	}
	fd = open(k->name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0 || (k->length && write(fd, k->lasting, k->length) != (ssize_t)k->length))
		abort();
	for (size_t i = 0; i < k->n; i++)
		replay(fd, &k->since[i]);
	close(fd);
}

static void power_fails(void)
{
	char shm[NAME_BYTES + 8];

	for (size_t i = 0; i < disk.nkept; i++) {
		settle(&disk.kept[i]);
		snprintf(shm, sizeof shm, "%s-shm", disk.kept[i].name);
		unlink(shm);
	}
	disk.cut();
	abort();
}

/* ---- failing ---- */

/* Whether this operation is one that fails. */
static bool fails(bool grows)
{
	bool now;

	disk.done++;
	now = disk.fault != DISK_WELL && (disk.done == disk.n || (disk.on && disk.done > disk.n));
	if (now && disk.fault == DISK_CUT)
		power_fails();
	return now && (disk.fault != DISK_FULL || grows);
}

static int refusal(int usual)
{
	errno = disk.fault == DISK_FULL ? ENOSPC : EIO;
	return disk.fault == DISK_FULL ? SQLITE_FULL : usual;
}

/* ---- one file ---- */

#define REAL(f) (((struct file *)(f))->real)
#define FORWARD(f, call, ...) REAL(f)->pMethods->call(REAL(f), __VA_ARGS__)

static int file_close(sqlite3_file *f)
{
	return REAL(f)->pMethods->xClose(REAL(f));
}

static int file_read(sqlite3_file *f, void *out, int length, sqlite3_int64 offset)
{
	return FORWARD(f, xRead, out, length, offset);
}

static int file_write(sqlite3_file *f, const void *bytes, int length, sqlite3_int64 offset)
{
	const char *name = ((struct file *)f)->name;
	sqlite3_int64 size = 0;
	int rc;

	REAL(f)->pMethods->xFileSize(REAL(f), &size);
	if (fails(offset + length > size)) {
		if (disk.fault == DISK_TORN && FORWARD(f, xWrite, bytes, length / 2, offset) == 0)
			note(name, offset, bytes, (size_t)length / 2, false);
		return refusal(SQLITE_IOERR_WRITE);
	}
	rc = FORWARD(f, xWrite, bytes, length, offset);
	if (rc == SQLITE_OK)
		note(name, offset, bytes, (size_t)length, false);
	return rc;
}

static int file_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	int rc = fails(false) ? refusal(SQLITE_IOERR_TRUNCATE) : FORWARD(f, xTruncate, size);

	if (rc == SQLITE_OK)
		note(((struct file *)f)->name, size, NULL, 0, true);
	return rc;
}

static int file_sync(sqlite3_file *f, int flags)
{
	struct kept *k;
	int rc = fails(false) ? refusal(SQLITE_IOERR_FSYNC) : FORWARD(f, xSync, flags);

	if (rc != SQLITE_OK || !disk.remembers)
		return rc;
	settle_folders();
	k = kept_of(((struct file *)f)->name);
	if (k) {
		read_lasting(k);
		forget_writes(k);
	}
	return rc;
}

static int file_size(sqlite3_file *f, sqlite3_int64 *size)
{
	return FORWARD(f, xFileSize, size);
}

static int file_lock(sqlite3_file *f, int level)
{
	return FORWARD(f, xLock, level);
}

static int file_unlock(sqlite3_file *f, int level)
{
	return FORWARD(f, xUnlock, level);
}

static int file_reserved(sqlite3_file *f, int *out)
{
	return FORWARD(f, xCheckReservedLock, out);
}

static int file_control(sqlite3_file *f, int op, void *argument)
{
	return FORWARD(f, xFileControl, op, argument);
}

static int file_sector(sqlite3_file *f)
{
	return REAL(f)->pMethods->xSectorSize(REAL(f));
}

static int file_traits(sqlite3_file *f)
{
	return REAL(f)->pMethods->xDeviceCharacteristics(REAL(f));
}

static int file_shm_map(sqlite3_file *f, int region, int size, int extend, void volatile **out)
{
	return FORWARD(f, xShmMap, region, size, extend, out);
}

static int file_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
	return FORWARD(f, xShmLock, offset, n, flags);
}

static void file_shm_barrier(sqlite3_file *f)
{
	REAL(f)->pMethods->xShmBarrier(REAL(f));
}

static int file_shm_unmap(sqlite3_file *f, int delete_it)
{
	return FORWARD(f, xShmUnmap, delete_it);
}

/* ---- the disk ---- */

static int disk_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *out, int flags, int *got)
{
	struct file *f = (struct file *)out;
	bool makes = (flags & SQLITE_OPEN_CREATE) && name && access(name, F_OK) != 0;
	int rc;

	(void)vfs;
	f->base.pMethods = NULL;
	f->real = (sqlite3_file *)(f + 1);
	snprintf(f->name, sizeof f->name, "%s",
	         name && !(flags & SQLITE_OPEN_DELETEONCLOSE) ? name : "");
	if (makes && fails(true))
		return refusal(SQLITE_CANTOPEN);
	if (disk.remembers)
		keep(f->name);
	rc = disk.real->xOpen(disk.real, name, f->real, flags, got);
	if (rc == SQLITE_OK)
		f->base.pMethods = &disk.methods;
	return rc;
}

static int disk_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
	struct kept *k = kept_of(name);
	int rc;

	(void)vfs;
	if (fails(false))
		return refusal(SQLITE_IOERR_DELETE);
	rc = disk.real->xDelete(disk.real, name, sync);
	if (rc == SQLITE_OK && k && (sync || !k->lasts))
		drop(k);
	else if (rc == SQLITE_OK && k)
		k->deleted = true;
	return rc;
}

static int disk_access(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
	(void)vfs;
	return disk.real->xAccess(disk.real, name, flags, out);
}

static int disk_whole_name(sqlite3_vfs *vfs, const char *name, int size, char *out)
{
	(void)vfs;
	return disk.real->xFullPathname(disk.real, name, size, out);
}

static int disk_last_error(sqlite3_vfs *vfs, int size, char *out)
{
	(void)vfs;
	(void)size;
	(void)out;
	return errno;
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_traits,
    .xShmMap = file_shm_map,
    .xShmLock = file_shm_lock,
    .xShmBarrier = file_shm_barrier,
    .xShmUnmap = file_shm_unmap,
};

void disk_install(void)
{
	if (!disk.real)
		disk.real = sqlite3_vfs_find(NULL);
	disk.methods = methods;
	disk.vfs = *disk.real;
	disk.vfs.zName = "disk";
	disk.vfs.pNext = NULL;
	disk.vfs.szOsFile = (int)sizeof(struct file) + disk.real->szOsFile;
	disk.vfs.xOpen = disk_open;
	disk.vfs.xDelete = disk_delete;
	disk.vfs.xAccess = disk_access;
	disk.vfs.xFullPathname = disk_whole_name;
	disk.vfs.xGetLastError = disk_last_error;
	sqlite3_vfs_register(&disk.vfs, 1);
	disk_fail(DISK_WELL, 0, false);
}

void disk_remove(void)
{
	sqlite3_vfs_unregister(&disk.vfs);
	sqlite3_vfs_register(disk.real, 1);
	disk.remembers = false;
	for (size_t i = 0; i < disk.nkept; i++) {
		forget_writes(&disk.kept[i]);
		mem_free(disk.kept[i].lasting);
	}
	mem_free(disk.kept);
	disk.kept = NULL;
	disk.nkept = 0;
}

void disk_fail(enum disk_fault fault, long n, bool on)
{
	disk.fault = fault;
	disk.n = n;
	disk.on = on;
	disk.done = 0;
}

long disk_operations(void)
{
	return disk.done;
}

void disk_remember(unsigned seed, void (*cut)(void))
{
	disk.remembers = true;
	disk.seed = seed;
	disk.cut = cut;
}
