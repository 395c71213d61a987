#ifndef STORE_RIGHTS_H
#define STORE_RIGHTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct store;

/* Who may do what: persons (the names of OS users, store_set_actor) with roles.
 *
 *   填报  changes the filings of one unit; of several with several roles
 *   审核  reviews a unit and all units below it, or all units
 *   管理  everything, persons and units too
 *
 * Everybody may read.  While nobody has 管理 everybody may do everything: a
 * database for one.  Every call of the store that writes asks here first, inside
 * its transaction.  Whether a person can get round the program is not known
 * here: base/privilege.h. */

enum store_right {
	RIGHT_FILL,   /* change what stands in a filing of the unit  */
	RIGHT_REVIEW, /* judge it: adopt, return, accept, lock, …     */
	RIGHT_MANAGE  /* persons, units, restoring: about no unit (0) */
};

/* What roles are called is data, the same in every language. */
#define ROLE_FILL "填报"
#define ROLE_REVIEW "审核"
#define ROLE_MANAGE "管理"

/* Whom the store takes the person for, and where from (NULL: not known). */
const char *store_actor(const struct store *s);
const char *store_actor_host(const struct store *s);

/* 0, or −1 with ERR_DENIED and one sentence: what the actor has no right to, who
 * has, whom to ask.  unit 0: not about a unit (of RIGHT_REVIEW: all units). */
int store_may(struct store *s, enum store_right right, int64_t unit, struct err *e);
/* 0 when the actor has one of the two rights; else what the first says. */
int store_may_either(struct store *s, enum store_right right, enum store_right other, int64_t unit,
                     struct err *e);
/* 1 when somebody has 管理, so that roles count; 0: everybody may; −1. */
int store_roles_rule(struct store *s, struct err *e);

struct store_role {
	char *person;
	char *role;
	int64_t unit; /* 0: all units */
};
/* By person and role, units by number; person NULL: of everybody. */
int store_roles(struct store *s, const char *person, struct store_role **roles, size_t *count,
                struct err *e);
void store_roles_free(struct store_role *roles, size_t count);

/* Each is an event in the journal and wants RIGHT_MANAGE once roles count; the
 * first 管理 is anybody's to give.  ERR_INPUT: no such role, a role that needs a
 * unit (填报) or takes none (管理), one the person has already, a name that can't
 * be a user's; of delete also the last 管理 while others have roles.
 * ERR_NOTFOUND: no such unit; the person has no such role. */
int store_role_add(struct store *s, const char *person, const char *role, int64_t unit,
                   struct err *e);
int store_role_delete(struct store *s, const char *person, const char *role, int64_t unit,
                      struct err *e);

#endif
