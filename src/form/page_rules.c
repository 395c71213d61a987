#include "form/page_rules.h"

#include "base/mem.h"

static bool has_spot(const struct layout *l, struct layout_text text)
{
	for (size_t i = 0; i < text.n; i++)
		if (l->parts[text.first + i].spot >= 0)
			return true;
	return false;
}

/* The cells that lie in row r alone, as a sum of their edges that differs where
 * they are cut differently; 0 where one runs on into another row. */
static unsigned long cut_of_row(const struct layout *l, const int *first, int r, bool *spots)
{
	unsigned long cut = 1;

	for (int i = first[r]; i < first[r + 1]; i++) {
		const struct layout_box *box = &l->boxes[i];

		if (box->bottom - box->top > 1)
			return 0;
		cut = (cut * 31 + (unsigned long)box->left) * 31 + (unsigned long)box->right;
		*spots = *spots || has_spot(l, box->text);
	}
	return cut;
}

/* Index of the first box of each row; boxes stand row by row. */
static int *first_boxes(const struct layout *l)
{
	int *first = mem_array((size_t)l->height + 1, sizeof *first);
	size_t box = 0;

	for (int r = 0; r <= l->height; r++) {
		while (box < l->nboxes && l->boxes[box].top < r)
			box++;
		first[r] = (int)box;
	}
	return first;
}

/* Where a box that runs over several rows ends, there is a border. */
static void rule_ends(const struct layout *l, bool *ruled)
{
	for (size_t i = 0; i < l->nboxes; i++)
		if (l->boxes[i].bottom - l->boxes[i].top > 1)
			ruled[l->boxes[i].bottom] = true;
}

bool *page_rules(const struct layout *l, const int *heights, bool dense)
{
	bool *ruled = mem_array((size_t)l->height + 1, sizeof *ruled);
	int *first = first_boxes(l);
	unsigned long above = 0;
	bool above_spots = false;

	for (int r = 0; r <= l->height; r++)
		ruled[r] = true;
	for (int r = 0; dense && r < l->height; r++) {
		bool spots = false;
		unsigned long cut = heights[r] == 1 ? cut_of_row(l, first, r, &spots) : 0;

		if (cut && cut == above && spots == above_spots)
			ruled[r] = false;
		above = cut;
		above_spots = spots;
	}
	rule_ends(l, ruled);
	mem_free(first);
	return ruled;
}
