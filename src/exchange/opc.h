#ifndef EXCHANGE_OPC_H
#define EXCHANGE_OPC_H

#include <stddef.h>

#include "base/err.h"
#include "exchange/zip.h"

/* How the parts of an office package (docx, xlsx) refer to each other. */

struct opc_relation {
	char *id;
	char *type; /* the last word of its address: "worksheet", "styles" … */
	char *part; /* name of the part, from the root of the package */
};

struct opc_relations {
	struct opc_relation *all;
	size_t n;
};

/* What a part refers to inside the package ("" is the package itself); a part
 * that refers to nothing has none.  Starts from {0}; name begins the errors. */
int opc_read(struct opc_relations *r, const char *name, struct zip_parts *zip, const char *part,
             struct err *e);
void opc_free(struct opc_relations *r);

/* The part's name, NULL: none. */
const char *opc_of_type(const struct opc_relations *r, const char *type);

#endif
