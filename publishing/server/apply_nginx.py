#!/usr/bin/python3 -I
"""Install the nginx configuration of the live release, as root, when each of its lines is one that we write.

The administrator copies this file to /usr/local/sbin, owned by root. The publishing account may run it by sudo without
arguments, and cannot write what nginx loads: a line outside the grammar below refuses the whole file. It needs nothing
but Python 3.11, since nothing that root runs may depend on files of another account.
"""

import argparse
import difflib
import os
import re
import shlex
import stat
import subprocess
import sys
from pathlib import Path

SOURCE = Path("/srv/participation/current/server/nginx.conf")
TARGET = Path("/etc/nginx/participation.conf")
LARGEST = 1_000_000  # bytes
_PATH = r"/(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*)?"
_TYPE = r"[a-z]+/[a-z0-9.+-]+"
# No value holds a quote, a backslash, a brace, a dollar sign or a line break: none can end its directive.
_VALUE = r"[A-Za-z0-9 ;:,'()+/=*.-]*"
_ERROR_PAGE = rf"error_page 403 404 =404 {_PATH};"
_HIDDEN = r"(?:.*/)?(?:\.(?!well-known)|_headers$|_redirects$)"
_SUFFIXES = r'\$uri ~ "\\\.(?:\([a-z|]+\)\$|\[0-9a-f\]\{10\}\\\.\[a-z0-9\]\+\$)"'
_INSIDE_TYPES = re.compile(rf"  {_TYPE}(?: [a-z0-9_]+)+;|\}}")
GRAMMAR = re.compile(
    "|".join(
        (
            r"# [A-Za-z `;]*\.",
            r"index index\.html;|(?:server_tokens|absolute_redirect) off;|gzip_(?:static|vary) on;|charset utf-8;",
            rf"types \{{|default_type {_TYPE};|charset_types(?: {_TYPE})+;",
            rf'set \$toolkit_[a-z_]+ "{_VALUE}";',
            rf'if \({_SUFFIXES}\) \{{ set \$toolkit_[a-z_]+ "{_VALUE}"; \}}',
            rf'add_header [A-Z][A-Za-z-]+ (?:"{_VALUE}"|\$toolkit_[a-z_]+)(?: always)?;',
            rf"{_ERROR_PAGE}|location {_PATH} \{{ {_ERROR_PAGE} \}}",
            rf"location = {_PATH} \{{ return 301 {_PATH}; \}}",
            rf"location ~ \^{_PATH}{re.escape(_HIDDEN)} \{{ return 404; \}}",
        )
    )
)


class NotAcceptedError(Exception):
    """A configuration that is not installed; its text says why, in French and Dutch."""


def checked(source: Path) -> str:
    """Return the text of a configuration; raises NotAcceptedError without showing what the file holds."""
    try:
        descriptor = os.open(source, os.O_RDONLY | os.O_NONBLOCK)
        with open(descriptor, "rb") as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST:
                raise NotAcceptedError(f"{source}: fichier refusé / bestand geweigerd")
            text = file.read(LARGEST).decode("ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise NotAcceptedError(f"{source}: {type(error).__name__}") from None
    inside = False
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        accepted = (_INSIDE_TYPES if inside else GRAMMAR).fullmatch(line)
        inside = line == "types {" or (inside and line != "}")
        if not accepted:
            raise NotAcceptedError(
                f"{source}:{number}: ligne refusée, rien n’est changé / regel geweigerd, er is niets veranderd"
            )
    return text


def install(text: str, target: Path, nginx: list[str]) -> None:
    """Put a configuration in place and reload nginx; what was there comes back when nginx refuses it."""
    before = target.read_text(encoding="ascii") if target.exists() else None
    shown = difflib.unified_diff(
        (before or "").splitlines(), text.splitlines(), "avant/voor", "après/na", "", "", 0, ""
    )
    print(*shown, sep="\n")
    _write(target, text)
    checked_by_nginx = subprocess.run([*nginx, "-t"], capture_output=True, text=True, check=False)
    if checked_by_nginx.returncode:
        if before is None:
            target.unlink()
        else:
            _write(target, before)
        raise NotAcceptedError(f"nginx refuse / weigert: {checked_by_nginx.stderr.strip()}")
    subprocess.run([*nginx, "-s", "reload"], check=True)


def _write(target: Path, text: str) -> None:
    beside = target.with_suffix(".new")
    beside.write_text(text, encoding="ascii")
    beside.chmod(0o644)
    beside.replace(target)


def main() -> int:
    """Run the command; only the administrator may give it arguments."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, default=SOURCE)
    parser.add_argument("--target", type=Path, default=TARGET)
    parser.add_argument("--nginx", default="/usr/sbin/nginx", help="command of nginx, with its options")
    options = parser.parse_args()
    try:
        install(checked(options.source), options.target, shlex.split(options.nginx))
    except (NotAcceptedError, OSError, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
