#include "store/sql.h"

/* A cell's place is (year, form, unit, copy); ?1 to ?4 in every statement on
 * sheets, rows and cells. */
#define AT "year = ?1 AND form = ?2 AND unit = ?3 AND copy = ?4"

/* With its newest passage and the term of that, each 0 where there is none. */
#define FILING                                                                                     \
	"SELECT filing.id, unit, year, forms, filing.state, revision, score, grade, changed,"      \
	" coalesce(until, 0), coalesce(passage.id, 0) FROM filing LEFT JOIN passage ON passage.id ="\
	" (SELECT max(p.id) FROM passage p WHERE p.filing = filing.id)"

#define PASSAGE "SELECT id, state, step, coalesce(until, 0), why, who, host, time FROM passage"
#define REMARK                                                                                     \
	"SELECT id, filing, form, copy, key, kind, text, coalesce(answers, 0), who, host, time"    \
	" FROM remark"

#define JOURNAL_FROM                                                                               \
	"SELECT entry.id, step.id, step.time, step.who, step.what, step.why, step.undoes,"         \
	" form.name, entry.copy, entry.op, entry.key, entry.old, entry.new, step.host,"            \
	" step.filing, 'entry' FROM "
#define JOURNAL                                                                                    \
	JOURNAL_FROM                                                                               \
	"step CROSS JOIN entry ON entry.step = step.id JOIN form ON form.id = entry.form"
#define JOURNAL_BY_ENTRY                                                                           \
	JOURNAL_FROM                                                                               \
	"entry CROSS JOIN step ON step.id = entry.step JOIN form ON form.id = entry.form"

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

/* The end of a statement on one row t: whose filing it belongs to. */
#define OF_THE_FILING(table)                                                                       \
	" unit.code, filing.year, filing.forms FROM " table " t"                                   \
	" LEFT JOIN filing ON filing.id = t.filing LEFT JOIN unit ON unit.id = filing.unit"        \
	" WHERE t.id = ?1"

/* Rows of a table that no link is of. */
#define UNLINKED(table, kind)                                                                      \
	"SELECT " kind ", t.id FROM " table " t WHERE NOT EXISTS"                                  \
	" (SELECT 1 FROM chain WHERE chain.kind = " kind " AND chain.ref = t.id)"

/* The linked rows of filing ?1; a parcel carries them, it is none of them. */
#define ROWS_OF_FILING(id)                                                                         \
	"SELECT 1 AS kind, " id " AS ref FROM step WHERE filing = ?1"                              \
	" UNION ALL SELECT 2, " id " FROM explanation WHERE filing = ?1"                           \
	" UNION ALL SELECT 4, " id " FROM passage WHERE filing = ?1"                               \
	" UNION ALL SELECT 5, " id " FROM remark WHERE filing = ?1"

/* What stands in the sheets of filing ?1. */
#define STANDING(table)                                                                            \
	" FROM filing CROSS JOIN sheet ON sheet.filing = filing.id"                                \
	" CROSS JOIN " table " c ON c.year = filing.year AND c.form = sheet.form"                  \
	" AND c.unit = filing.unit AND c.copy = sheet.copy WHERE filing.id = ?1"

/* Whatever unit it is of (0), or one. */
#define OF_UNIT(filing, unit)                                                                      \
	"(" unit " = 0 OR " filing " IN (SELECT f.id FROM filing f WHERE f.unit = " unit "))"

/* Rows of a table as the journal has its own (JOURNAL); op 1 is no change. */
#define NOTE(what, why, place, text, table)                                                        \
	"SELECT id, 0, time, who, " what ", " why ", 0, " place ", NULL, " text ", host, filing, '" \
	table "' FROM " table " WHERE (?1 = 0 OR filing = ?1) AND (?2 IS NULL OR who = ?2)"    \
	" AND " OF_UNIT("filing", "?3")

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
	[SQL_UNIT_CODE_OF] = "SELECT code FROM unit WHERE id = ?1",
	[SQL_UNIT_NAMES] = "SELECT unit, from_year, name FROM unit_name ORDER BY unit, from_year",
	[SQL_UNIT_NEWEST_NAME] = "SELECT coalesce((SELECT name FROM unit_name WHERE unit = ?1"
	                         " ORDER BY from_year DESC LIMIT 1), code) FROM unit WHERE id = ?1",

	[SQL_ROLES]       = "SELECT person, role, unit FROM role WHERE ?1 IS NULL OR person = ?1"
	                    " ORDER BY person, role, unit",
	[SQL_ROLE_ADD]    = "INSERT INTO role (person, role, unit) VALUES (?1, ?2, ?3)"
	                    " ON CONFLICT DO NOTHING",
	[SQL_ROLE_DELETE] = "DELETE FROM role WHERE person = ?1 AND role = ?2 AND unit = ?3",
	[SQL_ROLE_RULED]  = "SELECT 1 FROM role WHERE role = '管理' LIMIT 1",
	[SQL_ROLE_ANY]    = "SELECT 1 FROM role LIMIT 1",
	/* ?1 an enum store_right (0 fill, 1 review, 2 manage), ?2 unit, ?3 person and
	 * ?4 role or NULL. */
	[SQL_ROLE_WHO] = "WITH RECURSIVE up (id) AS (SELECT ?2 UNION"
	                 " SELECT unit.superior FROM up JOIN unit ON unit.id = up.id"
	                 " WHERE unit.superior IS NOT NULL)"
	                 " SELECT DISTINCT person FROM role WHERE (?3 IS NULL OR person = ?3)"
	                 " AND (?4 IS NULL OR role = ?4) AND (role = '管理'"
	                 " OR (role = '填报' AND ?1 = 0 AND unit = ?2)"
	                 " OR (role = '审核' AND ?1 = 1 AND (unit = 0 OR unit IN (SELECT id FROM up))))"
	                 " ORDER BY person",

	[SQL_FILINGS_ALL]     = FILING " ORDER BY unit, year, forms",
	[SQL_FILINGS_OF_UNIT] = FILING " WHERE unit = ?1 AND (?2 = 0 OR year = ?2)"
	                        " ORDER BY unit, year, forms",
	[SQL_FILINGS_OF_YEAR] = FILING " WHERE year = ?1 ORDER BY unit, forms",
	[SQL_FILING]          = FILING " WHERE filing.id = ?1",
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

	[SQL_STEP_ADD] = "INSERT INTO step (filing, time, who, what, why, undoes, host)"
	                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
	[SQL_STEP_KEEP] = "UPDATE step SET undone = 2 WHERE id = ?1",
	[SQL_STEP_UNIT] = "SELECT filing.unit FROM step JOIN filing ON filing.id = step.filing"
	                  " WHERE step.id = ?1",
	[SQL_STEP_TAKE_BACK] = "UPDATE step SET undone = ?2, last = ?3 WHERE id = ?1",
	[SQL_ENTRY_ADD] = "INSERT INTO entry (step, filing, form, copy, op, key, old, new, carried,"
	                  " carries) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
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
	[SQL_JOURNAL_SINCE]  = JOURNAL " WHERE step.filing = ?1 AND step.id > ?2"
	                       " ORDER BY step.id, entry.id",
	/* ?5: the cells of the row ?4 too. */
	[SQL_JOURNAL_FIND] = JOURNAL " WHERE (?1 = 0 OR step.filing = ?1)"
	                     " AND (?2 IS NULL OR form.name = ?2) AND (?3 = 0 OR entry.copy = ?3)"
	                     " AND (?4 IS NULL OR entry.key = ?4"
	                     " OR (?5 AND substr(entry.key, 1, length(?4) + 1) = ?4 || '.'))"
	                     " AND (?6 IS NULL OR step.who = ?6) AND " OF_UNIT("step.filing", "?7")
	                     " ORDER BY step.id DESC, entry.id DESC LIMIT ?8",
	[SQL_JOURNAL_STEP] = JOURNAL " WHERE step.id = ?1 ORDER BY entry.id DESC LIMIT ?2",
	[SQL_JOURNAL_NOTES] = "SELECT * FROM (" NOTE("what", "NULL", "'', 0, 1, ''", "detail", "event")
	                      " UNION ALL " NOTE("state", "why", "'', 0, 1, ''", "NULL", "passage")
	                      " UNION ALL " NOTE("kind", "NULL", "form, copy, 1, key", "text", "remark")
	                      " UNION ALL " NOTE("state", "NULL", "'', 0, 1, finding", "text",
	                                         "explanation")
	                      ") ORDER BY time DESC, id DESC LIMIT ?4",
	[SQL_STEP] = "SELECT filing, time, who, host, what, why, undone,"
	             " CASE WHEN undoes IS NULL THEN coalesce(last, id) ELSE id END"
	             " FROM step WHERE id = ?1",
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
	/* ?1 filing, ?2 step, ?3 actor (NULL: nobody): the newest change of others since the step
	 * to what the step changed.  One that its author has taken back since does
	 * not count: it left things as the step had made them. */
	[SQL_STEP_DISTURBED] = "SELECT t.who, t.time, o.op, o.key, o.new,"
	                       " (SELECT name FROM form WHERE id = o.form), o.copy"
	                       " FROM step t"
	                       " CROSS JOIN step root ON root.id = coalesce(t.undoes, t.id)"
	                       " CROSS JOIN entry o ON o.step = t.id"
	                       " CROSS JOIN entry e ON e.step = ?2 AND e.form = o.form AND e.copy = o.copy"
	                       " WHERE t.filing = ?1 AND t.id > ?2 AND (?3 IS NULL OR t.who <> ?3)"
	                       " AND (root.id < ?2 OR root.undone <> 1) AND " ENTRIES_MEET
	                       " ORDER BY t.id DESC LIMIT 1",
	/* The same, all of them, oldest first; each begins with the number of the change
	 * of the plan (SQL_STEP_ENTRIES). */
	[SQL_STEP_DISTURBED_PARTS] = "SELECT (SELECT count(*) FROM entry n WHERE n.step = ?2"
	                       " AND n.id > e.id), t.who, t.time, o.op, o.old, o.new"
	                       " FROM step t"
	                       " CROSS JOIN step root ON root.id = coalesce(t.undoes, t.id)"
	                       " CROSS JOIN entry o ON o.step = t.id"
	                       " CROSS JOIN entry e ON e.step = ?2 AND e.form = o.form AND e.copy = o.copy"
	                       " WHERE t.filing = ?1 AND t.id > ?2 AND t.who <> ?3"
	                       " AND (root.id < ?2 OR root.undone <> 1) AND " ENTRIES_MEET
	                       " ORDER BY t.id, o.id",

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

	[SQL_PEERS_REVISION] = "SELECT coalesce(sum(filing.revision), 0) FROM unit"
	                       " CROSS JOIN filing ON filing.unit = unit.id AND filing.year = ?2"
	                       " AND filing.forms = ?3 WHERE unit.superior IS ?1",

	[SQL_EXPLANATIONS] = "SELECT id, finding, basis, state, text, who, time, host FROM explanation"
	                     " WHERE filing = ?1 AND (?2 IS NULL OR finding = ?2) ORDER BY id",
	[SQL_EXPLANATION_NEWEST] = "SELECT coalesce(max(id), 0) FROM explanation"
	                           " WHERE filing = ?1 AND finding = ?2",
	[SQL_EXPLANATION_ADD] = "INSERT INTO explanation"
	                        " (filing, finding, basis, state, text, who, time, host)"
	                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
	[SQL_EVENT_ADD] = "INSERT INTO event (filing, what, detail, who, host, time)"
	                  " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
	[SQL_EVENT_NEWEST] = "SELECT coalesce(max(id), 0) FROM event",
	[SQL_EVENTS] = "SELECT id, filing, what, detail, who, host, time FROM event"
	               " WHERE ?1 = 0 OR filing = ?1 ORDER BY id DESC LIMIT ?2",

	/* What is hashed (chain.h): a column more or another order is another hash. */
	[SQL_CHAIN_STEP] = "SELECT t.id, t.filing, t.time, t.who, t.host, t.what, t.why, t.undoes,"
	                   OF_THE_FILING("step"),
	[SQL_CHAIN_ENTRIES] = "SELECT t.id, t.step, t.filing, t.form, t.copy, t.op, t.key, t.old,"
	                      " t.new, t.carried, t.carries, form.forms, form.name"
	                      " FROM entry t LEFT JOIN form ON form.id = t.form"
	                      " WHERE t.step = ?1 ORDER BY t.id",
	[SQL_CHAIN_EXPLANATION] = "SELECT t.id, t.filing, t.finding, t.basis, t.state, t.text, t.who,"
	                          " t.host, t.time," OF_THE_FILING("explanation"),
	[SQL_CHAIN_EVENT] = "SELECT t.id, t.filing, t.what, t.detail, t.who, t.host, t.time,"
	                    OF_THE_FILING("event"),
	[SQL_CHAIN_PASSAGE] = "SELECT t.id, t.filing, t.state, t.step, t.until, t.why, t.who, t.host,"
	                      " t.time," OF_THE_FILING("passage"),
	[SQL_CHAIN_REMARK] = "SELECT t.id, t.filing, t.form, t.copy, t.key, t.kind, t.text, t.answers,"
	                     " t.who, t.host, t.time," OF_THE_FILING("remark"),
	[SQL_CHAIN_LAST] = "SELECT hash FROM chain ORDER BY id DESC LIMIT 1",
	[SQL_CHAIN_ADD]  = "INSERT INTO chain (kind, ref, hash) VALUES (?1, ?2, ?3)",
	[SQL_STEP_IDS]        = "SELECT id FROM step ORDER BY id",
	[SQL_EXPLANATION_IDS] = "SELECT id FROM explanation ORDER BY id",

	[SQL_CHAIN_WALK]  = "SELECT id, kind, ref, hash FROM chain ORDER BY id",
	[SQL_CHAIN_TOTAL] = "SELECT (SELECT count(*) FROM chain) + (SELECT count(*) FROM filing)",
	[SQL_CHAIN_UNLINKED] = UNLINKED("step", "1") " UNION ALL " UNLINKED("explanation", "2")
	                       " UNION ALL " UNLINKED("event", "3") " UNION ALL "
	                       UNLINKED("passage", "4") " UNION ALL " UNLINKED("remark", "5")
	                       " UNION ALL " UNLINKED("parcel", "6"),
	[SQL_CHAIN_OF_FILING] = "SELECT c.id, r.kind, r.ref, c.hash,"
	                        " (SELECT p.hash FROM chain p WHERE p.id = c.id - 1)"
	                        " FROM (" ROWS_OF_FILING("id") ") r"
	                        " LEFT JOIN chain c ON c.kind = r.kind AND c.ref = r.ref"
	                        " ORDER BY c.id",
	[SQL_CHAIN_NEWEST] = "SELECT c.hash FROM (" ROWS_OF_FILING("max(id)") ") r"
	                     " CROSS JOIN chain c ON c.kind = r.kind AND c.ref = r.ref"
	                     " ORDER BY c.id DESC LIMIT 1",
	[SQL_CHAIN_SINCE] = "SELECT count(*) FROM (" ROWS_OF_FILING("id") ") r"
	                    " CROSS JOIN chain c ON c.kind = r.kind AND c.ref = r.ref"
	                    " WHERE c.id > ?2",
	[SQL_CHAIN_STEP_AT] = "SELECT coalesce(max(t.id), 0) FROM step t"
	                      " CROSS JOIN chain c ON c.kind = 1 AND c.ref = t.id"
	                      " WHERE t.filing = ?1 AND c.id <= ?2",
	[SQL_CHAIN_CODE] = "SELECT id, kind, ref FROM chain WHERE substr(hash, 1, 8) = ?1 LIMIT 1",
	[SQL_CHAIN_TOLD] = "SELECT filing, who, time, what FROM step WHERE ?1 = 1 AND id = ?2"
	                   " UNION ALL SELECT filing, who, time, state FROM explanation"
	                   " WHERE ?1 = 2 AND id = ?2"
	                   " UNION ALL SELECT filing, who, time, what FROM event"
	                   " WHERE ?1 = 3 AND id = ?2"
	                   " UNION ALL SELECT filing, who, time, state FROM passage"
	                   " WHERE ?1 = 4 AND id = ?2"
	                   " UNION ALL SELECT filing, who, time, kind FROM remark"
	                   " WHERE ?1 = 5 AND id = ?2"
	                   " UNION ALL SELECT filing, who, time, site FROM parcel"
	                   " WHERE ?1 = 6 AND id = ?2",
	[SQL_CHAIN_PLACE] = "SELECT coalesce((SELECT name FROM unit_name n WHERE n.unit = filing.unit"
	                    " ORDER BY n.from_year DESC LIMIT 1), unit.code, filing.unit), year"
	                    " FROM filing LEFT JOIN unit ON unit.id = filing.unit WHERE filing.id = ?1",
	[SQL_FILING_IDS] = "SELECT id FROM filing ORDER BY id",
	[SQL_FORM_NAME]  = "SELECT name FROM form WHERE id = ?1",

	/* What the last entry of each key left (the columns of a max() are those of
	 * its row), beside what stands: chain_replay.c. */
	[SQL_REPLAY_CELLS] = "SELECT form, copy, key, new, carries, step, max(id) FROM entry"
	                     " WHERE filing = ?1 AND op = 0"
	                     " GROUP BY form, copy, key ORDER BY form, copy, key",
	[SQL_REPLAY_ROWS] = "SELECT form, copy, key, new, carries, step, max(id) FROM entry"
	                    " WHERE filing = ?1 AND op IN (2, 3, 4)"
	                    " GROUP BY form, copy, key ORDER BY form, copy, key",
	[SQL_REPLAY_SHEETS] = "SELECT form, copy, '', CASE op WHEN 5 THEN '' END, 0, step, max(id)"
	                      " FROM entry WHERE filing = ?1 AND op IN (5, 6)"
	                      " GROUP BY form, copy ORDER BY form, copy",
	[SQL_REPLAY_STATE] = "SELECT stands, told FROM (SELECT state AS stands, coalesce("
	                     "(SELECT p.state FROM passage p WHERE p.filing = filing.id"
	                     " ORDER BY p.id DESC LIMIT 1), '填报中') AS told"
	                     " FROM filing WHERE id = ?1) WHERE stands <> told",
	/* A role is known by its person, word and code: the first three words of the
	 * event.  No unit: what rights.c writes then. */
	[SQL_REPLAY_ROLES] = "WITH word1 (id, what, detail, n) AS (SELECT id, what, detail, instr(detail, ' ')"
	                     " FROM event WHERE what IN ('给角色', '去角色')),"
	                     " word2 (id, what, detail, n) AS (SELECT id, what, detail,"
	                     " n + instr(substr(detail, n + 1), ' ') FROM word1),"
	                     " word3 (id, what, k) AS (SELECT id, what, substr(detail, 1,"
	                     " n + instr(substr(detail, n + 1) || ' ', ' ') - 1) FROM word2),"
	                     " told (k, what, id) AS (SELECT k, what, max(id) FROM word3 GROUP BY k),"
	                     " stands (k) AS (SELECT person || ' ' || role || ' ' || coalesce((SELECT"
	                     " substr(code, 1, instr(code || ' ', ' ') - 1) FROM unit"
	                     " WHERE unit.id = role.unit), '全部单位') FROM role)"
	                     " SELECT k, 1 FROM stands"
	                     " WHERE k NOT IN (SELECT k FROM told WHERE what = '给角色')"
	                     " UNION ALL SELECT k, 0 FROM told WHERE what = '给角色'"
	                     " AND k NOT IN (SELECT k FROM stands) ORDER BY 1",
	[SQL_STANDING_CELLS] = "SELECT c.form, c.copy, c.key, c.text, c.carried" STANDING("cell")
	                       " ORDER BY c.form, c.copy, c.key",
	[SQL_STANDING_ROWS] = "SELECT c.form, c.copy, c.list || '.' || c.id AS k,"
	                      " CASE WHEN c.grp IS NULL THEN '' ELSE c.grp || ' ' END || c.ord, c.carried"
	                      STANDING("list_row") " ORDER BY c.form, c.copy, k",
	[SQL_STANDING_SHEETS] = "SELECT form, copy, '', '', 0 FROM sheet WHERE filing = ?1"
	                        " ORDER BY form, copy",

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

	[SQL_PASSAGES] = PASSAGE " WHERE filing = ?1 ORDER BY id",
	[SQL_PASSAGE_NEWEST] = PASSAGE " WHERE filing = ?1 ORDER BY id DESC LIMIT 1",
	[SQL_PASSAGE_ADD]    = "INSERT INTO passage"
	                       " (filing, state, step, until, why, who, host, time)"
	                       " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
	[SQL_FILING_STATE]   = "SELECT unit, state, revision FROM filing WHERE id = ?1",
	[SQL_FILING_PASS]    = "UPDATE filing SET state = ?2 WHERE id = ?1",
	[SQL_STEP_NEWEST]    = "SELECT id FROM step WHERE filing = ?1 ORDER BY id DESC LIMIT 1",
	[SQL_REMARKS]    = REMARK " WHERE filing = ?1 ORDER BY id",
	[SQL_REMARK]     = REMARK " WHERE id = ?1",
	/* ?1 the head of a thread */
	[SQL_REMARK_NEWEST] = "SELECT id, kind FROM remark WHERE filing ="
	                      " (SELECT filing FROM remark WHERE id = ?1)"
	                      " AND (id = ?1 OR answers = ?1) ORDER BY id DESC LIMIT 1",
	[SQL_REMARKS_OPEN] = REMARK " WHERE answers IS NULL AND (?1 = 0 OR filing IN"
	                     " (SELECT filing.id FROM filing WHERE filing.year = ?1))"
	                     " AND NOT EXISTS (SELECT 1 FROM remark c WHERE c.filing = remark.filing"
	                     " AND c.answers = remark.id AND c.kind = '了结') ORDER BY filing, id",
	[SQL_REMARK_ADD] = "INSERT INTO remark"
	                   " (filing, form, copy, key, kind, text, answers, who, host, time)"
	                   " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",

	[SQL_SITE]     = "SELECT name FROM site",
	[SQL_SITE_ADD] = "INSERT INTO site (id, name) VALUES (1, lower(hex(randomblob(4))))",
	[SQL_PARCELS]  = "SELECT id, incoming, origin, site, digest, content_digest, step, known,"
	                 " who, host, time, packer, packer_host, packed FROM parcel"
	                 " WHERE filing = ?1 ORDER BY id DESC",
	[SQL_PARCEL_CONTENT] = "SELECT content FROM parcel WHERE id = ?1",
	[SQL_PARCEL_NUMBER] = "SELECT coalesce(max(id), 0) + 1 FROM parcel",
	[SQL_PARCEL_ADD] = "INSERT INTO parcel (filing, incoming, origin, site, digest,"
	                   " content_digest, content, step, known, who, host, time, packer,"
	                   " packer_host, packed)"
	                   " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
	[SQL_PARCEL_ROWS] = "SELECT form, copy, id, site, origin FROM parcel_row WHERE filing = ?1"
	                    " ORDER BY form, copy, id",
	[SQL_PARCEL_ROW_ADD] = "INSERT INTO parcel_row (filing, form, copy, id, site, origin)"
	                       " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
	[SQL_PARCEL_KEPT] = "SELECT kind, site, origin, time, ref FROM parcel_kept"
	                    " WHERE filing = ?1 ORDER BY kind, site, origin, time",
	[SQL_PARCEL_KEPT_ADD] = "INSERT INTO parcel_kept (filing, kind, site, origin, time, ref)"
	                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
	[SQL_PARCEL_STEP_ADD] = "INSERT INTO parcel_step (parcel, filing, time, who, host, what, why)"
	                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
	[SQL_PARCEL_ENTRY_ADD] = "INSERT INTO parcel_entry (step, form, copy, op, key, old, new)"
	                         " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
	/* ?2 form, ?3 copy, ?4 key: NULL, 0 and NULL are all. */
	[SQL_PARCEL_JOURNAL] = "SELECT coalesce(n.id, 0), 0, t.time, t.who, t.what,"
	                       " CASE WHEN n.id THEN t.why END, 0, coalesce(n.form, ''),"
	                       " coalesce(n.copy, 0), coalesce(n.op, 0), coalesce(n.key, ''), n.old,"
	                       " CASE WHEN n.id THEN n.new ELSE t.why END, t.host, t.filing,"
	                       " CASE WHEN n.form <> '' THEN 'parcel' ELSE 'parcel-note' END"
	                       " FROM parcel_step t LEFT JOIN parcel_entry n ON n.step = t.id"
	                       " WHERE t.filing = ?1 AND (?2 IS NULL OR n.form = ?2)"
	                       " AND (?3 = 0 OR n.copy = ?3) AND (?4 IS NULL OR n.key = ?4)"
	                       " ORDER BY t.time DESC, t.id DESC, n.id DESC LIMIT ?5",
	[SQL_CHAIN_PARCEL] = "SELECT t.id, t.filing, t.incoming, t.origin, t.site, t.digest,"
	                     " t.content_digest, t.content, t.step, t.known, t.who, t.host, t.time,"
	                     " t.packer, t.packer_host, t.packed," OF_THE_FILING("parcel"),
	[SQL_CHAIN_PARCEL_PARTS] = "SELECT t.id, t.filing, t.time, t.who, t.host, t.what, t.why,"
	                           " n.id, n.form, n.copy, n.op, n.key, n.old, n.new"
	                           " FROM parcel_step t LEFT JOIN parcel_entry n ON n.step = t.id"
	                           " WHERE t.parcel = ?1 ORDER BY t.id, n.id",
	[SQL_ROW_ID_LAST] = "SELECT last FROM row_counter WHERE " AT,
    /* clang-format on */
};
