"""Hosts that read `_headers` and `_redirects`: Netlify, Cloudflare Pages and those that follow them."""

from collections.abc import Iterator

from publishing.server.headers import PRIVATE, SHORT, caching, fingerprinted
from publishing.server.site import Site
from publishing.server.types import SHARED, suffix


def files(site: Site) -> dict[str, str]:
    """Return the content of each file, by its path in the site."""
    return {"_headers": "\n".join(_headers(site)) + "\n", "_redirects": "\n".join(_redirects(site)) + "\n"}


def _headers(site: Site) -> Iterator[str]:
    """Patterns here know no digest, so each file with a rule of its own is named; a `!` takes a general rule back."""
    yield from _rule(f"{site.base}*", {**site.headers.everywhere, **PRIVATE, "Cache-Control": SHORT})
    for path in sorted(site.paths):
        if fingerprinted(path) or suffix(path) in SHARED:
            own = {"Cache-Control": caching(path)}
            if suffix(path) in SHARED:
                own |= {"Cross-Origin-Resource-Policy": "cross-origin", "Access-Control-Allow-Origin": "*"}
            yield from _rule(site.base + path, own, replacing=True)


def _rule(pattern: str, headers: dict[str, str], replacing: bool = False) -> Iterator[str]:
    yield pattern
    general = {*PRIVATE, "Cache-Control"}
    yield from (f"  ! {name}" for name in headers if replacing and name in general)
    yield from (f"  {name}: {value}" for name, value in headers.items())


def _redirects(site: Site) -> Iterator[str]:
    yield from (f"{old} {new} 301" for old, new in site.moves())
    for part, page in sorted(site.error_pages().items(), reverse=True):
        yield f"{site.base}{part}* {site.base}{page} 404"
