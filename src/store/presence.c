/* The file: one head of PRESENCE_SLOT bytes, then PRESENCE_SLOTS slots.
 *
 * 1. A slot is written by the one session that holds the lock on its bytes.
 * 2. Its first word is odd while it is being written and grows with each
 *    writing: what was read between two equal even words is whole.
 * 3. The head's generation grows after each writing of any slot.
 * 4. What is read is another program's word: lengths are bounded, a pid and a
 *    lock are believed only as far as the system says so. */
#include "store/presence.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/privilege.h"
#include "base/str.h"
#include "store/db.h"

enum {
	WORDS = PRESENCE_SLOT / 4,
	FILE_SIZE = PRESENCE_SLOT * (PRESENCE_SLOTS + 1),
	READ_TRIES = 100
};

static const char magic[] = "ziping-who 1";

struct head {
	char magic[16];
	_Atomic uint32_t generation;
};

struct slot {
	_Atomic uint32_t word[WORDS]; /* the first one: 2. */
};

/* What stands in a slot behind its first word. */
struct record {
	int32_t pid, copy;
	int64_t filing, since;
	char who[48], host[40], form[40], key[88];
};
_Static_assert(sizeof(struct record) <= PRESENCE_SLOT - sizeof(uint32_t), "a record fits its slot");

struct presence {
	struct store *s;
	char *path;
	int fd;
	dev_t device;
	ino_t inode;
	bool writes;
	void *map;
	int own; /* slot, −1: none */
	int64_t since;
	uint32_t generation;
	bool looked;
	int64_t swept;
	struct presence_session sessions[PRESENCE_SLOTS], before[PRESENCE_SLOTS];
	size_t n;
};

static struct head *head_of(const struct presence *p)
{
	return p->map;
}

static struct slot *slot_of(const struct presence *p, int i)
{
	return (struct slot *)((char *)p->map + (size_t)PRESENCE_SLOT * (size_t)(i + 1));
}

/* ---- the file ---- */

/* As the database's: who can't read that, can't read this. */
static mode_t mode_of(const struct store *s)
{
	struct stat st;

	return stat(s->file, &st) == 0 ? st.st_mode & 0666 : 0600;
}

static int open_file(struct presence *p, bool write)
{
	mode_t mode = mode_of(p->s);
	int fd;

	if (!write)
		return open(p->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	fd = open(p->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
	if (fd >= 0 && fchmod(fd, mode) == 0)
		return fd;
	if (fd < 0)
		fd = open(p->path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	return fd;
}

/* Its blocks are there before it is mapped: a full disk is no SIGBUS. */
static bool is_sound(int fd, bool write)
{
	struct stat st;

	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
		return false;
	if (st.st_size < FILE_SIZE && (!write || posix_fallocate(fd, 0, FILE_SIZE) != 0))
		return false;
	return true;
}

static bool has_head(struct presence *p)
{
	static const char none[sizeof((struct head *)0)->magic];
	struct head *h = head_of(p);

	if (p->writes && memcmp(h->magic, none, sizeof none) == 0)
		memcpy(h->magic, magic, sizeof magic);
	return memcmp(h->magic, magic, sizeof magic) == 0;
}

static void let_go(struct presence *p)
{
	if (p->map)
		munmap(p->map, FILE_SIZE);
	if (p->fd >= 0)
		close(p->fd);
	p->map = NULL;
	p->fd = -1;
	p->own = -1;
}

static bool attach(struct presence *p)
{
	int protect = PROT_READ | (p->writes ? PROT_WRITE : 0);
	struct stat st;

	bool entered = privilege_enter(p->path);
	p->fd = open_file(p, p->writes);
	privilege_leave(entered);
	if (p->fd < 0 || !is_sound(p->fd, p->writes) || fstat(p->fd, &st) < 0)
		goto fail;
	p->device = st.st_dev;
	p->inode = st.st_ino;
	p->map = mmap(NULL, FILE_SIZE, protect, MAP_SHARED, p->fd, 0);
	if (p->map == MAP_FAILED)
		p->map = NULL;
	if (p->map && has_head(p))
		return true;
fail:
	let_go(p);
	return false;
}

struct presence *presence_open(struct store *s)
{
	struct presence *p = mem_alloc(sizeof *p);
	struct str path = {0};

	p->s = s;
	p->fd = p->own = -1;
	p->writes = !store_is_readonly(s);
	p->since = db_now(s);
	str_addf(&path, "%s-who", s->file);
	p->path = str_take(&path);
	if (attach(p))
		return p;
	presence_close(p);
	return NULL;
}

/* ---- locks ---- */

static struct flock bytes_of(int i, short type)
{
	return (struct flock){.l_type = type,
	                      .l_whence = SEEK_SET,
	                      .l_start = (off_t)PRESENCE_SLOT * (i + 1),
	                      .l_len = PRESENCE_SLOT};
}

static bool take(struct presence *p)
{
	for (int i = 0; i < PRESENCE_SLOTS; i++) {
		struct flock l = bytes_of(i, F_WRLCK);

		if (fcntl(p->fd, F_OFD_SETLK, &l) < 0)
			continue;
		p->own = i;
		return true;
	}
	return false;
}

/* Somebody holds it: the own lock is not in the way of the own file. */
static bool is_held(const struct presence *p, int i)
{
	struct flock l = bytes_of(i, F_WRLCK);

	return i == p->own || (fcntl(p->fd, F_OFD_GETLK, &l) == 0 && l.l_type != F_UNLCK);
}

/* ---- writing ---- */

static void write_slot(const struct presence *p, const struct record *r)
{
	struct slot *s = slot_of(p, p->own);
	uint32_t words[WORDS] = {0};
	uint32_t begun = atomic_load_explicit(&s->word[0], memory_order_relaxed) | 1;

	memcpy(words + 1, r, sizeof *r);
	atomic_store_explicit(&s->word[0], begun, memory_order_relaxed);
	atomic_thread_fence(memory_order_release);
	for (int i = 1; i < WORDS; i++)
		atomic_store_explicit(&s->word[i], words[i], memory_order_relaxed);
	atomic_store_explicit(&s->word[0], begun + 1, memory_order_release);
	atomic_fetch_add_explicit(&head_of(p)->generation, 1, memory_order_release);
}

/* Cut before a character, never in it. */
static void put_text(char *to, size_t size, const char *text)
{
	size_t length = text ? strlen(text) : 0;

	if (length > size - 1) {
		length = size - 1;
		while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
			length--;
	}
	memset(to, 0, size);
	if (length)
		memcpy(to, text, length);
}

void presence_say(struct presence *p, int64_t filing, const char *form, int copy, const char *key)
{
	struct record r = {
	    .pid = (int32_t)getpid(), .copy = copy, .filing = filing, .since = p->since};

	if (!p->map || !p->writes || (p->own < 0 && !take(p)))
		return;
	put_text(r.who, sizeof r.who, p->s->actor);
	put_text(r.host, sizeof r.host, p->s->host);
	put_text(r.form, sizeof r.form, form);
	put_text(r.key, sizeof r.key, key);
	write_slot(p, &r);
}

void presence_close(struct presence *p)
{
	if (!p)
		return;
	if (p->map && p->own >= 0)
		write_slot(p, &(struct record){.pid = 0});
	let_go(p);
	mem_free(p->path);
	mem_free(p);
}

/* ---- reading ---- */

/* False: it is being written, or its writer died in the middle of it. */
static bool read_slot(const struct presence *p, int i, struct record *r)
{
	struct slot *s = slot_of(p, i);
	uint32_t words[WORDS];

	for (int try = 0; try < READ_TRIES; try++) {
		uint32_t before = atomic_load_explicit(&s->word[0], memory_order_acquire);

		for (int k = 1; k < WORDS; k++)
			words[k] = atomic_load_explicit(&s->word[k], memory_order_relaxed);
		atomic_thread_fence(memory_order_acquire);
		if (before % 2 || atomic_load_explicit(&s->word[0], memory_order_relaxed) != before)
			continue;
		memcpy(r, words + 1, sizeof *r);
		return true;
	}
	return false;
}

static void get_text(char *to, size_t size, const char *from)
{
	memcpy(to, from, size);
	to[size - 1] = '\0';
}

static bool read_session(const struct presence *p, int i, struct presence_session *out)
{
	struct record r;

	memset(out, 0, sizeof *out);
	if (!read_slot(p, i, &r) || r.pid <= 0)
		return false;
	get_text(out->who, sizeof out->who, r.who);
	get_text(out->host, sizeof out->host, r.host);
	get_text(out->form, sizeof out->form, r.form);
	get_text(out->key, sizeof out->key, r.key);
	out->copy = r.copy;
	out->filing = r.filing;
	out->since = r.since;
	out->pid = r.pid;
	out->own = i == p->own;
	return true;
}

/* Deleted or put aside by a restore, or cut short: others look elsewhere. */
static bool is_current(const struct presence *p)
{
	struct stat st;
	bool entered = privilege_enter(p->path);
	int there = stat(p->path, &st);

	privilege_leave(entered);
	return p->map && there == 0 && st.st_dev == p->device && st.st_ino == p->inode &&
	       st.st_size >= FILE_SIZE;
}

/* The own slot is taken anew with the next word that is said. */
static void attach_again(struct presence *p)
{
	struct record said = {0};
	bool was = p->own >= 0 && read_slot(p, p->own, &said);

	let_go(p);
	if (attach(p) && was && take(p))
		write_slot(p, &said);
}

static void look(struct presence *p)
{
	p->n = 0;
	for (int i = 0; p->map && i < PRESENCE_SLOTS; i++)
		if (read_session(p, i, &p->sessions[p->n]) && is_held(p, i))
			p->n++;
}

bool presence_poll(struct presence *p, int64_t now)
{
	bool due = !p->looked || now - p->swept >= PRESENCE_SWEEP;
	uint32_t generation;
	size_t n = p->n;

	if (due && !is_current(p))
		attach_again(p);
	generation = p->map ? atomic_load_explicit(&head_of(p)->generation, memory_order_acquire)
	                    : p->generation;
	if (!due && generation == p->generation)
		return false;
	memcpy(p->before, p->sessions, n * sizeof *p->before);
	p->generation = generation;
	p->looked = true;
	p->swept = due ? now : p->swept;
	look(p);
	return p->n != n || memcmp(p->before, p->sessions, n * sizeof *p->before) != 0;
}

const struct presence_session *presence_sessions(const struct presence *p, size_t *n)
{
	*n = p->n;
	return p->sessions;
}
