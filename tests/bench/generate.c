#include "bench/generate.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/save_filing.h"
#include "app/work_inside.h"
#include "base/mem.h"
#include "base/str.h"
#include "bench/generate_filing.h"
#include "bench/timing.h"

enum { GROUP = 500, DEEPEST = 3 };

static const char set_id[] = "yueyanglou-2024";

struct unit {
	int64_t id;
	size_t superior; /* index; its own: none */
	int depth;
	size_t place;    /* among its siblings */
};

struct making {
	struct work *w;
	struct unit *units;
	size_t nunits;
	size_t ncells;
	struct err *e;
};

/* ---- the tree ---- */

static const char *const words[][10] = {
	{ "江城市", "临湖市", "云溪市", "桃源市", "洞庭市", "南岭市", "白沙市", "武陵市", "潇湘市",
	  "衡阳市" },
	{ "青山区", "城南区", "东湖区", "新河区", "平江县", "湘阴县", "华容县", "汨水县", "君山区",
	  "屈原区" },
	{ "卫生健康", "教育体育", "农业农村", "文化旅游", "城市管理", "自然资源", "民政事务",
	  "交通运输", "市场监管", "应急管理" },
	{ "信息中心", "服务中心", "监测站", "执法大队", "培训学校", "事务中心", "研究所", "指导站",
	  "保障中心", "档案馆" },
};

/* Different for each of up to forty siblings. */
static void add_own_name(struct str *name, const struct unit *u)
{
	static const char *const numbers[] = { "", "第二", "第三", "第四", "第五" };

	str_addf(name, "%s%s", numbers[u->place / 10 % 5], words[u->depth][u->place % 10]);
}

static void add_name(const struct making *m, size_t i, struct str *name)
{
	const struct unit *u = &m->units[i];

	if (u->superior != i)
		add_name(m, u->superior, name);
	add_own_name(name, u);
}

static int store_unit(struct making *m, size_t i)
{
	struct unit *u = &m->units[i];
	struct str name = { 0 }, code = { 0 };
	int result;

	add_name(m, i, &name);
	str_addf(&code, "%06zu", 100001 + i);
	result = store_unit_add(m->w->store, str_text(&code),
	                        u->superior == i ? 0 : m->units[u->superior].id, &u->id, m->e);
	if (result == 0)
		result = store_unit_name(m->w->store, u->id, GENERATE_FROM - 6, str_text(&name),
		                         m->e);
	str_free(&name);
	str_free(&code);
	return result;
}

/* Level by level, so that the levels above are full before the last begins. */
static void grow(struct making *m)
{
	size_t roots = 1 + m->nunits / 10000, n = 0;
	uint64_t seed = 7;

	while (n < roots && n < m->nunits) {
		m->units[n] = (struct unit){ .superior = n, .place = n };
		n++;
	}
	for (size_t i = 0; n < m->nunits; i++) {
		size_t below = 10 + generate_random(&seed, 31);

		if (m->units[i].depth == DEEPEST)
			below = 0; /* a tree this large is not asked for */
		for (size_t k = 0; k < below && n < m->nunits; k++)
			m->units[n++] = (struct unit){ 0, i, m->units[i].depth + 1, k };
	}
}

static int make_units(struct making *m)
{
	int result = store_begin(m->w->store, m->e);

	grow(m);
	for (size_t i = 0; i < m->nunits && result == 0; i++)
		result = store_unit(m, i);
	if (result == 0)
		result = store_commit(m->w->store, m->e);
	work_forget_units(m->w);
	return result;
}

/* ---- one filing ---- */

static int work_out_one(struct making *m, size_t i, int year, int64_t *id)
{
	struct filing *f = generate_filing(work_set(m->w, set_id), i, year);
	int result;

	f->unit = m->units[i].id;
	result = save_filing(m->w, f, "导入样例", m->e);
	*id = f->id;
	filing_free(f);
	return result;
}

/* What stands in a filing, as the changes that would make it. */
static struct store_change *as_changes(const struct store_content *c, size_t *count)
{
	struct store_change *changes =
	    mem_array(c->nsheets + c->nrows + c->ncells + 1, sizeof *changes);
	size_t n = 0;

	for (size_t i = 0; i < c->nsheets; i++)
		changes[n++] = (struct store_change){ .op = OP_SHEET_ADD,
		                                      .form = c->sheets[i].form,
		                                      .copy = c->sheets[i].copy };
	for (size_t i = 0; i < c->nrows; i++)
		changes[n++] = (struct store_change){ .op = OP_ROW_ADD,
		                                      .form = c->sheets[c->rows[i].sheet].form,
		                                      .copy = c->sheets[c->rows[i].sheet].copy,
		                                      .list = c->rows[i].list,
		                                      .group = c->rows[i].group,
		                                      .row = c->rows[i].id,
		                                      .order = c->rows[i].order };
	for (size_t i = 0; i < c->ncells; i++)
		changes[n++] = (struct store_change){ .op = c->cells[i].text ? OP_CELL : OP_DERIVED,
		                                      .form = c->sheets[c->cells[i].sheet].form,
		                                      .copy = c->sheets[c->cells[i].sheet].copy,
		                                      .key = c->cells[i].key,
		                                      .text = c->cells[i].text,
		                                      .has_value = c->cells[i].has_value,
		                                      .value = c->cells[i].value };
	*count = n;
	return changes;
}

static int copy_one(struct making *m, size_t i, int year, const struct store_content *pattern)
{
	const struct store_filing *from = &pattern->filing;
	struct store_score score = { from->has_score, from->score, from->grade };
	struct store_change *changes;
	int64_t id;
	size_t n;
	int result;

	if (store_filing_add(m->w->store, m->units[i].id, year, set_id, &id, m->e) < 0)
		return -1;
	changes = as_changes(pattern, &n);
	result = store_apply(m->w->store, id, changes, n, &score, "导入样例", NULL, NULL, m->e);
	mem_free(changes);
	return result;
}

/* ---- one year ---- */

/* Ends a group and begins the next. */
static int turn(struct making *m, size_t i)
{
	if (i % GROUP != 0)
		return 0;
	if (i > 0 && store_commit(m->w->store, m->e) < 0)
		return -1;
	return store_begin(m->w->store, m->e);
}

static int make_filing(struct making *m, size_t i, int year, struct store_content **patterns)
{
	struct store_content *c;
	int64_t id = 0;

	if (i >= GENERATE_PATTERNS) {
		c = patterns[i % GENERATE_PATTERNS];
		m->ncells += c->ncells;
		return copy_one(m, i, year, c);
	}
	if (work_out_one(m, i, year, &id) < 0 ||
	    store_load(m->w->store, id, &patterns[i], m->e) < 0)
		return -1;
	m->ncells += patterns[i]->ncells;
	return 0;
}

static int make_year(struct making *m, int year)
{
	struct store_content *patterns[GENERATE_PATTERNS] = { NULL };
	int result = 0;

	for (size_t i = 0; i < m->nunits && result == 0; i++) {
		result = turn(m, i);
		if (result == 0)
			result = make_filing(m, i, year, patterns);
	}
	if (result == 0)
		result = store_commit(m->w->store, m->e);
	for (size_t i = 0; i < GENERATE_PATTERNS; i++)
		store_content_free(patterns[i]);
	return result;
}

/* ---- all ---- */

static int make_all(struct making *m, int years, double start)
{
	if (make_units(m) < 0)
		return -1;
	for (int year = GENERATE_FROM; year < GENERATE_FROM + years; year++) {
		if (make_year(m, year) < 0)
			return -1;
		printf("  %d: %zu units, %.1f s\n", year, m->nunits, timing_now() - start);
		fflush(stdout);
	}
	return 0;
}

int generate(const char *path, size_t units, int years, struct generated *out, struct err *e)
{
	struct making m = { .nunits = units, .e = e };
	double start = timing_now();
	struct stat info;
	int result;

	m.w = work_open(path, STORE_CREATE, NULL, e);
	if (!m.w)
		return -1;
	m.units = mem_array(units + 1, sizeof *m.units);
	result = make_all(&m, years, start);
	work_close(m.w);
	mem_free(m.units);
	*out = (struct generated){ units, units * (size_t)years, m.ncells, timing_now() - start, 0 };
	if (result == 0 && stat(path, &info) == 0)
		out->bytes = info.st_size;
	return result;
}

/* ---- the one that is shared ---- */

static int number_from(const char *variable, int otherwise)
{
	const char *text = getenv(variable);
	int n = text ? atoi(text) : 0;

	return n > 0 ? n : otherwise;
}

static void make_shared(const char *path, int units, int years)
{
	struct str made = { 0 };
	struct generated g;
	struct err e = { 0 };

	/* Under another name until it is whole. */
	str_addf(&made, "%s.new", path);
	unlink(str_text(&made));
	printf("making %s\n", path);
	if (generate(str_text(&made), (size_t)units, years, &g, &e) < 0 ||
	    rename(str_text(&made), path) < 0) {
		fprintf(stderr, "%s: %s\n", path, e.text);
		exit(1);
	}
	generate_print(&g);
	str_free(&made);
}

char *generate_shared(void)
{
	int units = number_from("BENCH_UNITS", 2000), years = number_from("BENCH_YEARS", 5);
	const char *given = getenv("BENCH_DB");
	struct str path = { 0 };

	if (given && *given)
		str_add(&path, given);
	else
		str_addf(&path, "bench-%dx%d.db", units, years);
	if (access(str_text(&path), F_OK) != 0)
		make_shared(str_text(&path), units, years);
	return str_take(&path);
}

void generate_print(const struct generated *g)
{
	printf("  %zu units, %zu filings, %zu cells, %lld MB, %.1f s\n", g->units, g->filings,
	       g->cells, g->bytes / 1000000, g->seconds);
}
