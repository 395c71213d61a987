/* A workbook: its sheets in their order. */
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/opc.h"
#include "exchange/xlsx_book.h"
#include "exchange/xml.h"

struct sheet {
	char *name;
	char *id;
	bool hidden;
};

struct workbook {
	struct xlsx_book book;
	struct sheet *sheets;
	size_t n;
};

#define SHEETS_LIMIT 1000

static int take_sheet(void *context, struct xml *x, struct err *e)
{
	struct workbook *wb = context;
	struct doc_writer *w = wb->book.w;
	struct sheet one = {0};
	const char *name, *state;

	if (!xml_is(x, "sheet"))
		return xml_skip(x, e);
	if (wb->n >= SHEETS_LIMIT)
		return err_set(e, ERR_LIMIT, _("%s: 工作簿超过 %d 张工作表的上限"), w->d->name,
		               SHEETS_LIMIT);
	name = xml_attribute(x, "name");
	if (!(one.name = doc_clean(w, name ? name : "", name ? strlen(name) : 0)))
		return -1;
	one.id = mem_strdup(xml_attribute(x, "id"));
	state = xml_attribute(x, "state");
	one.hidden = state && strcmp(state, "visible") != 0;
	wb->sheets = mem_push(wb->sheets, wb->n, sizeof *wb->sheets);
	wb->sheets[wb->n++] = one;
	return xml_skip(x, e);
}

static int book_element(void *context, struct xml *x, struct err *e)
{
	struct workbook *wb = context;

	if (xml_is(x, "sheets"))
		return xml_children(x, take_sheet, wb, e);
	if (xml_is(x, "workbookPr"))
		wb->book.from_1904 = xml_attribute(x, "date1904") && xml_switch(x, "date1904");
	return xml_skip(x, e);
}

/* Charts and dialogues are sheets too, but of another type. */
static int read_sheet(struct workbook *wb, struct zip_parts *zip, const struct opc_relations *r,
                      const struct sheet *s)
{
	for (size_t i = 0; s->id && i < r->n; i++) {
		const struct opc_relation *one = &r->all[i];

		if (one->id && one->type && one->part && strcmp(one->id, s->id) == 0 &&
		    strcmp(one->type, "worksheet") == 0)
			return xlsx_sheet_read(&wb->book, zip, one->part, s->name, s->hidden);
	}
	return 0;
}

static int read_all(struct workbook *wb, struct zip_parts *zip, const struct opc_relations *r)
{
	const char *strings = opc_of_type(r, "sharedStrings"), *styles = opc_of_type(r, "styles");

	if (strings && xlsx_strings_read(&wb->book, zip, strings) < 0)
		return -1;
	if (styles && xlsx_styles_read(&wb->book, zip, styles) < 0)
		return -1;
	for (size_t i = 0; i < wb->n; i++)
		if (read_sheet(wb, zip, r, &wb->sheets[i]) < 0)
			return -1;
	return 0;
}

int xlsx_read(struct doc_writer *w, struct zip_parts *zip, const char *part, struct xml *x)
{
	struct workbook wb = {.book = {.w = w}};
	struct opc_relations r = {0};
	int result = xml_children(x, book_element, &wb, w->e);

	if (result == 0)
		result = opc_read(&r, w->d->name, zip, part, w->e);
	if (result == 0)
		result = read_all(&wb, zip, &r);
	opc_free(&r);
	for (size_t i = 0; i < wb.n; i++) {
		mem_free(wb.sheets[i].name);
		mem_free(wb.sheets[i].id);
	}
	mem_free(wb.sheets);
	xlsx_book_free(&wb.book);
	return result;
}
