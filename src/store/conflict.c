#include "store/commit.h"

#include <string.h>
#include <time.h>

#include "base/i18n.h"
#include "base/mem.h"

enum { QUOTED_BYTES = 120 };

static void clock_time(int64_t seconds, char *out, size_t size)
{
	time_t t = (time_t)seconds;
	struct tm tm;

	if (!localtime_r(&t, &tm) || strftime(out, size, "%H:%M", &tm) == 0)
		memcpy(out, "?", 2);
}

/* A long text is quoted from its beginning, cut before a character. */
static char *quoted(const char *text)
{
	size_t length = strlen(text);
	struct str q = {0};

	if (length <= QUOTED_BYTES)
		return mem_strdup(text);
	length = QUOTED_BYTES;
	while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
		length--;
	str_addn(&q, text, length);
	str_add(&q, "…");
	return str_take(&q);
}

static int cell_changed(struct err *e, const char *who, const char *at, const char *key,
                        const char *now)
{
	char *value;

	if (!now)
		return err_set(e, ERR_CONFLICT, _("栏目 %s 已由 %s 于 %s 清空"), key, who, at);
	value = quoted(now);
	err_set(e, ERR_CONFLICT, _("栏目 %s 已由 %s 于 %s 改为「%s」"), key, who, at, value);
	mem_free(value);
	return -1;
}

int conflict_set(struct err *e, const char *who, int64_t time, int op, const char *key,
                 const char *now)
{
	char at[16];

	clock_time(time, at, sizeof at);
	if (!who || !*who)
		who = _("他人");
	switch (op) {
	case OP_ROW_ADD:
		return err_set(e, ERR_CONFLICT, _("行 %s 已由 %s 于 %s 添加"), key, who, at);
	case OP_ROW_DELETE:
		return err_set(e, ERR_CONFLICT, _("行 %s 已由 %s 于 %s 删除"), key, who, at);
	case OP_ROW_MOVE:
		return err_set(e, ERR_CONFLICT, _("行 %s 已由 %s 于 %s 移动"), key, who, at);
	case OP_SHEET_ADD:
		return err_set(e, ERR_CONFLICT, _("这张表页已由 %s 于 %s 添加"), who, at);
	case OP_SHEET_DELETE:
		return err_set(e, ERR_CONFLICT, _("这张表页已由 %s 于 %s 删除"), who, at);
	default:
		return cell_changed(e, who, at, key, now);
	}
}

/* What the journal does not know was never there. */
static int not_there(struct commit *c, const char *key)
{
	if (!*key)
		return err_set(c->e, ERR_NOTFOUND, _("填报中没有表页 %s 第 %d 份"), c->form_name,
		               c->copy);
	return err_set(c->e, ERR_CONFLICT, _("%s 与刚才看到的不同，请重新打开后再改"), key);
}

int commit_conflict(struct commit *c, const char *key)
{
	sqlite3_stmt *q = db_ask(
	    c->s, SQL_ENTRY_LAST,
	    DB_VALUES(db_int(c->filing), db_int(c->form), db_int(c->copy), db_str(key)), c->e);
	int found = q ? db_row(c->s, q, c->e) : -1;

	if (found == 0)
		return not_there(c, key);
	if (found > 0) {
		conflict_set(c->e, (const char *)sqlite3_column_text(q, 0),
		             sqlite3_column_int64(q, 1), sqlite3_column_int(q, 2), key,
		             (const char *)sqlite3_column_text(q, 3));
		db_done(q);
	}
	return -1;
}
