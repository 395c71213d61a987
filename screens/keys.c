#include "screens/keys.h"

#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "screens/sequence.h"

/* 1. Bytes wait in `in` until they are a whole character or sequence; what was
 *    decoded leaves it at once.  Inside a paste they move on to `paste`.
 * 2. A sequence that nobody knows is swallowed whole: its letters are never
 *    taken for typing.
 * 3. get_wch of curses is not used: it loses the first half of a character
 *    when a signal comes between the halves, and types unknown sequences. */

enum {
	PASTE_LIMIT = 1024 * 1024,
	PASTE_STALL = 10000,   /* ms without a byte: the end of the paste was lost */
	SEQUENCE_WAIT = 500,   /* ms; after ESC [ nobody types on by hand */
	DOUBLE_CLICK = 400     /* ms */
};

struct learned {
	char *sequence;
	int key;
};

struct keys {
	int escdelay;
	struct learned *learned;
	size_t n, cap;
	struct str in;
	int64_t last; /* when the last byte came */
	bool pasting;
	bool paste_cut;
	struct str paste;
	int click_y, click_x;
	enum mouse_button click_button;
	int64_t click_time; /* of the first press, or far back */
	struct key_event ahead; /* decoded by keys_ready, not yet handed out */
	bool has_ahead;
};

struct keys *keys_new(int escdelay)
{
	struct keys *k = mem_alloc(sizeof *k);

	k->escdelay = escdelay;
	k->click_time = -DOUBLE_CLICK - 1;
	return k;
}

void keys_free(struct keys *k)
{
	if (!k)
		return;
	for (size_t i = 0; i < k->n; i++)
		mem_free(k->learned[i].sequence);
	mem_free(k->learned);
	str_free(&k->in);
	str_free(&k->paste);
	mem_free(k);
}

void keys_learn(struct keys *k, const char *sequence, int key)
{
	/* one byte, or no control byte in front: that would hide typing */
	if (!sequence || strlen(sequence) < 2 || sequence[0] != '\033')
		return;
	k->learned = mem_more(k->learned, k->n, &k->cap, sizeof *k->learned);
	k->learned[k->n].sequence = mem_strdup(sequence);
	k->learned[k->n++].key = key;
}

void keys_feed(struct keys *k, const char *bytes, size_t length, int64_t now)
{
	if (!length)
		return;
	str_addn(&k->in, bytes, length);
	k->last = now;
}

static void eat(struct keys *k, size_t length)
{
	memmove(k->in.s, k->in.s + length, k->in.length - length);
	k->in.length -= length;
	k->in.s[k->in.length] = 0;
}

/* ---- sequences --------------------------------------------------------- */

/* Decoders say how many bytes they took; 0: nothing yet, more must come.
 * They set ev->kind to EV_IDLE when the bytes mean nothing. */

static void as_key(struct key_event *ev, int key, unsigned mods)
{
	if (key == K_TAB && (mods & KEY_MOD_SHIFT))
		key = K_BACKTAB;
	ev->kind = key == K_NONE ? EV_IDLE : EV_KEY;
	ev->key = key;
	ev->mods = mods;
}

/* xterm: 1 + shift 1 + alt 2 + ctrl 4 */
static unsigned modifiers(int parameter)
{
	return parameter > 1 && parameter <= 16 ? (unsigned)(parameter - 1) & 7 : 0;
}

static void mouse_press(struct keys *k, struct key_event *ev, int code, int x, int y, int64_t now)
{
	static const enum mouse_button buttons[] = { MOUSE_LEFT, MOUSE_MIDDLE, MOUSE_RIGHT };
	bool wheel = code & 64;

	if ((code & 32) || (code & 128) || (code & 3) == 3 || (wheel && (code & 3) > 1))
		return; /* a drag, a release, a button nobody has */
	ev->kind = EV_MOUSE;
	ev->button = !wheel ? buttons[code & 3] : code & 1 ? MOUSE_WHEEL_DOWN : MOUSE_WHEEL_UP;
	ev->mods = (code & 4 ? KEY_MOD_SHIFT : 0) | (code & 8 ? KEY_MOD_ALT : 0) |
	           (code & 16 ? KEY_MOD_CTRL : 0);
	ev->y = y > 0 ? y - 1 : 0;
	ev->x = x > 0 ? x - 1 : 0;
	if (wheel)
		return;
	ev->twice = ev->y == k->click_y && ev->x == k->click_x && ev->button == k->click_button &&
	            now - k->click_time <= DOUBLE_CLICK;
	k->click_y = ev->y;
	k->click_x = ev->x;
	k->click_button = ev->button;
	k->click_time = ev->twice ? -DOUBLE_CLICK - 1 : now;
}

/* ESC [ M button x y, each byte 32 more than its value */
static size_t mouse_x10(struct keys *k, struct key_event *ev, int64_t now)
{
	const unsigned char *s = (const unsigned char *)k->in.s;

	if (k->in.length < 6)
		return 0;
	mouse_press(k, ev, s[3] - 32, s[4] - 32, s[5] - 32, now);
	return 6;
}

static void csi_tilde(struct keys *k, struct key_event *ev, const struct sequence *c)
{
	if (c->parameter[0] == 200) {
		k->pasting = true;
		k->paste_cut = false;
		str_clear(&k->paste);
		return;
	}
	as_key(ev, sequence_number(c->parameter[0]), modifiers(c->parameter[1]));
}

static size_t csi(struct keys *k, struct key_event *ev, int64_t now)
{
	const char *s = k->in.s;
	struct sequence c;
	int got;

	if (k->in.length > 2 && s[2] == 'M')
		return mouse_x10(k, ev, now);
	if (k->in.length > 2 && s[2] == '[') { /* the Linux console: ESC [ [ A is F1 */
		if (k->in.length < 4)
			return 0;
		as_key(ev, s[3] >= 'A' && s[3] <= 'E' ? K_F(s[3] - 'A' + 1) : K_NONE, 0);
		return 4;
	}
	got = sequence_scan(s, k->in.length, &c);
	if (got <= 0)
		return got < 0 ? 2 : 0;
	if (c.lead == '<' && c.final == 'M' && c.n == 3)
		mouse_press(k, ev, c.parameter[0], c.parameter[1], c.parameter[2], now);
	else if (c.lead || (c.final == 'R' && c.n == 2 && c.parameter[0] != 1))
		; /* a report that came late */
	else if (c.final == '~')
		csi_tilde(k, ev, &c);
	else
		as_key(ev, sequence_letter(c.final), modifiers(c.parameter[1]));
	return c.length;
}

/* ESC O letter; the keypad in application mode too: p–y are digits. */
static size_t ss3(struct keys *k, struct key_event *ev)
{
	static const char keypad[] = "*+,-./0123456789";
	char c;

	if (k->in.length < 3)
		return 0;
	c = k->in.s[2];
	if (c >= 'j' && c <= 'y') {
		ev->kind = EV_CHAR;
		ev->key = keypad[c - 'j'];
	} else if (c == 'X') {
		ev->kind = EV_CHAR;
		ev->key = '=';
	} else {
		as_key(ev, sequence_letter(c), 0);
	}
	return 3;
}

/* A sequence of terminfo's, the longest that fits; *more when one has begun
 * that does not end yet. */
static size_t learned(const struct keys *k, struct key_event *ev, bool *more)
{
	size_t best = 0;

	for (size_t i = 0; i < k->n; i++) {
		size_t length = strlen(k->learned[i].sequence);
		size_t common = length < k->in.length ? length : k->in.length;

		if (memcmp(k->learned[i].sequence, k->in.s, common) != 0)
			continue;
		if (length > k->in.length)
			*more = true;
		else if (length > best) {
			best = length;
			as_key(ev, k->learned[i].key, 0);
		}
	}
	return best;
}

static size_t escape(struct keys *k, struct key_event *ev, int64_t now)
{
	int64_t waited = now - k->last;
	bool more = false;
	size_t took = learned(k, ev, &more);

	if (took)
		return took;
	if (k->in.length > 1 && k->in.s[1] == '[')
		took = csi(k, ev, now);
	else if (k->in.length > 1 && k->in.s[1] == 'O')
		took = ss3(k, ev);
	else if (k->in.length > 1 && !more)
		waited = SEQUENCE_WAIT; /* Esc, and something typed behind it */
	if (!took && waited >= (k->in.length > 1 ? SEQUENCE_WAIT : k->escdelay)) {
		as_key(ev, K_ESC, 0);
		took = 1;
	}
	return took;
}

/* ---- characters -------------------------------------------------------- */

/* One character of the locale's encoding: its bytes, 0 when there is only a
 * part of it.  What is none is U+FFFD, one byte. */
static size_t character(const char *s, size_t length, uint32_t *c)
{
	mbstate_t state;
	wchar_t wc = 0;
	size_t got;

	memset(&state, 0, sizeof state);
	got = mbrtowc(&wc, s, length, &state);
	if (got == (size_t)-2 && length < 16)
		return 0;
	*c = got == (size_t)-1 || got == (size_t)-2 ? 0xFFFD : (uint32_t)wc;
	return got == (size_t)-1 || got == (size_t)-2 || got == 0 ? 1 : got;
}

static int key_of_control(unsigned char c)
{
	switch (c) {
	case '\r':
	case '\n':
		return K_ENTER;
	case '\t':
		return K_TAB;
	case '\b':
	case 127:
		return K_BACKSPACE;
	default:
		return K_CTRL(c);
	}
}

static size_t typed(struct keys *k, struct key_event *ev, int64_t now)
{
	unsigned char first = (unsigned char)k->in.s[0];
	uint32_t c = 0;
	size_t took;

	if (first < 32 || first == 127) {
		as_key(ev, key_of_control(first), 0);
		return 1;
	}
	took = character(k->in.s, k->in.length, &c);
	if (!took && now - k->last < SEQUENCE_WAIT * 4)
		return 0;
	ev->kind = c >= 0x80 && c < 0xA0 ? EV_IDLE : EV_CHAR;
	ev->key = took ? (int)c : 0xFFFD;
	return took ? took : k->in.length;
}

/* ---- paste ------------------------------------------------------------- */

/* Turns bytes of the locale's encoding into UTF-8; newlines become \n, other
 * control characters but \t go. */
static void clean_paste(const struct str *raw, struct str *out)
{
	size_t i = 0;

	while (i < raw->length) {
		unsigned char b = (unsigned char)raw->s[i];
		uint32_t c = 0;
		char utf8[4];
		size_t took;

		if (b == '\r') {
			str_addc(out, '\n');
			i += i + 1 < raw->length && raw->s[i + 1] == '\n' ? 2 : 1;
			continue;
		}
		took = character(raw->s + i, raw->length - i, &c);
		i += took ? took : raw->length - i;
		if (!took)
			c = 0xFFFD;
		if (c == '\n' || c == '\t' || (c >= 32 && c != 127 && (c < 0x80 || c >= 0xA0)))
			str_addn(out, utf8, text_encode(c, utf8));
	}
}

static bool paste_done(struct keys *k, struct key_event *ev)
{
	struct str out = { 0 };

	clean_paste(&k->paste, &out);
	str_free(&k->paste);
	k->paste = out;
	k->pasting = false;
	ev->kind = EV_PASTE;
	ev->text = str_text(&k->paste);
	ev->length = k->paste.length;
	ev->cut = k->paste_cut;
	return true;
}

static void paste_take(struct keys *k, size_t length)
{
	size_t room = PASTE_LIMIT - k->paste.length;

	if (length > room)
		k->paste_cut = true;
	str_addn(&k->paste, k->in.s, length < room ? length : room);
	eat(k, length);
}

static bool paste_go_on(struct keys *k, struct key_event *ev, int64_t now)
{
	static const char end[] = "\033[201~";
	const size_t tail = sizeof end - 2; /* may be the beginning of the end */
	char *at = k->in.length ? memmem(k->in.s, k->in.length, end, sizeof end - 1) : NULL;

	if (at) {
		paste_take(k, (size_t)(at - k->in.s));
		eat(k, sizeof end - 1);
		return paste_done(k, ev);
	}
	if (k->in.length > tail)
		paste_take(k, k->in.length - tail);
	if (now - k->last < PASTE_STALL)
		return false;
	paste_take(k, k->in.length);
	return paste_done(k, ev);
}

/* ---- events ------------------------------------------------------------ */

static bool decode(struct keys *k, struct key_event *ev, int64_t now)
{
	for (;;) {
		size_t took;

		memset(ev, 0, sizeof *ev);
		if (k->pasting)
			return paste_go_on(k, ev, now);
		if (!k->in.length)
			return false;
		took = k->in.s[0] == '\033' ? escape(k, ev, now) : typed(k, ev, now);
		if (!took)
			return false;
		eat(k, took);
		if (ev->kind != EV_IDLE)
			return true;
	}
}

bool keys_ready(struct keys *k, int64_t now)
{
	if (!k->has_ahead)
		k->has_ahead = decode(k, &k->ahead, now);
	return k->has_ahead;
}

bool keys_next(struct keys *k, struct key_event *ev, int64_t now)
{
	if (!keys_ready(k, now))
		return false;
	*ev = k->ahead;
	k->has_ahead = false;
	return true;
}

int keys_wait(const struct keys *k, int64_t now)
{
	int64_t until;

	if (k->has_ahead)
		return 0;
	if (k->pasting)
		until = k->last + PASTE_STALL;
	else if (!k->in.length)
		return -1;
	else if (k->in.s[0] == '\033')
		until = k->last + (k->in.length > 1 ? SEQUENCE_WAIT : k->escdelay);
	else
		until = k->last + SEQUENCE_WAIT * 4;
	return until > now ? (int)(until - now) : 0;
}

bool keys_take_report(struct keys *k, int *row, int *column)
{
	for (size_t i = 0; i + 2 < k->in.length; i++) {
		struct sequence c;

		if (k->in.s[i] != '\033' || k->in.s[i + 1] != '[')
			continue;
		if (sequence_scan(k->in.s + i, k->in.length - i, &c) != 1)
			continue;
		if (c.final != 'R' || c.lead || c.n != 2)
			continue;
		*row = c.parameter[0];
		*column = c.parameter[1];
		memmove(k->in.s + i, k->in.s + i + c.length, k->in.length - i - c.length + 1);
		k->in.length -= c.length;
		return true;
	}
	return false;
}
