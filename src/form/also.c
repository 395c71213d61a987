#include "form/also.h"

#include <string.h>

bool also_is_named(const struct set *s, const char *name)
{
	const char *dash = strrchr(s->id, '-'), *slash = s->shared ? strrchr(s->shared, '/') : NULL;
	if (strcmp(s->id, name) == 0)
		return true;
	if (s->shared && strcmp(slash ? slash + 1 : s->shared, name) == 0)
		return true;
	return dash && strlen(name) == (size_t)(dash - s->id) &&
	       strncmp(s->id, name, strlen(name)) == 0;
}

const struct filing *also_filing(const struct filing *f, const char *set)
{
	for (size_t i = 0; i < f->nalso; i++)
		if (also_is_named(f->also[i]->set, set))
			return f->also[i];
	return NULL;
}

bool also_place(const struct filing *f, const struct also *a, const struct filing **in,
                struct place *out)
{
	*in = also_filing(f, a->set);
	const struct form *form = *in ? set_form((*in)->set, a->form) : NULL;
	if (!form)
		return false;
	*out = (struct place){filing_find_sheet(*in, form, 1), -1, -1, form_field(form, a->key)};
	return out->sheet >= 0 && out->field >= 0;
}
