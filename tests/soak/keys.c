#include "soak/keys.h"

#include <string.h>

#include "base/text.h"
#include "screens/keymap.h"

/* No text here has a slash: what is typed where the name of a file is asked
 * for stays in the working directory.  On the screen ／ does what / does. */

uint64_t soak_random(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return z ^ (z >> 31);
}

static int below(uint64_t *state, int n)
{
	return (int)(soak_random(state) % (uint64_t)n);
}

const char *const soak_files[SOAK_FILES] = {"yueyanglou-infocenter-2024.docx",
                                            "hunan-infocenter-2020-final-accounts.xlsx",
                                            "yueyanglou-infocenter-2024-annex2.gb18030.csv", "a.zpk"};

/* ---- texts ---- */

static const char *const words[] = {
	"27", "1 234.5", "-0.01", "999999999999999999999999", "0", "１２％", "≥95%", "abc", "q", "y",
	"2024", "2025", "1999", "附件2", "annex2.total", "信息中心", "卫生健康局", "annex1", "岳阳",
	"ind.1.name", "staff.actual", "不适用", "a.docx", "b.xlsx", "c.pdf", "d.csv", "e.txt",
	"某某项目", "：", "……", "①②③", "\u0301", "e\u0301", "\u200d", "\ufeff", "👩‍👩‍👧", "𠮷", "ｑ",
	"２０２４年", "在2024年完成了3项，支出12.5万元，完成率100%。", ".", "..", "-", "--", "%s%n%d",
	"'; drop table cell; --", "NaN", "1e9", "=1+1", "true", "\\", "|", "全年", "差额", "^", "，",
};
enum { WORDS = sizeof words / sizeof *words };

static void add_text(struct soak_key *k, const char *text, size_t n)
{
	if (k->length + n >= SOAK_TEXT)
		return;
	memcpy(k->text + k->length, text, n);
	k->length += n;
	k->text[k->length] = '\0';
}

static void add_character(struct soak_key *k, uint32_t c)
{
	char utf8[4];

	if (c == '/' || c < ' ' || c == 127 || (c >= 0x80 && c < 0xa0))
		c = '.';
	if (c >= 0xd800 && c < 0xe000)
		c = 0x4e00;
	add_text(k, utf8, text_encode(c, utf8));
}

static uint32_t character(uint64_t *r)
{
	switch (below(r, 8)) {
	case 0: return 0x4e00 + (uint32_t)below(r, 0x5000);
	case 1: return (uint32_t)below(r, 0x110000);
	case 2: return 0xff01 + (uint32_t)below(r, 0x5e);
	case 3: return '0' + (uint32_t)below(r, 10);
	default: return ' ' + (uint32_t)below(r, 95);
	}
}

static void some_text(struct soak_key *k, uint64_t *r, int most)
{
	for (int n = 1 + below(r, most); n > 0; n--) {
		const char *word = words[below(r, WORDS)];

		if (below(r, 2))
			add_text(k, word, strlen(word));
		else
			add_character(k, character(r));
	}
}

/* As from a spreadsheet, or many lines of prose. */
static void pasted(struct soak_key *k, uint64_t *r)
{
	int rows = 1 + below(r, 6), columns = 1 + below(r, 6);

	for (int y = 0; y < rows; y++) {
		for (int x = 0; x < columns; x++) {
			if (below(r, 6))
				some_text(k, r, 2);
			if (x + 1 < columns)
				add_text(k, "\t", 1);
		}
		if (y + 1 < rows || below(r, 2))
			add_text(k, "\n", 1);
	}
}

/* ---- bytes ---- */

static void some_bytes(struct soak_key *k, uint64_t *r)
{
	static const char *const pieces[] = {
		"\x1b[", "\x1bO", "\x1b[200~", "\x1b[201~", "\x1b[<0;", "\x1b[M", "\x1b]", "\x1b[24;80R",
		"\xe4\xb8", "\xf0\x9f", "\xff", "\xc0\x80", "\xed\xa0\x80", "\x1b[1;5A", "\x1b[15~", "\t",
		"\x1b[999999999999;99999999999m", "\x1b\x1b", "\r", "\n",
	};

	for (int n = 1 + below(r, 12); n > 0; n--) {
		char byte = (char)below(r, 256);
		const char *piece = pieces[below(r, sizeof pieces / sizeof *pieces)];

		if (below(r, 2))
			add_text(k, piece, strlen(piece));
		else if (byte != '/')
			add_text(k, &byte, 1);
	}
}

/* ---- keys ---- */

/* Only a dialog's own end, or none: the program is left by SOAK_END. */
static int key_of_table(uint64_t *r)
{
	size_t n;
	const struct key_line *lines = keymap_lines(&n), *line;
	int key;

	do {
		line = &lines[below(r, (int)n)];
		key = line->keys[below(r, KEYMAP_KEYS)];
	} while (!key || line->action == ACT_QUIT);
	return key == '/' ? 0xff0f : key;
}

static struct key_event event_of(int key, uint64_t *r)
{
	struct key_event ev = {.kind = EV_KEY};

	if (key & KEY_WITH_CTRL) {
		ev.key = key & ~KEY_WITH_CTRL;
		ev.mods = KEY_MOD_CTRL;
		return ev;
	}
	ev.key = key;
	if (key < K_NONE)
		ev.kind = EV_CHAR;
	else if (below(r, 20) == 0)
		ev.mods = (unsigned)below(r, 8);
	return ev;
}

static struct key_event a_key(uint64_t *r)
{
	static const int moves[] = {K_UP,   K_DOWN, K_LEFT, K_RIGHT,  K_ENTER,    K_ENTER, K_ENTER,
	                            K_ESC,  K_ESC,  K_TAB,  K_BACKTAB, K_PAGEDOWN, K_PAGEUP, K_HOME,
	                            K_END,  K_BACKSPACE, K_DELETE, K_INSERT};
	uint32_t c;

	switch (below(r, 8)) {
	case 0:
	case 1:
	case 2:
		return event_of(key_of_table(r), r);
	case 3:
	case 4:
	case 5:
		return event_of(moves[below(r, sizeof moves / sizeof *moves)], r);
	case 6:
		return event_of(below(r, 2) ? K_F(1 + below(r, 24)) : K_CTRL('a' + below(r, 26)), r);
	default:
		c = character(r);
		return event_of(c == '/' || c == 'q' ? 0xff0f : (int)c, r);
	}
}

static struct key_event a_click(uint64_t *r)
{
	struct key_event ev = {.kind = EV_MOUSE};

	ev.y = below(r, 60);
	ev.x = below(r, 200);
	ev.button = (enum mouse_button)(1 + below(r, MOUSE_WHEEL_DOWN));
	ev.twice = below(r, 4) == 0;
	return ev;
}

static void a_command(struct soak_key *k, uint64_t *r)
{
	size_t n;
	const struct key_line *lines = keymap_lines(&n), *line;

	do
		line = &lines[below(r, (int)n)];
	while (!line->command || line->action == ACT_QUIT);
	add_text(k, line->command, strlen(line->command));
	if (below(r, 2) == 0)
		return;
	add_text(k, " ", 1);
	if ((line->action == ACT_IMPORT || line->action == ACT_MERGE) && below(r, 4)) {
		const char *file = soak_files[below(r, SOAK_FILES)];

		add_text(k, file, strlen(file));
		return;
	}
	some_text(k, r, 2);
}

static void a_size(struct soak_key *k, uint64_t *r)
{
	bool small = below(r, 8) == 0;

	k->rows = 1 + below(r, small ? 24 : 60);
	k->cols = 1 + below(r, small ? 80 : 220);
	if (!small && below(r, 2)) {
		k->rows = 24 + below(r, 40);
		k->cols = 80 + below(r, 120);
	}
}

static enum soak_kind a_kind(uint64_t *r)
{
	static const struct { int part; enum soak_kind kind; } parts[] = {
		{700, SOAK_KEY}, {70, SOAK_IDLE}, {50, SOAK_COMMAND}, {40, SOAK_GO}, {50, SOAK_TYPED},
		{25, SOAK_BURST}, {20, SOAK_PASTE}, {15, SOAK_BYTES}, {18, SOAK_RESIZE},
		{10, SOAK_OTHER}, {2, SOAK_END},
	};
	int at = below(r, 1000);
	size_t i = 0;

	while (at >= parts[i].part)
		at -= parts[i++].part;
	return parts[i].kind;
}

void soak_make(uint64_t number, struct soak_key *k)
{
	uint64_t r = number;

	memset(k, 0, sizeof *k);
	k->kind = a_kind(&r);
	k->number = soak_random(&r);
	switch (k->kind) {
	case SOAK_KEY: k->ev = below(&r, 25) ? a_key(&r) : a_click(&r); break;
	case SOAK_COMMAND: a_command(k, &r); break;
	case SOAK_GO: some_text(k, &r, 1); break;
	case SOAK_TYPED: some_text(k, &r, below(&r, 2) ? 1 : 6); break;
	case SOAK_BURST: some_text(k, &r, 6); break;
	case SOAK_PASTE: pasted(k, &r); break;
	case SOAK_BYTES: some_bytes(k, &r); break;
	case SOAK_RESIZE: a_size(k, &r); break;
	case SOAK_IDLE: k->ms = below(&r, 2) ? below(&r, 200) : below(&r, 5000); break;
	case SOAK_END:
	case SOAK_OTHER: break;
	}
}

size_t soak_count(const struct soak_key *k)
{
	return k->length ? k->length : 1;
}

/* ---- told ---- */

static void print_text(const struct soak_key *k, struct str *out)
{
	str_add(out, " “");
	for (size_t i = 0; i < k->length; i++) {
		unsigned char byte = (unsigned char)k->text[i];

		if (byte < ' ' || (byte >= 0x80 && k->kind == SOAK_BYTES))
			str_addf(out, "\\x%02x", byte);
		else
			str_addc(out, (char)byte);
	}
	str_add(out, "”");
}

static void print_event(const struct key_event *ev, struct str *out)
{
	char name[32];

	if (ev->kind == EV_MOUSE)
		str_addf(out, " mouse %d at row %d column %d%s", (int)ev->button, ev->y, ev->x,
		         ev->twice ? " twice" : "");
	else
		str_addf(out, " %s (%x) %s", keys_name(ev->key, name, sizeof name), (unsigned)ev->key,
		         ev->mods ? "with modifiers" : "");
}

void soak_print(const struct soak_key *k, struct str *out)
{
	static const char *const names[] = {"key", "command", "go", "typed", "burst", "paste",
	                                    "bytes", "resize", "idle", "end", "other"};

	str_add(out, names[k->kind]);
	if (k->kind == SOAK_KEY)
		print_event(&k->ev, out);
	if (k->kind == SOAK_RESIZE)
		str_addf(out, " %d rows, %d columns", k->rows, k->cols);
	if (k->kind == SOAK_IDLE)
		str_addf(out, " %d ms", k->ms);
	if (k->length)
		print_text(k, out);
}
