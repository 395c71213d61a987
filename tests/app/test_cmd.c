/* The command line as scripts see it: output, exit status, one sentence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/cmd.h"
#include "app/cmd_table.h"
#include "base/mem.h"
#include "store/store.h"

static char folder[] = "/tmp/ziping-cmd-XXXXXX";
static char database[64];

struct call {
	int status;
	struct str out;
	struct err e;
};

#define WORDS_MAX 12

/* Runs `ziping -d DATABASE words…`; the words are parted by `|`. */
static struct call run(const char *words)
{
	char *copy = mem_strdup(words), *argv[WORDS_MAX] = { (char *)"ziping", (char *)"-d", database };
	struct cmd_request request;
	struct call c = { 0 };
	int argc = 3;
	for (char *word = copy; word && argc < WORDS_MAX;) {
		char *bar = strchr(word, '|');
		if (bar)
			*bar = '\0';
		argv[argc++] = word;
		word = bar ? bar + 1 : NULL;
	}
	c.status = cmd_main(argc, argv, &request, &c.out, &c.e);
	cmd_request_free(&request);
	mem_free(copy);
	return c;
}

static void finish(struct call *c)
{
	str_free(&c->out);
}

static void expect(const char *words, int status, const char *part)
{
	struct call c = run(words);
	if (c.status != status || !strstr(status >= CMD_WRONG ? c.e.text : str_text(&c.out), part))
		fail_msg("%s: status %d (wanted %d, «%s»)\n%s%s", words, c.status, status, part,
		         str_text(&c.out), c.e.text);
	finish(&c);
}

static void score__samples__three_totals(void **state)
{
	(void)state;
	expect("score|信息中心|2024", CMD_DIFFERENCES, "表报总分              99.00\n"
	       "各项自评得分合计      98.00\n执行率得分按建议时    97.93\n等次                  优");
	expect("score|404010|2024|--json", CMD_DIFFERENCES,
	       "\"stated\":99.00,\"computed\":98.00,\"suggested\":97.93,\"grade\":\"优\"");
	expect("score|卫生健康局|2024", CMD_DONE, "  预算执行自评得分                  自评  10.00  建议   3.49");
	expect("score|信息中心|2024", CMD_DIFFERENCES, "  预算执行自评得分                  自评  10.00  建议   9.93");
	expect("score|信息中心|2024", CMD_DIFFERENCES, "自评   5.00  建议   5.00  实际39份");
	expect("score|卫生健康局|2024", CMD_DONE, "  人才队伍建设·自评得分             自评   4.00  建议   0.40");
}

static void get__cells__as_shown(void **state)
{
	static const struct { const char *words, *shown; } cases[] = {
		{ "get|信息中心|2024|annex1.staff.rate", "100%\n" },
		{ "get|信息中心|2024|附件1.staff.rate", "100%\n" },
		{ "get|信息中心|2024|annex2.total", "98.00\n" },
		{ "get|信息中心|2024|annex2.rate", "99.30%\n" },
		{ "get|卫生健康局|2024|annex1.public.budget", "48.6.\n" },
		{ "get|卫生健康局|2024|annex3#2.unit", "基层医疗卫生机构\n" },
		{ "get|卫生健康局|2024|annex1.special.final", "9905.27\n" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct call c = run(cases[i].words);
		assert_int_equal(c.status, CMD_DONE);
		assert_string_equal(str_text(&c.out), cases[i].shown);
		finish(&c);
	}
	expect("get|卫生健康局|2024|annex1.public.budget|--json", CMD_DONE, "\"status\":\"fault\"");
	expect("get|信息中心|2024|annex2.total|--json", CMD_DONE,
	       "\"text\":\"99\",\"value\":98.00,\"stated\":99.00,\"suggested\":98.00,\"status\":\"number\"");
	expect("get|信息中心|2024|annex3.total.begin|--json", CMD_DONE, "\"status\":\"na\"");
	expect("get|信息中心|2024|annex1.thrift|--json", CMD_DONE, "\"status\":\"absent\"");
}

static void show__sheet__as_drawn(void **state)
{
	(void)state;
	expect("show|信息中心|2024|附件2", CMD_DONE, "2024 年度预算单位整体支出绩效自评表");
	expect("show|信息中心|2024|附件2|--width|78", CMD_DONE, "文件转发");
	expect("show|信息中心|2024|annex2|--json", CMD_DONE,
	       "{\"unit\":\"404010\",\"name\":\"岳阳市岳阳楼区卫生健康信息中心\",\"year\":2024,"
	       "\"set\":\"yueyanglou-2024\",\"form\":\"annex2\",\"copy\":1,\"state\":\"填报中\",\"cells\":[");
}

static void set__cell__is_saved_and_journalled(void **state)
{
	(void)state;
	expect("set|卫生健康局|2024|annex1.staff.actual|27|--why|新进一人", CMD_DONE, "27");
	expect("get|卫生健康局|2024|annex1.staff.rate", CMD_DONE, "103.85%");
	expect("log|卫生健康局|2024|annex1.staff.actual", CMD_DONE, "26 → 27  原因：新进一人");
	expect("log|卫生健康局|2024|annex1.staff.actual|--json", CMD_DONE, "\"old\":\"26\",\"new\":\"27\"");
	expect("undo|卫生健康局|2024", CMD_DONE, "已撤销");
	expect("get|卫生健康局|2024|annex1.staff.actual", CMD_DONE, "26\n");
	expect("redo|卫生健康局|2024", CMD_DONE, "已重做");
	expect("get|卫生健康局|2024|annex1.staff.actual", CMD_DONE, "27\n");
	expect("undo|卫生健康局|2024", CMD_DONE, "已撤销");
}

static void set__what_can_not_be_taken__says_why(void **state)
{
	(void)state;
	expect("set|卫生健康局|2024|annex1.staff.rate|1", CMD_WRONG, "公式");
	expect("set|卫生健康局|2024|annex1.nothing|1", CMD_WRONG, "没有单元格“nothing”");
	expect("set|卫生健康局|2024|annex9.a|1", CMD_WRONG, "没有表“annex9”");
	expect("set|卫生健康局|2024|annex3#7.rate|1", CMD_WRONG, "没有第 7 份");
	expect("set|卫生健康局|1850|annex1.staff.actual|1", CMD_WRONG, "不是年度");
	expect("filing|add|卫生健康局|99999", CMD_WRONG, "不是年度");
	expect("filing|add|卫生健康局|2147483648", CMD_WRONG, "不是年度");
	expect("set|卫生健康局|2019|annex1.staff.actual|1", CMD_WRONG, "2019");
	expect("set|没有的单位|2024|annex1.staff.actual|1", CMD_WRONG, "没有的单位");
	expect("set|岳阳楼区|2024|annex1.staff.actual|1", CMD_WRONG, "信息中心");
	expect("set|卫生健康局|2024", CMD_WRONG, "用法：ziping set");
}

/* Bad input is kept as typed and marked, not refused (ENGINE §1). */
static void set__no_number__is_kept_and_marked(void **state)
{
	(void)state;
	expect("set|404011|2024|annex1.work.final|十二万", CMD_DONE, "十二万");
	expect("get|404011|2024|annex1.work.final|--json", CMD_DONE, "\"text\":\"十二万\",\"value\":null");
	expect("get|404011|2024|annex1.work.final|--json", CMD_DONE, "\"status\":\"fault\"");
	expect("set|404011|2024|annex1.work.final|12345678901234567890", CMD_DONE, "12345678901234567890");
	expect("get|404011|2024|annex1.project.final|--json", CMD_DONE, "\"status\":\"fault\"");
	expect("set|404011|2024|annex1.work.final|", CMD_DONE, "");
	expect("get|404011|2024|annex1.project.final|--json", CMD_DONE, "\"status\":\"absent\"");
}

static void row__add_move_copy_delete__and_undo(void **state)
{
	(void)state;
	expect("row|add|404011|2024|annex1.specials|甲", CMD_DONE, "specials.1");
	expect("row|add|404011|2024|annex1.specials|乙", CMD_DONE, "specials.2");
	expect("set|404011|2024|annex1.specials.2.final|1.5", CMD_DONE, "1.5");
	expect("get|404011|2024|annex1.special.final", CMD_DONE, "1.50\n");
	expect("row|copy|404011|2024|annex1.specials.2", CMD_DONE, "specials.3");
	expect("get|404011|2024|annex1.special.final", CMD_DONE, "3.00\n");
	expect("row|move|404011|2024|annex1.specials.2|up", CMD_DONE, "specials.2");
	expect("row|del|404011|2024|annex1.specials.2", CMD_DONE, "");
	expect("get|404011|2024|annex1.special.final", CMD_DONE, "1.50\n");
	expect("undo|404011|2024", CMD_DONE, "已撤销");
	expect("get|404011|2024|annex1.special.final", CMD_DONE, "3.00\n");
	expect("row|del|404011|2024|annex1.specials.9", CMD_WRONG, "第 9 号行");
	expect("row|add|404011|2024|annex2.ind|x", CMD_WRONG, "分组");
	expect("row|add|404011|2024|annex2.ind.output|x", CMD_WRONG, "output");
	expect("row|add|404011|2024|annex2.ind.quantity|下发文件", CMD_DONE, "ind.1");
	expect("row|na|404011|2024|annex2.ind.ecology", CMD_DONE, "");
	expect("show|404011|2024|annex2", CMD_DONE, "不适用");
}

static void sheet__add_and_delete(void **state)
{
	(void)state;
	expect("sheet|add|404011|2024|annex3", CMD_DONE, "annex3#2");
	expect("show|404011|2024|annex3#2", CMD_DONE, "项目支出绩效自评表");
	expect("sheet|del|404011|2024|annex3#2", CMD_DONE, "");
	expect("show|404011|2024|annex3#2", CMD_WRONG, "没有第 2 份");
	expect("sheet|add|404011|2024|annex1", CMD_WRONG, "");
}

static void row_from__of_a_list_that_has_a_source__brings_rows(void **state)
{
	(void)state;
	expect("unit|add|404013|某某中心", CMD_DONE, "");
	expect("filing|add|404013|2020|final-accounts-hunan-2020", CMD_DONE, "");
	expect("row|from|404013|2020|extra.plan", CMD_WRONG, "都已经在");
	expect("row|add|404013|2020|t5.func|某项", CMD_DONE, "func.1");
	expect("set|404013|2020|t5.func.1.code|2210201", CMD_DONE, "");
	expect("row|from|404013|2020|extra.plan|--json", CMD_DONE, "{\"rows\":1}");
	expect("show|404013|2020|extra", CMD_DONE, "2210201");
	expect("undo|404013|2020", CMD_DONE, "带入行");
	expect("row|from|404013|2020|t3.func", CMD_DONE, "已带入 3 行");
	expect("row|from|404013|2020|t3.func.1", CMD_WRONG, "多了");
	expect("row|from|404013|2020|t2.func", CMD_WRONG, "不从别的表来");
	expect("row|from|404013|2020|t2.nothing", CMD_WRONG, "没有清单");
}

static void lists__units_forms_filings(void **state)
{
	(void)state;
	expect("units", CMD_DONE, "404010       岳阳市岳阳楼区卫生健康信息中心");
	expect("units|--json", CMD_DONE, "\"code\":\"404010\",\"name\":\"岳阳市岳阳楼区卫生健康信息中心\",\"superior\":\"404001\",\"depth\":1");
	expect("forms", CMD_DONE, "annex2  附件2 整体支出绩效自评表");
	expect("forms|yueyanglou-2024|--json", CMD_DONE, "\"key\":\"staff.rate\"");
	expect("forms|nothing", CMD_WRONG, "没有套表");
	expect("filings|信息中心", CMD_DONE, "98.00");
	expect("filings|--json", CMD_DONE, "\"unit\":\"404010\"");
	expect("unit|add|404012|某某医院|卫生健康局", CMD_DONE, "");
	expect("unit|add|404012|又一个", CMD_WRONG, "404012");
	expect("filing|add|某某医院|2025", CMD_DONE, "");
	expect("filing|add|某某医院|2025", CMD_WRONG, "2025");
	expect("show|某某医院|2025|annex1", CMD_DONE, "2025年度预算单位");
}

static void usage__mistakes__one_sentence(void **state)
{
	(void)state;
	expect("nonsense", CMD_WRONG, "没有命令“nonsense”");
	expect("units|--nonsense", CMD_WRONG, "没有选项 --nonsense");
	expect("show|信息中心|2024|annex1|--width|abc", CMD_WRONG, "abc");
	expect("show|信息中心|2024|annex1|--width", CMD_WRONG, "缺少列数");
	expect("init", CMD_WRONG, database);
	expect("units|\xff", CMD_WRONG, "UTF-8");
	expect("--help", CMD_DONE, "ziping [-d 文件]");
	expect("--version", CMD_DONE, "ziping ");
	expect("--completion", CMD_DONE, "complete -F _ziping ziping");
}

static void open__files_that_are_no_database__a_sentence_each(void **state)
{
	struct cmd_request request;
	struct { const char *path; int status; } cases[] = {
		{ "/nowhere/at/all.db", CMD_WRONG }, { folder, CMD_WRONG }, { "/dev/null", CMD_WRONG },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *argv[] = { (char *)"ziping", (char *)"-d", (char *)cases[i].path, (char *)"units" };
		struct str out = { 0 };
		struct err e = { 0 };
		int status = cmd_main(4, argv, &request, &out, &e);
		assert_true(status == CMD_WRONG || status == CMD_FAILED);
		assert_non_null(strstr(e.text, cases[i].path));
		str_free(&out);
	}
}

static int set_up(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	snprintf(database, sizeof database, "%s/test.db", folder);
	struct call c = run("init|--samples");
	if (c.status != CMD_DONE)
		fprintf(stderr, "%s\n", c.e.text);
	finish(&c);
	return c.status;
}

/* The samples as they are made, whatever the tests before have done. */
static void begin_anew(void)
{
	static const char *const endings[] = { "", "-wal", "-shm" };
	char path[80];
	for (size_t i = 0; i < 3; i++) {
		snprintf(path, sizeof path, "%s%s", database, endings[i]);
		unlink(path);
	}
	expect("init|--samples", CMD_DONE, "已建立数据库");
}

static void years__roll_compare_confirm_sum__as_scripts_see_them(void **state)
{
	(void)state;
	begin_anew();
	expect("sum|404001|2024|annex1", CMD_DONE, "公用经费·2024年预算数  7.20  1/3 户，1 格不能汇总");
	expect("sum|404001|2024|附件1", CMD_DONE,
	       "404001 岳阳市岳阳楼区卫生健康局  公用经费·2024年预算数  “48.6.”");
	expect("sum|404001|2024|annex1|--verify", CMD_DONE, "与库存的合计一致");
	expect("sum|404001|2024|annex1|--verify|--json", CMD_DONE, "\"mismatches\":[]");
	expect("sum|404001|2024|annex1|--json", CMD_DONE,
	       "\"key\":\"project.final\",\"label\":\"项目支出·2024年决算数\",\"value\":13962.01,"
	       "\"added\":13962.01,\"have\":2,\"should\":3,\"faults\":0");
	expect("sum|404001|2013", CMD_WRONG, "2013 年");
	expect("roll|404001|2024|2023", CMD_WRONG, "以后的年度");
	expect("roll|404001|2024|明年", CMD_WRONG, "不是年度");
	expect("roll|404001|2024|2025", CMD_DONE, "2024 年的填报结转到 2025 年");
	expect("roll|404001|2024|2025", CMD_WRONG, "已有填报");
	expect("show|404001|2025|annex1|--json", CMD_DONE, "\"carried\":true");
	expect("compare|404001|2024|2025|附件1", CMD_DIFFERENCES,
	       "公用经费·2024年决算数                  75.64                59.24                -16.40"
	       "           -21.68%");
	expect("compare|404001|2024|2025|annex1|--json", CMD_DIFFERENCES,
	       "\"key\":\"annex1.public.last\",\"label\":\"公用经费·2024年决算数\",\"kind\":\"changed\","
	       "\"earlier\":\"75.64\",\"later\":\"59.24\",\"difference\":-16.40,\"growth\":-0.2168");
	expect("compare|404001|2024|2024|annex1|--unit2|404001", CMD_WRONG, "同一份填报");
	expect("compare|404001|2024|2024|annex99|--unit2|404010", CMD_WRONG, "annex99");
	expect("compare|404001|2024|2024|annex1|--unit2|404011|--all", CMD_DIFFERENCES, "编制数");
	expect("confirm|404001|2025|annex1.staff.quota", CMD_DONE, "已确认 1 格");
	expect("confirm|404001|2025|annex1.staff.quota", CMD_WRONG, "已经确认");
	expect("confirm|404001|2025|annex2", CMD_DONE, "已确认");
	expect("confirm|404001|2025", CMD_DONE, "已确认");
	expect("confirm|404001|2025", CMD_DONE, "已确认 0 格");
}

static void text__narratives__listed_and_filled(void **state)
{
	(void)state;
	expect("text|430000|2020", CMD_DONE, "report          部门决算情况说明\n");
	expect("text|430000|2020|--json", CMD_DONE,
	       "[{\"text\":\"report\",\"name\":\"部门决算情况说明\"}]");
	expect("text|430000|2020|report", CMD_DONE,
	       "2020年度收、支总计1500.27万元。与上年相比，减少119.50万元，减少7.38%，");
	expect("text|430000|2020|部门决算情况说明", CMD_DONE, "十四、关于2020年度预算绩效情况的说明\n");
	expect("text|430000|2020|report|--json", CMD_DONE,
	       "{\"at\":26,\"length\":7,\"kind\":\"figure\",\"text\":\"1500.27\","
	       "\"key\":\"t1.in.grand\",");
	expect("text|430000|2020|report|--json", CMD_DONE,
	       "{\"at\":66,\"length\":8,\"kind\":\"hand\",\"text\":\"本年事业收入减少\","
	       "\"key\":\"extra.grand.reason\",");
	expect("text|430000|2020|annex9", CMD_WRONG, "没有说明文字“annex9”");
	expect("text|404010|2017", CMD_DONE, "没有说明文字\n");
	expect("text|430000|2020|--verify", CMD_DIFFERENCES,
	       "notes#1.grand  1500.28  不符  收入总计\n");
	expect("text|430000|2020|--verify", CMD_DIFFERENCES, "109 个数，108 已对应\n");
	expect("text|404010|2024|--verify|--json", CMD_DONE,
	       "{\"place\":\"annex4#1.basic\",\"text\":\"88.39%\",\"verdict\":\"尾差\","
	       "\"value\":\"人员经费 ÷ 基本支出\"}");
}

/* annex1.project.budget is a total left blank over parts that make 10 (核实);
 * 疾病预防控制中心 has a filing with nothing in it. */
static void check__samples__lists_states_and_status(void **state)
{
	struct call c;
	(void)state;
	expect("check|信息中心|2024", CMD_DIFFERENCES, "✗ 不符 P01 附件2");
	expect("check|信息中心|2024|--json", CMD_DIFFERENCES,
	       "\"state\":\"未处理\",\"unit\":\"404010\",\"year\":2024,\"form\":\"annex2\",\"copy\":1,\"cells\":[");
	expect("check|疾病预防控制中心|2024", CMD_DONE, "1 份填报：必须 0");
	expect("check|疾病预防控制中心|2020", CMD_WRONG, "没有 2020 年的填报");
	expect("check|--year|2024", CMD_DIFFERENCES, "3 份填报：");
	expect("check|--year|1800", CMD_WRONG, "“1800”应是 1900 到 2200 的整数");
	c = run("check|--all");
	assert_int_equal(c.status, CMD_DIFFERENCES);
	assert_non_null(strstr(str_text(&c.out), "404011  岳阳市岳阳楼区疾病预防控制中心  2024 年"));
	assert_null(strstr(str_text(&c.out), "O02"));
	assert_null(strstr(str_text(&c.out), "O03"));
	finish(&c);
}

static void explain__a_finding__said_handed_back_and_adopted(void **state)
{
	struct call c;
	(void)state;
	expect("explain|信息中心|2024", CMD_DONE, "未处理  核实  P05 annex1#1.project.budget  合计未填：");
	expect("explain|信息中心|2024|annex1#1.project", CMD_WRONG, "”对应 ");
	expect("explain|信息中心|2024|X7 annex2#1.done", CMD_DONE, "X7 annex2#1.done  尾差  全年执行数");
	expect("explain|信息中心|2024|P05 annex1#1.project.budget", CMD_DONE, "合计(其他项目支出·金额·2024年预算数)");
	expect("explain|信息中心|2024|P15", CMD_DONE, "规则  P15 核实：两处金额相差一分");
	expect("explain|信息中心|2024|P99", CMD_WRONG, "没有审核发现“P99”");
	expect("explain|信息中心|2024|project.budget|已核实", CMD_WRONG, "审核说明要写出具体原因，至少 6 个字");
	expect("explain|信息中心|2024|project.budget|--adopt", CMD_WRONG, "还没有有效的说明");
	expect("explain|信息中心|2024|project.budget|预算批复只列明细没有合计数", CMD_DONE, "已说明  核实  P05");
	expect("explain|信息中心|2024|project.budget|--return|请附批复文号", CMD_DONE, "说明被退回");
	expect("explain|信息中心|2024|project.budget|--adopt", CMD_DONE, "说明被采纳");
	expect("explain|信息中心|2024|project.budget", CMD_DONE, "说明被退回  请附批复文号");
	expect("explain|信息中心|2024|project.budget|--json", CMD_DONE,
	       "{\"finding\":\"P05 annex1#1.project.budget\",\"state\":\"已说明\",\"text\":\"预算批复只列明细没有合计数\",");
	c = run("check|信息中心|2024");
	assert_null(strstr(str_text(&c.out), "预算批复只列明细没有合计数"));
	finish(&c);
	expect("check|信息中心|2024|--all", CMD_DIFFERENCES, "〔说明被采纳：预算批复只列明细没有合计数〕");
}

/* As somebody could put it into the file with sqlite3. */
static void output__control_characters_in_the_database__are_shown_harmless(void **state)
{
	struct err e = { 0 };
	struct store *s = store_open(database, STORE_OPEN, &e);
	struct store_filing *filings;
	size_t n;

	(void)state;
	assert_non_null(s);
	assert_int_equal(store_filings(s, 0, 2024, &filings, &n, &e), 0);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(store_explain(s, filings[i].id, RIGHT_FILL, "P99 gone", "", "已说明",
		                               "\033[2J\xE2\x80\xAE" "倒", 0, &e), 0);
	store_filings_free(filings, n);
	store_close(s);
	struct call c = run("explain|信息中心|2024");
	assert_non_null(strstr(str_text(&c.out), "\xEF\xBF\xBD[2J\xEF\xBF\xBD" "倒"));
	assert_null(strchr(str_text(&c.out), '\033'));
	finish(&c);
}

static int tear_down(void **state)
{
	static const char *const endings[] = { "", "-wal", "-shm" };
	(void)state;
	for (size_t i = 0; i < 3; i++) {
		char path[80];
		snprintf(path, sizeof path, "%s%s", database, endings[i]);
		unlink(path);
	}
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(score__samples__three_totals),
		cmocka_unit_test(get__cells__as_shown),
		cmocka_unit_test(show__sheet__as_drawn),
		cmocka_unit_test(check__samples__lists_states_and_status),
		cmocka_unit_test(explain__a_finding__said_handed_back_and_adopted),
		cmocka_unit_test(output__control_characters_in_the_database__are_shown_harmless),
		cmocka_unit_test(set__cell__is_saved_and_journalled),
		cmocka_unit_test(set__what_can_not_be_taken__says_why),
		cmocka_unit_test(set__no_number__is_kept_and_marked),
		cmocka_unit_test(row__add_move_copy_delete__and_undo),
		cmocka_unit_test(sheet__add_and_delete),
		cmocka_unit_test(row_from__of_a_list_that_has_a_source__brings_rows),
		cmocka_unit_test(lists__units_forms_filings),
		cmocka_unit_test(usage__mistakes__one_sentence),
		cmocka_unit_test(open__files_that_are_no_database__a_sentence_each),
		cmocka_unit_test(text__narratives__listed_and_filled),
		cmocka_unit_test(years__roll_compare_confirm_sum__as_scripts_see_them),
	};
	return cmocka_run_group_tests_name("cmd", tests, set_up, tear_down);
}
