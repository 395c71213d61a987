#ifndef APP_REVIEW_SHOW_H
#define APP_REVIEW_SHOW_H

#include "app/review.h"
#include "form/style.h"

/* How findings look wherever a person reads them. */

/* ✗ 必须, ! 核实, · 提示. */
const char *level_sign(enum level l);
/* «✗2 !5 ·3» of those that ask for something, what has no room in so many
 * columns left out from the end; nothing when none does. */
void review_show_counts(const struct review_counts *c, int width, struct str *out);
/* «✗ P01 总分 = …   报 99  算 98  差 +1», with the verdict where it is not 不符;
 * of a rule of several (P21.project) its common code. */
void review_show_line(const struct review_item *i, struct str *out);
/* «附件2 总分», «附件3#1 附件3-1 …», of one of several texts its name; of the
 * filing as a whole its set. */
void review_show_place(const struct filing *f, struct place p, struct str *out);
/* The cell a person goes to for a place: of a row or list its first cell;
 * false: there is none. */
bool review_cell(const struct filing *f, struct place p, struct place *out);

/* The signs beside the cells of one sheet, the gravest first, of findings that
 * ask for something; the caller frees it with mem_free. */
struct cell_sign *review_signs(const struct review *r, const struct filing *f, int sheet,
                               size_t *n);

#endif
