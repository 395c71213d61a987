#include "screens/term_parts.h"

#include <stdlib.h>
#include <string.h>

#include "screens/draw.h"
#include "screens/encoding.h"
#include "screens/probe.h"
#include "screens/terminfo.h"
#include "screens/widths.h"

enum { PROBE_TIME = 500 }; /* ms */

static enum borders fitting_borders(const struct probe *p, bool wide)
{
	const char *name = getenv("TERM");
	bool graphics = *terminfo_text("acsc");

	if (wide || (p->answered && !p->utf8))
		return BORDERS_ASCII;
	if (!encoding_is_utf8() || strncmp(name, "vt", 2) == 0)
		return graphics ? BORDERS_DEC : BORDERS_ASCII;
	return BORDERS_UNICODE;
}

const char *term_fit(const struct term_settings *s, int fd, struct keys *keys)
{
	struct probe p = { 0 };
	const char *warning = NULL;
	bool wide = s->widths == WIDTHS_WIDE;

	if (encoding_is_utf8() && !s->no_probe)
		probe_terminal(fd, keys, PROBE_TIME, &p);
	if (s->widths == WIDTHS_AUTO)
		wide = p.answered ? p.utf8 && p.wide : !encoding_is_utf8() && MB_CUR_MAX > 1;
	widths_set(wide);
	if (p.answered && !p.utf8)
		warning = "This terminal is not set to UTF-8: Chinese will be unreadable "
			  "(PuTTY: Window > Translation; Xshell: File > Properties > Terminal).";
	draw_set_borders(s->borders == BORDERS_AUTO ? fitting_borders(&p, wide) : s->borders);
	return warning;
}

enum borders term_cycle_borders(void)
{
	enum borders now = draw_borders();

	if (now == BORDERS_DEC)
		now = BORDERS_UNICODE;
	else if (now == BORDERS_UNICODE)
		now = BORDERS_ASCII;
	else
		now = *terminfo_text("acsc") ? BORDERS_DEC : BORDERS_UNICODE;
	draw_set_borders(now);
	return now;
}

bool term_is_wide(void)
{
	return widths_are_wide();
}
