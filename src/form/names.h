#ifndef FORM_NAMES_H
#define FORM_NAMES_H

#include "base/map.h"

/* Keys to indexes within a form, behind form_field and form_list. */
struct form_names {
	struct map *fields;
	struct map *lists;
};

#endif
