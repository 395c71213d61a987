#ifndef EXCHANGE_XML_H
#define EXCHANGE_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/* One part of an office document, read as a row of events.  Names are local
 * names: strict and transitional documents have other namespaces.  No network,
 * no entities but the five of XML; a DOCTYPE is refused.
 *
 * Whoever is called after the XML_OPEN of an element takes events up to its
 * XML_CLOSE: by xml_children, or xml_skip when it is of no interest. */
enum xml_event { XML_FAULT = -1, XML_END, XML_OPEN, XML_CLOSE, XML_TEXT };

struct xml;

/* Keeps no copy of the bytes and names.  Errors begin with name and say the
 * part.  Never NULL: what is no XML is seen by the first xml_next. */
struct xml *xml_open(const char *name, const char *part, const char *bytes, size_t length);
void xml_close(struct xml *x);

/* The next event; an empty element gives XML_OPEN and XML_CLOSE.  XML_FAULT
 * with ERR_INPUT (not well-formed, a DOCTYPE, an entity) or ERR_LIMIT
 * (nested too deeply); then and after XML_END it may not be called again. */
enum xml_event xml_next(struct xml *x, struct err *e);

/* Up to the XML_CLOSE of the element that was opened last: 0 or −1. */
int xml_skip(struct xml *x, struct err *e);

/* Calls element for each child of the element that was opened last, after its
 * XML_OPEN, and ends with the XML_CLOSE; texts between them are passed over.
 * 0; −1 when the file is at fault or a call returned it. */
int xml_children(struct xml *x, int (*element)(void *context, struct xml *x, struct err *e),
                 void *context, struct err *e);

/* Opens the root; its name is then asked for with xml_is. */
int xml_root(struct xml *x, struct err *e);

bool xml_is(const struct xml *x, const char *name); /* of the element just opened or closed */

/* An attribute of the element just opened, NULL: it has none.  Until the next
 * call of xml_attribute or xml_next. */
const char *xml_attribute(struct xml *x, const char *name);

/* The attribute as a whole number not below 0; `otherwise` without one or when
 * it is none. */
int xml_number(struct xml *x, const char *name, int otherwise);

/* False when the attribute (of a switch such as <w:b w:val="0"/>) says no;
 * true without one. */
bool xml_switch(struct xml *x, const char *name);

/* The text of an XML_TEXT, until the next xml_next. */
const char *xml_text(const struct xml *x);

/* Appends the text of the element that was opened last, without that of its
 * children, up to its XML_CLOSE: 0 or −1. */
struct str;
int xml_take_text(struct xml *x, struct str *out, struct err *e);

#endif
