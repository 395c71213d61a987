#include "app/merge.h"
#include "base/i18n.h"
#include "base/when.h"

void merge_key(const struct merge_item *i, struct str *out)
{
	str_addf(out, "%s", i->form->id);
	if (i->copy > 1 || i->kind == MERGE_SHEET)
		str_addf(out, "#%d", i->copy);
	if (i->list >= 0) {
		str_addf(out, ".%s.%s%lld", i->form->lists[i->list].key, i->row < 0 ? "+" : "",
		         (long long)(i->row < 0 ? -i->row : i->row));
		if (i->field >= 0)
			str_addf(out, ".%s", i->form->lists[i->list].columns[i->field].key);
	} else if (i->field >= 0) {
		str_addf(out, ".%s", i->form->fields[i->field].key);
	}
}

/* A row or cell has its name where it is; a deleted one on the other side. */
static const struct filing *side_with(const struct merge *m, const struct merge_item *i,
                                      struct place *p)
{
	const struct filing *sides[] = { m->f, m->theirs, m->base };

	for (size_t k = 0; k < sizeof sides / sizeof *sides; k++) {
		*p = (struct place){ -1, i->list, -1, i->field };
		p->sheet = sides[k] ? filing_find_sheet(sides[k], i->form, i->copy) : -1;
		if (p->sheet >= 0 && i->list >= 0)
			p->row = filing_find_row(sides[k], p->sheet, i->list, i->row);
		if (p->sheet >= 0 && (i->list < 0 || p->row >= 0))
			return sides[k];
	}
	return NULL;
}

void merge_label(const struct merge *m, const struct merge_item *i, struct str *out)
{
	struct place p;
	const struct filing *f = side_with(m, i, &p);

	if (!f) {
		merge_key(i, out);
		return;
	}
	if (i->kind == MERGE_SHEET || i->form->copies)
		sheet_title(f, p.sheet, out);
	else
		str_add(out, i->form->number);
	if (i->kind == MERGE_SHEET)
		return;
	str_add(out, " ");
	if (i->kind == MERGE_CELL)
		place_label(f, p, out);
	else
		row_label(f, (struct place){ p.sheet, p.list, p.row, 0 }, out);
}

void merge_origin(const struct merge *m, struct str *out)
{
	str_addf(out, _("%s %s 打包；校验码 "), m->parcel.who, when_minute(m->parcel.time).s);
	parcel_code(m->parcel.digest, out);
}

const char *merge_shown(const struct merge_item *item, const char *text)
{
	if (text)
		return *text ? text : _("（空白）");
	if (item->kind == MERGE_CELL)
		return _("（无）");
	return item->base ? _("（已删除）") : _("（没有）");
}
