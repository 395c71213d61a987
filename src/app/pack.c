#include "app/pack.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "app/parcel_content.h"
#include "app/work_inside.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/passages.h"

struct packing {
	struct work *w;
	struct filing *f;
	struct err *e;
	struct identities *x;
	struct store_parcel *parcels; /* newest first */
	size_t nparcels;
	struct store_parcel_kept *kept;
	size_t nkept;
	struct str content;           /* its lines */
	struct str rest;              /* journal and what was said, as lines */
	size_t steps;
};

/* ---- the journal that the other side does not have yet ---- */

/* Of the site of that parcel: up to which of our steps it has our journal. */
static int64_t known_to(const struct packing *p, const char *site)
{
	int64_t known = 0;

	for (size_t i = 0; i < p->nparcels; i++)
		if (p->parcels[i].incoming && p->parcels[i].known > known &&
		    strcmp(p->parcels[i].origin.site, site) == 0)
			known = p->parcels[i].known;
	return known;
}

/* Whom it is packed for is not known: what any of those who ever sent one lacks
 * goes along. */
static int64_t known_to_them(const struct packing *p)
{
	int64_t least = INT64_MAX;

	for (size_t i = 0; i < p->nparcels; i++) {
		int64_t known = p->parcels[i].incoming ? known_to(p, p->parcels[i].origin.site)
		                                       : least;

		least = known < least ? known : least;
	}
	return least == INT64_MAX ? 0 : least;
}

static struct parcel_id own(const struct packing *p, int64_t number)
{
	struct parcel_id id = { .number = number };

	memcpy(id.site, identities_site(p->x), sizeof id.site);
	return id;
}

static void put_step(struct packing *p, const struct store_entry *n)
{
	parcel_put_step(&p->rest, &(struct parcel_step){ .id = own(p, n->step),
	                                                 .time = n->time,
	                                                 .who = n->who,
	                                                 .host = n->host,
	                                                 .what = n->what,
	                                                 .why = n->why });
	p->steps++;
}

static void put_entry(struct packing *p, const struct store_entry *n)
{
	const struct form *form = set_form(p->f->set, n->form);
	struct str key = { 0 };

	if (form)
		identity_key_out(p->x, form, n->copy, n->key, &key);
	else
		str_add(&key, n->key);
	parcel_put_entry(&p->rest, &(struct parcel_entry){ .form = n->form,
	                                                   .copy = n->copy,
	                                                   .op = (int)n->op,
	                                                   .key = str_text(&key),
	                                                   .old_text = n->old_text,
	                                                   .new_text = n->new_text });
	str_free(&key);
}

/* The store gives the newest first; a parcel has them by number. */
static int put_journal(struct packing *p)
{
	int64_t known = known_to_them(p), step = 0;
	struct store_entry *all = NULL;
	size_t n = 0;

	if (store_journal(p->w->store, p->f->id, NULL, 0, NULL, PARCEL_LINES, &all, &n, p->e) < 0)
		return -1;
	for (size_t i = n; i-- > 0;) {
		if (all[i].step <= known)
			continue;
		if (all[i].step != step)
			put_step(p, &all[i]);
		step = all[i].step;
		put_entry(p, &all[i]);
	}
	store_journal_free(all, n);
	return 0;
}

/* ---- what was said ---- */

/* What came from elsewhere goes by the name it has there. */
static struct parcel_id said_id(const struct packing *p, enum store_kept kind, int64_t id)
{
	for (size_t i = 0; i < p->nkept; i++) {
		const struct store_parcel_kept *k = &p->kept[i];
		struct parcel_id name = { .number = k->origin.number };

		if (k->kind != kind || k->ref != id)
			continue;
		memcpy(name.site, k->origin.site, sizeof name.site);
		return name;
	}
	return own(p, id);
}

struct said_list {
	struct parcel_said *said;
	char **texts; /* beside it: turned keys and grounds */
	size_t n, capacity, ntexts, texts_capacity;
};

static const char *keep_text(struct said_list *l, struct str *text)
{
	l->texts = mem_more(l->texts, l->ntexts, &l->texts_capacity, sizeof *l->texts);
	return l->texts[l->ntexts++] = str_take(text);
}

static void add_said(struct said_list *l, struct parcel_said said)
{
	l->said = mem_more(l->said, l->n, &l->capacity, sizeof *l->said);
	l->said[l->n++] = said;
}

static int by_id(const void *a, const void *b)
{
	const struct parcel_said *x = a, *y = b;
	int c = strcmp(x->id.site, y->id.site);

	return c ? c : (x->id.number > y->id.number) - (x->id.number < y->id.number);
}

/* By name, as a parcel wants them; empties the list. */
static void put_said(struct packing *p, struct said_list *l)
{
	if (l->n > 1)
		qsort(l->said, l->n, sizeof *l->said, by_id);
	for (size_t i = 0; i < l->n; i++)
		parcel_put_said(&p->rest, &l->said[i]);
	for (size_t i = 0; i < l->ntexts; i++)
		mem_free(l->texts[i]);
	mem_free(l->texts);
	mem_free(l->said);
	*l = (struct said_list){ 0 };
}

static int put_remarks(struct packing *p)
{
	struct said_list l = { 0 };
	struct store_remark *all = NULL;
	size_t n = 0;

	if (store_remarks(p->w->store, p->f->id, &all, &n, p->e) < 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		const struct store_remark *r = &all[i];
		const struct form *form = set_form(p->f->set, r->form);
		struct parcel_said said = { PARCEL_REMARK, said_id(p, KEPT_REMARK, r->id), r->form,
			r->copy, r->key, NULL, r->kind, r->text, { 0 }, r->who, r->host, r->time };
		struct str key = { 0 };

		if (form) {
			identity_key_out(p->x, form, r->copy, r->key, &key);
			said.key = keep_text(&l, &key);
		}
		if (r->answers)
			said.answers = said_id(p, KEPT_REMARK, r->answers);
		add_said(&l, said);
	}
	put_said(p, &l);
	store_remarks_free(all, n);
	return 0;
}

static int put_explanations(struct packing *p)
{
	struct said_list l = { 0 };
	struct store_explanation *all = NULL;
	size_t n = 0;

	if (store_explanations(p->w->store, p->f->id, NULL, &all, &n, p->e) < 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		const struct store_explanation *x = &all[i];
		struct str finding = { 0 }, basis = { 0 };

		identity_places_out(p->x, p->f->set, x->finding, &finding);
		identity_places_out(p->x, p->f->set, x->basis, &basis);
		add_said(&l, (struct parcel_said){ PARCEL_EXPLANATION,
		                                   said_id(p, KEPT_EXPLANATION, x->id), NULL, 0,
		                                   keep_text(&l, &finding), keep_text(&l, &basis),
		                                   x->state, x->text, { 0 }, x->who, x->host,
		                                   x->time });
	}
	put_said(p, &l);
	store_explanations_free(all, n);
	return 0;
}

static int put_passages(struct packing *p)
{
	struct said_list l = { 0 };
	struct store_passage *all = NULL;
	size_t n = 0;

	if (store_passages(p->w->store, p->f->id, &all, &n, p->e) < 0)
		return -1;
	for (size_t i = 0; i < n; i++)
		add_said(&l, (struct parcel_said){ .said = PARCEL_PASSAGE,
		                                   .id = own(p, all[i].id),
		                                   .kind = all[i].state,
		                                   .text = all[i].why,
		                                   .who = all[i].who,
		                                   .host = all[i].host,
		                                   .time = all[i].time });
	put_said(p, &l);
	store_passages_free(all, n);
	return 0;
}

/* ---- the whole ---- */

static void put_known(const struct packing *p, struct str *out, size_t from)
{
	for (size_t i = from; i < p->nparcels && i < from + PARCEL_KNOWN; i++) {
		struct parcel_known known = { .id.number = p->parcels[i].origin.number,
			                      .digest = p->parcels[i].content_digest };

		memcpy(known.id.site, p->parcels[i].origin.site, sizeof known.id.site);
		parcel_put_known(out, &known);
	}
}

/* as: what it is to be taken for: its number, who and when; from: the first of
 * the parcels that were there before it. */
static void compose(const struct packing *p, const struct store_parcel *as, size_t from,
                    struct str *out, char digest[DIGEST_SIZE])
{
	const struct filing *f = p->f;
	struct parcel_id id = own(p, as->origin.number);
	char fingerprint[20];

	snprintf(fingerprint, sizeof fingerprint, "%016" PRIx64, f->set->fingerprint);
	str_clear(out);
	parcel_put_from(out, &id, as->packer, as->packer_host, as->packed);
	parcel_put_filing(out, f->unit_code, f->unit_name, f->year, f->set->id, fingerprint,
	                  f->state ? f->state : STATE_FILLING);
	put_known(p, out, from);
	str_addn(out, str_text(&p->content), p->content.length);
	str_addn(out, str_text(&p->rest), p->rest.length);
	parcel_end(out, digest);
}

/* Whether it would be the one packed last, word for word. */
static bool is_again(const struct packing *p, struct str *out, char digest[DIGEST_SIZE])
{
	if (p->nparcels == 0 || p->parcels[0].incoming)
		return false;
	compose(p, &p->parcels[0], 1, out, digest);
	return strcmp(digest, p->parcels[0].digest) == 0;
}

/* What is packed can be read: nobody is sent a file that is refused. */
static int check_readable(const struct packing *p, const char *name, const struct str *out)
{
	struct parcel read = { 0 };

	if (parcel_read(&read, name, out->s, out->length, p->e) < 0)
		return -1;
	parcel_free(&read);
	return 0;
}

static int add_new(struct packing *p, const char *name, struct str *out, char digest[DIGEST_SIZE])
{
	char content[DIGEST_SIZE];
	struct store_parcel as = { .filing = p->f->id, .digest = digest,
		                   .content_digest = content };
	int result;

	if (store_parcel_number(p->w->store, &as.origin.number, p->e) < 0)
		return -1;
	as.packer = mem_strdup(store_actor(p->w->store));
	as.packer_host = mem_strdup(store_actor_host(p->w->store));
	as.packed = store_now(p->w->store);
	compose(p, &as, 0, out, digest);
	digest_of(str_text(&p->content), p->content.length, content);
	result = check_readable(p, name, out);
	if (result == 0)
		result = store_parcel_add(p->w->store, &as, str_text(&p->content), name, NULL, 0,
		                          p->e);
	mem_free(as.packer);
	mem_free(as.packer_host);
	return result;
}

/* The filing as it is now, within the bracket. */
static int catch_up(struct packing *p)
{
	struct store_filing *now = NULL;
	int result = work_stored(p->w, p->f, &now, p->e);

	if (result < 0)
		return -1;
	if (now->revision != p->f->revision)
		result = work_reload(p->w, p->f, NULL, p->e);
	if (result == 0)
		work_take_state(p->f, now);
	store_filings_free(now, 1);
	return result;
}

static int gather(struct packing *p)
{
	struct store *s = p->w->store;

	if (catch_up(p) < 0 || !(p->x = identities_open(s, p->f->id, p->e)) ||
	    store_parcels(s, p->f->id, &p->parcels, &p->nparcels, p->e) < 0 ||
	    store_parcel_kept(s, p->f->id, &p->kept, &p->nkept, p->e) < 0)
		return -1;
	parcel_content_put(p->f, p->x, &p->content);
	if (put_journal(p) < 0 || put_remarks(p) < 0 || put_explanations(p) < 0)
		return -1;
	return put_passages(p);
}

static void packing_free(struct packing *p)
{
	identities_free(p->x);
	store_parcels_free(p->parcels, p->nparcels);
	mem_free(p->kept);
	str_free(&p->content);
	str_free(&p->rest);
}

/* path NULL: into out alone. */
static int pack(struct packing *p, const char *name, const char *path, bool replace,
                struct str *out, struct packed *done)
{
	if (gather(p) < 0)
		return -1;
	done->steps = p->steps;
	done->again = is_again(p, out, done->digest);
	if (!done->again && add_new(p, name, out, done->digest) < 0)
		return -1;
	return path ? file_write(path, out->s, out->length, replace, p->e) : 0;
}

static int pack_to(struct work *w, struct filing *f, const char *name, const char *path,
                   bool replace, struct str *out, struct packed *done, struct err *e)
{
	struct packing p = { .w = w, .f = f, .e = e };
	int result;

	*done = (struct packed){ 0 };
	if (store_begin(w->store, e) < 0)
		return -1;
	result = pack(&p, name, path, replace, out, done);
	if (result == 0)
		result = store_commit(w->store, e);
	if (result < 0)
		store_rollback(w->store);
	packing_free(&p);
	return result;
}

int pack_filing(struct work *w, struct filing *f, const char *name, struct str *out,
                struct packed *done, struct err *e)
{
	return pack_to(w, f, name, NULL, false, out, done, e);
}

int pack_file(struct work *w, struct filing *f, const char *path, bool replace,
              struct packed *done, struct err *e)
{
	char *usual = path ? NULL : pack_name(f);
	const char *to = path ? path : usual, *slash = strrchr(to, '/');
	struct str out = { 0 };
	int result = pack_to(w, f, slash ? slash + 1 : to, to, replace, &out, done, e);

	str_free(&out);
	mem_free(usual);
	return result;
}

char *pack_name(const struct filing *f)
{
	struct str name = { 0 };

	str_addf(&name, "%s-%d-%s.zpk", f->unit_code, f->year, f->set->id);
	for (size_t i = 0; i < name.length; i++)
		if (name.s[i] == '/')
			name.s[i] = '_';
	return str_take(&name);
}

bool pack_is_name(const char *name)
{
	size_t length = strlen(name);

	return length > 4 && strcasecmp(name + length - 4, ".zpk") == 0;
}
