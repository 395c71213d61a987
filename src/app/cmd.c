#include "app/cmd.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/actor.h"
#include "app/cmd_table.h"
#include "app/safekeeping.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/privilege.h"
#include "base/text.h"
#include "calc/num.h"

#define ARGS_MAX 16

const struct cmd cmd_table[] = {
	/* clang-format off */
	{ "init", "", "建立数据库；--samples 同时装入样例数据。", 0, 0, NEED_NOTHING, cmd_init },
	{ "units", "", "列出单位树。", 0, 0, NEED_READ, cmd_units },
	{ "unit add", "代码 名称 [上级单位]", "增加一个单位。", 2, 3, NEED_WRITE, cmd_unit_add },
	{ "forms", "[套表]", "列出套表和表；给出套表时列出每张表的栏目；--lint DIR 检查一套表的定义。", 0, 1, NEED_NOTHING, cmd_forms },
	{ "filings", "[单位]", "列出各年填报、状态、总分和等次。", 0, 1, NEED_READ, cmd_filings },
	{ "filing add", "单位 年度 [套表]", "为单位新开一年的填报。", 2, 3, NEED_WRITE, cmd_filing_add },
	{ "show", "单位 年度 表[#份]", "按印制的样子显示一张表。", 3, 3, NEED_READ, cmd_show },
	{ "get", "单位 年度 表[#份].键", "显示一个单元格。", 3, 3, NEED_READ, cmd_get },
	{ "set", "单位 年度 表[#份].键 值", "填写一个单元格；值为空表示清空；--stated 填写计算栏的表报值。", 4, 4, NEED_WRITE, cmd_set },
	{ "row add", "单位 年度 表[#份].清单[.分组] [名称]", "在清单末尾增加一行。", 3, 4, NEED_WRITE, cmd_row_add },
	{ "row del", "单位 年度 表[#份].清单.行号", "删除清单的一行。", 3, 3, NEED_WRITE, cmd_row_delete },
	{ "row move", "单位 年度 表[#份].清单.行号 up|down", "把清单的一行上移或下移。", 4, 4, NEED_WRITE, cmd_row_move },
	{ "row copy", "单位 年度 表[#份].清单.行号", "复制清单的一行。", 3, 3, NEED_WRITE, cmd_row_copy },
	{ "row from", "单位 年度 表[#份].清单", "带入来源表里有、清单里没有的各行，只带名称和代码。", 3, 3, NEED_WRITE, cmd_row_from },
	{ "row na", "单位 年度 表[#份].清单.分组", "把空的分组标为不适用，或取消。", 3, 3, NEED_WRITE, cmd_row_na },
	{ "sheet add", "单位 年度 表", "增加一份表（如附件3 每个项目一份）。", 3, 3, NEED_WRITE, cmd_sheet_add },
	{ "sheet del", "单位 年度 表#份", "删除一份表。", 3, 3, NEED_WRITE, cmd_sheet_delete },
	{ "score", "单位 年度", "显示分值、自评得分、建议得分、总分和等次；表报总分与合计不符时退出码为 1。", 2, 2, NEED_READ, cmd_score },
	{ "check", "[单位 [年度]]", "审核并列出发现；不写单位时审核全部填报（--year 只审核一年）；--all 时也列出提示、尾差、截位和已说明的；有必须级的发现时退出码为 1。", 0, 2, NEED_WRITE, cmd_check },
	{ "explain", "单位 年度 [发现 [说明]]", "列出审核发现和审核说明；写出发现时列出它的全部说明，再写说明时记入；--adopt 采纳、--return 退回已有的说明。", 2, 4, NEED_WRITE, cmd_explain },
	{ "import", "文件…", "把 .docx、.xlsx、.csv、.txt 文件或文件夹里的表和文字导入填报；--plan 只列出会改什么；有没放下的或与库里不同的，退出码为 1。", 1, 15, NEED_WRITE, cmd_import },
	{ "export", "单位 年度 [表[#份]] -o 文件", "导出整套表或一张表，格式看文件名结尾：.docx .xlsx .pdf .html .csv .txt；--as-stated 导出表报值，--charts 在 .pdf 后面附图，--exact 导出供机器读的 .csv，--findings 导出审核发现，--force 覆盖已有的文件。", 2, 3, NEED_READ, cmd_export },
	{ "overview", "年度 [单位]", "一览：各单位这一年的状态、总分、等次和各表的审核发现；写单位时只列它和它的下级；超过 1000 户时只列审核过的。", 1, 2, NEED_READ, cmd_overview },
	{ "chart", "单位 年度 [表[.键] [图]]", "画图；不写键时列出预先定义的图；键也可以是任何一个数：各栏、历年、组成。", 2, 4, NEED_READ, cmd_chart },
	{ "text", "单位 年度 [说明]", "列出说明文字，或者印出用各表的数填好的一篇；--json 时另列每个数的位置和所在的格。", 2, 3, NEED_READ, cmd_text },
	{ "roll", "单位 年度 新年度", "把一年的填报结转到以后的年度：结构、名称、指标值沿用，实际数清空，上年栏取上年决算。", 3, 3, NEED_WRITE, cmd_roll },
	{ "confirm", "单位 年度 [表[#份][.键]]", "确认沿用上年的内容在今年也对，去掉结转的标记。", 2, 3, NEED_WRITE, cmd_confirm },
	{ "compare", "单位 年度 年度2 [表]", "逐格比较两年（--unit2 时两个单位）；有不同时退出码为 1。", 3, 4, NEED_READ, cmd_compare },
	{ "sum", "单位 年度 [表]", "汇总本级和所有下级；代码以“-差额”结尾的单位只调整金额、不计户数；--verify 从各户填报重新累计并核对，不一致时退出码为 1。", 2, 3, NEED_READ, cmd_sum },
	{ "log", "[单位 [年度 [表[#份][.键]]]]", "显示修改日志，新的在前：全部、一个单位、一份填报（连同状态、批注、说明）、一张表、一格，或者一行（键写作 清单.行号）；--who 只看一个人的。", 0, 3, NEED_READ, cmd_log },
	{ "revert", "步号 [表[#份].键]", "恢复到修改日志的一步以前，不论是谁、何时改的，作为新的一步；后来有人又改过的不恢复；写出一格时只恢复这一格，后来改过也恢复。", 1, 2, NEED_WRITE, cmd_revert },
	{ "who", "", "列出现在打开着工作台的人：从何时、从哪里，打开了哪个单位的哪张表。", 0, 0, NEED_READ, cmd_who },
	{ "person add", "用户 填报|审核|管理 [单位]", "给一个系统用户角色：填报一个单位，审核一个单位和它的下级（不写单位是全部），或者管理；--force 时用户可以还没有账号。", 2, 3, NEED_WRITE, cmd_person_add },
	{ "person del", "用户 填报|审核|管理 [单位]", "去掉一个用户的角色。", 2, 3, NEED_WRITE, cmd_person_delete },
	{ "person", "", "列出各人的角色，以及角色管不管得住。", 0, 0, NEED_READ, cmd_person },
	{ "whoami", "", "显示本程序把你认作谁、有什么角色、角色管不管得住。", 0, 0, NEED_READ, cmd_whoami },
	{ "submit", "单位 年度", "审核并上报；必须级的发现、没有说明的核实级发现、没有答复的退回意见会列出来并拦住；--plan 只列出，有拦住的退出码为 1。", 2, 2, NEED_WRITE, cmd_submit },
	{ "return", "单位 年度 [原因]", "退回已上报的填报；先用 comment --return 把意见写在格上，就可以不写原因。", 2, 3, NEED_WRITE, cmd_return },
	{ "accept", "单位 年度", "审核通过已上报的填报。", 2, 2, NEED_WRITE, cmd_accept },
	{ "lock", "单位 年度", "锁定审核过的填报；lock --all 年度 [单位] 锁定一年里全部审核过的。", 1, 2, NEED_WRITE, cmd_lock },
	{ "unlock", "单位 年度 --until 期限", "解锁一份填报，到期自己又锁定；期限是日期（2026-12-31，到当天结束）或天数（7天）。", 2, 2, NEED_WRITE, cmd_unlock },
	{ "missing", "年度 [单位]", "列出这一年还没有上报的单位，按单位树，带户数；有没上报的时退出码为 1。", 1, 2, NEED_READ, cmd_missing },
	{ "changes", "单位 年度", "列出上报以来的改动，逐格从最初到最后；有改动时退出码为 1。", 2, 2, NEED_READ, cmd_changes },
	{ "comment", "单位 年度 [表[#份][.键] [文字]]", "在格、行、表或整份填报（写 -）上写批注；--follow 标为待跟进，--return 写退回意见；不写文字时列出。", 2, 4, NEED_WRITE, cmd_comment },
	{ "remarks", "年度 [单位]", "列出这一年各单位还没有了结的批注、退回意见和待跟进。", 1, 2, NEED_READ, cmd_remarks },
	{ "answer", "单位 年度 编号 [文字]", "答复一条意见；--close 了结。", 3, 4, NEED_WRITE, cmd_answer },
	{ "undo", "单位 年度", "撤销自己最近一步修改。", 2, 2, NEED_WRITE, cmd_undo },
	{ "redo", "单位 年度", "重做刚撤销的一步。", 2, 2, NEED_WRITE, cmd_redo },
	{ "pack", "单位 年度 [-o 文件]", "把一份填报打包成一个往来文件，连同上次往来以来的修改日志、批注和说明，带给不能连到同一个数据库的单位；不写 -o 时文件名是 单位代码-年度-套表.zpk，--force 覆盖已有的文件。", 2, 2, NEED_WRITE, cmd_pack },
	{ "merge", "文件", "合并对方打包的往来文件：对方改的取过来，本库改的留着，两边改得不同的用 --take 选定以后才合并；--plan 只列出会改什么，--state 一并取对方的状态；还有没选定的，退出码为 1。", 1, 1, NEED_WRITE, cmd_merge },
	{ "backup", "[文件]", "备份数据库，别人照常工作；不写文件时存进数据库旁的 .copies 文件夹；--force 覆盖已有的文件。", 0, 1, NEED_WRITE, cmd_backup },
	{ "restore", "[文件]", "用备份换下现在的数据库：先检查备份，说明会少掉什么，问过再换，换下的留着；不写文件时列出副本；--yes 不问，--force 不等开着数据库的人退出。", 0, 1, NEED_NOTHING, cmd_restore },
	{ "verify", "", "检查数据库：完整、引用、修改日志的链、库存的数与各表重算的数、文件权限、副本；--quick 只查快的；有不同时退出码为 1，损坏时为 3；--code 查一个校验码。", 0, 0, NEED_NOTHING, cmd_verify },
	/* clang-format on */
};
const size_t cmd_count = sizeof cmd_table / sizeof *cmd_table;

const struct cmd_option cmd_options[] = {
	{ "--database", 'd', "文件", "数据库文件；缺省为 $ZIPING_DB，再为本机共用的数据库（见 INSTALL-SHARED），再为 $XDG_DATA_HOME/ziping/ziping.db。" },
	{ "--json", 0, NULL, "输出 JSON（UTF-8，一份文档，键名固定）。" },
	{ "--set", 0, "套表", "同一年有几套表时指定一套。" },
	{ "--why", 0, "原因", "记入修改日志的修改原因。" },
	{ "--stated", 0, NULL, "用于 set：填写计算栏的表报值。" },
	{ "--samples", 0, NULL, "用于 init：装入样例数据。" },
	{ "--lint", 0, "目录", "用于 forms：检查该目录的套表定义。" },
	{ "--code", 0, "校验码", "用于 verify：导出的文件上印的校验码是哪一份填报、到哪一步的；此后有改动时退出码为 1。" },
	{ "--who", 0, "某人", "用于 log：只列这个人的。" },
	{ "--limit", 0, "条数", "用于 log：最多显示的条数，缺省 50。" },
	{ "--width", 0, "列数", "用于 show、chart：排版宽度，缺省 100。" },
	{ "--ascii", 0, NULL, "用于 chart：条形用 # 画。" },
	{ "--all", 0, NULL, "用于 lock：一年里全部审核过的；用于 compare：相同的格也列出；用于 check：提示、尾差和截位也列出。" },
	{ "--unit", 0, "单位", "用于 import：文件是这个单位的。" },
	{ "--plan", 0, NULL, "用于 import：只列出会改什么，不改动；用于 submit：只列出拦着的。" },
	{ "--unit2", 0, "单位", "用于 compare：第二个年度取这个单位的填报。" },
	{ "--verify", 0, NULL, "用于 sum：从各户填报的内容重新累计，与库存的合计核对；用于 text：逐个核对自己写的说明里的数，有不符时退出码为 1。" },
	{ "--year", 0, "年度", "用于 check：只审核这一年的填报；用于 import：文件是这一年的。" },
	{ "--take", 0, "选择", "用于 merge：theirs、mine（其余各处都取对方的、本库的），或者一处 键=theirs、键=mine、键==内容；可以写多次。" },
	{ "--state", 0, NULL, "用于 merge：一并取对方的状态，例如已上报、已退回。" },
	{ "--adopt", 0, NULL, "用于 explain：采纳说明。" },
	{ "--return", 0, "原因", "用于 explain：退回说明，写明原因；用于 comment：写一条必须答复的退回意见。" },
	{ "--follow", 0, NULL, "用于 comment：标为待跟进。" },
	{ "--close", 0, NULL, "用于 answer：了结这条意见。" },
	{ "--until", 0, "期限", "用于 unlock：到什么时候为止，日期或天数。" },
	{ "--output", 'o', "文件", "用于 export、overview：导出到这个文件；用于 pack：打包到这个文件。" },
	{ "--as-stated", 0, NULL, "用于 export：导出填写的和文件上报的内容，不用计算的。" },
	{ "--charts", 0, NULL, "用于 export：.pdf 后面附上各表的图。" },
	{ "--exact", 0, NULL, "用于 export：.csv 每行一个单元格，能原样读回。" },
	{ "--findings", 0, NULL, "用于 export：导出审核发现和审核说明，不是表。" },
	{ "--force", 0, NULL, "用于 export、overview -o、backup：覆盖已有的文件；用于 restore：不等开着数据库的人退出；用于 person add：用户可以还没有账号。" },
	{ "--yes", 0, NULL, "用于 restore：不问就恢复。" },
	{ "--salvage", 0, NULL, "用于 restore：没有好的副本时，从坏文件里抢救能读出的，存进 -o 写的新文件。" },
	{ "--quick", 0, NULL, "用于 verify：只查快的，不核对索引和各表重算的数。" },
	{ "--help", 'h', NULL, "显示帮助。" },
	{ "--version", 0, NULL, "显示版本。" },
	{ "--man", 0, NULL, "输出手册页源文件。" },
	{ "--completion", 0, NULL, "输出 bash 补全脚本。" },
};
const size_t cmd_option_count = sizeof cmd_options / sizeof *cmd_options;

int cmd_fail(struct cmd_call *c)
{
	return err_exit_status(c->e);
}

static int64_t system_clock(void *context)
{
	(void)context;
	return (int64_t)time(NULL);
}

struct work *cmd_open(const char *database, enum store_mode mode, struct err *e)
{
	struct work *w = work_open(database, mode, NULL, e);
	if (w) {
		actor_take(work_store(w));
		store_set_clock(work_store(w), system_clock, NULL);
	} else if (e->code == ERR_NOTFOUND) {
		err_set(e, ERR_NOTFOUND, _("%s；用 ziping init 建立，加 --samples 装入样例"), e->text);
	} else {
		safe_advise(database, e);
	}
	return w;
}

static char *default_database(void)
{
	const char *named = getenv("ZIPING_DB"), *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
	struct str path = { 0 };
	if (named && *named)
		return mem_strdup(named);
	if (privilege_shared())
		return mem_strdup(privilege_shared());
	if (data && *data)
		str_addf(&path, "%s/ziping/ziping.db", data);
	else
		str_addf(&path, "%s/.local/share/ziping/ziping.db", home && *home ? home : ".");
	return str_take(&path);
}

/* ---- taking argv apart ---- */

struct parse {
	struct cmd_call call;
	const char *words[ARGS_MAX];
	size_t nwords;
	bool help, version, man, completion;
};

static const struct cmd_option *find_option(const char *arg)
{
	for (size_t i = 0; i < cmd_option_count; i++) {
		const struct cmd_option *o = &cmd_options[i];
		size_t n = strlen(o->name);
		if (strncmp(arg, o->name, n) == 0 && (arg[n] == '\0' || (arg[n] == '=' && o->value)))
			return o;
		if (arg[0] == '-' && arg[1] != '-' && arg[1] == o->letter && o->letter && (!arg[2] || o->value))
			return o;
	}
	return NULL;
}

static int take_number(const char *value, int64_t least, int64_t most, int64_t *out, struct err *e)
{
	struct figure n;
	if (num_parse(value, NULL, &n) != NUM_OK || n.num % NUM_ONE || n.num < least * NUM_ONE || n.num > most * NUM_ONE)
		return err_set(e, ERR_USAGE, _("“%s”应是 %lld 到 %lld 的整数"), value, (long long)least, (long long)most);
	*out = n.num / NUM_ONE;
	return 0;
}

static int take_option(struct parse *p, const struct cmd_option *o, const char *value, struct err *e)
{
	struct cmd_call *c = &p->call;
	if (strcmp(o->name, "--database") == 0)
		c->usual = false;
	const struct { const char *name; const char **text; bool *flag; } slots[] = {
		{ "--database", &c->database, NULL }, { "--set", &c->set, NULL }, { "--why", &c->why, NULL },
		{ "--lint", &c->lint, NULL }, { "--json", NULL, &c->json }, { "--stated", NULL, &c->stated },
		{ "--unit", &c->unit, NULL }, { "--plan", NULL, &c->plan },
		{ "--who", &c->who, NULL }, { "--code", &c->code, NULL }, { "--unit2", &c->unit2, NULL }, { "--all", NULL, &c->all }, { "--verify", NULL, &c->verify },
		{ "--state", NULL, &c->state },
		{ "--return", &c->reject, NULL }, { "--adopt", NULL, &c->adopt },
		{ "--output", &c->file, NULL },
		{ "--as-stated", NULL, &c->as_stated }, { "--charts", NULL, &c->charts }, { "--exact", NULL, &c->exact }, { "--force", NULL, &c->force },
		{ "--findings", NULL, &c->findings },
		{ "--until", &c->until, NULL }, { "--follow", NULL, &c->follow }, { "--close", NULL, &c->close },
		{ "--yes", NULL, &c->yes }, { "--quick", NULL, &c->quick }, { "--salvage", NULL, &c->salvage },
		{ "--ascii", NULL, &c->ascii }, { "--samples", NULL, &c->samples }, { "--help", NULL, &p->help }, { "--version", NULL, &p->version },
		{ "--man", NULL, &p->man }, { "--completion", NULL, &p->completion },
	};
	if (strcmp(o->name, "--take") == 0) {
		if (c->ntakes == CMD_TAKES_MAX)
			return err_set(e, ERR_USAGE, _("--take 最多写 %d 次"), CMD_TAKES_MAX);
		c->takes[c->ntakes++] = value;
		return 0;
	}
	for (size_t i = 0; i < sizeof slots / sizeof *slots; i++) {
		if (strcmp(slots[i].name, o->name) != 0)
			continue;
		if (slots[i].text)
			*slots[i].text = value;
		else
			*slots[i].flag = true;
		return 0;
	}
	bool width = strcmp(o->name, "--width") == 0, year = strcmp(o->name, "--year") == 0;
	int64_t n = 0;
	if (take_number(value, width ? 40 : year ? 1900 : 1, width ? 1000 : year ? 2200 : 100000, &n, e) < 0)
		return -1;
	if (width)
		c->width = (int)n;
	else if (year)
		c->year = (int)n;
	else
		c->limit = (size_t)n;
	return 0;
}

/* The value of an option: behind `=`, behind the letter, or the next word. */
static const char *option_value(const struct cmd_option *o, int argc, char **argv, int *i)
{
	const char *arg = argv[*i];
	if (arg[1] != '-' && arg[2])
		return arg + 2;
	const char *equals = arg[1] == '-' ? strchr(arg, '=') : NULL;
	if (equals)
		return equals + 1;
	(void)o;
	return *i + 1 < argc ? argv[++*i] : NULL;
}

static int take_words(struct parse *p, int argc, char **argv, struct err *e)
{
	bool options = true;
	for (int i = 1; i < argc; i++) {
		const char *arg = argv[i], *value = NULL;
		if (text_check(arg, strlen(arg)) != strlen(arg))
			return err_set(e, ERR_USAGE, _("第 %d 个参数不是有效的 UTF-8 文本"), i);
		if (options && strcmp(arg, "--") == 0) {
			options = false;
			continue;
		}
		/* A negative number is a value, not an option. */
		if (options && arg[0] == '-' && arg[1] && !(arg[1] >= '0' && arg[1] <= '9')) {
			const struct cmd_option *o = find_option(arg);
			if (!o)
				return err_set(e, ERR_USAGE, _("没有选项 %s；ziping --help 列出全部选项"), arg);
			if (o->value && !(value = option_value(o, argc, argv, &i)))
				return err_set(e, ERR_USAGE, _("选项 %s 后面缺少%s"), o->name, o->value);
			if (take_option(p, o, value, e) < 0)
				return -1;
			continue;
		}
		if (p->nwords == ARGS_MAX)
			return err_set(e, ERR_USAGE, _("参数太多"));
		p->words[p->nwords++] = arg;
	}
	return 0;
}

/* The command the words begin with; *used words are its name. */
static const struct cmd *find_command(const struct parse *p, size_t *used)
{
	for (size_t i = 0; i < cmd_count; i++) {
		const char *space = strchr(cmd_table[i].name, ' ');
		size_t n = space ? (size_t)(space - cmd_table[i].name) : strlen(cmd_table[i].name);
		*used = space ? 2 : 1;
		if (p->nwords < *used || strlen(p->words[0]) != n || strncmp(p->words[0], cmd_table[i].name, n) != 0)
			continue;
		if (!space || strcmp(p->words[1], space + 1) == 0)
			return &cmd_table[i];
	}
	return NULL;
}

/* No such command; of «row» the second words there are. */
static void fail_command(const struct parse *p, struct err *e)
{
	struct str seconds = { 0 };
	size_t n = strlen(p->words[0]);
	for (size_t i = 0; i < cmd_count; i++)
		if (strncmp(cmd_table[i].name, p->words[0], n) == 0 && cmd_table[i].name[n] == ' ')
			str_addf(&seconds, "%s%s", seconds.length ? "、" : "", cmd_table[i].name + n + 1);
	if (seconds.length)
		err_set(e, ERR_USAGE, _("%s 后面要写 %s"), p->words[0], seconds.s);
	else
		err_set(e, ERR_USAGE, _("没有命令“%s”；ziping --help 列出全部命令"), p->words[0]);
	str_free(&seconds);
}

static int open_and_run(const struct cmd *cmd, struct cmd_call *c)
{
	if (cmd->need != NEED_NOTHING) {
		c->work = cmd_open(c->database, cmd->need == NEED_READ ? STORE_READ : STORE_OPEN, c->e);
		if (!c->work)
			return cmd_fail(c);
	}
	int status = cmd->run(c);
	work_close(c->work);
	return status;
}

/* Whatever a file, a database or another person wrote, the terminal gets
 * cleaned (ENGINE §5); JSON escapes it. */
static void clean_output(struct cmd_call *c)
{
	if (c->json)
		return;
	char *clean = text_clean(str_text(c->out), true);
	str_clear(c->out);
	str_add(c->out, clean);
	mem_free(clean);
}

static int run(struct parse *p, struct err *e)
{
	size_t used = 0;
	const struct cmd *cmd = find_command(p, &used);
	if (!cmd) {
		fail_command(p, e);
		return CMD_WRONG;
	}
	p->call.args = p->words + used;
	p->call.nargs = p->nwords - used;
	if (p->call.nargs < cmd->least || p->call.nargs > cmd->most) {
		err_set(e, ERR_USAGE, *cmd->args ? _("用法：ziping %s %s") : _("用法：ziping %s%s"), cmd->name, cmd->args);
		return CMD_WRONG;
	}
	int status = open_and_run(cmd, &p->call);
	clean_output(&p->call);
	return status;
}

int cmd_main(int argc, char **argv, struct cmd_request *request, struct str *out, struct err *e)
{
	struct parse p = { .call = { .usual = true, .limit = 50, .width = 100, .out = out, .e = e } };
	char *database = default_database();
	p.call.database = database;
	*request = (struct cmd_request){ CMD_RUN, NULL };
	int status = CMD_DONE;
	if (take_words(&p, argc, argv, e) < 0)
		status = CMD_WRONG;
	else if (p.help)
		cmd_print_help(out);
	else if (p.version)
		str_addf(out, "ziping %s\n", PACKAGE_VERSION);
	else if (p.completion)
		cmd_print_completion(out);
	else if (p.man)
		request->what = CMD_MANUAL;
	else if (p.nwords == 0)
		*request = (struct cmd_request){ CMD_WORKBENCH, mem_strdup(p.call.database) };
	else
		status = run(&p, e);
	mem_free(database);
	return status;
}

void cmd_request_free(struct cmd_request *r)
{
	mem_free(r->database);
	r->database = NULL;
}
