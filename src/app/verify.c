#include "app/verify.h"

#include <stdio.h>
#include <string.h>

#include "app/verify_inside.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/chain_check.h"

/* ---- the report ---- */

static struct verify_line *add_line(struct verifying *v, const char *check,
                                    enum verify_state state)
{
	struct verify_report *r = v->report;

	r->lines = mem_push(r->lines, r->n, sizeof *r->lines);
	r->lines[r->n] = (struct verify_line){ .check = check, .state = state };
	return &r->lines[r->n++];
}

void verify_tell(struct verifying *v, const char *check, struct faults *found,
                 enum verify_state worst, const char *fine, const char *wrong)
{
	struct verify_line *line = add_line(v, check, found->n ? worst : VERIFY_FINE);
	struct str text = { 0 };

	if (found->n)
		str_addf(&text, _("%s：%zu 处"), wrong, found->n);
	else
		str_add(&text, fine);
	line->text = str_take(&text);
	line->details = found->text;
	line->ndetails = faults_kept(found);
	line->found = found->n;
	*found = (struct faults){ 0 };
}

void verify_skip(struct verifying *v, const char *check, const char *what, const char *why)
{
	struct verify_line *line = add_line(v, check, VERIFY_SKIPPED);
	struct str text = { 0 };

	str_addf(&text, _("%s没有查：%s"), what, why);
	line->text = str_take(&text);
}

void verify_report_free(struct verify_report *r)
{
	for (size_t i = 0; i < r->n; i++) {
		mem_free(r->lines[i].text);
		for (size_t k = 0; k < r->lines[i].ndetails; k++)
			mem_free(r->lines[i].details[k]);
		mem_free(r->lines[i].details);
	}
	mem_free(r->lines);
	*r = (struct verify_report){ 0 };
}

void verify_print(const struct verify_report *r, struct str *out)
{
	static const char *const marks[] = { "✓", "·", "!", "✗" };

	for (size_t i = 0; i < r->n; i++) {
		const struct verify_line *line = &r->lines[i];

		str_addf(out, "%s %s\n", marks[line->state], line->text);
		for (size_t k = 0; k < line->ndetails; k++)
			str_addf(out, "    %s\n", line->details[k]);
		if (line->found > line->ndetails)
			str_addf(out, _("    另有 %zu 处没有列出\n"), line->found - line->ndetails);
	}
	if (r->stopped)
		str_add(out, _("· 已停下，后面的没有查\n"));
}

/* ---- progress ---- */

bool verify_go_on(struct verifying *v, size_t done, size_t total)
{
	if (v->q->progress && !v->report->stopped)
		v->report->stopped = !v->q->progress(v->q->context, v->doing, done, total);
	return !v->report->stopped;
}

static bool watch(void *context)
{
	return verify_go_on(context, 0, 0);
}

static bool chain_watch(void *context, int64_t done, int64_t total)
{
	return verify_go_on(context, (size_t)done, (size_t)total);
}

/* ---- what the store knows ---- */

static void check_pages(struct verifying *v, struct store *s)
{
	const struct verify_watch w = { watch, v };
	struct faults found = { 0 };
	struct err e = { 0 };

	v->doing = _("检查数据库的每一页");
	if (verify_pages(s, v->q->quick, &w, &found, &e) < 0 && e.code)
		faults_add(&found, "%s", e.text);
	if (!v->report->stopped || found.n)
		verify_tell(v, "integrity", &found, VERIFY_DAMAGED, _("数据库完整"),
		            _("数据库有损坏的地方"));
	faults_free(&found);
}

static void check_references(struct verifying *v, struct store *s)
{
	const struct verify_watch w = { watch, v };
	struct faults found = { 0 };
	struct err e = { 0 };

	v->doing = _("检查各表的互相引用");
	if (verify_references(s, &w, &found, &e) < 0 && e.code)
		faults_add(&found, "%s", e.text);
	if (!v->report->stopped || found.n)
		verify_tell(v, "references", &found, VERIFY_DAMAGED, _("各表的引用都对得上"),
		            _("有的引用对不上"));
	faults_free(&found);
}

static void check_chain(struct verifying *v, struct store *s)
{
	struct faults found = { 0 };
	struct chain_report r = { 0 };
	struct err e = { 0 };

	v->doing = _("核对修改日志的链");
	if (chain_verify(s, 0, chain_watch, v, &r, &e) < 0 && !v->report->stopped)
		faults_add(&found, "%s", e.text);
	for (size_t i = 0; i < r.count; i++)
		faults_add(&found, "%s", r.found[i].text);
	chain_report_free(&r);
	if (!v->report->stopped || found.n)
		verify_tell(v, "chain", &found, VERIFY_DIFFERENT,
		            _("修改日志没有被改动，各表与日志一致"),
		            _("修改日志或各表被日志以外的办法改动过"));
	faults_free(&found);
}

/* The version: whether what follows makes sense of the tables. */
static bool check_version(struct verifying *v, struct store *s)
{
	struct err e = { 0 };
	struct str why = { 0 };
	bool newest = false;
	int version = verify_version(s, &newest, &e);

	if (version > 0 && !newest) {
		str_addf(&why, _("数据库是旧的结构（第 %d 版），用工作台打开一次就会升级"), version);
		verify_skip(v, "version", _("日志和合计"), str_text(&why));
	}
	str_free(&why);
	return newest;
}

static void check_store(struct verifying *v, struct store *s, bool *newest)
{
	check_pages(v, s);
	if (!v->report->stopped)
		check_references(v, s);
	*newest = !v->report->stopped && check_version(v, s);
	if (*newest)
		check_chain(v, s);
}

static enum verify_state worst(const struct verify_report *r)
{
	enum verify_state state = VERIFY_FINE;

	for (size_t i = 0; i < r->n; i++)
		if (r->lines[i].state > state)
			state = r->lines[i].state;
	return state;
}

enum verify_state verify_run(const struct verify_request *q, struct verify_report *out)
{
	struct verifying v = { .q = q, .report = out };
	struct faults refused = { 0 };
	struct err e = { 0 };
	struct store *s;
	bool newest = false;

	*out = (struct verify_report){ 0 };
	s = verify_open(q->database, &e);
	if (s) {
		check_store(&v, s, &newest);
		store_close(s);
	} else {
		faults_add(&refused, "%s", e.text);
		verify_tell(&v, "open", &refused, VERIFY_DAMAGED, "", _("数据库打不开"));
	}
	if (newest && !q->quick && !out->stopped)
		verify_sums(&v);
	if (!out->stopped)
		verify_files(&v);
	if (!out->stopped)
		verify_copies(&v);
	return worst(out);
}
