#include "app/changes.h"
#include "app/stored.h"
#include "app/verify_inside.h"
#include "app/work.h"
#include "base/i18n.h"
#include "base/mem.h"

#include <string.h>

/* Each filing is worked out anew and compared with what the store has of it. */

struct comparing {
	struct verifying *v;
	struct work *w;
	const struct filing *f;
	struct faults *found;
};

static void put_number(struct str *out, bool has, int64_t n)
{
	int decimals = 0;

	if (!has) {
		str_add(out, _("空"));
		return;
	}
	while (decimals < 6 && num_round(n, decimals) != n)
		decimals++;
	num_format(out, n, decimals, false);
}

static void put_pair(struct str *out, bool had, int64_t was, bool has, int64_t now)
{
	str_add(out, _("库存 "));
	put_number(out, had, was);
	str_add(out, _("，重算 "));
	put_number(out, has, now);
}

static void differs(void *context, struct place p, const struct store_cell *was)
{
	struct comparing *k = context;
	const struct cell *now = filing_cell(k->f, p);
	struct str text = { 0 };

	str_addf(&text, _("%s %s %d 年 "), k->f->unit_code, k->f->unit_name, k->f->year);
	sheet_title(k->f, p.sheet, &text);
	str_addc(&text, ' ');
	place_label(k->f, p, &text);
	str_add(&text, "：");
	put_pair(&text, was && was->has_value, was ? was->value : 0,
	         now->value.state == FIGURE_NUMBER, now->value.num);
	faults_add(k->found, "%s", str_text(&text));
	str_free(&text);
}

static bool same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

static void compare_score(struct comparing *k, const struct store_filing *s)
{
	struct store_score now = changes_score(k->f);
	struct str text = { 0 };

	if (s->has_score == now.has_score && (!now.has_score || s->score == now.score) &&
	    same_text(s->grade, now.grade))
		return;
	str_addf(&text, _("%s %s %d 年 总分和等次："), k->f->unit_code, k->f->unit_name, k->f->year);
	put_pair(&text, s->has_score, s->score, now.has_score, now.score);
	faults_add(k->found, "%s", str_text(&text));
	str_free(&text);
}

/* Somebody may have changed it between the two: then it is read once more. */
static int compare_one(struct comparing *k, const struct work_filing *which, struct err *e)
{
	enum { TRIES = 3 };

	for (int i = 0; i < TRIES; i++) {
		struct filing *f = work_open_filing(k->w, which->unit, which->year, which->set_id, e);
		struct stored *s = f ? stored_open(work_store(k->w), f->id, e) : NULL;
		bool same = s && stored_filing(s)->revision == f->revision;

		if (!s)
			return -1;
		k->f = f;
		if (same) {
			stored_differences(s, f, differs, k);
			compare_score(k, stored_filing(s));
		}
		stored_close(s);
		if (same)
			return 0;
		work_refresh(k->w);
	}
	return 0;
}

static void compare_all(struct comparing *k)
{
	struct err e = { 0 };
	size_t n;
	struct work_filing *all = work_filings(k->w, -1, &n, &e);

	if (!all)
		faults_add(k->found, "%s", e.text);
	for (size_t i = 0; all && i < n && verify_go_on(k->v, i, n); i++) {
		e.code = ERR_NONE;
		if (compare_one(k, &all[i], &e) < 0)
			faults_add(k->found, "%s", e.text);
	}
	mem_free(all);
}

void verify_sums(struct verifying *v)
{
	struct faults found = { 0 };
	struct err e = { 0 };
	struct comparing k = { .v = v, .found = &found };

	v->doing = _("重算各套填报");
	k.w = work_open(v->q->database, STORE_READ, NULL, &e);
	if (!k.w) {
		verify_skip(v, "sums", _("合计和得分"), e.text);
		return;
	}
	compare_all(&k);
	work_close(k.w);
	if (!v->report->stopped || found.n)
		verify_tell(v, "sums", &found, VERIFY_DIFFERENT, _("库存的数和得分与各表重算的一致"),
		            _("库存的数与各表重算的不同"));
	faults_free(&found);
}
