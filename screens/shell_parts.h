#ifndef SCREENS_SHELL_PARTS_H
#define SCREENS_SHELL_PARTS_H

#include "screens/desk.h"
#include "screens/dialog.h"
#include "screens/findings.h"
#include "screens/inspector.h"
#include "screens/nav_forms.h"
#include "screens/nav_units.h"
#include "screens/overview.h"
#include "screens/shell.h"
#include "screens/table.h"

/* Shared by the files of the shell, for nobody else. */

enum focus { FOCUS_UNITS, FOCUS_FORMS, FOCUS_TABLE, FOCUS_FINDINGS, FOCUS_COUNT };
enum inspector_size { INSPECTOR_FITTING, INSPECTOR_LARGE, INSPECTOR_FOLDED, INSPECTOR_SIZES };
enum { DIALOGS = 5 };

/* What becomes of a dialog that ended; false: it stays open, under what was
 * opened meanwhile. */
typedef bool dialog_done(struct shell *s, struct dialog *d, enum dialog_end end);

struct layout {
	bool small;   /* too small for anything */
	bool beside;  /* the navigator stands beside the table, not over it */
	bool navigator; /* it is shown at all */
	struct rect navigator_box, units, forms, table, inspector;
	struct rect findings; /* no rows: closed */
	int top_rule, forms_rule, findings_rule, inspector_rule; /* rows */
	struct rect panes; /* where dialogs may be */
};

/* The finding explained last. */
struct why_place {
	char *key;      /* NULL: none */
	int64_t filing; /* id */
	int64_t seen;   /* of what was said to it */
	int line;       /* chosen in the dialog */
	bool away;      /* it was left for a cell: Esc comes back */
};

/* The file being imported, and what the person said of it. */
struct importing {
	char *path, *unit; /* unit: a code; NULL: as the file says */
	int year;          /* 0: as the file says */
	char *folder;      /* looked in last; NULL: none */
	unsigned units;    /* the desk's when the plan was made */
};

struct shell {
	struct desk desk;
	struct nav_units *units;
	struct nav_forms *forms;
	struct table *table;
	struct findings_pane *findings;
	struct inspector *inspector;
	bool listing;     /* the pane of findings is open */
	enum focus focus;
	enum inspector_size inspector_size;
	bool zoom, done;
	bool stale;       /* the cursor may have moved since the inspector was asked */
	bool inspect;     /* it is asked at the next drawing */
	bool note_old;    /* a key came after the note: it goes at the next pause */
	int count;        /* digits typed before a move in the navigator */
	struct layout at;

	struct { struct dialog *dialog; dialog_done *done; } dialogs[DIALOGS];
	int ndialogs;
	struct spot_at text_at;   /* of the open editor of long texts */
	struct paste paste;       /* of the open preview */
	unsigned asked;           /* the desk's content when a question or preview was opened */
	bool whole_journal;
	bool only_differences;    /* of last year beside this year */
	bool compare_all;         /* of another filing beside the open one: what agrees too */
	int64_t compared;         /* id of the filing compared with last, 0: none */
	int64_t rolled_from;      /* id of the filing asked about … */
	int rolled_to;            /* … and the year */
	struct overview_memory overview;
	int overview_unit;        /* it was asked which of its sets to open */
	struct draft offered;     /* of the open question */
	char *draft_file;         /* of what is being typed, once it was stored */
	int64_t unsaved_since;    /* ms, when what is typed first differed from it; 0: it does not */
	char *stored;             /* the text in it */
	int64_t text_seen;        /* the version of the cell the editor of long texts was opened at */
	bool conflict;            /* somebody changed that cell: to be asked about */
	struct why_place why;
	struct importing importing;
	bool saying;              /* the editor of long texts holds a 审核说明 */
	shell_wait *wait;         /* see shell_on_wait */
	void *wait_context;
	bool burst, burst_spent;  /* characters of one burst come; one of them changed something */
};

enum context shell_context(const struct shell *s);
/* Takes the event as the action in the pane that has the keys. */
void shell_run(struct shell *s, enum action a, const struct key_event *ev);
void shell_open_dialog(struct shell *s, struct dialog *d, dialog_done *done);
void shell_close_dialog(struct shell *s); /* the top one, without its end */
struct dialog *shell_dialog(const struct shell *s); /* NULL: none is open */
struct dialog *shell_take_dialog(struct shell *s);  /* the top one, now the caller's */

/* shell_layout.c */
void shell_lay_out(struct shell *s, int rows, int cols);
/* shell_bars.c */
void shell_draw_state(const struct shell *s, int cols);
void shell_draw_note(const struct shell *s, int y, int cols);
void shell_draw_keys(const struct shell *s, int y, int cols);
void shell_draw_rules(const struct shell *s, int cols);
/* commands.c: false: not a command of the shell. */
bool shell_command(struct shell *s, enum action a);
/* `:`: a name and perhaps a word. */
void shell_command_line(struct shell *s, const char *text);
/* shell_views.c */
void shell_charts(struct shell *s);
void shell_overview(struct shell *s);
void shell_sum(struct shell *s);
/* Whether the open overview has marks to count; counts a few, true: it looks different. */
bool shell_counts(const struct shell *s);
bool shell_count(struct shell *s);
/* shell_findings.c */
void shell_findings(struct shell *s);
void shell_findings_scope(struct shell *s);
void shell_findings_close(struct shell *s);
void shell_check(struct shell *s);
/* The inspector tells of the finding under the cursor; false: there is none. */
bool shell_tell_finding(struct shell *s);
/* shell_why.c */
void shell_why(struct shell *s);
/* Opens the explanation again that was left for a cell; false: none was. */
bool shell_why_again(struct shell *s);
void shell_why_back(struct shell *s); /* the one that something was asked of */
void shell_forget_why(struct shell *s);
/* shell_export.c */
void shell_export(struct shell *s);
void shell_export_to(struct shell *s, const char *path); /* as its file's name begins */
void shell_open_export(struct shell *s, struct dialog *d);
/* shell_import.c */
void shell_import(struct shell *s);
void shell_import_file(struct shell *s, const char *path); /* of a folder: to choose in it */
void shell_forget_import(struct shell *s);
/* shell_import_all.c: lists what its files would change, then imports them all;
 * false: none can be read, as it says. */
bool shell_import_folder(struct shell *s, const char *folder);
/* shell_text.c */
void shell_texts(struct shell *s);
/* shell_compare.c */
void shell_last_year(struct shell *s);
void shell_compare(struct shell *s); /* asks with which */
void shell_compare_with(struct shell *s, const char *text); /* «2023», «信息中心», «信息中心 2023» */
/* shell_roll.c: asks first; to 0: the year after the open filing's. */
void shell_roll(struct shell *s, int to);
void shell_roll_into(struct shell *s, const char *text);
/* shell_dialogs.c */
void shell_help(struct shell *s);
void shell_palette(struct shell *s);
void shell_journal(struct shell *s);
void shell_prompt(struct shell *s, enum action a);
void shell_ask_delete(struct shell *s, enum action a);
/* Whether what was asked about still stands as it did; else says so. */
bool shell_still(struct shell *s);
bool shell_ask_undo(struct shell *s); /* false: the step is small, no need to ask */
void shell_edit_text(struct shell *s, const struct key_event *typed);
struct dialog *shell_open_textbox(struct shell *s, const char *text, int64_t seen);
void shell_edit_choice(struct shell *s);
void shell_preview_paste(struct shell *s, const char *text);
void shell_ask_conflict(struct shell *s);
/* shell_drafts.c */
/* Stores what was typed two seconds ago, drops the file once it is saved or given up. */
void shell_keep_draft(struct shell *s);
enum { DRAFT_PAUSE = 2000 }; /* ms */
/* The year of what was typed; 0: it is none. */
int shell_year(const char *text);
/* Does what the prompt of an action asks for. */
void shell_answer(struct shell *s, enum action a, const char *text);

#endif
