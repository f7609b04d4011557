"""The end of a build: make what MkDocs does not, then check the whole site."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from toolkit import LANGUAGES
from toolkit.build.build import Build
from toolkit.build.data_markers import FORMS, OPEN_DATA
from toolkit.build.output_dir import OutputDir
from toolkit.build.records import make_record_pages
from toolkit.checks.html import final_problems
from toolkit.checks.redirects import redirect_problems
from toolkit.domain import list_pages
from toolkit.kinds import WITH_PAGE
from toolkit.problems.problem import Problem
from toolkit.render.root_pages import FILES, PAGES, root_file
from toolkit.search import index

LIST_DATA = "list data"


def finish(build: Build) -> list[Problem]:
    """Make the pages of records, the files, the root pages and the search index; return the problems of the site."""
    build.timing.start("pages")
    make_record_pages(build)
    _make_files(build)
    _make_root_pages(build)
    if not build.preview:
        build.timing.start("search")
        write_search(build)
    build.timing.start("checks")
    problems = sorted(_problems(build))
    if not problems:
        build.output_dir.clean()
    build.timing.start("")
    return problems


def _problems(build: Build) -> Iterator[Problem]:
    catalog, files = build.project.catalog, {*build.output_dir.files, *build.search_files}
    yield from final_problems(build.finals(), files, build.settings.site_url)
    yield from redirect_problems(catalog.redirects, catalog.redirect_lines, files)


def _make_files(build: Build) -> None:
    """Make the files the pages offer (open data, forms) and those their scripts read."""
    makers: dict[str, Callable[[], Iterable[tuple[str, str | bytes]]]] = {
        OPEN_DATA: lambda: ((file.path, file.content) for file in build.filler.downloads),
        FORMS: lambda: ((form.address, form.content) for form in build.filler.forms),
        LIST_DATA: lambda: list_pages.data_files(build.recording),
    }
    for key, make in makers.items():
        if not build.reuse(key):
            with build.recorder.nested(key):
                files = dict(make())
            build.add_files(key, files)


def _make_root_pages(build: Build) -> None:
    """Make the root pages, then the files that list all pages."""
    for template in (*PAGES, *FILES):
        text = root_file(template, build.project, build.renderer, build.settings.site_url, build.assets, build.finals())
        if template in PAGES:
            address = PAGES[template]
            build.add_page(template, address, text, f"overrides/{template}", indexed=not address)
        else:
            build.output_dir.write(template.removeprefix("root/"), text)


def write_search(build: Build) -> None:
    """Index the finished pages of each language whose index would not be the one that is there."""
    folder = OutputDir(build.site_dir, build.search_files, within=index.FOLDER)
    for language, entries in index.by_language(build.project, build.finals()).items():
        before, digest = build.search.get(language), index.index_digest(build.project, entries)
        if before and before.digest == digest and folder.has(before.files):
            folder.keep(before.files)
        else:
            build.search[language] = index.index_language(build.project, language, entries, digest, folder.write)
    folder.write(*index.first_file(build.search))
    build.search_files = folder.files
    if not build.preview:  # pages of a preview that are open may still read the index they know
        folder.clean()


def summary(build: Build) -> Iterator[str]:
    """Yield what was built, in a few lines."""
    count = Counter(page.address.split("/")[0] for page in build.finals() if page.address.endswith("/"))
    kinds = ", ".join(f"{len(build.project.catalog.records(kind))} {kind}" for kind in WITH_PAGE)
    yield f"Built {build.site_dir} in {time.monotonic() - build.started:.1f} s"
    yield "  pages: " + ", ".join(f"{count[language]} {language}" for language in LANGUAGES) + f"; records: {kinds}"
    yield build.timing.line()
