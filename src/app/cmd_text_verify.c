#include "app/cmd_table.h"
#include "audit/overlay.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"

/* text --verify: which figure of the texts typed restates what. */

struct line {
	struct str key, digits, value;
};

static void open_line(const struct filing *f, const struct overlay_figure *x, struct line *out)
{
	finding_put_place(f, x->text, &out->key);
	str_addn(&out->digits, filing_cell(f, x->text)->text + x->from, x->length);
	if (x->value)
		overlay_put_value(f, x, &out->value);
}

static void close_line(struct line *l)
{
	str_free(&l->key);
	str_free(&l->digits);
	str_free(&l->value);
}

static void print_figure(struct cmd_call *c, const struct overlay_figure *x, const struct line *l)
{
	if (x->value)
		str_addf(c->out, _("%s  %s  %s  %s\n"), str_text(&l->key), str_text(&l->digits),
		         verdict_name(x->verdict), str_text(&l->value));
	else
		str_addf(c->out, _("%s  %s  未对应\n"), str_text(&l->key), str_text(&l->digits));
}

static void json_figure(struct json *j, const struct overlay_figure *x, const struct line *l)
{
	json_open(j, NULL, '{');
	json_string(j, "place", str_text(&l->key));
	json_string(j, "text", str_text(&l->digits));
	json_string(j, "verdict", x->value ? verdict_name(x->verdict) : NULL);
	json_string(j, "value", x->value ? str_text(&l->value) : NULL);
	json_close(j, '}');
}

static void put_figures(struct cmd_call *c, const struct filing *f,
                        const struct overlay_figures *figures)
{
	struct json j = {.out = c->out};

	if (c->json)
		json_open(&j, NULL, '[');
	for (size_t i = 0; i < figures->n; i++) {
		struct line l = {0};

		open_line(f, &figures->item[i], &l);
		if (c->json)
			json_figure(&j, &figures->item[i], &l);
		else
			print_figure(c, &figures->item[i], &l);
		close_line(&l);
	}
	if (c->json)
		json_close(&j, ']');
	else
		str_addf(c->out, _("%zu 个数，%zu 已对应"), figures->n, figures->bound);
	str_addc(c->out, '\n');
}

int cmd_text_verify(struct cmd_call *c, struct filing *f)
{
	struct findings found = {0};
	struct overlay_figures figures = {0};
	int status = CMD_DONE;

	overlay_run(f, &found, &figures);
	put_figures(c, f, &figures);
	for (size_t i = 0; i < found.n; i++)
		if (found.item[i].verdict == VERDICT_DIFFERS)
			status = CMD_DIFFERENCES;
	findings_free(&found);
	overlay_figures_free(&figures);
	return status;
}
