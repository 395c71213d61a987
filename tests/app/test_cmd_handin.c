#include "handin_desk.h"

static void commands__the_whole_round__exit_statuses_and_words(void **state)
{
	struct desk *d = *state;

	clean(d);
	expect(d, "submit 卫生健康局 2024", CMD_WRONG, "必须级的审核发现 1 条");
	expect(d, "submit 卫生健康局 2024 --plan", CMD_DIFFERENCES, "必须  附件1");
	expect(d, "submit 江南区文化馆 2024 --plan", CMD_DONE, "可以上报");
	expect(d, "return 江南区文化馆 2024 原因", CMD_WRONG, "填报中");
	expect(d, "changes 江南区文化馆 2024", CMD_WRONG, "没有上报过");
	expect(d, "missing 2024 江南区文化馆", CMD_DIFFERENCES, "未上报 1 份");
	expect(d, "submit 江南区文化馆 2024", CMD_DONE, "已上报");
	expect(d, "missing 2024 江南区文化馆", CMD_DONE, "未上报 0 份");
	expect(d, "set 江南区文化馆 2024 annex1.staff.actual 19", CMD_WRONG, "上报");
	expect(d, "comment 江南区文化馆 2024 annex1.staff.actual --return 与工资表不一致", CMD_DONE,
	       "1  退回意见 未答复");
	expect(d, "comment 江南区文化馆 2024 - --follow", CMD_DONE, "待跟进");
	expect(d, "comment 江南区文化馆 2024 annex9 --follow", CMD_WRONG, "没有表");
	expect(d, "return 江南区文化馆 2024", CMD_DONE, "已退回");
	expect(d, "submit 江南区文化馆 2024", CMD_WRONG, "没有答复的退回意见 1 条");
	expect(d, "remarks 2024", CMD_DONE, "江南区文化馆  1  附件1 2024年实际在职人数");
	expect(d, "remarks 2024 信息中心", CMD_DONE, "");
	expect(d, "answer 江南区文化馆 2024 1 以工资表为准，已更正", CMD_DONE,
	       "答复  以工资表为准");
	expect(d, "answer 江南区文化馆 2024 9 谢谢", CMD_WRONG, "没有编号为 9");
	expect(d, "set 江南区文化馆 2024 annex1.guest.last 1.11", CMD_DONE, "");
	expect(d, "changes 江南区文化馆 2024", CMD_DIFFERENCES, "1.10 → 1.11");
	expect(d, "changes 江南区文化馆 2024 --json", CMD_DIFFERENCES, "\"key\":\"guest.last\",");
	expect(d, "submit 江南区文化馆 2024", CMD_DONE, "已上报");
	expect(d, "accept 江南区文化馆 2024 --why 齐全", CMD_DONE, "齐全");
	expect(d, "lock --all 2024", CMD_DONE, "锁定了 1 份，还有 3 份");
	expect(d, "unlock 江南区文化馆 2024", CMD_WRONG, "--until");
	expect(d, "unlock 江南区文化馆 2024 --until 3天", CMD_DONE, "解锁至");
	expect(d, "lock 江南区文化馆 2024 --json", CMD_DONE,
	       "[{\"unit\":\"1\",\"year\":2024,\"set\":\"yueyanglou-2024\",\"state\":\"锁定\","
	       "\"until\":null}]");
	expect(d, "lock --all 2024 --json", CMD_DONE, "\"locked\":0,\"left\":3");
	expect(d, "comment 江南区文化馆 2024 --json", CMD_DONE, "\"kind\":\"退回意见\"");
	expect(d, "missing 2024 --json", CMD_DIFFERENCES, "\"unit\":\"404001\"");
}

int main(void)
{
#define ON_DESK(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)
	const struct CMUnitTest tests[] = {
	    ON_DESK(commands__the_whole_round__exit_statuses_and_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
