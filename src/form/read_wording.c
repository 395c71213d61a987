#include "form/scribe.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "form/bind.h"

/* Sentences with holes.
 *
 *   wording = { letter | \letter | "[" field "]" | "{" hole "}" }
 *   hole    = EXPR [format…] | name | n
 *           | "?" wording
 *           | if EXPR ":" wording { "|" if EXPR ":" wording } [ "|" wording ]
 *           | sign EXPR ":" wording "|" wording [ "|" wording ]
 *           | each LOOP ":" wording [ "|" wording ]
 *   LOOP    = NAME… [ where EXPR ]
 */

#define NESTING 16

static int number_of(const struct scribe *r)
{
	size_t n = r->lines.n;
	return n == 0 ? 1 : r->lines.line[r->at < n ? r->at : n - 1].number;
}

int scribe_fail(struct scribe *r, const char *what, const char *which)
{
	return err_set(r->e, ERR_INPUT, "%s:%d: %s%s", r->lines.path, number_of(r), what,
	               which ? which : "");
}

int scribe_deeper(struct scribe *r)
{
	return ++r->depth > NESTING ? scribe_fail(r, _("层数太多"), NULL) : 0;
}

struct bit *scribe_bit(const struct scribe *r, struct wording *w, enum bit_kind kind)
{
	w->bits = mem_push(w->bits, w->n, sizeof *w->bits);
	w->bits[w->n] = (struct bit){.kind = kind, .line = number_of(r)};
	return &w->bits[w->n++];
}

struct way *scribe_way(struct bit *b)
{
	b->ways = mem_push(b->ways, b->nways, sizeof *b->ways);
	b->ways[b->nways] = (struct way){0};
	return &b->ways[b->nways++];
}

static void flush(const struct scribe *r, struct wording *w, struct str *text)
{
	if (text->length > 0)
		scribe_bit(r, w, BIT_TEXT)->text = mem_strdup(text->s);
	str_clear(text);
}

/* ---- expressions ---- */

static struct bind_scope scope_of(const struct scribe *r)
{
	return (struct bind_scope){r->form, r->list, r->item != NULL, r->rule, r->lines.path,
	                           number_of(r)};
}

struct expr *scribe_expr(struct scribe *r, const char *text)
{
	struct bind_scope scope = scope_of(r);
	struct expr *x = expr_parse(text, r->e);
	if (!x) {
		err_at(r->e, "%s:%d", r->lines.path, number_of(r));
	} else if (bind_outside(r->set, &scope, x, r->e) < 0) {
		expr_free(x);
		return NULL;
	}
	return x;
}

struct liking {
	const struct scribe *r;
	const struct field *found;
};

static int find_like(struct expr *x, void *context)
{
	struct liking *l = context;
	const struct ref *r = set_ref(l->r->set, x->iterates >= 0 ? x->iterates : x->bound);
	const struct form *f = r ? l->r->set->forms[r->form] : NULL;
	if (x->kind == EXPR_CALL && x->fn == FN_COUNT)
		return 1;
	if (r && r->kind == REF_FIELD)
		l->found = &f->fields[r->field];
	else if (r && r->kind == REF_COLUMN)
		l->found = &f->lists[r->list].columns[r->field];
	else if (r && r->kind == REF_PATTERN)
		l->found = &f->fields[r->fields[0]];
	else if (r && r->kind == REF_ITEM)
		l->found = l->r->item;
	return l->found != NULL;
}

/* Whether the colon ends a condition: in a name a letter follows it. */
static size_t colon_at(const char *s)
{
	static const char wide[] = "：";
	if (strncmp(s, wide, strlen(wide)) == 0)
		return strlen(wide);
	return *s == ':' && (s[1] < 'a' || s[1] > 'z');
}

/* What stands before the colon or, without one wanted, the closing brace; the
 * reader goes on behind it.  NULL: there is none on this line. */
static char *take_until(struct scribe *r, bool colon)
{
	bool quoted = false;
	for (const char *p = r->s; *p; p++) {
		size_t n = colon ? colon_at(p) : *p == '}';
		quoted ^= *p == '"';
		if (quoted || n == 0)
			continue;
		char *text = mem_strndup(r->s, (size_t)(p - r->s));
		r->s = p + n;
		return text;
	}
	scribe_fail(r, colon ? _("条件后面缺冒号：") : _("括号没有合上："), r->s);
	return NULL;
}

/* ---- wordings ---- */

/* The next way of b, up to | or }. */
static int take_way(struct scribe *r, struct bit *b, struct expr *test)
{
	struct way *way = scribe_way(b);
	way->test = test;
	return scribe_wording(r, &way->wording, true);
}

static int close_hole(struct scribe *r)
{
	if (*r->s != '}')
		return scribe_fail(r, _("多出的 |，或者括号没有合上："), r->s);
	r->s++;
	return 0;
}

bool scribe_word(struct scribe *r, const char *word)
{
	size_t n = strlen(word);
	if (strncmp(r->s, word, n) != 0 || r->s[n] != ' ')
		return false;
	r->s += n + 1;
	return true;
}

/* Past the | and the blanks behind it. */
static void next_way(struct scribe *r)
{
	r->s++;
	while (*r->s == ' ')
		r->s++;
}

static int read_if(struct scribe *r, struct bit *b)
{
	for (;;) {
		char *text = take_until(r, true);
		struct expr *test = text ? scribe_expr(r, text) : NULL;
		mem_free(text);
		if (!test || take_way(r, b, test) < 0)
			return -1;
		if (*r->s != '|')
			return close_hole(r);
		next_way(r);
		if (!scribe_word(r, "if"))
			return take_way(r, b, NULL) < 0 ? -1 : close_hole(r);
	}
}

/* «(x) > 0» */
static struct expr *sign_test(struct scribe *r, const char *x, const char *sign)
{
	struct str text = {0};
	str_addf(&text, "(%s) %s 0", x, sign);
	struct expr *test = scribe_expr(r, str_text(&text));
	str_free(&text);
	return test;
}

static int read_sign(struct scribe *r, struct bit *b)
{
	char *text = take_until(r, true);
	int rc = text ? 0 : -1;
	for (int i = 0; rc == 0 && i < 3 && (i == 0 || *r->s == '|'); i++) {
		struct expr *test = i < 2 ? sign_test(r, text, i == 0 ? ">" : "<") : NULL;
		if (i > 0)
			next_way(r);
		rc = (i < 2 && !test) ? -1 : take_way(r, b, test);
	}
	if (rc == 0 && b->nways < 2)
		rc = scribe_fail(r, _("sign 要写正、负两种说法：sign "), text);
	mem_free(text);
	return rc < 0 ? -1 : close_hole(r);
}

/* ---- loops ---- */

static int take_loop_name(struct scribe *r, struct bit *b, const char *name, struct scribe *inside)
{
	struct bind_scope scope = scope_of(r);
	int loop = bind_loop(r->set, &scope, name, r->e);
	const struct ref *ref = set_ref(r->set, loop);
	if (!ref)
		return -1;
	if (b->nloops > 0 &&
	    (ref->kind != REF_PATTERN || !inside->item || inside->form != ref->form))
		return scribe_fail(r, _("一处只能逐条写一个清单，或者同一张表的栏目："), name);
	b->loops = mem_push(b->loops, b->nloops, sizeof *b->loops);
	b->loops[b->nloops++] = loop;
	inside->form = ref->form;
	inside->list = ref->list;
	inside->item = ref->kind == REF_PATTERN ? &r->set->forms[ref->form]->fields[ref->fields[0]]
	                                        : NULL;
	inside->looping = true;
	return 0;
}

int scribe_loop(struct scribe *r, struct bit *b, const char *text, struct scribe *inside)
{
	struct words w = {text};
	struct way *way = scribe_way(b);
	bool where = false;
	int rc = 0;
	*inside = *r;
	for (char *word; rc == 0 && !where && (word = words_next(&w)) != NULL;) {
		where = strcmp(word, "where") == 0;
		if (!where)
			rc = take_loop_name(r, b, word, inside);
		mem_free(word);
	}
	if (rc == 0 && b->nloops == 0)
		return scribe_fail(r, _("没有写明逐条写什么"), NULL);
	if (rc == 0 && where)
		rc = (way->test = scribe_expr(inside, words_rest(&w))) ? 0 : -1;
	return rc;
}

/* Back to where the loop stands, behind its body. */
static void leave_loop(struct scribe *r, const struct scribe *inside)
{
	r->at = inside->at;
	r->s = inside->s;
}

static int read_each(struct scribe *r, struct bit *b)
{
	struct scribe inside;
	char *text = take_until(r, true);
	int rc = text ? scribe_loop(r, b, text, &inside) : -1;
	mem_free(text);
	if (rc < 0 || scribe_wording(&inside, &b->ways[0].wording, true) < 0)
		return -1;
	leave_loop(r, &inside);
	if (*r->s != '|')
		return close_hole(r);
	next_way(r);
	return take_way(r, b, NULL) < 0 ? -1 : close_hole(r);
}

/* ---- holes ---- */

static int read_figure(struct scribe *r, struct wording *w)
{
	char *text = take_until(r, false);
	struct liking like = {.r = r};
	if (text && r->looping &&
	    (strcmp(text, "n") == 0 || (r->item && strcmp(text, "name") == 0))) {
		scribe_bit(r, w, *text == 'n' && text[1] ? BIT_NAME : BIT_ORDINAL);
		mem_free(text);
		return 0;
	}
	struct bit *b = scribe_bit(r, w, BIT_FIGURE);
	if (text) {
		format_take(text, &b->format);
		b->value = scribe_expr(r, text);
	}
	mem_free(text);
	if (!b->value)
		return -1;
	expr_walk(b->value, find_like, &like);
	b->like = like.found;
	return 0;
}

static int read_hole(struct scribe *r, struct wording *w)
{
	if (*r->s == '?') {
		r->s++;
		return take_way(r, scribe_bit(r, w, BIT_OPTION), NULL) < 0 ? -1 : close_hole(r);
	}
	if (scribe_word(r, "if"))
		return read_if(r, scribe_bit(r, w, BIT_CHOICE));
	if (scribe_word(r, "sign"))
		return read_sign(r, scribe_bit(r, w, BIT_CHOICE));
	if (scribe_word(r, "each"))
		return read_each(r, scribe_bit(r, w, BIT_LOOP));
	return read_figure(r, w);
}

/* [field] */
static int read_hand(struct scribe *r, struct wording *w)
{
	const char *end = strchr(r->s, ']');
	struct liking like = {.r = r};
	if (!end)
		return scribe_fail(r, _("括号没有合上："), r->s);
	char *text = mem_strndup(r->s, (size_t)(end - r->s));
	struct bit *b = scribe_bit(r, w, BIT_HAND);
	int rc = (b->value = scribe_expr(r, text)) ? 0 : -1;
	expr_walk(b->value, find_like, &like);
	if (rc == 0 &&
	    (b->value->kind != EXPR_NAME || !like.found || kind_is_figure(like.found->kind)))
		rc = scribe_fail(r, _("方括号里要写一个文字栏目："), text);
	mem_free(text);
	r->s = end + 1;
	return rc;
}

/* A paragraph's next line, after \ at the end of this one. */
static int go_on(struct scribe *r)
{
	const char *next = r->at + 1 < r->lines.n ? r->lines.line[r->at + 1].text : "a";
	if (*next >= 'a' && *next <= 'z')
		return scribe_fail(r, _("行末的 \\ 后面没有接着写"), NULL);
	r->at++;
	r->s = next;
	return 0;
}

static void trim(struct str *text)
{
	while (text->length > 0 && text->s[text->length - 1] == ' ')
		text->s[--text->length] = '\0';
}

int scribe_wording(struct scribe *r, struct wording *w, bool nested)
{
	struct str text = {0};
	int rc = scribe_deeper(r);
	while (nested && *r->s == ' ')
		r->s++;
	while (rc == 0 && *r->s && !(nested && (*r->s == '|' || *r->s == '}'))) {
		char c = *r->s++;
		if (c == '\\' && !*r->s) {
			rc = go_on(r);
		} else if (c == '\\') {
			str_addc(&text, *r->s++);
		} else if (c == '{' || c == '[') {
			flush(r, w, &text);
			rc = c == '{' ? read_hole(r, w) : read_hand(r, w);
		} else if (c == '}') {
			rc = scribe_fail(r, _("多出的括号：}"), r->s);
		} else {
			str_addc(&text, c);
		}
	}
	if (rc == 0 && nested && !*r->s)
		rc = scribe_fail(r, _("括号没有合上"), NULL);
	if (nested)
		trim(&text);
	flush(r, w, &text);
	str_free(&text);
	r->depth--;
	return rc;
}
