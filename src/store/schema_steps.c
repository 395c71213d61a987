#include "store/schema.h"

#include "store/chain.h"

/* Version 1.
 *  - A form is known by a small number for its set and name.
 *  - Rows and cells stand by year, form and unit, so that one sheet is one
 *    place on the disk and one form of all units is a neighbourhood.
 *  - version is the filing's revision that wrote it: it never comes back.
 *  - row_counter outlives its sheet, so that no row id is given twice.
 *  - step.undone and step.last belong to a step that was typed (undoes NULL):
 *    whether it is taken back now (2: it can't be), and by which step that was
 *    last changed. */
static const char version_1[] =
    "CREATE TABLE unit ("
    " id INTEGER PRIMARY KEY,"
    " code TEXT NOT NULL UNIQUE,"
    " superior INTEGER REFERENCES unit (id),"
    " ord INTEGER NOT NULL"
    ") STRICT;"
    "CREATE INDEX unit_superior ON unit (superior, ord);"
    "CREATE TABLE unit_name ("
    " unit INTEGER NOT NULL REFERENCES unit (id),"
    " from_year INTEGER NOT NULL,"
    " name TEXT NOT NULL,"
    " PRIMARY KEY (unit, from_year)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE form ("
    " id INTEGER PRIMARY KEY,"
    " forms TEXT NOT NULL,"
    " name TEXT NOT NULL,"
    " UNIQUE (forms, name)"
    ") STRICT;"
    "CREATE TABLE filing ("
    " id INTEGER PRIMARY KEY,"
    " unit INTEGER NOT NULL REFERENCES unit (id),"
    " year INTEGER NOT NULL,"
    " forms TEXT NOT NULL,"
    " state TEXT NOT NULL,"
    " revision INTEGER NOT NULL DEFAULT 0,"
    " score INTEGER,"
    " grade TEXT,"
    " changed INTEGER NOT NULL DEFAULT 0,"
    " UNIQUE (unit, year, forms)"
    ") STRICT;"
    "CREATE INDEX filing_year ON filing (year, unit, forms);"
    "CREATE TABLE sheet ("
    " year INTEGER NOT NULL,"
    " form INTEGER NOT NULL REFERENCES form (id),"
    " unit INTEGER NOT NULL REFERENCES unit (id),"
    " copy INTEGER NOT NULL CHECK (copy >= 1),"
    " filing INTEGER NOT NULL REFERENCES filing (id),"
    " version INTEGER NOT NULL,"
    " PRIMARY KEY (year, form, unit, copy)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX sheet_filing ON sheet (filing);"
    "CREATE TABLE row_counter ("
    " year INTEGER NOT NULL,"
    " form INTEGER NOT NULL,"
    " unit INTEGER NOT NULL,"
    " copy INTEGER NOT NULL,"
    " last INTEGER NOT NULL,"
    " PRIMARY KEY (year, form, unit, copy)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE list_row ("
    " year INTEGER NOT NULL,"
    " form INTEGER NOT NULL,"
    " unit INTEGER NOT NULL,"
    " copy INTEGER NOT NULL,"
    " id INTEGER NOT NULL,"
    " list TEXT NOT NULL,"
    " grp TEXT,"
    " ord INTEGER NOT NULL,"
    " version INTEGER NOT NULL,"
    " PRIMARY KEY (year, form, unit, copy, id),"
    " FOREIGN KEY (year, form, unit, copy) REFERENCES sheet (year, form, unit, copy)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE cell ("
    " year INTEGER NOT NULL,"
    " form INTEGER NOT NULL,"
    " unit INTEGER NOT NULL,"
    " copy INTEGER NOT NULL,"
    " key TEXT NOT NULL,"
    " text TEXT,"
    " value INTEGER,"
    " version INTEGER NOT NULL,"
    " PRIMARY KEY (year, form, unit, copy, key),"
    " FOREIGN KEY (year, form, unit, copy) REFERENCES sheet (year, form, unit, copy)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE step ("
    " id INTEGER PRIMARY KEY,"
    " filing INTEGER NOT NULL REFERENCES filing (id),"
    " time INTEGER NOT NULL,"
    " who TEXT NOT NULL,"
    " what TEXT NOT NULL,"
    " why TEXT,"
    " undoes INTEGER REFERENCES step (id),"
    " undone INTEGER NOT NULL DEFAULT 0,"
    " last INTEGER"
    ") STRICT;"
    "CREATE INDEX step_filing ON step (filing);"
    "CREATE TABLE entry ("
    " id INTEGER PRIMARY KEY,"
    " step INTEGER NOT NULL REFERENCES step (id),"
    " filing INTEGER NOT NULL,"
    " form INTEGER NOT NULL REFERENCES form (id),"
    " copy INTEGER NOT NULL,"
    " op INTEGER NOT NULL,"
    " key TEXT NOT NULL,"
    " old TEXT,"
    " new TEXT"
    ") STRICT;"
    "CREATE INDEX entry_step ON entry (step);"
    "CREATE INDEX entry_place ON entry (filing, form, copy, key);";

/* Version 2: what roll carried over from last year.
 *  - cell.carried: nobody has touched or confirmed it yet.
 *  - list_row.carried: it was last year's row with the same id.
 *  - entry.carried: whether the cell or row was carried before the change. */
static const char version_2[] =
    "ALTER TABLE cell ADD COLUMN carried INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE list_row ADD COLUMN carried INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE entry ADD COLUMN carried INTEGER NOT NULL DEFAULT 0;";

/* Version 3: what the audit found and what was said to it.
 *  - explanation is only ever added to: the newest of a finding holds, those
 *    before are its history.  The store knows no rules: a finding is a text.
 *  - audited is what an audit counted at a revision of the filing, by the rules
 *    of that fingerprint; it can be worked out anew at any time. */
static const char version_3[] =
    "CREATE TABLE explanation ("
    " id INTEGER PRIMARY KEY,"
    " filing INTEGER NOT NULL REFERENCES filing (id),"
    " finding TEXT NOT NULL,"
    " basis TEXT NOT NULL,"
    " state TEXT NOT NULL,"
    " text TEXT NOT NULL,"
    " who TEXT NOT NULL,"
    " time INTEGER NOT NULL"
    ") STRICT;"
    "CREATE INDEX explanation_finding ON explanation (filing, finding);"
    "CREATE TABLE audited ("
    " filing INTEGER NOT NULL REFERENCES filing (id),"
    " form TEXT NOT NULL,"
    " revision INTEGER NOT NULL,"
    " rules INTEGER NOT NULL,"
    " must INTEGER NOT NULL,"
    " verify INTEGER NOT NULL,"
    " hint INTEGER NOT NULL,"
    " tail INTEGER NOT NULL,"
    " PRIMARY KEY (filing, form)"
    ") STRICT, WITHOUT ROWID;";

/* Version 4: many hands.
 *  - host: where the person came from (the SSH client), where known.
 *  - entry.carries: whether the cell or row is carried from the change on; NULL:
 *    it was made before this version.
 *  - event: what belongs to no filing: persons, units, copies; filing where it
 *    does belong to one, else NULL.
 *  - passage: each change of a filing's state, only ever added; step is the
 *    newest step of the filing then (0: none), so that what changed since is
 *    what has a higher one; until is the end of a term, NULL: none.
 *  - remark: comments, reasons, follow-up marks and the answers to them, only
 *    ever added.  form '' is the whole filing, key '' the whole sheet.
 *  - role: unit 0 is all units.
 *  - chain: a link for each row of step (with its entries), explanation, event,
 *    passage and remark, in the order they were written; chain.h.
 *  - What is only ever added to refuses everything else, for those who come
 *    with another program: the store itself runs no triggers (db.c). */
#define KEPT_FROM(table, event)                                                                    \
	"CREATE TRIGGER " table "_kept_from_" event " BEFORE " event " ON " table                  \
	" BEGIN SELECT raise(ABORT, '" table " is only ever added to'); END;"
#define KEPT(table) KEPT_FROM(table, "update") KEPT_FROM(table, "delete")

static const char version_4[] =
    "ALTER TABLE step ADD COLUMN host TEXT;"
    "ALTER TABLE explanation ADD COLUMN host TEXT;"
    "ALTER TABLE entry ADD COLUMN carries INTEGER;"
    "CREATE TABLE event ("
    " id INTEGER PRIMARY KEY,"
    " filing INTEGER REFERENCES filing (id),"
    " what TEXT NOT NULL,"
    " detail TEXT NOT NULL,"
    " who TEXT NOT NULL,"
    " host TEXT,"
    " time INTEGER NOT NULL"
    ") STRICT;"
    "CREATE TABLE passage ("
    " id INTEGER PRIMARY KEY,"
    " filing INTEGER NOT NULL REFERENCES filing (id),"
    " state TEXT NOT NULL,"
    " step INTEGER NOT NULL,"
    " until INTEGER,"
    " why TEXT,"
    " who TEXT NOT NULL,"
    " host TEXT,"
    " time INTEGER NOT NULL"
    ") STRICT;"
    "CREATE INDEX passage_filing ON passage (filing);"
    "CREATE TABLE remark ("
    " id INTEGER PRIMARY KEY,"
    " filing INTEGER NOT NULL REFERENCES filing (id),"
    " form TEXT NOT NULL,"
    " copy INTEGER NOT NULL,"
    " key TEXT NOT NULL,"
    " kind TEXT NOT NULL,"
    " text TEXT NOT NULL,"
    " answers INTEGER REFERENCES remark (id),"
    " who TEXT NOT NULL,"
    " host TEXT,"
    " time INTEGER NOT NULL"
    ") STRICT;"
    "CREATE INDEX remark_filing ON remark (filing);"
    "CREATE TABLE role ("
    " person TEXT NOT NULL,"
    " role TEXT NOT NULL,"
    " unit INTEGER NOT NULL,"
    " PRIMARY KEY (person, role, unit)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE chain ("
    " id INTEGER PRIMARY KEY,"
    " kind INTEGER NOT NULL,"
    " ref INTEGER NOT NULL,"
    " hash BLOB NOT NULL,"
    " UNIQUE (kind, ref)"
    ") STRICT;"
    "CREATE TRIGGER step_kept_from_update BEFORE UPDATE OF"
    " id, filing, time, who, what, why, undoes, host ON step"
    " BEGIN SELECT raise(ABORT, 'step is only ever added to'); END;"
    KEPT_FROM("step", "delete")
    KEPT("entry") KEPT("explanation") KEPT("event") KEPT("passage") KEPT("remark")
    KEPT("chain");

/* Version 5: filings that are carried by hand as files (exchange/parcel.h).
 *  - site: the name this database goes by in them; one row.
 *  - parcel: each one packed (incoming 0) or merged (1), with the content that
 *    was in it, what the next one is compared with.  origin and site are its
 *    number and where it was packed; step is the newest step of the filing then;
 *    known: up to which of our steps the other side has our journal.
 *  - parcel_row: which of somebody else's rows a row here is.
 *  - parcel_kept: what came with parcels, so that nothing comes twice; ref is
 *    its row in parcel_step (kind 1, 4), explanation (2) or remark (5), 0: it
 *    was left out.  The kinds are those of the chain.  time is in its name: a
 *    database that was restored from a copy gives its numbers again.
 *  - parcel_step, parcel_entry: the other side's journal. */
static const char version_5[] =
    "CREATE TABLE site ("
    " id INTEGER PRIMARY KEY CHECK (id = 1),"
    " name TEXT NOT NULL"
    ") STRICT;"
    "CREATE TABLE parcel ("
    " id INTEGER PRIMARY KEY,"
    " filing INTEGER NOT NULL REFERENCES filing (id),"
    " incoming INTEGER NOT NULL,"
    " origin INTEGER NOT NULL,"
    " site TEXT NOT NULL,"
    " digest TEXT NOT NULL,"
    " content_digest TEXT NOT NULL,"
    " content TEXT NOT NULL,"
    " step INTEGER NOT NULL,"
    " known INTEGER NOT NULL,"
    " who TEXT NOT NULL,"
    " host TEXT,"
    " time INTEGER NOT NULL,"
    " packer TEXT NOT NULL,"
    " packer_host TEXT,"
    " packed INTEGER NOT NULL"
    ") STRICT;"
    "CREATE INDEX parcel_filing ON parcel (filing);"
    "CREATE TABLE parcel_row ("
    " filing INTEGER NOT NULL REFERENCES filing (id),"
    " form TEXT NOT NULL,"
    " copy INTEGER NOT NULL,"
    " id INTEGER NOT NULL,"
    " site TEXT NOT NULL,"
    " origin INTEGER NOT NULL,"
    " PRIMARY KEY (filing, form, copy, id)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE parcel_kept ("
    " filing INTEGER NOT NULL REFERENCES filing (id),"
    " kind INTEGER NOT NULL,"
    " site TEXT NOT NULL,"
    " origin INTEGER NOT NULL,"
    " time INTEGER NOT NULL,"
    " ref INTEGER NOT NULL,"
    " PRIMARY KEY (filing, kind, site, origin, time)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE parcel_step ("
    " id INTEGER PRIMARY KEY,"
    " parcel INTEGER NOT NULL REFERENCES parcel (id),"
    " filing INTEGER NOT NULL REFERENCES filing (id),"
    " time INTEGER NOT NULL,"
    " who TEXT NOT NULL,"
    " host TEXT,"
    " what TEXT NOT NULL,"
    " why TEXT"
    ") STRICT;"
    "CREATE INDEX parcel_step_parcel ON parcel_step (parcel);"
    "CREATE INDEX parcel_step_filing ON parcel_step (filing);"
    "CREATE TABLE parcel_entry ("
    " id INTEGER PRIMARY KEY,"
    " step INTEGER NOT NULL REFERENCES parcel_step (id),"
    " form TEXT NOT NULL,"
    " copy INTEGER NOT NULL,"
    " op INTEGER NOT NULL,"
    " key TEXT NOT NULL,"
    " old TEXT,"
    " new TEXT"
    ") STRICT;"
    "CREATE INDEX parcel_entry_step ON parcel_entry (step);"
    KEPT("site") KEPT("parcel") KEPT("parcel_row") KEPT("parcel_kept") KEPT("parcel_step")
    KEPT("parcel_entry");

const struct schema_step schema_steps[] = {
    {1, version_1, NULL},
    {2, version_2, NULL},
    {3, version_3, NULL},
    {4, version_4, chain_fill},
    {5, version_5, NULL},
};
const size_t schema_steps_count = sizeof schema_steps / sizeof *schema_steps;
