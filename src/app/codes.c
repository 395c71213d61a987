#include "app/codes.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/places.h"
#include "base/privilege.h"
#include "calc/num.h"
#include "exchange/csv.h"

static const struct csv_limits limits = {4 << 20, 50000, 16};
static const char *const head[] = {"code", "level", "name", "from_year", "to_year"};
#define COLUMNS (sizeof head / sizeof *head)

char *codes_data_folder(void)
{
	const char *named = privilege_getenv("ZIPING_DATA");
	return mem_strdup(named && *named ? named : place_data);
}

static int year_of(const char *text)
{
	struct figure n;
	return num_parse(text, NULL, &n) == NUM_OK ? (int)(n.num / NUM_ONE) : 0;
}

static int load_table(struct codes *codes, const char *folder, const char *file, struct err *e)
{
	struct csv_table csv = {0};
	char *path = file_join(folder, file);
	int rc = csv_table_read(&csv, path, &limits, e);
	mem_free(path);
	if (rc == 0)
		rc = csv_table_expect(&csv, head, COLUMNS, e);
	if (rc == 0) {
		codes->tables = mem_more(codes->tables, codes->n, &codes->capacity,
		                         sizeof *codes->tables);
		struct code_table *t = &codes->tables[codes->n++];
		*t = (struct code_table){.name = mem_strndup(file, strlen(file) - strlen(".csv"))};
		for (size_t i = 1; i < csv.n; i++) {
			char **f = csv.records[i].fields;
			t->codes = mem_more(t->codes, t->n, &t->capacity, sizeof *t->codes);
			t->codes[t->n++] = (struct code){mem_strdup(f[0]), mem_strdup(f[2]),
			                                 year_of(f[3]), year_of(f[4])};
		}
	}
	csv_table_free(&csv);
	return rc;
}

int codes_load(struct codes *codes, struct err *e)
{
	char *data = codes_data_folder();
	char *folder = file_join(data, "codes");
	size_t n = 0;
	char **names = file_list(folder, ".csv", &n, e);
	int rc = names ? 0 : -1;
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = load_table(codes, folder, names[i], e);
	file_list_free(names, n);
	mem_free(folder);
	mem_free(data);
	return rc;
}
