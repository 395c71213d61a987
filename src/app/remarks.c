#include "app/remarks.h"

#include <stdlib.h>
#include <string.h>

#include "app/review_show.h"
#include "app/work_inside.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/rights.h"

/* ---- places ---- */

/* «ind.12» names a row. */
static bool row_place(const struct filing *f, int sheet, const char *key, struct place *out)
{
	const struct form *form = f->sheets[sheet].form;
	const char *dot = strrchr(key, '.');
	char *list = dot ? mem_strndup(key, (size_t)(dot - key)) : NULL;

	*out = (struct place){sheet, list ? form_list(form, list) : -1, -1, -1};
	mem_free(list);
	if (out->list < 0)
		return false;
	out->row = filing_find_row(f, sheet, out->list, strtoll(dot + 1, NULL, 10));
	return out->row >= 0;
}

bool remarks_place(const struct filing *f, const char *form, int copy, const char *key,
                   struct place *out)
{
	const struct form *on = *form ? set_form(f->set, form) : NULL;
	int sheet = on ? filing_find_sheet(f, on, copy) : -1;

	*out = (struct place){-1, -1, -1, -1};
	if (!*form)
		return true;
	if (sheet < 0)
		return false;
	out->sheet = sheet;
	if (!*key || filing_place(f, sheet, key, out) || row_place(f, sheet, key, out))
		return true;
	*out = (struct place){sheet, -1, -1, -1};
	return false;
}

/* The key of a cell, or of a row as the store names it. */
static void put_key(const struct filing *f, struct place p, struct str *out)
{
	const struct sheet *s = &f->sheets[p.sheet];

	if (p.field >= 0)
		filing_key(f, p, out);
	else if (p.list >= 0 && p.row >= 0)
		str_addf(out, "%s.%lld", s->form->lists[p.list].key,
		         (long long)s->lists[p.list].rows[p.row].id);
}

/* ---- threads ---- */

static void take_answer(struct remarks *r, const struct store_remark *answer)
{
	int at = remarks_find_id(r, answer->answers);
	struct remark_thread *t = at < 0 ? NULL : &r->thread[at];

	if (!t)
		return;
	t->answers[t->nanswers++] = answer;
	t->answered = true;
	if (strcmp(answer->kind, REMARK_CLOSED) == 0) {
		t->closed = true;
		r->open--;
	}
}

int remarks_load(struct remarks *r, struct work *w, const struct filing *f, struct err *e)
{
	*r = (struct remarks){0};
	if (f->id <= 0)
		return 0;
	if (store_remarks(w->store, f->id, &r->all, &r->nall, e) < 0)
		return -1;
	r->thread = mem_array(r->nall + 1, sizeof *r->thread);
	for (size_t i = 0; i < r->nall; i++) {
		struct remark_thread *t;

		if (r->all[i].answers) {
			take_answer(r, &r->all[i]);
			continue;
		}
		t = &r->thread[r->n++];
		*t = (struct remark_thread){.head = &r->all[i]};
		t->answers = mem_array(r->nall - i + 1, sizeof(struct store_remark *));
		t->there = remarks_place(f, t->head->form, t->head->copy, t->head->key, &t->place);
		r->open++;
	}
	return 0;
}

void remarks_free(struct remarks *r)
{
	for (size_t i = 0; i < r->n; i++)
		mem_free(r->thread[i].answers);
	mem_free(r->thread);
	store_remarks_free(r->all, r->nall);
	*r = (struct remarks){0};
}

static bool stands_at(const struct filing *f, const struct remark_thread *t, struct place p)
{
	struct place cell;

	if (!t->there)
		return false;
	if (place_same(t->place, p))
		return true;
	return t->place.row >= 0 && t->place.field < 0 && review_cell(f, t->place, &cell) &&
	       place_same(cell, p);
}

int remarks_find(const struct remarks *r, const struct filing *f, struct place p, bool open,
                 int after)
{
	for (int i = after + 1; i < (int)r->n; i++) {
		const struct remark_thread *t = &r->thread[i];

		if (stands_at(f, t, p) && (!open || !t->closed))
			return i;
	}
	return -1;
}

int remarks_find_id(const struct remarks *r, int64_t id)
{
	for (int i = 0; i < (int)r->n; i++) {
		if (r->thread[i].head->id == id)
			return i;
	}
	return -1;
}

size_t remarks_unanswered(struct work *w, const struct filing *f)
{
	struct remarks r;
	size_t n = 0;

	if (remarks_load(&r, w, f, NULL) < 0)
		return 0;
	for (size_t i = 0; i < r.n; i++)
		n += strcmp(r.thread[i].head->kind, REMARK_REASON) == 0 && !r.thread[i].answered;
	remarks_free(&r);
	return n;
}

/* ---- writing ---- */

static int add(struct work *w, const struct filing *f, struct store_remark_new *remark,
               const char *text, int64_t *id, struct err *e)
{
	char *clean = text_clean(text ? text : "", true);
	int result;

	remark->text = clean;
	result = store_remark_add(w->store, f->id, remark, id, e);
	mem_free(clean);
	return result;
}

int remarks_add(struct work *w, const struct filing *f, struct place p, const char *kind,
                const char *text, int64_t *id, struct err *e)
{
	struct store_remark_new remark = {.kind = kind};
	struct str key = {0};
	int result;

	if (p.sheet >= 0) {
		remark.form = f->sheets[p.sheet].form->id;
		remark.copy = f->sheets[p.sheet].copy;
		put_key(f, p, &key);
	}
	remark.key = str_text(&key);
	result = add(w, f, &remark, text, id, e);
	str_free(&key);
	return result;
}

int64_t remarks_newest(const struct remark_thread *t)
{
	return t->nanswers ? t->answers[t->nanswers - 1]->id : t->head->id;
}

int remarks_answer(struct work *w, const struct filing *f, int64_t head, int64_t seen,
                   const char *kind, const char *text, struct err *e)
{
	struct store_remark_new remark = {.kind = kind, .answers = head, .seen = seen};

	return add(w, f, &remark, text, NULL, e);
}

int remarks_may(struct work *w, const struct filing *f, const char *kind, const char *head,
                struct err *e)
{
	bool closes = strcmp(kind, REMARK_CLOSED) == 0;

	if (work_is_readonly(w))
		return err_set(e, ERR_READONLY, _("数据库是只读的，不能修改"));
	if (strcmp(closes ? head : kind, REMARK_REASON) == 0)
		return store_may(w->store, RIGHT_REVIEW, f->unit, e);
	return store_may_either(w->store, RIGHT_FILL, RIGHT_REVIEW, f->unit, e);
}

/* ---- showing ---- */

void remarks_show_place(const struct filing *f, const struct remark_thread *t, struct str *out)
{
	if (t->there)
		review_show_place(f, t->place, out);
	else
		str_addf(out, _("%s#%d.%s（已不在）"), t->head->form, t->head->copy, t->head->key);
}

void remarks_show_state(const struct remark_thread *t, struct str *out)
{
	str_add(out, t->head->kind);
	if (t->closed)
		str_add(out, _(" 已了结"));
	else if (t->answered)
		str_add(out, _(" 已答复"));
	else if (strcmp(t->head->kind, REMARK_REASON) == 0)
		str_add(out, _(" 未答复"));
}

struct cell_sign *remarks_signs(const struct remarks *r, const struct filing *f, int sheet,
                                size_t *n)
{
	struct cell_sign *out = mem_array(r->n + 1, sizeof *out);

	*n = 0;
	for (size_t i = 0; i < r->n; i++) {
		const struct remark_thread *t = &r->thread[i];
		bool follow = strcmp(t->head->kind, REMARK_FOLLOW) == 0;
		struct place p;

		if (t->closed || !t->there || t->place.sheet != sheet ||
		    (t->place.field < 0 && t->place.row < 0) || !review_cell(f, t->place, &p))
			continue;
		out[(*n)++] = (struct cell_sign){p, follow ? "☆" : "※", PAGE_OTHERS};
	}
	return out;
}
