#include "app/harvest.h"
#include "app/review_all.h"
#include "base/i18n.h"
#include "screens/shell_parts.h"

/* The list of findings (F3), and the audit of all that fills it. */

void shell_findings(struct shell *s)
{
	if (!s->desk.filing && !findings_pane_has_all(s->findings))
		findings_pane_set_scope(s->findings, FINDINGS_TREE);
	if (findings_pane_scope(s->findings) == FINDINGS_TREE &&
	    !findings_pane_has_all(s->findings)) {
		shell_check(s);
		return;
	}
	s->listing = true;
	s->focus = FOCUS_FINDINGS;
}

void shell_findings_scope(struct shell *s)
{
	enum findings_scope next = (findings_pane_scope(s->findings) + 1) % (FINDINGS_TREE + 1);

	if (s->focus != FOCUS_FINDINGS)
		return;
	if (next == FINDINGS_TREE && !findings_pane_has_all(s->findings))
		shell_check(s);
	else
		findings_pane_set_scope(s->findings, next);
}

void shell_findings_close(struct shell *s)
{
	s->listing = false;
	s->focus = FOCUS_TABLE;
}

bool shell_tell_finding(struct shell *s)
{
	const struct harvest_filing *f;
	const struct harvest_item *x = s->listing && s->focus == FOCUS_FINDINGS
	                                   ? findings_pane_here(s->findings, &f)
	                                   : NULL;
	struct str title = {0}, where = {0};
	const char *texts[3];

	if (!x)
		return false;
	str_addf(&title, "%s %s %s", x->rule, level_name(x->level), review_state_name(x->state));
	str_addf(&where, _("%s  %d 年  %s"), f->name, f->year, x->form);
	texts[0] = x->text;
	texts[1] = str_text(&where);
	texts[2] = x->words ? x->words : "";
	inspector_tell(s->inspector, title.s, texts, 3);
	str_free(&title);
	str_free(&where);
	return true;
}

/* ---- the audit of all ---- */

struct checking {
	struct shell *s;
	struct harvest found;
	struct review_counts counts;
};

static bool progress(void *context, size_t done, size_t total)
{
	struct checking *c = context;

	return shell_progress(c->s, _("审核"), _("份填报"), done, total);
}

static void result(void *context, const struct work_filing *which, const struct filing *f,
                   const struct review *r)
{
	struct checking *c = context;

	(void)which;
	harvest_add(&c->found, f, r);
	c->counts.must += r->counts.must;
	c->counts.verify += r->counts.verify;
	c->counts.hint += r->counts.hint;
	c->counts.tail += r->counts.tail;
}

static void say_done(struct shell *s, const struct checking *c, const struct review_done *done)
{
	if (done->stopped)
		desk_say(&s->desk, NOTE_WARNING,
		         _("已停下：审核了 %zu/%zu 份填报，必须 %d，核实 %d，提示 %d。"),
		         done->done, done->total, c->counts.must, c->counts.verify, c->counts.hint);
	else
		desk_say(&s->desk, NOTE_OK,
		         _("已审核 %zu 份填报：必须 %d，核实 %d，提示 %d，尾差和截位 %d。"),
		         done->done, c->counts.must, c->counts.verify, c->counts.hint,
		         c->counts.tail);
}

void shell_check(struct shell *s)
{
	struct checking c = {.s = s};
	struct review_request q = {
	    .unit = -1, .progress = progress, .result = result, .context = &c};
	struct review_done done;
	struct err e = {0};

	if (review_all(s->desk.w, &q, &done, &e) < 0) {
		desk_say(&s->desk, NOTE_ERROR, "%s", e.text);
		harvest_free(&c.found);
		return;
	}
	s->desk.audits++;
	findings_pane_take(s->findings, &c.found);
	findings_pane_set_scope(s->findings, FINDINGS_TREE);
	s->listing = true;
	s->focus = FOCUS_FINDINGS;
	say_done(s, &c, &done);
}
