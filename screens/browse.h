#ifndef SCREENS_BROWSE_H
#define SCREENS_BROWSE_H

#include "screens/dialog.h"

/* A file to choose (CTX_BROWSE): folders first, then what can be imported or,
 * asked for, all.  What is typed filters the names; with a slash in it, it is
 * the name of a file or folder anywhere. */
struct dialog *browse_new(const char *title, const char *folder); /* absolute */
/* The file that was chosen (DIALOG_DONE), and the folder it was looked for in,
 * all of which was asked for with DIALOG_OTHER. */
const char *browse_file(const struct dialog *d);
const char *browse_folder(const struct dialog *d);

#endif
