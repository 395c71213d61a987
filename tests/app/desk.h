#ifndef TESTS_APP_DESK_H
#define TESTS_APP_DESK_H

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

#include "app/edit.h"
#include "app/inspect.h"
#include "app/cmd.h"
#include "app/samples.h"
#include "base/mem.h"
#include "base/str.h"

/* A folder that goes away again, in it a database with the samples, opened by
 * 甲; desk_join opens it once more for somebody else. */
struct desk {
	char folder[256], path[300];
	struct work *w;
	struct filing *center, *bureau; /* 信息中心, 卫生健康局, 2024 */
	struct err e;
	int64_t now;
};

#define LONG_AGO 1700000000

static inline int64_t desk_clock(void *context)
{
	return *(int64_t *)context;
}

static inline int desk_remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static inline void desk_folder(struct desk *d)
{
	const char *root = getenv("TMPDIR");

	memset(d, 0, sizeof *d);
	d->now = LONG_AGO;
	snprintf(d->folder, sizeof d->folder, "%s/app-XXXXXX", root ? root : "/tmp");
	assert_non_null(mkdtemp(d->folder));
	snprintf(d->path, sizeof d->path, "%s/a.db", d->folder);
}

/* Says the sentence when a call fails that should not. */
static inline void must(int result, const struct err *e)
{
	if (result != 0)
		fail_msg("%s", e->text);
}

static inline void must_fail(int result, enum err_code code, const struct err *e)
{
	if (result == 0)
		fail_msg("this should have failed with code %d", code);
	if (e->code != code)
		fail_msg("code %d instead of %d: %s", e->code, code, e->text);
	assert_true(strlen(e->text) > 0);
}

static inline struct work *desk_open(struct desk *d, enum store_mode mode, const char *who)
{
	struct work *w = work_open(d->path, mode, NULL, &d->e);

	if (!w)
		fail_msg("%s", d->e.text);
	store_set_actor(work_store(w), who, NULL);
	store_set_clock(work_store(w), desk_clock, &d->now);
	return w;
}

static inline struct filing *desk_filing(struct work *w, const char *unit, int year)
{
	struct err e = { 0 };
	int at = work_find_unit(w, unit, &e);
	struct filing *f = at < 0 ? NULL : work_open_filing(w, at, year, NULL, &e);

	if (!f)
		fail_msg("%s", e.text);
	return f;
}

static inline void desk_make(struct desk *d)
{
	desk_folder(d);
	d->w = desk_open(d, STORE_CREATE, "甲");
	must(samples_load(d->w, &d->e), &d->e);
	d->bureau = desk_filing(d->w, "卫生健康局", 2024);
	d->center = desk_filing(d->w, "信息中心", 2024);
}

static inline struct work *desk_join(struct desk *d, const char *who)
{
	return desk_open(d, STORE_OPEN, who);
}

static inline void desk_drop(struct desk *d)
{
	work_close(d->w);
	nftw(d->folder, desk_remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* A desk for each test of a group. */
static inline int desk_setup(void **state)
{
	struct desk *d = mem_alloc(sizeof *d);

	desk_make(d);
	*state = d;
	return 0;
}

static inline int desk_teardown(void **state)
{
	desk_drop(*state);
	mem_free(*state);
	return 0;
}

/* ---- cells ---- */

static inline int sheet_of(const struct filing *f, const char *form, int copy)
{
	int sheet = filing_find_sheet(f, set_form(f->set, form), copy);

	if (sheet < 0)
		fail_msg("no sheet %s#%d", form, copy);
	return sheet;
}

/* «form.key» or «form#copy.key» */
static inline struct place at(const struct filing *f, const char *name)
{
	const char *dot = strchr(name, '.');
	char form[40];
	struct place p;
	int copy = 1;

	snprintf(form, sizeof form, "%.*s", (int)(dot - name), name);
	if (strchr(form, '#')) {
		copy = atoi(strchr(form, '#') + 1);
		*strchr(form, '#') = '\0';
	}
	if (!filing_place(f, sheet_of(f, form, copy), dot + 1, &p))
		fail_msg("no cell %s", name);
	return p;
}

static inline const struct cell *cell_at(const struct filing *f, const char *name)
{
	return filing_cell(f, at(f, name));
}

static inline void assert_shows(const struct filing *f, const char *name, const char *want)
{
	struct str s = { 0 };
	struct place p = at(f, name);

	cell_show(filing_cell(f, p), filing_field(f, p), &s);
	assert_string_equal(str_text(&s), want);
	str_free(&s);
}

/* ---- all of it ---- */

static inline void dump_cell(const struct filing *f, struct place p, bool versions, struct str *out)
{
	const struct cell *c = filing_cell(f, p);

	filing_key(f, p, out);
	str_addf(out, " %s", c->text ? c->text : "(absent)");
	if (c->value.state == FIGURE_NUMBER)
		str_addf(out, " = %lld", (long long)c->value.num);
	if (versions)
		str_addf(out, " v%lld%s", (long long)c->version, c->carried ? " carried" : "");
	str_addc(out, '\n');
}

static inline void dump_list(const struct filing *f, int sheet, int list, bool versions,
                             struct str *out)
{
	const struct rows *rows = &f->sheets[sheet].lists[list];

	for (int i = 0; i < (int)rows->n; i++) {
		str_addf(out, "row %lld in %d at %lld", (long long)rows->rows[i].id,
		         rows->rows[i].group, (long long)rows->rows[i].order);
		if (versions)
			str_addf(out, " v%lld%s", (long long)rows->rows[i].version,
			         rows->rows[i].carried ? " carried" : "");
		str_addc(out, '\n');
		for (int c = 0; c < (int)f->sheets[sheet].form->lists[list].ncolumns; c++)
			dump_cell(f, (struct place){ sheet, list, i, c }, versions, out);
	}
}

/* All that stands in a filing, as text. */
static inline char *dump(const struct filing *f, bool versions)
{
	struct str out = { 0 };

	for (int i = 0; i < (int)f->nsheets; i++) {
		const struct sheet *s = &f->sheets[i];

		str_addf(&out, "%s#%d", s->form->id, s->copy);
		if (versions)
			str_addf(&out, " v%lld", (long long)s->version);
		str_addc(&out, '\n');
		for (int c = 0; c < (int)s->form->nfields; c++)
			dump_cell(f, (struct place){ i, -1, -1, c }, versions, &out);
		for (int l = 0; l < (int)s->form->nlists; l++)
			dump_list(f, i, l, versions, &out);
	}
	return str_take(&out);
}

/* Shows the first line that differs, not the whole dumps. */
static inline void assert_same_dump(const char *is, const char *want)
{
	const char *a = is, *b = want;

	while (*a && *b) {
		size_t na = strcspn(a, "\n"), nb = strcspn(b, "\n");

		if (na != nb || memcmp(a, b, na) != 0)
			fail_msg("is     «%.*s»\nwanted «%.*s»", (int)na, a, (int)nb, b);
		a += na + (a[na] == '\n');
		b += nb + (b[nb] == '\n');
	}
	if (*a || *b)
		fail_msg("is     «%.60s»\nwanted «%.60s»", a, b);
}

/* ---- the command line ---- */

/* `ziping -d DATABASE words…`, the words parted by blanks: its status, and the
 * part is in what it prints, with CMD_WRONG and above in what it complains of. */
static inline void expect(struct desk *d, const char *words, int status, const char *part)
{
	char *copy = strdup(words), *rest = NULL, *argv[12] = { (char *)"ziping", (char *)"-d", d->path };
	struct cmd_request request;
	struct str out = { 0 };
	struct err e = { 0 };
	int argc = 3, is;

	for (char *word = strtok_r(copy, " ", &rest); word && argc < 12; word = strtok_r(NULL, " ", &rest))
		argv[argc++] = word;
	is = cmd_main(argc, argv, &request, &out, &e);
	if (is != status || !strstr(status >= CMD_WRONG ? e.text : str_text(&out), part))
		fail_msg("%s: status %d (wanted %d, «%s»)\n%s%s", words, is, status, part, str_text(&out), e.text);
	cmd_request_free(&request);
	str_free(&out);
	free(copy);
}

/* ---- what the store has ---- */

static inline size_t count_numbers(const struct filing *f)
{
	size_t n = 0;
	char *all = dump(f, false);

	for (const char *s = all; (s = strstr(s, " = ")); s++)
		n++;
	free(all);
	return n;
}

static inline void assert_stored_cells(const struct filing *f, const struct store_content *c)
{
	for (size_t i = 0; i < c->ncells; i++) {
		const struct store_cell *s = &c->cells[i];
		struct place p;
		int sheet = sheet_of(f, c->sheets[s->sheet].form, c->sheets[s->sheet].copy);

		if (!filing_place(f, sheet, s->key, &p))
			fail_msg("the store has a cell %s", s->key);
		if (s->has_value != (filing_cell(f, p)->value.state == FIGURE_NUMBER) ||
		    (s->has_value && s->value != filing_cell(f, p)->value.num))
			fail_msg("the figure of %s is stored as %d %lld", s->key, s->has_value,
			         (long long)s->value);
	}
}

/* The store has all that the filing shows: texts, versions, figures, score. */
static inline void assert_stored(struct desk *d, const struct filing *f)
{
	struct work *other = desk_join(d, "查");
	struct filing *fresh = desk_filing(other, f->unit_code, f->year);
	char *is = dump(fresh, true), *want = dump(f, true);
	struct store_content *c = NULL;
	size_t figures = 0;

	assert_same_dump(is, want);
	must(store_load(work_store(other), f->id, &c, &d->e), &d->e);
	assert_stored_cells(f, c);
	for (size_t i = 0; i < c->ncells; i++)
		figures += c->cells[i].has_value;
	assert_int_equal(figures, count_numbers(f));
	assert_int_equal(c->filing.revision, f->revision);
	assert_int_equal(c->filing.score, cell_at(f, "annex2.total")->value.num);
	store_content_free(c);
	free(is);
	free(want);
	work_close(other);
}

/* The newest entry of the journal. */
static inline void assert_newest(struct work *w, const struct filing *f, const char *what,
                                 const char *key, const char *old, const char *now)
{
	struct store_entry *entries = NULL;
	struct err e = { 0 };
	size_t n = 0;

	must(store_journal(work_store(w), f->id, NULL, 0, NULL, 1, &entries, &n, &e), &e);
	assert_int_equal(n, 1);
	assert_string_equal(entries[0].what, what);
	assert_string_equal(entries[0].key, key);
	assert_string_equal(entries[0].old_text ? entries[0].old_text : "(absent)", old);
	assert_string_equal(entries[0].new_text ? entries[0].new_text : "(absent)", now);
	store_journal_free(entries, n);
}

static inline size_t count_journal(struct work *w, const struct filing *f)
{
	struct store_entry *entries = NULL;
	struct err e = { 0 };
	size_t n = 0;

	must(store_journal(work_store(w), f->id, NULL, 0, NULL, 100000, &entries, &n, &e), &e);
	store_journal_free(entries, n);
	return n;
}

#endif
