#!/bin/bash
# The shared database with real users: installed setgid by install-shared.sh into
# a folder of its own, and tried by persons with and without roles.  Needs root,
# who makes the users and takes them away again.
set -uo pipefail

skip()
{
	echo "跳过：$1"
	exit 77
}

[ "$(id -u)" -eq 0 ] || skip "要 root 才能建立用户"
for tool in useradd userdel groupadd groupdel setpriv getent; do
	command -v "$tool" >/dev/null || skip "没有 $tool"
done
build=$PWD
source_tree=$(cd "$TESTS_SRC/.." && pwd)
[ -w /etc/passwd ] || skip "不能建立用户"

P=$(mktemp -d /tmp/zt-XXXXXX)
# Short names that nobody has.
mark=zt$$
A=${mark}a B=${mark}b R=${mark}r N=${mark}n M=${mark}m
G=${mark}g
clean()
{
	[ ! -e "$P/tmux" ] || tmux -S "$P/tmux" kill-server 2>/dev/null
	for user in "$A" "$B" "$R" "$N" "$M"; do
		getent passwd "$user" >/dev/null && userdel "$user" 2>/dev/null
		getent group "$user" >/dev/null && groupdel "$user" 2>/dev/null
	done
	getent group "$G" >/dev/null && groupdel "$G"
	rm -rf "$P"
}
trap clean EXIT
trap 'exit 1' HUP INT TERM

passed=0 failed=0
pass()
{
	passed=$((passed + 1))
	echo "[       OK ] $1"
}
miss()
{
	failed=$((failed + 1))
	printf '[  FAILED  ] %s: %s\n' "$1" "$2"
	sed 's/^/    /' "$P/out" "$P/err"
}

# as USER COMMAND…: as a login would run it, in the user's home.
as()
{
	local user=$1
	shift
	(cd "$P/home/$user" && env -i HOME="$P/home/$user" LC_ALL=C.UTF-8 TERM=xterm \
		PATH="$P/bin:/usr/bin:/bin" \
		setpriv --reuid="$user" --regid="$user" --clear-groups -- "$@")
}

# works NAME COMMAND…
works()
{
	local name=$1
	shift
	if "$@" >"$P/out" 2>"$P/err"; then pass "$name"; else miss "$name" "$*"; fi
}

# says NAME PART COMMAND…: works, and the part is in what it prints.
says()
{
	local name=$1 part=$2
	shift 2
	if "$@" >"$P/out" 2>"$P/err" && grep -qF -- "$part" "$P/out"; then
		pass "$name"
	else
		miss "$name" "$* («$part»)"
	fi
}

# refused NAME PART COMMAND…: fails, and the part is in what it complains of.
refused()
{
	local name=$1 part=$2
	shift 2
	if "$@" >"$P/out" 2>"$P/err"; then
		miss "$name" "$* worked"
	elif grep -qF -- "$part" "$P/err"; then
		pass "$name"
	else
		miss "$name" "$* («$part»)"
	fi
}

# is NAME WANTED COMMAND…: what it prints, whole.
is()
{
	local name=$1 want=$2
	shift 2
	if [ "$("$@" 2>"$P/err" | tee "$P/out")" = "$want" ]; then pass "$name"; else miss "$name" "$* («$want»)"; fi
}

# ---- installed ----

chmod 755 "$P"
mkdir -p "$P/bin" "$P/etc" "$P/home"
env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL "${MAKE:-make}" -s -C "$build" shared-for-test \
	SHARED_TEST="$P" >"$P/make.log" 2>&1 || { cat "$P/make.log"; exit 1; }
cp -R "$source_tree/data" "$P/data"
chmod -R a+rX,u+w "$P/data"
for user in "$A" "$B" "$R" "$N" "$M"; do
	useradd -M -U -d "$P/home/$user" -s /bin/sh "$user" || skip "不能建立用户"
	mkdir "$P/home/$user"
	chown "$user:$user" "$P/home/$user"
	chmod 700 "$P/home/$user"
done
unset ZIPING_DATA ZIPING_DB
db=$P/db/ziping.db
install()
{
	sh "$source_tree/install-shared.sh" "$P/bin/ziping" "$P/etc" "$G" "$P/db" "$@"
}
works "install-shared" install "$M"
[ "$failed" -eq 0 ] || exit 1
is "the program is setgid" "2755 root:$G" stat -c '%a %U:%G' "$P/bin/ziping"
is "the folder is the group's" "2770 root:$G" stat -c '%a %U:%G' "$P/db"
is "so is the database" "660 root:$G" stat -c '%a %U:%G' "$db"
is "nobody is in the group" "" sh -c "getent group $G | cut -d: -f4"

# The samples come with their units; the person who may everything is M.
works "the samples" "$P/bin/ziping" -d "$P/samples.db" init --samples
works "take its place" sh -c "rm -f $db* && mv $P/samples.db $db"
works "install-shared again" install "$M"
says "the first 管理" "$M  管理" as "$M" ziping person
center=404010 bureau=404001
cell=annex1.staff.actual
works "A fills in the centre" as "$M" ziping person add "$A" 填报 $center
works "B fills in the bureau" as "$M" ziping person add "$B" 填报 $bureau
works "R reviews the bureau and below" as "$M" ziping person add "$R" 审核 $bureau
says "roles hold" "角色由系统的权限保证" as "$A" ziping whoami
says "and the person is the real one" "用户：$A" as "$A" env USER=root LOGNAME=root ziping whoami

# ---- without the program ----

refused "cat" "ermission denied" as "$A" cat "$db"
if command -v sqlite3 >/dev/null; then
	refused "sqlite3 reads" "unable to open" as "$A" sqlite3 "$db" .tables
	refused "sqlite3 writes" "unable to open" as "$A" sqlite3 "$db" "DELETE FROM role"
fi
refused "a look at the folder" "ermission denied" as "$A" ls "$P/db"
refused "a file beside it" "ermission denied" as "$A" touch "$P/db/ziping.db-wal"
refused "taking it away" "ermission denied" as "$A" rm -f "$db"
refused "the mark of the program" "ermission" as "$A" chmod 2755 "$P/bin/ziping"

# ---- with it: figures ----

works "A sets the own" as "$A" ziping set $center 2024 $cell 6
is "which is there" 6 as "$N" ziping get $center 2024 $cell
refused "A sets another's" "没有“" as "$A" ziping set $bureau 2024 $cell 6
refused "B sets another's" "填报角色" as "$B" ziping set $center 2024 $cell 7
refused "B sets what stands there" "填报角色" as "$B" ziping set $center 2024 $cell 6
refused "R sets a reviewed one" "填报角色" as "$R" ziping set $center 2024 $cell 7
refused "N sets anything" "请找管理 $M" as "$N" ziping set $center 2024 $cell 7
refused "A undoes nothing of others" "" as "$B" ziping undo $center 2024
refused "N adds a row" "填报角色" as "$N" ziping row add $center 2024 annex2.ind.quantity
refused "N deletes a sheet" "填报角色" as "$N" ziping sheet del $bureau 2024 annex3#2
refused "A adds a unit" "管理" as "$A" ziping unit add 999 新单位
refused "A opens a year of another" "填报角色" as "$A" ziping filing add $bureau 2026
refused "A takes a role" "管理" as "$A" ziping person add "$A" 管理
refused "A takes one away" "管理" as "$A" ziping person del "$M" 管理
refused "R takes a role" "管理" as "$R" ziping person add "$R" 填报 $center
is "nothing was changed" 6 as "$N" ziping get $center 2024 $cell

# ---- with it: files ----

works "A exports" as "$A" ziping export $center 2024 -o own.csv annex1
is "as the person, for the person's group" "$A:$A" stat -c %U:%G "$P/home/$A/own.csv"
refused "A exports into the shared folder" "$P/db/x.csv" as "$A" ziping export $center 2024 annex1 -o "$P/db/x.csv"
refused "A exports over the database" "$P/db" as "$A" ziping export $center 2024 annex1 -o "$P/db/ziping.db.csv" --force
as "$A" ln -s "$db" "$P/home/$A/link.csv"
as "$A" ziping export $center 2024 annex1 -o link.csv --force >/dev/null 2>&1
is "nor through a link" "SQLite format 3" sh -c "head -c 15 $db"
cp "$P/home/$A/own.csv" "$P/secret.csv"
chown "root:$G" "$P/secret.csv"
chmod 640 "$P/secret.csv"
refused "A imports what only the group can read" "secret.csv" as "$A" ziping import "$P/secret.csv"
refused "A lints what only the group can read" "$P/db" as "$A" ziping forms --lint "$P/db"
refused "A makes a database there" "$P/db" as "$A" ziping -d "$P/db/other.db" init
refused "the same file by another name" "ziping.db" as "$A" ziping -d "$P/db/../db/ziping.db" units
as "$A" ln -s "$db" "$P/home/$A/link.db"
refused "and by a link" "link.db" as "$A" ziping -d "$P/home/$A/link.db" units
works "an own database is one's own" as "$A" ziping -d own.db init
is "with the own group" "$A:$A" stat -c %U:%G "$P/home/$A/own.db"
says "where roles are an agreement" "角色只是约定" as "$A" sh -c "ziping -d own.db person add $A 管理 && ziping -d own.db whoami"

# ---- with it: the surroundings ----

mkdir "$P/home/$A/data"
mkdir -p "$P/home/$A/fonts" "$P/home/$A/.fonts"
echo '<fontconfig><dir>/nonexistent</dir></fontconfig>' >"$P/home/$A/fonts/fonts.conf"
as "$A" ziping export $center 2024 -o system.pdf annex1 >/dev/null 2>&1
as "$A" env FONTCONFIG_FILE="$P/home/$A/fonts/fonts.conf" ziping export $center 2024 -o own.pdf annex1 >/dev/null 2>&1
[ ! -e "$P/home/$A/system.pdf" ] || is "nor are fonts of one's own read" "" cmp "$P/home/$A/system.pdf" "$P/home/$A/own.pdf"
works "ZIPING_DATA is ignored" as "$A" env ZIPING_DATA="$P/home/$A/data" ziping show $center 2024 annex1
is "TZ, too: it would choose the day of the copy" "$(as "$A" ziping log $center 2024 --limit 1)" \
	as "$A" env TZ=X-100 ziping log $center 2024 --limit 1
works "so is the umask" as "$A" sh -c "umask 777; ziping set $center 2024 $cell 8"
works "B can go on after that" as "$B" ziping set $bureau 2024 $cell 30
is "the log beside it is the group's" "" find "$P/db" ! -group "$G"
as "$A" sh -c 'ulimit -c unlimited; exec ziping -d /proc/self/mem units' >/dev/null 2>&1
# The workbench opens at the centre, which A fills in: to the first cell that can
# be filled in; what is typed is a draft of the person's, and the process is
# nobody's to look into.
screen()
{
	tmux -S "$P/tmux" "$@"
}
if command -v tmux >/dev/null; then
	screen -f /dev/null new-session -d -x 100 -y 30 "cd $P/home/$A && exec env -i HOME=$P/home/$A \
		LC_ALL=C.UTF-8 TERM=screen \
		setpriv --reuid=$A --regid=$A --clear-groups -- $P/bin/ziping"
	sleep 2
	screen send-keys Tab Right F2
	sleep 0.5
	screen send-keys 12
	sleep 1
	pid=$(screen display-message -p '#{pane_pid}')
	refused "nobody sees its memory" "ermission denied" as "$A" cat "/proc/$pid/maps"
	refused "nor its files" "ermission denied" as "$A" ls "/proc/$pid/fd/"
	screen kill-server
	sleep 1
	is "a draft is the person's" "600 $A:$A" sh -c "stat -c '%a %U:%G' $P/home/$A/.local/state/ziping/draft-*"
	works "the copy of the day is the group's" sh -c \
		"[ \"\$(stat -c '%a %G' $db.copies/????-??-??.db)\" = '660 $G' ]"
	is "and the folder it is in" "2770 $G" stat -c '%a %G' "$db.copies"
fi

# ---- states ----

works "R writes a remark" as "$R" ziping comment $center 2024 $cell 看一下
works "A answers it" as "$A" ziping comment $center 2024 $cell 已看
refused "N writes none" "$M" as "$N" ziping comment $center 2024 $cell 我来
refused "B hands in another's" "填报角色" as "$B" ziping submit $center 2024
# ---- copies ----

works "M makes a copy beside it" as "$M" ziping backup
is "which is the group's" "640 $G" stat -c '%a %G' $db.copies/*-*-*-*.db
works "M makes one at home" as "$M" ziping backup home.db
is "which is M's" "$M:$M" stat -c %U:%G "$P/home/$M/home.db"
refused "A makes one" "管理" as "$A" ziping backup home.db
refused "A restores an own database" "管理" as "$A" ziping restore own.db --yes
mv "$db" "$P/away"
refused "not even when it is away" "root" as "$A" ziping restore own.db --yes
refused "nor makes a new one" "没有权限" as "$A" ziping init
for name in -wal -who .new .copies/x.db; do
	refused "nor another file beside it: $name" "旁边的文件" as "$A" \
		ziping -d "$db$name" restore own.db --yes --force
done
head -c 8192 /dev/urandom >"$db"
chgrp "$G" "$db"
chmod 660 "$db"
refused "nor when it is damaged" "root" as "$A" ziping restore own.db --yes
mv "$P/away" "$db"
works "M restores the copy" as "$M" ziping restore "$(echo $db.copies/*-*-*-*.db)" --yes
is "it is the group's again" "660 $G" stat -c '%a %G' "$db"
works "A goes on" as "$A" ziping set $center 2024 $cell 9
refused "B may as little as before" "填报角色" as "$B" ziping set $center 2024 $cell 7
works "A proves the chain" as "$A" ziping verify --quick

# ---- a person of the group ----

usermod -aG "$G" "$N"
says "a person in the group is told" "角色只是约定" env -i HOME="$P/home/$N" LC_ALL=C.UTF-8 \
	setpriv --reuid="$N" --regid="$N" --init-groups -- "$P/bin/ziping" whoami

echo "[  PASSED  ] $passed tests."
[ "$failed" -eq 0 ] && exit 0
echo "[  FAILED  ] $failed tests."
exit 1
