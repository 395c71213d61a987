#include "app/cmd_table.h"
#include "base/json.h"
#include "calc/num.h"

/* What the commands' --json documents have in common. */

enum { DECIMALS = 6 }; /* of a num */

void cmd_json_number(struct json *j, const char *name, bool has, int64_t n, int decimals)
{
	struct str digits = {0};

	if (!has) {
		json_null(j, name);
		return;
	}
	num_format(&digits, n, decimals, false);
	json_number(j, name, str_text(&digits));
	str_free(&digits);
}

void cmd_json_exact(struct json *j, const char *name, bool has, int64_t n, int decimals)
{
	while (decimals < DECIMALS && num_round(n, decimals) != n)
		decimals++;
	cmd_json_number(j, name, has, n, decimals);
}

void cmd_json_begin(struct cmd_call *c, struct json *j)
{
	*j = (struct json){.out = c->out};
	if (c->json)
		json_open(j, NULL, '[');
}

void cmd_json_end(struct cmd_call *c, struct json *j)
{
	if (!c->json)
		return;
	json_close(j, ']');
	str_addc(c->out, '\n');
}
