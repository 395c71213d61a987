#include "store/rights.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "store/db.h"
#include "store/events.h"
#include "store/units.h"

enum { NAMES_TOLD = 6, LONGEST_NAME = 64 };

/* What the events are called is data. */
static const char role_given[] = "给角色", role_taken[] = "去角色";

/* ---- persons ---- */

const char *store_actor(const struct store *s)
{
	return s->actor;
}

const char *store_actor_host(const struct store *s)
{
	return s->host;
}

/* Those who have the right for the unit; only: of this person, NULL: all; role:
 * because of this role, NULL: whichever. */
static int write_persons(struct store *s, enum store_right right, int64_t unit, const char *only,
                         const char *role, struct str *out, struct err *e)
{
	sqlite3_stmt *q = db_ask(
	    s, SQL_ROLE_WHO, DB_VALUES(db_int(right), db_int(unit), db_str(only), db_str(role)), e);
	int more = q ? db_row(s, q, e) : -1, n = 0;

	for (; more > 0; more = db_row(s, q, e)) {
		if (++n <= NAMES_TOLD)
			str_addf(out, "%s%s", n > 1 ? "、" : "",
			         (const char *)sqlite3_column_text(q, 0));
	}
	if (n > NAMES_TOLD)
		str_addf(out, _(" 等 %d 人"), n);
	return more < 0 ? -1 : n;
}

static int has_right(struct store *s, enum store_right right, int64_t unit, struct err *e)
{
	struct str name = {0};
	int n = write_persons(s, right, unit, s->actor, NULL, &name, e);

	str_free(&name);
	return n < 0 ? -1 : n > 0;
}

int store_roles_rule(struct store *s, struct err *e)
{
	int64_t ignored;

	return db_number(s, SQL_ROLE_RULED, NULL, 0, &ignored, e);
}

/* ---- the refusal ---- */

/* The newest name; the caller frees it, NULL: e says why. */
static char *unit_name(struct store *s, int64_t unit, struct err *e)
{
	sqlite3_stmt *q;
	char *name = NULL;
	int found;

	if (unit == 0)
		return mem_strdup(_("全部单位"));
	q = db_ask(s, SQL_UNIT_NEWEST_NAME, DB_VALUES(db_int(unit)), e);
	found = q ? db_row(s, q, e) : -1;
	if (found < 0)
		return NULL;
	if (found > 0) {
		name = db_text(q, 0);
		db_done(q);
	}
	return name ? name : mem_strdup("?");
}

/* have: those who have the role, "" when nobody has. */
static int say_fill(const char *actor, const char *unit, const char *have, const char *managers,
                    struct err *e)
{
	if (!*have)
		return err_set(e, ERR_DENIED,
		               _("%s 没有“%s”的填报角色，只能看，不能改；现在还没有人有这个角色，"
		                 "要添加请找管理 %s"),
		               actor, unit, managers);
	return err_set(e, ERR_DENIED,
	               _("%s 没有“%s”的填报角色，只能看，不能改；有这个角色的是 %s，"
	                 "要添加请找管理 %s"),
	               actor, unit, have, managers);
}

static int say_review(const char *actor, const char *unit, const char *have, const char *managers,
                      struct err *e)
{
	if (!*have)
		return err_set(
		    e, ERR_DENIED,
		    _("这一步要有审核角色，%s 没有“%s”的审核角色；现在还没有人有这个角色，"
		      "要添加请找管理 %s"),
		    actor, unit, managers);
	return err_set(e, ERR_DENIED,
	               _("这一步要有审核角色，%s 没有“%s”的审核角色；有这个角色的是 %s，"
	                 "要添加请找管理 %s"),
	               actor, unit, have, managers);
}

static int say(const struct store *s, enum store_right right, const char *unit, const char *have,
               const char *managers, struct err *e)
{
	switch (right) {
	case RIGHT_FILL:
		return say_fill(s->actor, unit, have, managers, e);
	case RIGHT_REVIEW:
		return say_review(s->actor, unit, have, managers, e);
	case RIGHT_MANAGE:
		break;
	}
	return err_set(e, ERR_DENIED, _("这一步只有管理能做，%s 没有管理角色；请找管理 %s"),
	               s->actor, managers);
}

static int refuse(struct store *s, enum store_right right, int64_t unit, struct err *e)
{
	const char *role = right == RIGHT_FILL ? ROLE_FILL : ROLE_REVIEW;
	struct str have = {0}, managers = {0};
	char *name = unit_name(s, unit, e);

	if (name && write_persons(s, RIGHT_MANAGE, 0, NULL, NULL, &managers, e) >= 0 &&
	    write_persons(s, right, unit, NULL, role, &have, e) >= 0)
		say(s, right, name, str_text(&have), str_text(&managers), e);
	str_free(&have);
	str_free(&managers);
	mem_free(name);
	return -1;
}

int store_may_either(struct store *s, enum store_right right, enum store_right other, int64_t unit,
                     struct err *e)
{
	int rule = store_roles_rule(s, e);
	int has = rule > 0 ? has_right(s, right, unit, e) : 1;

	if (rule < 0)
		return -1;
	if (has == 0 && other != right)
		has = has_right(s, other, unit, e);
	if (has < 0)
		return -1;
	return has ? 0 : refuse(s, right, unit, e);
}

int store_may(struct store *s, enum store_right right, int64_t unit, struct err *e)
{
	return store_may_either(s, right, right, unit, e);
}

/* ---- the list ---- */

int store_roles(struct store *s, const char *person, struct store_role **roles, size_t *count,
                struct err *e)
{
	sqlite3_stmt *q = db_ask(s, SQL_ROLES, DB_VALUES(db_str(person)), e);
	size_t capacity = 0;
	int more = q ? db_row(s, q, e) : -1;

	*roles = NULL;
	*count = 0;
	for (; more > 0; more = db_row(s, q, e)) {
		*roles = mem_more(*roles, *count, &capacity, sizeof **roles);
		(*roles)[(*count)++] = (struct store_role){.person = db_text(q, 0),
		                                           .role = db_text(q, 1),
		                                           .unit = sqlite3_column_int64(q, 2)};
	}
	if (more < 0) {
		store_roles_free(*roles, *count);
		*roles = NULL;
		*count = 0;
	}
	return more;
}

void store_roles_free(struct store_role *roles, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		mem_free(roles[i].person);
		mem_free(roles[i].role);
	}
	mem_free(roles);
}

/* ---- changing it ---- */

/* What a system takes for a user's name, and little more: nothing that can't be
 * seen, or that would end the name in a list. */
static int check_person(const char *person, struct err *e)
{
	size_t length = person ? strlen(person) : 0;
	bool fits = length > 0 && length <= LONGEST_NAME && person[0] != '-' &&
	            text_check(person, length) == length && !strpbrk(person, " :/,\t\n");
	char *clean = fits ? text_clean(person, false) : NULL;

	fits = fits && strcmp(clean, person) == 0;
	mem_free(clean);
	return fits ? 0 : err_set(e, ERR_INPUT, _("“%s”不能是用户名"), person ? person : "");
}

static int check_role(struct store *s, const char *role, int64_t unit, struct err *e)
{
	bool fill = strcmp(role, ROLE_FILL) == 0, manage = strcmp(role, ROLE_MANAGE) == 0;

	if (!fill && !manage && strcmp(role, ROLE_REVIEW) != 0)
		return err_set(e, ERR_INPUT, _("没有“%s”这种角色；角色有：填报、审核、管理"), role);
	if (fill && unit == 0)
		return err_set(e, ERR_INPUT, _("填报角色要写明是哪个单位"));
	if (manage && unit != 0)
		return err_set(e, ERR_INPUT, _("管理角色管全部单位，不写单位"));
	return unit == 0 ? 0 : units_check(s, unit, e);
}

/* «404010 信息中心»: verify finds the role by the code. */
static int add_unit(struct store *s, int64_t unit, struct str *out, struct err *e)
{
	sqlite3_stmt *q = db_ask(s, SQL_UNIT_CODE_OF, DB_VALUES(db_int(unit)), e);
	int found = q ? db_row(s, q, e) : -1;
	char *name;

	if (found <= 0)
		return -1;
	str_addf(out, "%s ", (const char *)sqlite3_column_text(q, 0));
	db_done(q);
	name = unit_name(s, unit, e);
	if (name)
		str_add(out, name);
	mem_free(name);
	return name ? 0 : -1;
}

static int note(struct store *s, const char *what, const char *person, const char *role,
                int64_t unit, struct err *e)
{
	struct str detail = {0};
	int result = 0;

	str_addf(&detail, "%s %s ", person, role);
	if (unit == 0)
		str_add(&detail, "全部单位");
	else
		result = add_unit(s, unit, &detail, e);
	if (result == 0)
		result = event_add(s, 0, what, str_text(&detail), e);
	str_free(&detail);
	return result;
}

static int add_role(struct store *s, const char *person, const char *role, int64_t unit,
                    struct err *e)
{
	if (store_may(s, RIGHT_MANAGE, 0, e) < 0 || check_person(person, e) < 0 ||
	    check_role(s, role, unit, e) < 0 ||
	    db_run(s, SQL_ROLE_ADD, DB_VALUES(db_str(person), db_str(role), db_int(unit)), e) < 0)
		return -1;
	if (sqlite3_changes(s->sqlite) == 0)
		return err_set(e, ERR_INPUT, _("%s 已经有这个%s角色"), person, role);
	return note(s, role_given, person, role, unit, e);
}

int store_role_add(struct store *s, const char *person, const char *role, int64_t unit,
                   struct err *e)
{
	if (db_begin(s, e) < 0)
		return -1;
	return db_end(s, add_role(s, person, role, unit, e), e);
}

/* Without a 管理 the others' roles would not count any more: everybody could do
 * everything. */
static int check_left(struct store *s, struct err *e)
{
	int64_t ignored;
	int left = db_number(s, SQL_ROLE_ANY, NULL, 0, &ignored, e);
	int ruled = left > 0 ? store_roles_rule(s, e) : left;

	if (left > 0 && ruled == 0)
		return err_set(e, ERR_INPUT,
		               _("这是最后一个管理角色，去掉它角色就都不作数了；"
		                 "请先给别人管理角色，或先去掉其他人的角色"));
	return left < 0 || ruled < 0 ? -1 : 0;
}

static int delete_role(struct store *s, const char *person, const char *role, int64_t unit,
                       struct err *e)
{
	if (store_may(s, RIGHT_MANAGE, 0, e) < 0 ||
	    db_run(s, SQL_ROLE_DELETE, DB_VALUES(db_str(person), db_str(role), db_int(unit)), e) <
	        0)
		return -1;
	if (sqlite3_changes(s->sqlite) == 0)
		return err_set(e, ERR_NOTFOUND, _("%s 没有这个%s角色"), person, role);
	if (strcmp(role, ROLE_MANAGE) == 0 && check_left(s, e) < 0)
		return -1;
	return note(s, role_taken, person, role, unit, e);
}

int store_role_delete(struct store *s, const char *person, const char *role, int64_t unit,
                      struct err *e)
{
	if (db_begin(s, e) < 0)
		return -1;
	return db_end(s, delete_role(s, person, role, unit, e), e);
}
