/* A zip file by what is in it: the root of the main part tells a Word document
 * from a workbook. */
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "exchange/document_inside.h"
#include "exchange/opc.h"
#include "exchange/xml.h"
#include "exchange/zip.h"

/* What is in a zip file that is no office package. */
static int refuse_other(struct doc_writer *w, struct zip_parts *zip)
{
	const char *name = w->d->name;

	if (zip_parts_has(zip, "mimetype"))
		return err_set(
		    w->e, ERR_INPUT,
		    _("%s: 这是 ODF 文件（.odt 或 .ods）。请打开后另存为 .docx 或 .xlsx"), name);
	return err_set(w->e, ERR_INPUT,
	               _("%s: 这是压缩包，不是 Word 或 Excel 文件。请先解压，再导入里面的文件"),
	               name);
}

static bool ends_in(const char *text, const char *end)
{
	size_t length = strlen(text), n = strlen(end);

	return length >= n && strcmp(text + length - n, end) == 0;
}

static int read_main(struct doc_writer *w, struct zip_parts *zip, const char *part)
{
	const char *name = w->d->name;
	struct str bytes = {0};
	struct xml *x = NULL;
	int result = -1;

	if (ends_in(part, ".bin"))
		return err_set(w->e, ERR_INPUT,
		               _("%s: 这是二进制的工作簿（.xlsb）。请打开后另存为 .xlsx"), name);
	if (zip_parts_read(zip, part, &bytes, w->e) < 0)
		goto out;
	x = xml_open(name, part, str_text(&bytes), bytes.length);
	if (xml_root(x, w->e) < 0)
		goto out;
	if (xml_is(x, "document"))
		result = docx_read(w, x);
	else if (xml_is(x, "workbook"))
		result = xlsx_read(w, zip, part, x);
	else
		err_set(w->e, ERR_INPUT, _("%s: 这个办公文档既不是 Word 文档也不是 Excel 工作簿"),
		        name);
out:
	xml_close(x);
	str_free(&bytes);
	return result;
}

int package_read(struct doc_writer *w, const char *bytes, size_t length)
{
	struct zip_parts *zip;
	struct opc_relations top = {0};
	const char *part;
	int result = -1;

	zip = zip_parts_open(w->d->name, bytes, length, w->limits->inflated, w->e);
	if (!zip)
		return -1;
	if (opc_read(&top, w->d->name, zip, "", w->e) < 0)
		goto out;
	part = opc_of_type(&top, "officeDocument");
	result = part ? read_main(w, zip, part) : refuse_other(w, zip);
out:
	opc_free(&top);
	zip_parts_close(zip);
	return result;
}
