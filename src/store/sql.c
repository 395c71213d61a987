#include "store/sql.h"

/* A cell's place is (year, form, unit, copy); ?1 to ?4 in every statement on
 * sheets, rows and cells. */
#define AT "year = ?1 AND form = ?2 AND unit = ?3 AND copy = ?4"

#define FILING "SELECT id, unit, year, forms, state, revision, score, grade, changed FROM filing"

#define JOURNAL                                                                                    \
	"SELECT entry.id, step.id, step.time, step.who, step.what, step.why, step.undoes,"         \
	" form.name, entry.copy, entry.op, entry.key, entry.old, entry.new"                        \
	" FROM step CROSS JOIN entry ON entry.step = step.id JOIN form ON form.id = entry.form"

#define JOURNAL_BY_ENTRY                                                                           \
	"SELECT entry.id, step.id, step.time, step.who, step.what, step.why, step.undoes,"         \
	" form.name, entry.copy, entry.op, entry.key, entry.old, entry.new"                        \
	" FROM entry CROSS JOIN step ON step.id = entry.step JOIN form ON form.id = entry.form"

/* ?1 and all units below it, each meeting its own part of a table: ?2 year,
 * ?3 set, ?4 form.  A table is sought by its key, unit after unit. */
#define TREE                                                                                       \
	"WITH RECURSIVE tree (id) AS (SELECT ?1 UNION ALL"                                         \
	" SELECT unit.id FROM tree JOIN unit ON unit.superior = tree.id)"
#define IN_TREE(table)                                                                             \
	" FROM tree CROSS JOIN " table " ON " table ".year = ?2 AND " table ".form ="               \
	" (SELECT id FROM form WHERE forms = ?3 AND name = ?4) AND " table ".unit = tree.id"

/* Entries e (of a step) and o (of somebody else) meet when they name the same
 * cell or row, or when one adds or deletes the row or sheet the other is in.
 * 2, 3: OP_ROW_ADD, OP_ROW_DELETE; 5, 6: OP_SHEET_ADD, OP_SHEET_DELETE. */
#define ENTRIES_MEET                                                                               \
	"(o.key = e.key OR e.op IN (5, 6) OR o.op IN (5, 6)"                                       \
	" OR (e.op IN (2, 3) AND substr(o.key, 1, length(e.key) + 1) = e.key || '.')"              \
	" OR (o.op IN (2, 3) AND substr(e.key, 1, length(o.key) + 1) = o.key || '.'))"

const char *const sql_text[SQL_COUNT] = {
    /* clang-format off */
	[SQL_BEGIN]        = "BEGIN",
	[SQL_BEGIN_WRITE]  = "BEGIN IMMEDIATE",
	[SQL_COMMIT]       = "COMMIT",
	[SQL_ROLLBACK]     = "ROLLBACK",
	[SQL_SAVEPOINT]    = "SAVEPOINT edit",
	[SQL_RELEASE]      = "RELEASE edit",
	[SQL_ROLLBACK_TO]  = "ROLLBACK TO edit",
	[SQL_DATA_VERSION] = "PRAGMA data_version",

	[SQL_UNITS] = "SELECT id, code, coalesce(superior, 0), ord FROM unit ORDER BY id",
	[SQL_UNIT_THERE] = "SELECT 1 FROM unit WHERE id = ?1",
	[SQL_UNIT_CODE]  = "SELECT id FROM unit WHERE code = ?1",
	[SQL_UNIT_ADD]   = "INSERT INTO unit (code, superior, ord) VALUES (?1, ?2,"
	                   " (SELECT coalesce(max(ord), 0) + 1 FROM unit WHERE superior IS ?2))",
	[SQL_UNIT_NAME]  = "INSERT INTO unit_name (unit, from_year, name) VALUES (?1, ?2, ?3)"
	                   " ON CONFLICT DO UPDATE SET name = excluded.name",
	[SQL_UNIT_NAMES] = "SELECT unit, from_year, name FROM unit_name ORDER BY unit, from_year",

	[SQL_FILINGS_ALL]     = FILING " ORDER BY unit, year, forms",
	[SQL_FILINGS_OF_UNIT] = FILING " WHERE unit = ?1 AND (?2 = 0 OR year = ?2)"
	                        " ORDER BY unit, year, forms",
	[SQL_FILINGS_OF_YEAR] = FILING " WHERE year = ?1 ORDER BY unit, forms",
	[SQL_FILING]          = FILING " WHERE id = ?1",
	[SQL_FILING_THERE]    = "SELECT id FROM filing WHERE unit = ?1 AND year = ?2 AND forms = ?3",
	[SQL_FILING_ADD]      = "INSERT INTO filing (unit, year, forms, state) VALUES (?1, ?2, ?3, ?4)",
	[SQL_FILING_PLACE]    = "SELECT unit, year, forms, revision FROM filing WHERE id = ?1",
	[SQL_FILING_TOUCH]    = "UPDATE filing SET revision = ?2, changed = ?3 WHERE id = ?1",
	[SQL_FILING_SCORE]    = "UPDATE filing SET score = ?2, grade = ?3 WHERE id = ?1",

	[SQL_FORM]     = "SELECT id FROM form WHERE forms = ?1 AND name = ?2",
	[SQL_FORM_ADD] = "INSERT INTO form (forms, name) VALUES (?1, ?2)",
	[SQL_ROW_ID]   = "INSERT INTO row_counter (year, form, unit, copy, last)"
	                 " VALUES (?1, ?2, ?3, ?4, 1)"
	                 " ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last",
	[SQL_ROW_ID_USED] = "INSERT INTO row_counter (year, form, unit, copy, last)"
	                    " VALUES (?1, ?2, ?3, ?4, ?5)"
	                    " ON CONFLICT DO UPDATE SET last = max(last, excluded.last)",

	[SQL_SHEETS] = "SELECT sheet.form, form.name, sheet.copy, sheet.version"
	               " FROM sheet JOIN form ON form.id = sheet.form"
	               " WHERE sheet.filing = ?1 ORDER BY form.name, sheet.copy",
	[SQL_SHEET]        = "SELECT version FROM sheet WHERE " AT,
	[SQL_SHEET_ADD]    = "INSERT INTO sheet (year, form, unit, copy, filing, version)"
	                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
	[SQL_SHEET_DELETE] = "DELETE FROM sheet WHERE " AT,
	[SQL_SHEET_ROWS_DELETE]  = "DELETE FROM list_row WHERE " AT,
	[SQL_SHEET_CELLS_DELETE] = "DELETE FROM cell WHERE " AT,
	[SQL_ROWS] = "SELECT list, id, grp, ord, version, carried FROM list_row WHERE " AT
	             " ORDER BY list, ord, id",
	[SQL_ROW]        = "SELECT list, grp, ord, version, carried FROM list_row WHERE " AT " AND id = ?5",
	[SQL_ROW_ADD]    = "INSERT INTO list_row (year, form, unit, copy, id, list, grp, ord, version,"
	                   " carried) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
	[SQL_ROW_DELETE] = "DELETE FROM list_row WHERE " AT " AND id = ?5",
	[SQL_ROW_MOVE]   = "UPDATE list_row SET grp = ?6, ord = ?7, version = ?8 WHERE " AT
	                   " AND id = ?5",
	[SQL_CELLS] = "SELECT key, text, value, version, carried FROM cell WHERE " AT " ORDER BY key",
	[SQL_CELLS_BETWEEN] = "SELECT key, text, carried FROM cell WHERE " AT " AND key >= ?5 AND key < ?6"
	                      " AND text IS NOT NULL ORDER BY key",
	[SQL_CELLS_DELETE]  = "DELETE FROM cell WHERE " AT " AND key >= ?5 AND key < ?6",
	[SQL_CELL]     = "SELECT text, version, carried FROM cell WHERE " AT " AND key = ?5",
	[SQL_CELL_ADD] = "INSERT INTO cell (year, form, unit, copy, key, text, value, version, carried)"
	                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
	[SQL_CELL_SET] = "UPDATE cell SET text = ?6, value = ?7, version = ?8, carried = ?9"
	                 " WHERE " AT " AND key = ?5",
	[SQL_CELL_DERIVE] = "UPDATE cell SET value = ?6 WHERE " AT " AND key = ?5",
	[SQL_CELL_DROP_EMPTY] = "DELETE FROM cell WHERE " AT " AND key = ?5"
	                        " AND text IS NULL AND value IS NULL AND version = 0",

	[SQL_STEP_ADD] = "INSERT INTO step (filing, time, who, what, why, undoes)"
	                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
	[SQL_STEP_KEEP] = "UPDATE step SET undone = 2 WHERE id = ?1",
	[SQL_STEP_TAKE_BACK] = "UPDATE step SET undone = ?2, last = ?3 WHERE id = ?1",
	[SQL_ENTRY_ADD] = "INSERT INTO entry (step, filing, form, copy, op, key, old, new, carried)"
	                  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
	[SQL_ENTRY_LAST] = "SELECT step.who, step.time, entry.op, entry.new"
	                   " FROM entry JOIN step ON step.id = entry.step"
	                   " WHERE entry.filing = ?1 AND entry.form = ?2 AND entry.copy = ?3"
	                   " AND entry.key = ?4 ORDER BY entry.id DESC LIMIT 1",
	[SQL_JOURNAL_ALL]    = JOURNAL " ORDER BY step.id DESC, entry.id DESC LIMIT ?1",
	[SQL_JOURNAL_FILING] = JOURNAL " WHERE step.filing = ?1 AND (?2 IS NULL OR entry.key = ?2)"
	                       " ORDER BY step.id DESC, entry.id DESC LIMIT ?3",
	[SQL_JOURNAL_SHEET]  = JOURNAL " WHERE (?1 = 0 OR step.filing = ?1) AND form.name = ?2"
	                       " AND (?3 = 0 OR entry.copy = ?3) AND (?4 IS NULL OR entry.key = ?4)"
	                       " ORDER BY step.id DESC, entry.id DESC LIMIT ?5",
	[SQL_JOURNAL_CELL]   = JOURNAL_BY_ENTRY " WHERE entry.filing = ?1 AND entry.form ="
	                       " (SELECT f.id FROM form f JOIN filing ON filing.forms = f.forms"
	                       " WHERE filing.id = ?1 AND f.name = ?2)"
	                       " AND entry.copy = ?3 AND entry.key = ?4"
	                       " ORDER BY entry.id DESC LIMIT ?5",
	[SQL_STEP_UNDO] = "SELECT id, coalesce(last, id), what FROM step"
	                  " WHERE filing = ?1 AND who = ?2 AND undoes IS NULL AND undone = 0"
	                  " ORDER BY id DESC LIMIT 1",
	[SQL_STEP_REDO] = "SELECT id, last, what FROM step AS s"
	                  " WHERE filing = ?1 AND who = ?2 AND undoes IS NULL AND undone = 1"
	                  " AND s.last > (SELECT n.id FROM step AS n WHERE n.filing = ?1"
	                  " AND n.who = ?2 AND n.undoes IS NULL ORDER BY n.id DESC LIMIT 1)"
	                  " ORDER BY last DESC LIMIT 1",
	[SQL_STEP_ENTRIES] = "SELECT form.name, entry.copy, entry.op, entry.key, entry.old, entry.new,"
	                     " entry.form, entry.carried FROM entry JOIN form ON form.id = entry.form"
	                     " WHERE entry.step = ?1 ORDER BY entry.id DESC",
	/* ?1 filing, ?2 step, ?3 actor: the newest change of others since the step
	 * to what the step changed.  One that its author has taken back since does
	 * not count: it left things as the step had made them. */
	[SQL_STEP_DISTURBED] = "SELECT t.who, t.time, o.op, o.key, o.new,"
	                       " (SELECT name FROM form WHERE id = o.form), o.copy"
	                       " FROM step t"
	                       " CROSS JOIN step root ON root.id = coalesce(t.undoes, t.id)"
	                       " CROSS JOIN entry o ON o.step = t.id"
	                       " CROSS JOIN entry e ON e.step = ?2 AND e.form = o.form AND e.copy = o.copy"
	                       " WHERE t.filing = ?1 AND t.id > ?2 AND t.who <> ?3"
	                       " AND (root.id < ?2 OR root.undone <> 1) AND " ENTRIES_MEET
	                       " ORDER BY t.id DESC LIMIT 1",

	[SQL_SUM_ROWS]  = TREE " SELECT list_row.unit, copy, list_row.id, list, grp, ord"
	                  IN_TREE("list_row"),
	[SQL_SUM_CELLS] = TREE " SELECT cell.unit, copy, key, value,"
	                  " CASE WHEN value IS NULL THEN text END" IN_TREE("cell"),

	/* ?1 superior, ?2 year, ?3 set, ?4 form, ?5 key: one cell after another by its
	 * whole key. */
	[SQL_PEERS] = "SELECT unit.id, sheet.copy, cell.text, cell.value FROM unit"
	              " CROSS JOIN sheet ON sheet.year = ?2 AND sheet.form ="
	              " (SELECT id FROM form WHERE forms = ?3 AND name = ?4) AND sheet.unit = unit.id"
	              " CROSS JOIN cell ON cell.year = sheet.year AND cell.form = sheet.form"
	              " AND cell.unit = sheet.unit AND cell.copy = sheet.copy AND cell.key = ?5"
	              " WHERE unit.superior IS ?1 ORDER BY unit.ord, sheet.copy",

	[SQL_EXPLANATIONS] = "SELECT id, finding, basis, state, text, who, time FROM explanation"
	                     " WHERE filing = ?1 AND (?2 IS NULL OR finding = ?2) ORDER BY id",
	[SQL_EXPLANATION_NEWEST] = "SELECT coalesce(max(id), 0) FROM explanation"
	                           " WHERE filing = ?1 AND finding = ?2",
	[SQL_EXPLANATION_ADD] = "INSERT INTO explanation"
	                        " (filing, finding, basis, state, text, who, time)"
	                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
	[SQL_AUDITED_DROP] = "DELETE FROM audited WHERE filing = ?1",
	[SQL_AUDITED_ADD]  = "INSERT INTO audited VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
	[SQL_AUDITED] = "SELECT audited.filing, audited.form, audited.revision, audited.rules,"
	                " must, verify, hint, tail FROM filing"
	                " CROSS JOIN audited ON audited.filing = filing.id"
	                " AND audited.revision = filing.revision"
	                " WHERE ?1 = 0 OR filing.year = ?1 ORDER BY audited.filing, audited.form",
	[SQL_AUDITED_OF_UNIT] = "SELECT audited.filing, audited.form, audited.revision,"
	                        " audited.rules, must, verify, hint, tail FROM filing"
	                        " CROSS JOIN audited ON audited.filing = filing.id"
	                        " AND audited.revision = filing.revision"
	                        " WHERE filing.unit = ?2 AND (?1 = 0 OR filing.year = ?1)"
	                        " ORDER BY audited.filing, audited.form",
    /* clang-format on */
};
