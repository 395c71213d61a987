#!/bin/sh
# Each header compiles alone, and has a guard named after its folder and name.
set -eu
cd "$(dirname "$0")/../.."

failed=0
for header in $(find src screens tests -name '*.h' | sort); do
	upper=$(printf '%s' "${header#src/}" | tr 'a-z/.-' 'A-Z___')
	name=$(basename "$header" | tr 'a-z.-' 'A-Z__')
	guard="${upper%%_*}_([A-Z]+_)?$name"
	if ! grep -qE "^#ifndef $guard\$" "$header"; then
		echo "$header: 没有名为 ${upper%%_*}_$name 的包含保护"
		failed=1
	fi
	# Included, not compiled itself: what it has for others may stay unused.
	if ! printf '#include "%s"\n' "$header" | ${CC:-cc} -std=c11 -D_GNU_SOURCE -Wall \
	    -Wextra -Werror -fsyntax-only -I. -Isrc -Itests ${HEADER_CFLAGS:-} -x c -; then
		echo "$header: 不能单独编译"
		failed=1
	fi
done
exit $failed
