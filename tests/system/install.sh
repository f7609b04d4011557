#!/bin/sh
# Install the Debian packages that the tests of this folder need (packages.txt). When all are there, does nothing.
set -eu

list=$(dirname "$0")/packages.txt

missing() {
  grep -v '^#' "$list" | while read -r package; do
    dpkg -s "$package" >/dev/null 2>&1 || printf '%s ' "$package"
  done
}

refuse() {
  printf 'The system tests need Debian packages: %s\n%s\n' "$(grep -v '^#' "$list" | tr '\n' ' ')" "$1" >&2
  exit 1
}

command -v apt-get >/dev/null 2>&1 || refuse 'This system has no apt-get: run them on Debian or Ubuntu.'
wanted=$(missing)
[ -n "$wanted" ] || exit 0

if [ "$(id -u)" -eq 0 ]; then
  as_root=''
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
  as_root='sudo -n'
else
  refuse 'Only root, or sudo without a password, may install them.'
fi

echo "Installing $wanted..." >&2
export DEBIAN_FRONTEND=noninteractive
# The lists of packages may be too old to find these: refresh them only then.
# shellcheck disable=SC2086
$as_root apt-get install --yes -qq --no-install-recommends $wanted >/dev/null 2>&1 ||
  { $as_root apt-get update -qq >/dev/null 2>&1 &&
    $as_root apt-get install --yes -qq --no-install-recommends $wanted >/dev/null 2>&1; } || true

[ -z "$(missing)" ] || refuse 'apt-get could not install them; run it by hand to see why.'
