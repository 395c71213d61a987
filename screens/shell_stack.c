#include "screens/shell_parts.h"

/* The dialogs that lie over the panes, the last one on top with the keys. */

struct dialog *shell_dialog(const struct shell *s)
{
	return s->ndialogs ? s->dialogs[s->ndialogs - 1].dialog : NULL;
}

void shell_open_dialog(struct shell *s, struct dialog *d, dialog_done *done)
{
	if (s->ndialogs == DIALOGS) {
		dialog_free(d);
		return;
	}
	s->dialogs[s->ndialogs].dialog = d;
	s->dialogs[s->ndialogs++].done = done;
}

void shell_close_dialog(struct shell *s)
{
	dialog_free(s->dialogs[--s->ndialogs].dialog);
}

struct dialog *shell_take_dialog(struct shell *s)
{
	return s->dialogs[--s->ndialogs].dialog;
}

/* Back to where it was, under what was opened since. */
static void put_back(struct shell *s, int at, struct dialog *d, dialog_done *done)
{
	if (s->ndialogs == DIALOGS)
		shell_close_dialog(s);
	for (int i = s->ndialogs++; i > at; i--)
		s->dialogs[i] = s->dialogs[i - 1];
	s->dialogs[at].dialog = d;
	s->dialogs[at].done = done;
}

/* The dialog is taken off first, so that what it asked for may open another. */
static void end_dialog(struct shell *s, enum dialog_end end)
{
	int top = --s->ndialogs;
	struct dialog *d = s->dialogs[top].dialog;
	dialog_done *done = s->dialogs[top].done;

	if (done && !done(s, d, end)) {
		put_back(s, top, d, done);
		if (s->conflict)
			shell_ask_conflict(s);
		return;
	}
	dialog_free(d);
}

void shell_dialog_event(struct shell *s, enum action a, const struct key_event *ev)
{
	struct dialog *d = shell_dialog(s);
	enum dialog_end end;

	if (a == ACT_HELP || a == ACT_EXPORT) {
		shell_command(s, a);
		return;
	}
	end = d->type->key(d, a, ev);
	if (end != DIALOG_OPEN)
		end_dialog(s, end);
}
