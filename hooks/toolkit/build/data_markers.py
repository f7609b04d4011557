"""What is put into the pages written in Markdown: data in place of markers, links to records, terms explained.

Some of that data is files the pages offer (forms, open data, the report): they are made here, once, from the same
content.
"""

import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape, unescape
from pathlib import Path
from typing import Any

from toolkit.assets import fonts
from toolkit.build.dependencies import Asked
from toolkit.build.settings import Settings
from toolkit.build.timing import Phases
from toolkit.domain.context import Reader
from toolkit.exports.base import FOLDER, Download
from toolkit.forms.files import Download as Form
from toolkit.forms.files import downloads as forms
from toolkit.models.glossary import Term
from toolkit.project import Project
from toolkit.render import report
from toolkit.render.environment import Renderer
from toolkit.render.tooltips import explain
from toolkit.sources.pages import MARKER, Document

_PLACED = re.compile(r"<p>@@data_([a-z-]+)@@</p>")
# Keys of what is made beside the pages.
FORMS, OPEN_DATA = "forms", "open data"
_HREF = re.compile(r'(?<=href=")[^"]*(?=")')


def place(markdown: str) -> str:
    """Markdown with each data marker turned into a paragraph that survives the conversion."""
    return MARKER.sub(lambda match: f"\n\n@@data_{match[1]}@@\n\n", markdown)


@dataclass
class PageData:
    """Fills the pages of one build, out of a watched project.

    `beside` are the files made with a page, by its key.
    """

    project: Project
    renderer: Renderer
    settings: Settings
    asked: Asked
    phases: Phases = field(default_factory=Phases)
    reports: dict[str, Download] = field(default_factory=dict)
    beside: dict[Hashable, dict[str, bytes]] = field(default_factory=dict)

    @property
    def cache(self) -> Path:
        """A folder that may be deleted at any time."""
        return self.project.root / ".cache"

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """The forms as files."""
        with self.phases.aside("files"), self.asked.aside(FORMS):
            self.asked.ask(FORMS)
            return forms(self.project, self.settings.site_url, self.cache)

    @cached_property
    def downloads(self) -> tuple[Download, ...]:
        """The files of the open data."""
        # Imported here, as below: a build whose files stay does not pay for the programs that make them.
        from toolkit.exports.formats import downloads

        with self.phases.aside("files"), self.asked.aside(OPEN_DATA):
            return downloads(self.project, self.settings.site_url, self.settings.licence)

    def open_data_files(self) -> Iterator[tuple[str, bytes]]:
        """Address and content of the files of the open data."""
        return ((one.path, one.content) for one in self.downloads)

    def form_files(self) -> Iterator[tuple[str, bytes]]:
        """Address and content of the forms."""
        return ((form.address, form.content) for form in self.forms)

    def _offered(self, marker: str) -> Mapping[str, Any]:
        """The files a page shows; it is made from all they are made from."""
        if marker == "downloads":
            values: Mapping[str, Any] = {"downloads": self.downloads}
            self.asked.ask_as(OPEN_DATA)
        elif marker == "templates":
            values = {"forms": self.forms}
            self.asked.ask_as(FORMS)
        else:
            values = {"reports": self.reports}
        return values

    def fill(self, html: str, document: Document) -> str:
        """HTML of a page with its data in place and its record links resolved."""
        reader = Reader(self.project, document.language, self.project.address(document.path, document.language))
        html = _HREF.sub(lambda match: escape(reader.resolve(unescape(match[0]))), html)
        html = self._explain(html, document, reader)
        if document.meta.method:
            method = self.project.catalogue.methods[document.meta.method]
            html = self.renderer.render("records/methods.html", reader, record=method) + html
        if report.PLACE in html:
            found = self.reports[document.language] = self._report(reader, document, html)
            self.beside[(document.language, document.path)] = {found.path: found.content}
        return self._place(html, document, reader)

    def _place(self, html: str, document: Document, reader: Reader) -> str:
        markers = {marker.text for marker in document.markers}

        def data(match: re.Match[str]) -> str:
            if match[1] not in markers:
                return match[0]
            return self.renderer.render(f"data/{match[1]}.html", reader, **self._offered(match[1]))

        return _PLACED.sub(data, html)

    def _explain(self, html: str, document: Document, reader: Reader) -> str:
        """HTML with the terms the page declares explained where they first appear."""

        def show(term: Term, words: str) -> str:
            return self.renderer.render("term.html", reader, term=term, shown=words)

        terms = [self.project.catalogue.terms[one] for one in document.meta.related.terms]
        return explain(html, terms, reader.language, show)

    def _report(self, reader: Reader, document: Document, html: str) -> Download:
        """The inventory report as a document, from the content of its page."""
        from toolkit.exports.report_pdf import report_pdf

        template = self.project.root / "overrides" / "report" / "inventory.typ"
        title, cuts = document.meta.title, fonts.static_fonts(self.cache)
        content = report_pdf(reader, title, html, self.settings.site_url, template, cuts)
        return Download("pdf", document.language, f"{FOLDER}/inventory.{document.language}.pdf", content)
