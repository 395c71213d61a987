#ifndef SCREENS_PAGEDRAW_H
#define SCREENS_PAGEDRAW_H

#include "form/page.h"
#include "screens/draw.h"

/* Draws what of the page is inside at when its row top and column left stand
 * at the upper left corner.  at is to be the clip (draw_clip). */
void pagedraw(const struct page *p, const struct rect *at, int top, int left);

#endif
