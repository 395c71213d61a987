#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/copies.h"
#include "app/safekeeping.h"
#include "app/verify.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "screens/picker.h"
#include "screens/shell_parts.h"

/* Copies and the check of the whole database. */

enum { LOOK_AGAIN = 600 }; /* seconds: whether a copy of the day is due */

static bool backup_progress(void *shell, size_t done, size_t total)
{
	return shell_progress(shell, _("备份"), NULL, done, total);
}

void shell_backup(struct shell *s)
{
	struct err e = {0};
	char *made = NULL;

	if (safe_backup(work_store(s->desk.w), NULL, false, backup_progress, s, &made, &e) == 0)
		desk_say(&s->desk, NOTE_OK, _("已备份到 %s，副本检查过，完好。"), made);
	else if (e.code == ERR_NONE)
		desk_say(&s->desk, NOTE_WARNING, _("备份已停下，没有留下副本。"));
	else
		desk_say(&s->desk, NOTE_ERROR, "%s", e.text);
	mem_free(made);
}

/* ---- verify ---- */

static bool verify_progress(void *shell, const char *doing, size_t done, size_t total)
{
	return shell_progress(shell, doing, NULL, done, total);
}

static void add_line(struct dialog *d, const struct verify_line *line)
{
	static const enum style styles[] = {STYLE_OK, STYLE_DIM, STYLE_WARNING, STYLE_ERROR};
	static const char *const marks[] = {"✓", "·", "!", "✗"};
	struct str text = {0};

	str_addf(&text, "%s %s", marks[line->state], line->text);
	picker_add(d, -1, text.s, NULL, styles[line->state]);
	for (size_t i = 0; i < line->ndetails; i++) {
		str_clear(&text);
		str_addf(&text, "    %s", line->details[i]);
		picker_add(d, -1, text.s, NULL, STYLE_TEXT);
	}
	str_clear(&text);
	if (line->found > line->ndetails) {
		str_addf(&text, _("    另有 %zu 处没有列出"), line->found - line->ndetails);
		picker_add(d, -1, text.s, NULL, STYLE_DIM);
	}
	str_free(&text);
}

void shell_verify(struct shell *s)
{
	const struct verify_request q = {.database = store_path(work_store(s->desk.w)),
	                                 .progress = verify_progress,
	                                 .context = s};
	struct dialog *d = reader_new(_("检查数据库"));
	struct verify_report r;
	enum verify_state worst = verify_run(&q, &r);

	for (size_t i = 0; i < r.n; i++)
		add_line(d, &r.lines[i]);
	if (r.stopped)
		picker_add(d, -1, _("· 已停下，后面的没有查"), NULL, STYLE_DIM);
	if (worst <= VERIFY_SKIPPED)
		desk_say(&s->desk, NOTE_OK, "%s",
		         r.stopped ? _("已停下，查过的没有问题。") : _("数据库没有问题。"));
	else
		desk_say(&s->desk, NOTE_WARNING, _("数据库有问题，见清单。"));
	verify_report_free(&r);
	shell_open_dialog(s, d, NULL);
}

/* ---- the file ---- */

bool shell_file_gone(struct shell *s)
{
	struct err e = {0};

	if (store_check_file(work_store(s->desk.w), &e) == 0 || e.code != ERR_DAMAGED ||
	    s->desk.note)
		return false;
	desk_say(&s->desk, NOTE_ERROR,
	         _("数据库文件被换掉或删除了（例如从备份恢复），这里看到的是旧的，不能再改；"
	           "请退出后重新打开。"));
	return true;
}

/* ---- the copy of the day ---- */

void shell_keep_safe(struct shell *s)
{
	s->safe = !work_is_readonly(s->desk.w);
}

static bool warn(struct shell *s, const struct err *e)
{
	if (e->code != ERR_NONE)
		desk_say(&s->desk, NOTE_WARNING, _("今天的副本没有做成：%s"), e->text);
	return e->code != ERR_NONE;
}

bool shell_daily(struct shell *s)
{
	int64_t now = (int64_t)time(NULL);
	struct err e = {0};
	int more;

	if (!s->safe)
		return false;
	if (!s->daily) {
		if (llabs((long long)(now - s->looked_for_daily)) < LOOK_AGAIN)
			return false;
		s->looked_for_daily = now;
		s->daily = daily_begin(store_path(work_store(s->desk.w)), now, &e);
		return warn(s, &e);
	}
	more = daily_poll(s->daily, &e);
	if (more > 0)
		return false;
	daily_end(s->daily);
	s->daily = NULL;
	return more < 0 && warn(s, &e);
}
