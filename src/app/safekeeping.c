#include "app/safekeeping.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "app/copies.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/privilege.h"
#include "base/when.h"
#include "store/backup.h"
#include "store/events.h"
#include "store/restore.h"
#include "store/rights.h"
#include "store/salvage.h"
#include "store/verify.h"

/* ---- backup ---- */

/* FOLDER/2026-11-22-153012.db */
static char *usual_name(const char *database, struct err *e)
{
	char *folder = copies_folder(database, e);
	struct str path = {0};

	if (!folder)
		return NULL;
	str_addf(&path, "%s/%s.db", folder, when_stamp((int64_t)time(NULL)).s);
	mem_free(folder);
	return str_take(&path);
}

/* Who took a copy of everything stands in the journal, where it can be written. */
static int note(struct store *s, const char *path, struct err *e)
{
	char *whole;
	int result;

	if (store_is_readonly(s))
		return 0;
	if (store_begin(s, e) < 0)
		return -1;
	whole = file_absolute(NULL, path);
	result = event_add(s, 0, "备份", whole, e);
	mem_free(whole);
	if (result == 0)
		return store_commit(s, e);
	store_rollback(s);
	return -1;
}

int safe_backup(struct store *s, const char *to, bool replace, safe_progress *progress,
                void *context, char **made, struct err *e)
{
	unsigned flags = (replace ? BACKUP_REPLACE : 0) | (to ? 0 : BACKUP_OWN);
	char *path;
	int result;

	*made = NULL;
	if (store_may(s, RIGHT_MANAGE, 0, e) < 0)
		return -1;
	path = to ? mem_strdup(to) : usual_name(store_path(s), e);
	if (!path)
		return -1;
	result = backup_file(store_path(s), path, flags, progress, context, e);
	if (result == 0)
		result = note(s, path, e);
	if (result == 0)
		*made = path;
	else
		mem_free(path);
	return result;
}

/* ---- restore ---- */

/* A name that is a link stays one: what it leads to is replaced. */
static char *real_name(const char *database)
{
	struct stat st;
	char *real = lstat(database, &st) == 0 && S_ISLNK(st.st_mode) ? realpath(database, NULL)
	                                                              : NULL;
	char *out = mem_strdup(real ? real : database);

	free(real);
	return out;
}

static void tell_loss(const struct restore_loss *l, struct str *out)
{
	str_addf(out, _("副本之后的 %lld 步修改不在副本里（%s 到 %s）：%s。\n"),
	         (long long)l->steps, when_minute(l->first).s, when_minute(l->last).s, l->who);
}

int safe_restore_look(const char *database, const char *copy, struct str *out, struct err *e)
{
	struct restore_loss l;

	if (restore_look(database, copy, &l, e) < 0)
		return -1;
	str_addf(out, _("副本 %s 完好"), copy);
	if (l.newest)
		str_addf(out, _("，最后一步修改是 %s"), when_minute(l.newest).s);
	str_add(out, "。\n");
	if (!l.readable)
		str_addf(out, _("现在的数据库读不了（%s）。\n"), l.why);
	else if (!l.same)
		str_add(out, _("副本和现在的数据库不是从同一份来的。\n"));
	if (l.readable && l.steps)
		tell_loss(&l, out);
	else if (l.readable)
		str_add(out, _("副本之后没有修改。\n"));
	restore_loss_free(&l);
	return 0;
}

/* Roles count when one of the two says so: a copy from elsewhere gives nobody a
 * right here, nor takes it from a 管理 who was named since. */
static int may_restore(const struct safe_restore *r, const char *database, struct err *e)
{
	struct store *s = verify_open(database, NULL);
	bool newest;
	int result;

	if (s) {
		store_set_actor(s, r->who, r->host);
		result = verify_version(s, &newest, e) < 0 ? -1 : 0;
		if (result == 0 && newest)
			result = store_may(s, RIGHT_MANAGE, 0, e);
		store_close(s);
		if (result < 0 || newest)
			return result;
	}
	/* Whoever can make it unreadable for a moment would be everybody's 管理. */
	if (privilege_guard(database) != GUARD_HOLDS)
		return 0;
	return err_set(e, ERR_DENIED, _("%s: 数据库读不了，看不到谁是管理；请 root 来恢复"),
	               database);
}

static int carry_out(const struct safe_restore *r, const char *database, char **kept, struct err *e)
{
	struct restore_request q = {
	    .database = database,
	    .copy = r->copy,
	    .actor = r->who,
	    .host = r->host,
	    .now = r->now,
	    .despite_others = r->despite_others,
	    .progress = r->progress,
	    .context = r->context,
	};
	struct when stamp = when_stamp(r->now);
	struct str detail = {0};
	char *whole = file_absolute(NULL, r->copy);
	int result;

	str_addf(&detail, _("从副本 %s 恢复，换下的数据库是 %s.before-restore-%s"), whole, database,
	         stamp.s);
	q.stamp = stamp.s;
	q.detail = str_text(&detail);
	result = restore_carry_out(&q, kept, e);
	mem_free(whole);
	str_free(&detail);
	return result;
}

int safe_restore(const struct safe_restore *r, char **kept, struct err *e)
{
	char *database;
	int result;

	*kept = NULL;
	database = real_name(r->database);
	if (privilege_is_beside(database))
		result = err_set(e, ERR_DENIED,
		                 _("%s: 共用数据库旁边的文件由程序自己管，不能当作数据库恢复"),
		                 database);
	else
		result = may_restore(r, database, e);
	if (result == 0)
		result = carry_out(r, database, kept, e);
	mem_free(database);
	return result;
}

/* ---- a damaged one ---- */

int safe_salvage(const char *damaged, const char *to, const char *who, const char *host,
                 struct str *out, struct err *e)
{
	const struct salvage_request q = {.damaged = damaged, .to = to, .actor = who, .host = host};
	struct faults missing = {0};
	int64_t rows;
	int result;

	/* access asks for the person, not for the program. */
	if (privilege_held() && access(damaged, R_OK) < 0)
		return err_set(e, ERR_DENIED, _("%s: 请文件的主人或 root 来抢救"), damaged);
	result = salvage(&q, &rows, &missing, e);
	if (result == 0)
		str_addf(out, _("读出 %lld 行，存进 %s\n"), (long long)rows, to);
	for (size_t i = 0; result == 0 && i < faults_kept(&missing); i++)
		str_addf(out, "    %s\n", missing.text[i]);
	if (result == 0 && missing.n)
		str_addf(out,
		         _("缺的要对照纸质表补填；用 ziping -d %s verify 查看还有什么对不上\n"),
		         to);
	faults_free(&missing);
	return result;
}

void safe_advise(const char *database, struct err *e)
{
	int64_t time = 0;
	char *copy;

	if (e->code != ERR_DAMAGED)
		return;
	copy = copies_newest(database, &time);
	if (copy)
		err_set(e, ERR_DAMAGED,
		        _("%s；最近的好副本是 %s 的，恢复用：ziping -d %s restore %s"), e->text,
		        when_minute(time).s, database, copy);
	else
		err_set(
		    e, ERR_DAMAGED,
		    _("%s；%s.copies 里没有好的副本，有别处的备份就用：ziping -d %s restore 备份"),
		    e->text, database, database);
	mem_free(copy);
}
