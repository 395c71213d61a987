#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stddef.h>

/* Names to small numbers (indexes).  Keeps copies of the names. */
struct map;

struct map *map_new(void);
void map_free(struct map *m);
void map_set(struct map *m, const char *name, int value); /* replaces */
int map_get(const struct map *m, const char *name);       /* -1: not there */
int map_getn(const struct map *m, const char *name, size_t length);

#endif
