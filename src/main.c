#include <errno.h>
#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "app/cmd.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/manual.h"
#include "screens/workbench.h"

/* Wiring only: the command line, or the workbench. */

#ifndef ZIPING_LOCALEDIR
#define ZIPING_LOCALEDIR "/usr/share/locale"
#endif

static int run_workbench(const struct cmd_request *request, struct err *e)
{
	struct work *w = cmd_open(request->database, STORE_OPEN, e);
	if (!w)
		return err_exit_status(e);
	int rc = workbench_run(w, NULL, 0, NULL, e);
	work_close(w);
	return rc < 0 ? err_exit_status(e) : 0;
}

/* A name or a text in the sentence may be anybody's. */
static void print_error(const struct err *e)
{
	char *clean = text_clean(e->text, true);
	fprintf(stderr, "ziping: %s\n", clean);
	mem_free(clean);
}

int main(int argc, char **argv)
{
	struct cmd_request request;
	struct str out = {0};
	struct err e = {0};
	if (!setlocale(LC_ALL, ""))
		setlocale(LC_ALL, "C.UTF-8");
	bindtextdomain("ziping", ZIPING_LOCALEDIR);
	textdomain("ziping");
	int status = cmd_main(argc, argv, &request, &out, &e);
	if (request.what == CMD_WORKBENCH)
		status = run_workbench(&request, &e);
	else if (request.what == CMD_MANUAL)
		cmd_print_manual(&out, manual_keys);
	if ((fputs(str_text(&out), stdout) == EOF || fflush(stdout) != 0) && !e.code)
		status = err_exit_status(
		    (err_set(&e, ERR_SYSTEM, _("输出没有写成：%s"), strerror(errno)), &e));
	if (e.code)
		print_error(&e);
	cmd_request_free(&request);
	str_free(&out);
	return status;
}
