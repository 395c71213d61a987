#ifndef SCREENS_PROMPT_H
#define SCREENS_PROMPT_H

#include "screens/dialog.h"

/* One line asked for at the bottom of the screen: `:`, find, go to. */
struct dialog *prompt_new(const char *label, const char *text);
/* A word Tab may complete what is typed to, with what it means. */
void prompt_offer(struct dialog *d, const char *word, const char *meaning);
const char *prompt_text(const struct dialog *d);

#endif
