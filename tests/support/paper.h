#ifndef TESTS_SUPPORT_PAPER_H
#define TESTS_SUPPORT_PAPER_H

#include <stddef.h>

#include "base/str.h"
#include "exchange/document.h"

/* Office documents for tests: made in memory, and written out as text. */

struct paper_part {
	const char *name, *text;
};

/* A zip file of these parts, up to the one without a name; the bytes are put
 * into out.  Ends the test when that fails. */
void paper_pack(const struct paper_part *parts, struct str *out);

/* Appends a part of a zip file. */
void paper_unpack(const struct str *bytes, const char *part, struct str *out);

/* A Word document with this inside its w:body. */
void paper_docx(const char *body, struct str *out);

/* A workbook of one sheet «表»: what is inside worksheet, sst and styleSheet
 * (NULL: the workbook has no such part). */
void paper_xlsx(const char *sheet, const char *strings, const char *styles, struct str *out);

/* The document as text, a paragraph or a cell a line:
 *   ¶ text
 *   table ROWS×COLUMNS SHEET
 *   ROW,COLUMN ROWS×COLUMNS #DECIMALS% ? text
 * line breaks written «\n»; # for numbers (% per cent), ? for formulas without
 * a value. */
void paper_write(const struct document *d, struct str *out);

/* Parses and compares with what paper_write should give; what is the name of
 * the case. */
void paper_expect(const char *what, const struct str *bytes, const char *wanted);

/* Parses; the error must have the code and say the word, and nothing is kept. */
void paper_expect_fault(const char *what, const char *bytes, size_t length,
                        const struct doc_limits *limits, int code, const char *word);

#endif
