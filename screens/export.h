#ifndef SCREENS_EXPORT_H
#define SCREENS_EXPORT_H

#include "screens/dialog.h"

/* What to export, as what, into which file (CTX_EXPORT; CTX_PATH while the
 * cursor is in the file's name).  The ending of the name is the format. */

enum export_what { EXPORT_SHEET, EXPORT_FILING, EXPORT_FINDINGS, EXPORT_OVERVIEW, EXPORT_WHATS };

struct export_offer {
	const char *label;  /* «这张表 附件2»; NULL: not offered */
	const char *name;   /* of the file, without its ending */
	const char *ending; /* ".docx" */
};

/* offers: EXPORT_WHATS of them, of which `what` is chosen at first; folder: where
 * the file goes, absolute; path: what was asked for, NULL: as the offer says. */
struct dialog *export_dialog_new(const struct export_offer *offers, enum export_what what,
                                 const char *folder, const char *path);
bool dialog_is_export(const struct dialog *d);

struct export_wish {
	enum export_what what;
	char *path; /* from the root */
	bool stated, exact, charts;
};
/* The caller frees wish->path. */
void export_dialog_wish(const struct dialog *d, struct export_wish *out);

#endif
