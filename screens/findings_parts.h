#ifndef SCREENS_FINDINGS_PARTS_H
#define SCREENS_FINDINGS_PARTS_H

#include "base/map.h"
#include "screens/findings.h"

/* Shared by the files of the list of findings, for nobody else.
 *
 * 1. live holds the open filing's findings as of built_content, all those of
 *    the last audit of all; of the open filing what live says counts.
 * 2. lines are the groups that have wanted findings, each with its own behind
 *    it unless it is folded. */

enum findings_group { GROUP_PLACE, GROUP_RULE, GROUP_LEVEL, GROUPS };
enum findings_states {
	STATES_OPEN, STATES_ALL, STATES_EXPLAINED, STATES_ADOPTED, STATES_RETURNED, STATES_GONE,
	STATES
};

struct findings_wanted { /* one that is listed */
	const struct harvest_item *item;
	const struct harvest_filing *filing;
	int group;
};
struct findings_group_of {
	char *key, *title;
	int n, rank;
	bool folded;
};
struct findings_line {
	int group;
	int wanted; /* −1: the group's own line */
};

struct findings_pane {
	struct desk *desk;
	struct rect at;
	enum findings_scope scope;
	enum findings_group group;
	enum findings_states states;
	int level; /* −1: all */
	struct harvest live, all;
	bool has_all;
	const struct filing *built_filing;
	int built_sheet;
	unsigned built_content;
	bool stale; /* another choice of what is listed */
	struct map *turned; /* keys of groups whose fold is not as they begin: 1 */
	struct findings_wanted *wanted;
	size_t nwanted, wanted_capacity;
	struct findings_group_of *groups;
	size_t ngroups;
	struct findings_line *lines;
	size_t nlines;
	struct review_counts counts; /* of the scope, whatever is wanted */
	char *followed; /* the desk's finding that the cursor went to */
	int cursor, top;
};

/* Lists anew what is wanted; the cursor stays at its finding. */
void findings_list(struct findings_pane *p);
void findings_forget(struct findings_pane *p);

#endif
