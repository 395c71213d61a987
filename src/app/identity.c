/* 1. rows: «form#copy 7@site» to the row's number here, of rows from elsewhere.
 * 2. names: «form#copy 7» to an index in ids: the name of the row 7 here. */
#include "app/identity.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"

struct identities {
	char site[PARCEL_SITE_LENGTH + 1];
	struct map *rows, *names;
	struct parcel_id *ids;
	size_t n, capacity;
};

_Static_assert(PARCEL_SITE_LENGTH == STORE_SITE_LENGTH, "one length in files and in the store");

/* ---- life ---- */

struct identities *identities_new(const char *site)
{
	struct identities *x = mem_alloc(sizeof *x);

	memcpy(x->site, site, sizeof x->site);
	x->rows = map_new();
	x->names = map_new();
	return x;
}

void identities_free(struct identities *x)
{
	if (!x)
		return;
	map_free(x->rows);
	map_free(x->names);
	mem_free(x->ids);
	mem_free(x);
}

struct identities *identities_open(struct store *s, int64_t filing, struct err *e)
{
	char site[STORE_SITE_LENGTH + 1];
	struct store_parcel_row *rows = NULL;
	struct identities *x;
	size_t n = 0;

	if (store_site(s, site, e) < 0 || store_parcel_rows(s, filing, &rows, &n, e) < 0)
		return NULL;
	x = identities_new(site);
	for (size_t i = 0; i < n; i++) {
		struct parcel_id id = { .number = rows[i].origin.number };

		memcpy(id.site, rows[i].origin.site, sizeof id.site);
		identity_learn(x, rows[i].form, rows[i].copy, &id, rows[i].id);
	}
	store_parcel_rows_free(rows, n);
	return x;
}

const char *identities_site(const struct identities *x)
{
	return x->site;
}

/* ---- one row ---- */

static char *name_key(const char *form, int copy, const struct parcel_id *id)
{
	struct str key = { 0 };

	str_addf(&key, "%s#%d ", form, copy);
	parcel_put_id(&key, id);
	return str_take(&key);
}

static char *row_key(const char *form, int copy, int64_t row)
{
	struct str key = { 0 };

	str_addf(&key, "%s#%d %lld", form, copy, (long long)row);
	return str_take(&key);
}

struct parcel_id identity_of(const struct identities *x, const char *form, int copy, int64_t row)
{
	char *key = row_key(form, copy, row);
	int at = map_get(x->names, key);
	struct parcel_id id = { .number = row };

	mem_free(key);
	if (at >= 0)
		return x->ids[at];
	memcpy(id.site, x->site, sizeof id.site);
	return id;
}

/* Numbers are below PARCEL_NUMBER, which fits an int. */
int64_t identity_row(const struct identities *x, const char *form, int copy,
                     const struct parcel_id *id)
{
	char *key = name_key(form, copy, id);
	int row = map_get(x->rows, key);

	mem_free(key);
	if (row >= 0)
		return row;
	return strcmp(id->site, x->site) == 0 ? id->number : 0;
}

void identity_learn(struct identities *x, const char *form, int copy, const struct parcel_id *id,
                    int64_t row)
{
	char *name = name_key(form, copy, id), *here = row_key(form, copy, row);

	if (row > 0 && row <= PARCEL_NUMBER && map_get(x->rows, name) < 0 &&
	    map_get(x->names, here) < 0) {
		x->ids = mem_more(x->ids, x->n, &x->capacity, sizeof *x->ids);
		x->ids[x->n] = *id;
		map_set(x->rows, name, (int)row);
		map_set(x->names, here, (int)x->n++);
	}
	mem_free(name);
	mem_free(here);
}

/* ---- keys ---- */

/* The list a key begins with; *rest gets what follows the dot. */
static int list_of(const struct form *form, const char *key, const char **rest)
{
	const char *dot = strchr(key, '.');
	char name[PARCEL_WORD + 1];

	if (!dot || (size_t)(dot - key) >= sizeof name)
		return -1;
	memcpy(name, key, (size_t)(dot - key));
	name[dot - key] = '\0';
	*rest = dot + 1;
	return form_list(form, name);
}

bool identity_split(const struct form *form, const char *key, int *list, struct parcel_id *id,
                    const char **column)
{
	const char *rest = NULL, *end;
	char text[40];

	*list = list_of(form, key, &rest);
	if (*list < 0)
		return false;
	end = strchr(rest, '.');
	*column = end ? end + 1 : NULL;
	if (!end)
		end = rest + strlen(rest);
	if ((size_t)(end - rest) >= sizeof text)
		return false;
	memcpy(text, rest, (size_t)(end - rest));
	text[end - rest] = '\0';
	return parcel_get_id(text, id);
}

void identity_key_out(const struct identities *x, const struct form *form, int copy,
                      const char *key, struct str *out)
{
	const char *rest = NULL;
	char *end;
	struct parcel_id id;
	long long row;
	int list = list_of(form, key, &rest);

	row = list < 0 || *rest < '1' || *rest > '9' ? 0 : strtoll(rest, &end, 10);
	if (row <= 0 || row > PARCEL_NUMBER || (*end && *end != '.')) {
		str_add(out, key);
		return;
	}
	id = identity_of(x, form->id, copy, row);
	str_addf(out, "%s.", form->lists[list].key);
	parcel_put_id(out, &id);
	str_add(out, end);
}

void identity_key_in(const struct identities *x, const struct form *form, int copy,
                     const char *key, struct str *out)
{
	const char *column;
	struct parcel_id id;
	int list;
	int64_t row = identity_split(form, key, &list, &id, &column)
	                  ? identity_row(x, form->id, copy, &id)
	                  : 0;

	if (row <= 0) {
		str_add(out, key);
		return;
	}
	str_addf(out, "%s.%lld", form->lists[list].key, (long long)row);
	if (column)
		str_addf(out, ".%s", column);
}

/* ---- places in texts ---- */

/* identity_key_out or identity_key_in. */
#define TURN(name)                                                                                 \
	void (*name)(const struct identities *x, const struct form *form, int copy,                \
	             const char *key, struct str *out)

/* «annex2#1.ind.7.score»; anything else stays. */
static void turn_place(const struct identities *x, const struct set *set, const char *place,
                       TURN(turn), struct str *out)
{
	const char *mark = strchr(place, '#'), *dot = mark ? strchr(mark, '.') : NULL;
	char *name = mark ? mem_strndup(place, (size_t)(mark - place)) : NULL;
	const struct form *form = dot ? set_form(set, name) : NULL;
	int copy = form ? atoi(mark + 1) : 0;

	if (copy > 0) {
		str_addn(out, place, (size_t)(dot + 1 - place));
		turn(x, form, copy, dot + 1, out);
	} else {
		str_add(out, place);
	}
	mem_free(name);
}

/* The first word with a # of a line, up to a blank or =. */
static void turn_line(const struct identities *x, const struct set *set, const char *line,
                      size_t length, TURN(turn), struct str *out)
{
	const char *from = line, *end = line + length, *to;
	const char *blank = memchr(line, ' ', length), *mark = memchr(line, '#', length);
	char *place;

	if (blank && mark && blank < mark)
		from = blank + 1;
	for (to = from; to < end && *to != ' ' && *to != '='; to++)
		;
	place = mem_strndup(from, (size_t)(to - from));
	str_addn(out, line, (size_t)(from - line));
	turn_place(x, set, place, turn, out);
	str_addn(out, to, (size_t)(end - to));
	mem_free(place);
}

static void turn_places(const struct identities *x, const struct set *set, const char *text,
                        TURN(turn), struct str *out)
{
	while (*text) {
		size_t length = strcspn(text, "\n");

		turn_line(x, set, text, length, turn, out);
		text += length;
		if (*text)
			str_addc(out, *text++);
	}
}

void identity_places_out(const struct identities *x, const struct set *set, const char *text,
                         struct str *out)
{
	turn_places(x, set, text, identity_key_out, out);
}

void identity_places_in(const struct identities *x, const struct set *set, const char *text,
                        struct str *out)
{
	turn_places(x, set, text, identity_key_in, out);
}
