#include <string.h>

#include "app/cmd_table.h"
#include "base/i18n.h"
#include "base/text.h"

/* Help, manual page and completion, printed from the tables. */

static void column(struct str *out, const char *text, int width)
{
	str_addf(out, "  %s", text);
	for (int i = text_width(text); i < width; i++)
		str_addc(out, ' ');
	str_add(out, "  ");
}

static void option_text(const struct cmd_option *o, struct str *out)
{
	if (o->letter)
		str_addf(out, "-%c, ", o->letter);
	str_add(out, o->name);
	if (o->value)
		str_addf(out, " %s", o->value);
}

void cmd_print_help(struct str *out)
{
	str_add(out, _("自评台：预算单位绩效自评和决算公开的终端工作台\n\n"
	               "用法：ziping [-d 文件] [命令 …]      没有命令时打开工作台\n\n命令：\n"));
	for (size_t i = 0; i < cmd_count; i++) {
		struct str line = {0};
		str_addf(&line, "%s %s", cmd_table[i].name, cmd_table[i].args);
		column(out, str_text(&line), 46);
		str_addf(out, "%s\n", cmd_table[i].help);
		str_free(&line);
	}
	str_add(out, _("\n选项：\n"));
	for (size_t i = 0; i < cmd_option_count; i++) {
		struct str line = {0};
		option_text(&cmd_options[i], &line);
		column(out, str_text(&line), 46);
		str_addf(out, "%s\n", cmd_options[i].help);
		str_free(&line);
	}
	str_add(out,
	        _("\n单位可写代码、名称或不会混淆的一部分；表可写 annex2 或 附件2，第二份写 "
	          "annex3#2；\n"
	          "键是栏目（staff.quota）或 清单.行号.列（ind.7.target）。\n"
	          "退出码：0 完成；1 完成，但有差异；2 用法或输入有误；3 数据库或系统出错。\n"));
}

/* mdoc: what would be read as a request is not. */
static void add_mdoc(struct str *out, const char *s)
{
	if (*s == '.' || *s == '\'')
		str_add(out, "\\&");
	for (; *s; s++) {
		if (*s == '\\')
			str_add(out, "\\e");
		else if (*s == '-')
			str_add(out, "\\-");
		else
			str_addc(out, *s);
	}
	str_addc(out, '\n');
}

static void manual_head(struct str *out)
{
	str_add(out, ".Dd $Mdocdate$\n.Dt ZIPING 1\n.Os\n.Sh NAME\n.Nm ziping\n"
	             ".Nd 预算单位绩效自评和决算公开的终端工作台\n"
	             ".Sh SYNOPSIS\n.Nm\n.Op Fl d Ar 文件\n.Op Ar 命令 ...\n.Sh DESCRIPTION\n");
	add_mdoc(out, _("没有命令时打开工作台：左边选单位、年度和表，右边按印制的样子填表。"));
	add_mdoc(out, _("控制率、执行率、得分、合计随填随算，每次确认立即存入数据库。"));
}

static void manual_commands(struct str *out)
{
	str_add(out, ".Sh COMMANDS\n.Bl -tag -width Ds\n");
	for (size_t i = 0; i < cmd_count; i++) {
		str_addf(out, ".It Cm %s", cmd_table[i].name);
		if (*cmd_table[i].args)
			str_addf(out, " Ar %s", cmd_table[i].args);
		str_addc(out, '\n');
		add_mdoc(out, cmd_table[i].help);
	}
	str_add(out, ".El\n.Sh OPTIONS\n.Bl -tag -width Ds\n");
	for (size_t i = 0; i < cmd_option_count; i++) {
		const struct cmd_option *o = &cmd_options[i];
		str_add(out, ".It ");
		if (o->letter)
			str_addf(out, "Fl %c , ", o->letter);
		str_addf(out, "Fl \\-%s", o->name + 2);
		if (o->value)
			str_addf(out, " Ar %s", o->value);
		str_addc(out, '\n');
		add_mdoc(out, o->help);
	}
	str_add(out, ".El\n");
}

static void manual_tail(struct str *out)
{
	str_add(out, ".Sh ENVIRONMENT\n.Bl -tag -width Ds\n.It Ev ZIPING_DB\n");
	add_mdoc(out, _("缺省的数据库文件。"));
	str_add(out, ".It Ev ZIPING_DATA\n");
	add_mdoc(out, _("套表、代码和样例所在的目录。"));
	str_add(out, ".It Ev NO_COLOR\n");
	add_mdoc(out, _("设了就不用颜色。"));
	str_add(out, ".El\n.Sh FILES\n.Bl -tag -width Ds\n"
	             ".It Pa $XDG_CONFIG_HOME/ziping/settings\n");
	add_mdoc(out, _("终端设置，一行一项：widths auto|narrow|wide（≥ “ ” ① 占一列还是两列）、"));
	add_mdoc(out, _("borders auto|dec|unicode|ascii（表格线）、theme default|light|mono 或文件、"));
	add_mdoc(out, _("escdelay 毫秒（慢线路用 100 到 200）、mouse on|off、probe on|off。"));
	str_add(out, ".El\n.Sh EXIT STATUS\n.Bl -tag -width Ds\n.It 0\n");
	add_mdoc(out, _("完成。"));
	str_add(out, ".It 1\n");
	add_mdoc(out, _("完成，但有差异。"));
	str_add(out, ".It 2\n");
	add_mdoc(out, _("用法或输入有误，标准错误里有一句说明。"));
	str_add(out, ".It 3\n");
	add_mdoc(out, _("数据库或系统出错。"));
	str_add(out, ".El\n");
}

void cmd_print_manual(struct str *out, void (*keys)(struct str *out))
{
	manual_head(out);
	manual_commands(out);
	if (keys) {
		str_add(out, ".Sh KEYS\n.Bl -tag -width Ds\n");
		keys(out);
		str_add(out, ".El\n");
	}
	manual_tail(out);
}

void cmd_print_completion(struct str *out)
{
	str_add(out, "_ziping() {\n\tlocal word=${COMP_WORDS[COMP_CWORD]} words=\"");
	const char *last = "";
	for (size_t i = 0; i < cmd_count; i++) {
		size_t n = strcspn(cmd_table[i].name, " ");
		if (strlen(last) < n || strncmp(last, cmd_table[i].name, n) != 0 || last[n] != ' ')
			str_addf(out, "%.*s ", (int)n, cmd_table[i].name);
		last = cmd_table[i].name;
	}
	for (size_t i = 0; i < cmd_option_count; i++)
		str_addf(out, "%s%s", cmd_options[i].name, i + 1 < cmd_option_count ? " " : "");
	str_add(out, "\"\n\tcase ${COMP_WORDS[COMP_CWORD-1]} in\n");
	for (size_t i = 0; i < cmd_count; i++) {
		const char *space = strchr(cmd_table[i].name, ' ');
		if (!space || (i > 0 && strncmp(cmd_table[i - 1].name, cmd_table[i].name,
		                                (size_t)(space - cmd_table[i].name) + 1) == 0))
			continue;
		size_t n = (size_t)(space - cmd_table[i].name) + 1;
		str_addf(out, "\t%.*s) words=\"", (int)n - 1, cmd_table[i].name);
		for (size_t k = i; k < cmd_count; k++)
			if (strncmp(cmd_table[k].name, cmd_table[i].name, n) == 0)
				str_addf(out, "%s ", cmd_table[k].name + n);
		str_add(out, "\" ;;\n");
	}
	str_add(
	    out,
	    "\t-d|--database|--lint) COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n\tesac\n"
	    "\tCOMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n}\ncomplete -F _ziping ziping\n");
}
