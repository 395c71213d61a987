#include "screens/draft.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"

enum { DRAFT_LIMIT = 128 * 1024 };

/* The file: one name and value a line, then an empty line and the text. */
static const char *const names[] = {"database", "unit", "year", "form", "key"};
enum { NAMES = sizeof names / sizeof *names };

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

static char *path_of_draft(void)
{
	char *in = folder(), *path = in ? file_join(in, "draft") : NULL;

	mem_free(in);
	return path;
}

char *draft_database(const char *path)
{
	char *real = realpath(path, NULL), *copy = mem_strdup(real ? real : path);

	free(real);
	return copy;
}

int draft_save(const struct draft *d, struct err *e)
{
	char *in = folder(), *path = path_of_draft();
	mode_t mask = umask(077);
	struct str b = {0};
	int result = -1;

	if (!path) {
		err_set(e, ERR_SYSTEM, _("没有 HOME，未提交的输入没有地方存"));
		goto out;
	}
	if (!file_is_folder(in) && file_make_folder(in, e) < 0)
		goto out;
	str_addf(&b, "database\t%s\nunit\t%s\nyear\t%d\nform\t%s\nkey\t%s\n\n%s", d->database, d->unit,
	         d->year, d->form, d->key, d->text);
	result = file_write(path, b.s, b.length, true, e);
out:
	umask(mask);
	str_free(&b);
	mem_free(in);
	mem_free(path);
	return result;
}

static void take(struct draft *d, int name, const char *value, size_t length)
{
	char *copy = mem_strndup(value, length);
	char **const to[] = {&d->database, &d->unit, NULL, &d->form, &d->key};

	if (!to[name]) {
		d->year = (int)strtol(copy, NULL, 10);
		mem_free(copy);
		return;
	}
	mem_free(*to[name]);
	*to[name] = copy;
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

bool draft_load(const char *database, struct draft *out)
{
	char *path = path_of_draft();
	struct str b = {0};
	bool good = false;

	memset(out, 0, sizeof *out);
	if (path && file_read(path, DRAFT_LIMIT, &b, NULL) == 0) {
		parse(out, str_text(&b));
		good = out->database && out->unit && out->form && out->key && out->text &&
		       strcmp(out->database, database) == 0;
	}
	if (!good)
		draft_free(out);
	str_free(&b);
	mem_free(path);
	return good;
}

void draft_remove(void)
{
	char *path = path_of_draft();

	if (path)
		unlink(path);
	mem_free(path);
}

void draft_free(struct draft *d)
{
	mem_free(d->database);
	mem_free(d->unit);
	mem_free(d->form);
	mem_free(d->key);
	mem_free(d->text);
	memset(d, 0, sizeof *d);
}
