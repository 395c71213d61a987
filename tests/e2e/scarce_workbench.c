/* scarce_workbench DATABASE N: the workbench, in which after SIGUSR1 the Nth
 * allocation and all after it find no memory. */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "app/work.h"
#include "screens/workbench.h"
#include "support/scarce.h"

static long n;

static void on_signal(int signo)
{
	(void)signo;
	scarce_fail(SCARCE_MEM, n, true);
}

int main(int argc, char **argv)
{
	struct err e = {0};
	struct work *w;
	int result;

	setlocale(LC_ALL, "");
	n = argc == 3 ? strtol(argv[2], NULL, 10) : 0;
	signal(SIGUSR1, on_signal);
	w = n > 0 ? work_open(argv[1], STORE_OPEN, NULL, &e) : NULL;
	result = w ? workbench_run(w, NULL, 0, NULL, &e) : -1;
	work_close(w);
	if (result < 0)
		fprintf(stderr, "%s\n", e.text);
	return result < 0 ? 2 : 0;
}
