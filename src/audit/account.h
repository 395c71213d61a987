#ifndef AUDIT_ACCOUNT_H
#define AUDIT_ACCOUNT_H

#include "audit/cause.h"
#include "audit/finding.h"

/* A finding opened (ENGINE §3): what is shown of it, part by part.  Where one
 * can jump to is finding->cells. */

struct account {
	char *rule;      /* «P01 必须：总分 = 预算执行得分 + 各项指标自评得分之和» */
	char *source;    /* where the rule stands; NULL: not said */
	char *formula;   /* with names; NULL: there is none */
	char *values;    /* the same with figures; NULL */
	char *tolerance; /* how near the figures must come, and why; NULL */
	char *last;      /* the verdict of the same rule at the same place last year; NULL */
	struct cause causes[CAUSES_MAX];
	size_t ncauses;
};

/* f is the finding's filing, as it was audited. */
void account_make(struct filing *f, const struct finding *x, struct account *out);
void account_free(struct account *a); /* what it holds */

#endif
