"""State of one build: pages whose dependencies are unchanged are taken from the cache, the others are made.

MkDocs renders the pages written in Markdown, and the skeletons which the pages of records fill (`records.py`); what
else the site holds is made at the end (`finish.py`).
"""

import time
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from toolkit import LANGUAGES
from toolkit.assets.published import published_assets
from toolkit.build.cache import BuildCache, CachedPage, load, path_of, with_dependencies
from toolkit.build.data_markers import FORMS, PageFiller, protect_markers
from toolkit.build.dependencies import Recorder, RecordingMapping, project_mappings, recording_project
from toolkit.build.fingerprints import Fingerprints, global_fingerprint, template_contents
from toolkit.build.output_dir import OutputDir
from toolkit.build.timing import Timing
from toolkit.checks.html_page import FinalPage, read_page
from toolkit.checks.redirects import file_of
from toolkit.domain.context import Reader
from toolkit.domain.static_pages import LISTS, StaticPage
from toolkit.project import Project
from toolkit.render.environment import Renderer
from toolkit.render.markdown import Conversion, Converter
from toolkit.render.record_pages import static_pages
from toolkit.search import index
from toolkit.settings import Settings
from toolkit.sources.pages import Document

# Mappings that pages record besides those of the project.
ASSETS, SOURCES, TEMPLATES = "assets", "sources", "templates"


@dataclass
class Build:
    """One build: what it reads, what the last one left (`cache`), the pages there are so far, by key.

    `assets` are the published names of the assets. `preview` tells a build of the preview, whose search index is
    written later, since it takes longer than the pages.
    """

    project: Project
    overrides: Path
    settings: Settings
    site_dir: Path
    generator: str
    assets: Mapping[str, str]
    cache: BuildCache
    timing: Timing
    preview: bool = False
    pages: dict[Hashable, CachedPage] = field(default_factory=dict)
    recorder: Recorder = field(default_factory=Recorder)
    started: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.recording = recording_project(self.project, self.recorder)
        self.recording_assets = RecordingMapping(ASSETS, self.assets, self.recorder)
        self.renderer = Renderer(self.overrides, self.settings.preview, self.cache_folder)
        self.filler = PageFiller(self.recording, self.renderer, self.settings, self.recorder, self.timing)
        self.output_dir = OutputDir(self.site_dir, self.cache.files, apart=index.FOLDER)
        self.search, self.search_files = dict(self.cache.search), dict(self.cache.search_files)
        self.converters: dict[str, Converter] = {}

    @property
    def cache_folder(self) -> Path:
        """A folder that may be deleted at any time."""
        return self.project.root / ".cache"

    @cached_property
    def lists(self) -> Mapping[tuple[str, str], StaticPage]:
        """The static pages of the lists by language and address; each holds all it shows of the records it lists."""
        readers = [Reader(self.project, language, "") for language in LANGUAGES]
        pages = static_pages(self.project)
        return {(reader.language, page.address(reader)): page for reader in readers for page in pages}

    @cached_property
    def fingerprints(self) -> Fingerprints:
        """The fingerprints of all that pages may read."""
        return Fingerprints(
            {
                **project_mappings(self.project),
                SOURCES: {key: page.source for key, page in self.project.documents.items()},
                FORMS: dict(enumerate(map(repr, self.project.forms))),
                LISTS: self.lists,
                ASSETS: self.assets,
                TEMPLATES: template_contents(self.overrides),
            }
        )

    @cached_property
    def global_fingerprint(self) -> bytes:
        """The fingerprint of what every page depends on."""
        return global_fingerprint(self.project, self.settings, self.generator)

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

    def content(self, page: Document, markdown: str) -> str:
        """Return the HTML of a Markdown page; its text is converted once per content."""
        key = (page.language, page.path)
        self.start_page(key)
        self.recorder.record(SOURCES, key)
        label = Reader(self.recording, page.language, "").t("table")
        converter = self.converters.get(label) or self.converters.setdefault(label, Converter({"table": label}))
        before = self.cache.pages.get(key)
        conversion = converter.convert(protect_markers(markdown), before.conversion if before else None)
        self.pages[key] = CachedPage(conversion=conversion)
        return self.filler.fill(conversion.html, page)

    def conversion(self, page: Document) -> Conversion:
        """Return the conversion of a Markdown page whose content was made."""
        conversion = self.pages[(page.language, page.path)].conversion
        assert conversion  # noqa: S101 (for the type checker)
        return conversion

    def add_page(
        self, key: Hashable, address: str, html: str, source: str, line: int = 1, indexed: bool = True
    ) -> None:
        """Read and write a finished page, with the files made for it."""
        beside = self.filler.beside.get(key, {})
        files: dict[str, str | bytes] = {file_of(address): html, **beside}
        self.add_files(key, files, read_page(address, html, source, line, indexed))

    def add_files(self, key: Hashable, files: Mapping[str, str | bytes], final: FinalPage | None = None) -> None:
        """Write files made together; `files` are contents by path."""
        for path, content in files.items():
            self.output_dir.write(path, content)
        made = self.pages.get(key)
        self.pages[key] = CachedPage(final, tuple(files), conversion=made.conversion if made else None)

    def add_skeleton(self, page: Document, html: str) -> None:
        """Keep a skeleton for the records of a kind; it is not published itself."""
        key = (page.language, page.path)
        self.pages[key] = CachedPage(skeleton=html, conversion=self.pages[key].conversion)

    def finals(self) -> list[FinalPage]:
        """Return what was read of each finished page."""
        return [page.final for page in self.pages.values() if page.final]

    def next_cache(self) -> BuildCache:
        """Return what the next build may use. Nothing in it changes, though the search index may be written later."""
        pages = with_dependencies(self.pages, self.recorder.recorded)
        dependencies = {dependency for page in pages.values() for dependency in page.dependencies}
        fingerprints = {dependency: self.fingerprints.of(dependency) for dependency in dependencies}
        files = dict(self.output_dir.files)
        return BuildCache(
            self.global_fingerprint, fingerprints, pages, files, dict(self.search), dict(self.search_files)
        )


def new_build(
    project: Project,
    overrides: Path,
    settings: Settings,
    site_dir: Path,
    generator: str,
    cache: BuildCache | None,
    timing: Timing,
) -> Build:
    """Start a build and write its assets.

    `generator` is the program that runs it, with its version; `cache` is what an earlier build of this process left
    (the build is then one of a preview), else it is read from the cache folder.
    """
    folder = project.root / ".cache"
    assets = published_assets(overrides, folder)
    names = {name: published for name, (published, _) in assets.items()}
    known = cache or load(path_of(folder, site_dir))
    build = Build(project, overrides, settings, site_dir, generator, names, known, timing, preview=cache is not None)
    for published, content in assets.values():
        build.output_dir.write(published, content)
    return build
