#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* UTF-8 text and the columns it takes on a terminal.  A *length* is bytes, a
 * *width* is columns. */

/* The code point at s; *length gets its bytes.  0 at the end of the text, and
 * 0xFFFD with *length 1 for a byte that begins no valid character. */
uint32_t text_decode(const char *s, size_t *length);
size_t text_encode(uint32_t c, char out[4]);

/* The offset of the first byte that is not valid UTF-8, or length.  A NUL
 * inside counts as not valid. */
size_t text_check(const char *s, size_t length);

/* Columns of one code point as the terminal in use draws it: wcwidth, and 2
 * for the ambiguous ones (≥ ① “ ” …) when text_ambiguous_wide(true) was
 * said.  What can't be printed safely (see text_is_unsafe) has width 1,
 * because it is drawn as a substitute. */
int text_char_width(uint32_t c);
void text_ambiguous_wide(bool wide);
int text_width(const char *s);
int text_widthn(const char *s, size_t length);

/* The longest prefix not wider than width: its length in bytes; *got (may be
 * NULL) its width.  Never cuts a character. */
size_t text_clip(const char *s, size_t length, int width, int *got);

/* Where the next line of s ends when lines are at most width columns: the
 * length of the line, and *skip the bytes to pass over after it (a newline).
 * Closing punctuation does not begin a line and opening punctuation does not
 * end one where that can be avoided (避头尾).  width ≥ 2. */
size_t text_line(const char *s, size_t length, int width, size_t *skip);

/* Characters that may not reach a terminal: Cc, Cf (bidi controls, zero
 * width), line and paragraph separators, surrogates, private use and
 * unassigned.  ENGINE §5. */
bool text_is_unsafe(uint32_t c);

/* A copy of s with every unsafe character (newline too unless keep_newlines)
 * replaced by U+FFFD, invalid bytes likewise.  The caller frees it. */
char *text_clean(const char *s, bool keep_newlines);

/* NFKC, and all kinds of blanks removed: «１２．５ ％» and «12.5%» become one.
 * Used for numbers, commands and the comparison of labels, never for what is
 * stored.  The caller frees it. */
char *text_fold(const char *s);

/* The same with blanks folded to single spaces and trimmed, not removed. */
char *text_fold_spaces(const char *s);

/* True when s has nothing but blanks (or is NULL or empty). */
bool text_is_blank(const char *s);

#endif
