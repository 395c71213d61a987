#include "screens/keymap.h"

#include <string.h>

#include "base/i18n.h"

#define C(k) (KEY_WITH_CTRL | (k))
#define EVERY (CTX_SCREEN)
#define PANES (CTX_UNITS | CTX_FORMS | CTX_TABLE)
#define FILES (CTX_EXPORT | CTX_PATH | CTX_BROWSE | CTX_PLAN | CTX_MERGE)
#define LISTS (CTX_PICK | CTX_JOURNAL | CTX_READ | CTX_PREVIEW | CTX_BROWSE | CTX_PLAN | CTX_MERGE)
#define VIEWS (CTX_OVERVIEW | CTX_CHART | CTX_SUM | CTX_WHY)

/* Sentences are translated where they are shown. */
/* clang-format off */
static const struct key_line lines[] = {
	{ ACT_HELP, { K_F(1), '?' }, EVERY, "帮助", "显示这张按键表。", "help" },
	{ ACT_HELP, { K_F(1) }, CTX_LINE | CTX_TEXT | CTX_PICK | CTX_JOURNAL | VIEWS | FILES, NULL, "显示按键表，正在输入的内容不丢。", NULL },

	/* the line being typed */
	{ ACT_COMMIT_DOWN, { K_ENTER }, CTX_LINE, "保存并下移", "保存这一格，转到下面一格。", NULL },
	{ ACT_COMMIT_RIGHT, { K_TAB }, CTX_LINE, "保存并右移", "保存这一格，转到下一格。", NULL },
	{ ACT_COMMIT_LEFT, { K_BACKTAB }, CTX_LINE, NULL, "保存这一格，转到上一格。", NULL },
	{ ACT_COMMIT_UP, { K_UP }, CTX_LINE, NULL, "保存这一格，转到上面一格。", NULL },
	{ ACT_COMMIT_DOWN, { K_DOWN }, CTX_LINE, NULL, "保存这一格，转到下面一格。", NULL },
	{ ACT_WHOLE_TEXT, { K_F(2) }, CTX_LINE, "多行编辑", "在多行编辑框里接着输入。", NULL },
	{ ACT_LEAVE, { K_ESC, K_CTRL('c') }, CTX_LINE, "放弃", "放弃输入，原值不动；随后按 F2 可以找回。", NULL },

	/* editor of long texts */
	{ ACT_SAVE, { K_CTRL('s'), K_F(2) }, CTX_TEXT, "保存", "保存全文并关闭编辑框。", NULL },
	{ ACT_LEAVE, { K_ESC, K_CTRL('c') }, CTX_TEXT, "放弃", "关闭编辑框；改动过的先问一声。", NULL },

	/* table */
	{ ACT_EDIT, { K_F(2), K_ENTER, 'i' }, CTX_TABLE, "编辑", "编辑这一格。数字、汉字直接输入，覆盖原值；字母开头的先按 Enter 或 F2。", "edit" },
	{ ACT_OPEN, { K_ENTER, K_F(2), K_RIGHT, 'l' }, CTX_UNITS | CTX_FORMS, "打开", "打开光标处的单位或表。", "open" },
	{ ACT_OPEN, { K_ENTER, K_RIGHT }, CTX_FINDINGS, "转到", "转到这条发现的格子，不在打开的表里就打开那个单位、年度和表；在组名上是收起、展开。", NULL },
	{ ACT_WHY, { 'w' }, EVERY, "由来", "解释光标处的审核发现：规则、算式、各项的数、可能的原因、上年怎样、能做什么。", "why" },
	{ ACT_OTHER_VIEW, { K_F(3), 'A' }, CTX_FINDINGS, "换范围", "在这张表、这套表、全部单位的发现之间换；全部单位没有审核过就先审核。", NULL },
	{ ACT_GROUP, { 's' }, CTX_FINDINGS, "分组", "按表或单位、按规则、按级别分组。", NULL },
	{ ACT_STATES, { 'f' }, CTX_FINDINGS, "状态", "看待处理的、全部、已说明、被采纳、被退回或已改的发现。", NULL },
	{ ACT_LEVELS, { 'e' }, CTX_FINDINGS, "级别", "看全部级别，或只看必须、核实、提示。", NULL },
	{ ACT_FOLD, { ' ', K_LEFT, 'h' }, CTX_FINDINGS, NULL, "收起或展开一组。", NULL },
	{ ACT_FOLD_ALL, { '*' }, CTX_FINDINGS, NULL, "收起或展开全部各组。", NULL },
	{ ACT_LEAVE, { K_ESC }, CTX_FINDINGS, "关闭", "关闭发现的列表。", NULL },
	{ ACT_FINDINGS, { K_F(3), 'A' }, PANES, "审核", "列出审核发现：这张表的、这套表的或全部单位的。", "findings" },
	{ ACT_CHECK, { 'E' }, EVERY, NULL, "审核全部单位各年的填报，Esc 停下；结果在发现的列表里。", "check" },
	{ ACT_CHART, { K_F(5), 'b' }, EVERY, "图表", "把这一格和各张表的数画成图。", "chart" },
	{ ACT_JOURNAL, { K_F(7), 'L' }, EVERY, "日志", "看这一格和本套表的修改日志。", "log" },
	{ ACT_OVERVIEW, { K_F(12), 'O' }, EVERY, "一览", "各单位的状态、总分和各表的审核发现，可排序、筛选。", "overview" },
	{ ACT_EXPORT, { K_F(8), 'X' }, EVERY | CTX_OVERVIEW, "导出", "把这张表、整套表或审核发现导出成 Word、Excel、PDF、网页、CSV、文本；在一览里导出一览。", "export" },
	{ ACT_IMPORT, { 'r' }, EVERY, NULL, "从 Word、Excel、CSV、文本文件导入：选文件，看过计划再导入；对方打包的往来文件也在这里合并。", "import" },
	{ ACT_PACK, { 0 }, EVERY, NULL, "把打开的填报打包成一个往来文件，带给不能连到同一个数据库的单位。", "pack" },
	{ ACT_MERGE, { 0 }, EVERY, NULL, "合并对方打包的往来文件：选文件，看过计划、选定两边改得不同的再合并。", "merge" },
	{ ACT_BACKUP, { 'B' }, EVERY, NULL, "备份数据库，存进它旁边的 .copies 文件夹；每天第一次改动后另有一份自动的副本。", "backup" },
	{ ACT_VERIFY, { 'V' }, EVERY, NULL, "检查整个数据库：完整、修改日志没有被改动、库存的数与各表重算的一致、副本可用；Esc 停下。", "verify" },
	{ ACT_PALETTE, { K_F(9) }, EVERY, "命令", "列出全部命令，输入几个字可筛选。", "commands" },
	{ ACT_QUIT, { K_F(10), 'q' }, EVERY, "退出", "退出；每次改动都已存好。", "quit" },
	{ ACT_NEXT_PANE, { K_TAB }, EVERY, "换窗", "转到下一个窗格：单位、表、表格。", "pane" },
	{ ACT_PREVIOUS_PANE, { K_BACKTAB }, EVERY, NULL, "转到上一个窗格。", NULL },
	{ ACT_UNDO, { 'u', K_CTRL('z') }, EVERY, "撤销", "撤销自己最近的一步改动，不限次数。", "undo" },
	{ ACT_REDO, { K_CTRL('r'), K_CTRL('y') }, EVERY, "重做", "把撤销的一步改动做回来。", "redo" },
	{ ACT_FIND, { '/' }, CTX_TABLE | CTX_FORMS, "查找", "在本套表各表里查找文字，n 和 N 到下一处、上一处。", "find" },
	{ ACT_FILTER, { '/' }, CTX_UNITS, "筛选", "按名称或代码筛选单位，Esc 取消。", "filter" },
	{ ACT_NEXT_UNIT, { ']' }, EVERY, "下一单位", "打开下一个单位的同一张表。", "next-unit" },
	{ ACT_PREVIOUS_UNIT, { '[' }, EVERY, NULL, "打开上一个单位的同一张表。", "previous-unit" },
	{ ACT_NEXT_MARK, { 'n' }, EVERY, "下一处", "到下一条待处理的审核发现，这套表完了到下一个有发现的单位；查找后是下一处找到的。", "next" },
	{ ACT_PREVIOUS_MARK, { 'N' }, EVERY, NULL, "到上一条待处理的审核发现；查找后是上一处找到的。", "previous" },
	{ ACT_NEXT_OTHER, { 'm' }, EVERY, NULL, "到别人刚改过、还没看的下一处；看过离开，* 号就去掉。", "others" },
	{ ACT_WHO, { 'W' }, EVERY, NULL, "列出现在打开着工作台的人，各在哪个单位的哪张表。", "who" },
	{ ACT_PERSONS, { 0 }, EVERY, NULL, "列出各人的角色，以及角色管不管得住；角色用 ziping person add 给。", "persons" },
	{ ACT_HANDIN, { 'H' }, EVERY, "上报", "上报、退回、审核通过、锁定、解锁这套填报，列出现在能做的和经过。", "handin" },
	{ ACT_SUBMIT, { 0 }, EVERY, NULL, "上报：先审核，拦着的列出来，Enter 转到那一处。", "submit" },
	{ ACT_RETURN, { 0 }, EVERY, NULL, "退回已上报的填报，写原因；格上的退回意见先用 p 写好。", "return" },
	{ ACT_ACCEPT, { 0 }, EVERY, NULL, "审核通过已上报的填报。", "accept" },
	{ ACT_LOCK, { 0 }, EVERY, NULL, "锁定审核过的填报，或提前结束解锁。", "lock" },
	{ ACT_UNLOCK, { 0 }, EVERY, NULL, "解锁这一份填报到某一天，到期自己又锁定。", "unlock" },
	{ ACT_CHANGES, { 0 }, EVERY, NULL, "列出上报以来的改动，Enter 转到那一格。", "changes" },
	{ ACT_MISSING, { 0 }, EVERY, NULL, "列出这一年还没有上报的单位，Enter 打开。", "missing" },
	{ ACT_REMARK, { 'p' }, EVERY, "意见", "看和写这一格的批注、退回意见、待跟进，答复和了结；格上的 ※ 和 ☆ 是还没了结的。在表的清单里是整张表的，在单位树里是整套填报的。", "remark" },
	{ ACT_REMARKS, { 'P' }, EVERY, NULL, "列出这套表的意见，Enter 转到那一格。", "remarks" },
	{ ACT_FOLLOW_UPS, { 0 }, EVERY, NULL, "列出这一年各单位还没有了结的意见和待跟进，Enter 转到那一格。", "follow-ups" },
	{ ACT_LAST_YEAR, { K_F(4), 't' }, EVERY, "上年对照", "这张表的各栏目上年和本年并列，Tab 只看不同的，Enter 转到那一格。", "last-year" },
	{ ACT_COMPARE, { 'C' }, EVERY, "对照", "和另一年、另一个单位逐格对照，Tab 看全部，Enter 转到那一格。", "compare" },
	{ ACT_ROLL, { 'R' }, EVERY, "结转", "结转到新年度：沿用行、名称、编制和目标，当年的数留空，先问一声。", "roll" },
	{ ACT_SUM, { K_F(6), 'S' }, EVERY, "汇总", "这个单位和全部下级的这张表相加，列出缺报和不能汇总的内容。", "sum" },
	{ ACT_TEXT, { 'T' }, EVERY, "说明文字", "看按各表的数生成的说明文字全文。", "text" },
	{ ACT_NEXT_SHEET, { '>' }, EVERY, "下一表", "打开下一张表。", "next-form" },
	{ ACT_PREVIOUS_SHEET, { '<' }, EVERY, NULL, "打开上一张表。", "previous-form" },
	{ ACT_ADOPT, { '=' }, CTX_TABLE, "采用", "去掉表报的数，采用公式或建议的数；沿用上年的格（^）则确认。", "adopt" },
	{ ACT_GOTO, { 'g' }, EVERY, "转到", "按栏目名称或代码（如 annex2.total）转到一格，按表号（如 附件2）转到一张表。", "go" },
	{ ACT_UNIT, { 'U' }, EVERY, NULL, "按名称或代码的一部分打开一个单位。", "unit" },
	{ ACT_ROW_ADD, { 'a', 'o' }, CTX_TABLE, "加行", "在这一行下面加一行。", "add-row" },
	{ ACT_ROW_DELETE, { 'D' }, CTX_TABLE, "删行", "删除这一行，先问一声。", "delete-row" },
	{ ACT_ROW_DOWN, { 'J', C(K_DOWN) }, CTX_TABLE, NULL, "把这一行往下移，过了组界就进下一组。", "row-down" },
	{ ACT_ROW_UP, { 'K', C(K_UP) }, CTX_TABLE, NULL, "把这一行往上移，过了组界就进上一组。", "row-up" },
	{ ACT_ROW_COPY, { 'y' }, CTX_TABLE, NULL, "把这一行复制到下面。", "copy-row" },
	{ ACT_ROW_NA, { 'x' }, CTX_TABLE, "不适用", "把空的一组标为不适用，或取消。", "not-applicable" },
	{ ACT_ROWS_FROM, { 'I' }, CTX_TABLE, "带入行", "带入来源表里有、这里没有的各行（如补充数据的年初预算由公开05表来），只带名称和代码。", "rows-from" },
	{ ACT_CLEAR, { K_DELETE, K_BACKSPACE }, CTX_TABLE, NULL, "清空这一格。", "clear" },
	{ ACT_NEXT_YEAR, { '}' }, EVERY, NULL, "打开下一年度的同一张表。", "next-year" },
	{ ACT_PREVIOUS_YEAR, { '{' }, EVERY, NULL, "打开上一年度的同一张表。", "previous-year" },
	{ ACT_ZOOM, { 'z' }, EVERY, "全宽", "表格占满整个宽度，再按恢复。", "zoom" },
	{ ACT_INSPECTOR, { 'v' }, EVERY, NULL, "由来窗格在收起、两行和展开之间轮换。", "inspector" },
	{ ACT_COMMAND, { ':' }, EVERY, NULL, "按名称执行命令，Tab 补全。", "command" },
	{ ACT_MOUSE, { 'M' }, EVERY, NULL, "开关鼠标；关着时可用鼠标选取文字。", "mouse" },
	{ ACT_BORDERS, { '~' }, EVERY, NULL, "表格线显示不对时换一种画法。", "borders" },
	{ ACT_RULES, { '|' }, EVERY, NULL, "开关各行之间的横线。", "rules" },
	{ ACT_REPAINT, { K_CTRL('l') }, EVERY, NULL, "重画屏幕。", "redraw" },

	/* navigator */
	{ ACT_FOLD, { K_LEFT, 'h', ' ' }, CTX_UNITS, "折叠", "收起或展开下级单位。", "fold" },
	{ ACT_FOLD_ALL, { '*' }, CTX_UNITS, NULL, "收起或展开全部单位。", "fold-all" },
	{ ACT_FILING_ADD, { 'c' }, EVERY, "新建年度", "为这个单位新建一个年度的套表。", "new-year" },
	{ ACT_SHEET_ADD, { 'a' }, CTX_FORMS, "加一份", "为可有多份的表（如附件3）加一份。", "add-sheet" },
	{ ACT_SHEET_DELETE, { 'D' }, CTX_FORMS, NULL, "删除这一份表，先问一声。", "delete-sheet" },
	{ ACT_CHOOSE, { K_ENTER }, CTX_FILTER, "确定", "留住筛选，回到列表。", NULL },
	{ ACT_LEAVE, { K_ESC, K_CTRL('c') }, CTX_FILTER, "取消", "取消筛选。", NULL },
	{ ACT_LEAVE, { K_ESC }, PANES, NULL, "结束查找或筛选，去掉提示。", NULL },

	/* overview, charts */
	{ ACT_CHOOSE, { K_ENTER }, CTX_OVERVIEW, "打开", "打开光标处的单位、表或年度。", NULL },
	{ ACT_SORT, { 's' }, CTX_OVERVIEW, "排序", "按光标所在的列排序；再按反过来，第三次恢复单位树的顺序。", NULL },
	{ ACT_FILTER, { '/' }, CTX_OVERVIEW, "筛选", "按代码、名称、状态或等次筛选；Esc 回到全部，停在找到的单位。", NULL },
	{ ACT_STATES, { 'f' }, CTX_OVERVIEW, "状态", "只看还没有上报的，再按依次看填报中、已退回、已上报、已审核、锁定的，最后看全部。", NULL },
	{ ACT_OTHER_VIEW, { K_TAB }, CTX_OVERVIEW, "历年", "在这一年的各表和历年总分之间换。", NULL },
	{ ACT_COUNT_MARKS, { 'm' }, CTX_OVERVIEW, "审核", "审核列出的全部单位，再按停下；看得见的自动审核。", NULL },
	{ ACT_PREVIOUS_YEAR, { '{' }, CTX_OVERVIEW, "上一年", "看上一年度。", NULL },
	{ ACT_NEXT_YEAR, { '}' }, CTX_OVERVIEW, "下一年", "看下一年度。", NULL },
	{ ACT_LEFT, { K_LEFT, 'h' }, CTX_OVERVIEW, NULL, "到左边一列。", NULL },
	{ ACT_RIGHT, { K_RIGHT, 'l' }, CTX_OVERVIEW, NULL, "到右边一列。", NULL },
	{ ACT_LEFT, { K_LEFT, 'h', K_BACKSPACE }, CTX_CHART, "上一图", "看上一张图。", NULL },
	{ ACT_RIGHT, { K_RIGHT, 'l', K_ENTER, ' ' }, CTX_CHART, "下一图", "看下一张图。", NULL },
	{ ACT_OTHER_VIEW, { K_TAB }, CTX_CHART, "横竖", "横条和竖条之间换。", NULL },
	{ ACT_OTHER_VIEW, { K_TAB }, CTX_SUM, "表和户数", "在汇总的表和各户的名单之间换，方向键翻看的是哪一边。", NULL },
	{ ACT_LEAVE, { K_ESC, 'q', K_CTRL('c') }, VIEWS, "关闭", "关闭，回到表格。", NULL },

	/* a finding explained */
	{ ACT_CHOOSE, { K_ENTER }, CTX_WHY, "转到", "转到选中的格子，或做选中的一件事。", NULL },
	{ ACT_SAY, { 'i', K_F(2) }, CTX_WHY, "写说明", "写审核说明；改过的数使说明失效，原文留作草稿。", NULL },
	{ ACT_ADOPT, { '=' }, CTX_WHY, "采用", "去掉表报的数，采用算出的数。", NULL },
	{ ACT_TAKE, { 'a' }, CTX_WHY, "采纳", "审核人采纳这条说明。", NULL },
	{ ACT_REJECT, { 'r' }, CTX_WHY, "退回", "审核人退回这条说明，要写原因。", NULL },
	{ ACT_HISTORY, { K_F(7), 'L' }, CTX_WHY, "经过", "看这条发现历来的说明、采纳和退回。", NULL },
	{ ACT_LEAVE, { K_BACKSPACE }, CTX_WHY, NULL, "关闭。", NULL },

	/* documents */
	{ ACT_CHOOSE, { K_ENTER, K_F(8) }, CTX_EXPORT | CTX_PATH, "导出", "导出；已有这个文件就先问一声。", NULL },
	{ ACT_RIGHT, { K_RIGHT, 'l', ' ' }, CTX_EXPORT, "换一种", "换成右边的一种。", NULL },
	{ ACT_LEFT, { K_LEFT, 'h' }, CTX_EXPORT, NULL, "换成左边的一种。", NULL },
	{ ACT_DOWN, { K_TAB }, CTX_EXPORT, "下一行", "到下一行。", NULL },
	{ ACT_COMPLETE, { K_TAB }, CTX_PATH | CTX_BROWSE, "补全", "补全文件夹和文件的名称。", NULL },
	{ ACT_CHOOSE, { K_ENTER }, CTX_BROWSE, "打开", "进这个文件夹，或读这个文件，先看导入的计划。", NULL },
	{ ACT_OTHER_VIEW, { K_F(4) }, CTX_BROWSE, "全部文件", "在能读的文件和全部文件之间换。", NULL },
	{ ACT_WHOLE_FOLDER, { K_F(5) }, CTX_BROWSE, "整个文件夹", "读这个文件夹里能读的全部文件，看过清单再一起导入。", NULL },
	{ ACT_PARENT, { K_BACKSPACE }, CTX_BROWSE, "上一级", "没有输入什么时，到上一级文件夹。", NULL },
	{ ACT_CHOOSE, { K_ENTER }, CTX_PLAN, "导入", "照打勾的导入，各套填报各是一步，按 u 可以撤销。", NULL },
	{ ACT_MARK, { ' ' }, CTX_PLAN, "要不要", "要或不要光标处的填报、表、格子。", NULL },
	{ ACT_RIGHT, { K_RIGHT, 'l' }, CTX_PLAN, "展开", "展开这张表：先列和库里不同的格子，再按列出要填的全部格子。", NULL },
	{ ACT_LEFT, { K_LEFT, 'h' }, CTX_PLAN, "收起", "收起这张表。", NULL },
	{ ACT_FOLD_ALL, { '*' }, CTX_PLAN, NULL, "展开或收起全部。", NULL },
	{ ACT_GIVE_UNIT, { 'U' }, CTX_PLAN, "单位", "指定文件是哪个单位的，重新看计划。", NULL },
	{ ACT_GIVE_YEAR, { 'Y' }, CTX_PLAN, "年度", "指定文件是哪一年的，重新看计划。", NULL },

	{ ACT_CHOOSE, { K_ENTER }, CTX_MERGE, "合并", "照选定的合并，是一步，按 u 可以撤销；两边改得不同的要先选定。", NULL },
	{ ACT_MARK, { ' ' }, CTX_MERGE, "换一边", "取对方的，或按本库的。", NULL },
	{ ACT_THIRD, { 'e' }, CTX_MERGE, "另写", "两边的都不取，另写一个。", NULL },
	{ ACT_ALL_THEIRS, { 'T' }, CTX_MERGE, "全取对方", "两边改得不同的全取对方的。", NULL },
	{ ACT_ALL_MINE, { 'M' }, CTX_MERGE, "全按本库", "两边改得不同的全按本库的。", NULL },
	{ ACT_STATES, { 'S' }, CTX_MERGE, "状态", "一并取对方的状态（已上报、已退回），或不取。", NULL },
	{ ACT_RIGHT, { K_RIGHT, 'l' }, CTX_MERGE, NULL, "展开这一组。", NULL },
	{ ACT_LEFT, { K_LEFT, 'h' }, CTX_MERGE, NULL, "收起这一组。", NULL },
	{ ACT_FOLD_ALL, { '*' }, CTX_MERGE, NULL, "展开或收起全部。", NULL },

	/* moves */
	{ ACT_UP, { K_UP, 'k' }, EVERY | CTX_CONTEST | CTX_READ | CTX_PREVIEW | CTX_PLAN | CTX_MERGE | VIEWS, NULL, "上移。", "up" },
	{ ACT_DOWN, { K_DOWN, 'j' }, EVERY | CTX_CONTEST | CTX_READ | CTX_PREVIEW | CTX_PLAN | CTX_MERGE | VIEWS, NULL, "下移；数字格里键入 5j 就是下移五格。", "down" },
	{ ACT_LEFT, { K_LEFT, 'h' }, CTX_TABLE | CTX_READ | CTX_SUM, NULL, "左移。", "left" },
	{ ACT_RIGHT, { K_RIGHT, 'l' }, CTX_TABLE | CTX_READ | CTX_SUM, NULL, "右移。", "right" },
	{ ACT_UP, { K_UP }, CTX_PICK | CTX_JOURNAL | CTX_FILTER | CTX_EXPORT | CTX_PATH | CTX_BROWSE, NULL, "上移。", NULL },
	{ ACT_DOWN, { K_DOWN }, CTX_PICK | CTX_JOURNAL | CTX_FILTER | CTX_EXPORT | CTX_PATH | CTX_BROWSE, NULL, "下移。", NULL },
	{ ACT_PAGE_UP, { K_PAGEUP, K_CTRL('b') }, EVERY | CTX_CONTEST | LISTS | VIEWS, NULL, "上翻一屏。", "page-up" },
	{ ACT_PAGE_DOWN, { K_PAGEDOWN, K_CTRL('f') }, EVERY | CTX_CONTEST | LISTS | VIEWS, NULL, "下翻一屏。", "page-down" },
	{ ACT_LINE_FIRST, { K_HOME }, CTX_TABLE, NULL, "到本行第一格。", "row-first" },
	{ ACT_LINE_LAST, { K_END, '$' }, CTX_TABLE, NULL, "到本行最后一格。", "row-last" },
	{ ACT_FIRST, { C(K_HOME), '^' }, CTX_TABLE, NULL, "到第一格。", "first" },
	{ ACT_LAST, { C(K_END), 'G' }, CTX_TABLE, NULL, "到最后一格。", "last" },
	{ ACT_FIRST, { K_HOME }, CTX_UNITS | CTX_FORMS | CTX_FINDINGS | CTX_WHY | LISTS | CTX_OVERVIEW | CTX_SUM, NULL, "到第一行。", NULL },
	{ ACT_LAST, { K_END, 'G' }, CTX_UNITS | CTX_FORMS | CTX_FINDINGS | CTX_WHY | CTX_READ | CTX_PREVIEW | CTX_PLAN | CTX_MERGE | CTX_OVERVIEW | CTX_SUM, NULL, "到最后一行。", NULL },
	{ ACT_LAST, { K_END }, CTX_PICK | CTX_JOURNAL | CTX_BROWSE, NULL, "到最后一行。", NULL },

	/* dialogs */
	{ ACT_CHOOSE, { K_ENTER }, CTX_PICK | CTX_PROMPT, "确定", "确定。", NULL },
	{ ACT_CHOOSE, { K_ENTER }, CTX_PREVIEW, "填入", "照这样填入。", NULL },
	{ ACT_COMPLETE, { K_TAB }, CTX_PROMPT, "补全", "补全命令名，再按换下一个。", NULL },
	{ ACT_OTHER_VIEW, { K_TAB }, CTX_PICK, NULL, "换一种列法。", NULL },
	{ ACT_CHOOSE, { K_ENTER }, CTX_JOURNAL, "转到", "转到改动的格子。", NULL },
	{ ACT_OTHER_VIEW, { K_TAB }, CTX_JOURNAL, "换范围", "在这一格、全套表、光标处那个人的修改之间换。", NULL },
	{ ACT_REVERT, { K_CTRL('r') }, CTX_JOURNAL, "恢复", "恢复到光标处这一步以前，不论是谁改的；问一声，也可以只恢复这一格。", NULL },
	{ ACT_YES, { 'y' }, CTX_ASK, "是", "照问的办。", NULL },
	{ ACT_NO, { 'n' }, CTX_ASK, "否", "不办。", NULL },
	{ ACT_YES, { 'y' }, CTX_CONTEST, "用我的", "用我的：盖过对方的，对方的留在日志里。", NULL },
	{ ACT_NO, { 'n' }, CTX_CONTEST, "用对方的", "用对方的：不保存我的。", NULL },
	{ ACT_THIRD, { 'e' }, CTX_CONTEST, "另填", "接着改我的，保存时以看到的对方的值为准。", NULL },
	{ ACT_LEAVE, { K_ESC, K_CTRL('c') }, CTX_PICK | CTX_PREVIEW | CTX_PROMPT | CTX_ASK | CTX_CONTEST | FILES, "取消", "关闭，什么也不改。", NULL },
	{ ACT_LEAVE, { K_ESC, K_CTRL('c') }, CTX_JOURNAL, "关闭", "关闭日志。", NULL },
	{ ACT_LEAVE, { K_ESC, 'q', K_ENTER, K_F(1) }, CTX_READ, "关闭", "关闭。", NULL },
};
/* clang-format on */
enum { LINES = sizeof lines / sizeof *lines };

const struct key_line *keymap_lines(size_t *count)
{
	*count = LINES;
	return lines;
}

static int key_of(enum context context, const struct key_event *ev)
{
	int key = ev->key;

	if (ev->kind != EV_CHAR && ev->kind != EV_KEY)
		return 0;
	if (ev->kind == EV_CHAR)
		return context & (CTX_SCREEN | CTX_READ | CTX_PREVIEW | CTX_ASK | CTX_CONTEST | VIEWS | CTX_EXPORT | CTX_PLAN | CTX_MERGE) ? keys_fold(key) : key;
	if (ev->mods & KEY_MOD_CTRL && key > K_NONE && key < K_CTRL0)
		key |= KEY_WITH_CTRL;
	return key;
}

static bool has_key(const struct key_line *line, int key)
{
	for (int i = 0; i < KEYMAP_KEYS && line->keys[i]; i++)
		if (line->keys[i] == key)
			return true;
	return false;
}

enum action keymap_action(enum context context, const struct key_event *ev)
{
	int key = key_of(context, ev);

	for (int i = 0; key && i < LINES; i++)
		if (lines[i].contexts & context && has_key(&lines[i], key))
			return lines[i].action;
	return ACT_NONE;
}

const struct key_line *keymap_line(enum context context, enum action action)
{
	for (int i = 0; i < LINES; i++)
		if (lines[i].contexts & context && lines[i].action == action)
			return &lines[i];
	return NULL;
}

const struct key_line *keymap_command(const char *name)
{
	const struct key_line *found = NULL;
	size_t length = strlen(name);

	for (int i = 0; i < LINES; i++) {
		if (!lines[i].command)
			continue;
		if (strcmp(lines[i].command, name) == 0 ||
		    (lines[i].bar && strcmp(_(lines[i].bar), name) == 0))
			return &lines[i];
	}
	for (int i = 0; length && i < LINES; i++) {
		if (!lines[i].command || strncmp(lines[i].command, name, length) != 0)
			continue;
		if (found)
			return NULL;
		found = &lines[i];
	}
	return found;
}

static void add(char *buffer, size_t size, const char *text)
{
	size_t used = strlen(buffer), length = strlen(text);

	if (used + length < size)
		memcpy(buffer + used, text, length + 1);
}

const char *keymap_names(const struct key_line *line, int max, char *buffer, size_t size)
{
	char name[32];

	buffer[0] = '\0';
	for (int i = 0; i < KEYMAP_KEYS && i < max && line->keys[i]; i++) {
		int key = line->keys[i];

		add(buffer, size, i ? " " : "");
		add(buffer, size, key & KEY_WITH_CTRL ? "^" : "");
		keys_name(key & ~KEY_WITH_CTRL, name, sizeof name);
		add(buffer, size, key == ' ' ? _("空格") : name);
	}
	return buffer;
}
