#ifndef APP_IMPORT_H
#define APP_IMPORT_H

#include "app/work.h"
#include "exchange/plan.h"

/* Documents become filings.  A file is read and laid over the drawings; what
 * would change is a plan; carrying it out is one transaction with one step of
 * the journal for each filing, named «导入 文件名».  The second time the same
 * file changes nothing. */

/* What the person says; NULL and 0: as the documents say. */
struct import_request {
	const char *unit; /* a code or a name */
	int year;
	const char *set;
};

/* For all files of one run. */
struct import;
/* ERR_NOTFOUND, ERR_INPUT: no such unit, no such set.  The work must outlive it. */
struct import *import_open(struct work *w, const struct import_request *r, struct err *e);
void import_close(struct import *im);

/* The sheets that one filing gets from a file. */
struct import_filing {
	int unit;              /* index in work_units */
	int year;
	const struct set *set;
	bool fresh;            /* it is not there yet */
	struct plan_sheet *sheets;
	size_t nsheets;
};

/* Sheets that can't be laid on a filing, and why: one sentence. */
struct import_stray {
	const struct laid_sheet *laid;
	char *why;
};

struct import_file {
	char *name; /* without folders */
	struct document document;
	struct laid laid; /* laid.rest: what found no place */
	struct import_filing *filings;
	size_t nfilings;
	struct import_stray *strays;
	size_t nstrays;
};

/* Reads a file and says what it would change.  Starts from {0}.  Fails as
 * document_read; ERR_INPUT also when nothing in it is known. */
int import_plan(struct import *im, const char *path, struct import_file *out, struct err *e);
/* From memory, for tests. */
int import_plan_of(struct import *im, struct document *taken, struct import_file *out,
                   struct err *e);
void import_file_free(struct import_file *f);

struct import_done {
	size_t filings, sheets, rows; /* new ones */
	size_t cells, changed;        /* that were set; of them with another text before */
};

/* Carries the plan out but for the cells that are refused, all of it or
 * nothing.  ERR_CONFLICT when what stands there is not what the plan saw,
 * ERR_LOCKED when a filing may not be changed.  *done is added to. */
int import_store(struct import *im, struct import_file *f, struct import_done *done,
                 struct err *e);

/* Whether a file can be read by its name: not what is hidden or an office
 * program's lock. */
bool import_can_read(const char *name);

/* The files of a list of files and folders, those that can be read by their
 * endings, sorted within a folder; freed with import_paths_free. */
char **import_paths(const char *const *names, size_t n, size_t *count, struct err *e);
void import_paths_free(char **paths, size_t count);

/* Where in the document: «第 2 张表第 3 行第 4 列», «第 5 段», of a worksheet
 * «附件2!B12». */
void import_where(const struct import_file *f, size_t block, int row, int column, struct str *out);
/* «annex2#2.ind.3.target» of a planned cell; a new row has the number it has
 * among the new ones, with a +. */
void import_key(const struct plan_sheet *p, const struct laid_cell *c, struct str *out);
/* «附件2 整体支出绩效自评表» with its copy's name. */
void import_sheet_title(const struct laid_sheet *s, struct str *out);

#endif
