#include "screens/workbench.h"

#include "base/mem.h"
#include "screens/draw.h"
#include "screens/shell.h"

static void offer_draft(struct shell *s, struct work *w)
{
	char *database = draft_database(store_path(work_store(w)));
	struct draft d;

	if (draft_load(database, &d))
		shell_offer(s, &d);
	draft_free(&d);
	mem_free(database);
}

static void show(struct shell *s)
{
	struct caret caret;

	shell_draw(s, term_rows(), term_cols(), &caret);
	term_update(caret.y, caret.x);
}

/* Keys that wait are taken first, then all is drawn once. */
static void loop(struct shell *s)
{
	struct key_event ev;
	bool dirty = false;

	show(s);
	while (!shell_done(s)) {
		term_read(&ev, shell_timeout(s));
		dirty = shell_event(s, &ev) || dirty;
		if (!dirty || term_pending())
			continue;
		show(s);
		dirty = false;
	}
}

/* What is being typed must outlive a broken line. */
static int save_draft(const struct shell *s, struct err *e)
{
	struct draft d;
	int result = shell_typed(s, &d) ? draft_save(&d, e) : 0;

	draft_free(&d);
	return result;
}

int workbench_run_with(const struct term_settings *settings, struct work *w, const char *unit,
                       int year, const char *form, struct err *e)
{
	struct shell *s = shell_new(w, unit, year, form, e);
	int result;

	if (!s)
		return -1;
	if (term_open(settings, e) < 0) {
		shell_free(s);
		return -1;
	}
	shell_warn(s, term_warning());
	offer_draft(s, w);
	loop(s);
	result = save_draft(s, e);
	term_close();
	shell_free(s);
	return result;
}

int workbench_run(struct work *w, const char *unit, int year, const char *form, struct err *e)
{
	struct term_settings settings = {0};

	return workbench_run_with(&settings, w, unit, year, form, e);
}
