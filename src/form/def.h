#ifndef FORM_DEF_H
#define FORM_DEF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "calc/expr.h"
#include "calc/target.h"

/* What a form set says, as read from data/forms/<set>: read-only after
 * loading (form/load.h), shared by all filings.  The language is described in
 * data/forms/README. */

enum field_kind {
	KIND_TEXT,   /* one line */
	KIND_LONG,   /* 长文本: many lines */
	KIND_COUNT,  /* whole numbers: 人数 */
	KIND_NUMBER, /* as written */
	KIND_MONEY,  /* 万元, 2 decimals */
	KIND_RATE,   /* 1 is 100 %, shown as per cent with 2 decimals */
	KIND_POINTS, /* 分值 */
	KIND_SCORE,  /* 得分, 2 decimals */
	KIND_TARGET, /* 指标值: the language of targets */
	KIND_CHOICE,
	KIND_DATE
};

enum field_mode { MODE_INPUT, MODE_COMPUTED, MODE_SUGGESTED };

/* What becomes of a text when the filing is carried into the next year. */
enum field_roll { ROLL_BY_KIND, ROLL_KEEP, ROLL_EMPTY };

/* 栏目: a hole of the drawing, fixed or a column of a list. */
struct field {
	char *key;            /* "staff.rate"; of a list column "points" */
	char *label;          /* may hold {year}: see form_label */
	enum field_kind kind;
	enum field_mode mode;
	int decimals;         /* of the kind, behind the point of the unit itself (rate: 4) */
	char *unit;           /* 人, m²; NULL */
	bool hidden;          /* not drawn */
	int member;           /* of the axis, from 1; 0: not on it */
	enum field_roll roll; /* see form_keeps */
	bool unsummed;        /* a sum over units leaves it out whatever its kind */
	bool rollup;          /* of a tree: input or suggested, but the sum of the rows below where there are some */
	struct expr *formula; /* NULL: input */
	char *formula_text;
	const char *part;     /* suggested by a narrative (form/suggest.h): "report.basic", within
	                         formula_text, and formula is NULL; NULL: not */
	const struct rule *rule; /* whose test is its name: says how stated and formula must
	                            agree; NULL: nothing more than that */
	struct expr *max;     /* the largest value allowed; NULL */
	char **choices;
	size_t nchoices;
	int drawn;            /* how often it stands in the drawing */
	int line;             /* in the .form file */
};

struct group {            /* a fixed group of list rows, stays when empty */
	char *key;
	char **labels;        /* the first is printed, the others are synonyms */
	size_t nlabels;
	int above;            /* index of the group it is in, -1: first level */
	int level;            /* 1, 2 … */
	bool leaf;            /* rows belong to leaves only */
	struct expr *weight;  /* NULL: none */
};

struct list {
	char *key;
	char *label;
	struct field *columns;
	size_t ncolumns;
	struct group *groups; /* in printed order, a group before those in it; none: one plain list */
	size_t ngroups;
	int name_column;      /* the column that names a row for people and for last year: the first */
	int code_column;      /* of a tree of codes (form/tree.h); -1: a plain list */
	int dictionary;       /* of a tree: index in the set's dictionaries */
	char *from;           /* FORM:LIST whose rows it can take over (app/edit_from.h); NULL */
	int from_form, from_list; /* that list; −1: none */
};

/* A part of a drawn text. */
enum piece_kind {
	PIECE_TEXT,
	PIECE_HOLE,   /* field or column `field` */
	PIECE_VALUE,  /* {expr}: printed value */
	PIECE_GROUP,  /* {group N}: label of the row's group at level N; the box runs down over the group */
	PIECE_LINE,   /* #: 行次 */
	PIECE_ORDINAL /* {n}: the row's number in its list */
};
struct piece {
	enum piece_kind kind;
	char *text;       /* PIECE_TEXT; may hold newlines */
	int field;        /* PIECE_HOLE: index in the form's fields, or in the list's columns in a list row */
	int level;        /* PIECE_GROUP */
	struct expr *value;
};
struct drawn_text {
	struct piece *pieces;
	size_t n;
};

enum align { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };

/* A drawn cell.  Rows of a band name columns of their own; units are common to
 * the form: a band's widths are scaled so that all bands end at form->width. */
struct drawn_cell {
	int left, right;      /* from unit left to before unit right */
	bool up;              /* ^: continues the cell above it */
	enum align align;     /* for text without holes */
	struct drawn_text text;
};
struct drawn_row {
	struct drawn_cell *cells; /* left to right, without gaps; `<` is already merged */
	size_t n;
	bool foldable;        /* empty ones in a run become one row saying fold_text */
	int line;
};

enum block_kind { BLOCK_ROW, BLOCK_LIST, BLOCK_SIDES, BLOCK_FILL };
struct block {
	enum block_kind kind;
	struct drawn_row row; /* BLOCK_ROW; of a list the row drawn for each entry */
	int list;             /* BLOCK_LIST: index in the form's lists */
	char **blanks;        /* BLOCK_LIST: template rows when the list or a group of it is empty: texts of its holes, parted by | */
	size_t nblanks;
	struct side *sides;   /* BLOCK_SIDES: half tables side by side, each flowing alone */
	size_t nsides;
	                      /* BLOCK_FILL: in a side: grows so that the sides end together */
};
struct side {
	int left, right;      /* units */
	struct block *blocks;
	size_t nblocks;
};

/* A line around the table: up to three parts, left, center, right; a foot
 * line has as many parts as it likes, spread evenly. */
struct drawn_line {
	bool foot;
	bool title;
	struct drawn_text *parts;
	enum align *aligns;
	size_t n;
};

/* What a rule does with empty operands (audit/compare.h). */
enum rule_missing {
	MISSING_SIDE, /* both sides empty: silent; one: 取数不足; a blank in a sum is 0 */
	MISSING_ANY,  /* any: 取数不足, unless all are empty */
	MISSING_ALL,  /* all: 取数不足; else empty ones are 0 */
	MISSING_ZERO  /* empty ones are 0 where their form holds figures, else as SIDE */
};

/* How near the sides of a rule must come (ENGINE §2). */
enum rule_measure {
	MEASURE_SUM,    /* sums of rounded addends: their intervals must meet */
	MEASURE_SAME,   /* one number in two places: at the coarser of the two precisions */
	MEASURE_EXACT,  /* no tolerance */
	MEASURE_PRINTED /* as printed: the right side at the decimals written on the left */
};

/* «KEY=VALUE …»: what is put into an empty filing to see a rule at work. */
struct example {
	char *text; /* NULL: none */
	int line;
};

struct rule {
	char *id, *level, *text;
	struct expr *test;
	char *source;         /* where the rule stands; NULL */
	struct expr *when;    /* else silent; NULL: always */
	int each;             /* the list whose rows it runs for; −1: once for a sheet */
	struct expr *where;   /* of those rows; NULL: all */
	struct expr *at;      /* the name of the cell a finding stands at; NULL: see audit/rules.h */
	enum rule_missing missing;
	enum rule_measure measure;
	int year_from, year_to; /* 0: open */
	char *say_text;       /* the message with holes; NULL: text */
	struct wording *say;  /* form/text.h */
	struct example pass, fail;
	bool of_field;        /* the test is but the name of a field with a formula: stated agrees */
	int line;
};

struct refer { char *phrase; int field; }; /* «年初预算» → field */

/* Phrases of the policy that rules and scans look for, by name: shortfall,
 * excuse, common … (data/forms/README). */
struct word_list {
	char *name;
	struct phrases words;
};

/* A search over the whole filing that no formula can say (audit/scan.h). */
struct scan_rule {
	char *scan;           /* which search: «facts» */
	char *id, *level, *text;
	char *file;           /* it stands in, at this line */
	int line;
};

struct form {
	char *id;             /* annex2 */
	char *number;         /* 附件2 */
	char *name;           /* 整体支出绩效自评表 */
	bool copies;          /* one filing may have many sheets of it */
	bool unprinted;       /* holds what texts need and no document prints */
	bool landscape;       /* documents have it on lying pages whatever its width */
	int copy_field;       /* the field that names a copy, -1 */
	struct field *fields;
	size_t nfields;
	struct list *lists;
	size_t nlists;
	struct drawn_line *lines;
	size_t nlines;
	struct block *blocks;
	size_t nblocks;
	int width;            /* units */
	int columns_min;      /* the least terminal width at which it can be drawn, in columns */
	char *fold_text;      /* "… …" */
	struct rule *rules;
	size_t nrules;
	struct refer *refers;
	size_t nrefers;
	struct chart_def *charts; /* form/chart_def.h */
	size_t ncharts;
	int index;            /* in the set */
	struct form_names *names; /* keys to indexes: form_field, form_list */
};

struct grade { char *name; int64_t least; };
struct weight { char *name; int64_t value; };

struct set {
	char *id, *title, *region;
	int year_from, year_to; /* year_to 0: and later */
	struct form **forms;
	size_t nforms;
	struct weight *weights;
	size_t nweights;
	struct grade *grades;   /* best first */
	size_t ngrades;
	struct judge_policy judge;
	struct word_list *words;
	size_t nwords;
	struct scan_rule *scans;
	size_t nscans;
	int result_form, result_total, result_grade; /* indexes; -1: the set has no score */
	struct set_order *order; /* form/order.h: what is calculated after what */
	struct narrative **texts; /* form/text.h */
	size_t ntexts;
	struct refs *refs;       /* form/bind.h: what the names in formulas mean */
	struct codes *dictionaries; /* form/codes.h: those that trees name; NULL: none */
	char *shared;           /* the folder its forms are shared from (form/sibling.h); NULL */
	uint64_t fingerprint;   /* of all that its files say: another one, other rules */
};

/* -1: not there. */
int form_field(const struct form *f, const char *key);
int form_list(const struct form *f, const char *key);
int list_column(const struct list *l, const char *key);
int list_group(const struct list *l, const char *key);
/* The column that a row is known by elsewhere: a tree's code, else the name. */
const struct field *list_key(const struct list *l);
const struct form *set_form(const struct set *s, const char *id);
bool set_is_for(const struct set *s, int year);

/* The phrases of that name, none when the policy has none; never NULL. */
const struct phrases *set_words(const struct set *s, const char *name);

/* The figure of the weight of that name; false: the set has none. */
bool set_weight(const struct set *s, const char *name, int64_t *out);

bool kind_is_figure(enum field_kind kind);
/* Whether a text of the field (list −1) or column comes over into the next
 * year: what the form says, else targets, points, choices, the names of rows
 * and of copies.  What a formula wins over never does. */
bool form_keeps(const struct form *f, int list, int field);
/* Whether figures of it can be added up over units: counts, numbers and money,
 * unless the form says no. */
bool field_sums(const struct field *field);

#endif
