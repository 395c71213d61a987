#ifndef TESTS_APP_HANDIN_DESK_H
#define TESTS_APP_HANDIN_DESK_H

#include "desk.h"

#include "app/edit.h"
#include "app/handin.h"
#include "support/clean_work.h"

/* A desk with a filing without a finding: the only one that can be handed in. */

/* The name in the first row. */
static inline struct place first_row(const struct filing *f, const char *form, const char *list)
{
	struct place p = {.sheet = sheet_of(f, form, 1)};
	const struct form *on = f->sheets[p.sheet].form;

	p.list = form_list(on, list);
	p.field = on->lists[p.list].name_column;
	return p;
}

/* The filing without a finding, open. */
static inline struct filing *clean(struct desk *d)
{
	return clean_work(d->w);
}

static inline void set(struct work *w, struct filing *f, const char *name, const char *text)
{
	struct err e = {0};

	must(edit_cell(w, f, at(f, name), text, &e), &e);
}

static inline void submit(struct work *w, struct filing *f)
{
	struct err e = {0};

	must(handin_submit(w, f, NULL, NULL, &e), &e);
}

static inline void give_back(struct work *w, struct filing *f)
{
	struct err e = {0};

	must(handin_return(w, f, "请核对", NULL, 0, &e), &e);
}

#endif
