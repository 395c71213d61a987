#include "app/edit_name.h"

#include <string.h>

#include "base/mem.h"

/* «ind.12»: the name of the row is in its first column. */
static char *row_name(const struct filing *f, int sheet, const char *key)
{
	const struct form *form = f->sheets[sheet].form;
	char *list = mem_strndup(key, strcspn(key, "."));
	int l = form_list(form, list);
	struct str whole = { 0 }, name = { 0 };
	struct place p;

	mem_free(list);
	if (l < 0)
		return NULL;
	str_addf(&whole, "%s.%s", key, form->lists[l].columns[form->lists[l].name_column].key);
	if (filing_place(f, sheet, str_text(&whole), &p))
		row_label(f, p, &name);
	str_free(&whole);
	return name.length ? str_take(&name) : NULL;
}

char *edit_name(const struct filing *f, const char *form, int copy, const char *key)
{
	const struct form *on = f ? set_form(f->set, form) : NULL;
	int sheet = on ? filing_find_sheet(f, on, copy) : -1;
	struct str name = { 0 };
	struct place p;

	if (sheet < 0)
		return NULL;
	if (!filing_place(f, sheet, key, &p))
		return row_name(f, sheet, key);
	place_label(f, p, &name);
	return str_take(&name);
}
