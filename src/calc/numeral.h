#ifndef CALC_NUMERAL_H
#define CALC_NUMERAL_H

#include <stddef.h>
#include <stdint.h>

/* Reads the Chinese numeral s begins with: 三, 两, 十, 一百二十, 三万五千,
 * 二〇二四.  Returns its bytes, or 0 when there is none or it does not fit
 * into a figure; *value counts ones. */
size_t numeral_read(const char *s, int64_t *value);

/* The bytes of the numerals s begins with, readable or not. */
size_t numeral_run(const char *s);

/* The multiplier s begins with (百万, 千万, 万, 亿, 万亿): its bytes and
 * *factor, or 0 and a factor of 1. */
size_t numeral_multiplier(const char *s, int64_t *factor);

#endif
