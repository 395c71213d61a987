#include "exchange/opc.h"

#include <string.h>

#include "base/mem.h"
#include "exchange/xml.h"

/* «xl/workbook.xml» has its relations in «xl/_rels/workbook.xml.rels». */
static char *relations_of(const char *part)
{
	const char *slash = strrchr(part, '/');
	const char *file = slash ? slash + 1 : part;
	struct str path = {0};

	str_addn(&path, part, (size_t)(file - part));
	str_addf(&path, "_rels/%s.rels", file);
	return str_take(&path);
}

/* Takes the last folder off a path that ends in '/' or is empty. */
static void go_up(struct str *path)
{
	size_t length = path->length;

	if (length > 0)
		length--;
	while (length > 0 && path->s[length - 1] != '/')
		length--;
	if (path->s)
		path->s[path->length = length] = '\0';
}

/* A target is written from the root («/xl/a.xml») or from the part's folder,
 * with «..» and «.» in it. */
static char *resolve(const char *part, const char *target)
{
	const char *slash = strrchr(part, '/');
	struct str path = {0};

	if (target[0] != '/' && slash)
		str_addn(&path, part, (size_t)(slash - part) + 1);
	while (*target) {
		size_t length = strcspn(target, "/");

		if (length == 2 && memcmp(target, "..", 2) == 0)
			go_up(&path);
		else if (length > 0 && !(length == 1 && target[0] == '.'))
			str_addn(&path, target, length + (target[length] == '/'));
		target += length + (target[length] == '/');
	}
	return str_take(&path);
}

static void add(struct opc_relations *r, struct xml *x, const char *part)
{
	struct opc_relation one = {0};
	const char *mode = xml_attribute(x, "TargetMode"), *type, *target;

	if (mode && strcmp(mode, "External") == 0)
		return;
	one.id = mem_strdup(xml_attribute(x, "Id"));
	if ((type = xml_attribute(x, "Type")) != NULL)
		one.type = mem_strdup(strrchr(type, '/') ? strrchr(type, '/') + 1 : type);
	if ((target = xml_attribute(x, "Target")) != NULL)
		one.part = resolve(part, target);
	r->all = mem_push(r->all, r->n, sizeof *r->all);
	r->all[r->n++] = one;
}

struct list {
	struct opc_relations *r;
	const char *part;
};

static int take_relation(void *context, struct xml *x, struct err *e)
{
	struct list *list = context;

	if (xml_is(x, "Relationship"))
		add(list->r, x, list->part);
	return xml_skip(x, e);
}

int opc_read(struct opc_relations *r, const char *name, struct zip_parts *zip, const char *part,
             struct err *e)
{
	char *path = relations_of(part);
	struct str bytes = {0};
	struct list list = {r, part};
	struct xml *x = NULL;
	int result = 0;

	memset(r, 0, sizeof *r);
	if (zip_parts_has(zip, path)) {
		result = zip_parts_read(zip, path, &bytes, e);
		if (result == 0) {
			x = xml_open(name, path, str_text(&bytes), bytes.length);
			result = xml_root(x, e);
			if (result == 0)
				result = xml_children(x, take_relation, &list, e);
		}
	}
	if (result < 0)
		opc_free(r);
	xml_close(x);
	str_free(&bytes);
	mem_free(path);
	return result;
}

void opc_free(struct opc_relations *r)
{
	for (size_t i = 0; i < r->n; i++) {
		mem_free(r->all[i].id);
		mem_free(r->all[i].type);
		mem_free(r->all[i].part);
	}
	mem_free(r->all);
	memset(r, 0, sizeof *r);
}

const char *opc_of_type(const struct opc_relations *r, const char *type)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->all[i].type && strcmp(r->all[i].type, type) == 0)
			return r->all[i].part;
	return NULL;
}
