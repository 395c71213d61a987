#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/actor.h"
#include "base/mem.h"

static void actor_host__what_ssh_and_the_terminal_say__gives_the_host(void **state)
{
	static const struct {
		const char *ssh, *terminal, *want; /* NULL: not known */
	} cases[] = {
		/* clang-format off */
		{ "192.0.2.7 50022 192.0.2.1 22",    NULL,       "192.0.2.7" },
		{ "2001:db8::7 50022 2001:db8::1 22", "elsewhere", "2001:db8::7" },
		{ "fe80::1%eth0 5 fe80::2%eth0 22",  NULL,       "fe80::1" },
		{ "192.0.2.7",                       NULL,       "192.0.2.7" },
		{ NULL,                              "pc-12.local", "pc-12.local" },
		{ NULL,                              ":0",       NULL },
		{ NULL,                              "",         NULL },
		{ NULL,                              "a b",      NULL },
		{ NULL,                              NULL,       NULL },
		{ "",                                NULL,       NULL },
		{ "\033[31m 1 2 3",                  NULL,       NULL },
		{ "192.0.2.7\n1",                    NULL,       NULL },
		{ "某处 1 2 3",                      "192.0.2.9", "192.0.2.9" },
		{ "0000:0000:0000:0000:0000:0000:0000:0000:0000:0 1 2 3", NULL, NULL },
		/* clang-format on */
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *got = actor_host(cases[i].ssh, cases[i].terminal);

		if (cases[i].want)
			assert_string_equal(got, cases[i].want);
		else
			assert_null(got);
		mem_free(got);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(actor_host__what_ssh_and_the_terminal_say__gives_the_host),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
