#include "screens/workbench.h"

#include "app/persons.h"
#include "app/who.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/draw.h"
#include "screens/settings.h"
#include "screens/shell.h"

static void show(struct shell *s)
{
	struct caret caret;

	shell_draw(s, term_rows(), term_cols(), &caret);
	term_update(caret.y, caret.x);
}

static void add_character(struct str *out, int c)
{
	char utf8[4];

	str_addn(out, utf8, text_encode((uint32_t)c, utf8));
}

/* Takes the characters that wait behind one; *ev gets what came after them
 * (EV_IDLE: nothing). */
static bool take_burst(struct shell *s, struct key_event *ev)
{
	struct str text = {0};
	bool dirty;

	do {
		add_character(&text, ev->key);
		ev->kind = EV_IDLE;
		if (term_pending())
			term_read(ev, 0);
	} while (ev->kind == EV_CHAR);
	dirty = shell_burst(s, text.s);
	str_free(&text);
	return dirty;
}

/* Esc stops what takes long; other keys typed meanwhile are not kept. */
static bool wait(void *context, struct shell *s)
{
	struct key_event ev;
	bool go_on = true;

	(void)context;
	show(s);
	while (term_pending()) {
		term_read(&ev, 0);
		if (ev.kind == EV_SIGNAL || ev.kind == EV_RESIZE)
			shell_event(s, &ev);
		if (ev.kind == EV_SIGNAL)
			return false; /* a line that is gone says so for ever */
		if (ev.kind == EV_KEY && (ev.key == K_ESC || ev.key == K_CTRL('c')))
			go_on = false;
	}
	return go_on;
}

/* Keys that wait are taken first, then all is drawn once. */
static void loop(struct shell *s)
{
	struct key_event ev;
	bool dirty = false;

	show(s);
	while (!shell_done(s)) {
		term_read(&ev, shell_timeout(s));
		if (ev.kind == EV_CHAR && term_pending()) {
			dirty = take_burst(s, &ev) || dirty;
			if (shell_done(s))
				return;
		}
		if (ev.kind != EV_IDLE || !dirty)
			dirty = shell_event(s, &ev) || dirty;
		if (!dirty || term_pending())
			continue;
		show(s);
		dirty = false;
	}
}

/* Once: that what roles say binds nobody. */
static void warn_of_roles(struct shell *s, struct work *w)
{
	struct str why = {0};

	if (persons_are_advisory(w, &why))
		shell_warn(s, why.s);
	str_free(&why);
}

static int run(const struct term_settings *settings, const char *warning, struct work *w,
               const char *unit, int year, const char *form, struct err *e)
{
	struct shell *s = shell_new(w, unit, year, form, e);
	char *sets = work_sets_warning(w);
	int result;

	if (!s || term_open(settings, e) < 0) {
		mem_free(sets);
		shell_free(s);
		return -1;
	}
	who_join(w);
	shell_warn(s, warning);
	shell_warn(s, term_warning());
	shell_warn(s, sets);
	mem_free(sets);
	warn_of_roles(s, w);
	shell_offer(s);
	shell_on_wait(s, wait, NULL);
	shell_hurry(s);
	shell_keep_safe(s);
	loop(s);
	result = shell_save_draft(s, e); /* it must outlive a broken line */
	term_close();
	shell_free(s);
	return result;
}

int workbench_run_with(const struct term_settings *settings, struct work *w, const char *unit,
                       int year, const char *form, struct err *e)
{
	return run(settings, NULL, w, unit, year, form, e);
}

/* A mistake in the settings is told on the screen and keeps nobody from work. */
int workbench_run(struct work *w, const char *unit, int year, const char *form, struct err *e)
{
	struct settings settings;
	struct err mistake = {0};
	char *path = settings_path();
	bool wrong = settings_read(&settings, path, &mistake) < 0;
	int result = run(&settings.term, wrong ? mistake.text : NULL, w, unit, year, form, e);

	settings_free(&settings);
	mem_free(path);
	return result;
}
