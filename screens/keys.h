#ifndef SCREENS_KEYS_H
#define SCREENS_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <wchar.h>

/* What a person does at the terminal, and the decoder that makes it of bytes.
 * Pure: no curses, no clock; the caller hands in the bytes and the time.
 *
 * Characters are Unicode code points; keys are numbers above all code points,
 * so that the two are never mixed and one int serves in a table of keys:
 *     { '/', … }, { K_F(3), … }, { K_CTRL('z'), … } */

enum {
	K_NONE = 0x200000,
	K_ENTER, /* also the keypad's, ^M and ^J */
	K_TAB,
	K_BACKTAB, /* Shift-Tab */
	K_ESC,
	K_BACKSPACE, /* 127, ^H */
	K_DELETE,
	K_INSERT,
	K_UP,
	K_DOWN,
	K_LEFT,
	K_RIGHT,
	K_HOME,
	K_END,
	K_PAGEUP,
	K_PAGEDOWN,
	K_F0 = K_NONE + 0x80,
	K_CTRL0 = K_NONE + 0x100
};
#define K_F(n) (K_F0 + (n))                  /* F1 to F24 */
#define K_CTRL(c) (K_CTRL0 + ((c) & 0x1f))   /* but ^M ^J ^I ^H ^[: see above */

enum { KEY_MOD_SHIFT = 1, KEY_MOD_ALT = 2, KEY_MOD_CTRL = 4 }; /* with arrows, F-keys, mouse */

enum event_kind {
	EV_IDLE,   /* nothing came within the time */
	EV_CHAR,   /* key: a printable character */
	EV_KEY,    /* key: K_…, mods */
	EV_PASTE,  /* text: all of it, ≤ 1 MiB, no control characters but \n and \t */
	EV_MOUSE,  /* y, x, button, mods */
	EV_RESIZE, /* y rows, x columns; also after a stop: draw everything anew */
	EV_SIGNAL  /* key: SIGHUP (or the line is gone), SIGTERM, SIGINT: save and end */
};

enum mouse_button {
	MOUSE_NONE,
	MOUSE_LEFT,
	MOUSE_MIDDLE,
	MOUSE_RIGHT,
	MOUSE_WHEEL_UP,
	MOUSE_WHEEL_DOWN
};

struct key_event {
	enum event_kind kind;
	int key;
	unsigned mods;
	int y, x; /* from 0 */
	enum mouse_button button; /* presses only; releases and drags are not reported */
	bool twice;               /* the second press of a double click */
	const char *text;         /* the decoder's, until its next call; UTF-8 */
	size_t length;
	bool cut;                 /* the paste was longer than the limit */
};

/* The ASCII twin of what a Chinese input method sends for a key, in command
 * mode and in cells of numbers: ：→: ／、→/ ？→? （→( 【→[ ０→0 ａ→a U+3000→blank.
 * Anything else, keys too, comes back unchanged. */
int keys_fold(int key);

/* "F2", "Enter", "^Z", "/", "PgDn": for the key bar and the help.  Writes at most size
 * bytes with the zero and returns buffer. */
const char *keys_name(int key, char *buffer, size_t size);

struct keys;

/* escdelay: how many ms a lone Esc waits for the rest of a sequence. */
struct keys *keys_new(int escdelay);
void keys_free(struct keys *k);
/* A sequence of this terminal's own (terminfo) besides the built-in ones. */
void keys_learn(struct keys *k, const char *sequence, int key);
/* Takes the bytes that came at time now (ms, any origin).  They are in the
 * locale's encoding; a character or a sequence may be cut anywhere. */
void keys_feed(struct keys *k, const char *bytes, size_t length, int64_t now);
/* The next EV_CHAR, EV_KEY, EV_PASTE or EV_MOUSE; false when nothing is
 * complete at time now. */
bool keys_next(struct keys *k, struct key_event *ev, int64_t now);
/* True when keys_next would give something now. */
bool keys_ready(struct keys *k, int64_t now);
/* How many ms until keys_next has to be asked again although no byte comes;
 * −1: no need. */
int keys_wait(const struct keys *k, int64_t now);
/* Takes the first cursor position report out of what is waiting (the start-up
 * probe); the bytes around it stay.  False: none there. */
bool keys_take_report(struct keys *k, int *row, int *column);

#endif
