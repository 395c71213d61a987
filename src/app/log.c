#include "app/log.h"

#include <limits.h>

#include "base/i18n.h"
#include "base/when.h"
#include "store/revert.h"

int log_step(struct work *w, int64_t step, struct str *out, struct err *e)
{
	struct store_wanted wanted = { .step = step, .limit = INT_MAX };
	struct store_entry *entries = NULL;
	struct store_step told;
	size_t n = 0;

	if (store_log(work_store(w), &wanted, &entries, &n, e) < 0)
		return -1;
	store_journal_free(entries, n);
	if (store_step(work_store(w), step, &told, e) < 0)
		return -1;
	str_addf(out, _("第 %lld 步（%s %s %s，改动 %zu 处）"), (long long)step, told.who,
	         when_short(told.time).s, told.what, n);
	store_step_free(&told);
	return 0;
}

const char *log_of_whole(enum store_op op)
{
	switch (op) {
	case OP_ROW_ADD:
		return _("加一行");
	case OP_ROW_DELETE:
		return _("删一行");
	case OP_ROW_MOVE:
		return _("移动一行");
	case OP_SHEET_ADD:
		return _("加一份表");
	case OP_SHEET_DELETE:
		return _("删一份表");
	case OP_CELL:
	case OP_DERIVED:
		break;
	}
	return NULL;
}
