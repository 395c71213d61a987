#include "exchange/markup.h"

#include <stdlib.h>

#include <libxml/xmlwriter.h>

#include "base/mem.h"

struct markup {
	xmlBufferPtr buffer;
	xmlTextWriterPtr writer;
};

static const xmlChar *chars(const char *s)
{
	return (const xmlChar *)s;
}

/* The library has no memory left; neither have we. */
static void check(int result)
{
	if (result < 0)
		mem_free(mem_array(SIZE_MAX, 2));
}

struct markup *markup_new(void)
{
	struct markup *m = mem_alloc(sizeof *m);

	m->buffer = xmlBufferCreate();
	m->writer = m->buffer ? xmlNewTextWriterMemory(m->buffer, 0) : NULL;
	check(m->writer ? 0 : -1);
	return m;
}

void markup_end(struct markup *m, struct str *out)
{
	check(xmlTextWriterEndDocument(m->writer));
	xmlFreeTextWriter(m->writer);
	str_addn(out, (const char *)xmlBufferContent(m->buffer), (size_t)xmlBufferLength(m->buffer));
	xmlBufferFree(m->buffer);
	mem_free(m);
}

void markup_declare(struct markup *m)
{
	check(xmlTextWriterStartDocument(m->writer, NULL, "UTF-8", "yes"));
}

void markup_raw(struct markup *m, const char *text)
{
	check(xmlTextWriterWriteRaw(m->writer, chars(text)));
}

void markup_open(struct markup *m, const char *name)
{
	check(xmlTextWriterStartElement(m->writer, chars(name)));
}

void markup_attr(struct markup *m, const char *name, const char *value)
{
	check(xmlTextWriterWriteAttribute(m->writer, chars(name), chars(value)));
}

void markup_number(struct markup *m, const char *name, int value)
{
	struct str digits = {0};

	str_addf(&digits, "%d", value);
	markup_attr(m, name, str_text(&digits));
	str_free(&digits);
}

void markup_text(struct markup *m, const char *text)
{
	check(xmlTextWriterWriteString(m->writer, chars(text)));
}

void markup_textn(struct markup *m, const char *text, size_t length)
{
	char *copy = mem_strndup(text, length);

	markup_text(m, copy);
	mem_free(copy);
}

void markup_close(struct markup *m)
{
	check(xmlTextWriterEndElement(m->writer));
}

void markup_close_full(struct markup *m)
{
	check(xmlTextWriterFullEndElement(m->writer));
}

void markup_empty(struct markup *m, const char *element, const char *name, const char *value)
{
	markup_open(m, element);
	if (name)
		markup_attr(m, name, value);
	markup_close(m);
}
