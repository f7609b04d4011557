# Installs the Debian packages that tests/system needs, when they are missing.
set -eu
command -v soffice >/dev/null 2>&1 && exit 0
run=$([ "$(id -u)" = 0 ] || echo sudo)
$run apt-get update -qq
$run apt-get install -y -qq --no-install-recommends libreoffice-writer
