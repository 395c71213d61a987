#include "screens/on_shell.h"

/* Carrying a filing into the next year, and what is carried on screen. */

static void sees_not_beside(const char *text, const char *more)
{
	int y, x;
	char *row;

	assert_true(blind_find(text, &y, &x));
	row = blind_row(y);
	assert_null(strstr(row, more));
	mem_free(row);
}

static void roll__asked_and_answered__opens_the_new_year(void **state)
{
	struct on_shell o;

	(void)state;
	make_at(&o, 24, 80, "信息中心", 2024, "annex1");
	press(&o, 'R');
	sees("结转到 2025 年吗？");
	sees("y 结转   n 不结转");
	press(&o, 'n');
	sees("信息中心 › 2024");
	command(&o, "roll");
	press(&o, 'y');
	sees("信息中心 › 2025 › 附件1");
	sees("已结转到 2025 年：沿用 ");
	sees("要填 ");
	sees(" 5^"); /* 编制数 */
	press(&o, '{');
	press(&o, 'R');
	sees("2025 年已有这套表，按 } 打开它。");
	drop(&o);
}

static void roll__an_empty_year__is_filled_from_the_newest_before_it(void **state)
{
	struct on_shell o;

	(void)state;
	make_at(&o, 24, 80, "信息中心", 2024, "annex1");
	command(&o, "unit 攀枝花市健康"); /* has 2021 only, and its set ends there */
	sees("还没有 2024 年的套表");
	sees("按 R 由上一次填报结转");
	press(&o, 'R');
	sees("2021 年的");
	sees("结转到 2024 年吗？");
	press(&o, K_ESC);
	drop(&o);
}

static void roll__years_that_cannot_be__say_why(void **state)
{
	static const struct {
		const char *words, *said;
	} cases[] = {
	    {"roll 2024", "只能结转到 2024 年以后的年度。"},
	    {"roll 2020", "只能结转到 2024 年以后的年度。"},
	    {"roll 明年", "“明年”不是年度"},
	};
	struct on_shell o;

	(void)state;
	make_at(&o, 24, 80, "信息中心", 2024, "annex1");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		command(&o, cases[i].words);
		sees(cases[i].said);
	}
	command(&o, "roll 2026");
	sees("结转到 2026 年吗？");
	press(&o, 'y');
	sees("信息中心 › 2026");
	drop(&o);
}

static void roll__the_newest_year_open__is_offered_beside_the_years(void **state)
{
	struct on_shell o;

	(void)state;
	make_at(&o, 24, 120, "信息中心", 2024, "annex1");
	sees_beside("‹2024›", "R结转");
	press(&o, '{');
	sees_beside("‹2017›", "2024");
	sees_not_beside("‹2017›", "R结转");
	press(&o, '}');
	press(&o, '}');
	sees("2024 年以后的套表；按 R 结转到新年度。");
	drop(&o);
}

static void roll__nothing_to_carry__says_so(void **state)
{
	struct on_shell o;

	(void)state;
	make_unfiled(&o, 24, 80);
	press(&o, 'R');
	sees("没有以前年度的套表可以结转");
	drop(&o);
}

/* The mark ^ goes when the person says that it holds, and comes back by u. */
static void carried__equals_sign__confirms_and_takes_the_mark_off(void **state)
{
	struct on_shell o;

	(void)state;
	make_at(&o, 24, 80, "信息中心", 2024, "annex1");
	command(&o, "roll 2025");
	press(&o, 'y');
	command(&o, "go staff.quota");
	sees(" 5^");
	press(&o, '=');
	sees("已确认：上年的内容今年也对");
	sees_not(" 5^");
	press(&o, '=');
	sees("没有公式或建议的数");
	press(&o, 'u');
	sees(" 5^");
	press(&o, K_ENTER); /* typed over, it is no more last year's */
	press(&o, '6');
	press(&o, K_ENTER);
	sees_not(" 5^");
	sees_not("6^");
	drop(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(roll__asked_and_answered__opens_the_new_year),
		cmocka_unit_test(roll__an_empty_year__is_filled_from_the_newest_before_it),
		cmocka_unit_test(roll__years_that_cannot_be__say_why),
		cmocka_unit_test(roll__the_newest_year_open__is_offered_beside_the_years),
		cmocka_unit_test(roll__nothing_to_carry__says_so),
		cmocka_unit_test(carried__equals_sign__confirms_and_takes_the_mark_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
