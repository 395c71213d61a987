#ifndef APP_CMD_TABLE_H
#define APP_CMD_TABLE_H

#include "app/cmd.h"
#include "audit/finding.h"

/* The commands and options; used by cmd.c and by what prints them. */

enum cmd_need {
	NEED_NOTHING,
	NEED_READ,   /* an open database */
	NEED_WRITE   /* one that can be written */
};

struct cmd {
	const char *name;   /* one word, or two: "row add" */
	const char *args;   /* as help prints them */
	const char *help;   /* one sentence */
	size_t least, most; /* arguments */
	enum cmd_need need;
	int (*run)(struct cmd_call *c); /* an exit status */
};
extern const struct cmd cmd_table[];
extern const size_t cmd_count;

struct cmd_option {
	const char *name;   /* "--json" */
	char letter;        /* 'd', or 0 */
	const char *value;  /* name of its value, or NULL */
	const char *help;
};
extern const struct cmd_option cmd_options[];
extern const size_t cmd_option_count;

/* ---- the commands ---- */
int cmd_init(struct cmd_call *c);
int cmd_units(struct cmd_call *c);
int cmd_forms(struct cmd_call *c);
int cmd_filings(struct cmd_call *c);
int cmd_show(struct cmd_call *c);
int cmd_get(struct cmd_call *c);
int cmd_set(struct cmd_call *c);
int cmd_score(struct cmd_call *c);
int cmd_check(struct cmd_call *c);
int cmd_explain(struct cmd_call *c);
int cmd_chart(struct cmd_call *c);
int cmd_import(struct cmd_call *c);
int cmd_export(struct cmd_call *c);
int cmd_text(struct cmd_call *c);
int cmd_overview(struct cmd_call *c);
int cmd_roll(struct cmd_call *c);
int cmd_confirm(struct cmd_call *c);
int cmd_compare(struct cmd_call *c);
int cmd_sum(struct cmd_call *c);
int cmd_log(struct cmd_call *c);
int cmd_revert(struct cmd_call *c);
int cmd_who(struct cmd_call *c);
int cmd_person(struct cmd_call *c);
int cmd_person_add(struct cmd_call *c);
int cmd_person_delete(struct cmd_call *c);
int cmd_whoami(struct cmd_call *c);
int cmd_submit(struct cmd_call *c);
int cmd_return(struct cmd_call *c);
int cmd_accept(struct cmd_call *c);
int cmd_lock(struct cmd_call *c);
int cmd_unlock(struct cmd_call *c);
int cmd_missing(struct cmd_call *c);
int cmd_changes(struct cmd_call *c);
int cmd_comment(struct cmd_call *c);
int cmd_answer(struct cmd_call *c);
int cmd_remarks(struct cmd_call *c);
int cmd_undo(struct cmd_call *c);
int cmd_redo(struct cmd_call *c);
int cmd_pack(struct cmd_call *c);
int cmd_merge(struct cmd_call *c);
int cmd_backup(struct cmd_call *c);
int cmd_restore(struct cmd_call *c);
int cmd_verify(struct cmd_call *c);
int cmd_row_add(struct cmd_call *c);
int cmd_row_delete(struct cmd_call *c);
int cmd_row_move(struct cmd_call *c);
int cmd_row_copy(struct cmd_call *c);
int cmd_row_na(struct cmd_call *c);
int cmd_row_from(struct cmd_call *c);
int cmd_sheet_add(struct cmd_call *c);
int cmd_sheet_delete(struct cmd_call *c);
int cmd_unit_add(struct cmd_call *c);
int cmd_filing_add(struct cmd_call *c);

/* ---- what they share ---- */

/* «2024», «2024年»; -1 with c->e. */
int cmd_year(struct cmd_call *c, const char *word, int *year);
/* args[0] UNIT, args[1] YEAR: the filing, or NULL with c->e. */
struct filing *cmd_filing(struct cmd_call *c);
/* FORM[#COPY][.REST]: the sheet's index, *rest behind the dot ("" without);
 * FORM is an id or a printed number; -1 with c->e. */
int cmd_sheet(struct cmd_call *c, const struct filing *f, const char *text, const char **rest);
/* FORM[#COPY].KEY */
int cmd_place(struct cmd_call *c, const struct filing *f, const char *text, struct place *out);
/* The cell as one object of a document (cmd_show.c). */
void cmd_json_cell(struct str *out, const struct filing *f, struct place p);
/* --json (cmd_json.c): the document is one array, begun and ended by these; without
 * --json they write nothing.  A number with these decimals, null when there is
 * none; exact: with as many more as it has. */
struct json;
void cmd_json_begin(struct cmd_call *c, struct json *j);
void cmd_json_end(struct cmd_call *c, struct json *j);
void cmd_json_number(struct json *j, const char *name, bool has, int64_t n, int decimals);
void cmd_json_exact(struct json *j, const char *name, bool has, int64_t n, int decimals);
/* verify --code (cmd_code.c). */
int cmd_verify_code(struct cmd_call *c);
/* text --verify (cmd_text_verify.c). */
int cmd_text_verify(struct cmd_call *c, struct filing *f);
/* A finding opened: rule, formula, figures, causes, cells; a cell with its
 * formula (cmd_account.c). */
void cmd_print_account(struct str *out, struct filing *f, const struct finding *x);
void cmd_print_cell(struct str *out, const struct filing *f, struct place p);
/* The exit status for c->e. */
int cmd_fail(struct cmd_call *c);

#endif
