#include "app/who.h"

#include <string.h>

#include "app/work_inside.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

void who_join(struct work *w)
{
	if (!w->presence)
		w->presence = presence_open(w->store);
	who_say(w, NULL, -1, NULL);
}

void who_say(struct work *w, const struct filing *f, int sheet, const struct place *editing)
{
	const struct sheet *s = f && sheet >= 0 && (size_t)sheet < f->nsheets ? &f->sheets[sheet]
	                                                                      : NULL;
	struct str key = {0};

	if (!w->presence)
		return;
	if (s && editing)
		filing_key(f, *editing, &key);
	presence_say(w->presence, f ? f->id : 0, s ? s->form->id : NULL, s ? s->copy : 0,
	             str_text(&key));
	str_free(&key);
}

bool who_poll(struct work *w, int64_t now)
{
	return w->presence && presence_poll(w->presence, now);
}

const struct presence_session *who_all(const struct work *w, size_t *n)
{
	*n = 0;
	return w->presence ? presence_sessions(w->presence, n) : NULL;
}

/* ---- beside a filing ---- */

static bool is_beside(const struct presence_session *s, const struct filing *f)
{
	return !s->own && s->filing == f->id;
}

static void add_clean(struct str *out, const char *text)
{
	char *clean = text_clean(text, false);

	str_add(out, clean);
	mem_free(clean);
}

static void add_session(const struct filing *f, const struct presence_session *s, struct str *out)
{
	const struct form *form = set_form(f->set, s->form);

	if (*s->who)
		add_clean(out, s->who);
	else
		str_add(out, _("他人"));
	if (form && form->copies)
		str_addf(out, _("（%s#%d）"), form->number, s->copy);
	else if (form)
		str_addf(out, _("（%s）"), form->number);
}

size_t who_beside(const struct work *w, const struct filing *f, struct str *out)
{
	size_t n, beside = 0;
	const struct presence_session *all = who_all(w, &n);

	for (size_t i = 0; f && i < n; i++)
		beside += is_beside(&all[i], f);
	if (!beside)
		return 0;
	str_addf(out, _("另有 %zu 人："), beside);
	for (size_t i = 0, shown = 0; i < n; i++) {
		if (!is_beside(&all[i], f))
			continue;
		str_add(out, shown++ ? "、" : "");
		add_session(f, &all[i], out);
	}
	return beside;
}

static bool is_on(const struct presence_session *s, const struct filing *f, int sheet)
{
	return is_beside(s, f) && f->sheets[sheet].copy == s->copy &&
	       strcmp(f->sheets[sheet].form->id, s->form) == 0;
}

bool who_has_open(const struct work *w, const struct filing *f, int sheet)
{
	size_t n;
	const struct presence_session *all = who_all(w, &n);

	for (size_t i = 0; i < n; i++)
		if (is_on(&all[i], f, sheet))
			return true;
	return false;
}

bool who_edited(const struct work *w, const struct filing *f, int sheet, size_t *next,
                struct place *out)
{
	size_t n;
	const struct presence_session *all = who_all(w, &n);

	while (*next < n) {
		const struct presence_session *s = &all[(*next)++];

		if (is_on(s, f, sheet) && *s->key && filing_place(f, sheet, s->key, out))
			return true;
	}
	return false;
}

const struct presence_session *who_edits(const struct work *w, const struct filing *f,
                                         struct place p)
{
	size_t n;
	const struct presence_session *all = who_all(w, &n);

	for (size_t i = 0; i < n; i++) {
		struct place at;

		if (is_on(&all[i], f, p.sheet) && *all[i].key &&
		    filing_place(f, p.sheet, all[i].key, &at) && place_same(at, p))
			return &all[i];
	}
	return NULL;
}

/* ---- anywhere ---- */

void who_where(struct work *w, const struct presence_session *s, const struct work_filing *all,
               size_t n, struct str *out)
{
	size_t nunits;
	const struct work_unit *units = work_units(w, &nunits);

	for (size_t i = 0; i < n; i++) {
		const struct form *form = all[i].set ? set_form(all[i].set, s->form) : NULL;

		if (all[i].id != s->filing)
			continue;
		str_addf(out, _("%s %d 年"), units[all[i].unit].name, all[i].year);
		if (form)
			str_addf(out, form->copies ? " %s#%d" : " %s", form->number, s->copy);
	}
}
