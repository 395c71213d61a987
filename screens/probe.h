#ifndef SCREENS_PROBE_H
#define SCREENS_PROBE_H

#include <stdbool.h>

#include "screens/keys.h"

/* Asks the terminal how it draws, before anything is shown.  Paints over its
 * second row.  What is typed meanwhile stays in k. */
struct probe {
	bool answered;
	bool utf8; /* two Chinese characters took four columns */
	bool wide; /* ① took two */
};

/* tty in raw mode; at most timeout ms. */
void probe_terminal(int tty, struct keys *k, int timeout, struct probe *p);

#endif
