#include <errno.h>
#include <libintl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/cmd.h"
#include "app/cmd_talk.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/privilege.h"
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

/* ---- a person before a command ---- */

static volatile sig_atomic_t interrupted;

static void interrupt(int number)
{
	(void)number;
	interrupted = 1;
}

/* While something can be stopped in order, Ctrl-C does that. */
static bool show_progress(const char *doing, size_t done, size_t total)
{
	signal(SIGINT, doing ? interrupt : SIG_DFL);
	if (!doing)
		fputs("\r\033[K", stderr);
	else if (total)
		fprintf(stderr, _("\r正在%s：%3zu%%\033[K"), doing, done * 100 / total);
	else
		fprintf(stderr, _("\r正在%s…\033[K"), doing);
	fflush(stderr);
	return !interrupted;
}

static bool ask(const char *question)
{
	char *clean = text_clean(question, true), answer[16] = "";

	fprintf(stderr, _("%s恢复吗？(y/n) "), clean);
	fflush(stderr);
	mem_free(clean);
	return fgets(answer, sizeof answer, stdin) && (answer[0] == 'y' || answer[0] == 'Y');
}

static const struct cmd_talk talk = {show_progress, ask};

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
	privilege_start();
	if (!setlocale(LC_ALL, ""))
		setlocale(LC_ALL, "C.UTF-8");
	bindtextdomain("ziping", ZIPING_LOCALEDIR);
	textdomain("ziping");
	if (isatty(STDIN_FILENO) && isatty(STDERR_FILENO))
		cmd_set_talk(&talk);
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
