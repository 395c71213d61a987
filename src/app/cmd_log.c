#include <string.h>
#include <time.h>

#include "app/cmd_table.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"

/* log: who changed what, when, from what to what, and why. */

struct wanted {
	int64_t filing;
	const char *form;
	int copy;
	const char *key;
};

static int take_wanted(struct cmd_call *c, struct wanted *w)
{
	const char *rest;
	*w = (struct wanted){0};
	if (c->nargs == 0)
		return 0;
	if (c->nargs == 1)
		return err_set(c->e, ERR_USAGE, _("用法：ziping log [单位 年度 [表[#份][.键]]]"));
	struct filing *f = cmd_filing(c);
	if (!f)
		return -1;
	w->filing = f->id;
	if (c->nargs < 3)
		return 0;
	int sheet = cmd_sheet(c, f, c->args[2], &rest);
	if (sheet < 0)
		return -1;
	w->form = f->sheets[sheet].form->id;
	w->copy = f->sheets[sheet].copy;
	w->key = *rest ? rest : NULL;
	return 0;
}

static void json_entry(struct json *j, const struct store_entry *e)
{
	json_open(j, NULL, '{');
	json_int(j, "id", e->id);
	json_int(j, "step", e->step);
	json_int(j, "time", e->time);
	json_string(j, "who", e->who);
	json_string(j, "what", e->what);
	json_string(j, "why", e->why);
	json_int(j, "undoes", e->undoes);
	json_string(j, "form", e->form);
	json_int(j, "copy", e->copy);
	json_string(j, "key", e->key);
	json_string(j, "old", e->old_text);
	json_string(j, "new", e->new_text);
	json_close(j, '}');
}

/* Other people's texts reach a terminal only cleaned (ENGINE §5). */
static void add_clean(struct str *out, const char *text)
{
	char *clean = text_clean(text ? text : "", false);
	str_add(out, clean);
	mem_free(clean);
}

static void print_entry(struct str *out, const struct store_entry *e)
{
	char when[32] = "";
	time_t t = (time_t)e->time;
	struct tm tm;
	if (localtime_r(&t, &tm))
		strftime(when, sizeof when, "%Y-%m-%d %H:%M:%S", &tm);
	str_addf(out, "%s  ", when);
	add_clean(out, e->who);
	str_addf(out, "  %s  %s#%d.%s  ", e->what ? e->what : "", e->form ? e->form : "", e->copy,
	         e->key ? e->key : "");
	add_clean(out, e->old_text ? e->old_text : _("（空）"));
	str_add(out, " → ");
	add_clean(out, e->new_text ? e->new_text : _("（空）"));
	if (e->why) {
		str_add(out, _("  原因："));
		add_clean(out, e->why);
	}
	str_addc(out, '\n');
}

int cmd_log(struct cmd_call *c)
{
	struct wanted w;
	struct store_entry *entries = NULL;
	size_t n = 0;
	if (take_wanted(c, &w) < 0 || store_journal(work_store(c->work), w.filing, w.form, w.copy,
	                                            w.key, c->limit, &entries, &n, c->e) < 0)
		return cmd_fail(c);
	struct json j;
	cmd_json_begin(c, &j);
	for (size_t i = 0; i < n; i++) {
		if (c->json)
			json_entry(&j, &entries[i]);
		else
			print_entry(c->out, &entries[i]);
	}
	cmd_json_end(c, &j);
	store_journal_free(entries, n);
	return CMD_DONE;
}
