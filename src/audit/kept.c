#include "audit/kept.h"

#include "base/map.h"
#include "base/mem.h"

/* The readings of one run, found by their text. */
struct shelf {
	struct map *index;
	struct reading **reading; /* NULL: taken over by the next run */
	size_t n, room;
};

struct kept {
	struct shelf now, before;
};

static void shelf_clear(struct shelf *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->reading[i]) {
			reading_free(s->reading[i]);
			mem_free(s->reading[i]);
		}
	mem_free(s->reading);
	if (s->index)
		map_free(s->index);
	*s = (struct shelf){0};
}

static void kept_free(void *context)
{
	struct kept *k = context;
	shelf_clear(&k->now);
	shelf_clear(&k->before);
	mem_free(k);
}

static struct kept *kept_of(struct filing *f)
{
	if (!f->kept) {
		f->kept = mem_alloc(sizeof(struct kept));
		f->kept_free = kept_free;
	}
	struct kept *k = f->kept;
	if (!k->now.index)
		k->now.index = map_new();
	return k;
}

void kept_turn(struct filing *f)
{
	struct kept *k = kept_of(f);
	shelf_clear(&k->before);
	k->before = k->now;
	k->now = (struct shelf){.index = map_new()};
}

/* The reading as the run before left it, or NULL. */
static struct reading *take_over(struct shelf *s, const char *text)
{
	int i = s->index ? map_get(s->index, text) : -1;
	if (i < 0)
		return NULL;
	struct reading *r = s->reading[i];
	s->reading[i] = NULL;
	return r;
}

const struct reading *kept_reading(struct filing *f, const char *text)
{
	struct kept *k = kept_of(f);
	int i = map_get(k->now.index, text);
	if (i >= 0)
		return k->now.reading[i];
	struct reading *r = take_over(&k->before, text);
	if (!r) {
		r = mem_alloc(sizeof *r);
		reading_make(r, text, &f->set->judge.planned);
	}
	k->now.reading = mem_more(k->now.reading, k->now.n, &k->now.room, sizeof *k->now.reading);
	map_set(k->now.index, text, (int)k->now.n);
	k->now.reading[k->now.n++] = r;
	return r;
}
