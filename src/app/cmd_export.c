#include "app/cmd_table.h"
#include "app/export.h"
#include "base/i18n.h"

/* export: a filing or one of its sheets as a file. */

int cmd_export(struct cmd_call *c)
{
	struct filing *f = cmd_filing(c);
	struct export_request q = {.path = c->file, .sheet = -1, .stated = c->as_stated,
	                           .charts = c->charts, .exact = c->exact, .replace = c->force};
	const char *rest = "";

	if (!f)
		return cmd_fail(c);
	if (!q.path) {
		err_set(c->e, ERR_USAGE, _("用 -o 写出要导出到哪个文件"));
		return cmd_fail(c);
	}
	if (c->nargs > 2 && (q.sheet = cmd_sheet(c, f, c->args[2], &rest)) < 0)
		return cmd_fail(c);
	if (*rest) {
		err_set(c->e, ERR_USAGE, _("export 后面是表，不是单元格"));
		return cmd_fail(c);
	}
	if (c->findings && q.sheet >= 0) {
		err_set(c->e, ERR_USAGE, _("--findings 导出整套表的审核发现，不写表"));
		return cmd_fail(c);
	}
	if (c->findings ? export_findings(c->work, f, q.path, q.replace, c->e) < 0
	                : export_filing(c->work, f, &q, c->e) < 0)
		return cmd_fail(c);
	str_addf(c->out, _("已导出到 %s\n"), q.path);
	return CMD_DONE;
}
