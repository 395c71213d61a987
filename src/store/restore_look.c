#include "store/restore.h"

#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/db.h"
#include "store/store.h"
#include "store/verify.h"

/* What a copy is worth, and what the database has that it has not. */

enum { NAMED = 8 };

static int check_copy(struct store *s, const char *path, struct err *e)
{
	struct faults found = {0};
	int result = verify_pages(s, false, NULL, &found, e);

	if (result == 0)
		result = verify_references(s, NULL, &found, e);
	if (result == 0 && found.n > 0)
		result = err_set(e, ERR_DAMAGED, _("%s: 这个副本有 %zu 处损坏，不能用来恢复（%s）"),
		                 path, found.n, found.text[0]);
	faults_free(&found);
	return result;
}

static sqlite3_stmt *ask(struct store *s, const char *sql, int64_t value, struct err *e)
{
	sqlite3_stmt *q = NULL;
	int rc = sqlite3_prepare_v2(s->sqlite, sql, -1, &q, NULL);

	if (rc == SQLITE_OK && sqlite3_bind_parameter_count(q) > 0)
		rc = sqlite3_bind_int64(q, 1, value);
	if (rc == SQLITE_OK)
		return q;
	db_fail(s, rc, e);
	sqlite3_finalize(q);
	return NULL;
}

static char *step_of(struct store *s, int64_t id)
{
	sqlite3_stmt *q = ask(s, "SELECT time || ' ' || who FROM step WHERE id = ?1", id, NULL);
	char *out = q && sqlite3_step(q) == SQLITE_ROW ? db_text(q, 0) : NULL;

	sqlite3_finalize(q);
	return out;
}

static int count_steps(struct store *s, int64_t after, struct restore_loss *out, struct err *e)
{
	sqlite3_stmt *q = ask(s, "SELECT who, count(*), min(time), max(time) FROM step"
	                         " WHERE id > ?1 GROUP BY who ORDER BY count(*) DESC, who",
	                      after, e);
	struct str who = {0};
	int rc = SQLITE_DONE, people = 0;

	if (!q)
		return -1;
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		int64_t n = sqlite3_column_int64(q, 1);
		const char *name = (const char *)sqlite3_column_text(q, 0);

		if (out->steps == 0 || sqlite3_column_int64(q, 2) < out->first)
			out->first = sqlite3_column_int64(q, 2);
		if (sqlite3_column_int64(q, 3) > out->last)
			out->last = sqlite3_column_int64(q, 3);
		out->steps += n;
		if (people++ < NAMED)
			str_addf(&who, _("%s%s %" PRId64 " 步"), people > 1 ? "、" : "",
			         name ? name : "", n);
	}
	if (people > NAMED)
		str_addf(&who, _("等 %d 人"), people);
	sqlite3_finalize(q);
	out->who = people ? str_take(&who) : NULL;
	return rc == SQLITE_DONE ? 0 : db_fail(s, rc, e);
}

static void compare(struct store *s, struct store *copy, struct restore_loss *out)
{
	struct err e = {0};
	int64_t last = 0;
	char *here = NULL, *there = NULL;

	out->readable = db_pragma(copy, "SELECT ifnull(max(id), 0) FROM step", &last, &e) == 0;
	if (out->readable && last) {
		there = step_of(copy, last);
		here = step_of(s, last);
	}
	out->same = last == 0 || (here && there && strcmp(here, there) == 0);
	if (out->readable)
		out->readable = count_steps(s, out->same ? last : 0, out, &e) == 0;
	if (!out->readable)
		out->why = mem_strdup(e.text);
	mem_free(here);
	mem_free(there);
}

static int check_other(const char *database, const char *copy, struct err *e)
{
	struct stat a, b;

	if (stat(database, &a) == 0 && stat(copy, &b) == 0 && a.st_dev == b.st_dev &&
	    a.st_ino == b.st_ino)
		return err_set(e, ERR_INPUT, _("%s: 这就是现在的数据库，不用恢复"), copy);
	return 0;
}

int restore_look(const char *database, const char *copy, struct restore_loss *out, struct err *e)
{
	struct err why = {0};
	struct store *s = NULL, *from = NULL;
	int result = -1;

	*out = (struct restore_loss){0};
	if (check_other(database, copy, e) < 0 || !(from = db_look(copy, e)))
		return -1;
	if (check_copy(from, copy, e) == 0 &&
	    db_pragma(from, "SELECT ifnull(max(time), 0) FROM step", &out->newest, e) == 0)
		result = 0;
	if (result == 0) {
		s = db_look(database, &why);
		if (s)
			compare(s, from, out);
		else
			out->why = mem_strdup(why.text);
	}
	store_close(s);
	store_close(from);
	return result;
}

void restore_loss_free(struct restore_loss *l)
{
	mem_free(l->who);
	mem_free(l->why);
	*l = (struct restore_loss){0};
}
