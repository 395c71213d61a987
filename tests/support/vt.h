#ifndef TESTS_VT_H
#define TESTS_VT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* A real program in a pseudo-terminal, and libvterm to see what it shows.
 * Nothing sleeps: everything waits for something to be seen, with a deadline.
 * A fault of the harness itself (fork, exec, memory) ends the test program
 * with a word on stderr. */

struct vt;

enum { VT_WAIT = 30000 }; /* ms, a usual deadline; slow machines have time */

/* argv[0] is a path.  env: "NAME=value" or "NAME" (to take it away), ended by
 * NULL, on top of TERM=xterm-256color LC_ALL=C.UTF-8 TZ=UTC0 and HOME=/nonexistent;
 * LINES, COLUMNS, NO_COLOR and LANGUAGE are taken away. */
struct vt *vt_start(const char *const argv[], const char *const env[], int rows, int cols);
/* The same on a terminal that draws ambiguous characters (≥ ① “) two columns
 * wide. */
struct vt *vt_start_wide(const char *const argv[], const char *const env[], int rows, int cols);
/* Ends the program if it must (SIGKILL) and frees all. */
void vt_free(struct vt *v);

/* Waits until text stands in a row of the screen, is gone, the program ended.
 * On a deadline the screen is printed on stderr. */
bool vt_wait_text(struct vt *v, const char *text, int timeout);
bool vt_wait_gone(struct vt *v, const char *text, int timeout);
bool vt_wait_exit(struct vt *v, int timeout);
/* Takes what comes within ms; how many bytes that was. */
size_t vt_listen(struct vt *v, int ms);
/* Takes what comes until nothing did for ms, or for VT_WAIT. */
void vt_settle(struct vt *v, int ms);

void vt_send(struct vt *v, const char *bytes, size_t length);
void vt_type(struct vt *v, const char *utf8);
/* "Enter" "Tab" "BackTab" "Esc" "Backspace" "Delete" "Insert" "Up" "Down" "Left" "Right"
 * "Home" "End" "PageUp" "PageDown" "F1"… "F12" "^Z", "C-Left" "S-Left": as libvterm
 * encodes them in the modes the program set. */
void vt_key(struct vt *v, const char *name);
void vt_paste(struct vt *v, const char *utf8);
void vt_click(struct vt *v, int y, int x, int button); /* press and release */
void vt_click_twice(struct vt *v, int y, int x, int button); /* both at once */
void vt_resize(struct vt *v, int rows, int cols);
/* The program is told of another size, but what it draws is shown as before. */
void vt_say_size(struct vt *v, int rows, int cols);
void vt_signal(struct vt *v, int signo);
void vt_hangup(struct vt *v); /* closes the line */

/* The screen: rows with blanks at the end cut, a newline each; the caller
 * frees it. */
char *vt_dump(struct vt *v);
char *vt_row(struct vt *v, int y);
/* The character that begins at (y, x): 0 for a blank, 0xFFFFFFFF for the
 * right half of a wide one. */
uint32_t vt_cell(struct vt *v, int y, int x);
bool vt_reverse(struct vt *v, int y, int x);
bool vt_find(struct vt *v, const char *text, int *y, int *x);
void vt_cursor(struct vt *v, int *y, int *x);
bool vt_cursor_visible(struct vt *v);
bool vt_altscreen(struct vt *v);
/* A wide character whose right half was overwritten is a fault of drawing. */
bool vt_has_broken_wide(struct vt *v);

/* After the end: exit status, or 128 + signal; −1: still running. */
int vt_exit_status(struct vt *v);
/* The terminal is as the program found it: first screen, cursor visible, no
 * mouse, no bracketed paste, ECHO and ICANON on. */
bool vt_tty_sane(struct vt *v);

void vt_mark(struct vt *v);
size_t vt_bytes(const struct vt *v);  /* since vt_mark */
size_t vt_chunks(const struct vt *v); /* reads since vt_mark: not more than its writes of ≤ 4 KiB */
pid_t vt_pid(const struct vt *v);

#endif
