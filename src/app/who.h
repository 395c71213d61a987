#ifndef APP_WHO_H
#define APP_WHO_H

#include "app/work.h"
#include "store/presence.h"

/* Who else works on the database just now (store/presence.h), in words. */

/* From now on this session is seen by the others; without a file to say so in
 * nothing happens, here and in all that follows. */
void who_join(struct work *w);
/* What lies open (f NULL: nothing) and the cell that is being edited (NULL: none). */
void who_say(struct work *w, const struct filing *f, int sheet, const struct place *editing);
/* True when others came, went or opened something else.  now: ms, see presence_poll. */
bool who_poll(struct work *w, int64_t now);
/* All sessions, the own one among them; NULL with *n 0 when nothing is known.
 * Texts are as others wrote them: to be cleaned. */
const struct presence_session *who_all(const struct work *w, size_t *n);

/* «另有 2 人：某某（附件2）、某某（附件3）» of those who have the filing open, the name
 * of each once; nothing when nobody has.  Their number. */
size_t who_beside(const struct work *w, const struct filing *f, struct str *out);
/* Whether somebody else has the sheet open. */
bool who_has_open(const struct work *w, const struct filing *f, int sheet);
/* The one who is editing the cell now; NULL: nobody. */
const struct presence_session *who_edits(const struct work *w, const struct filing *f,
                                         struct place p);
/* The cells of a sheet that somebody else is editing, one for each call; *next
 * begins at 0.  False: no more. */
bool who_edited(const struct work *w, const struct filing *f, int sheet, size_t *next,
                struct place *out);
/* «信息中心 2024 年 附件2», or what is known of it; all: work_filings of all units. */
void who_where(struct work *w, const struct presence_session *s, const struct work_filing *all,
               size_t n, struct str *out);

#endif
