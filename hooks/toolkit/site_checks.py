"""Rules between pages, menu, addresses and records: links that lead somewhere, no clash, every page in the menu."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from posixpath import join, normpath
from typing import Any

from toolkit import LANGUAGES, addresses
from toolkit.catalogue import RECORD_FILES, Reading
from toolkit.documents import Document, Spot
from toolkit.markup import RECORD_SCHEMES, SAFE_SCHEMES, link_targets, scheme_of
from toolkit.nearest import nearest
from toolkit.problems import Problem, problem
from toolkit.validation import dotted
from toolkit.yaml_source import Node, locate

Documents = Mapping[tuple[str, str], Document]
Known = Mapping[str, list[str]]
KIND_OF_SCHEME = {
    "process": "processes",
    "method": "methods",
    "lot": "lots",
    "term": "terms",
    "facilitator": "facilitators",
}


def site_problems(root: Path, reading: Reading, documents: Documents, known: Known) -> Iterator[Problem]:
    """All faults between the parts of a site."""
    markers = {path.stem for path in (root / "overrides" / "data").glob("*.html")}
    for document in documents.values():
        yield from _links(document, documents, known)
        yield from _pages_named(document, documents)
        yield from _markers(document, markers)
    yield from _record_links(reading, known)
    yield from _complete(reading, documents)
    if navigation := reading.models.get("navigation.yaml"):
        yield from _menu(navigation, reading.trees["navigation.yaml"], documents)
    if table := reading.models.get("addresses.yaml"):
        yield from _segments(documents, table.segments)
        if not list(_segments(documents, table.segments)):
            yield from _clashes(reading, documents, table.segments)


def _links(document: Document, documents: Documents, known: Known) -> Iterator[Problem]:
    for link in document.links:
        code, details = _link_fault(document, link, documents, known)
        if code:
            yield problem(document.file, code, link.line, link.column, **details)


def _link_fault(document: Document, link: Spot, documents: Documents, known: Known) -> tuple[str, dict[str, Any]]:
    scheme, target = scheme_of(link.text), link.text.partition("#")[0]
    if scheme in RECORD_SCHEMES:
        return _reference_fault(link.text, known)
    if scheme in LANGUAGES:
        path = target.partition(":")[2]
        return _page_fault(scheme, path, documents)
    if scheme:
        return ("", {}) if scheme in SAFE_SCHEMES else ("forbidden-link", {"address": link.text})
    if not link.text:
        return "link-empty", {}
    if target.endswith(".md"):
        return _page_fault(document.language, normpath(join(document.path, "..", target)), documents)
    return ("", {}) if not target else ("link-not-a-page", {"address": link.text})


def _reference_fault(address: str, known: Known) -> tuple[str, dict[str, Any]]:
    scheme, _, identifier = address.partition(":")
    kind = KIND_OF_SCHEME[scheme.lower()]
    identifiers = known.get(kind, [])
    if identifier in identifiers:
        return "", {}
    return "unknown-reference", {"kind": kind, "value": identifier, "near": nearest(identifier, identifiers)}


def _page_fault(language: str, path: str, documents: Documents) -> tuple[str, dict[str, Any]]:
    if (language, path) in documents:
        return "", {}
    near = nearest(path, [path for known, path in documents if known == language])
    return "page-not-found", {"page": f"docs/{language}/{path}", "near": near}


def _pages_named(document: Document, documents: Documents) -> Iterator[Problem]:
    """Pages the front matter sends readers to."""
    named: list[tuple[tuple[str | int, ...], str]] = [(("next",), document.meta.next)] if document.meta.next else []
    named += [(("related", "pages", index), path) for index, path in enumerate(document.meta.related.pages)]
    for place, path in named:
        code, details = _page_fault(document.language, path, documents)
        if code:
            yield problem(document.file, code, *document.place(*place), dotted(place), **details)


def _markers(document: Document, templates: set[str]) -> Iterator[Problem]:
    for marker in document.markers:
        if marker.text not in templates:
            yield problem(
                document.file, "unknown-marker", marker.line, name=marker.text, near=nearest(marker.text, templates)
            )


def _record_links(reading: Reading, known: Known) -> Iterator[Problem]:
    """Record links written in the texts of the YAML files."""
    for file, tree in reading.trees.items():
        for path, node in _texts(tree, ()):
            for target in link_targets(node.value) if "](" in node.value else ():
                if scheme_of(target) in RECORD_SCHEMES:
                    code, details = _reference_fault(target, known)
                    if code:
                        yield problem(file, code, *locate(tree, path), dotted(path), **details)


def _texts(node: Node, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Node]]:
    if isinstance(node.value, str):
        yield path, node
    children: Any = node.value.items() if isinstance(node.value, dict) else ()
    children = enumerate(node.value) if isinstance(node.value, list) else children
    for step, child in children:
        yield from _texts(child, (*path, step))


def _menu(navigation: Any, tree: Node, documents: Documents) -> Iterator[Problem]:
    """Every page of the menu exists in some language, and every page but models of records is in the menu."""
    paths = navigation.paths()
    known = {path for _, path in documents}
    for path in paths:
        if path not in known:
            yield problem("navigation.yaml", "page-not-found", *_spot(tree, path), page=path, near=nearest(path, known))
        elif paths.count(path) > 1:
            yield problem("navigation.yaml", "page-twice", *_spot(tree, path), page=path)
    for document in documents.values():
        if document.path not in paths and not (document.meta.records or document.meta.method):
            yield problem(document.file, "page-not-in-menu", page=document.path)


def _spot(tree: Node, path: str) -> tuple[int, int]:
    return next(((node.line, node.column) for _, node in _texts(tree, ()) if node.value == path), (1, 1))


def _segments(documents: Documents, segments: Mapping[str, Any]) -> Iterator[Problem]:
    for document in documents.values():
        path = document.path if not document.meta.method else join(document.path, "..", "index.md")
        for step in addresses.missing_segments(normpath(path), segments):
            yield problem(document.file, "segment-unknown", segment=step)


# Data markers some page must show, since records or files send readers there; with the file that fills them.
MARKERS = {"glossary": "glossary.yaml", "processes": "processes.yaml", "downloads": "processes.yaml"}


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
    shown = {marker.text for one in documents.values() for marker in one.markers}
    for marker, file in MARKERS.items():
        if marker not in shown:
            yield problem(file, "marker-not-shown", value=marker)


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
