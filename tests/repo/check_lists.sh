#!/bin/sh
# Each source, form and test is named in a Makemodule.am, and the lists are
# sorted.  A file that is not named is missing in the tarball.
set -eu
LC_ALL=C
export LC_ALL
cd "$(dirname "$0")/../.."

lists='src/Makemodule.am screens/Makemodule.am data/Makemodule.am tests/Makemodule.am'
failed=0

# The files named in the lists; a test program stands for its .c.
named()
{
	grep -ohE '(src|screens|data|tests)/[^[:space:]\\]+' $lists
	sed -n 's|^[[:space:]]*\(tests/[^[:space:]\\.]*\).*|\1.c|p' tests/Makemodule.am
	echo src/main.c # in Makefile.am: it belongs to no archive
}

present()
{
	find src screens tests -name '*.[ch]'
	find data tests -type f ! -name '*.am' ! -name '*.[ch]' ! -name '.*'
}

missing=$(named | sort -u | { present | sort -u | comm -13 /dev/fd/3 -; } 3<&0)
for file in $missing; do
	echo "$file: 没有列在 Makemodule.am 里"
	failed=1
done

for list in $lists; do
	awk '
	/^[a-zA-Z0-9_]+ \+?= *\\$/ { last = ""; inside = 1; next }
	inside {
		name = $1
		if (last != "" && name < last) {
			printf "%s:%d: %s 应排在 %s 之前\n", FILENAME, FNR, name, last
			bad = 1
		}
		last = name
		if ($0 !~ /\\$/)
			inside = 0
	}
	END { exit bad }' "$list" || failed=1
done
exit $failed
