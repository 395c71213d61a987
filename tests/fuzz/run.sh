#!/bin/sh
# Builds the fuzz targets with clang into ./fuzz and runs each one for
# FUZZ_SECONDS (60).  What breaks one is left in fuzz/ and named at the end.
#   run.sh SOURCE-FOLDER COMPILER-FLAGS LIBRARIES
set -eu

source=$1
flags="-std=c11 -D_GNU_SOURCE -g -O1 -I$source -I$source/src -I$source/tests $2"
flags="$flags -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all"
libraries=$3
seconds=${FUZZ_SECONDS:-60}
: "${FUZZ_CC:=clang}"
: "${FUZZ_TARGETS:=document form formula parcel target}"

# Of src/exchange only what reads: writers need more libraries.
readers="charset csv document docx_read dump_read opc package parcel_lines parcel_read \
	parcel_write text_read \
	xlsx_book xlsx_format xlsx_read xlsx_sheet xml zip"

mkdir -p fuzz/o
for file in "$source"/src/base/*.c "$source"/src/calc/*.c "$source"/src/form/*.c \
	$(printf "$source/src/exchange/%s.c " $readers) \
	"$source"/tests/support/paper.c "$source"/tests/support/judging.c; do
	object=fuzz/o/$(basename "$(dirname "$file")")-$(basename "$file" .c).o
	[ "$object" -nt "$file" ] || echo "$file $object"
done | xargs -r -P 2 -n 2 sh -c "$FUZZ_CC $flags -c -o \"\$1\" \"\$0\""
rm -f fuzz/lib.a
ar rcs fuzz/lib.a fuzz/o/*.o

# The first inputs: a letter in front says what a file is (see the targets).
sow()
{
	letter=$1
	shift
	for file; do
		{ printf '%s' "$letter" && cat "$file"; } >"fuzz/seeds-$target/$letter-$(basename "$file")"
	done
}

# sow_lines FILE…: a line for each seed.
sow_lines()
{
	cat "$@" | sort -u | awk -v to="fuzz/seeds-$target/" '{ f = to NR; printf "%s", $0 >f; close(f) }'
}

status=0
for target in $FUZZ_TARGETS; do
	mkdir -p "fuzz/seeds-$target" "fuzz/found-$target"
	case $target in
	document)
		sow c "$source"/tests/inputs/*.csv
		sow x "$source"/tests/inputs/yueyanglou-infocenter-2017.docx "$source"/tests/seeds/*.txt
		sow d "$source"/tests/fuzz/body.xml
		sow s "$source"/tests/fuzz/sheet.xml
		sow y "$source"/tests/fuzz/styles.xml
		;;
	form)
		sow s "$source"/tests/form/drawings/set
		sow f "$source"/tests/form/drawings/*.form
		sow t "$source"/tests/form/drawings/*.text
		;;
	formula)
		sed -n 's/^ *\(sum\|total\|check\|rule\)[^=]*= *//p' "$source"/data/forms/*/*.form >fuzz/lines
		sow_lines fuzz/lines
		;;
	parcel)
		# The lines of one, which get their digest in the target.
		sow l "$source"/tests/fuzz/parcel.lines
		sow c "$source"/tests/fuzz/content.lines
		;;
	target)
		cut -d, -f4,5 "$source"/tests/inputs/*utf8bom.csv | tr ',' '\n' >fuzz/lines
		sow_lines fuzz/lines
		;;
	esac
	# shellcheck disable=SC2086 # flags and libraries are lists
	$FUZZ_CC $flags -fsanitize=fuzzer -o "fuzz/$target" "$source/tests/fuzz/fuzz_$target.c" \
		fuzz/lib.a $libraries
	echo "== $target"
	"fuzz/$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
		-artifact_prefix="fuzz/broke-$target-" -print_final_stats=1 \
		"fuzz/found-$target" "fuzz/seeds-$target" >"fuzz/$target.log" 2>&1 || status=1
	grep -E 'stat::number_of_executed_units|DONE|ERROR|SUMMARY' "fuzz/$target.log" || true
done
[ $status -eq 0 ] || ls fuzz/broke-*
exit $status
