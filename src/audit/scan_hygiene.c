/* What has no place in a text whatever it says: instructions of the form,
 * leftovers of a template, doubled punctuation, control characters.  One
 * finding for a cell and a kind of trouble, at its first place. */
#include "audit/scan_inside.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

static void report(const struct scan *s, const struct scan_text *t, size_t from, size_t length,
                   char *line)
{
	struct finding *x = scan_report(s, t->place, line, NULL);
	x->from = from;
	x->length = length;
}

/* ---- phrases of the policy ---- */

static bool is_alone(const char *text, const char *hit, size_t n)
{
	static const char letters[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
	return !(hit > text && strchr(letters, hit[-1])) && !(hit[n] && strchr(letters, hit[n]));
}

/* The first of the phrases in the text, a phrase of letters (XX) not within a
 * longer word. */
static const char *find_phrase(const char *text, const struct phrases *words, size_t *length)
{
	const char *best = NULL;
	for (size_t i = 0; i < words->n; i++) {
		const char *phrase = words->text[i];
		size_t n = strlen(phrase);
		const char *hit = strstr(text, phrase);
		while (hit && phrase[0] >= 'A' && phrase[0] <= 'z' && !is_alone(text, hit, n))
			hit = strstr(hit + n, phrase);
		if (hit && (!best || hit < best)) {
			best = hit;
			*length = n;
		}
	}
	return best;
}

static void search_phrases(struct scan *s, const char *name, bool instruction)
{
	const struct phrases *words = set_words(s->f->set, name);
	for (size_t i = 0; words->n > 0 && i < s->ntexts; i++) {
		const struct scan_text *t = &s->texts[i];
		size_t n = 0;
		const char *hit = find_phrase(t->text, words, &n);
		if (!hit)
			continue;
		struct str line = {0};
		char *phrase = mem_strndup(hit, n);
		str_addf(&line, instruction ? _("留有填表说明“%s”") : _("留有模板里的“%s”"),
		         phrase);
		mem_free(phrase);
		report(s, t, (size_t)(hit - t->text), n, str_take(&line));
	}
}

void scan_leftovers(struct scan *s)
{
	search_phrases(s, "leftover", false);
}

/* Whether text is a hole of the template rows drawn where the list is empty. */
static bool in_blanks(const struct block *b, const char *text)
{
	char *folded = text_fold(text);
	bool found = false;
	for (size_t i = 0; !found && *folded && i < b->nblanks; i++) {
		for (const char *p = b->blanks[i]; !found && p;) {
			size_t n = strcspn(p, "|");
			char *hole = mem_strndup(p, n), *bare = text_fold(hole);
			found = strcmp(bare, folded) == 0;
			mem_free(bare);
			mem_free(hole);
			p = p[n] ? p + n + 1 : NULL;
		}
	}
	mem_free(folded);
	return found;
}

static void search_blanks(struct scan *s, const struct scan_text *t)
{
	const struct form *form = s->f->sheets[t->place.sheet].form;
	for (size_t i = 0; i < form->nblocks; i++) {
		const struct block *b = &form->blocks[i];
		if (b->kind != BLOCK_LIST || b->list != t->place.list || !in_blanks(b, t->text))
			continue;
		struct str line = {0};
		str_addf(&line, _("“%s”是表上的样板，不是填写的内容"), t->text);
		report(s, t, 0, 0, str_take(&line));
		return;
	}
}

void scan_instructions(struct scan *s)
{
	search_phrases(s, "instruction", true);
	for (size_t i = 0; i < s->ntexts; i++)
		if (s->texts[i].place.list >= 0 && strlen(s->texts[i].text) < 64)
			search_blanks(s, &s->texts[i]);
}

/* ---- punctuation ---- */

/* The bytes of a mark that ends or parts a sentence, or 0. */
static size_t mark_at(const char *s)
{
	static const char *const marks[] = {"，", "。", "、", "；", "：",
	                                    "！", "？", ",",  ";",  NULL};
	if (*s != ',' && *s != ';' && *s != '\xE3' && *s != '\xEF')
		return 0;
	for (const char *const *m = marks; *m; m++)
		if (strncmp(s, *m, strlen(*m)) == 0)
			return strlen(*m);
	return 0;
}

/* Two marks with nothing but blanks of one line between them; «！！» and «？！»
 * are meant. */
static const char *doubled(const char *text, size_t *length)
{
	size_t n;
	for (const char *p = text; *p; p += n) {
		n = mark_at(p);
		if (n == 0) {
			text_decode(p, &n);
			continue;
		}
		const char *next = p + n + strspn(p + n, " ");
		size_t second = mark_at(next);
		bool meant = strncmp(next, "！", 3) == 0 || strncmp(next, "？", 3) == 0;
		if (second > 0 && !meant) {
			*length = (size_t)(next - p) + second;
			return p;
		}
	}
	return NULL;
}

void scan_punctuation(struct scan *s)
{
	for (size_t i = 0; i < s->ntexts; i++) {
		const struct scan_text *t = &s->texts[i];
		size_t n = 0;
		const char *hit = doubled(t->text, &n);
		if (!hit)
			continue;
		struct str line = {0};
		char *marks = mem_strndup(hit, n);
		str_addf(&line, _("标点重复：“%s”"), marks);
		mem_free(marks);
		report(s, t, (size_t)(hit - t->text), n, str_take(&line));
	}
}

/* ---- control characters ---- */

static bool is_settled(uint32_t c)
{
	return c == '\n' || (c >= 0x20 && c < 0x7F) || (c >= 0x4E00 && c <= 0x9FFF) ||
	       (c >= 0x3001 && c <= 0x301F);
}

void scan_control(struct scan *s)
{
	for (size_t i = 0; i < s->ntexts; i++) {
		const struct scan_text *t = &s->texts[i];
		uint32_t c = 0;
		size_t n, at = 0;
		for (; t->text[at]; at += n) {
			c = text_decode(t->text + at, &n);
			if (!is_settled(c) && text_is_unsafe(c))
				break;
		}
		if (!t->text[at])
			continue;
		struct str line = {0};
		str_addf(&line, _("文字里有看不见的控制字符 U+%04X"), (unsigned)c);
		report(s, t, at, n, str_take(&line));
	}
}
