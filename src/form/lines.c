#include "form/lines.h"

#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

#define FILE_LIMIT (1 << 20)
#define LINES_LIMIT 20000

struct macro {
	const char *code, *name;
	int ordinal;
};

static int fail(const struct lines *l, int number, struct err *e, const char *what,
                const char *which)
{
	return err_set(e, ERR_INPUT, "%s:%d: %s%s", l->path, number, what, which ? which : "");
}

static int push(struct lines *l, const char *text, int indent, int number, bool foldable,
                struct err *e)
{
	if (l->n == LINES_LIMIT)
		return fail(l, number, e, _("定义太长"), NULL);
	l->line = mem_more(l->line, l->n, &l->capacity, sizeof *l->line);
	l->line[l->n++] = (struct line){mem_strdup(text), indent, number, foldable};
	return 0;
}

static int split(struct lines *l, char *text, struct err *e)
{
	int number = 1;
	for (char *s = text; s && *s; number++) {
		char *end = strchr(s, '\n');
		if (end)
			*end = '\0';
		int indent = 0;
		while (*s == ' ' || *s == '\t')
			s++, indent++;
		size_t n = strlen(s);
		while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t' || s[n - 1] == '\r'))
			s[--n] = '\0';
		if (n > 0 && *s != '#' && push(l, s, indent, number, false, e) < 0)
			return -1;
		s = end ? end + 1 : NULL;
	}
	return 0;
}

/* Chinese ordinals as the tables print them: 一 … 九十九. */
static void add_ordinal(struct str *out, int n)
{
	static const char *const digit[] = {"",   "一", "二", "三", "四",
	                                    "五", "六", "七", "八", "九"};
	if (n >= 20)
		str_add(out, digit[n / 10 % 10]);
	if (n >= 10)
		str_add(out, "十");
	str_add(out, digit[n % 10]);
}

static void substitute(struct str *out, const char *s, const struct macro *m)
{
	while (*s) {
		size_t plain = strcspn(s, "{");
		str_addn(out, s, plain);
		s += plain;
		if (strncmp(s, "{code}", 6) == 0) {
			str_add(out, m->code);
			s += 6;
		} else if (strncmp(s, "{name}", 6) == 0) {
			str_add(out, m->name);
			s += 6;
		} else if (strncmp(s, "{ordinal}", 9) == 0) {
			add_ordinal(out, m->ordinal);
			s += 9;
		} else if (*s) {
			str_addc(out, *s++);
		}
	}
}

/* A loop has patterns behind its table; `each LIST [where …]` goes on with a rule. */
static bool is_each(const struct line *l)
{
	if (strncmp(l->text, "each ", 5) != 0)
		return false;
	struct words w = {l->text + 5};
	mem_free(words_next(&w));
	const char *rest = words_rest(&w);
	return *rest && strncmp(rest, "where ", 6) != 0;
}

/* An `each` loop: lines first to before last of in, written out for each code. */
struct loop {
	const struct lines *in;
	size_t first, last;
	int keep; /* rows after these fold; -1: none do */
};

static int write_out(struct lines *out, const struct loop *loop, const struct macro *m,
                     struct err *e)
{
	int rc = 0;
	for (size_t i = loop->first; rc == 0 && i < loop->last; i++) {
		const struct line *line = &loop->in->line[i];
		struct str text = {0};
		substitute(&text, line->text, m);
		bool foldable = loop->keep >= 0 && m->ordinal > loop->keep;
		rc = push(out, str_text(&text), line->indent, line->number, foldable, e);
		str_free(&text);
	}
	return rc;
}

/* fold N TEXT, right after `each` */
static void take_fold(struct lines *out, struct loop *loop)
{
	const char *text = loop->first < loop->last ? loop->in->line[loop->first].text : "";
	if (strncmp(text, "fold ", 5) != 0)
		return;
	struct words w = {text + 5};
	char *count = words_next(&w);
	struct figure n;
	loop->keep = 0;
	if (count && num_parse(count, NULL, &n) == NUM_OK)
		loop->keep = (int)(n.num / NUM_ONE);
	mem_free(count);
	mem_free(out->fold_text);
	out->fold_text = mem_strdup(words_rest(&w));
	loop->first++;
}

static int run_loop(struct lines *out, const struct loop *loop, const struct line *head,
                    const struct code_table *table, struct words *patterns, int year, struct err *e)
{
	int ordinal = 0, rc = 0;
	char *pattern;
	while (rc == 0 && (pattern = words_next(patterns)) != NULL) {
		int found = 0;
		for (size_t i = 0; rc == 0 && i < table->n; i++) {
			const struct code *c = &table->codes[i];
			if (!code_matches(pattern, c->code) || !code_is_of_year(c, year))
				continue;
			struct macro m = {c->code, c->name, ++ordinal};
			found++;
			rc = write_out(out, loop, &m, e);
		}
		if (rc == 0 && found == 0)
			rc = fail(out, head->number, e, _("代码表里没有 "), pattern);
		mem_free(pattern);
	}
	return rc;
}

/* each DICT PATTERN … / end */
static int expand(struct lines *out, const struct lines *in, size_t *at, const struct codes *codes,
                  int year, struct err *e)
{
	const struct line *head = &in->line[*at];
	struct words w = {head->text + 5};
	char *name = words_next(&w);
	int found = codes_find(codes, name ? name : "");
	const struct code_table *table = found < 0 ? NULL : &codes->tables[found];
	struct loop loop = {in, *at + 1, *at + 1, -1};
	int rc = -1;
	while (loop.last < in->n && strcmp(in->line[loop.last].text, "end") != 0 &&
	       !is_each(&in->line[loop.last]))
		loop.last++;
	if (!table)
		fail(out, head->number, e, _("没有这个代码表："), name);
	else if (loop.last == in->n || is_each(&in->line[loop.last]))
		fail(out, head->number, e, _("each 没有 end"), NULL);
	else {
		*at = loop.last;
		take_fold(out, &loop);
		rc = run_loop(out, &loop, head, table, &w, year, e);
	}
	mem_free(name);
	return rc;
}

static int expand_all(struct lines *out, const struct lines *in, const struct codes *codes,
                      int year, struct err *e)
{
	for (size_t i = 0; i < in->n; i++) {
		const struct line *line = &in->line[i];
		if (is_each(line) ? expand(out, in, &i, codes, year, e) < 0
		                  : push(out, line->text, line->indent, line->number, false, e) < 0)
			return -1;
	}
	return 0;
}

int lines_read(struct lines *l, const char *path, const struct codes *codes, int year,
               struct err *e)
{
	*l = (struct lines){.path = mem_strdup(path)};
	struct lines raw = {.path = l->path};
	struct str text = {0};
	int rc = file_read(path, FILE_LIMIT, &text, e);
	if (rc == 0 && text_check(str_text(&text), text.length) != text.length)
		rc = err_set(e, ERR_INPUT, _("%s 不是有效的 UTF-8 文本"), path);
	if (rc == 0 && text.s)
		rc = split(&raw, text.s, e);
	if (rc == 0)
		rc = expand_all(l, &raw, codes, year, e);
	str_free(&text);
	raw.path = NULL;
	lines_free(&raw);
	return rc;
}

uint64_t lines_hash(const struct lines *l, uint64_t hash)
{
	for (size_t i = 0; i < l->n; i++) {
		hash = hash_add_text(hash, l->line[i].text);
		hash = hash_add(hash, &l->line[i].indent, sizeof l->line[i].indent);
		hash = hash_add(hash, &l->line[i].foldable, sizeof l->line[i].foldable);
	}
	return hash;
}

void lines_free(struct lines *l)
{
	for (size_t i = 0; i < l->n; i++)
		mem_free(l->line[i].text);
	mem_free(l->line);
	mem_free(l->path);
	mem_free(l->fold_text);
	*l = (struct lines){0};
}

const char *words_rest(struct words *w)
{
	while (*w->s == ' ' || *w->s == '\t')
		w->s++;
	return w->s;
}

char *words_next(struct words *w)
{
	const char *start = words_rest(w);
	const char *end = start;
	if (*start == '\0')
		return NULL;
	if (*start == '"') {
		end = strchr(++start, '"');
		if (!end)
			end = start + strlen(start);
		w->s = *end ? end + 1 : end;
	} else {
		while (*end && *end != ' ' && *end != '\t')
			end++;
		w->s = end;
	}
	return mem_strndup(start, (size_t)(end - start));
}
