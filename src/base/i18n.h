#ifndef BASE_I18N_H
#define BASE_I18N_H

/* What people read is written in Chinese, as whole sentences inside _().  A
 * catalogue named "ziping" may translate it. */
#include <libintl.h>

#define _(sentence) gettext(sentence)

#endif
