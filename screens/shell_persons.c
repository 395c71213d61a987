#include "app/persons.h"
#include "base/i18n.h"
#include "screens/picker.h"
#include "screens/shell_parts.h"

/* Who may do what, to read; roles are given on the command line. */

static void add_own(struct shell *s, struct dialog *d)
{
	struct str roles = {0}, guard = {0};
	struct err e = {0};

	persons_say_roles(s->desk.w, &roles, &e);
	persons_say_guard(s->desk.w, &guard);
	picker_add(d, -1, _("我"), e.code ? e.text : str_text(&roles), STYLE_TEXT);
	picker_add(d, -1, str_text(&guard), NULL, STYLE_DIM);
	str_free(&roles);
	str_free(&guard);
}

void shell_persons(struct shell *s)
{
	struct dialog *d = reader_new(_("各人的角色"));
	struct person *list;
	struct err e = {0};
	size_t n;

	add_own(s, d);
	if (persons_list(s->desk.w, &list, &n, &e) < 0)
		picker_add(d, -1, e.text, NULL, STYLE_ERROR);
	for (size_t i = 0; i < n; i++)
		picker_add(d, -1, list[i].name, list[i].roles, STYLE_TEXT);
	persons_list_free(list, n);
	shell_open_dialog(s, d, NULL);
}
