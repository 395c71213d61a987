/* A hash table with open addressing.
 *
 * 1. size is a power of two, and more than half of the places are free, so
 *    that every search ends at a free place.
 * 2. A name is never taken out, so a search may stop at the first free place. */
#include "base/map.h"

#include <stdint.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

struct entry {
	char *name; /* NULL: free */
	size_t length;
	int value;
};

struct map {
	struct entry *entries;
	size_t size;
	size_t used;
};

/* The place of the name, or the free place where it belongs. */
static struct entry *find(const struct map *m, const char *name, size_t length)
{
	size_t mask = m->size - 1;
	size_t at = (size_t)hash_add(HASH_START, name, length) & mask;

	for (;; at = (at + 1) & mask) {
		struct entry *entry = &m->entries[at];

		if (!entry->name)
			return entry;
		if (entry->length == length && memcmp(entry->name, name, length) == 0)
			return entry;
	}
}

static void grow(struct map *m)
{
	struct map bigger = {.size = m->size * 2, .used = m->used};

	bigger.entries = mem_array(bigger.size, sizeof *bigger.entries);
	for (size_t i = 0; i < m->size; i++) {
		const struct entry *old = &m->entries[i];

		if (old->name)
			*find(&bigger, old->name, old->length) = *old;
	}
	mem_free(m->entries);
	*m = bigger;
}

struct map *map_new(void)
{
	struct map *m = mem_alloc(sizeof *m);

	m->size = 16;
	m->entries = mem_array(m->size, sizeof *m->entries);
	return m;
}

void map_free(struct map *m)
{
	if (!m)
		return;
	for (size_t i = 0; i < m->size; i++)
		mem_free(m->entries[i].name);
	mem_free(m->entries);
	mem_free(m);
}

void map_set(struct map *m, const char *name, int value)
{
	size_t length = strlen(name);
	struct entry *entry = find(m, name, length);

	if (!entry->name) {
		if (m->used + 1 >= m->size / 2) {
			grow(m);
			entry = find(m, name, length);
		}
		entry->name = mem_strdup(name);
		entry->length = length;
		m->used++;
	}
	entry->value = value;
}

int map_get(const struct map *m, const char *name)
{
	return map_getn(m, name, strlen(name));
}

int map_getn(const struct map *m, const char *name, size_t length)
{
	const struct entry *entry = find(m, name, length);

	return entry->name ? entry->value : -1;
}
