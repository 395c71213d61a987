#ifndef APP_PERSONS_H
#define APP_PERSONS_H

#include "app/work.h"
#include "base/str.h"
#include "store/rights.h"

/* Persons and their roles (store/rights.h) as a person sees them. */

/* Whether roles hold for this database or are an agreement only, and why: one
 * sentence.  Also what it means that there are none. */
void persons_say_guard(struct work *w, struct str *out);
/* True when there are roles and somebody could get round them; the sentence. */
bool persons_are_advisory(struct work *w, struct str *why);

/* The actor's roles: «填报 信息中心、审核 全部单位»; what holds without any. */
int persons_say_roles(struct work *w, struct str *out, struct err *e);
/* Where the actor's work is: the first unit in the tree that the actor fills in,
 * else the first one reviewed; 0 (the first of all) without either. */
int persons_home(struct work *w);
/* Everybody who has a role, by name. */
struct person {
	char *name;
	char *roles; /* as persons_say_roles */
};
int persons_list(struct work *w, struct person **list, size_t *count, struct err *e);
void persons_list_free(struct person *list, size_t count);
/* True when the actor may not fill in the filing because of roles, whatever its
 * state; why (may be NULL) gets the sentence. */
bool persons_only_reads(struct work *w, const struct filing *f, struct str *why);

/* unit: an index, −1: all.  ERR_NOTFOUND: this machine has no such user, unless
 * future.  Else as store_role_add; of the shared database root gives the first
 * 管理 (ERR_DENIED). */
int persons_add(struct work *w, const char *person, const char *role, int unit, bool future,
                struct err *e);
int persons_delete(struct work *w, const char *person, const char *role, int unit, struct err *e);

/* What a unit of a role is called; NULL: it is not there. */
const char *persons_unit_name(struct work *w, int64_t unit);

#endif
