#include <string.h>
#include <time.h>

#include "app/actor.h"
#include "app/cmd_table.h"
#include "app/cmd_talk.h"
#include "app/copies.h"
#include "app/safekeeping.h"
#include "app/verify.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/privilege.h"
#include "base/when.h"
#include "store/rights.h"
#include "store/verify.h"

/* backup, restore, verify. */

static const struct cmd_talk *talk;

void cmd_set_talk(const struct cmd_talk *t)
{
	talk = t;
}

const struct cmd_talk *cmd_talk(void)
{
	return talk;
}

static bool tell(void *context, size_t done, size_t total)
{
	return !talk || talk->progress(context, done, total);
}

static void tell_end(void)
{
	if (talk)
		talk->progress(NULL, 0, 0);
}

/* What was stopped is no success. */
static int fail(struct cmd_call *c)
{
	if (c->e->code == ERR_NONE)
		err_set(c->e, ERR_USAGE, _("已停下，什么也没有改"));
	return cmd_fail(c);
}

/* ---- backup ---- */

int cmd_backup(struct cmd_call *c)
{
	const char *to = c->nargs ? c->args[0] : c->file;
	char *made = NULL;
	int result = safe_backup(work_store(c->work), to, c->force, tell, _("备份"), &made, c->e);

	tell_end();
	if (result == 0 && c->json) {
		struct json j = { .out = c->out };

		json_open(&j, NULL, '{');
		json_string(&j, "file", made);
		json_close(&j, '}');
		str_addc(c->out, '\n');
	} else if (result == 0) {
		str_addf(c->out, _("已备份到 %s，副本检查过，完好\n"), made);
	}
	mem_free(made);
	return result == 0 ? CMD_DONE : fail(c);
}

/* ---- restore ---- */

static int list_copies(struct cmd_call *c)
{
	size_t n;
	struct copy *all = copies_list(c->database, &n);
	struct json j;

	cmd_json_begin(c, &j);
	for (size_t i = n; i > 0; i--) {
		const struct copy *x = &all[i - 1];

		if (c->json) {
			json_open(&j, NULL, '{');
			json_string(&j, "file", x->path);
			json_int(&j, "time", x->time);
			json_int(&j, "bytes", x->size);
			json_bool(&j, "daily", x->daily);
			json_close(&j, '}');
		} else {
			str_addf(c->out, "%s  %6lld KB  %s  %s\n", when_minute(x->time).s,
			         (long long)(x->size + 1023) / 1024,
			         x->daily ? _("每日") : _("备份"), x->path);
		}
	}
	cmd_json_end(c, &j);
	if (n == 0 && !c->json)
		str_addf(c->out, _("%s.copies 里还没有副本\n"), c->database);
	copies_free(all, n);
	return CMD_DONE;
}

/* Without --yes a terminal is asked; where nobody can be asked, nothing is done. */
static int ask(struct cmd_call *c)
{
	struct str question = { 0 };
	int result = safe_restore_look(c->database, c->args[0], &question, c->e);

	if (result < 0)
		goto out;
	if (c->yes) {
		str_add(c->out, str_text(&question));
		goto out;
	}
	str_addf(&question, _("现在的数据库会另存为 %s.before-restore-…。\n"), c->database);
	if (!talk)
		result = err_set(c->e, ERR_USAGE, _("没有恢复。%s确定要恢复请加 --yes"),
		                 str_text(&question));
	else if (!talk->ask(str_text(&question)))
		result = err_set(c->e, ERR_USAGE, _("没有恢复，数据库还是原来的"));
out:
	str_free(&question);
	return result;
}

static int restore(struct cmd_call *c, const char *who, const char *host)
{
	struct safe_restore r = {
		.database = c->database, .copy = c->args[0], .who = who, .host = host,
		.now = (int64_t)time(NULL), .despite_others = c->force,
		.progress = tell, .context = _("恢复"),
	};
	char *kept = NULL;
	int result = safe_restore(&r, &kept, c->e);

	tell_end();
	if (result == 0) {
		str_addf(c->out, _("已从 %s 恢复"), c->args[0]);
		if (kept)
			str_addf(c->out, _("；换下的数据库是 %s，没有改动"), kept);
		str_addc(c->out, '\n');
	}
	mem_free(kept);
	return result;
}

static int salvage(struct cmd_call *c, const char *who, const char *host)
{
	if (!c->file)
		return err_set(c->e, ERR_USAGE, _("用法：ziping restore --salvage 坏文件 -o 新文件"));
	return safe_salvage(c->args[0], c->file, who, host, c->out, c->e);
}

int cmd_restore(struct cmd_call *c)
{
	char *who, *host;
	int result;

	if (c->nargs == 0)
		return list_copies(c);
	actor_who(&who, &host);
	if (c->salvage)
		result = salvage(c, who, host);
	else
		result = ask(c) < 0 ? -1 : restore(c, who, host);
	mem_free(who);
	mem_free(host);
	return result == 0 ? CMD_DONE : fail(c);
}

/* ---- verify ---- */

static bool tell_verify(void *context, const char *doing, size_t done, size_t total)
{
	(void)context;
	return !talk || talk->progress(doing, done, total);
}

static void json_report(struct cmd_call *c, const struct verify_report *r)
{
	static const char *const states[] = { "fine", "skipped", "different", "damaged" };
	struct json j;

	cmd_json_begin(c, &j);
	for (size_t i = 0; i < r->n; i++) {
		json_open(&j, NULL, '{');
		json_string(&j, "check", r->lines[i].check);
		json_string(&j, "state", states[r->lines[i].state]);
		json_string(&j, "text", r->lines[i].text);
		json_int(&j, "found", (int64_t)r->lines[i].found);
		json_open(&j, "details", '[');
		for (size_t k = 0; k < r->lines[i].ndetails; k++)
			json_string(&j, NULL, r->lines[i].details[k]);
		json_close(&j, ']');
		json_close(&j, '}');
	}
	cmd_json_end(c, &j);
}

static bool is_there(const char *database)
{
	bool entered = privilege_enter(database), there = file_is_there(database);

	privilege_leave(entered);
	return there;
}

/* What is damaged is told on standard output, too: it is the answer. */
int cmd_verify(struct cmd_call *c)
{
	struct verify_request q = { .database = c->database, .quick = c->quick,
		                    .progress = tell_verify };
	struct verify_report r;
	enum verify_state worst;
	bool stopped;

	if (c->code)
		return cmd_verify_code(c);
	if (!is_there(c->database)) {
		err_set(c->e, ERR_NOTFOUND, _("%s: 数据库不存在"), c->database);
		return cmd_fail(c);
	}
	worst = verify_run(&q, &r);
	tell_end();
	if (c->json)
		json_report(c, &r);
	else
		verify_print(&r, c->out);
	stopped = r.stopped;
	verify_report_free(&r);
	if (stopped && worst <= VERIFY_SKIPPED)
		return fail(c);
	if (worst == VERIFY_DAMAGED) {
		err_set(c->e, ERR_DAMAGED, _("%s: 数据库有损坏"), c->database);
		safe_advise(c->database, c->e);
	}
	return worst == VERIFY_DAMAGED     ? CMD_FAILED
	       : worst == VERIFY_DIFFERENT ? CMD_DIFFERENCES
	                                   : CMD_DONE;
}
