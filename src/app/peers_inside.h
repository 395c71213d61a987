#ifndef APP_PEERS_INSIDE_H
#define APP_PEERS_INSIDE_H

#include "app/peers.h"

/* What is known of the others; for app/peers*.c alone. */

/* A figure of the others; with below: divided by it. */
struct part {
	const struct form *form;
	int field;
};
struct peer_value {
	int64_t unit, value, below;
	bool has_below;
};
struct measure {
	struct part part, below; /* below.form NULL: none */
	struct peer_value *item;
	size_t n, capacity;
};

struct peer_text {
	uint64_t hash;
	int64_t unit;
};

struct peers {
	const struct units *units;
	const struct set *set;
	int64_t superior;
	int year;
	const struct scan_rule *far, *borrowed; /* NULL: not looked for */
	struct measure *measures;
	size_t nmeasures;
	struct peer_text *texts; /* by hash, unit */
	size_t ntexts, texts_room;
};

/* The set's weight of that name, or another figure. */
int64_t peers_limit(const struct set *set, const char *name, int64_t other);
/* Of a text as anybody could have written it; 0: too short to say. */
uint64_t peers_hash(const struct set *set, const char *text, const char *unit_name);
/* What is written anew each year, by the unit itself. */
bool peers_own_text(const struct form *form, int field);

#endif
