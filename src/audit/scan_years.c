/* Wrong years: a report dated within the year it reports on or before it; a
 * target or actual of the time group in another year; a sentence of a long
 * text that begins with another year and goes on with what only the reported
 * year has («2020年本年收入合计…»: the policy's words `reported`).  A sentence
 * that also names the reported year, compares or plans says nothing wrong. */
#include "audit/scan_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"
#include "calc/date.h"

static void report(struct scan *s, const struct scan_text *t, int year, struct span part,
                   char *line)
{
	struct finding *x = scan_report(s, t->place, line, NULL);
	x->stated = (struct figure){.state = FIGURE_NUMBER, .num = year * NUM_ONE};
	x->computed = (struct figure){.state = FIGURE_NUMBER, .num = s->f->year * NUM_ONE};
	if (part.n > 0)
		scan_part(x, t, part);
}

/* ---- dates of a report ---- */

static void search_date(struct scan *s, const struct scan_text *t)
{
	struct date d;
	struct str line = {0};
	if (!date_read(t->text, &d) || d.year > s->f->year)
		return;
	str_addf(&line,
	         d.year == s->f->year ? _("填报日期%s在填报年度%d年之内")
	                              : _("填报日期%s在填报年度%d年之前"),
	         t->text, s->f->year);
	report(s, t, d.year, (struct span){NULL, 0}, str_take(&line));
}

/* ---- years in texts ---- */

/* A year at s, «2020年», «2020年度»: its bytes, or 0. */
static size_t year_at(const char *s, int *year)
{
	if (strspn(s, "0123456789") != 4 || strncmp(s + 4, "年", 3) != 0)
		return 0;
	*year = atoi(s);
	size_t n = 4 + strlen("年");
	if (strncmp(s + n, "度", 3) == 0)
		n += 3;
	return *year >= 1990 && *year < 2100 ? n : 0;
}

/* Whether the sentence names the year, with 年 behind it or not. */
static bool names_year(const struct sentence *x, int year)
{
	char digits[16];
	snprintf(digits, sizeof digits, "%d", year);
	for (const char *p = strstr(x->s, digits); p; p = strstr(p + 4, digits))
		if (!(p > x->s && p[-1] >= '0' && p[-1] <= '9') && !(p[4] >= '0' && p[4] <= '9'))
			return true;
	return false;
}

static const char *begins_with(const char *s, const struct phrases *words)
{
	for (size_t i = 0; i < words->n; i++)
		if (strncmp(s, words->text[i], strlen(words->text[i])) == 0)
			return words->text[i];
	return NULL;
}

static bool has_phrase(const char *s, const struct phrases *words)
{
	for (size_t i = 0; i < words->n; i++)
		if (strstr(s, words->text[i]))
			return true;
	return false;
}

static size_t skip_word(const char *s, const char *const *words)
{
	for (; *words; words++)
		if (strncmp(s, *words, strlen(*words)) == 0)
			return strlen(*words);
	return 0;
}

/* sentence = [截至 | 截止 | 至] year [末 | 底 | …] [,] reported … */
static bool speaks_of_other_year(const struct scan *s, const struct sentence *x, int *year,
                                 struct span *part)
{
	static const char *const until[] = {"截至", "截止到", "截止", NULL};
	static const char *const ends[] = {"末", "底", "12月31日", "12月底", ",", NULL};
	const char *p = x->s + skip_word(x->s, until);
	size_t n = year_at(p, year), more;
	if (n == 0 || *year == s->f->year || names_year(x, s->f->year))
		return false;
	*part = (struct span){p, n};
	for (p += n; (more = skip_word(p, ends)) > 0; p += more)
		;
	return begins_with(p, set_words(s->f->set, "reported")) != NULL &&
	       !has_phrase(x->s, set_words(s->f->set, "compared")) &&
	       !has_phrase(x->s, &s->f->set->judge.planned);
}

static void search_long(struct scan *s, struct scan_text *t)
{
	const struct reading *r = scan_read(s, t);
	for (size_t i = 0; i < r->nsentences; i++) {
		struct span part;
		int year;
		if (!speaks_of_other_year(s, &r->sentences[i], &year, &part))
			continue;
		struct str line = {0};
		str_addf(&line, _("说的是填报年度的事，写的是%d年，填报年度是%d年"), year,
		         s->f->year);
		report(s, t, year, part, str_take(&line));
		return;
	}
}

/* ---- times of indicators ---- */

static bool is_time_group(const struct scan *s, const struct scan_text *t)
{
	const struct sheet *x = &s->f->sheets[t->place.sheet];
	int group = x->lists[t->place.list].rows[t->place.row].group;
	const struct list *l = &x->form->lists[t->place.list];
	for (; group >= 0; group = l->groups[group].above)
		for (size_t i = 0; i < l->groups[group].nlabels; i++)
			if (has_phrase(l->groups[group].labels[i],
			               &s->f->set->judge.time_categories))
				return true;
	return false;
}

static void search_time(struct scan *s, struct scan_text *t)
{
	const struct reading *r = scan_read(s, t);
	for (size_t i = 0; i < r->nsentences; i++) {
		const struct sentence *x = &r->sentences[i];
		int year;
		for (const char *p = x->s; *p; p++) {
			size_t n = year_at(p, &year);
			if (n == 0)
				continue;
			if (year == s->f->year || names_year(x, s->f->year) ||
			    has_phrase(x->s, set_words(s->f->set, "compared")))
				break;
			struct str line = {0};
			str_addf(&line, _("时间写的是%d年，填报年度是%d年"), year, s->f->year);
			report(s, t, year, (struct span){p, n}, str_take(&line));
			return;
		}
	}
}

void scan_years(struct scan *s)
{
	for (size_t i = 0; i < s->ntexts; i++) {
		struct scan_text *t = &s->texts[i];
		if (t->field->kind == KIND_DATE)
			search_date(s, t);
		else if (t->field->kind == KIND_LONG)
			search_long(s, t);
		else if (t->field->kind == KIND_TARGET && is_time_group(s, t))
			search_time(s, t);
	}
}
