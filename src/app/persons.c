#include "app/persons.h"

#include <pwd.h>
#include <string.h>

#include "app/work_inside.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/privilege.h"

/* ---- whether roles hold ---- */

static void say_guard(const struct work *w, struct str *out)
{
	const char *shared = privilege_shared();

	switch (privilege_guard(store_path(w->store))) {
	case GUARD_HOLDS:
		str_add(out,
		        _("角色由系统的权限保证：不经过本程序，谁也读不到、改不了数据库文件。"));
		break;
	case GUARD_ROOT:
		str_add(out, _("你是 root：系统的权限拦不住 root，角色对 root 只是约定。"));
		break;
	case GUARD_MEMBER:
		str_add(out, _("角色只是约定：你不经过本程序也能改数据库文件。要真正管住，"
		               "不要让使用的人进数据库所属的用户组。"));
		break;
	case GUARD_ELSEWHERE:
		str_addf(
		    out,
		    _("角色只是约定：这不是本机共用的数据库（%s），谁能写这个文件，谁就能改。"),
		    shared);
		break;
	case GUARD_NONE:
		str_add(out, _("角色只是约定：谁能写数据库文件，谁就能改。要真正管住，"
		               "请按 INSTALL-SHARED 安装。"));
		break;
	}
}

void persons_say_guard(struct work *w, struct str *out)
{
	int rule = store_roles_rule(w->store, NULL);

	if (rule == 0)
		str_add(out, _("还没有人有管理角色：能打开数据库的人都可以做一切。"
		               "用 ziping person add 用户 管理 指定第一个。"));
	else if (rule > 0)
		say_guard(w, out);
}

bool persons_are_advisory(struct work *w, struct str *why)
{
	if (store_roles_rule(w->store, NULL) <= 0 ||
	    privilege_guard(store_path(w->store)) == GUARD_HOLDS)
		return false;
	say_guard(w, why);
	return true;
}

/* ---- what a person has ---- */

const char *persons_unit_name(struct work *w, int64_t unit)
{
	size_t n;
	const struct work_unit *units;

	if (unit == 0)
		return _("全部单位");
	units = work_units(w, &n);
	for (size_t i = 0; i < n; i++) {
		if (units[i].id == unit)
			return units[i].name;
	}
	return NULL;
}

static const char *without_roles(int rule)
{
	return rule ? _("没有角色，只能看") : _("没有人设过角色，什么都可以做");
}

static void add_role(struct work *w, const struct store_role *role, struct str *out)
{
	const char *unit = persons_unit_name(w, role->unit);

	str_addf(out, "%s%s %s", out->length ? "、" : "", role->role, unit ? unit : "?");
}

int persons_say_roles(struct work *w, struct str *out, struct err *e)
{
	struct str all = {0};
	struct store_role *roles;
	size_t n;
	int rule = store_roles_rule(w->store, e);

	if (rule < 0 || store_roles(w->store, store_actor(w->store), &roles, &n, e) < 0)
		return -1;
	for (size_t i = 0; i < n; i++)
		add_role(w, &roles[i], &all);
	str_add(out, n > 0 ? str_text(&all) : without_roles(rule));
	str_free(&all);
	store_roles_free(roles, n);
	return 0;
}

static int first_with(struct work *w, const struct store_role *roles, size_t n, const char *role)
{
	size_t count;
	const struct work_unit *units = work_units(w, &count);

	for (size_t u = 0; u < count; u++) {
		for (size_t i = 0; i < n; i++) {
			if (roles[i].unit == units[u].id && strcmp(roles[i].role, role) == 0)
				return (int)u;
		}
	}
	return -1;
}

int persons_home(struct work *w)
{
	struct store_role *roles;
	size_t n;
	int unit;

	if (store_roles(w->store, store_actor(w->store), &roles, &n, NULL) < 0)
		return 0;
	unit = first_with(w, roles, n, ROLE_FILL);
	if (unit < 0)
		unit = first_with(w, roles, n, ROLE_REVIEW);
	store_roles_free(roles, n);
	return unit < 0 ? 0 : unit;
}

int persons_list(struct work *w, struct person **list, size_t *count, struct err *e)
{
	struct store_role *roles;
	struct str all = {0};
	size_t n;

	*list = NULL;
	*count = 0;
	if (store_roles(w->store, NULL, &roles, &n, e) < 0)
		return -1;
	*list = mem_array(n + 1, sizeof **list);
	for (size_t i = 0; i < n; i++) {
		add_role(w, &roles[i], &all);
		if (i + 1 < n && strcmp(roles[i].person, roles[i + 1].person) == 0)
			continue;
		(*list)[*count].name = mem_strdup(roles[i].person);
		(*list)[(*count)++].roles = str_take(&all);
	}
	store_roles_free(roles, n);
	return 0;
}

void persons_list_free(struct person *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		mem_free(list[i].name);
		mem_free(list[i].roles);
	}
	mem_free(list);
}

bool persons_only_reads(struct work *w, const struct filing *f, struct str *why)
{
	struct err denied = {0};

	if (f->id <= 0 || store_may(w->store, RIGHT_FILL, f->unit, &denied) == 0)
		return false;
	if (why)
		str_add(why, denied.text);
	return denied.code == ERR_DENIED;
}

/* ---- changing it ---- */

static int64_t unit_id(struct work *w, int unit)
{
	size_t n;
	const struct work_unit *units = work_units(w, &n);

	return unit >= 0 && (size_t)unit < n ? units[unit].id : 0;
}

/* Everybody on this machine can write the shared database with the program: who
 * comes first must not be the one who manages it. */
static int check_first(struct work *w, struct err *e)
{
	int rule = store_roles_rule(w->store, e);

	if (rule == 0 && privilege_guard(store_path(w->store)) == GUARD_HOLDS)
		return err_set(e, ERR_DENIED,
		               _("这是本机共用的数据库，第一个管理由 root 指定："
		                 "用 root 运行 ziping person add 用户 管理"));
	return rule < 0 ? -1 : 0;
}

int persons_add(struct work *w, const char *person, const char *role, int unit, bool future,
                struct err *e)
{
	if (check_first(w, e) < 0)
		return -1;
	if (!future && !getpwnam(person))
		return err_set(e, ERR_NOTFOUND,
		               _("本机没有用户 %s，请检查写得对不对；账号以后才建的，加 --force"),
		               person);
	return store_role_add(w->store, person, role, unit_id(w, unit), e);
}

int persons_delete(struct work *w, const char *person, const char *role, int unit, struct err *e)
{
	return store_role_delete(w->store, person, role, unit_id(w, unit), e);
}
