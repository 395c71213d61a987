/* 1. depth is the number of elements that are open.
 * 2. empty holds between the XML_OPEN and the XML_CLOSE of an empty element:
 *    libxml2 has no second node for it. */
#include "exchange/xml.h"

#include <libxml/xmlreader.h>
#include <limits.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"

#define DEPTH_LIMIT 200

struct xml {
	xmlTextReaderPtr reader;
	const char *name;
	const char *part;
	struct str attribute;
	int depth;
	int line; /* of the first fault; 0: none yet */
	bool empty;
};

static void note_fault(void *context, xmlErrorPtr fault)
{
	struct xml *x = context;

	if (x->line == 0)
		x->line = fault->line;
}

struct xml *xml_open(const char *name, const char *part, const char *bytes, size_t length)
{
	struct xml *x = mem_alloc(sizeof *x);

	x->name = name;
	x->part = part;
	if (length <= INT_MAX)
		x->reader = xmlReaderForMemory(bytes, (int)length, NULL, NULL,
		                               XML_PARSE_NONET | XML_PARSE_COMPACT);
	if (x->reader)
		xmlTextReaderSetStructuredErrorHandler(x->reader, note_fault, x);
	return x;
}

void xml_close(struct xml *x)
{
	if (!x)
		return;
	xmlFreeTextReader(x->reader);
	str_free(&x->attribute);
	mem_free(x);
}

static enum xml_event fault(const struct xml *x, struct err *e)
{
	err_set(e, ERR_INPUT, _("%s: 文件已损坏，其中的 %s 第 %d 行不是正确的 XML"), x->name,
	        x->part, x->line > 0 ? x->line : 1);
	return XML_FAULT;
}

static enum xml_event refuse(const struct xml *x, enum err_code code, const char *sentence,
                             struct err *e)
{
	err_set(e, code, "%s: %s (%s)", x->name, sentence, x->part);
	return XML_FAULT;
}

static enum xml_event opened(struct xml *x, struct err *e)
{
	if (++x->depth > DEPTH_LIMIT)
		return refuse(x, ERR_LIMIT, _("文件的结构嵌套太深，不像办公文档"), e);
	x->empty = xmlTextReaderIsEmptyElement(x->reader) == 1;
	return XML_OPEN;
}

enum xml_event xml_next(struct xml *x, struct err *e)
{
	if (x->empty) {
		x->empty = false;
		x->depth--;
		return XML_CLOSE;
	}
	for (;;) {
		int got = x->reader ? xmlTextReaderRead(x->reader) : -1;

		if (got < 0 || x->line > 0)
			return fault(x, e);
		if (got == 0)
			return x->depth == 0 ? XML_END : fault(x, e);
		switch (xmlTextReaderNodeType(x->reader)) {
		case XML_READER_TYPE_ELEMENT:
			return opened(x, e);
		case XML_READER_TYPE_END_ELEMENT:
			x->depth--;
			return XML_CLOSE;
		case XML_READER_TYPE_TEXT:
		case XML_READER_TYPE_CDATA:
		case XML_READER_TYPE_WHITESPACE:
		case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
			return XML_TEXT;
		case XML_READER_TYPE_DOCUMENT_TYPE:
			return refuse(x, ERR_INPUT, _("文件里有 DOCTYPE 声明，出于安全不读"), e);
		case XML_READER_TYPE_ENTITY_REFERENCE:
			return refuse(x, ERR_INPUT, _("文件里有实体引用，出于安全不读"), e);
		default:
			break; /* comments and instructions */
		}
	}
}

int xml_skip(struct xml *x, struct err *e)
{
	int outside = x->depth - 1;

	while (x->depth > outside)
		if (xml_next(x, e) <= XML_END)
			return -1;
	return 0;
}

int xml_children(struct xml *x, int (*element)(void *context, struct xml *x, struct err *e),
                 void *context, struct err *e)
{
	enum xml_event event;

	while ((event = xml_next(x, e)) == XML_OPEN || event == XML_TEXT)
		if (event == XML_OPEN && element(context, x, e) < 0)
			return -1;
	return event == XML_CLOSE ? 0 : -1;
}

int xml_take_text(struct xml *x, struct str *out, struct err *e)
{
	enum xml_event event;

	while ((event = xml_next(x, e)) == XML_TEXT || event == XML_OPEN) {
		if (event == XML_TEXT)
			str_add(out, xml_text(x));
		else if (xml_skip(x, e) < 0)
			return -1;
	}
	return event == XML_CLOSE ? 0 : -1;
}

int xml_root(struct xml *x, struct err *e)
{
	return xml_next(x, e) == XML_OPEN ? 0 : -1;
}

bool xml_is(const struct xml *x, const char *name)
{
	const xmlChar *local = xmlTextReaderConstLocalName(x->reader);

	return local && strcmp((const char *)local, name) == 0;
}

const char *xml_attribute(struct xml *x, const char *name)
{
	bool found = false;

	if (xmlTextReaderHasAttributes(x->reader) != 1)
		return NULL;
	str_clear(&x->attribute);
	while (!found && xmlTextReaderMoveToNextAttribute(x->reader) == 1) {
		if (xmlTextReaderIsNamespaceDecl(x->reader) == 1 || !xml_is(x, name))
			continue;
		found = true;
		str_add(&x->attribute, (const char *)xmlTextReaderConstValue(x->reader));
	}
	xmlTextReaderMoveToElement(x->reader);
	return found ? str_text(&x->attribute) : NULL;
}

int xml_number(struct xml *x, const char *name, int otherwise)
{
	const char *s = xml_attribute(x, name);
	long n = 0;

	if (!s || !*s)
		return otherwise;
	for (; *s >= '0' && *s <= '9'; s++) {
		n = n * 10 + (*s - '0');
		if (n > INT_MAX)
			return otherwise;
	}
	return *s == '\0' ? (int)n : otherwise;
}

bool xml_switch(struct xml *x, const char *name)
{
	const char *s = xml_attribute(x, name);

	return !s || (strcmp(s, "0") != 0 && strcmp(s, "false") != 0 && strcmp(s, "off") != 0);
}

const char *xml_text(const struct xml *x)
{
	const xmlChar *text = xmlTextReaderConstValue(x->reader);

	return text ? (const char *)text : "";
}
