#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

/* Memory that does not fail: when there is none left the program ends through
 * the hook below, which the screens use to give the terminal back.  A size
 * that comes from outside is checked against a limit before it comes here. */

void *mem_alloc(size_t size);                 /* zeroed */
void *mem_array(size_t count, size_t size);   /* zeroed; an overflow counts as no memory */
void *mem_resize(void *p, size_t count, size_t size); /* new part is not zeroed */
char *mem_strdup(const char *s);              /* NULL gives NULL */
char *mem_strndup(const char *s, size_t length);
void mem_free(void *p);

/* Called once, before the program ends for want of memory. */
void mem_on_exhaustion(void (*hook)(void));

/* Makes room for one more element of a growing array and returns the array:
 *     list->rows = mem_more(list->rows, list->n, &list->cap, sizeof *list->rows);
 *     list->rows[list->n++] = row;
 * The new places are zeroed. */
void *mem_more(void *array, size_t count, size_t *capacity, size_t size);

/* The same for arrays that keep no capacity: it is told by the count alone (8,
 * 16, 32 …), so such an array must have grown by this function only.
 *     list->rows = mem_push(list->rows, list->n, sizeof *list->rows);
 */
void *mem_push(void *array, size_t count, size_t size);

#endif
