#include "app/actor.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <utmpx.h>

#include "base/mem.h"
#include "base/str.h"

enum { LONGEST_ADDRESS = 45, LONGEST_HOST = 64, LONGEST_TTY = 64 };

static const char in_addresses[] = "0123456789.:abcdefABCDEF";
static const char in_hosts[] = "0123456789.:-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/* An IPv6 address may have its interface behind a %: the same to everybody. */
static char *address(const char *connection)
{
	size_t length = strspn(connection, in_addresses);

	char end = connection[length];

	if (length == 0 || length > LONGEST_ADDRESS || (end && end != ' ' && end != '%'))
		return NULL;
	return mem_strndup(connection, length);
}

/* A display («:0») is no host. */
static char *simple_host(const char *host)
{
	size_t length = strspn(host, in_hosts);

	if (length == 0 || length > LONGEST_HOST || host[length] || host[0] == ':')
		return NULL;
	return mem_strdup(host);
}

char *actor_host(const char *ssh_connection, const char *terminal_host)
{
	char *host = ssh_connection ? address(ssh_connection) : NULL;

	if (!host && terminal_host)
		host = simple_host(terminal_host);
	return host;
}

/* What the system noted when the terminal was opened; the caller frees it. */
static char *host_of_terminal(void)
{
	struct utmpx line = { .ut_type = USER_PROCESS };
	const struct utmpx *found;
	char tty[LONGEST_TTY], *host = NULL;

	if (ttyname_r(STDIN_FILENO, tty, sizeof tty) != 0 || strncmp(tty, "/dev/", 5) != 0 ||
	    strlen(tty + 5) >= sizeof line.ut_line)
		return NULL;
	memcpy(line.ut_line, tty + 5, strlen(tty + 5));
	setutxent();
	found = getutxline(&line);
	if (found)
		host = mem_strndup(found->ut_host, strnlen(found->ut_host, sizeof found->ut_host));
	endutxent();
	return host;
}

void actor_who(char **who, char **host)
{
	const struct passwd *p = getpwuid(getuid());
	char *terminal = host_of_terminal();
	struct str number = { 0 };

	str_addf(&number, "%ld", (long)getuid());
	*who = mem_strdup(p ? p->pw_name : str_text(&number));
	*host = actor_host(getenv("SSH_CONNECTION"), terminal);
	str_free(&number);
	mem_free(terminal);
}

void actor_take(struct store *s)
{
	char *who, *host;

	actor_who(&who, &host);
	store_set_actor(s, who, host);
	mem_free(who);
	mem_free(host);
}
