#include "app/merge.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/edit_text.h"
#include "app/merge_inside.h"
#include "app/work_inside.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/passages.h"

/* ---- rows ---- */

struct parcel_id merge_row_name(const struct merge *m, const char *form, int copy, int64_t row)
{
	if (row < 0)
		return m->fresh_rows.ids[-row - 1];
	return identity_of(m->ids, form, copy, row);
}

void merge_learn(struct merge *m, const struct form *form, int copy, const struct parcel_id *name,
                 int64_t row)
{
	struct store_parcel_row *r;

	identity_learn(m->ids, form->id, copy, name, row);
	if (strcmp(name->site, identities_site(m->ids)) == 0 && name->number == row)
		return;
	m->learnt = mem_more(m->learnt, m->nlearnt, &m->learnt_capacity, sizeof *m->learnt);
	r = &m->learnt[m->nlearnt++];
	*r = (struct store_parcel_row){ .form = form->id, .copy = copy, .id = row,
		                        .origin.number = name->number };
	memcpy(r->origin.site, name->site, sizeof r->origin.site);
}

/* ---- what it is about ---- */

static int find_unit(struct merge *m, struct err *e)
{
	size_t n;
	const struct work_unit *units = work_units(m->w, &n);

	for (size_t i = 0; i < n; i++)
		if (strcmp(units[i].code, m->parcel.unit) == 0) {
			m->unit = (int)i;
			return 0;
		}
	return err_set(e, ERR_NOTFOUND, _("%s: 是单位 %s（%s）的填报，本库没有这个单位"), m->name,
	               m->parcel.unit, m->parcel.unit_name);
}

static int find_set(struct merge *m, struct err *e)
{
	char fingerprint[20];

	m->set = work_set(m->w, m->parcel.set);
	if (!m->set)
		return err_set(e, ERR_NOTFOUND, _("%s: 用的是套表 %s，本程序没有这套表"), m->name,
		               m->parcel.set);
	if (!set_is_for(m->set, m->parcel.year))
		return err_set(e, ERR_INPUT, _("%s: 套表 %s 不适用于 %d 年"), m->name, m->set->id,
		               m->parcel.year);
	snprintf(fingerprint, sizeof fingerprint, "%016" PRIx64, m->set->fingerprint);
	m->other_forms = strcmp(fingerprint, m->parcel.fingerprint) != 0;
	return 0;
}

/* One that nobody has made yet, to compare with. */
static void make_empty(struct merge *m)
{
	m->f = filing_new(m->set, m->parcel.unit, m->parcel.unit_name, m->parcel.year);
	m->f->state = mem_strdup(STATE_FILLING);
	for (size_t i = 0; i < m->set->nforms; i++)
		filing_sheet(m->f, m->set->forms[i], 1);
}

static int find_filing(struct merge *m, struct err *e)
{
	char site[STORE_SITE_LENGTH + 1];
	size_t n;
	struct work_filing *all = work_filings(m->w, m->unit, &n, e);

	if (!all)
		return -1;
	m->fresh = true;
	for (size_t i = 0; i < n; i++)
		if (all[i].year == m->parcel.year && strcmp(all[i].set_id, m->parcel.set) == 0)
			m->fresh = false;
	mem_free(all);
	if (m->fresh) {
		if (store_site(m->w->store, site, e) < 0)
			return -1;
		m->ids = identities_new(site);
		make_empty(m);
		return 0;
	}
	m->f = work_open_filing(m->w, m->unit, m->parcel.year, m->set->id, e);
	if (!m->f)
		return -1;
	m->revision = m->f->revision;
	m->ids = identities_open(m->w->store, m->f->id, e);
	return m->ids ? 0 : -1;
}

/* ---- what both sides have had ---- */

static bool is_origin(const struct store_parcel *p, const struct parcel_id *id)
{
	return p->origin.number == id->number && strcmp(p->origin.site, id->site) == 0;
}

/* Whether it has been here before; ERR_INPUT: it is older than what has. */
static int check_new(struct merge *m, const struct store_parcel *all, size_t n, struct err *e)
{
	const struct parcel *p = &m->parcel;

	for (size_t i = 0; i < n; i++) {
		bool same = strcmp(all[i].digest, p->digest) == 0;

		if (same && !all[i].incoming)
			return err_set(e, ERR_INPUT, _("%s: 是本库自己打包的，不用合并"), m->name);
		if (same)
			m->again = true;
		else if (all[i].incoming && strcmp(all[i].origin.site, p->id.site) == 0 &&
		         all[i].origin.number > p->id.number && all[i].packed >= p->time)
			return err_set(e, ERR_INPUT,
			               _("%s: 已经合并过对方后来打包的一份，这一份过时了，没有合并"),
			               m->name);
	}
	return 0;
}

/* The newest exchange that both know; the sender names them newest first. */
static const struct store_parcel *find_common(const struct merge *m,
                                              const struct store_parcel *all, size_t n)
{
	for (size_t k = 0; k < m->parcel.nknown; k++)
		for (size_t i = 0; i < n; i++)
			if (is_origin(&all[i], &m->parcel.known[k].id) &&
			    strcmp(all[i].content_digest, m->parcel.known[k].digest) == 0)
				return &all[i];
	return NULL;
}

/* The newest of ours that the sender has merged: they have our journal up to it. */
static int64_t find_known(const struct merge *m, const struct store_parcel *all, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < m->parcel.nknown && !all[i].incoming; k++)
			if (is_origin(&all[i], &m->parcel.known[k].id))
				return all[i].step;
	return 0;
}

static int load_base(struct merge *m, const struct store_parcel *common, struct err *e)
{
	struct parcel read = { 0 };
	char *content;

	if (store_parcel_content(m->w->store, common->id, &content, e) < 0)
		return -1;
	if (parcel_read_content(&read, m->name, content, strlen(content), e) == 0) {
		m->base = parcel_content_load(&read.content, m->set, m->parcel.year, m->ids,
		                              &m->fresh_rows, NULL);
		m->common = true;
		parcel_free(&read);
	}
	mem_free(content);
	return m->base ? 0 : -1;
}

static int find_base(struct merge *m, struct err *e)
{
	struct store_parcel *all = NULL;
	const struct store_parcel *common;
	size_t n = 0;
	int result;

	if (m->fresh)
		return 0;
	if (store_parcels(m->w->store, m->f->id, &all, &n, e) < 0)
		return -1;
	result = check_new(m, all, n, e);
	common = find_common(m, all, n);
	m->known = find_known(m, all, n);
	if (result == 0 && common)
		result = load_base(m, common, e);
	store_parcels_free(all, n);
	return result;
}

/* ---- opening ---- */

static int plan(struct merge *m, struct err *e)
{
	if (find_unit(m, e) < 0 || find_set(m, e) < 0 || find_filing(m, e) < 0 ||
	    find_base(m, e) < 0)
		return -1;
	m->theirs = parcel_content_load(&m->parcel.content, m->set, m->parcel.year, m->ids,
	                                &m->fresh_rows, &m->strays);
	if (m->again)
		return 0;
	merge_plan(m);
	return merge_count_said(m, e);
}

struct merge *merge_open_bytes(struct work *w, const char *name, const char *bytes, size_t length,
                               struct err *e)
{
	struct merge *m = mem_alloc(sizeof *m);

	*m = (struct merge){ .w = w, .name = mem_strdup(name), .fresh = true };
	if (parcel_read(&m->parcel, name, bytes, length, e) < 0)
		goto fail;
	m->content = mem_strndup(bytes + m->parcel.content_from, m->parcel.content_length);
	if (plan(m, e) < 0)
		goto fail;
	return m;
fail:
	merge_close(m);
	return NULL;
}

struct merge *merge_open(struct work *w, const char *path, struct err *e)
{
	const char *slash = strrchr(path, '/');
	struct str bytes = { 0 };
	struct merge *m = NULL;

	if (file_read(path, PARCEL_BYTES, &bytes, e) == 0)
		m = merge_open_bytes(w, slash ? slash + 1 : path, str_text(&bytes), bytes.length, e);
	str_free(&bytes);
	return m;
}

void merge_close(struct merge *m)
{
	if (!m)
		return;
	merge_forget_plan(m);
	if (m->fresh)
		filing_free(m->f);
	filing_free(m->theirs);
	filing_free(m->base);
	identities_free(m->ids);
	parcel_fresh_free(&m->fresh_rows);
	parcel_strays_free(&m->strays);
	parcel_free(&m->parcel);
	mem_free(m->learnt);
	mem_free(m->content);
	mem_free(m->name);
	mem_free(m);
}

/* ---- deciding ---- */

size_t merge_open_items(const struct merge *m)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++)
		n += m->items[i].choice == CHOICE_OPEN;
	return n;
}

int merge_choose(struct merge *m, size_t item, enum merge_choice choice, const char *typed,
                 struct err *e)
{
	struct merge_item *i = &m->items[item];

	if (choice == CHOICE_TYPED && i->kind != MERGE_CELL)
		return err_set(e, ERR_USAGE, _("这里不能另写，只能取对方的或本库的"));
	if (choice == CHOICE_TYPED && edit_check_text(typed, e) < 0)
		return -1;
	mem_free(i->typed);
	i->typed = choice == CHOICE_TYPED ? mem_strdup(typed) : NULL;
	i->choice = choice;
	return 0;
}

static void choose_open(struct merge *m, enum merge_choice choice)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->items[i].choice == CHOICE_OPEN)
			m->items[i].choice = choice;
}

static int find_item(const struct merge *m, const char *key, size_t length)
{
	int found = -1;

	for (size_t i = 0; i < m->n && found < 0; i++) {
		struct str is = { 0 };

		merge_key(&m->items[i], &is);
		if (is.length == length && strncmp(is.s, key, length) == 0)
			found = (int)i;
		str_free(&is);
	}
	return found;
}

int merge_take(struct merge *m, const char *word, struct err *e)
{
	const char *equals = strchr(word, '=');
	int item;

	if (!equals && (strcmp(word, "theirs") == 0 || strcmp(word, "mine") == 0)) {
		choose_open(m, *word == 't' ? CHOICE_THEIRS : CHOICE_MINE);
		return 0;
	}
	if (!equals)
		return err_set(e, ERR_USAGE, _("“%s”应是 theirs、mine、键=theirs、键=mine 或 键==内容"),
		               word);
	item = find_item(m, word, (size_t)(equals - word));
	if (item < 0)
		return err_set(e, ERR_NOTFOUND, _("计划里没有 %.*s"), (int)(equals - word), word);
	if (equals[1] == '=')
		return merge_choose(m, (size_t)item, CHOICE_TYPED, equals + 2, e);
	if (strcmp(equals + 1, "theirs") == 0)
		return merge_choose(m, (size_t)item, CHOICE_THEIRS, NULL, e);
	if (strcmp(equals + 1, "mine") == 0)
		return merge_choose(m, (size_t)item, CHOICE_MINE, NULL, e);
	return err_set(e, ERR_USAGE, _("“%s”的等号后面应是 theirs、mine 或再一个等号和内容"), word);
}
