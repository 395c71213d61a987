#include "screens/encoding.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

bool encoding_is_utf8(void)
{
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/* A language whose locale is not installed still says which catalogue is
 * wanted. */
static void keep_language(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < 3 && !getenv("LANGUAGE"); i++) {
		const char *value = getenv(names[i]);
		char *language;

		if (!value || !*value)
			continue;
		language = mem_strndup(value, strcspn(value, ".@"));
		setenv("LANGUAGE", language, 0);
		mem_free(language);
	}
}

void encoding_set(void)
{
	const char *got = setlocale(LC_ALL, "");

	if (got && strcmp(nl_langinfo(CODESET), "ANSI_X3.4-1968") != 0)
		return;
	if (!got)
		keep_language();
	if (!setlocale(LC_ALL, "C.UTF-8"))
		setlocale(LC_CTYPE, "C.utf8");
}
