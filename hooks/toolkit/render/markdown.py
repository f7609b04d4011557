"""Convert the Markdown of pages: no raw HTML, tick boxes, tables that scroll on a small screen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
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
    """A Markdown text as HTML; `digest` is that of the text and of the words the converter adds."""

    digest: str
    html: str
    sections: Sections
    minutes: int


class Converter:
    """Converts pages of one language; `labels` gives the words it adds."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        self.labels = labels
        extension = ToolkitMarkdown(labels)
        self.markdown = Markdown(extensions=["toc", "tables", "fenced_code", "admonition", "sane_lists", extension])

    def convert(self, text: str, before: Conversion | None = None) -> Conversion:
        """Convert a text, unless `before` is its conversion."""
        digest = short_digest(text, sorted(self.labels.items()))
        if before and before.digest == digest:
            return before
        html = self.markdown.reset().convert(text)
        tokens: list[dict[str, str]] = vars(self.markdown)["toc_tokens"]  # set by its extension `toc`
        sections = tuple((token["name"], token["id"]) for token in tokens)
        return Conversion(digest, html, sections, reading_minutes(text))


def reading_minutes(text: str) -> int:
    """Return the minutes to read a text."""
    return max(1, round(len(_WORD.findall(_LINK_TARGET.sub("", text))) / WORDS_PER_MINUTE))


class ToolkitMarkdown(Extension):
    """Python-Markdown extension of the toolkit."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        super().__init__()
        self.labels = labels

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (name given by Python-Markdown)
        """Register; raw HTML is escaped rather than passed through."""
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.deregister("entity")
        md.treeprocessors.register(_Blocks(md, self.labels), "toolkit_blocks", 5)


class _Blocks(Treeprocessor):
    def __init__(self, md: Markdown, labels: Mapping[str, str]) -> None:
        super().__init__(md)
        self.labels = labels

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
        wrapper.set("aria-label", self.labels["table"])
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
