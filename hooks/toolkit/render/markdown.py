"""Convert the Markdown of pages: no raw HTML, tick boxes, tables that scroll on a small screen."""

import re
from dataclasses import dataclass
from functools import lru_cache
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from toolkit.file_cache import short_digest

WORDS_PER_MINUTE = 200
_BOX = re.compile(r"\s*\[( |x|X)\]\s+")
_WORD = re.compile(r"\w[\w’'-]*")
_LINK_TARGET = re.compile(r"\]\([^)]*\)")
# Title and anchor of each section of a page.
Sections = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Conversion:
    """A Markdown text as HTML; `digest` is that of the text and of the word the converter adds."""

    digest: str
    html: str
    sections: Sections
    minutes: int


def convert(text: str, table: str, before: Conversion | None = None) -> Conversion:
    """Convert the text of a page, unless `before` is its conversion; `table` is the accessible name of a table."""
    digest = short_digest(text, table)
    if before and before.digest == digest:
        return before
    markdown = _converter(table)
    html = markdown.reset().convert(text)
    tokens: list[dict[str, str]] = vars(markdown)["toc_tokens"]  # set by its extension `toc`
    return Conversion(digest, html, tuple((token["name"], token["id"]) for token in tokens), reading_minutes(text))


@lru_cache(maxsize=4)
def _converter(table: str) -> Markdown:
    """Return a converter, which takes longer to make than most pages to convert."""
    return Markdown(extensions=["toc", "tables", "fenced_code", "admonition", "sane_lists", ToolkitMarkdown(table)])


def reading_minutes(text: str) -> int:
    """Return the minutes to read a text."""
    return max(1, round(len(_WORD.findall(_LINK_TARGET.sub("", text))) / WORDS_PER_MINUTE))


class ToolkitMarkdown(Extension):
    """Python-Markdown extension of the toolkit."""

    def __init__(self, table: str) -> None:
        super().__init__()
        self.table = table

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (name given by Python-Markdown)
        """Register; raw HTML is escaped rather than passed through."""
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.deregister("entity")
        md.treeprocessors.register(_Blocks(md, self.table), "toolkit_blocks", 5)


class _Blocks(Treeprocessor):
    def __init__(self, md: Markdown, table: str) -> None:
        super().__init__(md)
        self.table = table

    def run(self, root: ElementTree.Element) -> None:
        for parent in list(root.iter()):
            for index, child in enumerate(list(parent)):
                if child.tag == "table":
                    parent[index] = self.scrolling(child)
                elif child.tag == "li":
                    self.tick_box(child)
        for items in root.iter("ul"):
            if len(items) and all(item.get("class") == "tick" for item in items):
                items.set("class", "checklist")

    def scrolling(self, table: ElementTree.Element) -> ElementTree.Element:
        """A keyboard reader must be able to scroll a wide table (WCAG 2.1.1)."""
        wrapper = ElementTree.Element("div", {"class": "table-scroll", "role": "group", "tabindex": "0"})
        wrapper.set("aria-label", self.table)
        wrapper.tail, table.tail = table.tail, None
        wrapper.append(table)
        for cell in table.iterfind("thead/tr/th"):
            cell.set("scope", "col")
        return wrapper

    def tick_box(self, item: ElementTree.Element) -> None:
        """`- [ ] text` becomes a labelled box; a loose list holds its text in a paragraph."""
        holder = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
        if not (match := _BOX.match(holder.text or "")):
            return
        label = ElementTree.Element("label")
        box = ElementTree.SubElement(label, "input", {"type": "checkbox"})
        box.tail = (holder.text or "")[match.end() :]
        inline = [child for child in holder if child.tag not in ("ul", "ol", "p", "div")]
        for child in inline:
            holder.remove(child)
            label.append(child)
        holder.text = ""
        holder.insert(0, label)
        item.set("class", "tick")
