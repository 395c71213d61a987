#include "screens/term.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"

static int choice(const char *value, const char *const *names, int n)
{
	for (int i = 0; i < n; i++)
		if (strcmp(names[i], value) == 0)
			return i;
	return -1;
}

static int set_switch(bool *at, bool on_value, const char *key, const char *value, struct err *e)
{
	static const char *const names[] = { "off", "on" };
	int i = choice(value, names, 2);

	if (i < 0)
		return err_set(e, ERR_INPUT, _("设置 %s 只能是 on 或 off，不能是“%s”"), key, value);
	*at = (i == 1) == on_value;
	return 0;
}

static int set_delay(struct term_settings *s, const char *value, struct err *e)
{
	char *end;
	long ms = strtol(value, &end, 10);

	if (*end || end == value || ms < 1 || ms > 2000)
		return err_set(e, ERR_INPUT, _("设置 escdelay 应是 1 到 2000 毫秒，不能是“%s”"), value);
	s->escdelay = (int)ms;
	return 0;
}

int term_set(struct term_settings *s, const char *key, const char *value, struct err *e)
{
	static const char *const widths[] = { "auto", "narrow", "wide" };
	static const char *const borders[] = { "auto", "dec", "unicode", "ascii" };
	int i;

	if (strcmp(key, "widths") == 0) {
		if ((i = choice(value, widths, 3)) < 0)
			return err_set(e, ERR_INPUT,
			               _("设置 widths 只能是 auto、narrow 或 wide，不能是“%s”"), value);
		s->widths = (enum widths)i;
	} else if (strcmp(key, "borders") == 0) {
		if ((i = choice(value, borders, 4)) < 0)
			return err_set(
			    e, ERR_INPUT,
			    _("设置 borders 只能是 auto、dec、unicode 或 ascii，不能是“%s”"), value);
		s->borders = (enum borders)i;
	} else if (strcmp(key, "escdelay") == 0) {
		return set_delay(s, value, e);
	} else if (strcmp(key, "mouse") == 0) {
		return set_switch(&s->mouse, true, key, value, e);
	} else if (strcmp(key, "probe") == 0) {
		return set_switch(&s->no_probe, false, key, value, e);
	} else if (strcmp(key, "theme") == 0) {
		s->theme = value;
	} else {
		return err_set(e, ERR_INPUT, _("没有“%s”这项终端设置"), key);
	}
	return 0;
}
