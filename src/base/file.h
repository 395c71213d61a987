#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

/* Files the program or a person names.  Errors say the path and the reason. */

/* Appends the whole file to out; over limit bytes is ERR_LIMIT, a directory
 * or a device ERR_INPUT. */
int file_read(const char *path, size_t limit, struct str *out, struct err *e);

/* Writes to a temporary name beside path, syncs and renames.  An existing
 * file is ERR_INPUT unless replace. */
int file_write(const char *path, const char *data, size_t length, bool replace, struct err *e);

/* The names in a folder ending in suffix ("" for all), sorted, without the
 * folder; *count gets their number.  The caller frees with file_list_free. */
char **file_list(const char *folder, const char *suffix, size_t *count, struct err *e);
void file_list_free(char **names, size_t count);

bool file_is_folder(const char *path);
bool file_is_there(const char *path);
/* Makes the folder and what is above it. */
int file_make_folder(const char *path, struct err *e);

/* "folder/name"; the caller frees it. */
char *file_join(const char *folder, const char *name);

/* The name from the root, without «.», «..» and doubled slashes; links are not
 * followed.  A leading «~» is $HOME, a relative name begins in folder (NULL: the
 * working folder).  The caller frees it. */
char *file_absolute(const char *folder, const char *path);

#endif
