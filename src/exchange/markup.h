#ifndef EXCHANGE_MARKUP_H
#define EXCHANGE_MARKUP_H

#include "base/str.h"

/* Writes XML: whatever a text holds is escaped.  It does not fail: no memory
 * ends the program as everywhere. */
struct markup;

struct markup *markup_new(void);
/* Appends what was written to out and frees it. */
void markup_end(struct markup *m, struct str *out);

void markup_declare(struct markup *m);                    /* <?xml …?> */
void markup_raw(struct markup *m, const char *text);      /* as it stands */
void markup_open(struct markup *m, const char *name);
/* Of the element opened last, before its texts. */
void markup_attr(struct markup *m, const char *name, const char *value);
void markup_number(struct markup *m, const char *name, int value);
void markup_text(struct markup *m, const char *text);
void markup_textn(struct markup *m, const char *text, size_t length);
void markup_close(struct markup *m);                      /* <a/> when there is nothing in it */
void markup_close_full(struct markup *m);                 /* always </a>: for HTML */
/* An element with at most one attribute (name NULL: none) and nothing in it. */
void markup_empty(struct markup *m, const char *element, const char *name, const char *value);

#endif
