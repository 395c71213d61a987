#include "calc/number.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "calc/num.h"
#include "calc/numeral.h"
#include "calc/unit.h"
#include "calc/wording.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* digits = digit {digit} {"," digit digit digit} ["." digit {digit}] */
static size_t digits_length(const char *s)
{
	size_t n = strspn(s, "0123456789");

	if (n > 0 && n <= 3)
		while (s[n] == ',' && is_digit(s[n + 1]) && is_digit(s[n + 2]) &&
		       is_digit(s[n + 3]) && !is_digit(s[n + 4]))
			n += 4;
	if (n > 0 && s[n] == '.' && is_digit(s[n + 1]))
		n += 1 + strspn(s + n + 1, "0123456789");
	return n;
}

/* A number that goes on in a way no number does: 48.6. 2/3 1:3 1 200 10^4 */
static bool goes_on(const char *s)
{
	size_t n = 0;
	uint32_t c = text_decode(s, &n);

	if (*s == '.')
		return true;
	if (*s == ' ' || *s == '/' || *s == ':' || *s == '*' || *s == '^')
		return is_digit(s[1]);
	return (c == 0x2044 || c == 0xd7 || c == 0xf7) && is_digit(s[n]);
}

static void read_arabic(const char *s, struct number *out)
{
	size_t n = digits_length(s);
	char *digits = mem_strndup(s, n);
	struct figure f = {0};

	out->bad = num_parse(digits, NULL, &f) != NUM_OK || goes_on(s + n);
	out->num = f.num;
	out->decimals = f.decimals;
	out->length = n + numeral_multiplier(s + n, &out->factor);
	mem_free(digits);
}

/* Chinese numerals hide in words (三公, 统一, 一般): only one with a known unit
 * behind it counts. */
static bool is_counting(const char *s, size_t n, const struct unit *u, size_t unit_length)
{
	const char *behind = s + n + unit_length;
	bool one = n == strlen("一") && strncmp(s, "一", n) == 0;

	if (!u->known || (n == strlen("二") && strncmp(s, "二", n) == 0))
		return false;
	if (one && (strncmp(s + n, "起", 3) == 0 || strncmp(s + n, "对", 3) == 0 ||
	            strncmp(s + n, "部", 3) == 0 || strncmp(behind, "性", 3) == 0 ||
	            strncmp(behind, "一", 3) == 0))
		return false;
	return true;
}

size_t number_connector(const char *s, bool *spread)
{
	static const char *const words[] = {"±", "+-", "+/-", "-",  "–",  "—",
	                                    "−", "~",  "〜",  "至", "到", NULL};

	for (const char *const *w = words; *w; w++) {
		if (strncmp(s, *w, strlen(*w)) == 0) {
			*spread = w - words < 3;
			return strlen(*w);
		}
	}
	return 0;
}

/* «三至五次»: the unit stands behind the second one. */
static bool is_range_begin(const char *s)
{
	bool spread = false;
	size_t n = number_connector(s, &spread);
	int64_t value = 0;
	size_t second = n > 0 ? numeral_read(s + n, &value) : 0;
	struct unit u;

	return second > 0 && unit_read(s + n + second, &u) > 0 && u.known;
}

static bool read_chinese(const char *s, struct number *out)
{
	int64_t value = 0;
	size_t n = numeral_read(s, &value);
	size_t unit_length;
	struct unit u;

	if (n == 0)
		return false;
	unit_length = unit_read(s + n, &u);
	if (!is_counting(s, n, &u, unit_length) && !is_range_begin(s + n))
		return false;
	*out = (struct number){.num = value * NUM_ONE, .factor = 1, .length = n, .chinese = true};
	return true;
}

/* 零事故: none of a thing nobody wants. */
static bool read_none(const char *s, struct number *out)
{
	size_t n = strlen("零");

	if (strncmp(s, "零", n) != 0 || (s[n] != '\0' && wording_harm_begins(s + n) == 0))
		return false;
	*out = (struct number){.factor = 1, .length = n, .chinese = true, .none = true};
	return true;
}

bool number_read(const char *s, struct number *out)
{
	*out = (struct number){.factor = 1};
	if (is_digit(*s)) {
		read_arabic(s, out);
		return true;
	}
	return read_chinese(s, out) || read_none(s, out);
}
