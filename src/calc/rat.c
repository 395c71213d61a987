/* 1. The first made values of a pool are initialised mpqs in lowest terms; the
 *    others are made when they are first wanted: most pools are small.
 * 2. The first used values are given out; the rest keep their memory and are
 *    given out again after a reset.
 * 3. Blocks never move, so a value's address holds until the reset. */
#include "calc/rat.h"

#include <gmp.h>

#include "base/mem.h"

#define BLOCK 64
#define DECIMALS 6

struct rat {
	mpq_t v;
};

struct rat_pool {
	struct rat **blocks;
	size_t n;
	size_t capacity;
	size_t made; /* values initialised */
	size_t used; /* values given out */
};

/* ---- GMP's memory: without these it would abort when there is none ---- */

static void *take_memory(size_t size)
{
	return mem_resize(NULL, 1, size);
}

static void *resize_memory(void *p, size_t old, size_t size)
{
	(void)old;
	return mem_resize(p, 1, size);
}

static void free_memory(void *p, size_t size)
{
	(void)size;
	mem_free(p);
}

struct rat_pool *rat_pool_new(void)
{
	mp_set_memory_functions(take_memory, resize_memory, free_memory);
	return mem_alloc(sizeof(struct rat_pool));
}

static struct rat *value_at(const struct rat_pool *p, size_t i)
{
	return &p->blocks[i / BLOCK][i % BLOCK];
}

void rat_pool_free(struct rat_pool *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->made; i++)
		mpq_clear(value_at(p, i)->v);
	for (size_t i = 0; i < p->n; i++)
		mem_free(p->blocks[i]);
	mem_free(p->blocks);
	mem_free(p);
}

void rat_pool_reset(struct rat_pool *p)
{
	p->used = 0;
}

static struct rat *take(struct rat_pool *p)
{
	if (p->used == p->n * BLOCK) {
		p->blocks = mem_more(p->blocks, p->n, &p->capacity, sizeof *p->blocks);
		p->blocks[p->n++] = mem_array(BLOCK, sizeof **p->blocks);
	}
	if (p->used == p->made)
		mpq_init(value_at(p, p->made++)->v);
	return value_at(p, p->used++);
}

/* ---- int64 in and out, whatever the size of long ---- */

static void set_num(mpz_t z, int64_t num)
{
	uint64_t magnitude = num < 0 ? -(uint64_t)num : (uint64_t)num;

	mpz_import(z, 1, -1, sizeof magnitude, 0, 0, &magnitude);
	if (num < 0)
		mpz_neg(z, z);
}

static bool get_num(const mpz_t z, int64_t *out)
{
	uint64_t magnitude = 0;

	if (mpz_sizeinbase(z, 2) > 63)
		return false;
	mpz_export(&magnitude, NULL, -1, sizeof magnitude, 0, 0, z);
	*out = mpz_sgn(z) < 0 ? -(int64_t)magnitude : (int64_t)magnitude;
	return true;
}

static unsigned long power_of_ten(int n)
{
	unsigned long power = 1;

	while (n-- > 0)
		power *= 10;
	return power;
}

static int valid_decimals(int decimals)
{
	return decimals < 0 ? 0 : decimals > DECIMALS ? DECIMALS : decimals;
}

/* ---- arithmetic ---- */

/* Takes out what num and a power of ten have in common: only 2 and 5 can be. */
static void reduce(int64_t *num, unsigned long *power)
{
	if (*num % (int64_t)*power == 0) {
		*num /= (int64_t)*power;
		*power = 1;
	}
	for (; *power % 2 == 0 && *num % 2 == 0; *power /= 2)
		*num /= 2;
	for (; *power % 5 == 0 && *num % 5 == 0; *power /= 5)
		*num /= 5;
}

const struct rat *rat_from_num(struct rat_pool *p, int64_t num)
{
	struct rat *r = take(p);
	unsigned long power = power_of_ten(DECIMALS);

	reduce(&num, &power);
	set_num(mpq_numref(r->v), num);
	mpz_set_ui(mpq_denref(r->v), power);
	return r;
}

const struct rat *rat_add(struct rat_pool *p, const struct rat *a, const struct rat *b)
{
	struct rat *r = take(p);

	mpq_add(r->v, a->v, b->v);
	return r;
}

const struct rat *rat_sub(struct rat_pool *p, const struct rat *a, const struct rat *b)
{
	struct rat *r = take(p);

	mpq_sub(r->v, a->v, b->v);
	return r;
}

const struct rat *rat_mul(struct rat_pool *p, const struct rat *a, const struct rat *b)
{
	struct rat *r = take(p);

	mpq_mul(r->v, a->v, b->v);
	return r;
}

const struct rat *rat_div(struct rat_pool *p, const struct rat *a, const struct rat *b)
{
	struct rat *r;

	if (mpq_sgn(b->v) == 0)
		return NULL;
	r = take(p);
	mpq_div(r->v, a->v, b->v);
	return r;
}

const struct rat *rat_neg(struct rat_pool *p, const struct rat *a)
{
	struct rat *r = take(p);

	mpq_neg(r->v, a->v);
	return r;
}

int rat_cmp(const struct rat *a, const struct rat *b)
{
	int order = mpq_cmp(a->v, b->v);

	return (order > 0) - (order < 0);
}

int rat_sign(const struct rat *a)
{
	return mpq_sgn(a->v);
}

/* ---- rounding ---- */

/* z = a × 10^decimals as a whole number: (2·|n|·10^d + m) div 2m, then the
 * sign, which is half away from zero for n/m. */
static void scale_rounded(mpz_t z, const struct rat *a, int decimals)
{
	mpz_t twice;

	mpz_init(twice);
	mpz_abs(z, mpq_numref(a->v));
	mpz_mul_ui(z, z, 2 * power_of_ten(decimals));
	mpz_add(z, z, mpq_denref(a->v));
	mpz_mul_2exp(twice, mpq_denref(a->v), 1);
	mpz_fdiv_q(z, z, twice);
	if (mpq_sgn(a->v) < 0)
		mpz_neg(z, z);
	mpz_clear(twice);
}

bool rat_to_num(const struct rat *a, int decimals, int64_t *out)
{
	mpz_t z;
	bool fits;

	decimals = valid_decimals(decimals);
	mpz_init(z);
	scale_rounded(z, a, decimals);
	mpz_mul_ui(z, z, power_of_ten(DECIMALS - decimals));
	fits = get_num(z, out);
	mpz_clear(z);
	return fits;
}

const struct rat *rat_round(struct rat_pool *p, const struct rat *a, int decimals)
{
	struct rat *r = take(p);

	decimals = valid_decimals(decimals);
	scale_rounded(mpq_numref(r->v), a, decimals);
	mpz_set_ui(mpq_denref(r->v), power_of_ten(decimals));
	mpq_canonicalize(r->v);
	return r;
}
