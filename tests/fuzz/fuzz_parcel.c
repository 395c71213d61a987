/* Parcels.  The first byte says what the rest is: a whole file as it came, its
 * lines (which get the right digest: a mutated file never has it), or the lines
 * of a content alone. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "exchange/parcel.h"
#include "fuzz/fuzz.h"

/* What parcel.h promises of each text. */
static void check_text(const char *text)
{
	size_t length = text ? strlen(text) : 0;

	if (length > PARCEL_BASIS || (length && text_check(text, length) != length))
		abort();
	for (; text && *text; text++)
		if (((unsigned char)*text < 0x20 && *text != '\n' && *text != '\t') || *text == 0x7f)
			abort();
}

static void put_content(const struct parcel_content *c, struct str *out)
{
	for (size_t i = 0; i < c->nsheets; i++) {
		const struct parcel_sheet *s = &c->sheets[i];

		if (s->row + s->nrows > c->nrows || s->cell + s->ncells > c->ncells)
			abort();
		parcel_put_sheet(out, s->form, s->copy);
		for (size_t k = s->row; k < s->row + s->nrows; k++)
			parcel_put_row(out, &c->rows[k]);
		for (size_t k = s->cell; k < s->cell + s->ncells; k++) {
			check_text(c->cells[k].text);
			parcel_put_cell(out, c->cells[k].key, c->cells[k].text, c->cells[k].carried);
		}
	}
}

static void put_journal(const struct parcel *p, struct str *out)
{
	for (size_t i = 0; i < p->nsteps; i++) {
		const struct parcel_step *s = &p->steps[i];

		if (s->entry + s->nentries > p->nentries)
			abort();
		parcel_put_step(out, s);
		for (size_t k = s->entry; k < s->entry + s->nentries; k++)
			parcel_put_entry(out, &p->entries[k]);
	}
	for (size_t i = 0; i < p->nsaid; i++) {
		check_text(p->said[i].text);
		parcel_put_said(out, &p->said[i]);
	}
}

/* What was read can be written and is the same content when it is read again. */
static void check_again(const struct parcel *p)
{
	struct str out = {0};
	char digest[DIGEST_SIZE];
	struct parcel again = {0};
	struct err e = {0};

	parcel_put_from(&out, &p->id, p->who, p->host, p->time);
	parcel_put_filing(&out, p->unit, p->unit_name, p->year, p->set, p->fingerprint, p->state);
	for (size_t i = 0; i < p->nknown; i++)
		parcel_put_known(&out, &p->known[i]);
	put_content(&p->content, &out);
	put_journal(p, &out);
	parcel_end(&out, digest);
	if (parcel_read(&again, "again", out.s, out.length, &e) < 0 ||
	    strcmp(again.content_digest, p->content_digest) != 0 || again.nsaid != p->nsaid)
		abort();
	parcel_free(&again);
	str_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct parcel p = {0};
	struct err e = {0};
	struct str bytes = {0};
	char digest[DIGEST_SIZE];
	int result;

	if (size == 0)
		return 0;
	str_addn(&bytes, (const char *)data + 1, size - 1);
	if (data[0] == 'l')
		parcel_end(&bytes, digest);
	result = data[0] == 'c'
	             ? parcel_read_content(&p, "a.zpk", str_text(&bytes), bytes.length, &e)
	             : parcel_read(&p, "a.zpk", str_text(&bytes), bytes.length, &e);
	if (result < 0 && (e.code == ERR_NONE || strncmp(e.text, "a.zpk", 5) != 0 || p.bytes))
		abort();
	if (result == 0 && data[0] != 'c')
		check_again(&p);
	parcel_free(&p);
	str_free(&bytes);
	return 0;
}
