#include "screens/terminfo.h"

#include <curses.h>
#include <string.h>
#include <term.h>

const char *terminfo_text(const char *name)
{
	const char *s = tigetstr(name);

	return s == NULL || s == (const char *)-1 ? "" : s;
}

/* Without the delays "$<5>" of old terminals. */
static void add_text(struct str *b, const char *name)
{
	const char *s = terminfo_text(name);

	while (*s) {
		size_t plain = strcspn(s, "$");

		str_addn(b, s, plain);
		s += plain;
		if (s[0] == '$' && s[1] == '<' && strchr(s, '>'))
			s = strchr(s, '>') + 1;
		else if (*s)
			str_addc(b, *s++);
	}
}

void terminfo_restore(struct str *b)
{
	str_clear(b);
	str_add(b, "\033[?2026l");
	str_add(b, TERMINFO_MOUSE_OFF);
	str_add(b, TERMINFO_MODES_OFF);
	add_text(b, "sgr0");
	add_text(b, "rmkx");
	add_text(b, "cnorm");
	add_text(b, "rmcup");
	if (!*terminfo_text("rmcup"))
		str_add(b, "\r\n");
}

void terminfo_learn(struct keys *k)
{
	static const struct {
		const char *name;
		int key;
	} caps[] = {
		{ "kcuu1", K_UP },      { "kcud1", K_DOWN },   { "kcub1", K_LEFT },
		{ "kcuf1", K_RIGHT },   { "khome", K_HOME },   { "kend", K_END },
		{ "kpp", K_PAGEUP },    { "knp", K_PAGEDOWN }, { "kich1", K_INSERT },
		{ "kdch1", K_DELETE },  { "kcbt", K_BACKTAB }, { "kent", K_ENTER },
		{ "kf1", K_F(1) },      { "kf2", K_F(2) },     { "kf3", K_F(3) },
		{ "kf4", K_F(4) },      { "kf5", K_F(5) },     { "kf6", K_F(6) },
		{ "kf7", K_F(7) },      { "kf8", K_F(8) },     { "kf9", K_F(9) },
		{ "kf10", K_F(10) },    { "kf11", K_F(11) },   { "kf12", K_F(12) },
	};

	for (size_t i = 0; i < sizeof caps / sizeof *caps; i++)
		keys_learn(k, terminfo_text(caps[i].name), caps[i].key);
}
