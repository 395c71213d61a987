#include "audit/noun.h"

#include <string.h>

#include "base/text.h"

/* The length of the longest phrase words begin with, or 0. */
static size_t longest(const struct phrases *p, struct span words)
{
	size_t best = 0;
	for (size_t i = 0; i < p->n; i++)
		if (span_begins(words, p->text[i]) && strlen(p->text[i]) > best)
			best = strlen(p->text[i]);
	return best;
}

/* One of the words parted by / in a phrase of `alike`: its length; *first gets
 * the one that stands for all. */
static size_t alike(const struct phrases *p, struct span words, struct span *first)
{
	for (size_t i = 0; i < p->n; i++) {
		*first = (struct span){p->text[i], strcspn(p->text[i], "/")};
		for (const char *w = p->text[i]; w;) {
			size_t n = strcspn(w, "/");
			if (n > 0 && n <= words.n && memcmp(words.s, w, n) == 0)
				return n;
			w = w[n] ? w + n + 1 : NULL;
		}
	}
	return 0;
}

static bool is_letter(uint32_t c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0x4E00 && c <= 0x9FFF);
}

void noun_topic(const struct set *set, struct span words, struct str *out)
{
	const struct phrases *vague = set_words(set, "vague"), *same = set_words(set, "alike");
	size_t begin = out->length, n, chars = 0;
	for (size_t i = 0; i < words.n; i += n) {
		struct span rest = {words.s + i, words.n - i}, first;
		size_t skip = longest(vague, rest), twin = skip ? 0 : alike(same, rest, &first);
		uint32_t c = text_decode(rest.s, &n);
		if (skip > 0) {
			n = skip;
		} else if (twin > 0) {
			str_addn(out, first.s, first.n);
			n = twin;
			chars += 2;
		} else if (is_letter(c)) {
			str_addn(out, rest.s, n);
			chars++;
		}
		if (n == 0)
			break;
	}
	if (chars < 2 && out->s) {
		out->length = begin;
		out->s[begin] = '\0';
	}
}

bool noun_same(const char *a, const char *b)
{
	size_t na = strlen(a), nb = strlen(b);
	const char *shorter = na < nb ? a : b, *longer = na < nb ? b : a;
	size_t n = strlen(shorter);
	return n > 0 && strcmp(longer + strlen(longer) - n, shorter) == 0;
}
