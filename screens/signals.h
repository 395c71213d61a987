#ifndef SCREENS_SIGNALS_H
#define SCREENS_SIGNALS_H

#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

/* Signals as flags the event loop asks for, and the way out when the program
 * crashes.  To be installed before curses, which leaves alone what is not at
 * SIG_DFL. */

/* SIGHUP SIGTERM SIGINT, SIGTSTP SIGCONT, SIGWINCH. */
void signals_install(void);
void signals_remove(void);

/* A descriptor that becomes readable when a signal came. */
int signals_fd(void);
/* SIGHUP, SIGTERM or SIGINT, each reported once; 0: none. */
int signals_take_end(void);
bool signals_end_waits(void);
bool signals_take_stop(void);   /* SIGTSTP */
bool signals_take_resize(void); /* SIGWINCH, SIGCONT */
bool signals_any(void);
/* Stops as the shell expects, comes back after SIGCONT; the terminal must
 * have been given back before. */
void signals_stop(void);

/* SIGSEGV SIGABRT SIGBUS SIGFPE SIGILL SIGQUIT: writes restore to fd, sets its modes,
 * and dies of the same signal.  Keeps copies. */
void signals_crash_ready(int fd, const char *restore, const struct termios *modes);
void signals_crash_done(void);

#endif
