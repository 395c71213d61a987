#!/bin/sh
# Who may include whom: the table of the layers.  An include names its folder,
# "folder/file.h"; system headers that belong to one module stay there.
set -eu
cd "$(dirname "$0")/../.."

# screens may see calc: figures (calc/num.h) are plain values that stand in the
# headers of form and app; there is nothing to call there that changes anything.
allowed()
{
	case $1 in
	base)     echo base ;;
	calc)     echo base calc ;;
	form)     echo base calc form ;;
	audit)    echo base calc form audit ;;
	store)    echo base store ;;
	exchange) echo base calc form exchange ;;
	app)      echo base calc form audit store exchange app ;;
	screens)  echo base calc form app screens ;;
	main)     echo base app screens ;;
	esac
}

# header pattern, and the files that may include it
owners='
sqlite3\.h                       src/store/*
csv\.h                           src/exchange/*
zip\.h                           src/exchange/zip*.c
xlsxwriter\.h                    src/exchange/xlsx_*
(cairo|fontconfig|pango).*       src/exchange/pdf_*
libxml/.*                        src/exchange/*
gmp\.h                           src/calc/rat.c
(ncursesw/)?n?curses\.h          screens/*
(ncursesw/)?term\.h              screens/*
'

failed=0
complain()
{
	printf '%s\n' "$1"
	failed=1
}

# file:line:name of each include that is written with the given opening.
includes()
{
	grep -rnE --include='*.[ch]' "^[[:space:]]*#[[:space:]]*include[[:space:]]*$1" src screens |
		sed -E 's/^([^:]*:[0-9]+):[^"<]*["<]([^">]*)[">].*/\1 \2/' || true
}

check_own()
{
	while read -r place name; do
		file=${place%%:*}
		folder=${file%/*}
		folder=${folder##*/}
		[ "$file" = src/main.c ] && folder=main
		case $name in
		*/*) ;;
		*)
			complain "$place: \"$name\" 没有写文件夹，应写成 \"folder/file.h\""
			continue
			;;
		esac
		case " $(allowed "$folder") " in
		*" ${name%%/*} "*) ;;
		*) complain "$place: $folder 不可以包含 \"$name\"" ;;
		esac
		[ -e "src/$name" ] || [ -e "$name" ] || complain "$place: 没有文件 \"$name\""
	done
	return $failed
}

# Each owner's headers are looked for in all of the includes at once.
check_system()
{
	found=$(cat)
	while read -r pattern owner; do
		[ -n "$pattern" ] || continue
		while read -r place name; do
			# shellcheck disable=SC2254 # the owner is a pattern
			case ${place%%:*} in
			'' | $owner) ;;
			*) complain "$place: <$name> 只可以在 $owner 里包含" ;;
			esac
		done <<-END
		$(printf '%s\n' "$found" | grep -E "^[^ ]+ ($pattern)\$")
		END
	done <<-END
	$owners
	END
	return $failed
}

status=0
includes '"' | check_own || status=1
includes '<' | check_system || status=1
exit $status
