#ifndef SCREENS_SHELL_PARTS_H
#define SCREENS_SHELL_PARTS_H

#include "app/edit.h"
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
	uint64_t tree;         /* units and filings when the plan was made */
};

/* What others were told last of where the person is. */
struct said_here {
	bool any, editing;
	int64_t filing;
	const struct form *form;
	int copy;
	struct place place;
};

/* A remark that is being written. */
struct remarking {
	int64_t filing;   /* id */
	const char *kind; /* NULL: none */
	int64_t head;     /* of the thread it goes to; 0: it begins one … */
	int64_t seen;
	char *key;        /* … at «annex1#1.staff.actual» */
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
	struct spot_at text_at;   /* of the open editor of long texts, on this sheet */
	const struct form *text_form;
	int text_copy;
	struct paste paste;       /* of the open preview */
	struct paste_seen *paste_seen; /* its cells as they were then (shell_paste.c); NULL */
	size_t paste_rows;        /* and how many rows its list had */
	const struct form *paste_form;
	const struct form *delete_form; /* of what it was asked to delete; NULL: nothing yet */
	int delete_copy;
	int64_t delete_row;       /* id */
	unsigned asked;           /* the desk's filed when a question or preview was opened */
	struct {
		enum { JOURNAL_CELL, JOURNAL_FILING, JOURNAL_PERSON } view;
		char *who;        /* of JOURNAL_PERSON */
		struct store_entry *entries;
		size_t n, at;     /* at: the one it is asked about */
	} journal;
	bool only_differences;    /* of last year beside this year */
	bool compare_all;         /* of another filing beside the open one: what agrees too */
	int64_t compared;         /* id of the filing compared with last, 0: none */
	int64_t rolled_from;      /* id of the filing asked about … */
	int rolled_to;            /* … and the year */
	struct overview_memory overview;
	int overview_unit;        /* it was asked which of its sets to open */
	struct draft offered;     /* of the open question */
	struct draft typing;      /* what is being typed is of, without the text; key NULL: nothing */
	struct draft lost;        /* typed in what others deleted, while it is asked about */
	char *draft_kind, *draft_key; /* of the open editor of long texts (shell_draft_as); NULL */
	int64_t draft_seen;
	int64_t typed_at;         /* ms, when the last key was typed */
	int64_t unsaved_since;    /* ms, when what is typed first differed from it; 0: it does not */
	char *stored;             /* the text in it */
	int64_t text_seen;        /* the version of the cell the editor of long texts was opened at */
	char *text_base;          /* and the text it had then; NULL: not known */
	char *contested;          /* what was to be put into a cell when somebody changed it; NULL */
	int64_t contest_seen;     /* the version of the other's text that is shown */
	bool conflict;            /* somebody changed that cell: to be asked about */
	struct why_place why;
	struct importing importing;
	int64_t told_filing;      /* id of the one that was told of */
	int64_t handing;          /* id of the filing that is asked about … */
	int handing_year;         /* … and the year, of who is missing */
	struct remarking remark;  /* being written */
	bool all_remarks;         /* of the filing, those that are closed too */
	bool safe;                /* copies of the day are made */
	struct daily *daily;      /* the one being made; NULL: none */
	int64_t looked_for_daily; /* seconds */
	struct said_here said;
	struct edit_parts parts;  /* of the step that is asked about; n 0: none is */
	bool *parts_wanted;       /* of each */
	size_t part;              /* the one that is asked about */
	shell_wait *wait;         /* see shell_on_wait */
	void *wait_context;
	shell_clock *clock;       /* see shell_set_clock */
	void *clock_context;
	bool burst, burst_spent;  /* characters of one burst come; one of them changed something */
};

/* shell_drafts.c: by the clock that was set. */
int64_t shell_now(const struct shell *s);
/* shell_bars.c: how far something is, some times a second while it is done:
 * «正在审核 [########------------] 1200/20000 份填报，Esc 停下», of what is counted
 * or, counted NULL, in per cent; total 0: not known.  False: it is to stop. */
bool shell_progress(struct shell *s, const char *doing, const char *counted, size_t done,
                    size_t total);
/* shell_others.c */
/* Looks for what others did and where they are; true: it looks different now. */
bool shell_look_around(struct shell *s);
void shell_visit(struct shell *s); /* the cursor's cell is seen */
void shell_next_other(struct shell *s);
void shell_say_here(struct shell *s); /* to the others, when it is not said yet */
void shell_who(struct shell *s);
void shell_persons(struct shell *s); /* shell_persons.c: who may do what */

enum context shell_context(const struct shell *s);
/* Takes the event as the action in the pane that has the keys. */
void shell_run(struct shell *s, enum action a, const struct key_event *ev);
void shell_open_dialog(struct shell *s, struct dialog *d, dialog_done *done);
void shell_close_dialog(struct shell *s); /* the top one, without its end */
struct dialog *shell_dialog(const struct shell *s); /* NULL: none is open */
struct dialog *shell_take_dialog(struct shell *s);  /* the top one, now the caller's */
void shell_dialog_event(struct shell *s, enum action a, const struct key_event *ev);

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
void shell_forget_why(struct shell *s);
/* shell_safe.c */
void shell_backup(struct shell *s);
void shell_verify(struct shell *s);
bool shell_file_gone(struct shell *s); /* says so, at idle moments; true: it was said now */
bool shell_daily(struct shell *s); /* at idle moments; true: there is something to read */
/* shell_export.c */
void shell_export(struct shell *s);
void shell_export_to(struct shell *s, const char *path); /* as its file's name begins */
/* shell_import.c */
void shell_import(struct shell *s);
void shell_import_file(struct shell *s, const char *path); /* of a folder: to choose in it */
void shell_forget_import(struct shell *s);
/* shell_merge.c */
void shell_pack(struct shell *s);
void shell_pack_to(struct shell *s, const char *path);
bool shell_merge_file(struct shell *s, const char *path); /* false: it says why not */
/* shell_import_all.c: lists what its files would change, then imports them all;
 * false: none can be read, as it says. */
bool shell_import_folder(struct shell *s, const char *folder);
/* shell_handin.c */
void shell_handin(struct shell *s);
/* That the filing that was just opened was returned, and why.  True: it was said. */
bool shell_tell_passage(struct shell *s);
void shell_submit(struct shell *s);
void shell_return(struct shell *s);
void shell_return_for(struct shell *s, const char *why);
void shell_accept(struct shell *s);
void shell_lock(struct shell *s);
void shell_unlock(struct shell *s);
void shell_unlock_until(struct shell *s, const char *text); /* «7天 更正决算数» */
/* shell_changes.c */
void shell_changes(struct shell *s);
void shell_missing(struct shell *s);
/* To the cell of a place as findings have it, or its sheet. */
void shell_go_near(struct shell *s, struct place p);
/* shell_remarks.c */
void shell_remark(struct shell *s);
void shell_remarks(struct shell *s);
void shell_follow_ups(struct shell *s); /* of all units */
void shell_forget_remark(struct shell *s);
int shell_resume_remark(struct shell *s, const struct draft *d, struct err *e);
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
void shell_forget_journal(struct shell *s);
void shell_prompt(struct shell *s, enum action a);
/* Whether what was asked about still stands as it did; else says so. */
bool shell_still(struct shell *s);
bool shell_ask_undo(struct shell *s); /* false: the step is small, no need to ask */
void shell_edit_text(struct shell *s, const struct key_event *typed);
/* base NULL: what stands there now. */
struct dialog *shell_open_textbox(struct shell *s, const char *text, const char *base,
                                  int64_t seen);
/* Whether the cell it was opened for is there. */
bool shell_is_at_text(const struct shell *s);
/* Stores the text of the editor over that version and closes it, or asks. */
void shell_save_text(struct shell *s, int64_t seen);
void shell_edit_choice(struct shell *s);
/* shell_delete.c */
void shell_ask_delete(struct shell *s, enum action a);
/* shell_paste.c */
void shell_preview_paste(struct shell *s, const char *text);
void shell_forget_paste(struct shell *s);
/* shell_contest.c */
void shell_ask_conflict(struct shell *s);
void shell_ask_gone(struct shell *s); /* about s->lost */
/* Whether the line stood in what others deleted: asks about it. */
bool shell_find_lost(struct shell *s);
/* shell_undo.c: a step that others changed a part of is asked about. */
void shell_undo(struct shell *s);
void shell_redo(struct shell *s);
void shell_forget_parts(struct shell *s);
/* shell_drafts.c */
/* Stores what is typed once the keys pause, and after a while though they don't;
 * drops the file once it is saved or given up.  typed: there was a key. */
void shell_keep_draft(struct shell *s, bool typed);
enum { DRAFT_PAUSE = 200, DRAFT_MOST = 1000, DRAFT_TICK = 100 }; /* ms */
/* The editor of long texts that is opened next holds something else than a
 * cell's text: its draft is of that kind (one in shell_drafts.c) and key, begun
 * when seen was the newest. */
void shell_draft_as(struct shell *s, const char *kind, const char *key, int64_t seen);
/* What was typed (which is taken over) has lost its place: asks. */
void shell_lose(struct shell *s, char *text);
/* Opens the cell a draft is of; ERR_NOTFOUND when it is gone. */
int shell_go_to_draft(struct shell *s, const struct draft *d, struct err *e);
/* shell_why.c */
int shell_resume_explain(struct shell *s, const struct draft *d, struct err *e);
/* The year of what was typed; 0: it is none. */
int shell_year(const char *text);
/* Does what the prompt of an action asks for. */
void shell_answer(struct shell *s, enum action a, const char *text);

#endif
