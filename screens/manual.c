#include "screens/manual.h"

#include "screens/keymap.h"

#define NAMES_MAX 128

/* mdoc: a backslash is an escape, a dot or quote at a line's beginning a request. */
static void add_mdoc(struct str *out, const char *s)
{
	if (*s == '.' || *s == '\'')
		str_add(out, "\\&");
	for (; *s; s++) {
		if (*s == '\\')
			str_add(out, "\\e");
		else
			str_addc(out, *s);
	}
}

void manual_keys(struct str *out)
{
	size_t n;
	const struct key_line *lines = keymap_lines(&n);
	for (size_t i = 0; i < n; i++) {
		char names[NAMES_MAX];
		if (!(lines[i].contexts & CTX_SCREEN))
			continue;
		keymap_names(&lines[i], KEYMAP_KEYS, names, sizeof names);
		if (*names) {
			str_add(out, ".It Li \"\\&"); /* punctuation alone is no argument */
			add_mdoc(out, names);
			str_add(out, "\"\n");
		} else {
			str_addf(out, ".It Cm :%s\n", lines[i].command);
		}
		add_mdoc(out, lines[i].help);
		if (*names && lines[i].command)
			str_addf(out, "（:%s）", lines[i].command);
		str_addc(out, '\n');
	}
}
