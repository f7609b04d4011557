"""Fill the pages written in Markdown: data in place of markers, links resolved, terms explained.

Some of that data is files the pages offer (forms, open data, the report): they are made here, from the same content.
"""

import re
from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cached_property
from html import escape, unescape
from posixpath import join, normpath
from typing import Any

from toolkit.assets import fonts
from toolkit.build.dependencies import Recorder
from toolkit.domain.context import Context
from toolkit.exports.base import FOLDER, Download
from toolkit.forms.files import Download as FormFile
from toolkit.forms.files import downloads as form_files
from toolkit.models.glossary import Term
from toolkit.models.rich_text import scheme_of
from toolkit.project import Project
from toolkit.render import report
from toolkit.render.environment import Renderer
from toolkit.render.tooltips import explain
from toolkit.settings import Settings
from toolkit.sources.pages import MARKER, Page

# Keys of the files made beside the pages; FORMS is also the name of a mapping, as are the templates.
FORMS, OPEN_DATA, TEMPLATES = "forms", "open data", "templates"
_PROTECTED = re.compile(r"<p>@@data_([a-z-]+)@@</p>")
_HREF = re.compile(r'(?<=href=")[^"]*(?=")')


def protect_markers(markdown: str) -> str:
    """Return Markdown with each data marker as a paragraph that survives the conversion."""
    return MARKER.sub(lambda match: f"\n\n@@data_{match[1]}@@\n\n", markdown)


@dataclass
class PageFiller:
    """Fills the pages of one build.

    `project` records what is read from it; `reports` are the reports made, by language, and `beside` the files made
    with a page, by the key of the page.
    """

    project: Project
    renderer: Renderer
    settings: Settings
    recorder: Recorder
    reports: dict[str, Download] = field(default_factory=dict)
    beside: dict[Hashable, dict[str, bytes]] = field(default_factory=dict)

    @cached_property
    def forms(self) -> tuple[FormFile, ...]:
        """The forms as files."""
        with self.recorder.nested(FORMS):
            self.recorder.record(FORMS)
            self.recorder.record(TEMPLATES)  # the reference documents of pandoc
            return form_files(self.project, self.settings.site_url, self.project.root / ".cache")

    @cached_property
    def downloads(self) -> tuple[Download, ...]:
        """The files of the open data."""
        # Imported here, as below: a build that makes none of these files does not load the programs that do.
        from toolkit.exports.formats import downloads

        with self.recorder.nested(OPEN_DATA):
            return downloads(self.project, self.settings.site_url, self.settings.licence)

    def fill(self, html: str, page: Page) -> str:
        """Return the HTML of a page with its data in place and its links resolved."""
        context = Context(self.project, page.language, self.project.address(page.path, page.language))
        html = _HREF.sub(lambda match: escape(self._target(unescape(match[0]), page, context)), html)
        html = self._explain(html, page, context)
        if page.meta.method:
            method = self.project.catalog.methods[page.meta.method]
            html = self.renderer.render("records/methods.html", context, record=method) + html
        if report.PLACE in html:
            pdf = self.reports[page.language] = self._report(context, page, html)
            self.beside[(page.language, page.path)] = {pdf.path: pdf.content}
        return self._with_data(html, page, context)

    def _target(self, target: str, page: Page, context: Context) -> str:
        """Return what is printed for the target of a link; pages are named relative to the one that links."""
        path, mark, anchor = target.partition("#")
        neutral = normpath(join(page.path, "..", path))
        if path.endswith(".md") and not scheme_of(target) and (page.language, neutral) in self.project.pages:
            return context.page(neutral + mark + anchor)
        return context.resolve(target)

    def _explain(self, html: str, page: Page, context: Context) -> str:
        """Return HTML with the terms the page declares explained where they first appear."""

        def show(term: Term, words: str) -> str:
            return self.renderer.render("term.html", context, term=term, shown=words)

        terms = [self.project.catalog.terms[identifier] for identifier in page.meta.related.terms]
        return explain(html, terms, context.language, show)

    def _with_data(self, html: str, page: Page, context: Context) -> str:
        markers = {marker.text for marker in page.markers}

        def data(match: re.Match[str]) -> str:
            if match[1] not in markers:
                return match[0]
            return self.renderer.render(f"data/{match[1]}.html", context, **self._offered(match[1]))

        return _PROTECTED.sub(data, html)

    def _offered(self, marker: str) -> dict[str, Any]:
        """Return the files the template of a marker shows; the page depends on all they are made from."""
        values: dict[str, Any] = {"reports": self.reports}
        if marker == "downloads":
            values["downloads"] = self.downloads
            self.recorder.include(OPEN_DATA)
        elif marker == "templates":
            values["forms"] = self.forms
            self.recorder.include(FORMS)
        return values

    def _report(self, context: Context, page: Page, html: str) -> Download:
        """Return the inventory report as a PDF, from the content of its page."""
        from toolkit.exports.report_pdf import report_pdf

        root, title = self.project.root, page.meta.title
        template, cuts = root / "overrides" / "report" / "inventory.typ", fonts.static_fonts(root / ".cache")
        content = report_pdf(context, title, html, self.settings.site_url, template, cuts)
        return Download("pdf", page.language, f"{FOLDER}/inventory.{page.language}.pdf", content)
