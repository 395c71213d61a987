#include "base/when.h"

#include <time.h>

/* One function a form: the compilers check a form that stands in the call.
 * The longest year has ten digits and a sign, so that every form fits. */
#define TELL(name, form)                                                                           \
	struct when name(int64_t seconds)                                                          \
	{                                                                                          \
		time_t t = (time_t)seconds;                                                        \
		struct when w = {""};                                                              \
		struct tm tm;                                                                      \
                                                                                                   \
		if (localtime_r(&t, &tm))                                                          \
			strftime(w.s, sizeof w.s, form, &tm);                                      \
		return w;                                                                          \
	}

TELL(when_second, "%Y-%m-%d %H:%M:%S")
TELL(when_minute, "%Y-%m-%d %H:%M")
TELL(when_short, "%m-%d %H:%M")
TELL(when_clock, "%H:%M")
TELL(when_stamp, "%Y-%m-%d-%H%M%S")
