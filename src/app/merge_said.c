/* What came with a parcel besides figures: its journal, remarks, explanations
 * and changes of state.  Each has a name of its own (number and site), so that
 * nothing is taken twice, and what comes back to where it was said is passed
 * over. */
#include <string.h>

#include "app/merge_inside.h"
#include "app/review_inside.h"
#include "app/work_inside.h"
#include "base/i18n.h"
#include "base/map.h"
#include "base/mem.h"
#include "store/passages.h"

struct saying {
	struct merge *m;
	struct map *kept;    /* «kind 7@site», and that with its time, to an index in refs */
	int64_t *refs;
	size_t nrefs, refs_capacity;
	bool ruled;          /* roles count here: what reviewers say is not taken from a file … */
	bool closed;         /* … nor an explanation where nobody may write one just now */
	struct store_remark *remarks; /* that are here */
	size_t nremarks;
	struct store_explanation *explanations;
	size_t nexplanations;
	bool *taken;         /* beside parcel.said: it is said here */
	/* What goes into the journal of the other side. */
	struct store_parcel_step *steps;
	size_t nsteps, steps_capacity;
	struct store_parcel_entry *entries; /* beside parcel.entries */
	char **texts;
	size_t ntexts, texts_capacity;
	struct err *e;
};

/* ---- what is here already ---- */

/* time −1: the newest of that name. */
static char *kept_key(enum store_kept kind, const char *site, int64_t number, int64_t time)
{
	struct str key = { 0 };

	str_addf(&key, "%d %lld@%s", (int)kind, (long long)number, site);
	if (time >= 0)
		str_addf(&key, " %lld", (long long)time);
	return str_take(&key);
}

static void note_kept(struct saying *s, const struct store_parcel_kept *k)
{
	char *name = kept_key(k->kind, k->origin.site, k->origin.number, -1);
	char *exact = kept_key(k->kind, k->origin.site, k->origin.number, k->time);

	s->refs = mem_more(s->refs, s->nrefs, &s->refs_capacity, sizeof *s->refs);
	map_set(s->kept, name, (int)s->nrefs);
	map_set(s->kept, exact, (int)s->nrefs);
	s->refs[s->nrefs++] = k->ref;
	mem_free(name);
	mem_free(exact);
}

static bool is_ours(const struct saying *s, const struct parcel_id *id)
{
	return strcmp(id->site, identities_site(s->m->ids)) == 0;
}

static bool is_known(const struct saying *s, enum store_kept kind, const struct parcel_id *id,
                     int64_t time)
{
	char *key = kept_key(kind, id->site, id->number, time);
	bool known = is_ours(s, id) || map_get(s->kept, key) >= 0;

	mem_free(key);
	return known;
}

static int load_kept(struct saying *s)
{
	struct store_parcel_kept *all = NULL;
	size_t n = 0;

	if (store_parcel_kept(s->m->w->store, s->m->f->id, &all, &n, s->e) < 0)
		return -1;
	for (size_t i = 0; i < n; i++)
		note_kept(s, &all[i]);
	mem_free(all);
	return 0;
}

/* Of a fresh filing nothing is here. */
static int saying_open(struct saying *s, struct merge *m, struct err *e)
{
	struct store *store = m->w->store;
	int ruled = store_roles_rule(store, e);

	*s = (struct saying){ .m = m, .kept = map_new(), .ruled = ruled > 0, .e = e };
	s->taken = mem_array(m->parcel.nsaid + 1, sizeof *s->taken);
	s->entries = mem_array(m->parcel.nentries + 1, sizeof *s->entries);
	if (ruled < 0)
		return -1;
	if (m->fresh)
		return 0;
	s->closed = s->ruled && store_check_open(store, m->f->id, NULL) < 0;
	if (load_kept(s) < 0 ||
	    store_remarks(store, m->f->id, &s->remarks, &s->nremarks, e) < 0)
		return -1;
	return store_explanations(store, m->f->id, NULL, &s->explanations, &s->nexplanations, e);
}

static void saying_close(struct saying *s)
{
	map_free(s->kept);
	mem_free(s->refs);
	mem_free(s->taken);
	mem_free(s->entries);
	mem_free(s->steps);
	for (size_t i = 0; i < s->ntexts; i++)
		mem_free(s->texts[i]);
	mem_free(s->texts);
	store_remarks_free(s->remarks, s->nremarks);
	store_explanations_free(s->explanations, s->nexplanations);
}

static const char *keep_text(struct saying *s, struct str *text)
{
	s->texts = mem_more(s->texts, s->ntexts, &s->texts_capacity, sizeof *s->texts);
	return s->texts[s->ntexts++] = str_take(text);
}

/* ---- what may be taken as said here ---- */

/* The head of a thread that is here; 0: it is not. */
static int64_t head_of(const struct saying *s, const struct parcel_id *id)
{
	char *key = kept_key(KEPT_REMARK, id->site, id->number, -1);
	int at = map_get(s->kept, key);
	int64_t ref = at >= 0 ? s->refs[at] : 0;

	mem_free(key);
	if (is_ours(s, id))
		ref = id->number;
	for (size_t i = 0; i < s->nremarks; i++)
		if (s->remarks[i].id == ref)
			return s->remarks[i].answers == 0 ? ref : 0;
	return at >= 0 ? ref : 0;
}

/* The head that an answer of this very parcel answers. */
static bool head_is_coming(const struct saying *s, const struct parcel_id *id)
{
	const struct parcel *p = &s->m->parcel;

	for (size_t i = 0; i < p->nsaid; i++)
		if (p->said[i].said == PARCEL_REMARK && s->taken[i] && !*p->said[i].answers.site &&
		    p->said[i].id.number == id->number && strcmp(p->said[i].id.site, id->site) == 0)
			return true;
	return false;
}

static bool is_one_of(const char *word, const char *const *words)
{
	for (; *words; words++)
		if (strcmp(word, *words) == 0)
			return true;
	return false;
}

static bool remark_fits(const struct saying *s, const struct parcel_said *x)
{
	static const char *const heads[] = { REMARK_COMMENT, REMARK_REASON, REMARK_FOLLOW, NULL };
	static const char *const others[] = { REMARK_ANSWER, REMARK_CLOSED, NULL };
	static const char *const reviewers[] = { REMARK_REASON, REMARK_CLOSED, NULL };

	if (s->ruled && is_one_of(x->kind, reviewers))
		return false;
	if (*x->form && !set_form(s->m->set, x->form))
		return false;
	if (!*x->answers.site)
		return is_one_of(x->kind, heads);
	return is_one_of(x->kind, others) &&
	       (head_of(s, &x->answers) || head_is_coming(s, &x->answers));
}

/* What is older than what was said here stays behind it. */
static bool explanation_fits(const struct saying *s, const struct parcel_said *x)
{
	static const char *const all[] = { REVIEW_SAID, REVIEW_TAKEN, REVIEW_REJECTED, NULL };
	struct str finding = { 0 };
	bool fits = is_one_of(x->kind, all) && !s->closed &&
	            (!s->ruled || strcmp(x->kind, REVIEW_SAID) == 0);

	identity_places_in(s->m->ids, s->m->set, x->key, &finding);
	for (size_t i = 0; i < s->nexplanations && fits; i++)
		fits = strcmp(s->explanations[i].finding, str_text(&finding)) != 0 ||
		       s->explanations[i].time <= x->time;
	str_free(&finding);
	return fits;
}

static enum store_kept kept_kind(enum parcel_said_kind said)
{
	static const enum store_kept kinds[] = {
		[PARCEL_REMARK] = KEPT_REMARK,
		[PARCEL_EXPLANATION] = KEPT_EXPLANATION,
		[PARCEL_PASSAGE] = KEPT_STATE,
	};

	return kinds[said];
}

static bool is_new(const struct saying *s, const struct parcel_said *x)
{
	return !is_known(s, kept_kind(x->said), &x->id, x->time);
}

/* Heads before answers, which need them. */
static void sort_out(struct saying *s)
{
	const struct parcel *p = &s->m->parcel;

	for (int answers = 0; answers < 2; answers++)
		for (size_t i = 0; i < p->nsaid; i++) {
			const struct parcel_said *x = &p->said[i];

			if ((*x->answers.site != '\0') != (answers == 1) || !is_new(s, x))
				continue;
			s->taken[i] = x->said == PARCEL_REMARK        ? remark_fits(s, x)
			              : x->said == PARCEL_EXPLANATION ? explanation_fits(s, x)
			                                              : false;
		}
}

/* ---- the journal of the other side ---- */

static struct store_identity identity(const struct parcel_id *id)
{
	struct store_identity out = { .number = id->number };

	memcpy(out.site, id->site, sizeof out.site);
	return out;
}

static void add_step(struct saying *s, struct store_parcel_step step)
{
	s->steps = mem_more(s->steps, s->nsteps, &s->steps_capacity, sizeof *s->steps);
	s->steps[s->nsteps++] = step;
}

static void turn_entry(struct saying *s, size_t at)
{
	const struct parcel_entry *n = &s->m->parcel.entries[at];
	const struct form *form = set_form(s->m->set, n->form);
	struct str key = { 0 };

	if (form)
		identity_key_in(s->m->ids, form, n->copy, n->key, &key);
	else
		str_add(&key, n->key);
	s->entries[at] = (struct store_parcel_entry){ n->form, n->copy, n->op, keep_text(s, &key),
		                                      n->old_text, n->new_text };
}

static void add_journal(struct saying *s)
{
	const struct parcel *p = &s->m->parcel;

	for (size_t i = 0; i < p->nsteps; i++) {
		const struct parcel_step *x = &p->steps[i];

		if (is_known(s, KEPT_STEP, &x->id, x->time))
			continue;
		for (size_t k = 0; k < x->nentries; k++)
			turn_entry(s, x->entry + k);
		add_step(s, (struct store_parcel_step){ identity(&x->id), KEPT_STEP, x->time, x->who,
		                                        x->host, x->what, x->why,
		                                        s->entries + x->entry, x->nentries });
	}
}

static void add_others(struct saying *s)
{
	const struct parcel *p = &s->m->parcel;

	for (size_t i = 0; i < p->nsaid; i++) {
		const struct parcel_said *x = &p->said[i];

		if (!s->taken[i] && is_new(s, x))
			add_step(s, (struct store_parcel_step){ .origin = identity(&x->id),
			                                        .kind = kept_kind(x->said),
			                                        .time = x->time,
			                                        .who = x->who,
			                                        .host = x->host,
			                                        .what = x->kind,
			                                        .why = x->text });
	}
}

static int store_parcel(struct saying *s, size_t *steps)
{
	struct merge *m = s->m;
	struct parcel *p = &m->parcel;
	const struct store_parcel as = { .filing = m->f->id,
		                         .incoming = true,
		                         .origin = identity(&p->id),
		                         .digest = p->digest,
		                         .content_digest = p->content_digest,
		                         .known = m->known,
		                         .packer = (char *)p->who,
		                         .packer_host = (char *)p->host,
		                         .packed = p->time };

	add_journal(s);
	*steps = s->nsteps;
	add_others(s);
	return store_parcel_add(m->w->store, &as, m->content, m->name, s->steps, s->nsteps, s->e);
}

/* ---- what was said ---- */

static int keep(struct saying *s, const struct parcel_said *x, int64_t ref)
{
	const struct store_parcel_kept kept = { kept_kind(x->said), identity(&x->id), x->time, ref };

	note_kept(s, &kept);
	return store_parcel_keep(s->m->w->store, s->m->f->id, &kept, s->e);
}

static int say_remark(struct saying *s, const struct parcel_said *x)
{
	const struct form *form = set_form(s->m->set, x->form);
	struct store_remark r = { .form = (char *)x->form, .copy = x->copy, .kind = (char *)x->kind,
		                  .text = (char *)x->text, .who = (char *)x->who,
		                  .host = (char *)x->host, .time = x->time };
	struct str key = { 0 };
	int64_t id = 0;
	int result;

	if (form)
		identity_key_in(s->m->ids, form, x->copy, x->key, &key);
	r.key = (char *)keep_text(s, &key);
	r.answers = *x->answers.site ? head_of(s, &x->answers) : 0;
	result = store_parcel_remark(s->m->w->store, s->m->f->id, &r, &id, s->e);
	return result < 0 ? -1 : keep(s, x, id);
}

static int say_explanation(struct saying *s, const struct parcel_said *x)
{
	struct store_explanation n = { .state = (char *)x->kind, .text = (char *)x->text,
		                       .who = (char *)x->who, .host = (char *)x->host,
		                       .time = x->time };
	struct str finding = { 0 }, basis = { 0 };
	int64_t id = 0;

	identity_places_in(s->m->ids, s->m->set, x->key, &finding);
	identity_places_in(s->m->ids, s->m->set, x->basis, &basis);
	n.finding = (char *)keep_text(s, &finding);
	n.basis = (char *)keep_text(s, &basis);
	if (store_parcel_explain(s->m->w->store, s->m->f->id, &n, &id, s->e) < 0)
		return -1;
	return keep(s, x, id);
}

static int say_all(struct saying *s, struct merge_done *done)
{
	const struct parcel *p = &s->m->parcel;

	for (int answers = 0; answers < 2; answers++)
		for (size_t i = 0; i < p->nsaid; i++) {
			const struct parcel_said *x = &p->said[i];
			bool remark = x->said == PARCEL_REMARK;

			if (!s->taken[i] || (*x->answers.site != '\0') != (answers == 1))
				continue;
			if ((remark ? say_remark(s, x) : say_explanation(s, x)) < 0)
				return -1;
			*(remark ? &done->remarks : &done->explanations) += 1;
		}
	return 0;
}

static int store_rows(struct merge *m, struct err *e)
{
	for (size_t i = 0; i < m->nlearnt; i++)
		if (store_parcel_row_add(m->w->store, m->f->id, &m->learnt[i], e) < 0)
			return -1;
	return 0;
}

int merge_store_said(struct merge *m, struct merge_done *done, struct err *e)
{
	struct saying s;
	int result = saying_open(&s, m, e);

	if (result == 0) {
		sort_out(&s);
		result = store_rows(m, e);
	}
	if (result == 0)
		result = store_parcel(&s, &done->steps);
	if (result == 0)
		result = say_all(&s, done);
	m->w->news++; /* an audit that was run before has not seen the explanations */
	saying_close(&s);
	return result;
}

int merge_count_said(struct merge *m, struct err *e)
{
	struct saying s;
	int result = saying_open(&s, m, e);

	m->steps = m->remarks = m->explanations = m->noted = 0;
	if (result == 0)
		sort_out(&s);
	for (size_t i = 0; i < m->parcel.nsteps && result == 0; i++)
		m->steps += !is_known(&s, KEPT_STEP, &m->parcel.steps[i].id,
		                      m->parcel.steps[i].time);
	for (size_t i = 0; i < m->parcel.nsaid && result == 0; i++) {
		const struct parcel_said *x = &m->parcel.said[i];

		m->remarks += s.taken[i] && x->said == PARCEL_REMARK;
		m->explanations += s.taken[i] && x->said == PARCEL_EXPLANATION;
		m->noted += !s.taken[i] && x->said != PARCEL_PASSAGE && is_new(&s, x);
	}
	saying_close(&s);
	return result;
}
