#include "app/stored.h"

#include "base/map.h"
#include "base/mem.h"
#include "base/str.h"

struct stored {
	struct store_content *content;
	struct map *at; /* «form#copy.key»: index of the cell */
};

struct comparing {
	const struct stored *s;
	const struct filing *f;
	void (*differs)(void *context, struct place p, const struct store_cell *was);
	void *context;
};

static void write_name(struct str *out, const char *form, int copy, const char *key)
{
	str_clear(out);
	str_addf(out, "%s#%d.%s", form, copy, key);
}

struct stored *stored_open(struct store *s, int64_t filing, struct err *e)
{
	struct store_content *content;
	struct str name = { 0 };
	struct stored *out;

	if (store_load(s, filing, &content, e) < 0)
		return NULL;
	out = mem_alloc(sizeof *out);
	out->content = content;
	out->at = map_new();
	for (size_t i = 0; i < content->ncells; i++) {
		const struct store_cell *c = &content->cells[i];
		const struct store_sheet *sheet = &content->sheets[c->sheet];

		write_name(&name, sheet->form, sheet->copy, c->key);
		map_set(out->at, str_text(&name), (int)i);
	}
	str_free(&name);
	return out;
}

void stored_close(struct stored *s)
{
	if (!s)
		return;
	map_free(s->at);
	store_content_free(s->content);
	mem_free(s);
}

const struct store_filing *stored_filing(const struct stored *s)
{
	return &s->content->filing;
}

static void compare(const struct comparing *k, struct place p)
{
	const struct filing *f = k->f;
	const struct cell *c = filing_cell(f, p);
	bool number = c->value.state == FIGURE_NUMBER;
	const struct store_cell *was;
	struct str key = { 0 }, name = { 0 };
	int at;

	filing_key(f, p, &key);
	write_name(&name, f->sheets[p.sheet].form->id, f->sheets[p.sheet].copy, str_text(&key));
	at = map_get(k->s->at, str_text(&name));
	was = at < 0 ? NULL : &k->s->content->cells[at];
	if (number != (was && was->has_value) || (number && was->value != c->value.num))
		k->differs(k->context, p, was);
	str_free(&key);
	str_free(&name);
}

void stored_differences(const struct stored *s, const struct filing *f,
                        void (*differs)(void *context, struct place p,
                                        const struct store_cell *was),
                        void *context)
{
	const struct comparing k = { s, f, differs, context };

	for (int i = 0; i < (int)f->nsheets; i++) {
		const struct sheet *sheet = &f->sheets[i];

		for (int field = 0; field < (int)sheet->form->nfields; field++)
			compare(&k, (struct place){ i, -1, -1, field });
		for (int l = 0; l < (int)sheet->form->nlists; l++) {
			int columns = (int)sheet->form->lists[l].ncolumns;

			for (int n = 0; n < (int)sheet->lists[l].n * columns; n++)
				compare(&k, (struct place){ i, l, n / columns, n % columns });
		}
	}
}
