#include "exchange/parcel.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "exchange/parcel_inside.h"

const char *const parcel_words[] = {
    /* clang-format off */
	[PARCEL_LINE_FROM]        = "from",
	[PARCEL_LINE_FILING]      = "filing",
	[PARCEL_LINE_KNOWN]       = "known",
	[PARCEL_LINE_SHEET]       = "sheet",
	[PARCEL_LINE_ROW]         = "row",
	[PARCEL_LINE_CELL]        = "cell",
	[PARCEL_LINE_STEP]        = "step",
	[PARCEL_LINE_ENTRY]       = "entry",
	[PARCEL_LINE_REMARK]      = "remark",
	[PARCEL_LINE_EXPLANATION] = "explanation",
	[PARCEL_LINE_PASSAGE]     = "passage",
	[PARCEL_LINE_END]         = "end",
    /* clang-format on */
};
_Static_assert(sizeof parcel_words / sizeof *parcel_words == PARCEL_LINE_COUNT,
               "a word for each line");

/* ---- fields ---- */

static void begin(struct str *out, enum parcel_line line)
{
	str_add(out, parcel_words[line]);
}

/* A control character that has got into a database has no place in a file. */
static void put_character(struct str *out, const char *s, size_t length)
{
	size_t ignored;
	uint32_t c = text_decode(s, &ignored);

	if (c == '\t')
		str_add(out, "\\t");
	else if (c == '\n')
		str_add(out, "\\n");
	else if (c == '\\')
		str_add(out, "\\\\");
	else if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xfffd)
		str_add(out, "\xef\xbf\xbd");
	else
		str_addn(out, s, length);
}

static void put_text(struct str *out, const char *text)
{
	size_t length;

	str_addc(out, '\t');
	if (!text)
		str_add(out, "\\-");
	for (; text && *text; text += length) {
		text_decode(text, &length);
		put_character(out, text, length);
	}
}

/* On one line, no longer than a reader takes; never empty. */
static void put_word(struct str *out, const char *text)
{
	size_t length;
	const char *s = text;

	str_addc(out, '\t');
	if (!text || !*text)
		str_add(out, text ? "?" : "\\-");
	for (; s && *s; s += length) {
		text_decode(s, &length);
		if (s + length - text > PARCEL_WORD - 3)
			return;
		put_character(out, *s == '\t' || *s == '\n' ? " " : s, length);
	}
}

static void put_number(struct str *out, int64_t number)
{
	str_addf(out, "\t%lld", (long long)number);
}

void parcel_put_id(struct str *out, const struct parcel_id *id)
{
	str_addf(out, "%lld@%s", (long long)id->number, id->site);
}

static void put_id(struct str *out, const struct parcel_id *id)
{
	str_addc(out, '\t');
	if (*id->site)
		parcel_put_id(out, id);
	else
		str_add(out, "\\-");
}

static void finish(struct str *out)
{
	str_addc(out, '\n');
}

/* Who, from where and when; ends the line. */
static void put_author(struct str *out, const char *who, const char *host, int64_t time)
{
	put_word(out, who);
	put_word(out, host);
	put_number(out, time);
	finish(out);
}

/* ---- lines ---- */

void parcel_put_from(struct str *out, const struct parcel_id *id, const char *who,
                     const char *host, int64_t time)
{
	begin(out, PARCEL_LINE_FROM);
	put_id(out, id);
	put_author(out, who, host, time);
}

void parcel_put_filing(struct str *out, const char *unit, const char *name, int year,
                       const char *set, const char *fingerprint, const char *state)
{
	begin(out, PARCEL_LINE_FILING);
	put_word(out, unit);
	put_word(out, name);
	put_number(out, year);
	put_text(out, set);
	put_text(out, fingerprint);
	put_text(out, state);
	finish(out);
}

void parcel_put_known(struct str *out, const struct parcel_known *known)
{
	begin(out, PARCEL_LINE_KNOWN);
	put_id(out, &known->id);
	put_text(out, known->digest);
	finish(out);
}

void parcel_put_sheet(struct str *out, const char *form, int copy)
{
	begin(out, PARCEL_LINE_SHEET);
	put_text(out, form);
	put_number(out, copy);
	finish(out);
}

void parcel_put_row(struct str *out, const struct parcel_row *row)
{
	begin(out, PARCEL_LINE_ROW);
	put_text(out, row->list);
	put_id(out, &row->id);
	put_text(out, row->group);
	put_number(out, row->order);
	put_number(out, row->carried);
	finish(out);
}

void parcel_put_cell(struct str *out, const char *key, const char *text, bool carried)
{
	begin(out, PARCEL_LINE_CELL);
	put_text(out, key);
	put_text(out, text);
	put_number(out, carried);
	finish(out);
}

void parcel_put_step(struct str *out, const struct parcel_step *step)
{
	begin(out, PARCEL_LINE_STEP);
	put_id(out, &step->id);
	put_number(out, step->time);
	put_word(out, step->who);
	put_word(out, step->host);
	put_word(out, step->what);
	put_text(out, step->why);
	finish(out);
}

void parcel_put_entry(struct str *out, const struct parcel_entry *entry)
{
	begin(out, PARCEL_LINE_ENTRY);
	put_text(out, entry->form);
	put_number(out, entry->copy);
	put_number(out, entry->op);
	put_text(out, entry->key);
	put_text(out, entry->old_text);
	put_text(out, entry->new_text);
	finish(out);
}

static void put_remark(struct str *out, const struct parcel_said *said)
{
	begin(out, PARCEL_LINE_REMARK);
	put_id(out, &said->id);
	put_text(out, said->form);
	put_number(out, said->copy);
	put_text(out, said->key);
	put_word(out, said->kind);
	put_text(out, said->text);
	put_id(out, &said->answers);
}

static void put_explanation(struct str *out, const struct parcel_said *said)
{
	begin(out, PARCEL_LINE_EXPLANATION);
	put_id(out, &said->id);
	put_text(out, said->key);
	put_text(out, said->basis);
	put_word(out, said->kind);
	put_text(out, said->text);
}

static void put_passage(struct str *out, const struct parcel_said *said)
{
	begin(out, PARCEL_LINE_PASSAGE);
	put_id(out, &said->id);
	put_word(out, said->kind);
	put_text(out, said->text);
}

void parcel_put_said(struct str *out, const struct parcel_said *said)
{
	if (said->said == PARCEL_REMARK)
		put_remark(out, said);
	else if (said->said == PARCEL_EXPLANATION)
		put_explanation(out, said);
	else
		put_passage(out, said);
	put_author(out, said->who, said->host, said->time);
}

void parcel_end(struct str *out, char digest[DIGEST_SIZE])
{
	struct str whole = {0};

	begin(out, PARCEL_LINE_END);
	finish(out);
	digest_of(out->s, out->length, digest);
	str_addf(&whole, "%s\t%d\t%s\n", PARCEL_MAGIC, PARCEL_VERSION, digest);
	str_addn(&whole, out->s, out->length);
	str_free(out);
	*out = whole;
}

void parcel_code(const char *digest, struct str *out)
{
	enum { GROUPS = 4, DIGITS = 4 };

	for (int i = 0; i < GROUPS * DIGITS; i++) {
		if (i > 0 && i % DIGITS == 0)
			str_addc(out, '-');
		str_addc(out, (char)toupper((unsigned char)digest[i]));
	}
}
