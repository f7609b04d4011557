"""Apache: `.htaccess` files. They need `AllowOverride All`, and mod_headers, mod_rewrite.

https://httpd.apache.org/docs/2.4/
"""

from collections.abc import Iterator

from publishing.server.headers import FINGERPRINTED, LONG, OPEN, PRIVATE, SHORT
from publishing.server.site import Site
from publishing.server.types import SHARED, TYPES, compresses, has_charset

_ENCODINGS = (("br", "br"), ("gz", "gzip"))


def files(site: Site) -> dict[str, str]:
    """Return the content of each file by its path in the site: the main one, and one a language for its error page."""
    lost = site.error_pages()
    inner = {f"{part}.htaccess": _lost(site, page) for part, page in lost.items() if part}
    lines = ["# Written by `make release`; do not edit.", "DirectoryIndex index.html", "Options -Indexes"]
    lines += [*_types(), *_headers(site), *_moves(site), *_variants()]
    return {".htaccess": "\n".join(lines) + "\n" + _lost(site, lost.get("", "")), **inner}


def _lost(site: Site, page: str) -> str:
    return f"ErrorDocument 403 {site.base}{page}\nErrorDocument 404 {site.base}{page}\n" if page else ""


def _types() -> Iterator[str]:
    yield from (f"AddType {kind} .{suffix}" for suffix, kind in TYPES.items())
    yield f"AddCharset utf-8 {' '.join('.' + suffix for suffix, kind in TYPES.items() if has_charset(kind))}"
    # Debian's own tables take these suffixes for a language and a type.
    yield from ("RemoveLanguage .br .gz", "RemoveType .br .gz", "AddEncoding br .br", "AddEncoding gzip .gz")


def _headers(site: Site) -> Iterator[str]:
    def when(pattern: str, matching: bool = True) -> str:
        return f'"expr=%{{REQUEST_URI}} {"=~" if matching else "!~"} m#{pattern}#"'

    everywhere, shared = site.headers.everywhere, rf"\.({'|'.join(SHARED)})(\.br|\.gz)?$"
    yield from (f'Header always set {name} "{value}"' for name, value in everywhere.items())
    yield from (f'Header always set {name} "{value}" {when(shared, matching=False)}' for name, value in PRIVATE.items())
    yield from (f'Header always set {name} "{value}" {when(shared)}' for name, value in OPEN.items())
    long = FINGERPRINTED.pattern.removesuffix("$") + r"(\.br|\.gz)?$"
    yield f'Header set Cache-Control "{LONG}" {when(long)}'
    yield f'Header set Cache-Control "{SHORT}" {when(long, matching=False)}'


def _moves(site: Site) -> Iterator[str]:
    yield r"RedirectMatch 404 (^|/)(_(headers|redirects)$|\.(?!well-known))"
    for old, new in site.moves():
        yield f'RedirectMatch 301 "^{old.replace(".", "[.]")}$" "{new}"'


def _variants() -> Iterator[str]:
    """Serve the compressed copy of a file to clients that accept it, with the content type of the original."""
    suffixes = "|".join(suffix for suffix in TYPES if compresses(f"x.{suffix}"))
    yield from ("RewriteEngine On", rf'<FilesMatch "\.({suffixes})(\.br|\.gz)?$">')
    yield from ("  Header merge Vary Accept-Encoding", "  SetEnv no-gzip 1", "  SetEnv no-brotli 1", "</FilesMatch>")
    for suffix, name in _ENCODINGS:
        yield rf"RewriteCond %{{HTTP:Accept-Encoding}} \b{name}\b"
        yield rf"RewriteCond %{{REQUEST_FILENAME}}.{suffix} -f"
        yield rf"RewriteRule ^(.+\.({suffixes}))$ $1.{suffix} [L]"
