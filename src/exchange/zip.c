#include "exchange/zip.h"

#include <stdint.h>
#include <zip.h>

#include "base/i18n.h"
#include "base/mem.h"

struct zip_parts {
	zip_t *zip;
	const char *name;
	size_t left; /* bytes that may still be inflated */
	size_t limit;
};

static int refuse(const char *name, struct err *e)
{
	return err_set(e, ERR_INPUT, _("%s: 文件不完整或已损坏，可能没有下载或复制完"), name);
}

struct zip_parts *zip_parts_open(const char *name, const char *bytes, size_t length, size_t limit,
                                 struct err *e)
{
	zip_error_t fault;
	zip_source_t *source;
	zip_t *zip = NULL;
	struct zip_parts *z = NULL;

	zip_error_init(&fault);
	source = zip_source_buffer_create(bytes, length, 0, &fault);
	if (source && length > 0) /* of nothing libzip makes an empty archive */
		zip = zip_open_from_source(source, ZIP_RDONLY, &fault);
	if (zip) {
		z = mem_alloc(sizeof *z);
		*z = (struct zip_parts){zip, name, limit, limit};
	} else {
		zip_source_free(source);
		refuse(name, e);
	}
	zip_error_fini(&fault);
	return z;
}

void zip_parts_close(struct zip_parts *z)
{
	if (!z)
		return;
	zip_discard(z->zip);
	mem_free(z);
}

bool zip_parts_has(const struct zip_parts *z, const char *part)
{
	return zip_name_locate(z->zip, part, ZIP_FL_ENC_GUESS) >= 0;
}

static int inflate_all(struct zip_parts *z, zip_file_t *file, const char *part, struct str *out,
                       struct err *e)
{
	char block[16384];

	for (;;) {
		zip_int64_t got = zip_fread(file, block, sizeof block);

		if (got < 0)
			return err_set(e, ERR_INPUT, _("%s: 文件已损坏，其中的 %s 读不出来"),
			               z->name, part);
		if (got == 0)
			return 0;
		if ((size_t)got > z->left)
			return err_set(e, ERR_LIMIT,
			               _("%s: 解压后超过 %zu 字节的上限，不像办公文档"), z->name,
			               z->limit);
		z->left -= (size_t)got;
		str_addn(out, block, (size_t)got);
	}
}

int zip_parts_read(struct zip_parts *z, const char *part, struct str *out, struct err *e)
{
	zip_stat_t stat;
	zip_file_t *file;
	int result;

	if (zip_stat(z->zip, part, ZIP_FL_ENC_GUESS, &stat) < 0)
		return err_set(e, ERR_NOTFOUND, _("%s: 文件里没有 %s，可能已损坏"), z->name, part);
	if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE)
		return err_set(e, ERR_INPUT, _("%s: 文件有密码保护，请先去掉密码再导入"), z->name);
	if (!(file = zip_fopen_index(z->zip, stat.index, 0)))
		return err_set(e, ERR_INPUT, _("%s: 文件已损坏，其中的 %s 读不出来"), z->name,
		               part);
	result = inflate_all(z, file, part, out, e);
	zip_fclose(file);
	return result;
}
