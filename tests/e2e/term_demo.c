/* Shows what the terminal ground makes of a terminal: each event on a line of
 * its own.  Arguments: settings as key=value, and saved=PATH, a file that gets
 * a line when a signal ends the program.  Keys: q quit, i edit a line (Esc
 * leaves), b borders, m mouse, x crash, a abort, # count writes, ^L repaint. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "screens/draw.h"
#include "screens/editdraw.h"
#include "screens/term.h"

enum { LOG = 12, FIRST = 6 };

static char *lines[LOG];
static int logged;
static bool editing;
static struct lineedit *line;
static const char *saved;

static void say(const char *text)
{
	mem_free(lines[logged % LOG]);
	lines[logged++ % LOG] = mem_strdup(text);
}

static void draw(void)
{
	struct rect box = { 1, 0, 4, 24 };
	struct str title = { 0 };
	int y = 0, x = 0;

	draw_clear();
	str_addf(&title, "demo %dx%d wide=%d borders=%s mouse=%d events=%d", term_cols(),
	         term_rows(), term_is_wide(), border_name(draw_borders()), term_mouse(), logged);
	draw_text(0, 0, term_cols(), str_text(&title), STYLE_STATUS);
	draw_box(&box, STYLE_BORDER);
	draw_text(2, 1, 22, "≥①“中文”…|", STYLE_VALUE);
	draw_text(3, 1, 22, "指标㎡％|", STYLE_LABEL | STYLE_AT_CURSOR);
	if (term_warning())
		draw_text(5, 0, term_cols(), term_warning(), STYLE_WARNING);
	for (int i = 0; i < LOG && i < logged; i++)
		draw_text(FIRST + i, 0, term_cols(), lines[(logged - 1 - i) % LOG], STYLE_TEXT);
	if (editing)
		editdraw_line(line, FIRST + LOG, 2, 30, &y, &x);
	term_update(editing ? y : -1, x);
	str_free(&title);
}

/* All updates until now; what says so goes out with the next one. */
static void count_writes(void)
{
	char text[80];

	snprintf(text, sizeof text, "writes=%lu bytes=%lu.", term_writes(), term_bytes());
	say(text);
}

static void end_by_signal(int signo)
{
	FILE *f = saved ? fopen(saved, "w") : NULL;

	if (f) {
		fprintf(f, "signal %d line %s\n", signo, lineedit_text(line));
		fclose(f);
	}
	term_close();
	exit(0);
}

static void say_key(const struct key_event *ev)
{
	char name[16], text[64];

	keys_name(ev->key, name, sizeof name);
	snprintf(text, sizeof text, "key %s mods=%u.", name, ev->mods);
	say(text);
}

static void say_event(const struct key_event *ev)
{
	struct str b = { 0 };
	char utf8[5] = { 0 };

	if (ev->kind == EV_CHAR) {
		text_encode((uint32_t)ev->key, utf8);
		str_addf(&b, "char U+%04X %s.", (unsigned)ev->key, utf8);
	} else if (ev->kind == EV_PASTE) {
		str_addf(&b, "paste %zu %s.", ev->length, ev->text);
	} else if (ev->kind == EV_MOUSE) {
		str_addf(&b, "mouse %d,%d button=%d twice=%d.", ev->y, ev->x, (int)ev->button,
		         ev->twice);
	} else if (ev->kind == EV_RESIZE) {
		str_addf(&b, "resize %dx%d.", ev->x, ev->y);
	}
	say(str_text(&b));
	str_free(&b);
}

static void command(int key)
{
	if (key == 'q') {
		term_close();
		exit(7);
	} else if (key == 'i') {
		editing = true;
	} else if (key == 'b') {
		term_cycle_borders();
	} else if (key == 'm') {
		term_set_mouse(!term_mouse());
	} else if (key == 'x') {
		kill(getpid(), SIGSEGV);
	} else if (key == 'a') {
		abort();
	} else if (key == '#') {
		count_writes();
	} else if (key == K_CTRL('L')) {
		term_repaint();
	} else if (key == K_CTRL('Z')) {
		kill(getpid(), SIGTSTP);
	}
}

static void handle(const struct key_event *ev)
{
	if (ev->kind == EV_SIGNAL)
		end_by_signal(ev->key);
	if (editing && ev->kind == EV_KEY && ev->key == K_ESC)
		editing = false;
	else if (editing && lineedit_key(line, ev) != EDIT_IGNORED)
		return;
	if (ev->kind == EV_KEY)
		say_key(ev);
	else
		say_event(ev);
	if (!editing && (ev->kind == EV_KEY || ev->kind == EV_CHAR))
		command(ev->key);
}

int main(int argc, char **argv)
{
	struct term_settings settings = { 0 };
	struct key_event ev;
	struct err e = { 0 };

	for (int i = 1; i < argc; i++) {
		char *value = strchr(argv[i], '=');

		if (!value)
			continue;
		*value++ = 0;
		if (strcmp(argv[i], "saved") == 0)
			saved = value;
		else if (term_set(&settings, argv[i], value, &e) < 0)
			goto fail;
	}
	line = lineedit_new(LINEEDIT_LIMIT, false);
	if (term_open(&settings, &e) < 0)
		goto fail;
	draw();
	for (;;) {
		term_read(&ev, 200);
		if (ev.kind != EV_IDLE)
			handle(&ev);
		if (!term_pending())
			draw();
	}
fail:
	fprintf(stderr, "%s\n", e.text);
	return 2;
}
