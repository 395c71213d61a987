#ifndef APP_STORED_H
#define APP_STORED_H

#include "form/filing.h"
#include "store/store.h"

/* A filing as the store keeps it, to be compared with the same one worked out. */
struct stored;

struct stored *stored_open(struct store *s, int64_t filing, struct err *e);
void stored_close(struct stored *s);
const struct store_filing *stored_filing(const struct stored *s);

/* Each cell whose stored figure is another than the one that wins in f now;
 * was NULL: nothing is stored there. */
void stored_differences(const struct stored *s, const struct filing *f,
                        void (*differs)(void *context, struct place p,
                                        const struct store_cell *was),
                        void *context);

#endif
