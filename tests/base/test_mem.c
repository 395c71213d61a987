#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/mem.h"

static void mem_alloc__any_size__is_zeroed_and_never_null(void **state)
{
	static const size_t sizes[] = {0, 1, 17, 4096};

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		char *p = mem_alloc(sizes[i]);

		assert_non_null(p);
		for (size_t k = 0; k < sizes[i]; k++)
			assert_int_equal(p[k], 0);
		mem_free(p);
	}
	mem_free(NULL);
}

static void mem_strndup__text_of_several_kinds__is_copied(void **state)
{
	char *copy = mem_strdup("预算");

	(void)state;
	assert_string_equal(copy, "预算");
	mem_free(copy);
	copy = mem_strndup("预算单位", 6);
	assert_string_equal(copy, "预算");
	mem_free(copy);
	copy = mem_strndup("短", 100);
	assert_string_equal(copy, "短");
	mem_free(copy);
	assert_null(mem_strdup(NULL));
}

static void mem_more__an_array_that_grows__keeps_the_old_and_zeroes_the_new(void **state)
{
	size_t capacity = 0, n = 0;
	int *numbers = NULL;

	(void)state;
	while (n < 1000) {
		numbers = mem_more(numbers, n, &capacity, sizeof *numbers);
		assert_true(capacity > n);
		assert_int_equal(numbers[n], 0);
		numbers[n] = (int)n;
		n++;
	}
	for (size_t i = 0; i < n; i++)
		assert_int_equal(numbers[i], (int)i);
	mem_free(numbers);
}

static int hook_pipe;

static void write_to_pipe(void)
{
	if (write(hook_pipe, "x", 1) != 1)
		_exit(9);
}

static void mem_array__an_overflow__ends_the_program_through_the_hook(void **state)
{
	int ends[2], status;
	char got[4];
	pid_t child;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	child = fork();
	if (child == 0) {
		close(STDERR_FILENO);
		hook_pipe = ends[1];
		mem_on_exhaustion(write_to_pipe);
		mem_array(SIZE_MAX / 2, 4);
		_exit(0);
	}
	close(ends[1]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 3);
	assert_int_equal(read(ends[0], got, sizeof got), 1); /* once */
	close(ends[0]);
}

/* Room is always there, new places are zeroed, what was put in stays. */
static void mem_push__thousand_elements__all_stay(void **state)
{
	int *numbers = NULL;

	(void)state;
	for (size_t n = 0; n < 1000; n++) {
		numbers = mem_push(numbers, n, sizeof *numbers);
		assert_int_equal(numbers[n], 0);
		numbers[n] = (int)n + 1;
	}
	for (size_t n = 0; n < 1000; n++)
		assert_int_equal(numbers[n], n + 1);
	mem_free(numbers);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(mem_alloc__any_size__is_zeroed_and_never_null),
	    cmocka_unit_test(mem_strndup__text_of_several_kinds__is_copied),
	    cmocka_unit_test(mem_more__an_array_that_grows__keeps_the_old_and_zeroes_the_new),
	    cmocka_unit_test(mem_array__an_overflow__ends_the_program_through_the_hook),
	    cmocka_unit_test(mem_push__thousand_elements__all_stay),
	};

	return cmocka_run_group_tests_name("base/mem", tests, NULL, NULL);
}
