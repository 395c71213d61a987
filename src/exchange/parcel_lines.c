#include "exchange/parcel.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/parcel_inside.h"

int parcel_too_many(const struct parcel_reading *r, int limit)
{
	return err_set(r->e, ERR_LIMIT, _("%s: 第 %zu 行：内容超过 %d 行的上限，没有读入"), r->name,
	               r->line, limit);
}

int parcel_refuse(const struct parcel_reading *r, const char *why)
{
	return err_set(r->e, ERR_INPUT, _("%s: 第 %zu 行%s，没有读入"), r->name, r->line, why);
}

/* ---- lines ---- */

static bool is_rising(const struct parcel_id *before, const struct parcel_id *id)
{
	int by_site = strcmp(before->site, id->site);

	return by_site < 0 || (by_site == 0 && before->number < id->number);
}

static int take_from(struct parcel_reading *r, const struct parcel_value *v)
{
	r->p->id = v[0].id;
	r->p->who = v[1].text;
	r->p->host = v[2].text;
	r->p->time = v[3].number;
	return 0;
}

static int take_filing(struct parcel_reading *r, const struct parcel_value *v)
{
	r->p->unit = v[0].text;
	r->p->unit_name = v[1].text;
	r->p->year = (int)v[2].number;
	r->p->set = v[3].text;
	r->p->fingerprint = v[4].text;
	r->p->state = v[5].text;
	return 0;
}

static int take_known(struct parcel_reading *r, const struct parcel_value *v)
{
	struct parcel *p = r->p;

	if (p->nknown == PARCEL_KNOWN)
		return parcel_too_many(r, PARCEL_KNOWN);
	p->known = mem_more(p->known, p->nknown, &p->known_capacity, sizeof *p->known);
	p->known[p->nknown++] = (struct parcel_known){v[0].id, v[1].text};
	return 0;
}

static int take_sheet(struct parcel_reading *r, const struct parcel_value *v)
{
	struct parcel_content *c = &r->p->content;
	const struct parcel_sheet *last = c->nsheets ? &c->sheets[c->nsheets - 1] : NULL;
	int by_form = last ? strcmp(last->form, v[0].text) : -1;

	if (by_form > 0 || (by_form == 0 && last->copy >= v[1].number))
		return parcel_refuse(r, _("的表页重复或次序不对"));
	c->sheets = mem_more(c->sheets, c->nsheets, &c->sheets_capacity, sizeof *c->sheets);
	c->sheets[c->nsheets++] = (struct parcel_sheet){
	    .form = v[0].text, .copy = (int)v[1].number, .row = c->nrows, .cell = c->ncells};
	return 0;
}

static int take_row(struct parcel_reading *r, const struct parcel_value *v)
{
	struct parcel_content *c = &r->p->content;
	struct parcel_sheet *s = &c->sheets[c->nsheets - 1];
	const struct parcel_row *last = s->nrows ? &c->rows[c->nrows - 1] : NULL;
	int by_list = last ? strcmp(last->list, v[0].text) : -1;

	if (by_list > 0 || (by_list == 0 && !is_rising(&last->id, &v[1].id)))
		return parcel_refuse(r, _("的清单行重复或次序不对"));
	if (c->nrows == PARCEL_ROWS)
		return parcel_too_many(r, PARCEL_ROWS);
	c->rows = mem_more(c->rows, c->nrows, &c->rows_capacity, sizeof *c->rows);
	c->rows[c->nrows++] = (struct parcel_row){.list = v[0].text,
	                                          .id = v[1].id,
	                                          .group = v[2].text,
	                                          .order = v[3].number,
	                                          .carried = v[4].number != 0};
	s->nrows++;
	return 0;
}

static int take_cell(struct parcel_reading *r, const struct parcel_value *v)
{
	struct parcel_content *c = &r->p->content;
	struct parcel_sheet *s = &c->sheets[c->nsheets - 1];

	if (s->ncells && strcmp(c->cells[c->ncells - 1].key, v[0].text) >= 0)
		return parcel_refuse(r, _("的单元格重复或次序不对"));
	if (c->ncells == PARCEL_CELLS)
		return parcel_too_many(r, PARCEL_CELLS);
	c->cells = mem_more(c->cells, c->ncells, &c->cells_capacity, sizeof *c->cells);
	c->cells[c->ncells++] = (struct parcel_cell){v[0].text, v[1].text, v[2].number != 0};
	s->ncells++;
	return 0;
}

static int take_step(struct parcel_reading *r, const struct parcel_value *v)
{
	struct parcel *p = r->p;

	if (p->nsteps && !is_rising(&p->steps[p->nsteps - 1].id, &v[0].id))
		return parcel_refuse(r, _("的修改步骤重复或次序不对"));
	p->steps = mem_more(p->steps, p->nsteps, &p->steps_capacity, sizeof *p->steps);
	p->steps[p->nsteps++] = (struct parcel_step){.id = v[0].id,
	                                             .time = v[1].number,
	                                             .who = v[2].text,
	                                             .host = v[3].text,
	                                             .what = v[4].text,
	                                             .why = v[5].text,
	                                             .entry = p->nentries};
	return 0;
}

static int take_entry(struct parcel_reading *r, const struct parcel_value *v)
{
	struct parcel *p = r->p;

	p->entries = mem_more(p->entries, p->nentries, &p->entries_capacity, sizeof *p->entries);
	p->entries[p->nentries++] = (struct parcel_entry){.form = v[0].text,
	                                                  .copy = (int)v[1].number,
	                                                  .op = (int)v[2].number,
	                                                  .key = v[3].text,
	                                                  .old_text = v[4].text,
	                                                  .new_text = v[5].text};
	p->steps[p->nsteps - 1].nentries++;
	return 0;
}

static int take_said(struct parcel_reading *r, struct parcel_said said)
{
	struct parcel *p = r->p;
	const struct parcel_said *last = p->nsaid ? &p->said[p->nsaid - 1] : NULL;

	if (last && last->said == said.said && !is_rising(&last->id, &said.id))
		return parcel_refuse(r, _("的说明、批注或状态重复或次序不对"));
	p->said = mem_more(p->said, p->nsaid, &p->said_capacity, sizeof *p->said);
	p->said[p->nsaid++] = said;
	return 0;
}

static int take_remark(struct parcel_reading *r, const struct parcel_value *v)
{
	return take_said(r, (struct parcel_said){.said = PARCEL_REMARK,
	                                         .id = v[0].id,
	                                         .form = v[1].text,
	                                         .copy = (int)v[2].number,
	                                         .key = v[3].text,
	                                         .kind = v[4].text,
	                                         .text = v[5].text,
	                                         .answers = v[6].id,
	                                         .who = v[7].text,
	                                         .host = v[8].text,
	                                         .time = v[9].number});
}

static int take_explanation(struct parcel_reading *r, const struct parcel_value *v)
{
	return take_said(r, (struct parcel_said){.said = PARCEL_EXPLANATION,
	                                         .id = v[0].id,
	                                         .key = v[1].text,
	                                         .basis = v[2].text,
	                                         .kind = v[3].text,
	                                         .text = v[4].text,
	                                         .who = v[5].text,
	                                         .host = v[6].text,
	                                         .time = v[7].number});
}

static int take_passage(struct parcel_reading *r, const struct parcel_value *v)
{
	return take_said(r, (struct parcel_said){.said = PARCEL_PASSAGE,
	                                         .id = v[0].id,
	                                         .kind = v[1].text,
	                                         .text = v[2].text,
	                                         .who = v[3].text,
	                                         .host = v[4].text,
	                                         .time = v[5].number});
}

static int take_end(struct parcel_reading *r, const struct parcel_value *v)
{
	(void)r;
	(void)v;
	return 0;
}

/* What a line of one kind may follow. */
#define BIT PARCEL_BIT
#define HEADED (BIT(FILING) | BIT(KNOWN))
#define FILLED (HEADED | PARCEL_CONTENT)
#define JOURNAL (FILLED | BIT(STEP) | BIT(ENTRY))
#define REMARKS (JOURNAL | BIT(REMARK))
#define EXPLANATIONS (REMARKS | BIT(EXPLANATION))
#define PASSAGES (EXPLANATIONS | BIT(PASSAGE))

const struct parcel_grammar parcel_grammar[] = {
    /* clang-format off */
	[PARCEL_LINE_FROM]        = { "iwWd",       PARCEL_START, take_from },
	[PARCEL_LINE_FILING]      = { "wwywww",     BIT(FROM), take_filing },
	[PARCEL_LINE_KNOWN]       = { "ih",         HEADED, take_known },
	[PARCEL_LINE_SHEET]       = { "wc",         FILLED | PARCEL_START, take_sheet },
	[PARCEL_LINE_ROW]         = { "wiWof",      BIT(SHEET) | BIT(ROW), take_row },
	[PARCEL_LINE_CELL]        = { "wtf",        PARCEL_CONTENT, take_cell },
	[PARCEL_LINE_STEP]        = { "idwWwT",     JOURNAL, take_step },
	[PARCEL_LINE_ENTRY]       = { "wcpkTT",     BIT(STEP) | BIT(ENTRY), take_entry },
	[PARCEL_LINE_REMARK]      = { "ikCkwtIwWd", REMARKS, take_remark },
	[PARCEL_LINE_EXPLANATION] = { "itbwtwWd",   EXPLANATIONS, take_explanation },
	[PARCEL_LINE_PASSAGE]     = { "iwTwWd",     PASSAGES, take_passage },
	[PARCEL_LINE_END]         = { "",           PASSAGES, take_end },
    /* clang-format on */
};
_Static_assert(sizeof parcel_grammar / sizeof *parcel_grammar == PARCEL_LINE_COUNT,
               "one entry for each line");
