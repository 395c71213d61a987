#!/bin/sh
# The manual page and the completion are what the program's tables say.
set -eu
cd "$(dirname "$0")/../.."
failed=0

same()
{
	if ! "$ZIPING_BIN" "$1" | cmp -s - "$2"; then
		echo "$2 过时了：ziping $1 >$2"
		failed=1
	fi
}

same --man data/ziping.1
same --completion data/ziping
exit $failed
