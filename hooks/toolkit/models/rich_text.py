"""The small, sanitised subset of Markdown that texts in YAML may use: emphasis, links, lists.

Raw HTML, images and everything else are shown as the characters they are.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from toolkit.kinds import BY_SCHEME

SAFE_SCHEMES = ("https", "http", "mailto")

_PARSER = MarkdownIt("zero").enable(["emphasis", "link", "list", "newline"])
# Every link must become a token, so that a forbidden one is refused with a sentence rather than printed.
_PARSER.validateLink = lambda url: True  # type: ignore[method-assign]

# What begins a mark anywhere, or a second line; what begins a list.
_MARKS = ("*", "_", "[", "\n")
_LIST = re.compile(r"\s*(?:[-+]|[0-9]+[.)])")

_BLANKS = re.compile(r"[\0- ]+")

Resolve = Callable[[str], str]


def scheme_of(address: str) -> str:
    """Scheme of an address in lower case, as browsers read it (blanks and controls dropped); empty if relative."""
    compact = _BLANKS.sub("", address)
    try:
        return urlsplit(compact).scheme.lower()
    except ValueError:
        return "invalid"


def markup_faults(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Codes and details of what a text may not hold: links of a scheme neither safe nor that of a kind of record."""
    for address in link_targets(text):
        if scheme_of(address) not in (*SAFE_SCHEMES, *BY_SCHEME):
            yield "forbidden-link", {"address": address}


def link_targets(text: str) -> list[str]:
    """Addresses of the links of a text, in order."""
    if "](" not in text:  # no other form of link is read
        return []
    return [str(token.attrs["href"]) for token in _tokens(text) if token.type == "link_open"]


def _is_plain(text: str) -> bool:
    """Whether a text is its own plain text, as most are: no need of the parser."""
    return not (any(mark in text for mark in _MARKS) or _LIST.match(text))


def to_html(text: str, resolve: Resolve = lambda address: address, inline: bool = False) -> Markup:
    """HTML of a text; `resolve` turns an address as written into the one to print."""
    if _is_plain(text):
        return escape(text) if inline else Markup(f"<p>{escape(text)}</p>\n")  # noqa: S704
    tokens = _PARSER.parseInline(text) if inline else _PARSER.parse(text)
    for token in _walk(tokens):
        if token.type == "link_open":
            token.attrs["href"] = resolve(str(token.attrs["href"]))
    # The renderer escapes every text and attribute; HTML tokens do not exist in this subset.
    return Markup(_PARSER.renderer.render(tokens, _PARSER.options, {}))  # noqa: S704


@lru_cache(maxsize=10_000)
def to_text(text: str) -> str:
    """The words alone, without marks; blocks are joined by a space. Cached: a summary is printed in many places."""
    if _is_plain(text):
        return _spaced(text)
    blocks = (token.children or [] for token in _PARSER.parse(text) if token.type == "inline")
    return _spaced(" ".join("".join(map(_word, block)) for block in blocks))


def _spaced(words: str) -> str:
    """Words separated by single spaces. `str.split()` would also split at no-break spaces."""
    return " ".join(filter(None, words.split(" "))) if "  " in words else words.strip(" ")


def _word(token: Token) -> str:
    return " " if token.type in ("softbreak", "hardbreak") else token.content


def _tokens(text: str) -> Iterator[Token]:
    return _walk(_PARSER.parse(text))


def _walk(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _walk(token.children or [])
