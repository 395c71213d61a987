#ifndef TESTS_VT_PARTS_H
#define TESTS_VT_PARTS_H

#include <vterm.h>

#include "base/str.h"
#include "vt.h"

/* What the files of the harness share. */
struct vt {
	VTerm *term;
	VTermScreen *screen;
	int master;
	pid_t pid;
	int rows, cols;
	int status; /* −1: running */
	bool wide;
	bool altscreen, visible;
	int mouse;
	bool paste;
	bool eof;
	size_t bytes, chunks;
	struct str hold; /* a cut character, or a sequence being looked at */
};

enum { VT_SHIFT = 0x20000 }; /* see vt_filter */

/* Gives libvterm the program's output, with what it lacks made up. */
void vt_filter(struct vt *v, const char *bytes, size_t length);
/* A character that some terminals draw two columns wide. */
bool vt_is_ambiguous(uint32_t c);
/* Sends on what libvterm answers (cursor reports) and encodes (keys). */
void vt_flush(struct vt *v);
void vt_give_up(const char *what) __attribute__((noreturn));

#endif
