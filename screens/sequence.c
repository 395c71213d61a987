#include "screens/sequence.h"

#include <string.h>

#include "screens/keys.h"

enum { SEQUENCE_LIMIT = 64 }; /* bytes */

/* What xterm, PuTTY, the Linux console and rxvt send, in normal and in
 * application mode; parameters come apart (see csi). */
static const struct {
	char final;
	int key;
} letter_keys[] = {
	{ 'A', K_UP },   { 'B', K_DOWN },  { 'C', K_RIGHT }, { 'D', K_LEFT },
	{ 'H', K_HOME }, { 'F', K_END },   { 'Z', K_BACKTAB },
	{ 'P', K_F(1) }, { 'Q', K_F(2) },  { 'R', K_F(3) },  { 'S', K_F(4) },
	{ 'M', K_ENTER }, { 'E', K_NONE }, { 'I', K_TAB },
};

static const struct {
	int number;
	int key;
} tilde_keys[] = {
	{ 1, K_HOME },   { 2, K_INSERT },  { 3, K_DELETE },  { 4, K_END },
	{ 5, K_PAGEUP }, { 6, K_PAGEDOWN }, { 7, K_HOME },   { 8, K_END },
	{ 11, K_F(1) },  { 12, K_F(2) },   { 13, K_F(3) },   { 14, K_F(4) },
	{ 15, K_F(5) },  { 17, K_F(6) },   { 18, K_F(7) },   { 19, K_F(8) },
	{ 20, K_F(9) },  { 21, K_F(10) },  { 23, K_F(11) },  { 24, K_F(12) },
	{ 25, K_F(13) }, { 26, K_F(14) },  { 28, K_F(15) },  { 29, K_F(16) },
	{ 31, K_F(17) }, { 32, K_F(18) },  { 33, K_F(19) },  { 34, K_F(20) },
};

int sequence_letter(char final)
{
	for (size_t i = 0; i < sizeof letter_keys / sizeof *letter_keys; i++)
		if (letter_keys[i].final == final)
			return letter_keys[i].key;
	return K_NONE;
}

int sequence_number(int number)
{
	for (size_t i = 0; i < sizeof tilde_keys / sizeof *tilde_keys; i++)
		if (tilde_keys[i].number == number)
			return tilde_keys[i].key;
	return K_NONE;
}

int sequence_scan(const char *s, size_t length, struct sequence *c)
{
	size_t i = 2;

	memset(c, 0, sizeof *c);
	if (i < length && s[i] >= '<' && s[i] <= '?')
		c->lead = s[i++];
	for (; i < length && (unsigned char)s[i] >= 0x20 && (unsigned char)s[i] < 0x40; i++) {
		int *p = &c->parameter[c->n];

		if (s[i] >= '0' && s[i] <= '9' && *p < 100000)
			*p = *p * 10 + (s[i] - '0');
		else if (s[i] == ';' && c->n < 7)
			c->n++;
	}
	c->n++;
	if (i >= length)
		return length > SEQUENCE_LIMIT ? -1 : 0;
	if ((unsigned char)s[i] < 0x40 || (unsigned char)s[i] > 0x7e)
		return -1;
	c->final = s[i];
	c->length = i + 1;
	return 1;
}
