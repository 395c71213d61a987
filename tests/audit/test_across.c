/* One unit with both kinds of forms in one year, its annexes 1–4 and its final
 * accounts: what is the same in both holds, and each relation between them is
 * found when one figure is changed (DOMAIN: X1–X7). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "audit/audit.h"
#include "base/mem.h"
#include "form/recalc.h"
#include "support/clean.h"
#include "support/sample.h"

enum which { ANNEXES, ACCOUNTS };

struct unit {
	struct set *set[2];
	struct filing *filing[2];
	struct filing *beside[1];
};

static void unit_make(struct unit *u)
{
	u->set[ANNEXES] = sample_set("data/forms/yueyanglou-2024");
	u->set[ACCOUNTS] = sample_set("data/forms/final-accounts-hunan-2024");
	u->filing[ANNEXES] = clean_filing(u->set[ANNEXES], 2024, "annexes");
	u->filing[ACCOUNTS] = clean_filing(u->set[ACCOUNTS], 2024, "accounts");
	u->beside[0] = u->filing[ACCOUNTS];
	u->filing[ANNEXES]->also = u->beside;
	u->filing[ANNEXES]->nalso = 1;
}

static void unit_free(struct unit *u)
{
	for (int i = 0; i < 2; i++) {
		filing_free(u->filing[i]);
		set_free(u->set[i]);
	}
}

/* «annex3#2.grant.done» */
static void put(struct filing *f, const char *name, const char *text)
{
	char *form = mem_strndup(name, strcspn(name, "#"));
	const char *key = strchr(name, '.') + 1;
	struct place p;
	int sheet = filing_sheet(f, set_form(f->set, form), atoi(strchr(name, '#') + 1));

	if (!filing_place(f, sheet, key, &p))
		fail_msg("no cell %s", name);
	filing_put(f, p, text);
	filing_recalc(f);
	mem_free(form);
}

/* «X1 annex2#1.done, …», all that is found. */
static char *found(struct filing *f)
{
	struct findings all = {0};
	struct str out = {0};

	audit_filing(f, &all);
	for (size_t i = 0; i < all.n; i++) {
		str_addf(&out, "%s%s ", i ? ", " : "", all.item[i].rule);
		finding_put_place(f, all.item[i].place, &out);
	}
	findings_free(&all);
	return str_take(&out);
}

static const struct {
	enum which which;
	const char *cell, *text;
	const char *wanted; /* in the annexes */
} cases[] = {
    {ACCOUNTS, "t3#1.func.3.upward", "1.00", "X1 annex2#1.done"},
    {ANNEXES, "annex2#1.done", "444.80", "X1 annex2#1.done, X7 annex2#1.done, P03 annex2#1.score"},
    {ACCOUNTS, "t5#1.func.3.basic", "252.10", "X2.basic extra#1.basic.cost"},
    {ACCOUNTS, "t5#1.func.3.project", "97.50", "X2.project extra#1.project.cost"},
    {ACCOUNTS, "t8#1.func.3.project", "84.00", "X2.fund extra#1.fund.cost"},
    {ACCOUNTS, "t6#1.econ.30299", "6.00", "X3.public annex1#1.public.final"},
    {ACCOUNTS, "t7#1.guest.final", "0.47", "X3.three annex1#1.three.final"},
    {ANNEXES, "annex1#1.guest.final", "0.75", "X3.three annex1#1.three.final"},
    {ACCOUNTS, "t3#1.func.9.project", "47.00", "X4 annex1#1.project.final, X1 annex2#1.done"},
    {ANNEXES, "annex3#1.grant.annual", "66.50", "X5 annex2#1.use.project, P03 annex3#1.score"},
    {ANNEXES, "annex3#1.grant.done", "75.00",
     "P19.sum annex1#1.project.final, X5.done annex2#1.use.project, J23 annex3#1.total.done, "
     "P03 annex3#1.score"},
    {ANNEXES, "annex1#1.staff.actual", "19", "P13 annex4#1.organs"}, /* X6 */
    {ANNEXES, "extra#1.funds.1.amount", "49.00", "X7 annex2#1.done, X2.fund extra#1.fund.cost"},
    {ANNEXES, "extra#1.public.cost", "41.80",
     "X7 annex2#1.done, X7.public extra#1.public.cost, X2.basic extra#1.basic.cost"},
};

static void audit_filing__both_kinds_agree__finds_nothing(void **state)
{
	struct unit u;

	(void)state;
	unit_make(&u);
	char *is = found(u.filing[ANNEXES]);
	assert_string_equal(is, "");
	mem_free(is);
	unit_free(&u);
}

static void audit_filing__one_of_both_kinds_changed__finds_the_relation(void **state)
{
	size_t wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct unit u;

		unit_make(&u);
		put(u.filing[cases[i].which], cases[i].cell, cases[i].text);
		char *is = found(u.filing[ANNEXES]);
		if (strcmp(is, cases[i].wanted) != 0) {
			print_error("%s=%s\n  found  %s\n  wanted %s\n", cases[i].cell,
			            cases[i].text, is, cases[i].wanted);
			wrong++;
		}
		mem_free(is);
		unit_free(&u);
	}
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(audit_filing__both_kinds_agree__finds_nothing),
	    cmocka_unit_test(audit_filing__one_of_both_kinds_changed__finds_the_relation),
	};

	return cmocka_run_group_tests_name("across", tests, NULL, NULL);
}
