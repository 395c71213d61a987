#ifndef BASE_WHEN_H
#define BASE_WHEN_H

#include <stdint.h>

/* A moment (seconds since 1970, as every time is stored) by the local clock.
 * The text is empty where the clock cannot tell it; it lives as long as the
 * value, so `when_short(t).s` is good inside one call. */
struct when {
	char s[32];
};

struct when when_second(int64_t seconds); /* 2026-11-21 22:10:05 */
struct when when_minute(int64_t seconds); /* 2026-11-21 22:10 */
struct when when_short(int64_t seconds);  /* 11-21 22:10 */
struct when when_clock(int64_t seconds);  /* 22:10 */
struct when when_stamp(int64_t seconds);   /* 2026-11-21-221005, in a file name */

#endif
