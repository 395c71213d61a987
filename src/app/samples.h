#ifndef APP_SAMPLES_H
#define APP_SAMPLES_H

#include "app/work.h"

/* Puts the sample units and filings into the database, in one transaction:
 *   units.csv    code,superior,order,from_year,name   a line for each name
 *   filings.csv  unit,year,set,file                   file empty: an empty filing
 *   FILE         form,copy,key,text                   «LIST.ID» with the group's key
 *                                                     announces a row, «LIST.ID.column»
 *                                                     is a cell of it
 * ERR_INPUT with «file:line». */
int samples_load_from(struct work *w, const char *folder, struct err *e);
/* Those of the data folder. */
int samples_load(struct work *w, struct err *e);

#endif
