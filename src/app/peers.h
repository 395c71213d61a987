#ifndef APP_PEERS_H
#define APP_PEERS_H

#include "app/units.h"
#include "audit/finding.h"
#include "store/store.h"

/* A filing beside those of its peers: the units with the same superior, the
 * same set and year, by their stored figures and texts (a few indexed queries).
 * Searches of the set (`scan`, data/forms/README):
 *  peers     figures (`words peers`: form:key, or one divided by another) far
 *            from the median of the others: by more than weight peer.times
 *            median deviations and more than peer.share of the median, when at
 *            least peer.least others have one;
 *  borrowed  long texts the same as another unit's, the unit's name and blanks
 *            aside, of at least borrowed.least characters; what more than
 *            borrowed.most others have is a common text. */

struct peers;

/* Whether the set has such searches. */
bool peers_matter(const struct set *set);
/* Whether `words peers` names figures of the set: ERR_INPUT. */
int peers_lint(const struct set *set, struct err *e);
/* superior: id, 0: the roots.  set and units must outlive it. */
struct peers *peers_load(struct store *s, const struct units *units, const struct set *set,
                         int64_t superior, int year, struct err *e);
void peers_free(struct peers *p);
/* Adds what is found in f, which is compared with the others as they were loaded. */
void peers_check(const struct peers *p, const struct filing *f, struct findings *out);

/* The last few that were asked for. */
struct peers_kept;
struct peers_kept *peers_kept_new(void);
void peers_kept_free(struct peers_kept *k);
/* What they were loaded for: all of them, and all but one of them, since a
 * filing is compared with the others only. */
struct peers_stamp {
	int64_t all;    /* store_peers_revision */
	int64_t filing; /* the one … */
	int64_t others; /* … and the number without its revision */
};
/* Loaded when they are not there or have changed since, the filing of the stamp
 * aside; NULL: can't be read. */
const struct peers *peers_keep(struct peers_kept *k, struct store *s, const struct units *units,
                               const struct set *set, int64_t superior, int year,
                               const struct peers_stamp *stamp);

#endif
