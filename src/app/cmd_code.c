
#include "app/cmd_table.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/when.h"
#include "store/chain_check.h"

/* verify --code: what the 校验码 on a document stands for. */

static const struct work_filing *find_filing(const struct work_filing *all, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++) {
		if (all[i].id == id)
			return &all[i];
	}
	return NULL;
}

static void print_origin(struct cmd_call *c, const struct chain_origin *o,
                         const struct work_filing *f)
{
	size_t n;
	char *who = text_clean(o->who ? o->who : "", false);
	char *what = text_clean(o->what ? o->what : "", false);

	if (f)
		str_addf(c->out, _("填报：%s %d 年\n"), work_units(c->work, &n)[f->unit].name,
		         f->year);
	str_add(c->out, _("当时最后的记录："));
	if (o->step)
		str_addf(c->out, _("修改日志第 %lld 步，"), (long long)o->step);
	str_addf(c->out, "%s %s %s\n", who, when_second(o->time).s, what);
	if (o->since)
		str_addf(c->out, _("此后又有 %lld 条记录：现在的内容可能与那份文件不同。\n"),
		         (long long)o->since);
	else
		str_add(c->out, _("此后没有改动：现在的内容就是那份文件的内容。\n"));
	mem_free(who);
	mem_free(what);
}

static void json_origin(struct cmd_call *c, const struct chain_origin *o,
                        const struct work_filing *f)
{
	struct json j;
	size_t n;

	cmd_json_begin(c, &j);
	json_open(&j, NULL, '{');
	json_int(&j, "link", o->link);
	json_int(&j, "filing", o->filing);
	json_string(&j, "unit", f ? work_units(c->work, &n)[f->unit].name : NULL);
	json_int(&j, "year", f ? f->year : 0);
	json_int(&j, "step", o->step);
	json_int(&j, "time", o->time);
	json_string(&j, "who", o->who);
	json_string(&j, "what", o->what);
	json_int(&j, "since", o->since);
	json_close(&j, '}');
	cmd_json_end(c, &j);
}

int cmd_verify_code(struct cmd_call *c)
{
	struct chain_origin origin;
	struct work_filing *all;
	size_t n = 0;
	bool changed;

	c->work = cmd_open(c->database, STORE_READ, c->e);
	if (!c->work || chain_find_code(work_store(c->work), c->code, &origin, c->e) < 0)
		return cmd_fail(c);
	changed = origin.since > 0;
	all = work_filings(c->work, -1, &n, c->e);
	if (all && c->json)
		json_origin(c, &origin, find_filing(all, n, origin.filing));
	else if (all)
		print_origin(c, &origin, find_filing(all, n, origin.filing));
	chain_origin_free(&origin);
	mem_free(all);
	if (!all)
		return cmd_fail(c);
	return changed ? CMD_DIFFERENCES : CMD_DONE;
}
