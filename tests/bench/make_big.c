#include <stdio.h>
#include <stdlib.h>

#include "bench/generate.h"

/* make_big FILE UNITS YEARS: the benchmarks' database in a file of its own. */
int main(int argc, char **argv)
{
	int units = argc == 4 ? atoi(argv[2]) : 0, years = argc == 4 ? atoi(argv[3]) : 0;
	struct generated g;
	struct err e = { 0 };

	if (units < 1 || years < 1) {
		fprintf(stderr, "make_big FILE UNITS YEARS\n");
		return 2;
	}
	if (generate(argv[1], (size_t)units, years, &g, &e) < 0) {
		fprintf(stderr, "%s\n", e.text);
		return 3;
	}
	generate_print(&g);
	return 0;
}
