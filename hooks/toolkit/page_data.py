"""What is put into the pages written in Markdown: data in place of markers, links to records, terms explained.

Some of that data is files the pages offer (forms, open data, the report): they are made here, once, from the same
content.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import escape, unescape
from pathlib import Path

from toolkit import fonts, report
from toolkit.documents import MARKER, Document
from toolkit.downloads import Download as Form
from toolkit.downloads import downloads as forms
from toolkit.exports import Download, downloads
from toolkit.exports.base import FOLDER
from toolkit.model.glossary import Term
from toolkit.project import Project
from toolkit.reader import Reader
from toolkit.rendering import Renderer
from toolkit.report_pdf import report_pdf
from toolkit.tooltips import explain

_PLACED = re.compile(r"<p>@@data_([a-z-]+)@@</p>")
_HREF = re.compile(r'(?<=href=")[^"]*(?=")')


def place(markdown: str) -> str:
    """Markdown with each data marker turned into a paragraph that survives the conversion."""
    return MARKER.sub(lambda match: f"\n\n@@data_{match[1]}@@\n\n", markdown)


@dataclass
class PageData:
    """Fills the pages of one build; `licence` is the address of the open data's, empty as long as none is chosen."""

    project: Project
    renderer: Renderer
    site_url: str
    licence: str
    reports: dict[str, Download] = field(default_factory=dict)

    @property
    def cache(self) -> Path:
        """A folder that may be deleted at any time."""
        return self.project.root / ".cache"

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """The forms as files."""
        return forms(self.project, self.site_url, self.cache)

    @cached_property
    def downloads(self) -> tuple[Download, ...]:
        """The files of the open data."""
        return downloads(self.project, self.site_url, self.licence)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Address and content of every file the pages offer."""
        yield from ((one.path, one.content) for one in (*self.downloads, *self.reports.values()))
        yield from ((form.address, form.content) for form in self.forms)

    def fill(self, html: str, document: Document) -> str:
        """HTML of a page with its data in place and its record links resolved."""
        reader = Reader(self.project, document.language, self.project.address(document.path, document.language))
        html = _HREF.sub(lambda match: escape(reader.resolve(unescape(match[0]))), html)
        html = self._explain(html, document, reader)
        if document.meta.method:
            method = self.project.catalogue.methods[document.meta.method]
            html = self.renderer.render("records/methods.html", reader, record=method) + html
        if report.PLACE in html:
            self.reports[document.language] = self._report(reader, document, html)
        return self._place(html, document, reader)

    def _place(self, html: str, document: Document, reader: Reader) -> str:
        markers = {marker.text for marker in document.markers}
        values = {"downloads": self.downloads, "forms": self.forms, "reports": self.reports}

        def data(match: re.Match[str]) -> str:
            return self.renderer.render(f"data/{match[1]}.html", reader, **values) if match[1] in markers else match[0]

        return _PLACED.sub(data, html)

    def _explain(self, html: str, document: Document, reader: Reader) -> str:
        """HTML with the terms the page declares explained where they first appear."""

        def show(term: Term, words: str) -> str:
            return self.renderer.render("term.html", reader, term=term, shown=words)

        terms = [self.project.catalogue.terms[one] for one in document.meta.related.terms]
        return explain(html, terms, reader.language, show)

    def _report(self, reader: Reader, document: Document, html: str) -> Download:
        """The inventory report as a document, from the content of its page."""
        template = self.project.root / "overrides" / "report" / "inventory.typ"
        content = report_pdf(reader, document.meta.title, html, self.site_url, template, fonts.static_fonts(self.cache))
        return Download("pdf", document.language, f"{FOLDER}/inventory.{document.language}.pdf", content)
