"""One build of the site: what the last one left stays where nothing it was made from has changed, the rest is made.

MkDocs renders the pages written in Markdown, of which the pages of records take their shells; the rest is made here.
"""

import time
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from posixpath import join, normpath

from toolkit import LANGUAGES
from toolkit.assets.pipeline import Asset, collect_assets
from toolkit.build.cache import KeptPage, Store, load, path_of
from toolkit.build.data_markers import FORMS, OPEN_DATA, PageData
from toolkit.build.dependencies import Asked, mappings, watched
from toolkit.build.everywhere import digest
from toolkit.build.fingerprints import Answers, record_digests
from toolkit.build.output_dir import Outputs
from toolkit.build.records import make_records
from toolkit.build.settings import Settings
from toolkit.build.timing import Phases
from toolkit.checks.html import final_problems
from toolkit.checks.html_page import FinalPage, read_page
from toolkit.checks.redirects import redirect_problems
from toolkit.domain import list_pages
from toolkit.domain.context import Reader
from toolkit.domain.static_pages import LISTS, StaticPage
from toolkit.kinds import WITH_PAGE
from toolkit.problems.problem import Problem
from toolkit.project import Project
from toolkit.render.environment import Renderer
from toolkit.render.record_pages import static_pages
from toolkit.render.root_pages import FILES, PAGES, root_file
from toolkit.search import index
from toolkit.sources.pages import Document

SOURCES, LIST_DATA = "sources", "list data"
COMPILED = "templates"


@dataclass
class Build:
    """State of one build: what it reads, what the last one left (`before`), the pages there are so far.

    `search_later`: the search index stays as it was until `write_search` is called, since it takes longer than pages.
    """

    project: Project
    renderer: Renderer
    settings: Settings
    site_dir: Path
    assets: Mapping[str, Asset]
    before: Store
    phases: Phases
    search_later: bool = False
    pages: dict[Hashable, KeptPage] = field(default_factory=dict)
    started: float = field(default_factory=time.monotonic)

    @cached_property
    def search(self) -> dict[str, index.Indexed]:
        """The index of each language, as far as it is made."""
        return dict(self.before.search)

    @property
    def cache(self) -> Path:
        """A folder that may be deleted at any time."""
        return self.project.root / ".cache"

    @cached_property
    def asked(self) -> Asked:
        """What the pages of this build ask."""
        return Asked(self.before.numbers, self.before.asked)

    @cached_property
    def seen(self) -> Project:
        """The project as pages see it: it notes what they ask."""
        return watched(self.project, self.asked)

    @cached_property
    def data(self) -> PageData:
        """What is put into the pages written in Markdown."""
        return PageData(self.seen, self.renderer, self.settings, self.asked, self.phases)

    @cached_property
    def outputs(self) -> Outputs:
        """The folder of the site."""
        return Outputs(self.site_dir, self.before.files)

    @cached_property
    def answers(self) -> Answers:
        """What pages may ask, and its digest today."""
        sources = {key: document.source for key, document in self.project.documents.items()}
        forms = dict(enumerate(map(repr, self.project.forms)))
        asked = {**mappings(self.project), SOURCES: sources, FORMS: forms, LISTS: self.lists}
        return Answers(asked, record_digests(self.project.catalogue))

    @cached_property
    def lists(self) -> Mapping[tuple[str, str], StaticPage]:
        """The static pages of the lists by language and address. Each holds all it shows of the processes it lists."""
        pages, readers = static_pages(self.project), [Reader(self.project, language, "") for language in LANGUAGES]
        return {(reader.language, page.address(reader)): page for reader in readers for page in pages}

    @cached_property
    def kept(self) -> Mapping[Hashable, KeptPage]:
        """What can stay: the answers it was made from are the same, and its files are there as they were written."""
        found = self.before.unchanged(self.answers)
        return {key: page for key, page in found.items() if self.outputs.has(*page.files)}

    def stays(self, key: Hashable) -> bool:
        """Let a page of the last build stay, if it can."""
        page = self.kept.get(key)
        if page:
            self.outputs.keep(page.files)
            self.pages[key] = page
        return page is not None

    def read_about(self, document: Document) -> None:
        """A page is about to be made from a document, and from the addresses MkDocs put in its links."""
        self.asked.about((document.language, document.path))
        self.asked.ask(SOURCES, (document.language, document.path))
        for link in document.links:
            path = normpath(join(document.path, "..", link.text.partition("#")[0]))
            self.asked.ask("addresses", (path, document.language))

    def add(self, key: Hashable, address: str, html: str, source: str, line: int = 1, indexed: bool = True) -> None:
        """Read and write a finished page."""
        self.put(key, html, read_page(address, html, source, line, indexed))

    def put(self, key: Hashable, html: str, final: FinalPage) -> None:
        """Write a finished page that has been read, with the files made for it."""
        path = f"{final.address}index.html" if not final.address or final.address.endswith("/") else final.address
        beside = self.data.beside.get(key, {})
        self.outputs.write(path, html)
        for name, content in beside.items():
            self.outputs.write(name, content)
        self.pages[key] = KeptPage(final, (path, *beside))

    def add_shell(self, key: Hashable, html: str) -> None:
        """Remember the page a kind of record is modelled on; it is not published itself."""
        self.pages[key] = KeptPage(None, (), html)

    def finish(self) -> list[Problem]:
        """Make what MkDocs does not (records, files, root pages, search index), then check the whole site."""
        self.phases.begin("pages")
        make_records(self)
        self.phases.begin("files")
        self._files()
        self._root()
        # The index takes as much memory as the rest: what has been written can go.
        del self.data
        self.phases.begin("search")
        if self.search_later:
            self.outputs.keep(path for path in self.outputs.before if path.startswith(f"{index.FOLDER}/"))
        else:
            self.write_search()
        self.phases.begin("checks")
        catalogue, files = self.project.catalogue, set(self.outputs.files)
        moved = redirect_problems(catalogue.redirects, catalogue.redirect_lines, files)
        found = sorted([*final_problems(self._finals(), files, self.settings.site_url), *moved])
        if not found and self.search_later:
            # The folder of a preview is its own: nobody else left anything in it.
            self.outputs.forget_gone(spared=index.FOLDER)
        elif not found:
            self.outputs.clean()
        self.phases.begin("")
        return found

    def _finals(self) -> list[FinalPage]:
        return [page.final for page in self.pages.values() if page.final]

    def _files(self) -> None:
        """What the pages offer (open data, forms), and what their scripts read."""
        made: dict[str, Callable[[], Iterable[tuple[str, str | bytes]]]] = {
            OPEN_DATA: self.data.open_data_files,
            FORMS: self.data.form_files,
            LIST_DATA: lambda: list_pages.data_files(self.seen),
        }
        for key, make in made.items():
            if not self.stays(key):
                with self.asked.aside(key):
                    files = dict(make())
                for path, content in files.items():
                    self.outputs.write(path, content)
                self.pages[key] = KeptPage(None, tuple(files))

    def _root(self) -> None:
        """The pages first: the sitemap lists them too."""
        for template in (*PAGES, *FILES):
            arguments = (self.project, self.renderer, self.settings.site_url, self.assets, self._finals())
            text = root_file(template, *arguments)
            if template in PAGES:
                self.asked.about(template)
                self.add(template, PAGES[template], text, f"overrides/{template}", indexed=not PAGES[template])
            else:
                self.outputs.write(template.removeprefix("root/"), text)

    def write_search(self) -> None:
        """Index the finished pages of each language, unless its index would be the one there is."""
        if self.search_later:
            # The build before this one may have gone on indexing after this one began.
            self.outputs.look_again(index.FOLDER)
        for language, found in index.by_language(self.project, self._finals()).items():
            before, digest = self.search.get(language), index.index_digest(self.project, found)
            if before and before.digest == digest and self.outputs.has(*before.files):
                self.outputs.keep(before.files)
            else:
                self.search[language] = index.index_language(self.project, language, found, digest, self.outputs.write)
        self.outputs.write(*index.first_file(self.search))

    def left(self) -> Store:
        """What the next build may use."""
        return self.before.after(self.asked, self.pages, self.answers, self.outputs.files, self.search)

    def summary(self) -> Iterator[str]:
        """What was built, in a few lines."""
        count = Counter(page.address.split("/")[0] for page in self._finals() if page.address.endswith("/"))
        kinds = ", ".join(f"{len(self.project.catalogue.records(kind))} {kind}" for kind in WITH_PAGE)
        yield f"Built {self.site_dir} in {time.monotonic() - self.started:.1f} s"
        yield "  pages: " + ", ".join(f"{count[one]} {one}" for one in LANGUAGES) + f"; records: {kinds}"
        yield self.phases.line()


def new_build(
    project: Project,
    overrides: Path,
    settings: Settings,
    site: Path,
    generator: str,
    before: Store | None,
    phases: Phases,
) -> Build:
    """A build that has written its assets.

    `generator` is the program that runs it, with its version; `before` is what a build of this process left: it is
    then a preview, whose search may wait.
    """
    cache = project.root / ".cache"
    assets = collect_assets(overrides, cache)
    everywhere = digest(project, settings, {name: asset.path for name, asset in assets.items()}, generator)
    left = before.usable(everywhere) if before else load(path_of(cache, site), everywhere)
    renderer = Renderer(overrides, settings.preview, cache / COMPILED)
    build = Build(project, renderer, settings, site, assets, left, phases, search_later=before is not None)
    for asset in assets.values():
        build.outputs.write(asset.path, asset.content)
    return build
