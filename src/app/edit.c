#include "app/edit.h"

#include <string.h>

#include "app/edit_step.h"
#include "app/edit_text.h"
#include "app/edit_tree.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "form/explain.h"
#include "form/tree.h"

/* ---- why not ---- */

/* A cell of a template row has no cell yet: only its column is looked at. */
static bool is_computed(const struct filing *f, struct place p, struct str *why)
{
	struct str formula = { 0 };

	if (place_mode(f, p) != MODE_COMPUTED)
		return false;
	explain_formula(f, p, &formula);
	str_addf(why, _("本格由公式计算：%s；要改请改这些格"), str_text(&formula));
	str_free(&formula);
	return true;
}

bool edit_refusal(struct work *w, const struct filing *f, struct place p, struct str *why)
{
	return edit_is_closed(w, f, why) || is_computed(f, p, why);
}

static int check_place(struct place p, struct err *e)
{
	if (p.list >= 0 && p.row < 0)
		return err_set(e, ERR_USAGE, _("这一行还没有，请先添加"));
	return 0;
}

static int check_not_computed(const struct filing *f, struct place p, struct err *e)
{
	struct str why = { 0 };
	int result = 0;

	if (is_computed(f, p, &why))
		result = err_set(e, ERR_LOCKED, "%s", str_text(&why));
	str_free(&why);
	return result;
}

/* ---- cells ---- */

/* Blank over absent changes nothing; a carried text typed again is confirmed. */
static bool is_same(const struct cell *c, const char *text)
{
	return !c->carried && strcmp(c->text ? c->text : "", text ? text : "") == 0;
}

static int put(struct work *w, struct filing *f, const struct edit_target *t, const char *text,
               const char *what, struct err *e)
{
	struct edit_step s;

	if (edit_step_begin(&s, w, f, e) < 0)
		return -1;
	return edit_step_end(&s, edit_step_cell(&s, t, text), what);
}

static int put_code(struct work *w, struct filing *f, const struct edit_target *t,
                    const char *code, struct err *e)
{
	struct edit_step s;

	if (edit_step_begin(&s, w, f, e) < 0)
		return -1;
	return edit_step_end(&s, edit_tree_put(&s, t, code), EDIT_FILLED);
}

/* A conflict is found where the others' edits are looked for, in the step. */
static int put_seen(struct work *w, struct filing *f, struct place p, int64_t seen,
                    const char *text, bool as_code, struct err *e)
{
	struct edit_target t;

	if (check_place(p, e) < 0 || edit_check_text(text, e) < 0)
		return -1;
	t = edit_target(f, p);
	if (is_same(filing_cell(f, p), text) && t.version == seen)
		return 0;
	t.version = seen;
	if (as_code)
		return put_code(w, f, &t, text, e);
	return put(w, f, &t, text ? text : "", EDIT_FILLED, e);
}

int64_t edit_version(const struct filing *f, struct place p)
{
	return p.list >= 0 && p.row < 0 ? 0 : filing_cell(f, p)->version;
}

int edit_stated(struct work *w, struct filing *f, struct place p, const char *text, struct err *e)
{
	return put_seen(w, f, p, edit_version(f, p), text, false, e);
}

int edit_cell_seen(struct work *w, struct filing *f, struct place p, int64_t seen,
                   const char *text, struct err *e)
{
	bool as_code = text && p.row >= 0 && edit_tree_takes(f, p, text);

	return check_not_computed(f, p, e) < 0 ? -1 : put_seen(w, f, p, seen, text, as_code, e);
}

int edit_cell(struct work *w, struct filing *f, struct place p, const char *text, struct err *e)
{
	return edit_cell_seen(w, f, p, edit_version(f, p), text, e);
}

int edit_adopt(struct work *w, struct filing *f, struct place p, struct err *e)
{
	struct edit_target t;

	if (check_place(p, e) < 0)
		return -1;
	if (place_mode(f, p) == MODE_INPUT)
		return err_set(e, ERR_INPUT, _("本格没有公式，没有可以采用的值"));
	if (!filing_cell(f, p)->text)
		return 0;
	t = edit_target(f, p);
	return put(w, f, &t, NULL, "采用计算值", e);
}

/* ---- many cells ---- */

struct batch {
	struct edit_target *targets;
	const char **texts;
	size_t n;
};

static int gather(struct batch *b, const struct filing *f, const struct place *places,
                  const char *const *texts, size_t count, struct err *e)
{
	for (size_t i = 0; i < count; i++) {
		if (check_not_computed(f, places[i], e) < 0 || check_place(places[i], e) < 0 ||
		    edit_check_text(texts[i], e) < 0)
			return -1;
		if (is_same(filing_cell(f, places[i]), texts[i]))
			continue;
		b->targets[b->n] = edit_target(f, places[i]);
		b->texts[b->n++] = texts[i] ? texts[i] : "";
	}
	return 0;
}

static int put_batch(struct work *w, struct filing *f, const struct batch *b, const char *what,
                     struct err *e)
{
	struct edit_step s;
	int result = 0;

	if (edit_step_begin(&s, w, f, e) < 0)
		return -1;
	for (size_t i = 0; i < b->n && result == 0; i++)
		result = edit_step_cell(&s, &b->targets[i], b->texts[i]);
	return edit_step_end(&s, result, what);
}

static int confirm_all(struct edit_step *s, const struct filing *f, const struct place *places,
                       size_t count)
{
	struct edit_target *targets = mem_array(count + 1, sizeof *targets);
	char **texts = mem_array(count + 1, sizeof *texts);
	size_t n = 0;
	int result = 0;

	for (size_t i = 0; i < count; i++) {
		if (places[i].list >= 0 && places[i].row < 0)
			continue;
		if (!filing_cell(f, places[i])->carried)
			continue;
		targets[n] = edit_target(f, places[i]);
		texts[n++] = mem_strdup(filing_cell(f, places[i])->text);
	}
	for (size_t i = 0; i < n && result == 0; i++)
		result = edit_step_cell(s, &targets[i], texts[i]);
	for (size_t i = 0; i < n; i++)
		mem_free(texts[i]);
	mem_free(texts);
	mem_free(targets);
	return result;
}

static bool any_carried(const struct filing *f, const struct place *places, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if ((places[i].list < 0 || places[i].row >= 0) &&
		    filing_cell(f, places[i])->carried)
			return true;
	}
	return false;
}

int edit_confirm(struct work *w, struct filing *f, const struct place *places, size_t count,
                 struct err *e)
{
	struct edit_step s;

	if (!any_carried(f, places, count))
		return 0;
	if (edit_step_begin(&s, w, f, e) < 0)
		return -1;
	return edit_step_end(&s, confirm_all(&s, s.seen ? s.seen : f, places, count), "确认结转");
}

int edit_cells(struct work *w, struct filing *f, const struct place *places,
               const char *const *texts, size_t count, const char *what, struct err *e)
{
	struct batch b = { 0 };
	int result;

	b.targets = mem_array(count + 1, sizeof *b.targets);
	b.texts = mem_array(count + 1, sizeof *b.texts);
	result = gather(&b, f, places, texts, count, e);
	if (result == 0 && b.n > 0)
		result = put_batch(w, f, &b, what, e);
	mem_free(b.targets);
	mem_free(b.texts);
	return result;
}
