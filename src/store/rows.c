#include "store/commit.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

/* ---- a row's key and place ---- */

static char *row_key(const char *list, int64_t id)
{
	struct str key = {0};

	str_addf(&key, "%s.%lld", list, (long long)id);
	return str_take(&key);
}

void commit_write_place(struct str *out, const char *group, int64_t order)
{
	if (group)
		str_addf(out, "%s ", group);
	str_addf(out, "%lld", (long long)order);
}

/* The group may have blanks; the number is what follows the last one. */
void commit_read_place(const char *text, char **group, int64_t *order)
{
	const char *blank = text ? strrchr(text, ' ') : NULL;

	*group = blank ? mem_strndup(text, (size_t)(blank - text)) : NULL;
	*order = text ? strtoll(blank ? blank + 1 : text, NULL, 10) : 0;
}

/* ---- a row as it stands ---- */

struct row {
	bool there;
	char *place;
	bool carried;
	int64_t version;
};

static int read_row(struct commit *c, const char *list, int64_t id, struct row *r)
{
	sqlite3_stmt *q = db_ask(c->s, SQL_ROW, DB_VALUES(COMMIT_AT(c), db_int(id)), c->e);
	int found = q ? db_row(c->s, q, c->e) : -1;
	struct str place = {0};

	*r = (struct row){.there = false};
	if (found <= 0)
		return found;
	r->there = strcmp((const char *)sqlite3_column_text(q, 0), list) == 0;
	commit_write_place(&place, (const char *)sqlite3_column_text(q, 1),
	                   sqlite3_column_int64(q, 2));
	r->place = str_take(&place);
	r->version = sqlite3_column_int64(q, 3);
	r->carried = sqlite3_column_int(q, 4) != 0;
	db_done(q);
	return 0;
}

/* The row a change is about; it must be there as its author saw it. */
static int seen_row(struct commit *c, const struct store_change *change, const char *key,
                    struct row *r)
{
	if (commit_sheet(c, change->form, change->copy) < 0 ||
	    read_row(c, change->list, change->row, r) < 0)
		return -1;
	if (r->there && (r->version == change->base || r->version == c->revision))
		return 0;
	return commit_conflict(c, key);
}

/* ---- the operations ---- */

static int take_id(struct commit *c, const struct store_change *change, int64_t *id)
{
	struct row r;
	int result;

	if (change->row == 0)
		return db_number(c->s, SQL_ROW_ID, DB_VALUES(COMMIT_AT(c)), id, c->e) < 0 ? -1 : 0;
	if (read_row(c, change->list, change->row, &r) < 0)
		return -1;
	if (r.place) {
		char *key = row_key(change->list, change->row);

		result = commit_conflict(c, key);
		mem_free(key);
		mem_free(r.place);
		return result;
	}
	return db_run(c->s, SQL_ROW_ID_USED, DB_VALUES(COMMIT_AT(c), db_int(*id)), c->e);
}

int commit_row_add(struct commit *c, const struct store_change *change, int64_t *row)
{
	struct str place = {0};
	char *key;
	int result;

	if (commit_sheet(c, change->form, change->copy) < 0 || take_id(c, change, row) < 0)
		return -1;
	result = db_run(c->s, SQL_ROW_ADD,
	                DB_VALUES(COMMIT_AT(c), db_int(*row), db_str(change->list),
	                          db_str(change->group), db_int(change->order),
	                          db_int(c->revision), db_int(change->carried)),
	                c->e);
	key = row_key(change->list, *row);
	commit_write_place(&place, change->group, change->order);
	if (result == 0)
		result = commit_journal(c, OP_ROW_ADD, key, NULL, str_text(&place), false,
		                        change->carried);
	str_free(&place);
	mem_free(key);
	return result;
}

/* The row's cells are those between "list.ID." and "list.ID/", the character
 * after the dot. */
static int drop_cells(struct commit *c, const char *key)
{
	struct str from = {0}, to = {0};
	int result;

	str_addf(&from, "%s.", key);
	str_addf(&to, "%s/", key);
	result = commit_journal_cells(c, str_text(&from), str_text(&to));
	if (result == 0)
		result = db_run(
		    c->s, SQL_CELLS_DELETE,
		    DB_VALUES(COMMIT_AT(c), db_str(str_text(&from)), db_str(str_text(&to))), c->e);
	str_free(&from);
	str_free(&to);
	return result;
}

int commit_row_delete(struct commit *c, const struct store_change *change, int64_t *row)
{
	char *key = row_key(change->list, change->row);
	struct row r = {.there = false};
	int result = seen_row(c, change, key, &r);

	if (result == 0)
		result = drop_cells(c, key);
	if (result == 0)
		result = db_run(c->s, SQL_ROW_DELETE, DB_VALUES(COMMIT_AT(c), db_int(*row)), c->e);
	if (result == 0)
		result = commit_journal(c, OP_ROW_DELETE, key, r.place, NULL, r.carried, false);
	mem_free(r.place);
	mem_free(key);
	return result;
}

int commit_row_move(struct commit *c, const struct store_change *change, int64_t *row)
{
	char *key = row_key(change->list, change->row);
	struct row r = {.there = false};
	struct str place = {0};
	int result = seen_row(c, change, key, &r);

	commit_write_place(&place, change->group, change->order);
	if (result == 0)
		result = db_run(c->s, SQL_ROW_MOVE,
		                DB_VALUES(COMMIT_AT(c), db_int(*row), db_str(change->group),
		                          db_int(change->order), db_int(c->revision)),
		                c->e);
	if (result == 0)
		result = commit_journal(c, OP_ROW_MOVE, key, r.place, str_text(&place),
		                        r.carried, r.carried);
	str_free(&place);
	mem_free(r.place);
	mem_free(key);
	return result;
}

/* ---- cells of a row that is gone ---- */

/* "list.ID" of "list.ID.column"; NULL when the key is of another shape. */
static char *row_of(const char *key)
{
	const char *column = strrchr(key, '.');
	const char *id = column;

	while (id && id > key && isdigit((unsigned char)id[-1]))
		id--;
	if (!id || id == column || id - key < 2 || id[-1] != '.')
		return NULL;
	return mem_strndup(key, (size_t)(column - key));
}

/* A fixed row may have a number for its name too: only a row the journal knows
 * can have been deleted. */
int commit_check_row(struct commit *c, const char *key)
{
	char *of = row_of(key);
	struct row r = {.there = false};
	int64_t ignored;
	int result = 0;

	if (!of)
		return 0;
	*strrchr(of, '.') = '\0';
	result = read_row(c, of, strtoll(of + strlen(of) + 1, NULL, 10), &r);
	of[strlen(of)] = '.';
	if (result == 0 && !r.there) {
		result = db_number(
		    c->s, SQL_ENTRY_LAST,
		    DB_VALUES(db_int(c->filing), db_int(c->form), db_int(c->copy), db_str(of)),
		    &ignored, c->e);
		if (result > 0)
			result = commit_conflict(c, of);
	}
	mem_free(r.place);
	mem_free(of);
	return result;
}
