#ifndef SCREENS_EDITDRAW_H
#define SCREENS_EDITDRAW_H

#include "screens/draw.h"
#include "screens/lineedit.h"
#include "screens/textedit.h"

/* Draw the editors and say where the hardware cursor must stand (give it to
 * term_update). */
void editdraw_line(struct lineedit *l, int y, int x, int width, int *cy, int *cx);
/* Tells t the size of r. */
void editdraw_text(struct textedit *t, const struct rect *r, int *cy, int *cx);

#endif
