#include "exchange/zip_pack.h"

#include <zip.h>

#include "base/i18n.h"
#include "base/mem.h"

struct part {
	char *name;
	struct str bytes;
};

struct zip_pack {
	struct part *parts;
	size_t n, capacity;
};

/* The most (9) takes many times as long and saves a few per cent. */
#define LEVEL 6
/* 1 January 2000, the way zip files write it: no time zone comes into it. */
#define ANY_DATE ((2000 - 1980) << 9 | 1 << 5 | 1)

struct zip_pack *zip_pack_new(void)
{
	return mem_alloc(sizeof(struct zip_pack));
}

void zip_pack_add(struct zip_pack *p, const char *name, struct str *bytes)
{
	p->parts = mem_more(p->parts, p->n, &p->capacity, sizeof *p->parts);
	p->parts[p->n++] = (struct part){mem_strdup(name), *bytes};
	*bytes = (struct str){0};
}

static int add_part(zip_t *zip, const struct part *part)
{
	zip_source_t *s =
	    zip_source_buffer(zip, str_text(&part->bytes), part->bytes.length, 0);
	zip_int64_t at;

	if (!s)
		return -1;
	at = zip_file_add(zip, part->name, s, ZIP_FL_ENC_UTF_8);
	if (at < 0) {
		zip_source_free(s);
		return -1;
	}
	if (zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_DEFLATE, LEVEL) < 0)
		return -1;
	return zip_file_set_dostime(zip, (zip_uint64_t)at, 0, ANY_DATE, 0);
}

static int read_source(zip_source_t *s, struct str *out)
{
	char block[16384];
	zip_int64_t got;

	if (zip_source_open(s) < 0)
		return -1;
	while ((got = zip_source_read(s, block, sizeof block)) > 0)
		str_addn(out, block, (size_t)got);
	zip_source_close(s);
	return got < 0 ? -1 : 0;
}

/* The archive is written into source, which is kept beyond it. */
static int write_zip(const struct zip_pack *p, zip_source_t *source)
{
	zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, NULL);

	if (!zip)
		return -1;
	zip_source_keep(source);
	for (size_t i = 0; i < p->n; i++) {
		if (add_part(zip, &p->parts[i]) < 0) {
			zip_discard(zip);
			return -1;
		}
	}
	if (zip_close(zip) < 0) {
		zip_discard(zip);
		return -1;
	}
	return 0;
}

int zip_pack_end(struct zip_pack *p, struct str *out, struct err *e)
{
	zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
	int result = source ? write_zip(p, source) : -1;

	if (result == 0)
		result = read_source(source, out);
	zip_source_free(source);
	for (size_t i = 0; i < p->n; i++) {
		mem_free(p->parts[i].name);
		str_free(&p->parts[i].bytes);
	}
	mem_free(p->parts);
	mem_free(p);
	return result < 0 ? err_set(e, ERR_SYSTEM, _("文件打包没有成功")) : 0;
}
