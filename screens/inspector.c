#include "screens/inspector.h"

#include <string.h>

#include "app/inspect.h"
#include "app/others.h"
#include "app/remarks.h"
#include "app/review_show.h"
#include "app/who.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/change.h"

enum {
	ITEMS = 16,
	PACK_BELOW = 4, /* rows below which items share lines */
	FINDINGS = 4    /* of one cell */
};

struct item {
	char *text;
	enum style style;
};

struct inspector {
	struct desk *desk;
	char *title;
	struct item items[ITEMS];
	int n;
};

struct inspector *inspector_new(struct desk *d)
{
	struct inspector *i = mem_alloc(sizeof *i);

	i->desk = d;
	return i;
}

static void clear(struct inspector *i)
{
	for (int n = 0; n < i->n; n++)
		mem_free(i->items[n].text);
	i->n = 0;
	mem_free(i->title);
	i->title = NULL;
}

void inspector_free(struct inspector *i)
{
	if (!i)
		return;
	clear(i);
	mem_free(i);
}

const char *inspector_title(const struct inspector *i)
{
	return i->title ? i->title : "";
}

/* ---- what to say ---- */

/* text becomes the inspector's; NULL is nothing to say. */
static void add(struct inspector *i, char *text, enum style style)
{
	if (text_is_blank(text) || i->n == ITEMS) {
		mem_free(text);
		return;
	}
	i->items[i->n++] = (struct item){text, style};
}

static void add_said(struct inspector *i, const char *tag, const char *said, enum style style)
{
	struct str b = {0};

	if (text_is_blank(said))
		return;
	str_add(&b, tag);
	str_add(&b, said);
	add(i, str_take(&b), style);
}

static void add_formula(struct inspector *i, const struct inspect *seen, bool figure)
{
	struct str b = {0};

	if (!seen->formula)
		return;
	str_add(&b, seen->formula);
	if (figure && seen->values)
		str_addf(&b, " %s", seen->values);
	add(i, str_take(&b), STYLE_COMPUTED);
}

static enum style style_of_finding(const struct review_item *x)
{
	static const enum style styles[] = {STYLE_FAULT, STYLE_DIFFERS, STYLE_TEXT};

	return review_is_open(x) ? styles[x->finding->level] : STYLE_DIM;
}

/* «✗ P01 总分 …   报 99  算 98  差 +1   w 看由来» */
static void add_finding(struct inspector *i, const struct review_item *x, bool part)
{
	const struct key_line *why = keymap_line(CTX_TABLE, ACT_WHY);
	struct str b = {0};
	char key[16];

	if (part)
		str_add(&b, _("参与 "));
	if (x->state != REVIEW_OPEN)
		str_addf(&b, _("（%s）"), review_state_name(x->state));
	review_show_line(x, &b);
	str_addf(&b, _("   %s 看由来"), keymap_names(why, 1, key, sizeof key));
	add(i, str_take(&b), part ? STYLE_DIM : style_of_finding(x));
}

/* What findings say of a cell already. */
struct found {
	bool any, figures;
};

/* Those that stand at the cell, then those it takes part in. */
static struct found say_findings(struct inspector *i)
{
	struct found found = {0};
	const struct desk *d = i->desk;
	const struct review *r = desk_review_shown(d);
	int said = 0, at = -1;

	while (said < FINDINGS && (at = review_find(r, d->at.place, false, at)) >= 0) {
		add_finding(i, &r->item[at], false);
		found.any = true;
		found.figures |= r->all.item[at].stated.state == FIGURE_NUMBER;
		said++;
	}
	for (at = -1; said < FINDINGS && (at = review_find(r, d->at.place, true, at)) >= 0;) {
		if (review_find(r, d->at.place, false, at - 1) == at)
			continue;
		if (review_is_open(&r->item[at])) {
			add_finding(i, &r->item[at], true);
			said++;
		}
	}
	return found;
}

/* What somebody else did here, and who is typing here now. */
static void say_others(struct inspector *i)
{
	const struct desk *d = i->desk;
	const struct other_change *c = others_at(d->w, d->filing, d->at.place);
	const struct presence_session *other = who_edits(d->w, d->filing, d->at.place);
	struct str b = {0};

	if (c) {
		str_add(&b, "* ");
		others_show(c, &b);
		add(i, str_take(&b), STYLE_MARKED);
	}
	if (other) {
		char *who = text_clean(other->who, false);

		str_addf(&b, _("@ %s 正在编辑这一格"), who);
		add(i, str_take(&b), STYLE_MARKED);
		mem_free(who);
	}
}

/* «※ 退回意见 未答复：与工资表不一致（甲）   p 看»: what is not closed. */
static void say_remarks(struct inspector *i)
{
	const struct key_line *line = keymap_line(CTX_TABLE, ACT_REMARK);
	const struct desk *d = i->desk;
	struct remarks r;
	char key[16];

	if (remarks_load(&r, d->w, d->filing, NULL) < 0)
		return;
	for (int k = -1; (k = remarks_find(&r, d->filing, d->at.place, true, k)) >= 0;) {
		const struct store_remark *head = r.thread[k].head;
		char *text = text_clean(head->text, true);
		struct str b = {0};

		str_add(&b, "※ ");
		remarks_show_state(&r.thread[k], &b);
		str_addf(&b, *text ? _("：%.*s（%s）   %s 看") : _("%.*s（%s）   %s 看"),
		         (int)strcspn(text, "\n"), text, head->who,
		         keymap_names(line, 1, key, sizeof key));
		add(i, str_take(&b), STYLE_MARKED);
		mem_free(text);
	}
	remarks_free(&r);
}

static void say_cell(struct inspector *i, const struct inspect *seen, bool figure,
                     struct found found)
{
	if (!found.any)
		add_said(i, "✗ ", seen->fault, STYLE_FAULT);
	if (!found.figures)
		add_said(i, "≠ ", seen->stated, STYLE_DIFFERS);
	add_formula(i, seen, figure);
	add_said(i, _("判定："), seen->judged, STYLE_TEXT);
	add_said(i, _("上年："), seen->last, STYLE_TEXT);
	add_said(i, _("修改："), seen->changed, STYLE_DIM);
	if (seen->refusal && seen->formula)
		add_said(i, "", _("本格由公式计算，不能直接填"), STYLE_DIM);
	else
		add_said(i, "", seen->refusal, STYLE_WARNING);
	add_said(i, "", seen->feeds, STYLE_DIM);
	if (i->n == 0 || (seen->text && text_width(seen->text) > 8))
		add_said(i, _("全文："), seen->text, STYLE_VALUE);
	add_said(i, _("代码："), seen->key, STYLE_DIM);
}

static void say_template(struct inspector *i, const struct field *field)
{
	struct str why = {0};

	if (change_refusal(i->desk, &why))
		add(i, str_take(&why), STYLE_DIM);
	else
		add_said(i, "", _("空行：在这里输入，就加出一行。"), STYLE_TEXT);
	str_free(&why);
	i->title = mem_strdup(field->label);
}

void inspector_fit(struct inspector *i)
{
	const struct desk *d = i->desk;
	const struct field *field = desk_field(d, d->at.place);
	struct inspect seen = {0};
	struct found found;

	clear(i);
	if (!field)
		return;
	if (!desk_has_cell(d)) {
		say_template(i, field);
		return;
	}
	inspect_cell(d->w, d->filing, d->at.place, &seen);
	i->title = text_clean(seen.label ? seen.label : field->label, false);
	say_others(i);
	say_remarks(i);
	found = say_findings(i);
	say_cell(i, &seen, kind_is_figure(field->kind), found);
	inspect_free(&seen);
}

void inspector_tell(struct inspector *i, const char *title, const char *const *texts, size_t n)
{
	clear(i);
	i->title = text_clean(title, false);
	for (size_t k = 0; k < n; k++)
		add_said(i, "", texts[k], k ? STYLE_DIM : STYLE_TEXT);
}

/* ---- draw ---- */

/* Items side by side while they fit, two blanks and a dot between. */
static void draw_packed(const struct inspector *i, const struct rect *r)
{
	int y = r->y, x = r->x;

	for (int n = 0; n < i->n; n++) {
		const struct item *item = &i->items[n];
		int width = text_width(item->text), right = r->x + r->cols;

		if (x > r->x && x + width > right) {
			x = r->x;
			y++;
		}
		if (y >= r->y + r->rows)
			return;
		x += pane_draw_sentence(y, x, width < right - x ? width : right - x, item->text,
		                        item->style) +
		     3;
	}
}

void inspector_draw(const struct inspector *i, const struct rect *r)
{
	struct rect rest = *r;

	if (r->rows < PACK_BELOW) {
		draw_packed(i, r);
		return;
	}
	draw_clip(r);
	for (int n = 0; n < i->n && rest.rows > 0; n++) {
		int lines = draw_wrapped(&rest, i->items[n].text, 0, i->items[n].style);

		rest.y += lines;
		rest.rows -= lines;
	}
	draw_clip(NULL);
}
