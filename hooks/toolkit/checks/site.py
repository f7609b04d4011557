"""Rules of the site as a whole: every page in the menu, every record with its page, no two things at one address."""

from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath
from posixpath import join, normpath
from typing import Any

from toolkit import LANGUAGES
from toolkit.checks.links import Pages, link_problems
from toolkit.checks.templates import asset_problems, template_problems
from toolkit.domain import urls
from toolkit.kinds import KINDS, WITH_PAGE
from toolkit.models.config import NavigationFile
from toolkit.problems.problem import Problem, problem
from toolkit.problems.suggestions import nearest
from toolkit.sources.data_files import DataFile, Reading
from toolkit.sources.yaml_nodes import Path, walk

# What has an address: its file and, in a data file, the path of the record.
_Owner = tuple[str, Path]
# Data markers some page must show, since records or files send readers there; with the file that fills them.
MARKERS = {kind.marker: kind.file for kind in KINDS.values() if kind.marker} | {
    "processes": "data/processes.yaml",
    "downloads": "data/processes.yaml",
}


def site_problems(root: FilePath, reading: Reading, pages: Pages) -> Iterator[Problem]:
    """All faults between the parts of a site. Of a page that could not be read, only the path is verified."""
    whole = {key: page for key, page in pages.items() if page.whole}
    yield from link_problems(root, reading, pages)
    if len(whole) == len(pages):
        yield from _missing_pages(reading, pages)
    yield from template_problems(root, reading, pages)
    yield from asset_problems(root)
    if navigation := reading.models.get("config/navigation.yaml"):
        yield from _menu(navigation, reading.files["config/navigation.yaml"], {path for _, path in pages})
        yield from _outside_menu(navigation, whole)
    if table := reading.models.get("config/urls.yaml"):
        unknown = list(_segments(whole, table.segments))
        yield from unknown or _clashes(reading, whole, table.segments)


def _menu(navigation: NavigationFile, file: DataFile, known: set[str]) -> Iterator[Problem]:
    """Every page of the menu exists in some language, and is there once. The last mention is the one to mend."""
    paths = navigation.paths()
    mentions = {node.value: path for path, node in walk(file.tree) if isinstance(node.value, str)}
    for page in paths:
        if page not in known:
            yield file.problem("page-not-found", mentions[page], page=page, near=nearest(page, known))
        elif paths.count(page) > 1:
            yield file.problem("page-twice", mentions[page], page=page)


def _outside_menu(navigation: NavigationFile, pages: Pages) -> Iterator[Problem]:
    """Every page but models of records and method cards is in the menu."""
    paths = set(navigation.paths())
    for page in pages.values():
        if page.path not in paths and not (page.meta.records or page.meta.method):
            yield problem(page.file, "page-not-in-menu", page=page.path)


def _segments(pages: Pages, segments: Mapping[str, Any]) -> Iterator[Problem]:
    for page in pages.values():
        path = join(page.path, "..", "index.md") if page.meta.method else page.path
        for step in urls.missing_segments(normpath(path), segments):
            yield problem(page.file, "segment-unknown", segment=step)


def _missing_pages(reading: Reading, pages: Pages) -> Iterator[Problem]:
    """Pages that records need: a card for each method, a model page for each kind of record, a glossary."""
    cards = {(page.language, page.meta.method) for page in pages.values()}
    methods = reading.models.get("data/methods.yaml")
    for index, method in enumerate(methods.methods if methods else ()):
        for language in LANGUAGES:
            if (language, method.id) not in cards:
                file, path = reading.files["data/methods.yaml"], ("methods", index, "id")
                yield file.problem("method-without-card", path, value=method.id, language=language)
    models = {page.meta.records for page in pages.values()}
    for kind in WITH_PAGE.values():
        if kind.name not in models:
            yield problem(kind.file, "no-model-page", value=kind.name)
    shown = {marker.text for page in pages.values() for marker in page.markers}
    for marker, name in MARKERS.items():
        if marker not in shown:
            yield problem(name, "marker-not-shown", value=marker)


def _clashes(reading: Reading, pages: Pages, segments: Mapping[str, Any]) -> Iterator[Problem]:
    """Two pages, a page and a record, or records of two kinds, at one address. (Those of one kind: `records.py`.)"""
    taken: dict[str, _Owner] = {}
    of_pages, of_records = (
        _page_addresses(reading, pages, segments),
        _record_addresses(reading, pages, segments),
    )
    for address, (name, path) in (*of_pages, *of_records):
        first, first_path = taken.setdefault(address, (name, path))
        if first == name:
            continue
        there = f"{first}:{reading.files[first].line(first_path) if first_path else 1}"
        if path:
            yield reading.files[name].problem("address-clash", path, value=address, first=there)
        else:
            yield problem(name, "address-clash", value=address, first=there)


def _page_addresses(reading: Reading, pages: Pages, segments: Mapping[str, Any]) -> Iterator[tuple[str, _Owner]]:
    methods = getattr(reading.models.get("data/methods.yaml"), "methods", [])
    slugs = {method.id: method.slug for method in methods}
    for page in pages.values():
        language, method = page.language, page.meta.method
        if method is None:
            yield urls.address(page.path, language, segments), (page.file, ())
        elif slug := slugs.get(method):
            yield urls.record_address(page.path, slug[language], language, segments), (page.file, ())


def _record_addresses(reading: Reading, pages: Pages, segments: Mapping[str, Any]) -> Iterator[tuple[str, _Owner]]:
    for page in pages.values():
        if kind := WITH_PAGE.get(page.meta.records or ""):
            folder = urls.folder(page.path, page.language, segments)
            for index, record in enumerate(getattr(reading.models.get(kind.file), kind.name, [])):
                path = (kind.name, index, "slug", page.language)
                yield f"{folder}{urls.slug_of(record, page.language)}/", (kind.file, path)
