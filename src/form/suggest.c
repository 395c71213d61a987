#include "form/suggest.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "form/text.h"

/* f->told says that all suggested texts are worked out.  It is set before the
 * narratives are filled in: one that names such a cell sees its own text. */

static bool is_suggested(const struct filing *f, struct place p)
{
	return p.list < 0 && filing_field(f, p)->part;
}

/* The stretch of a narrative that is this part, without the line's end. */
static char *part_of(const struct telling *told, const char *text, const char *key)
{
	for (size_t i = 0; i < told->n; i++) {
		const struct told *t = &told->told[i];
		size_t length = t->length;

		if (t->kind != TOLD_PART || strcmp(t->part, key) != 0)
			continue;
		while (length > 0 && text[t->from + length - 1] == '\n')
			length--;
		return mem_strndup(text + t->from, length);
	}
	return NULL;
}

/* text becomes the cell's. */
static void put(struct cell *c, char *text)
{
	mem_free(c->calc_text);
	c->calc_text = text_is_blank(text) ? NULL : text;
	if (!c->calc_text)
		mem_free(text);
	c->calc = (struct figure){.state = c->calc_text ? FIGURE_TEXT : FIGURE_ABSENT};
	if (figure_is_empty(c->stated.state) && c->calc_text)
		c->value = c->calc;
}

static void tell_sheet(const struct sheet *s, const struct narrative *n,
                       const struct telling *told, const char *text)
{
	size_t length = strlen(n->id);

	for (size_t i = 0; i < s->form->nfields; i++) {
		const char *part = s->form->fields[i].part;

		if (part && strncmp(part, n->id, length) == 0 && part[length] == '.')
			put(&s->cells[i], part_of(told, text, part + length + 1));
	}
}

static void tell(const struct filing *f, const struct narrative *n)
{
	struct telling told = {0};
	struct str text = {0};

	text_fill(f, n, &text, &told);
	for (size_t i = 0; i < f->nsheets; i++)
		tell_sheet(&f->sheets[i], n, &told, str_text(&text));
	telling_free(&told);
	str_free(&text);
}

static void tell_all(struct filing *f)
{
	if (f->told)
		return;
	f->told = true;
	for (size_t i = 0; i < f->set->ntexts; i++)
		if (f->set->texts[i]->nparts > 0)
			tell(f, f->set->texts[i]);
}

/* What is generated is only kept in the cells: to others the filing is the same. */
struct cell *suggest_cell(const struct filing *f, struct place p)
{
	struct cell *c = filing_cell(f, p);

	if (is_suggested(f, p) && figure_is_empty(c->stated.state))
		tell_all((struct filing *)f);
	return c;
}

const char *suggest_text(const struct filing *f, struct place p)
{
	if (!is_suggested(f, p))
		return NULL;
	tell_all((struct filing *)f);
	return filing_cell(f, p)->calc_text;
}

static size_t skip_blanks(const char *s, size_t at)
{
	static const char wide[] = "\xe3\x80\x80"; /* U+3000 */

	for (;;) {
		if (s[at] == ' ' || s[at] == '\t' || s[at] == '\n' || s[at] == '\r')
			at++;
		else if (strncmp(s + at, wide, 3) == 0)
			at += 3;
		else
			return at;
	}
}

bool suggest_differs(const struct filing *f, struct place p, size_t *own, size_t *suggested)
{
	const struct cell *c = filing_cell(f, p);
	const char *a = figure_is_empty(c->stated.state) ? NULL : c->text, *b = suggest_text(f, p);
	size_t i = 0, k = 0, n;

	if (!a || !b)
		return false;
	for (;;) {
		i = skip_blanks(a, i);
		k = skip_blanks(b, k);
		n = 1;
		if (a[i])
			text_decode(a + i, &n);
		if (strncmp(a + i, b + k, n) != 0)
			break;
		if (!a[i])
			return false;
		i += n;
		k += n;
	}
	*own = i;
	*suggested = k;
	return true;
}

static void forget(struct sheet *s)
{
	for (size_t i = 0; i < s->form->nfields; i++) {
		struct cell *c = &s->cells[i];

		if (!s->form->fields[i].part)
			continue;
		mem_free(c->calc_text);
		c->calc_text = NULL;
		c->calc = (struct figure){.state = FIGURE_ABSENT};
		c->value = c->stated;
	}
}

void suggest_forget(struct filing *f)
{
	if (!f->told)
		return;
	f->told = false;
	for (size_t i = 0; i < f->nsheets; i++)
		forget(&f->sheets[i]);
}
