#ifndef TESTS_SUPPORT_DISK_H
#define TESTS_SUPPORT_DISK_H

#include <stdbool.h>

/* A disk that can be told to fail: SQLite's file functions (a VFS, the default
 * one from disk_install on), counted.  What changes a file counts as one
 * operation: a write, a cut, a sync, a deletion, the making of a file. */

void disk_install(void);
/* The usual disk again, for whatever is opened from now on. */
void disk_remove(void);

enum disk_fault {
	DISK_WELL,
	DISK_ERROR, /* the operation is refused: an I/O error                        */
	DISK_FULL,  /* nothing more fits: writes that make a file longer are refused */
	DISK_TORN,  /* the write gets half of its bytes down, then an I/O error      */
	DISK_CUT    /* the power fails: disk_on_cut is called, never to return       */
};

/* Operation number n from now (1 is the next), and with `on` all after it. */
void disk_fail(enum disk_fault fault, long n, bool on);
/* Operations since disk_fail was last called. */
long disk_operations(void);

/* Before a power cut: from now on it is known of each file what a sync has made
 * lasting.  At the cut the files get that, and of what was written since each
 * write with its own luck (all, none or its first sectors; seed): then `cut` is called. */
void disk_remember(unsigned seed, void (*cut)(void));

#endif
