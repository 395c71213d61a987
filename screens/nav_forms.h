#ifndef SCREENS_NAV_FORMS_H
#define SCREENS_NAV_FORMS_H

#include "screens/desk.h"
#include "screens/pane.h"

/* The years of the open unit and the sheets of the open year, each with the
 * number of its differences and faults, and ※ where something was remarked. */
struct nav_forms;

struct nav_forms *nav_forms_new(struct desk *d); /* which must outlive it */
void nav_forms_free(struct nav_forms *n);

void nav_forms_fit(struct nav_forms *n, struct rect at);
void nav_forms_draw(const struct nav_forms *n, bool focus, struct caret *caret);
enum key_result nav_forms_key(struct nav_forms *n, enum action a, int times);
enum key_result nav_forms_mouse(struct nav_forms *n, const struct key_event *ev);
int nav_forms_sheet(const struct nav_forms *n); /* under the cursor, −1 */
int nav_forms_rows(const struct nav_forms *n);  /* that it would like to have */

#endif
