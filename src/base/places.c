#include "base/places.h"

#ifndef ZIPING_DATADIR
#define ZIPING_DATADIR "data"
#endif
#ifndef ZIPING_SYSCONFDIR
#define ZIPING_SYSCONFDIR "/etc"
#endif

const char place_data[] = ZIPING_DATADIR;
const char place_shared[] = ZIPING_SYSCONFDIR "/ziping/shared";
