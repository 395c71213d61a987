#include <string.h>

#include "app/cmd_table.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/text.h"
#include "form/text.h"

/* text: the narratives of a filing, filled in from its tables, or held against
 * the texts typed (cmd_text_verify.c). */

enum { NAME_COLUMNS = 16 };

static void print_list(struct cmd_call *c, const struct set *set)
{
	for (size_t i = 0; i < set->ntexts; i++) {
		str_add(c->out, set->texts[i]->id);
		for (int k = text_width(set->texts[i]->id); k < NAME_COLUMNS; k++)
			str_addc(c->out, ' ');
		str_addf(c->out, "%s\n", set->texts[i]->name);
	}
	if (set->ntexts == 0)
		str_addf(c->out, _("%s没有说明文字\n"), set->title);
}

static void json_list(struct json *j, const struct set *set)
{
	json_open(j, NULL, '[');
	for (size_t i = 0; i < set->ntexts; i++) {
		json_open(j, NULL, '{');
		json_string(j, "text", set->texts[i]->id);
		json_string(j, "name", set->texts[i]->name);
		json_close(j, '}');
	}
	json_close(j, ']');
}

/* By its key or its name. */
static const struct narrative *find(const struct set *set, const char *word)
{
	for (size_t i = 0; i < set->ntexts; i++)
		if (strcmp(set->texts[i]->id, word) == 0 || strcmp(set->texts[i]->name, word) == 0)
			return set->texts[i];
	return NULL;
}

/* ---- figures ---- */

/* Characters, which is how those who read the document count. */
static size_t characters(const char *s, size_t length)
{
	size_t n = 0;

	for (size_t i = 0; i < length; i++)
		n += ((unsigned char)s[i] & 0xC0) != 0x80;
	return n;
}

static const char *kind_word(enum told_kind kind)
{
	switch (kind) {
	case TOLD_FIGURE:
		return "figure";
	case TOLD_HAND:
		return "hand";
	case TOLD_LACK:
		return "lack";
	default:
		return NULL;
	}
}

/* The cell it restates, «t1.in.grand» or «last:t1.in.grand»; null: none. */
static void json_key(struct json *j, const struct filing *f, const struct told *t)
{
	struct str key = { 0 };
	const struct sheet *s;

	if (!t->in) {
		json_null(j, "key");
		return;
	}
	s = &t->in->sheets[t->cell.sheet];
	str_addf(&key, "%s%s", t->in == f ? "" : "last:", s->form->id);
	if (s->form->copies)
		str_addf(&key, "#%d", s->copy);
	str_addc(&key, '.');
	filing_key(t->in, t->cell, &key);
	json_string(j, "key", str_text(&key));
	str_free(&key);
}

static void json_told(struct json *j, const struct filing *f, const struct str *text,
                      const struct told *t)
{
	struct str part = { 0 };

	str_addn(&part, str_text(text) + t->from, t->length);
	json_open(j, NULL, '{');
	json_int(j, "at", (int64_t)characters(str_text(text), t->from));
	json_int(j, "length", (int64_t)characters(str_text(text) + t->from, t->length));
	json_string(j, "kind", kind_word(t->kind));
	json_string(j, "text", str_text(&part));
	json_key(j, f, t);
	json_int(j, "line", t->line);
	json_close(j, '}');
	str_free(&part);
}

static void json_text(struct json *j, const struct filing *f, const struct str *text,
                      const struct telling *told)
{
	json_open(j, NULL, '{');
	json_string(j, "text", str_text(text));
	json_open(j, "figures", '[');
	for (size_t i = 0; i < told->n; i++)
		if (kind_word(told->told[i].kind))
			json_told(j, f, text, &told->told[i]);
	json_close(j, ']');
	json_close(j, '}');
}

static void print_text(struct cmd_call *c, struct json *j, const struct filing *f,
                       const struct narrative *n)
{
	struct str text = { 0 };
	struct telling told = { 0 };

	text_fill(f, n, &text, &told);
	if (c->json)
		json_text(j, f, &text, &told);
	else
		str_add(c->out, str_text(&text));
	telling_free(&told);
	str_free(&text);
}

int cmd_text(struct cmd_call *c)
{
	struct filing *f = cmd_filing(c);
	struct json j = { .out = c->out };
	const struct narrative *n = NULL;

	if (!f)
		return cmd_fail(c);
	if (c->nargs > 2 && !(n = find(f->set, c->args[2]))) {
		err_set(c->e, ERR_NOTFOUND, _("%s没有说明文字“%s”"), f->set->title, c->args[2]);
		return cmd_fail(c);
	}
	if (c->verify)
		return cmd_text_verify(c, f);
	if (n)
		print_text(c, &j, f, n);
	else if (c->json)
		json_list(&j, f->set);
	else
		print_list(c, f->set);
	if (c->json)
		str_addc(c->out, '\n');
	return CMD_DONE;
}
