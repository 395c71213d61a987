/* The program itself in a terminal, on a large database: what a person waits
 * for, and what is written for it.  Prints, never asserts. */
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "bench/generate.h"
#include "bench/timing.h"
#include "support/vt.h"

enum { ROWS = 40, COLS = 140, ROUNDS = 60, SETTLE = 200 /* ms */, GIVE_UP = 10 /* s */ };

/* The bottom bar, which is there when all is. */
static const char complete[] = "F10";

struct written {
	size_t bytes, chunks, n;
	size_t at_once; /* of the bytes: the answer, without what comes when it is quiet */
};

static struct vt *start(const char *path)
{
	const char *program = getenv("ZIPING_BIN");
	const char *const argv[] = {program ? program : "./ziping", "-d", path, NULL};
	static const char *const env[] = {NULL};

	return vt_start(argv, env, ROWS, COLS);
}

/* Until the program answers; what comes later (and once it is quiet) is taken
 * too before the next key. */
static void answer(struct vt *v, struct timing *t, struct written *w, double start)
{
	while (vt_bytes(v) == 0 && timing_now() - start < GIVE_UP)
		vt_listen(v, 0);
	timing_add(t, start);
	w->at_once += vt_bytes(v);
	vt_listen(v, SETTLE);
	w->bytes += vt_bytes(v);
	w->chunks += vt_chunks(v);
	w->n++;
}

static void key(struct vt *v, struct timing *t, struct written *w, const char *name)
{
	double start;

	vt_mark(v);
	start = timing_now();
	vt_key(v, name);
	answer(v, t, w, start);
}

static void type(struct vt *v, struct timing *t, struct written *w, const char *text)
{
	double start;

	vt_mark(v);
	start = timing_now();
	vt_type(v, text);
	answer(v, t, w, start);
}

static void print(struct timing *t, struct written *w)
{
	timing_print(t);
	if (w->n > 0)
		printf("  %zu bytes, %zu of them at once, %.1f writes each\n",
		       w->bytes / w->n, w->at_once / w->n,
		       (double)w->chunks / (double)w->n);
	*w = (struct written){0};
}

static void bench_start(const char *path)
{
	struct timing t = {.name = "exec to the first screen", .wanted = "< 50"};

	for (int i = 0; i < 10; i++) {
		double begin = timing_now();
		struct vt *v = start(path);

		if (!vt_wait_text(v, complete, VT_WAIT))
			exit(1);
		timing_add(&t, begin);
		vt_free(v);
	}
	timing_print(&t);
}

static void bench_cursor(struct vt *v)
{
	struct timing t = {.name = "cursor key to the redrawn screen", .wanted = "< 5"};
	struct written w = {0};

	for (int i = 0; i < ROUNDS; i++)
		key(v, &t, &w, i / 10 % 2 ? "Up" : "Down");
	print(&t, &w);
}

static void bench_edit(struct vt *v)
{
	struct timing typing = {.name = "a character typed to the screen", .wanted = "< 5"};
	struct timing commit = {.name = "Enter to the committed screen", .wanted = "disk + 5"};
	struct written w = {0}, ignored = {0};
	char digit[] = "1";

	for (int i = 0; i < ROUNDS; i++) {
		digit[0] = (char)('1' + i % 9);
		type(v, &typing, &ignored, digit);
		key(v, &commit, &w, "Enter");
		key(v, &typing, &ignored, "Up");
	}
	timing_print(&typing);
	print(&commit, &w);
}

static void bench_next(struct vt *v)
{
	struct timing t = {.name = "] next unit to the screen", .wanted = "< 5 + screen"};
	struct written w = {0};

	for (int i = 0; i < ROUNDS; i++)
		type(v, &t, &w, "]");
	print(&t, &w);
}

static void bench_idle(struct vt *v)
{
	vt_listen(v, 1500);
	vt_mark(v);
	vt_listen(v, 3000);
	printf("idle for 3 s: %zu bytes written (wanted 0)\n", vt_bytes(v));
}

int main(void)
{
	char *path = generate_shared();
	struct vt *v;

	printf("\n%s, %d × %d\n", path, COLS, ROWS);
	timing_heading();
	bench_start(path);
	v = start(path);
	if (!vt_wait_text(v, complete, VT_WAIT))
		return 1;
	vt_listen(v, SETTLE);
	if (getenv("BENCH_SHOW")) {
		char *screen = vt_dump(v);

		fputs(screen, stdout);
		mem_free(screen);
	}
	bench_cursor(v);
	bench_edit(v);
	bench_next(v);
	bench_idle(v);
	vt_free(v);
	mem_free(path);
	return 0;
}
