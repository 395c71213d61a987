#include "screens/prompt.h"

#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "screens/editdraw.h"

enum { PROMPT_LIMIT = 1024 };

struct offer {
	char *word, *meaning;
};

struct prompt {
	struct dialog dialog;
	char *label;
	struct lineedit *line;
	struct offer *offers;
	size_t n, capacity;
	char *typed; /* what Tab completes; NULL: Tab was not the last key */
	size_t next; /* the offer to look at next */
};

void prompt_offer(struct dialog *d, const char *word, const char *meaning)
{
	struct prompt *p = (struct prompt *)d;

	p->offers = mem_more(p->offers, p->n, &p->capacity, sizeof *p->offers);
	p->offers[p->n++] = (struct offer){mem_strdup(word), mem_strdup(meaning)};
}

const char *prompt_text(const struct dialog *d)
{
	return lineedit_text(((const struct prompt *)d)->line);
}

/* What the typed word means, once it is whole; else the words it may become. */
static void add_hint(const struct prompt *p, struct str *out)
{
	const char *text = lineedit_text(p->line);
	size_t length = strlen(text);

	for (size_t i = 0; i < p->n; i++)
		if (strcmp(p->offers[i].word, text) == 0) {
			str_add(out, p->offers[i].meaning);
			return;
		}
	for (size_t i = 0; i < p->n; i++)
		if (strncmp(p->offers[i].word, text, length) == 0)
			str_addf(out, "%s ", p->offers[i].word);
}

static void draw(const struct dialog *d, const struct rect *screen, struct caret *caret)
{
	const struct prompt *p = (const struct prompt *)d;
	int y = screen->y + screen->rows, label = text_width(p->label), room = screen->cols - label;
	int typed = text_width(lineedit_text(p->line)) + 3;
	struct str hint = {0};

	draw_text(y, screen->x, label, p->label, STYLE_TITLE);
	editdraw_line(p->line, y, screen->x + label, room, &caret->y, &caret->x);
	add_hint(p, &hint);
	if (typed < room)
		draw_text(y, screen->x + label + typed, room - typed, str_text(&hint), STYLE_DIM);
	str_free(&hint);
}

static void complete(struct prompt *p)
{
	if (!p->typed) {
		p->typed = mem_strdup(lineedit_text(p->line));
		p->next = 0;
	}
	for (size_t tried = 0; tried < p->n; tried++) {
		const char *word = p->offers[p->next++ % p->n].word;

		if (strncmp(word, p->typed, strlen(p->typed)) == 0) {
			lineedit_set(p->line, word);
			return;
		}
	}
}

static enum dialog_end key(struct dialog *d, enum action a, const struct key_event *ev)
{
	struct prompt *p = (struct prompt *)d;

	if (a == ACT_COMPLETE) {
		complete(p);
		return DIALOG_OPEN;
	}
	mem_free(p->typed);
	p->typed = NULL;
	if (a == ACT_CHOOSE)
		return DIALOG_DONE;
	if (a == ACT_LEAVE)
		return DIALOG_CANCELLED;
	if (ev->kind == EV_KEY && ev->key == K_BACKSPACE && !*lineedit_text(p->line))
		return DIALOG_CANCELLED;
	lineedit_key(p->line, ev);
	return DIALOG_OPEN;
}

static void discard(struct dialog *d)
{
	struct prompt *p = (struct prompt *)d;

	for (size_t i = 0; i < p->n; i++) {
		mem_free(p->offers[i].word);
		mem_free(p->offers[i].meaning);
	}
	mem_free(p->offers);
	mem_free(p->label);
	mem_free(p->typed);
	lineedit_free(p->line);
	mem_free(p);
}

static const struct dialog_type type = {CTX_PROMPT, draw, key, discard};

struct dialog *prompt_new(const char *label, const char *text)
{
	struct prompt *p = mem_alloc(sizeof *p);

	p->dialog.type = &type;
	p->label = mem_strdup(label);
	p->line = lineedit_new(PROMPT_LIMIT, false);
	lineedit_set(p->line, text);
	editbuf_select_all(lineedit_buffer(p->line));
	return &p->dialog;
}
