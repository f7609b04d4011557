"""The Content-Security-Policy, computed from what the built files really use.

Nothing is allowed unless a file needs it. Code written inside a page is allowed by its digest alone.
https://www.w3.org/TR/CSP3/
"""

import base64
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser

SELF = "'self'"
# What an element makes the browser fetch, by directive. (CSP calls icons images.)
_ELEMENTS = {
    "script-src": "script[src], link[rel=modulepreload]",
    "style-src": "link[rel=stylesheet]",
    "img-src": "img, picture, link[rel=icon], svg image",
    "font-src": "link[as=font]",
    "form-action": "form",
    "manifest-src": "link[rel=manifest]",
    "media-src": "audio, video",
}
_CODE = (
    ("script-src", re.compile(r"\bWebAssembly\b"), "'wasm-unsafe-eval'"),
    ("connect-src", re.compile(r"\bfetch\(|\bXMLHttpRequest\b|\bsendBeacon\("), SELF),
    ("worker-src", re.compile(r"\bnew (?:Shared)?Worker\("), SELF),
)
_EXECUTABLE = ("", "module", "text/javascript")
_URL = re.compile(r"url\(\s*[\"']?([^)\"']+)")
_FONT = re.compile(r"\.(?:woff2?|ttf|otf)(?:[?#]|$)")
# These stand in every policy; a page is framed nowhere, and its relative links cannot be moved.
_ALWAYS = {"base-uri": "'none'", "form-action": "'none'", "frame-ancestors": "'none'"}


def policy(files: Mapping[str, bytes]) -> str:
    """Return the policy of a site, from the content of its HTML, CSS and JavaScript files by path."""
    sources: dict[str, set[str]] = defaultdict(set)
    for path, content in files.items():
        for directive, source in _needs(path, content.decode("utf-8", "replace")):
            sources[directive].add(source)
    directives = {
        "default-src": "'none'",
        **_ALWAYS,
        **{name: " ".join(_sorted(values)) for name, values in sources.items()},
    }
    return "; ".join(
        f"{name} {directives[name]}" for name in ("default-src", *sorted(set(directives) - {"default-src"}))
    )


def _sorted(values: set[str]) -> list[str]:
    return sorted(values, key=lambda value: (value != SELF, value))


def _needs(path: str, text: str) -> Iterator[tuple[str, str]]:
    if path.endswith(".html"):
        yield from _page_needs(text)
    elif path.endswith(".css"):
        yield from _style_needs(text)
    elif path.endswith(".js"):
        yield from ((directive, source) for directive, pattern, source in _CODE if pattern.search(text))


def _page_needs(text: str) -> Iterator[tuple[str, str]]:
    tree = LexborHTMLParser(text)
    yield from ((directive, SELF) for directive, selector in _ELEMENTS.items() if tree.css_first(selector))
    if tree.css_first("img[src^='data:']"):
        yield "img-src", "data:"
    for node in tree.css("script:not([src])"):
        if (node.attributes.get("type") or "") in _EXECUTABLE:
            yield "script-src", _digest(node.text())
    for node in tree.css("style"):
        yield "style-src", _digest(node.text())


def _style_needs(text: str) -> Iterator[tuple[str, str]]:
    for target in _URL.findall(text):
        if target.startswith("data:"):
            yield "img-src", "data:"
        else:
            yield ("font-src" if _FONT.search(target) else "img-src"), SELF


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
