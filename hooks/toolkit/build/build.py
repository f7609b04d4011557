"""State of one build: pages whose dependencies are unchanged are taken from the cache, the others are made.

MkDocs renders the pages written in Markdown, and the skeletons which the pages of records fill (`records.py`); what
else the site holds is made at the end (`finish.py`).
"""

import time
from collections.abc import Hashable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from toolkit import LANGUAGES
from toolkit.assets.pipeline import collect_assets
from toolkit.build.cache import BuildCache, CachedPage, load, path_of, with_dependencies
from toolkit.build.data_markers import FORMS, TEMPLATES, PageFiller, protect_markers
from toolkit.build.dependencies import Recorder, RecordingMapping, project_mappings, recording_project
from toolkit.build.fingerprints import Fingerprints, global_fingerprint, template_contents
from toolkit.build.output_dir import OutputDir
from toolkit.build.timing import Timing
from toolkit.checks.html_page import FinalPage, read_html
from toolkit.checks.redirects import file_of
from toolkit.domain.context import Context
from toolkit.domain.static_pages import LISTS, StaticPage
from toolkit.project import Project
from toolkit.render.environment import Renderer
from toolkit.render.markdown import Conversion, convert
from toolkit.render.record_pages import static_pages
from toolkit.search import index
from toolkit.settings import Settings
from toolkit.sources.pages import Page

# Mappings that pages record besides those of the project.
ASSETS, SOURCES = "assets", "sources"


class Build:
    """One build: what it reads, what the last one left (`cache`), the pages there are so far, by key.

    `left` is what an earlier build of this process left: the build is then one of a preview, whose search index is
    written later. Otherwise what the last one left is read from the cache folder.
    """

    def __init__(
        self,
        project: Project,
        overrides: Path,
        settings: Settings,
        site_dir: Path,
        timing: Timing,
        left: BuildCache | None,
    ) -> None:
        self.project, self.overrides, self.settings, self.site_dir = project, overrides, settings, site_dir
        self.timing, self.preview, self.started = timing, left is not None, time.monotonic()
        self.cache_folder = project.root / ".cache"  # it may be deleted at any time
        self.cache = left or load(path_of(self.cache_folder, site_dir))
        self.pages: dict[Hashable, CachedPage] = {}
        self.conversions: dict[Hashable, Conversion] = {}
        self.search, self.search_files = dict(self.cache.search), dict(self.cache.search_files)
        self.output_dir = OutputDir(site_dir, self.cache.files, apart=index.FOLDER)
        self.assets = collect_assets(overrides, self.cache_folder)
        for asset in self.assets.values():
            self.output_dir.write(asset.path, asset.content)
        self.recorder = Recorder()
        self.recording = recording_project(project, self.recorder)
        self.recording_assets = RecordingMapping(ASSETS, self.assets, self.recorder)
        self.renderer = Renderer(overrides, settings.preview, self.cache_folder)
        self.filler = PageFiller(self.recording, self.renderer, settings, self.recorder)

    @cached_property
    def lists(self) -> Mapping[tuple[str, str], StaticPage]:
        """The static pages of the lists by language and address; each holds all it shows of the records it lists."""
        readers = [Context(self.project, language, "") for language in LANGUAGES]
        pages = static_pages(self.project)
        return {(context.language, page.address(context)): page for context in readers for page in pages}

    @cached_property
    def fingerprints(self) -> Fingerprints:
        """The fingerprints of all that pages may read."""
        sources = self.project.pages
        mappings: dict[str, Mapping[Any, Any]] = {
            # Pages read no more of each other than the front matter.
            "pages": {key: page.meta for key, page in sources.items()},
            SOURCES: {key: page.source for key, page in sources.items()},
            FORMS: dict(enumerate(map(repr, self.project.forms))),
            LISTS: self.lists,
            ASSETS: {name: asset.path for name, asset in self.assets.items()},  # a path holds a digest
            TEMPLATES: template_contents(self.overrides),
        }
        return Fingerprints({**project_mappings(self.project), **mappings})

    @cached_property
    def global_fingerprint(self) -> bytes:
        """The fingerprint of what every page depends on."""
        return global_fingerprint(self.project, self.settings)

    @cached_property
    def unchanged(self) -> Mapping[Hashable, CachedPage]:
        """The pages of the last build that can be taken as they are: same dependencies, files as they were written."""
        pages = self.cache.unchanged(self.global_fingerprint, self.fingerprints)
        return {key: page for key, page in pages.items() if self.output_dir.has(page.files)}

    def reuse(self, key: Hashable) -> bool:
        """Take a page from the cache, if it is unchanged."""
        page = self.unchanged.get(key)
        if page:
            self.output_dir.keep(page.files)
            self.pages[key] = page
        return page is not None

    def start_page(self, key: Hashable) -> None:
        """Record what is read from now on as the dependencies of a page."""
        self.recorder.start(key)
        self.recorder.record(TEMPLATES)

    def content(self, page: Page, markdown: str) -> str:
        """Return the HTML of a Markdown page; its text is converted once per content."""
        key = (page.language, page.path)
        self.start_page(key)
        self.recorder.record(SOURCES, key)
        table, before = Context(self.recording, page.language, "").t("table"), self.cache.pages.get(key)
        conversion = convert(protect_markers(markdown), table, before.conversion if before else None)
        self.conversions[key] = conversion
        return self.filler.fill(conversion.html, page)

    def add_page(
        self, key: Hashable, address: str, html: str, source: str, line: int = 1, indexed: bool = True
    ) -> None:
        """Read and write a finished page, with the files made for it."""
        beside = self.filler.beside.get(key, {})
        self.add_files(key, {file_of(address): html, **beside}, read_html(address, html, source, line, indexed))

    def add_files(self, key: Hashable, files: Mapping[str, str | bytes], final: FinalPage | None = None) -> None:
        """Write files made together; `files` are contents by path."""
        for path, content in files.items():
            self.output_dir.write(path, content)
        self.pages[key] = CachedPage(final, tuple(files), conversion=self.conversions.get(key))

    def add_skeleton(self, key: Hashable, html: str) -> None:
        """Keep a skeleton for the records of a kind; it is not published itself."""
        self.pages[key] = CachedPage(skeleton=html, conversion=self.conversions.get(key))

    def finals(self) -> list[FinalPage]:
        """Return what was read of each finished page."""
        return [page.final for page in self.pages.values() if page.final]

    def next_cache(self) -> BuildCache:
        """Return what the next build may use. Nothing in it changes, though the search index may be written later."""
        pages = with_dependencies(self.pages, self.recorder.recorded)
        dependencies = {dependency for page in pages.values() for dependency in page.dependencies}
        fingerprints = {dependency: self.fingerprints.of(dependency) for dependency in dependencies}
        files, search_files = dict(self.output_dir.files), dict(self.search_files)
        return BuildCache(self.global_fingerprint, fingerprints, pages, files, dict(self.search), search_files)
