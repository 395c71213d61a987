#include "screens/signs.h"

#include <string.h>

#include "app/others.h"
#include "app/remarks.h"
#include "app/review_show.h"
#include "app/who.h"
#include "base/mem.h"
#include "base/str.h"

static struct cell_sign *find(struct signs *s, struct place p)
{
	for (size_t i = 0; i < s->n; i++)
		if (place_same(s->sign[i].place, p))
			return &s->sign[i];
	return NULL;
}

static void add(struct signs *s, const struct cell_sign *sign)
{
	s->sign = mem_more(s->sign, s->n, &s->capacity, sizeof *s->sign);
	s->sign[s->n++] = *sign;
}

/* What is there keeps its style: it was added first because it is graver. */
static void add_before(struct signs *s, const struct cell_sign *sign)
{
	struct cell_sign *there = find(s, sign->place);
	struct str both = {0};

	if (!there) {
		add(s, sign);
		return;
	}
	str_addf(&both, "%s%s", sign->sign, there->sign);
	s->texts = mem_more(s->texts, s->ntexts, &s->texts_capacity, sizeof *s->texts);
	s->texts[s->ntexts++] = str_take(&both);
	there->sign = s->texts[s->ntexts - 1];
}

/* Of what the audit says of one cell the first. */
static void add_findings(struct signs *s, const struct desk *d)
{
	size_t n;
	struct cell_sign *found = review_signs(desk_review_shown(d), d->filing, d->sheet, &n);

	for (size_t i = 0; i < n; i++)
		if (!find(s, found[i].place))
			add(s, &found[i]);
	mem_free(found);
}

/* One of each kind is enough. */
static void add_remarks(struct signs *s, const struct desk *d)
{
	struct cell_sign *said;
	struct remarks r;
	size_t n;

	if (remarks_load(&r, d->w, d->filing, NULL) < 0)
		return;
	said = remarks_signs(&r, d->filing, d->sheet, &n);
	for (size_t i = 0; i < n; i++) {
		struct cell_sign *there = find(s, said[i].place);

		if (!there || !strstr(there->sign, said[i].sign))
			add_before(s, &said[i]);
	}
	mem_free(said);
	remarks_free(&r);
}

static void add_others(struct signs *s, const struct desk *d)
{
	size_t n;
	struct cell_sign *changed = others_signs(d->w, d->filing, d->sheet, &n);

	for (size_t i = 0; i < n; i++)
		add_before(s, &changed[i]);
	mem_free(changed);
}

static void add_present(struct signs *s, const struct desk *d)
{
	struct place p;
	size_t n = 0;

	while (who_edited(d->w, d->filing, d->sheet, &n, &p))
		add_before(s, &(struct cell_sign){p, "@", PAGE_OTHERS});
}

void signs_make(const struct desk *d, struct signs *out)
{
	*out = (struct signs){0};
	add_findings(out, d);
	add_remarks(out, d);
	add_others(out, d);
	add_present(out, d);
}

void signs_free(struct signs *s)
{
	for (size_t i = 0; i < s->ntexts; i++)
		mem_free(s->texts[i]);
	mem_free(s->texts);
	mem_free(s->sign);
}
