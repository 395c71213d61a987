#ifndef SCREENS_CAPTURE_H
#define SCREENS_CAPTURE_H

#include <stdbool.h>
#include <stddef.h>

/* One write per screen update: curses' descriptor is turned to memory while
 * it paints, then all of it goes out at once (TERMINAL §7). */

/* tty: the terminal.  Gives the descriptor curses is to be opened on, −1 with
 * errno set. */
int capture_open(int tty);
void capture_close(void);
/* Not while curses is ended (isendwin): it sets modes on the descriptor. */
void capture_begin(void);
/* Writes what came between; wrap puts it in a synchronised update when it is
 * large.  −1: the line is gone. */
int capture_end(bool wrap);
/* Writes to the terminal past curses.  −1: the line is gone, or it takes nothing
 * while a signal to end waits. */
int capture_raw(const char *bytes, size_t length);
/* From now on a terminal that takes nothing for two seconds counts as gone. */
void capture_hurry(void);
unsigned long capture_writes(void);
unsigned long capture_bytes(void);

#endif
