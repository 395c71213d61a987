#ifndef SCREENS_KEYMAP_H
#define SCREENS_KEYMAP_H

#include <stddef.h>

#include "screens/keys.h"

/* The one table of keys.  What a key does, the bottom bar, the help (F1), the
 * names behind `:` and the manual page all come from it. */

enum action {
	ACT_NONE,
	/* anywhere */
	ACT_HELP,
	ACT_EDIT,
	ACT_JOURNAL,
	ACT_PALETTE,
	ACT_CHART,
	ACT_OVERVIEW,
	ACT_LAST_YEAR,
	ACT_COMPARE,
	ACT_ROLL,
	ACT_SUM,
	ACT_TEXT,
	ACT_FINDINGS,
	ACT_WHY,
	ACT_CHECK,
	ACT_EXPORT,
	ACT_IMPORT,
	ACT_PACK,
	ACT_MERGE,
	ACT_BACKUP,
	ACT_VERIFY,
	ACT_QUIT,
	ACT_COMMAND,
	ACT_FIND,
	ACT_GOTO,
	ACT_UNIT,
	ACT_UNDO,
	ACT_REDO,
	ACT_NEXT_MARK,
	ACT_PREVIOUS_MARK,
	ACT_NEXT_OTHER,
	ACT_HANDIN,
	ACT_SUBMIT,
	ACT_RETURN,
	ACT_ACCEPT,
	ACT_LOCK,
	ACT_UNLOCK,
	ACT_CHANGES,
	ACT_MISSING,
	ACT_REMARK,
	ACT_REMARKS,
	ACT_FOLLOW_UPS,
	ACT_WHO,
	ACT_PERSONS,
	ACT_NEXT_UNIT,
	ACT_PREVIOUS_UNIT,
	ACT_NEXT_SHEET,
	ACT_PREVIOUS_SHEET,
	ACT_NEXT_YEAR,
	ACT_PREVIOUS_YEAR,
	ACT_NEXT_PANE,
	ACT_PREVIOUS_PANE,
	ACT_ZOOM,
	ACT_INSPECTOR,
	ACT_MOUSE,
	ACT_BORDERS,
	ACT_RULES,
	ACT_REPAINT,
	/* moves */
	ACT_UP,
	ACT_DOWN,
	ACT_LEFT,
	ACT_RIGHT,
	ACT_PAGE_UP,
	ACT_PAGE_DOWN,
	ACT_LINE_FIRST,
	ACT_LINE_LAST,
	ACT_FIRST,
	ACT_LAST,
	/* navigator */
	ACT_OPEN,
	ACT_FOLD,
	ACT_FOLD_ALL,
	ACT_FILTER,
	ACT_FILING_ADD,
	ACT_SHEET_ADD,
	ACT_SHEET_DELETE,
	/* table */
	ACT_CLEAR,
	ACT_ADOPT,
	ACT_ROW_ADD,
	ACT_ROW_DELETE,
	ACT_ROW_UP,
	ACT_ROW_DOWN,
	ACT_ROW_COPY,
	ACT_ROW_NA,
	ACT_ROWS_FROM,
	/* the line being typed */
	ACT_COMMIT_DOWN,
	ACT_COMMIT_UP,
	ACT_COMMIT_RIGHT,
	ACT_COMMIT_LEFT,
	ACT_WHOLE_TEXT,
	/* editor of long texts, dialogs */
	ACT_SAVE,
	ACT_CHOOSE,
	ACT_COMPLETE,
	ACT_OTHER_VIEW,
	ACT_REVERT,
	ACT_SORT,
	ACT_COUNT_MARKS,
	ACT_GROUP,
	ACT_STATES,
	ACT_LEVELS,
	ACT_SAY,
	ACT_TAKE,
	ACT_REJECT,
	ACT_HISTORY,
	ACT_PARENT,
	ACT_WHOLE_FOLDER,
	ACT_MARK,
	ACT_ALL_THEIRS,
	ACT_ALL_MINE,
	ACT_GIVE_UNIT,
	ACT_GIVE_YEAR,
	ACT_YES,
	ACT_NO,
	ACT_THIRD,
	ACT_LEAVE,
	ACT_COUNT
};

/* Where a key means something; a place has one of them, a line of the table
 * several. */
enum context {
	CTX_UNITS = 1,    /* the tree of units */
	CTX_FORMS = 2,    /* years and forms */
	CTX_TABLE = 4,
	CTX_LINE = 8,     /* a cell is being typed */
	CTX_TEXT = 16,    /* editor of long texts */
	CTX_PICK = 32,    /* a list to choose from, typing filters */
	CTX_READ = 64,    /* a text to read: help */
	CTX_PROMPT = 128, /* one line is asked for */
	CTX_ASK = 256,    /* yes or no */
	CTX_FILTER = 512, /* filter of the tree */
	CTX_OVERVIEW = 1024, /* units × tables */
	CTX_CHART = 2048,
	CTX_PREVIEW = 4096, /* what will be done, to read before it is */
	CTX_SUM = 8192,   /* the sum over a tree, and whom it is of */
	CTX_FINDINGS = 16384, /* list of findings */
	CTX_WHY = 32768,  /* one finding, explained */
	CTX_EXPORT = 1 << 20, /* what to export, and as what */
	CTX_PATH = 1 << 21,   /* … and into which file: a name is typed */
	CTX_BROWSE = 1 << 22, /* a file to choose */
	CTX_PLAN = 1 << 23,   /* what an import would do */
	CTX_MERGE = 1 << 25,  /* what a merge would do */
	CTX_JOURNAL = 1 << 24, /* changes; typing filters */
	CTX_CONTEST = 1 << 28, /* two people were at the same thing */
	CTX_SCREEN = CTX_UNITS | CTX_FORMS | CTX_TABLE | CTX_FINDINGS
};

enum { KEYMAP_KEYS = 4, KEY_WITH_CTRL = 0x400000 }; /* or-ed to arrows, Home, End */

struct key_line {
	enum action action;
	int keys[KEYMAP_KEYS]; /* 0: no more */
	unsigned contexts;
	const char *bar;       /* on the bottom bar; NULL: not there */
	const char *help;      /* a sentence */
	const char *command;   /* name behind `:`; NULL: none */
};

/* All lines, in the order they are shown. */
const struct key_line *keymap_lines(size_t *count);
/* What an event means in a context; full-width punctuation, digits and letters of an
 * input method count as ASCII in the CTX_SCREEN contexts. */
enum action keymap_action(enum context context, const struct key_event *ev);
/* The line of an action in a context; NULL: not there. */
const struct key_line *keymap_line(enum context context, enum action action);
/* The line of a command name, a bar label or an unambiguous beginning of
 * the name; NULL: none. */
const struct key_line *keymap_command(const char *name);
/* Names of a line's keys, «F2 Enter», at most max of them; returns buffer. */
const char *keymap_names(const struct key_line *line, int max, char *buffer, size_t size);

#endif
