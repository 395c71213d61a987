#ifndef TESTS_ON_TERMINAL_H
#define TESTS_ON_TERMINAL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <ftw.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "support/vt.h"

/* The real program ($ZIPING_BIN) in a terminal on a copy of the samples, in a
 * folder that goes away again. */
struct on_terminal {
	char folder[64], database[96], samples[96], state[96], environment[128];
	struct vt *v;
};

static inline const char *terminal_program(void)
{
	const char *path = getenv("ZIPING_BIN");

	return path ? path : "./ziping";
}

static inline void terminal_run(const char *const argv[])
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		execv(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

static inline void terminal_make(struct on_terminal *o)
{
	const char *argv[] = {terminal_program(), "-d", o->samples, "init", "--samples", NULL};

	memset(o, 0, sizeof *o);
	strcpy(o->folder, "/tmp/terminal.XXXXXX");
	assert_non_null(mkdtemp(o->folder));
	snprintf(o->samples, sizeof o->samples, "%s/samples.db", o->folder);
	snprintf(o->database, sizeof o->database, "%s/test.db", o->folder);
	snprintf(o->state, sizeof o->state, "%s/state", o->folder);
	snprintf(o->environment, sizeof o->environment, "XDG_STATE_HOME=%s", o->state);
	terminal_run(argv);
}

static inline int terminal_remove(const char *path, const struct stat *s, int type, struct FTW *f)
{
	(void)s;
	(void)type;
	(void)f;
	return remove(path);
}

static inline void terminal_drop(struct on_terminal *o)
{
	vt_free(o->v);
	nftw(o->folder, terminal_remove, 8, FTW_DEPTH | FTW_PHYS);
}

/* A fresh copy, and no drafts. */
static inline void terminal_fresh(struct on_terminal *o)
{
	static const char *const beside[] = {"-wal", "-shm", "-who"};
	struct str data = {0};
	char path[112];

	vt_free(o->v);
	o->v = NULL;
	nftw(o->state, terminal_remove, 8, FTW_DEPTH | FTW_PHYS);
	for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
		snprintf(path, sizeof path, "%s%s", o->database, beside[i]);
		remove(path);
	}
	assert_int_equal(file_read(o->samples, 64 << 20, &data, NULL), 0);
	assert_int_equal(file_write(o->database, data.s, data.length, true, NULL), 0);
	str_free(&data);
}

static inline struct vt *terminal_start_program(struct on_terminal *o, const char *const argv[],
                                                int rows, int cols)
{
	const char *env[] = {o->environment, NULL};

	vt_free(o->v);
	o->v = vt_start(argv, env, rows, cols);
	assert_true(vt_wait_text(o->v, "填报中", VT_WAIT));
	return o->v;
}

static inline struct vt *terminal_start(struct on_terminal *o, int rows, int cols)
{
	const char *argv[] = {terminal_program(), "-d", o->database, NULL};

	return terminal_start_program(o, argv, rows, cols);
}

static inline void sees(struct vt *v, const char *text)
{
	if (!vt_wait_text(v, text, VT_WAIT))
		fail_msg("not seen: %s", text);
}

static inline void go(struct vt *v, const char *key)
{
	vt_type(v, "g");
	sees(v, "转到（表号、栏目名称或代码）：");
	vt_type(v, key);
	vt_key(v, "Enter");
	assert_true(vt_wait_gone(v, "转到（表号、栏目名称或代码）：", VT_WAIT));
}

/* Whether a draft is stored; one that is being written has a dot in its name. */
static inline bool terminal_has_draft(const struct on_terminal *o)
{
	size_t n = 0, whole = 0;
	char folder[112], **names;

	snprintf(folder, sizeof folder, "%s/ziping", o->state);
	names = file_list(folder, "", &n, NULL);
	for (size_t i = 0; i < n; i++)
		whole += strncmp(names[i], "draft-", 6) == 0 && !strchr(names[i], '.');
	if (names)
		file_list_free(names, n);
	return whole > 0;
}

static inline void terminal_wait_draft(struct on_terminal *o)
{
	for (int waited = 0; !terminal_has_draft(o); waited += 20) {
		assert_true(waited < VT_WAIT);
		vt_listen(o->v, 20);
	}
}

#endif
