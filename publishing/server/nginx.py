"""nginx: a file to include in a `server` block. https://nginx.org/en/docs/"""

from collections import defaultdict
from collections.abc import Iterator

from publishing.server.headers import FINGERPRINTED, LONG, OPEN, PRIVATE, SHORT
from publishing.server.site import Site
from publishing.server.types import SHARED, TYPES, UNKNOWN, has_charset

FILE = "server/nginx.conf"  # in a release; `apply_nginx.py` installs it on the server


def configuration(site: Site) -> str:
    """Return the whole file, of which every line must pass the grammar of `apply_nginx.py`."""
    return "\n".join(["# Written by `make release`; do not edit.", *_lines(site)]) + "\n"


def _lines(site: Site) -> Iterator[str]:
    yield from ("index index.html;", "server_tokens off;", "absolute_redirect off;", "gzip_static on;", "gzip_vary on;")
    yield from _types()
    yield from _headers(site)
    for part, page in site.error_pages().items():
        error = f"error_page 403 404 =404 {site.base}{page};"
        yield error if not part else f"location {site.base}{part} {{ {error} }}"
    for old, new in site.moves():
        yield f"location = {old} {{ return 301 {new}; }}"
    yield f"location ~ ^{site.base}(?:.*/)?(?:\\.(?!well-known)|_headers$|_redirects$) {{ return 404; }}"


def _types() -> Iterator[str]:
    """This replaces the server's own table, so it is whole."""
    suffixes_by_type: dict[str, list[str]] = defaultdict(list)
    for suffix, kind in TYPES.items():
        suffixes_by_type[kind].append(suffix)
    yield "types {"
    yield from (f"  {kind} {' '.join(suffixes)};" for kind, suffixes in sorted(suffixes_by_type.items()))
    yield "}"
    yield f"default_type {UNKNOWN};"
    yield "charset utf-8;"
    texts = (kind for kind in sorted(suffixes_by_type) if has_charset(kind) and kind != "text/html")
    yield f"charset_types {' '.join(texts)};"


def _headers(site: Site) -> Iterator[str]:
    """Values that differ from file to file are variables: `add_header` omits an empty one.

    Errors have no caching header (no `always`): a file that is missing today may be there tomorrow.
    """
    yield f'set $toolkit_caching "{SHORT}";'
    yield f'if ($uri ~ "{FINGERPRINTED.pattern}") {{ set $toolkit_caching "{LONG}"; }}'
    shared = rf"\.({'|'.join(SHARED)})$"
    for name in OPEN:
        variable = "$toolkit_" + name.lower().replace("-", "_")
        yield f'set {variable} "{PRIVATE.get(name, "")}";'
        yield f'if ($uri ~ "{shared}") {{ set {variable} "{OPEN[name]}"; }}'
        yield f"add_header {name} {variable} always;"
    yield "add_header Cache-Control $toolkit_caching;"
    yield from (f'add_header {name} "{value}" always;' for name, value in site.headers.everywhere.items())
