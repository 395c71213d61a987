#ifndef SCREENS_SETTINGS_H
#define SCREENS_SETTINGS_H

#include "screens/term.h"

/* What a person sets once for their terminal: $XDG_CONFIG_HOME/ziping/settings
 * (else ~/.config/ziping/settings), a name and a value on each line, # comments:
 *
 *     widths  wide        auto, narrow, wide
 *     borders ascii       auto, dec, unicode, ascii
 *     theme   light       default, light, mono, or the path of a theme file
 *     escdelay 150        milliseconds, for slow lines
 *     mouse   on
 *     probe   off         asks the terminal nothing at the start */
struct settings {
	struct term_settings term;
	char *theme;   /* owned; term.theme points to it */
};

/* The usual file; NULL when there is no home.  The caller frees it. */
char *settings_path(void);

/* Reads what the file says over the usual settings.  No file is no fault; −1
 * with «file:line: …» for the first mistake: lines before it count, and what
 * can't be taken leaves the usual value.  Freed with settings_free. */
int settings_read(struct settings *s, const char *path, struct err *e);
void settings_free(struct settings *s);

#endif
