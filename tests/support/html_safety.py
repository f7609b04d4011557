"""Assert with a real parser that nothing in a piece of HTML can run."""

import json
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

# The last line: references to records, which mean nothing to browsers.
SAFE_SCHEMES = {
    *("", "http", "https", "mailto", "tel"),
    *("process", "method", "lot", "term", "facilitator"),
}
ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "data", "srcset", "poster"}
# What texts could bring in, and our templates do not use.
FOREIGN = {"img", "iframe", "object", "embed", "base", "style", "applet", "math", "video", "audio"}


def assert_harmless(html: str) -> None:
    """No script, no event handler, no style, no forbidden scheme, nothing fetched."""
    for node in LexborHTMLParser(html).css("*"):
        assert node.tag not in FOREIGN, node.html
        if node.tag == "script":
            assert node.attributes.get("type") in ("application/ld+json", "application/json"), node.html
            json.loads(node.text())
        for name, value in node.attributes.items():
            assert not name.startswith("on"), node.html
            assert name != "style", node.html
            assert name not in ADDRESSES or _scheme(value or "") in SAFE_SCHEMES, node.html


def assert_harmless_page(html: str) -> None:
    """The same of a finished page: its own scripts are files, and its images are drawn by our templates."""
    page = LexborHTMLParser(html)
    assert not page.css("script:not([src]):not([type='application/ld+json']):not([type='application/json'])")
    assert not page.css("img[src=x], svg[onload], iframe, object, embed, base")
    for node in page.css("*"):
        for name, value in node.attributes.items():
            assert not name.startswith("on"), node.html
            assert name not in ADDRESSES or _scheme(value or "") in SAFE_SCHEMES, node.html
    for node in page.css("script:not([src])"):
        json.loads(node.text())


def _scheme(address: str) -> str:
    """As browsers read it: blanks and controls at the ends, tabs and line ends anywhere, do not count."""
    seen = "".join(character for character in address if character not in "\t\r\n").strip("".join(map(chr, range(33))))
    try:
        return urlsplit(seen).scheme.lower()
    except ValueError:
        return ""
