#include "screens/settings.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "screens/theme.h"

enum { FILE_LIMIT = 64 * 1024 };

char *settings_path(void)
{
	const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	char *base, *path;

	if (config && *config == '/')
		return file_join(config, "ziping/settings");
	if (!home || *home != '/')
		return NULL;
	base = file_join(home, ".config");
	path = file_join(base, "ziping/settings");
	mem_free(base);
	return path;
}

static int take_theme(struct settings *s, const char *value, struct err *e)
{
	struct theme theme;

	if (theme_find(&theme, value, e) < 0)
		return -1;
	mem_free(s->theme);
	s->theme = mem_strdup(value);
	s->term.theme = s->theme;
	return 0;
}

/* NAME VALUE */
static int take_line(struct settings *s, char *line, struct err *e)
{
	char *name = line + strspn(line, " \t"), *value, *end;

	name[strcspn(name, "#\r")] = '\0';
	if (*name == '\0')
		return 0;
	value = name + strcspn(name, " \t");
	if (*value)
		*value++ = '\0';
	value += strspn(value, " \t");
	for (end = value + strlen(value); end > value && (end[-1] == ' ' || end[-1] == '\t');)
		*--end = '\0';
	if (*value == '\0')
		return err_set(e, ERR_INPUT, _("“%s”后面缺少值"), name);
	if (strcmp(name, "theme") == 0)
		return take_theme(s, value, e);
	return term_set(&s->term, name, value, e);
}

static int take_lines(struct settings *s, const char *path, char *text, struct err *e)
{
	int number = 1;

	for (char *line = text, *next; line; line = next, number++) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		if (take_line(s, line, e) < 0)
			return err_at(e, "%s:%d", path, number);
	}
	return 0;
}

int settings_read(struct settings *s, const char *path, struct err *e)
{
	struct str text = {0};
	int result = 0;

	*s = (struct settings){0};
	if (!path || access(path, F_OK) != 0)
		return 0;
	result = file_read(path, FILE_LIMIT, &text, e);
	if (result == 0 && text.s)
		result = take_lines(s, path, text.s, e);
	str_free(&text);
	return result;
}

void settings_free(struct settings *s)
{
	mem_free(s->theme);
	*s = (struct settings){0};
}
