#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* Writes one JSON document into a text.  Commas and escapes are its business;
 * invalid UTF-8 comes out as U+FFFD.  name is NULL inside an array. */
struct json {
	struct str *out;
	bool comma; /* the next element needs one before it */
};

void json_open(struct json *j, const char *name, char bracket); /* '{' or '[' */
void json_close(struct json *j, char bracket);                  /* '}' or ']' */
void json_string(struct json *j, const char *name, const char *value); /* NULL: null */
void json_int(struct json *j, const char *name, int64_t value);
void json_bool(struct json *j, const char *name, bool value);
/* digits is a decimal as num_format writes it ("99.30"), written as a JSON
 * number: exact for a reader that takes decimals. */
void json_number(struct json *j, const char *name, const char *digits);
void json_null(struct json *j, const char *name);

#endif
