#include "form/read.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

/* Texts with holes: [key], {expr}, {group N}, {n}, and \\ escapes. */

struct piece *read_piece(struct drawn_text *t, enum piece_kind kind)
{
	t->pieces = mem_push(t->pieces, t->n, sizeof *t->pieces);
	t->pieces[t->n] = (struct piece){.kind = kind, .field = -1};
	return &t->pieces[t->n++];
}

static void flush(struct drawn_text *t, struct str *text)
{
	if (text->length > 0)
		read_piece(t, PIECE_TEXT)->text = mem_strdup(text->s);
	str_clear(text);
}

static int take_hole(struct reader *r, int line, const char *key, const struct list *l,
                     struct drawn_text *t)
{
	int field = l ? list_column(l, key) : form_field(r->form, key);
	if (field < 0)
		return read_fail(r, line, _("没有定义这个栏目："), key);
	struct field *f = l ? &l->columns[field] : &r->form->fields[field];
	if (f->drawn++ > 0 && !(l && field == l->name_column))
		return read_fail(r, line, _("这个栏目画了两次："), key);
	read_piece(t, PIECE_HOLE)->field = field;
	return 0;
}

static int take_value(struct reader *r, int line, const char *text, const struct list *l,
                      struct drawn_text *t)
{
	struct figure level;
	if (strcmp(text, "n") == 0) {
		read_piece(t, PIECE_ORDINAL);
		return l ? 0 : read_fail(r, line, _("{n} 只能画在清单的行里"), NULL);
	}
	if (strncmp(text, "group ", 6) == 0) {
		struct piece *p = read_piece(t, PIECE_GROUP);
		if (!l || num_parse(text + 6, NULL, &level) != NUM_OK || level.num < NUM_ONE)
			return read_fail(r, line, _("{group N} 只能画在清单的行里，N 从 1 起"),
			                 NULL);
		p->level = (int)(level.num / NUM_ONE);
		return 0;
	}
	struct expr *x = expr_parse(text, r->e);
	if (!x)
		return err_at(r->e, "%s:%d", r->lines.path, line);
	read_piece(t, PIECE_VALUE)->value = x;
	return 0;
}

/* [key] or {expr} beginning at *s; moves *s behind it. */
static int take_bracket(struct reader *r, int line, const char **s, const struct list *l,
                        struct drawn_text *t)
{
	char close = **s == '[' ? ']' : '}';
	const char *end = strchr(*s, close);
	if (!end)
		return read_fail(r, line, _("括号没有合上："), *s);
	char *inside = mem_strndup(*s + 1, (size_t)(end - *s - 1));
	int rc = close == ']' ? take_hole(r, line, inside, l, t)
	                      : take_value(r, line, inside, l, t);
	mem_free(inside);
	*s = end + 1;
	return rc;
}

int read_text(struct reader *r, int line, const char *s, const struct list *l,
              struct drawn_text *out)
{
	struct str text = {0};
	int rc = 0;
	while (rc == 0 && *s) {
		if (*s == '\\' && s[1]) {
			str_addc(&text, s[1] == 'n' ? '\n' : s[1]);
			s += 2;
		} else if (*s == '[' || *s == '{') {
			flush(out, &text);
			rc = take_bracket(r, line, &s, l, out);
		} else {
			str_addc(&text, *s++);
		}
	}
	flush(out, &text);
	str_free(&text);
	return rc;
}

void drawn_text_free(struct drawn_text *t)
{
	for (size_t i = 0; i < t->n; i++) {
		mem_free(t->pieces[i].text);
		expr_free(t->pieces[i].value);
	}
	mem_free(t->pieces);
	*t = (struct drawn_text){0};
}
