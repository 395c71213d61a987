#include "app/review_inside.h"

#include <string.h>

#include "app/edit_step.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "calc/num.h"

/* ---- what is no explanation ---- */

static int characters(const char *s)
{
	int n = 0;

	for (size_t length; *s; s += length, n++)
		text_decode(s, &length);
	return n;
}

static bool is_letter(const char *s, size_t *length)
{
	uint32_t c = text_decode(s, length);

	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       (c >= 0x3400 && c < 0xFF00 && !(c >= 0xFE00 && c < 0xFE70)) || c >= 0x20000;
}

static size_t begins_with(const char *s, const struct set *set, const char *list)
{
	const struct phrases *phrases = set_words(set, list);
	size_t longest = 0;

	for (size_t i = 0; i < phrases->n; i++) {
		size_t n = strlen(phrases->text[i]);

		if (n > longest && strncmp(s, phrases->text[i], n) == 0)
			longest = n;
	}
	return longest;
}

/* What is left without marks and without the phrases that say nothing. */
static char *substance(const char *folded, const struct set *set)
{
	struct str out = {0};

	for (const char *s = folded; *s;) {
		size_t hollow = begins_with(s, set, "hollow"), excuse = begins_with(s, set, "excuse");
		size_t n = hollow > excuse ? hollow : excuse;

		if (n == 0 && is_letter(s, &n))
			str_addn(&out, s, n);
		s += n;
	}
	return str_take(&out);
}

static int64_t limit(const struct set *set, const char *name, int64_t other)
{
	int64_t value;

	return set_weight(set, name, &value) ? value / NUM_ONE : other;
}

/* How many findings of other rules have the same words. */
static int64_t count_copies(const struct review *r, const struct review_item *item,
                            const char *folded)
{
	int64_t n = 0;

	for (size_t i = 0; i < r->all.n; i++) {
		const struct review_item *other = &r->item[i];
		char *said;

		if (other == item || !other->said || other->changed ||
		    strcmp(other->finding->rule, item->finding->rule) == 0)
			continue;
		said = text_fold(other->said->text);
		n += strcmp(said, folded) == 0;
		mem_free(said);
	}
	return n;
}

static int refuse_folded(const struct review *r, const struct review_item *item,
                         const struct set *set, const char *folded, struct err *e)
{
	char *said = substance(folded, set);
	int n = characters(said);
	int64_t least = limit(set, "explain.least", 1), most = limit(set, "explain.most", 10000);
	int64_t copies = limit(set, "explain.copies", INT32_MAX);

	mem_free(said);
	if (characters(folded) > most)
		return err_set(e, ERR_INPUT, _("审核说明最多写 %lld 个字，这里有 %d 个"),
		               (long long)most, characters(folded));
	if (n < least)
		return err_set(e, ERR_INPUT,
		               _("审核说明要写出具体原因，至少 %lld 个字；“已核实”“情况属实”这类话不算"),
		               (long long)least);
	if (count_copies(r, item, folded) >= copies)
		return err_set(e, ERR_INPUT,
		               _("同样的话已写在 %lld 条别的审核发现上，请写这一条自己的原因"),
		               (long long)copies);
	return 0;
}

int review_refuse(const struct review *r, const struct review_item *item, const struct set *set,
                  const char *text, struct err *e)
{
	char *folded;
	int result;

	if (text_check(text, strlen(text)) != strlen(text))
		return err_set(e, ERR_INPUT, _("审核说明不是有效的 UTF-8 文本"));
	folded = text_fold(text);
	result = refuse_folded(r, item, set, folded, e);
	mem_free(folded);
	return result;
}

/* ---- saying ---- */

static const struct review_item *find(struct work *w, struct filing *f, const char *key,
                                      const struct review **r, struct err *e)
{
	struct err failed = {0};
	int at;

	*r = review_of(w, f, &failed);
	if (failed.code) {
		if (e)
			*e = failed;
		return NULL;
	}
	at = review_find_key(*r, key);
	if (at < 0) {
		err_set(e, ERR_NOTFOUND, _("这条审核发现已经不在了：%s"), key);
		return NULL;
	}
	return &(*r)->item[at];
}

/* What is said and the counts that come of it, or nothing. */
static int add(struct work *w, struct filing *f, const struct review_item *item,
               enum store_right right, const char *state, const char *text, int64_t seen,
               struct err *e)
{
	char *key = mem_strdup(item->key);
	char *clean = text_clean(text ? text : "", true);
	struct str basis = {0};
	int result;

	finding_basis(f, item->finding, &basis);
	result = store_explain(w->store, f->id, right, key, str_text(&basis), state, clean,
	                       seen, e);
	w->news++;
	if (result == 0) {
		review_of(w, f, NULL);
		review_restore(w, f);
	}
	str_free(&basis);
	mem_free(clean);
	mem_free(key);
	return result;
}

int review_explain(struct work *w, struct filing *f, const char *key, const char *text,
                   int64_t seen, struct err *e)
{
	const struct review *r;
	const struct review_item *item;

	if (edit_check_open(w, f, e) < 0 || !(item = find(w, f, key, &r, e)) ||
	    review_refuse(r, item, f->set, text, e) < 0)
		return -1;
	return add(w, f, item, RIGHT_FILL, REVIEW_SAID, text, seen, e);
}

static int answer(struct work *w, struct filing *f, const char *key, const char *state,
                  const char *text, int64_t seen, struct err *e)
{
	const struct review *r;
	const struct review_item *item;

	if (work_is_readonly(w))
		return err_set(e, ERR_READONLY, _("数据库是只读的，不能修改"));
	if (!(item = find(w, f, key, &r, e)))
		return -1;
	if (item->state == REVIEW_OPEN)
		return err_set(e, ERR_INPUT, _("这条审核发现还没有有效的说明，不能采纳或退回"));
	return add(w, f, item, RIGHT_REVIEW, state, text, seen, e);
}

int review_adopt(struct work *w, struct filing *f, const char *key, const char *remark,
                 int64_t seen, struct err *e)
{
	return answer(w, f, key, REVIEW_TAKEN, remark, seen, e);
}

int review_return(struct work *w, struct filing *f, const char *key, const char *reason,
                  int64_t seen, struct err *e)
{
	if (!reason || text_is_blank(reason))
		return err_set(e, ERR_INPUT, _("退回说明要写原因"));
	return answer(w, f, key, REVIEW_REJECTED, reason, seen, e);
}

int review_history(struct work *w, const struct filing *f, const char *key,
                   struct store_explanation **out, size_t *count, struct err *e)
{
	return store_explanations(w->store, f->id, key, out, count, e);
}
