#include "vt_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void vt_flush(struct vt *v)
{
	char bytes[1024];
	size_t n;

	while ((n = vterm_output_read(v->term, bytes, sizeof bytes)) > 0)
		vt_send(v, bytes, n);
}

void vt_send(struct vt *v, const char *bytes, size_t length)
{
	while (length && v->master >= 0) {
		ssize_t n = write(v->master, bytes, length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return; /* the program is gone: the test will see */
		bytes += n;
		length -= (size_t)n;
	}
}

void vt_type(struct vt *v, const char *utf8)
{
	vt_send(v, utf8, strlen(utf8));
}

static const struct {
	const char *name;
	VTermKey key;
} named[] = {
	{ "Enter", VTERM_KEY_ENTER },         { "Tab", VTERM_KEY_TAB },
	{ "Esc", VTERM_KEY_ESCAPE },          { "Backspace", VTERM_KEY_BACKSPACE },
	{ "Delete", VTERM_KEY_DEL },          { "Insert", VTERM_KEY_INS },
	{ "Up", VTERM_KEY_UP },               { "Down", VTERM_KEY_DOWN },
	{ "Left", VTERM_KEY_LEFT },           { "Right", VTERM_KEY_RIGHT },
	{ "Home", VTERM_KEY_HOME },           { "End", VTERM_KEY_END },
	{ "PageUp", VTERM_KEY_PAGEUP },       { "PageDown", VTERM_KEY_PAGEDOWN },
};

static VTermKey key_of(const char *name)
{
	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		if (strcmp(named[i].name, name) == 0)
			return named[i].key;
	if (name[0] == 'F' && name[1] >= '1' && name[1] <= '9')
		return (VTermKey)VTERM_KEY_FUNCTION(atoi(name + 1));
	return VTERM_KEY_NONE;
}

void vt_key(struct vt *v, const char *name)
{
	VTermModifier mods = VTERM_MOD_NONE;
	VTermKey key;

	if (name[0] == '^' && name[1]) {
		char c = (char)(name[1] & 0x1f);

		vt_send(v, &c, 1);
		return;
	}
	if (strcmp(name, "BackTab") == 0)
		name = "S-Tab";
	while (name[0] && name[1] == '-') {
		mods |= name[0] == 'S' ? VTERM_MOD_SHIFT : name[0] == 'C' ? VTERM_MOD_CTRL
		                                                          : VTERM_MOD_ALT;
		name += 2;
	}
	key = key_of(name);
	if (key == VTERM_KEY_NONE) {
		errno = EINVAL;
		vt_give_up(name);
	}
	vterm_keyboard_key(v->term, key, mods);
	vt_flush(v);
}

void vt_paste(struct vt *v, const char *utf8)
{
	if (v->paste)
		vt_type(v, "\033[200~");
	vt_type(v, utf8);
	if (v->paste)
		vt_type(v, "\033[201~");
}

static void click(struct vt *v, int y, int x, int button)
{
	vterm_mouse_move(v->term, y, x, VTERM_MOD_NONE);
	vterm_mouse_button(v->term, button, true, VTERM_MOD_NONE);
	vterm_mouse_button(v->term, button, false, VTERM_MOD_NONE);
}

void vt_click(struct vt *v, int y, int x, int button)
{
	click(v, y, x, button);
	vt_flush(v);
}

void vt_click_twice(struct vt *v, int y, int x, int button)
{
	click(v, y, x, button);
	click(v, y, x, button);
	vt_flush(v);
}
