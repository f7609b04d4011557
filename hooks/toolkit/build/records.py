"""Make the pages of records in one build: each is taken from the cache, moves with its line in the file, or is made."""

from collections.abc import Hashable, Iterator
from dataclasses import replace

from toolkit.build.build import Build
from toolkit.domain.static_pages import LISTS
from toolkit.kinds import WITH_PAGE
from toolkit.render.record_pages import Skeleton


def make_record_pages(build: Build) -> None:
    """Make the pages of all records, and the static pages of their lists, from the skeletons MkDocs has rendered."""
    for language, kind, path in _skeletons(build):
        html, before = build.pages[(language, path)].skeleton, build.cache.pages.get((language, path))
        same = before is not None and before.skeleton == html
        skeleton = Skeleton(html, build.renderer, build.settings.site_url)
        for identifier, key in _records(build, kind, language):
            if same and (key in build.pages or build.reuse(key)):
                _move(build, key, build.project.catalog.lines[(kind, identifier)])
            else:
                _make_record(build, skeleton, kind, identifier, language)
        for page_language, address in build.lists if kind == "processes" else ():
            if page_language == language and not (same and build.reuse((LISTS, language, address))):
                _make_list(build, skeleton, language, address)


def make_priority_pages(build: Build) -> set[str]:
    """Make the pages of edited records before all others, from the skeletons of the last build; return their files.

    Where the edit touches the skeleton too, its records wait for it.
    """
    for language, kind, path in _skeletons(build):
        if page := build.unchanged.get((language, path)):
            skeleton = Skeleton(page.skeleton, build.renderer, build.settings.site_url)
            for identifier, key in _records(build, kind, language):
                if key not in build.unchanged:
                    _make_record(build, skeleton, kind, identifier, language)
    return {path for page in build.pages.values() for path in page.files}


def _skeletons(build: Build) -> Iterator[tuple[str, str, str]]:
    """Yield language, kind of record and path of each page that is a skeleton."""
    for (language, path), page in sorted(build.project.pages.items()):
        if page.meta.records:
            yield language, page.meta.records, path


def _records(build: Build, kind: str, language: str) -> Iterator[tuple[str, Hashable]]:
    """Yield identifier and key of the page of each record of a kind."""
    for identifier in build.project.catalog.records(kind):
        yield identifier, (kind, language, identifier)


def _make_record(build: Build, skeleton: Skeleton, kind: str, identifier: str, language: str) -> None:
    key, catalog, file = (kind, language, identifier), build.project.catalog, WITH_PAGE[kind].file
    build.start_page(key)
    line = catalog.lines[(kind, identifier)]
    html = skeleton.record_page(build.recording, kind, identifier, language, _edit(build, file, line))
    indexed = not vars(catalog.records(kind)[identifier]).get("demonstration")
    build.add_page(key, build.project.record_address(kind, identifier, language), html, file, line, indexed)


def _make_list(build: Build, skeleton: Skeleton, language: str, address: str) -> None:
    key, file = (LISTS, language, address), WITH_PAGE["processes"].file
    build.start_page(key)
    build.recorder.record(LISTS, (language, address))
    page = build.lists[(language, address)]
    html = skeleton.list_page(build.recording, page, language, build.settings.edit_base + file)
    build.add_page(key, address, html, file)


def _edit(build: Build, file: str, line: int) -> str:
    return f"{build.settings.edit_base}{file}#L{line}"


def _move(build: Build, key: Hashable, line: int) -> None:
    """Follow a record whose line has changed, since lines were added or removed above: only its edit link changes."""
    page = build.pages[key]
    if page.final and page.final.line != line:
        old, new = _edit(build, page.final.source, page.final.line), _edit(build, page.final.source, line)
        html = (build.site_dir / page.files[0]).read_text(encoding="utf-8")
        build.output_dir.write(page.files[0], html.replace(f'"{old}"', f'"{new}"'))
        links = tuple(new if link == old else link for link in page.final.links)
        build.pages[key] = replace(page, final=replace(page.final, line=line, links=links))
