#include "support/scarce.h"

#include <sqlite3.h>
#include <stddef.h>
#include <stdlib.h>

void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *p, size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *p, size_t size);

static struct {
	volatile long n, at; /* at 0: never */
	volatile bool on;
} counters[2];

static sqlite3_mem_methods usual;

static bool refused(enum scarce whose)
{
	long n = ++counters[whose].n, at = counters[whose].at;

	return at && (counters[whose].on ? n >= at : n == at);
}

void *__wrap_calloc(size_t count, size_t size)
{
	return refused(SCARCE_MEM) ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *p, size_t size)
{
	return refused(SCARCE_MEM) ? NULL : __real_realloc(p, size);
}

static void *sqlite_malloc(int size)
{
	return refused(SCARCE_SQLITE) ? NULL : usual.xMalloc(size);
}

static void *sqlite_realloc(void *p, int size)
{
	return refused(SCARCE_SQLITE) ? NULL : usual.xRealloc(p, size);
}

void scarce_install(void)
{
	sqlite3_mem_methods ours;

	if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &usual) != SQLITE_OK)
		abort();
	ours = usual;
	ours.xMalloc = sqlite_malloc;
	ours.xRealloc = sqlite_realloc;
	if (sqlite3_config(SQLITE_CONFIG_MALLOC, &ours) != SQLITE_OK)
		abort();
}

void scarce_fail(enum scarce whose, long n, bool on)
{
	counters[whose].at = 0;
	counters[whose].n = 0;
	counters[whose].on = on;
	counters[whose].at = n;
}

long scarce_count(enum scarce whose)
{
	return counters[whose].n;
}
