/* Office documents.  The first byte says what the rest is: a whole file, or
 * one part of a package that is otherwise good, because a mutated zip file
 * hardly ever gets past its check sums. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/text.h"
#include "exchange/document.h"
#include "fuzz/fuzz.h"
#include "support/paper.h"

static const struct doc_limits limits = {1 << 20, 1 << 20, 5000, 1 << 16, 2000, 200};

/* What document.h promises of each text. */
static void check_text(const char *text)
{
	size_t length = strlen(text);

	if (text_check(text, length) != length)
		abort();
	for (; *text; text++)
		if ((unsigned char)*text < 0x20 && *text != '\n')
			abort();
}

static void check_table(const struct doc_table *t)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct doc_cell *c = &t->cells[i];

		check_text(c->text);
		if (c->row < 0 || c->column < 0 || c->rows < 1 || c->columns < 1 ||
		    c->row + c->rows > t->rows || c->column + c->columns > t->columns ||
		    c->rows > t->tallest)
			abort();
		if (!doc_table_at(t, c->row, c->column))
			abort();
	}
}

static void read_file(const char *name, const char *bytes, size_t length)
{
	struct document d = {0};
	struct err e = {0};

	if (document_parse(&d, name, bytes, length, &limits, &e) < 0) {
		if (e.code == ERR_NONE || strncmp(e.text, name, strlen(name)) != 0)
			abort();
		return;
	}
	for (size_t i = 0; i < d.n; i++) {
		if (d.blocks[i].kind == DOC_TABLE)
			check_table(d.blocks[i].table);
		else
			check_text(d.blocks[i].text);
	}
	document_free(&d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char sheet[] =
	    "<sheetData><row><c t=\"s\"><v>0</v></c><c s=\"1\"><v>2.5</v></c>"
	    "</row></sheetData>";
	struct str packed = {0};
	char *text;

	if (size == 0)
		return 0;
	text = mem_strndup((const char *)data + 1, size - 1);
	switch (data[0]) {
	case 'd':
		paper_docx(text, &packed);
		break;
	case 's':
		paper_xlsx(text, "<si><t>x</t></si>", NULL, &packed);
		break;
	case 't':
		paper_xlsx(sheet, text, NULL, &packed);
		break;
	case 'y':
		paper_xlsx(sheet, "<si/>", text, &packed);
		break;
	case 'r':
		paper_pack((const struct paper_part[]){{"_rels/.rels", text},
		                                       {"a.xml", "<document/>"},
		                                       {NULL, NULL}},
		           &packed);
		break;
	case 'c':
		read_file("a.csv", (const char *)data + 1, size - 1);
		break;
	default:
		read_file("a.txt", (const char *)data + 1, size - 1);
		break;
	}
	if (packed.length > 0)
		read_file("a.docx", packed.s, packed.length);
	str_free(&packed);
	mem_free(text);
	return 0;
}
