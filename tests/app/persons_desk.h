#ifndef TESTS_APP_PERSONS_DESK_H
#define TESTS_APP_PERSONS_DESK_H

#include "desk.h"

#include "app/roll.h"
#include "store/events.h"
#include "store/remarks.h"

/* A desk on which some have roles and some have none. */

/* The centre has 2025 too, all of it carried over, two sheets of 附件3, and a cell
 * blank that the file fills in. */
static inline int persons_setup(void **state)
{
	struct desk *d;
	int sheet;

	desk_setup(state);
	d = *state;
	must(roll_filing(d->w, work_find_unit(d->w, "信息中心", &d->e), 2024, 2025, NULL, &d->e),
	     &d->e);
	must(edit_sheet_add(d->w, d->center, set_form(d->center->set, "annex3"), &sheet, &d->e),
	     &d->e);
	must(edit_cell(d->w, d->center, at(d->center, "annex2.ind.7.target"), "", &d->e), &d->e);
	return 0;
}

static inline void give(struct desk *d, const char *person, const char *role, int64_t unit)
{
	must(store_role_add(work_store(d->w), person, role, unit, &d->e), &d->e);
}

/* What the person can have changed, as one text. */
static inline char *state_of(struct desk *d)
{
	struct work *w = desk_join(d, "查");
	struct store *s = work_store(w);
	struct store_filing *filings;
	struct store_role *roles;
	struct store_event *events;
	struct str out = {0};
	size_t units, n;

	work_units(w, &units);
	must(store_filings(s, 0, 0, &filings, &n, &d->e), &d->e);
	str_addf(&out, "%zu units\n", units);
	for (size_t i = 0; i < n; i++) {
		struct store_remark *remarks;
		size_t nremarks;

		must(store_remarks(s, filings[i].id, &remarks, &nremarks, &d->e), &d->e);
		str_addf(&out, "%lld %s %lld, %zu remarks\n", (long long)filings[i].id,
		         filings[i].state, (long long)filings[i].revision, nremarks);
		store_remarks_free(remarks, nremarks);
	}
	store_filings_free(filings, n);
	must(store_roles(s, NULL, &roles, &n, &d->e), &d->e);
	str_addf(&out, "%zu roles\n", n);
	store_roles_free(roles, n);
	must(store_events(s, 0, 1000, &events, &n, &d->e), &d->e);
	str_addf(&out, "%zu events\n", n);
	store_events_free(events, n);
	work_close(w);
	return str_take(&out);
}

#endif
