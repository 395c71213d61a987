#include "soak/session.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/edit.h"
#include "app/who.h"
#include "base/mem.h"
#include "base/text.h"
#include "support/blind.h"

static void give_up(const char *what, const struct err *e)
{
	fprintf(stderr, "%s: %s\n", what, e->text);
	_exit(2);
}

/* ---- starting and ending ---- */

static int64_t seconds(void *context)
{
	return 1732000000 + ((struct session *)context)->now / 1000;
}

static int64_t milliseconds(void *context)
{
	return ((struct session *)context)->now;
}

static void show(struct session *s)
{
	struct caret caret;

	shell_draw(s->shell, s->rows, s->cols, &caret);
}

static bool go_on(void *context, struct shell *shell)
{
	struct session *s = context;
	struct caret caret;

	shell_draw(shell, s->rows, s->cols, &caret);
	return soak_random(&s->random) % 8 != 0;
}

static struct work *open_work(struct session *s, const char *who)
{
	struct err e = {0};
	struct work *w = work_open(s->path, STORE_OPEN, NULL, &e);

	if (!w)
		give_up("work_open", &e);
	store_set_actor(work_store(w), who, NULL);
	store_set_clock(work_store(w), seconds, s);
	who_join(w);
	return w;
}

/* As the workbench starts and ends (screens/workbench.c). */
static void open_shell(struct session *s)
{
	struct err e = {0};

	s->w = open_work(s, "甲");
	s->shell = shell_new(s->w, NULL, 0, NULL, &e);
	if (!s->shell)
		give_up("shell_new", &e);
	shell_set_clock(s->shell, milliseconds, s);
	shell_on_wait(s->shell, go_on, s);
	shell_hurry(s->shell);
	shell_offer(s->shell);
	show(s);
}

static void close_shell(struct session *s)
{
	shell_save_draft(s->shell, NULL);
	shell_free(s->shell);
	work_close(s->w);
}

static void event(struct session *s, struct key_event ev)
{
	bool dirty = shell_event(s->shell, &ev);

	if (shell_done(s->shell)) {
		close_shell(s);
		open_shell(s);
	} else if (dirty && soak_random(&s->random) % 4) {
		show(s); /* not always: keys that wait come before a drawing */
	}
}

/* ---- the other one ---- */

static bool a_place(struct session *s, struct filing *f, bool rows, struct place *p)
{
	const struct form *form;
	uint64_t *r = &s->random;

	*p = (struct place){(int)(soak_random(r) % f->nsheets), -1, -1, 0};
	form = f->sheets[p->sheet].form;
	if (form->nlists && (rows || soak_random(r) % 2)) {
		p->list = (int)(soak_random(r) % form->nlists);
		if (!f->sheets[p->sheet].lists[p->list].n)
			return false;
		p->row = (int)(soak_random(r) % f->sheets[p->sheet].lists[p->list].n);
		p->field = (int)(soak_random(r) % form->lists[p->list].ncolumns);
		return true;
	}
	if (rows || !form->nfields)
		return false;
	p->field = (int)(soak_random(r) % form->nfields);
	return true;
}

/* May be refused: that is fine. */
static void somebody_else(struct session *s)
{
	static const char *const texts[] = {"1", "27.5", "", "某某", "≥90%"};
	struct err e = {0};
	uint64_t r = soak_random(&s->random);
	size_t n, nfilings;
	struct work_filing *filings;
	struct filing *f = NULL;
	struct place p, out;

	work_refresh(s->other);
	work_units(s->other, &n);
	filings = work_filings(s->other, -1, &nfilings, &e);
	if (nfilings) {
		const struct work_filing *one = &filings[r % nfilings];

		f = work_open_filing(s->other, one->unit, one->year, one->set_id, &e);
	}
	mem_free(filings);
	if (!f || !f->nsheets || !a_place(s, f, r % 3 == 0, &p))
		return;
	if (r % 3)
		edit_cell(s->other, f, p, texts[r / 3 % 5], &e);
	else if (r / 3 % 3 == 0)
		edit_row_delete(s->other, f, p, &e);
	else if (r / 3 % 3 == 1)
		edit_row_move(s->other, f, p, r / 9 % 2 ? 1 : -1, &out, &e);
	else
		edit_row_copy(s->other, f, p, &out, &e);
}

/* ---- one key ---- */

static struct key_event plain(int key)
{
	return key < K_NONE ? blind_char(key) : blind_key(key);
}

static void type(struct session *s, const struct soak_key *k)
{
	size_t length;

	for (const char *text = k->text; *text; text += length)
		event(s, blind_char((int)text_decode(text, &length)));
	if (k->number % 4)
		event(s, plain(K_ENTER));
}

static void asked(struct session *s, int key, const char *text)
{
	event(s, plain(key));
	event(s, blind_paste(text));
	event(s, plain(K_ENTER));
}

static void decode(struct session *s, const struct soak_key *k)
{
	struct key_event ev;

	keys_feed(s->decoder, k->text, k->length, s->now);
	if (k->number % 2)
		s->now += 100;
	while (keys_next(s->decoder, &ev, s->now))
		event(s, ev);
}

static void resize(struct session *s, int rows, int cols)
{
	s->rows = rows;
	s->cols = cols;
	blind_resize(rows, cols);
	event(s, (struct key_event){.kind = EV_RESIZE, .y = rows, .x = cols});
}

static void burst(struct session *s, const char *text)
{
	shell_burst(s->shell, text);
	event(s, (struct key_event){.kind = EV_IDLE});
}

void session_key(struct session *s, const struct soak_key *k)
{
	s->now += 20;
	switch (k->kind) {
	case SOAK_KEY: event(s, k->ev); break;
	case SOAK_COMMAND: asked(s, ':', k->text); break;
	case SOAK_GO: asked(s, 'g', k->text); break;
	case SOAK_TYPED: type(s, k); break;
	case SOAK_BURST: burst(s, k->text); break;
	case SOAK_PASTE: event(s, blind_paste(k->text)); break;
	case SOAK_BYTES: decode(s, k); break;
	case SOAK_RESIZE: resize(s, k->rows, k->cols); break;
	case SOAK_IDLE:
		s->now += k->ms;
		event(s, (struct key_event){.kind = EV_IDLE});
		break;
	case SOAK_END: event(s, (struct key_event){.kind = EV_SIGNAL, .key = SIGHUP}); break;
	case SOAK_OTHER: somebody_else(s); break;
	}
}

/* ---- from the first to the last ---- */

void session_begin(struct session *s, const char *path)
{
	memset(s, 0, sizeof *s);
	s->path = path;
	s->rows = 30;
	s->cols = 100;
	s->now = 1000;
	blind_open(s->rows, s->cols);
	s->decoder = keys_new(50);
	s->other = open_work(s, "乙");
	open_shell(s);
}

void session_end(struct session *s)
{
	close_shell(s);
	work_close(s->other);
	keys_free(s->decoder);
	blind_close();
}
