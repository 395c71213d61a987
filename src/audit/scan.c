#include "audit/scan.h"

#include <string.h>

#include "audit/kept.h"
#include "audit/scan_inside.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

static const struct {
	const char *name;
	void (*run)(struct scan *s); /* NULL: it needs more than one filing */
} searches[] = {
    {"borrowed", NULL},                  /* equal to another unit's: app/peers.h */
    {"cents", scan_cents},               /* amounts a cent apart */
    {"common", scan_common},             /* an indicator in two projects */
    {"control", scan_control},           /* control and format characters */
    {"facts", scan_facts},               /* one fact, different numbers */
    {"instructions", scan_instructions}, /* the form's instructions left in a cell */
    {"leftovers", scan_leftovers},       /* leftovers of a template */
    {"names", scan_names},               /* variants of the unit's name */
    {"outliers", scan_outliers},         /* far from last year */
    {"pasted", scan_pasted},             /* equal to last year */
    {"peers", NULL},                     /* far from other units: app/peers.h */
    {"punctuation", scan_punctuation},   /* doubled punctuation */
    {"ratios", scan_ratios},             /* an actual's ratio and its own numbers */
    {"slips", scan_slips},               /* a cell's amount but for a slip */
    {"statements", scan_statements},     /* a text whose own numbers disagree */
    {"twice", scan_twice},               /* a row name twice in a list */
    {"unitless", scan_unitless},         /* an amount without its unit */
    {"years", scan_years},               /* wrong years and dates */
    {"yuan", scan_yuan},                 /* 元 for 万元 */
};

static int find_search(const char *name)
{
	for (size_t i = 0; i < sizeof searches / sizeof *searches; i++)
		if (strcmp(searches[i].name, name) == 0)
			return (int)i;
	return -1;
}

int scan_check(const struct set *s, struct err *e)
{
	for (size_t i = 0; i < s->nscans; i++) {
		const struct scan_rule *r = &s->scans[i];
		if (find_search(r->scan) < 0)
			return err_set(e, ERR_INPUT, _("%s:%d: 没有这种查找：%s"), r->file, r->line,
			               r->scan);
		if (level_of(r->level) < 0)
			return err_set(e, ERR_INPUT, _("%s:%d: 级别是必须、核实、提示之一：%s"),
			               r->file, r->line, r->level);
	}
	return 0;
}

/* ---- what a filing says ---- */

static void take_cell(struct scan *s, struct place p)
{
	const struct cell *c = filing_cell(s->f, p);
	const struct field *field = filing_field(s->f, p);
	const struct figure *v = c->stated.state == FIGURE_NUMBER ? &c->stated : &c->value;
	if (kind_is_figure(field->kind)) {
		if (v->state != FIGURE_NUMBER)
			return;
		s->figures = mem_more(s->figures, s->nfigures, &s->figures_room,
		                      sizeof *s->figures);
		s->figures[s->nfigures++] = (struct scan_figure){p, field, *v};
	} else if (c->text && c->stated.state != FIGURE_NA && !text_is_blank(c->text)) {
		s->texts = mem_more(s->texts, s->ntexts, &s->texts_room, sizeof *s->texts);
		s->texts[s->ntexts++] = (struct scan_text){
		    .place = p, .field = field, .text = c->text};
	}
}

static void take_list(struct scan *s, int sheet, int list)
{
	const struct sheet *x = &s->f->sheets[sheet];
	for (size_t r = 0; r < x->lists[list].n; r++)
		for (size_t c = 0; c < x->form->lists[list].ncolumns; c++)
			take_cell(s, (struct place){sheet, list, (int)r, (int)c});
}

static void take_sheet(struct scan *s, int sheet)
{
	const struct form *form = s->f->sheets[sheet].form;
	for (size_t i = 0; i < form->nfields; i++)
		take_cell(s, (struct place){sheet, -1, -1, (int)i});
	for (size_t l = 0; l < form->nlists; l++)
		take_list(s, sheet, (int)l);
}

void scan_filing(struct filing *f, struct findings *out)
{
	struct scan s = {.f = f, .out = out};
	if (f->set->nscans == 0)
		return;
	s.pool = rat_pool_new();
	kept_turn(f);
	for (size_t i = 0; i < f->nsheets; i++)
		take_sheet(&s, (int)i);
	for (size_t i = 0; i < f->set->nscans; i++) {
		int which = find_search(f->set->scans[i].scan);
		s.rule = &f->set->scans[i];
		if (which >= 0 && searches[which].run)
			searches[which].run(&s);
	}
	mem_free(s.texts);
	mem_free(s.figures);
	rat_pool_free(s.pool);
}

/* ---- for the searches ---- */

const struct reading *scan_read(const struct scan *s, struct scan_text *t)
{
	if (!t->reading)
		t->reading = kept_reading(s->f, t->text);
	return t->reading;
}

struct scan_text *scan_text_at(const struct scan *s, struct place p)
{
	for (size_t i = 0; i < s->ntexts; i++)
		if (place_same(s->texts[i].place, p))
			return &s->texts[i];
	return NULL;
}

struct finding *scan_report(const struct scan *s, struct place p, char *text, const char *detail)
{
	int level = level_of(s->rule->level);
	struct finding *x = finding_add(s->out, s->rule->id,
	                                level < 0 ? LEVEL_VERIFY : (enum level)level, p, text, detail);
	x->words = s->rule->text;
	return x;
}

void scan_part(struct finding *x, const struct scan_text *t, struct span part)
{
	reading_span(t->reading, t->text, part, &x->from, &x->length);
}

bool scan_limit(const struct scan *s, const char *name, int64_t *out)
{
	const struct set *set = s->f->set;
	for (size_t i = 0; i < set->nweights; i++) {
		if (strcmp(set->weights[i].name, name) != 0)
			continue;
		*out = set->weights[i].value;
		return true;
	}
	return false;
}

bool scan_indicators(const struct list *l, int *target, int *actual)
{
	*target = *actual = -1;
	for (size_t i = 0; i < l->ncolumns; i++) {
		if (l->columns[i].kind != KIND_TARGET)
			continue;
		if (*target < 0)
			*target = (int)i;
		else if (*actual < 0)
			*actual = (int)i;
	}
	return *actual >= 0;
}

void scan_where(const struct filing *f, struct place p, struct str *out)
{
	sheet_title(f, p.sheet, out);
	str_add(out, " ");
	place_label(f, p, out);
}
