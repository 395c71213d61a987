#include "screens/findings.h"

#include <string.h>

#include "app/review_show.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/findings_parts.h"
#include "screens/marks.h"

enum { INDENT = 2, RULE_COLS = 6, FORM_COLS = 9, UNIT_COLS = 16, WHEEL_LINES = 3 };

struct findings_pane *findings_pane_new(struct desk *d)
{
	struct findings_pane *p = mem_alloc(sizeof *p);

	p->desk = d;
	p->scope = FINDINGS_FILING;
	p->level = -1;
	p->stale = true;
	p->turned = map_new();
	return p;
}

void findings_pane_free(struct findings_pane *p)
{
	if (!p)
		return;
	findings_forget(p);
	harvest_free(&p->live);
	harvest_free(&p->all);
	map_free(p->turned);
	mem_free(p->followed);
	mem_free(p->wanted);
	mem_free(p);
}

void findings_pane_take(struct findings_pane *p, struct harvest *all)
{
	findings_forget(p);
	harvest_free(&p->all);
	p->all = *all;
	*all = (struct harvest){0};
	p->has_all = true;
	p->stale = true;
}

bool findings_pane_has_all(const struct findings_pane *p)
{
	return p->has_all;
}

void findings_pane_set_scope(struct findings_pane *p, enum findings_scope scope)
{
	p->scope = scope;
	p->stale = true;
	p->cursor = p->top = 0;
}

enum findings_scope findings_pane_scope(const struct findings_pane *p)
{
	return p->scope;
}

/* ---- fit ---- */

static bool is_current(const struct findings_pane *p)
{
	const struct desk *d = p->desk;

	return !p->stale && p->built_filing == d->filing && p->built_content == d->content &&
	       (p->scope != FINDINGS_SHEET || p->built_sheet == d->sheet);
}

static void go(struct findings_pane *p, int cursor)
{
	if (cursor >= (int)p->nlines)
		cursor = (int)p->nlines - 1;
	p->cursor = cursor < 0 ? 0 : cursor;
}

static void scroll(struct findings_pane *p)
{
	int most = (int)p->nlines - p->at.rows;

	if (p->cursor < p->top)
		p->top = p->cursor > 1 ? p->cursor : 0;
	if (p->cursor >= p->top + p->at.rows)
		p->top = p->cursor - p->at.rows + 1;
	if (p->top > most)
		p->top = most > 0 ? most : 0;
}

/* The cursor goes along with n and N, where the finding is listed. */
static void follow(struct findings_pane *p)
{
	const struct desk *d = p->desk;

	if (!d->finding || (p->followed && strcmp(p->followed, d->finding) == 0))
		return;
	mem_free(p->followed);
	p->followed = mem_strdup(d->finding);
	for (size_t i = 0; i < p->nlines; i++) {
		const struct findings_wanted *w = p->lines[i].wanted < 0
		                                      ? NULL
		                                      : &p->wanted[p->lines[i].wanted];

		if (w && w->filing->id == d->filing->id && strcmp(w->item->key, d->finding) == 0)
			p->cursor = (int)i;
	}
}

void findings_pane_fit(struct findings_pane *p, struct rect at)
{
	p->at = at;
	if (!is_current(p)) {
		findings_list(p);
		p->stale = false;
		p->built_filing = p->desk->filing;
		p->built_sheet = p->desk->sheet;
		p->built_content = p->desk->content;
	}
	if (p->desk->filing)
		follow(p);
	scroll(p);
}

/* ---- draw ---- */

static const char *states_name(enum findings_states s)
{
	static const char *const names[] = {"待处理",     "全部",       "已说明",
	                                    "说明被采纳", "说明被退回", "已改"};

	_Static_assert(sizeof names / sizeof *names == STATES, "a name for each");
	return _(names[s]);
}

static const char *group_name(const struct findings_pane *p)
{
	if (p->group == GROUP_RULE)
		return _("按规则");
	if (p->group == GROUP_LEVEL)
		return _("按级别");
	return p->scope == FINDINGS_TREE ? _("按单位") : _("按表");
}

static void add_scope(const struct findings_pane *p, struct str *out)
{
	const struct form *form = desk_form(p->desk);

	if (p->scope == FINDINGS_TREE)
		str_addf(out, _("全部单位，%zu 份填报"), p->all.nfilings);
	else if (p->scope == FINDINGS_SHEET && form)
		str_addf(out, form->copies ? "%s#%d" : "%s", form->number,
		         desk_sheet(p->desk)->copy);
	else
		str_add(out, _("本套表"));
}

void findings_pane_title(const struct findings_pane *p, struct str *out)
{
	struct str counts = {0};

	str_add(out, _("审核 "));
	add_scope(p, out);
	str_addf(out, " · %s", states_name(p->states));
	if (p->level >= 0)
		str_addf(out, " · %s", level_name((enum level)p->level));
	str_addf(out, " · %s", group_name(p));
	review_show_counts(&p->counts, 40, &counts);
	if (counts.length)
		str_addf(out, " · %s", counts.s);
	if (p->counts.settled)
		str_addf(out, _(" 已说明 %d"), p->counts.settled);
	if (p->scope == FINDINGS_TREE && p->all.left_out)
		str_addf(out, _(" · 太多，%zu 条没有列"), p->all.left_out);
	str_free(&counts);
}

static unsigned style_of_item(const struct harvest_item *x)
{
	static const enum style styles[] = {STYLE_FAULT, STYLE_DIFFERS, STYLE_TEXT};

	return x->open ? styles[x->level] : STYLE_DIM;
}

/* Names of unit and form where the group does not say them. */
static int draw_where(const struct findings_pane *p, int y, int x, const struct findings_wanted *w)
{
	bool told = p->group == GROUP_PLACE && p->groups[w->group].rank == 0;
	int from = x;

	if (p->scope == FINDINGS_TREE && !told) {
		pane_draw_tail(y, x, UNIT_COLS, w->filing->name, STYLE_LABEL);
		x += UNIT_COLS + 1;
	}
	if (p->scope == FINDINGS_TREE || (p->scope == FINDINGS_FILING && !told)) {
		draw_text(y, x, FORM_COLS, w->item->form, STYLE_LABEL);
		x += FORM_COLS + 1;
	}
	return x - from;
}

static void draw_item(const struct findings_pane *p, int y, const struct findings_wanted *w)
{
	const struct harvest_item *x = w->item;
	int at = p->at.x + INDENT, right = p->at.x + p->at.cols;
	struct str text = {0};

	draw_text(y, at, 1,
	          x->tail                   ? "≈"
	          : x->state == REVIEW_GONE ? "✓"
	                                    : level_sign(x->level),
	          style_of_item(x));
	draw_textn(y, at + 2, RULE_COLS, x->rule, strcspn(x->rule, "."), style_of_item(x));
	at += 2 + RULE_COLS + 1;
	at += draw_where(p, y, at, w);
	if (x->state != REVIEW_OPEN && x->state != REVIEW_GONE)
		str_addf(&text, _("（%s）"), review_state_name(x->state));
	if (x->verdict != VERDICT_DIFFERS && x->state != REVIEW_GONE)
		str_addf(&text, "%s ", verdict_name(x->verdict));
	str_add(&text, x->text);
	pane_draw_sentence(y, at, right - at, str_text(&text), x->open ? STYLE_TEXT : STYLE_DIM);
	str_free(&text);
}

static void draw_group(const struct findings_pane *p, int y, const struct findings_group_of *g)
{
	struct str title = {0};

	str_addf(&title, _("%s %s（%d 条）"), g->folded ? "▸" : "▾", g->title, g->n);
	draw_text(y, p->at.x, p->at.cols, title.s, STYLE_TITLE);
	str_free(&title);
}

static void draw_nothing(const struct findings_pane *p)
{
	struct rect r = {p->at.y, p->at.x + 1, p->at.rows, p->at.cols - 1};
	const char *text;

	if (p->scope != FINDINGS_TREE && !p->desk->filing)
		text = _("没有打开的套表。");
	else if (p->states == STATES_OPEN && p->level < 0)
		text = _("✓ 没有待处理的审核发现。");
	else
		text = _("没有这样的审核发现；按 f 换状态，按 e 换级别。");
	draw_wrapped(&r, text, 0, STYLE_TEXT);
}

/* A cursor key must cost less than 100 bytes, so that only sign and code are
 * highlighted. */
static void draw_cursor(const struct findings_pane *p, int y, bool head)
{
	draw_restyle(y, p->at.x + (head ? 0 : INDENT), head ? 8 : 2 + RULE_COLS, STYLE_CURSOR);
}

void findings_pane_draw(const struct findings_pane *p, bool focus, struct caret *caret)
{
	draw_clip(&p->at);
	if (!p->nlines)
		draw_nothing(p);
	for (int i = 0; i < p->at.rows && p->top + i < (int)p->nlines; i++) {
		const struct findings_line *l = &p->lines[p->top + i];

		if (l->wanted < 0)
			draw_group(p, p->at.y + i, &p->groups[l->group]);
		else
			draw_item(p, p->at.y + i, &p->wanted[l->wanted]);
		if (!focus || p->top + i != p->cursor)
			continue;
		draw_cursor(p, p->at.y + i, l->wanted < 0);
		*caret = (struct caret){p->at.y + i, p->at.x};
	}
	draw_clip(NULL);
}

/* ---- where one is ---- */

const struct harvest_item *findings_pane_here(const struct findings_pane *p,
                                              const struct harvest_filing **of)
{
	const struct findings_wanted *w;

	if (p->cursor >= (int)p->nlines || p->lines[p->cursor].wanted < 0)
		return NULL;
	w = &p->wanted[p->lines[p->cursor].wanted];
	if (of)
		*of = w->filing;
	return w->item;
}

static int open_filing(struct desk *d, const struct harvest_filing *f, struct err *e)
{
	int unit;

	if (d->filing && d->filing->id == f->id)
		return 0;
	unit = work_find_unit(d->w, f->code, e);
	return unit < 0 ? -1 : desk_open_set(d, unit, f->year, f->set->id, NULL, e);
}

bool findings_pane_go(struct findings_pane *p)
{
	const struct harvest_filing *f;
	const struct harvest_item *x = findings_pane_here(p, &f);
	struct err e = {0};
	char *key;
	bool there;

	if (!x)
		return false;
	if (x->state == REVIEW_GONE) {
		desk_say(p->desk, NOTE_INFO, "%s", _("这条发现已经改好，没有可去的格子。"));
		return false;
	}
	key = mem_strdup(x->key); /* opening lists anew */
	there = open_filing(p->desk, f, &e) == 0;
	if (!there)
		desk_say(p->desk, NOTE_ERROR, "%s", e.text);
	there = there && marks_go_finding(p->desk, key);
	mem_free(key);
	return there;
}

/* ---- keys ---- */

static void turn(struct findings_pane *p, const struct findings_group_of *g)
{
	map_set(p->turned, g->key, map_get(p->turned, g->key) == 1 ? 0 : 1);
	p->stale = true;
}

/* The cursor goes to the group's line, which is there either way. */
static void fold(struct findings_pane *p)
{
	if (!p->nlines)
		return;
	while (p->cursor > 0 && p->lines[p->cursor].wanted >= 0)
		p->cursor--;
	turn(p, &p->groups[p->lines[p->cursor].group]);
}

static void fold_all(struct findings_pane *p)
{
	bool any = false;

	for (size_t i = 0; i < p->ngroups; i++)
		any = any || p->groups[i].folded;
	for (size_t i = 0; i < p->ngroups; i++)
		if (p->groups[i].folded == any)
			turn(p, &p->groups[i]);
	if (p->nlines)
		while (p->cursor > 0 && p->lines[p->cursor].wanted >= 0)
			p->cursor--;
}

static enum key_result open_here(struct findings_pane *p)
{
	if (p->nlines && p->lines[p->cursor].wanted < 0) {
		fold(p);
		return KEY_TAKEN;
	}
	return findings_pane_go(p) ? KEY_WANTS_TABLE : KEY_TAKEN;
}

static bool choose(struct findings_pane *p, enum action a)
{
	switch (a) {
	case ACT_GROUP:
		p->group = (p->group + 1) % GROUPS;
		break;
	case ACT_STATES:
		p->states = (p->states + 1) % STATES;
		break;
	case ACT_LEVELS:
		p->level = p->level == LEVEL_HINT ? -1 : p->level + 1;
		break;
	case ACT_FOLD:
		fold(p);
		break;
	case ACT_FOLD_ALL:
		fold_all(p);
		break;
	default:
		return false;
	}
	p->stale = true;
	return true;
}

enum key_result findings_pane_key(struct findings_pane *p, enum action a, int times)
{
	switch (a) {
	case ACT_UP:
		go(p, p->cursor - times);
		return KEY_TAKEN;
	case ACT_DOWN:
		go(p, p->cursor + times);
		return KEY_TAKEN;
	case ACT_PAGE_UP:
		go(p, p->cursor - (p->at.rows - 1));
		return KEY_TAKEN;
	case ACT_PAGE_DOWN:
		go(p, p->cursor + p->at.rows - 1);
		return KEY_TAKEN;
	case ACT_FIRST:
		go(p, 0);
		return KEY_TAKEN;
	case ACT_LAST:
		go(p, (int)p->nlines - 1);
		return KEY_TAKEN;
	case ACT_OPEN:
		return open_here(p);
	default:
		return choose(p, a) ? KEY_TAKEN : KEY_PASS;
	}
}

enum key_result findings_pane_mouse(struct findings_pane *p, const struct key_event *ev)
{
	int line = ev->y - p->at.y + p->top;

	if (ev->button == MOUSE_WHEEL_UP || ev->button == MOUSE_WHEEL_DOWN) {
		go(p, p->cursor + (ev->button == MOUSE_WHEEL_UP ? -WHEEL_LINES : WHEEL_LINES));
		return KEY_TAKEN;
	}
	if (ev->button != MOUSE_LEFT || line < 0 || line >= (int)p->nlines)
		return KEY_PASS;
	p->cursor = line;
	return ev->twice || p->lines[line].wanted < 0 ? open_here(p) : KEY_TAKEN;
}
