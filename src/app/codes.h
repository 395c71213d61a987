#ifndef APP_CODES_H
#define APP_CODES_H

#include "base/err.h"
#include "form/load.h"

/* The folder the program's data is read from: $ZIPING_DATA, else where it was
 * installed.  The caller frees it. */
char *codes_data_folder(void);

/* Reads the .csv files of data/codes (code,level,name,from_year,to_year) into
 * tables named after them.  Freed with codes_free. */
int codes_load(struct codes *codes, struct err *e);

#endif
