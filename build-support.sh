# shellcheck shell=bash disable=SC2034,SC2154
# What ./run and ./check share: packages, logs, sentences.  For bash, sourced.

build_packages=(gcc libc6-dev make autoconf automake pkg-config
	libncurses-dev libsqlite3-dev libcsv-dev libgmp-dev libunistring-dev
	libmd-dev libzip-dev libxml2-dev libxlsxwriter-dev libpango1.0-dev
	fonts-noto-cjk)
test_packages=(libcmocka-dev libvterm-dev clang tmux mandoc locales
	ncurses-term git poppler-utils passwd sqlite3)

say()
{
	printf '%s\n' "$*" >&2
}

fail()
{
	say "$*"
	exit 3
}

installed()
{
	[ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Installs what is missing, as root or by sudo; asks nothing.
need_packages()
{
	local package missing=() as_root=()

	for package in "$@"; do
		installed "$package" || missing+=("$package")
	done
	[ ${#missing[@]} -eq 0 ] && return
	if [ "$(id -u)" -ne 0 ]; then
		command -v sudo >/dev/null ||
			fail "缺少软件包，请用管理员身份执行：apt-get install ${missing[*]}"
		as_root=(sudo)
	fi
	say "正在安装缺少的软件包：${missing[*]}"
	logged "$build/apt.log" "${as_root[@]}" apt-get update
	logged "$build/apt.log" "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
		apt-get install -y --no-install-recommends "${missing[@]}"
}

# logged LOG COMMAND…: quiet, with the end of the log when the command fails.
logged()
{
	local log=$1
	shift
	printf '+ %s\n' "$*" >>"$log"
	if ! "$@" >>"$log" 2>&1 </dev/null 9>&-; then
		tail -n 20 "$log" >&2
		fail "没有成功：$* （全部输出见 $log）"
	fi
}

# in_folder FOLDER COMMAND…
in_folder()
{
	local folder=$1
	shift
	mkdir -p "$folder"
	pushd "$folder" >/dev/null || return
	"$@"
	popd >/dev/null || return
}
