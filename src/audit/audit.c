#include "audit/audit.h"

#include "audit/overlay.h"
#include "audit/rules.h"
#include "audit/scan.h"
#include "audit/stated.h"

/* The narratives come last: they leave out what the searches found. */
void audit_filing(struct filing *f, struct findings *out)
{
	stated_run(f, out);
	rules_run(f, out);
	scan_filing(f, out);
	overlay_run(f, out, NULL);
	findings_sort(out);
}
