#include "base/i18n.h"
#include "base/text.h"
#include "form/text.h"
#include "screens/picker.h"
#include "screens/shell_parts.h"
#include "screens/textedit.h"

/* The narratives of the open filing as they are generated, to read. */

enum { READ_COLS = 74, READ_ROWS = 20 };

static bool in_head(const struct telling *told, size_t at)
{
	for (size_t i = 0; i < told->n; i++)
		if (told->told[i].kind == TOLD_HEAD && at - told->told[i].from < told->told[i].length)
			return true;
	return false;
}

/* Wrapped as the editor of long texts wraps. */
static void add_text(struct dialog *d, const char *text, const struct telling *told)
{
	struct textedit *wrapped = textedit_new(TEXTEDIT_LIMIT);
	size_t from, length;

	textedit_set(wrapped, text);
	textedit_resize(wrapped, READ_ROWS, READ_COLS);
	for (int n = 0; textedit_line(wrapped, n, &from, &length); n++) {
		struct str line = {0};

		str_addn(&line, text + from, length);
		picker_add(d, -1, str_text(&line), NULL,
		           in_head(told, from) ? STYLE_TITLE : STYLE_TEXT);
		str_free(&line);
	}
	textedit_free(wrapped);
}

static void add_narrative(struct dialog *d, const struct filing *f, const struct narrative *n)
{
	struct telling told = {0};
	struct str text = {0};

	text_fill(f, n, &text, &told);
	add_text(d, str_text(&text), &told);
	telling_free(&told);
	str_free(&text);
}

void shell_texts(struct shell *s)
{
	const struct filing *f = s->desk.filing;
	struct str title = {0};
	struct dialog *d;

	if (!f || !f->set->ntexts) {
		desk_say(&s->desk, NOTE_INFO, "%s",
		         f ? _("这套表没有按数生成的说明文字。")
		           : _("没有打开的套表，没有说明文字可看。"));
		return;
	}
	str_addf(&title, _("按各表的数生成：%s"), f->set->texts[0]->name);
	d = reader_new(str_text(&title));
	for (size_t i = 0; i < f->set->ntexts; i++) {
		if (i > 0)
			picker_add(d, -1, f->set->texts[i]->name, NULL, STYLE_TITLE);
		add_narrative(d, f, f->set->texts[i]);
	}
	shell_open_dialog(s, d, NULL);
	str_free(&title);
}
