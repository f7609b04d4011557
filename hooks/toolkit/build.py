"""One build of the site, from the shells the theme rendered to the finished and checked folder."""

import os
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import escape, unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from toolkit import LANGUAGES, fonts, list_pages, report
from toolkit.assets import published_assets
from toolkit.catalogue import RECORD_FILES
from toolkit.documents import MARKER, Document
from toolkit.downloads import Download as Form
from toolkit.downloads import downloads as forms
from toolkit.exports import Download, downloads
from toolkit.exports.base import FOLDER
from toolkit.final_checks import final_problems
from toolkit.final_page import FinalPage, read_page
from toolkit.model.glossary import Term
from toolkit.problems import Problem
from toolkit.project import Project
from toolkit.reader import Reader
from toolkit.records import process_lists, record_pages
from toolkit.redirects import redirect_problems
from toolkit.rendering import Renderer
from toolkit.report_pdf import report_pdf
from toolkit.search.index import index_site
from toolkit.tooltips import explain

_PLACED = re.compile(r"<p>@@data_([a-z-]+)@@</p>")
_HREF = re.compile(r'(?<=href=")[^"]*(?=")')


@dataclass
class Build:
    """State of one build: what it reads, and what it has produced so far."""

    project: Project
    renderer: Renderer
    site_dir: Path
    site_url: str
    edit_base: str
    licence: str = ""
    assets: dict[str, str] = field(default_factory=dict)
    shells: dict[tuple[str, str], str] = field(default_factory=dict)
    pages: list[FinalPage] = field(default_factory=list)
    reports: dict[str, Download] = field(default_factory=dict)
    started: float = field(default_factory=time.monotonic)

    def _explain(self, html: str, document: Document, reader: Reader) -> str:
        """HTML with the terms the page declares explained where they first appear."""

        def show(term: Term, words: str) -> str:
            return self.renderer.render("term.html", reader, term=term, shown=words)

        return explain(
            html, [self.project.catalogue.terms[one] for one in document.meta.related.terms], reader.language, show
        )

    def add_assets(self, overrides: Path) -> Iterator[tuple[str, bytes]]:
        """Published name and content of the assets; templates find them by their plain name."""
        for name, (published, content) in published_assets(overrides, self.project.root / ".cache").items():
            self.assets[name] = published
            yield published, content

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """The forms as files."""
        return forms(self.project, self.site_url, self.project.root / ".cache")

    def place_data(self, markdown: str) -> str:
        """Markdown with each data marker turned into a paragraph that survives the conversion."""
        return MARKER.sub(lambda match: f"\n\n@@data_{match[1]}@@\n\n", markdown)

    def fill_data(self, html: str, document: Document) -> str:
        """HTML of a page with its data in place and its record links resolved."""
        reader = Reader(self.project, document.language, self.project.address(document.path, document.language))
        html = _HREF.sub(lambda match: escape(reader.resolve(unescape(match[0]))), html)
        html = self._explain(html, document, reader)
        if document.meta.method:
            method = self.project.catalogue.methods[document.meta.method]
            html = self.renderer.render("records/methods.html", reader, record=method) + html
        if report.PLACE in html:
            self.reports[document.language] = self._report(reader, document, html)
        values = {"downloads": self.downloads, "forms": self.forms, "reports": self.reports}
        markers = {marker.text for marker in document.markers}

        def data(match: re.Match[str]) -> str:
            return self.renderer.render(f"data/{match[1]}.html", reader, **values) if match[1] in markers else match[0]

        return _PLACED.sub(data, html)

    def _report(self, reader: Reader, document: Document, html: str) -> Download:
        """The inventory report as a document, from the content of its page."""
        template = self.project.root / "overrides" / "report" / "inventory.typ"
        cuts = fonts.static_fonts(self.project.root / ".cache")
        content = report_pdf(reader, document.meta.title, html, self.site_url, template, cuts)
        return Download("pdf", document.language, f"{FOLDER}/inventory.{document.language}.pdf", content)

    @cached_property
    def downloads(self) -> tuple[Download, ...]:
        """The files of the open data; `licence` is the address of theirs, empty as long as none is chosen."""
        return downloads(self.project, self.site_url, self.licence)

    def keep(self, address: str, html: str, source: str, line: int = 1, indexed: bool = True) -> None:
        """Remember a finished page for the checks and the sitemap."""
        self.pages.append(read_page(address, html, source, line, indexed))

    def finish(self) -> list[Problem]:
        """Write what the theme does not (records, root pages, sitemap, search index), then check the whole site."""
        for (language, kind), shell in sorted(self.shells.items()):
            around = (shell, self.renderer, self.site_url, self.edit_base)
            lists = process_lists(self.project, language, *around) if kind == "processes" else ()
            for page in (*record_pages(self.project, kind, language, *around), *lists):
                self.write(f"{page.address}index.html", page.html)
                self.keep(page.address, page.html, page.file, page.line, page.indexed)
        if list_pages.plan(self.project).layout == "pages":
            for language in LANGUAGES:
                address = list_pages.data_address(language)
                reader = Reader(
                    self.project, language, self.project.address(list_pages.list_page(self.project), language)
                )
                self.write(address, list_pages.list_data(reader))
        for one in (*self.downloads, *self.reports.values()):
            self.write(one.path, one.content)
        self._root_files()
        index_site(self.project, self.pages, self.site_dir)
        for form in self.forms:
            self.write(form.address, form.content)
        files = {path.relative_to(self.site_dir).as_posix() for path in self.site_dir.rglob("*") if path.is_file()}
        ledger = self.project.catalogue
        found = [*final_problems(self.pages, files, self.site_url)]
        return sorted([*found, *redirect_problems(ledger.redirects, ledger.redirect_lines, files)])

    def _root_files(self) -> None:
        """The page where readers choose a language, the page of lost ones, sitemap and robots.txt."""
        base = urlsplit(self.site_url).path
        readers = [Reader(self.project, one, "", lambda target: base + target) for one in LANGUAGES]
        for name in ("index.html", "404.html"):
            html = self._root(f"root/{name}", readers)
            self.write(name, html)
            self.keep(
                "" if name == "index.html" else name, html, f"overrides/root/{name}", indexed=name == "index.html"
            )
        self.write("sitemap.xml", self._root("root/sitemap.xml", readers))
        self.write("robots.txt", self._root("root/robots.txt", readers))

    def _root(self, template: str, readers: list[Reader]) -> str:
        return self.renderer.render(
            template,
            readers[0],
            readers=readers,
            pages=sorted((page for page in self.pages if page.indexed), key=lambda page: page.address),
            absolute=lambda address: urljoin(self.site_url, address),
            asset=lambda name: urlsplit(self.site_url).path + self.assets[name],
        )

    def write(self, path: str, content: str | bytes) -> None:
        """Write a file of the site. (os rather than pathlib: thousands of pages, a third of the time.)"""
        target = os.path.join(self.site_dir, path)
        try:
            stream = open(target, "wb")  # noqa: SIM115
        except FileNotFoundError:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            stream = open(target, "wb")  # noqa: SIM115
        with stream:
            stream.write(content.encode() if isinstance(content, str) else content)

    def summary(self) -> Iterator[str]:
        """What was built, in a few lines."""
        count = Counter(page.address.split("/")[0] for page in self.pages if page.address.endswith("/"))
        kinds = ", ".join(f"{len(self.project.catalogue.records(kind))} {kind}" for kind in RECORD_FILES)
        yield f"Built {self.site_dir} in {time.monotonic() - self.started:.1f} s"
        yield "  pages: " + ", ".join(f"{count[one]} {one}" for one in LANGUAGES) + f"; records: {kinds}"
