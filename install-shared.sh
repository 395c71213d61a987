#!/bin/sh
# install-shared.sh PROGRAM SYSCONFDIR GROUP FOLDER [PERSON]
# Makes an installed program the only way to a database that the users of this
# machine share (INSTALL-SHARED).  May be run again: after an upgrade, or to set
# right what is wrong.  Run by `make install-shared`.
set -eu

[ $# -ge 4 ] || {
	echo "用法：install-shared.sh 程序 配置文件夹 用户组 数据库文件夹 [第一个管理]" >&2
	exit 2
}
program=$1 config=$2/ziping/shared group=$3 folder=$4 person=${5:-}
database=$folder/ziping.db

say()
{
	printf '%s\n' "$*"
}

fail()
{
	printf 'install-shared: %s\n' "$*" >&2
	exit 1
}

[ "$(id -u)" -eq 0 ] || fail "要用 root 运行：sudo make install-shared"
[ -x "$program" ] || fail "没有程序 $program，请先 make install"
case $folder in
/*) ;;
*) fail "数据库文件夹要写从 / 起的路径：$folder" ;;
esac
[ -z "$person" ] || getent passwd "$person" >/dev/null || fail "本机没有用户 $person，不能让他做管理"

# ---- the group: nobody is in it ----

getent group "$group" >/dev/null || groupadd -r "$group"
gid=$(getent group "$group" | cut -d: -f3)
members=$(getent group "$group" | cut -d: -f4)
owners=$(getent passwd | awk -F: -v gid="$gid" '$4 == gid { print $1 }' | tr '\n' ' ')
[ -z "$members$owners" ] ||
	say "注意：用户组 $group 里有人（$members $owners），他们不经过程序也能改数据库，请把他们移出来。"

# ---- the folder ----

umask 022
mkdir -p "$folder"
chown "root:$group" "$folder"
chmod 2770 "$folder"

# ---- the program ----

# Changing the owner takes the mark away, so the mode comes after it.
chown "root:$group" "$program"
chmod 2755 "$program"
options=$(findmnt -n -o OPTIONS -T "$program" 2>/dev/null || true)
case ,$options, in
*,nosuid,*) fail "$program 所在的文件系统以 nosuid 挂载，setgid 不起作用，请装到别处" ;;
esac

# ---- which database ----

mkdir -p "${config%/*}"
chown root:root "${config%/*}"
chmod 755 "${config%/*}"
printf '%s\n' "$database" >"$config.new"
chown root:root "$config.new"
chmod 644 "$config.new"
mv -f "$config.new" "$config"

# ---- the database ----

umask 007
if [ -e "$database" ]; then
	# Opening it brings an older one up to date, with a copy first.
	"$program" -d "$database" units >/dev/null
else
	"$program" -d "$database" init >/dev/null
fi
for file in "$database" "$database"-* "$database".*; do
	[ -e "$file" ] && [ ! -h "$file" ] || continue
	chown -R "root:$group" "$file"
	if [ -d "$file" ]; then
		chmod 2770 "$file"
	else
		chmod 660 "$file"
	fi
done

# ---- the first 管理 ----

if [ -n "$person" ]; then
	"$program" -d "$database" --json person | grep -q '"role":"管理"' ||
		"$program" -d "$database" person add "$person" 管理
fi

say "数据库：$database"
say "程序：$program，setgid $group"
if "$program" -d "$database" --json person | grep -q '"role":"管理"'; then
	say "角色："
	"$program" -d "$database" person
else
	say "现在还没有管理，人人都可以做一切。请马上指定：$program person add 用户 管理"
fi
say "怎样加人、怎样接 sshd、怎样备份和升级，见 INSTALL-SHARED。"
