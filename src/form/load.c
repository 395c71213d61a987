#include "form/load.h"

#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "form/bind.h"
#include "form/lines.h"
#include "form/names.h"
#include "form/order.h"
#include "form/read.h"
#include "form/read_rule.h"
#include "form/share.h"
#include "form/text.h"

struct loader {
	struct set *set;
	const char *folder;
	const struct codes *codes;
	struct lines lines; /* of the `set` file */
	struct share share;
	const char *result; /* its `result` line; borrowed */
	int result_line;
	struct err *e;
};

static int fail(struct loader *l, int line, const char *what, const char *which)
{
	return err_set(l->e, ERR_INPUT, "%s:%d: %s%s", l->lines.path, line, what,
	               which ? which : "");
}

static bool take_figure(const char *word, int64_t *out)
{
	struct figure v;
	if (!word || num_parse(word, NULL, &v) != NUM_OK)
		return false;
	*out = v.num;
	return true;
}

static void take_phrases(struct phrases *p, struct words *w)
{
	for (char *word; (word = words_next(w)) != NULL;) {
		p->text = mem_push(p->text, p->n, sizeof *p->text);
		p->text[p->n++] = word;
	}
}

/* words NAME phrases…; more lines of one name go on */
static int take_words(struct loader *l, int line, struct words *w)
{
	struct set *s = l->set;
	char *name = words_next(w);
	size_t i = 0;
	if (!name || !*words_rest(w)) {
		mem_free(name);
		return fail(l, line, _("words 要写名字和用语"), NULL);
	}
	while (i < s->nwords && strcmp(s->words[i].name, name) != 0)
		i++;
	if (i == s->nwords) {
		s->words = mem_push(s->words, s->nwords, sizeof *s->words);
		s->words[s->nwords++] = (struct word_list){.name = mem_strdup(name)};
	}
	take_phrases(&s->words[i].words, w);
	mem_free(name);
	return 0;
}

/* scan WHICH ID LEVEL TEXT */
static int take_scan(struct loader *l, int line, struct words *w)
{
	struct set *s = l->set;
	struct scan_rule scan = {
	    .scan = words_next(w), .file = mem_strdup(l->lines.path), .line = line};
	scan.id = words_next(w);
	scan.level = words_next(w);
	scan.text = mem_strdup(words_rest(w));
	s->scans = mem_push(s->scans, s->nscans, sizeof scan);
	s->scans[s->nscans++] = scan;
	return *scan.text ? 0 : fail(l, line, _("scan 要写哪一种查找、编号、级别和说明"), NULL);
}

static int take_set(struct loader *l, int line, struct words *w)
{
	char *id = words_next(w);
	int rc = 0;
	if (!id || !*words_rest(w))
		rc = fail(l, line, _("set 要写键和名称"), NULL);
	mem_free(l->set->id);
	mem_free(l->set->title);
	l->set->id = id;
	l->set->title = mem_strdup(words_rest(w));
	return rc;
}

/* years 2023- | 2020 | 2015-2019 */
static int take_years(struct loader *l, int line, struct words *w)
{
	char *word = words_next(w);
	bool ok = word && read_years(word, &l->set->year_from, &l->set->year_to);
	mem_free(word);
	return ok ? 0 : fail(l, line, _("years 应写作 2023-、2020 或 2015-2019"), NULL);
}

static int take_weight(struct loader *l, int line, struct words *w)
{
	struct set *s = l->set;
	struct weight weight = {.name = words_next(w)};
	char *word = words_next(w);
	bool ok = take_figure(word, &weight.value);
	mem_free(word);
	s->weights = mem_push(s->weights, s->nweights, sizeof weight);
	s->weights[s->nweights++] = weight;
	return ok ? 0 : fail(l, line, _("weight 要写名字和数"), NULL);
}

static int take_grade(struct loader *l, int line, struct words *w)
{
	struct set *s = l->set;
	struct grade grade = {.name = words_next(w)};
	char *word = words_next(w);
	bool ok = take_figure(word, &grade.least);
	mem_free(word);
	s->grades = mem_push(s->grades, s->ngrades, sizeof grade);
	s->grades[s->ngrades++] = grade;
	if (ok && s->ngrades > 1 && s->grades[s->ngrades - 2].least <= grade.least)
		return fail(l, line, _("等次要从高到低写"), NULL);
	return ok ? 0 : fail(l, line, _("grade 要写等次和最低分"), NULL);
}

static int take_scoring(struct loader *l, int line, struct words *w)
{
	struct judge_policy *p = &l->set->judge;
	char *what = words_next(w), *word = words_next(w);
	int64_t n;
	int rc = 0;
	if (what && word && strcmp(what, "at_most") == 0 && strcmp(word, "ratio") == 0)
		p->at_most = AT_MOST_RATIO;
	else if (what && word && strcmp(what, "at_most") == 0 && strcmp(word, "linear") == 0)
		p->at_most = AT_MOST_LINEAR;
	else if (what && strcmp(what, "decimals") == 0 && take_figure(word, &n) && n >= 0 &&
	         n <= 6 * NUM_ONE)
		p->decimals = (int)(n / NUM_ONE);
	else
		rc = fail(l, line, _("scoring 只有 at_most ratio|linear 和 decimals 0–6"), NULL);
	mem_free(what);
	mem_free(word);
	return rc;
}

/* band NAME LO HI phrases…; written from the worst to the best or the other
 * way round: kept best first */
static int take_judge_band(struct loader *l, int line, struct words *w)
{
	struct judge_policy *p = &l->set->judge;
	char *name = words_next(w), *lo = words_next(w), *hi = words_next(w);
	struct judge_band band = {.name = name};
	bool ok = take_figure(lo, &band.lo) && take_figure(hi, &band.hi) && band.lo <= band.hi;
	mem_free(lo);
	mem_free(hi);
	take_phrases(&band.phrases, w);
	p->bands = mem_push(p->bands, p->nbands, sizeof band);
	size_t at = p->nbands++;
	for (; at > 0 && p->bands[at - 1].hi < band.hi; at--)
		p->bands[at] = p->bands[at - 1];
	p->bands[at] = band;
	return ok ? 0 : fail(l, line, _("band 要写名字、下限、上限和用语"), NULL);
}

static int take_forms(struct loader *l, int line, struct words *w)
{
	struct set *s = l->set;
	for (char *id; (id = words_next(w)) != NULL;) {
		struct form *f = mem_alloc(sizeof *f);
		f->id = id;
		f->index = (int)s->nforms;
		f->copy_field = -1;
		f->names = mem_alloc(sizeof *f->names);
		f->names->fields = map_new();
		f->names->lists = map_new();
		s->forms = mem_push(s->forms, s->nforms, sizeof *s->forms);
		s->forms[s->nforms++] = f;
		if (strchr(id, '/') || strchr(id, '.'))
			return fail(l, line, _("表的键不能有 / 和 ."), id);
	}
	return 0;
}

static int take_texts(struct loader *l, int line, struct words *w)
{
	struct set *s = l->set;
	for (char *id; (id = words_next(w)) != NULL;) {
		s->texts = mem_push(s->texts, s->ntexts, sizeof *s->texts);
		s->texts[s->ntexts] = mem_alloc(sizeof **s->texts);
		s->texts[s->ntexts++]->id = id;
		if (strchr(id, '/') || strchr(id, '.'))
			return fail(l, line, _("文字的键不能有 / 和 ."), id);
	}
	return 0;
}

/* What is said about shared forms, or nothing that is known. */
static int take_share(struct loader *l, int line, const char *word, struct words *w)
{
	const char *why;
	int rc = share_take(&l->share, word, w, &why);
	if (rc == 0)
		return fail(l, line, _("看不懂这一行："), word);
	return rc < 0 ? fail(l, line, why, NULL) : 0;
}

static int take_line(struct loader *l, const struct line *line)
{
	struct words w = {line->text};
	char *word = words_next(&w);
	struct judge_policy *p = &l->set->judge;
	int rc = 0;
	if (strcmp(word, "set") == 0)
		rc = take_set(l, line->number, &w);
	else if (strcmp(word, "region") == 0) {
		mem_free(l->set->region);
		l->set->region = mem_strdup(words_rest(&w));
	} else if (strcmp(word, "years") == 0)
		rc = take_years(l, line->number, &w);
	else if (strcmp(word, "forms") == 0)
		rc = take_forms(l, line->number, &w);
	else if (strcmp(word, "texts") == 0)
		rc = take_texts(l, line->number, &w);
	else if (strcmp(word, "weight") == 0)
		rc = take_weight(l, line->number, &w);
	else if (strcmp(word, "grade") == 0)
		rc = take_grade(l, line->number, &w);
	else if (strcmp(word, "scoring") == 0)
		rc = take_scoring(l, line->number, &w);
	else if (strcmp(word, "band") == 0)
		rc = take_judge_band(l, line->number, &w);
	else if (strcmp(word, "na") == 0)
		take_phrases(&p->na, &w);
	else if (strcmp(word, "planned") == 0)
		take_phrases(&p->planned, &w);
	else if (strcmp(word, "at_most") == 0)
		take_phrases(&p->at_most_categories, &w);
	else if (strcmp(word, "time") == 0)
		take_phrases(&p->time_categories, &w);
	else if (strcmp(word, "words") == 0)
		rc = take_words(l, line->number, &w);
	else if (strcmp(word, "scan") == 0)
		rc = take_scan(l, line->number, &w);
	else if (strcmp(word, "result") == 0) {
		l->result = words_rest(&w);
		l->result_line = line->number;
	} else
		rc = take_share(l, line->number, word, &w);
	mem_free(word);
	return rc;
}

static int check_share(struct loader *l)
{
	struct set *s = l->set;
	char **ids = mem_array(s->nforms + 1, sizeof *ids);
	for (size_t i = 0; i < s->nforms; i++)
		ids[i] = s->forms[i]->id;
	const char *stranger = share_stranger(&l->share, ids, s->nforms);
	mem_free(ids);
	return stranger ? fail(l, 1, _("number 和 unfold 说到的表不在 forms 里："), stranger) : 0;
}

static int take_lines(struct loader *l)
{
	int rc = 0;
	l->set->fingerprint = lines_hash(&l->lines, l->set->fingerprint);
	for (size_t i = 0; rc == 0 && i < l->lines.n; i++)
		rc = take_line(l, &l->lines.line[i]);
	return rc;
}

/* The file `policy` beside shared forms: what their sets have in common. */
static int read_policy(struct loader *l)
{
	struct lines own = l->lines;
	char *path = share_path(&l->share, l->folder, "policy", "");
	int rc = 0;
	if (l->share.folder && file_is_there(path)) {
		l->lines = (struct lines){0};
		rc = lines_read(&l->lines, path, NULL, 0, l->e);
		if (rc == 0)
			rc = take_lines(l);
		lines_free(&l->lines);
		l->lines = own;
	}
	mem_free(path);
	return rc;
}

static int read_set(struct loader *l)
{
	char *path = file_join(l->folder, "set");
	int rc = lines_read(&l->lines, path, NULL, 0, l->e);
	mem_free(path);
	l->set->fingerprint = HASH_START;
	if (rc == 0)
		rc = take_lines(l);
	if (rc == 0)
		rc = read_policy(l);
	if (rc == 0 && (!l->set->id || !l->set->year_from || l->set->nforms == 0))
		rc = fail(l, 1, _("set 文件里要有 set、years 和 forms"), NULL);
	return rc < 0 ? -1 : check_share(l);
}

static int read_form(struct loader *l, struct form *f)
{
	struct reader r = {.set = l->set, .form = f, .codes = l->codes, .e = l->e};
	char *path = share_path(&l->share, l->folder, f->id, ".form");
	int rc = lines_read(&r.lines, path, l->codes, l->set->year_from, l->e);
	share_fill(&l->share, f->id, &r.lines);
	l->set->fingerprint = lines_hash(&r.lines, l->set->fingerprint);
	if (rc == 0)
		rc = read_fields(&r);
	if (rc == 0)
		rc = read_drawing(&r);
	for (size_t i = 0; i < r.axis.n; i++) {
		mem_free(r.axis.member[i]);
		mem_free(r.axis.label[i]);
		mem_free(r.axis.carry[i]);
	}
	lines_free(&r.lines);
	mem_free(path);
	return rc;
}

static int read_narratives(struct loader *l)
{
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < l->set->ntexts; i++) {
		char *path = share_path(&l->share, l->folder, l->set->texts[i]->id, ".text");
		rc = read_narrative(l->set, l->set->texts[i], path, l->codes, l->e);
		mem_free(path);
	}
	return rc;
}

/* Whether a narrative has what a field's «suggested text TEXT.PART» names. */
static bool has_part(const struct set *s, const char *name)
{
	for (size_t i = 0; i < s->ntexts; i++) {
		const struct narrative *t = s->texts[i];
		size_t n = strlen(t->id);
		for (size_t k = 0; strncmp(name, t->id, n) == 0 && name[n] == '.' && k < t->nparts; k++)
			if (strcmp(name + n + 1, t->parts[k]) == 0)
				return true;
	}
	return false;
}

static int check_parts(struct loader *l)
{
	for (size_t i = 0; i < l->set->nforms; i++) {
		const struct form *f = l->set->forms[i];
		for (size_t k = 0; k < f->nfields; k++) {
			const struct field *field = &f->fields[k];
			if (!field->part || has_part(l->set, field->part))
				continue;
			char *path = share_path(&l->share, l->folder, f->id, ".form");
			err_set(l->e, ERR_INPUT, _("%s:%d: 说明文字里没有这个 part：%s"), path, field->line,
			        field->part);
			mem_free(path);
			return -1;
		}
	}
	return 0;
}

/* result FORM TOTAL GRADE */
static int read_result(struct loader *l)
{
	struct set *s = l->set;
	s->result_form = s->result_total = s->result_grade = -1;
	if (!l->result)
		return 0;
	struct words w = {l->result};
	char *form = words_next(&w), *total = words_next(&w), *grade = words_next(&w);
	const struct form *f = form ? set_form(s, form) : NULL;
	if (f && total && grade) {
		s->result_form = f->index;
		s->result_total = form_field(f, total);
		s->result_grade = form_field(f, grade);
	}
	mem_free(form);
	mem_free(total);
	mem_free(grade);
	return s->result_total >= 0 && s->result_grade >= 0
	           ? 0
	           : fail(l, l->result_line, _("result 要写表、总分栏和等次栏："), l->result);
}

struct paths {
	struct loader *l;
	char *path;
};

static const char *form_path(void *context, int form)
{
	struct paths *p = context;
	mem_free(p->path);
	p->path = share_path(&p->l->share, p->l->folder, p->l->set->forms[form]->id, ".form");
	return p->path;
}

static int load(struct loader *l)
{
	struct paths paths = {.l = l};
	int rc = read_set(l);
	for (size_t i = 0; rc == 0 && i < l->set->nforms; i++)
		rc = read_form(l, l->set->forms[i]);
	if (rc == 0)
		rc = read_result(l);
	if (rc == 0)
		rc = set_bind(l->set, form_path, &paths, l->e);
	if (rc == 0)
		rc = set_sort(l->set, form_path, &paths, l->e);
	if (rc == 0)
		rc = read_rules_end(l->set, form_path, &paths, l->e);
	if (rc == 0)
		rc = read_narratives(l);
	if (rc == 0)
		rc = check_parts(l);
	mem_free(paths.path);
	return rc;
}

static struct set *start(const char *folder, const struct codes *codes,
                         int (*how)(struct loader *l), struct err *e)
{
	struct set *s = mem_alloc(sizeof *s);
	struct loader l = {.set = s, .folder = folder, .codes = codes, .e = e};
	s->judge.decimals = 2;
	s->result_form = s->result_total = s->result_grade = -1;
	int rc = how(&l);
	s->shared = share_folder(&l.share, folder);
	lines_free(&l.lines);
	share_free(&l.share);
	if (rc < 0) {
		set_free(s);
		return NULL;
	}
	return s;
}

struct set *set_load(const char *folder, const struct codes *codes, struct err *e)
{
	return start(folder, codes, load, e);
}

struct set *set_load_head(const char *folder, struct err *e)
{
	return start(folder, NULL, read_set, e);
}
