#ifndef APP_LOG_H
#define APP_LOG_H

#include "app/work.h"
#include "store/log.h"

/* The journal for whoever shows it: store_log reads it. */

/* «第 12 步（甲 11-21 22:10 填写，改动 3 处）» */
int log_step(struct work *w, int64_t step, struct str *out, struct err *e);

/* What an entry does to a whole row or sheet: «加一行»; NULL: it is about a cell. */
const char *log_of_whole(enum store_op op);

#endif
