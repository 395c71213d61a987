#include <string.h>

#include "app/cmd_table.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "calc/num.h"

/* From the words of a command line to a place in a filing. */

int cmd_year(struct cmd_call *c, const char *word, int *year)
{
	struct figure n;
	if (num_parse(word, "年", &n) != NUM_OK || n.num % NUM_ONE || n.num < 1900 * NUM_ONE ||
	    n.num > 2999 * NUM_ONE)
		return err_set(c->e, ERR_USAGE, _("“%s”不是年度"), word);
	*year = (int)(n.num / NUM_ONE);
	return 0;
}

struct filing *cmd_filing(struct cmd_call *c)
{
	int year = 0;
	int unit = work_find_unit(c->work, c->args[0], c->e);
	if (unit < 0 || cmd_year(c, c->args[1], &year) < 0)
		return NULL;
	return work_open_filing(c->work, unit, year, c->set, c->e);
}

static bool names_form(const struct form *f, const char *text, size_t length)
{
	return (strlen(f->id) == length && strncmp(f->id, text, length) == 0) ||
	       (strlen(f->number) == length && strncmp(f->number, text, length) == 0);
}

static int take_copy(const char *s, size_t length)
{
	int copy = 0;
	for (size_t i = 0; i < length; i++) {
		if (s[i] < '0' || s[i] > '9' || copy > 100000)
			return -1;
		copy = copy * 10 + (s[i] - '0');
	}
	return copy;
}

int cmd_sheet(struct cmd_call *c, const struct filing *f, const char *text, const char **rest)
{
	size_t name = strcspn(text, "#."), copy_length = 0;
	int copy = 1;
	if (text[name] == '#') {
		copy_length = strcspn(text + name, ".");
		copy = take_copy(text + name + 1, copy_length - 1);
	}
	if (copy < 1)
		return err_set(c->e, ERR_USAGE, _("“%s”里 # 后面应是份数，从 1 起"), text);
	const char *end = text + name + copy_length;
	*rest = *end == '.' ? end + 1 : end;
	for (size_t i = 0; i < f->set->nforms; i++) {
		if (!names_form(f->set->forms[i], text, name))
			continue;
		int sheet = filing_find_sheet(f, f->set->forms[i], copy);
		if (sheet < 0)
			err_set(c->e, ERR_NOTFOUND, _("%s没有第 %d 份"), f->set->forms[i]->number,
			        copy);
		return sheet;
	}
	return err_set(c->e, ERR_NOTFOUND, _("%s里没有表“%.*s”"), f->set->title, (int)name, text);
}

int cmd_place(struct cmd_call *c, const struct filing *f, const char *text, struct place *out)
{
	const char *key;
	int sheet = cmd_sheet(c, f, text, &key);
	if (sheet < 0)
		return -1;
	if (!*key)
		return err_set(c->e, ERR_USAGE, _("“%s”是表；单元格要写作 表.键"), text);
	if (!filing_place(f, sheet, key, out))
		return err_set(c->e, ERR_NOTFOUND, _("%s没有单元格“%s”"),
		               f->sheets[sheet].form->number, key);
	return 0;
}
