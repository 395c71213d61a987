#ifndef SCREENS_SEQUENCE_H
#define SCREENS_SEQUENCE_H

#include <stddef.h>

/* The control sequences of terminals:
 * ESC [ lead? parameter (; parameter)* intermediate* final */
struct sequence {
	char lead; /* < = > ? or 0 */
	int n;
	int parameter[8];
	char final;
	size_t length; /* with ESC [ */
};

/* s begins with ESC [.  1: all of it is there; 0: not yet; −1: it is none. */
int sequence_scan(const char *s, size_t length, struct sequence *c);

/* The key of a final letter (also after ESC O), of the number before a ~;
 * K_NONE: none. */
int sequence_letter(char final);
int sequence_number(int number);

#endif
