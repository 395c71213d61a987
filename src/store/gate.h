#ifndef STORE_GATE_H
#define STORE_GATE_H

/* One that opens a database passes the gate of its folder; one that puts
 * another file in its place shuts the gate meanwhile.  Without it a newcomer
 * could open the old file with the new one's log.  Internal to src/store.
 *
 * An advisory lock (flock) on the folder: it ends with the process, and needs
 * no file and no right to write. */

/* Waits while the gate is shut, at most this long: a number for gate_leave.
 * -1: still shut (errno EWOULDBLOCK), or a folder that knows no locks. */
int gate_pass(const char *file, int milliseconds);
/* The same, once nobody is passing and nobody else has shut it. */
int gate_shut(const char *file, int milliseconds);
void gate_leave(int gate); /* -1 is fine */

#endif
