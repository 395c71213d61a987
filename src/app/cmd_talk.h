#ifndef APP_CMD_TALK_H
#define APP_CMD_TALK_H

#include <stdbool.h>
#include <stddef.h>

/* Who sits before a command, if somebody does: main.c says so for a terminal,
 * tests say nothing.  For the whole process. */

struct cmd_talk {
	/* What is being done and how far, total 0: not known; some times a second;
	 * false: it is to stop.  NULL: it is done. */
	bool (*progress)(const char *doing, size_t done, size_t total);
	/* Yes. */
	bool (*ask)(const char *question);
};
/* Must outlive the commands; NULL: nobody is there. */
void cmd_set_talk(const struct cmd_talk *talk);
const struct cmd_talk *cmd_talk(void);

#endif
