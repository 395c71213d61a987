#ifndef SCREENS_PATHLINE_H
#define SCREENS_PATHLINE_H

#include <stdbool.h>

#include "screens/lineedit.h"

/* The line in which a file or folder is named.  «~» is the person's home. */
struct pathline;

/* folder: where names that don't begin at the root begin, absolute. */
struct pathline *pathline_new(const char *folder, const char *text);
void pathline_free(struct pathline *p);
void pathline_set_folder(struct pathline *p, const char *folder);
void pathline_set(struct pathline *p, const char *text);
const char *pathline_text(const struct pathline *p);
enum edit_result pathline_key(struct pathline *p, const struct key_event *ev);
/* What is typed, from the root; the caller frees it. */
char *pathline_absolute(const struct pathline *p);

/* Tab: completes the last part as far as all that fits agrees, of names that
 * `wanted` takes (NULL: none) and folders.  What it may become is in the hint. */
void pathline_complete(struct pathline *p, bool (*wanted)(const char *name));
/* Of the last completion; "" after a key. */
const char *pathline_hint(const struct pathline *p);

void pathline_draw(struct pathline *p, int y, int x, int width, int *cy, int *cx);

#endif
