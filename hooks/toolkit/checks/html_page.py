"""A finished HTML page, read once by an HTML parser, for the final checks, the sitemap and search."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from sys import intern

from selectolax.lexbor import LexborHTMLParser, LexborNode

from toolkit.checks.article import article_text

_LEFTOVER = re.compile(r"@@[a-z_]+@@|<!--\s*data:|&lt;!--|\{\{|\{%")
# Event handlers run code, style attributes need a policy that allows them everywhere. Texts may look like these.
_FORBIDDEN = re.compile(r"[\s\"'/](?:on[a-z]+|style)\s*=", re.IGNORECASE)
# Attributes a browser fetches from without being asked, by element.
_FETCHED = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "input": ("src",),
    "use": ("href", "xlink:href"),
    "image": ("href", "xlink:href"),
}
_FETCHING = ", ".join([*_FETCHED, "link", "form", "button"])
# Elements whose attributes are read, found in one walk of the tree.
_NOTED = f"h1, {_FETCHING}"
_FETCHED_RELATIONS = {
    "stylesheet",
    "icon",
    "preload",
    "modulepreload",
    "manifest",
    "prefetch",
    "preconnect",
    "dns-prefetch",
}
Attributes = Mapping[str, str | None]
_EXECUTABLE = {None, "", "module", "text/javascript", "application/javascript"}


@dataclass(frozen=True)
class FinalPage:
    """Facts of a page. `address` is relative to the root, `source` is the file to mend."""

    address: str
    source: str
    line: int
    language: str
    title: str
    description: str
    h1: int
    ids: tuple[str, ...]
    links: tuple[str, ...]
    fetched: tuple[str, ...]
    alternates: tuple[tuple[str, str], ...]
    forbidden: tuple[str, ...]
    inline_scripts: int
    leftover: str
    indexed: bool
    article: str


def read_html(address: str, html: str, source: str, line: int = 1, indexed: bool = True) -> FinalPage:
    """Read a finished page."""
    tree = LexborHTMLParser(html)
    root, head = tree.root, tree.head or tree
    title, description = head.css_first("title"), head.css_first('meta[name="description"]')
    noted = [(str(node.tag), node.attributes) for node in tree.css(_NOTED)]
    return FinalPage(
        address=address,
        source=source,
        line=line,
        language=str(root.attributes.get("lang") or "") if root else "",
        title=title.text().strip() if title else "",
        description=str(description.attributes.get("content") or "") if description else "",
        h1=sum(tag == "h1" for tag, _ in noted),
        ids=tuple(str(node.id) for node in tree.css("[id]")),
        # The same links are on thousands of pages: one copy of each in memory.
        links=tuple(intern(str(node.attributes["href"] or "")) for node in tree.css("a[href], area[href]")),
        fetched=tuple(_fetched(noted)),
        alternates=tuple(_alternates(head)),
        forbidden=_forbidden(tree) if _FORBIDDEN.search(html) else (),
        inline_scripts=sum(_is_inline_script(tag, attributes) for tag, attributes in noted),
        leftover=leftover(html),
        indexed=indexed,
        article=article_text(tree),
    )


def leftover(html: str) -> str:
    """The first thing of a page that was written for the build, not for readers; empty when there is none."""
    match = _LEFTOVER.search(html)
    return match[0] if match else ""


def _alternates(head: LexborHTMLParser | LexborNode) -> list[tuple[str, str]]:
    nodes = head.css('link[rel="alternate"][hreflang]')
    return [(str(node.attributes["hreflang"]), str(node.attributes.get("href"))) for node in nodes]


def _forbidden(tree: LexborHTMLParser) -> tuple[str, ...]:
    names = {name for node in tree.css("*") for name in node.attributes}
    return tuple(sorted(name for name in names if name.startswith("on") or name == "style"))


def _is_inline_script(tag: str, attributes: Attributes) -> bool:
    return tag == "script" and "src" not in attributes and attributes.get("type") in _EXECUTABLE


def _fetched(noted: Iterable[tuple[str, Attributes]]) -> list[str]:
    targets: list[str] = []
    for tag, attributes in noted:
        for name in _FETCHED.get(tag, ()):
            if value := attributes.get(name):
                targets += [part.split()[0] for part in value.split(",")] if name == "srcset" else [value]
        if tag == "link" and _FETCHED_RELATIONS & set(str(attributes.get("rel")).split()):
            targets.append(str(attributes.get("href") or ""))
        if tag in ("form", "button") and (action := attributes.get("action") or attributes.get("formaction")):
            targets.append(action)
    return targets
