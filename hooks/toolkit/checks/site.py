"""Rules of the site as a whole: every page in the menu, every record with its page, no two things at one address."""

import pathlib
from collections.abc import Iterator, Mapping
from posixpath import join, normpath
from typing import Any

from toolkit import LANGUAGES
from toolkit.checks.links import Documents, Known, link_problems
from toolkit.checks.templates import asset_problems, template_problems
from toolkit.domain import urls
from toolkit.problems.problem import Problem, problem
from toolkit.problems.suggestions import nearest
from toolkit.sources.catalog import RECORD_FILES, Reading
from toolkit.sources.yaml_nodes import Node, Path, dotted, locate, walk

# An address, and what stands there: its file and, in a data file, the path of the record.
_Stand = tuple[str, tuple[str, Path]]


def site_problems(root: pathlib.Path, reading: Reading, documents: Documents, known: Known) -> Iterator[Problem]:
    """All faults between the parts of a site. Of a page that could not be read, only the path is judged."""
    whole = {key: document for key, document in documents.items() if document.whole}
    yield from link_problems(root, reading, documents, known)
    if len(whole) == len(documents):
        yield from _complete(reading, documents)
    yield from template_problems(root, reading, documents)
    yield from asset_problems(root)
    if navigation := reading.models.get("config/navigation.yaml"):
        yield from _menu(navigation, reading.trees["config/navigation.yaml"], {path for _, path in documents})
        yield from _outside_menu(navigation, whole)
    if table := reading.models.get("config/urls.yaml"):
        unknown = list(_segments(whole, table.segments))
        yield from unknown or _clashes(reading, whole, table.segments)


def _menu(navigation: Any, tree: Node, known: set[str]) -> Iterator[Problem]:
    """Every page of the menu exists in some language, and is there once."""
    paths = navigation.paths()
    for path in paths:
        if path not in known:
            yield problem(
                "config/navigation.yaml", "page-not-found", *_spot(tree, path), page=path, near=nearest(path, known)
            )
        elif paths.count(path) > 1:
            yield problem("config/navigation.yaml", "page-twice", *_spot(tree, path), page=path)


def _outside_menu(navigation: Any, documents: Documents) -> Iterator[Problem]:
    """Every page but models of records and method cards is in the menu."""
    paths = set(navigation.paths())
    for document in documents.values():
        if document.path not in paths and not (document.meta.records or document.meta.method):
            yield problem(document.file, "page-not-in-menu", page=document.path)


def _spot(tree: Node, page: str) -> tuple[int, int, str]:
    """Line, column and path of the last mention of a page."""
    return [(node.line, node.column, dotted(path)) for path, node in walk(tree) if node.value == page][-1]


def _segments(documents: Documents, segments: Mapping[str, Any]) -> Iterator[Problem]:
    for document in documents.values():
        path = document.path if not document.meta.method else join(document.path, "..", "index.md")
        for step in urls.missing_segments(normpath(path), segments):
            yield problem(document.file, "segment-unknown", segment=step)


# Data markers some page must show, since records or files send readers there; with the file that fills them.
MARKERS = {"glossary": "data/glossary.yaml", "processes": "data/processes.yaml", "downloads": "data/processes.yaml"}


def _complete(reading: Reading, documents: Documents) -> Iterator[Problem]:
    """What records need pages for: a card a method, a model page a kind of record, a glossary."""
    cards = {(one.language, one.meta.method) for one in documents.values()}
    methods = reading.models.get("data/methods.yaml")
    for index, method in enumerate(methods.methods if methods else ()):
        for language in LANGUAGES:
            if (language, method.id) not in cards:
                spot = locate(reading.trees["data/methods.yaml"], ("methods", index, "id"))
                details = {"value": method.id, "language": language}
                yield problem("data/methods.yaml", "method-without-card", *spot, f"methods[{index}].id", **details)
    models = {one.meta.records for one in documents.values()}
    for kind, file in RECORD_FILES.items():
        if kind not in models:
            yield problem(file, "no-model-page", value=kind)
    shown = {marker.text for one in documents.values() for marker in one.markers}
    for marker, file in MARKERS.items():
        if marker not in shown:
            yield problem(file, "marker-not-shown", value=marker)


def _clashes(reading: Reading, documents: Documents, segments: Mapping[str, Any]) -> Iterator[Problem]:
    """Two pages, a page and a record, or records of two kinds, at one address. (Those of one kind: `crosschecks`.)"""
    taken: dict[str, tuple[str, Path]] = {}
    pages, records = _page_addresses(reading, documents, segments), _record_addresses(reading, documents, segments)
    for address, stand in (*pages, *records):
        first, file = taken.setdefault(address, stand), stand[0]
        if first[0] != file:
            there, _ = _place(reading, *first)
            spot = _place(reading, *stand)
            yield problem(file, "address-clash", *spot, dotted(stand[1]), value=address, first=f"{first[0]}:{there}")


def _place(reading: Reading, file: str, path: Path) -> tuple[int, int]:
    return locate(reading.trees[file], path) if path else (1, 1)


def _page_addresses(reading: Reading, documents: Documents, segments: Mapping[str, Any]) -> Iterator[_Stand]:
    methods = getattr(reading.models.get("data/methods.yaml"), "methods", [])
    slugs = {method.id: method.slug for method in methods}
    for document in documents.values():
        stand = (document.file, ())
        if document.meta.method is None:
            yield urls.address(document.path, document.language, segments), stand
        elif slug := slugs.get(document.meta.method):
            language = document.language
            yield urls.record_address(document.path, slug[language], language, segments), stand


def _record_addresses(reading: Reading, documents: Documents, segments: Mapping[str, Any]) -> Iterator[_Stand]:
    for document in documents.values():
        kind, language = document.meta.records or "", document.language
        file, folder = RECORD_FILES.get(kind, ""), urls.folder(document.path, language, segments) if kind else ""
        for index, record in enumerate(getattr(reading.models.get(file), kind, [])):
            yield f"{folder}{urls.slug_of(record, language)}/", (file, (kind, index, "slug", language))
