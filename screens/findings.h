#ifndef SCREENS_FINDINGS_H
#define SCREENS_FINDINGS_H

#include "app/harvest.h"
#include "base/str.h"
#include "screens/desk.h"
#include "screens/pane.h"

/* What the audit found, as a list in groups: of the open sheet, the open
 * filing, or of all units as they were last audited. */
struct findings_pane;

enum findings_scope { FINDINGS_SHEET, FINDINGS_FILING, FINDINGS_TREE };

struct findings_pane *findings_pane_new(struct desk *d); /* which must outlive it */
void findings_pane_free(struct findings_pane *p);

/* Takes what an audit of all found over. */
void findings_pane_take(struct findings_pane *p, struct harvest *all);
bool findings_pane_has_all(const struct findings_pane *p);
void findings_pane_set_scope(struct findings_pane *p, enum findings_scope scope);
enum findings_scope findings_pane_scope(const struct findings_pane *p);

void findings_pane_fit(struct findings_pane *p, struct rect at);
void findings_pane_draw(const struct findings_pane *p, bool focus, struct caret *caret);
/* KEY_WANTS_TABLE: it went to the cell of a finding; KEY_PASS for ACT_LEAVE
 * and ACT_OTHER_VIEW, which are the shell's. */
enum key_result findings_pane_key(struct findings_pane *p, enum action a, int times);
enum key_result findings_pane_mouse(struct findings_pane *p, const struct key_event *ev);

/* «审核：附件2  待处理  按级别  ✗1 !12 ·3» */
void findings_pane_title(const struct findings_pane *p, struct str *out);
/* The finding under the cursor; NULL: none.  Good until the next fit. */
const struct harvest_item *findings_pane_here(const struct findings_pane *p,
                                              const struct harvest_filing **of);
/* Goes to the cell of the finding under the cursor; false: it says why not. */
bool findings_pane_go(struct findings_pane *p);

#endif
