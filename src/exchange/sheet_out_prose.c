#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "exchange/sheet_out_inside.h"

/* Forms of texts: headings and paragraphs. */

/* A form of texts alone: each of its rows is declared to begin at the left, at
 * most a second text stands beside it. */
bool sheet_out_is_prose(const struct form *form)
{
	for (size_t i = 0; i < form->nblocks; i++) {
		const struct block *b = &form->blocks[i];

		if ((b->kind != BLOCK_ROW && b->kind != BLOCK_LIST) || b->row.n > 2)
			return false;
		for (size_t k = 0; k < b->row.n; k++)
			if (b->row.cells[k].align != ALIGN_LEFT)
				return false;
	}
	for (size_t i = 0; i < form->nfields; i++)
		if (form->fields[i].drawn > 0 && kind_is_figure(form->fields[i].kind))
			return false;
	return true;
}

static const char *const numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};

/* Behind the Chinese numeral at s; s when there is none. */
static const char *skip_numeral(const char *s)
{
	for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++)
		if (strncmp(s, numerals[i], 3) == 0)
			return skip_numeral(s + 3);
	return s;
}

/* «一、…», «（一）…»; else a title. */
static enum out_role role_of(const char *label)
{
	const char *behind = skip_numeral(label);

	if (behind > label && strncmp(behind, "、", 3) == 0)
		return OUT_HEAD;
	if (strncmp(label, "（", 3) == 0 && skip_numeral(label + 3) > label + 3)
		return OUT_SUBHEAD;
	return OUT_TITLE;
}

static void add_paragraph(struct sheet_making *m, struct out_paragraph p)
{
	struct sheet_out *s = m->out;

	s->paragraphs = mem_more(s->paragraphs, s->nparagraphs, &m->lines_capacity,
	                         sizeof *s->paragraphs);
	s->paragraphs[s->nparagraphs++] = p;
}

/* Blank lines within a text stay, those at its ends do not. */
static void add_paragraphs(struct sheet_making *m, const char *text, bool label)
{
	enum out_role role = label ? role_of(text) : OUT_BODY;
	bool first = true;
	size_t blank = 0;

	while (*text) {
		size_t n = strcspn(text, "\n");
		char *line = mem_strndup(text, n);

		if (text_is_blank(line)) {
			blank += !first;
		} else {
			for (; blank > 0; blank--)
				add_paragraph(m, (struct out_paragraph){role, mem_strdup(""), false});
			add_paragraph(m, (struct out_paragraph){role, line, role == OUT_TITLE && first});
			line = NULL;
			first = false;
		}
		mem_free(line);
		text += n + (text[n] == '\n');
	}
}

void sheet_out_add_prose(struct sheet_making *m)
{
	const struct layout *l = m->l;
	struct str text = {0};
	bool label = true;

	m->out->prose = true;
	m->out->font = 32;
	for (size_t i = 0; i < l->nboxes; i++) {
		char *part = sheet_out_text(m, l->boxes[i].text);

		if (text.length && *part)
			str_add(&text, " ");
		str_add(&text, part);
		label = label && !sheet_out_has_spot(l, l->boxes[i].text);
		mem_free(part);
		if (i + 1 < l->nboxes && l->boxes[i + 1].top == l->boxes[i].top)
			continue;
		add_paragraphs(m, str_text(&text), label);
		str_clear(&text);
		label = true;
	}
	str_free(&text);
}

bool sheet_out_is_cover(const struct sheet_out *s)
{
	bool titled = false;

	for (size_t i = 0; i < s->nlines; i++)
		titled = titled || s->lines[i].title;
	if (!s->prose || (!titled && s->nparagraphs == 0))
		return false;
	if (titled)
		return s->nparagraphs == 0 || s->paragraphs[0].apart;
	for (size_t i = 0; i < s->nparagraphs; i++)
		if (s->paragraphs[i].role != OUT_TITLE || (i > 0 && s->paragraphs[i].apart))
			return false;
	return true;
}
