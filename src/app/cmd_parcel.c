#include <string.h>

#include "app/cmd_table.h"
#include "app/merge.h"
#include "app/pack.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"

/* pack and merge: filings that are carried by hand (app/merge.h). */

/* ---- pack ---- */

int cmd_pack(struct cmd_call *c)
{
	struct filing *f = cmd_filing(c);
	struct packed done;
	struct str code = { 0 };
	char *name;

	if (!f || pack_file(c->work, f, c->file, c->force, &done, c->e) < 0)
		return cmd_fail(c);
	name = c->file ? mem_strdup(c->file) : pack_name(f);
	parcel_code(done.digest, &code);
	if (done.again)
		str_addf(c->out, _("已打包到 %s，与上次打包的一样\n"), name);
	else
		str_addf(c->out, _("已打包到 %s，带修改日志 %zu 步\n"), name, done.steps);
	str_addf(c->out, _("校验码 %s（对方合并时会看到同样的，可在电话里核对）\n"), str_text(&code));
	str_free(&code);
	mem_free(name);
	return CMD_DONE;
}

/* ---- a plan for people ---- */

static const char *taken(const struct merge_item *i)
{
	return i->choice == CHOICE_TYPED  ? i->typed
	       : i->choice == CHOICE_MINE ? _("本库的")
	                                  : _("对方的");
}

static void print_values(struct str *out, const struct merge *m, const struct merge_item *i)
{
	str_addf(out, _("      原来：%s\n      对方：%s\n      本库：%s\n"),
	         m->common ? merge_shown(i, i->base) : _("（不知道）"), merge_shown(i, i->theirs),
	         merge_shown(i, i->mine));
	if (i->choice != CHOICE_OPEN)
		str_addf(out, _("      取：%s\n"), taken(i));
}

static void print_item(struct str *out, const struct merge *m, const struct merge_item *i)
{
	struct str key = { 0 }, label = { 0 };

	merge_key(i, &key);
	merge_label(m, i, &label);
	str_addf(out, "  %s  %s\n", str_text(&key), str_text(&label));
	if (i->side == MERGE_BOTH || i->choice == CHOICE_TYPED)
		print_values(out, m, i);
	else if (i->kind == MERGE_SHEET && i->to_copy != i->copy)
		str_addf(out, _("      两边各加了一份，对方的作为第 %d 份\n"), i->to_copy);
	else
		str_addf(out, "      %s → %s%s\n", merge_shown(i, i->mine), merge_shown(i, i->theirs),
		         i->choice == CHOICE_MINE ? _("（不取）") : "");
	str_free(&key);
	str_free(&label);
}

static void print_side(struct cmd_call *c, const struct merge *m, enum merge_side side,
                       const char *title)
{
	if (m->count[side] == 0)
		return;
	str_addf(c->out, "%s%zu\n", title, m->count[side]);
	for (size_t i = 0; i < m->n; i++)
		if (m->items[i].side == side)
			print_item(c->out, m, &m->items[i]);
}

static void print_head(struct cmd_call *c, const struct merge *m)
{
	size_t n;
	const struct work_unit *units = work_units(c->work, &n);

	str_addf(c->out, _("%s：%s %d 年 %s%s\n"), m->name, units[m->unit].name, m->parcel.year,
	         m->set->title, m->fresh ? _("（本库还没有，将新建）") : "");
	merge_origin(m, c->out);
	str_addc(c->out, '\n');
	if (merge_has_state(m))
		str_addf(c->out, _("状态：对方“%s”，本库“%s”；--state 一并取对方的状态\n"),
		         m->parcel.state, m->f->state);
	if (m->other_forms)
		str_add(c->out, _("注意：对方的套表定义与本库的版本不同\n"));
	if (!m->again && !m->common && !m->fresh)
		str_add(c->out, _("两边还没有共同的一份：两边都填了而不同的要选定，只有一边填的按填的\n"));
}

static void print_plan(struct cmd_call *c, const struct merge *m)
{
	print_head(c, m);
	if (m->again)
		return;
	print_side(c, m, MERGE_BOTH, _("两边改得不同，要选定："));
	print_side(c, m, MERGE_THEIRS, _("对方改的，取过来："));
	if (c->all)
		print_side(c, m, MERGE_MINE, _("本库改的，留着："));
	else if (m->count[MERGE_MINE])
		str_addf(c->out, _("本库改的，留着：%zu（用 --all 列出）\n"), m->count[MERGE_MINE]);
	str_addf(c->out, _("对方的修改日志 %zu 步，批注 %zu 条，说明 %zu 条\n"), m->steps, m->remarks,
	         m->explanations);
	if (m->noted)
		str_addf(c->out, _("另有 %zu 条批注或说明不算数，只记入对方的日志\n"), m->noted);
	if (m->strays.n)
		str_addf(c->out, _("没有位置、不取的 %zu 处：\n"), m->strays.n);
	for (size_t i = 0; i < m->strays.nlines; i++)
		str_addf(c->out, "  %s\n", m->strays.lines[i]);
}

/* ---- a plan for programs ---- */

static void json_item(struct json *j, const struct merge *m, const struct merge_item *i)
{
	static const char *const kinds[] = { "sheet", "row", "place", "cell" };
	static const char *const sides[] = { "theirs", "mine", "both" };
	static const char *const choices[] = { NULL, "mine", "theirs", "typed" };
	struct str key = { 0 }, label = { 0 };

	merge_key(i, &key);
	merge_label(m, i, &label);
	json_open(j, NULL, '{');
	json_string(j, "key", str_text(&key));
	json_string(j, "label", str_text(&label));
	json_string(j, "kind", kinds[i->kind]);
	json_string(j, "changed", sides[i->side]);
	json_string(j, "take", choices[i->choice]);
	json_string(j, "base", i->base);
	json_string(j, "theirs", i->theirs);
	json_string(j, "mine", i->mine);
	json_string(j, "typed", i->typed);
	json_close(j, '}');
	str_free(&key);
	str_free(&label);
}

static void json_head(struct json *j, const struct merge *m)
{
	json_string(j, "file", m->name);
	json_string(j, "digest", m->parcel.digest);
	json_string(j, "unit", m->parcel.unit);
	json_int(j, "year", m->parcel.year);
	json_string(j, "set", m->parcel.set);
	json_string(j, "state", m->parcel.state);
	json_string(j, "state_here", m->f ? m->f->state : NULL);
	json_string(j, "who", m->parcel.who);
	json_string(j, "host", m->parcel.host);
	json_int(j, "time", m->parcel.time);
	json_bool(j, "new", m->fresh);
	json_bool(j, "common", m->common);
	json_bool(j, "again", m->again);
	json_int(j, "steps", (int64_t)m->steps);
	json_int(j, "remarks", (int64_t)m->remarks);
	json_int(j, "explanations", (int64_t)m->explanations);
	json_int(j, "noted", (int64_t)m->noted);
}

static void json_done(struct json *j, const struct merge_done *done)
{
	json_open(j, "done", '{');
	json_int(j, "cells", (int64_t)done->cells);
	json_int(j, "rows", (int64_t)done->rows);
	json_int(j, "sheets", (int64_t)done->sheets);
	json_int(j, "kept", (int64_t)done->kept);
	json_int(j, "steps", (int64_t)done->steps);
	json_int(j, "remarks", (int64_t)done->remarks);
	json_int(j, "explanations", (int64_t)done->explanations);
	json_close(j, '}');
}

static void json_plan(struct json *j, const struct merge *m)
{
	json_head(j, m);
	json_open(j, "items", '[');
	for (size_t i = 0; i < m->n; i++)
		json_item(j, m, &m->items[i]);
	json_close(j, ']');
	json_open(j, "strays", '[');
	for (size_t i = 0; i < m->strays.nlines; i++)
		json_string(j, NULL, m->strays.lines[i]);
	json_close(j, ']');
}

/* ---- merge ---- */

static void print_done(struct cmd_call *c, const struct merge_done *d, bool again)
{
	if (again) {
		str_add(c->out, _("这一份以前合并过，没有要改的\n"));
		return;
	}
	str_addf(c->out, _("已合并：改 %zu 格、%zu 行、%zu 张表页，按本库的留下 %zu 处；"
	                   "记入对方的修改日志 %zu 步，批注 %zu 条，说明 %zu 条\n"),
	         d->cells, d->rows, d->sheets, d->kept, d->steps, d->remarks, d->explanations);
}

static int take_words(struct cmd_call *c, struct merge *m)
{
	/* Single ones first: «mine» is for what is left. */
	for (size_t i = 0; i < c->ntakes; i++)
		if (strchr(c->takes[i], '=') && merge_take(m, c->takes[i], c->e) < 0)
			return -1;
	for (size_t i = 0; i < c->ntakes; i++)
		if (!strchr(c->takes[i], '=') && merge_take(m, c->takes[i], c->e) < 0)
			return -1;
	return 0;
}

/* Carries it out where nothing is open; 1: it stays a plan. */
static int carry_out(struct cmd_call *c, struct merge *m, struct json *j)
{
	bool again = m->again;
	struct merge_done done;

	if (c->plan || merge_open_items(m) > 0) {
		if (!c->json)
			str_add(c->out, c->plan ? _("以上只是计划，没有改动\n")
			                        : _("没有合并：两边改得不同的，用 --take theirs、--take "
			                            "mine 或 --take 键=theirs、键=mine、键==内容 选定\n"));
		return merge_open_items(m) > 0;
	}
	if (merge_store(m, c->state, &done, c->e) < 0)
		return -1;
	if (c->json)
		json_done(j, &done);
	else
		print_done(c, &done, again);
	return 0;
}

int cmd_merge(struct cmd_call *c)
{
	struct merge *m = merge_open(c->work, c->args[0], c->e);
	struct json j = { .out = c->out };
	int result = m ? take_words(c, m) : -1;

	if (result == 0 && c->json) {
		json_open(&j, NULL, '{');
		json_plan(&j, m);
	} else if (result == 0) {
		print_plan(c, m);
	}
	if (result == 0)
		result = carry_out(c, m, &j);
	if (result >= 0 && c->json) {
		json_close(&j, '}');
		str_addc(c->out, '\n');
	}
	merge_close(m);
	if (result < 0)
		return cmd_fail(c);
	return result ? CMD_DIFFERENCES : CMD_DONE;
}
