#ifndef SCREENS_TEXTBOX_H
#define SCREENS_TEXTBOX_H

#include "screens/dialog.h"

/* The editor of many lines in a box.  The first Esc asks when the text was
 * changed, the second gives it up. */
struct dialog *textbox_new(const char *title, const char *text);
/* As if the event had been typed in it. */
void textbox_type(struct dialog *d, const struct key_event *ev);
const char *textbox_text(const struct dialog *d);
bool textbox_changed(const struct dialog *d);
/* Counts as changed although nothing was typed: a restored draft. */
void textbox_touch(struct dialog *d);
/* Marks a stretch of it, in bytes. */
void textbox_select(struct dialog *d, size_t from, size_t length);
bool dialog_is_textbox(const struct dialog *d);

#endif
