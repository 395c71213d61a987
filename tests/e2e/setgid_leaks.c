/* Linked into the program of test_shared.sh: no process looks into one that runs
 * with a group of its own, the tracer of the leak sanitizer neither. */
const char *__asan_default_options(void);

const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}
