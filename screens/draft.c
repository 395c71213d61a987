#include "screens/draft.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"

enum { DRAFT_LIMIT = 512 * 1024 }; /* a text and its base, the base escaped */

/* The file: one name and value a line, then an empty line and the text. */
static const char *const names[] = {"database", "unit", "form",    "key", "kind",
                                    "base",     "year", "session", "seen"};
enum { NAMES = sizeof names / sizeof *names };

/* ---- where ---- */

static char *folder(void)
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	char *base, *whole;

	if (state && *state == '/')
		return file_join(state, "ziping");
	if (!home || *home != '/')
		return NULL;
	base = file_join(home, ".local/state");
	whole = file_join(base, "ziping");
	mem_free(base);
	return whole;
}

/* The first name of this process that is free. */
static char *new_path(const char *in)
{
	char name[64];

	for (int n = 1;; n++) {
		char *path;

		snprintf(name, sizeof name, "draft-%ld-%d", (long)getpid(), n);
		path = file_join(in, name);
		if (access(path, F_OK) != 0)
			return path;
		mem_free(path);
	}
}

char *draft_database(const char *path)
{
	char *real = realpath(path, NULL), *copy = mem_strdup(real ? real : path);

	free(real);
	return copy;
}

/* ---- whose ---- */

/* What tells a process from every other one, also from one that has its number
 * after the machine was started anew; "" where the system does not say. */
static char *session_of(long pid)
{
	char path[64];
	struct str stat = {0}, boot = {0}, out = {0};
	const char *p;

	snprintf(path, sizeof path, "/proc/%ld/stat", pid);
	file_read(path, 4096, &stat, NULL);
	file_read("/proc/sys/kernel/random/boot_id", 64, &boot, NULL);
	p = stat.length ? strrchr(stat.s, ')') : NULL; /* behind it the fields from the third on */
	for (int field = 2; p && field < 22; field++)
		p = strchr(p + 1, ' ');
	if (p) {
		str_addn(&out, str_text(&boot), strcspn(str_text(&boot), "\n"));
		str_addn(&out, p, 1 + strcspn(p + 1, " "));
	}
	str_free(&stat);
	str_free(&boot);
	return out.length ? str_take(&out) : mem_strdup("");
}

/* On one line. */
static void add_escaped(struct str *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '\n' || *text == '\\')
			str_add(out, *text == '\n' ? "\\n" : "\\\\");
		else
			str_addc(out, *text);
	}
}

static char *unescaped(const char *text)
{
	struct str out = {0};

	for (; *text; text++) {
		if (*text == '\\' && text[1])
			str_addc(&out, *++text == 'n' ? '\n' : *text);
		else
			str_addc(&out, *text);
	}
	return out.length ? str_take(&out) : mem_strdup("");
}

/* ---- writing ---- */

static void write_draft(const struct draft *d, struct str *out)
{
	char *session = session_of((long)getpid());

	str_addf(out, "database\t%s\nunit\t%s\nyear\t%d\nform\t%s\nkey\t%s\nseen\t%lld\n",
	         d->database, d->unit, d->year, d->form, d->key, (long long)d->seen);
	str_addf(out, "session\t%s\n", session);
	if (d->kind)
		str_addf(out, "kind\t%s\n", d->kind);
	if (d->base) {
		str_add(out, "base\t");
		add_escaped(out, d->base);
		str_add(out, "\n");
	}
	str_addf(out, "\n%s", d->text);
	mem_free(session);
}

int draft_save(struct draft *d, struct err *e)
{
	char *in = folder();
	mode_t mask = umask(077);
	struct str b = {0};
	int result = -1;

	if (!in) {
		err_set(e, ERR_SYSTEM, _("没有 HOME，未提交的输入没有地方存"));
		goto out;
	}
	if (!file_is_folder(in) && file_make_folder(in, e) < 0)
		goto out;
	if (!d->file)
		d->file = new_path(in);
	write_draft(d, &b);
	result = file_write(d->file, b.s, b.length, true, e);
out:
	umask(mask);
	str_free(&b);
	mem_free(in);
	return result;
}

/* ---- reading ---- */

static void take(struct draft *d, int name, const char *value, size_t length)
{
	char *copy = mem_strndup(value, length);
	char **const to[NAMES] = {&d->database, &d->unit, &d->form, &d->key, &d->kind, &d->base};

	if (to[name]) {
		mem_free(*to[name]);
		*to[name] = to[name] == &d->base ? unescaped(copy) : copy;
		if (*to[name] == copy)
			return;
	} else if (strcmp(names[name], "year") == 0) {
		d->year = (int)strtol(copy, NULL, 10);
	} else if (strcmp(names[name], "seen") == 0) {
		d->seen = strtoll(copy, NULL, 10);
	}
	mem_free(copy);
}

static void parse_line(struct draft *d, const char *line, size_t length)
{
	for (int i = 0; i < NAMES; i++) {
		size_t n = strlen(names[i]);

		if (length > n && strncmp(line, names[i], n) == 0 && line[n] == '\t')
			take(d, i, line + n + 1, length - n - 1);
	}
}

static void parse(struct draft *d, const char *text)
{
	while (*text && *text != '\n') {
		size_t length = strcspn(text, "\n");

		parse_line(d, text, length);
		text += length + (text[length] ? 1 : 0);
	}
	if (*text == '\n')
		d->text = mem_strdup(text + 1);
}

static bool read_draft(const char *path, const char *database, struct draft *out)
{
	struct str b = {0};
	bool good = false;

	memset(out, 0, sizeof *out);
	if (file_read(path, DRAFT_LIMIT, &b, NULL) == 0) {
		parse(out, str_text(&b));
		good = out->database && out->unit && out->form && out->key && out->text &&
		       strcmp(out->database, database) == 0;
	}
	if (good)
		out->file = mem_strdup(path);
	else
		draft_free(out);
	str_free(&b);
	return good;
}

/* The session that a draft file says it is of; the caller frees it. */
static char *session_in(const char *path)
{
	struct str b = {0};
	const char *line = NULL;
	char *out;

	if (file_read(path, DRAFT_LIMIT, &b, NULL) == 0)
		line = strstr(str_text(&b), "\nsession\t");
	line = line ? line + strlen("\nsession\t") : "";
	out = mem_strndup(line, strcspn(line, "\n"));
	str_free(&b);
	return out;
}

/* «draft-1234-1» of another session that still runs is that session's; a
 * process that only has its number is another one. */
static bool is_written(const char *in, const char *name)
{
	long pid = strtol(name + strlen("draft-"), NULL, 10);
	char *path, *said, *now;
	bool same;

	if (pid <= 0 || pid == (long)getpid() || (kill((pid_t)pid, 0) < 0 && errno != EPERM))
		return false;
	path = file_join(in, name);
	said = session_in(path);
	now = session_of(pid);
	same = !*said || !*now || strcmp(said, now) == 0;
	mem_free(path);
	mem_free(said);
	mem_free(now);
	return same;
}

static int64_t time_of(const char *path)
{
	struct stat s;

	return stat(path, &s) == 0 ? (int64_t)s.st_mtim.tv_sec * 1000000000 + s.st_mtim.tv_nsec
	                           : -1;
}

static void take_newer(const char *in, const char *name, const char *database, struct draft *out)
{
	char *path = file_join(in, name);
	struct draft one;

	if ((!out->file || time_of(path) > time_of(out->file)) &&
	    read_draft(path, database, &one)) {
		draft_free(out);
		*out = one;
	}
	mem_free(path);
}

bool draft_load(const char *database, struct draft *out)
{
	char *in = folder();
	size_t n = 0;
	char **found = in ? file_list(in, "", &n, NULL) : NULL;

	memset(out, 0, sizeof *out);
	for (size_t i = 0; i < n; i++)
		if (strncmp(found[i], "draft-", 6) == 0 && !is_written(in, found[i]))
			take_newer(in, found[i], database, out);
	if (found)
		file_list_free(found, n);
	mem_free(in);
	return out->file;
}

void draft_remove(const char *file)
{
	if (file)
		unlink(file);
}

void draft_free(struct draft *d)
{
	mem_free(d->database);
	mem_free(d->unit);
	mem_free(d->form);
	mem_free(d->key);
	mem_free(d->text);
	mem_free(d->kind);
	mem_free(d->base);
	mem_free(d->file);
	memset(d, 0, sizeof *d);
}

struct draft draft_copy(const struct draft *d)
{
	return (struct draft){
	    .database = mem_strdup(d->database),
	    .kind = mem_strdup(d->kind),
	    .unit = mem_strdup(d->unit),
	    .form = mem_strdup(d->form),
	    .key = mem_strdup(d->key),
	    .text = mem_strdup(d->text),
	    .base = mem_strdup(d->base),
	    .year = d->year,
	    .seen = d->seen,
	    .file = mem_strdup(d->file),
	};
}
