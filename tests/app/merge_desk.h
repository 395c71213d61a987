#ifndef TESTS_APP_MERGE_DESK_H
#define TESTS_APP_MERGE_DESK_H

#include "app/desk.h"

#include "app/merge.h"
#include "app/pack.h"

/* Two databases, a unit's and its department's, each with the samples, and the
 * parcels that go to and fro.  甲 works in the unit, 乙 in the department. */
struct ends {
	struct desk unit, department;
};

static inline int ends_setup(void **state)
{
	struct ends *x = mem_alloc(sizeof *x);

	desk_make(&x->unit);
	desk_make(&x->department);
	store_set_actor(work_store(x->department.w), "乙", NULL);
	*state = x;
	return 0;
}

static inline int ends_teardown(void **state)
{
	struct ends *x = *state;

	desk_drop(&x->unit);
	desk_drop(&x->department);
	mem_free(x);
	return 0;
}

/* The bytes of a parcel of the 信息中心; each a second later than the last. */
static inline void pack_center(struct desk *d, struct str *out)
{
	struct packed done;

	d->now++;
	d->center = desk_filing(d->w, "信息中心", 2024);
	must(pack_filing(d->w, d->center, "a.zpk", out, &done, &d->e), &d->e);
}

static inline struct merge *open_bytes(struct desk *d, const struct str *bytes)
{
	struct merge *m = merge_open_bytes(d->w, "a.zpk", str_text(bytes), bytes->length, &d->e);

	if (!m)
		fail_msg("%s", d->e.text);
	return m;
}

/* From one to the other: the plan. */
static inline struct merge *send(struct desk *from, struct desk *to)
{
	struct str bytes = { 0 };
	struct merge *m;

	pack_center(from, &bytes);
	to->now = from->now > to->now ? from->now + 1 : to->now + 1;
	m = open_bytes(to, &bytes);
	str_free(&bytes);
	return m;
}

static inline struct merge_done carry_out(struct desk *d, struct merge *m)
{
	struct merge_done done;

	must(merge_store(m, false, &done, &d->e), &d->e);
	merge_close(m);
	d->center = desk_filing(d->w, "信息中心", 2024);
	return done;
}

/* To and carried out, all conflicts as the word says (NULL: there are none). */
static inline struct merge_done deliver(struct desk *from, struct desk *to, const char *word)
{
	struct merge *m = send(from, to);

	if (word)
		must(merge_take(m, word, &to->e), &to->e);
	return carry_out(to, m);
}

static inline void put(struct desk *d, const char *name, const char *text)
{
	must(edit_cell(d->w, d->center, at(d->center, name), text, &d->e), &d->e);
}

/* The group of annex2's list of indicators. */
static inline int leaf_group(const struct filing *f, const char *key)
{
	return list_group(&set_form(f->set, "annex2")->lists[0], key);
}

/* A row at the end of its group; its id. */
static inline int64_t add_row(struct desk *d, const char *group, const char *name)
{
	struct filing *f = d->center;
	struct place p;

	must(edit_row_add(d->w, f, sheet_of(f, "annex2", 1), 0, leaf_group(f, group), -1, 0, name,
	                  &p, &d->e),
	     &d->e);
	return f->sheets[p.sheet].lists[0].rows[p.row].id;
}

static inline struct place row_at(struct desk *d, int64_t id)
{
	int sheet = sheet_of(d->center, "annex2", 1);
	int row = filing_find_row(d->center, sheet, 0, id);

	if (row < 0)
		fail_msg("no row %lld", (long long)id);
	return (struct place){ sheet, 0, row, 0 };
}

static inline bool has_row(struct desk *d, int64_t id)
{
	return filing_find_row(d->center, sheet_of(d->center, "annex2", 1), 0, id) >= 0;
}

static inline void delete_row(struct desk *d, int64_t id)
{
	must(edit_row_delete(d->w, d->center, row_at(d, id), &d->e), &d->e);
}

static inline void move_row(struct desk *d, int64_t id, int direction)
{
	struct place out;

	must(edit_row_move(d->w, d->center, row_at(d, id), direction, &out, &d->e), &d->e);
}

static inline const char *row_text(struct desk *d, int64_t id, const char *column)
{
	struct place p = row_at(d, id);

	p.field = list_column(&set_form(d->center->set, "annex2")->lists[0], column);
	return filing_cell(d->center, p)->text;
}

/* The item of that key, NULL: the plan has none. */
static inline const struct merge_item *item_of(const struct merge *m, const char *key)
{
	const struct merge_item *found = NULL;

	for (size_t i = 0; i < m->n && !found; i++) {
		struct str is = { 0 };

		merge_key(&m->items[i], &is);
		if (strcmp(str_text(&is), key) == 0)
			found = &m->items[i];
		str_free(&is);
	}
	return found;
}

/* What stands in the filing, in words that are the same in both databases. */
static inline char *content_of(struct desk *d)
{
	struct identities *x = identities_open(work_store(d->w), d->center->id, &d->e);
	struct str out = { 0 };

	assert_non_null(x);
	parcel_content_put(d->center, x, &out);
	identities_free(x);
	return str_take(&out);
}

static inline void assert_same_content(struct ends *x)
{
	char *a = content_of(&x->unit), *b = content_of(&x->department);

	assert_same_dump(a, b);
	mem_free(a);
	mem_free(b);
	assert_stored(&x->unit, x->unit.center);
	assert_stored(&x->department, x->department.center);
}

#endif
