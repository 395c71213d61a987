
#include "app/cmd_table.h"
#include "app/who.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"

/* who: who has what open just now. */

struct sessions {
	struct cmd_call *c;
	struct work_filing *filings; /* of all units */
	size_t nfilings;
};

static void json_session(const struct sessions *x, struct json *j, const struct presence_session *s)
{
	struct str where = {0};

	who_where(x->c->work, s, x->filings, x->nfilings, &where);
	json_open(j, NULL, '{');
	json_string(j, "who", s->who);
	json_string(j, "host", *s->host ? s->host : NULL);
	json_int(j, "pid", s->pid);
	json_int(j, "since", s->since);
	json_int(j, "filing", s->filing);
	json_string(j, "form", *s->form ? s->form : NULL);
	json_int(j, "copy", s->copy);
	json_string(j, "editing", *s->key ? s->key : NULL);
	json_string(j, "where", where.length ? where.s : NULL);
	json_close(j, '}');
	str_free(&where);
}

static void print_session(const struct sessions *x, const struct presence_session *s)
{
	struct str where = {0};

	who_where(x->c->work, s, x->filings, x->nfilings, &where);
	str_addf(x->c->out, _("%s  自 %s"), s->who, when_short(s->since).s);
	if (*s->host)
		str_addf(x->c->out, _("  来自 %s"), s->host);
	if (where.length)
		str_addf(x->c->out, "  %s", where.s);
	if (*s->key)
		str_addf(x->c->out, _("  正在编辑 %s"), s->key);
	str_addc(x->c->out, '\n');
	str_free(&where);
}

int cmd_who(struct cmd_call *c)
{
	struct presence *p = presence_open(work_store(c->work));
	const struct presence_session *all = NULL;
	struct sessions x = {.c = c};
	struct json j;
	size_t n = 0;

	if (p) {
		presence_poll(p, 0);
		all = presence_sessions(p, &n);
	}
	if (n)
		x.filings = work_filings(c->work, -1, &x.nfilings, NULL);
	cmd_json_begin(c, &j);
	for (size_t i = 0; i < n; i++) {
		if (c->json)
			json_session(&x, &j, &all[i]);
		else
			print_session(&x, &all[i]);
	}
	if (!n && !c->json)
		str_add(c->out, _("现在没有人打开工作台。\n"));
	cmd_json_end(c, &j);
	mem_free(x.filings);
	presence_close(p);
	return CMD_DONE;
}
