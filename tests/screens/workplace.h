#ifndef TESTS_WORKPLACE_H
#define TESTS_WORKPLACE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <ftw.h>
#include <unistd.h>

#include "app/samples.h"
#include "base/mem.h"
#include "screens/desk.h"
#include "screens/draw.h"
#include "screens/pane.h"
#include "support/blind.h"

/* A database with the samples in a folder that goes away again, a desk on it
 * and a blind terminal. */
struct workplace {
	char folder[128], path[160], state[160];
	struct work *w;
	struct desk desk;
	struct caret caret;
};

static inline int64_t workplace_clock(void *context)
{
	(void)context;
	return 1700000000;
}

static inline int workplace_remove(const char *path, const struct stat *s, int type, struct FTW *f)
{
	(void)s;
	(void)type;
	(void)f;
	return remove(path);
}

static inline void workplace_empty(struct workplace *p, int rows, int cols)
{
	struct err e = {0};

	memset(p, 0, sizeof *p);
	strcpy(p->folder, "/tmp/screens-XXXXXX");
	assert_non_null(mkdtemp(p->folder));
	snprintf(p->path, sizeof p->path, "%s/a.db", p->folder);
	snprintf(p->state, sizeof p->state, "%s/state", p->folder);
	setenv("XDG_STATE_HOME", p->state, 1);
	blind_open(rows, cols);
	p->w = work_open(p->path, STORE_CREATE, NULL, &e);
	if (!p->w)
		fail_msg("%s", e.text);
	store_set_actor(work_store(p->w), "甲", NULL);
	store_set_clock(work_store(p->w), workplace_clock, NULL);
	desk_init(&p->desk, p->w);
}

static inline int workplace_unit(struct workplace *p, const char *name)
{
	struct err e = {0};
	int unit = work_find_unit(p->w, name, &e);

	if (unit < 0)
		fail_msg("%s", e.text);
	return unit;
}

static inline void workplace_open(struct workplace *p, const char *unit, const char *form)
{
	struct err e = {0};

	if (desk_open(&p->desk, workplace_unit(p, unit), 2024, form, &e) < 0)
		fail_msg("%s", e.text);
}

static inline void workplace_make(struct workplace *p, int rows, int cols)
{
	struct err e = {0};

	workplace_empty(p, rows, cols);
	if (samples_load(p->w, &e) < 0)
		fail_msg("%s", e.text);
	workplace_open(p, "卫生健康局", "annex1");
}

static inline void workplace_drop(struct workplace *p)
{
	desk_free(&p->desk);
	work_close(p->w);
	blind_close();
	nftw(p->folder, workplace_remove, 8, FTW_DEPTH | FTW_PHYS);
}

/* ---- what is seen ---- */

static inline void workplace_show(void)
{
	char *all = blind_dump();

	fputs(all, stderr);
	mem_free(all);
}

static inline void sees(const char *text)
{
	if (blind_has(text))
		return;
	workplace_show();
	fail_msg("not seen: %s", text);
}

static inline void sees_not(const char *text)
{
	if (!blind_has(text))
		return;
	workplace_show();
	fail_msg("seen: %s", text);
}

static inline void says(const struct desk *d, const char *text)
{
	if (!d->note || !strstr(d->note, text))
		fail_msg("«%s» does not say «%s»", d->note ? d->note : "", text);
}

/* The text of a cell of the open filing, as stored. */
static inline const char *cell_text(const struct desk *d, const char *form, const char *key)
{
	int sheet = filing_find_sheet(d->filing, set_form(d->filing->set, form), 1);
	struct place p;

	assert_true(filing_place(d->filing, sheet, key, &p));
	return filing_cell(d->filing, p)->text ? filing_cell(d->filing, p)->text : "";
}

static inline void go_to(struct desk *d, const char *key)
{
	struct place p;

	if (!filing_place(d->filing, d->sheet, key, &p))
		fail_msg("no cell %s", key);
	desk_go(d, p);
}

#endif
