#ifndef TESTS_GENERATE_FILING_H
#define TESTS_GENERATE_FILING_H

#include <stddef.h>
#include <stdint.h>

#include "form/filing.h"

/* One filing of the set yueyanglou-2024 with figures that could be: the same
 * pattern and year give the same figures.  Not recalculated. */
struct filing *generate_filing(const struct set *set, size_t pattern, int year);

/* The next number below a limit of a fixed sequence. */
uint64_t generate_random(uint64_t *seed, uint64_t below);

#endif
