/* Thirty people at once on a large database, each with a program and a terminal
 * of their own: how long each waits, what it costs.  Prints, never asserts.
 * $BENCH_SESSIONS (30), $BENCH_SECONDS (30). */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/work.h"
#include "base/mem.h"
#include "base/str.h"
#include "bench/generate.h"
#include "bench/timing.h"

enum {
	ROWS = 40,
	COLS = 140,
	REVIEWERS = 6,  /* each sixth one pages, the others fill in */
	QUIET = 60,     /* ms without a byte: the screen is complete */
	THINK = 400,    /* ms between two keys of a person, and up to twice as long */
	START = 60,     /* s, for all of them to show their unit */
	SETTLED = 10,   /* s, until what is done once in quiet moments is done */
	LIVE_ROUNDS = 12,
	KEPT = 16384    /* of what a session wrote last, to look for a text in */
};

enum kind { CURSOR, PAGE, NEXT_UNIT, COMMIT, OTHER, KINDS };

struct session {
	pid_t pid;
	int master;
	char *unit;      /* its code */
	size_t step;     /* of its script */
	unsigned seed;
	double next;     /* when the next key is typed */
	enum kind kind;  /* of the key that is waited for */
	double typed, first, last; /* of that key; 0: none */
	struct str out;
};

static struct timing first[KINDS], complete[KINDS];

static void give_up(const char *what)
{
	fprintf(stderr, "%s: %s\n", what, strerror(errno));
	exit(1);
}

static void add(struct timing *t, double seconds)
{
	timing_add(t, timing_now() - seconds);
}

/* ---- a terminal ---- */

static void start(struct session *s, const char *path)
{
	struct winsize size = {.ws_row = ROWS, .ws_col = COLS};
	const char *program = getenv("ZIPING_BIN");

	if (!program)
		program = "./ziping";
	s->pid = forkpty(&s->master, NULL, NULL, &size);
	if (s->pid < 0)
		give_up("forkpty");
	if (s->pid == 0) {
		setenv("TERM", "xterm-256color", 1);
		setenv("LC_ALL", "C.UTF-8", 1);
		execl(program, program, "-d", path, (char *)NULL);
		_exit(127);
	}
	fcntl(s->master, F_SETFD, FD_CLOEXEC);
	fcntl(s->master, F_SETFL, O_NONBLOCK);
}

static void type(struct session *s, const char *keys)
{
	if (write(s->master, keys, strlen(keys)) < 0)
		give_up("a terminal");
}

/* The terminal that is asked how wide it draws answers. */
static void answer(struct session *s, const char *bytes)
{
	if (strstr(bytes, "\033[6n"))
		type(s, "\033[2;5R\033[2;2R");
}

static void take(struct session *s)
{
	char bytes[8192];
	ssize_t n = read(s->master, bytes, sizeof bytes - 1);

	if (n <= 0)
		give_up("a session ended");
	bytes[n] = '\0';
	s->last = timing_now();
	if (s->typed > 0 && s->first == 0)
		s->first = s->last;
	answer(s, bytes);
	if (s->out.length > KEPT)
		str_clear(&s->out);
	str_add(&s->out, bytes);
}

/* Takes what comes from all of them within so many seconds. */
static void listen(struct session *all, size_t n, double seconds)
{
	struct pollfd *p = mem_array(n, sizeof *p);
	int ms = seconds > 0 ? (int)(seconds * 1000 + 0.999) : 0;

	for (size_t i = 0; i < n; i++)
		p[i] = (struct pollfd){.fd = all[i].master, .events = POLLIN};
	if (poll(p, n, ms) < 0)
		give_up("poll");
	for (size_t i = 0; i < n; i++)
		if (p[i].revents)
			take(&all[i]);
	mem_free(p);
}

static void wait_for(struct session *all, size_t n, size_t who, const char *text, double seconds)
{
	double end = timing_now() + seconds;

	while (!strstr(str_text(&all[who].out), text)) {
		if (timing_now() > end) {
			errno = ETIMEDOUT;
			give_up(text);
		}
		listen(all, n, 0.02);
	}
}

static void rest(struct session *all, size_t n, double seconds)
{
	double end = timing_now() + seconds, left;

	while ((left = end - timing_now()) > 0)
		listen(all, n, left);
}

/* ---- what a person does ---- */

struct script {
	const char *keys;
	enum kind kind;
};

/* «go» first: where the cursor stands does not matter. */
static const struct script filling[] = {
    {"g", OTHER},        {"annex2.done\r", OTHER}, {"\033OB", CURSOR}, {"\033OB", CURSOR},
    {"\033OA", CURSOR},  {"\033OA", CURSOR},       {"g", OTHER},       {"annex2.done\r", OTHER},
    {"3", OTHER},        {"%d", OTHER},            {"\r", COMMIT},     {"\033OA", CURSOR},
    {"\033OB", CURSOR},  {"]", NEXT_UNIT},         {"\033OB", CURSOR}, {"[", NEXT_UNIT},
};
static const struct script paging[] = {
    {"\033[6~", PAGE}, {"\033[6~", PAGE}, {"\033[6~", PAGE},   {"\033[5~", PAGE},
    {"\033[5~", PAGE}, {"]", NEXT_UNIT},  {"\033OB", CURSOR}, {"]", NEXT_UNIT},
};

/* The answer to the last key is in: its times. */
static void note(struct session *s)
{
	if (s->typed > 0 && s->first > 0) {
		add(&first[s->kind], s->first - s->typed);
		add(&complete[s->kind], s->last - s->typed);
	}
	s->typed = 0;
}

static void press(struct session *s, bool reviewer)
{
	size_t n = reviewer ? sizeof paging / sizeof *paging : sizeof filling / sizeof *filling;
	const struct script *step = &(reviewer ? paging : filling)[s->step++ % n];
	char keys[32];

	snprintf(keys, sizeof keys, "%s", step->keys);
	if (strcmp(step->keys, "%d") == 0)
		snprintf(keys, sizeof keys, "%d", 10 + rand_r(&s->seed) % 90);
	s->kind = step->kind;
	s->first = 0;
	s->typed = timing_now();
	type(s, keys);
	s->next = s->typed + (THINK + rand_r(&s->seed) % THINK) / 1000.0;
}

static void work_for(struct session *all, size_t n, double seconds)
{
	double end = timing_now() + seconds;

	for (size_t i = 0; i < n; i++)
		all[i].next = timing_now() + (double)i * THINK / 1000.0 / (double)n;
	while (timing_now() < end) {
		double now = timing_now();

		for (size_t i = 0; i < n; i++) {
			struct session *s = &all[i];

			if (s->typed > 0 && s->first > 0 && now - s->last > QUIET / 1000.0)
				note(s);
			if (now >= s->next)
				press(s, i % REVIEWERS == REVIEWERS - 1);
		}
		listen(all, n, 0.005);
	}
	for (size_t i = 0; i < n; i++)
		all[i].typed = 0;
}

/* ---- what it costs ---- */

/* kB, of a line «Pss:    123 kB». */
static double memory_of(pid_t pid, const char *field)
{
	char path[64], line[128];
	double kb = 0;
	FILE *in;

	snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)pid);
	in = fopen(path, "r");
	while (in && fgets(line, sizeof line, in))
		if (strncmp(line, field, strlen(field)) == 0 && line[strlen(field)] == ':')
			kb = strtod(line + strlen(field) + 1, NULL);
	if (in)
		fclose(in);
	return kb;
}

static int by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void print_memory(const struct session *all, size_t n)
{
	static const char *const fields[] = {"Pss", "Rss", "Private_Dirty", "Private_Clean"};
	double *kb = mem_array(n, sizeof *kb);

	for (size_t f = 0; f < sizeof fields / sizeof *fields; f++) {
		double sum = 0;

		for (size_t i = 0; i < n; i++)
			sum += kb[i] = memory_of(all[i].pid, fields[f]);
		qsort(kb, n, sizeof *kb, by_size);
		printf("memory of a session, %-14s median %7.1f MB, most %7.1f MB, all %8.1f MB\n",
		       fields[f], kb[n / 2] / 1024, kb[n - 1] / 1024, sum / 1024);
	}
	mem_free(kb);
}

/* Seconds of processor time of all of them. */
static double processor(const struct session *all, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++) {
		char path[64], line[1024] = "", *at;
		unsigned long user = 0, system = 0;
		FILE *in;

		snprintf(path, sizeof path, "/proc/%d/stat", (int)all[i].pid);
		in = fopen(path, "r");
		if (in && fgets(line, sizeof line, in) && (at = strrchr(line, ')')))
			sscanf(at + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user,
			       &system);
		if (in)
			fclose(in);
		sum += (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
	}
	return sum;
}

static void print_load(struct session *all, size_t n, double seconds, const char *what)
{
	double before = processor(all, n);

	if (strcmp(what, "idle") == 0)
		rest(all, n, seconds);
	else
		work_for(all, n, seconds);
	printf("processor time of all %zu, %s: %.1f %% of one processor\n", n, what,
	       (processor(all, n) - before) / seconds * 100);
}

/* ---- one sees what the other does ---- */

static void open_unit(struct session *all, size_t n, struct session *s, const char *code)
{
	type(s, "\033");
	rest(all, n, 0.2);
	type(s, ":");
	rest(all, n, 0.1);
	type(s, "unit ");
	type(s, code);
	type(s, "\r");
	rest(all, n, 0.1);
}

static void live(struct session *all, size_t n)
{
	struct timing t = {.name = "an edit seen in another session", .wanted = "< 1000"};
	struct session *a = &all[0], *b = &all[1];

	open_unit(all, n, b, a->unit);
	open_unit(all, n, a, a->unit);
	for (int i = 0; i < 2; i++) {
		type(&all[i], "g");
		rest(all, n, 0.2);
		type(&all[i], "annex2.done\r");
	}
	rest(all, n, 2);
	for (int round = 0; round < LIVE_ROUNDS; round++) {
		char text[] = "777.77";

		memset(text, '1' + round % 9, 3);
		memset(text + 4, '1' + round % 9, 2);
		type(a, text);
		rest(all, n, 0.3);
		str_clear(&b->out);
		double typed = timing_now();
		type(a, "\r");
		wait_for(all, n, 1, text, 10);
		timing_add(&t, typed);
		type(a, "g");
		rest(all, n, 0.2);
		type(a, "annex2.done\r");
		rest(all, n, 1 + 0.137 * round);
	}
	timing_print(&t);
}

/* ---- all of it ---- */

static size_t number(const char *name, size_t usual)
{
	const char *given = getenv(name);

	return given && atoi(given) > 0 ? (size_t)atoi(given) : usual;
}

/* Each with another unit, from everywhere. */
static void take_units(struct session *all, size_t n, const char *path)
{
	struct err e = {0};
	struct work *w = work_open(path, STORE_OPEN, NULL, &e);
	const struct work_unit *units;
	size_t count;

	if (!w) {
		fprintf(stderr, "%s\n", e.text);
		exit(1);
	}
	units = work_units(w, &count);
	for (size_t i = 0; i < n; i++) {
		all[i].unit = mem_strdup(units[(i + 1) * (count - 1) / (n + 1)].code);
		all[i].seed = (unsigned)i + 1;
	}
	work_close(w);
}

static void start_all(struct session *all, size_t n, const char *path)
{
	double begin = timing_now();

	for (size_t i = 0; i < n; i++)
		start(&all[i], path);
	for (size_t i = 0; i < n; i++)
		wait_for(all, n, i, "F10", START);
	printf("%zu sessions started at once: %.0f ms until the last shows its screen\n", n,
	       (timing_now() - begin) * 1000);
	for (size_t i = 0; i < n; i++)
		open_unit(all, n, &all[i], all[i].unit);
	rest(all, n, 1);
}

static void end_all(struct session *all, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		kill(all[i].pid, SIGTERM);
		close(all[i].master);
		waitpid(all[i].pid, NULL, 0);
		mem_free(all[i].unit);
		str_free(&all[i].out);
	}
	mem_free(all);
}

static void print_times(void)
{
	static const char *const names[KINDS][2] = {
	    {"cursor key, to the first byte", "  to the whole screen"},
	    {"a page down or up, to the first byte", "  to the whole screen"},
	    {"] next unit, to the first byte", "  to the whole screen"},
	    {"Enter, committed, to the first byte", "  to the whole screen"},
	};

	timing_heading();
	for (int k = 0; k < OTHER; k++) {
		first[k].name = names[k][0];
		complete[k].name = names[k][1];
		first[k].wanted = complete[k].wanted = "";
		timing_print(&first[k]);
		timing_print(&complete[k]);
	}
	mem_free(first[OTHER].seconds);
	mem_free(complete[OTHER].seconds);
}

int main(void)
{
	size_t n = number("BENCH_SESSIONS", 30), seconds = number("BENCH_SECONDS", 30);
	struct session *all = mem_array(n + (n < 2), sizeof *all);
	char *path = generate_shared();
	char state[] = "/tmp/sessions.XXXXXX";

	if (!mkdtemp(state))
		give_up(state);
	setenv("XDG_STATE_HOME", state, 1);
	setenv("XDG_CONFIG_HOME", state, 1);
	if (n < 2)
		n = 2;
	take_units(all, n, path);
	start_all(all, n, path);
	print_load(all, n, (double)seconds, "working");
	print_times();
	print_memory(all, n);
	rest(all, n, SETTLED);
	print_load(all, n, 10, "idle");
	live(all, n);
	end_all(all, n);
	rmdir(state);
	mem_free(path);
	return 0;
}
