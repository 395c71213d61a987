#include "base/when.h"

#include <time.h>

__attribute__((format(strftime, 2, 0))) static struct when told(int64_t seconds, const char *form)
{
	time_t t = (time_t)seconds;
	struct when w = {""};
	struct tm tm;

	if (!localtime_r(&t, &tm) || strftime(w.s, sizeof w.s, form, &tm) == 0)
		w.s[0] = '\0';
	return w;
}

struct when when_second(int64_t seconds)
{
	return told(seconds, "%Y-%m-%d %H:%M:%S");
}

struct when when_minute(int64_t seconds)
{
	return told(seconds, "%Y-%m-%d %H:%M");
}

struct when when_short(int64_t seconds)
{
	return told(seconds, "%m-%d %H:%M");
}

struct when when_clock(int64_t seconds)
{
	return told(seconds, "%H:%M");
}

struct when when_stamp(int64_t seconds)
{
	return told(seconds, "%Y-%m-%d-%H%M%S");
}
