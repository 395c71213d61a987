#include "app/cmd_table.h"
#include "app/persons.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/privilege.h"

/* person, whoami: who may do what. */

static const char *unit_code(struct work *w, int64_t unit)
{
	size_t n;
	const struct work_unit *units = work_units(w, &n);

	for (size_t i = 0; i < n; i++) {
		if (units[i].id == unit)
			return units[i].code;
	}
	return NULL;
}

static void json_role(struct json *j, struct work *w, const struct store_role *r)
{
	json_open(j, NULL, '{');
	json_string(j, "person", r->person);
	json_string(j, "role", r->role);
	json_string(j, "unit", unit_code(w, r->unit));
	json_close(j, '}');
}

static void print_role(struct str *out, struct work *w, const struct store_role *r)
{
	const char *unit = persons_unit_name(w, r->unit);

	str_addf(out, "%s  %s  %s\n", r->person, r->role, unit ? unit : "?");
}

int cmd_person(struct cmd_call *c)
{
	struct store_role *roles = NULL;
	struct json j;
	size_t n;

	if (store_roles(work_store(c->work), NULL, &roles, &n, c->e) < 0)
		return cmd_fail(c);
	cmd_json_begin(c, &j);
	for (size_t i = 0; i < n; i++) {
		if (c->json)
			json_role(&j, c->work, &roles[i]);
		else
			print_role(c->out, c->work, &roles[i]);
	}
	cmd_json_end(c, &j);
	if (!c->json) {
		persons_say_guard(c->work, c->out);
		str_addc(c->out, '\n');
	}
	store_roles_free(roles, n);
	return CMD_DONE;
}

/* 用户 角色 [单位] */
static int take_unit(struct cmd_call *c, int *unit)
{
	*unit = -1;
	if (c->nargs > 2)
		*unit = work_find_unit(c->work, c->args[2], c->e);
	return c->nargs > 2 && *unit < 0 ? -1 : 0;
}

int cmd_person_add(struct cmd_call *c)
{
	int unit;

	if (take_unit(c, &unit) < 0 ||
	    persons_add(c->work, c->args[0], c->args[1], unit, c->force, c->e) < 0)
		return cmd_fail(c);
	return CMD_DONE;
}

int cmd_person_delete(struct cmd_call *c)
{
	int unit;

	if (take_unit(c, &unit) < 0 ||
	    persons_delete(c->work, c->args[0], c->args[1], unit, c->e) < 0)
		return cmd_fail(c);
	return CMD_DONE;
}

/* ---- whoami ---- */

/* clang-format off */
static const char *const guard_names[] = {
	[GUARD_HOLDS] = "holds",         [GUARD_ROOT] = "root",
	[GUARD_MEMBER] = "member",       [GUARD_ELSEWHERE] = "elsewhere",
	[GUARD_NONE] = "none",
};
/* clang-format on */
_Static_assert(sizeof guard_names / sizeof *guard_names == GUARD_NONE + 1, "a name for each guard");

static int json_whoami(struct cmd_call *c)
{
	struct store *s = work_store(c->work);
	struct store_role *roles = NULL;
	struct json j = {.out = c->out};
	size_t n;
	int rule = store_roles_rule(s, c->e);

	if (rule < 0 || store_roles(s, store_actor(s), &roles, &n, c->e) < 0)
		return cmd_fail(c);
	json_open(&j, NULL, '{');
	json_string(&j, "person", store_actor(s));
	json_string(&j, "host", store_actor_host(s));
	json_bool(&j, "roles_count", rule > 0);
	json_string(&j, "guard", guard_names[privilege_guard(store_path(s))]);
	json_open(&j, "roles", '[');
	for (size_t i = 0; i < n; i++)
		json_role(&j, c->work, &roles[i]);
	json_close(&j, ']');
	json_close(&j, '}');
	str_addc(c->out, '\n');
	store_roles_free(roles, n);
	return CMD_DONE;
}

int cmd_whoami(struct cmd_call *c)
{
	struct store *s = work_store(c->work);
	const char *host = store_actor_host(s);

	if (c->json)
		return json_whoami(c);
	str_addf(c->out, host ? _("用户：%s，来自 %s\n") : _("用户：%s\n"), store_actor(s), host);
	str_add(c->out, _("角色："));
	if (persons_say_roles(c->work, c->out, c->e) < 0)
		return cmd_fail(c);
	str_addc(c->out, '\n');
	persons_say_guard(c->work, c->out);
	str_addc(c->out, '\n');
	return CMD_DONE;
}
