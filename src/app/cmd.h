#ifndef APP_CMD_H
#define APP_CMD_H

#include <stdbool.h>
#include <stddef.h>

#include "app/work.h"
#include "base/err.h"
#include "base/str.h"

/* The command line (DESIGN §5): one table of commands and one of options, from
 * which help, the manual page and the shell completion are printed. */

enum cmd_status { CMD_DONE = 0, CMD_DIFFERENCES = 1, CMD_WRONG = 2, CMD_FAILED = 3 };

enum { CMD_TAKES_MAX = 64 };

/* One call, taken apart. */
struct cmd_call {
	const char *database; /* never NULL */
	bool usual;           /* it is the usual place: nobody named it */
	const char *set;      /* --set, or NULL */
	const char *why;      /* --why, or NULL */
	const char *lint;     /* --lint, or NULL */
	const char *unit;     /* --unit, or NULL */
	const char *unit2;    /* --unit2, or NULL */
	const char *reject;   /* --return, or NULL */
	const char *who;      /* --who, or NULL */
	const char *code;     /* --code, or NULL */
	const char *file;     /* --output, or NULL */
	int year;             /* --year; 0: none */
	size_t limit;         /* --limit */
	int width;            /* --width, columns */
	bool json, stated, samples, ascii, all, verify, adopt, plan;
	bool as_stated, charts, exact, force, findings; /* of export */
	bool state;           /* of merge */
	const char *takes[CMD_TAKES_MAX]; /* --take, of merge */
	size_t ntakes;
	bool yes, salvage, quick; /* of restore, verify */
	const char *until;    /* --until, or NULL */
	bool follow, close;   /* of comment, answer */
	const char **args;    /* what follows the command's name */
	size_t nargs;
	struct work *work;    /* open when the command needs it */
	struct str *out;      /* what goes to standard output */
	struct err *e;
};

/* What a command line asks for. */
struct cmd_request {
	enum { CMD_RUN, CMD_WORKBENCH, CMD_MANUAL } what;
	char *database;       /* owned; of CMD_WORKBENCH */
};

/* Carries out argv[1…].  Without a command it gives CMD_WORKBENCH in *request,
 * for --man CMD_MANUAL, and leaves the rest to the caller.  Returns an exit status; with CMD_WRONG
 * and CMD_FAILED e says why. */
int cmd_main(int argc, char **argv, struct cmd_request *request, struct str *out, struct err *e);
void cmd_request_free(struct cmd_request *r);

/* Opens the database the way every command does: actor, clock, forms. */
struct work *cmd_open(const char *database, enum store_mode mode, struct err *e);

/* The keys of the workbench for the manual page, printed by the caller. */
void cmd_print_help(struct str *out);
void cmd_print_manual(struct str *out, void (*keys)(struct str *out));
void cmd_print_completion(struct str *out);

#endif
