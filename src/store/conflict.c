#include "store/commit.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/when.h"

enum { QUOTED_BYTES = 120 };

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

/* The label of a cell or row where somebody knows it, else its key. */
static char *name_of(const struct store *s, const struct conflict *k)
{
	char *label = s->label ? s->label(s->label_context, k->form, k->copy, k->key) : NULL;
	struct str name = {0};

	if (label)
		return label;
	str_addf(&name, k->op == OP_CELL ? _("栏目 %s") : _("行 %s"), k->key);
	return str_take(&name);
}

static int cell_changed(const struct conflict *k, const char *name, const char *who,
                        const char *at, struct err *e)
{
	char *value;

	if (!k->now)
		return err_set(e, ERR_CONFLICT, _("%s 已由 %s 于 %s 清空"), name, who, at);
	value = quoted(k->now);
	err_set(e, ERR_CONFLICT, _("%s 已由 %s 于 %s 改为「%s」"), name, who, at, value);
	mem_free(value);
	return -1;
}

static int tell(const struct conflict *k, const char *name, const char *who, const char *at,
                struct err *e)
{
	switch (k->op) {
	case OP_ROW_ADD:
		return err_set(e, ERR_CONFLICT, _("%s 已由 %s 于 %s 添加"), name, who, at);
	case OP_ROW_DELETE:
		return err_set(e, ERR_CONFLICT, _("%s 已由 %s 于 %s 删除"), name, who, at);
	case OP_ROW_MOVE:
		return err_set(e, ERR_CONFLICT, _("%s 已由 %s 于 %s 移动"), name, who, at);
	case OP_SHEET_ADD:
		return err_set(e, ERR_CONFLICT, _("这张表页已由 %s 于 %s 添加"), who, at);
	case OP_SHEET_DELETE:
		return err_set(e, ERR_CONFLICT, _("这张表页已由 %s 于 %s 删除"), who, at);
	default:
		return cell_changed(k, name, who, at, e);
	}
}

int conflict_set(const struct store *s, const struct conflict *k, struct err *e)
{
	char *name = name_of(s, k);

	tell(k, name, k->who && *k->who ? k->who : _("他人"), when_clock(k->time).s, e);
	mem_free(name);
	return -1;
}

/* What the journal does not know was never there. */
static int not_there(struct commit *c, const char *key)
{
	const struct conflict k = {
	    .op = OP_CELL, .form = c->form_name, .copy = c->copy, .key = key};
	char *name;

	if (!*key)
		return err_set(c->e, ERR_NOTFOUND, _("填报中没有表页 %s 第 %d 份"), c->form_name,
		               c->copy);
	name = name_of(c->s, &k);
	err_set(c->e, ERR_CONFLICT, _("%s 与刚才看到的不同，请重新打开后再改"), name);
	mem_free(name);
	return -1;
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
		const struct conflict k = {
		    .who = (const char *)sqlite3_column_text(q, 0),
		    .time = sqlite3_column_int64(q, 1),
		    .op = sqlite3_column_int(q, 2),
		    .form = c->form_name,
		    .copy = c->copy,
		    .key = key,
		    .now = (const char *)sqlite3_column_text(q, 3),
		};

		conflict_set(c->s, &k, c->e);
		db_done(q);
	}
	return -1;
}
