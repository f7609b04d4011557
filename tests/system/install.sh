#!/bin/sh
# Install the Debian packages that the tests of this folder need (packages.txt). When all are there, does nothing.
set -eu

wanted=''
while read -r package; do
  dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null | grep -q '^installed$' ||
    wanted="$wanted $package"
done <"$(dirname "$0")/packages.txt"

refuse() {
  {
    echo "The system tests need packages that are missing:$wanted"
    echo "$1"
    echo "Install them (Debian, Ubuntu), then run again: apt-get install$wanted"
  } >&2
  exit 1
}

[ -n "$wanted" ] || exit 0

command -v apt-get >/dev/null 2>&1 || refuse 'This system has no apt-get.'
if [ "$(id -u)" -eq 0 ]; then
  as_root=''
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
  as_root='sudo -n'
else
  refuse 'Only root, or sudo without a password, may install them.'
fi

echo "Installing$wanted..." >&2
export DEBIAN_FRONTEND=noninteractive
# The lists of packages may be too old to find these: refresh them only then.
# shellcheck disable=SC2086
$as_root apt-get install --yes -qq --no-install-recommends $wanted >/dev/null 2>&1 ||
  { $as_root apt-get update -qq >/dev/null 2>&1 &&
    $as_root apt-get install --yes -qq --no-install-recommends $wanted >/dev/null 2>&1; } ||
  refuse 'apt-get could not install them; run it by hand to see why.'
