#include "exchange/xlsx_cells.h"

#include <string.h>

#include "base/mem.h"

void xlsx_cells_add(struct xlsx_cells *list, struct xlsx_cell at)
{
	list->at = mem_more(list->at, list->n, &list->capacity, sizeof *list->at);
	list->at[list->n++] = at;
}

bool xlsx_cells_find(const struct xlsx_places *x, struct place p, struct xlsx_cell *out)
{
	const struct book_out *b = x->book;

	for (size_t i = 0; i < b->n; i++) {
		const struct out_cell *c = NULL;

		if (b->sheets[i].sheet == p.sheet)
			c = sheet_out_place(&b->sheets[i], p);
		if (!c)
			continue;
		*out = (struct xlsx_cell){i, c->top, c->left};
		return true;
	}
	return false;
}

void xlsx_address(int row, int column, struct str *out)
{
	char letters[8];
	size_t n = sizeof letters;

	for (int k = column + 1; k > 0; k = (k - 1) / 26)
		letters[--n] = (char)('A' + (k - 1) % 26);
	str_addn(out, letters + n, sizeof letters - n);
	str_addf(out, "%d", row + 1);
}

static void put_sheet(const struct xlsx_places *x, size_t sheet, struct str *out)
{
	str_addc(out, '\'');
	for (const char *s = x->names[sheet]; *s; s++) {
		if (*s == '\'')
			str_addc(out, '\'');
		str_addc(out, *s);
	}
	str_add(out, "'!");
}

void xlsx_cells_put_one(const struct xlsx_places *x, size_t here, struct xlsx_cell at,
                        struct str *out)
{
	if (at.sheet != here)
		put_sheet(x, at.sheet, out);
	xlsx_address(x->rows[at.sheet][at.row], at.column, out);
}

static bool is_below(struct xlsx_cell a, struct xlsx_cell b)
{
	return a.sheet == b.sheet && a.column == b.column && a.row + 1 == b.row;
}

size_t xlsx_cells_put(const struct xlsx_places *x, size_t here, const struct xlsx_cells *list,
                      struct str *out)
{
	size_t args = 0;

	for (size_t i = 0; i < list->n; i++, args++) {
		size_t first = i;

		if (args)
			str_addc(out, ',');
		xlsx_cells_put_one(x, here, list->at[i], out);
		while (i + 1 < list->n && is_below(list->at[i], list->at[i + 1]))
			i++;
		if (i == first)
			continue;
		str_addc(out, ':');
		xlsx_address(x->rows[list->at[i].sheet][list->at[i].row], list->at[i].column,
		             out);
	}
	return args;
}

void xlsx_cells_once(struct xlsx_cells *list)
{
	size_t n = 0;

	for (size_t i = 0; i < list->n; i++) {
		size_t k = 0;

		while (k < n && memcmp(&list->at[k], &list->at[i], sizeof *list->at) != 0)
			k++;
		if (k == n)
			list->at[n++] = list->at[i];
	}
	list->n = n;
}
