#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"
#include "exchange/xml.h"

static const char *const names[] = {"a", "b", "c"};

/* The events as text: «<a», «>a», «'text», «.» at the end, «!» at a fault. */
static void events(const char *text, struct str *out, struct err *e)
{
	struct xml *x = xml_open("例", "p.xml", text, strlen(text));
	enum xml_event event;

	str_clear(out);
	do {
		event = xml_next(x, e);
		if (event == XML_TEXT)
			str_addf(out, "'%s", xml_text(x));
		for (size_t i = 0; i < 3; i++)
			if ((event == XML_OPEN || event == XML_CLOSE) && xml_is(x, names[i]))
				str_addf(out, "%c%s", event == XML_OPEN ? '<' : '>', names[i]);
	} while (event > XML_END);
	str_add(out, event == XML_END ? "." : "!");
	xml_close(x);
}

static void xml_next__documents__give_their_events(void **state)
{
	/* clang-format off */
	static const struct {
		const char *text, *wanted;
		enum err_code code;
	} cases[] = {
		{ "<a/>",                                              "<a>a.",             ERR_NONE },
		{ "<?xml version=\"1.0\"?><!-- x --><a>甲<b/>乙</a>",  "<a'甲<b>b'乙>a.",   ERR_NONE },
		{ "<x:a xmlns:x=\"urn:x\"><x:b>1</x:b></x:a>",         "<a<b'1>b>a.",       ERR_NONE },
		{ "<a><![CDATA[<b>]]><?pi x?></a>",                    "<a'<b>>a.",         ERR_NONE },
		{ "<a>&lt;&#x7532;</a>",                               "<a'<甲>a.",         ERR_NONE },
		{ "",                                                  "!",                 ERR_INPUT },
		{ "甲",                                                "!",                 ERR_INPUT },
		{ "<a><b></a>",                                        "!",                 ERR_INPUT },
		{ "<a><b>",                                            "!",                 ERR_INPUT },
		{ "<a/><b/>",                                          "!",                 ERR_INPUT },
		{ "<a b=\"1\" b=\"2\"/>",                              "!",                 ERR_INPUT },
		{ "<a>\x01</a>",                                       "!",                 ERR_INPUT },
		{ "<a>&gone;</a>",                                     "!",                 ERR_INPUT },
		{ "<!DOCTYPE a><a/>",                                  "!",                 ERR_INPUT },
		{ "<!DOCTYPE a [<!ENTITY b SYSTEM \"/etc/passwd\">]><a>&b;</a>", "!",       ERR_INPUT },
	};
	/* clang-format on */
	struct str out = {0};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct err e = {0};
		const char *got;

		events(cases[i].text, &out, &e);
		got = str_text(&out); /* how much comes in front of a fault is the parser's */
		if (strcmp(e.code ? strchr(got, '!') : got, cases[i].wanted) != 0 ||
		    e.code != cases[i].code)
			fail_msg("%s: %s %d", cases[i].text, got, e.code);
		if (e.code != ERR_NONE && strncmp(e.text, "例: ", 5) != 0)
			fail_msg("%s: «%s»", cases[i].text, e.text);
	}
	str_free(&out);
}

static int count(void *context, struct xml *x, struct err *e)
{
	int *n = context;

	++*n;
	return xml_skip(x, e);
}

static void xml_children__calls_for_each__and_passes_texts_over(void **state)
{
	static const char text[] = "<a>1<b><c/><c>x</c></b>2<b/></a>";
	struct xml *x = xml_open("例", "p.xml", text, strlen(text));
	int n = 0;

	(void)state;
	assert_int_equal(xml_root(x, NULL), 0);
	assert_int_equal(xml_children(x, count, &n, NULL), 0);
	assert_int_equal(n, 2);
	assert_int_equal(xml_next(x, NULL), XML_END);
	xml_close(x);
}

static void xml_attribute__by_local_name__is_what_stands_there(void **state)
{
	static const char text[] =
	    "<a xmlns:r=\"urn:r\" r:id=\"甲\" n=\"12\" big=\"99999999999\" minus=\"-1\" off=\"0\" "
	    "no=\"false\" on=\"1\" none=\"\"/>";
	struct xml *x = xml_open("例", "p.xml", text, strlen(text));

	(void)state;
	assert_int_equal(xml_root(x, NULL), 0);
	assert_string_equal(xml_attribute(x, "id"), "甲");
	assert_null(xml_attribute(x, "r"));
	assert_null(xml_attribute(x, "xmlns"));
	assert_true(xml_is(x, "a"));
	assert_int_equal(xml_number(x, "n", 7), 12);
	assert_int_equal(xml_number(x, "big", 7), 7);
	assert_int_equal(xml_number(x, "minus", 7), 7);
	assert_int_equal(xml_number(x, "none", 7), 7);
	assert_int_equal(xml_number(x, "gone", 7), 7);
	assert_false(xml_switch(x, "off"));
	assert_false(xml_switch(x, "no"));
	assert_true(xml_switch(x, "on"));
	assert_true(xml_switch(x, "gone"));
	xml_close(x);
}

static void xml_take_text__leaves_out_what_children_say(void **state)
{
	static const char text[] = "<a>甲<b>x</b>乙</a>";
	struct xml *x = xml_open("例", "p.xml", text, strlen(text));
	struct str out = {0};

	(void)state;
	assert_int_equal(xml_root(x, NULL), 0);
	assert_int_equal(xml_take_text(x, &out, NULL), 0);
	assert_string_equal(str_text(&out), "甲乙");
	str_free(&out);
	xml_close(x);
}

/* A billion laughs, without the DOCTYPE's end being waited for. */
static void xml_next__entities_in_entities__are_never_expanded(void **state)
{
	struct str text = {0}, out = {0};
	struct err e = {0};

	(void)state;
	str_add(&text, "<!DOCTYPE a [<!ENTITY e0 \"xxxxxxxxxx\">");
	for (int i = 1; i < 10; i++) {
		str_addf(&text, "<!ENTITY e%d \"", i);
		for (int k = 0; k < 10; k++)
			str_addf(&text, "&e%d;", i - 1);
		str_add(&text, "\">");
	}
	str_add(&text, "]><a>&e9;</a>");
	events(str_text(&text), &out, &e);
	assert_string_equal(str_text(&out), "!");
	assert_int_equal(e.code, ERR_INPUT);
	str_free(&text);
	str_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(xml_next__documents__give_their_events),
	    cmocka_unit_test(xml_children__calls_for_each__and_passes_texts_over),
	    cmocka_unit_test(xml_attribute__by_local_name__is_what_stands_there),
	    cmocka_unit_test(xml_take_text__leaves_out_what_children_say),
	    cmocka_unit_test(xml_next__entities_in_entities__are_never_expanded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
