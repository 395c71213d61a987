#ifndef APP_EDIT_NAME_H
#define APP_EDIT_NAME_H

#include "form/filing.h"

/* What people call a cell or a row (key «list.ID») of that sheet, «业务工作经费·
 * 2024年决算数»; NULL when it is not there (or f is NULL).  The caller frees it. */
char *edit_name(const struct filing *f, const char *form, int copy, const char *key);

#endif
