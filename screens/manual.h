#ifndef SCREENS_MANUAL_H
#define SCREENS_MANUAL_H

#include "base/str.h"

/* The keys of the workbench as mdoc list items, from the one table of keys. */
void manual_keys(struct str *out);

#endif
