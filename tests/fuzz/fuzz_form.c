/* The form language.  The first byte says which file of a form set the rest
 * is: the set, a form or a narrative; the others are good. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "form/load.h"
#include "fuzz/fuzz.h"

static char folder[] = "/tmp/ziping-fuzz-XXXXXX";

static void put(const char *name, const char *text, size_t length)
{
	char *path = file_join(folder, name);
	FILE *file = fopen(path, "wb");

	if (!file || fwrite(text, 1, length, file) != length || fclose(file) != 0)
		abort();
	mem_free(path);
}

static void clear(void)
{
	static const char *const names[] = {"set", "f.form", "t.text"};

	for (size_t i = 0; i < 3; i++) {
		char *path = file_join(folder, names[i]);

		unlink(path);
		mem_free(path);
	}
	rmdir(folder);
}

static const char good_set[] = "set good 测试套表\nyears 2023-\nforms f\ntexts t\n";
static const char good_form[] = "form f 表1 测试\nband 10 10\nfield a money 甲\nfield b money 乙\n"
                                "| 甲 | [a] |\n| 乙 | [b] |\n";
static const char good_text[] = "text t 附件\n{a}万元\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool ready;
	struct codes codes = {0};
	struct err e = {0};
	struct set *set;

	if (!ready) {
		if (!mkdtemp(folder))
			abort();
		atexit(clear);
		ready = true;
	}
	if (size == 0)
		return 0;
	put("set", good_set, sizeof good_set - 1);
	put("f.form", good_form, sizeof good_form - 1);
	put("t.text", good_text, sizeof good_text - 1);
	put(data[0] == 's'   ? "set"
	    : data[0] == 't' ? "t.text"
	                     : "f.form",
	    (const char *)data + 1, size - 1);
	set = set_load(folder, &codes, &e);
	if (!set && e.code == ERR_NONE)
		abort();
	set_free(set);
	codes_free(&codes);
	return 0;
}
