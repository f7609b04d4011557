"""Rules of the site as a whole: every page in the menu, every record with its page, no two things at one address."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from posixpath import join, normpath
from typing import Any

from toolkit import LANGUAGES, addresses
from toolkit.catalogue import RECORD_FILES, Reading
from toolkit.documents import Document
from toolkit.link_checks import Documents, Known, link_problems
from toolkit.nearest import nearest
from toolkit.problems import Problem, problem
from toolkit.yaml_tree import Node, locate, walk


def site_problems(root: Path, reading: Reading, documents: Documents, known: Known) -> Iterator[Problem]:
    """All faults between the parts of a site. Of a page that could not be read, only the path is judged."""
    whole = {key: document for key, document in documents.items() if document.whole}
    yield from link_problems(root, reading, documents, known)
    if len(whole) == len(documents):
        yield from _complete(reading, documents)
    if navigation := reading.models.get("navigation.yaml"):
        yield from _menu(navigation, reading.trees["navigation.yaml"], {path for _, path in documents})
        yield from _outside_menu(navigation, whole)
    if table := reading.models.get("addresses.yaml"):
        unknown = list(_segments(whole, table.segments))
        yield from unknown or _clashes(reading, whole, table.segments)


def _menu(navigation: Any, tree: Node, known: set[str]) -> Iterator[Problem]:
    """Every page of the menu exists in some language, and is there once."""
    paths = navigation.paths()
    for path in paths:
        if path not in known:
            yield problem("navigation.yaml", "page-not-found", *_spot(tree, path), page=path, near=nearest(path, known))
        elif paths.count(path) > 1:
            yield problem("navigation.yaml", "page-twice", *_spot(tree, path), page=path)


def _outside_menu(navigation: Any, documents: Documents) -> Iterator[Problem]:
    """Every page but models of records and method cards is in the menu."""
    paths = set(navigation.paths())
    for document in documents.values():
        if document.path not in paths and not (document.meta.records or document.meta.method):
            yield problem(document.file, "page-not-in-menu", page=document.path)


def _spot(tree: Node, path: str) -> tuple[int, int]:
    return next(((node.line, node.column) for _, node in walk(tree) if node.value == path), (1, 1))


def _segments(documents: Documents, segments: Mapping[str, Any]) -> Iterator[Problem]:
    for document in documents.values():
        path = document.path if not document.meta.method else join(document.path, "..", "index.md")
        for step in addresses.missing_segments(normpath(path), segments):
            yield problem(document.file, "segment-unknown", segment=step)


def _complete(reading: Reading, documents: Documents) -> Iterator[Problem]:
    """What records need pages for: a card a method, a model page a kind of record, a glossary."""
    cards = {(one.language, one.meta.method) for one in documents.values()}
    methods = reading.models.get("methods.yaml")
    for index, method in enumerate(methods.methods if methods else ()):
        for language in LANGUAGES:
            if (language, method.id) not in cards:
                spot = locate(reading.trees["methods.yaml"], ("methods", index, "id"))
                yield problem("methods.yaml", "method-without-card", *spot, value=method.id, language=language)
    models = {one.meta.records for one in documents.values()}
    for kind, file in RECORD_FILES.items():
        if kind not in models:
            yield problem(file, "no-model-page", value=kind)
    if not any(marker.text == "glossary" for one in documents.values() for marker in one.markers):
        yield problem("glossary.yaml", "marker-not-shown", value="glossary")


def _clashes(reading: Reading, documents: Documents, segments: Mapping[str, Any]) -> Iterator[Problem]:
    """Two pages, or a page and a record, at one address."""
    taken: dict[str, str] = {}
    for document in documents.values():
        if document.meta.method:
            continue  # a card stands at the address of its record, checked with the records
        place = addresses.address(document.path, document.language, segments)
        if place in taken:
            yield problem(document.file, "address-clash", value=place, first=taken[place])
        taken.setdefault(place, document.file)
    for document in documents.values():
        if document.meta.records:
            yield from _record_clashes(reading, document, segments, taken)


def _record_clashes(
    reading: Reading, model_page: Document, segments: Mapping[str, Any], taken: Mapping[str, str]
) -> Iterator[Problem]:
    kind, language = str(model_page.meta.records), model_page.language
    file = RECORD_FILES[kind]
    records = getattr(reading.models.get(file), kind, [])
    for index, record in enumerate(records):
        slug = addresses.slug_of(record, language)
        place = addresses.record_address(model_page.path, slug, language, segments)
        if place in taken:
            spot = locate(reading.trees[file], (kind, index, "slug", language))
            yield problem(file, "address-clash", *spot, value=place, first=taken[place])
