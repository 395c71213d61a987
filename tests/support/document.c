#include "support/document.h"

#include "base/str.h"
#include "form/recalc.h"
#include "support/sample.h"

static const struct {
	const char *name, *set, *code, *unit;
	int year;
} documents[DOCUMENTS] = {
    {"yueyanglou-infocenter-2024", "yueyanglou-2024", "404010", "岳阳市岳阳楼区卫生健康信息中心",
     2024},
    {"yueyanglou-infocenter-2017", "yueyanglou-2017", "404010", "岳阳楼区卫生计生信息管理服务中心",
     2017},
    {"yueyanglou-health-bureau-2024", "yueyanglou-2024", "404001", "岳阳市岳阳楼区卫生健康局",
     2024},
    {"hunan-infocenter-2020-final-accounts", "final-accounts-hunan-2020", "430000",
     "湖南省卫生计生委信息统计中心", 2020},
    {"panzhihua-bigdata-2021-final-accounts", "sichuan-project-2021", "506010",
     "攀枝花市健康促进和卫生大数据中心", 2021},
};

const char *document_name(size_t i)
{
	return documents[i].name;
}

struct document document_open(size_t i)
{
	struct str path = {0}, file = {0};
	struct document d;

	str_addf(&path, "data/forms/%s", documents[i].set);
	str_addf(&file, "data/samples/%s-%d-%s.csv", documents[i].code, documents[i].year,
	         documents[i].set);
	d.set = sample_set(str_text(&path));
	d.filing = sample_filing(d.set, documents[i].code, documents[i].unit, documents[i].year,
	                         str_text(&file));
	filing_recalc(d.filing);
	str_free(&path);
	str_free(&file);
	return d;
}

void document_close(struct document *d)
{
	filing_free(d->filing);
	set_free(d->set);
}
