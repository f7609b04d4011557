"""How Markdown pages become HTML here: no raw HTML, tick boxes, tables that scroll on a small screen."""

import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import InlineProcessor, Treeprocessor

_BOX = re.compile(r"\s*\[( |x|X)\]\s+")
# What could begin a mark inside a line: code, an escape, a link or an image, an address, emphasis, a line break.
_MARKED = re.compile(r"[`\\\[!<*_]|  \n")

# What a block of each kind cannot be without.
_MARKS = {"quote": ">", "hashheader": "#", "admonition": "!!!"}


class ToolkitMarkdown(Extension):
    """Python-Markdown extension; `labels` gives the words it adds, in the language of the page."""

    def __init__(self, labels: Mapping[str, str]) -> None:
        super().__init__()
        self.labels = labels

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (name given by Python-Markdown)
        """Register; raw HTML is escaped rather than passed through."""
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.deregister("entity")
        md.treeprocessors.register(_Inline(md), "inline", 20)  # the priority of the one it replaces
        md.treeprocessors.register(_Blocks(md, self.labels), "toolkit_blocks", 5)
        for name, mark in _MARKS.items():
            if name in md.parser.blockprocessors:
                processor: Any = md.parser.blockprocessors[name]
                processor.RE = _Marked(mark, processor.RE)


class _Inline(InlineProcessor):
    """Looks for marks only where there may be one: Python-Markdown tries fourteen patterns on every text.

    Gain (`make bench`): half of the conversion of 150 pages, 0.35 s. Should the method be called otherwise one day,
    nothing changes but the time.
    """

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if not _MARKED.search(data):
            return data
        text: str = super()._InlineProcessor__handleInline(data, patternIndex)  # type: ignore[misc]
        return text


class _Marked:
    """A pattern that is looked for only in blocks that have its mark. Gain at 150 pages: 0.15 s."""

    def __init__(self, mark: str, pattern: re.Pattern[str]) -> None:
        self.mark, self.pattern, self.match = mark, pattern, pattern.match

    def search(self, block: str) -> re.Match[str] | None:
        """As that of a pattern."""
        return self.pattern.search(block) if self.mark in block else None


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
