"""One build of the site, from the shells the theme rendered to the finished and checked folder."""

import os
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from toolkit import LANGUAGES, list_pages
from toolkit.assets import published_assets
from toolkit.catalogue import RECORD_FILES
from toolkit.final_checks import final_problems
from toolkit.final_page import FinalPage, read_page
from toolkit.page_data import PageData
from toolkit.problems import Problem
from toolkit.project import Project
from toolkit.records import process_lists, record_pages
from toolkit.redirects import redirect_problems
from toolkit.rendering import Renderer
from toolkit.root_pages import FILES, PAGES, root_file
from toolkit.search.index import index_site


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
    started: float = field(default_factory=time.monotonic)

    @cached_property
    def data(self) -> PageData:
        """What is put into the pages written in Markdown."""
        return PageData(self.project, self.renderer, self.site_url, self.licence)

    def add_assets(self, overrides: Path, theme_sheet: str) -> Iterator[tuple[str, bytes]]:
        """Published name and content of the assets; templates find them by their plain name."""
        found = published_assets(overrides, self.project.root / ".cache", theme_sheet)
        for name, (published, content) in found.items():
            self.assets[name] = published
            yield published, content

    def keep(self, address: str, html: str, source: str, line: int = 1, indexed: bool = True) -> None:
        """Remember a finished page for the checks and the sitemap."""
        self.pages.append(read_page(address, html, source, line, indexed))

    def finish(self) -> list[Problem]:
        """Write what the theme does not (records, files, root pages, search index), then check the whole site."""
        self._write_records()
        for address, text in list_pages.data_files(self.project):
            self.write(address, text)
        for address, content in self.data.files():
            self.write(address, content)
        self._write_root()
        index_site(self.project, self.pages, self.site_dir)
        files = {path.relative_to(self.site_dir).as_posix() for path in self.site_dir.rglob("*") if path.is_file()}
        catalogue = self.project.catalogue
        moved = redirect_problems(catalogue.redirects, catalogue.redirect_lines, files)
        return sorted([*final_problems(self.pages, files, self.site_url), *moved])

    def _write_records(self) -> None:
        for (language, kind), shell in sorted(self.shells.items()):
            around = (shell, self.renderer, self.site_url, self.edit_base)
            lists = process_lists(self.project, language, *around) if kind == "processes" else ()
            for page in (*record_pages(self.project, kind, language, *around), *lists):
                self.write(f"{page.address}index.html", page.html)
                self.keep(page.address, page.html, page.file, page.line, page.indexed)

    def _write_root(self) -> None:
        """The pages first: the sitemap lists them too."""
        for template in (*PAGES, *FILES):
            text = root_file(template, self.project, self.renderer, self.site_url, self.assets, self.pages)
            self.write(template.removeprefix("root/"), text)
            if template in PAGES:
                self.keep(PAGES[template], text, f"overrides/{template}", indexed=not PAGES[template])

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
