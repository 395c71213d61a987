#include "form/scribe.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

/* A .text file.  A line that begins with a small letter is a directive, every
 * other one a paragraph.
 *
 *   file      = text KEY NAME block
 *   block     = { directive | paragraph }
 *   directive = form KEY | same WORD WORD… | head wording | part KEY
 *             | when EXPR block [ else block ] end | rows LOOP block end
 */

static int read_block(struct scribe *r, struct wording *w);

static int take_form(struct scribe *r, struct wording *w)
{
	const struct form *f = set_form(r->set, r->s);
	(void)w;
	if (!f)
		return scribe_fail(r, _("这套表里没有这张表："), r->s);
	if (r->looping)
		return scribe_fail(r, _("rows 里面不能换表"), NULL);
	r->form = f->index;
	r->at++;
	return 0;
}

static int take_same(struct scribe *r, struct wording *w)
{
	struct narrative *t = r->t;
	struct words words = {r->s};
	(void)w;
	t->same = mem_push(t->same, t->nsame, sizeof *t->same);
	struct synonyms *same = &t->same[t->nsame++];
	for (char *word; (word = words_next(&words)) != NULL;) {
		same->words = mem_push(same->words, same->n, sizeof *same->words);
		same->words[same->n++] = word;
	}
	if (same->n < 2)
		return scribe_fail(r, _("same 要写两种以上的说法"), NULL);
	r->at++;
	return 0;
}

static int take_paragraph(struct scribe *r, struct wording *w)
{
	if (scribe_wording(r, w, false) < 0)
		return -1;
	scribe_bit(r, w, BIT_TEXT)->text = mem_strdup("\n");
	r->at++;
	return 0;
}

static int take_head(struct scribe *r, struct wording *w)
{
	struct bit *b = scribe_bit(r, w, BIT_HEAD);
	if (scribe_wording(r, &scribe_way(b)->wording, false) < 0)
		return -1;
	scribe_bit(r, w, BIT_TEXT)->text = mem_strdup("\n");
	r->at++;
	return 0;
}

/* The paragraphs that follow, up to the next head or part. */
static int take_part(struct scribe *r, struct wording *w)
{
	struct narrative *t = r->t;
	if (r->depth > 1)
		return scribe_fail(r, _("part 不能写在 when 或 rows 里面："), r->s);
	if (!*r->s || strpbrk(r->s, " \t"))
		return scribe_fail(r, _("part 后面写一个键"), NULL);
	for (size_t i = 0; i < t->nparts; i++)
		if (strcmp(t->parts[i], r->s) == 0)
			return scribe_fail(r, _("这个 part 前面已经有了："), r->s);
	t->parts = mem_push(t->parts, t->nparts, sizeof *t->parts);
	t->parts[t->nparts++] = mem_strdup(r->s);
	scribe_bit(r, w, BIT_PART)->text = mem_strdup(r->s);
	r->at++;
	return 0;
}

static bool at_line(const struct scribe *r, const char *word)
{
	return r->at < r->lines.n && strcmp(r->lines.line[r->at].text, word) == 0;
}

static int take_when(struct scribe *r, struct wording *w)
{
	struct bit *b = scribe_bit(r, w, BIT_CHOICE);
	struct scribe opened = *r;
	scribe_way(b)->test = scribe_expr(r, r->s);
	r->at++;
	if (!b->ways[0].test || read_block(r, &b->ways[0].wording) < 0)
		return -1;
	if (at_line(r, "else")) {
		r->at++;
		if (read_block(r, &scribe_way(b)->wording) < 0)
			return -1;
	}
	if (!at_line(r, "end"))
		return scribe_fail(&opened, _("when 没有 end"), NULL);
	r->at++;
	return 0;
}

static int take_rows(struct scribe *r, struct wording *w)
{
	struct bit *b = scribe_bit(r, w, BIT_LOOP);
	struct scribe inside;
	if (scribe_loop(r, b, r->s, &inside) < 0)
		return -1;
	inside.at++;
	if (read_block(&inside, &b->ways[0].wording) < 0)
		return -1;
	if (!at_line(&inside, "end"))
		return scribe_fail(r, _("rows 没有 end"), NULL);
	r->at = inside.at + 1;
	return 0;
}

static const struct {
	const char *word;
	int (*take)(struct scribe *r, struct wording *w);
} directives[] = {
    {"form", take_form}, {"same", take_same}, {"head", take_head},
    {"part", take_part}, {"when", take_when}, {"rows", take_rows},
};

static int read_line(struct scribe *r, struct wording *w)
{
	const char *text = r->s = r->lines.line[r->at].text;
	if (*text < 'a' || *text > 'z')
		return take_paragraph(r, w);
	for (size_t i = 0; i < sizeof directives / sizeof *directives; i++)
		if (scribe_word(r, directives[i].word)) {
			while (*r->s == ' ')
				r->s++;
			return directives[i].take(r, w);
		}
	return scribe_fail(r, _("看不懂这一行："), text);
}

/* Up to a line `else` or `end`, or the end of the file. */
static int read_block(struct scribe *r, struct wording *w)
{
	int rc = scribe_deeper(r);
	while (rc == 0 && r->at < r->lines.n && !at_line(r, "else") && !at_line(r, "end"))
		rc = read_line(r, w);
	r->depth--;
	return rc;
}

/* text KEY NAME */
static int take_first(struct scribe *r)
{
	struct words w = {r->lines.n > 0 ? r->lines.line[0].text : ""};
	char *word = words_next(&w), *id = words_next(&w);
	int rc = 0;
	if (!word || strcmp(word, "text") != 0 || !id || !*words_rest(&w))
		rc = scribe_fail(r, _("缺少 text 键 名称"), NULL);
	else if (strcmp(id, r->t->id) != 0)
		rc = scribe_fail(r, _("键应与文件名相同："), id);
	r->t->name = mem_strdup(words_rest(&w));
	r->at = 1;
	mem_free(word);
	mem_free(id);
	return rc;
}

int read_narrative(struct set *s, struct narrative *t, const char *path, const struct codes *codes,
                   struct err *e)
{
	struct scribe r = {.set = s, .t = t, .list = -1, .e = e};
	int rc = lines_read(&r.lines, path, codes, s->year_from, e);
	s->fingerprint = lines_hash(&r.lines, s->fingerprint);
	if (rc == 0)
		rc = take_first(&r);
	if (rc == 0)
		rc = read_block(&r, &t->body);
	if (rc == 0 && r.at < r.lines.n)
		rc = scribe_fail(&r, _("没有开头的 "), r.lines.line[r.at].text);
	lines_free(&r.lines);
	return rc;
}
