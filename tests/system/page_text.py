"""The text of the built pages: by language, block by block, and cut into sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

LANGUAGES = ("fr", "nl")
INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "br", "cite", "data", "dfn", "em", "i", "ins", "mark", "q", "s", "small", "span", "strong")
    + ("sub", "sup", "time", "u", "wbr")
)
UNREAD = frozenset(("code", "kbd", "pre", "samp", "script", "style", "svg", "template"))
SPACES = re.compile(r"\s+")
# A sentence ends at its stop, with the quotation mark or the bracket that closes after it, before a capital or a figure.
SENTENCE_END = re.compile(
    r"(?<=[.!?…])(?<![ (.][a-zA-Z]\.)(?<!\b(?:bv|nr|ex|al)\.)(?<!\bart\.)(\s?[»’”)])?\s+(?=[«‘“(]?\s?[^\W_a-zà-ÿ])"
)


@dataclass(frozen=True)
class Passage:
    """A piece of running text of one language."""

    page: str
    language: str
    text: str


def pages(site: Path) -> Iterator[tuple[str, LexborHTMLParser]]:
    """Every page of a built site, with its address in the site."""
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), LexborHTMLParser(path.read_text("utf-8"))


def passages(site: Path) -> Iterator[Passage]:
    """All that readers of a built site can read, and the descriptions that search engines show."""
    for page, tree in pages(site):
        root = tree.root
        if root is None or tree.body is None:
            continue
        language = root.attributes.get("lang") or ""
        for node in tree.css("title, meta[name=description]"):
            yield Passage(page, language, one_line(node.attributes.get("content") or node.text()))
        for spoken, text in _blocks(tree.body, language):
            yield Passage(page, spoken, text)


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [sentence for sentence in SENTENCE_END.sub(r"\1\n", text).split("\n") if sentence]


def one_line(text: str) -> str:
    """Text with its white space reduced to single spaces."""
    return SPACES.sub(" ", text).strip()


def _blocks(body: LexborNode, language: str) -> Iterator[tuple[str, str]]:
    """Cut at every block and at every change of language; words hidden in an attribute make a block of their own."""
    pending: list[str] = []
    pending_language = language

    def flush() -> Iterator[tuple[str, str]]:
        text = one_line("".join(pending))
        pending.clear()
        if text:
            yield pending_language, text

    def walk(node: LexborNode, language: str) -> Iterator[tuple[str, str]]:
        nonlocal pending_language
        for child in node.iter(include_text=True):
            if child.tag == "-text":
                if language != pending_language:
                    yield from flush()
                    pending_language = language
                pending.append(child.text())
            elif child.tag not in UNREAD and child.attributes.get("translate") != "no":
                spoken = child.attributes.get("lang") or language
                for name in ("alt", "aria-label", "placeholder", "title"):
                    if hidden := one_line(child.attributes.get(name) or ""):
                        yield spoken, hidden
                if child.tag not in INLINE or child.tag == "br":
                    yield from flush()
                yield from walk(child, spoken)
                if child.tag not in INLINE:
                    yield from flush()

    yield from walk(body, language)
    yield from flush()
