#ifndef TESTS_ON_SHELL_H
#define TESTS_ON_SHELL_H

#include "app/roll.h"
#include "screens/shell.h"
#include "screens/workplace.h"

/* The whole workbench on a blind terminal: keys go in, what is seen is asked. */
struct on_shell {
	struct workplace p;
	struct shell *s;
	int rows, cols;
};

static inline void show(struct on_shell *o)
{
	shell_draw(o->s, o->rows, o->cols, &o->p.caret);
}

static inline void resize(struct on_shell *o, int rows, int cols)
{
	struct key_event ev = {.kind = EV_RESIZE, .y = rows, .x = cols};

	blind_resize(rows, cols);
	o->rows = rows;
	o->cols = cols;
	shell_event(o->s, &ev);
	show(o);
}

static inline void open_shell_at(struct on_shell *o, const char *unit, int year, const char *form)
{
	struct err e = {0};

	o->s = shell_new(o->p.w, unit, year, form, &e);
	if (!o->s)
		fail_msg("%s", e.text);
	show(o);
}

static inline void open_shell(struct on_shell *o, const char *unit, const char *form)
{
	open_shell_at(o, unit, 0, form);
}

static inline void make_at(struct on_shell *o, int rows, int cols, const char *unit, int year,
                           const char *form)
{
	workplace_make(&o->p, rows, cols);
	o->rows = rows;
	o->cols = cols;
	open_shell_at(o, unit, year, form);
}

static inline void make(struct on_shell *o, int rows, int cols)
{
	make_at(o, rows, cols, NULL, 0, NULL);
}

/* 信息中心's filing of 2024 is carried into 2025; one of them lies open. */
static inline void make_rolled(struct on_shell *o, int rows, int cols, int year)
{
	struct err e = {0};

	workplace_make(&o->p, rows, cols);
	if (roll_filing(o->p.w, workplace_unit(&o->p, "信息中心"), 2024, 2025, NULL, &e) < 0)
		fail_msg("%s", e.text);
	o->rows = rows;
	o->cols = cols;
	open_shell_at(o, "信息中心", year, "annex1");
}

/* One unit, 900, that has filed nothing. */
static inline void make_unfiled(struct on_shell *o, int rows, int cols)
{
	struct err e = {0};

	workplace_empty(&o->p, rows, cols);
	assert_int_equal(work_add_unit(o->p.w, "900", "某某站", 2024, -1, &e), 0);
	o->rows = rows;
	o->cols = cols;
	open_shell(o, "900", NULL);
}

static inline void drop(struct on_shell *o)
{
	shell_free(o->s);
	workplace_drop(&o->p);
}

static inline void send(struct on_shell *o, struct key_event ev)
{
	shell_event(o->s, &ev);
	show(o);
}

static inline void press(struct on_shell *o, int key)
{
	send(o, key < K_NONE ? blind_char(key) : blind_key(key));
}

static inline void type(struct on_shell *o, const char *ascii)
{
	for (; *ascii; ascii++)
		press(o, *ascii);
}

static inline void command(struct on_shell *o, const char *line)
{
	press(o, ':');
	send(o, blind_paste(line));
	press(o, K_ENTER);
}

static inline void pause_keys(struct on_shell *o)
{
	send(o, (struct key_event){.kind = EV_IDLE});
}

/* The row on the screen that holds text, and more text in it. */
static inline void sees_beside(const char *text, const char *more)
{
	int y, x;
	char *row;

	sees(text);
	blind_find(text, &y, &x);
	row = blind_row(y);
	if (!strstr(row, more))
		fail_msg("not beside %s: %s in «%s»", text, more, row);
	mem_free(row);
}

#endif
