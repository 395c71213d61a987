/* What is in the way of handing a filing in. */
#include "app/handin.h"

#include <string.h>

#include "app/handin_changes.h"
#include "app/inspect.h"
#include "app/remarks.h"
#include "app/review.h"
#include "app/review_show.h"
#include "base/i18n.h"
#include "base/mem.h"

static struct handin_item *add(struct handin_list *l, const struct filing *f, enum handin_kind kind,
                               struct place p)
{
	struct handin_item *item;
	struct str name = {0};

	l->item = mem_more(l->item, l->n, &l->capacity, sizeof *l->item);
	item = &l->item[l->n++];
	l->count[kind]++;
	review_show_place(f, p, &name);
	*item = (struct handin_item){.kind = kind, .place = p, .name = str_take(&name)};
	return item;
}

/* ---- findings ---- */

static void add_findings(struct handin_list *l, const struct filing *f, const struct review *r,
                         enum level level, enum handin_kind kind)
{
	for (size_t i = 0; i < r->all.n; i++) {
		const struct review_item *x = &r->item[i];
		struct handin_item *item;
		struct str line = {0};

		if (x->finding->level != level || !review_is_open(x))
			continue;
		item = add(l, f, kind, x->finding->place);
		review_show_line(x, &line);
		item->text = str_take(&line);
		item->key = mem_strdup(x->key);
	}
}

/* ---- 退回意见 ---- */

/* Whether the change is of what the remark is about. */
static bool concerns(const struct handin_change *c, const struct store_remark *r)
{
	size_t length = strlen(r->key);

	if (strcmp(c->form, r->form) != 0 || c->copy != r->copy || c->time < r->time)
		return false;
	return strncmp(c->key, r->key, length) == 0 &&
	       (length == 0 || c->key[length] == '\0' || c->key[length] == '.');
}

static bool is_changed(const struct handin_changes *changes, const struct store_remark *r)
{
	for (size_t i = 0; *r->form && i < changes->n; i++) {
		if (concerns(&changes->change[i], r))
			return true;
	}
	return false;
}

static bool is_unanswered(const struct remark_thread *t, const struct handin_changes *changes)
{
	return strcmp(t->head->kind, REMARK_REASON) == 0 && !t->answered &&
	       !is_changed(changes, t->head);
}

/* What was changed since it was returned: nothing could be while it was handed in. */
static int changes_of_round(struct work *w, const struct filing *f, struct handin_changes *out,
                            struct err *e)
{
	struct store_passage *all;
	int64_t step;
	size_t n;

	*out = (struct handin_changes){0};
	if (store_passages(work_store(w), f->id, &all, &n, e) < 0)
		return -1;
	step = n ? all[n - 1].step : 0;
	store_passages_free(all, n);
	return handin_changes_after(w, f, step, out, e);
}

static int add_reasons(struct handin_list *l, struct work *w, const struct filing *f, struct err *e)
{
	struct handin_changes changes = {0};
	struct remarks r;
	int result = remarks_load(&r, w, f, e);

	if (result == 0)
		result = changes_of_round(w, f, &changes, e);
	for (size_t i = 0; result == 0 && i < r.n; i++) {
		struct handin_item *item;

		if (!is_unanswered(&r.thread[i], &changes))
			continue;
		item = add(l, f, HANDIN_REASON, r.thread[i].place);
		item->text = mem_strdup(r.thread[i].head->text);
		item->remark = r.thread[i].head->id;
	}
	handin_changes_free(&changes);
	remarks_free(&r);
	return result;
}

/* ---- what can't be read ---- */

static void check_cell(struct handin_list *l, const struct filing *f, const struct review *r,
                       struct place p)
{
	const struct cell *c = filing_cell(f, p);
	struct str text = {0};

	if (c->stated.state != FIGURE_FAULT || review_counts_at(r, p, false).must)
		return;
	str_addf(&text, _("“%s”不是这一栏要的数"), c->text ? c->text : "");
	add(l, f, HANDIN_FAULT, p)->text = str_take(&text);
}

static void add_faults(struct handin_list *l, const struct filing *f, const struct review *r)
{
	for (int s = 0; s < (int)f->nsheets; s++) {
		const struct form *form = f->sheets[s].form;

		for (int k = 0; k < (int)form->nfields; k++)
			check_cell(l, f, r, (struct place){s, -1, -1, k});
		for (int i = 0; i < (int)form->nlists; i++) {
			int columns = (int)form->lists[i].ncolumns;

			for (int k = 0; k < (int)f->sheets[s].lists[i].n * columns; k++)
				check_cell(l, f, r, (struct place){s, i, k / columns, k % columns});
		}
	}
}

/* Nothing is wrong with nothing. */
static void add_empty(struct handin_list *l, const struct filing *f)
{
	struct inspect_marks marks;

	inspect_marks(f, -1, &marks);
	if (!marks.filled)
		add(l, f, HANDIN_EMPTY, (struct place){-1, -1, -1, -1})->text = mem_strdup(
		    _("各表都还没有填写"));
}

/* ---- the list ---- */

int handin_check(struct work *w, struct filing *f, struct handin_list *out, struct err *e)
{
	struct err failed = {0};
	const struct review *r = review_of(w, f, &failed);

	*out = (struct handin_list){0};
	if (failed.code)
		return err_set(e, failed.code, "%s", failed.text);
	add_findings(out, f, r, LEVEL_MUST, HANDIN_MUST);
	add_findings(out, f, r, LEVEL_VERIFY, HANDIN_VERIFY);
	add_faults(out, f, r);
	add_empty(out, f);
	if (add_reasons(out, w, f, e) == 0)
		return 0;
	handin_list_free(out);
	return -1;
}

void handin_list_free(struct handin_list *l)
{
	for (size_t i = 0; i < l->n; i++) {
		mem_free(l->item[i].name);
		mem_free(l->item[i].text);
		mem_free(l->item[i].key);
	}
	mem_free(l->item);
	*l = (struct handin_list){0};
}

void handin_list_show(const struct handin_list *l, struct str *out)
{
	static const struct {
		const char *what, *counted;
	} words[HANDIN_KINDS] = {
	    [HANDIN_MUST] = {"必须级的审核发现", "条"},
	    [HANDIN_VERIFY] = {"没有说明的核实级发现", "条"},
	    [HANDIN_REASON] = {"没有答复的退回意见", "条"},
	    [HANDIN_FAULT] = {"读不出数的格", "个"},
	    [HANDIN_EMPTY] = {"没有填写的填报", "份"},
	};
	bool first = true;

	for (int k = 0; k < HANDIN_KINDS; k++) {
		if (!l->count[k])
			continue;
		str_addf(out, "%s%s %zu %s", first ? "" : "、", _(words[k].what), l->count[k],
		         _(words[k].counted));
		first = false;
	}
}
